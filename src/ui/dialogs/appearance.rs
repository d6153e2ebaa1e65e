//! Theme, face, sizes and spacing; the text behind the dialog changes with them.

use egui::{Slider, Ui};

use crate::state::{Action, Dial, Face, INTERFACE_SIZES, Setting, ThemeChoice};
use crate::ui::controls::{rich_text, strong};

use super::DialogContext;

pub(super) fn show(cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let settings = cx.state.settings.clone();
    let mut set = |setting: Setting| cx.out.push(Action::Set(setting));
    ui.label(strong("Theme", 13.0, theme.soft.0));
    ui.horizontal_wrapped(|ui| {
        for choice in ThemeChoice::ALL {
            if ui.selectable_label(settings.theme == choice, rich_text(choice.name(), 14.0, theme.ink.0)).clicked() {
                set(Setting::Theme(choice));
            }
        }
    });
    let mut follow = settings.follow_system;
    if ui.checkbox(&mut follow, rich_text("Night when the system is dark", 13.5, theme.ink.0)).changed() {
        set(Setting::FollowSystem(follow));
    }
    ui.add_space(8.0);
    ui.label(strong("Face", 13.0, theme.soft.0));
    ui.horizontal_wrapped(|ui| {
        for face in Face::ALL {
            if ui.selectable_label(settings.face == face, rich_text(face.name(), 14.0, theme.ink.0)).clicked() {
                set(Setting::Face(face));
            }
        }
    });
    ui.add_space(8.0);
    ui.label(strong("Interface size", 13.0, theme.soft.0));
    // No slider: it would change its own scale under the pointer.
    ui.horizontal_wrapped(|ui| {
        for size in INTERFACE_SIZES {
            let is_chosen = settings.interface_size == size;
            let response = ui.selectable_label(is_chosen, rich_text(format!("{size:.0} %"), 14.0, theme.ink.0));
            let name = format!("Interface size {size:.0} %");
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, &name));
            if response.clicked() {
                set(Setting::Dial(Dial::InterfaceSize, size));
            }
        }
    });
    ui.add_space(8.0);
    for dial in Dial::ALL.into_iter().filter(|dial| *dial != Dial::InterfaceSize) {
        let (least, greatest, step) = dial.range();
        let mut value = settings.get(dial);
        let decimals = if step < 1.0 { 2 } else { 0 };
        let name = ui.label(rich_text(dial.name(), 13.5, theme.ink.0));
        ui.spacing_mut().slider_width = ui.available_width() - 70.0;
        let slider = Slider::new(&mut value, least..=greatest).step_by(f64::from(step)).fixed_decimals(decimals);
        if ui.add(slider).labelled_by(name.id).changed() {
            set(Setting::Dial(dial, value));
        }
    }
    ui.add_space(8.0);
    let mut interleaved = settings.interleaved;
    if ui
        .checkbox(&mut interleaved, rich_text("Replies under each paragraph, at any width", 13.5, theme.ink.0))
        .changed()
    {
        set(Setting::Interleaved(interleaved));
    }
    let mut letters = settings.letter_keys;
    if ui.checkbox(&mut letters, rich_text("Single letters are keys", 13.5, theme.ink.0)).changed() {
        set(Setting::LetterKeys(letters));
    }
    ui.add_space(6.0);
    if ui.link(rich_text("Reset everything", 13.5, theme.accent.0)).clicked() {
        set(Setting::Reset);
    }
}
