//! What can be undone and redone in a list and what stands at its head, also after another window changed it too.
//!
//! Both stacks hold changes as they are to be made to what is there now: the top of `back` leads to what was before, the
//! top of `again` to what was undone. What another window brought lies between as a change that is never undone by
//! itself: one's own change under it is taken back by bringing together what was, what would be and what is.

use std::ops::Range;

use crate::model::Source;
use crate::model::merge::{Numbered, merge, merge_sources};
use crate::model::splice::Splice;

/// Changes that can be undone; the oldest is forgotten first.
const MOST: usize = 500;

/// What stands at the head of a list and is undone with it.
pub(super) trait Head: Clone + PartialEq {
    /// Brings into this what another window did to `base`; where both changed one thing, this stands.
    fn bring(&mut self, base: &Self, theirs: &Self);
}

impl Head for () {
    fn bring(&mut self, (): &Self, (): &Self) {}
}

impl Head for Vec<Source> {
    fn bring(&mut self, base: &Self, theirs: &Self) {
        merge_sources(base, theirs, self, |_| false);
    }
}

/// What was undone or redone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    /// There was nothing.
    Nothing,
    /// What stands at the head, and nothing in the list.
    Head,
    /// The list at a place.
    At(usize),
}

/// One change, as it is to be made to what is there now.
#[derive(Clone, Debug)]
struct Change<T, H> {
    list: Option<Splice<T>>,
    /// The head as it becomes; none when it stays.
    head: Option<H>,
    /// While one types in one field it is one change.
    typing: Option<u64>,
    /// Another window did it.
    theirs: bool,
}

impl<T: Clone + PartialEq, H: Head> Change<T, H> {
    /// What leads from one state to another; none when they are the same.
    fn between((list, head): (&[T], &H), (to, to_head): (&[T], &H), theirs: bool) -> Option<Self> {
        let list = Splice::between(list, to);
        let head = (head != to_head).then(|| to_head.clone());
        (list.is_some() || head.is_some()).then_some(Self { list, head, typing: None, theirs })
    }

    /// Makes the change; the one that takes it back.
    fn make(self, list: &mut Vec<T>, head: &mut H) -> Self {
        if let Some(splice) = &self.list {
            splice.apply(list);
        }
        let head = self.head.map(|new| std::mem::replace(head, new));
        Self { list: self.list.map(Splice::back), head, typing: None, theirs: self.theirs }
    }

    /// Where it changes the list; none when that stays as it is.
    fn at(&self) -> Option<usize> {
        let splice = self.list.as_ref().filter(|splice| !splice.taken.is_empty() || !splice.put.is_empty());
        splice.map(|splice| splice.at)
    }
}

/// The changes of one list and its head.
#[derive(Clone, Debug)]
pub(super) struct Timeline<T, H = ()> {
    back: Vec<Change<T, H>>,
    again: Vec<Change<T, H>>,
}

impl<T, H> Default for Timeline<T, H> {
    fn default() -> Self {
        Self { back: Vec::new(), again: Vec::new() }
    }
}

impl<T: Clone + PartialEq + Numbered, H: Head> Timeline<T, H> {
    /// Puts things in place of a range of the list. Changes with the same `typing`, one after the other at the same
    /// place, are undone as one; true when this began a new one.
    pub fn change(&mut self, list: &mut Vec<T>, range: Range<usize>, put: Vec<T>, typing: Option<u64>) -> bool {
        self.change_with(list, range, put, None, typing)
    }

    /// The same where the head was another one before, too.
    pub fn change_with(
        &mut self,
        list: &mut Vec<T>,
        range: Range<usize>,
        put: Vec<T>,
        head: Option<H>,
        typing: Option<u64>,
    ) -> bool {
        self.again.clear();
        let splice = Splice::make(list, range, put).back();
        if let Some(last) = self.back.last_mut()
            && typing.is_some()
            && last.typing == typing
            && last.head.is_some() == head.is_some()
            && last.list.as_mut().is_some_and(|older| older.join(&splice))
        {
            return false;
        }
        self.push(Change { list: Some(splice), head, typing, theirs: false });
        true
    }

