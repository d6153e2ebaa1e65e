//! How sure a pair is.

use std::collections::HashMap;

use super::cells::Cell;
use super::fit::{Ground, Group};

/// A rival that has a better partner of its own counts for so much.
const TAKEN: f32 = 0.6;

/// What speaks for and against a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// What the two sides share.
    pub(super) share: f32,
    /// The most that one of its paragraphs shares with one of another group, or with a free one.
    pub(super) rival: f32,
    /// How many of the paragraphs before and after are pairs just before and after this one: 0, 0.5 or 1.
    pub(super) support: f32,
    /// It stands in order.
    pub(super) in_order: bool,
    /// How much of the shorter text is in pairs: the sum of what they share over the paragraphs.
    pub(super) whole: f32,
}

impl Evidence {
    /// From 0 to 1: a logistic regression over what speaks for a pair, fitted on restatements written for the tests, on
    /// texts changed by a program, on texts with a paragraph taken out, and on texts that have nothing to do with each
    /// other, and then rounded toward doubt. Below one half a pair is doubtful.
    pub(super) fn score(&self) -> f32 {
        let ratio = (self.share / self.rival.max(0.02)).ln().clamp(-1.0, 3.0);
        let order = if self.in_order { 0.0 } else { -0.2 };
        let logit = -13.0
            + 4.0 * self.share.min(0.5)
            + 10.0 * (self.share - 0.5).max(0.0)
            + 2.5 * ratio
            + 4.0 * self.support
            + 40.0 * self.whole.min(0.25)
            + order;
        1.0 / (1.0 + (-logit).exp())
    }
}

/// Weighs all groups.
pub(super) fn evidence(ground: &Ground<'_>, cells: &[Cell], groups: &[Group]) -> Vec<Evidence> {
    let owners = Owners::of(ground, groups);
    let mut rivals = vec![0.0f32; groups.len()];
    for cell in cells {
        let (e, c) = (owners.edition(cell.edition), owners.copy(cell.copy));
        if e.is_some() && e == c {
            continue;
        }
        for (mine, other) in [(e, c), (c, e)] {
            let Some(rival) = mine.and_then(|mine| rivals.get_mut(mine)) else { continue };
            // A paragraph with a better partner of its own is a weaker rival.
            let theirs = other.and_then(|other| groups.get(other)).map_or(0.0, |group| group.share);
            let strength = if theirs > cell.share { cell.share * TAKEN } else { cell.share };
            *rival = rival.max(strength);
        }
    }
    let shorter = ground.edition.len().min(ground.copy.len()).max(1);
    #[allow(clippy::cast_precision_loss, reason = "a count of paragraphs")]
    let whole = groups.iter().map(|group| group.share).sum::<f32>() / shorter as f32;
    let one = |(index, group): (usize, &Group)| Evidence {
        share: group.share,
        rival: rivals.get(index).copied().unwrap_or_default(),
        support: owners.support(group),
        in_order: group.in_order,
        whole,
    };
    groups.iter().enumerate().map(one).collect()
}

/// The group of each paragraph.
struct Owners {
    edition: HashMap<u32, usize>,
    copy: HashMap<u32, usize>,
    ends: (u32, u32),
}

impl Owners {
    fn of(ground: &Ground<'_>, groups: &[Group]) -> Self {
        let list = |side: fn(&Group) -> &Vec<u32>| {
            groups
                .iter()
                .enumerate()
                .flat_map(|(index, group)| side(group).iter().map(move |&at| (at, index)))
                .collect()
        };
        let count = |list: &[Vec<_>]| u32::try_from(list.len()).unwrap_or(u32::MAX);
        Self {
            edition: list(|g| &g.edition),
            copy: list(|g| &g.copy),
            ends: (count(ground.edition), count(ground.copy)),
        }
    }

    fn edition(&self, at: u32) -> Option<usize> {
        self.edition.get(&at).copied()
    }

    fn copy(&self, at: u32) -> Option<usize> {
        self.copy.get(&at).copied()
    }

    fn support(&self, group: &Group) -> f32 {
        let (Some(&e0), Some(&e1)) = (group.edition.first(), group.edition.last()) else { return 0.0 };
        let (Some(&c0), Some(&c1)) = (group.copy.first(), group.copy.last()) else { return 0.0 };
        let before = match (e0.checked_sub(1), c0.checked_sub(1)) {
            (None, None) => true,
            (Some(e), Some(c)) => self.edition(e).is_some_and(|e| self.copy(c) == Some(e)),
            _ => false,
        };
        let after = match (e1 + 1 == self.ends.0, c1 + 1 == self.ends.1) {
            (true, true) => true,
            (false, false) => self.edition(e1 + 1).is_some_and(|e| self.copy(c1 + 1) == Some(e)),
            _ => false,
        };
        f32::from(u8::from(before) + u8::from(after)) / 2.0
    }
}
