//! The similarity of the paragraphs of both sides that share rare terms.
#![allow(clippy::indexing_slicing, reason = "hot loops over arrays whose lengths are the paragraphs' and the table's")]

use super::bag::{Term, TermKind};
use crate::model::parallel::parallel_map;

/// The largest number of candidates for a paragraph of the copy.
pub(super) const MAX_CANDIDATES: usize = 16;
/// Terms in more paragraphs of one side than this are ignored, ...
const MAX_PARAGRAPHS: usize = 64;
/// ... unless they are in fewer than one in this many.
const MAX_SHARE: usize = 64;
/// Candidates below this share of the best similarity are dropped.
const MIN_RELATIVE: f32 = 0.3;

/// The weight factor of a term that only one of the two texts has: a restatement has many of them.
const ONE_SIDED: f32 = 0.6;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CandidatePair {
    /// The index in the edition.
    pub(super) edition: u32,
    /// The index in the copy.
    pub(super) copy: u32,
    /// The weight of the common terms over the geometric mean of both weights, from 0 to 1.
    pub(super) similarity: f32,
}

/// The term weights of two texts and the similarities of their paragraphs.
#[derive(Debug)]
pub(super) struct SimilarityTable {
    /// Candidate pairs, by paragraph of the copy, the most similar first.
    pub(super) candidates: Vec<CandidatePair>,
    /// The mean similarity of each paragraph of the edition with all of the copy.
    pub(super) edition_mean: Vec<f32>,
    /// The mean similarity of each paragraph of the copy with all of the edition.
    pub(super) copy_mean: Vec<f32>,
    weights: Weights,
}

/// The weight of each term, by the low bits of its hash.
#[derive(Debug)]
pub(super) struct Weights {
    mask: u32,
    weights: Vec<f32>,
}

impl Weights {
    fn new(edition: &[Vec<Term>], copy: &[Vec<Term>]) -> (Self, Vec<u32>) {
        let words: usize = edition.iter().chain(copy).map(Vec::len).sum();
        let size = (words / 4).next_power_of_two().clamp(1 << 12, 1 << 20);
        let mask = u32::try_from(size - 1).unwrap_or(u32::MAX);
        let (mut in_edition, mut in_copy) = (vec![0u32; size], vec![0u32; size]);
        let mut kinds = vec![TermKind::Tiny; size];
        for (bags, counts) in [(edition, &mut in_edition), (copy, &mut in_copy)] {
            for term in bags.iter().flatten() {
                let at = (term.word & mask) as usize;
                counts[at] += 1;
                kinds[at] = kinds[at].max(term.kind);
            }
        }
        let all = (edition.len() + copy.len() + 1) as f32;
        let most = edition.len().max(copy.len()) / MAX_SHARE;
        let most = u32::try_from(most.max(MAX_PARAGRAPHS)).unwrap_or(u32::MAX);
        let weights = in_edition.iter().zip(&in_copy).zip(&kinds).map(|((&in_edition, &in_copy), &kind)| {
            if in_edition + in_copy == 0 || in_edition > most || in_copy > most {
                return 0.0;
            }
            let one_sided = if in_edition == 0 || in_copy == 0 { ONE_SIDED } else { 1.0 };
            let rare = (all / (in_edition + in_copy) as f32).ln();
            rare * rare * kind_weight(kind) * one_sided
        });
        (Self { mask, weights: weights.collect() }, in_edition)
    }

    fn weight(&self, word: u32) -> f32 {
        self.weights[(word & self.mask) as usize]
    }

    /// Returns the weight of a bag.
    pub(super) fn total(&self, bag: &[Term]) -> f32 {
        bag.iter().map(|term| self.weight(term.word) * count_weight(term.count)).sum()
    }

    /// Returns the weight of the terms two bags have in common.
    pub(super) fn common(&self, one: &[Term], other: &[Term]) -> f32 {
        let (mut a, mut b, mut sum) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (one.get(a), other.get(b)) {
            if x.word == y.word {
                sum += self.weight(x.word) * count_weight(x.count.min(y.count));
            }
            a += usize::from(x.word <= y.word);
            b += usize::from(y.word <= x.word);
        }
        sum
    }

    /// Returns the similarity of two bags, from 0 to 1.
    pub(super) fn similarity(&self, one: &[Term], other: &[Term]) -> f32 {
        similarity(self.common(one, other), self.total(one), self.total(other))
    }
}

fn kind_weight(kind: TermKind) -> f32 {
    match kind {
        TermKind::Tiny => 0.15,
        TermKind::Short => 0.4,
        TermKind::Plain => 1.0,
        TermKind::Name => 1.4,
        TermKind::Number => 1.6,
    }
}

/// Returns the weight factor of a repeated term, which grows more slowly than its count.
fn count_weight(count: u16) -> f32 {
    f32::from(count).sqrt()
}

fn similarity(common: f32, one: f32, other: f32) -> f32 {
    let mean = (one * other).sqrt();
    if mean > 0.0 { (common / mean).min(1.0) } else { 0.0 }
}

