//! A code to go to.

use egui::Ui;

use crate::state::{Action, AppState};
use crate::ui::controls::rich_text;

use super::field::Field;
use super::{DialogContext, DialogView, Layout, Place};

/// The field for a code, submitted with Enter.
#[derive(Debug, Default)]
pub(super) struct GoToDialog {
    code: Field,
}

impl DialogView for GoToDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Go to a code", Place::Centre, 380.0)
    }

    fn show(&mut self, cx: &mut DialogContext<'_>, ui: &mut Ui) {
        let codes: Vec<&str> = cx.state.edition.perspectives().iter().map(|p| p.code.as_str()).collect();
        let hint = format!("A paragraph such as 5, or with a perspective, 5{}", codes.first().unwrap_or(&"us"));
        let entered = self.code.show(cx, ui, &hint, cx.fresh);
        if self.code.submitted(cx, ui, entered, "Type a code first.") {
            cx.out.push(Action::GoToCode(self.code.text.clone()));
        }
        ui.add_space(6.0);
        ui.label(rich_text(format!("Perspectives: {}", codes.join(", ")), 12.5, cx.styles.theme.soft.0));
    }
}
