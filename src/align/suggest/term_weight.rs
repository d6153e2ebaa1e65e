//! Term weights: the rarer a stem, the greater its weight.

use rustc_hash::FxHashMap;

use super::bm25::{as_f32, document_frequencies, idf};
use super::frequencies::DocumentFrequencies;

pub(super) struct TermWeight {
    /// The document frequency of each stem in the article.
    article: FxHashMap<u64, u32>,
    paragraphs: f32,
    /// Document frequencies of the language, if known.
    frequencies: Option<&'static DocumentFrequencies>,
}

impl TermWeight {
    pub(super) fn new(stems: &[Vec<u64>], frequencies: Option<&'static DocumentFrequencies>) -> Self {
        Self { article: document_frequencies(stems), paragraphs: as_f32(stems.len()), frequencies }
    }

    /// Returns the weight of a stem for distinguishing the paragraphs of the article: the geometric mean of its idf in
    /// the article and in the language. A word in every paragraph distinguishes nothing, however rare it is elsewhere;
    /// in the arithmetic mean such words, the topic of the article, would dominate.
    pub(super) fn in_article(&self, stem: u64) -> f32 {
        let article = self.article_idf(stem);
        self.frequencies.map_or(article, |frequencies| (article * frequencies.idf(stem)).sqrt())
    }

    /// Returns the weight of a stem in any text of the language, or in this article if the language has no document
    /// frequencies.
    pub(super) fn in_language(&self, stem: u64) -> f32 {
        self.frequencies.map_or_else(|| self.article_idf(stem), |frequencies| frequencies.idf(stem))
    }

    /// Returns `true` if document frequencies of the language are known.
    pub(super) const fn has_frequencies(&self) -> bool {
        self.frequencies.is_some()
    }

    fn article_idf(&self, stem: u64) -> f32 {
        idf(as_f32(self.article.get(&stem).copied().unwrap_or_default() as usize), self.paragraphs)
    }
}
