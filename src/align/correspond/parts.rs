//! Parts of split or merged paragraphs: unpaired paragraphs that make a neighbouring pair more similar, or whose words
//! are found in it.

use std::collections::HashMap;

use super::bag::Term;
use super::score::{Comparison, Group};
use crate::align::anchor::Alignment;
use crate::model::parallel::parallel_map;

/// The smallest factor by which a part must increase the similarity of the pair.
const MIN_GAIN: f32 = 1.02;
/// The smallest coverage of a part by its whole. With 0.5, formulas of the two halves of one text join; with 0.7, half
/// of the parts that are found when three words in ten changed are missed.
pub(super) const MIN_COVERAGE: f32 = 0.6;
/// The number of joining rounds: a paragraph is split into at most so many parts beyond two at each end.
const ROUNDS: usize = 12;

/// The computed coverage of unpaired paragraphs, by group, paragraph, whether it is of the copy, and number of parts.
/// Parts are only added, so their number identifies them, and no round recomputes the coverage of an earlier one.
type CoverageCache = HashMap<(usize, u32, bool, usize), f32>;

/// An unpaired paragraph that may join a group.
struct PartCandidate {
    group: usize,
    unpaired: u32,
    of_copy: bool,
    /// The number of parts including this one.
    parts: usize,
    /// Its coverage by the group's whole, if computed.
    coverage: Option<f32>,
    similarity: f32,
    gain: f32,
}

/// Joins unpaired paragraphs to the groups beside them as long as that makes the groups more similar.
pub(super) fn join(comparison: &Comparison<'_>, groups: &mut [Group]) {
    let mut cache = CoverageCache::new();
    for _ in 0..ROUNDS {
        let mut candidates = candidates(comparison, groups, &mut cache);
        if candidates.is_empty() {
            return;
        }
        candidates.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        let (mut touched, mut joined) = (vec![false; groups.len()], HashMap::new());
        for candidate in candidates {
            let Some(touched) = touched.get_mut(candidate.group) else { continue };
            if *touched || joined.insert((candidate.of_copy, candidate.unpaired), ()).is_some() {
                continue;
            }
            *touched = true;
            if let Some(group) = groups.get_mut(candidate.group) {
                let side = if candidate.of_copy { &mut group.copy } else { &mut group.edition };
                side.push(candidate.unpaired);
                side.sort_unstable();
                group.similarity = candidate.similarity;
            }
        }
    }
}

fn candidates(comparison: &Comparison<'_>, groups: &[Group], cache: &mut CoverageCache) -> Vec<PartCandidate> {
    let mut beside = unpaired_beside(groups, true, comparison.copy.len());
    beside.extend(unpaired_beside(groups, false, comparison.edition.len()));
    let candidates = parallel_map(&beside, |&unpaired| candidate(comparison, groups, unpaired, cache));
    let candidates: Vec<PartCandidate> = candidates.into_iter().flatten().collect();
    let computed = |candidate: &PartCandidate| {
        Some(((candidate.group, candidate.unpaired, candidate.of_copy, candidate.parts), candidate.coverage?))
    };
    cache.extend(candidates.iter().filter_map(computed));
    candidates.into_iter().filter(|candidate| candidate.gain > MIN_GAIN).collect()
}

/// Returns the groups beside every unpaired paragraph of a side.
fn unpaired_beside(groups: &[Group], of_copy: bool, count: usize) -> Vec<(usize, u32, bool)> {
    let mut owner = vec![None; count];
    for (index, group) in groups.iter().enumerate() {
        for &at in if of_copy { &group.copy } else { &group.edition } {
            if let Some(owner) = owner.get_mut(at as usize) {
                *owner = Some(index);
            }
        }
    }
    let mut found = Vec::new();
    for (at, unpaired) in owner.iter().zip(0u32..).filter(|(owner, _)| owner.is_none()).map(|(_, at)| (at as usize, at))
    {
        let beside = [at.checked_sub(1), Some(at + 1)];
        let groups = beside.into_iter().flatten().filter_map(|beside| *owner.get(beside)?);
        found.extend(groups.map(|index| (index, unpaired, of_copy)));
    }
    found
}

