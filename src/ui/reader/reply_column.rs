//! The replies of a row, by column.
//!
//! Closed, each perspective shows its first note, which the curator considers the most important, in three lines, and
//! the number of its further ones. Where these are much taller than the paragraph, every note loses the same lines:
//! first the last one, then the second of its gist. No perspective displaces another, and none is left out.

use egui::Rangef;

use crate::model::Perspective;
use crate::state::{Item, REPLIES_AT_ONCE, RowReplies};

use super::item;
use super::page::Page;
use super::reply::{Density, Further, ReplyLayout};

/// The space between two replies.
const BETWEEN: f32 = 13.0;
/// The space between two replies of one line each.
const BETWEEN_LINES: f32 = 5.0;

/// The replies of one column of a row, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct ReplyColumn {
    /// The column's index.
    pub column: usize,
    /// The replies, positioned.
    pub replies: Vec<ReplyLayout>,
    /// The number of replies not drawn.
    pub hidden: usize,
    /// The height of all replies.
    pub height: f32,
    /// The distance from the row's first line down to the replies, where they are under the paragraph.
    pub offset_y: f32,
}

/// The replies of one perspective in a row.
struct Cell<'a> {
    perspective: usize,
    by: &'a Perspective,
    column: usize,
    items: Vec<Item<'a>>,
}

/// Lays out the replies to a row in its columns. `most` is the height that closed replies and the summary of an opened
/// one should not exceed.
pub fn layout_columns(page: &Page<'_>, row: usize, most: f32) -> Vec<ReplyColumn> {
    let state = page.state;
    let cells: Vec<Cell<'_>> = (state.shown.visible().enumerate())
        .filter_map(|(place, perspective)| {
            let by = state.edition.perspectives().get(perspective)?;
            let items = state.items_of(row, perspective);
            (!items.is_empty()).then(|| Cell { perspective, by, column: page.column_of(place), items })
        })
        .collect();
    let (density, closed) = closed_replies(page, &cells, most);
    let mut columns: Vec<ReplyColumn> =
        (0..page.grid.replies.len()).map(|column| ReplyColumn { column, ..ReplyColumn::default() }).collect();
    for (cell, closed) in cells.iter().zip(closed) {
        let Some(column) = columns.get_mut(cell.column) else { continue };
        column.push_cell(page, row, cell, closed, (most, density));
    }
    for column in &mut columns {
        column.position(page.styles.label.line_height);
    }
    columns
}

/// Returns the closed reply of each cell, at the greatest density at which those of every column fit, or at the least
/// one. What the reader opens changes nothing in the others.
fn closed_replies(page: &Page<'_>, cells: &[Cell<'_>], most: f32) -> (Density, Vec<Option<ReplyLayout>>) {
    let furthers: Vec<Option<Further>> = cells.iter().map(further).collect();
    let lay_out = |density: Density| -> Vec<Option<ReplyLayout>> {
        let closed = |(cell, further): (&Cell<'_>, &Option<Further>)| {
            let width = page.column(cell.column).width;
            Some(item::closed(page, cell.items.first()?, width, density, further.as_ref()))
        };
        cells.iter().zip(&furthers).map(closed).collect()
    };
    let fits = |replies: &[Option<ReplyLayout>]| {
        let mut heights = vec![-BETWEEN; page.grid.replies.len()];
        for (cell, reply) in cells.iter().zip(replies) {
            if let (Some(height), Some(reply)) = (heights.get_mut(cell.column), reply) {
                *height += reply.height + BETWEEN;
            }
        }
        heights.into_iter().all(|height| height <= most)
    };
    let [full, less @ ..] = Density::ALL;
    let mut last = (full, lay_out(full));
    for density in less {
        if fits(&last.1) {
            break;
        }
        last = (density, lay_out(density));
    }
    last
}

