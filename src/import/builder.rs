//! Paragraphs put together from a stream of texts and marks, as every rich format gives them.

use std::ops::Range;

use crate::model::visible::is_hidden;
use crate::model::{Mark, MarkKind, Paragraph, ParagraphKind};

/// Marks open inside each other at most; deeper ones are passed over.
const DEEPEST: usize = 64;
/// Marks of one paragraph at most.
const MOST_MARKS: usize = 500;
/// A paragraph of more bytes is parted at its next blank; the check allows 100,000 characters.
const LONG: usize = 40_000;
/// A paragraph of more bytes without a blank is parted anywhere.
const LONGEST: usize = 90_000;
/// Paragraphs of one article at most.
const MOST_PARAGRAPHS: usize = 250_000;
/// Bytes of text of one article at most.
pub(super) const LONGEST_ARTICLE: usize = 64 * 1024 * 1024;

/// Gathers paragraphs. White space within a paragraph is one blank; a no-break space stays what it is.
#[derive(Debug, Default)]
pub(super) struct Builder {
    paragraphs: Vec<Paragraph>,
    kind: ParagraphKind,
    text: String,
    /// White space has come since the last letter of this paragraph.
    blank: bool,
    /// Marks begun and not ended: where in the text, and which; none for one that is passed over.
    open: Vec<(usize, Option<MarkKind>)>,
    marks: Vec<(Range<usize>, MarkKind)>,
    /// Bytes of all paragraphs that are done.
    bytes: usize,
    /// Hidden characters that were left out.
    hidden: usize,
}

impl Builder {
    /// Ends the paragraph under way, if it has any text, and begins one of this kind.
    pub(super) fn paragraph(&mut self, kind: ParagraphKind) {
        self.end_paragraph();
        self.kind = kind;
    }

    /// Adds text to the paragraph under way. Hidden characters are left out, since the check refuses them.
    pub(super) fn text(&mut self, text: &str) {
        if self.is_full() {
            return;
        }
        for c in text.chars() {
            if c != '\u{a0}' && c != '\u{202f}' && (c.is_whitespace() || c.is_control()) {
                self.blank = true;
            } else if !matches!(c, '\u{200c}' | '\u{200d}') && is_hidden(c, None, None) {
                self.hidden += 1;
            } else {
                let parted = (self.blank && self.text.len() > LONG) || self.text.len() > LONGEST;
                if parted {
                    let kind = self.kind.clone();
                    self.paragraph(kind);
                } else if self.blank && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.blank = false;
                self.text.push(c);
            }
        }
    }

    /// Whether no more text is taken, since the article is as long as one may be.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > LONGEST_ARTICLE || self.paragraphs.len() >= MOST_PARAGRAPHS
    }

    /// What is to be said of the text besides: that it was cut, that it had hidden characters.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.is_full() {
            remarks.push("The text is too long for one article; its end is left out.".to_owned());
        }
        if self.hidden > 0 {
            let count = self.hidden;
            let characters =
                if count == 1 { "1 hidden character was" } else { &format!("{count} hidden characters were") };
            remarks.push(format!("{characters} left out."));
        }
        remarks
    }

    /// Begins a mark; every beginning has an [`Builder::end`], also across paragraphs.
    pub(super) fn begin(&mut self, kind: MarkKind) {
        let kept = self.open.len() < DEEPEST;
        self.open.push((self.start_of_next(), kept.then_some(kind)));
    }

    /// Ends the mark begun last.
    pub(super) fn end(&mut self) {
        if let Some((from, Some(kind))) = self.open.pop() {
            self.mark(from, kind);
        }
    }

    /// All paragraphs, with the ids `p1`, `p2` and so on.
    pub(super) fn finish(mut self) -> Vec<Paragraph> {
        self.end_paragraph();
        for (paragraph, number) in self.paragraphs.iter_mut().zip(1..) {
            paragraph.id = format!("p{number}").as_str().into();
        }
        self.paragraphs
    }

    /// Where the next letter will stand.
    fn start_of_next(&self) -> usize {
        self.text.len() + usize::from(self.blank && !self.text.is_empty())
    }

    fn mark(&mut self, from: usize, kind: MarkKind) {
        // The blank before the first letter came after the mark began.
        let from = from + usize::from(self.text.get(from..).is_some_and(|rest| rest.starts_with(' ')));
        if from < self.text.len() {
            self.marks.push((from..self.text.len(), kind));
        }
    }

    fn end_paragraph(&mut self) {
        // A mark that goes on is cut in two, one for each paragraph.
        let open = self.open.clone();
        for (from, kind) in open {
            if let Some(kind) = kind {
                self.mark(from, kind);
            }
        }
        for (from, _) in &mut self.open {
            *from = 0;
        }
        self.blank = false;
        let mut text = std::mem::take(&mut self.text);
        let mut ranges = std::mem::take(&mut self.marks);
        let kind = std::mem::take(&mut self.kind);
        self.hidden += without_lone_joiners(&mut text, &mut ranges);
        if text.trim().is_empty() {
            return;
        }
        self.bytes += text.len();
        ranges.retain(|(range, _)| !range.is_empty());
        ranges.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        ranges.dedup();
        ranges.truncate(MOST_MARKS);
        let marks = ranges.into_iter().filter_map(|(range, kind)| named(&text, range, kind)).collect();
        let id = String::new().as_str().into();
        self.paragraphs.push(Paragraph { id, kind, language: None, text, marks, repeats: Vec::new() });
    }
}