/// Evaluates an unpaired paragraph as a part of a group beside it, whether or not the gain is sufficient.
fn candidate(
    comparison: &Comparison<'_>,
    groups: &[Group],
    (index, unpaired, of_copy): (usize, u32, bool),
    cache: &CoverageCache,
) -> Option<PartCandidate> {
    let group = groups.get(index)?;
    let (whole, parts) = if of_copy { (&group.edition, &group.copy) } else { (&group.copy, &group.edition) };
    let (&[whole], true) = (whole.as_slice(), !parts.is_empty()) else { return None };
    let forbidden = if of_copy { (whole, unpaired) } else { (unpaired, whole) };
    if comparison.forbidden.contains(&forbidden) {
        return None;
    }
    let mut all: Vec<u32> = parts.clone();
    all.push(unpaired);
    all.sort_unstable();
    let (wholes, bags) =
        if of_copy { (comparison.edition, comparison.copy) } else { (comparison.copy, comparison.edition) };
    let union = union(all.iter().filter_map(|&at| bags.get(at as usize)));
    let whole_bag = wholes.get(whole as usize)?;
    let similarity = comparison.table.weights().similarity(whole_bag, &union);
    let texts = comparison.texts(of_copy, whole, &all)?;
    let gain = similarity / group.similarity.max(1e-3);
    let mut candidate = PartCandidate {
        group: index,
        unpaired,
        of_copy,
        parts: all.len(),
        coverage: None,
        similarity: similarity.max(group.similarity),
        gain,
    };
    if are_contained(&texts) {
        candidate.gain = 1e3;
    } else if gain <= MIN_GAIN && may_be_covered(comparison, whole_bag, bags.get(unpaired as usize)?) {
        // A short part adds too little similarity to a long pair: its word alignment decides.
        let at = all.iter().position(|part| *part == unpaired)?;
        let before = cache.get(&(index, unpaired, of_copy, all.len())).copied();
        let coverage = before.unwrap_or_else(|| coverage(texts.0, &texts.1, at));
        candidate.coverage = Some(coverage);
        candidate.gain = if coverage >= MIN_COVERAGE { 1.0 + coverage } else { gain };
    }
    Some(candidate)
}

/// Returns `true` if enough of a paragraph may be found in a whole to make the word alignment worth computing. Bags
/// weight words differently, so half of the required coverage is enough.
fn may_be_covered(comparison: &Comparison<'_>, whole: &[Term], unpaired: &[Term]) -> bool {
    let weights = comparison.table.weights();
    weights.common(whole, unpaired) >= MIN_COVERAGE / 2.0 * weights.total(unpaired)
}

/// Returns `true` if the parts, in order, are contained in the whole letter for letter, apart from white space.
pub(super) fn are_contained((whole, parts): &(&str, Vec<&str>)) -> bool {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    if length > whole.len() + parts.len() || parts.iter().any(|part| part.trim().is_empty()) {
        return false;
    }
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    squeezed(whole).contains(&parts.iter().map(|part| squeezed(part)).collect::<String>())
}

/// Returns `true` if the parts, in order, are the whole letter for letter, apart from white space.
pub(super) fn are_whole(texts: Option<(&str, Vec<&str>)>) -> bool {
    let Some((whole, parts)) = texts else { return false };
    let letters = |text: &'_ str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    letters(whole) == parts.into_iter().flat_map(letters).collect::<Vec<_>>()
}

pub(super) fn union<'a>(bags: impl Iterator<Item = &'a Vec<Term>>) -> Vec<Term> {
    let mut all: Vec<Term> = bags.flatten().copied().collect();
    all.sort_unstable_by_key(|term| term.word);
    all.dedup_by(|next, selected| {
        let same = next.word == selected.word;
        if same {
            selected.count += next.count;
            selected.kind = selected.kind.max(next.kind);
        }
        same
    });
    all
}

/// Returns the weighted share of a part's words that are found in the whole, from 0 to 1. Every word of the whole
/// belongs to at most one part, so what belongs to another part does not count for this one. The parts are in order;
/// `at` is the index of the part.
pub(super) fn coverage(whole: &str, parts: &[&str], at: usize) -> f32 {
    let line = |text: &str| text.replace('\n', " ");
    let lines: Vec<String> = parts.iter().map(|part| line(part)).collect();
    let alignment = Alignment::new(&line(whole), &lines.join("\n"));
    let all = alignment.new_line_weights().get(at).copied().unwrap_or_default();
    let in_part = alignment.counterparts().filter(|found| found.new.line == at);
    let coverage: f32 = in_part.map(|found| found.weight * found.likeness).sum();
    // A word that became another of its stem has the weight of the old one, which may be the heavier.
    if all > 0.0 { (coverage / all).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{MIN_COVERAGE, coverage};

    const WHOLE: &str = "The ferry is late. Nobody on the quay was told why it had to wait outside the harbour, and \
        the harbour master went home at noon without a word.";
    const REST: &str = "Nobody on the quay was told why it had to wait outside the harbour, and the harbour master \
        went home at noon without a word.";

    #[test]
    fn a_part_is_covered_by_its_whole_and_an_unrelated_text_is_not() {
        assert!(coverage(WHOLE, &["The ferry is very late.", REST], 0) >= MIN_COVERAGE);
        assert!(coverage(WHOLE, &["Tickets are sold on board.", REST], 0) < MIN_COVERAGE);
        assert_eq!(coverage(WHOLE, &["", REST], 0), 0.0);
        assert_eq!(coverage(WHOLE, &[REST], 1), 0.0, "there is no such part");
    }

    #[test]
    fn words_of_another_part_do_not_count() {
        let again = "The harbour master went home at noon.";
        assert!(coverage(WHOLE, &[REST, again], 1) < MIN_COVERAGE, "the whole says it once, and the rest has it");
        assert!(coverage(&format!("{WHOLE} {again}"), &[WHOLE, again], 1) >= MIN_COVERAGE);
    }
}
