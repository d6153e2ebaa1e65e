//! A card as it is read: what is read out, and what stands around it, each known by its place in the text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{Card, Run};

/// Between pieces when what is not read out is not shown.
const GAP: &str = " … ";

/// A part of what is shown that stands in the card's text. Places are in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it is in what is shown.
    pub shown: Range<usize>,
    /// Where it begins in the text.
    pub at: usize,
    /// It is read out.
    pub read: bool,
}

/// A text as it is shown, and its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// What is shown.
    pub text: String,
    /// Its parts in order.
    pub pieces: Vec<Piece>,
}

/// How near a run is to being read out: the nearest that a card has is what is.
fn rank(run: &Run<'_>) -> u8 {
    match run {
        Run { omitted: true, .. } => 0,
        Run { highlight: true, .. } => 3,
        Run { underline: true, .. } | Run { emphasis: true, .. } => 2,
        _ => 1,
    }
}

impl Shown {
    /// A card, with or without what is not read out.
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

    /// A text that is read as a whole.
    pub fn whole(text: &str) -> Self {
        let shown = 0..text.chars().count();
        Self { text: text.to_owned(), pieces: vec![Piece { shown, at: 0, read: true }] }
    }

    /// The place in the text of a place in what is shown, at the end of its word.
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

    /// The place in what is shown of a place in the text.
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
