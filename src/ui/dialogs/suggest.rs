//! A statement, and the paragraphs that it most likely answers: at most three, the whole article, or none.

use egui::{TextEdit, Ui};

use crate::align::suggest::{Answer, Suggestion};
use crate::state::{Action, AppState, ReaderAction};
use crate::ui::controls::{Control as _, aligned_row, button, interface_font};

use super::compare::{WordComparison, compared_text};
use super::{DialogView, Layout, Place, ViewContext};

/// The field for a statement, with the paragraphs found.
#[derive(Debug)]
pub(super) struct SuggestDialog {
    /// The statement as typed.
    typed: String,
    /// What it was when the dialog opened.
    at_first: String,
    /// The statement that was looked for last.
    submitted: String,
}

impl SuggestDialog {
    pub(super) fn new(state: &AppState) -> Self {
        let statement = || state.suggest.statement.clone();
        Self { typed: statement(), at_first: statement(), submitted: statement() }
    }
}

impl DialogView for SuggestDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Which paragraph does it answer?", Place::Centre, 680.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        if self.submitted != cx.state.suggest.statement {
            // A statement was read from a file.
            self.typed = cx.state.suggest.statement.clone();
        }
        let hint = "A statement, typed or pasted. A file dropped here is read as one.";
        let label = ui.label(cx.styles.soft(hint, 13.0));
        let edit = TextEdit::multiline(&mut self.typed)
            .font(interface_font(15.0))
            .desired_width(f32::INFINITY)
            .desired_rows(3)
            .margin(egui::Margin::symmetric(8, 6));
        let response = ui.add(edit).labelled_by(label.id).focus_if(cx.fresh);
        self.submitted.clone_from(&cx.state.suggest.statement);
        if response.changed() {
            self.submitted.clone_from(&self.typed);
            cx.push(Action::SetStatement(self.typed.clone()));
        }
        ui.add_space(10.0);
        let suggest = &cx.state.suggest;
        if suggest.statement.trim().is_empty() {
            let what = "Up to three paragraphs are named, each with the words that speak for it.";
            ui.label(cx.styles.soft(what, 13.5));
            return;
        }
        match &suggest.answer {
            None => drop(ui.label(cx.styles.soft("Looking…", 13.5))),
            Some(Answer::WholeArticle) => {
                ui.label(cx.styles.strong_ink("The whole article", 15.0));
                let why = "What the statement speaks of is everywhere in it, and no paragraph stands out.";
                ui.label(cx.styles.soft(why, 13.5));
            }
            Some(Answer::None) => {
                ui.label(cx.styles.strong_ink("None of them", 15.0));
                ui.label(cx.styles.soft("The statement shares only common words with the article.", 13.5));
            }
            Some(Answer::Paragraphs(found)) => {
                for suggestion in found {
                    suggestion_row(cx, ui, &suggest.statement, suggestion);
                }
                let honest = "A suggestion from shared words, not a judgement. Read before you link.";
                ui.label(cx.styles.faint(honest, 12.5));
            }
        }
    }

    fn is_unsaved(&self, _state: &AppState) -> bool {
        !self.typed.trim().is_empty() && self.typed != self.at_first
    }
}

fn suggestion_row(cx: &mut ViewContext<'_>, ui: &mut Ui, statement: &str, suggestion: &Suggestion) {
    let Some(paragraph) = cx.state.edition.paragraph(suggestion.paragraph) else { return };
    let label = paragraph.id.label();
    aligned_row(ui, |ui| {
        let sure = format!("{:.0} % likely", suggestion.confidence * 100.0);
        ui.label(cx.styles.strong_accent(format!("¶{label}"), 15.0));
        ui.label(cx.styles.soft(sure, 13.0));
        if button(ui, cx.styles, &format!("Go to ¶{label}"), false).clicked() {
            cx.push(Action::ShowDialog(None));
            cx.push(ReaderAction::JumpTo(suggestion.paragraph + 1));
        }
    });
    let mut said: Vec<&str> = suggestion.words.iter().filter_map(|range| statement.get(range.clone())).collect();
    said.dedup();
    ui.label(cx.styles.soft(format!("Because of: {}", said.join(", ")), 13.0));
    let marks = suggestion.ranges.iter().filter_map(|range| paragraph.text.get(range.clone()));
    let comparison = WordComparison::of_words(marks.map(str::to_lowercase));
    let language = cx.state.edition.language_of_paragraph(paragraph);
    compared_text(cx, ui, (&paragraph.text, language), &comparison, None);
    ui.add_space(10.0);
}
