//! Chains: runs that follow one another in both texts, chosen so that they explain the most words with the fewest
//! jumps. This is the chaining of sequence aligners (Myers and Miller 1995; minimap2, Li 2018) on words with weights.
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::runs::Run;
use super::texts::NONE;

/// How many runs before a run are tried as the one it follows.
const LOOK_BACK: usize = 64;

/// How many of the best chain ends are tried beside them, and how many diagonals one of them stands for: so a crowd of
/// repeats cannot hide the chain that goes on.
const TOPS: usize = 24;
const BAND: i64 = 16;

/// What a jump of so many diagonals costs beside half its logarithm, in bits, and where that ends.
const JUMP: f32 = 0.02;
const FAR: u32 = 400;

/// Jumps of fewer diagonals are looked up.
const NEAR: u32 = 512;

/// What each old word that is left out costs, in bits.
const LEFT_OUT: f32 = 0.005;

/// The weakest chain that is believed, in bits.
pub(super) const BELIEVED: f32 = 14.0;

/// Runs with the best predecessor of each.
pub(super) struct Chains<'a> {
    runs: &'a [Run],
    /// The weight of each run.
    weights: Vec<f32>,
    /// What each run adds to the chain before it.
    gains: Vec<f32>,
    /// The run before; [`NONE`] at the start of a chain.
    before: Vec<u32>,
    /// Whether a chain has taken it.
    used: Vec<bool>,
    heap: BinaryHeap<Claim>,
    /// Whether no chain was taken yet.
    first: bool,
}

/// What a chain that ends at a run is worth, as far as is known.
#[derive(PartialEq)]
struct Claim(f32, u32);

impl Eq for Claim {}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then_with(|| other.1.cmp(&self.1))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is known of the runs up to one, while the best chains are built.
struct Table<'a> {
    runs: &'a [Run],
    /// The weight of all old words before each.
    sums: Vec<f32>,
    /// The worth of the best chain that ends at each run.
    best: Vec<f32>,
    /// What near jumps cost, by the number of diagonals.
    jumps: Vec<f32>,
}

impl Table<'_> {
    fn weight(&self, from: u32, to: u32) -> f32 {
        self.sums[to as usize] - self.sums[from as usize]
    }

    #[inline]
    fn jump(&self, diagonals: u32) -> f32 {
        self.jumps.get(diagonals as usize).copied().unwrap_or_else(|| jump(diagonals))
    }

    /// What a run is worth after another, if it can follow it.
    #[inline]
    fn after(&self, run: Run, before: usize) -> Option<f32> {
        let prior = self.runs[before];
        if prior.old >= run.old || prior.new >= run.new {
            return None;
        }
        let (old, new) = (run.old - prior.old, run.new - prior.new);
        let overlap = prior.len.saturating_sub(old.min(new));
        if overlap >= run.len {
            return None;
        }
        let gap = old.saturating_sub(prior.len) as f32 * LEFT_OUT;
        let weight = self.weight(run.old + overlap, run.old + run.len);
        Some(self.best[before] + weight - self.jump(old.abs_diff(new)) - gap)
    }
}

/// Half the logarithm of the jump, and a little for each diagonal of it.
#[allow(clippy::cast_precision_loss, reason = "a cost needs no more than 24 bits")]
fn jump(diagonals: u32) -> f32 {
    if diagonals == 0 { 0.0 } else { 0.5 * (1.0 + diagonals as f32).log2() + JUMP * diagonals.min(FAR) as f32 }
}

