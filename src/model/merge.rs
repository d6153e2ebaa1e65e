//! Two windows on one file: what each did since it was read is brought together, by the numbers of what is in it.

use std::collections::HashMap;

use super::{Source, SourceId};

/// Something that has a number in its list.
pub trait Numbered {
    /// The number.
    fn id(&self) -> u32;
    /// Gives it another one.
    fn number(&mut self, id: u32);
}

/// Brings into `ours` what another window did to `base`: what it added, changed and took away. Where both changed one
/// thing, ours stands; what one changed and the other took away stays. Two new things with one number both stay.
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
        // Only they have moved anything. What they took away and we have changed goes to the end.
        let places: HashMap<u32, usize> = theirs.iter().enumerate().map(|(at, one)| (one.id(), at)).collect();
        ours.sort_by_key(|one| places.get(&one.id()).copied().unwrap_or(usize::MAX));
    }
    let mut free = mine.keys().chain(in_theirs.keys()).max().map_or(1, |id| id.saturating_add(1));
    // Where what comes next from them is put: behind what stands before it there.
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
            // We took it away, and they left it as it was.
            continue;
        }
        let mut new = theirs.clone();
        if both_new {
            new.number(free);
            free = free.saturating_add(1);
        }
        ours.insert(at.min(ours.len()), new);
        at += 1;
    }
}

/// Brings into `ours` the sources that another window put in or took out since `base`; what `cited` names stays.
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
    struct Thing(u32, &'static str);

    impl Numbered for Thing {
        fn id(&self) -> u32 {
            self.0
        }

        fn number(&mut self, id: u32) {
            self.0 = id;
        }
    }

    fn merged(base: &[Thing], theirs: &[Thing], ours: &[Thing]) -> Vec<(u32, &'static str)> {
        let mut ours = ours.to_vec();
        merge(base, theirs, &mut ours);
        ours.into_iter().map(|Thing(id, text)| (id, text)).collect()
    }

    #[test]
    fn what_each_window_did_is_there_afterwards() {
        let base = [Thing(1, "a"), Thing(2, "b"), Thing(3, "c")];
        let theirs = [Thing(1, "a"), Thing(2, "b2"), Thing(4, "new"), Thing(3, "c")];
        let ours = [Thing(5, "mine"), Thing(2, "b"), Thing(3, "c3")];
        assert_eq!(merged(&base, &theirs, &ours), [(5, "mine"), (2, "b2"), (4, "new"), (3, "c3")]);
        assert_eq!(merged(&base, &base, &ours), [(5, "mine"), (2, "b"), (3, "c3")]);
        assert_eq!(merged(&base, &theirs, &base), [(1, "a"), (2, "b2"), (4, "new"), (3, "c")]);
    }

    #[test]
    fn their_order_is_taken_over_where_ours_is_as_it_was() {
        let base = [Thing(1, "a"), Thing(2, "b"), Thing(3, "c")];
        let theirs = [Thing(3, "c"), Thing(1, "a"), Thing(2, "b")];
        let ours = [Thing(1, "a"), Thing(2, "b2"), Thing(3, "c")];
        assert_eq!(merged(&base, &theirs, &ours), [(3, "c"), (1, "a"), (2, "b2")]);
        assert_eq!(merged(&base, &ours, &theirs), [(3, "c"), (1, "a"), (2, "b2")]);
    }

    #[test]
    fn nothing_that_somebody_changed_is_lost() {
        let base = [Thing(1, "a"), Thing(2, "b")];
        assert_eq!(
            merged(&base, &[], &[Thing(1, "a1"), Thing(2, "b")]),
            [(1, "a1")],
            "they took both away, we changed one"
        );
        assert_eq!(merged(&base, &[Thing(1, "a1")], &[]), [(1, "a1")], "we took both away, they changed one");
        assert_eq!(merged(&[], &[Thing(1, "theirs")], &[Thing(1, "ours")]), [(2, "theirs"), (1, "ours")]);
        assert_eq!(merged(&[], &[Thing(1, "same")], &[Thing(1, "same")]), [(1, "same")]);
    }
}
