//! Undo and redo for a saved document, also when another window has changed the document in between.
//!
//! Both stacks hold steps that apply to the current state: the top of `undo` leads to the previous state, the top of
//! `redo` to the state that was undone last. A change that came from another window lies between them as a remote
//! entry. A remote entry is never undone by itself: the local step below it is undone by a three-way merge of the state
//! before the remote change, that state without the local step, and the current state.

use crate::model::splice::Splice;

/// The number of steps that can be undone; the oldest is dropped first.
const MAX_STEPS: usize = 400;

/// A change that leads from one state of a document to another.
pub(super) trait UndoStep: Clone {
    /// The document.
    type State: Clone;
    /// A text field of the document. Consecutive typing in one field is undone as one step.
    type Field: Copy + PartialEq + std::fmt::Debug;

    /// Returns the step that leads from `from` to `to`.
    fn between(from: &Self::State, to: &Self::State) -> Self;

    /// Returns whether the step changes nothing.
    fn is_empty(&self) -> bool;

    /// Applies the step and returns its inverse.
    fn apply(self, state: &mut Self::State) -> Self;

    /// Absorbs `before`, which applies immediately before this step in the same field.
    ///
    /// Returns whether the two could be combined.
    fn coalesce(&mut self, before: &Self) -> bool;

    /// Merges into `state` the changes that lead from `base` to `theirs`. Where both changed the same part, `state`
    /// wins.
    fn merge_remote(state: &mut Self::State, base: &Self::State, theirs: &Self::State);
}

/// Combines two changes of one list. Returns `true` if both are empty or the second absorbed the first.
pub(super) fn coalesce_splices<T: Clone>(splice: &mut Option<Splice<T>>, before: Option<&Splice<T>>) -> bool {
    match (splice, before) {
        (Some(splice), Some(before)) => splice.join(before),
        (None, None) => true,
        _ => false,
    }
}

/// Applies a change to a list, if there is one, and returns its inverse.
pub(super) fn apply_splice<T: Clone>(splice: Option<Splice<T>>, list: &mut Vec<T>) -> Option<Splice<T>> {
    let splice = splice?;
    splice.apply(list);
    Some(splice.inverse())
}

/// A step on one of the stacks.
#[derive(Clone, Debug)]
struct StackEntry<S: UndoStep> {
    step: S,
    typing: Option<S::Field>,
    /// Whether the change came from another window.
    is_remote: bool,
}

/// The undo and redo stacks of one document.
#[derive(Clone, Debug)]
pub(super) struct UndoStack<S: UndoStep> {
    undo: Vec<StackEntry<S>>,
    redo: Vec<StackEntry<S>>,
}

impl<S: UndoStep> Default for UndoStack<S> {
    fn default() -> Self {
        Self { undo: Vec::new(), redo: Vec::new() }
    }
}

impl<S: UndoStep> UndoStack<S> {
    /// Pushes the inverse of a change that was made, and clears the redo stack.
    ///
    /// Consecutive steps typed in one field at the same place are coalesced. Returns `true` if a new step begins, and
    /// `false` if `step` is empty or continues the previous one.
    pub fn push(&mut self, step: S, typing: Option<S::Field>) -> bool {
        if step.is_empty() {
            return false;
        }
        self.redo.clear();
        let typed = |last: &&mut StackEntry<S>| !last.is_remote && typing.is_some() && last.typing == typing;
        if self.undo.last_mut().filter(typed).is_some_and(|last| last.step.coalesce(&step)) {
            return false;
        }
        self.undo.push(StackEntry { step, typing, is_remote: false });
        if self.undo.len() > MAX_STEPS {
            self.undo.remove(0);
        }
        true
    }

    /// Undoes the last step if it is local and `matches` it, without a way to redo it. Returns whether it did.
    pub fn revert_last(&mut self, state: &mut S::State, matches: impl Fn(&S) -> bool) -> bool {
        let Some(last) = self.undo.pop_if(|last| !last.is_remote && matches(&last.step)) else { return false };
        last.step.apply(state);
        true
    }

