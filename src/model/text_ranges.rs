//! Sets of character ranges of a text, and conversions between character and byte ranges.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Converts a range of characters of a text to bytes. Ends past the text are clamped to its length.
pub fn byte_range(text: &str, points: &Range<usize>) -> Range<usize> {
    if text.is_ascii() {
        return points.start.min(text.len())..points.end.min(text.len());
    }
    let at = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(at, _)| at);
    at(points.start)..at(points.end)
}

/// Converts a range of bytes of a text to characters. A range that splits a character starts at 0 or is empty.
pub fn char_range(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let from = text.get(..bytes.start).map_or(0, |before| before.chars().count());
    from..from + text.get(bytes.clone()).map_or(0, |words| words.chars().count())
}

/// An ordered set of disjoint, non-empty ranges of a text, in code points from its start. Serialized as
/// `[(0, 12), (30, 44)]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TextRanges(Vec<(usize, usize)>);

impl TextRanges {
    /// Returns whether the set has no ranges.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the ranges in order.
    pub fn iter(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.iter().map(|&(from, to)| from..to)
    }

    /// Returns whether a code point is in one of the ranges.
    pub fn contains(&self, at: usize) -> bool {
        let after = self.0.partition_point(|(from, _)| *from <= at);
        after.checked_sub(1).and_then(|before| self.0.get(before)).is_some_and(|(_, to)| at < *to)
    }

    /// Returns whether one of the ranges contains all of `range`; false for an empty range.
    pub fn covers(&self, range: Range<usize>) -> bool {
        !range.is_empty() && self.0.iter().any(|(from, to)| *from <= range.start && range.end <= *to)
    }

    /// Adds a range, and merges it with those it touches.
    pub fn add(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.0.push((range.start, range.end));
        self.normalize();
    }

    /// Removes a range.
    pub fn remove(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let cut = |(from, to): (usize, usize)| [(from, to.min(range.start)), (from.max(range.end), to)];
        self.0 = std::mem::take(&mut self.0).into_iter().flat_map(cut).filter(|(from, to)| from < to).collect();
    }

    /// Removes a range if the set covers all of it, and adds it otherwise.
    pub fn toggle(&mut self, range: Range<usize>) {
        if self.covers(range.clone()) { self.remove(range) } else { self.add(range) }
    }

    /// Clamps the ranges to a text of `length` code points, and restores their order, which a hand-written file may not
    /// have.
    #[must_use]
    pub fn clipped(mut self, length: usize) -> Self {
        self.0.iter_mut().for_each(|(_, to)| *to = (*to).min(length));
        self.normalize();
        self
    }

    /// Returns the start and end of each range, in order.
    pub fn edges(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().flat_map(|&(from, to)| [from, to])
    }

    fn normalize(&mut self) {
        self.0.retain(|(from, to)| from < to);
        self.0.sort_unstable();
        let mut whole: Vec<(usize, usize)> = Vec::with_capacity(self.0.len());
        for &(from, to) in &self.0 {
            match whole.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => whole.push((from, to)),
            }
        }
        self.0 = whole;
    }
}

impl FromIterator<Range<usize>> for TextRanges {
    fn from_iter<T: IntoIterator<Item = Range<usize>>>(ranges: T) -> Self {
        let mut all = Self(ranges.into_iter().map(|range| (range.start, range.end)).collect());
        all.normalize();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{TextRanges, byte_range, char_range};

    fn of(ranges: &[(usize, usize)]) -> TextRanges {
        ranges.iter().map(|(from, to)| *from..*to).collect()
    }

    #[test]
    fn ranges_merge_where_they_touch_and_split_where_a_part_is_removed() {
        let mut some = of(&[(5, 8), (0, 2), (8, 9)]);
        assert_eq!(some, of(&[(0, 2), (5, 9)]));
        some.add(1..6);
        assert_eq!(some, of(&[(0, 9)]));
        some.remove(3..4);
        assert_eq!(some, of(&[(0, 3), (4, 9)]));
        assert!(some.contains(2) && !some.contains(3) && some.contains(4) && !some.contains(9));
        some.toggle(4..6);
        assert_eq!(some, of(&[(0, 3), (6, 9)]), "all of it was there");
        some.toggle(2..7);
        assert_eq!(some, of(&[(0, 9)]), "only some of it was");
    }

    #[test]
    fn characters_and_bytes_convert_to_each_other() {
        for (text, points, bytes) in [("plain", 1..3, 1..3), ("路灯 on", 1..4, 3..8), ("路", 0..9, 0..3)] {
            assert_eq!(byte_range(text, &points), bytes);
            assert_eq!(char_range(text, &bytes).start, points.start);
        }
        assert_eq!(char_range("路灯 on", &(3..8)), 1..4);
    }

    #[test]
    fn ranges_from_a_file_are_clipped_and_reordered() {
        let invalid: TextRanges = ron::from_str("[(7, 3), (2, 99), (4, 5), (40, 50)]").unwrap();
        assert_eq!(invalid.clipped(10), of(&[(2, 10)]));
    }
}
