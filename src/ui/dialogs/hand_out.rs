//! Handouts: which one, on what paper, in what format, and where it is saved.

use egui::Ui;

use crate::export::handout::{HandoutFormat, HandoutKind, Paper};
use crate::model::{Edition, Language, Script};
use crate::state::{Action, AppState, HandoutChoice, HandoutPages};
use crate::ui::controls::{Control as _, button, tooltip};

use super::{DialogView, Layout, Place, ViewContext};

/// What does not hold of a PDF with Urdu or another language in Arabic letters.
const COPIED: &str = "Urdu that is copied out of a PDF, or read aloud from it, may have spaces inside its words. HTML has \
                      the text as it is.";

/// Describes a handout in one line.
fn about(kind: HandoutKind) -> &'static str {
    match kind {
        HandoutKind::Full => "Each paragraph with the replies under it",
        HandoutKind::Pupil => "Each paragraph with empty boxes to tick and to write in",
        HandoutKind::Key => "The pupils' boxes filled in, each note in short",
        HandoutKind::Sheet => "Who does what with which paragraph, on one page; in large print a list over several",
        HandoutKind::Sources => "Every source that is cited, and which replies cite it",
    }
}

/// The options of a handout.
#[derive(Debug, Default)]
pub(super) struct HandOutDialog;

impl DialogView for HandOutDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Handouts", Place::Centre, 460.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let now = cx.state.hand_out;
        let mut chosen = now;
        ui.label(cx.styles.strong_soft("Handout", 13.0));
        for kind in HandoutKind::ALL {
            tooltip(ui.radio_value(&mut chosen.kind, kind, cx.styles.ink(kind.name(), 14.0)), about(kind));
        }
        ui.label(cx.styles.soft(about(chosen.kind), 12.5));
        ui.add_space(8.0);
        ui.label(cx.styles.strong_soft("Paper", 13.0));
        ui.horizontal_wrapped(|ui| {
            for paper in Paper::ALL {
                ui.radio_value(&mut chosen.paper, paper, cx.styles.ink(paper.name(), 14.0));
            }
        });
        ui.checkbox(&mut chosen.large, cx.styles.ink("Large print: 18 points and more, one column", 14.0));
        content(cx, ui, &mut chosen);
        ui.add_space(8.0);
        ui.label(cx.styles.strong_soft("File", 13.0));
        ui.horizontal_wrapped(|ui| {
            for form in HandoutFormat::ALL.into_iter().filter(|form| form.is_available()) {
                ui.radio_value(&mut chosen.form, form, cx.styles.ink(form.name(), 14.0));
            }
        });
        if chosen != now {
            cx.push(Action::SetHandout(chosen));
        }
        ui.label(cx.styles.soft(said_of(now.form, cx.state.handout_pages()), 12.5));
        if now.form == HandoutFormat::Pdf && has_arabic(&cx.state.edition) {
            ui.label(cx.styles.soft(COPIED, 12.5));
        }
        ui.add_space(10.0);
        button(ui, cx.styles, "Save as…", true).focus_if(cx.fresh).on_click(cx.out, Action::SaveHandout);
    }
}

/// Shows how much of the edition is printed.
fn content(cx: &ViewContext<'_>, ui: &mut Ui, chosen: &mut HandoutChoice) {
    match chosen.kind {
        HandoutKind::Full => {
            let text = "With everything: each note whole, not only the first of each perspective";
            ui.checkbox(&mut chosen.everything, cx.styles.ink(text, 14.0));
        }
        HandoutKind::Pupil => {
            let text = "A box for our words: what we agree is so";
            ui.checkbox(&mut chosen.own_words, cx.styles.ink(text, 14.0));
        }
        HandoutKind::Key | HandoutKind::Sheet | HandoutKind::Sources => {}
    }
    perspectives(cx, ui, chosen);
    let text = match cx.state.lesson.plan.plan.steps.len() {
        0 => return,
        1 => "Only the row of the lesson's plan, with its question".to_owned(),
        planned => format!("Only the {planned} rows of the lesson's plan, with its questions"),
    };
    ui.checkbox(&mut chosen.planned, cx.styles.ink(text, 14.0));
}

/// Says how long the file becomes.
fn said_of(form: HandoutFormat, pages: &HandoutPages) -> String {
    match form {
        HandoutFormat::Html => ONE_PAGE.to_owned(),
        HandoutFormat::Pdf => pages_text(pages),
    }
}

/// What is said of a page of HTML.
pub(super) const ONE_PAGE: &str = "One long page, which a browser divides when it prints it.";

/// Says how many pages a PDF has.
pub(super) fn pages_text(pages: &HandoutPages) -> String {
    match pages {
        HandoutPages::None | HandoutPages::Counting => "Counting the pages…".to_owned(),
        HandoutPages::Counted(1) => "1 page.".to_owned(),
        HandoutPages::Counted(pages) => format!("{pages} pages."),
        HandoutPages::Failed(reason) => format!("The pages cannot be counted: {reason}."),
    }
}

/// Returns whether a text of the edition is in Arabic letters.
fn has_arabic(edition: &Edition) -> bool {
    let is_arabic = |language: &Language| language.script() == Script::Arabic;
    let mut notes = edition.perspectives().iter().flat_map(|perspective| &perspective.notes);
    edition.paragraphs().iter().any(|paragraph| is_arabic(edition.language_of_paragraph(paragraph)))
        || notes.any(|note| is_arabic(edition.language_of_note(note)))
}

/// Shows whether all perspectives are printed or only those that are shown.
fn perspectives(cx: &ViewContext<'_>, ui: &mut Ui, chosen: &mut HandoutChoice) {
    let (count, all) = (cx.state.shown.count(), cx.state.edition.perspectives().len());
    let text = match count {
        1 => format!("Only the perspective shown, not all {all}"),
        count => format!("Only the {count} perspectives shown, in their order, not all {all}"),
    };
    if count < all || chosen.shown_only {
        ui.checkbox(&mut chosen.shown_only, cx.styles.ink(text, 14.0));
    }
}
