//! The perspectives shown beside the article, and their order.

use std::collections::BTreeSet;

use crate::model::{Edition, PerspectiveId};

/// The number of perspectives shown when an edition is opened for the first time.
const DEFAULT_COUNT: usize = 3;

/// The reader's choice of perspectives for one edition, as indexes into the edition's own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    order: Vec<usize>,
    visible: BTreeSet<usize>,
}

impl Shown {
    /// Shows the first three perspectives, in the edition's own order.
    pub fn of(edition: &Edition) -> Self {
        let count = edition.perspectives().len();
        Self { order: (0..count).collect(), visible: (0..count.min(DEFAULT_COUNT)).collect() }
    }

    /// Restores a saved choice. Perspectives that no longer exist are skipped; new ones come last and are hidden.
    pub fn restored(edition: &Edition, order: &[PerspectiveId], visible: &[PerspectiveId]) -> Self {
        let find = |id: &PerspectiveId| edition.perspective_index(id);
        let mut known: Vec<usize> = Vec::new();
        for index in order.iter().filter_map(find).chain(0..edition.perspectives().len()) {
            if !known.contains(&index) {
                known.push(index);
            }
        }
        Self { order: known, visible: visible.iter().filter_map(find).collect() }
    }

    /// Iterates over all perspectives in the reader's order, each with whether it is shown.
    pub fn all(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        self.order.iter().map(|&index| (index, self.visible.contains(&index)))
    }

    /// Iterates over the shown perspectives in the reader's order.
    pub fn visible(&self) -> impl Iterator<Item = usize> + '_ {
        self.all().filter(|(_, shown)| *shown).map(|(index, _)| index)
    }

    /// Returns the number of perspectives shown.
    pub fn count(&self) -> usize {
        self.visible.len()
    }

    /// Shows a perspective, if it exists.
    pub fn show(&mut self, index: usize) {
        if self.order.contains(&index) {
            self.visible.insert(index);
        }
    }

    /// Returns whether a perspective is shown.
    pub fn is_visible(&self, index: usize) -> bool {
        self.visible.contains(&index)
    }

    /// Returns the perspective at a place of the reader's order, from 0; the keys 1 to 9 use these places.
    pub fn at(&self, place: usize) -> Option<usize> {
        self.order.get(place).copied()
    }

    /// Toggles whether a perspective is shown.
    pub fn toggle(&mut self, index: usize) {
        if self.order.contains(&index) && !self.visible.remove(&index) {
            self.visible.insert(index);
        }
    }

    /// Shows one perspective and hides the others, if it exists.
    pub fn show_only(&mut self, index: usize) {
        if self.order.contains(&index) {
            self.visible = BTreeSet::from([index]);
        }
    }

    /// Moves a perspective one place toward the front, or toward the end if `earlier` is unset.
    pub fn shift(&mut self, index: usize, earlier: bool) {
        let Some(place) = self.order.iter().position(|&i| i == index) else { return };
        let other = if earlier { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(other) = other.filter(|&o| o < self.order.len()) {
            self.order.swap(place, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn the_order_is_independent_of_which_perspectives_are_shown() {
        let mut shown = Shown { order: vec![0, 1, 2, 3], visible: [0, 2].into() };
        shown.shift(2, true);
        assert_eq!(shown.visible().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(shown.all().map(|(i, _)| i).collect::<Vec<_>>(), [0, 2, 1, 3]);
        shown.shift(0, true);
        shown.toggle(0);
        shown.toggle(3);
        shown.toggle(99);
        assert_eq!(shown.visible().collect::<Vec<_>>(), [2, 3]);
        shown.show_only(0);
        assert_eq!(shown.visible().collect::<Vec<_>>(), [0]);
        shown.show_only(99);
        assert_eq!(shown.visible().collect::<Vec<_>>(), [0]);
    }
}
