//! What can be undone and redone in a thing that is kept, also after another window changed it too.
//!
//! Both stacks hold steps as they are to be made to what is there now: the top of `back` leads to what was before, the top
//! of `again` to what was undone. What another window brought lies between as a step that is never undone by itself: one's
//! own step under it is taken back by bringing together what was, what would be and what is.

use crate::model::splice::Splice;

/// Steps that can be undone; the oldest is forgotten first.
const MOST: usize = 400;

/// What leads from one state of a thing to another.
pub(super) trait Step: Clone {
    /// The thing.
    type State: Clone;
    /// What may be typed in: while one types in one field it is one step.
    type Field: Copy + PartialEq + std::fmt::Debug;

    /// What leads from one state to another.
    fn between(from: &Self::State, to: &Self::State) -> Self;

    /// Whether it leads nowhere.
    fn is_none(&self) -> bool;

    /// Makes it; the step that takes it back.
    fn make(self, state: &mut Self::State) -> Self;

    /// Takes in a step that is made right before this one in the same field; says whether it could.
    fn join(&mut self, before: &Self) -> bool;

    /// Brings into a state what another window did to `base`; where both changed one thing, this one's stands.
    fn bring(state: &mut Self::State, base: &Self::State, theirs: &Self::State);
}

/// Whether nothing changed in a list either time, or one change could be taken into the other.
pub(super) fn join<T: Clone>(splice: &mut Option<Splice<T>>, before: Option<&Splice<T>>) -> bool {
    match (splice, before) {
        (Some(splice), Some(before)) => splice.join(before),
        (None, None) => true,
        _ => false,
    }
}

/// Makes a change of a list, if there is one; the one that takes it back.
pub(super) fn make<T: Clone>(splice: Option<Splice<T>>, list: &mut Vec<T>) -> Option<Splice<T>> {
    let splice = splice?;
    splice.apply(list);
    Some(splice.inverse())
}

/// A step in its stack.
#[derive(Clone, Debug)]
struct Made<S: Step> {
    step: S,
    typing: Option<S::Field>,
    /// Another window did it.
    theirs: bool,
}

/// The steps of one thing.
#[derive(Clone, Debug)]
pub(super) struct UndoStack<S: Step> {
    back: Vec<Made<S>>,
    again: Vec<Made<S>>,
}

impl<S: Step> Default for UndoStack<S> {
    fn default() -> Self {
        Self { back: Vec::new(), again: Vec::new() }
    }
}

impl<S: Step> UndoStack<S> {
    /// Something was done that this step takes back. Steps typed in one field, one after the other at the same place, are
    /// undone as one; true when this began a new one, false when nothing was done or it was typed on.
    pub fn did(&mut self, step: S, typing: Option<S::Field>) -> bool {
        if step.is_none() {
            return false;
        }
        self.again.clear();
        let typed = |last: &&mut Made<S>| !last.theirs && typing.is_some() && last.typing == typing;
        if self.back.last_mut().filter(typed).is_some_and(|last| last.step.join(&step)) {
            return false;
        }
        self.back.push(Made { step, typing, theirs: false });
        if self.back.len() > MOST {
            self.back.remove(0);
        }
        true
    }

    /// The thing was another one before.
    pub fn changed(&mut self, before: &S::State, now: &S::State, typing: Option<S::Field>) -> bool {
        self.did(S::between(now, before), typing)
    }

    /// Takes back the last step if it is one of these and one's own; it cannot be done again.
    pub fn unmake(&mut self, state: &mut S::State, these: impl Fn(&S) -> bool) -> bool {
        let Some(last) = self.back.pop_if(|last| !last.theirs && these(&last.step)) else { return false };
        last.step.make(state);
        true
    }

    /// What comes next is a step of its own, even in the same field.
    pub fn rest(&mut self) {
        if let Some(last) = self.back.last_mut() {
            last.typing = None;
        }
    }

    /// Another window's changes came in.
    pub fn merged(&mut self, before: &S::State, now: &S::State) {
        for stack in [&mut self.back, &mut self.again] {
            lay_theirs(stack, now, before.clone());
        }
    }

