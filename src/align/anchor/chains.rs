//! Chains of runs that keep their order in both texts, chosen to explain the most words with the fewest jumps. This is
//! the chaining of sequence aligners (Myers and Miller 1995; minimap2, Li 2018) on weighted words.
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::runs::Run;
use super::text_pair::NONE;

/// How many preceding runs are tried as predecessors of a run.
const LOOK_BACK: usize = 64;

/// How many of the best chain ends are tried as well, and how many diagonals each of them represents. Without them, a
/// crowd of repeats could hide the chain that continues.
const MAX_ENDS: usize = 24;
const BAND_WIDTH: i64 = 16;

/// The cost of each diagonal of a jump, in bits, added to half the logarithm of the jump, and the number of diagonals
/// at which it stops growing.
const DIAGONAL_COST: f32 = 0.02;
const MAX_DIAGONALS: u32 = 400;

/// The costs of jumps of fewer diagonals come from a table.
const TABLE_SIZE: u32 = 512;

/// The cost of each skipped old word, in bits.
const SKIP_COST: f32 = 0.005;

/// The lowest score of a chain that is accepted, in bits.
pub(super) const MIN_SCORE: f32 = 14.0;

/// Runs with the best predecessor of each.
pub(super) struct Chains<'a> {
    runs: &'a [Run],
    weights: Vec<f32>,
    /// The score each run adds to the chain before it.
    gains: Vec<f32>,
    /// The predecessor of each run, [`NONE`] at the start of a chain.
    predecessor: Vec<u32>,
    /// Whether the run is part of a chain already returned.
    used: Vec<bool>,
    heap: BinaryHeap<QueuedEnd>,
    /// Whether no chain has been returned yet.
    first: bool,
}

/// An upper bound of the score of the chain that ends at a run.
#[derive(PartialEq)]
struct QueuedEnd(f32, u32);

impl Eq for QueuedEnd {}

impl Ord for QueuedEnd {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then_with(|| other.1.cmp(&self.1))
    }
}

impl PartialOrd for QueuedEnd {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The scores of the runs processed so far.
struct ScoreTable<'a> {
    runs: &'a [Run],
    /// The cumulative weight of the old words before each word.
    cumulative: Vec<f32>,
    /// The score of the best chain that ends at each run.
    best: Vec<f32>,
    /// The costs of short jumps, by number of diagonals.
    jump_costs: Vec<f32>,
}

impl ScoreTable<'_> {
    fn weight(&self, from: u32, to: u32) -> f32 {
        self.cumulative[to as usize] - self.cumulative[from as usize]
    }

    #[inline]
    fn jump_cost(&self, diagonals: u32) -> f32 {
        self.jump_costs.get(diagonals as usize).copied().unwrap_or_else(|| jump_cost(diagonals))
    }

    /// Returns the score of `run` appended to the chain that ends at `predecessor`, or `None` if it cannot follow it.
    #[inline]
    fn extended_score(&self, run: Run, predecessor: usize) -> Option<f32> {
        let prior = self.runs[predecessor];
        if prior.old >= run.old || prior.new >= run.new {
            return None;
        }
        let (old, new) = (run.old - prior.old, run.new - prior.new);
        let overlap = prior.len.saturating_sub(old.min(new));
        if overlap >= run.len {
            return None;
        }
        let gap = old.saturating_sub(prior.len) as f32 * SKIP_COST;
        let weight = self.weight(run.old + overlap, run.old + run.len);
        Some(self.best[predecessor] + weight - self.jump_cost(old.abs_diff(new)) - gap)
    }
}

/// Returns the cost of a jump: half its logarithm, and a little for each diagonal.
fn jump_cost(diagonals: u32) -> f32 {
    if diagonals == 0 {
        0.0
    } else {
        0.5 * (1.0 + diagonals as f32).log2() + DIAGONAL_COST * diagonals.min(MAX_DIAGONALS) as f32
    }
}