    fn push(&mut self, change: Change<T, H>) {
        self.back.push(change);
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    /// Takes back the change that put one thing there and nothing else, if it was the last; it cannot be done again.
    pub fn unmake(&mut self, list: &mut Vec<T>, head: &mut H) -> bool {
        let one = |splice: &Splice<T>| splice.put.is_empty() && splice.taken.len() == 1;
        let made = self.back.last().is_some_and(|last| !last.theirs && last.list.as_ref().is_some_and(one));
        if made {
            self.undo(list, head);
            self.again.pop();
        }
        made
    }

    /// What comes next is a change of its own, even in the same field.
    pub fn rest(&mut self) {
        if let Some(last) = self.back.last_mut() {
            last.typing = None;
        }
    }

    /// Another window's changes came in: what was before them, and what is there now.
    pub fn merged(&mut self, (list, head): (&[T], &H), (now, now_head): (&[T], &H)) {
        for stack in [&mut self.back, &mut self.again] {
            // Two in a row are one.
            let before = stack.pop_if(|last| last.theirs);
            let (mut was, mut was_head) = (list.to_vec(), head.clone());
            if let Some(before) = before {
                before.make(&mut was, &mut was_head);
            }
            if !stack.is_empty() {
                stack.extend(Change::between((now, now_head), (&was, &was_head), true));
            }
        }
    }

    /// Takes the last change back; where it was in the list.
    pub fn undo(&mut self, list: &mut Vec<T>, head: &mut H) -> Turned {
        turn(&mut self.back, &mut self.again, list, head)
    }

    /// Does the change that was taken back last once more; where it was in the list.
    pub fn redo(&mut self, list: &mut Vec<T>, head: &mut H) -> Turned {
        turn(&mut self.again, &mut self.back, list, head)
    }
}

/// Makes the change on top of one stack, and lays the one that takes it back on the other.
fn turn<T: Clone + PartialEq + Numbered, H: Head>(
    from: &mut Vec<Change<T, H>>,
    to: &mut Vec<Change<T, H>>,
    list: &mut Vec<T>,
    head: &mut H,
) -> Turned {
    loop {
        let theirs = from.pop_if(|last| last.theirs);
        let Some(own) = from.pop() else { return Turned::Nothing };
        let Some(theirs) = theirs else {
            let at = own.at();
            to.push(own.make(list, head));
            return at.map_or(Turned::Head, Turned::At);
        };
        // As it was when this window did it, and as it would be without.
        let (mut was, mut was_head) = (list.clone(), head.clone());
        theirs.make(&mut was, &mut was_head);
        let (mut wanted, mut wanted_head) = (was.clone(), was_head.clone());
        own.make(&mut wanted, &mut wanted_head);
        let (mut new, mut new_head) = (list.clone(), head.clone());
        merge(&was, &wanted, &mut new);
        new_head.bring(&was_head, &wanted_head);
        // What another window brought before that leads on from there: two in a row are one.
        if let Some(below) = from.pop_if(|last| last.theirs) {
            below.make(&mut wanted, &mut wanted_head);
        }
        if !from.is_empty() {
            from.extend(Change::between((&new, &new_head), (&wanted, &wanted_head), true));
        }
        // Where the other window changed the same thing since, nothing is left to take back.
        let Some(again) = Change::between((&new, &new_head), (list, head), false) else { continue };
        let at = again.at();
        to.push(again);
        (*list, *head) = (new, new_head);
        return at.map_or(Turned::Head, Turned::At);
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, Numbered, Timeline, Turned};

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

    impl Head for &'static str {
        fn bring(&mut self, base: &Self, theirs: &Self) {
            if self == base {
                *self = theirs;
            }
        }
    }

    fn things(text: &'static str) -> Vec<Thing> {
        (1..).zip(text.split_whitespace()).map(|(id, word)| Thing(id, word)).collect()
    }

