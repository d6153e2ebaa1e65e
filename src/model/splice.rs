//! A part of a list that became another one.

use std::ops::Range;

/// A range of a list and what stands in its place afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Splice<T> {
    /// Where it begins.
    pub at: usize,
    /// What stood there.
    pub taken: Vec<T>,
    /// What stands there.
    pub put: Vec<T>,
}

impl<T: Clone> Splice<T> {
    /// Puts things in place of a range, held to the list.
    pub fn replace(list: &mut Vec<T>, range: Range<usize>, put: Vec<T>) -> Self {
        let end = range.end.min(list.len());
        let at = range.start.min(end);
        let taken = list.splice(at..end, put.iter().cloned()).collect();
        Self { at, taken, put }
    }

    /// Makes the same change to a list that is as it was before.
    pub fn apply(&self, list: &mut Vec<T>) {
        let end = (self.at + self.taken.len()).min(list.len());
        list.splice(self.at.min(end)..end, self.put.iter().cloned());
    }

    /// Takes in a change that is made right before this one, where it puts as much at the same place as this one takes away;
    /// says whether it does.
    pub fn join(&mut self, before: &Self) -> bool {
        let joins = (self.at, self.taken.len()) == (before.at, before.put.len());
        if joins {
            self.taken.clone_from(&before.taken);
        }
        joins
    }

    /// The change that takes it back.
    pub fn inverse(self) -> Self {
        Self { at: self.at, taken: self.put, put: self.taken }
    }
}

impl<T: Clone + PartialEq> Splice<T> {
    /// What parts two lists: all between the first and the last difference; none when they are the same.
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
    fn what_parts_two_lists_makes_one_of_the_other_and_back() {
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