impl<'a> Chains<'a> {
    /// Finds the best predecessor of each run.
    pub(super) fn new(runs: &'a [Run], old_weights: &[f32]) -> Self {
        let mut cumulative = vec![0.0_f32];
        let mut sum = 0.0_f64;
        cumulative.extend(old_weights.iter().map(|weight| {
            sum += f64::from(*weight);
            sum as f32
        }));
        let jump_costs = (0..TABLE_SIZE).map(jump_cost).collect();
        let mut table = ScoreTable { runs, cumulative, best: Vec::with_capacity(runs.len()), jump_costs };
        let (mut weights, mut gains, mut predecessor) = (Vec::new(), Vec::new(), Vec::new());
        let mut best_ends = BestEnds::default();
        for (at, run) in runs.iter().enumerate() {
            let weight = table.weight(run.old, run.old + run.len);
            let (mut best, mut prior) = (weight, NONE);
            let near = (at.saturating_sub(LOOK_BACK)..at).rev().map(|t| t as u32);
            for t in best_ends.ends.iter().map(|end| end.run).chain(near) {
                // No predecessor can add more than its own score.
                if table.best[t as usize] + weight > best
                    && let Some(score) = table.extended_score(*run, t as usize)
                    && score > best
                {
                    (best, prior) = (score, t);
                }
            }
            table.best.push(best);
            weights.push(weight);
            gains.push(if prior == NONE { best } else { best - table.best[prior as usize] });
            predecessor.push(prior);
            best_ends.insert(ChainEnd {
                run: at as u32,
                band: (i64::from(run.old) - i64::from(run.new)).div_euclid(BAND_WIDTH),
                best,
            });
        }
        let best = (0..).zip(&table.best).map(|(at, best)| QueuedEnd(*best, at)).max();
        let heap = best.into_iter().collect();
        Self { runs, weights, gains, predecessor, used: vec![false; runs.len()], heap, first: true }
    }

    /// Returns the best chain of unused runs, in text order, with its score. Scores never increase from call to call.
    pub(super) fn next(&mut self) -> Option<(f32, Vec<Run>)> {
        while let Some(QueuedEnd(bound, at)) = self.heap.pop() {
            if self.used[at as usize] {
                continue;
            }
            let (score, path) = self.unused_path(at);
            if score < MIN_SCORE {
                continue;
            }
            if score < bound - 1e-3 {
                self.heap.push(QueuedEnd(score, at));
                continue;
            }
            path.iter().for_each(|at| self.used[*at as usize] = true);
            if std::mem::take(&mut self.first) {
                self.rescore();
            }
            return Some((score, path.iter().rev().map(|at| self.runs[*at as usize]).collect()));
        }
        None
    }

    /// Recomputes the scores of all chains without the runs of the first. Nearly all chains share runs with it, so few
    /// remain.
    fn rescore(&mut self) {
        let mut scores: Vec<f32> = Vec::with_capacity(self.runs.len());
        for (at, predecessor) in self.predecessor.iter().enumerate() {
            let first = *predecessor == NONE || self.used[*predecessor as usize];
            scores.push(if first { self.weights[at] } else { self.gains[at] + scores[*predecessor as usize] });
        }
        let acceptable = |(at, score): &(u32, f32)| *score >= MIN_SCORE && !self.used[*at as usize];
        self.heap = (0..).zip(scores).filter(acceptable).map(|(at, score)| QueuedEnd(score, at)).collect();
    }

    /// Returns the score and the unused runs of a chain, last first.
    fn unused_path(&self, end: u32) -> (f32, Vec<u32>) {
        let mut path = Vec::new();
        let (mut at, mut score) = (end, 0.0);
        while at != NONE && !self.used[at as usize] {
            path.push(at);
            let predecessor = self.predecessor[at as usize];
            let first = predecessor == NONE || self.used[predecessor as usize];
            score += if first { self.weights[at as usize] } else { self.gains[at as usize] };
            at = predecessor;
        }
        (score, path)
    }
}

/// A chain end that may be extended.
struct ChainEnd {
    run: u32,
    band: i64,
    best: f32,
}

/// The best chain ends, one per band of diagonals.
#[derive(Default)]
struct BestEnds {
    ends: Vec<ChainEnd>,
}

impl BestEnds {
    fn insert(&mut self, end: ChainEnd) {
        if let Some(same) = self.ends.iter_mut().find(|top| top.band == end.band) {
            if same.best <= end.best {
                *same = end;
            }
        } else if self.ends.len() < MAX_ENDS {
            self.ends.push(end);
        } else if let Some(worst) = self.ends.iter_mut().min_by(|a, b| a.best.total_cmp(&b.best))
            && worst.best < end.best
        {
            *worst = end;
        }
    }
}
