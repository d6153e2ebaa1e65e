//! An index of one kind of term: which units (paragraphs or sentences) have it, and what that is worth.

use rustc_hash::FxHashMap;

/// How fast a term that is repeated in one unit is worth no more (the usual value).
const K1: f32 = 1.2;

/// Postings with the BM25 worth of each term in each unit, idf included: what is asked is only added up.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Where the postings of a term begin and end.
    terms: FxHashMap<u64, (u32, u32)>,
    /// Unit and worth.
    postings: Vec<(u32, f32)>,
}

impl Field {
    /// Indexes the terms of each unit. `b` says how much a long unit is held against it (0 to 1), `idf` what a term
    /// is worth.
    pub(super) fn new(bags: &[Vec<u64>], b: f32, idf: impl Fn(u64) -> f32) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::with_capacity(bags.iter().map(Vec::len).sum());
        for (unit, bag) in (0u32..).zip(bags) {
            all.extend(bag.iter().map(|term| (*term, unit)));
        }
        all.sort_unstable();
        let lengths: Vec<f32> = bags.iter().map(|bag| amount(bag.len().max(1))).collect();
        let mean = lengths.iter().sum::<f32>() / amount(lengths.len().max(1));
        let mut field = Self::default();
        for same in all.chunk_by(|one, other| one.0 == other.0) {
            let Some((term, _)) = same.first() else { continue };
            let worth = idf(*term) * (K1 + 1.0);
            let from = position(field.postings.len());
            for in_unit in same.chunk_by(|one, other| one.1 == other.1) {
                let Some((_, unit)) = in_unit.first() else { continue };
                let length = lengths.get(*unit as usize).copied().unwrap_or(mean);
                let often = amount(in_unit.len());
                let worth = worth * often / (often + K1 * (1.0 - b + b * length / mean));
                field.postings.push((*unit, worth));
            }
            field.terms.insert(*term, (from, position(field.postings.len())));
        }
        field
    }

    /// Units that have a term, with its worth there.
    fn of(&self, term: u64) -> &[(u32, f32)] {
        let (from, to) = self.terms.get(&term).copied().unwrap_or_default();
        self.postings.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The sum of the worth of some terms in each of `count` units. A term that is repeated counts once.
    pub(super) fn scores(&self, terms: &[u64], count: usize) -> Vec<f32> {
        let mut terms = terms.to_vec();
        terms.sort_unstable();
        terms.dedup();
        let mut scores = vec![0.0; count];
        for (unit, worth) in terms.into_iter().flat_map(|term| self.of(term)) {
            if let Some(score) = scores.get_mut(*unit as usize) {
                *score += worth;
            }
        }
        scores
    }
}

/// In how many units each term is.
pub(super) fn frequencies(bags: &[Vec<u64>]) -> FxHashMap<u64, u32> {
    let mut last: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for (unit, bag) in (1u32..).zip(bags) {
        for term in bag {
            let (seen, count) = last.entry(*term).or_default();
            if *seen != unit {
                (*seen, *count) = (unit, *count + 1);
            }
        }
    }
    last.into_iter().map(|(term, (_, count))| (term, count)).collect()
}

/// The worth of a term that is in `with` of `of` units (Robertson and Spärck Jones, never below 0).
pub(super) fn idf(with: f32, of: f32) -> f32 {
    (1.0 + (of - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of words and units are far below 2^24, or the error is no matter"
)]
pub(super) const fn amount(count: usize) -> f32 {
    count as f32
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Field, idf};

    #[test]
    fn a_term_is_worth_more_where_it_is_often_and_the_unit_is_short() {
        let field = Field::new(&[vec![1, 2], vec![1, 1], vec![1, 3, 4, 5, 6, 7], vec![]], 0.5, |_| 1.0);
        let scores = field.scores(&[1, 1, 9], 4);
        assert!(scores[1] > scores[0] && scores[0] > scores[2] && scores[2] > 0.0);
        assert_eq!(scores[3], 0.0);
        assert_eq!(field.scores(&[1], 4), scores, "asked twice is asked once");
    }

    #[test]
    fn what_is_everywhere_is_worth_next_to_nothing() {
        assert!(idf(10.0, 10.0) < 0.1 && idf(1.0, 10.0) > 1.9 && idf(0.0, 0.0) >= 0.0);
    }
}
