//! What a stem is worth: the rarer, the more.

use rustc_hash::FxHashMap;

use super::counts::Counts;
use super::field::{amount, frequencies, idf};

/// The worth of the stems of one article.
pub(super) struct Worth {
    /// In how many paragraphs each stem is.
    own: FxHashMap<u64, u32>,
    paragraphs: f32,
    /// How common stems are elsewhere, where that is known of the language.
    counts: Option<&'static Counts>,
}

impl Worth {
    pub(super) fn new(stems: &[Vec<u64>], counts: Option<&'static Counts>) -> Self {
        Self { own: frequencies(stems), paragraphs: amount(stems.len()), counts }
    }

    /// What a stem is worth for telling the paragraphs of the article apart: the geometric mean of its worth here and
    /// elsewhere. A word that is in every paragraph tells nothing, however rare it is elsewhere; in the arithmetic
    /// mean such words, the topic of the article, are loudest.
    pub(super) fn here(&self, stem: u64) -> f32 {
        let own = self.own_idf(stem);
        self.counts.map_or(own, |counts| (own * counts.idf(stem)).sqrt())
    }

    /// What a stem is worth in any text of the language; without counts, what it is worth in this one.
    pub(super) fn anywhere(&self, stem: u64) -> f32 {
        self.counts.map_or_else(|| self.own_idf(stem), |counts| counts.idf(stem))
    }

    /// Whether it is known how common stems are elsewhere.
    pub(super) const fn has_counts(&self) -> bool {
        self.counts.is_some()
    }

    fn own_idf(&self, stem: u64) -> f32 {
        idf(amount(self.own.get(&stem).copied().unwrap_or_default() as usize), self.paragraphs)
    }
}
