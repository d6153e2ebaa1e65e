//! Keeping replies in place while they open or close, and bringing replies into view.

use egui::Rangef;

use crate::state::{AppState, Place, RowReplies};

use super::reply::{ReplyKind, ReplyLayout};
use super::reply_column::ReplyColumn;
use super::row::RowLayout;
use super::scroll::Scroller;
use super::sticky_head;

/// The distance from the edge of the view at which a reply that is brought into view stops.
pub(super) const MARGIN: f32 = 8.0;

/// The least height of a reply under its paragraph that shows what a press has opened: its header and a line.
const LEAST_SEEN: f32 = 64.0;

/// How much of a reply may be covered while its first line counts as in view: the blank above its letters.
const LEADING: f32 = 4.0;

impl Scroller<'_, '_> {
    /// Returns the place after replies of a row opened or closed.
    ///
    /// Under their paragraph they keep their top where it was on the screen. Beside it the row keeps its top, because
    /// the paragraph is in view whatever is read. Where they closed and their top would be above the view, the end of what
    /// remains comes to where their end was: there the press was.
    pub(super) fn keep_replies(&mut self, place: Place, row: usize, replies: RowReplies) -> Place {
        let before = self.before.iter().find(|(_, before)| before.number == row);
        let replies = before.map_or(replies, |(_, before)| named(before, replies));
        let before = before.and_then(|(y, before)| {
            let (column, span) = span_of(before, replies)?;
            let top = before.column_top(before.reply_columns.get(column)?, *y, self.view_height);
            Some(Rangef::new(top + span.min, top + span.max))
        });
        let row_layout = self.layout_row(row);
        let after = span_of(&row_layout, replies);
        let (Some(before), Some((column, after))) = (before, after) else { return self.keep_in_view(place, row) };
        let Some(column) = row_layout.reply_columns.get(column) else { return self.keep_in_view(place, row) };
        let is_under = row_layout.chips.is_some();
        let place = if is_under {
            let offset = row_layout.offset_for_reply(column, after.min, before.min, self.view_height, 0.0);
            self.clamp_place(Place { row, offset, ..place })
        } else {
            self.keep_in_view(place, row)
        };
        let y = self.distance_to(place, row);
        let top = row_layout.column_top(column, y, self.view_height) + after.min;
        let closes = after.span() < before.span();
        if !closes || top >= self.covered_above(&row_layout, y) - LEADING {
            return place;
        }
        let covered = if is_under { self.line_above() } else { 0.0 };
        let wanted = (before.max.min(self.view_height - MARGIN) - after.span()).max(covered + MARGIN);
        let offset = row_layout.offset_for_reply(column, after.min, wanted, self.view_height, -y);
        let offset = if is_under { offset } else { self.with_first_line(&row_layout, column, offset, after) };
        self.clamp_place(Place { row, offset, ..place })
    }

    /// Scrolls as little as needed to bring the first reply to the lit phrase of a row into view, but not so far that the
    /// first line of the paragraph leaves it: where both do not fit, as much of the reply is in view as fits below that line.
    pub(super) fn show_lit_reply(&mut self, place: Place, row: usize) -> Place {
        let row_layout = self.layout_row(row);
        let is_under = row_layout.chips.is_some();
        let place = if is_under { self.clamp_place(place) } else { self.keep_in_view(place, row) };
        let state = self.page.state;
        let Some(lit) = state.reader.lit_phrase.as_ref().filter(|lit| lit.phrase.row == row) else { return place };
        let Some((column, reply)) = first_lit(state, &row_layout, &lit.phrase.phrase) else { return place };
        let (y, view) = (self.distance_to(place, row), self.view_height);
        let top = row_layout.column_top(column, y, view) + reply.top;
        let covered = self.covered_above(&row_layout, y);
        if top >= covered && top + reply.height <= view {
            return place;
        }
        let above = if is_under { self.line_above() } else { 0.0 } + MARGIN;
        let to = if top < covered { above } else { (view - MARGIN - reply.height).max(above) };
        let offset = row_layout.offset_for_reply(column, reply.top, to, view, -y);
        let first = y + row_layout.pad + row_layout.article_shift(y, view);
        // The last offset at which the first line is in view, which may be less than the present one by a rounding.
        let last = row_layout.offset_for_line(row_layout.pad, 0.0, view, f32::MAX).max(-y);
        // Under a paragraph that fills the view, the line that names it takes the place of its first line: the press would
        // show nothing else.
        let is_seen = |offset: f32| view - (top - offset - y) >= LEAST_SEEN.min(reply.height);
        let keeps_first = first >= -1.0 && (!is_under || is_seen(last));
        let offset = if keeps_first { offset.min(last) } else { offset };
        self.clamp_place(Place { row, offset, ..place })
    }

