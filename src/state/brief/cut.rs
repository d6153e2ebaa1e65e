//! What can be cut into the brief, and the choice among it.

use std::ops::Range;

use crate::model::rows::NoteRef;
use crate::model::{Entry, Source};
use crate::state::Part;

/// The state of the dialog that cuts an entry from a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CutChoices {
    /// The candidates, evidence first.
    pub candidates: Vec<Candidate>,
    /// The index of the chosen candidate.
    pub chosen: usize,
    /// The tag, written by the student.
    pub tag: String,
    /// Which words are cut, and of which paragraph, in words.
    pub from: String,
    /// The heading under which the entry goes, by id; `None` for after the chosen entry.
    pub under: Option<u32>,
    /// What the dialog was opened on: an unfinished tag is there when it is opened on the same again.
    of: Option<CutTarget>,
}

/// What entries are cut from.
#[derive(Clone, Debug, PartialEq)]
pub struct CutTarget {
    /// The edition, by its [`AppState::serial`](crate::state::AppState::serial).
    pub serial: u64,
    /// The row.
    pub row: usize,
    /// The reply that was chosen in a context menu.
    pub reply: Option<NoteRef>,
    /// The selected words; empty if a reply was chosen.
    pub words: Vec<(usize, Part, Range<usize>)>,
}

/// An entry that can be cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The displayed label.
    pub label: String,
    /// The entry, without a tag.
    pub entry: Entry,
    /// The sources it cites.
    pub sources: Vec<Source>,
    /// The gist of the note it is made of, which is offered as the tag. It is never set unasked: a tag is the student's.
    pub gist: Option<String>,
    /// The note whose summary it is; `None` if it is made of other words.
    pub summary_of: Option<NoteRef>,
}

impl Candidate {
    /// Returns whether the entry is a card, and so evidence.
    pub fn is_card(&self) -> bool {
        matches!(self.entry, Entry::Card(_))
    }
}

impl CutChoices {
    /// Creates the choice among candidates of `of`, which is `from` in words, with the first of them chosen.
    pub fn new(candidates: Vec<Candidate>, of: CutTarget, from: String) -> Self {
        Self { candidates, of: Some(of), from, ..Self::default() }
    }

    /// Takes over the tag of an earlier choice that was not finished, if it was opened on the same words and their entry
    /// can still be cut.
    pub(super) fn continue_with(&mut self, unfinished: Self) {
        if unfinished.of != self.of || unfinished.tag.is_empty() {
            return;
        }
        // A tag belongs to the words that it was written for.
        let entry = unfinished.candidates.get(unfinished.chosen).map(|candidate| &candidate.entry);
        let is_same = |candidate: &Candidate| match (&candidate.entry, entry) {
            // The citation of a copy may have been corrected since.
            (Entry::Card(one), Some(Entry::Card(other))) => {
                (&one.text, &one.origin, &one.underline) == (&other.text, &other.origin, &other.underline)
            }
            (one, other) => Some(one) == other,
        };
        if let Some(at) = self.candidates.iter().position(is_same) {
            (self.chosen, self.tag) = (at, unfinished.tag);
        }
    }

    pub(super) fn choose(&mut self, at: usize) {
        self.chosen = at.min(self.candidates.len().saturating_sub(1));
    }
}
