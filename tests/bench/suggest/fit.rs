//! Fitting the weights: the log-likelihood of the right paragraphs under the softmax of the scores of an article, by
//! gradient ascent, with the squares of the weights held down.

use parallax::align::suggest::{NAMES, SIGNALS, WEIGHTS};

use super::{Figures, Set};

/// What the squares of the weights cost.
const RIDGE: f64 = 2.0;
const STEPS: usize = 400;
const PARTS: usize = 5;
const DRAWINGS: u64 = 4;

type Weights = [f64; SIGNALS];

/// One statement: its article's number, the signals of each paragraph and whether it is right.
struct Case {
    doc: usize,
    rows: Vec<(Weights, bool)>,
}

impl Case {
    fn score(row: &Weights, weights: &Weights) -> f64 {
        row.iter().zip(weights).map(|(signal, weight)| signal * weight).sum()
    }

    /// Where the best right paragraph stands, from 0; of two alike the first is better.
    fn place(&self, weights: &Weights) -> usize {
        let scores: Vec<f64> = self.rows.iter().map(|(row, _)| Self::score(row, weights)).collect();
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]));
        order.iter().position(|at| self.rows[*at].1).unwrap()
    }

    /// Adds the slope of the log-likelihood.
    fn slope(&self, weights: &Weights, slope: &mut Weights) {
        let scores: Vec<f64> = self.rows.iter().map(|(row, _)| Self::score(row, weights)).collect();
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let odds: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
        let all: f64 = odds.iter().sum();
        let right: f64 = odds.iter().zip(&self.rows).filter(|(_, row)| row.1).map(|(odds, _)| odds).sum();
        for ((row, is_right), odds) in self.rows.iter().zip(odds) {
            let pull = if *is_right { odds / right.max(1e-300) } else { 0.0 } - odds / all;
            slope.iter_mut().zip(row).for_each(|(slope, signal)| *slope += pull * signal);
        }
    }
}

/// Prints the weights, and what is reached on articles they were not fitted to.
pub fn run(set: &Set) {
    let cases = cases(set);
    let docs = set.docs.len();
    let fitted = fit(&cases.iter().collect::<Vec<_>>());
    for (name, (fitted, shipped)) in NAMES.iter().zip(fitted.iter().zip(WEIGHTS)) {
        println!("{name:<12} fitted {fitted:>6.2}   shipped {shipped:>6.2}");
    }
    let shipped = WEIGHTS.map(f64::from);
    println!("shipped weights        {}", figures(&cases, |_| shipped).line());
    let mut sum = Figures::default();
    for drawing in 0..DRAWINGS {
        let parts = parts(docs, drawing);
        let weights: Vec<Weights> = (0..PARTS)
            .map(|part| fit(&cases.iter().filter(|case| parts[case.doc] != part).collect::<Vec<_>>()))
            .collect();
        let of = figures(&cases, |case| weights[parts[case.doc]]);
        let share = 1.0 / DRAWINGS as f64;
        sum = Figures {
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

fn figures(cases: &[Case], weights: impl Fn(&Case) -> Weights) -> Figures {
    Figures::new(&cases.iter().map(|case| case.place(&weights(case))).collect::<Vec<_>>())
}

/// Steps along the slope with a momentum; the log-likelihood has one summit but for statements of many paragraphs.
fn fit(cases: &[&Case]) -> Weights {
    let (mut weights, mut speed) = ([0.0; SIGNALS], [0.0; SIGNALS]);
    let step = 0.5 / cases.len() as f64;
    for _ in 0..STEPS {
        let mut slope = weights.map(|weight| -2.0 * RIDGE * weight);
        cases.iter().for_each(|case| case.slope(&weights, &mut slope));
        for ((weight, speed), slope) in weights.iter_mut().zip(&mut speed).zip(slope) {
            *speed = 0.9 * *speed + step * slope;
            *weight += *speed;
        }
    }
    weights
}

/// The part of each article, drawn by a linear congruential generator (Knuth's MMIX constants).
fn parts(docs: usize, drawing: u64) -> Vec<usize> {
    let mut state = drawing + 1;
    let mut order: Vec<(u64, usize)> = (0..docs)
        .map(|doc| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 16, doc)
        })
        .collect();
    order.sort_unstable();
    let mut parts = vec![0; docs];
    order.iter().enumerate().for_each(|(at, (_, doc))| parts[*doc] = at % PARTS);
    parts
}
