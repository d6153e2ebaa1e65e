//! Decides whether the answer is some paragraphs, the whole article or nothing, and finds the matching words.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bm25::{as_f32, offset};
use super::term_weight::TermWeight;
use super::words::Token;
use super::{Answer, MAX_SUGGESTIONS, Suggestion};

/// The smallest share of a statement's weight that a paragraph must have for the statement to be answered.
const MIN_SHARE: f32 = 0.15;

/// The smallest weight of which shares are taken; without it, a heading of one word could have all of it.
const MIN_WEIGHT: f32 = 20.0;

/// The smallest ratio of mean to greatest shared weight of a statement on the whole article.
const MIN_EVENNESS: f32 = 0.55;

/// The fewest paragraphs of an article that can be distinguished from its parts.
const MIN_PARAGRAPHS: usize = 6;

/// The terms of an article with their positions.
pub(super) struct AnswerClassifier {
    /// The stem and the byte range of each word, by paragraph.
    words: Vec<Vec<(u64, Range<u32>)>>,
    paragraphs_by_stem: FxHashMap<u64, Vec<u32>>,
    /// The total weight of the distinct stems of each paragraph.
    totals: Vec<f32>,
    weight: TermWeight,
}

impl AnswerClassifier {
    pub(super) fn new(tokens: &[Vec<Token>], weight: TermWeight) -> Self {
        let place = |token: &Token| (token.stem, offset(token.range.start)..offset(token.range.end));
        let mut paragraphs_by_stem: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let mut totals = Vec::with_capacity(tokens.len());
        for (paragraph, tokens) in (0u32..).zip(tokens) {
            let stems = distinct_stems(tokens);
            totals.push(stems.iter().map(|stem| weight.in_language(*stem)).sum());
            stems.into_iter().for_each(|stem| paragraphs_by_stem.entry(stem).or_default().push(paragraph));
        }
        Self {
            words: tokens.iter().map(|all| all.iter().map(place).collect()).collect(),
            paragraphs_by_stem,
            totals,
            weight,
        }
    }

    /// Decides what a statement answers, given the ranking of the paragraphs.
    pub(super) fn answer(&self, statement: &[Token], ranking: &[(usize, f32)]) -> Answer {
        let stems = distinct_stems(statement);
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
            .take(MAX_SUGGESTIONS)
            .map(|(paragraph, score)| self.suggestion(statement, &stems, *paragraph, (score - highest).exp() / total))
            .filter(|suggestion| !suggestion.words.is_empty())
            .collect();
        if suggestions.is_empty() { Answer::None } else { Answer::Paragraphs(suggestions) }
    }

    /// Returns `true` if some paragraph has enough of the statement. A paragraph of few words cannot have much.
    fn is_answered(&self, stems: &FxHashSet<u64>) -> bool {
        let statement_weight: f32 = stems.iter().map(|stem| self.weight.in_language(*stem)).sum();
        let shared = self.shared(stems);
        let enough = |(shared, total): (&f32, &f32)| {
            *shared > MIN_SHARE * statement_weight.min(*total).max(self.min_total(statement_weight))
        };
        shared.iter().zip(&self.totals).any(enough)
    }

    /// Returns the smallest weight of which shares are taken. Document frequencies of a language give rare words more
    /// weight than the few paragraphs of an article can; without them the limit is the statement's own weight, if that
    /// is less.
    fn min_total(&self, statement_weight: f32) -> f32 {
        if self.weight.has_frequencies() { MIN_WEIGHT } else { MIN_WEIGHT.min(statement_weight) }
    }

    /// Returns `true` if the words of the statement are spread evenly over the article.
    fn is_everywhere(&self, stems: &FxHashSet<u64>) -> bool {
        let shared = self.shared(stems);
        let most = shared.iter().copied().fold(0.0, f32::max);
        let mean = shared.iter().sum::<f32>() / as_f32(shared.len().max(1));
        shared.len() >= MIN_PARAGRAPHS && mean > MIN_EVENNESS * most
    }

    /// Returns the weight of the stems that each paragraph shares with the statement.
    fn shared(&self, stems: &FxHashSet<u64>) -> Vec<f32> {
        let mut shared = vec![0.0; self.totals.len()];
        for stem in stems {
            let weight = self.weight.in_language(*stem);
            for paragraph in self.paragraphs_by_stem.get(stem).into_iter().flatten() {
                if let Some(shared) = shared.get_mut(*paragraph as usize) {
                    *shared += weight;
                }
            }
        }
        shared
    }

    fn suggestion(&self, statement: &[Token], stems: &FxHashSet<u64>, paragraph: usize, confidence: f32) -> Suggestion {
        let words = self.words.get(paragraph).map(Vec::as_slice).unwrap_or_default();
        let paragraph_stems: FxHashSet<u64> = words.iter().map(|(stem, _)| *stem).collect();
        let in_statement = statement.iter().filter(|token| paragraph_stems.contains(&token.stem));
        let in_paragraph = words.iter().filter(|(stem, _)| stems.contains(stem));
        Suggestion {
            paragraph,
            confidence,
            words: merged(in_statement.map(|token| token.range.clone())),
            ranges: merged(in_paragraph.map(|(_, range)| range.start as usize..range.end as usize)),
        }
    }
}

fn distinct_stems(tokens: &[Token]) -> FxHashSet<u64> {
    tokens.iter().map(|token| token.stem).collect()
}

/// Merges ranges that overlap, as the bigrams of a script without spaces do.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
