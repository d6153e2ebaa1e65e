//! Asks for confirmation before a saved copy is forgotten.

use egui::Ui;

use crate::state::{Action, AppState, TextSource};
use crate::ui::controls::{Control as _, button};

use super::{DialogView, Layout, Place, ViewContext};

/// The question whether to forget the open copy.
#[derive(Debug)]
pub(super) struct ForgetDialog;

impl DialogView for ForgetDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Forget this copy?", Place::Centre, 520.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let Some(copy) = &cx.state.copy.open else { return };
        let request = copy.latest();
        let said = match request.corrections.len() + request.decisions.len() {
            0 => String::new(),
            1 => " The one answer that you gave about it goes too.".to_owned(),
            n => format!(" The {n} answers that you gave about it go too."),
        };
        let question = format!(
            "Parallax forgets {} and its place beside the notes.{said} This cannot be undone.",
            copy.source.name()
        );
        ui.label(cx.styles.ink(question, 14.0));
        ui.add_space(4.0);
        let untouched = match &copy.source {
            TextSource::File(path) => format!("Your own file is not touched: {}", path.display()),
            TextSource::Pasted => "The text itself is not saved anywhere else.".to_owned(),
        };
        ui.label(cx.styles.soft(untouched, 13.0));
        ui.add_space(10.0);
        ui.horizontal_wrapped(|ui| {
            button(ui, cx.styles, "Do not forget it", true)
                .focus_if(cx.fresh)
                .on_click(cx.out, Action::ShowDialog(None));
            button(ui, cx.styles, "Forget this copy", false).on_click(cx.out, Action::ForgetCopy);
        });
    }
}
