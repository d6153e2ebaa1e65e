//! A BM25 index of one kind of term over the paragraphs or sentences (units) of an article.

use rustc_hash::FxHashMap;

/// The term frequency saturation of BM25 (the usual value).
const K1: f32 = 1.2;

/// Postings with the precomputed BM25 weight of each term in each unit, idf included: a query only sums them up.
#[derive(Debug, Default)]
pub(super) struct Bm25Index {
    terms: FxHashMap<u64, (u32, u32)>,
    /// Unit and weight.
    postings: Vec<(u32, f32)>,
}

impl Bm25Index {
    /// Indexes the terms of each unit. `b` is the length normalization of BM25 (0 to 1), `idf` the weight of a term.
    pub(super) fn new(units: &[Vec<u64>], b: f32, idf: impl Fn(u64) -> f32) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::with_capacity(units.iter().map(Vec::len).sum());
        for (unit, bag) in (0u32..).zip(units) {
            all.extend(bag.iter().map(|term| (*term, unit)));
        }
        all.sort_unstable();
        let lengths: Vec<f32> = units.iter().map(|bag| as_f32(bag.len().max(1))).collect();
        let mean = lengths.iter().sum::<f32>() / as_f32(lengths.len().max(1));
        let mut index = Self::default();
        for same in all.chunk_by(|one, other| one.0 == other.0) {
            let Some((term, _)) = same.first() else { continue };
            let weight = idf(*term) * (K1 + 1.0);
            let from = offset(index.postings.len());
            for occurrences in same.chunk_by(|one, other| one.1 == other.1) {
                let Some((_, unit)) = occurrences.first() else { continue };
                let length = lengths.get(*unit as usize).copied().unwrap_or(mean);
                let count = as_f32(occurrences.len());
                let weight = weight * count / (count + K1 * (1.0 - b + b * length / mean));
                index.postings.push((*unit, weight));
            }
            index.terms.insert(*term, (from, offset(index.postings.len())));
        }
        index
    }

    /// Returns the units that contain a term, with its weight there.
    fn postings(&self, term: u64) -> &[(u32, f32)] {
        let (from, to) = self.terms.get(&term).copied().unwrap_or_default();
        self.postings.get(from as usize..to as usize).unwrap_or_default()
    }

    /// Returns the score of each of `count` units for a query. A repeated query term counts once.
    pub(super) fn scores(&self, terms: &[u64], count: usize) -> Vec<f32> {
        let mut terms = terms.to_vec();
        terms.sort_unstable();
        terms.dedup();
        let mut scores = vec![0.0; count];
        for (unit, weight) in terms.into_iter().flat_map(|term| self.postings(term)) {
            if let Some(score) = scores.get_mut(*unit as usize) {
                *score += weight;
            }
        }
        scores
    }
}

pub(super) fn document_frequencies(units: &[Vec<u64>]) -> FxHashMap<u64, u32> {
    let mut last: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for (unit, bag) in (1u32..).zip(units) {
        for term in bag {
            let (last_unit, count) = last.entry(*term).or_default();
            if *last_unit != unit {
                (*last_unit, *count) = (unit, *count + 1);
            }
        }
    }
    last.into_iter().map(|(term, (_, count))| (term, count)).collect()
}

/// Returns the inverse document frequency of a term in `with` of `of` units (Robertson and Spärck Jones, never below
/// 0).
pub(super) fn idf(with: f32, of: f32) -> f32 {
    (1.0 + (of - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

pub(super) const fn as_f32(count: usize) -> f32 {
    count as f32
}

pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Bm25Index, idf};

    #[test]
    fn a_term_weighs_more_where_it_is_frequent_and_the_unit_is_short() {
        let index = Bm25Index::new(&[vec![1, 2], vec![1, 1], vec![1, 3, 4, 5, 6, 7], vec![]], 0.5, |_| 1.0);
        let scores = index.scores(&[1, 1, 9], 4);
        assert!(scores[1] > scores[0] && scores[0] > scores[2] && scores[2] > 0.0);
        assert_eq!(scores[3], 0.0);
        assert_eq!(index.scores(&[1], 4), scores, "a repeated query term counts once");
    }

    #[test]
    fn a_term_in_every_unit_has_almost_no_weight() {
        assert!(idf(10.0, 10.0) < 0.1 && idf(1.0, 10.0) > 1.9 && idf(0.0, 0.0) >= 0.0);
    }
}
