//! Paragraphs with the same words.

use std::collections::HashMap;

use super::cells::Cell;
use crate::model::parallel::parallel_map;

/// A paragraph that stands many times is compared with so many before and after its place.
const AROUND: usize = 4;

/// The words of a text with one blank between them; curly quotation marks and long dashes are straight and short.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
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

/// Whether two texts have the same words and marks; blanks and the shapes of quotation marks and dashes do not matter.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || plain(one).eq(plain(other))
}

/// All pairs with the same words; of what stands many times on both sides, those at about the same place.
pub(super) fn cells(edition: &[&str], copy: &[&str]) -> Vec<Cell> {
    let mut places: HashMap<u64, Vec<u32>> = HashMap::with_capacity(edition.len());
    for (at, hash) in (0u32..).zip(parallel_map(edition, |text| hash(text))) {
        places.entry(hash).or_default().push(at);
    }
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let hashes = parallel_map(copy, |text| hash(text));
    let mut counts: HashMap<u64, usize> = HashMap::new();
    hashes.iter().for_each(|hash| *counts.entry(*hash).or_default() += 1);
    let mut cells = Vec::new();
    for (at, (hash, text)) in (0u32..).zip(hashes.iter().zip(copy)) {
        let Some(there) = places.get(hash) else { continue };
        let nth = seen.entry(*hash).or_default();
        // As many from the front, or as many from the back.
        let back = (there.len() + *nth).saturating_sub(counts.get(hash).copied().unwrap_or_default());
        let near = |k: usize| k.abs_diff(*nth) <= AROUND || k.abs_diff(back) <= AROUND;
        let fits = there.iter().enumerate().filter(|(k, _)| near(*k)).map(|(_, edition)| *edition);
        let fits = fits.filter(|&other| edition.get(other as usize).is_some_and(|other| same(other, text)));
        cells.extend(fits.map(|edition| Cell { edition, copy: at, share: 1.0 }));
        *nth += 1;
    }
    cells
}

/// Which paragraphs of the copy have the same words as one paragraph alone, which has no other such partner either:
/// nothing else need be looked at for them.
pub(super) fn settled(equal: &[Cell], editions: usize, copies: usize) -> Vec<bool> {
    let (mut edition, mut copy) = (vec![0u32; editions], vec![0u32; copies]);
    for cell in equal {
        for (counts, at) in [(&mut edition, cell.edition), (&mut copy, cell.copy)] {
            if let Some(count) = counts.get_mut(at as usize) {
                *count += 1;
            }
        }
    }
    let mut settled = vec![false; copies];
    for cell in equal {
        let alone = edition.get(cell.edition as usize) == Some(&1) && copy.get(cell.copy as usize) == Some(&1);
        if let (true, Some(settled)) = (alone, settled.get_mut(cell.copy as usize)) {
            *settled = true;
        }
    }
    settled
}

fn hash(text: &str) -> u64 {
    // FNV-1a over characters; what has the same hash is compared.
    plain(text)
        .fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{cells, same};

    #[test]
    fn blanks_and_the_shapes_of_marks_do_not_matter() {
        assert!(same("“Lamps” – no", " \"Lamps\"  - no"));
        assert!(!same("Lamps", "lamps") && !same("lamp s", "lamps"));
    }

    #[test]
    fn repeated_paragraphs_are_few_pairs() {
        let stars = vec!["* * *"; 1000];
        assert!(cells(&stars, &stars).len() <= 9 * 1000);
        assert_eq!(cells(&["a", "b", "a"], &["a"]).len(), 2);
    }
}
