//! What speaks for a paragraph: seven numbers for each, and what they weigh.

use rustc_hash::{FxHashMap, FxHashSet};

use super::counts::Counts;
use super::field::{Field, amount, frequencies, idf};
use super::figures::figures;
use super::sentences;
use super::words::{Token, grams, hash_pair};
use super::worth::Worth;

/// How many signals there are.
pub const SIGNALS: usize = 7;

/// The name of each signal.
pub const NAMES: [&str; SIGNALS] = ["sentence", "paragraph", "characters", "pairs", "names", "heading", "figures"];

/// What each signal weighs: fitted by `cargo bench --bench suggest -- fit` on the train articles of F1000RD
/// (multinomial logistic regression over the paragraphs of an article, squared weights held down by 2) and rounded.
/// The heading is held against less than the fit would, since lists of short points have no headings.
pub const WEIGHTS: [f32; SIGNALS] = [0.64, 0.50, 0.60, 0.30, 0.38, -1.2, 1.6];

/// How many of the signals, from the first, are compared within the article: less their mean, by their deviation.
pub const COMPARED: usize = 5;

/// What a deviation is taken to be at least, so to speak: small differences are not made large ones.
const LEAST: [f32; COMPARED] = [1.0, 1.0, 5.0, 1.0, 1.0];

/// How much the length of a paragraph is held against it by BM25. Little: long ones do answer more.
const B_PARAGRAPH: f32 = 0.4;

/// The same of a sentence, and of a paragraph's pairs.
const B_SENTENCE: f32 = 0.5;
const B_PAIRS: f32 = 0.3;

/// Of a longer article the characters are not indexed, in bytes: they take forty times its room.
const LONGEST: usize = 4 << 20;

/// A shorter list of paragraphs is taken to have no headings.
const FEWEST_WITH_HEADINGS: usize = 8;

/// What is asked of the paragraphs of one article.
pub(super) struct Index {
    paragraphs: usize,
    /// The paragraph of each sentence.
    owners: Vec<u32>,
    stems: Field,
    sentence_stems: Field,
    pairs: Field,
    characters: Field,
    headings: Vec<bool>,
    figures: Vec<FxHashSet<u64>>,
}

impl Index {
    pub(super) fn new(paragraphs: &[&str], tokens: &[Vec<Token>], worth: &Worth, counts: Option<&Counts>) -> Self {
        let stems: Vec<Vec<u64>> = tokens.iter().map(|tokens| stems_of(tokens)).collect();
        let sentences = sentences_of(paragraphs, tokens);
        let sentence_stems: Vec<Vec<u64>> = sentences.iter().map(|(_, tokens)| stems_of(tokens)).collect();
        let pairs: Vec<Vec<u64>> = stems.iter().map(|stems| pairs_of(stems)).collect();
        let paired = Own::new(&pairs);
        Self {
            paragraphs: paragraphs.len(),
            owners: sentences.iter().map(|(owner, _)| *owner).collect(),
            stems: Field::new(&stems, B_PARAGRAPH, |stem| worth.here(stem)),
            sentence_stems: Field::new(&sentence_stems, B_SENTENCE, |stem| worth.here(stem)),
            pairs: Field::new(&pairs, B_PAIRS, |pair| paired.idf(pair)),
            characters: characters(tokens, &sentences, counts),
            headings: headings(paragraphs, &stems),
            figures: paragraphs.iter().map(|text| figures(text)).collect(),
        }
    }

    /// The signals of each paragraph for a statement; `names` are the stems of its names and numbers.
    pub(super) fn signals(&self, statement: &str, tokens: &[Token], names: &[u64]) -> Vec<[f32; SIGNALS]> {
        let stems = stems_of(tokens);
        let sentences = self.owners.len();
        let paragraph = self.stems.scores(&stems, self.paragraphs);
        let names = self.stems.scores(names, self.paragraphs);
        let pairs = self.pairs.scores(&pairs_of(&stems), self.paragraphs);
        let sentence = self.best(&self.sentence_stems.scores(&stems, sentences));
        let characters = self.best(&self.characters.scores(&grams_of(tokens), sentences));
        let asked = figures(statement);
        let by_words = sentence.into_iter().zip(paragraph).zip(characters.into_iter().zip(pairs));
        let others = names.into_iter().zip(self.headings.iter().zip(&self.figures));
        let mut signals: Vec<[f32; SIGNALS]> = by_words
            .zip(others)
            .map(|(((sentence, paragraph), (characters, pairs)), (names, (heading, figures)))| {
                let shared = amount(figures.intersection(&asked).count());
                [sentence, paragraph, characters, pairs, names, f32::from(u8::from(*heading)), shared]
            })
            .collect();
        for (at, least) in LEAST.iter().enumerate() {
            compare(&mut signals, at, *least);
        }
        signals
    }

