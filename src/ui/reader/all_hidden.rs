//! What stands in place of the replies while the reader has hidden all perspectives.

use egui::{Margin, Rect, Ui, UiBuilder, pos2, vec2};

use crate::state::{Action, Command};
use crate::ui::controls::{aligned_row, pill, rich_text};
use crate::ui::grid::Arrangement;

use super::page::Page;

/// The height of the line with its button.
const TALL: f32 = 64.0;

/// Says that all perspectives are hidden, with a button that shows them: at the top of the replies, or at the bottom of
/// the view where replies are under their paragraphs. It does not scroll, and takes no room from the text.
pub fn show(ui: &mut Ui, page: &Page<'_>, view: Rect, out: &mut Vec<Action>) {
    let state = page.state;
    if state.shown.count() > 0 || state.edition.perspectives().is_empty() {
        return;
    }
    let column = page.column(0);
    let (top, width) = match page.grid.arrangement {
        Arrangement::Rows => (view.top() + 22.0, column.width),
        // Below the heading of the panel.
        Arrangement::Panel => (view.top() + 52.0, column.width),
        Arrangement::Interleaved => (view.bottom() - TALL - 8.0, column.width.min(360.0)),
    };
    let theme = &page.styles.theme;
    let place = Rect::from_min_size(pos2(view.left() + column.left, top), vec2(width, TALL));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("all hidden"), |ui| {
        let frame = egui::Frame::NONE
            .fill(theme.panel.0)
            .stroke((1.0, theme.rule.0))
            .corner_radius(7.0)
            .inner_margin(Margin::symmetric(12, 8));
        frame.show(ui, |ui| {
            aligned_row(ui, |ui| {
                ui.label(rich_text("All perspectives are hidden.", 13.5, theme.ink.0));
                if pill(ui, page.styles, "Show all", Command::ShowAllPerspectives.label()).clicked() {
                    out.push(Action::Command(Command::ShowAllPerspectives));
                }
            });
        });
    });
}