    /// Ends the current typing: the next change is a step of its own, even in the same field.
    pub fn end_typing(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.typing = None;
        }
    }

    /// Records that another window's changes led from `before` to `now`, so that the local steps still apply.
    pub fn rebase(&mut self, before: &S::State, now: &S::State) {
        for stack in [&mut self.undo, &mut self.redo] {
            push_remote(stack, now, before.clone());
        }
    }

    /// Returns the step that undoes the last change, or with `back` unset redoes the change that was undone last.
    pub fn next(&self, back: bool) -> Option<&S> {
        let stack = if back { &self.undo } else { &self.redo };
        stack.iter().rev().find(|entry| !entry.is_remote).map(|entry| &entry.step)
    }

    /// Undoes the last step, or with `back` unset redoes the step that was undone last.
    ///
    /// Returns the step that was applied, or `None` if there was none.
    pub fn step(&mut self, state: &mut S::State, back: bool) -> Option<S> {
        let (from, to) = match back {
            true => (&mut self.undo, &mut self.redo),
            false => (&mut self.redo, &mut self.undo),
        };
        loop {
            let remote = from.pop_if(|last| last.is_remote);
            let local = from.pop()?.step;
            if let Some(last) = from.last_mut() {
                // What is typed next is a step of its own, after which the one undone now cannot be redone.
                last.typing = None;
            }
            let Some(remote) = remote else {
                let applied = local.clone();
                to.push(StackEntry { step: local.apply(state), typing: None, is_remote: false });
                return Some(applied);
            };
            // The state right after the local change, and that state without it.
            let mut was = state.clone();
            remote.step.apply(&mut was);
            let mut wanted = was.clone();
            local.apply(&mut wanted);
            let mut new = state.clone();
            S::merge_remote(&mut new, &was, &wanted);
            push_remote(from, &new, wanted);
            // If the other window has since changed the same part, nothing is left to undo.
            let applied = S::between(state, &new);
            if applied.is_empty() {
                continue;
            }
            to.push(StackEntry { step: S::between(&new, state), typing: None, is_remote: false });
            *state = new;
            return Some(applied);
        }
    }
}

/// Pushes a remote entry: the step from the current state `now` to the state `from` that the stack continues from.
///
/// Two remote entries in a row become one, and an empty stack needs none.
fn push_remote<S: UndoStep>(stack: &mut Vec<StackEntry<S>>, now: &S::State, mut from: S::State) {
    if let Some(below) = stack.pop_if(|last| last.is_remote) {
        below.step.apply(&mut from);
    }
    let step = S::between(now, &from);
    if !stack.is_empty() && !step.is_empty() {
        stack.push(StackEntry { step, typing: None, is_remote: true });
    }
}

#[cfg(test)]
mod tests {
    use super::{UndoStack, UndoStep, apply_splice, coalesce_splices};
    use crate::model::merge::{Numbered, merge};
    use crate::model::splice::Splice;

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

    /// A change of a list.
    #[derive(Clone, Debug)]
    struct Change(Option<Splice<Item>>);

    impl UndoStep for Change {
        type State = Vec<Item>;
        type Field = u64;

        fn between(from: &Vec<Item>, to: &Vec<Item>) -> Self {
            Self(Splice::between(from, to))
        }

        fn is_empty(&self) -> bool {
            self.0.is_none()
        }

        fn apply(self, state: &mut Vec<Item>) -> Self {
            Self(apply_splice(self.0, state))
        }

        fn coalesce(&mut self, before: &Self) -> bool {
            coalesce_splices(&mut self.0, before.0.as_ref())
        }

        fn merge_remote(state: &mut Vec<Item>, base: &Vec<Item>, theirs: &Vec<Item>) {
            merge(base, theirs, state);
        }
    }

    type Stack = UndoStack<Change>;

    fn items(text: &'static str) -> Vec<Item> {
        (1..).zip(text.split_whitespace()).map(|(id, word)| Item(id, word)).collect()
    }

    fn words(list: &[Item]) -> String {
        list.iter().map(|item| item.1).collect::<Vec<_>>().join(" ")
    }

    fn replace(
        stack: &mut Stack,
        list: &mut Vec<Item>,
        range: std::ops::Range<usize>,
        new: &[Item],
        typing: Option<u64>,
    ) -> bool {
        let step = Change(Some(Splice::replace(list, range, new.to_vec()).inverse()));
        stack.push(step, typing)
    }

    fn remote_change(stack: &mut Stack, list: &mut Vec<Item>, new: Vec<Item>) {
        let before = std::mem::replace(list, new);
        stack.rebase(&before, list);
    }

    fn undo(stack: &mut Stack, list: &mut Vec<Item>) -> bool {
        stack.step(list, true).is_some()
    }

    fn redo(stack: &mut Stack, list: &mut Vec<Item>) -> bool {
        stack.step(list, false).is_some()
    }

