//! Theme, face, sizes and spacing; the text behind the dialog changes with them.

use egui::{Role, Slider, Ui, WidgetInfo};

use crate::state::{Action, AppState, Command, Dial, Face, INTERFACE_SIZES, Setting, ThemeChoice};
use crate::ui::controls::{aligned_row, button_if, rich_text, strong, tooltip};

use super::{DialogContext, DialogView, Layout, Place};

/// The settings of how the text looks.
#[derive(Debug)]
pub(super) struct AppearanceDialog;

impl DialogView for AppearanceDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Appearance", Place::TopRight, 380.0)
    }

    fn show(&mut self, cx: &mut DialogContext<'_>, ui: &mut Ui) {
        let theme = cx.styles.theme.clone();
        let settings = cx.state.settings.clone();
        // First, and the buttons from the smallest size to the greatest: the dialog grows from its corner to the left and
        // downwards, so that the pointer leaves a pressed button to a side where no other one is.
        sizes(cx, ui);
        ui.add_space(8.0);
        let mut set = |setting: Setting| cx.out.push(Action::Set(setting));
        ui.label(strong("Theme", 13.0, theme.soft.0));
        ui.horizontal_wrapped(|ui| {
            for choice in ThemeChoice::ALL {
                if ui.selectable_label(settings.theme == choice, rich_text(choice.name(), 14.0, theme.ink.0)).clicked()
                {
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
        for dial in Dial::ALL {
            match dial {
                // With the sizes.
                Dial::InterfaceSize | Dial::TypeSize => {}
                Dial::Measure
                | Dial::LineSpacing
                | Dial::ParagraphSpacing
                | Dial::LetterSpacing
                | Dial::WordSpacing => {
                    slider(cx, ui, dial);
                }
            }
        }
        let mut set = |setting: Setting| cx.out.push(Action::Set(setting));
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
}

/// Shows the sizes: of everything first, then of the text and of the interface alone.
fn sizes(cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let settings = &cx.state.settings;
    ui.label(strong("Size of everything: text and interface", 13.0, theme.soft.0));
    aligned_row(ui, |ui| {
        for (command, words) in
            [(Command::Smaller, "Smaller"), (Command::UsualSize, "Usual size"), (Command::Larger, "Larger")]
        {
            let tip = cx.state.with_key(command.label(), command);
            let pressed = button_if(ui, cx.styles, words, false, command.is_offered(cx.state));
            // Without its heading the word alone does not say what it sizes.
            pressed.widget_info(|| WidgetInfo::labeled(Role::Button, pressed.enabled(), &tip));
            if tooltip(pressed, &tip).clicked() {
                cx.out.push(Action::Command(command));
            }
        }
    });
    let now = format!("Now: text {:.0} px, interface {:.0} %", settings.type_size, settings.interface_size);
    ui.label(rich_text(now, 13.0, theme.ink.0));
    ui.add_space(4.0);
    ui.label(strong("Text alone: the article and the replies", 13.0, theme.soft.0));
    slider(cx, ui, Dial::TypeSize);
    ui.label(strong("Interface alone: bars, menus and dialogs", 13.0, theme.soft.0));
    // No slider: it would change its own scale under the pointer.
    ui.horizontal_wrapped(|ui| {
        for size in INTERFACE_SIZES {
            let is_chosen = settings.interface_size == size;
            let response = ui.selectable_label(is_chosen, rich_text(format!("{size:.0} %"), 14.0, theme.ink.0));
            let name = format!("Interface size {size:.0} %");
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, &name));
            if response.clicked() {
                cx.out.push(Action::Set(Setting::Dial(Dial::InterfaceSize, size)));
            }
        }
    });
}

/// Shows the slider of a dial under its name.
fn slider(cx: &mut DialogContext<'_>, ui: &mut Ui, dial: Dial) {
    let (least, greatest, step) = dial.range();
    let mut value = cx.state.settings.get(dial);
    let decimals = if step < 1.0 { 2 } else { 0 };
    let name = ui.label(rich_text(dial.name(), 13.5, cx.styles.theme.ink.0));
    ui.spacing_mut().slider_width = ui.available_width() - 70.0;
    let slider = Slider::new(&mut value, least..=greatest).step_by(f64::from(step)).fixed_decimals(decimals);
    if ui.add(slider).labelled_by(name.id).changed() {
        cx.out.push(Action::Set(Setting::Dial(dial, value)));
    }
}
