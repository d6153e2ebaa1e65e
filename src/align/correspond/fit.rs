//! Which paragraphs belong together: a chain in order first, then what moved, then parts of what was split or merged.

use std::collections::HashSet;

use super::bag::Entry;
use super::cells::{Cell, Cells};
use super::chain::{Link, chain};

/// A pair must share at least so much of what its paragraphs share with their best partners.
const NEARLY_BEST: f32 = 0.7;
/// What a pair out of order must share beyond what its paragraphs share with all others in the mean.
const MOVED: f32 = 0.06;
/// What the same text is worth at least, though it be a row of stars.
const SAME: f32 = 0.02;
/// Rounds of pairing; each sees only what the ones before left over.
const ROUNDS: usize = 3;
/// What it adds that the paragraphs before are a pair too.
const NEIGHBOUR: f32 = 0.02;

/// Paragraphs that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) edition: Vec<u32>,
    pub(super) copy: Vec<u32>,
    /// It stands in the order of most others.
    pub(super) in_order: bool,
    /// What the two sides share, from 0 to 1.
    pub(super) share: f32,
}

/// The bags of both sides, what they share, and which pairs the reader will not have.
pub(super) struct Ground<'a> {
    pub(super) edition: &'a [Vec<Entry>],
    pub(super) copy: &'a [Vec<Entry>],
    pub(super) edition_texts: &'a [&'a str],
    pub(super) copy_texts: &'a [&'a str],
    pub(super) cells: &'a Cells,
    pub(super) forbidden: &'a HashSet<(u32, u32)>,
}

impl<'a> Ground<'a> {
    /// The text of a whole paragraph of the edition and those of its parts in the copy, or the other way.
    pub(super) fn texts(&self, of_copy: bool, whole: u32, parts: &[u32]) -> Option<(&'a str, Vec<&'a str>)> {
        let (wholes, others) =
            if of_copy { (self.edition_texts, self.copy_texts) } else { (self.copy_texts, self.edition_texts) };
        let parts = parts.iter().map(|&at| others.get(at as usize).copied()).collect::<Option<_>>()?;
        Some((wholes.get(whole as usize)?, parts))
    }

    /// What a possible pair shares beyond the usual.
    pub(super) fn worth(&self, cell: &Cell) -> f32 {
        let worth = cell.share - self.usual(cell);
        // The same text is a pair, however usual it is.
        if cell.share >= 1.0 { worth.max(SAME) } else { worth }
    }

    /// What the two paragraphs share with all others in the mean.
    pub(super) fn usual(&self, cell: &Cell) -> f32 {
        #[allow(clippy::cast_precision_loss, reason = "counts of paragraphs")]
        let without = |mean: Option<&f32>, count: usize| {
            let count = count as f32;
            if count > 1.0 {
                (mean.copied().unwrap_or_default() * count - cell.share).max(0.0) / (count - 1.0)
            } else {
                0.0
            }
        };
        let edition = without(self.cells.edition_mean.get(cell.edition as usize), self.copy.len());
        let copy = without(self.cells.copy_mean.get(cell.copy as usize), self.edition.len());
        (edition + copy) / 2.0
    }
}

/// Pairs of one and one among the paragraphs that are in no group yet.
pub(super) fn pairs(ground: &Ground<'_>, cells: &[Cell], groups: &[Group]) -> Vec<Group> {
    let mut free = Free { edition: vec![true; ground.edition.len()], copy: vec![true; ground.copy.len()] };
    let mut kept: Vec<Link> = Vec::new();
    for group in groups {
        group.edition.iter().for_each(|&at| free.take(Some(at), None));
        group.copy.iter().for_each(|&at| free.take(None, Some(at)));
        if let (true, Some(&edition), Some(&copy)) = (group.in_order, group.edition.first(), group.copy.first()) {
            kept.push(Link { edition, copy, worth: 0.0 });
        }
    }
    let before = kept.clone();
    let mut moved: Vec<Cell> = Vec::new();
    for _ in 0..ROUNDS {
        let eligible = eligible(ground, cells, &free);
        if eligible.is_empty() {
            break;
        }
        // What is settled stays: nothing outweighs it.
        let settled = kept.iter().map(|link| Link { worth: 1e3, ..*link });
        let links =
            eligible.iter().map(|cell| Link { edition: cell.edition, copy: cell.copy, worth: ground.worth(cell) });
        kept = chain(settled.chain(links).collect(), ground.copy.len(), NEIGHBOUR);
        kept.iter().for_each(|link| free.take(Some(link.edition), Some(link.copy)));
        let mut rest = eligible;
        rest.sort_by(|a, b| b.share.total_cmp(&a.share));
        for cell in rest {
            if free.both(&cell) && ground.worth(&cell) > MOVED {
                free.take(Some(cell.edition), Some(cell.copy));
                moved.push(cell);
            }
        }
    }
    let share: std::collections::HashMap<(u32, u32), f32> =
        cells.iter().map(|cell| ((cell.edition, cell.copy), cell.share)).collect();
    let group = |edition, copy, in_order| Group {
        edition: vec![edition],
        copy: vec![copy],
        in_order,
        share: share.get(&(edition, copy)).copied().unwrap_or_default(),
    };
    kept.retain(|link| !before.iter().any(|other| (other.edition, other.copy) == (link.edition, link.copy)));
    let in_order = kept.iter().map(|link| group(link.edition, link.copy, true));
    in_order.chain(moved.iter().map(|cell| group(cell.edition, cell.copy, false))).collect()
}

/// The possible pairs of free paragraphs that are nearly the best of both.
fn eligible(ground: &Ground<'_>, cells: &[Cell], free: &Free) -> Vec<Cell> {
    let mut edition = vec![0.0f32; ground.edition.len()];
    let mut copy = vec![0.0f32; ground.copy.len()];
    for cell in cells.iter().filter(|cell| free.both(cell)) {
        for (best, at) in [(&mut edition, cell.edition), (&mut copy, cell.copy)] {
            if let Some(best) = best.get_mut(at as usize) {
                *best = best.max(cell.share);
            }
        }
    }
    let best = |cell: &Cell| {
        let of = |list: &[f32], at: u32| list.get(at as usize).copied().unwrap_or_default();
        of(&edition, cell.edition).max(of(&copy, cell.copy))
    };
    cells
        .iter()
        .filter(|cell| free.both(cell) && cell.share >= NEARLY_BEST * best(cell) && ground.worth(cell) > 0.0)
        .copied()
        .collect()
}

/// Which paragraphs have no partner yet.
struct Free {
    edition: Vec<bool>,
    copy: Vec<bool>,
}

impl Free {
    fn both(&self, cell: &Cell) -> bool {
        let is = |list: &[bool], at: u32| list.get(at as usize).copied().unwrap_or(false);
        is(&self.edition, cell.edition) && is(&self.copy, cell.copy)
    }

    fn take(&mut self, edition: Option<u32>, copy: Option<u32>) {
        for (list, at) in [(&mut self.edition, edition), (&mut self.copy, copy)] {
            if let Some(free) = at.and_then(|at| list.get_mut(at as usize)) {
                *free = false;
            }
        }
    }
}
