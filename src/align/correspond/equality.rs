//! Paragraphs with the same text.

use std::collections::HashMap;

use super::similarity::CandidatePair;
use crate::model::parallel::parallel_map;

/// A repeated paragraph is compared with so many occurrences before and after its own rank.
const MAX_RANK_DISTANCE: usize = 4;

/// Returns the words of a text, separated by one blank, with straight quotation marks and short dashes.
fn normalized(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut words = text.split_whitespace().peekable();
    let mut word = "".chars();
    std::iter::from_fn(move || {
        word.next().or_else(|| {
            let had = words.next()?;
            word = had.chars();
            Some(' ')
        })
    })
    .filter(|c| *c != '\u{ad}')
    .map(|c| match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '‑' => '-',
        c => c,
    })
}

/// Returns `true` if two texts have the same words and punctuation, whatever their white space and the shapes of
/// quotation marks and dashes.
pub(in crate::align) fn is_same_text(one: &str, other: &str) -> bool {
    one == other || normalized(one).eq(normalized(other))
}

/// Returns all pairs with the same text; of texts repeated on both sides, those of about the same rank.
pub(super) fn equal_pairs(edition: &[&str], copy: &[&str]) -> Vec<CandidatePair> {
    let mut places: HashMap<u64, Vec<u32>> = HashMap::with_capacity(edition.len());
    for (at, hash) in (0u32..).zip(parallel_map(edition, |text| hash(text))) {
        places.entry(hash).or_default().push(at);
    }
    let mut ranks: HashMap<u64, usize> = HashMap::new();
    let hashes = parallel_map(copy, |text| hash(text));
    let mut counts: HashMap<u64, usize> = HashMap::new();
    hashes.iter().for_each(|hash| *counts.entry(*hash).or_default() += 1);
    let mut pairs = Vec::new();
    for (at, (hash, text)) in (0u32..).zip(hashes.iter().zip(copy)) {
        let Some(there) = places.get(hash) else { continue };
        let rank = ranks.entry(*hash).or_default();
        // The rank counted from the front, or from the back.
        let back = (there.len() + *rank).saturating_sub(counts.get(hash).copied().unwrap_or_default());
        let near = |k: usize| k.abs_diff(*rank) <= MAX_RANK_DISTANCE || k.abs_diff(back) <= MAX_RANK_DISTANCE;
        let partners = there.iter().enumerate().filter(|(k, _)| near(*k)).map(|(_, edition)| *edition);
        let partners =
            partners.filter(|&other| edition.get(other as usize).is_some_and(|other| is_same_text(other, text)));
        pairs.extend(partners.map(|edition| CandidatePair { edition, copy: at, similarity: 1.0 }));
        *rank += 1;
    }
    pairs
}

/// Returns which paragraphs of the copy have the text of exactly one paragraph that has no other such partner either.
/// They need no further comparison.
pub(super) fn settled(equal: &[CandidatePair], editions: usize, copies: usize) -> Vec<bool> {
    let (mut edition, mut copy) = (vec![0u32; editions], vec![0u32; copies]);
    for candidate in equal {
        for (counts, at) in [(&mut edition, candidate.edition), (&mut copy, candidate.copy)] {
            if let Some(count) = counts.get_mut(at as usize) {
                *count += 1;
            }
        }
    }
    let mut settled = vec![false; copies];
    for candidate in equal {
        let alone =
            edition.get(candidate.edition as usize) == Some(&1) && copy.get(candidate.copy as usize) == Some(&1);
        if let (true, Some(settled)) = (alone, settled.get_mut(candidate.copy as usize)) {
            *settled = true;
        }
    }
    settled
}

fn hash(text: &str) -> u64 {
    // FNV-1a over characters; texts with equal hashes are compared.
    normalized(text)
        .fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{equal_pairs, is_same_text};

    #[test]
    fn blanks_and_the_shapes_of_marks_do_not_matter() {
        assert!(is_same_text("“Lamps” – no", " \"Lamps\"  - no"));
        assert!(!is_same_text("Lamps", "lamps") && !is_same_text("lamp s", "lamps"));
    }

    #[test]
    fn repeated_paragraphs_are_few_pairs() {
        let stars = vec!["* * *"; 1000];
        assert!(equal_pairs(&stars, &stars).len() <= 9 * 1000);
        assert_eq!(equal_pairs(&["a", "b", "a"], &["a"]).len(), 2);
    }
}
