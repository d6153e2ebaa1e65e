//! The change of a list by the replacement of one range.

use std::ops::Range;

/// The replacement of a range of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Splice<T> {
    /// The start of the range.
    pub at: usize,
    /// The elements that were removed.
    pub taken: Vec<T>,
    /// The elements that were inserted.
    pub put: Vec<T>,
}

impl<T: Clone> Splice<T> {
    /// Replaces a range of `list`, clamped to its length, and returns the change.
    pub fn replace(list: &mut Vec<T>, range: Range<usize>, put: Vec<T>) -> Self {
        let end = range.end.min(list.len());
        let at = range.start.min(end);
        let taken = list.splice(at..end, put.iter().cloned()).collect();
        Self { at, taken, put }
    }

    /// Makes the same change to a list in the state before it.
    pub fn apply(&self, list: &mut Vec<T>) {
        let end = (self.at + self.taken.len()).min(list.len());
        list.splice(self.at.min(end)..end, self.put.iter().cloned());
    }

    /// Combines this change with an earlier one if this removes exactly the range that the earlier one inserted.
    /// Returns whether it was combined.
    pub fn join(&mut self, before: &Self) -> bool {
        let joins = (self.at, self.taken.len()) == (before.at, before.put.len());
        if joins {
            self.taken.clone_from(&before.taken);
        }
        joins
    }

    /// Returns the change that undoes this one.
    pub fn inverse(self) -> Self {
        Self { at: self.at, taken: self.put, put: self.taken }
    }
}

impl<T: Clone + PartialEq> Splice<T> {
    /// Returns the change from one list to another: everything between the first and the last difference. `None` if
    /// they are equal.
    pub fn between(before: &[T], after: &[T]) -> Option<Self> {
        let at = before.iter().zip(after).take_while(|(one, other)| one == other).count();
        let room = before.len().min(after.len()) - at;
        let tail = before.iter().rev().zip(after.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
        let part = |list: &[T]| list.get(at..list.len() - tail).unwrap_or_default().to_vec();
        let splice = Self { at, taken: part(before), put: part(after) };
        (!splice.taken.is_empty() || !splice.put.is_empty()).then_some(splice)
    }
}

#[cfg(test)]
mod tests {
    use super::Splice;

    #[test]
    fn the_difference_of_two_lists_can_be_applied_and_undone() {
        for (one, other) in [("abc", "axc"), ("", "ab"), ("aaa", "aa"), ("abc", "cab"), ("ab", "")] {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            let splice = Splice::between(&one, &other).unwrap();
            let mut list = one.clone();
            splice.apply(&mut list);
            assert_eq!(list, other);
            splice.inverse().apply(&mut list);
            assert_eq!(list, one);
        }
        assert_eq!(Splice::between(&['a'], &['a']), None);
    }
}
