//! Word counts of a brief; only entries that have changed are counted again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::model::round::words_read_aloud;
use crate::model::{Entry, spoken_word_count, word_count};

/// Totals of a brief.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordCounts {
    pub cards: usize,
    pub analytics: usize,
    /// Words of tags and texts.
    pub words: usize,
    /// Words of tags and of the text that is read aloud.
    pub read: usize,
}

/// A cache of word counts, by the ids of the entries.
#[derive(Debug, Default)]
pub(super) struct WordCountCache {
    sums: Option<(u64, WordCounts)>,
    entries: HashMap<u32, (u64, usize, usize)>,
}

impl WordCountCache {
    /// Returns the totals of a brief at a revision.
    pub fn counts(&mut self, revision: u64, entries: &[Entry]) -> WordCounts {
        if let Some((_, counts)) = self.sums.filter(|(of, _)| *of == revision) {
            return counts;
        }
        let mut counts = WordCounts::default();
        for entry in entries {
            match entry {
                Entry::Heading(_) => continue,
                Entry::Card(_) => counts.cards += 1,
                Entry::Analytic(_) => counts.analytics += 1,
            }
            let state = state_of(entry);
            let counted = match self.entries.get(&entry.id()) {
                Some(known) if known.0 == state => *known,
                _ => (state, all_words(entry), words_read_aloud(entry)),
            };
            self.entries.insert(entry.id(), counted);
            counts.words += counted.1;
            counts.read += counted.2;
        }
        self.sums = Some((revision, counts));
        counts
    }
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

fn all_words(entry: &Entry) -> usize {
    let text = match entry {
        Entry::Heading(_) => 0,
        Entry::Card(card) => word_count(&card.text, card.language.script()),
        Entry::Analytic(analytic) => word_count(&analytic.text, analytic.language.script()),
    };
    spoken_word_count(entry.title()) + text
}
