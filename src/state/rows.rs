//! What a row shows under the reader's choices: its replies in order, and its announcement for screen readers.
//!
//! Row 0 is the head of the article with the notes on the whole article; row `n` is paragraph `n - 1`.

use crate::model::rows::{AnswerCell, NoteRef, Rows};
use crate::model::{Edition, Note, Paragraph, ParagraphKind, Perspective, Silence};

use super::AppState;
use super::feature::Shared;

/// The number of characters of one text that are shown; `check` reports longer texts. A laid-out character takes about
/// 170 bytes.
const MAX_TEXT_CHARS: usize = 100_000;

/// A text of a row that can be selected and searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The row itself rather than one of its texts.
    Row,
    /// The title of the article.
    Title,
    /// The byline and the provenance of the text.
    Provenance,
    /// The paragraph.
    Article,
    /// The summary of a note.
    Note(NoteRef),
}

/// One reply in a row.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A note, shown in full.
    Note {
        /// Which note.
        entry: NoteRef,
        /// The note.
        note: &'a Note,
        /// The perspective.
        perspective: &'a Perspective,
    },
    /// A note on several paragraphs that is shown at an earlier one.
    Pointer {
        /// Which note.
        entry: NoteRef,
        /// The note.
        note: &'a Note,
        /// The perspective.
        perspective: &'a Perspective,
        /// The row where it is shown.
        home: usize,
    },
    /// A checked absence, on the paragraph or on one claim of it; see [`Edition::silence_name`].
    Silent {
        /// The perspective.
        perspective: &'a Perspective,
        /// Where the curators looked, and when.
        silence: &'a Silence,
    },
    /// There is nothing to answer.
    NotApplicable {
        /// The perspective.
        perspective: &'a Perspective,
        /// The reason.
        why: &'a str,
    },
    /// Not looked for yet.
    NotLookedFor {
        /// The perspective.
        perspective: &'a Perspective,
    },
}

impl<'a> Item<'a> {
    /// Returns the perspective whose reply it is.
    pub fn perspective(&self) -> &'a Perspective {
        match *self {
            Self::Note { perspective, .. }
            | Self::Pointer { perspective, .. }
            | Self::Silent { perspective, .. }
            | Self::NotApplicable { perspective, .. }
            | Self::NotLookedFor { perspective } => perspective,
        }
    }

    /// Returns the note, if it is one, or points to one.
    pub fn note(&self) -> Option<&'a Note> {
        match *self {
            Self::Note { note, .. } | Self::Pointer { note, .. } => Some(note),
            Self::Silent { .. } | Self::NotApplicable { .. } | Self::NotLookedFor { .. } => None,
        }
    }
}

impl<'a> Shared<'a> {
    /// Returns the number of rows: the head of the article and its paragraphs.
    pub fn row_count(&self) -> usize {
        self.edition.paragraphs().len() + 1
    }

