//! The words of a card with its marks: from the paragraphs of a file, and from the card that was exported.

use std::ops::Range;

use super::line::Line;
use crate::model::{Card, FULL_SIZE, HighlightColour, OMITTED, SIZES, TextRanges, xml_safe};

/// The marks of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Coat {
    underline: bool,
    emphasis: bool,
    highlight: bool,
}

/// A text letter by letter with its marks, without blank lines at its beginning and end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    letters: Vec<(char, Coat)>,
    /// Letters of blank lines that were taken off the beginning.
    lead: usize,
}

/// The text of a card and what of it is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) underline: TextRanges,
    pub(super) emphasis: TextRanges,
    pub(super) highlight: TextRanges,
    pub(super) omitted: TextRanges,
}

impl Words {
    /// The words of paragraphs.
    pub(super) fn of_lines(lines: &[Line]) -> Self {
        let mut letters = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                letters.push(('\n', Coat::default()));
            }
            for run in &line.runs {
                let dress = &run.dress;
                let (underline, emphasis, highlight) = (dress.underline, dress.emphasis, dress.highlight.is_some());
                letters.extend(run.text.chars().map(|c| (c, Coat { underline, emphasis, highlight })));
            }
        }
        Self::trimmed(letters)
    }

    /// The words of a card as a file shows them.
    pub(super) fn of_card(card: &Card) -> Self {
        let mut letters = Vec::new();
        for run in card.runs() {
            let (underline, emphasis, highlight) = (run.underline, run.emphasis, run.highlight);
            letters.extend(xml_safe(run.text).chars().map(|c| (c, Coat { underline, emphasis, highlight })));
        }
        Self::trimmed(letters)
    }

    /// Blank lines at both ends are how a file is set, not what it says; line feeds take the marks of both their sides,
    /// since a file has none for them.
    fn trimmed(mut letters: Vec<(char, Coat)>) -> Self {
        let first = letters.iter().position(|(c, _)| !c.is_whitespace()).unwrap_or(letters.len());
        let lead = letters.iter().take(first).rposition(|(c, _)| *c == '\n').map_or(0, |at| at + 1);
        let last = letters.iter().rposition(|(c, _)| !c.is_whitespace()).map_or(first, |at| at + 1);
        let tail = letters.iter().skip(last).position(|(c, _)| *c == '\n').map_or(letters.len(), |at| last + at);
        letters.truncate(tail);
        letters.drain(..lead.min(letters.len()));
        let mut before = Coat::default();
        let mut after = Coat::default();
        for (c, coat) in letters.iter_mut().rev() {
            if *c == '\n' { *coat = after } else { after = *coat }
        }
        for (c, coat) in &mut letters {
            if *c == '\n' {
                coat.underline &= before.underline;
                coat.emphasis &= before.emphasis;
                coat.highlight &= before.highlight;
            }
            before = *coat;
        }
        Self { letters, lead }
    }

    /// Whether the words are the same, whatever their marks.
    fn says(&self, other: &Self) -> bool {
        self.letters.iter().map(|(c, _)| c).eq(other.letters.iter().map(|(c, _)| c))
    }

    /// The words alone.
    pub(super) fn text(&self) -> String {
        self.letters.iter().map(|(c, _)| c).collect()
    }

    fn layer(&self, of: impl Fn(&Coat) -> bool) -> TextRanges {
        let marked = self.letters.iter().enumerate().filter(|(_, (_, coat))| of(coat));
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (at, _) in marked {
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => ranges.push(at..at + 1),
            }
        }
        ranges.into_iter().collect()
    }

    /// The text as it is in the file. A sign for omitted words takes the words of `behind`, when there are as many signs
    /// as words; else it stands for itself, left out of what is read.
    pub(super) fn marked(&self, behind: &[String]) -> Marked {
        let sign: Vec<char> = OMITTED.chars().collect();
        let signs = self.letters.windows(sign.len()).filter(|window| window.iter().map(|(c, _)| c).eq(&sign)).count();
        let mut behind = behind.iter().filter(|_| behind.len() == signs);
        let mut whole = Self::default();
        let mut omitted = Vec::new();
        let mut rest = self.letters.as_slice();
        while let Some((first, more)) = rest.split_first() {
            if rest.len() >= sign.len() && rest.iter().map(|(c, _)| c).zip(&sign).all(|(one, other)| one == other) {
                let start = whole.letters.len();
                let words = behind.next().map_or_else(|| sign.iter().collect(), String::clone);
                whole.letters.extend(words.chars().map(|c| (c, Coat::default())));
                omitted.push(start..whole.letters.len());
                rest = rest.get(sign.len()..).unwrap_or_default();
            } else {
                whole.letters.push(*first);
                rest = more;
            }
        }
        Marked {
            text: whole.text(),
            underline: whole.layer(|coat| coat.underline),
            emphasis: whole.layer(|coat| coat.emphasis),
            highlight: whole.layer(|coat| coat.highlight),
            omitted: omitted.into_iter().collect(),
        }
    }

    /// The text of the card that was exported, with the marks that the file shows now; none when the file says other
    /// words.
    pub(super) fn onto(&self, card: &Card) -> Option<Marked> {
        let own = Self::of_card(card);
        if !self.says(&own) {
            return None;
        }
        let kept = [&card.underline, &card.emphasis, &card.highlight];
        let [underline, emphasis, highlight] = if *self == (Self { lead: self.lead, ..own.clone() }) {
            kept.map(Clone::clone)
        } else {
            let seen = [self.layer(|c| c.underline), self.layer(|c| c.emphasis), self.layer(|c| c.highlight)];
            let pieces = pieces(card);
            let mut layers = seen.iter().zip(kept).map(|(seen, kept)| moved(seen, kept, &pieces, own.lead));
            [layers.next()?, layers.next()?, layers.next()?]
        };
        Some(Marked { text: card.text.clone(), underline, emphasis, highlight, omitted: card.omitted.clone() })
    }
}

