//! Scores candidate pairs and selects pairs: first a chain in order, then what moved.

use std::collections::HashSet;

use super::bag::Term;
use super::chain::{Link, chain};
use super::similarity::{CandidatePair, SimilarityTable};

/// The smallest similarity of a pair, relative to the best similarity of its paragraphs.
const MIN_RELATIVE: f32 = 0.7;
/// The smallest score of a pair out of order.
const MIN_MOVED_SCORE: f32 = 0.06;
/// The smallest score of equal texts, even of a row of asterisks.
const MIN_EQUAL_SCORE: f32 = 0.02;
/// The number of pairing rounds; each sees only what the ones before left over.
const ROUNDS: usize = 3;
/// The score bonus for a pair directly after another pair.
const NEIGHBOUR_BONUS: f32 = 0.02;

/// Paragraphs that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) edition: Vec<u32>,
    pub(super) copy: Vec<u32>,
    /// Whether the group is in the order of most others.
    pub(super) in_order: bool,
    /// The similarity of its two sides, from 0 to 1.
    pub(super) similarity: f32,
}

/// The bags and texts of both sides, their similarities, and the pairs the reader refused.
pub(super) struct Comparison<'a> {
    pub(super) edition: &'a [Vec<Term>],
    pub(super) copy: &'a [Vec<Term>],
    pub(super) edition_texts: &'a [&'a str],
    pub(super) copy_texts: &'a [&'a str],
    pub(super) table: &'a SimilarityTable,
    pub(super) forbidden: &'a HashSet<(u32, u32)>,
}

impl<'a> Comparison<'a> {
    /// Returns the text of a whole paragraph and those of its parts on the other side. `of_copy` says that the parts
    /// are in the copy.
    pub(super) fn texts(&self, of_copy: bool, whole: u32, parts: &[u32]) -> Option<(&'a str, Vec<&'a str>)> {
        let (wholes, others) =
            if of_copy { (self.edition_texts, self.copy_texts) } else { (self.copy_texts, self.edition_texts) };
        let parts = parts.iter().map(|&at| others.get(at as usize).copied()).collect::<Option<_>>()?;
        Some((wholes.get(whole as usize)?, parts))
    }

    /// Returns the similarity of a candidate pair above its expected similarity.
    pub(super) fn score(&self, candidate: &CandidatePair) -> f32 {
        let score = candidate.similarity - self.expected(candidate);
        // Equal texts are a pair, whatever their expected similarity.
        if candidate.similarity >= 1.0 { score.max(MIN_EQUAL_SCORE) } else { score }
    }

    /// Returns the expected similarity of a pair: the mean similarity of its paragraphs with all others.
    pub(super) fn expected(&self, candidate: &CandidatePair) -> f32 {
        let without = |mean: Option<&f32>, count: usize| {
            let count = count as f32;
            if count > 1.0 {
                (mean.copied().unwrap_or_default() * count - candidate.similarity).max(0.0) / (count - 1.0)
            } else {
                0.0
            }
        };
        let edition = without(self.table.edition_mean.get(candidate.edition as usize), self.copy.len());
        let copy = without(self.table.copy_mean.get(candidate.copy as usize), self.edition.len());
        (edition + copy) / 2.0
    }
}

/// Pairs the paragraphs that are in no group yet, one to one.
pub(super) fn pairs(comparison: &Comparison<'_>, candidates: &[CandidatePair], groups: &[Group]) -> Vec<Group> {
    let mut unpaired =
        Unpaired { edition: vec![true; comparison.edition.len()], copy: vec![true; comparison.copy.len()] };
    let mut selected: Vec<Link> = Vec::new();
    for group in groups {
        group.edition.iter().for_each(|&at| unpaired.remove(Some(at), None));
        group.copy.iter().for_each(|&at| unpaired.remove(None, Some(at)));
        if let (true, Some(&edition), Some(&copy)) = (group.in_order, group.edition.first(), group.copy.first()) {
            selected.push(Link { edition, copy, score: 0.0 });
        }
    }
    let before = selected.clone();
    let mut moved: Vec<CandidatePair> = Vec::new();
    for _ in 0..ROUNDS {
        let eligible = eligible(comparison, candidates, &unpaired);
        if eligible.is_empty() {
            break;
        }
        // Settled pairs stay: nothing outweighs them.
        let settled = selected.iter().map(|link| Link { score: 1e3, ..*link });
        let links = eligible.iter().map(|candidate| Link {
            edition: candidate.edition,
            copy: candidate.copy,
            score: comparison.score(candidate),
        });
        selected = chain(settled.chain(links).collect(), comparison.copy.len(), NEIGHBOUR_BONUS);
        selected.iter().for_each(|link| unpaired.remove(Some(link.edition), Some(link.copy)));
        let mut rest = eligible;
        rest.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        for candidate in rest {
            if unpaired.has_both(&candidate) && comparison.score(&candidate) > MIN_MOVED_SCORE {
                unpaired.remove(Some(candidate.edition), Some(candidate.copy));
                moved.push(candidate);
            }
        }
    }
    let similarity: std::collections::HashMap<(u32, u32), f32> =
        candidates.iter().map(|candidate| ((candidate.edition, candidate.copy), candidate.similarity)).collect();
    let group = |edition, copy, in_order| Group {
        edition: vec![edition],
        copy: vec![copy],
        in_order,
        similarity: similarity.get(&(edition, copy)).copied().unwrap_or_default(),
    };
    selected.retain(|link| !before.iter().any(|other| (other.edition, other.copy) == (link.edition, link.copy)));
    let in_order = selected.iter().map(|link| group(link.edition, link.copy, true));
    in_order.chain(moved.iter().map(|candidate| group(candidate.edition, candidate.copy, false))).collect()
}

/// Returns the candidate pairs of unpaired paragraphs that are nearly the best of both.
fn eligible(comparison: &Comparison<'_>, candidates: &[CandidatePair], unpaired: &Unpaired) -> Vec<CandidatePair> {
    let mut edition = vec![0.0f32; comparison.edition.len()];
    let mut copy = vec![0.0f32; comparison.copy.len()];
    for candidate in candidates.iter().filter(|candidate| unpaired.has_both(candidate)) {
        for (best, at) in [(&mut edition, candidate.edition), (&mut copy, candidate.copy)] {
            if let Some(best) = best.get_mut(at as usize) {
                *best = best.max(candidate.similarity);
            }
        }
    }
    let best = |candidate: &CandidatePair| {
        let value = |list: &[f32], at: u32| list.get(at as usize).copied().unwrap_or_default();
        value(&edition, candidate.edition).max(value(&copy, candidate.copy))
    };
    candidates
        .iter()
        .filter(|candidate| {
            unpaired.has_both(candidate)
                && candidate.similarity >= MIN_RELATIVE * best(candidate)
                && comparison.score(candidate) > 0.0
        })
        .copied()
        .collect()
}

/// The paragraphs that have no partner yet.
struct Unpaired {
    edition: Vec<bool>,
    copy: Vec<bool>,
}

impl Unpaired {
    fn has_both(&self, candidate: &CandidatePair) -> bool {
        let is = |list: &[bool], at: u32| list.get(at as usize).copied().unwrap_or(false);
        is(&self.edition, candidate.edition) && is(&self.copy, candidate.copy)
    }

    fn remove(&mut self, edition: Option<u32>, copy: Option<u32>) {
        for (list, at) in [(&mut self.edition, edition), (&mut self.copy, copy)] {
            if let Some(unpaired) = at.and_then(|at| list.get_mut(at as usize)) {
                *unpaired = false;
            }
        }
    }
}