    fn words(list: &[Thing]) -> String {
        list.iter().map(|thing| thing.1).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn changes_are_undone_and_redone_in_order_and_typing_is_one_change() {
        let (mut list, head) = (things("a b c"), &mut ());
        let mut time = Timeline::default();
        assert!(time.change(&mut list, 1..2, vec![Thing(2, "x")], Some(1)));
        assert!(!time.change(&mut list, 1..2, vec![Thing(2, "y")], Some(1)));
        assert!(time.change(&mut list, 3..3, vec![Thing(4, "d"), Thing(5, "e")], None));
        assert_eq!(words(&list), "a y c d e");
        assert_eq!(time.undo(&mut list, head), Turned::At(3));
        assert_eq!(time.undo(&mut list, head), Turned::At(1));
        assert_eq!(words(&list), "a b c");
        assert_eq!(time.undo(&mut list, head), Turned::Nothing);
        let redone = [time.redo(&mut list, head), time.redo(&mut list, head), time.redo(&mut list, head)];
        assert_eq!(redone, [Turned::At(1), Turned::At(3), Turned::Nothing]);
        assert_eq!(words(&list), "a y c d e");
        time.undo(&mut list, head);
        time.change(&mut list, 0..1, vec![], None);
        assert_eq!(time.redo(&mut list, head), Turned::Nothing, "a new change ends what could be redone");
    }

    #[test]
    fn typing_after_a_rest_is_a_new_change() {
        let (mut list, head) = (things("a"), &mut ());
        let mut time = Timeline::default();
        time.change(&mut list, 0..1, vec![Thing(1, "ab")], Some(7));
        time.rest();
        assert!(time.change(&mut list, 0..1, vec![Thing(1, "abc")], Some(7)));
        time.undo(&mut list, head);
        assert_eq!(words(&list), "ab");
        time.change(&mut list, 90..99, vec![Thing(2, "z")], None);
        assert_eq!(words(&list), "ab z", "a range behind the end stands for the end");
    }

    #[test]
    fn the_head_is_undone_with_the_list_and_while_it_is_typed_as_one_change() {
        let (mut list, mut head) = (things("a"), "old");
        let mut time: Timeline<Thing, &'static str> = Timeline::default();
        for new in ["n", "ne", "new"] {
            let before = std::mem::replace(&mut head, new);
            time.change_with(&mut list, 0..0, vec![], Some(before), Some(9));
        }
        let before = std::mem::replace(&mut head, "newer");
        time.change_with(&mut list, 1..1, vec![Thing(2, "b")], Some(before), None);
        time.undo(&mut list, &mut head);
        assert_eq!((words(&list).as_str(), head), ("a", "new"));
        assert_eq!(time.undo(&mut list, &mut head), Turned::Head);
        assert_eq!((words(&list).as_str(), head), ("a", "old"));
        time.redo(&mut list, &mut head);
        time.redo(&mut list, &mut head);
        assert_eq!((words(&list).as_str(), head), ("a b", "newer"));
    }

    #[test]
    fn what_another_window_did_stays_when_ones_own_change_before_it_is_undone_and_redone() {
        let (mut list, mut head) = (things("a b c"), "t");
        let mut time: Timeline<Thing, &'static str> = Timeline::default();
        time.change(&mut list, 0..1, vec![Thing(1, "mine")], None);
        time.change(&mut list, 2..3, vec![], None);
        for theirs in
            [vec![Thing(1, "mine"), Thing(2, "theirs")], vec![Thing(4, "new"), Thing(1, "mine"), Thing(2, "theirs")]]
        {
            let before = std::mem::replace(&mut list, theirs);
            time.merged((&before, &head), (&list, &"u"));
            head = "u";
        }
        assert_ne!(time.undo(&mut list, &mut head), Turned::Nothing);
        assert_eq!(words(&list), "new mine theirs c");
        assert_ne!(time.undo(&mut list, &mut head), Turned::Nothing);
        assert_eq!((words(&list).as_str(), head), ("new a theirs c", "u"));
        assert_eq!(time.undo(&mut list, &mut head), Turned::Nothing);
        // Another change comes in between undoing and redoing.
        let before = list.clone();
        list.retain(|thing| thing.1 != "new");
        time.merged((&before, &head), (&list, &head));
        assert_ne!(time.redo(&mut list, &mut head), Turned::Nothing);
        assert_eq!(words(&list), "mine theirs c");
        assert_ne!(time.redo(&mut list, &mut head), Turned::Nothing);
        assert_eq!(words(&list), "mine theirs");
        assert_ne!(time.undo(&mut list, &mut head), Turned::Nothing);
        assert_eq!(words(&list), "mine theirs c");
    }

    #[test]
    fn changes_and_merges_that_alternate_are_each_undone_and_nothing_of_the_other_window_is() {
        let (mut list, head) = (Vec::new(), &mut ());
        let mut time = Timeline::default();
        for (mine, theirs) in [("m1", "t1"), ("m2", "t2"), ("m3", "t3")] {
            let end = list.len();
            let id = |n: usize| u32::try_from(n).unwrap();
            time.change(&mut list, end..end, vec![Thing(id(end) + 1, mine)], None);
            let before = list.clone();
            list.push(Thing(id(end) + 2, theirs));
            time.merged((&before, head), (&list, head));
        }
        for left in ["m1 t1 m2 t2 t3", "m1 t1 t2 t3", "t1 t2 t3"] {
            assert_ne!(time.undo(&mut list, head), Turned::Nothing);
            assert_eq!(words(&list), left);
        }
        assert_eq!(time.undo(&mut list, head), Turned::Nothing);
        let mut seen = vec![words(&list)];
        for theirs in ["t4", "t5"] {
            assert_ne!(time.redo(&mut list, head), Turned::Nothing);
            let before = list.clone();
            list.push(Thing(if theirs == "t4" { 20 } else { 21 }, theirs));
            time.merged((&before, head), (&list, head));
            seen.push(words(&list));
        }
        assert_ne!(time.redo(&mut list, head), Turned::Nothing);
        for word in ["m1", "m2", "m3", "t1", "t2", "t3", "t4", "t5"] {
            assert!(words(&list).contains(word), "{word}: {} after {seen:?}", words(&list));
        }
        for _ in 0..3 {
            time.undo(&mut list, head);
        }
        let mut left: Vec<&str> = list.iter().map(|thing| thing.1).collect();
        left.sort_unstable();
        assert_eq!(left, ["t1", "t2", "t3", "t4", "t5"]);
    }

    #[test]
    fn what_the_other_window_changed_too_stays_as_they_have_it() {
        let (mut list, head) = (things("a b"), &mut ());
        let mut time = Timeline::default();
        time.change(&mut list, 1..2, vec![Thing(2, "earlier")], None);
        time.change(&mut list, 0..1, vec![Thing(1, "mine")], None);
        let before = list.clone();
        list = vec![Thing(1, "theirs"), Thing(2, "earlier")];
        time.merged((&before, head), (&list, head));
        assert_eq!(time.undo(&mut list, head), Turned::At(1), "the change before it is undone at once");
        assert_eq!(words(&list), "theirs b");
    }
}
