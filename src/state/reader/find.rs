//! Find in the article and its notes, done in steps so that no frame waits for the search.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::rows::NoteRef;
use crate::model::visible::with_marks;
use crate::search::Needle;

use crate::state::feature::{Outcome, Shared};
use crate::state::{Item, Notice, Part};

use super::{Reader, ScrollRequest};

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
    /// Whether it is in the gist of the note, [`Note::short`](crate::model::Note::short), not in its summary.
    pub in_gist: bool,
    /// The first character of the hit, from 0, in the gist or in the part.
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
    /// The number of hits in perspectives that are hidden, by their index in the edition. Only those with hits.
    pub hidden: BTreeMap<usize, usize>,
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

    /// Returns the number of hits in hidden perspectives.
    pub fn hidden_hits(&self) -> usize {
        self.hidden.values().sum()
    }

    /// Returns the status shown beside the query, such as `3 of 17`; `+` marks a search that has not finished. Words that
    /// are only in hidden perspectives are `hidden`, never `not found`.
    pub fn status(&self, rows: usize) -> String {
        let more = if self.next_row < rows || self.hits.len() >= MAX_HITS { "+" } else { "" };
        match (self.current, self.hits.len()) {
            _ if self.needle.is_empty() => String::new(),
            (_, 0) if self.hidden_hits() > 0 => format!("{}{more} hidden", self.hidden_hits()),
            (_, 0) if more.is_empty() => "Not found".to_owned(),
            (_, 0) => "Searching…".to_owned(),
            (Some(current), n) => format!("{} of {n}{more}", current + 1),
            (None, 1) => format!("1{more} hit"),
            (None, n) => format!("{n}{more} hits"),
        }
    }
}

impl Reader {
    /// Replaces the query and starts the search.
    pub(super) fn set_query(&mut self, shared: &Shared<'_>, query: String) {
        self.find = Find::new(query);
        self.continue_search(shared);
    }

    /// Returns whether the search has rows left.
    pub fn is_searching(&self, shared: &Shared<'_>) -> bool {
        !self.find.needle.is_empty() && self.find.next_row < shared.row_count() && self.find.hits.len() < MAX_HITS
    }

    /// Searches more rows, up to [`STEP_BYTES`].
    pub(super) fn continue_search(&mut self, shared: &Shared<'_>) {
        let concealed: Vec<usize> = shared.shown.all().filter(|(_, shown)| !shown).map(|(index, _)| index).collect();
        let mut bytes = 0;
        while self.is_searching(shared) && bytes < STEP_BYTES {
            let row = self.find.next_row;
            for part in shared.parts(row) {
                let (texts, searched) = self.hits_in(shared, row, part);
                bytes += searched;
                self.find.hits.extend([true, false].into_iter().zip(texts).flat_map(|(in_gist, hits)| {
                    hits.into_iter().map(move |range| Hit { row, part, in_gist, character: range.start })
                }));
            }
            for perspective in &concealed {
                for item in shared.items_of(row, *perspective) {
                    let Item::Note { entry, .. } = item else { continue };
                    let (texts, searched) = self.hits_in(shared, row, Part::Note(entry));
                    bytes += searched;
                    let hits: usize = texts.iter().map(Vec::len).sum();
                    if hits > 0 {
                        *self.find.hidden.entry(*perspective).or_default() += hits;
                    }
                }
            }
            bytes += 64;
            self.find.next_row += 1;
        }
    }

    /// Returns the hits in the gist of a note and in a text, and the number of bytes searched.
    fn hits_in(&self, shared: &Shared<'_>, row: usize, part: Part) -> ([Vec<Range<usize>>; 2], usize) {
        let (gist, searched) = self.hits_in_gist(shared, part);
        let text = shared.text_of(row, part);
        ([gist, self.find.needle.find_in(&text)], searched + text.len())
    }