impl SimilarityTable {
    /// Compares all paragraphs with a rare term in common, except those of the copy that are settled.
    pub(super) fn new(edition: &[Vec<Term>], copy: &[Vec<Term>], settled: &[bool]) -> Self {
        let (weights, counts) = Weights::new(edition, copy);
        let postings = Postings::new(edition, &weights, &counts);
        let edition_weights: Vec<f32> = edition.iter().map(|bag| weights.total(bag)).collect();
        let chunks: Vec<&[Vec<Term>]> = copy.chunks(copy.len().div_ceil(8).max(1)).collect();
        let starts: Vec<(usize, &[Vec<Term>])> =
            chunks.iter().scan(0, |at, chunk| Some((std::mem::replace(at, *at + chunk.len()), *chunk))).collect();
        let found = parallel_map(&starts, |(start, chunk)| {
            compare(*start, chunk, settled, (&postings, &weights, &edition_weights))
        });
        let mut edition_mean = vec![0.0; edition.len()];
        let (mut candidates, mut copy_mean) = (Vec::new(), Vec::new());
        for chunk in found {
            candidates.extend(chunk.candidates);
            copy_mean.extend(chunk.copy_mean);
            for (sum, part) in edition_mean.iter_mut().zip(chunk.edition_sum) {
                *sum += part;
            }
        }
        let count = copy.len().max(1) as f32;
        edition_mean.iter_mut().for_each(|sum| *sum /= count);
        Self { candidates, edition_mean, copy_mean, weights }
    }

    pub(super) fn weights(&self) -> &Weights {
        &self.weights
    }
}

/// An inverted index of the edition: paragraphs and counts of term `w` are `items[starts[w]..starts[w + 1]]`.
struct Postings {
    starts: Vec<u32>,
    items: Vec<(u32, u16)>,
}

impl Postings {
    fn new(bags: &[Vec<Term>], weights: &Weights, counts: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0;
        for (&count, &weight) in counts.iter().zip(&weights.weights) {
            starts.push(sum);
            sum += if weight > 0.0 { count } else { 0 };
        }
        starts.push(sum);
        let mut next = starts.clone();
        let mut items = vec![(0, 0); sum as usize];
        for (index, bag) in (0u32..).zip(bags) {
            for term in bag {
                let at = (term.word & weights.mask) as usize;
                if weights.weights[at] > 0.0 {
                    items[next[at] as usize] = (index, term.count);
                    next[at] += 1;
                }
            }
        }
        Self { starts, items }
    }
}

/// The result for consecutive paragraphs of the copy.
struct Chunk {
    candidates: Vec<CandidatePair>,
    copy_mean: Vec<f32>,
    edition_sum: Vec<f32>,
}

fn compare(
    start: usize,
    chunk: &[Vec<Term>],
    settled: &[bool],
    (postings, weights, edition_weights): (&Postings, &Weights, &[f32]),
) -> Chunk {
    let mut found =
        Chunk { candidates: Vec::new(), copy_mean: Vec::new(), edition_sum: vec![0.0; edition_weights.len()] };
    let mut sums = vec![0.0f32; edition_weights.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut best: Vec<CandidatePair> = Vec::new();
    for (index, bag) in (start..).zip(chunk) {
        if settled.get(index).copied().unwrap_or(false) {
            found.copy_mean.push(0.0);
            continue;
        }
        let copy_weight = weights.total(bag);
        for term in bag {
            let at = (term.word & weights.mask) as usize;
            let weight = weights.weights[at];
            for &(paragraph, in_copy) in &postings.items[postings.starts[at] as usize..postings.starts[at + 1] as usize]
            {
                let sum = &mut sums[paragraph as usize];
                if *sum == 0.0 {
                    touched.push(paragraph);
                }
                *sum += weight * count_weight(term.count.min(in_copy));
            }
        }
        best.clear();
        let (mut total, mut most) = (0.0, 0.0f32);
        for &paragraph in &touched {
            let at = paragraph as usize;
            let similarity = similarity(std::mem::take(&mut sums[at]), copy_weight, edition_weights[at]);
            total += similarity;
            found.edition_sum[at] += similarity;
            most = most.max(similarity);
            if similarity > MIN_RELATIVE * most {
                best.push(CandidatePair {
                    edition: paragraph,
                    copy: u32::try_from(index).unwrap_or(u32::MAX),
                    similarity,
                });
            }
        }
        touched.clear();
        found.copy_mean.push(total / edition_weights.len().max(1) as f32);
        let order = |a: &CandidatePair, b: &CandidatePair| {
            b.similarity.total_cmp(&a.similarity).then(a.edition.cmp(&b.edition))
        };
        if best.len() > MAX_CANDIDATES {
            best.select_nth_unstable_by(MAX_CANDIDATES, order);
            best.truncate(MAX_CANDIDATES);
        }
        best.sort_unstable_by(order);
        found.candidates.extend_from_slice(&best);
    }
    found
}
