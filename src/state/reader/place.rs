//! The reading place, as a position in the text rather than a scroll offset.
//!
//! A pixel offset is meaningless once the type size changes, so the place is stored as the first visible line of the
//! article: its row, its first character, and its distance from the top of the view.

use super::Part;
use crate::model::rows::NoteRef;

/// The reading place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The row at the top of the view.
    pub row: usize,
    /// The distance from the top of that row down to the top of the view, in logical pixels.
    pub offset: f32,
    /// The first visible line. It takes precedence over `row` and `offset` when the layout has changed.
    pub spot: Spot,
    /// The hash of the layout for which `offset` was measured.
    pub layout: u64,
}

/// The first visible line of the article, or of a reply if no line of the article is in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The row that holds it.
    pub row: usize,
    /// The text it belongs to.
    pub part: Part,
    /// Its first character, counted from 0 in the text.
    pub character: usize,
    /// The distance from the top of the view down to the top of the line, in logical pixels.
    pub below_top: f32,
}

impl Default for Place {
    fn default() -> Self {
        Self::at_row(0)
    }
}

impl Place {
    /// Returns the place with the top of a row at the top of the view.
    pub fn at_row(row: usize) -> Self {
        Self { row, offset: 0.0, spot: Spot { row, part: Part::Row, character: 0, below_top: 0.0 }, layout: 0 }
    }
}

/// A scroll that the next painted frame performs, since only the frame knows the heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScrollRequest {
    /// Scrolls by logical pixels, down if positive.
    By(f32),
    /// Scrolls by a fraction of the view's height, down if positive, keeping one line of overlap.
    Pages(f32),
    /// Brings the top of a row to the top of the view.
    ToRow(usize),
    /// Scrolls as little as needed to bring a row into view, or its top if it is taller than the view.
    Show(usize),
    /// Brings the first line of a row's paragraph to where that of a row of the text painted before was, if that was in
    /// view, and otherwise the top of the row to the top of the view.
    InPlaceOf {
        /// The row.
        row: usize,
        /// The row of the text before.
        before: usize,
    },
    /// Leaves the view where it is if the first line of a row's paragraph is in it; otherwise brings the top of the row
    /// to the top of the view. For rows whose replies open or close.
    KeepInView(usize),
    /// Keeps replies that open or close in place where they are on the screen. Where their paragraph is beside them, as
    /// [`ScrollRequest::KeepInView`]. Of replies that close, what remains comes into view.
    KeepReplies {
        /// The row.
        row: usize,
        /// Which of its replies.
        replies: RowReplies,
    },
    /// Scrolls as little as needed to bring the first reply to the pressed phrase of a row into view, but never so far that
    /// the first line of the paragraph leaves it.
    ShowLitReply(usize),
    /// Scrolls as little as needed to bring replies of a row into view after the first line of its paragraph.
    ShowReplies {
        /// The row.
        row: usize,
        /// Which of its replies.
        replies: RowReplies,
    },
    /// Brings a line of text to a third of the view's height.
    ToText {
        /// The row.
        row: usize,
        /// The text in it.
        part: Part,
        /// The character in the text, from 0.
        character: usize,
    },
    /// Brings a hit of the search to a third of the view's height, unless it is in view and nothing covers it.
    ShowHit {
        /// The row.
        row: usize,
        /// The text in it.
        part: Part,
        /// The first character of the hit in the text, from 0.
        character: usize,
    },
    /// Scrolls to the beginning.
    Start,
    /// Scrolls to the end.
    End,
}

/// Some of the replies of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowReplies {
    /// One note.
    Note(NoteRef),
    /// Those of a perspective, by its index in the edition, with the button under them.
    Perspective(usize),
    /// The lines for what a perspective is silent on, by its index in the edition.
    Silences(usize),
    /// The last one before the button for more of a row's replies.
    Last,
}

impl ScrollRequest {
    /// Combines this scroll with an earlier one that has not been painted yet: two pages in one frame are two pages.
    ///
    /// Scrolls of different kinds do not add up; the later one is returned.
    pub fn after(self, earlier: Option<Self>) -> Self {
        match (earlier, self) {
            (Some(Self::Pages(a)), Self::Pages(b)) => Self::Pages(a + b),
            (Some(Self::By(a)), Self::By(b)) => Self::By(a + b),
            _ => self,
        }
    }
}

/// The places left by jumps, as in a browser history.
#[derive(Clone, Debug, Default)]
pub struct History {
    back: Vec<Place>,
    forward: Vec<Place>,
}

/// The number of jumps that are remembered; the oldest is dropped first.
const MAX_JUMPS: usize = 200;

impl History {
    /// Returns whether there is a place to go back to, or forward to.
    pub fn has(&self, back: bool) -> bool {
        !if back { &self.back } else { &self.forward }.is_empty()
    }

    /// Records the place that a jump leaves, and clears the places ahead.
    pub fn leave(&mut self, place: Place) {
        if self.back.last().is_none_or(|last| last.spot != place.spot) {
            self.back.push(place);
        }
        if self.back.len() > MAX_JUMPS {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// Returns the place before the last jump, or with `back` unset the place ahead; `here` becomes the next one in the other
    /// direction.
    pub fn step(&mut self, back: bool, here: Place) -> Option<Place> {
        let (from, to) = if back { (&mut self.back, &mut self.forward) } else { (&mut self.forward, &mut self.back) };
        let place = from.pop()?;
        to.push(here);
        Some(place)
    }

    /// Maps each place. Those for which `map` returns `None` are dropped, and those that became the same are one.
    pub fn map(&mut self, map: impl Fn(Place) -> Option<Place>) {
        for places in [&mut self.back, &mut self.forward] {
            *places = places.iter().copied().filter_map(&map).collect();
        }
        self.back.dedup_by_key(|place| place.spot);
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Place};

    #[test]
    fn going_back_and_forward_returns_to_the_same_place() {
        let mut history = History::default();
        history.leave(Place::at_row(3));
        history.leave(Place::at_row(9));
        assert_eq!(history.step(true, Place::at_row(20)).map(|p| p.row), Some(9));
        assert_eq!(history.step(true, Place::at_row(9)).map(|p| p.row), Some(3));
        assert_eq!(history.step(true, Place::at_row(3)).map(|p| p.row), None);
        assert_eq!(history.step(false, Place::at_row(3)).map(|p| p.row), Some(9));
        history.leave(Place::at_row(9));
        assert_eq!(history.step(false, Place::at_row(2)), None, "a new jump clears the places ahead");
    }

    #[test]
    fn mapping_a_history_moves_each_place_and_keeps_the_places_ahead() {
        let mut history = History::default();
        for row in [1, 2, 3, 4] {
            history.leave(Place::at_row(row));
        }
        assert_eq!(history.step(true, Place::at_row(5)).map(|p| p.row), Some(4));
        assert_eq!(history.step(true, Place::at_row(4)).map(|p| p.row), Some(3));
        history.map(|place| (place.row != 2).then(|| Place::at_row(place.row * 10)));
        let here = Place::at_row(30);
        assert_eq!(history.step(false, here).map(|p| p.row), Some(40));
        assert_eq!(history.step(false, Place::at_row(40)).map(|p| p.row), Some(50));
        assert_eq!(history.step(false, Place::at_row(50)).map(|p| p.row), None);
        let back: Vec<usize> = std::iter::from_fn(|| history.step(true, here).map(|p| p.row)).collect();
        assert_eq!(back, [40, 30, 10]);
    }
}