/// Returns the notes of a cell after its first.
fn further(cell: &Cell<'_>) -> Option<Further> {
    let rest = cell.items.get(1..).filter(|rest| !rest.is_empty())?;
    let stances = rest.iter().take(Further::MOST_MARKS).filter_map(Item::note).map(|note| note.stance).collect();
    Some(Further {
        perspective: cell.perspective,
        hue: cell.by.hue.clone(),
        spoken: item::spoken_further(&cell.by.name, rest),
        count: rest.iter().filter_map(Item::note).count(),
        is_silent_on_claim: rest.iter().any(|item| matches!(item, Item::Silent { .. })),
        stances,
    })
}

impl ReplyColumn {
    fn push_cell(
        &mut self,
        page: &Page<'_>,
        row: usize,
        cell: &Cell<'_>,
        closed: Option<ReplyLayout>,
        (most, density): (f32, Density),
    ) {
        let state = page.state;
        let width = page.column(cell.column).width;
        let listed =
            state.reader.opened_rows.contains(&row) || state.reader.opened_more.contains(&(row, cell.perspective));
        let lay_out = |item: &Item<'_>| item::layout(page, item, width, most, density, (listed, None));
        let Some((first, rest)) = cell.items.split_first() else { return };
        if !listed {
            let is_open = matches!(first, Item::Note { entry, .. } if state.reader.opened_notes.contains(entry));
            if let Some(closed) = closed.filter(|_| !is_open) {
                self.replies.push(closed);
                return;
            }
            self.replies.push(lay_out(first));
            if let Some(further) = further(cell) {
                // The first note is open, so that the further ones have a line of their own.
                self.replies.push(item::further_line(page, cell.by, &further));
            }
            return;
        }
        let room = state.reader.more.get(&row).copied().unwrap_or(REPLIES_AT_ONCE);
        self.replies.push(lay_out(first));
        self.replies.extend(rest.iter().take(room.saturating_sub(1)).map(lay_out));
        self.hidden += (rest.len() + 1).saturating_sub(room);
        if !rest.is_empty() {
            self.replies.push(item::fewer(page, cell.perspective, cell.by));
        }
    }

    /// Appends a reply close under the one before.
    pub fn push(&mut self, reply: ReplyLayout, label: f32) {
        self.replies.push(reply);
        self.position(label);
    }

    /// Appends all replies of a perspective to the head, closed unless opened one by one.
    pub fn push_all(&mut self, page: &Page<'_>, items: &[Item<'_>], label: f32) {
        let width = page.column(self.column).width;
        let most = f32::INFINITY;
        for item in items.iter().take(REPLIES_AT_ONCE) {
            self.replies.push(item::layout(page, item, width, most, Density::Full, (true, None)));
        }
        self.hidden += items.len().saturating_sub(REPLIES_AT_ONCE);
        self.position(label);
    }

    /// Leaves out the last replies of a column that is taller than `most`, but not the first.
    pub fn limit_lines(&mut self, most: f32, label: f32) {
        while self.height > most && self.replies.len() > 1 {
            self.replies.pop();
            self.hidden += 1;
            self.position(label);
        }
    }

    /// Returns the distances of the top and the bottom of some of its replies from its top.
    pub fn span_of(&self, replies: RowReplies) -> Option<Rangef> {
        let mut asked = self.replies.iter().filter(|reply| reply.is_one_of(replies));
        let first = asked.next()?;
        let last = asked.next_back().unwrap_or(first);
        Some(Rangef::new(first.top, last.top + last.height))
    }

    fn position(&mut self, label: f32) {
        let mut y = 0.0;
        let mut before: Option<bool> = None;
        for reply in &mut self.replies {
            let line = reply.is_line();
            if let Some(before) = before {
                y += if before && line { BETWEEN_LINES } else { BETWEEN };
            }
            reply.top = y;
            y += reply.height;
            before = Some(line);
        }
        self.height = y;
        if self.hidden > 0 {
            self.height += BETWEEN + label;
        }
    }
}
