//! Going between the texts of one edition, its own and the reader's copies: the place.

use crate::model::{Edition, Pair, ParagraphId};
use crate::state::{AppState, OwnCopy, Place, ScrollRequest};

impl AppState {
    /// Continues in another text of the same edition what was read at a row of the one before: at the paragraph that
    /// corresponds to it, with its first line where that of the other was.
    pub(super) fn continue_reading(&mut self, old: &Edition, old_copy: Option<&OwnCopy>, before: usize) {
        let row = self.corresponding_row(old, old_copy, before);
        self.reader.active = row;
        self.reader.place = Place::at_row(row);
        self.reader.scroll = Some(ScrollRequest::InPlaceOf { row, before });
    }

    /// Returns the row of the open text that corresponds to a row of another text of the same edition, or to the nearest
    /// one before it that corresponds to any.
    fn corresponding_row(&self, old: &Edition, old_copy: Option<&OwnCopy>, row: usize) -> usize {
        let Some(index) = row.checked_sub(1) else { return 0 };
        let Some((base, at)) = (match old_copy {
            Some(copy) => index_in_edition(copy, index).map(|at| (&*copy.request.base, at)),
            None => Some((old, index)),
        }) else {
            return 0;
        };
        let ids = base.paragraphs().iter().map(|paragraph| &paragraph.id).take(at + 1);
        let here = |id: &ParagraphId, is_itself: bool| match &self.copy.open {
            Some(copy) => index_in_copy(copy, copy.request.base.paragraph_index(id)?, is_itself),
            None => self.edition.paragraph_index(id),
        };
        let nearest = ids.rev().enumerate().find_map(|(away, id)| here(id, away == 0));
        nearest.map_or(0, |index| index + 1)
    }
}

/// Returns the paragraph of the edition that corresponds to one of a copy, or to the nearest one before it.
fn index_in_edition(copy: &OwnCopy, index: usize) -> Option<usize> {
    (0..=index).rev().find_map(|at| {
        let Pair { copy: ours, edition, .. } = copy.pair_of(at)?;
        if at == index { counterpart(ours, edition, at) } else { edition.last().copied() }
    })
}

/// Returns the paragraph of a copy that corresponds to one of the edition; to the end of it, if it is not the one itself.
pub(super) fn index_in_copy(copy: &OwnCopy, at: usize, is_itself: bool) -> Option<usize> {
    let Pair { copy: ours, edition, .. } = copy.pairs.pairs.iter().find(|pair| pair.edition.contains(&at))?;
    if is_itself { counterpart(edition, ours, at) } else { ours.last().copied() }
}

/// Returns the paragraph of the other side of a pair that is as far in it as `at` is in its own.
fn counterpart(own: &[usize], other: &[usize], at: usize) -> Option<usize> {
    let place = own.iter().position(|own| *own == at)?;
    other.get(place * other.len() / own.len().max(1)).or(other.last()).copied()
}