    /// Returns the hits in the gist of a note, and the number of bytes searched. They lead to the beginning of its summary,
    /// over which the gist stands when the note is open. The beginning of a summary that stands for a gist is searched once,
    /// with the summary.
    fn hits_in_gist(&self, shared: &Shared<'_>, part: Part) -> (Vec<Range<usize>>, usize) {
        let Part::Note(entry) = part else { return (Vec::new(), 0) };
        let Some(note) = shared.rows.note(shared.edition, entry).filter(|note| note.has_gist()) else {
            return (Vec::new(), 0);
        };
        let gist = note.short();
        (self.find.needle.find_in(&with_marks(&gist)), gist.len())
    }

    /// Returns the hits in what a note shows for its gist, and whether each is the one visited last. `text` is the gist
    /// as it is set: [`Note::short`](crate::model::Note::short), or all of it.
    pub fn hits_shown_in_gist(
        &self,
        shared: &Shared<'_>,
        row: usize,
        entry: NoteRef,
        text: &str,
    ) -> Vec<(Range<usize>, bool)> {
        let has_gist = shared.rows.note(shared.edition, entry).is_some_and(crate::model::Note::has_gist);
        let current = self
            .find
            .current
            .and_then(|at| self.find.hits.get(at))
            .filter(|hit| (hit.row, hit.part, hit.in_gist) == (row, Part::Note(entry), has_gist));
        // Short texts are trimmed; a gist that is shown whole, or a summary, is not.
        let before = |text: &str| text.chars().take_while(|c| c.is_whitespace()).count();
        let (shown, counted) = match shared.rows.note(shared.edition, entry) {
            Some(note) if !has_gist => (before(text), before(&note.summary)),
            _ => (before(text), 0),
        };
        let is_current =
            |range: &Range<usize>| current.is_some_and(|hit| hit.character + shown == range.start + counted);
        let hits = self.find.needle.find_in(&with_marks(text));
        hits.into_iter().map(|range| (range.clone(), is_current(&range))).collect()
    }

    /// Searches again after the choice of perspectives changed; the hit visited last stays so if it is still found.
    pub(in crate::state) fn search_again(&mut self, shared: &Shared<'_>) {
        if self.find.needle.is_empty() {
            return;
        }
        let visited = self.find.current.and_then(|current| self.find.hits.get(current)).copied();
        let (query, wanted) = (std::mem::take(&mut self.find.query), self.find.wanted);
        self.set_query(shared, query);
        self.find.wanted = wanted;
        self.find.current = visited.and_then(|visited| self.find.hits.iter().position(|hit| *hit == visited));
    }

    /// Returns the hit after or before the last one; the first time, the nearest one at or below the active row.
    fn next_hit(&mut self, shared: &Shared<'_>, forward: bool) -> Option<Hit> {
        let count = self.find.hits.len();
        if count == 0 {
            return None;
        }
        let next = match self.find.current {
            None => match self.find.hits.iter().position(|h| h.row >= self.active) {
                Some(below) => below,
                // The search has not reached the active row yet.
                None if self.is_searching(shared) => return None,
                None => 0,
            },
            Some(current) if forward => (current + 1) % count,
            Some(current) => (current + count - 1) % count,
        };
        self.find.current = Some(next);
        self.find.hits.get(next).copied()
    }

    pub(super) fn go_to_hit(&mut self, shared: &Shared<'_>, forward: bool, out: &mut Outcome) {
        match self.next_hit(shared, forward) {
            Some(hit) => {
                let Hit { row, part, in_gist, character } = hit;
                let character = if in_gist { 0 } else { character };
                if let Part::Note(entry) = part {
                    self.jump_to_note(shared, row, entry, character);
                    self.scroll = Some(ScrollRequest::ShowHit { row, part, character });
                } else {
                    self.jump(shared, ScrollRequest::ShowHit { row, part, character }, row);
                }
            }
            // Goes to the first hit as soon as it is found.
            None if self.is_searching(shared) => self.find.wanted = Some(forward),
            None => {
                let query = self.find.query.trim();
                out.notify(Notice::quiet(match self.find.hidden_hits() {
                    0 => format!("“{query}” was not found"),
                    _ => format!("“{query}” is only in perspectives that are hidden"),
                }));
            }
        }
    }
}
