//! The underlined phrases of the article: links to the replies that speak of them.

use std::ops::Range;

use egui::{CursorIcon, Pos2, Rect, Role, Sense, Shape, Stroke, WidgetInfo, pos2, vec2};

use crate::state::{Action, AppState, HoveredPhrase, Item, ReaderAction};
use crate::ui::controls::{focus_ring, tooltip};
use crate::ui::grid::Arrangement;
use crate::ui::text_layout::TextLayout;

use super::paint::RowPainter;
use super::reply_column::ReplyColumn;
use super::row::RowLayout;

/// Replies of a row that are looked at for phrases.
const MOST_REPLIES: usize = 200;

/// A reply of which less than this height is in view does not count as seen.
const MIN_SEEN: f32 = 40.0;

/// A phrase of one paragraph.
struct Phrase<'a> {
    words: &'a str,
    /// Its place in the text, in characters.
    range: Range<usize>,
    /// The hue of the first perspective that speaks of it.
    hue: &'a str,
    /// Whether its place is certain.
    is_sure: bool,
    /// The number of shown replies that speak of it.
    replies: usize,
}

impl RowPainter<'_, '_> {
    /// Shows the phrases of a paragraph that shown replies answer; a press lights those replies and opens what hides
    /// them. `top` is the top of the row, and `at` is where the text is painted.
    pub(super) fn phrases(&mut self, row: &RowLayout, top: f32, text: &str, layout: &TextLayout, at: Pos2) {
        let state = self.page.state;
        let is_active = state.reader.active == row.number;
        for (number, phrase) in phrases_of(state, row.number, text).into_iter().enumerate() {
            let of = |lit: &HoveredPhrase| lit.row == row.number && lit.phrase == phrase.words;
            let is_lit = state.reader.hovered_phrase.as_ref().is_some_and(of)
                || state.reader.lit_phrase.as_ref().is_some_and(|lit| of(&lit.phrase));
            let rects: Vec<Rect> =
                layout.rects(phrase.range.clone()).iter().map(|rect| rect.translate(at.to_vec2())).collect();
            let stroke = Stroke::new(1.5, self.page.styles.theme.line(phrase.hue, is_active || is_lit));
            for b in &rects {
                if is_lit {
                    self.painter().rect_filled(b.shrink2(vec2(0.0, 2.0)), 2.0, self.page.styles.theme.lit.0);
                }
                let (y, ends) = (b.bottom() - 3.0, b.x_range());
                if phrase.is_sure {
                    self.painter().hline(ends, y, stroke);
                } else {
                    // A doubtful place is shown by a dashed line, not by colour.
                    let ends = [pos2(ends.min, y), pos2(ends.max, y)];
                    self.painter().extend(Shape::dashed_line(&ends, stroke, 2.0, 3.0));
                }
            }
            self.phrase_link((row, top), number, &phrase, &rects);
        }
    }

    /// Adds a phrase as one node; a press on a further line of it counts as one on the first.
    fn phrase_link(&mut self, (layout, top): (&RowLayout, f32), number: usize, phrase: &Phrase<'_>, rects: &[Rect]) {
        let row = layout.number;
        let seen: Vec<Rect> = rects.iter().map(|b| b.intersect(self.view)).filter(Rect::is_positive).collect();
        let Some(first) = seen.first() else { return };
        let name = match phrase.replies {
            1 => format!("{}: 1 reply speaks of these words", phrase.words),
            n => format!("{}: {n} replies speak of these words", phrase.words),
        };
        let mut pressed = false;
        for (line, place) in seen.iter().enumerate() {
            let id = self.ui.scope_id().with(("phrase", row, number, line));
            let response = self.ui.interact(*place, id, Sense::click());
            if place == first {
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
                focus_ring(self.ui, self.page.styles, *place, &response);
            }
            if response.hovered() || response.has_focus() {
                self.highlight_phrase(row, phrase.words);
                self.ui.set_cursor_icon(CursorIcon::PointingHand);
            }
            pressed |= response.clicked() && !response.double_clicked() && !response.triple_clicked();
            // It would cover the bar at selected words.
            if response.contains_pointer() && self.page.state.reader.selection.is_none() {
                tooltip(response, &self.page.state.underline_words(row, phrase.words));
            }
        }
        if pressed {
            let pressed = HoveredPhrase { row, phrase: phrase.words.to_owned() };
            let is_answered_in_view = self.shows_reply_to(layout, top, phrase.words);
            self.out.push(match is_answered_in_view {
                true => Action::Reader(ReaderAction::TogglePhrase(pressed)),
                // The light would go out where nobody sees it.
                false => Action::Reader(ReaderAction::ShowPhrase(pressed)),
            });
        }
    }

    /// Returns whether a reply to a phrase is in view. In a panel its replies are always near.
    fn shows_reply_to(&self, row: &RowLayout, top: f32, phrase: &str) -> bool {
        let (y, height) = (top - self.view.top(), self.view.height());
        let is_in_view = |column: &ReplyColumn| {
            let column_top = row.column_top(column, y, height);
            column.replies.iter().any(|reply| {
                let top = column_top + reply.top;
                reply.phrase.as_deref() == Some(phrase) && top >= -1.0 && top + MIN_SEEN.min(reply.height) <= height
            })
        };
        self.page.grid.arrangement == Arrangement::Panel || row.reply_columns.iter().any(is_in_view)
    }
}

/// Returns the phrases of a row's paragraph that shown replies answer, in the order of the replies.
fn phrases_of<'a>(state: &'a AppState, row: usize, text: &str) -> Vec<Phrase<'a>> {
    let mut phrases: Vec<Phrase<'_>> = Vec::new();
    for item in state.items(row).into_iter().take(MOST_REPLIES) {
        let (Item::Note { note, perspective, .. } | Item::Pointer { note, perspective, .. }) = item else {
            continue;
        };
        let Some(words) = state.edition.phrase_of(note) else { continue };
        if let Some(phrase) = phrases.iter_mut().find(|phrase| phrase.words == words) {
            phrase.replies += 1;
            continue;
        }
        let Some(range) = characters_of(text, words) else { continue };
        let is_sure = state.copy.is_phrase_sure(note);
        phrases.push(Phrase { words, range, hue: &perspective.hue, is_sure, replies: 1 });
    }
    phrases
}

/// Returns the range of a phrase in a text, in characters.
fn characters_of(text: &str, phrase: &str) -> Option<Range<usize>> {
    let start = text.find(phrase)?;
    let first = text.get(..start)?.chars().count();
    Some(first..first + phrase.chars().count())
}
