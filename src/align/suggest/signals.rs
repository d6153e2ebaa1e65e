//! The seven signals by which paragraphs are ranked, and their weights.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bm25::{Bm25Index, as_f32, document_frequencies, idf};
use super::frequencies::DocumentFrequencies;
use super::references::references;
use super::sentences;
use super::term_weight::TermWeight;
use super::words::{Token, char_ngrams, hash_pair};

/// The number of signals.
pub const SIGNAL_COUNT: usize = 7;

/// The name of each signal.
pub const SIGNAL_NAMES: [&str; SIGNAL_COUNT] =
    ["sentence", "paragraph", "characters", "pairs", "names", "heading", "figures"];

/// The weight of each signal, fitted by `cargo bench --bench suggest -- fit` on the train articles of F1000RD
/// (multinomial logistic regression over the paragraphs of an article, with an L2 penalty of 2) and rounded. The
/// penalty on headings is smaller than fitted, because lists of short points have no headings.
pub const WEIGHTS: [f32; SIGNAL_COUNT] = [0.64, 0.50, 0.60, 0.30, 0.38, -1.2, 1.6];

/// How many of the signals, from the first, are standardized within the article (mean subtracted, divided by the
/// deviation).
pub const STANDARDIZED: usize = 5;

/// The smallest deviation assumed, added in quadrature: small differences must not become large ones.
const MIN_DEVIATION: [f32; STANDARDIZED] = [1.0, 1.0, 5.0, 1.0, 1.0];

/// The BM25 length normalization of a paragraph. It is small because long paragraphs do answer more.
const B_PARAGRAPH: f32 = 0.4;

/// The same for a sentence, and for the word pairs of a paragraph.
const B_SENTENCE: f32 = 0.5;
const B_PAIRS: f32 = 0.3;

/// The longest article, in bytes, whose characters are indexed: the index takes forty times as much memory.
const MAX_INDEXED_BYTES: usize = 4 << 20;

/// The fewest paragraphs of an article that may have headings.
const MIN_PARAGRAPHS: usize = 8;

pub(super) struct SignalIndex {
    paragraphs: usize,
    sentence_paragraphs: Vec<u32>,
    stems: Bm25Index,
    sentence_stems: Bm25Index,
    pairs: Bm25Index,
    characters: Bm25Index,
    headings: Vec<bool>,
    references: Vec<FxHashSet<u64>>,
}

impl SignalIndex {
    pub(super) fn new(
        paragraphs: &[&str],
        tokens: &[Vec<Token>],
        weight: &TermWeight,
        frequencies: Option<&DocumentFrequencies>,
    ) -> Self {
        let stems: Vec<Vec<u64>> = tokens.iter().map(|tokens| stems_of(tokens)).collect();
        let sentences = sentences_of(paragraphs, tokens);
        let sentence_stems: Vec<Vec<u64>> = sentences.iter().map(|(_, tokens)| stems_of(tokens)).collect();
        let pairs: Vec<Vec<u64>> = stems.iter().map(|stems| bigrams_of(stems)).collect();
        let pair_idf = ArticleIdf::new(&pairs);
        Self {
            paragraphs: paragraphs.len(),
            sentence_paragraphs: sentences.iter().map(|(owner, _)| *owner).collect(),
            stems: Bm25Index::new(&stems, B_PARAGRAPH, |stem| weight.in_article(stem)),
            sentence_stems: Bm25Index::new(&sentence_stems, B_SENTENCE, |stem| weight.in_article(stem)),
            pairs: Bm25Index::new(&pairs, B_PAIRS, |pair| pair_idf.idf(pair)),
            characters: characters(tokens, &sentences, frequencies),
            headings: headings(paragraphs, &stems),
            references: paragraphs.iter().map(|text| references(text)).collect(),
        }
    }

    /// Returns the signals of each paragraph for a statement; `names` are the stems of its names and numbers.
    pub(super) fn signals(&self, statement: &str, tokens: &[Token], names: &[u64]) -> Vec<[f32; SIGNAL_COUNT]> {
        let stems = stems_of(tokens);
        let sentences = self.sentence_paragraphs.len();
        let paragraph = self.stems.scores(&stems, self.paragraphs);
        let names = self.stems.scores(names, self.paragraphs);
        let pairs = self.pairs.scores(&bigrams_of(&stems), self.paragraphs);
        let sentence = self.best(&self.sentence_stems.scores(&stems, sentences));
        let characters = self.best(&self.characters.scores(&ngrams_of(tokens), sentences));
        let referenced = references(statement);
        let by_words = sentence.into_iter().zip(paragraph).zip(characters.into_iter().zip(pairs));
        let others = names.into_iter().zip(self.headings.iter().zip(&self.references));
        let mut signals: Vec<[f32; SIGNAL_COUNT]> = by_words
            .zip(others)
            .map(|(((sentence, paragraph), (characters, pairs)), (names, (heading, figures)))| {
                let shared = as_f32(figures.intersection(&referenced).count());
                [sentence, paragraph, characters, pairs, names, f32::from(u8::from(*heading)), shared]
            })
            .collect();
        for (at, min_deviation) in MIN_DEVIATION.iter().enumerate() {
            standardize(&mut signals, at, *min_deviation);
        }
        signals
    }

