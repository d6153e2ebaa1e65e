//! How much each paragraph of one side shares with those of the other that share anything worth the name.
#![allow(clippy::indexing_slicing, reason = "hot loops over arrays whose lengths are the paragraphs' and the table's")]

use super::bag::{Entry, Kind};
use crate::model::parallel::parallel_map;

/// A paragraph of the copy has at most so many partners to choose from.
pub(super) const MOST_PARTNERS: usize = 16;
/// A word that stands in more paragraphs of one side leads nowhere, ...
const MOST_PLACES: usize = 64;
/// ... unless these are less than one in so many.
const MOST_SHARE: usize = 64;
/// What is shared with a partner this much worse than the best leads nowhere.
const FAR_BEHIND: f32 = 0.3;

/// A word that only one of the two texts has weighs so much of what it would: a restatement has many of them.
const LONE: f32 = 0.6;

/// A possible pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    /// The index in the edition.
    pub(super) edition: u32,
    /// The index in the copy.
    pub(super) copy: u32,
    /// How much they share, from 0 to 1: the weight of the words in both over the mean weight of each.
    pub(super) share: f32,
}

/// What the words of two texts weigh, and what their paragraphs share.
#[derive(Debug)]
pub(super) struct Cells {
    /// By the copy's paragraph, the best first.
    pub(super) cells: Vec<Cell>,
    /// The mean share of each paragraph of the edition with all of the copy.
    pub(super) edition_mean: Vec<f32>,
    /// The mean share of each paragraph of the copy with all of the edition.
    pub(super) copy_mean: Vec<f32>,
    weights: Weights,
}

/// The weight of every word, by the low bits of its hash.
#[derive(Debug)]
pub(super) struct Weights {
    mask: u32,
    weights: Vec<f32>,
}

impl Weights {
    fn new(edition: &[Vec<Entry>], copy: &[Vec<Entry>]) -> (Self, Vec<u32>) {
        let words: usize = edition.iter().chain(copy).map(Vec::len).sum();
        let size = (words / 4).next_power_of_two().clamp(1 << 12, 1 << 20);
        let mask = u32::try_from(size - 1).unwrap_or(u32::MAX);
        let (mut here, mut there) = (vec![0u32; size], vec![0u32; size]);
        let mut kinds = vec![Kind::Tiny; size];
        for (bags, counts) in [(edition, &mut here), (copy, &mut there)] {
            for entry in bags.iter().flatten() {
                let at = (entry.word & mask) as usize;
                counts[at] += 1;
                kinds[at] = kinds[at].max(entry.kind);
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "counts of paragraphs")]
        let all = (edition.len() + copy.len() + 1) as f32;
        let most = edition.len().max(copy.len()) / MOST_SHARE;
        let most = u32::try_from(most.max(MOST_PLACES)).unwrap_or(u32::MAX);
        let weights = here.iter().zip(&there).zip(&kinds).map(|((&here, &there), &kind)| {
            if here + there == 0 || here > most || there > most {
                return 0.0;
            }
            let lone = if here == 0 || there == 0 { LONE } else { 1.0 };
            #[allow(clippy::cast_precision_loss, reason = "counts of paragraphs")]
            let rare = (all / (here + there) as f32).ln();
            rare * rare * weight_of(kind) * lone
        });
        (Self { mask, weights: weights.collect() }, here)
    }

    fn at(&self, word: u32) -> f32 {
        self.weights[(word & self.mask) as usize]
    }

    /// The weight of a whole bag.
    pub(super) fn of(&self, bag: &[Entry]) -> f32 {
        bag.iter().map(|entry| self.at(entry.word) * times(entry.times)).sum()
    }

    /// The weight of what two bags have in common.
    pub(super) fn common(&self, one: &[Entry], other: &[Entry]) -> f32 {
        let (mut a, mut b, mut sum) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (one.get(a), other.get(b)) {
            if x.word == y.word {
                sum += self.at(x.word) * times(x.times.min(y.times));
            }
            a += usize::from(x.word <= y.word);
            b += usize::from(y.word <= x.word);
        }
        sum
    }

    /// What two bags share, from 0 to 1.
    pub(super) fn share(&self, one: &[Entry], other: &[Entry]) -> f32 {
        shared(self.common(one, other), self.of(one), self.of(other))
    }
}

fn weight_of(kind: Kind) -> f32 {
    match kind {
        Kind::Tiny => 0.15,
        Kind::Short => 0.4,
        Kind::Plain => 1.0,
        Kind::Name => 1.4,
        Kind::Number => 1.6,
    }
}

/// A word again says less than the first time.
fn times(times: u16) -> f32 {
    f32::from(times).sqrt()
}

