//! Runs: maximal stretches of equal words, extended from seeds (rare words and rare pairs of words).
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use rustc_hash::FxHashMap;

use super::text_pair::{NONE, inverted_index};

/// A maximal exact match of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    /// The first old word.
    pub(super) old: u32,
    /// The first new word.
    pub(super) new: u32,
    /// The number of words.
    pub(super) len: u32,
}

/// How often a seed of one or two words may occur: the number of old times new occurrences is at most the square, the
/// number of new occurrences at most the double.
const MAX_OCCURRENCES: [u32; 2] = [8, 6];

/// The smallest weight of a run, in bits. Lighter runs are mostly chance: they hide others and cost time, and gap
/// filling finds those which are not.
const MIN_WEIGHT: f32 = 12.0;

/// The word sequences of one length, numbered, and their occurrences in the new text.
struct NGrams {
    /// The id of the sequence that starts at each old word, or [`NONE`] if it is not in the new text or not needed.
    old: Vec<u32>,
    /// The same for the new words.
    new: Vec<u32>,
    /// The number of occurrences of each id in the old text.
    counts: Vec<u32>,
    /// Where the occurrences of each id start in `occurrences`.
    starts: Vec<u32>,
    occurrences: Vec<u32>,
    /// Whether each id is rare enough to be a seed.
    rare: Vec<bool>,
}

impl NGrams {
    fn new(old: Vec<u32>, new: Vec<u32>, ids: usize, max_occurrences: u32) -> Self {
        let mut counts = vec![0_u32; ids];
        old.iter().filter(|g| **g != NONE).for_each(|g| counts[*g as usize] += 1);
        let (starts, occurrences) = inverted_index(&new, ids);
        let rare = |(count, ends): (&u32, &[u32])| {
            let new = ends[1] - ends[0];
            new <= max_occurrences * 2 && count.saturating_mul(new) <= max_occurrences * max_occurrences
        };
        let rare = counts.iter().zip(starts.windows(2)).map(rare).collect();
        Self { old, new, counts, starts, occurrences, rare }
    }

    /// Returns the sequences that are one word longer and consist of two sequences too frequent to be seeds. Longer
    /// sequences around a seed would only find the seed's runs again.
    fn extended(&self, old: &[u32], new: &[u32], width: usize, max_occurrences: u32) -> Self {
        let mut ids: FxHashMap<u64, u32> = FxHashMap::default();
        let key = |grams: &[u32], words: &[u32], at: usize| {
            let (first, second) = (grams[at], *grams.get(at + 1)?);
            let frequent = |g: u32| g != NONE && !self.rare[g as usize] && self.counts[g as usize] > 0;
            (frequent(first) && frequent(second)).then(|| u64::from(first) << 32 | u64::from(words[at + width - 1]))
        };
        let mut id_new = |at| {
            key(&self.new, new, at).map_or(NONE, |key| {
                let next = u32::try_from(ids.len()).unwrap_or(NONE);
                *ids.entry(key).or_insert(next)
            })
        };
        let new = (0..new.len().saturating_sub(width - 1)).map(&mut id_new).collect();
        let id_old = |at| key(&self.old, old, at).and_then(|key| ids.get(&key).copied()).unwrap_or(NONE);
        let old = (0..old.len().saturating_sub(width - 1)).map(id_old).collect();
        Self::new(old, new, ids.len(), max_occurrences)
    }

    /// Returns the new positions of the sequence at an old word, or none if it is not a seed.
    fn seeds(&self, at: usize) -> &[u32] {
        match self.old.get(at) {
            Some(&g) if g != NONE && self.rare[g as usize] => {
                &self.occurrences[self.starts[g as usize] as usize..self.starts[g as usize + 1] as usize]
            }
            _ => &[],
        }
    }
}

/// Finds all runs that contain a seed, sorted by old and then new position. `ids` is the number of distinct words.
pub(super) fn runs(old: &[u32], new: &[u32], ids: usize, weights: &[f32]) -> Vec<Run> {
    let unigrams = NGrams::new(old.to_vec(), new.to_vec(), ids, MAX_OCCURRENCES[0]);
    let bigrams = unigrams.extended(old, new, 2, MAX_OCCURRENCES[1]);
    let mut runs = Vec::new();
    // The end of the last run on each diagonal: a seed before it is inside that run.
    let mut ends = vec![0_u32; old.len() + new.len()];
    for at in 0..old.len() {
        for new_at in unigrams.seeds(at).iter().chain(bigrams.seeds(at)) {
            let end = &mut ends[at + new.len() - 1 - *new_at as usize];
            if *end as usize <= at {
                let run = extend(old, new, at, *new_at as usize);
                *end = run.old + run.len;
                if run.len > 1 && weights[run.old as usize..*end as usize].iter().sum::<f32>() >= MIN_WEIGHT {
                    runs.push(run);
                }
            }
        }
    }
    runs.sort_unstable();
    runs
}

/// Extends a pair of equal words to the longest run of equal words.
fn extend(old: &[u32], new: &[u32], at: usize, new_at: usize) -> Run {
    let same = |(a, b): &(&u32, &u32)| a == b;
    let back = old[..at].iter().rev().zip(new[..new_at].iter().rev()).take_while(same).count();
    let on = old[at..].iter().zip(&new[new_at..]).take_while(same).count();
    Run { old: (at - back) as u32, new: (new_at - back) as u32, len: (back + on) as u32 }
}
