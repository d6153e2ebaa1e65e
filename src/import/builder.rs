//! Builds paragraphs from the stream of text and marks that every rich format produces.

use std::ops::Range;

use super::omission::{Omission, Omissions};
use crate::model::visible::{hidden, is_hidden};
use crate::model::{Mark, MarkKind, Paragraph, ParagraphKind};

/// The deepest nesting of marks; deeper ones are ignored.
const MAX_DEPTH: usize = 64;
const MAX_MARKS: usize = 500;
/// A paragraph with more bytes is split at its next space; the check allows 100,000 characters.
const SPLIT_AT_SPACE: usize = 40_000;
/// A paragraph with more bytes and no space is split anywhere.
const SPLIT_ANYWHERE: usize = 90_000;
const MAX_PARAGRAPHS: usize = 250_000;
pub(super) const MAX_ARTICLE_BYTES: usize = 64 * 1024 * 1024;

/// Collects paragraphs. Whitespace within a paragraph is collapsed to one space; no-break spaces are kept. The end of a
/// line between Chinese or Japanese characters, which are not separated by spaces, is dropped.
#[derive(Debug, Default)]
pub(super) struct ArticleBuilder {
    paragraphs: Vec<Paragraph>,
    kind: ParagraphKind,
    text: String,
    /// There was whitespace after the last letter of this paragraph.
    space_pending: bool,
    /// The whitespace after the last letter contains the end of a line.
    line_end_pending: bool,
    /// The open marks: the byte offset of the start or of the space before it, and the kind; `None` for a mark that is
    /// ignored.
    open: Vec<(usize, Option<MarkKind>)>,
    marks: Vec<(Range<usize>, MarkKind)>,
    bytes: usize,
    omissions: Omissions,
}

/// The paragraphs that a builder has collected, and what there is to say about them.
#[derive(Debug)]
pub(super) struct BuiltText {
    /// The paragraphs, with the ids `p1`, `p2` and so on.
    pub(super) paragraphs: Vec<Paragraph>,
    /// One sentence each.
    pub(super) warnings: Vec<String>,
    pub(super) omissions: Omissions,
}

impl ArticleBuilder {
    pub(super) fn start_paragraph(&mut self, mut kind: ParagraphKind) {
        self.end_paragraph();
        if let ParagraphKind::ListItem { mark } = &mut kind {
            self.omissions.add(Omission::HiddenCharacter, remove_hidden(mark));
        }
        self.kind = kind;
    }

