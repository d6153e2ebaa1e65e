//! Asks for confirmation before a saved copy is forgotten.

use egui::Ui;

use crate::state::{Action, AppState, TextSource};
use crate::ui::controls::{button, rich_text};

use super::{DialogContext, DialogView, Layout, Place};

/// The question whether to forget the open copy.
#[derive(Debug)]
pub(super) struct ForgetDialog;

impl DialogView for ForgetDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Forget this copy?", Place::Centre, 520.0)
    }

    fn show(&mut self, cx: &mut DialogContext<'_>, ui: &mut Ui) {
        let Some(copy) = &cx.state.copy.open else { return };
        let theme = cx.styles.theme.clone();
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
        ui.label(rich_text(question, 14.0, theme.ink.0));
        ui.add_space(4.0);
        let untouched = match &copy.source {
            TextSource::File(path) => format!("Your own file is not touched: {}", path.display()),
            TextSource::Pasted => "The text itself is not saved anywhere else.".to_owned(),
        };
        ui.label(rich_text(untouched, 13.0, theme.soft.0));
        ui.add_space(10.0);
        ui.horizontal_wrapped(|ui| {
            let stays = button(ui, cx.styles, "Do not forget it", true);
            if cx.fresh {
                stays.request_focus();
            }
            if stays.clicked() {
                cx.out.push(Action::ShowDialog(None));
            }
            if button(ui, cx.styles, "Forget this copy", false).clicked() {
                cx.out.push(Action::ForgetCopy);
            }
        });
    }
}