    /// Returns the paragraph of a row, or `None` for row 0.
    pub fn paragraph_of(&self, row: usize) -> Option<&'a Paragraph> {
        self.edition.paragraph(row.checked_sub(1)?)
    }

    /// Returns the notes of all perspectives in a row.
    pub(super) fn notes_in(&self, row: usize) -> &'a [NoteRef] {
        let rows: &'a Rows = self.rows;
        row.checked_sub(1).map_or(rows.whole(), |paragraph| rows.notes(paragraph))
    }

    /// Returns the replies of a perspective in a row: what its cell has, in order, and then its silences on single claims.
    /// Pull-quotes and headings have none.
    pub fn items_of(&self, row: usize, perspective: usize) -> Vec<Item<'a>> {
        let (edition, rows) = (&**self.edition, &**self.rows);
        let Some(speaker) = edition.perspectives().get(perspective) else { return Vec::new() };
        let drawn = |entries: &[NoteRef]| -> Vec<Item<'a>> {
            let item = |entry: &NoteRef| {
                let note = rows.note(edition, *entry)?;
                if entry.home {
                    return Some(Item::Note { entry: *entry, note, perspective: speaker });
                }
                let home = rows.home_of(edition, note)? + 1;
                Some(Item::Pointer { entry: *entry, note, perspective: speaker, home })
            };
            entries.iter().filter_map(item).collect()
        };
        let Some(paragraph) = self.paragraph_of(row) else {
            return drawn(rows.notes_of(None, perspective));
        };
        if !paragraph.kind.takes_notes() {
            return Vec::new();
        }
        let mut items = match rows.cell(edition, row - 1, perspective) {
            AnswerCell::Notes(entries) => drawn(entries),
            AnswerCell::Silent(silence) => vec![Item::Silent { perspective: speaker, silence }],
            AnswerCell::NotApplicable(why) => vec![Item::NotApplicable { perspective: speaker, why }],
            AnswerCell::NotLookedFor => vec![Item::NotLookedFor { perspective: speaker }],
        };
        let on_claims = rows.claim_silences(edition, row - 1, perspective);
        items.extend(on_claims.into_iter().map(|silence| Item::Silent { perspective: speaker, silence }));
        items
    }

    /// Returns the replies of all shown perspectives in a row, in the reader's order.
    pub fn items(&self, row: usize) -> Vec<Item<'a>> {
        self.shown.visible().flat_map(|p| self.items_of(row, p)).collect()
    }

    /// Returns the texts of a row that can be selected, in reading order.
    pub fn parts(&self, row: usize) -> Vec<Part> {
        let head = if row == 0 { vec![Part::Title, Part::Provenance] } else { vec![Part::Article] };
        let notes = self.items(row).into_iter().filter_map(|item| match item {
            Item::Note { entry, .. } => Some(Part::Note(entry)),
            _ => None,
        });
        head.into_iter().chain(notes).collect()
    }

    /// Returns a text of a row as it is displayed: hidden characters as marks, truncated to 100,000 characters
    /// (`MAX_TEXT_CHARS`). Empty
    /// if the row has no such text.
    pub fn text_of(&self, row: usize, part: Part) -> String {
        use crate::model::visible::with_marks;
        let text = self.plain_text_of(row, part);
        let text = match with_marks(&text) {
            std::borrow::Cow::Borrowed(_) => text,
            std::borrow::Cow::Owned(marked) => marked,
        };
        match text.char_indices().nth(MAX_TEXT_CHARS) {
            Some((end, _)) => format!("{} […]", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }

    /// Returns a text of a row as it is stored, with its hidden characters.
    pub(super) fn plain_text_of(&self, row: usize, part: Part) -> String {
        match part {
            Part::Row => String::new(),
            Part::Title => self.edition.title().to_owned(),
            Part::Provenance => provenance(self.edition),
            Part::Article => self.paragraph_of(row).map_or(String::new(), |p| p.text.clone()),
            Part::Note(entry) => self.rows.note(self.edition, entry).map_or(String::new(), |note| note.summary.clone()),
        }
    }
}

impl AppState {
    /// Returns the number of rows, see [`Shared::row_count`].
    pub fn row_count(&self) -> usize {
        self.shared().row_count()
    }

    /// Returns the paragraph of a row, see [`Shared::paragraph_of`].
    pub fn paragraph_of(&self, row: usize) -> Option<&Paragraph> {
        self.shared().paragraph_of(row)
    }

    /// Returns the replies of a perspective in a row, see [`Shared::items_of`].
    pub fn items_of(&self, row: usize, perspective: usize) -> Vec<Item<'_>> {
        self.shared().items_of(row, perspective)
    }

    /// Returns the replies of all shown perspectives in a row, see [`Shared::items`].
    pub fn items(&self, row: usize) -> Vec<Item<'_>> {
        self.shared().items(row)
    }

    /// Returns a text of a row as it is displayed, see [`Shared::text_of`].
    pub fn text_of(&self, row: usize, part: Part) -> String {
        self.shared().text_of(row, part)
    }

    /// Returns the announcement of a row for screen readers, such as `Paragraph 5 of 14, three replies: US government
    /// disputes, India qualifies, ...`.
    pub fn announcement(&self, row: usize) -> String {
        let standing = self.copy.row_status(row).map_or(String::new(), |standing| format!(". {}", standing.text));
        let replies = format!("{}{standing}", self.spoken_replies(row));
        let Some(paragraph) = self.paragraph_of(row) else {
            return format!("The whole article: {}{replies}", self.edition.title());
        };
        let (label, count) = (paragraph.id.label(), self.edition.paragraphs().len());
        match &paragraph.kind {
            ParagraphKind::PullQuote { of } => {
                format!("Paragraph {label} of {count}, a pull-quote of paragraph {}", of.label())
            }
            ParagraphKind::Heading => format!("Paragraph {label} of {count}, a heading"),
            ParagraphKind::Quote => format!("Paragraph {label} of {count}, a quotation{replies}"),
            ParagraphKind::ListItem { .. } => format!("Paragraph {label} of {count}, an item of a list{replies}"),
            ParagraphKind::Text => format!("Paragraph {label} of {count}{replies}"),
        }
    }

    fn spoken_replies(&self, row: usize) -> String {
        let mut replies: Vec<String> = Vec::new();
        for perspective in self.shown.visible() {
            let items = self.items_of(row, perspective);
            let Some(name) = items.first().map(|item| item.perspective().name.as_str()) else { continue };
            let mut verbs: Vec<&str> = Vec::new();
            for item in &items {
                let verb = match item {
                    Item::Note { note, .. } | Item::Pointer { note, .. } => item.perspective().verb(note.stance),
                    Item::Silent { silence, .. } if silence.claim.is_some() => "silent on a claim",
                    Item::Silent { .. } => "silent",
                    Item::NotApplicable { .. } => "not applicable",
                    Item::NotLookedFor { .. } => "not looked for yet",
                };
                if !verbs.contains(&verb) {
                    verbs.push(verb);
                }
            }
            replies.push(format!("{name} {}", verbs.join(" and ")));
        }
        match replies.len() {
            0 => ", no replies".to_owned(),
            1 => format!(", one reply: {}", replies.join(", ")),
            n => format!(", {} replies: {}", number_word(n), replies.join(", ")),
        }
    }
}