impl<'a> Chains<'a> {
    /// Finds the best predecessor of each run.
    pub(super) fn new(runs: &'a [Run], old_weights: &[f32]) -> Self {
        let mut sums = vec![0.0_f32];
        let mut sum = 0.0_f64;
        sums.extend(old_weights.iter().map(|weight| {
            sum += f64::from(*weight);
            sum as f32
        }));
        let jumps = (0..NEAR).map(jump).collect();
        let mut table = Table { runs, sums, best: Vec::with_capacity(runs.len()), jumps };
        let (mut weights, mut gains, mut before) = (Vec::new(), Vec::new(), Vec::new());
        let mut tops = Tops::default();
        for (at, run) in runs.iter().enumerate() {
            let weight = table.weight(run.old, run.old + run.len);
            let (mut best, mut prior) = (weight, NONE);
            let near = (at.saturating_sub(LOOK_BACK)..at).rev().map(|t| t as u32);
            for t in tops.ends.iter().map(|end| end.run).chain(near) {
                // Nothing it could follow gives it more than its own weight.
                if table.best[t as usize] + weight > best
                    && let Some(worth) = table.after(*run, t as usize)
                    && worth > best
                {
                    (best, prior) = (worth, t);
                }
            }
            table.best.push(best);
            weights.push(weight);
            gains.push(if prior == NONE { best } else { best - table.best[prior as usize] });
            before.push(prior);
            tops.offer(End { run: at as u32, band: (i64::from(run.old) - i64::from(run.new)).div_euclid(BAND), best });
        }
        let best = (0..).zip(&table.best).map(|(at, best)| Claim(*best, at)).max();
        let heap = best.into_iter().collect();
        Self { runs, weights, gains, before, used: vec![false; runs.len()], heap, first: true }
    }

    /// The best chain of runs that no other has taken, first run first, and what it is worth. The next is not worth
    /// more.
    pub(super) fn next(&mut self) -> Option<(f32, Vec<Run>)> {
        while let Some(Claim(known, at)) = self.heap.pop() {
            if self.used[at as usize] {
                continue;
            }
            let (worth, path) = self.free_path(at);
            if worth < BELIEVED {
                continue;
            }
            if worth < known - 1e-3 {
                self.heap.push(Claim(worth, at));
                continue;
            }
            path.iter().for_each(|at| self.used[*at as usize] = true);
            if std::mem::take(&mut self.first) {
                self.weigh_again();
            }
            return Some((worth, path.iter().rev().map(|at| self.runs[*at as usize]).collect()));
        }
        None
    }

    /// What all chains are worth without the runs of the first. Nearly all of them hang on it, so this leaves few.
    fn weigh_again(&mut self) {
        let mut worths: Vec<f32> = Vec::with_capacity(self.runs.len());
        for (at, before) in self.before.iter().enumerate() {
            let first = *before == NONE || self.used[*before as usize];
            worths.push(if first { self.weights[at] } else { self.gains[at] + worths[*before as usize] });
        }
        let believed = |(at, worth): &(u32, f32)| *worth >= BELIEVED && !self.used[*at as usize];
        self.heap = (0..).zip(worths).filter(believed).map(|(at, worth)| Claim(worth, at)).collect();
    }

    /// The runs of a chain that are still free, last first, and what they are worth.
    fn free_path(&self, end: u32) -> (f32, Vec<u32>) {
        let mut path = Vec::new();
        let (mut at, mut worth) = (end, 0.0);
        while at != NONE && !self.used[at as usize] {
            path.push(at);
            let before = self.before[at as usize];
            let first = before == NONE || self.used[before as usize];
            worth += if first { self.weights[at as usize] } else { self.gains[at as usize] };
            at = before;
        }
        (worth, path)
    }
}

/// A chain end worth trying.
struct End {
    run: u32,
    band: i64,
    best: f32,
}

/// The best chain ends, one for each band of diagonals.
#[derive(Default)]
struct Tops {
    ends: Vec<End>,
}

impl Tops {
    fn offer(&mut self, end: End) {
        if let Some(same) = self.ends.iter_mut().find(|top| top.band == end.band) {
            if same.best <= end.best {
                *same = end;
            }
        } else if self.ends.len() < TOPS {
            self.ends.push(end);
        } else if let Some(worst) = self.ends.iter_mut().min_by(|a, b| a.best.total_cmp(&b.best))
            && worst.best < end.best
        {
            *worst = end;
        }
    }
}
