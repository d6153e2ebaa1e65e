//! Theme, face, sizes and spacing; the text behind the dialog changes with them.

use egui::{Role, Slider, Ui, WidgetInfo};

use crate::state::{AppState, Command, Dial, Drawing, Face, INTERFACE_SIZES, Setting, ThemeChoice};
use crate::ui::controls::{Control as _, aligned_row, button_if, tooltip};

use super::{DialogView, Layout, Place, ViewContext};

/// The settings of how the text looks.
#[derive(Debug)]
pub(super) struct AppearanceDialog;

impl DialogView for AppearanceDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Appearance", Place::TopRight, 380.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let settings = &cx.state.settings;
        // First, and the buttons from the smallest size to the greatest: the dialog grows from its corner to the left and
        // downwards, so that the pointer leaves a pressed button to a side where no other one is.
        sizes(cx, ui);
        ui.add_space(8.0);
        ui.label(cx.styles.strong_soft("Theme", 13.0));
        ui.horizontal_wrapped(|ui| {
            for choice in ThemeChoice::ALL {
                let label = ui.selectable_label(settings.theme == choice, cx.styles.ink(choice.name(), 14.0));
                label.on_click(cx.out, Setting::Theme(choice));
            }
        });
        let mut follow = settings.follow_system;
        ui.checkbox(&mut follow, cx.styles.ink("Night when the system is dark", 13.5))
            .on_change(cx.out, Setting::FollowSystem(follow));
        ui.add_space(8.0);
        ui.label(cx.styles.strong_soft("Face", 13.0));
        ui.horizontal_wrapped(|ui| {
            for face in Face::ALL {
                let label = ui.selectable_label(settings.face == face, cx.styles.ink(face.name(), 14.0));
                label.on_click(cx.out, Setting::Face(face));
            }
        });
        ui.add_space(8.0);
        // The others are with the sizes.
        for dial in Dial::ALL.into_iter().filter(|dial| !matches!(dial, Dial::InterfaceSize | Dial::TypeSize)) {
            slider(cx, ui, dial);
        }
        ui.add_space(8.0);
        let mut interleaved = settings.interleaved;
        ui.checkbox(&mut interleaved, cx.styles.ink("Replies under each paragraph, at any width", 13.5))
            .on_change(cx.out, Setting::Interleaved(interleaved));
        let mut letters = settings.letter_keys;
        ui.checkbox(&mut letters, cx.styles.ink("Single letters are keys", 13.5))
            .on_change(cx.out, Setting::LetterKeys(letters));
        ui.add_space(8.0);
        drawing(cx, ui);
        ui.add_space(6.0);
        ui.link(cx.styles.accent("Reset everything", 13.5)).on_click(cx.out, Setting::Reset);
    }
}

/// Shows what paints the windows.
fn drawing(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    ui.label(cx.styles.strong_soft("Drawing", 13.0));
    ui.horizontal_wrapped(|ui| {
        for drawing in Drawing::ALL {
            let label = ui.selectable_label(cx.state.settings.drawing == drawing, cx.styles.ink(drawing.name(), 14.0));
            let explanation = match drawing {
                Drawing::Auto => "The processor paints, but windows of more than 4 megapixels the graphics card",
                Drawing::Cpu => "Works on every computer",
                Drawing::Gpu => "By OpenGL; where that is missing, the processor paints",
            };
            tooltip(label, explanation).on_click(cx.out, Setting::Drawing(drawing));
        }
    });
}

/// Shows the sizes: of everything first, then of the text and of the interface alone.
fn sizes(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let settings = &cx.state.settings;
    ui.label(cx.styles.strong_soft("Size of everything: text and interface", 13.0));
    aligned_row(ui, |ui| {
        for (command, words) in
            [(Command::Smaller, "Smaller"), (Command::UsualSize, "Usual size"), (Command::Larger, "Larger")]
        {
            let tip = cx.state.with_key(command.label(), command);
            let pressed = button_if(ui, cx.styles, words, false, command.is_offered(cx.state));
            // Without its heading the word alone does not say what it sizes.
            pressed.widget_info(|| WidgetInfo::labeled(Role::Button, pressed.enabled(), &tip));
            tooltip(pressed, &tip).on_click(cx.out, command);
        }
    });
    let now = format!("Now: text {:.0} px, interface {:.0} %", settings.type_size, settings.interface_size);
    ui.label(cx.styles.ink(now, 13.0));
    ui.add_space(4.0);
    ui.label(cx.styles.strong_soft("Text alone: the article and the replies", 13.0));
    slider(cx, ui, Dial::TypeSize);
    ui.label(cx.styles.strong_soft("Interface alone: bars, menus and dialogs", 13.0));
    // No slider: it would change its own scale under the pointer.
    ui.horizontal_wrapped(|ui| {
        for size in INTERFACE_SIZES {
            let is_chosen = settings.interface_size == size;
            let response = ui.selectable_label(is_chosen, cx.styles.ink(format!("{size:.0} %"), 14.0));
            let name = format!("Interface size {size:.0} %");
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, &name));
            response.on_click(cx.out, Setting::Dial(Dial::InterfaceSize, size));
        }
    });
}

/// Shows the slider of a dial under its name.
fn slider(cx: &mut ViewContext<'_>, ui: &mut Ui, dial: Dial) {
    let (least, greatest, step) = dial.range();
    let mut value = cx.state.settings.get(dial);
    let decimals = if step < 1.0 { 2 } else { 0 };
    let name = ui.label(cx.styles.ink(dial.name(), 13.5));
    ui.spacing_mut().slider_width = ui.available_width() - 70.0;
    let slider = Slider::new(&mut value, least..=greatest).step_by(f64::from(step)).fixed_decimals(decimals);
    ui.add(slider).labelled_by(name.id).on_change(cx.out, Setting::Dial(dial, value));
}
