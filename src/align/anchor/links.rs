//! Which old word is which new word: chains are claimed best first, then the gaps in and around them are filled.
#![allow(clippy::indexing_slicing, reason = "the hot loop; every index comes from the arrays it is used on")]

use super::chains::{BELIEVED, Chains};
use super::fill::{Field, Filler, Side};
use super::runs::{Run, runs};
use super::texts::{NONE, Texts};

/// Chains of so many bits are claimed and filled before weaker ones, or else two chance words stop them, in bits.
const BIG: f32 = 40.0;

/// How far a chain is followed beyond its ends, in words.
const BEYOND: usize = 80;

/// All old words set against all new words, one to one.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The new word of each old word, or [`NONE`].
    pub(super) to: Vec<u32>,
    /// How alike the two are: 1 the same word, 0.6 the same stem, 0 only in the same place.
    pub(super) likeness: Vec<f32>,
    /// The old word of each new word, or [`NONE`].
    pub(super) back: Vec<u32>,
    /// The chain of each old word, or [`NONE`].
    pub(super) chain: Vec<u32>,
}

impl Links {
    /// Sets the words of both texts against each other.
    pub(super) fn new(texts: &Texts) -> Self {
        let (old, new) = (texts.old.ids.len(), texts.new.ids.len());
        let mut links =
            Self { to: vec![NONE; old], likeness: vec![0.0; old], back: vec![NONE; new], chain: vec![NONE; old] };
        let runs = runs(&texts.old.ids, &texts.new.ids, texts.stems.len(), &texts.old_weights);
        let mut chains = Chains::new(&runs, &texts.old_weights);
        let mut filler = Filler::new(texts);
        let (mut worths, mut filled, mut small) = (Vec::new(), 0, false);
        while let Some((worth, path)) = chains.next() {
            if !small && worth < BIG {
                small = true;
                links.fill(&mut filler, &worths, &mut filled);
            }
            if let Some(worth) = links.claim(&path, worths.len() as u32, &texts.old_weights) {
                worths.push(worth);
            }
        }
        links.fill(&mut filler, &worths, &mut filled);
        links
    }

    /// Links the words of a chain that are still free; nothing when they weigh too little.
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
        let worth = pairs.iter().map(|(a, _)| weights[*a]).sum();
        if worth < BELIEVED {
            return None;
        }
        pairs.iter().for_each(|(a, b)| self.link(*a, *b, 1.0, chain));
        Some(worth)
    }

    /// Makes two words counterparts.
    pub(super) fn link(&mut self, old: usize, new: usize, likeness: f32, chain: u32) {
        self.to[old] = new as u32;
        self.likeness[old] = likeness;
        self.back[new] = old as u32;
        self.chain[old] = chain;
    }

    /// Fills the gaps in and around all chains since the last time, the worthiest first.
    fn fill(&mut self, filler: &mut Filler<'_>, worths: &[f32], filled: &mut usize) {
        let first = std::mem::replace(filled, worths.len());
        let mut words: Vec<Vec<usize>> = vec![Vec::new(); worths.len() - first];
        for (at, chain) in self.chain.iter().enumerate() {
            if *chain != NONE && *chain as usize >= first {
                words[*chain as usize - first].push(at);
            }
        }
        let mut order: Vec<usize> = (first..worths.len()).collect();
        order.sort_by(|a, b| worths[*b].total_cmp(&worths[*a]));
        for chain in order {
            self.fill_chain(filler, &words[chain - first], chain as u32);
        }
    }

    fn fill_chain(&mut self, filler: &mut Filler<'_>, words: &[usize], chain: u32) {
        for pair in words.windows(2) {
            let (new, next) = (self.to[pair[0]] as usize, self.to[pair[1]] as usize);
            if pair[1] - pair[0] > 1 && next - new > 1 {
                filler.fill(self, &Field { old: pair[0] + 1..pair[1], new: new + 1..next, side: Side::Between }, chain);
            }
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let (a, b) = (*last + 1, self.to[*last] as usize + 1);
        let after = self.free_after(a, b);
        filler.fill(self, &Field { old: a..after.0, new: b..after.1, side: Side::After }, chain);
        let (a, b) = (*first, self.to[*first] as usize);
        let before = self.free_before(a, b);
        filler.fill(self, &Field { old: before.0..a, new: before.1..b, side: Side::Before }, chain);
    }

    /// How far words are free from here on.
    fn free_after(&self, old: usize, new: usize) -> (usize, usize) {
        let free = |links: &[u32], from: usize| {
            from + links[from..].iter().take(BEYOND).take_while(|link| **link == NONE).count()
        };
        (free(&self.to, old), free(&self.back, new))
    }

    /// How far words are free before here.
    fn free_before(&self, old: usize, new: usize) -> (usize, usize) {
        let free = |links: &[u32], to: usize| {
            to - links[..to].iter().rev().take(BEYOND).take_while(|link| **link == NONE).count()
        };
        (free(&self.to, old), free(&self.back, new))
    }
}
