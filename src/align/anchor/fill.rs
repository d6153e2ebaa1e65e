//! Filling gaps: the words between two linked words, or beyond the last, are set against each other in order
//! (Needleman and Wunsch 1970; with a free end beyond a chain).
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use std::ops::Range;

use super::links::Links;
use super::texts::{NONE, Texts};

/// The largest field that is filled, in cells.
const LARGEST: usize = 40_000;

/// The cells for each word of both texts that are filled in all, at most; a guard against made-up texts.
const CELLS_A_WORD: usize = 400;

/// What a word costs that is left out, and two that are set against each other without being alike, in bits.
const GAP: f32 = -0.4;
const OTHER_WORD: f32 = -0.5;

/// What two like words earn beside their weight, and how much of it words with one stem are worth.
const MET: f32 = 0.2;
pub(super) const ONE_STEM: f32 = 0.6;

/// Where a field lies to its chain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Between two of its words.
    Between,
    /// After its last.
    After,
    /// Before its first.
    Before,
}

/// Old and new words to set against each other.
pub(super) struct Field {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    pub(super) side: Side,
}

/// Fills fields, one after the other.
pub(super) struct Filler<'a> {
    texts: &'a Texts,
    /// Cells that may still be filled.
    left: usize,
    old: Vec<usize>,
    new: Vec<usize>,
    above: Vec<f32>,
    steps: Vec<Step>,
}

/// How a cell was reached.
#[derive(Clone, Copy)]
enum Step {
    Both,
    Old,
    New,
}

impl<'a> Filler<'a> {
    pub(super) fn new(texts: &'a Texts) -> Self {
        let left = (texts.old.ids.len() + texts.new.ids.len()) * CELLS_A_WORD + LARGEST;
        Self { texts, left, old: Vec::new(), new: Vec::new(), above: Vec::new(), steps: Vec::new() }
    }

    /// Links the free words of a field as they fit best.
    pub(super) fn fill(&mut self, links: &mut Links, field: &Field, chain: u32) {
        self.old.clear();
        self.new.clear();
        self.old.extend(field.old.clone().filter(|a| links.to[*a] == NONE));
        self.new.extend(field.new.clone().filter(|b| links.back[*b] == NONE));
        let cells = self.old.len().saturating_mul(self.new.len());
        if cells == 0 || cells > LARGEST || cells > self.left {
            return;
        }
        self.left -= cells;
        if field.side == Side::Before {
            self.old.reverse();
            self.new.reverse();
        }
        let (mut i, mut j) = self.score(field.side != Side::Between);
        while i > 0 && j > 0 {
            match self.steps[(i - 1) * self.new.len() + j - 1] {
                Step::Both => {
                    let (a, b) = (self.old[i - 1], self.new[j - 1]);
                    links.link(a, b, self.likeness(a, b), chain);
                    (i, j) = (i - 1, j - 1);
                }
                Step::Old => i -= 1,
                Step::New => j -= 1,
            }
        }
    }

    /// Fills the steps of all cells and says from which to go back: the last, or the best with a free end.
    #[allow(clippy::cast_precision_loss, reason = "a field is at most 40,000 long")]
    fn score(&mut self, free: bool) -> (usize, usize) {
        let width = self.new.len();
        self.above.clear();
        self.above.extend((0..=width).map(|j| GAP * j as f32));
        self.steps.clear();
        let mut best = (0.0, 0, 0);
        for (i, a) in self.old.iter().enumerate() {
            let weight = self.texts.old_weights[*a];
            let mut diagonal = self.above[0];
            let mut left = GAP * (i + 1) as f32;
            self.above[0] = left;
            for (j, b) in self.new.iter().enumerate() {
                let likeness = self.likeness(*a, *b);
                let met = if likeness > 0.0 { likeness * weight + MET } else { OTHER_WORD };
                let (both, old, new) = (diagonal + met, self.above[j + 1] + GAP, left + GAP);
                let (score, step) = if both >= old && both >= new {
                    (both, Step::Both)
                } else if old >= new {
                    (old, Step::Old)
                } else {
                    (new, Step::New)
                };
                self.steps.push(step);
                diagonal = self.above[j + 1];
                self.above[j + 1] = score;
                left = score;
                if free && score > best.0 {
                    best = (score, i + 1, j + 1);
                }
            }
        }
        if free { (best.1, best.2) } else { (self.old.len(), width) }
    }

    #[inline]
    fn likeness(&self, old: usize, new: usize) -> f32 {
        let (a, b) = (self.texts.old.ids[old], self.texts.new.ids[new]);
        if a == b {
            1.0
        } else if self.texts.stems[a as usize].is_like(&self.texts.stems[b as usize]) {
            ONE_STEM
        } else {
            0.0
        }
    }
}
