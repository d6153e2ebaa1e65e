//! Handouts: which one, on what paper, in what format, and where it is saved.

use egui::Ui;

use crate::export::handout::{HandoutFormat, HandoutKind, Paper};
use crate::state::{Action, AppState, HandoutChoice};
use crate::ui::controls::{Control as _, button, tooltip};

use super::{DialogView, Layout, Place, ViewContext};

/// Describes a handout in one line.
fn about(kind: HandoutKind) -> &'static str {
    match kind {
        HandoutKind::Full => "Each paragraph with the replies beside it",
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
        perspectives(cx, ui, &mut chosen);
        let planned = cx.state.lesson.plan.plan.steps.len();
        if planned > 0 {
            let text = format!("Only the {planned} rows of the lesson's plan, with its questions");
            ui.checkbox(&mut chosen.planned, cx.styles.ink(text, 14.0));
        }
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
        ui.add_space(10.0);
        button(ui, cx.styles, "Save as…", true).focus_if(cx.fresh).on_click(cx.out, Action::SaveHandout);
    }
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
