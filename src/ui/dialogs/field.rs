//! The fields of dialogs.

use egui::{Key, Response, TextEdit, Ui};

use crate::ui::controls::{Control as _, interface_font, select_all};

use super::ViewContext;

/// A field of one line that is submitted.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// What is typed in it.
    pub(super) text: String,
    /// What it began as.
    at_first: String,
    /// It was submitted while it was empty, which the dialog says until something is typed.
    is_missing: bool,
    /// It gets the focus in the next frame.
    refocus: bool,
}

impl Field {
    /// Returns a field that begins with a text.
    pub(super) fn starting_as(text: String) -> Self {
        Self { at_first: text.clone(), text, ..Self::default() }
    }

    /// Returns what it began as.
    pub(super) fn at_first(&self) -> &str {
        &self.at_first
    }

    /// Returns whether something is typed in it that was not there at first.
    pub(super) fn is_changed(&self) -> bool {
        !self.text.trim().is_empty() && self.text != self.at_first
    }

    /// Shows the field under its label; a `fresh` one takes the focus. Returns whether Enter was pressed in it.
    pub(super) fn show(&mut self, cx: &ViewContext<'_>, ui: &mut Ui, label: &str, fresh: bool) -> bool {
        let edit = TextEdit::singleline(&mut self.text).font(interface_font(15.0));
        let response = labelled(cx, ui, label, edit.margin(egui::Margin::symmetric(8, 6)));
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if fresh || entered {
            response.request_focus();
        }
        self.give_back_focus(&response);
        if fresh && !self.text.is_empty() {
            select_all(ui, response.id, &self.text);
        }
        entered
    }

    /// Gives it the focus back if it was submitted while it was empty.
    pub(super) fn give_back_focus(&mut self, response: &Response) {
        if std::mem::take(&mut self.refocus) {
            response.request_focus();
        }
    }

    /// Returns whether what is typed was submitted. Where nothing is typed, it says what is missing instead.
    pub(super) fn submitted(&mut self, cx: &ViewContext<'_>, ui: &mut Ui, pressed: bool, what: &str) -> bool {
        let is_empty = self.text.trim().is_empty();
        self.is_missing = is_empty && (self.is_missing || pressed);
        // Where the press was on a button, the field gets the focus back.
        self.refocus = pressed && is_empty;
        if self.is_missing {
            let line = ui.label(cx.styles.accent(what, 13.0));
            ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
        pressed && !is_empty
    }
}

/// Shows a field of one line under its label. It has the focus first.
pub(super) fn line(cx: &ViewContext<'_>, ui: &mut Ui, label: &str, text: &mut String) -> Response {
    let field = TextEdit::singleline(text).font(interface_font(15.0)).id_salt(label);
    labelled(cx, ui, label, field).focus_if(cx.fresh)
}

/// Shows a field under its label, as wide as there is room.
pub(super) fn labelled(cx: &ViewContext<'_>, ui: &mut Ui, label: &str, field: TextEdit<'_>) -> Response {
    let label = ui.label(cx.styles.soft(label, 12.5));
    ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id)
}

/// Shows the field for the title of a document, which has the focus first. Returns the title when it was changed.
pub(super) fn title(cx: &ViewContext<'_>, ui: &mut Ui, title: &str) -> Option<String> {
    let mut title = title.to_owned();
    line(cx, ui, "Title", &mut title).changed().then_some(title)
}
