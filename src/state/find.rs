//! The search in the article and its notes, step by step so that no frame waits for it.

use crate::search::Needle;

use super::{AppState, Part};

/// Bytes of text looked through between two frames.
const STEP_BYTES: usize = 1_000_000;

/// Hits kept; a needle that is everywhere is not worth more.
const MOST_HITS: usize = 10_000;

/// One place where the words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The row.
    pub row: usize,
    /// The text in it.
    pub part: Part,
    /// The first character of the hit.
    pub character: usize,
}

/// What is searched for and what has been found so far.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// As typed.
    pub query: String,
    /// Folded, ready to be found.
    pub needle: Needle,
    /// In reading order.
    pub hits: Vec<Hit>,
    /// The hit last gone to.
    pub current: Option<usize>,
    /// A hit is to be gone to as soon as there is one: forward or back.
    pub wanted: Option<bool>,
    /// The row to look through next; all rows are done when it is past the end.
    pub next_row: usize,
}

impl Find {
    /// A new search for what was typed.
    pub fn new(query: String) -> Self {
        Self { needle: Needle::new(&query), query, ..Self::default() }
    }

    /// How the search stands, in words: `3 of 17`.
    pub fn standing(&self, rows: usize) -> String {
        let more = if self.next_row < rows || self.hits.len() >= MOST_HITS { "+" } else { "" };
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
    /// Whether the search has rows left to look through.
    pub fn is_searching(&self) -> bool {
        !self.find.needle.is_empty() && self.find.next_row < self.row_count() && self.find.hits.len() < MOST_HITS
    }

    /// Looks through some more rows.
    pub(super) fn search_on(&mut self) {
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

    /// The hit after or before the last one, or the nearest one below the reading place at first.
    pub(super) fn next_hit(&mut self, forward: bool) -> Option<Hit> {
        let count = self.find.hits.len();
        if count == 0 {
            return None;
        }
        let next = match self.find.current {
            None => match self.find.hits.iter().position(|h| h.row >= self.active) {
                Some(below) => below,
                // None below the reading place yet, and the search has not come so far.
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
