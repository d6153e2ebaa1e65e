//! Text selection with the pointer, across paragraphs and replies.

use egui::{CursorIcon, Pos2, Rect, Response, Ui};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::state::{Action, AppState, Part, ReaderAction, ScrollRequest, Selection, TextPoint};
use crate::ui::text_layout::TextLayout;

/// A text painted in this frame.
pub struct PaintedText {
    pub row: usize,
    /// Which text of the row.
    pub part: Part,
    pub layout: TextLayout,
    pub rect: Rect,
}

/// Logical pixels scrolled per frame while a selection is dragged past the edge of the view.
const AUTO_SCROLL: f32 = 18.0;

/// Starts, extends and ends a selection; `ground` is the background of the view, under every other widget. A selection
/// begins in the texts of the panel, if there is one, or in those beside it, never across.
pub fn select(
    ui: &Ui,
    ground: &Response,
    state: &AppState,
    painted_texts: &[PaintedText],
    (view, panel): (Rect, Option<Rect>),
    out: &mut Vec<Action>,
) {
    let Some(pointer) = ui.input(|i| i.pointer.interact_pos()) else { return };
    let over = painted_texts.iter().find(|h| h.rect.contains(pointer));
    if over.is_some() && ui.input(|i| i.pointer.hover_pos()).is_some_and(|p| view.contains(p)) {
        ui.set_cursor_icon(CursorIcon::Text);
    }
    let primary = egui::PointerButton::Primary;
    if ground.drag_started_by(primary) {
        let from = ui.input(|i| i.pointer.press_origin()).unwrap_or(pointer);
        let is_in_panel = |at: Pos2| panel.is_some_and(|panel| panel.contains(at));
        let beside = |text: &&PaintedText| is_in_panel(text.rect.center()) == is_in_panel(from);
        if let Some(point) = nearest(painted_texts.iter().filter(beside), from) {
            out.push(Action::Reader(ReaderAction::Select(Some(Selection { from: point, to: point }))));
        }
    } else if ground.dragged_by(primary) {
        if let Some(point) = nearest(painted_texts.iter(), pointer) {
            out.push(Action::Reader(ReaderAction::SelectTo(point)));
        }
        let beyond = if pointer.y < view.top() {
            -AUTO_SCROLL
        } else if pointer.y > view.bottom() {
            AUTO_SCROLL
        } else {
            0.0
        };
        if beyond != 0.0 {
            out.push(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(beyond))));
            ui.ctx().request_repaint();
        }
    }
    let pressed_here = view.contains(pointer) && ground.contains_pointer();
    if !pressed_here {
        return;
    }
    let (double, triple, single) = ui.input(|i| {
        (
            i.pointer.button_double_clicked(primary),
            i.pointer.button_triple_clicked(primary),
            i.pointer.primary_clicked(),
        )
    });
    match over {
        Some(text) if triple => out.push(Action::Reader(ReaderAction::Select(Some(whole_text(state, text))))),
        Some(text) if double => {
            let character = text.layout.character_at(pointer - text.rect.min);
            out.push(Action::Reader(ReaderAction::Select(Some(word_at(state, text, character)))));
        }
        _ if single && state.reader.selection.is_some() => out.push(Action::Reader(ReaderAction::Select(None))),
        _ => {}
    }
}

/// Returns the text position nearest to the pointer, preferring the pointer's own column.
fn nearest<'a>(painted_texts: impl Iterator<Item = &'a PaintedText>, pointer: Pos2) -> Option<TextPoint> {
    let away = |h: &PaintedText| {
        let across = h.rect.distance_sq_to_pos(egui::pos2(pointer.x, h.rect.center().y));
        let down = h.rect.distance_sq_to_pos(egui::pos2(h.rect.center().x, pointer.y));
        across * 16.0 + down
    };
    let text = painted_texts.min_by(|a, b| away(a).total_cmp(&away(b)))?;
    let character = text.layout.character_at(pointer - text.rect.min);
    Some(TextPoint { row: text.row, part: text.part, character })
}

fn between(text: &PaintedText, from: usize, to: usize) -> Selection {
    let point = |character| TextPoint { row: text.row, part: text.part, character };
    Selection { from: point(from), to: point(to) }
}

fn whole_text(state: &AppState, text: &PaintedText) -> Selection {
    between(text, 0, state.text_of(text.row, text.part).chars().count())
}

fn word_at(state: &AppState, text: &PaintedText, character: usize) -> Selection {
    let words = state.text_of(text.row, text.part);
    let mut at = 0;
    for segment in words.split_word_bounds() {
        let end = at + segment.chars().count();
        if character < end {
            return between(text, at, end);
        }
        at = end;
    }
    between(text, at, at)
}
