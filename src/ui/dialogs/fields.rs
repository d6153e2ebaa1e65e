//! Dialogs with one field: a code to go to, words to search for, a path to open.

use std::path::PathBuf;

use egui::text::{CCursor, CCursorRange};
use egui::{Key, Response, TextEdit, Ui};

use crate::state::Action;
use crate::ui::controls::{button, interface_font, rich_text};

use super::{DialogContext, DialogInputs};

/// Shows a field for a code, submitted with Enter.
pub(super) fn go_to(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let codes: Vec<&str> = cx.state.edition.perspectives().iter().map(|p| p.code.as_str()).collect();
    let hint = format!("A paragraph such as 5, or with a perspective, 5{}", codes.first().unwrap_or(&"us"));
    let entered = field(inputs, cx, ui, &hint);
    if submitted((&inputs.typed, &mut inputs.missing), cx, ui, entered, "Type a code first.") {
        cx.out.push(Action::GoToCode(inputs.typed.clone()));
        inputs.fresh = true;
    }
    ui.add_space(6.0);
    ui.label(rich_text(format!("Perspectives: {}", codes.join(", ")), 12.5, cx.styles.theme.soft.0));
}

/// Shows a field for the path of an edition or a text, for desktops without a file dialog.
pub(super) fn open_path(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    if let Some(name) = cx.state.proposed_file() {
        if let Some(path) = new_file(inputs, cx, ui, &name) {
            cx.out.push(Action::PathTyped(path));
        }
        return;
    }
    let hint = match cx.state.accepts_cards() {
        true => {
            "The path of a Word file with cards, of a brief, or of a list of sources. You can also drop it on this window."
        }
        false => "The path of a text, of an edition's folder or its edition.ron. You can also drop it on this window.",
    };
    let entered = field(inputs, cx, ui, hint);
    ui.add_space(6.0);
    let pressed = button(ui, cx.styles, if cx.state.accepts_cards() { "Take in" } else { "Open" }, true).clicked();
    let what = "Type or paste the path first, or drop the file on this window.";
    if submitted((&inputs.typed, &mut inputs.missing), cx, ui, entered || pressed, what) {
        cx.out.push(Action::PathTyped(path_of(&inputs.typed)));
    }
}

/// Whether a field was submitted while it was empty, which the dialog says until something is typed.
#[derive(Debug, Default)]
pub(super) struct Missing {
    is_shown: bool,
    /// The field gets the focus in the next frame.
    refocus: bool,
}

/// Returns whether what is typed in a field was submitted. Where nothing is typed, it says what is missing instead.
pub(super) fn submitted(
    (typed, missing): (&str, &mut Missing),
    cx: &DialogContext<'_>,
    ui: &mut Ui,
    pressed: bool,
    what: &str,
) -> bool {
    let is_empty = typed.trim().is_empty();
    missing.is_shown = is_empty && (missing.is_shown || pressed);
    // Where the press was on a button, the field gets the focus back.
    missing.refocus = pressed && is_empty;
    if missing.is_shown {
        let line = ui.label(rich_text(what, 13.0, cx.styles.theme.accent.0));
        ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
    pressed && !is_empty
}

impl Missing {
    /// Gives a field the focus back if it was submitted while it was empty.
    pub(super) fn give_back_focus(&mut self, field: &Response) {
        if std::mem::take(&mut self.refocus) {
            field.request_focus();
        }
    }
}

/// Parses a typed or pasted path, which may be quoted or a `file://` URL.
fn path_of(typed: &str) -> PathBuf {
    let typed = typed.trim().trim_matches('"');
    PathBuf::from(typed.strip_prefix("file://").unwrap_or(typed))
}

/// Shows a field for the path of a new file, for desktops without a file dialog; it starts as `name` in the home
/// folder. Returns the path when it is submitted.
pub(super) fn new_file(inputs: &mut DialogInputs, cx: &DialogContext<'_>, ui: &mut Ui, name: &str) -> Option<PathBuf> {
    // The field may appear while the dialog is open.
    if !std::mem::replace(&mut inputs.path_shown, true) {
        (inputs.fresh, inputs.typed) = (true, format!("~/{name}"));
    }
    let entered = field(inputs, cx, ui, &format!("The path of the new file, such as {name}"));
    ui.add_space(6.0);
    let pressed = button(ui, cx.styles, "Save", true).clicked();
    let missing = format!("Type the path of the new file first, such as ~/{name}.");
    let typed = (inputs.typed.as_str(), &mut inputs.missing);
    submitted(typed, cx, ui, entered || pressed, &missing).then(|| path_of(&inputs.typed))
}

/// Shows a field under its label. Returns whether Enter was pressed in it.
pub(super) fn field(inputs: &mut DialogInputs, cx: &DialogContext<'_>, ui: &mut Ui, label: &str) -> bool {
    let label = ui.label(rich_text(label, 12.5, cx.styles.theme.soft.0));
    let edit = TextEdit::singleline(&mut inputs.typed)
        .font(interface_font(15.0))
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 6));
    let response = ui.add(edit).labelled_by(label.id);
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if inputs.fresh || entered {
        response.request_focus();
    }
    inputs.missing.give_back_focus(&response);
    if inputs.fresh && !inputs.typed.is_empty() {
        // The last query is selected, so that typing replaces it.
        let mut edit = egui::TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(inputs.typed.chars().count()));
        edit.cursor.set_char_range(Some(all));
        edit.store(ui.ctx(), response.id);
    }
    entered
}

/// Shows the field for the title of a document. Returns the title when it was changed.
pub(super) fn title(inputs: &DialogInputs, cx: &DialogContext<'_>, ui: &mut Ui, title: &str) -> Option<String> {
    let mut title = title.to_owned();
    let label = ui.label(rich_text("Title", 12.5, cx.styles.theme.soft.0));
    let field =
        TextEdit::singleline(&mut title).font(interface_font(15.0)).desired_width(f32::INFINITY).id_salt("title");
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    response.changed().then_some(title)
}
