//! Cards, which quote evidence word for word, and analytics, which do not.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr};

use super::{Anchor, Citation, Date, Language, NoteId, PerspectiveId, TextRanges};

/// The default font size of a card's text, in points.
pub const FULL_SIZE: u8 = 11;

/// The font sizes of unread text, in points, from the largest. The steps are those of Verbatim.
pub const SIZES: [u8; 6] = [FULL_SIZE, 8, 7, 6, 5, 4];

/// The text shown in place of an omission; always at full size.
pub const OMITTED: &str = "[… Omitted]";

/// A piece of evidence: the author's tag, the cite, and the exact words of the source.
///
/// The marks are ranges of characters over `text`, which is never edited.
///
/// ```
/// use parallax::model::{Card, CiteLine, Origin};
///
/// let cite = CiteLine { text: "Marlow 2024".into(), ..CiteLine::default() };
/// let mut card = Card::new(cite, Origin::ByHand, "Dark hours cut the bill by a third".into(), "en".into());
/// card.underline.add(0..23);
/// card.highlight.add(11..23);
/// assert_eq!(card.read_out(), "cut the bill");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The number of the entry in the brief, by which speeches and the flow refer to it; 0 in a hand-written file asks
    /// for an unused number.
    #[serde(default)]
    pub id: u32,
    /// What the card proves, in the author's words.
    pub tag: String,
    /// Who said it, where and when, on one line.
    pub cite: CiteLine,
    /// The cited source, if it is one of the brief's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
    /// Where the text was taken from.
    pub origin: Origin,
    /// The exact words, with a line feed between paragraphs. Never edited.
    pub text: String,
    /// The language of the text.
    pub language: Language,
    /// A translation into the language of the brief; not evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// Underlined ranges of `text`.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub underline: TextRanges,
    /// Emphasised ranges of `text`.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub emphasis: TextRanges,
    /// Highlighted ranges of `text`: the words that are read aloud.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub highlight: TextRanges,
    /// Omitted ranges of `text`, shown as [`OMITTED`].
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub omitted: TextRanges,
    /// The colour of the highlight.
    #[serde(default)]
    pub colour: HighlightColour,
    /// The font size of text that is not underlined, emphasised or highlighted, in points: one of [`SIZES`].
    #[serde(default = "full_size", skip_serializing_if = "is_full_size")]
    pub size: u8,
}

fn full_size() -> u8 {
    FULL_SIZE
}

fn is_full_size(size: &u8) -> bool {
    *size == FULL_SIZE
}

/// The highlight colours that debate software supports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount, IntoStaticStr)]
pub enum HighlightColour {
    /// Light blue, the default.
    #[default]
    Cyan,
    /// Green.
    Green,
    /// Yellow.
    Yellow,
}

impl HighlightColour {
    /// All colours, in the order they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Cyan, Self::Green, Self::Yellow];

    /// Returns the name shown and announced.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// An argument of the author, or a summary. Never evidence, and never shown or exported as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analytic {
    /// The number of the entry in the brief, unique among all entries.
    #[serde(default)]
    pub id: u32,
    /// The argument in the author's words.
    pub tag: String,
    /// More text; the summary itself if this is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The language of the text.
    pub language: Language,
    /// What is summarised; `None` for an argument of the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Summarised>,
}

/// The tag of the place that an answer block has for the student's own reply.
pub const OUR_REPLY: &str = "Our reply: ";

impl Analytic {
    /// Returns whether it is the place for a reply in which nothing is written.
    pub fn is_empty_reply(&self) -> bool {
        self.of.is_none() && self.text.trim().is_empty() && self.tag.trim() == OUR_REPLY.trim()
    }
}

/// What a summarising analytic was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Summarised {
    /// A curator's note.
    Note {
        /// The id of the edition.
        edition: String,
        /// The id of the note.
        note: NoteId,
        /// The perspective of the note.
        perspective: PerspectiveId,
        /// The code of the note when the analytic was made, such as `5us`.
        code: String,
        /// The citations of the note, into the brief's sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        citations: Vec<Citation>,
    },
    /// A paragraph of a paraphrased article.
    Restated {
        /// The id of the edition.
        edition: String,
        /// The id of the paragraph.
        on: super::ParagraphId,
        /// The work that was paraphrased.
        of: String,
    },
    /// A paragraph of an article that the edition's authors wrote for one side.
    Argued {
        /// The id of the edition.
        edition: String,
        /// The id of the paragraph.
        on: super::ParagraphId,
        /// Whose case it is: [`Provenance::origin`](super::Provenance::origin).
        of: String,
    },
}

