//! The page of `parallax show`: paragraphs and their notes as lines of text.

use unicode_width::UnicodeWidthStr as _;

use super::wrap::{padded, wrap};
use crate::model::rows::{AnswerCell, NoteRef, Rows};
use crate::model::visible::with_marks;
use crate::model::{Edition, Note, Paragraph, ParagraphKind, Perspective, Provenance, Quotation, Silence, cite};

/// From this width in cells, the notes stand beside the paragraphs rather than below them.
const TWO_COLUMNS: usize = 90;
/// The space between the columns.
const GAP: &str = "   ";
/// The maximum width of a column in cells; more width becomes margin.
const MAX_COLUMN: usize = 76;

/// An edition laid out at a width.
pub(super) struct Page<'a> {
    pub(super) edition: &'a Edition,
    pub(super) rows: &'a Rows,
    /// The indexes of the perspectives to show, in the edition's order.
    pub(super) shown: Vec<usize>,
    /// Whether notes are shown by their gists alone.
    pub(super) gists: bool,
    /// The width in terminal cells.
    pub(super) width: usize,
}

impl Page<'_> {
    /// Returns the lines with the title, the byline and the provenance.
    pub(super) fn head(&self) -> Vec<String> {
        let article = self.edition.article();
        let mut lines = self.full_width(self.edition.title());
        lines.extend(article.byline.iter().flat_map(|byline| self.full_width(byline)));
        lines.push(String::new());
        match &article.provenance {
            Provenance::Original { of } => lines.extend(self.full_width(&format!("Original text: {of}"))),
            Provenance::Advocacy { .. } => lines.extend(self.full_width(&article.provenance.origin())),
            Provenance::OwnCopy { of, credit } => {
                lines.extend(self.full_width(&format!("A reader's own copy of {of}")));
                if let Some(credit) = credit {
                    lines.extend(self.full_width(&format!("The work: {credit}")));
                    lines.extend(credit.url.iter().flat_map(|url| self.full_width(url)));
                }
            }
            Provenance::Restated { of, own_copy, credit } => {
                lines.extend(self.full_width(&format!("Restated in other words: {of}")));
                if let Some(credit) = credit {
                    lines.extend(self.full_width(&format!("The original: {credit}")));
                    lines.extend(credit.url.iter().flat_map(|url| self.full_width(url)));
                }
                lines.extend(own_copy.iter().flat_map(|text| self.full_width(text)));
            }
        }
        if let Some(limit) = article.written_before {
            lines.extend(
                self.full_width(&format!(
                    "Written before {limit}; what was said on that day or after is marked Later."
                )),
            );
        }
        lines
    }

    /// Returns the lines of one row: a paragraph, given by its index, or the whole article (`None`), with its notes.
    pub(super) fn row(&self, paragraph: Option<usize>) -> Vec<String> {
        let left = paragraph.and_then(|i| self.edition.paragraph(i));
        let (label, text) = match left {
            Some(paragraph) => (paragraph.id.label(), paragraph_text(paragraph)),
            None => ("0", "On the whole article".to_owned()),
        };
        let label = format!("¶{}  ", with_marks(label));
        if self.width < TWO_COLUMNS {
            let mut lines = hanging(&label, &text, self.width.min(MAX_COLUMN));
            for block in self.replies(paragraph, self.width.min(MAX_COLUMN) - 4) {
                lines.push(String::new());
                lines.extend(block.into_iter().map(|line| format!("    {line}")));
            }
            return lines;
        }
        let left_width = ((self.width - GAP.len()) / 2).min(MAX_COLUMN);
        let right_width = (self.width - GAP.len() - left_width).min(MAX_COLUMN);
        let left = hanging(&label, &text, left_width);
        let right = self.replies(paragraph, right_width).join(&String::new());
        join_columns(&left, &right, left_width)
    }

    /// Whether a perspective that is shown has a note on the whole article.
    pub(super) fn has_article_notes(&self) -> bool {
        self.rows.whole().iter().any(|entry| self.shown.contains(&usize::from(entry.perspective)))
    }

    /// Wraps a text to the width of both columns.
    fn full_width(&self, text: &str) -> Vec<String> {
        wrap(&with_marks(text), self.width.min(2 * MAX_COLUMN))
    }

    /// Returns the replies of a row, each as a block of lines.
    fn replies(&self, paragraph: Option<usize>, width: usize) -> Vec<Vec<String>> {
        let Some(index) = paragraph else {
            let whole = self.rows.whole().iter().filter(|e| self.shown.contains(&usize::from(e.perspective)));
            return whole.map(|&entry| self.note(entry, width)).collect();
        };
        if self.edition.paragraph(index).is_some_and(|p| !p.kind.takes_notes()) {
            let why = match self.rows.cell(self.edition, index, 0) {
                AnswerCell::NotApplicable(why) => why,
                _ => "nothing is asked of it",
            };
            return vec![hanging("○ ", &format!("Not applicable: {why}"), width)];
        }
        self.shown.iter().flat_map(|&p| self.cell(index, p, width)).collect()
    }

    /// Returns the blocks of lines of one perspective in a row.
    fn cell(&self, paragraph: usize, perspective: usize, width: usize) -> Vec<Vec<String>> {
        let name = self.edition.perspectives().get(perspective).map_or("", |p: &Perspective| &p.name);
        let silent = |silence: &Silence| {
            let (what, looked_in) = (self.edition.silence_name(silence), silence.looked_in.join("; "));
            let remark = silence.remark.as_ref().map_or(String::new(), |remark| format!(". {remark}"));
            let text = format!("{what} · {name} (checked {}): looked in {looked_in}{remark}", silence.checked);
            hanging("– ", &text, width)
        };
        let mut blocks = match self.rows.cell(self.edition, paragraph, perspective) {
            AnswerCell::Notes(entries) => entries.iter().map(|&entry| self.note(entry, width)).collect(),
            AnswerCell::Silent(silence) => vec![silent(silence)],
            AnswerCell::NotApplicable(why) => vec![hanging("○ ", &format!("Not applicable · {name}: {why}"), width)],
            AnswerCell::NotLookedFor => vec![hanging("? ", &format!("Not looked for yet · {name}"), width)],
        };
        blocks.extend(self.rows.claim_silences(self.edition, paragraph, perspective).into_iter().map(silent));
        blocks
    }

    /// Returns the lines of one note, or of a pointer to a note that begins at an earlier paragraph.
    fn note(&self, entry: NoteRef, width: usize) -> Vec<String> {
        let Some(note) = self.rows.note(self.edition, entry) else { return Vec::new() };
        let perspective = self.edition.perspectives().get(usize::from(entry.perspective));
        let mut parts = vec![note.stance.word().to_owned(), perspective.map_or(String::new(), |p| p.name.clone())];
        parts.extend(self.edition.date_of_note(note).map(|date| date.to_string()));
        parts.extend(self.edition.later(note).map(|later| later.in_words("Later")));
        parts.push(self.rows.code(self.edition, entry));
        let mark = format!("{} ", note.stance.mark());
        if !entry.home {
            let home = self.rows.home_of(self.edition, note).and_then(|i| self.edition.paragraph(i));
            parts.push(format!("stands at ¶{}", home.map_or("", |p| p.id.label())));
            return hanging(&mark, &parts.join(" · "), width);
        }
        let mut lines = hanging(&mark, &parts.join(" · "), width);
        self.push_body(note, width, &mut lines);
        lines
    }

    /// Appends the gist, summary, quotations and citations of a note; or only the note in short and its first citation.
    fn push_body(&self, note: &Note, width: usize, lines: &mut Vec<String>) {
        if self.gists {
            lines.extend(hanging("  ", &note.short(), width));
            let first = note.citations.first().map(|citation| cite::short(self.edition, citation));
            lines.extend(first.into_iter().flat_map(|text| hanging("  → ", &text, width)));
            return;
        }
        lines.extend(note.gist.iter().flat_map(|gist| hanging("  ", gist, width)));
        lines.extend(self.also_on(note).into_iter().flat_map(|text| hanging("  ", &text, width)));
        lines.extend(hanging("  ", &note.summary, width));
        for Quotation { text, language, translation, source, locator, entered_by: _, accessed: _ } in &note.quotations {
            let place = locator.as_ref().map_or(String::new(), |place| format!(", {place}"));
            lines.extend(hanging("  ", &format!("“{text}” [{language}] ({source}{place})"), width));
            lines
                .extend(translation.iter().flat_map(|sense| hanging("  ", &format!("In translation: {sense}"), width)));
        }
        for citation in &note.citations {
            lines.extend(hanging("  → ", &cite::with_seen(self.edition, citation), width));
        }
    }

    /// Returns the line that lists the other paragraphs of a note, if it has any.
    fn also_on(&self, note: &Note) -> Option<String> {
        let labels: Vec<String> = note.on.iter().skip(1).map(|id| format!("¶{}", id.label())).collect();
        (!labels.is_empty()).then(|| format!("(also on {})", labels.join(", ")))
    }
}

