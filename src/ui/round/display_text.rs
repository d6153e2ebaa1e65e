//! The displayed text of a card or analytic, mapped to positions in its source text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{Card, Run};

/// Separates segments when text that is not read aloud is hidden.
const GAP: &str = " … ";

/// A range of the displayed text that is part of the card's text. Positions are in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// The range in the displayed text.
    pub display: Range<usize>,
    /// The start in the card's text.
    pub source_start: usize,
    /// Whether it is read aloud.
    pub read: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DisplayText {
    pub text: String,
    pub segments: Vec<Segment>,
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

impl DisplayText {
    /// Returns the displayed text of a card; if `terse`, without what is not read aloud.
    pub fn from_card(card: &Card, terse: bool) -> Self {
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
                shown.segments.push(Segment { display: length..length + here, source_start: from, read });
            }
            length += here;
        }
        shown
    }

    /// Returns a text that is read aloud as a whole.
    pub fn from_text(text: &str) -> Self {
        let display = 0..text.chars().count();
        Self { text: text.to_owned(), segments: vec![Segment { display, source_start: 0, read: true }] }
    }

    /// Returns the source position of a displayed position, moved to the end of its word.
    pub fn source_position(&self, character: usize) -> usize {
        let segment = self.segments.iter().rev().find(|segment| segment.display.start <= character);
        let Some(segment) = segment.or(self.segments.first()) else { return 0 };
        let inside = character.clamp(segment.display.start, segment.display.end);
        let text: String = self.text.chars().skip(segment.display.start).take(segment.display.len()).collect();
        let mut end = segment.display.start;
        for word in text.split_word_bounds() {
            end += word.chars().count();
            if end > inside {
                break;
            }
        }
        segment.source_start + (end - segment.display.start)
    }

    /// Returns the displayed position of a source position.
    pub fn display_position(&self, at: usize) -> usize {
        let segment = self.segments.iter().rev().find(|segment| segment.source_start < at || segment.source_start == 0);
        segment.map_or(0, |segment| {
            segment.display.start + at.saturating_sub(segment.source_start).min(segment.display.len())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::DisplayText;
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
    fn the_segments_read_what_the_card_says_and_positions_map_both_ways() {
        let card = card();
        for terse in [false, true] {
            let shown = DisplayText::from_card(&card, terse);
            let chars: Vec<char> = shown.text.chars().collect();
            let read: Vec<String> =
                shown.segments.iter().filter(|p| p.read).map(|p| chars[p.display.clone()].iter().collect()).collect();
            assert_eq!(read.join(" "), card.read_out(), "{shown:?}");
            let text: Vec<char> = card.text.chars().collect();
            for segment in &shown.segments {
                assert_eq!(
                    chars[segment.display.clone()],
                    text[segment.source_start..segment.source_start + segment.display.len()]
                );
                let middle = segment.display.start + 1;
                assert!(shown.source_position(middle) > segment.source_start);
                assert_eq!(shown.display_position(segment.source_start + 1), segment.display.start + 1);
            }
        }
        assert_eq!(DisplayText::from_card(&card, true).text, "owls … hunt by night");
    }
}
