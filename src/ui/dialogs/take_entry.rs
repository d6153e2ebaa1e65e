//! The entries of the brief, of which one is taken into the flow.

use egui::Ui;

use crate::state::{Action, AppState};

use super::{DialogView, Layout, Place, ViewContext, field, rows};

/// Most entries listed; typing narrows them.
const MOST: usize = 60;

/// The entries of the brief; the chosen one is written into the chosen cell.
#[derive(Debug, Default)]
pub(super) struct TakeEntryDialog {
    /// The part of a tag that is looked for.
    typed: String,
}

impl DialogView for TakeEntryDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("A card of the brief", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let response = field::line(cx, ui, "Type a part of its tag", &mut self.typed);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let wanted = self.typed.to_lowercase();
        let all = cx.state.brief.entries().iter();
        let found: Vec<(u32, String)> = all
            .filter(|entry| entry.title().to_lowercase().contains(wanted.trim()))
            .take(MOST)
            .map(|entry| (entry.id(), entry.title().to_owned()))
            .collect();
        if found.is_empty() {
            ui.label(cx.styles.soft("Nothing in the brief has these words.", 13.5));
        }
        for (at, (id, title)) in found.into_iter().enumerate() {
            let pressed = rows::list_row(cx, ui, &title, "", false, at == 0);
            if pressed || (entered && at == 0) {
                cx.push(Action::InsertEntry(id));
            }
        }
    }
}
