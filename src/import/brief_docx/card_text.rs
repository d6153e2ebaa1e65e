//! The text of a card with its marks: from the paragraphs of a file, and from the embedded card.

use std::ops::Range;

use super::paragraph::BriefParagraph;
use crate::model::{Card, FULL_SIZE, HighlightColour, OMITTED, SIZES, TextRanges, xml_safe};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct CharMarks {
    underline: bool,
    emphasis: bool,
    highlight: bool,
}

/// A text as characters with their marks, without blank lines at either end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkedText {
    chars: Vec<(char, CharMarks)>,
    /// How many characters of blank lines were removed at the start.
    leading_len: usize,
}

/// The text of a card and its marks as character ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CardText {
    pub(super) text: String,
    pub(super) underline: TextRanges,
    pub(super) emphasis: TextRanges,
    pub(super) highlight: TextRanges,
    pub(super) omitted: TextRanges,
}

impl MarkedText {
    pub(super) fn from_paragraphs(paragraphs: &[BriefParagraph]) -> Self {
        let mut chars = Vec::new();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            if at > 0 {
                chars.push(('\n', CharMarks::default()));
            }
            for run in &paragraph.runs {
                let card = &run.card;
                let (underline, emphasis, highlight) = (card.underline, card.emphasis, card.highlight.is_some());
                chars.extend(run.text.chars().map(|c| (c, CharMarks { underline, emphasis, highlight })));
            }
        }
        Self::trimmed(chars)
    }

    /// Collects the text of a card as an exported file shows it.
    pub(super) fn from_card(card: &Card) -> Self {
        let mut chars = Vec::new();
        for run in card.runs() {
            let (underline, emphasis, highlight) = (run.underline, run.emphasis, run.highlight);
            chars.extend(xml_safe(run.text).chars().map(|c| (c, CharMarks { underline, emphasis, highlight })));
        }
        Self::trimmed(chars)
    }

    /// Removes blank lines at both ends, which are layout. Line feeds get the marks that the characters on both sides
    /// share, since a file stores none for them.
    fn trimmed(mut chars: Vec<(char, CharMarks)>) -> Self {
        let first = chars.iter().position(|(c, _)| !c.is_whitespace()).unwrap_or(chars.len());
        let leading_len = chars.iter().take(first).rposition(|(c, _)| *c == '\n').map_or(0, |at| at + 1);
        let last = chars.iter().rposition(|(c, _)| !c.is_whitespace()).map_or(first, |at| at + 1);
        let tail = chars.iter().skip(last).position(|(c, _)| *c == '\n').map_or(chars.len(), |at| last + at);
        chars.truncate(tail);
        chars.drain(..leading_len.min(chars.len()));
        let mut previous = CharMarks::default();
        let mut next = CharMarks::default();
        for (c, marks) in chars.iter_mut().rev() {
            if *c == '\n' { *marks = next } else { next = *marks }
        }
        for (c, marks) in &mut chars {
            if *c == '\n' {
                marks.underline &= previous.underline;
                marks.emphasis &= previous.emphasis;
                marks.highlight &= previous.highlight;
            }
            previous = *marks;
        }
        Self { chars, leading_len }
    }

    /// Returns whether the text is the same, whatever the marks.
    fn has_same_text(&self, other: &Self) -> bool {
        self.chars.iter().map(|(c, _)| c).eq(other.chars.iter().map(|(c, _)| c))
    }

    pub(super) fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| c).collect()
    }

    fn ranges_where(&self, is_marked: impl Fn(&CharMarks) -> bool) -> TextRanges {
        let marked = self.chars.iter().enumerate().filter(|(_, (_, marks))| is_marked(marks));
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (at, _) in marked {
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => ranges.push(at..at + 1),
            }
        }
        ranges.into_iter().collect()
    }

    /// Returns the text as it is in the file. Each omission sign is replaced by a text of `omitted_texts`, if there are
    /// as many signs as texts; else the sign itself stays and is marked as omitted.
    pub(super) fn card_text(&self, omitted_texts: &[String]) -> CardText {
        let omission: Vec<char> = OMITTED.chars().collect();
        let omission_count =
            self.chars.windows(omission.len()).filter(|window| window.iter().map(|(c, _)| c).eq(&omission)).count();
        let mut omitted_texts = omitted_texts.iter().filter(|_| omitted_texts.len() == omission_count);
        let mut restored = Self::default();
        let mut omitted = Vec::new();
        let mut rest = self.chars.as_slice();
        while let Some((first, more)) = rest.split_first() {
            if rest.len() >= omission.len()
                && rest.iter().map(|(c, _)| c).zip(&omission).all(|(one, other)| one == other)
            {
                let start = restored.chars.len();
                let words = omitted_texts.next().map_or_else(|| omission.iter().collect(), String::clone);
                restored.chars.extend(words.chars().map(|c| (c, CharMarks::default())));
                omitted.push(start..restored.chars.len());
                rest = rest.get(omission.len()..).unwrap_or_default();
            } else {
                restored.chars.push(*first);
                rest = more;
            }
        }
        CardText {
            text: restored.text(),
            underline: restored.ranges_where(|marks| marks.underline),
            emphasis: restored.ranges_where(|marks| marks.emphasis),
            highlight: restored.ranges_where(|marks| marks.highlight),
            omitted: omitted.into_iter().collect(),
        }
    }

    /// Returns the text of the embedded card with the marks that the file now shows, or `None` if the file has another
    /// text.
    pub(super) fn merged_into(&self, card: &Card) -> Option<CardText> {
        let exported = Self::from_card(card);
        if !self.has_same_text(&exported) {
            return None;
        }
        let stored_marks = [&card.underline, &card.emphasis, &card.highlight];
        let [underline, emphasis, highlight] = if *self == (Self { leading_len: self.leading_len, ..exported.clone() })
        {
            stored_marks.map(Clone::clone)
        } else {
            let shown_marks = [
                self.ranges_where(|c| c.underline),
                self.ranges_where(|c| c.emphasis),
                self.ranges_where(|c| c.highlight),
            ];
            let segments = segments(card);
            let mut layers = shown_marks.iter().zip(stored_marks).map(|(shown_marks, stored_marks)| {
                map_marks(shown_marks, stored_marks, &segments, exported.leading_len)
            });
            [layers.next()?, layers.next()?, layers.next()?]
        };
        Some(CardText { text: card.text.clone(), underline, emphasis, highlight, omitted: card.omitted.clone() })
    }
}

