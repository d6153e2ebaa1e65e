//! Asks before Escape leaves a round whose clock runs, or the cards that fill the window.

use egui::Ui;

use crate::state::round::RoundAction;
use crate::state::{Action, AppState, Command};
use crate::ui::controls::{Control as _, button};

use super::{DialogView, Layout, Place, ViewContext};

/// The question whether to leave the round, or the cards that fill the window, while a clock runs.
#[derive(Debug)]
pub(super) struct LeaveRoundDialog;

impl DialogView for LeaveRoundDialog {
    fn layout(&self, state: &AppState) -> Layout {
        let name = if state.round.is_aloud() { "Stop reading?" } else { "Leave the round?" };
        Layout::new(name, Place::Centre, 520.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let what = cx.state.round.running_clock();
        let text = what.map_or("No clock runs any more.".to_owned(), |what| format!("{what} is running."));
        ui.label(cx.styles.ink(text, 14.0));
        ui.add_space(10.0);
        if cx.state.round.is_aloud() {
            ui.horizontal_wrapped(|ui| {
                button(ui, cx.styles, "Go on reading", true)
                    .focus_if(cx.fresh)
                    .on_click(cx.out, Action::ShowDialog(None));
                for (text, stops) in [("Back to the round", false), ("Stop it and go back", true)] {
                    if button(ui, cx.styles, text, false).clicked() {
                        cx.push(Action::ShowDialog(None));
                        if stops {
                            cx.push(RoundAction::StopClocks);
                        }
                        cx.push(RoundAction::ToggleAloud);
                    }
                }
            });
            return;
        }
        ui.horizontal_wrapped(|ui| {
            button(ui, cx.styles, "Stay in the round", true)
                .focus_if(cx.fresh)
                .on_click(cx.out, Action::ShowDialog(None));
            if button(ui, cx.styles, "Stop it and leave", false).clicked() {
                cx.push(RoundAction::StopClocks);
                cx.push(Command::RoundLeave);
            }
            button(ui, cx.styles, "Leave it running", false).on_click(cx.out, Command::RoundLeave);
        });
    }
}
