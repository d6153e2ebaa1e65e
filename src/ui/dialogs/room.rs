//! The room: the distance of the last row, the window or screen that the class sees, and the colours.

use egui::{DragValue, Ui};

use crate::state::presentation::room::{DISTANCES, HEIGHTS};
use crate::state::presentation::{Output, Room};
use crate::state::{Action, AppState, Command, PresentationAction, Projector, Setting};
use crate::ui::controls::{Control as _, button};

use super::{DialogView, Layout, Place, ViewContext};

/// The choice of what the class sees, and how large.
#[derive(Debug)]
pub(super) struct RoomDialog;

impl DialogView for RoomDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Room and screens", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        ui.label(cx.styles.strong_soft("How large the type is", 13.5));
        let old = cx.state.settings.room;
        let mut room = old;
        for (name, value, (least, most)) in [
            ("Height of the picture, in metres", &mut room.screen_height, HEIGHTS),
            ("From the screen to the last row, in metres", &mut room.distance, DISTANCES),
        ] {
            ui.horizontal(|ui| {
                let drag = DragValue::new(value).range(least..=most).speed(0.05).max_decimals(1).suffix(" m");
                let field = ui.add(drag);
                let label = ui.label(cx.styles.ink(name, 14.0));
                field.labelled_by(label.id).focus_if(cx.fresh && name.starts_with("Height"));
            });
        }
        if room != old {
            cx.push(Setting::Room(room));
        }
        ui.label(cx.styles.soft(type_size_summary(room), 13.5));
        ui.add_space(10.0);
        colours(cx, ui);
        ui.add_space(10.0);
        screens(cx, ui);
    }
}

/// Describes the size of the type.
fn type_size_summary(room: Room) -> String {
    let share = room.x_height() * 100.0;
    let too_deep = if room.is_too_deep() {
        " The last row sits too far for this screen: nothing larger leaves room for a line. Have it move up."
    } else {
        ""
    };
    // 1.32 line heights; the x-height is about half the em.
    let lines = (0.9 / (room.x_height() / 0.507 * 1.32)).floor();
    format!("A small letter is {share:.1} % of the picture high: about {lines:.0} lines fit.{too_deep}")
}

fn colours(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    ui.label(cx.styles.strong_soft("Colours", 13.5));
    ui.horizontal_wrapped(|ui| {
        for projector in Projector::ALL {
            let on = cx.state.settings.projector == projector;
            ui.radio(on, cx.styles.ink(projector.name(), 14.0)).on_click(cx.out, Setting::Projector(projector));
        }
    });
}

/// Shows where the class can look; never a screen from which there is no way back.
fn screens(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    ui.label(cx.styles.strong_soft("Where the class looks", 13.5));
    let Some(presentation) = &cx.state.lesson.running else {
        ui.label(cx.styles.soft("While a lesson runs, you choose its screen here.", 13.5));
        command_button(cx, ui, Command::Project, "Begin a lesson");
        return;
    };
    let here = "At this window, which shows either your view or that of the class".to_owned();
    let plain = "At a window of its own, to share in a call or to put where you like".to_owned();
    let screen = |screen: &crate::state::presentation::Screen| {
        let [wide, tall] = screen.size;
        (Output::Screen(screen.index), format!("At the whole of {} ({wide} × {tall})", screen.name))
    };
    let several = presentation.screens.len() > 1;
    let whole = presentation.screens.iter().filter(|_| several).map(screen);
    let now = presentation.output;
    for (output, name) in [(Output::OneWindow, here), (Output::PlainWindow, plain)].into_iter().chain(whole) {
        ui.radio(now == output, cx.styles.ink(name, 14.0)).on_click(cx.out, PresentationAction::SetOutput(output));
    }
    if several {
        command_button(cx, ui, Command::SwapScreens, "Swap the two screens");
    } else {
        let hint = "The desktop reports only one screen. A second one is listed here as soon as it is plugged in.";
        ui.label(cx.styles.soft(hint, 13.0));
    }
    if now == Output::OneWindow {
        command_button(cx, ui, Command::SwitchView, "Show the other view");
    }
}

/// Shows a button that closes the dialog and runs a command, if it is offered.
fn command_button(cx: &mut ViewContext<'_>, ui: &mut Ui, command: Command, words: &str) {
    if command.is_offered(cx.state) && button(ui, cx.styles, words, false).clicked() {
        cx.push(Action::ShowDialog(None));
        cx.push(command);
    }
}