fn paragraph_text(paragraph: &Paragraph) -> String {
    match &paragraph.kind {
        ParagraphKind::Text => paragraph.text.clone(),
        ParagraphKind::Quote => format!("> {}", paragraph.text),
        ParagraphKind::ListItem { mark } => format!("{mark} {}", paragraph.text),
        ParagraphKind::Heading => format!("# {}", paragraph.text),
        ParagraphKind::PullQuote { of } => format!("{} (pull-quote of ¶{})", paragraph.text, of.label()),
    }
}

/// Wraps a text with a hanging indent: the mark before the first line, spaces before the others.
fn hanging(mark: &str, text: &str, width: usize) -> Vec<String> {
    let indent = mark.width();
    let lines = wrap(&with_marks(text), width.saturating_sub(indent));
    let before = |first: bool| if first { mark.to_owned() } else { " ".repeat(indent) };
    lines.iter().enumerate().map(|(i, line)| format!("{}{line}", before(i == 0))).collect()
}

/// Joins two columns of lines.
fn join_columns(left: &[String], right: &[String], left_width: usize) -> Vec<String> {
    (0..left.len().max(right.len()))
        .map(|i| match (left.get(i), right.get(i)) {
            (left, Some(right)) if !right.is_empty() => {
                format!("{}{GAP}{right}", padded(left.map_or("", |l| l), left_width))
            }
            (Some(left), _) => left.clone(),
            _ => String::new(),
        })
        .collect()
}
