//! Where the reader is, in words of the text rather than pixels.
//!
//! A pixel offset means nothing after the type grows, so the place is kept as the first visible
//! line of the article: its row, the character it begins with, and how far below the top it stands.

use super::Part;

/// The reading place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The row at the top of the view.
    pub row: usize,
    /// Logical pixels from the top of that row down to the top of the view.
    pub offset: f32,
    /// The first visible line; wins over row and offset when the layout has changed.
    pub spot: Spot,
    /// The layout for which `offset` was measured.
    pub layout: u64,
}

/// The first visible line of the article, or of a reply where no line of the article is in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The row it stands in.
    pub row: usize,
    /// The text it belongs to.
    pub part: Part,
    /// The character it begins with, counted in the text.
    pub character: usize,
    /// Logical pixels from the top of the view down to the top of the line.
    pub below_top: f32,
}

impl Default for Place {
    fn default() -> Self {
        Self::at_row(0)
    }
}

impl Place {
    /// The place with the top of a row at the top of the view.
    pub fn at_row(row: usize) -> Self {
        Self { row, offset: 0.0, spot: Spot { row, part: Part::Row, character: 0, below_top: 0.0 }, layout: 0 }
    }
}

/// A move that the next painted frame carries out, since only it knows the heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Travel {
    /// By logical pixels, down when positive.
    By(f32),
    /// By a share of the view's height, down when positive; a line of overlap is kept.
    Pages(f32),
    /// The top of a row to the top of the view.
    ToRow(usize),
    /// As little as needed to have a row in view; its top when it is taller than the view.
    Show(usize),
    /// A row's replies into view, where they stand under its paragraph and out of sight.
    ShowReplies(usize),
    /// A line of text to a third of the view's height.
    ToText {
        /// The row.
        row: usize,
        /// The text in it.
        part: Part,
        /// The character in the text.
        character: usize,
    },
    /// To the very beginning.
    Start,
    /// To the end.
    End,
}

impl Travel {
    /// This move made after one that has not been painted yet: two pages in one frame are two pages.
    pub fn after(self, earlier: Option<Self>) -> Self {
        match (earlier, self) {
            (Some(Self::Pages(a)), Self::Pages(b)) => Self::Pages(a + b),
            (Some(Self::By(a)), Self::By(b)) => Self::By(a + b),
            _ => self,
        }
    }
}

/// Places left by jumps, for going back and forward.
#[derive(Clone, Debug, Default)]
pub struct History {
    back: Vec<Place>,
    forward: Vec<Place>,
}

/// Jumps remembered; older ones are forgotten.
const MOST_JUMPS: usize = 200;

impl History {
    /// Remembers the place a jump leaves.
    pub fn leave(&mut self, place: Place) {
        if self.back.last().is_none_or(|last| last.spot != place.spot) {
            self.back.push(place);
        }
        if self.back.len() > MOST_JUMPS {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// The place before the last jump; `here` can be gone forward to.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        let place = self.back.pop()?;
        self.forward.push(here);
        Some(place)
    }

    /// The place that was gone back from.
    pub fn forward(&mut self, here: Place) -> Option<Place> {
        let place = self.forward.pop()?;
        self.back.push(here);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Place};

    #[test]
    fn going_back_and_forward_returns_to_where_one_was() {
        let mut history = History::default();
        history.leave(Place::at_row(3));
        history.leave(Place::at_row(9));
        assert_eq!(history.back(Place::at_row(20)).map(|p| p.row), Some(9));
        assert_eq!(history.back(Place::at_row(9)).map(|p| p.row), Some(3));
        assert_eq!(history.back(Place::at_row(3)).map(|p| p.row), None);
        assert_eq!(history.forward(Place::at_row(3)).map(|p| p.row), Some(9));
        history.leave(Place::at_row(9));
        assert_eq!(history.forward(Place::at_row(2)), None, "a new jump forgets what lay ahead");
    }
}