/// Where a card's text was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Origin {
    /// A quotation on a note.
    Quotation {
        /// The id of the edition.
        edition: String,
        /// The id of the note.
        note: NoteId,
        /// Who entered the quotation.
        entered_by: String,
        /// The day the source was read.
        accessed: Date,
    },
    /// The article: the edition's text if that is the original, or a copy that the reader opened.
    Article {
        /// The id of the edition.
        edition: String,
        /// The name of the copy; `None` for the edition's own text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        copy: Option<String>,
        /// The position of the text; for several paragraphs, that of the part in the first.
        anchor: Anchor,
    },
    /// A Word document.
    File {
        /// The file name.
        name: String,
    },
    /// Written into the file by hand.
    ByHand,
}

/// The cite of a card: one line, partly in bold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CiteLine {
    /// The text of the line.
    pub text: String,
    /// The bold ranges of `text`: the last name and the year.
    #[serde(default, skip_serializing_if = "TextRanges::is_empty")]
    pub strong: TextRanges,
}

/// A part of a card's text with uniform formatting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The text; [`OMITTED`] for an omission.
    pub text: &'a str,
    /// Whether the text is underlined.
    pub underline: bool,
    /// Whether the text is emphasised, which takes precedence over underlining.
    pub emphasis: bool,
    /// Whether the text is highlighted.
    pub highlight: bool,
    /// Whether this stands for omitted text.
    pub omitted: bool,
    /// The font size in points.
    pub size: u8,
}

impl Card {
    /// Creates a card without a tag, number or marks.
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

    /// Splits the text where the formatting changes. The runs are in order, and keep the line feeds of the text.
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

    /// Returns the words that are read aloud: the highlighted ones, or else the underlined and emphasised ones, or else
    /// all. Omitted text is never read. The parts are separated by spaces.
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

    /// Returns the text as displayed, with [`OMITTED`] in place of omitted ranges.
    pub fn shown(&self) -> String {
        self.runs().into_iter().map(|run| run.text).collect()
    }

    /// Removes all marks from a range of characters.
    pub fn clear(&mut self, range: &Range<usize>) {
        for layer in [&mut self.underline, &mut self.emphasis, &mut self.highlight, &mut self.omitted] {
            layer.remove(range.clone());
        }
    }

    /// Corrects what a hand-written file may have wrong: marks past the end of the text, and a size that is not in
    /// [`SIZES`].
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

    /// Selects the next smaller size of unread text, and the full size after the smallest.
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
    fn the_runs_concatenate_to_the_text_and_an_omission_is_one_run() {
        let mut card = card("日本 one two three\nfour five");
        card.underline.add(3..10);
        card.highlight.add(7..10);
        let words: String = card.runs().iter().map(|run| run.text).collect();
        assert_eq!(words, card.text);
        let formats: Vec<(&str, bool, bool, u8)> = card
            .runs()
            .iter()
            .map(|Run { text, underline, highlight, size, .. }| (*text, *underline, *highlight, *size))
            .collect();
        assert_eq!(
            formats,
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
    fn highlighted_text_is_read_or_else_underlined_text_or_else_all() {
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
    fn marks_past_the_end_are_clipped_and_shrinking_wraps_around() {
        let mut invalid = card("one");
        invalid.size = 200;
        invalid.highlight = ron::from_str("[(2, 900)]").unwrap();
        let mut sanitized = invalid.sanitized();
        assert_eq!(sanitized.size, 11);
        assert!(sanitized.highlight.covers(2..3) && !sanitized.highlight.contains(3));
        for size in SIZES.into_iter().skip(1).chain([11]) {
            sanitized.shrink();
            assert_eq!(sanitized.size, size);
        }
    }
}
