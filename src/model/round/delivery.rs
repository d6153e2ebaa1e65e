//! What is to be read in a speech, and where reading stopped.

use serde::{Deserialize, Serialize};

use crate::model::{Entry, minutes_and_seconds};

/// The most cards, analytics and headings of one speech.
pub const MOST_READ: usize = 2000;

/// The most marks of one speech.
pub const MOST_MARKS: usize = 2000;

/// What is read in one speech of a round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Who speaks, by the place among the round's readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<usize>,
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
    /// Its number was there: the copy is the new one now, in the same place.
    Renewed,
    /// The speech holds as much as it may.
    Full,
}

impl Delivery {
    /// Sends a copy of an entry of a brief. One that was sent before is brought up to date; its marks go when its words
    /// are others now.
    pub fn send(&mut self, entry: &Entry) -> Sent {
        let id = entry.id();
        if let Some(old) = self.read.iter_mut().find(|old| id != 0 && old.id() == id) {
            if words_of(old) != words_of(entry) {
                self.marks.retain(|mark| mark.entry != id);
            }
            *old = entry.clone();
            return Sent::Renewed;
        }
        if self.read.len() >= MOST_READ {
            return Sent::Full;
        }
        self.read.push(entry.clone());
        Sent::Added
    }

    /// Takes an entry out, with its marks.
    pub fn take(&mut self, at: usize) -> Option<Entry> {
        let entry = (at < self.read.len()).then(|| self.read.remove(at))?;
        self.marks.retain(|mark| mark.entry != entry.id());
        Some(entry)
    }

    /// Moves an entry to stand at another place.
    pub fn shift(&mut self, from: usize, to: usize) {
        super::flow::shift(&mut self.read, from, to);
    }

    /// Marks where reading stopped. One entry has one mark, the last; says whether the entry is read here.
    pub fn mark(&mut self, mark: ReadMark) -> bool {
        let Some(entry) = self.read.iter().find(|entry| entry.id() == mark.entry) else { return false };
        let at = mark.at.min(words_of(entry).chars().count());
        self.marks.retain(|other| other.entry != mark.entry);
        let room = self.marks.len() < MOST_MARKS && mark.seconds.is_finite();
        if room {
            self.marks.push(ReadMark { at, seconds: mark.seconds.max(0.0), ..mark });
        }
        room
    }

    /// The delivery within its bounds, with marks only on what is read.
    #[must_use]
    pub(super) fn held_to_bounds(mut self, readers: usize) -> Self {
        self.reader = self.reader.filter(|reader| *reader < readers);
        self.read.truncate(MOST_READ);
        for entry in &mut self.read {
            if let Entry::Card(card) = entry {
                **card = crate::model::Card::clone(card).held_to_bounds();
            }
        }
        let marks = std::mem::take(&mut self.marks);
        for mark in marks.into_iter().take(MOST_MARKS) {
            self.mark(mark);
        }
        self
    }
}

/// The words of a card or analytic that a mark points into.
fn words_of(entry: &Entry) -> &str {
    match entry {
        Entry::Heading(_) => "",
        Entry::Card(card) => &card.text,
        Entry::Analytic(analytic) => &analytic.text,
    }
}
