//! What stands in place of the replies while the reader has hidden all perspectives.

use egui::{Margin, Rect, Ui, UiBuilder, pos2, vec2};

use crate::state::{Action, Command};
use crate::ui::controls::{Control as _, aligned_row, pill, pill_width, width_of};
use crate::ui::grid::Arrangement;

use super::page::Page;

const TEXT: &str = "All perspectives are hidden.";
const BUTTON: &str = "Show all";

const SIZE: f32 = 13.5;

/// The height of one line of the text and its button.
const LINE: f32 = 36.0;

/// The space above and below the lines.
const PAD: f32 = 6.0;

fn is_shown(page: &Page<'_>) -> bool {
    page.state.shown.count() == 0 && !page.state.edition.perspectives().is_empty()
}

/// Divides the view into that of the text and, where replies would be under their paragraphs, a line for the message under
/// it: there is no column of replies then that the message could stand in. At the bottom, the text does not move when it
/// comes.
pub fn split(page: &Page<'_>, view: Rect) -> (Rect, Option<Rect>) {
    if !is_shown(page) || page.grid.arrangement != Arrangement::Interleaved {
        return (view, None);
    }
    let needed = width_of(page.painter, TEXT, SIZE) + pill_width(page.painter, BUTTON) + 16.0;
    let lines = if needed > view.width() - page.column(0).left { 2.0 } else { 1.0 };
    let under = view.bottom() - (lines * LINE + 2.0 * PAD).min(view.height() / 2.0);
    (Rect { max: pos2(view.right(), under), ..view }, Some(Rect { min: pos2(view.left(), under), ..view }))
}

/// Says under the text that all perspectives are hidden, with a button that shows them.
pub fn show_under_text(ui: &mut Ui, page: &Page<'_>, place: Rect, out: &mut Vec<Action>) {
    let theme = &page.styles.theme;
    ui.painter().rect_filled(place, 0.0, theme.panel.0);
    ui.painter().hline(place.x_range(), place.top(), (1.0, theme.rule.0));
    let left = place.left() + page.column(0).left;
    let inside = Rect::from_min_max(pos2(left, place.top() + PAD), place.right_bottom() - vec2(0.0, PAD));
    let builder = UiBuilder::new().max_rect(inside).id_salt("all hidden");
    ui.scope_builder(builder, |ui| words(ui, page, out));
}

/// Says the same in a box at the top of the empty column of replies. It does not scroll.
pub fn show(ui: &mut Ui, page: &Page<'_>, view: Rect, out: &mut Vec<Action>) {
    if !is_shown(page) {
        return;
    }
    let column = page.column(0);
    let top = match page.grid.arrangement {
        Arrangement::Rows => view.top() + 22.0,
        // Below the heading of the panel.
        Arrangement::Panel => view.top() + 52.0,
        Arrangement::Interleaved => return,
    };
    let place = Rect::from_min_size(pos2(view.left() + column.left, top), vec2(column.width, 64.0));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("all hidden"), |ui| {
        let frame = page.styles.theme.frame(7.0).inner_margin(Margin::symmetric(12, 8));
        frame.show(ui, |ui| words(ui, page, out));
    });
}

fn words(ui: &mut Ui, page: &Page<'_>, out: &mut Vec<Action>) {
    aligned_row(ui, |ui| {
        ui.label(page.styles.ink(TEXT, SIZE));
        pill(ui, page.styles, BUTTON, Command::ShowAllPerspectives.label()).on_click(out, Command::ShowAllPerspectives);
    });
}
