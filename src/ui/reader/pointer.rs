//! Selecting with the pointer, across paragraphs and replies.

use egui::{CursorIcon, Pos2, Rect, Response, Ui};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::state::{Action, AppState, Part, ScrollRequest, Selection, TextPoint};
use crate::ui::laid::Laid;

/// A text painted this frame.
pub struct Hot {
    /// Its row.
    pub row: usize,
    /// Which text of the row.
    pub part: Part,
    /// The text laid out.
    pub block: Laid,
    /// Where it stands.
    pub rect: Rect,
}

/// Logical pixels scrolled each frame while a selection is drawn past the edge of the view.
const PULL: f32 = 18.0;

/// Begins, draws and ends a selection; `ground` is the view itself, under every other widget.
pub fn select(ui: &Ui, ground: &Response, state: &AppState, hot: &[Hot], view: Rect, out: &mut Vec<Action>) {
    let Some(pointer) = ui.input(|i| i.pointer.interact_pos()) else { return };
    let over = hot.iter().find(|h| h.rect.contains(pointer));
    if over.is_some() && ui.input(|i| i.pointer.hover_pos()).is_some_and(|p| view.contains(p)) {
        ui.set_cursor_icon(CursorIcon::Text);
    }
    if ground.drag_started() {
        let from = ui.input(|i| i.pointer.press_origin()).unwrap_or(pointer);
        if let Some(point) = nearest(hot, from) {
            out.push(Action::Select(Some(Selection { from: point, to: point })));
        }
    } else if ground.dragged() {
        if let Some(point) = nearest(hot, pointer) {
            out.push(Action::SelectTo(point));
        }
        let beyond = if pointer.y < view.top() {
            -PULL
        } else if pointer.y > view.bottom() {
            PULL
        } else {
            0.0
        };
        if beyond != 0.0 {
            out.push(Action::Scroll(ScrollRequest::By(beyond)));
            ui.ctx().request_repaint();
        }
    }
    let pressed_here = view.contains(pointer) && ground.contains_pointer();
    if !pressed_here {
        return;
    }
    let (double, triple, single) = ui.input(|i| {
        let primary = egui::PointerButton::Primary;
        (
            i.pointer.button_double_clicked(primary),
            i.pointer.button_triple_clicked(primary),
            i.pointer.primary_clicked(),
        )
    });
    match over {
        Some(text) if triple => out.push(Action::Select(Some(whole(state, text)))),
        Some(text) if double => {
            let character = text.block.character_at(pointer - text.rect.min);
            out.push(Action::Select(Some(word(state, text, character))));
        }
        _ if single && state.selection.is_some() => out.push(Action::Select(None)),
        _ => {}
    }
}

/// The point of the text nearest to the pointer, in the pointer's own column.
fn nearest(hot: &[Hot], pointer: Pos2) -> Option<TextPoint> {
    let away = |h: &&Hot| {
        let across = h.rect.distance_sq_to_pos(egui::pos2(pointer.x, h.rect.center().y));
        let down = h.rect.distance_sq_to_pos(egui::pos2(h.rect.center().x, pointer.y));
        across * 16.0 + down
    };
    let text = hot.iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
    let character = text.block.character_at(pointer - text.rect.min);
    Some(TextPoint { row: text.row, part: text.part, character })
}

fn between(text: &Hot, from: usize, to: usize) -> Selection {
    let point = |character| TextPoint { row: text.row, part: text.part, character };
    Selection { from: point(from), to: point(to) }
}

fn whole(state: &AppState, text: &Hot) -> Selection {
    between(text, 0, state.text_of(text.row, text.part).chars().count())
}

fn word(state: &AppState, text: &Hot, character: usize) -> Selection {
    let words = state.text_of(text.row, text.part);
    let mut at = 0;
    for piece in words.split_word_bounds() {
        let end = at + piece.chars().count();
        if character < end {
            return between(text, at, end);
        }
        at = end;
    }
    between(text, at, at)
}
