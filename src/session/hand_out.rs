//! The handout that is being chosen.

use crate::export::handout::{HandoutFormat, HandoutKind, HandoutOptions, Paper};

use super::Session;

/// What the reader has chosen of a handout; kept while the program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandOut {
    /// Which handout.
    pub kind: HandoutKind,
    /// On what paper.
    pub paper: Paper,
    /// In large print.
    pub large: bool,
    /// The form of the file.
    pub form: HandoutFormat,
    /// Only the perspectives that are shown, in the reader's order.
    pub shown_only: bool,
    /// Only the rows of the lesson's plan, with its questions.
    pub planned: bool,
    /// The desktop gave no dialog, so the path is typed.
    pub by_path: bool,
}

impl HandOut {
    /// The choice at first: what this program can make.
    pub fn new() -> Self {
        let form = if HandoutFormat::Pdf.is_available() { HandoutFormat::Pdf } else { HandoutFormat::Html };
        Self { form, ..Self::default() }
    }
}

impl Session {
    /// The handout as it is to be made of the open edition.
    pub fn handout_wish(&self) -> HandoutOptions {
        let HandOut { kind, paper, large, form: _, shown_only, planned, by_path: _ } = self.hand_out;
        let perspectives = shown_only.then(|| self.shown.visible().collect());
        let mut wish = HandoutOptions { kind, paper, large, perspectives, ..HandoutOptions::default() };
        for step in self.plan.plan.steps.iter().filter(|_| planned) {
            let Some(index) = self.edition.paragraph_index(&step.on) else { continue };
            wish.rows.get_or_insert_default().insert(index);
            wish.questions.entry(index).or_default().extend(step.question.clone());
        }
        wish
    }

    /// The name that its file is offered under.
    pub fn handout_name(&self) -> String {
        self.handout_wish().file_name(self.edition.id(), self.hand_out.form)
    }
}