/// A piece of a card: where it is shown, where it stands in the text, and whether it is left out.
struct Piece {
    shown: Range<usize>,
    stored: Range<usize>,
    omitted: bool,
}

fn pieces(card: &Card) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for run in card.runs() {
        let (shown, stored) = pieces.last().map_or((0, 0), |last| (last.shown.end, last.stored.end));
        let length = run.text.chars().count();
        let behind = || card.omitted.iter().find(|range| range.contains(&stored)).map(|range| range.end);
        let end = if run.omitted { behind().unwrap_or(stored) } else { stored + length };
        pieces.push(Piece { shown: shown..shown + length, stored: stored..end, omitted: run.omitted });
    }
    pieces
}

/// A layer over what is shown as one over the text; omitted words keep theirs.
fn moved(seen: &TextRanges, kept: &TextRanges, pieces: &[Piece], lead: usize) -> TextRanges {
    let within = |range: &Range<usize>, limits: &Range<usize>| range.start.max(limits.start)..range.end.min(limits.end);
    let mut layer = Vec::new();
    for Piece { shown, stored, omitted } in pieces {
        if *omitted {
            layer.extend(kept.iter().map(|range| within(&range, stored)));
        } else {
            let ranges = seen.iter().map(|range| within(&(range.start + lead..range.end + lead), shown));
            let to_text = |range: Range<usize>| {
                let back = |at: usize| (at + stored.start).saturating_sub(shown.start);
                back(range.start)..back(range.end)
            };
            layer.extend(ranges.filter(|range| range.start < range.end).map(to_text));
        }
    }
    layer.into_iter().filter(|range| range.start < range.end).collect()
}

/// The words behind each omission of a card.
pub(super) fn omitted_words(card: &Card) -> Vec<String> {
    card.omitted.iter().map(|range| card.text.chars().skip(range.start).take(range.len()).collect()).collect()
}

/// The colour of most highlighted words, and whether there are others.
pub(super) fn colour(lines: &[Line]) -> Option<(HighlightColour, bool)> {
    let mut counts = HighlightColour::ALL.map(|colour| (colour, 0));
    for run in lines.iter().flat_map(|line| &line.runs) {
        let Some(colour) = run.dress.highlight else { continue };
        let letters = run.text.chars().filter(|c| !c.is_whitespace()).count();
        counts.iter_mut().filter(|(known, _)| *known == colour).for_each(|(_, count)| *count += letters);
    }
    let others = counts.iter().filter(|(_, count)| *count > 0).count() > 1;
    let (colour, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (count > 0).then_some((colour, others))
}

/// The size of most words that have no mark, as one of [`SIZES`]; none when there are none.
pub(super) fn size(lines: &[Line]) -> Option<u8> {
    let mut counts = SIZES.map(|size| (size, 0));
    for run in lines.iter().flat_map(|line| &line.runs) {
        let dress = &run.dress;
        if dress.underline || dress.emphasis || dress.highlight.is_some() || run.text == OMITTED {
            continue;
        }
        let points = dress.size.map_or(FULL_SIZE, |half| u8::try_from(half / 2).unwrap_or(FULL_SIZE));
        let nearest = SIZES.iter().min_by_key(|size| size.abs_diff(points)).copied().unwrap_or(FULL_SIZE);
        let letters = run.text.chars().filter(|c| !c.is_whitespace()).count();
        counts.iter_mut().filter(|(known, _)| *known == nearest).for_each(|(_, count)| *count += letters);
    }
    let (size, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (count > 0).then_some(size)
}
