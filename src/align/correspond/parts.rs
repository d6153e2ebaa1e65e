//! Parts of what was split or merged: lone paragraphs that make their neighbour's pair fit better.

use std::collections::HashMap;

use super::bag::Entry;
use super::fit::{Ground, Group};

/// A part must make the pair share so much more, as a factor.
const GAIN: f32 = 1.02;
/// Rounds of joining: a paragraph is split into at most so many parts beyond two at each end.
const ROUNDS: usize = 12;

/// A lone paragraph that might join a group.
struct Offer {
    group: usize,
    lone: u32,
    of_copy: bool,
    share: f32,
    gain: f32,
}

/// Joins lone paragraphs to the groups beside them as long as that makes these fit better.
pub(super) fn join(ground: &Ground<'_>, groups: &mut [Group]) {
    for _ in 0..ROUNDS {
        let mut offers = offers(ground, groups);
        if offers.is_empty() {
            return;
        }
        offers.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        let (mut touched, mut joined) = (vec![false; groups.len()], HashMap::new());
        for offer in offers {
            let Some(touched) = touched.get_mut(offer.group) else { continue };
            if *touched || joined.insert((offer.of_copy, offer.lone), ()).is_some() {
                continue;
            }
            *touched = true;
            if let Some(group) = groups.get_mut(offer.group) {
                let side = if offer.of_copy { &mut group.copy } else { &mut group.edition };
                side.push(offer.lone);
                side.sort_unstable();
                group.share = offer.share;
            }
        }
    }
}

fn offers(ground: &Ground<'_>, groups: &[Group]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for of_copy in [true, false] {
        let count = if of_copy { ground.copy.len() } else { ground.edition.len() };
        let mut owner = vec![None; count];
        for (index, group) in groups.iter().enumerate() {
            for &at in if of_copy { &group.copy } else { &group.edition } {
                if let Some(owner) = owner.get_mut(at as usize) {
                    *owner = Some(index);
                }
            }
        }
        for (at, lone) in owner.iter().zip(0u32..).filter(|(owner, _)| owner.is_none()).map(|(_, at)| (at as usize, at))
        {
            let beside = [at.checked_sub(1), Some(at + 1)];
            for index in beside.into_iter().flatten().filter_map(|beside| *owner.get(beside)?) {
                offers.extend(offer(ground, groups, (index, lone, of_copy)));
            }
        }
    }
    offers
}

fn offer(ground: &Ground<'_>, groups: &[Group], (index, lone, of_copy): (usize, u32, bool)) -> Option<Offer> {
    let group = groups.get(index)?;
    let (whole, parts) = if of_copy { (&group.edition, &group.copy) } else { (&group.copy, &group.edition) };
    let (&[whole], true) = (whole.as_slice(), !parts.is_empty()) else { return None };
    let forbidden = if of_copy { (whole, lone) } else { (lone, whole) };
    if ground.forbidden.contains(&forbidden) {
        return None;
    }
    let mut all: Vec<u32> = parts.clone();
    all.push(lone);
    all.sort_unstable();
    let (wholes, bags) = if of_copy { (ground.edition, ground.copy) } else { (ground.copy, ground.edition) };
    let union = union(all.iter().filter_map(|&at| bags.get(at as usize)));
    let whole_bag = wholes.get(whole as usize)?;
    let weights = ground.cells.weights();
    let share = weights.share(whole_bag, &union);
    let exact = exactly(ground.texts(of_copy, whole, &all)?);
    let gain = if exact { 1e3 } else { share / group.share.max(1e-3) };
    (gain > GAIN).then_some(Offer { group: index, lone, of_copy, share: share.max(group.share), gain })
}

/// Whether parts one after the other stand in the whole letter for letter, blanks apart.
pub(super) fn exactly((whole, parts): (&str, Vec<&str>)) -> bool {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    if length > whole.len() + parts.len() || parts.iter().any(|part| part.trim().is_empty()) {
        return false;
    }
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    squeezed(whole).contains(&parts.into_iter().map(squeezed).collect::<String>())
}

/// Whether parts one after the other are the whole letter for letter, blanks apart.
pub(super) fn all_of(texts: Option<(&str, Vec<&str>)>) -> bool {
    let Some((whole, parts)) = texts else { return false };
    let letters = |text: &'_ str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    letters(whole) == parts.into_iter().flat_map(letters).collect::<Vec<_>>()
}

/// Several bags in one.
pub(super) fn union<'a>(bags: impl Iterator<Item = &'a Vec<Entry>>) -> Vec<Entry> {
    let mut all: Vec<Entry> = bags.flatten().copied().collect();
    all.sort_unstable_by_key(|entry| entry.word);
    all.dedup_by(|next, kept| {
        let same = next.word == kept.word;
        if same {
            kept.times += next.times;
            kept.kind = kept.kind.max(next.kind);
        }
        same
    });
    all
}