    /// Appends text to the current paragraph. Hidden characters are removed, since the check rejects them.
    pub(super) fn push_text(&mut self, text: &str) {
        if self.is_full() {
            return;
        }
        for c in text.chars() {
            if c != '\u{a0}' && c != '\u{202f}' && (c.is_whitespace() || c.is_control()) {
                self.space_pending = true;
                self.line_end_pending |= matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}');
            } else if !matches!(c, '\u{200c}' | '\u{200d}') && is_hidden(c, None, None) {
                self.omit(Omission::HiddenCharacter, 1);
            } else {
                let needs_split =
                    (self.space_pending && self.text.len() > SPLIT_AT_SPACE) || self.text.len() > SPLIT_ANYWHERE;
                if needs_split {
                    let kind = self.kind.clone();
                    self.start_paragraph(kind);
                } else if self.has_space_before(c) {
                    self.text.push(' ');
                }
                self.space_pending = false;
                self.line_end_pending = false;
                self.text.push(c);
            }
        }
    }

    /// Returns whether the pending whitespace becomes a space before `next`. The end of a line does not where both
    /// sides are Chinese or Japanese, or one is a full-width mark, which brings its own space; this follows CSS Text.
    fn has_space_before(&self, next: char) -> bool {
        let Some(last) = self.text.chars().next_back().filter(|_| self.space_pending) else { return false };
        let is_joined = is_unspaced(last) && is_unspaced(next) || is_full_width_mark(last) || is_full_width_mark(next);
        !(self.line_end_pending && is_joined)
    }

    /// Returns whether the article has its maximum length; further text is ignored.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > MAX_ARTICLE_BYTES || self.paragraphs.len() >= MAX_PARAGRAPHS
    }

    /// Records that something was left out.
    pub(super) fn omit(&mut self, kind: Omission, count: usize) {
        self.omissions.add(kind, count);
    }

    /// Starts a mark, which may span paragraphs. Each needs an [`ArticleBuilder::end_mark`]. A link whose address has
    /// hidden characters is ignored: without them it would lead elsewhere.
    pub(super) fn start_mark(&mut self, kind: MarkKind) {
        let is_clean = match &kind {
            MarkKind::Link(url) => hidden(url).next().is_none(),
            MarkKind::Emphasis | MarkKind::Strong => true,
        };
        let is_kept = is_clean && self.open.len() < MAX_DEPTH;
        self.open.push((self.text.len(), is_kept.then_some(kind)));
    }

    pub(super) fn end_mark(&mut self) {
        if let Some((from, Some(kind))) = self.open.pop() {
            self.add_mark(from, kind);
        }
    }

    pub(super) fn finish(mut self) -> BuiltText {
        let is_cut_off = self.is_full();
        self.end_paragraph();
        for (paragraph, number) in self.paragraphs.iter_mut().zip(1..) {
            paragraph.id = format!("p{number}").as_str().into();
        }
        let cut_off = "The text is too long for one article; its end is left out.";
        let warnings = is_cut_off.then(|| cut_off.to_owned()).into_iter().collect();
        BuiltText { paragraphs: self.paragraphs, warnings, omissions: self.omissions }
    }

    fn add_mark(&mut self, from: usize, kind: MarkKind) {
        // The space before the first letter came after the mark was started.
        let from = from + usize::from(self.text.get(from..).is_some_and(|rest| rest.starts_with(' ')));
        if from < self.text.len() {
            self.marks.push((from..self.text.len(), kind));
        }
    }

    fn end_paragraph(&mut self) {
        // A mark that spans paragraphs becomes one mark in each of them.
        let open = self.open.clone();
        for (from, kind) in open {
            if let Some(kind) = kind {
                self.add_mark(from, kind);
            }
        }
        for (from, _) in &mut self.open {
            *from = 0;
        }
        self.space_pending = false;
        self.line_end_pending = false;
        let mut text = std::mem::take(&mut self.text);
        let mut ranges = std::mem::take(&mut self.marks);
        let kind = std::mem::take(&mut self.kind);
        let lone_joiners = remove_lone_joiners(&mut text, &mut ranges);
        self.omit(Omission::HiddenCharacter, lone_joiners);
        if text.trim().is_empty() {
            return;
        }
        self.bytes += text.len();
        ranges.retain(|(range, _)| !range.is_empty());
        ranges.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        ranges.dedup();
        ranges.truncate(MAX_MARKS);
        let marks = ranges.into_iter().filter_map(|(range, kind)| mark_for_range(&text, range, kind)).collect();
        self.paragraphs.push(Paragraph { kind, marks, ..Paragraph::without_id(text) });
    }
}

/// Returns whether `c` is a Chinese or Japanese character or mark. Korean separates words with spaces.
fn is_unspaced(c: char) -> bool {
    is_full_width_mark(c)
        || matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}'
            | '\u{f900}'..='\u{faff}' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}'
            | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns whether `c` is a mark of a full character's width, such as `，` or `「`.
fn is_full_width_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}')
}

/// Removes joiners that join nothing and returns their number.
fn remove_lone_joiners(text: &mut String, marks: &mut [(Range<usize>, MarkKind)]) -> usize {
    if !text.contains(['\u{200c}', '\u{200d}']) {
        return 0;
    }
    let lone: Vec<usize> = crate::model::visible::hidden(text).map(|(at, _)| at).collect();
    for &at in lone.iter().rev() {
        let length = text.remove(at).len_utf8();
        for (range, _) in marks.iter_mut() {
            let shifted = |offset: usize| if offset > at { offset - length } else { offset };
            *range = shifted(range.start)..shifted(range.end);
        }
    }
    lone.len()
}

/// Removes the hidden characters of a text, and returns how many there were.
fn remove_hidden(text: &mut String) -> usize {
    let found: Vec<usize> = hidden(text).map(|(at, _)| at).collect();
    for &at in found.iter().rev() {
        text.remove(at);
    }
    found.len()
}

/// Creates a mark for a byte range: its words, and which occurrence of these words it is.
fn mark_for_range(text: &str, range: Range<usize>, kind: MarkKind) -> Option<Mark> {
    let words = text.get(range.clone())?;
    let nth = text.match_indices(words).position(|(at, _)| at == range.start)?;
    Some(Mark { words: words.to_owned(), nth: u32::try_from(nth + 1).ok()?, kind })
}

#[cfg(test)]
mod tests {
    use super::{ArticleBuilder, BuiltText, Omission};
    use crate::model::{MarkKind, ParagraphKind};

