//! A text in any script as one label, and the faces it needs.

use egui::{Response, Role, Sense, Ui, WidgetInfo};

use crate::model::{Language, Script};
use crate::state::{Action, AppState};

use super::laid::Laid;
use super::typeset::{TextStyle, scripts_wanted};

/// A text set in its own face and direction, as wide as there is room and cut after `rows` lines. A screen reader is
/// told all of it.
pub fn passage(
    ui: &mut Ui,
    state: &AppState,
    (text, language): (&str, &Language),
    style: &TextStyle,
    rows: usize,
    out: &mut Vec<Action>,
) -> Response {
    let block = Laid::new(ui.painter(), text, style, language.script(), ui.available_width(), rows);
    let (rect, response) = ui.allocate_exact_size(block.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    block.paint(ui.painter(), rect.min);
    request_faces(state, text, language.script(), out);
    response
}

/// Asks for the faces of the system that a text needs, that the program brings none for and that have not been asked
/// for; `home` is the script of the text's language.
pub fn request_faces(state: &AppState, text: &str, home: Script, out: &mut Vec<Action>) {
    let missing = scripts_wanted(text, home).into_iter().filter(|script| !state.scripts.contains(script));
    out.extend(missing.map(Action::NeedScript));
}
