//! Parts of what was split or merged: lone paragraphs that make their neighbour's pair fit better, or whose words went
//! there.

use std::collections::HashMap;

use super::bag::Entry;
use super::fit::{Ground, Group};
use super::wording::{CLOSE, went};
use crate::model::parallel::parallel_map;

/// A part must make the pair share so much more, as a factor.
const GAIN: f32 = 1.02;
/// Rounds of joining: a paragraph is split into at most so many parts beyond two at each end.
const ROUNDS: usize = 12;

/// How much of each lone paragraph went to a group of so many parts: the group, the paragraph, whether it is of the
/// copy, the parts. Parts are only added, so their number says which they are, and no round asks again what one before
/// it asked.
type Known = HashMap<(usize, u32, bool, usize), f32>;

/// A lone paragraph that might join a group.
struct Offer {
    group: usize,
    lone: u32,
    of_copy: bool,
    /// How many parts there are with it.
    parts: usize,
    /// How much of it went to the group's whole, when that was asked.
    went: Option<f32>,
    share: f32,
    gain: f32,
}

/// Joins lone paragraphs to the groups beside them as long as that makes these fit better.
pub(super) fn join(ground: &Ground<'_>, groups: &mut [Group]) {
    let mut known = Known::new();
    for _ in 0..ROUNDS {
        let mut offers = offers(ground, groups, &mut known);
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

fn offers(ground: &Ground<'_>, groups: &[Group], known: &mut Known) -> Vec<Offer> {
    let mut beside = lone_beside(groups, true, ground.copy.len());
    beside.extend(lone_beside(groups, false, ground.edition.len()));
    let offers = parallel_map(&beside, |&lone| offer(ground, groups, lone, known));
    let offers: Vec<Offer> = offers.into_iter().flatten().collect();
    let asked = |offer: &Offer| Some(((offer.group, offer.lone, offer.of_copy, offer.parts), offer.went?));
    known.extend(offers.iter().filter_map(asked));
    offers.into_iter().filter(|offer| offer.gain > GAIN).collect()
}

/// The groups beside every paragraph of a side that is in none.
fn lone_beside(groups: &[Group], of_copy: bool, count: usize) -> Vec<(usize, u32, bool)> {
    let mut owner = vec![None; count];
    for (index, group) in groups.iter().enumerate() {
        for &at in if of_copy { &group.copy } else { &group.edition } {
            if let Some(owner) = owner.get_mut(at as usize) {
                *owner = Some(index);
            }
        }
    }
    let mut found = Vec::new();
    for (at, lone) in owner.iter().zip(0u32..).filter(|(owner, _)| owner.is_none()).map(|(_, at)| (at as usize, at)) {
        let beside = [at.checked_sub(1), Some(at + 1)];
        let groups = beside.into_iter().flatten().filter_map(|beside| *owner.get(beside)?);
        found.extend(groups.map(|index| (index, lone, of_copy)));
    }
    found
}

/// What it brings that a lone paragraph joins a group beside it, whether that is enough or not.
fn offer(
    ground: &Ground<'_>,
    groups: &[Group],
    (index, lone, of_copy): (usize, u32, bool),
    known: &Known,
) -> Option<Offer> {
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
    let share = ground.cells.weights().share(whole_bag, &union);
    let texts = ground.texts(of_copy, whole, &all)?;
    let fits = share / group.share.max(1e-3);
    let mut offer =
        Offer { group: index, lone, of_copy, parts: all.len(), went: None, share: share.max(group.share), gain: fits };
    if exactly(&texts) {
        offer.gain = 1e3;
    } else if fits <= GAIN && may_be_close(ground, whole_bag, bags.get(lone as usize)?) {
        // A short part adds too little to what a long pair shares: where its words went tells whose it is.
        let at = all.iter().position(|part| *part == lone)?;
        let before = known.get(&(index, lone, of_copy, all.len())).copied();
        let went = before.unwrap_or_else(|| went(texts.0, &texts.1, at));
        offer.went = Some(went);
        offer.gain = if went >= CLOSE { 1.0 + went } else { fits };
    }
    Some(offer)
}

/// Whether so much of a paragraph may have gone to a whole that its words are worth setting against each other. Bags
/// weigh words in another way, so half of what is asked for will do.
fn may_be_close(ground: &Ground<'_>, whole: &[Entry], lone: &[Entry]) -> bool {
    let weights = ground.cells.weights();
    weights.common(whole, lone) >= CLOSE / 2.0 * weights.of(lone)
}

/// Whether parts one after the other stand in the whole letter for letter, blanks apart.
pub(super) fn exactly((whole, parts): &(&str, Vec<&str>)) -> bool {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    if length > whole.len() + parts.len() || parts.iter().any(|part| part.trim().is_empty()) {
        return false;
    }
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    squeezed(whole).contains(&parts.iter().map(|part| squeezed(part)).collect::<String>())
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
