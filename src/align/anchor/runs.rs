//! Runs: the longest stretches of equal words, grown from words and pairs of words that are rare.
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use rustc_hash::FxHashMap;

use super::texts::{NONE, places};

/// Equal words in both texts, as long as they go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    /// The first old word.
    pub(super) old: u32,
    /// The first new word.
    pub(super) new: u32,
    /// How many words.
    pub(super) len: u32,
}

/// How often a seed of one word or two may occur: old times new places at most the square, new places at
/// most twice as many.
const OFTEN: [u32; 2] = [8, 6];

/// The lightest run that is kept, in bits. Lighter ones are chance more often than not: they hide the others and cost
/// time; where they are not chance, filling the gaps finds them.
const LIGHTEST: f32 = 12.0;

/// What sequences of so many words are called, and where those of the new text are.
struct Grams {
    /// The name of the sequence that begins at each old word; [`NONE`] when it is not in the new text or not needed.
    old: Vec<u32>,
    /// The same for the new words.
    new: Vec<u32>,
    /// How often each name occurs in the old text.
    counts: Vec<u32>,
    /// Where the places of each name begin and end in `places`.
    starts: Vec<u32>,
    places: Vec<u32>,
    /// Whether each name is rare enough to be a seed.
    rare: Vec<bool>,
}

impl Grams {
    fn new(old: Vec<u32>, new: Vec<u32>, names: usize, often: u32) -> Self {
        let mut counts = vec![0_u32; names];
        old.iter().filter(|g| **g != NONE).for_each(|g| counts[*g as usize] += 1);
        let (starts, places) = places(&new, names);
        let rare = |(count, ends): (&u32, &[u32])| {
            let new = ends[1] - ends[0];
            new <= often * 2 && count.saturating_mul(new) <= often * often
        };
        let rare = counts.iter().zip(starts.windows(2)).map(rare).collect();
        Self { old, new, counts, starts, places, rare }
    }

    /// Sequences that are one word longer, made of two names that are both too frequent to be seeds: a longer one
    /// around a seed would only find the seed's runs again.
    fn longer(&self, old: &[u32], new: &[u32], width: usize, often: u32) -> Self {
        let mut names: FxHashMap<u64, u32> = FxHashMap::default();
        let key = |grams: &[u32], words: &[u32], at: usize| {
            let (first, second) = (grams[at], *grams.get(at + 1)?);
            let frequent = |g: u32| g != NONE && !self.rare[g as usize] && self.counts[g as usize] > 0;
            (frequent(first) && frequent(second)).then(|| u64::from(first) << 32 | u64::from(words[at + width - 1]))
        };
        let mut name_new = |at| {
            key(&self.new, new, at).map_or(NONE, |key| {
                let next = u32::try_from(names.len()).unwrap_or(NONE);
                *names.entry(key).or_insert(next)
            })
        };
        let new = (0..new.len().saturating_sub(width - 1)).map(&mut name_new).collect();
        let name_old = |at| key(&self.old, old, at).and_then(|key| names.get(&key).copied()).unwrap_or(NONE);
        let old = (0..old.len().saturating_sub(width - 1)).map(name_old).collect();
        Self::new(old, new, names.len(), often)
    }

    /// The new places of the sequence at an old word, if it is a seed.
    fn seeds(&self, at: usize) -> &[u32] {
        match self.old.get(at) {
            Some(&g) if g != NONE && self.rare[g as usize] => {
                &self.places[self.starts[g as usize] as usize..self.starts[g as usize + 1] as usize]
            }
            _ => &[],
        }
    }
}

/// All runs of weight that hold a seed, by old and then new place. `names` is how many different words there are.
pub(super) fn runs(old: &[u32], new: &[u32], names: usize, weights: &[f32]) -> Vec<Run> {
    let ones = Grams::new(old.to_vec(), new.to_vec(), names, OFTEN[0]);
    let twos = ones.longer(old, new, 2, OFTEN[1]);
    let mut runs = Vec::new();
    // The end of the last run on each diagonal: a seed before it is inside that run.
    let mut ends = vec![0_u32; old.len() + new.len()];
    for at in 0..old.len() {
        for place in ones.seeds(at).iter().chain(twos.seeds(at)) {
            let end = &mut ends[at + new.len() - 1 - *place as usize];
            if *end as usize <= at {
                let run = around(old, new, at, *place as usize);
                *end = run.old + run.len;
                if run.len > 1 && weights[run.old as usize..*end as usize].iter().sum::<f32>() >= LIGHTEST {
                    runs.push(run);
                }
            }
        }
    }
    runs.sort_unstable();
    runs
}

/// The longest run of equal words through two equal words.
#[allow(clippy::cast_possible_truncation, reason = "texts have fewer than 2^32 words")]
fn around(old: &[u32], new: &[u32], at: usize, place: usize) -> Run {
    let same = |(a, b): &(&u32, &u32)| a == b;
    let back = old[..at].iter().rev().zip(new[..place].iter().rev()).take_while(same).count();
    let on = old[at..].iter().zip(&new[place..]).take_while(same).count();
    Run { old: (at - back) as u32, new: (place - back) as u32, len: (back + on) as u32 }
}
