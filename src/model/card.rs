//! What a debater reads out: a card with exact words, or an analytic without any.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Anchor, Citation, Date, Language, NoteId, PerspectiveId, TextRanges};

/// The size of a card's words at first, in points.
pub const FULL_SIZE: u8 = 11;

/// The sizes that words which are not read out may have, in points, from the largest: Verbatim's steps.
pub const SIZES: [u8; 6] = [FULL_SIZE, 8, 7, 6, 5, 4];

/// What stands in place of words that were left out; it is never made smaller.
pub const OMITTED: &str = "[… Omitted]";

/// Evidence: the student's tag, the cite, and words exactly as they stand in their source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its number in the brief, by which a speech and the flow find it again; 0 in a file by hand stands for a free one.
    #[serde(default)]
    pub id: u32,
    /// What it proves, in the student's own words.
    pub tag: String,
    /// Who said it, where and when, on one line.
    pub cite: CiteLine,
    /// The source of the cite, when it is one of the brief's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
    /// Where the words were taken from.
    pub origin: Origin,
    /// The words, code point for code point; paragraphs are parted by a line feed. Never edited.
    pub text: String,
    /// The language of the words.
    pub language: Language,
    /// Their sense in the brief's language, when that differs; not evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// What is underlined.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub underline: TextRanges,
    /// What is emphasised.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub emphasis: TextRanges,
    /// What is highlighted: the words that are read out.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub highlight: TextRanges,
    /// What is left out, and shown as [`OMITTED`].
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub omitted: TextRanges,
    /// The colour of the highlight.
    #[serde(default)]
    pub colour: HighlightColour,
    /// The size of words that are neither underlined, emphasised nor highlighted, in points: one of [`SIZES`].
    #[serde(default = "full_size", skip_serializing_if = "is_full_size")]
    pub size: u8,
}

fn full_size() -> u8 {
    FULL_SIZE
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_full_size(size: &u8) -> bool {
    *size == FULL_SIZE
}

/// The colours of a highlighter that debaters' tools know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HighlightColour {
    /// Light blue, the usual one.
    #[default]
    Cyan,
    /// Green.
    Green,
    /// Yellow.
    Yellow,
}

impl HighlightColour {
    /// All colours in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Cyan, Self::Green, Self::Yellow];

    /// The word shown and spoken.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cyan => "Cyan",
            Self::Green => "Green",
            Self::Yellow => "Yellow",
        }
    }
}

/// An argument of one's own, or a summary: no evidence, and never shown or exported as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analytic {
    /// Its number in the brief, of the same row as the cards' numbers.
    #[serde(default)]
    pub id: u32,
    /// What it says, in the student's own words.
    pub tag: String,
    /// More of it; a summary's text when it was made of one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The language of the text.
    pub language: Language,
    /// What it was made of; none for an argument of the student's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Summarised>,
}

/// A summary that an analytic was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Summarised {
    /// A curator's summary of what somebody said.
    Note {
        /// The edition's id.
        edition: String,
        /// The note.
        note: NoteId,
        /// Whose note it is.
        perspective: PerspectiveId,
        /// Its code at the time: `5us`.
        code: String,
        /// What it rests on, by the brief's sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        citations: Vec<Citation>,
    },
    /// A paragraph of an article that is told again in other words.
    Restated {
        /// The edition's id.
        edition: String,
        /// The paragraph.
        on: super::ParagraphId,
        /// What was restated.
        of: String,
    },
}

/// Where a card's words were taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Origin {
    /// A quotation on a note.
    Quotation {
        /// The edition's id.
        edition: String,
        /// The note it stands on.
        note: NoteId,
        /// Who entered it.
        entered_by: String,
        /// The day it was read where it stands.
        accessed: Date,
    },
    /// The article: the edition's own, when that is the original, or a copy that the reader opened.
    Article {
        /// The edition's id.
        edition: String,
        /// The name of the copy; none for the edition's own text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        copy: Option<String>,
        /// The words with what stands around them; of several paragraphs, those of the first.
        anchor: Anchor,
    },
    /// A Word file.
    File {
        /// Its name.
        name: String,
    },
    /// Typed into the file by hand.
    ByHand,
}

/// A cite: one line, with the parts that are bold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CiteLine {
    /// The line.
    pub text: String,
    /// What of it is bold: the last name and the year.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub strong: TextRanges,
}

/// A piece of a card's text that looks the same throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// Its words; [`OMITTED`] for what is left out.
    pub text: &'a str,
    /// Underlined.
    pub underline: bool,
    /// Emphasised, which goes before underlined.
    pub emphasis: bool,
    /// Highlighted.
    pub highlight: bool,
    /// Left out.
    pub omitted: bool,
    /// Its size in points.
    pub size: u8,
}

impl Card {
    /// A card without a tag, a number and marks yet.
    pub fn new(cite: CiteLine, origin: Origin, text: String, language: Language) -> Self {
        Self {
            id: 0,
            tag: String::new(),
            cite,
            citation: None,
            origin,
            text,
            language,
            translation: None,
            underline: TextRanges::default(),
            emphasis: TextRanges::default(),
            highlight: TextRanges::default(),
            omitted: TextRanges::default(),
            colour: HighlightColour::default(),
            size: FULL_SIZE,
        }
    }

