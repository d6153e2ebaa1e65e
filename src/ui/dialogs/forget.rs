//! Asks once before a kept copy is forgotten.

use egui::Ui;

use crate::state::{Action, TextSource};
use crate::ui::controls::{button, words};

use super::Sheet;

pub(super) fn show(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let Some(copy) = &sheet.state.copy else { return };
    let theme = sheet.look.theme.clone();
    let wish = copy.latest();
    let said = match wish.corrections.len() + wish.decisions.len() {
        0 => String::new(),
        1 => " The one answer that you gave about it goes too.".to_owned(),
        n => format!(" The {n} answers that you gave about it go too."),
    };
    let question =
        format!("Parallax forgets {} and its place beside the notes.{said} This cannot be undone.", copy.source.name());
    ui.label(words(question, 14.0, theme.ink.0));
    ui.add_space(4.0);
    let untouched = match &copy.source {
        TextSource::File(path) => format!("Your own file is not touched: {}", path.display()),
        TextSource::Pasted => "The text itself is kept nowhere else.".to_owned(),
    };
    ui.label(words(untouched, 13.0, theme.soft.0));
    ui.add_space(10.0);
    ui.horizontal_wrapped(|ui| {
        let stays = button(ui, sheet.look, "Do not forget it", true);
        if sheet.fresh {
            stays.request_focus();
        }
        if stays.clicked() {
            sheet.out.push(Action::ShowDialog(None));
        }
        if button(ui, sheet.look, "Forget this copy", false).clicked() {
            sheet.out.push(Action::ForgetCopy);
        }
    });
}
