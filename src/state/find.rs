//! Find in the article and its notes, done in steps so that no frame waits for the search.

use crate::search::Needle;

use super::{AppState, Part};

/// The number of bytes searched between two frames.
const STEP_BYTES: usize = 1_000_000;

/// The number of hits at which the search stops; a query that matches everywhere is not useful beyond that.
const MAX_HITS: usize = 10_000;

/// An occurrence of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The row.
    pub row: usize,
    /// The text in it.
    pub part: Part,
    /// The first character of the hit, from 0.
    pub character: usize,
}

/// The query and the hits found so far.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// The query as typed.
    pub query: String,
    /// The query with case and accents folded.
    pub needle: Needle,
    /// The hits in reading order.
    pub hits: Vec<Hit>,
    /// The hit that was visited last, by index.
    pub current: Option<usize>,
    /// Set when a hit is to be visited as soon as there is one: `true` forward, `false` backward.
    pub wanted: Option<bool>,
    /// The row to search next; the search is complete when it is past the last row.
    pub next_row: usize,
}

impl Find {
    /// Creates a search for a query as typed.
    pub fn new(query: String) -> Self {
        Self { needle: Needle::new(&query), query, ..Self::default() }
    }

    /// Returns the status shown beside the query, such as `3 of 17`; `+` marks a search that has not finished.
    pub fn status(&self, rows: usize) -> String {
        let more = if self.next_row < rows || self.hits.len() >= MAX_HITS { "+" } else { "" };
        match (self.current, self.hits.len()) {
            _ if self.needle.is_empty() => String::new(),
            (_, 0) if more.is_empty() => "Not found".to_owned(),
            (_, 0) => "Searching…".to_owned(),
            (Some(current), n) => format!("{} of {n}{more}", current + 1),
            (None, 1) => format!("1{more} hit"),
            (None, n) => format!("{n}{more} hits"),
        }
    }
}

impl AppState {
    /// Returns whether the search has rows left.
    pub fn is_searching(&self) -> bool {
        !self.find.needle.is_empty() && self.find.next_row < self.row_count() && self.find.hits.len() < MAX_HITS
    }

    /// Searches more rows, up to [`STEP_BYTES`].
    pub(super) fn continue_search(&mut self) {
        let mut bytes = 0;
        while self.is_searching() && bytes < STEP_BYTES {
            let row = self.find.next_row;
            for part in self.parts(row) {
                let text = self.text_of(row, part);
                bytes += text.len();
                let hits = self.find.needle.find_in(&text);
                self.find.hits.extend(hits.into_iter().map(|range| Hit { row, part, character: range.start }));
            }
            bytes += 64;
            self.find.next_row += 1;
        }
    }

    /// Returns the hit after or before the last one; the first time, the nearest one at or below the active row.
    pub(super) fn next_hit(&mut self, forward: bool) -> Option<Hit> {
        let count = self.find.hits.len();
        if count == 0 {
            return None;
        }
        let next = match self.find.current {
            None => match self.find.hits.iter().position(|h| h.row >= self.active) {
                Some(below) => below,
                // The search has not reached the active row yet.
                None if self.is_searching() => return None,
                None => 0,
            },
            Some(current) if forward => (current + 1) % count,
            Some(current) => (current + count - 1) % count,
        };
        self.find.current = Some(next);
        self.find.hits.get(next).copied()
    }
}