    /// Scrolls as little as needed to bring the first of some replies of a row into view, unless one of them is.
    pub(super) fn bring_into_view(&mut self, place: Place, row: usize, is_lit: impl Fn(&ReplyLayout) -> bool) -> Place {
        let row_layout = self.layout_row(row);
        let is_under = row_layout.chips.is_some();
        let y = self.distance_to(place, row);
        let covered = self.covered_above(&row_layout, y);
        let view = self.view_height;
        let mut wanted = None;
        for column in &row_layout.reply_columns {
            let column_top = row_layout.column_top(column, y, view);
            for reply in column.replies.iter().filter(|reply| is_lit(reply)) {
                let top = column_top + reply.top;
                if top >= covered && top + reply.height <= view {
                    return place;
                }
                wanted.get_or_insert((column, reply, top));
            }
        }
        let Some((column, reply, top)) = wanted else { return place };
        let above = if is_under { self.line_above() } else { 0.0 } + MARGIN;
        let to = if top < covered { above } else { (view - MARGIN - reply.height).max(above) };
        if (to - top).abs() < 1.0 {
            return place;
        }
        let offset = row_layout.offset_for_reply(column, reply.top, to, view, -y);
        self.clamp_place(Place { row, offset, ..place })
    }

    /// Returns the offset in the row at which the first line of its paragraph is in view as well, if the replies then are.
    fn with_first_line(&self, row: &RowLayout, column: &ReplyColumn, offset: f32, replies: Rangef) -> f32 {
        let first = |offset: f32| row.pad - offset + row.article_shift(-offset, self.view_height);
        let missing = -first(offset);
        if missing <= 0.0 {
            return offset;
        }
        let other = offset - missing;
        let bottom = row.column_top(column, -other, self.view_height) + replies.max;
        if bottom <= self.view_height { other } else { offset }
    }

    /// Returns how far the top of a row is below the top of the view.
    pub(super) fn distance_to(&self, place: Place, row: usize) -> f32 {
        (self.heights.top_of(row) - self.heights.top_of(place.row) - f64::from(place.offset)) as f32
    }

    /// Returns how much of the view is covered by the line that names the paragraph above it, for a row whose top is at
    /// `y` from the top of the view.
    fn covered_above(&self, row: &RowLayout, y: f32) -> f32 {
        let is_above = row.chips.is_some() && row.number > 0 && y + row.pad + row.article_height <= 0.0;
        if is_above { self.line_above() } else { 0.0 }
    }

    fn line_above(&self) -> f32 {
        sticky_head::height(self.page)
    }
}

/// Returns the first reply of a row to a phrase, in the reader's order of perspectives, with its column.
fn first_lit<'a>(state: &AppState, row: &'a RowLayout, phrase: &str) -> Option<(&'a ReplyColumn, &'a ReplyLayout)> {
    let place = |perspective: usize| state.shown.visible().position(|other| other == perspective);
    let all = row.reply_columns.iter().flat_map(|column| column.replies.iter().map(move |reply| (column, reply)));
    let lit = all.filter(|(_, reply)| reply.phrase.as_deref() == Some(phrase));
    lit.min_by_key(|(_, reply)| place(reply.kind.perspective()))
}

/// Returns the replies by name, which stays the same when others are shown after them.
fn named(row: &RowLayout, replies: RowReplies) -> RowReplies {
    let is_asked = |column: &&ReplyColumn| replies == RowReplies::Last && column.hidden > 0;
    let Some(column) = row.reply_columns.iter().find(is_asked) else { return replies };
    let is_button = |reply: &&ReplyLayout| matches!(reply.kind, ReplyKind::Further { .. });
    match column.replies.iter().rev().find(|reply| !is_button(reply)).map(|reply| &reply.kind) {
        Some(ReplyKind::Note(entry)) => RowReplies::Note(*entry),
        Some(kind) => RowReplies::Perspective(kind.perspective()),
        None => replies,
    }
}

/// Returns the column of some replies of a row and the distances of their top and bottom from its top.
fn span_of(row: &RowLayout, replies: RowReplies) -> Option<(usize, Rangef)> {
    row.reply_columns.iter().enumerate().find_map(|(index, column)| Some((index, column.span_of(replies)?)))
}
