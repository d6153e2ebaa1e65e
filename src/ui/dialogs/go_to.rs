//! A code to go to.

use egui::Ui;

use crate::state::{Action, AppState};

use super::field::Field;
use super::{DialogView, Layout, Place, ViewContext};

/// The field for a code, submitted with Enter.
#[derive(Debug, Default)]
pub(super) struct GoToDialog {
    code: Field,
}

impl DialogView for GoToDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Go to a code", Place::Centre, 380.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let codes: Vec<&str> = cx.state.edition.perspectives().iter().map(|p| p.code.as_str()).collect();
        let hint = format!("A paragraph such as 5, or with a perspective, 5{}", codes.first().unwrap_or(&"us"));
        let entered = self.code.show(cx, ui, &hint, cx.fresh);
        if self.code.submitted(cx, ui, entered, "Type a code first.") {
            cx.push(Action::GoToCode(self.code.text.clone()));
        }
        ui.add_space(6.0);
        ui.label(cx.styles.soft(format!("Perspectives: {}", codes.join(", ")), 12.5));
    }
}