    #[test]
    fn steps_are_undone_and_redone_in_order_and_typing_is_one_step() {
        let (mut stack, mut list) = (Stack::default(), items("a b c"));
        assert!(replace(&mut stack, &mut list, 1..2, &[Item(2, "x")], Some(1)));
        assert!(!replace(&mut stack, &mut list, 1..2, &[Item(2, "y")], Some(1)));
        assert!(replace(&mut stack, &mut list, 3..3, &[Item(4, "d"), Item(5, "e")], None));
        assert_eq!(words(&list), "a y c d e");
        assert!(undo(&mut stack, &mut list) && undo(&mut stack, &mut list));
        assert_eq!(words(&list), "a b c");
        assert!(!undo(&mut stack, &mut list));
        assert!(redo(&mut stack, &mut list) && redo(&mut stack, &mut list) && !redo(&mut stack, &mut list));
        assert_eq!(words(&list), "a y c d e");
        undo(&mut stack, &mut list);
        replace(&mut stack, &mut list, 0..1, &[], None);
        assert!(!redo(&mut stack, &mut list), "a new step clears the redo stack");
    }

    #[test]
    fn typing_after_a_pause_is_a_new_step() {
        let (mut stack, mut list) = (Stack::default(), items("a"));
        replace(&mut stack, &mut list, 0..1, &[Item(1, "ab")], Some(7));
        stack.end_typing();
        assert!(replace(&mut stack, &mut list, 0..1, &[Item(1, "abc")], Some(7)));
        undo(&mut stack, &mut list);
        assert_eq!(words(&list), "ab");
        replace(&mut stack, &mut list, 90..99, &[Item(2, "z")], None);
        assert_eq!(words(&list), "ab z", "a range past the end is clamped to the end");
    }

    #[test]
    fn a_remote_change_stays_when_the_local_step_before_it_is_undone_and_redone() {
        let (mut stack, mut list) = (Stack::default(), items("a b c"));
        replace(&mut stack, &mut list, 0..1, &[Item(1, "mine")], None);
        replace(&mut stack, &mut list, 2..3, &[], None);
        remote_change(&mut stack, &mut list, vec![Item(1, "mine"), Item(2, "theirs")]);
        remote_change(&mut stack, &mut list, vec![Item(4, "new"), Item(1, "mine"), Item(2, "theirs")]);
        assert!(undo(&mut stack, &mut list));
        assert_eq!(words(&list), "new mine theirs c");
        assert!(undo(&mut stack, &mut list));
        assert_eq!(words(&list), "new a theirs c");
        assert!(!undo(&mut stack, &mut list));
        // Another remote change arrives between undo and redo.
        let without = list.iter().filter(|item| item.1 != "new").cloned().collect();
        remote_change(&mut stack, &mut list, without);
        assert!(redo(&mut stack, &mut list));
        assert_eq!(words(&list), "mine theirs c");
        assert!(redo(&mut stack, &mut list));
        assert_eq!(words(&list), "mine theirs");
        assert!(undo(&mut stack, &mut list));
        assert_eq!(words(&list), "mine theirs c");
    }

    #[test]
    fn alternating_local_steps_and_merges_undo_only_the_local_steps() {
        let (mut stack, mut list) = (Stack::default(), Vec::new());
        for (mine, other) in [("m1", "t1"), ("m2", "t2"), ("m3", "t3")] {
            let end = list.len();
            let id = u32::try_from(end).unwrap();
            replace(&mut stack, &mut list, end..end, &[Item(id + 1, mine)], None);
            let more = list.iter().cloned().chain([Item(id + 2, other)]).collect();
            remote_change(&mut stack, &mut list, more);
        }
        for left in ["m1 t1 m2 t2 t3", "m1 t1 t2 t3", "t1 t2 t3"] {
            assert!(undo(&mut stack, &mut list));
            assert_eq!(words(&list), left);
        }
        assert!(!undo(&mut stack, &mut list));
        for (id, other) in [(20, "t4"), (21, "t5")] {
            assert!(redo(&mut stack, &mut list));
            let more = list.iter().cloned().chain([Item(id, other)]).collect();
            remote_change(&mut stack, &mut list, more);
        }
        assert!(redo(&mut stack, &mut list));
        for word in ["m1", "m2", "m3", "t1", "t2", "t3", "t4", "t5"] {
            assert!(words(&list).contains(word), "{word}: {}", words(&list));
        }
        while undo(&mut stack, &mut list) {}
        let mut left: Vec<&str> = list.iter().map(|item| item.1).collect();
        left.sort_unstable();
        assert_eq!(left, ["t1", "t2", "t3", "t4", "t5"]);
    }

    #[test]
    fn what_the_other_window_also_changed_keeps_its_version() {
        let (mut stack, mut list) = (Stack::default(), items("a b"));
        replace(&mut stack, &mut list, 1..2, &[Item(2, "earlier")], None);
        replace(&mut stack, &mut list, 0..1, &[Item(1, "mine")], None);
        remote_change(&mut stack, &mut list, vec![Item(1, "theirs"), Item(2, "earlier")]);
        assert!(undo(&mut stack, &mut list), "the step before it is undone instead");
        assert_eq!(words(&list), "theirs b");
    }
}
