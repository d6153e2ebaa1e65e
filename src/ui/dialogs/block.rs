//! The claim that an answer block is for.

use egui::Ui;

use crate::state::{Action, AppState};

use super::{DialogView, Layout, Place, ViewContext, rows};

/// The claims of the row that can be answered.
#[derive(Debug)]
pub(super) struct BlockDialog;

impl DialogView for BlockDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Answer block", Place::Centre, 640.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        ui.label(cx.styles.soft("Which claim do the answers go against?", 13.5));
        ui.add_space(6.0);
        let claims: Vec<String> = cx.state.answered_claims().iter().map(|claim| claim.text.clone()).collect();
        for (at, claim) in claims.iter().enumerate() {
            if rows::list_row(cx, ui, claim, "", cx.fresh && at == 0, false) {
                cx.push(Action::AddAnswerBlock(at));
            }
        }
    }
}
