//! What is to be read in a speech, and where reading stopped.

use serde::{Deserialize, Serialize};

use crate::model::merge::Numbered as _;
use crate::model::{Entry, minutes_and_seconds};

/// The most cards, analytics and headings of one speech.
pub const MAX_READ_ENTRIES: usize = 2000;

/// The most marks of one speech.
pub const MAX_READ_MARKS: usize = 2000;

/// What is read in one speech of a round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Copies of what was sent from a brief, in the order they are read, with the brief's numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<Entry>,
    /// Marks made while reading, in order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<ReadMark>,
}

/// Where reading stopped: `marked at 7:32`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadMark {
    /// The number of the card or analytic.
    pub entry: u32,
    /// The code point in its text before which reading stopped.
    pub at: usize,
    /// Seconds of the speech that had passed.
    pub seconds: f64,
}

impl ReadMark {
    /// As it is shown: `Marked at 7:32`.
    pub fn text(&self) -> String {
        format!("Marked at {}", minutes_and_seconds(self.seconds.floor()))
    }
}

/// What came of sending something to a speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is read last.
    Added,
    /// It was there: the copy is as new as the brief's, in the same place.
    Updated,
    /// The speech holds as much as it may.
    Full,
}

impl Delivery {
    /// Sends a copy of an entry of a brief. One that was sent before is brought up to date; its marks go when its words
    /// are others now. Numbers alone do not tell: every brief counts from 1, and a number is free again once its entry is
    /// gone. So another entry under a number that is here is given a free one.
    pub fn send(&mut self, entry: &Entry) -> Sent {
        let id = entry.id();
        let there = self.read.iter_mut().find(|old| id != 0 && old.id() == id);
        let taken = there.is_some();
        if let Some(old) = there.filter(|old| is_same(old, entry)) {
            if words_of(old) != words_of(entry) {
                self.marks.retain(|mark| mark.entry != id);
            }
            *old = entry.clone();
            return Sent::Updated;
        }
        if self.read.len() >= MAX_READ_ENTRIES {
            return Sent::Full;
        }
        let mut entry = entry.clone();
        if taken {
            // The same one may have been sent so before.
            if self.read.iter().any(|old| is_same(old, &entry) && words_of(old) == words_of(&entry)) {
                return Sent::Updated;
            }
            let most = self.read.iter().map(Entry::id).max().unwrap_or_default();
            entry.number(most.saturating_add(1));
        }
        self.read.push(entry);
        Sent::Added
    }

    /// The number that an entry of a brief has here; its own where it is not read.
    pub fn number_of(&self, entry: &Entry) -> u32 {
        let here = self.read.iter().find(|read| is_same(read, entry) && words_of(read) == words_of(entry));
        here.map_or(entry.id(), Entry::id)
    }

    /// Takes an entry out, with its marks.
    pub fn take(&mut self, at: usize) -> Option<Entry> {
        let entry = (at < self.read.len()).then(|| self.read.remove(at))?;
        self.marks.retain(|mark| mark.entry != entry.id());
        Some(entry)
    }

    /// Moves an entry to stand at another place.
    pub fn move_entry(&mut self, from: usize, to: usize) {
        super::flow::move_item(&mut self.read, from, to);
    }

    /// Marks where reading stopped. One entry has one mark, the last; says whether the entry is read here.
    pub fn mark(&mut self, mark: ReadMark) -> bool {
        let Some(entry) = self.read.iter().find(|entry| entry.id() == mark.entry) else { return false };
        let at = mark.at.min(words_of(entry).chars().count());
        self.marks.retain(|other| other.entry != mark.entry);
        let room = self.marks.len() < MAX_READ_MARKS && mark.seconds.is_finite();
        if room {
            self.marks.push(ReadMark { at, seconds: mark.seconds.max(0.0), ..mark });
        }
        room
    }

    /// Takes the mark of an entry off, when it stands before this code point of its text; says whether it did.
    pub(super) fn unmark(&mut self, entry: u32, at: usize) -> bool {
        let Some(read) = self.read.iter().find(|read| read.id() == entry) else { return false };
        let at = at.min(words_of(read).chars().count());
        let before = self.marks.len();
        self.marks.retain(|mark| (mark.entry, mark.at) != (entry, at));
        self.marks.len() < before
    }

    /// The delivery within its bounds, with marks only on what is read.
    #[must_use]
    pub(super) fn sanitized(mut self) -> Self {
        self.read.truncate(MAX_READ_ENTRIES);
        for entry in &mut self.read {
            if let Entry::Card(card) = entry {
                **card = crate::model::Card::clone(card).sanitized();
            }
        }
        let marks = std::mem::take(&mut self.marks);
        for mark in marks.into_iter().take(MAX_READ_MARKS) {
            self.mark(mark);
        }
        self
    }
}

/// Whether two entries under one number are one: they have the same tag or the same words.
fn is_same(one: &Entry, other: &Entry) -> bool {
    let kind = std::mem::discriminant(one) == std::mem::discriminant(other);
    kind && (one.title() == other.title() || (!words_of(one).is_empty() && words_of(one) == words_of(other)))
}

/// The words of a card or analytic that a mark points into.
fn words_of(entry: &Entry) -> &str {
    match entry {
        Entry::Heading(_) => "",
        Entry::Card(card) => &card.text,
        Entry::Analytic(analytic) => &analytic.text,
    }
}
