//! All commands, of which one is looked for and run.

use egui::{Key, Modifiers, ScrollArea, Ui};

use crate::state::{Action, AppState, Command};

use super::rows::list_row_response;
use super::{DialogView, Layout, Place, ViewContext, field};

/// All commands by name and by other words for them; typing narrows them, arrows choose, Enter runs.
#[derive(Debug, Default)]
pub(super) struct PaletteDialog {
    /// The words that are looked for.
    typed: String,
    /// The place of the chosen command among those found.
    chosen: usize,
}

impl DialogView for PaletteDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("All commands", Place::Top, 520.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let (down, up, enter) = ui.input_mut(|i| {
            (
                i.consume_key(Modifiers::NONE, Key::ArrowDown),
                i.consume_key(Modifiers::NONE, Key::ArrowUp),
                i.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let label = "Type what you want to do, such as print, font or timer";
        let response = field::line(cx, ui, label, &mut self.typed);
        let found = Command::matching(cx.state, &self.typed);
        let before = self.chosen;
        if response.changed() {
            self.chosen = 0;
        }
        if down {
            self.chosen += 1;
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        self.chosen = self.chosen.min(found.len().saturating_sub(1));
        // The list follows the choice only when that moves: else it would spring back under the wheel.
        let follow = response.changed() || self.chosen != before;
        ui.add_space(6.0);
        let tall = (ui.ctx().content_rect().height() - 210.0).clamp(90.0, 560.0);
        let list =
            ScrollArea::vertical().id_salt("commands").auto_shrink(false).max_height(tall).min_scrolled_height(tall);
        list.show(ui, |ui| {
            ui.set_max_width(ui.available_width() - super::SCROLL_BAR);
            if found.is_empty() {
                ui.label(cx.styles.soft("No command is known by that word", 13.5));
            }
            for (index, command) in found.into_iter().enumerate() {
                let chosen = index == self.chosen;
                let label = cx.state.command_label(command);
                let row = list_row_response(cx, ui, (&label, &cx.state.key_of(command)), (false, chosen), true);
                if chosen && follow {
                    row.scroll_to_me(None);
                }
                // A resting mouse does not take the choice back from the keys.
                if row.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
                    self.chosen = index;
                }
                if row.clicked() || (chosen && enter) {
                    cx.push(Action::ShowDialog(None));
                    cx.push(command);
                }
            }
        });
    }
}