    /// The text cut where its look changes, from first to last; line feeds are in it as they stand in the text.
    pub fn runs(&self) -> Vec<Run<'_>> {
        let mut edges: Vec<usize> = [&self.underline, &self.emphasis, &self.highlight, &self.omitted]
            .iter()
            .flat_map(|stretches| stretches.edges())
            .collect();
        let starts: Vec<usize> = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let length = starts.len() - 1;
        edges.extend([0, length]);
        edges.retain(|edge| *edge <= length);
        edges.sort_unstable();
        edges.dedup();
        let mut runs: Vec<Run<'_>> = Vec::with_capacity(edges.len());
        for ends in edges.windows(2) {
            let &[from, to] = ends else { continue };
            let words = starts.get(from).zip(starts.get(to)).and_then(|(&from, &to)| self.text.get(from..to));
            let Some(words) = words else { continue };
            let omitted = self.omitted.contains(from);
            if omitted && runs.last().is_some_and(|run| run.omitted) {
                continue;
            }
            let (underline, emphasis) = (self.underline.contains(from), self.emphasis.contains(from));
            let highlight = self.highlight.contains(from);
            let read = underline || emphasis || highlight;
            runs.push(Run {
                text: if omitted { OMITTED } else { words },
                underline: underline && !omitted,
                emphasis: emphasis && !omitted,
                highlight: highlight && !omitted,
                omitted,
                size: if read || omitted { FULL_SIZE } else { self.size },
            });
        }
        runs
    }

    /// The words that are read out: the highlighted ones, else the underlined and emphasised ones, else all; what is
    /// left out never is. Pieces are parted by a blank.
    pub fn read_out(&self) -> String {
        let runs = self.runs();
        let rank = |run: &Run<'_>| match run {
            Run { omitted: true, .. } => 0,
            Run { highlight: true, .. } => 3,
            Run { underline: true, .. } | Run { emphasis: true, .. } => 2,
            _ => 1,
        };
        let best = runs.iter().map(rank).max().unwrap_or(0).max(1);
        let pieces: Vec<&str> = runs.iter().filter(|run| rank(run) == best).map(|run| run.text).collect();
        pieces.join(" ")
    }

    /// The text as it is shown, with [`OMITTED`] for what is left out.
    pub fn shown(&self) -> String {
        self.runs().into_iter().map(|run| run.text).collect()
    }

    /// Takes every layer off a range of the text.
    pub fn clear(&mut self, range: &Range<usize>) {
        for layer in [&mut self.underline, &mut self.emphasis, &mut self.highlight, &mut self.omitted] {
            layer.remove(range.clone());
        }
    }

    /// The card with its layers held to its text and its size to [`SIZES`], as a file written by hand may not be.
    #[must_use]
    pub fn sanitized(mut self) -> Self {
        let length = self.text.chars().count();
        for layer in [&mut self.underline, &mut self.emphasis, &mut self.highlight, &mut self.omitted] {
            *layer = std::mem::take(layer).clipped(length);
        }
        let line = self.cite.text.chars().count();
        self.cite.strong = std::mem::take(&mut self.cite.strong).clipped(line);
        if !SIZES.contains(&self.size) {
            self.size = FULL_SIZE;
        }
        self
    }

    /// The next smaller size of words that are not read out; after the smallest, the full one.
    pub fn shrink(&mut self) {
        let next = SIZES.iter().position(|size| *size == self.size).map_or(1, |at| at + 1);
        self.size = SIZES.get(next).copied().unwrap_or(FULL_SIZE);
    }
}

#[cfg(test)]
mod tests {
    use super::{Card, CiteLine, HighlightColour, Origin, Run, SIZES};
    use crate::model::TextRanges;

    fn card(text: &str) -> Card {
        Card {
            id: 1,
            tag: "The tag".into(),
            cite: CiteLine { text: "Jon Finer 2024".into(), strong: TextRanges::default() },
            citation: None,
            origin: Origin::ByHand,
            text: text.into(),
            language: "en".into(),
            translation: None,
            underline: TextRanges::default(),
            emphasis: TextRanges::default(),
            highlight: TextRanges::default(),
            omitted: TextRanges::default(),
            colour: HighlightColour::Cyan,
            size: 8,
        }
    }

    #[test]
    fn runs_put_together_are_the_text_and_words_left_out_are_one_sign() {
        let mut card = card("日本 one two three\nfour five");
        card.underline.add(3..10);
        card.highlight.add(7..10);
        let words: String = card.runs().iter().map(|run| run.text).collect();
        assert_eq!(words, card.text);
        let looks: Vec<(&str, bool, bool, u8)> = card
            .runs()
            .iter()
            .map(|Run { text, underline, highlight, size, .. }| (*text, *underline, *highlight, *size))
            .collect();
        assert_eq!(
            looks,
            [
                ("日本 ", false, false, 8),
                ("one ", true, false, 11),
                ("two", true, true, 11),
                (" three\nfour five", false, false, 8)
            ]
        );
        card.omitted.add(0..5);
        assert_eq!(card.shown(), "[… Omitted]e two three\nfour five");
    }

    #[test]
    fn what_is_read_out_is_what_is_highlighted_else_underlined_else_all() {
        let mut card = card("one two three");
        assert_eq!(card.read_out(), "one two three");
        card.underline.add(0..7);
        assert_eq!(card.read_out(), "one two");
        card.highlight.add(4..7);
        assert_eq!(card.read_out(), "two");
        card.clear(&(0..13));
        assert_eq!(card.runs().len(), 1);
    }

    #[test]
    fn a_card_by_hand_is_held_to_its_text_and_shrinking_comes_round() {
        let mut wild = card("one");
        wild.size = 200;
        wild.highlight = ron::from_str("[(2, 900)]").unwrap();
        let mut held = wild.sanitized();
        assert_eq!(held.size, 11);
        assert!(held.highlight.covers(2..3) && !held.highlight.contains(3));
        for size in SIZES.into_iter().skip(1).chain([11]) {
            held.shrink();
            assert_eq!(held.size, size);
        }
    }
}
