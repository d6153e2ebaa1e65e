//! The replies of one column in one row, truncated so that a row does not grow far beyond its paragraph.
//!
//! When the replies are taller than the paragraph and six lines (at least ten lines), all summaries are truncated to
//! the same number of lines. Where that leaves too few, each perspective keeps its first note, which the curator
//! considers the most important, and its further notes are collapsed into one line. No perspective displaces another.

use crate::model::Note;
use crate::state::{Item, REPLIES_AT_ONCE};

use super::page::Page;
use super::reply::{self, ReplyKind, ReplyLayout, TextRole, Truncation};

/// The space between two replies.
const BETWEEN: f32 = 13.0;
/// Two lines of each perspective may exceed the height limit by this factor; bare headers say too little.
const SLACK: f32 = 1.75;
/// Fewer lines than this of every note are worse than more lines of each perspective's first note.
const WORTH_READING: usize = 4;

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

/// Lays out the replies in a column of a row, limited to the height `cap` unless the row is open.
pub fn layout(page: &Page<'_>, row: usize, column: usize, items: &[Item<'_>], cap: f32) -> ReplyColumn {
    let width = page.column(column).width;
    let state = page.state;
    let open = state.opened_rows.contains(&row);
    let most = state.more.get(&row).copied().unwrap_or(REPLIES_AT_ONCE);
    let drawn = items.get(..most.min(items.len())).unwrap_or_default();
    let mut reply_column = ReplyColumn { column, hidden: items.len() - drawn.len(), ..ReplyColumn::default() };
    let line = (page.styles.summary.line_height, page.styles.label.line_height);
    if !open && cap.is_finite() && least_height(items, line) > cap {
        // Too many to lay out one by one.
        reply_column.hidden = 0;
        reply_column.collapse(page, row, items, width, cap);
        reply_column.position_replies(line.1);
        return reply_column;
    }
    reply_column.replies = drawn.iter().map(|item| reply::layout(page, item, width, Truncation::None, open)).collect();
    if !open && (reply_column.full_height() > cap || reply_column.hidden > 0) && cap.is_finite() {
        match most_lines_within(reply_column.replies.iter(), cap, line, 0.0) {
            Some(lines) if lines >= WORTH_READING && reply_column.hidden == 0 => {
                reply_column.truncate(page, drawn, width, lines)
            }
            _ => {
                reply_column.hidden = 0;
                reply_column.collapse(page, row, items, width, cap);
            }
        }
    }
    reply_column.position_replies(page.styles.label.line_height);
    reply_column
}

/// Returns the least height of these replies: a note has a header and two lines.
fn least_height(items: &[Item<'_>], (line, label): (f32, f32)) -> f32 {
    let least = |item: &Item<'_>| if matches!(item, Item::Note { .. }) { label + 2.0 * line } else { label };
    items.iter().map(|item| least(item) + BETWEEN).sum::<f32>() - BETWEEN
}

/// Returns the greatest number of lines, at least two, to which all summaries can be truncated so that the replies fit.
fn most_lines_within<'a>(
    replies: impl Iterator<Item = &'a ReplyLayout> + Clone,
    cap: f32,
    (line, label): (f32, f32),
    besides: f32,
) -> Option<usize> {
    let longest = replies.clone().map(|r| r.summary_lines).max().unwrap_or(0).max(2);
    #[allow(clippy::cast_precision_loss, reason = "a number of lines")]
    let height = |reply: &ReplyLayout, lines: usize| {
        if reply.summary_lines <= lines + 1 {
            return reply.height;
        }
        let header = reply.texts.iter().find(|p| p.role == TextRole::Summary).map_or(label, |p| p.at.y);
        header + lines as f32 * line + label + 2.0
    };
    let fits =
        |lines: usize| replies.clone().map(|r| height(r, lines) + BETWEEN).sum::<f32>() + besides <= cap + BETWEEN;
    (2..=longest).rev().find(|lines| fits(*lines))
}

