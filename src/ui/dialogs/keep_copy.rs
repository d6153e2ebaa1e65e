//! Asks how a copy becomes an edition: with the notes that have a place in it, or as the text alone.

use egui::Ui;

use crate::state::{Action, AppState};
use crate::ui::controls::{Control as _, button};

use super::field::Field;
use super::{DialogView, Layout, Place, ViewContext};

/// The question how the copy becomes an edition.
#[derive(Debug)]
pub(super) struct KeepCopyDialog {
    title: Field,
}

impl KeepCopyDialog {
    pub(super) fn new(state: &AppState) -> Self {
        Self { title: Field::starting_as(state.copy.title().unwrap_or_default()) }
    }
}

impl DialogView for KeepCopyDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Keep this copy as an edition", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let Some(copy) = &cx.state.copy.open else { return };
        let entered = self.title.show(cx, ui, "Title", cx.fresh);
        ui.add_space(6.0);
        // Before the explanation, so that the answers are in view in a low window too.
        ui.horizontal_wrapped(|ui| {
            let title = if self.title.text.trim().is_empty() { "Untitled" } else { self.title.text.trim() };
            let keep = |with_notes: bool| Action::KeepCopy { title: title.to_owned(), with_notes };
            if button(ui, cx.styles, "Keep it with the notes", true).clicked() || entered {
                cx.push(keep(true));
            }
            button(ui, cx.styles, "Keep the text alone", false).on_click(cx.out, keep(false));
            button(ui, cx.styles, "Cancel", false).on_click(cx.out, Action::ShowDialog(None));
        });
        ui.add_space(8.0);
        let notes: usize = cx.state.edition.perspectives().iter().map(|by| by.notes.len()).sum();
        let lost = match copy.lost.len() {
            0 => String::new(),
            1 => " One note has no place in it and stays behind.".to_owned(),
            n => format!(" {n} notes have no place in it and stay behind."),
        };
        let what = format!(
            "The edition is a folder of its own with your text. It can have the {notes} notes that stand in it, with their \
             sources, or be the text alone.{lost} Your copy stays as it is."
        );
        ui.label(cx.styles.ink(what, 13.5));
        ui.add_space(2.0);
        let later = "It can be removed again: “Remove this edition of your own” in the menu.";
        ui.label(cx.styles.soft(later, 12.5));
    }

    fn is_unsaved(&self, _state: &AppState) -> bool {
        self.title.is_changed()
    }
}
