//! Fills gaps: aligns the words between two linked words, or beyond the end of a chain, in order (Needleman and Wunsch
//! 1970; with a free end beyond a chain).
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use super::text_pair::TextPair;

/// The largest gap that is filled, in cells.
const MAX_CELLS: usize = 40_000;

/// The total number of cells filled, per word of both texts. Bounds the work on adversarial texts.
const CELLS_PER_WORD: usize = 400;

/// The score of a skipped word and of two unlike words aligned with each other, in bits.
const SKIP: f32 = -0.4;
const MISMATCH: f32 = -0.5;

/// The score of two like words in addition to their weight, and the share of the weight that words with one stem earn.
const MATCH_BONUS: f32 = 0.2;
pub(super) const STEM_LIKENESS: f32 = 0.6;

/// Where a gap lies relative to its chain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GapPosition {
    /// Between two of its words.
    Inside,
    /// After its last.
    After,
    /// Before its first.
    Before,
}

/// Fills gaps one after the other, reusing its buffers.
pub(super) struct GapFiller<'a> {
    texts: &'a TextPair,
    /// How many more cells may be filled.
    left: usize,
    old: Vec<usize>,
    new: Vec<usize>,
    above: Vec<f32>,
    moves: Vec<Move>,
    /// The words that are aligned, and their similarity.
    pairs: Vec<(usize, usize, f32)>,
}

/// The move by which a cell was reached.
#[derive(Clone, Copy)]
enum Move {
    Both,
    Old,
    New,
}

impl<'a> GapFiller<'a> {
    pub(super) fn new(texts: &'a TextPair) -> Self {
        let left = (texts.old.ids.len() + texts.new.ids.len()) * CELLS_PER_WORD + MAX_CELLS;
        Self { texts, left, old: Vec::new(), new: Vec::new(), above: Vec::new(), moves: Vec::new(), pairs: Vec::new() }
    }

    /// Returns the pairs of the best alignment of the old and the new words of a gap, with their similarity.
    pub(super) fn fill(
        &mut self,
        old: impl Iterator<Item = usize>,
        new: impl Iterator<Item = usize>,
        position: GapPosition,
    ) -> &[(usize, usize, f32)] {
        self.pairs.clear();
        self.old.clear();
        self.new.clear();
        self.old.extend(old);
        self.new.extend(new);
        let cells = self.old.len().saturating_mul(self.new.len());
        if cells == 0 || cells > MAX_CELLS || cells > self.left {
            return &[];
        }
        self.left -= cells;
        if position == GapPosition::Before {
            self.old.reverse();
            self.new.reverse();
        }
        let (mut i, mut j) = self.score(position != GapPosition::Inside);
        while i > 0 && j > 0 {
            match self.moves[(i - 1) * self.new.len() + j - 1] {
                Move::Both => {
                    let (a, b) = (self.old[i - 1], self.new[j - 1]);
                    self.pairs.push((a, b, self.likeness(a, b)));
                    (i, j) = (i - 1, j - 1);
                }
                Move::Old => i -= 1,
                Move::New => j -= 1,
            }
        }
        &self.pairs
    }

    /// Computes the move of every cell. Returns the cell where the traceback starts: the last, or the best if the end
    /// is free.
    fn score(&mut self, free: bool) -> (usize, usize) {
        let width = self.new.len();
        self.above.clear();
        self.above.extend((0..=width).map(|j| SKIP * j as f32));
        self.moves.clear();
        let mut best = (0.0, 0, 0);
        for (i, a) in self.old.iter().enumerate() {
            let weight = self.texts.old_weights[*a];
            let mut diagonal = self.above[0];
            let mut left = SKIP * (i + 1) as f32;
            self.above[0] = left;
            for (j, b) in self.new.iter().enumerate() {
                let likeness = self.likeness(*a, *b);
                let matched = if likeness > 0.0 { likeness * weight + MATCH_BONUS } else { MISMATCH };
                let (both, old, new) = (diagonal + matched, self.above[j + 1] + SKIP, left + SKIP);
                let (score, step) = if both >= old && both >= new {
                    (both, Move::Both)
                } else if old >= new {
                    (old, Move::Old)
                } else {
                    (new, Move::New)
                };
                self.moves.push(step);
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
        } else if self.texts.stems[a as usize].shares_stem(&self.texts.stems[b as usize]) {
            STEM_LIKENESS
        } else {
            0.0
        }
    }
}
