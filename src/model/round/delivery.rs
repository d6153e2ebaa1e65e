//! What is read in a speech, and where reading stopped.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::merge::Numbered as _;
use crate::model::{Entry, minutes_and_seconds};

/// The maximum number of entries of a speech.
pub const MAX_READ_ENTRIES: usize = 2000;

/// The maximum number of marks of a speech.
pub const MAX_READ_MARKS: usize = 2000;

/// What is read in one speech of a round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Copies of the entries sent from a brief, in reading order, with their numbers in the brief.
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
    /// The code point of its text before which reading stopped.
    pub at: usize,
    /// The elapsed time of the speech, in seconds.
    pub seconds: f64,
}

impl ReadMark {
    /// Formats the mark for display: `Marked at 7:32`.
    pub fn text(&self) -> String {
        format!("Marked at {}", minutes_and_seconds(self.seconds.floor()))
    }
}

/// The result of [`Delivery::send`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The entry was added at the end.
    Added,
    /// The copy of the entry was updated in place.
    Updated,
    /// The speech has the maximum number of entries.
    Full,
}

impl Delivery {
    /// Adds a copy of an entry of a brief, or updates the one that was sent before. If its text has changed, its marks
    /// are removed.
    ///
    /// The number does not identify an entry: every brief counts from 1, and the number of a removed entry is used
    /// again. A different entry whose number is in use gets an unused one.
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
            // The same entry may have been renumbered before.
            if self.read.iter().any(|old| is_same(old, &entry) && words_of(old) == words_of(&entry)) {
                return Sent::Updated;
            }
            let most = self.read.iter().map(Entry::id).max().unwrap_or_default();
            entry.set_id(most.saturating_add(1));
        }
        self.read.push(entry);
        Sent::Added
    }

    /// Returns the number that an entry of a brief has in this speech, or its own number if it is not read.
    pub fn number_of(&self, entry: &Entry) -> u32 {
        let here = self.read.iter().find(|read| is_same(read, entry) && words_of(read) == words_of(entry));
        here.map_or(entry.id(), Entry::id)
    }

    /// Removes an entry and its marks.
    pub fn take(&mut self, at: usize) -> Option<Entry> {
        let entry = (at < self.read.len()).then(|| self.read.remove(at))?;
        self.marks.retain(|mark| mark.entry != entry.id());
        Some(entry)
    }

    /// Moves an entry to another index.
    pub fn move_entry(&mut self, from: usize, to: usize) {
        super::flow::move_item(&mut self.read, from, to);
    }

    /// Marks where reading stopped, in place of any earlier mark of the entry. Returns false if the entry is not read
    /// in this speech, or there are too many marks.
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

    /// Removes the mark of an entry if it is before this code point of its text. Returns whether it was removed.
    pub(super) fn unmark(&mut self, entry: u32, at: usize) -> bool {
        let Some(read) = self.read.iter().find(|read| read.id() == entry) else { return false };
        let at = at.min(words_of(read).chars().count());
        let before = self.marks.len();
        self.marks.retain(|mark| (mark.entry, mark.at) != (entry, at));
        self.marks.len() < before
    }

    /// Corrects what a hand-written file may have wrong: too many entries, and marks on entries that are not there.
    #[must_use]
    pub(super) fn sanitized(mut self) -> Self {
        self.read.truncate(MAX_READ_ENTRIES);
        for entry in &mut self.read {
            if let Entry::Card(card) = entry {
                *card = Arc::new(crate::model::Card::clone(card).sanitized());
            }
        }
        let marks = std::mem::take(&mut self.marks);
        for mark in marks.into_iter().take(MAX_READ_MARKS) {
            self.mark(mark);
        }
        self
    }
}

/// Returns whether two entries with one number are the same entry: they have the same tag or the same text.
fn is_same(one: &Entry, other: &Entry) -> bool {
    let kind = std::mem::discriminant(one) == std::mem::discriminant(other);
    kind && (one.title() == other.title() || (!words_of(one).is_empty() && words_of(one) == words_of(other)))
}

/// Returns the text of a card or analytic, into which marks point.
fn words_of(entry: &Entry) -> &str {
    match entry {
        Entry::Heading(_) => "",
        Entry::Card(card) => &card.text,
        Entry::Analytic(analytic) => &analytic.text,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::Entry;
    use crate::model::round::tests::{card, entry, round};
    use crate::model::round::{Cell, Delivery, ReadMark, Sent};

    #[test]
    fn a_card_sent_again_is_updated_and_keeps_its_mark_if_its_text_is_unchanged() {
        let mut delivery = Delivery::default();
        assert_eq!(delivery.send(&entry(7, 10)), Sent::Added);
        assert!(delivery.mark(ReadMark { entry: 7, at: 4, seconds: 452.9 }));
        assert!(!delivery.mark(ReadMark { entry: 8, at: 0, seconds: 1.0 }));
        assert_eq!(delivery.marks[0].text(), "Marked at 7:32");
        let Entry::Card(mut again) = entry(7, 10) else { panic!() };
        Arc::make_mut(&mut again).tag = "Another tag".into();
        assert_eq!(delivery.send(&Entry::Card(again)), Sent::Updated);
        assert_eq!((delivery.read[0].title(), delivery.marks.len()), ("Another tag", 1));
        let Entry::Card(mut again) = entry(7, 20) else { panic!() };
        Arc::make_mut(&mut again).tag = "Another tag".into();
        delivery.send(&Entry::Card(again));
        assert_eq!((delivery.read.len(), delivery.marks.len()), (1, 0));
        delivery.mark(ReadMark { entry: 7, at: 9999, seconds: 1.0 });
        assert_eq!(delivery.marks[0].at, "word ".len() * 19 - 1, "not behind the text");
        assert_eq!(delivery.take(0).map(|entry| entry.id()), Some(7));
        assert!(delivery.take(0).is_none() && delivery.marks.is_empty());
    }

    #[test]
    fn a_card_of_another_brief_with_the_same_number_is_added() {
        let mut delivery = Delivery::default();
        delivery.send(&entry(3, 10));
        let other = Entry::Card(Arc::new(card(3, "Owls need the dark", "Owls hunt at night")));
        assert_eq!(delivery.send(&other), Sent::Added);
        let read: Vec<(u32, &str)> = delivery.read.iter().map(|entry| (entry.id(), entry.title())).collect();
        assert_eq!(read, [(3, "Tag"), (4, "Owls need the dark")]);
        assert_eq!((delivery.send(&other), delivery.read.len()), (Sent::Updated, 2), "once");
    }

    #[test]
    fn a_mark_is_set_in_the_speech_and_on_the_flow() {
        let mut round = round("policy");
        let columns = round.columns();
        round.speeches[0].send(&entry(7, 10));
        round.flow.add_sheet("Case");
        round.flow.sheets[0].put(&columns, 0, Cell::from_entry("1AC", &entry(7, 10)));
        assert!(round.mark(ReadMark { entry: 7, at: 4, seconds: 60.0 }));
        assert_eq!(round.flow.sheets[0].rows[0].cells[0].marked, Some(60.0));
        round.go_to(1);
        assert!(!round.mark(ReadMark { entry: 7, at: 4, seconds: 60.0 }), "it is not read in this speech");
    }
}