/// Takes out joiners that join nothing, and says how many.
fn without_lone_joiners(text: &mut String, marks: &mut [(Range<usize>, MarkKind)]) -> usize {
    if !text.contains(['\u{200c}', '\u{200d}']) {
        return 0;
    }
    let lone: Vec<usize> = crate::model::visible::hidden(text).map(|(at, _)| at).collect();
    for &at in lone.iter().rev() {
        let length = text.remove(at).len_utf8();
        for (range, _) in marks.iter_mut() {
            let before = |place: usize| if place > at { place - length } else { place };
            *range = before(range.start)..before(range.end);
        }
    }
    lone.len()
}

/// A mark by its words and which of the places with these words it is.
fn named(text: &str, range: Range<usize>, kind: MarkKind) -> Option<Mark> {
    let words = text.get(range.clone())?;
    let nth = text.match_indices(words).position(|(at, _)| at == range.start)?;
    Some(Mark { words: words.to_owned(), nth: u32::try_from(nth + 1).ok()?, kind })
}

#[cfg(test)]
mod tests {
    use super::Builder;
    use crate::model::{MarkKind, ParagraphKind};

    #[test]
    fn hidden_characters_are_left_out_and_joiners_that_join_are_kept() {
        let mut builder = Builder::default();
        builder.text("so\u{ad}ft a\u{200d} ");
        builder.begin(MarkKind::Emphasis);
        builder.text("क्\u{200d}ष\u{feff}");
        builder.end();
        assert!(builder.remarks().is_empty() || builder.hidden == 2);
        let paragraphs = builder.finish();
        assert_eq!(paragraphs[0].text, "soft a क्\u{200d}ष");
        assert_eq!(paragraphs[0].marks[0].words, "क्\u{200d}ष");
    }

    #[test]
    fn a_paragraph_without_end_is_parted() {
        let mut builder = Builder::default();
        builder.text(&"word ".repeat(30_000));
        builder.text(&"x".repeat(200_000));
        let paragraphs = builder.finish();
        assert!(paragraphs.iter().all(|p| p.text.len() < 100_000));
        assert_eq!(paragraphs.iter().map(|p| p.text.matches("word").count()).sum::<usize>(), 30_000);
        assert_eq!(paragraphs.iter().map(|p| p.text.matches('x').count()).sum::<usize>(), 200_000);
    }

    #[test]
    fn blanks_are_one_and_marks_know_their_words() {
        let mut builder = Builder::default();
        builder.paragraph(ParagraphKind::Heading);
        builder.text(" On \n lamps ");
        builder.paragraph(ParagraphKind::Text);
        builder.text("the lamp and ");
        builder.begin(MarkKind::Emphasis);
        builder.text("the");
        builder.end();
        builder.text("\u{a0}other");
        builder.begin(MarkKind::Strong);
        builder.text(" one");
        builder.paragraph(ParagraphKind::Text);
        builder.text("goes on");
        builder.end();
        let paragraphs = builder.finish();
        let texts: Vec<&str> = paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["On lamps", "the lamp and the\u{a0}other one", "goes on"]);
        let marks: Vec<_> = paragraphs.iter().flat_map(|p| &p.marks).map(|m| (m.words.as_str(), m.nth)).collect();
        assert_eq!(marks, [("the", 2), ("one", 1), ("goes on", 1)]);
        assert_eq!(paragraphs[2].id.as_str(), "p3");
    }
}
