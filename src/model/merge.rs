//! Three-way merges of numbered lists, for two windows that edit the same file.

use std::collections::HashMap;

use super::{Source, SourceId};

/// An element with a number that is unique in its list.
pub trait Numbered {
    /// Returns the number.
    fn id(&self) -> u32;
    /// Changes the number.
    fn set_id(&mut self, id: u32);
}

/// Takes the value of the other window if this one did not change it.
pub(super) fn merge_value<T: Clone + PartialEq>(ours: &mut T, base: &T, theirs: &T) {
    if ours == base {
        ours.clone_from(theirs);
    }
}

/// Merges into `ours` what another window added, changed and removed since `base`. Where both changed an element, ours
/// wins; an element that one changed and the other removed is kept. Two new elements with the same number are both
/// kept, and theirs is renumbered.
pub fn merge<T: Numbered + Clone + PartialEq>(base: &[T], theirs: &[T], ours: &mut Vec<T>) {
    let order = |list: &[T]| -> Vec<u32> { list.iter().map(Numbered::id).collect() };
    let unmoved = order(base) == order(ours);
    let by_id = |list: &[T]| -> HashMap<u32, T> { list.iter().map(|one| (one.id(), one.clone())).collect() };
    let (base, in_theirs) = (by_id(base), by_id(theirs));
    let mine = by_id(ours);
    ours.retain(|one| {
        let untouched = base.get(&one.id()) == Some(one);
        in_theirs.contains_key(&one.id()) || !untouched
    });
    for one in ours.iter_mut() {
        if let (Some(was), Some(theirs)) = (base.get(&one.id()), in_theirs.get(&one.id()))
            && was == one
        {
            *one = theirs.clone();
        }
    }
    if unmoved {
        // Only they changed the order. Elements that they removed and we changed go to the end.
        let places: HashMap<u32, usize> = theirs.iter().enumerate().map(|(at, one)| (one.id(), at)).collect();
        ours.sort_by_key(|one| places.get(&one.id()).copied().unwrap_or(usize::MAX));
    }
    let mut free = mine.keys().chain(in_theirs.keys()).max().map_or(1, |id| id.saturating_add(1));
    // Where their next new element is inserted: after its predecessor in their list.
    let mut at = 0;
    for theirs in theirs {
        let id = theirs.id();
        let here = ours.iter().position(|one| one.id() == id);
        let both_new = !base.contains_key(&id) && here.is_some_and(|here| ours.get(here) != Some(theirs));
        if let Some(here) = here.filter(|_| !both_new) {
            at = here + 1;
            continue;
        }
        if base.get(&id) == Some(theirs) {
            // We removed it, and they did not change it.
            continue;
        }
        let mut new = theirs.clone();
        if both_new {
            new.set_id(free);
            free = free.saturating_add(1);
        }
        ours.insert(at.min(ours.len()), new);
        at += 1;
    }
}

/// Merges into `ours` the sources that another window added or removed since `base`. Sources for which `cited` returns
/// true are kept.
pub fn merge_sources(base: &[Source], theirs: &[Source], ours: &mut Vec<Source>, cited: impl Fn(&SourceId) -> bool) {
    ours.retain(|one| theirs.contains(one) || !base.contains(one) || cited(&one.id));
    for source in theirs {
        let new = !base.contains(source) || cited(&source.id);
        if new && !ours.iter().any(|one| one.id == source.id) {
            ours.push(source.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbered, merge};

    #[derive(Clone, Debug, PartialEq)]
    struct Item(u32, &'static str);

    impl Numbered for Item {
        fn id(&self) -> u32 {
            self.0
        }

        fn set_id(&mut self, id: u32) {
            self.0 = id;
        }
    }

    fn merged(base: &[Item], theirs: &[Item], ours: &[Item]) -> Vec<(u32, &'static str)> {
        let mut ours = ours.to_vec();
        merge(base, theirs, &mut ours);
        ours.into_iter().map(|Item(id, text)| (id, text)).collect()
    }

    #[test]
    fn the_changes_of_both_windows_are_merged() {
        let base = [Item(1, "a"), Item(2, "b"), Item(3, "c")];
        let theirs = [Item(1, "a"), Item(2, "b2"), Item(4, "new"), Item(3, "c")];
        let ours = [Item(5, "mine"), Item(2, "b"), Item(3, "c3")];
        assert_eq!(merged(&base, &theirs, &ours), [(5, "mine"), (2, "b2"), (4, "new"), (3, "c3")]);
        assert_eq!(merged(&base, &base, &ours), [(5, "mine"), (2, "b"), (3, "c3")]);
        assert_eq!(merged(&base, &theirs, &base), [(1, "a"), (2, "b2"), (4, "new"), (3, "c")]);
    }

    #[test]
    fn their_order_applies_if_ours_is_unchanged() {
        let base = [Item(1, "a"), Item(2, "b"), Item(3, "c")];
        let theirs = [Item(3, "c"), Item(1, "a"), Item(2, "b")];
        let ours = [Item(1, "a"), Item(2, "b2"), Item(3, "c")];
        assert_eq!(merged(&base, &theirs, &ours), [(3, "c"), (1, "a"), (2, "b2")]);
        assert_eq!(merged(&base, &ours, &theirs), [(3, "c"), (1, "a"), (2, "b2")]);
    }

    #[test]
    fn changed_elements_are_never_removed() {
        let base = [Item(1, "a"), Item(2, "b")];
        assert_eq!(
            merged(&base, &[], &[Item(1, "a1"), Item(2, "b")]),
            [(1, "a1")],
            "they took both away, we changed one"
        );
        assert_eq!(merged(&base, &[Item(1, "a1")], &[]), [(1, "a1")], "we took both away, they changed one");
        assert_eq!(merged(&[], &[Item(1, "theirs")], &[Item(1, "ours")]), [(2, "theirs"), (1, "ours")]);
        assert_eq!(merged(&[], &[Item(1, "same")], &[Item(1, "same")]), [(1, "same")]);
    }
}
