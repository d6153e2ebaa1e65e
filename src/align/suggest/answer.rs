//! Whether the answer is some paragraphs, the whole article or nothing, and the words that speak for it.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::field::amount;
use super::words::Token;
use super::worth::Worth;
use super::{Answer, MOST, Suggestion};

/// The share of a statement that a paragraph must have to be answered at all.
const LEAST_SHARED: f32 = 0.15;

/// Shares are taken of at least this much worth, so that a heading of one word is not wholly had.
const LEAST_WORTH: f32 = 20.0;

/// How even the paragraphs must be for the statement to be on the whole article.
const EVEN: f32 = 0.55;

/// Of fewer paragraphs none can be told from the whole.
const FEWEST_FOR_WHOLE: usize = 6;

/// The words of the article with their places.
pub(super) struct Evidence {
    /// The stem and the range of each word, by paragraph.
    words: Vec<Vec<(u64, Range<u32>)>>,
    /// The paragraphs that have each stem.
    holders: FxHashMap<u64, Vec<u32>>,
    /// What the different words of each paragraph are worth in all.
    totals: Vec<f32>,
    worth: Worth,
}

impl Evidence {
    pub(super) fn new(tokens: &[Vec<Token>], worth: Worth) -> Self {
        let place = |token: &Token| (token.stem, short(token.range.start)..short(token.range.end));
        let mut holders: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let mut totals = Vec::with_capacity(tokens.len());
        for (paragraph, tokens) in (0u32..).zip(tokens) {
            let stems = different(tokens);
            totals.push(stems.iter().map(|stem| worth.anywhere(*stem)).sum());
            stems.into_iter().for_each(|stem| holders.entry(stem).or_default().push(paragraph));
        }
        Self { words: tokens.iter().map(|all| all.iter().map(place).collect()).collect(), holders, totals, worth }
    }

    /// Decides what a statement answers by the ranking of the paragraphs.
    pub(super) fn answer(&self, statement: &[Token], ranking: &[(usize, f32)]) -> Answer {
        let stems = different(statement);
        if !self.is_answered(&stems) {
            return Answer::None;
        }
        if self.is_everywhere(&stems) {
            return Answer::WholeArticle;
        }
        let highest = ranking.first().map_or(0.0, |(_, score)| *score);
        let total: f32 = ranking.iter().map(|(_, score)| (score - highest).exp()).sum();
        let suggestions: Vec<Suggestion> = ranking
            .iter()
            .take(MOST)
            .map(|(paragraph, score)| self.suggestion(statement, &stems, *paragraph, (score - highest).exp() / total))
            .filter(|suggestion| !suggestion.words.is_empty())
            .collect();
        if suggestions.is_empty() { Answer::None } else { Answer::Paragraphs(suggestions) }
    }

    /// Whether some paragraph has enough of what the statement says. A paragraph of few words cannot have much.
    fn is_answered(&self, stems: &FxHashSet<u64>) -> bool {
        let said: f32 = stems.iter().map(|stem| self.worth.anywhere(*stem)).sum();
        let shared = self.shared(stems, |stem| self.worth.anywhere(stem));
        let enough = |(shared, total): (&f32, &f32)| *shared > LEAST_SHARED * said.min(*total).max(self.floor(said));
        shared.iter().zip(&self.totals).any(enough)
    }

    /// Counts of a language make rare words worth more than an article of a few paragraphs can; without them the
    /// floor is what is said, if that is less.
    fn floor(&self, said: f32) -> f32 {
        if self.worth.has_counts() { LEAST_WORTH } else { LEAST_WORTH.min(said) }
    }

    /// Whether the words of the statement are spread evenly over the article.
    fn is_everywhere(&self, stems: &FxHashSet<u64>) -> bool {
        let shared = self.shared(stems, |stem| self.worth.anywhere(stem));
        let most = shared.iter().copied().fold(0.0, f32::max);
        let mean = shared.iter().sum::<f32>() / amount(shared.len().max(1));
        shared.len() >= FEWEST_FOR_WHOLE && mean > EVEN * most
    }

    /// What the words that each paragraph shares with the statement are worth.
    fn shared(&self, stems: &FxHashSet<u64>, worth: impl Fn(u64) -> f32) -> Vec<f32> {
        let mut shared = vec![0.0; self.totals.len()];
        for stem in stems {
            let worth = worth(*stem);
            for holder in self.holders.get(stem).into_iter().flatten() {
                if let Some(shared) = shared.get_mut(*holder as usize) {
                    *shared += worth;
                }
            }
        }
        shared
    }

    fn suggestion(&self, statement: &[Token], stems: &FxHashSet<u64>, paragraph: usize, confidence: f32) -> Suggestion {
        let words = self.words.get(paragraph).map(Vec::as_slice).unwrap_or_default();
        let here: FxHashSet<u64> = words.iter().map(|(stem, _)| *stem).collect();
        let spoken = statement.iter().filter(|token| here.contains(&token.stem));
        let found = words.iter().filter(|(stem, _)| stems.contains(stem));
        Suggestion {
            paragraph,
            confidence,
            words: joined(spoken.map(|token| token.range.clone())),
            ranges: joined(found.map(|(_, range)| range.start as usize..range.end as usize)),
        }
    }
}

fn different(tokens: &[Token]) -> FxHashSet<u64> {
    tokens.iter().map(|token| token.stem).collect()
}

/// Ranges that overlap, as the pairs of a script without blanks do, made one.
fn joined(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