/// Returns the byline and the provenance of the text, as two paragraphs under the title.
pub fn provenance(edition: &Edition) -> String {
    use crate::model::Provenance;
    let article = edition.article();
    let from = match &article.provenance {
        Provenance::Original { of } => format!("The original text: {of}."),
        Provenance::Restated { of, own_copy, credit } => {
            let credit = credit.as_ref().map_or(String::new(), |credit| format!(" The original: {credit}."));
            let how = own_copy.as_deref().map_or(String::new(), |how| format!(" {how}"));
            format!("Not the original words: restated from {of}.{credit}{how}")
        }
        Provenance::Advocacy { .. } => {
            format!(
                "{}. It argues as the best advocate of that side would, and speaks for nobody it names. What others say \
                 stands beside it.",
                article.provenance.origin()
            )
        }
        Provenance::OwnCopy { of, credit } => {
            let credit = credit.as_ref().map_or(String::new(), |credit| format!(" The work: {credit}."));
            format!("Your own copy: {of}.{credit}")
        }
    };
    let empty = if article.paragraphs.is_empty() { "\nThis article has no paragraphs yet." } else { "" };
    let byline = article.byline.as_deref().map_or(String::new(), |byline| format!("{byline}\n"));
    format!("{byline}{from}{empty}")
}

/// Returns the lines under the title while the head is closed: the byline, if there is one, and what the text is.
pub fn provenance_lines(edition: &Edition) -> Vec<String> {
    use crate::model::Provenance;
    let article = edition.article();
    let what = match &article.provenance {
        Provenance::Original { .. } => "The original text.".to_owned(),
        Provenance::Restated { .. } => "Restated in our words, not the original.".to_owned(),
        Provenance::Advocacy { .. } => format!("{}.", article.provenance.origin()),
        Provenance::OwnCopy { .. } => "Your own copy.".to_owned(),
    };
    let empty = article.paragraphs.is_empty().then(|| "This article has no paragraphs yet.".to_owned());
    article.byline.clone().into_iter().chain([what]).chain(empty).collect()
}

fn number_word(n: usize) -> String {
    const WORDS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}
