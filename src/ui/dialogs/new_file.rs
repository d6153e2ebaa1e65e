//! The path of a new file, typed where the desktop has no file dialog.

use std::path::PathBuf;

use egui::Ui;

use crate::ui::controls::button;

use super::ViewContext;
use super::field::Field;

/// A field for the path of a new file with its button. It may appear while the dialog is open.
#[derive(Debug, Default)]
pub(super) struct NewFile {
    /// `None` until it is shown.
    path: Option<Field>,
}

impl NewFile {
    /// Shows the field; it starts as `name` in the home folder, and takes the focus. Returns the path when it is submitted.
    pub(super) fn show(&mut self, cx: &ViewContext<'_>, ui: &mut Ui, name: &str) -> Option<PathBuf> {
        let fresh = self.path.is_none();
        let path = self.path.get_or_insert_with(|| Field::starting_as(format!("~/{name}")));
        let entered = path.show(cx, ui, &format!("The path of the new file, such as {name}"), fresh);
        ui.add_space(6.0);
        let pressed = button(ui, cx.styles, "Save", true).clicked();
        let missing = format!("Type the path of the new file first, such as ~/{name}.");
        path.submitted(cx, ui, entered || pressed, &missing).then(|| path_of(&path.text))
    }

    /// Returns whether another path is typed than it started as.
    pub(super) fn is_changed(&self) -> bool {
        self.path.as_ref().is_some_and(Field::is_changed)
    }
}

/// Parses a typed or pasted path, which may be quoted or a `file://` URL.
pub(super) fn path_of(typed: &str) -> PathBuf {
    let typed = typed.trim().trim_matches('"');
    PathBuf::from(typed.strip_prefix("file://").unwrap_or(typed))
}