impl ReplyColumn {
    fn full_height(&self) -> f32 {
        self.replies.iter().map(|r| r.height + BETWEEN).sum::<f32>() - BETWEEN
    }

    /// Truncates every summary to a number of lines, except those the reader expanded.
    fn truncate(&mut self, page: &Page<'_>, items: &[Item<'_>], width: f32, lines: usize) {
        for (reply, item) in self.replies.iter_mut().zip(items) {
            if let (ReplyKind::Note(entry), true) = (&reply.kind, reply.summary_lines > lines + 1) {
                let opened = page.state.opened_notes.contains(entry);
                let truncation = if opened { Truncation::Expanded } else { Truncation::Lines(lines) };
                *reply = reply::layout(page, item, width, truncation, false);
            }
        }
    }

    /// Keeps the first note of each perspective and collapses its further ones into a line, unless the reader expanded
    /// them.
    fn collapse(&mut self, page: &Page<'_>, row: usize, items: &[Item<'_>], width: f32, cap: f32) {
        let state = page.state;
        let line = page.styles.label.line_height;
        let groups: Vec<&[Item<'_>]> = items.chunk_by(|a, b| a.perspective().id == b.perspective().id).collect();
        let firsts: Vec<Item<'_>> = groups.iter().filter_map(|g| g.first().copied()).collect();
        self.replies = firsts.iter().map(|item| reply::layout(page, item, width, Truncation::None, false)).collect();
        #[allow(clippy::cast_precision_loss, reason = "a number of perspectives")]
        let besides = groups.iter().filter(|g| g.len() > 1).count() as f32 * (line + BETWEEN / 2.0);
        let lines = (page.styles.summary.line_height, line);
        let most = |cap: f32| most_lines_within(self.replies.iter(), cap, lines, besides);
        let lines = most(cap).or_else(|| most(cap * SLACK).map(|lines| lines.min(2))).unwrap_or(0);
        self.truncate(page, &firsts, width, lines);
        let mut replies = Vec::new();
        for (first, group) in std::mem::take(&mut self.replies).into_iter().zip(groups) {
            replies.push(first);
            let further = group.get(1..).unwrap_or_default();
            let (Some(item), false) = (group.first(), further.is_empty()) else { continue };
            let by = item.perspective();
            let Some(perspective) = state.edition.perspective_index(&by.id) else { continue };
            let open = state.opened_more.contains(&(row, perspective));
            if open {
                let most = state.more.get(&row).copied().unwrap_or(REPLIES_AT_ONCE);
                self.hidden += further.len().saturating_sub(most);
                replies.extend(
                    further.iter().take(most).map(|item| reply::layout(page, item, width, Truncation::None, false)),
                );
            }
            let notes: Vec<&Note> = further.iter().take(200).filter_map(note_of).collect();
            let count = if notes.len() < 200 { &notes[..] } else { &[] };
            replies.push(reply::further_line(page, perspective, by, (further.len(), count), open));
        }
        self.replies = replies;
    }

    /// Appends a reply.
    pub fn push(&mut self, reply: ReplyLayout, label: f32) {
        self.replies.push(reply);
        self.position_replies(label);
    }

    fn position_replies(&mut self, label: f32) {
        let mut y = 0.0;
        for reply in &mut self.replies {
            if matches!(reply.kind, ReplyKind::Further { .. }) {
                y -= BETWEEN / 2.0;
            }
            reply.top = y;
            y += reply.height + BETWEEN;
        }
        self.height = (y - BETWEEN).max(0.0);
        if self.hidden > 0 {
            self.height += BETWEEN + label;
        }
    }
}

fn note_of<'a>(item: &Item<'a>) -> Option<&'a Note> {
    match *item {
        Item::Note { note, .. } | Item::Pointer { note, .. } => Some(note),
        _ => None,
    }
}
