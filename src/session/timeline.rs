//! What can be undone and redone in a list: each change as what it took away and what it put there.

use std::ops::Range;

/// Changes that can be undone; the oldest is forgotten first.
const MOST: usize = 500;

/// One change.
#[derive(Clone, Debug)]
struct Change<T> {
    at: usize,
    taken: Vec<T>,
    put: Vec<T>,
    /// While one types in one field it is one change.
    typing: Option<u64>,
}

/// The changes of one list.
#[derive(Clone, Debug)]
pub struct Timeline<T> {
    done: Vec<Change<T>>,
    undone: Vec<Change<T>>,
}

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self { done: Vec::new(), undone: Vec::new() }
    }
}

impl<T: Clone> Timeline<T> {
    /// Puts things in place of a range of the list. Changes with the same `typing`, one after the other at the same
    /// place, are undone as one; true when this began a new one.
    pub fn change(&mut self, list: &mut Vec<T>, range: Range<usize>, put: Vec<T>, typing: Option<u64>) -> bool {
        let end = range.end.min(list.len());
        let start = range.start.min(end);
        self.undone.clear();
        let taken: Vec<T> = list.splice(start..end, put.iter().cloned()).collect();
        if let Some(last) = self.done.last_mut()
            && typing.is_some()
            && (last.typing, last.at, last.put.len()) == (typing, start, taken.len())
        {
            last.put = put;
            return false;
        }
        self.done.push(Change { at: start, taken, put, typing });
        if self.done.len() > MOST {
            self.done.remove(0);
        }
        true
    }

    /// Takes back the change that put one thing there and nothing else, if it was the last; it cannot be done again.
    pub fn unmake(&mut self, list: &mut Vec<T>) -> bool {
        let made = self.done.last().is_some_and(|last| last.taken.is_empty() && last.put.len() == 1);
        if made {
            self.undo(list);
            self.undone.pop();
        }
        made
    }

    /// What comes next is a change of its own, even in the same field.
    pub fn rest(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.typing = None;
        }
    }

    /// Takes the last change back; where it was.
    pub fn undo(&mut self, list: &mut Vec<T>) -> Option<usize> {
        let change = self.done.pop()?;
        let end = (change.at + change.put.len()).min(list.len());
        list.splice(change.at.min(end)..end, change.taken.iter().cloned());
        let at = change.at;
        self.undone.push(change);
        Some(at)
    }

    /// Does the change that was taken back last once more; where it was.
    pub fn redo(&mut self, list: &mut Vec<T>) -> Option<usize> {
        let mut change = self.undone.pop()?;
        let end = (change.at + change.taken.len()).min(list.len());
        list.splice(change.at.min(end)..end, change.put.iter().cloned());
        let at = change.at;
        change.typing = None;
        self.done.push(change);
        Some(at)
    }

    /// Forgets everything: the list was changed by somebody else.
    pub fn forget(&mut self) {
        self.done.clear();
        self.undone.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Timeline;

    #[test]
    fn changes_are_undone_and_redone_in_order_and_typing_is_one_change() {
        let mut list = vec!['a', 'b', 'c'];
        let mut time = Timeline::default();
        assert!(time.change(&mut list, 1..2, vec!['x'], Some(1)));
        assert!(!time.change(&mut list, 1..2, vec!['y'], Some(1)));
        assert!(time.change(&mut list, 3..3, vec!['d', 'e'], None));
        assert_eq!(list, ['a', 'y', 'c', 'd', 'e']);
        assert_eq!(time.undo(&mut list), Some(3));
        assert_eq!(time.undo(&mut list), Some(1));
        assert_eq!(list, ['a', 'b', 'c']);
        assert_eq!(time.undo(&mut list), None);
        assert_eq!((time.redo(&mut list), time.redo(&mut list), time.redo(&mut list)), (Some(1), Some(3), None));
        assert_eq!(list, ['a', 'y', 'c', 'd', 'e']);
        time.undo(&mut list);
        time.change(&mut list, 0..1, vec![], None);
        assert_eq!(time.redo(&mut list), None, "a new change ends what could be redone");
    }

    #[test]
    fn typing_after_a_rest_is_a_new_change() {
        let mut list = vec!["a"];
        let mut time = Timeline::default();
        time.change(&mut list, 0..1, vec!["ab"], Some(7));
        time.rest();
        assert!(time.change(&mut list, 0..1, vec!["abc"], Some(7)));
        time.undo(&mut list);
        assert_eq!(list, ["ab"]);
        time.change(&mut list, 90..99, vec!["z"], None);
        assert_eq!(list, ["ab", "z"], "a range behind the end stands for the end");
    }
}
