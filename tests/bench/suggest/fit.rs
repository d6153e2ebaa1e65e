//! Fits the weights by gradient ascent: the log-likelihood of the correct paragraphs under the softmax of the scores of
//! an article, with an L2 penalty.

use parallax::align::suggest::{SIGNAL_COUNT, SIGNAL_NAMES, WEIGHTS};

use super::{RankingQuality, Set};

/// The L2 penalty.
const RIDGE: f64 = 2.0;
const STEPS: usize = 400;
const FOLDS: usize = 5;
const PARTITIONS: u64 = 4;

type Weights = [f64; SIGNAL_COUNT];

/// A statement: the index of its article, and for each paragraph the signals and whether it is correct.
struct Case {
    doc: usize,
    rows: Vec<(Weights, bool)>,
}

impl Case {
    fn score(row: &Weights, weights: &Weights) -> f64 {
        row.iter().zip(weights).map(|(signal, weight)| signal * weight).sum()
    }

    /// Returns the rank of the best correct paragraph, from 0; of equal scores, the earlier paragraph ranks higher.
    fn rank(&self, weights: &Weights) -> usize {
        let scores: Vec<f64> = self.rows.iter().map(|(row, _)| Self::score(row, weights)).collect();
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]));
        order.iter().position(|at| self.rows[*at].1).unwrap()
    }

    /// Adds the gradient of the log-likelihood.
    fn gradient(&self, weights: &Weights, gradient: &mut Weights) {
        let scores: Vec<f64> = self.rows.iter().map(|(row, _)| Self::score(row, weights)).collect();
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let odds: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
        let all: f64 = odds.iter().sum();
        let right: f64 = odds.iter().zip(&self.rows).filter(|(_, row)| row.1).map(|(odds, _)| odds).sum();
        for ((row, is_right), odds) in self.rows.iter().zip(odds) {
            let difference = if *is_right { odds / right.max(1e-300) } else { 0.0 } - odds / all;
            gradient.iter_mut().zip(row).for_each(|(gradient, signal)| *gradient += difference * signal);
        }
    }
}

/// Prints the weights, and the quality on articles they were not fitted to.
pub fn run(set: &Set) {
    let cases = cases(set);
    let docs = set.docs.len();
    let fitted = fit(&cases.iter().collect::<Vec<_>>());
    for (name, (fitted, shipped)) in SIGNAL_NAMES.iter().zip(fitted.iter().zip(WEIGHTS)) {
        println!("{name:<12} fitted {fitted:>6.2}   shipped {shipped:>6.2}");
    }
    let shipped = WEIGHTS.map(f64::from);
    println!("shipped weights        {}", quality(&cases, |_| shipped).line());
    let mut sum = RankingQuality::default();
    for partition in 0..PARTITIONS {
        let folds = folds(docs, partition);
        let weights: Vec<Weights> = (0..FOLDS)
            .map(|fold| fit(&cases.iter().filter(|case| folds[case.doc] != fold).collect::<Vec<_>>()))
            .collect();
        let of = quality(&cases, |case| weights[folds[case.doc]]);
        let share = 1.0 / PARTITIONS as f64;
        sum = RankingQuality {
            at_1: sum.at_1 + of.at_1 * share,
            at_3: sum.at_3 + of.at_3 * share,
            mrr: sum.mrr + of.mrr * share,
        };
    }
    println!("cross-validated        {}", sum.line());
}

fn cases(set: &Set) -> Vec<Case> {
    let suggesters = set.suggesters();
    let number: Vec<&str> = suggesters.keys().copied().collect();
    let case = |statement: &super::Statement| {
        let signals = suggesters[statement.doc.as_str()].signals(&statement.query);
        let rows = signals.iter().enumerate().map(|(at, row)| (row.map(f64::from), statement.gold.contains(&at)));
        Case { doc: number.binary_search(&statement.doc.as_str()).unwrap(), rows: rows.collect() }
    };
    set.statements.iter().map(case).collect()
}

fn quality(cases: &[Case], weights: impl Fn(&Case) -> Weights) -> RankingQuality {
    RankingQuality::new(&cases.iter().map(|case| case.rank(&weights(case))).collect::<Vec<_>>())
}

/// Gradient ascent with momentum. The log-likelihood has a single maximum except for statements with several
/// paragraphs.
fn fit(cases: &[&Case]) -> Weights {
    let (mut weights, mut velocity) = ([0.0; SIGNAL_COUNT], [0.0; SIGNAL_COUNT]);
    let step = 0.5 / cases.len() as f64;
    for _ in 0..STEPS {
        let mut gradient = weights.map(|weight| -2.0 * RIDGE * weight);
        cases.iter().for_each(|case| case.gradient(&weights, &mut gradient));
        for ((weight, velocity), gradient) in weights.iter_mut().zip(&mut velocity).zip(gradient) {
            *velocity = 0.9 * *velocity + step * gradient;
            *weight += *velocity;
        }
    }
    weights
}

/// Assigns each article to a fold, shuffled by a linear congruential generator (Knuth's MMIX constants).
fn folds(docs: usize, partition: u64) -> Vec<usize> {
    let mut state = partition + 1;
    let mut order: Vec<(u64, usize)> = (0..docs)
        .map(|doc| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 16, doc)
        })
        .collect();
    order.sort_unstable();
    let mut folds = vec![0; docs];
    order.iter().enumerate().for_each(|(at, (_, doc))| folds[*doc] = at % FOLDS);
    folds
}