    #[test]
    fn hidden_characters_are_left_out_and_joiners_that_join_are_kept() {
        let mut builder = ArticleBuilder::default();
        builder.push_text("so\u{ad}ft a\u{200d} ");
        builder.start_mark(MarkKind::Emphasis);
        builder.push_text("क्\u{200d}ष\u{feff}");
        builder.end_mark();
        let BuiltText { paragraphs, omissions, .. } = builder.finish();
        assert_eq!(omissions.count(Omission::HiddenCharacter), 3, "a joiner at the very end counts");
        assert_eq!(paragraphs[0].text, "soft a क्\u{200d}ष");
        assert_eq!(paragraphs[0].marks[0].words, "क्\u{200d}ष");
    }

    #[test]
    fn the_mark_of_a_list_item_and_a_link_have_no_hidden_characters() {
        let mut builder = ArticleBuilder::default();
        builder.start_paragraph(ParagraphKind::ListItem { mark: "1\u{200b}.\u{202e}".into() });
        for url in ["https://example.org/\u{202e}a", "https://example.org/b"] {
            builder.start_mark(MarkKind::Link(url.into()));
            builder.push_text("lamps ");
            builder.end_mark();
        }
        let BuiltText { paragraphs, omissions, .. } = builder.finish();
        assert_eq!(paragraphs[0].kind, ParagraphKind::ListItem { mark: "1.".into() });
        assert_eq!(omissions.count(Omission::HiddenCharacter), 2);
        let links: Vec<_> = paragraphs[0].marks.iter().map(|mark| (&mark.kind, mark.nth)).collect();
        assert_eq!(links, [(&MarkKind::Link("https://example.org/b".into()), 2)], "the words stay, without their link");
    }

    #[test]
    fn the_end_of_a_line_between_chinese_or_japanese_characters_is_no_space() {
        for (text, expected) in [
            ("放空，\n这是", "放空，这是"),
            ("水\n  坝", "水坝"),
            ("水\r\n坝", "水坝"),
            ("ダム\nは空に", "ダムは空に"),
            ("、\n「水」\n", "、「水」"),
            ("报告，\nDNA", "报告，DNA"),
            ("DNA\n（略）", "DNA（略）"),
            // A space that someone typed stays, and so does one beside Latin letters.
            ("水 坝", "水 坝"),
            ("水\nDNA\n坝", "水 DNA 坝"),
            // Korean separates words.
            ("댐을\n비운다", "댐을 비운다"),
            ("the\nend", "the end"),
        ] {
            let mut builder = ArticleBuilder::default();
            builder.push_text(text);
            assert_eq!(builder.finish().paragraphs[0].text, expected, "{text}");
        }
        let mut builder = ArticleBuilder::default();
        builder.push_text("水\n");
        builder.start_mark(MarkKind::Strong);
        builder.push_text("坝\n");
        builder.end_mark();
        builder.push_text("空");
        let paragraphs = builder.finish().paragraphs;
        assert_eq!((paragraphs[0].text.as_str(), paragraphs[0].marks[0].words.as_str()), ("水坝空", "坝"));
    }

    #[test]
    fn a_paragraph_without_end_is_split() {
        let mut builder = ArticleBuilder::default();
        builder.push_text(&"word ".repeat(30_000));
        builder.push_text(&"x".repeat(200_000));
        let paragraphs = builder.finish().paragraphs;
        assert!(paragraphs.len() > 3 && paragraphs.iter().all(|p| p.text.len() < 100_000), "{}", paragraphs.len());
        assert_eq!(paragraphs.iter().map(|p| p.text.matches("word").count()).sum::<usize>(), 30_000);
        assert_eq!(paragraphs.iter().map(|p| p.text.matches('x').count()).sum::<usize>(), 200_000);
    }

    #[test]
    fn whitespace_is_collapsed_and_marks_name_their_words() {
        let mut builder = ArticleBuilder::default();
        builder.start_paragraph(ParagraphKind::Heading);
        builder.push_text(" On \n lamps ");
        builder.start_paragraph(ParagraphKind::Text);
        builder.push_text("the lamp and ");
        builder.start_mark(MarkKind::Emphasis);
        builder.push_text("the");
        builder.end_mark();
        builder.push_text("\u{a0}other");
        builder.start_mark(MarkKind::Strong);
        builder.push_text(" one");
        builder.start_paragraph(ParagraphKind::Text);
        builder.push_text("goes on");
        builder.end_mark();
        let paragraphs = builder.finish().paragraphs;
        let texts: Vec<&str> = paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["On lamps", "the lamp and the\u{a0}other one", "goes on"]);
        let marks: Vec<_> = paragraphs.iter().flat_map(|p| &p.marks).map(|m| (m.words.as_str(), m.nth)).collect();
        assert_eq!(marks, [("the", 2), ("one", 1), ("goes on", 1)]);
        assert_eq!(paragraphs[2].id.as_str(), "p3");
    }
}