    /// Returns the best score of the sentences of each paragraph.
    fn best(&self, scores: &[f32]) -> Vec<f32> {
        let mut best = vec![0.0f32; self.paragraphs];
        for (owner, score) in self.sentence_paragraphs.iter().zip(scores) {
            if let Some(best) = best.get_mut(*owner as usize) {
                *best = best.max(*score);
            }
        }
        best
    }
}

/// Standardizes a signal: subtracts its mean and divides by its deviation, to which `min_deviation` is added in
/// quadrature.
fn standardize(signals: &mut [[f32; SIGNAL_COUNT]], at: usize, min_deviation: f32) {
    let column = || signals.iter().filter_map(|row| row.get(at)).copied();
    let count = as_f32(signals.len().max(1));
    let mean = column().sum::<f32>() / count;
    let variance = column().map(|value| (value - mean).powi(2)).sum::<f32>() / count;
    let deviation = (variance + min_deviation * min_deviation).sqrt();
    for value in signals.iter_mut().filter_map(|row| row.get_mut(at)) {
        *value = (*value - mean) / deviation;
    }
}

/// Inverse document frequencies within the article.
struct ArticleIdf(FxHashMap<u64, u32>, f32);

impl ArticleIdf {
    fn new(bags: &[Vec<u64>]) -> Self {
        Self(document_frequencies(bags), as_f32(bags.len()))
    }

    fn idf(&self, term: u64) -> f32 {
        idf(as_f32(self.0.get(&term).copied().unwrap_or_default() as usize), self.1)
    }
}

/// Indexes the character n-grams of each sentence. In a list of four short points their frequencies are no evidence, so
/// those of other texts count as much.
fn characters(
    tokens: &[Vec<Token>],
    sentences: &[(u32, &[Token])],
    frequencies: Option<&DocumentFrequencies>,
) -> Bm25Index {
    if tokens.iter().flatten().map(|token| token.word.len()).sum::<usize>() > MAX_INDEXED_BYTES {
        return Bm25Index::default();
    }
    let article_idf = ArticleIdf::new(&tokens.iter().map(|tokens| ngrams_of(tokens)).collect::<Vec<_>>());
    let bags: Vec<Vec<u64>> = sentences.iter().map(|(_, tokens)| ngrams_of(tokens)).collect();
    Bm25Index::new(&bags, B_SENTENCE, |ngram| {
        let article_idf = article_idf.idf(ngram);
        frequencies.map_or(article_idf, |frequencies| (article_idf + frequencies.ngram_idf(ngram)) / 2.0)
    })
}

fn stems_of(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().map(|token| token.stem).collect()
}

fn bigrams_of(stems: &[u64]) -> Vec<u64> {
    stems.iter().zip(stems.iter().skip(1)).map(|(one, next)| hash_pair(*one, *next)).collect()
}

fn ngrams_of(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().flat_map(|token| char_ngrams(&token.word)).collect()
}

/// Returns the sentences of all paragraphs with their words. Every paragraph has at least one.
fn sentences_of<'a>(paragraphs: &[&str], tokens: &'a [Vec<Token>]) -> Vec<(u32, &'a [Token])> {
    let mut sentences = Vec::new();
    for ((owner, text), tokens) in (0u32..).zip(paragraphs).zip(tokens) {
        let starts = sentences::starts(text);
        let mut from = 0;
        for end in starts.iter().skip(1).copied().chain([usize::MAX]) {
            let to = tokens.partition_point(|token| token.range.start < end);
            sentences.push((owner, tokens.get(from..to).unwrap_or_default()));
            from = to;
        }
    }
    sentences
}

/// Returns which paragraphs are headings: far shorter than most, without a final punctuation mark. They name what
/// others say.
fn headings(paragraphs: &[&str], stems: &[Vec<u64>]) -> Vec<bool> {
    let mut lengths: Vec<usize> = stems.iter().map(Vec::len).collect();
    lengths.sort_unstable();
    let median = as_f32(lengths.get(lengths.len() / 2).copied().unwrap_or_default());
    let ends = |text: &str| {
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | ')' | '」' | '»'));
        text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '।', '۔', '؟'])
    };
    let is_heading = |(text, stems): (&&str, &Vec<u64>)| {
        let short = stems.len() < 12 && as_f32(stems.len()) < 0.3 * median;
        lengths.len() >= MIN_PARAGRAPHS && short && !ends(text)
    };
    paragraphs.iter().zip(stems).map(is_heading).collect()
}