/// A segment of a card: the ranges where it is shown and where it is stored, in characters.
struct Segment {
    shown: Range<usize>,
    stored: Range<usize>,
    omitted: bool,
}

fn segments(card: &Card) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for run in card.runs() {
        let (shown, stored) = segments.last().map_or((0, 0), |last| (last.shown.end, last.stored.end));
        let length = run.text.chars().count();
        let omission_end = || card.omitted.iter().find(|range| range.contains(&stored)).map(|range| range.end);
        let end = if run.omitted { omission_end().unwrap_or(stored) } else { stored + length };
        segments.push(Segment { shown: shown..shown + length, stored: stored..end, omitted: run.omitted });
    }
    segments
}

/// Maps the marks of the shown text to the stored text; omitted text keeps its marks.
fn map_marks(
    shown_marks: &TextRanges,
    stored_marks: &TextRanges,
    segments: &[Segment],
    leading_len: usize,
) -> TextRanges {
    let within = |range: &Range<usize>, limits: &Range<usize>| range.start.max(limits.start)..range.end.min(limits.end);
    let mut mapped = Vec::new();
    for Segment { shown, stored, omitted } in segments {
        if *omitted {
            mapped.extend(stored_marks.iter().map(|range| within(&range, stored)));
        } else {
            let ranges =
                shown_marks.iter().map(|range| within(&(range.start + leading_len..range.end + leading_len), shown));
            let to_text = |range: Range<usize>| {
                let back = |at: usize| (at + stored.start).saturating_sub(shown.start);
                back(range.start)..back(range.end)
            };
            mapped.extend(ranges.filter(|range| range.start < range.end).map(to_text));
        }
    }
    mapped.into_iter().filter(|range| range.start < range.end).collect()
}

pub(super) fn omitted_texts_of(card: &Card) -> Vec<String> {
    card.omitted.iter().map(|range| card.text.chars().skip(range.start).take(range.len()).collect()).collect()
}

/// Returns the colour of most highlighted text, and whether there are others.
pub(super) fn main_colour(paragraphs: &[BriefParagraph]) -> Option<(HighlightColour, bool)> {
    let mut counts = HighlightColour::ALL.map(|colour| (colour, 0));
    for run in paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
        let Some(colour) = run.card.highlight else { continue };
        let letters = run.text.chars().filter(|c| !c.is_whitespace()).count();
        counts.iter_mut().filter(|(known, _)| *known == colour).for_each(|(_, count)| *count += letters);
    }
    let others = counts.iter().filter(|(_, count)| *count > 0).count() > 1;
    let (colour, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (count > 0).then_some((colour, others))
}

/// Returns the size of most unmarked text, as one of [`SIZES`], or `None` if there is no such text.
pub(super) fn main_size(paragraphs: &[BriefParagraph]) -> Option<u8> {
    let mut counts = SIZES.map(|size| (size, 0));
    for run in paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
        let card = &run.card;
        if card.underline || card.emphasis || card.highlight.is_some() || run.text == OMITTED {
            continue;
        }
        let points = card.size.map_or(FULL_SIZE, |half| u8::try_from(half / 2).unwrap_or(FULL_SIZE));
        let nearest = SIZES.iter().min_by_key(|size| size.abs_diff(points)).copied().unwrap_or(FULL_SIZE);
        let letters = run.text.chars().filter(|c| !c.is_whitespace()).count();
        counts.iter_mut().filter(|(known, _)| *known == nearest).for_each(|(_, count)| *count += letters);
    }
    let (size, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (count > 0).then_some(size)
}
