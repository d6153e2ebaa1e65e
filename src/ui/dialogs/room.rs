//! The room: how far the last row sits, where the class looks, and in which colours.

use egui::{DragValue, Ui};

use crate::state::presentation::room::{DISTANCES, HEIGHTS};
use crate::state::presentation::{Output, Room};
use crate::state::{Action, PresentationAction, Projector, Setting};
use crate::ui::controls::{strong, words};

use super::Sheet;

pub(super) fn show(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    ui.label(strong("How large the type is", 13.5, theme.soft.0));
    let old = sheet.state.settings.room;
    let mut room = old;
    for (name, value, (least, most)) in [
        ("Height of the picture, in metres", &mut room.screen_height, HEIGHTS),
        ("From the screen to the last row, in metres", &mut room.distance, DISTANCES),
    ] {
        ui.horizontal(|ui| {
            let drag = DragValue::new(value).range(least..=most).speed(0.05).max_decimals(1).suffix(" m");
            let field = ui.add(drag);
            let label = ui.label(words(name, 14.0, theme.ink.0));
            let field = field.labelled_by(label.id);
            if sheet.fresh && name.starts_with("Height") {
                field.request_focus();
            }
        });
    }
    if room != old {
        sheet.out.push(Action::Set(Setting::Room(room)));
    }
    ui.label(words(told(room), 13.5, theme.soft.0));
    ui.add_space(10.0);
    colours(sheet, ui);
    ui.add_space(10.0);
    screens(sheet, ui);
}

/// The size in words.
fn told(room: Room) -> String {
    let share = room.x_height() * 100.0;
    let too_deep = if room.is_too_deep() {
        " The last row sits too far for this screen: nothing larger leaves room for a line. Have it move up."
    } else {
        ""
    };
    // 1.32 lines of the text, whose small letters are about half the em.
    let lines = (0.9 / (room.x_height() / 0.507 * 1.32)).floor();
    format!("A small letter is {share:.1} % of the picture high: about {lines:.0} lines fit.{too_deep}")
}

fn colours(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    ui.label(strong("Colours", 13.5, theme.soft.0));
    ui.horizontal_wrapped(|ui| {
        for projector in Projector::ALL {
            let on = sheet.state.settings.projector == projector;
            if ui.radio(on, words(projector.name(), 14.0, theme.ink.0)).clicked() {
                sheet.out.push(Action::Set(Setting::Projector(projector)));
            }
        }
    });
}

/// Where the class looks: never at a screen from which there is no way back.
fn screens(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    ui.label(strong("Where the class looks", 13.5, theme.soft.0));
    let Some(presentation) = &sheet.state.presentation else {
        ui.label(words("Begin a lesson first (p): then you choose the screen here.", 13.5, theme.soft.0));
        return;
    };
    let here = "At this window: F6 shows what the class sees, and back".to_owned();
    let plain = "At a window of its own, to share in a call or to put where you like".to_owned();
    let screen = |screen: &crate::state::presentation::Screen| {
        let [wide, tall] = screen.size;
        (Output::Screen(screen.index), format!("At the whole of {} ({wide} × {tall})", screen.name))
    };
    let several = presentation.screens.len() > 1;
    let whole = presentation.screens.iter().filter(|_| several).map(screen);
    let now = presentation.output;
    for (output, name) in [(Output::OneWindow, here), (Output::PlainWindow, plain)].into_iter().chain(whole) {
        if ui.radio(now == output, words(name, 14.0, theme.ink.0)).clicked() {
            sheet.out.push(Action::Presentation(PresentationAction::SetOutput(output)));
        }
    }
    let hint = if several {
        "w swaps the two screens."
    } else {
        "The desktop tells of one screen only. A second one is listed here as soon as it is plugged in."
    };
    ui.label(words(hint, 13.0, theme.soft.0));
}
