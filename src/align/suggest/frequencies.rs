//! Document frequencies of English stems, counted over some thousand paragraphs.
//!
//! The ten paragraphs of an article are too few to distinguish a rare word from a common one. The table and its origin
//! are in `assets/words/`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::bm25::idf;
use super::words::{char_ngrams, hash};

/// The table: the first line has the number of paragraphs counted, each other line a stem and its document frequency.
const TABLE: &str = include_str!("../../../assets/words/english.txt");

static ENGLISH: LazyLock<DocumentFrequencies> = LazyLock::new(|| DocumentFrequencies::parse(TABLE));

/// The number of paragraphs that contain each stem.
pub(super) struct DocumentFrequencies {
    paragraphs: f32,
    stems: FxHashMap<u64, f32>,
    /// An upper bound for each character n-gram: the sum over the stems that contain it.
    ngrams: FxHashMap<u64, f32>,
}

impl DocumentFrequencies {
    /// Returns the document frequencies of English.
    pub(super) fn english() -> &'static Self {
        &ENGLISH
    }

    fn parse(table: &str) -> Self {
        let mut lines = table.lines().filter_map(|line| line.split_once(' '));
        let number = |text: &str| text.parse::<f32>().ok();
        let paragraphs = lines.next().and_then(|(_, count)| number(count)).unwrap_or_default();
        let mut frequencies = Self { paragraphs, stems: FxHashMap::default(), ngrams: FxHashMap::default() };
        for (stem, count) in lines.filter_map(|(stem, count)| Some((stem, number(count)?))) {
            frequencies.stems.insert(hash(stem), count);
            let mut ngrams = char_ngrams(stem);
            ngrams.sort_unstable();
            ngrams.dedup();
            for ngram in ngrams {
                *frequencies.ngrams.entry(ngram).or_default() += count;
            }
        }
        frequencies
    }

    /// Returns the inverse document frequency of a stem.
    pub(super) fn idf(&self, stem: u64) -> f32 {
        idf(self.stems.get(&stem).copied().unwrap_or_default(), self.paragraphs)
    }

    /// Returns the inverse document frequency of a character n-gram.
    pub(super) fn ngram_idf(&self, ngram: u64) -> f32 {
        idf(self.ngrams.get(&ngram).copied().unwrap_or_default().min(self.paragraphs), self.paragraphs)
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentFrequencies, TABLE, hash};

    #[test]
    fn the_table_is_complete_and_a_rare_word_weighs_more() {
        let frequencies = DocumentFrequencies::english();
        assert!(frequencies.paragraphs > 1000.0);
        assert_eq!(frequencies.stems.len(), TABLE.lines().count() - 1, "a malformed line, or two stems with one hash");
        assert!(frequencies.idf(hash("use")) < frequencies.idf(hash("missil")));
    }
}
