//! DialogInputs with one field: a code to go to, words to search for, a path to open.

use std::path::PathBuf;

use egui::text::{CCursor, CCursorRange};
use egui::{Key, Modifiers, TextEdit, Ui};

use crate::state::{Action, Command};
use crate::ui::controls::{button, interface, words};

use super::{DialogInputs, Sheet};

/// A code, sent with Enter.
pub(super) fn go_to(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let codes: Vec<&str> = sheet.state.edition.perspectives().iter().map(|p| p.code.as_str()).collect();
    let hint = format!("A paragraph such as 5, or with a perspective, 5{}", codes.first().unwrap_or(&"us"));
    if field(inputs, sheet, ui, &hint) && !inputs.typed.trim().is_empty() {
        sheet.out.push(Action::GoToCode(inputs.typed.clone()));
        inputs.fresh = true;
    }
    ui.add_space(6.0);
    ui.label(words(format!("Perspectives: {}", codes.join(", ")), 12.5, sheet.look.theme.soft.0));
}

/// Words to search for, found as they are typed; Enter goes to the next hit, Shift+Enter to the one before.
pub(super) fn find(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let back = ui.input_mut(|i| i.consume_key(Modifiers::SHIFT, Key::Enter));
    let before = inputs.typed.clone();
    let forward = field(inputs, sheet, ui, "Words in the article and the replies shown");
    if inputs.typed != before {
        sheet.out.push(Action::SetQuery(inputs.typed.clone()));
    }
    if forward || back {
        sheet.out.push(Action::Command(if back { Command::FindPrevious } else { Command::FindNext }));
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let standing = sheet.state.find.status(sheet.state.row_count());
        ui.label(words(standing, 13.0, sheet.look.theme.soft.0));
        for command in [Command::FindNext, Command::FindPrevious] {
            if ui.link(words(command.label(), 13.0, sheet.look.theme.accent.0)).clicked() {
                sheet.out.push(Action::Command(command));
            }
        }
    });
}

/// The path of an edition's folder, for desktops without a file dialog.
pub(super) fn open_path(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let hint = match sheet.state.accepts_cards() {
        true => {
            "The path of a Word file with cards, of a brief, or of a list of sources. You can also drop it on this window."
        }
        false => "The path of a text, of an edition's folder or its edition.ron. You can also drop it on this window.",
    };
    if field(inputs, sheet, ui, hint) && !inputs.typed.trim().is_empty() {
        sheet.out.push(Action::OpenPath(path_of(&inputs.typed)));
    }
}

/// A path as it was typed or pasted.
fn path_of(typed: &str) -> PathBuf {
    let typed = typed.trim().trim_matches('"');
    PathBuf::from(typed.strip_prefix("file://").unwrap_or(typed))
}

/// Where a new file goes, on a desktop without a dialog: a path in the home folder to begin with, to be changed; the path
/// once it is sent.
pub(super) fn new_file(inputs: &mut DialogInputs, sheet: &Sheet<'_>, ui: &mut Ui, name: &str) -> Option<PathBuf> {
    // It may come while the dialog is open.
    if !std::mem::replace(&mut inputs.path_shown, true) {
        (inputs.fresh, inputs.typed) = (true, format!("~/{name}"));
    }
    let entered = field(inputs, sheet, ui, &format!("The path of the new file, such as {name}"));
    ui.add_space(6.0);
    let pressed = button(ui, sheet.look, "Save", true).clicked();
    ((entered || pressed) && !inputs.typed.trim().is_empty()).then(|| path_of(&inputs.typed))
}

/// A field under its label; true when Enter was pressed in it.
pub(super) fn field(inputs: &mut DialogInputs, sheet: &Sheet<'_>, ui: &mut Ui, label: &str) -> bool {
    let label = ui.label(words(label, 12.5, sheet.look.theme.soft.0));
    let edit = TextEdit::singleline(&mut inputs.typed)
        .font(interface(15.0))
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 6));
    let response = ui.add(edit).labelled_by(label.id);
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if inputs.fresh || entered {
        response.request_focus();
    }
    if inputs.fresh && !inputs.typed.is_empty() {
        // What was searched for last is chosen, so that typing takes its place.
        let mut edit = egui::TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(inputs.typed.chars().count()));
        edit.cursor.set_char_range(Some(all));
        edit.store(ui.ctx(), response.id);
    }
    entered
}
