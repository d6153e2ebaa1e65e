//! The reader's corrections, made consistent.

use std::collections::HashSet;

use crate::model::Correction;

/// The pairs the reader made, and those the reader refused.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    /// Paragraphs that belong together: indexes in the edition and in the copy, both ascending.
    pub(super) groups: Vec<(Vec<usize>, Vec<usize>)>,
    /// Paragraphs that do not belong together: edition, copy.
    pub(super) unlinked: HashSet<(usize, usize)>,
}

/// Applies corrections in the order they were made. Of two contradictory ones the later wins; those with an index out
/// of bounds are ignored.
pub(super) fn apply(corrections: &[Correction], editions: usize, copies: usize) -> Corrections {
    let mut links: Vec<(usize, usize)> = Vec::new();
    let mut unlinked = HashSet::new();
    for correction in corrections {
        let (Correction::Linked { copy, edition } | Correction::Unlinked { copy, edition }) = *correction;
        if copy >= copies || edition >= editions {
            continue;
        }
        let pair = (edition, copy);
        links.retain(|link| *link != pair);
        if matches!(correction, Correction::Linked { .. }) {
            links.push(pair);
            let group = component(&links, pair);
            unlinked.retain(|(e, c)| !(group.0.contains(e) && group.1.contains(c)));
            continue;
        }
        unlinked.insert(pair);
        // Still connected through other links: then the paragraph of the copy leaves the whole group.
        if component(&links, pair).0.contains(&edition) && linked_editions(&links, copy).contains(&edition) {
            links.retain(|(_, c)| *c != copy);
        }
    }
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for &link in &links {
        if !groups.iter().any(|(editions, _)| editions.contains(&link.0)) {
            groups.push(component(&links, link));
        }
    }
    Corrections { groups, unlinked }
}

/// Returns the paragraphs of the edition linked with a paragraph of the copy, directly or indirectly.
fn linked_editions(links: &[(usize, usize)], copy: usize) -> Vec<usize> {
    links.iter().find(|(_, c)| *c == copy).map(|link| component(links, *link).0).unwrap_or_default()
}

/// Returns the connected component of a link.
fn component(links: &[(usize, usize)], (edition, copy): (usize, usize)) -> (Vec<usize>, Vec<usize>) {
    let (mut editions, mut copies) = (vec![edition], vec![copy]);
    loop {
        let before = editions.len() + copies.len();
        for (e, c) in links {
            match (editions.contains(e), copies.contains(c)) {
                (true, false) => copies.push(*c),
                (false, true) => editions.push(*e),
                _ => {}
            }
        }
        if editions.len() + copies.len() == before {
            editions.sort_unstable();
            copies.sort_unstable();
            return (editions, copies);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::model::Correction::{self, Linked, Unlinked};

    fn groups(corrections: &[Correction]) -> Vec<(Vec<usize>, Vec<usize>)> {
        apply(corrections, 5, 5).groups
    }

    #[test]
    fn the_later_of_two_contradictory_corrections_wins() {
        let (link, unlink) = (Linked { copy: 1, edition: 2 }, Unlinked { copy: 1, edition: 2 });
        assert_eq!(groups(&[unlink, link]), [(vec![2], vec![1])]);
        assert!(apply(&[unlink, link], 5, 5).unlinked.is_empty());
        assert!(groups(&[link, unlink]).is_empty());
        let chain = [link, Linked { copy: 1, edition: 3 }, Linked { copy: 4, edition: 3 }];
        assert_eq!(groups(&chain), [(vec![2, 3], vec![1, 4])]);
        let cut = [&chain[..], &[Unlinked { copy: 4, edition: 2 }]].concat();
        assert_eq!(groups(&cut), [(vec![2, 3], vec![1])]);
    }

    #[test]
    fn corrections_without_a_paragraph_are_ignored() {
        assert!(groups(&[Linked { copy: 9, edition: 0 }, Linked { copy: 0, edition: 5 }]).is_empty());
    }
}
