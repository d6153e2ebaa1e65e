//! How common English words are elsewhere: in how many of some thousand paragraphs each stem was counted.
//!
//! An article of ten paragraphs cannot tell a rare word from a common one. The table and its origin are in
//! `assets/words/`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::field::idf;
use super::words::{grams, hash};

/// The table: its first line says how many paragraphs were counted, each other a stem and in how many it was.
const TABLE: &str = include_str!("../../../assets/words/english.txt");

static ENGLISH: LazyLock<Counts> = LazyLock::new(|| Counts::read(TABLE));

/// In how many paragraphs each stem was.
pub(super) struct Counts {
    paragraphs: f32,
    stems: FxHashMap<u64, f32>,
    /// In how many each few characters were, at most: the sum over the stems that have them.
    grams: FxHashMap<u64, f32>,
}

impl Counts {
    /// The counts of English.
    pub(super) fn english() -> &'static Self {
        &ENGLISH
    }

    fn read(table: &str) -> Self {
        let mut lines = table.lines().filter_map(|line| line.split_once(' '));
        let number = |text: &str| text.parse::<f32>().ok();
        let paragraphs = lines.next().and_then(|(_, count)| number(count)).unwrap_or_default();
        let mut counts = Self { paragraphs, stems: FxHashMap::default(), grams: FxHashMap::default() };
        for (stem, count) in lines.filter_map(|(stem, count)| Some((stem, number(count)?))) {
            counts.stems.insert(hash(stem), count);
            let mut of_stem = grams(stem);
            of_stem.sort_unstable();
            of_stem.dedup();
            for gram in of_stem {
                *counts.grams.entry(gram).or_default() += count;
            }
        }
        counts
    }

    /// What a stem is worth by these counts.
    pub(super) fn idf(&self, stem: u64) -> f32 {
        idf(self.stems.get(&stem).copied().unwrap_or_default(), self.paragraphs)
    }

    /// What a few characters in a row are worth by these counts.
    pub(super) fn gram_idf(&self, gram: u64) -> f32 {
        idf(self.grams.get(&gram).copied().unwrap_or_default().min(self.paragraphs), self.paragraphs)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, TABLE, hash};

    #[test]
    fn the_table_is_whole_and_a_rare_word_is_worth_more() {
        let counts = Counts::english();
        assert!(counts.paragraphs > 1000.0);
        assert_eq!(counts.stems.len(), TABLE.lines().count() - 1, "a line of another form, or two stems of one number");
        assert!(counts.idf(hash("use")) < counts.idf(hash("missil")));
    }
}
