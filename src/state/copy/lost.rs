//! Where a note that has no place would stand in the copy, and placing it there.

use crate::model::{Correction, Pair, PairGrade};

use super::OwnCopy;

/// The most paragraphs that only the copy has between two others which are offered.
const MAX_BETWEEN: usize = 3;

/// The paragraphs of the copy around the place where a missing paragraph of the edition would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LostPlace {
    /// The counterpart of the paragraph before it; `None` if it would be the first.
    pub before: Option<usize>,
    /// Paragraphs that only the copy has at its place, at most three.
    pub between: Vec<usize>,
    /// The counterpart of the paragraph after it; `None` if it would be the last.
    pub after: Option<usize>,
}

impl OwnCopy {
    /// Returns the neighbours of where a paragraph of the edition, which has no counterpart, would be in the copy.
    pub fn lost_place(&self, edition: usize) -> LostPlace {
        let in_order = |at: usize| {
            let pair = self.pairs.of_edition(at)?;
            // A paragraph that moved says nothing about its old neighbours.
            (pair.grade != PairGrade::Moved && !pair.copy.is_empty()).then_some(pair)
        };
        let before = (0..edition).rev().find_map(in_order).and_then(|pair| pair.copy.last().copied());
        let after = (edition + 1..self.request.base.paragraphs().len())
            .find_map(in_order)
            .and_then(|p| p.copy.first().copied());
        let end = after.unwrap_or(self.request.article.paragraphs.len());
        let only_here = |at: &usize| self.pair_of(*at).is_some_and(|pair| pair.edition.is_empty());
        let between = (before.map_or(0, |at| at + 1)..end).filter(only_here).take(MAX_BETWEEN).collect();
        LostPlace { before, between, after }
    }

    /// Returns the corrections that link a paragraph of the edition with one of the copy, where what is there stays.
    ///
    /// A paragraph that the reader linked keeps only such links, so those of its pair are made again with the new one.
    pub fn place_lost(&self, edition: usize, copy: usize) -> Vec<Correction> {
        let (copies, editions) = match self.pair_of(copy) {
            Some(Pair { copy, edition, .. }) => (copy.clone(), edition.clone()),
            None => (vec![copy], Vec::new()),
        };
        let link =
            |&copy: &usize| editions.iter().chain([&edition]).map(move |&edition| Correction::Linked { copy, edition });
        copies.iter().flat_map(link).collect()
    }
}