    /// Takes the last step back, or makes the one that was taken back last once more; what was made, if there was any.
    pub fn turn(&mut self, state: &mut S::State, back: bool) -> Option<S> {
        let (from, to) = match back {
            true => (&mut self.back, &mut self.again),
            false => (&mut self.again, &mut self.back),
        };
        loop {
            let theirs = from.pop_if(|last| last.theirs);
            let own = from.pop()?.step;
            let Some(theirs) = theirs else {
                let made = own.clone();
                to.push(Made { step: own.make(state), typing: None, theirs: false });
                return Some(made);
            };
            // As it was when this window did it, and as it would be without.
            let mut was = state.clone();
            theirs.step.make(&mut was);
            let mut wanted = was.clone();
            own.make(&mut wanted);
            let mut new = state.clone();
            S::bring(&mut new, &was, &wanted);
            lay_theirs(from, &new, wanted);
            // Where the other window changed the same thing since, nothing is left to take back.
            let made = S::between(state, &new);
            if made.is_none() {
                continue;
            }
            to.push(Made { step: S::between(&new, state), typing: None, theirs: false });
            *state = new;
            return Some(made);
        }
    }
}

/// Lays what another window brought on a stack: what leads from the state that is there now to the one that the stack leads
/// on from. Two in a row are one, and under nothing there need be none.
fn lay_theirs<S: Step>(stack: &mut Vec<Made<S>>, now: &S::State, mut from: S::State) {
    if let Some(below) = stack.pop_if(|last| last.theirs) {
        below.step.make(&mut from);
    }
    let step = S::between(now, &from);
    if !stack.is_empty() && !step.is_none() {
        stack.push(Made { step, typing: None, theirs: true });
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, UndoStack, join, make};
    use crate::model::merge::{Numbered, merge};
    use crate::model::splice::Splice;

    #[derive(Clone, Debug, PartialEq)]
    struct Thing(u32, &'static str);

    impl Numbered for Thing {
        fn id(&self) -> u32 {
            self.0
        }

        fn set_id(&mut self, id: u32) {
            self.0 = id;
        }
    }

    /// A list of things.
    #[derive(Clone, Debug)]
    struct Change(Option<Splice<Thing>>);

    impl Step for Change {
        type State = Vec<Thing>;
        type Field = u64;

        fn between(from: &Vec<Thing>, to: &Vec<Thing>) -> Self {
            Self(Splice::between(from, to))
        }

        fn is_none(&self) -> bool {
            self.0.is_none()
        }

        fn make(self, state: &mut Vec<Thing>) -> Self {
            Self(make(self.0, state))
        }

        fn join(&mut self, before: &Self) -> bool {
            join(&mut self.0, before.0.as_ref())
        }

        fn bring(state: &mut Vec<Thing>, base: &Vec<Thing>, theirs: &Vec<Thing>) {
            merge(base, theirs, state);
        }
    }

    type Time = UndoStack<Change>;

    fn things(text: &'static str) -> Vec<Thing> {
        (1..).zip(text.split_whitespace()).map(|(id, word)| Thing(id, word)).collect()
    }

    fn words(list: &[Thing]) -> String {
        list.iter().map(|thing| thing.1).collect::<Vec<_>>().join(" ")
    }

    fn put(
        time: &mut Time,
        list: &mut Vec<Thing>,
        range: std::ops::Range<usize>,
        new: &[Thing],
        typing: Option<u64>,
    ) -> bool {
        let step = Change(Some(Splice::replace(list, range, new.to_vec()).inverse()));
        time.did(step, typing)
    }

    fn theirs(time: &mut Time, list: &mut Vec<Thing>, new: Vec<Thing>) {
        let before = std::mem::replace(list, new);
        time.merged(&before, list);
    }

    fn undo(time: &mut Time, list: &mut Vec<Thing>) -> bool {
        time.turn(list, true).is_some()
    }

    fn redo(time: &mut Time, list: &mut Vec<Thing>) -> bool {
        time.turn(list, false).is_some()
    }

    #[test]
    fn steps_are_undone_and_redone_in_order_and_typing_is_one_step() {
        let (mut time, mut list) = (Time::default(), things("a b c"));
        assert!(put(&mut time, &mut list, 1..2, &[Thing(2, "x")], Some(1)));
        assert!(!put(&mut time, &mut list, 1..2, &[Thing(2, "y")], Some(1)));
        assert!(put(&mut time, &mut list, 3..3, &[Thing(4, "d"), Thing(5, "e")], None));
        assert_eq!(words(&list), "a y c d e");
        assert!(undo(&mut time, &mut list) && undo(&mut time, &mut list));
        assert_eq!(words(&list), "a b c");
        assert!(!undo(&mut time, &mut list));
        assert!(redo(&mut time, &mut list) && redo(&mut time, &mut list) && !redo(&mut time, &mut list));
        assert_eq!(words(&list), "a y c d e");
        undo(&mut time, &mut list);
        put(&mut time, &mut list, 0..1, &[], None);
        assert!(!redo(&mut time, &mut list), "a new step ends what could be redone");
    }

    #[test]
    fn typing_after_a_rest_is_a_new_step() {
        let (mut time, mut list) = (Time::default(), things("a"));
        put(&mut time, &mut list, 0..1, &[Thing(1, "ab")], Some(7));
        time.rest();
        assert!(put(&mut time, &mut list, 0..1, &[Thing(1, "abc")], Some(7)));
        undo(&mut time, &mut list);
        assert_eq!(words(&list), "ab");
        put(&mut time, &mut list, 90..99, &[Thing(2, "z")], None);
        assert_eq!(words(&list), "ab z", "a range behind the end stands for the end");
    }

    #[test]
    fn what_another_window_did_stays_when_ones_own_step_before_it_is_undone_and_redone() {
        let (mut time, mut list) = (Time::default(), things("a b c"));
        put(&mut time, &mut list, 0..1, &[Thing(1, "mine")], None);
        put(&mut time, &mut list, 2..3, &[], None);
        theirs(&mut time, &mut list, vec![Thing(1, "mine"), Thing(2, "theirs")]);
        theirs(&mut time, &mut list, vec![Thing(4, "new"), Thing(1, "mine"), Thing(2, "theirs")]);
        assert!(undo(&mut time, &mut list));
        assert_eq!(words(&list), "new mine theirs c");
        assert!(undo(&mut time, &mut list));
        assert_eq!(words(&list), "new a theirs c");
        assert!(!undo(&mut time, &mut list));
        // Another change comes in between undoing and redoing.
        let without = list.iter().filter(|thing| thing.1 != "new").cloned().collect();
        theirs(&mut time, &mut list, without);
        assert!(redo(&mut time, &mut list));
        assert_eq!(words(&list), "mine theirs c");
        assert!(redo(&mut time, &mut list));
        assert_eq!(words(&list), "mine theirs");
        assert!(undo(&mut time, &mut list));
        assert_eq!(words(&list), "mine theirs c");
    }

    #[test]
    fn steps_and_merges_that_alternate_are_each_undone_and_nothing_of_the_other_window_is() {
        let (mut time, mut list) = (Time::default(), Vec::new());
        for (mine, other) in [("m1", "t1"), ("m2", "t2"), ("m3", "t3")] {
            let end = list.len();
            let id = u32::try_from(end).unwrap();
            put(&mut time, &mut list, end..end, &[Thing(id + 1, mine)], None);
            let more = list.iter().cloned().chain([Thing(id + 2, other)]).collect();
            theirs(&mut time, &mut list, more);
        }
        for left in ["m1 t1 m2 t2 t3", "m1 t1 t2 t3", "t1 t2 t3"] {
            assert!(undo(&mut time, &mut list));
            assert_eq!(words(&list), left);
        }
        assert!(!undo(&mut time, &mut list));
        for (id, other) in [(20, "t4"), (21, "t5")] {
            assert!(redo(&mut time, &mut list));
            let more = list.iter().cloned().chain([Thing(id, other)]).collect();
            theirs(&mut time, &mut list, more);
        }
        assert!(redo(&mut time, &mut list));
        for word in ["m1", "m2", "m3", "t1", "t2", "t3", "t4", "t5"] {
            assert!(words(&list).contains(word), "{word}: {}", words(&list));
        }
        while undo(&mut time, &mut list) {}
        let mut left: Vec<&str> = list.iter().map(|thing| thing.1).collect();
        left.sort_unstable();
        assert_eq!(left, ["t1", "t2", "t3", "t4", "t5"]);
    }

    #[test]
    fn what_the_other_window_changed_too_stays_as_they_have_it() {
        let (mut time, mut list) = (Time::default(), things("a b"));
        put(&mut time, &mut list, 1..2, &[Thing(2, "earlier")], None);
        put(&mut time, &mut list, 0..1, &[Thing(1, "mine")], None);
        theirs(&mut time, &mut list, vec![Thing(1, "theirs"), Thing(2, "earlier")]);
        assert!(undo(&mut time, &mut list), "the step before it is undone at once");
        assert_eq!(words(&list), "theirs b");
    }
}
