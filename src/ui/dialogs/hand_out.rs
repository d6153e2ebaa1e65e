//! Handouts: which one, on what paper, in what format, and where it is saved.

use egui::Ui;

use crate::export::handout::{HandoutFormat, HandoutKind, Paper};
use crate::state::{Action, AppState, HandoutChoice};
use crate::ui::controls::{button, rich_text, strong, tooltip};

use super::{DialogContext, DialogView, Layout, Place};

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

    fn show(&mut self, cx: &mut DialogContext<'_>, ui: &mut Ui) {
        let theme = cx.styles.theme.clone();
        let now = cx.state.hand_out;
        let mut chosen = now;
        ui.label(strong("Handout", 13.0, theme.soft.0));
        for kind in HandoutKind::ALL {
            tooltip(ui.radio_value(&mut chosen.kind, kind, rich_text(kind.name(), 14.0, theme.ink.0)), about(kind));
        }
        ui.label(rich_text(about(chosen.kind), 12.5, theme.soft.0));
        ui.add_space(8.0);
        ui.label(strong("Paper", 13.0, theme.soft.0));
        ui.horizontal_wrapped(|ui| {
            for paper in Paper::ALL {
                ui.radio_value(&mut chosen.paper, paper, rich_text(paper.name(), 14.0, theme.ink.0));
            }
        });
        ui.checkbox(&mut chosen.large, rich_text("Large print: 18 points and more, one column", 14.0, theme.ink.0));
        perspectives(cx, ui, &mut chosen);
        let planned = cx.state.lesson.plan.plan.steps.len();
        if planned > 0 {
            let text = format!("Only the {planned} rows of the lesson's plan, with its questions");
            ui.checkbox(&mut chosen.planned, rich_text(text, 14.0, theme.ink.0));
        }
        ui.add_space(8.0);
        ui.label(strong("File", 13.0, theme.soft.0));
        ui.horizontal_wrapped(|ui| {
            for form in HandoutFormat::ALL.into_iter().filter(|form| form.is_available()) {
                ui.radio_value(&mut chosen.form, form, rich_text(form.name(), 14.0, theme.ink.0));
            }
        });
        if chosen != now {
            cx.out.push(Action::SetHandout(chosen));
        }
        ui.add_space(10.0);
        let save = button(ui, cx.styles, "Save as…", true);
        if cx.fresh {
            save.request_focus();
        }
        if save.clicked() {
            cx.out.push(Action::SaveHandout);
        }
    }
}

/// Shows whether all perspectives are printed or only those that are shown.
fn perspectives(cx: &DialogContext<'_>, ui: &mut Ui, chosen: &mut HandoutChoice) {
    let (count, all) = (cx.state.shown.count(), cx.state.edition.perspectives().len());
    let text = match count {
        1 => format!("Only the perspective shown, not all {all}"),
        count => format!("Only the {count} perspectives shown, in their order, not all {all}"),
    };
    if count < all || chosen.shown_only {
        ui.checkbox(&mut chosen.shown_only, rich_text(text, 14.0, cx.styles.theme.ink.0));
    }
}
