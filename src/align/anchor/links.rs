//! Links between old and new words: chains are claimed best first, then the gaps in and around them are filled.
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use std::ops::Range;

use super::chains::{Chains, MIN_SCORE};
use super::fill::{GapFiller, GapPosition};
use super::runs::{Run, runs};
use super::text_pair::{NONE, TextPair};

/// Chains of at least this score, in bits, are claimed and filled before weaker ones, whose chance matches would block
/// the filling.
const STRONG: f32 = 40.0;

/// How many words a chain is extended beyond its ends.
const MAX_EXTENSION: usize = 80;

/// A one-to-one alignment of the words of both texts.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The new word of each old word, or [`NONE`].
    pub(super) to: Vec<u32>,
    /// The similarity of the two: 1 for the same word, 0.6 for the same stem, 0 for another word in the same position.
    pub(super) likeness: Vec<f32>,
    /// The old word of each new word, or [`NONE`].
    pub(super) back: Vec<u32>,
    /// The chain of each old word, or [`NONE`].
    pub(super) chain: Vec<u32>,
}

impl Links {
    /// Aligns the words of both texts.
    pub(super) fn new(texts: &TextPair) -> Self {
        let (old, new) = (texts.old.ids.len(), texts.new.ids.len());
        let mut links =
            Self { to: vec![NONE; old], likeness: vec![0.0; old], back: vec![NONE; new], chain: vec![NONE; old] };
        let runs = runs(&texts.old.ids, &texts.new.ids, texts.stems.len(), &texts.old_weights);
        let mut chains = Chains::new(&runs, &texts.old_weights);
        let mut filler = GapFiller::new(texts);
        let (mut scores, mut filled, mut weak) = (Vec::new(), 0, false);
        while let Some((score, path)) = chains.next() {
            if !weak && score < STRONG {
                weak = true;
                links.fill(&mut filler, &scores, &mut filled);
            }
            if let Some(score) = links.claim(&path, scores.len() as u32, &texts.old_weights) {
                scores.push(score);
            }
        }
        links.fill(&mut filler, &scores, &mut filled);
        links
    }

    /// Links the words of a chain that are still unlinked, and returns their weight, or `None` if it is below
    /// [`MIN_SCORE`].
    fn claim(&mut self, path: &[Run], chain: u32, weights: &[f32]) -> Option<f32> {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for run in path {
            for step in 0..run.len {
                let (a, b) = ((run.old + step) as usize, (run.new + step) as usize);
                let rising = pairs.last().is_none_or(|last| a > last.0 && b > last.1);
                if rising && self.to[a] == NONE && self.back[b] == NONE {
                    pairs.push((a, b));
                }
            }
        }
        let score = pairs.iter().map(|(a, _)| weights[*a]).sum();
        if score < MIN_SCORE {
            return None;
        }
        pairs.iter().for_each(|(a, b)| self.link(*a, *b, 1.0, chain));
        Some(score)
    }

    fn link(&mut self, old: usize, new: usize, likeness: f32, chain: u32) {
        self.to[old] = new as u32;
        self.likeness[old] = likeness;
        self.back[new] = old as u32;
        self.chain[old] = chain;
    }

    /// Fills the gaps in and around the chains claimed since the last call, in descending order of weight.
    fn fill(&mut self, filler: &mut GapFiller<'_>, scores: &[f32], filled: &mut usize) {
        let first = std::mem::replace(filled, scores.len());
        let mut words: Vec<Vec<usize>> = vec![Vec::new(); scores.len() - first];
        for (at, chain) in self.chain.iter().enumerate() {
            if *chain != NONE && *chain as usize >= first {
                words[*chain as usize - first].push(at);
            }
        }
        let mut order: Vec<usize> = (first..scores.len()).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        for chain in order {
            self.fill_chain(filler, &words[chain - first], chain as u32);
        }
    }

    fn fill_chain(&mut self, filler: &mut GapFiller<'_>, words: &[usize], chain: u32) {
        for pair in words.windows(2) {
            let (new, next) = (self.to[pair[0]] as usize, self.to[pair[1]] as usize);
            if pair[1] - pair[0] > 1 && next - new > 1 {
                self.fill_gap(filler, pair[0] + 1..pair[1], new + 1..next, GapPosition::Inside, chain);
            }
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let (a, b) = (*last + 1, self.to[*last] as usize + 1);
        let after = self.free_after(a, b);
        self.fill_gap(filler, a..after.0, b..after.1, GapPosition::After, chain);
        let (a, b) = (*first, self.to[*first] as usize);
        let before = self.free_before(a, b);
        self.fill_gap(filler, before.0..a, before.1..b, GapPosition::Before, chain);
    }

    /// Links the unlinked words of a range of old words and a range of new words by their best alignment.
    fn fill_gap(
        &mut self,
        filler: &mut GapFiller<'_>,
        old: Range<usize>,
        new: Range<usize>,
        position: GapPosition,
        chain: u32,
    ) {
        let old = old.filter(|a| self.to[*a] == NONE);
        let new = new.filter(|b| self.back[*b] == NONE);
        for (a, b, likeness) in filler.fill(old, new, position) {
            self.link(*a, *b, *likeness, chain);
        }
    }

    /// Returns the end of the unlinked words after a pair.
    fn free_after(&self, old: usize, new: usize) -> (usize, usize) {
        let free = |links: &[u32], from: usize| {
            from + links[from..].iter().take(MAX_EXTENSION).take_while(|link| **link == NONE).count()
        };
        (free(&self.to, old), free(&self.back, new))
    }

    /// Returns the start of the unlinked words before a pair.
    fn free_before(&self, old: usize, new: usize) -> (usize, usize) {
        let free = |links: &[u32], to: usize| {
            to - links[..to].iter().rev().take(MAX_EXTENSION).take_while(|link| **link == NONE).count()
        };
        (free(&self.to, old), free(&self.back, new))
    }
}
