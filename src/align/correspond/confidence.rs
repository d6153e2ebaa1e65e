//! The confidence in a pair.

use std::collections::HashMap;

use super::score::{Comparison, Group};
use super::similarity::CandidatePair;

/// The factor for a competitor that has a better partner of its own.
const PAIRED_COMPETITOR: f32 = 0.6;

#[derive(Clone, Copy, Debug)]
pub(super) struct PairEvidence {
    pub(super) similarity: f32,
    /// The greatest similarity of one of its paragraphs with a paragraph outside the group.
    pub(super) competitor: f32,
    /// The share of its neighbours, before and after, that are paired with its neighbours on the other side: 0, 0.5 or
    /// 1.
    pub(super) support: f32,
    pub(super) in_order: bool,
    /// The share of the shorter text that is in pairs, weighted by similarity.
    pub(super) paired_share: f32,
}

impl PairEvidence {
    /// Returns the confidence from 0 to 1, a logistic regression over the evidence. It was fitted on restatements
    /// written for the tests, on texts changed by a program, on texts with a paragraph taken out and on unrelated
    /// texts, and then rounded toward doubt. Below one half a pair is doubtful.
    pub(super) fn score(&self) -> f32 {
        let ratio = (self.similarity / self.competitor.max(0.02)).ln().clamp(-1.0, 3.0);
        let order = if self.in_order { 0.0 } else { -0.2 };
        let logit = -13.0
            + 4.0 * self.similarity.min(0.5)
            + 10.0 * (self.similarity - 0.5).max(0.0)
            + 2.5 * ratio
            + 4.0 * self.support
            + 40.0 * self.paired_share.min(0.25)
            + order;
        1.0 / (1.0 + (-logit).exp())
    }
}

/// Collects the evidence of all groups.
pub(super) fn evidence(
    comparison: &Comparison<'_>,
    candidates: &[CandidatePair],
    groups: &[Group],
) -> Vec<PairEvidence> {
    let group_index = GroupIndex::new(comparison, groups);
    let mut competitors = vec![0.0f32; groups.len()];
    for candidate in candidates {
        let (e, c) = (group_index.edition(candidate.edition), group_index.copy(candidate.copy));
        if e.is_some() && e == c {
            continue;
        }
        for (group, other) in [(e, c), (c, e)] {
            let Some(competitor) = group.and_then(|group| competitors.get_mut(group)) else { continue };
            // A paragraph with a better partner of its own is a weaker competitor.
            let other_similarity = other.and_then(|other| groups.get(other)).map_or(0.0, |group| group.similarity);
            let strength = if other_similarity > candidate.similarity {
                candidate.similarity * PAIRED_COMPETITOR
            } else {
                candidate.similarity
            };
            *competitor = competitor.max(strength);
        }
    }
    let shorter = comparison.edition.len().min(comparison.copy.len()).max(1);
    let paired_share = groups.iter().map(|group| group.similarity).sum::<f32>() / shorter as f32;
    let one = |(index, group): (usize, &Group)| PairEvidence {
        similarity: group.similarity,
        competitor: competitors.get(index).copied().unwrap_or_default(),
        support: group_index.support(group),
        in_order: group.in_order,
        paired_share,
    };
    groups.iter().enumerate().map(one).collect()
}

struct GroupIndex {
    edition: HashMap<u32, usize>,
    copy: HashMap<u32, usize>,
    ends: (u32, u32),
}

impl GroupIndex {
    fn new(comparison: &Comparison<'_>, groups: &[Group]) -> Self {
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
            ends: (count(comparison.edition), count(comparison.copy)),
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