fn shared(common: f32, one: f32, other: f32) -> f32 {
    let mean = (one * other).sqrt();
    if mean > 0.0 { (common / mean).min(1.0) } else { 0.0 }
}

impl Cells {
    /// Compares all paragraphs that have a rare word in common; those of the copy that are settled are not compared.
    pub(super) fn new(edition: &[Vec<Entry>], copy: &[Vec<Entry>], settled: &[bool]) -> Self {
        let (weights, counts) = Weights::new(edition, copy);
        let places = Places::new(edition, &weights, &counts);
        let heavy: Vec<f32> = edition.iter().map(|bag| weights.of(bag)).collect();
        let pieces: Vec<&[Vec<Entry>]> = copy.chunks(copy.len().div_ceil(8).max(1)).collect();
        let starts: Vec<(usize, &[Vec<Entry>])> =
            pieces.iter().scan(0, |at, piece| Some((std::mem::replace(at, *at + piece.len()), *piece))).collect();
        let found =
            parallel_map(&starts, |(start, piece)| compare(*start, piece, settled, (&places, &weights, &heavy)));
        let mut edition_mean = vec![0.0; edition.len()];
        let (mut cells, mut copy_mean) = (Vec::new(), Vec::new());
        for piece in found {
            cells.extend(piece.cells);
            copy_mean.extend(piece.copy_mean);
            for (sum, part) in edition_mean.iter_mut().zip(piece.edition_sum) {
                *sum += part;
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "a count of paragraphs")]
        let count = copy.len().max(1) as f32;
        edition_mean.iter_mut().for_each(|sum| *sum /= count);
        Self { cells, edition_mean, copy_mean, weights }
    }

    /// What the words weigh.
    pub(super) fn weights(&self) -> &Weights {
        &self.weights
    }
}

/// Where each word stands in the edition: paragraphs and times of word `w` are `items[starts[w]..starts[w + 1]]`.
struct Places {
    starts: Vec<u32>,
    items: Vec<(u32, u16)>,
}

impl Places {
    fn new(bags: &[Vec<Entry>], weights: &Weights, counts: &[u32]) -> Self {
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
            for entry in bag {
                let at = (entry.word & weights.mask) as usize;
                if weights.weights[at] > 0.0 {
                    items[next[at] as usize] = (index, entry.times);
                    next[at] += 1;
                }
            }
        }
        Self { starts, items }
    }
}

/// What was found for some paragraphs of the copy in a row.
struct Piece {
    cells: Vec<Cell>,
    copy_mean: Vec<f32>,
    edition_sum: Vec<f32>,
}

fn compare(
    start: usize,
    piece: &[Vec<Entry>],
    settled: &[bool],
    (places, weights, heavy): (&Places, &Weights, &[f32]),
) -> Piece {
    let mut found = Piece { cells: Vec::new(), copy_mean: Vec::new(), edition_sum: vec![0.0; heavy.len()] };
    let mut sums = vec![0.0f32; heavy.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut best: Vec<Cell> = Vec::new();
    for (index, bag) in (start..).zip(piece) {
        if settled.get(index).copied().unwrap_or(false) {
            found.copy_mean.push(0.0);
            continue;
        }
        let mine = weights.of(bag);
        for entry in bag {
            let at = (entry.word & weights.mask) as usize;
            let weight = weights.weights[at];
            for &(paragraph, there) in &places.items[places.starts[at] as usize..places.starts[at + 1] as usize] {
                let sum = &mut sums[paragraph as usize];
                if *sum == 0.0 {
                    touched.push(paragraph);
                }
                *sum += weight * times(entry.times.min(there));
            }
        }
        best.clear();
        let (mut total, mut most) = (0.0, 0.0f32);
        for &paragraph in &touched {
            let at = paragraph as usize;
            let share = shared(std::mem::take(&mut sums[at]), mine, heavy[at]);
            total += share;
            found.edition_sum[at] += share;
            most = most.max(share);
            if share > FAR_BEHIND * most {
                best.push(Cell { edition: paragraph, copy: u32::try_from(index).unwrap_or(u32::MAX), share });
            }
        }
        touched.clear();
        #[allow(clippy::cast_precision_loss, reason = "a count of paragraphs")]
        found.copy_mean.push(total / heavy.len().max(1) as f32);
        let order = |a: &Cell, b: &Cell| b.share.total_cmp(&a.share).then(a.edition.cmp(&b.edition));
        if best.len() > MOST_PARTNERS {
            best.select_nth_unstable_by(MOST_PARTNERS, order);
            best.truncate(MOST_PARTNERS);
        }
        best.sort_unstable_by(order);
        found.cells.extend_from_slice(&best);
    }
    found
}