    /// The best of the sentences of each paragraph.
    fn best(&self, scores: &[f32]) -> Vec<f32> {
        let mut best = vec![0.0f32; self.paragraphs];
        for (owner, score) in self.owners.iter().zip(scores) {
            if let Some(best) = best.get_mut(*owner as usize) {
                *best = best.max(*score);
            }
        }
        best
    }
}

/// Takes from a signal its mean and divides it by its deviation, which `least` is added to as a right angle is.
fn compare(signals: &mut [[f32; SIGNALS]], at: usize, least: f32) {
    let column = || signals.iter().filter_map(|row| row.get(at)).copied();
    let count = amount(signals.len().max(1));
    let mean = column().sum::<f32>() / count;
    let variance = column().map(|value| (value - mean).powi(2)).sum::<f32>() / count;
    let deviation = (variance + least * least).sqrt();
    for value in signals.iter_mut().filter_map(|row| row.get_mut(at)) {
        *value = (*value - mean) / deviation;
    }
}

/// What terms are worth by the paragraphs they are in.
struct Own(FxHashMap<u64, u32>, f32);

impl Own {
    fn new(bags: &[Vec<u64>]) -> Self {
        Self(frequencies(bags), amount(bags.len()))
    }

    fn idf(&self, term: u64) -> f32 {
        idf(amount(self.0.get(&term).copied().unwrap_or_default() as usize), self.1)
    }
}

/// The characters of each sentence. In a list of four short points those of the list tell nothing, so what is known
/// of other texts counts as much.
fn characters(tokens: &[Vec<Token>], sentences: &[(u32, &[Token])], counts: Option<&Counts>) -> Field {
    if tokens.iter().flatten().map(|token| token.word.len()).sum::<usize>() > LONGEST {
        return Field::default();
    }
    let own = Own::new(&tokens.iter().map(|tokens| grams_of(tokens)).collect::<Vec<_>>());
    let bags: Vec<Vec<u64>> = sentences.iter().map(|(_, tokens)| grams_of(tokens)).collect();
    Field::new(&bags, B_SENTENCE, |gram| {
        let own = own.idf(gram);
        counts.map_or(own, |counts| (own + counts.gram_idf(gram)) / 2.0)
    })
}

fn stems_of(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().map(|token| token.stem).collect()
}

fn pairs_of(stems: &[u64]) -> Vec<u64> {
    stems.iter().zip(stems.iter().skip(1)).map(|(one, next)| hash_pair(*one, *next)).collect()
}

fn grams_of(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().flat_map(|token| grams(&token.word)).collect()
}

/// The sentences of all paragraphs with the words in them; every paragraph has at least one.
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

/// Which paragraphs are headings: far shorter than most, with no mark at the end. They name what others say.
fn headings(paragraphs: &[&str], stems: &[Vec<u64>]) -> Vec<bool> {
    let mut lengths: Vec<usize> = stems.iter().map(Vec::len).collect();
    lengths.sort_unstable();
    let median = amount(lengths.get(lengths.len() / 2).copied().unwrap_or_default());
    let ends = |text: &str| {
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | ')' | '」' | '»'));
        text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '।', '۔', '؟'])
    };
    let is_heading = |(text, stems): (&&str, &Vec<u64>)| {
        let short = stems.len() < 12 && amount(stems.len()) < 0.3 * median;
        lengths.len() >= FEWEST_WITH_HEADINGS && short && !ends(text)
    };
    paragraphs.iter().zip(stems).map(is_heading).collect()
}
