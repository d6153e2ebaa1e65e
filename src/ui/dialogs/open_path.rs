//! A path, for desktops without a file dialog.

use egui::Ui;

use crate::state::{Action, AppState};
use crate::ui::controls::button;

use super::field::Field;
use super::new_file::{NewFile, path_of};
use super::{DialogView, Layout, Place, ViewContext};

/// The field for the path of an edition, of a text or of cards, or for that of a file that is exported.
#[derive(Debug, Default)]
pub(super) struct OpenPathDialog {
    path: Field,
    new_file: NewFile,
}

impl DialogView for OpenPathDialog {
    fn layout(&self, state: &AppState) -> Layout {
        let name = match (state.proposed_export(), state.accepts_cards()) {
            (Some(export), _) => export.title(),
            (None, true) => "Take cards in",
            (None, false) => "Open an article or an edition",
        };
        Layout::new(name, Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        if let Some(export) = cx.state.proposed_export() {
            if let Some(path) = self.new_file.show(cx, ui, &export.file_name()) {
                cx.push(Action::PathTyped(path));
            }
            return;
        }
        let hint = match cx.state.accepts_cards() {
            true => {
                "The path of a Word file with cards, of a brief, or of a list of sources. You can also drop it on this window."
            }
            false => {
                "The path of a text, of an edition's folder or its edition.ron. You can also drop it on this window."
            }
        };
        let entered = self.path.show(cx, ui, hint, cx.fresh);
        ui.add_space(6.0);
        let pressed = button(ui, cx.styles, if cx.state.accepts_cards() { "Take in" } else { "Open" }, true).clicked();
        let what = "Type or paste the path first, or drop the file on this window.";
        if self.path.submitted(cx, ui, entered || pressed, what) {
            cx.push(Action::PathTyped(path_of(&self.path.text)));
        }
    }

    fn is_unsaved(&self, _state: &AppState) -> bool {
        self.path.is_changed() || self.new_file.is_changed()
    }
}
