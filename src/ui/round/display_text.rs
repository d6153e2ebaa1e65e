//! The displayed text of a card or analytic, mapped to positions in its source text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{Card, Run};

/// Separates segments when text that is not read aloud is hidden.
const GAP: &str = " … ";

/// A range of the displayed text that is part of the card's text. Positions are in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The range in the displayed text.
    pub shown: Range<usize>,
    /// The start in the card's text.
    pub at: usize,
    /// Whether it is read aloud.
    pub read: bool,
}

/// The displayed text and its segments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// The displayed text.
    pub text: String,
    /// The segments in order.
    pub pieces: Vec<Piece>,
}

/// Ranks a run by its marks: the runs of the highest rank that a card has are read aloud.
fn rank(run: &Run<'_>) -> u8 {
    match run {
        Run { omitted: true, .. } => 0,
        Run { highlight: true, .. } => 3,
        Run { underline: true, .. } | Run { emphasis: true, .. } => 2,
        _ => 1,
    }
}

impl Shown {
    /// Returns the displayed text of a card; if `terse`, without what is not read aloud.
    pub fn of(card: &Card, terse: bool) -> Self {
        let runs = card.runs();
        let best = runs.iter().map(rank).max().unwrap_or(0).max(1);
        let mut shown = Self::default();
        let (mut at, mut length) = (0, 0);
        for run in &runs {
            let from = at;
            let here = run.text.chars().count();
            at = match card.omitted.iter().find(|range| run.omitted && range.contains(&from)) {
                Some(range) => range.end,
                None => from + here,
            };
            let read = rank(run) == best;
            if terse && !read {
                continue;
            }
            if terse && !shown.text.is_empty() {
                shown.text.push_str(GAP);
                length += GAP.chars().count();
            }
            shown.text.push_str(run.text);
            if !run.omitted {
                shown.pieces.push(Piece { shown: length..length + here, at: from, read });
            }
            length += here;
        }
        shown
    }

    /// Returns a text that is read aloud as a whole.
    pub fn whole(text: &str) -> Self {
        let shown = 0..text.chars().count();
        Self { text: text.to_owned(), pieces: vec![Piece { shown, at: 0, read: true }] }
    }

    /// Returns the source position of a displayed position, moved to the end of its word.
    pub fn place_of(&self, character: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|piece| piece.shown.start <= character);
        let Some(piece) = piece.or(self.pieces.first()) else { return 0 };
        let inside = character.clamp(piece.shown.start, piece.shown.end);
        let text: String = self.text.chars().skip(piece.shown.start).take(piece.shown.len()).collect();
        let mut end = piece.shown.start;
        for word in text.split_word_bounds() {
            end += word.chars().count();
            if end > inside {
                break;
            }
        }
        piece.at + (end - piece.shown.start)
    }

    /// Returns the displayed position of a source position.
    pub fn shown_at(&self, at: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|piece| piece.at < at || piece.at == 0);
        piece.map_or(0, |piece| piece.shown.start + at.saturating_sub(piece.at).min(piece.shown.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;
    use crate::model::{Card, CiteLine, FULL_SIZE, HighlightColour, Origin};

    fn card() -> Card {
        Card {
            id: 1,
            tag: "Owls".into(),
            cite: CiteLine::default(),
            citation: None,
            text: "The owls sleep by day and hunt by night".into(),
            language: "en".into(),
            underline: std::iter::once(4..14).collect(),
            emphasis: Default::default(),
            highlight: [4..8, 26..39].into_iter().collect(),
            omitted: std::iter::once(15..21).collect(),
            origin: Origin::ByHand,
            translation: None,
            colour: HighlightColour::Cyan,
            size: FULL_SIZE,
        }
    }

    #[test]
    fn what_is_read_out_is_what_the_card_says_and_places_go_both_ways() {
        let card = card();
        for terse in [false, true] {
            let shown = Shown::of(&card, terse);
            let chars: Vec<char> = shown.text.chars().collect();
            let read: Vec<String> =
                shown.pieces.iter().filter(|p| p.read).map(|p| chars[p.shown.clone()].iter().collect()).collect();
            assert_eq!(read.join(" "), card.read_out(), "{shown:?}");
            let text: Vec<char> = card.text.chars().collect();
            for piece in &shown.pieces {
                assert_eq!(chars[piece.shown.clone()], text[piece.at..piece.at + piece.shown.len()]);
                let middle = piece.shown.start + 1;
                assert!(shown.place_of(middle) > piece.at);
                assert_eq!(shown.shown_at(piece.at + 1), piece.shown.start + 1);
            }
        }
        assert_eq!(Shown::of(&card, true).text, "owls … hunt by night");
    }
}
