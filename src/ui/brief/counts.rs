//! Word counts of a brief; only entries that have changed are counted again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::model::round::{words_in_all, words_read_aloud};
use crate::model::{Entry, Level, counted, minutes_and_seconds};

/// The counts of an entry, of a section, or of a whole brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordCounts {
    pub cards: usize,
    pub analytics: usize,
    /// Words of tags and texts.
    pub words: usize,
    /// Words of tags and of the text that is read aloud.
    pub read: usize,
}

impl WordCounts {
    fn add(&mut self, other: Self) {
        let Self { cards, analytics, words, read } = other;
        self.cards += cards;
        self.analytics += analytics;
        self.words += words;
        self.read += read;
    }

    /// Returns the words that are read and all words, with the time at so many words a minute: `34 of 210 words read · 0:10`.
    pub fn text(self, minute: f32) -> String {
        let time = reading_time(self.read, minute);
        if self.read == self.words {
            return format!("{} · {time}", counted(self.words, "word"));
        }
        format!("{} of {} read · {time}", self.read, counted(self.words, "word"))
    }

    /// Returns how many cards and analytics there are, then the words: `2 cards, 1 analytic · 34 of 210 words read · 0:10`.
    pub fn section_text(self, minute: f32) -> String {
        let kinds = [(self.cards, "card"), (self.analytics, "analytic")];
        let kinds: Vec<String> =
            kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, kind)| counted(count, kind)).collect();
        if kinds.is_empty() { String::new() } else { format!("{} · {}", kinds.join(", "), self.text(minute)) }
    }
}

/// Returns how long words take to read, as minutes and seconds.
pub(super) fn reading_time(words: usize, minute: f32) -> String {
    minutes_and_seconds(f64::from((words as f32 * 60.0 / minute.max(1.0)).round().max(0.0)))
}

/// A cache of word counts, by the ids of the entries.
#[derive(Debug, Default)]
pub(super) struct WordCountCache {
    revision: Option<u64>,
    total: WordCounts,
    /// The counts of each entry by index: of a heading those of all below it.
    sections: Vec<WordCounts>,
    entries: HashMap<u32, (u64, WordCounts)>,
}

impl WordCountCache {
    /// Counts the entries that have changed since another revision of the brief.
    pub fn refresh(&mut self, revision: u64, entries: &[Entry]) {
        if self.revision == Some(revision) {
            return;
        }
        (self.revision, self.total) = (Some(revision), WordCounts::default());
        self.sections.clear();
        let mut above: Vec<(Level, usize)> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(level) = entry.level() {
                above.retain(|(other, _)| *other < level);
                above.push((level, at));
                self.sections.push(WordCounts::default());
                continue;
            }
            let state = state_of(entry);
            let counts = match self.entries.get(&entry.id()) {
                Some((known, counts)) if *known == state => *counts,
                _ => counts_of(entry),
            };
            self.entries.insert(entry.id(), (state, counts));
            self.total.add(counts);
            self.sections.push(counts);
            for (_, heading) in &above {
                if let Some(section) = self.sections.get_mut(*heading) {
                    section.add(counts);
                }
            }
        }
    }

    /// Returns the counts of the whole brief.
    pub fn total(&self) -> WordCounts {
        self.total
    }

    /// Returns the counts of the entry at an index, of a heading with all below it.
    pub fn of(&self, at: usize) -> WordCounts {
        self.sections.get(at).copied().unwrap_or_default()
    }
}

fn counts_of(entry: &Entry) -> WordCounts {
    let is_card = matches!(entry, Entry::Card(_));
    let (words, read) = (words_in_all(entry), words_read_aloud(entry));
    WordCounts { cards: usize::from(is_card), analytics: usize::from(!is_card), words, read }
}

/// Hashes what the counts of an entry depend on. A card's text never changes, so its length is enough.
fn state_of(entry: &Entry) -> u64 {
    let mut hasher = DefaultHasher::new();
    entry.title().hash(&mut hasher);
    match entry {
        Entry::Heading(_) => {}
        Entry::Card(card) => {
            card.text.len().hash(&mut hasher);
            for layer in [&card.underline, &card.emphasis, &card.highlight, &card.omitted] {
                layer.edges().for_each(|edge| edge.hash(&mut hasher));
                usize::MAX.hash(&mut hasher);
            }
        }
        Entry::Analytic(analytic) => analytic.text.hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{WordCountCache, WordCounts};
    use crate::model::{Card, CiteLine, Entry, Heading, Level, Origin};

    fn heading(id: u32, level: Level) -> Entry {
        Entry::Heading(Heading { id, level, text: "Heading".into(), side: None })
    }

    fn card(id: u32, highlighted: usize) -> Entry {
        let mut card = Card::new(CiteLine::default(), Origin::ByHand, "one two three four".into(), "en".into());
        (card.id, card.tag) = (id, "The tag".into());
        card.highlight.add(0..highlighted);
        Entry::Card(Arc::new(card))
    }

    #[test]
    fn a_heading_has_the_words_of_all_below_it_up_to_the_next() {
        let mut cache = WordCountCache::default();
        let entries =
            [heading(1, Level::Pocket), heading(2, Level::Block), card(3, 7), heading(4, Level::Block), card(5, 3)];
        cache.refresh(1, &entries);
        let of = |cache: &WordCountCache, at| (cache.of(at).cards, cache.of(at).read, cache.of(at).words);
        assert_eq!([0, 1, 2, 3, 4].map(|at| of(&cache, at)), [(2, 7, 12), (1, 4, 6), (1, 4, 6), (1, 3, 6), (1, 3, 6)]);
        assert_eq!((cache.total().cards, cache.total().read), (2, 7));
        assert_eq!(cache.of(9), WordCounts::default());
        cache.refresh(2, &[heading(1, Level::Pocket), card(3, 13)]);
        assert_eq!(of(&cache, 0), (1, 5, 6), "the marks of the card changed");
    }

    #[test]
    fn words_are_said_with_those_read_and_the_time() {
        let counts = WordCounts { cards: 2, analytics: 1, words: 210, read: 34 };
        assert_eq!(counts.text(200.0), "34 of 210 words read · 0:10");
        assert_eq!(counts.section_text(200.0), "2 cards, 1 analytic · 34 of 210 words read · 0:10");
        let all = WordCounts { analytics: 1, words: 1, read: 1, ..WordCounts::default() };
        assert_eq!(all.section_text(60.0), "1 analytic · 1 word · 0:01");
        assert_eq!(WordCounts::default().section_text(200.0), "");
    }
}
