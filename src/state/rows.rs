//! What a row shows under the reader's choices: the replies in order, and the row said aloud.
//!
//! Row 0 is the head of the article with the notes on the whole of it; row `n` is paragraph `n - 1`.

use crate::model::rows::{AnswerCell, NoteRef};
use crate::model::{Edition, Note, Paragraph, ParagraphKind, Perspective, Silence};

use super::AppState;

/// Characters of one text that are shown; `check` reports longer ones. Laid out, a character takes some 170 bytes.
const LONGEST_TEXT: usize = 100_000;

/// A text in a row that can be pointed into, selected and searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The row itself, no text of it.
    Row,
    /// The title of the article.
    Title,
    /// The byline and where the text comes from.
    Provenance,
    /// The paragraph.
    Article,
    /// The summary of a note.
    Note(NoteRef),
}

/// One reply cell of a row.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A note, drawn in full.
    Note {
        /// Which note.
        entry: NoteRef,
        /// The note.
        note: &'a Note,
        /// Who speaks.
        perspective: &'a Perspective,
    },
    /// A note on several paragraphs that is drawn at an earlier one.
    Pointer {
        /// Which note.
        entry: NoteRef,
        /// The note.
        note: &'a Note,
        /// Who speaks.
        perspective: &'a Perspective,
        /// The row where it is drawn.
        home: usize,
    },
    /// Looked for and not found.
    Silent {
        /// Who is silent.
        perspective: &'a Perspective,
        /// Where we looked and when.
        silence: &'a Silence,
    },
    /// Nothing to answer.
    NotApplicable {
        /// Who has nothing to answer.
        perspective: &'a Perspective,
        /// Why.
        why: &'a str,
    },
    /// Nobody has looked yet.
    NotLookedFor {
        /// For whom.
        perspective: &'a Perspective,
    },
}

impl<'a> Item<'a> {
    /// Whose cell it is.
    pub fn perspective(&self) -> &'a Perspective {
        match *self {
            Self::Note { perspective, .. }
            | Self::Pointer { perspective, .. }
            | Self::Silent { perspective, .. }
            | Self::NotApplicable { perspective, .. }
            | Self::NotLookedFor { perspective } => perspective,
        }
    }
}

impl AppState {
    /// How many rows there are: the head of the article and its paragraphs.
    pub fn row_count(&self) -> usize {
        self.edition.paragraphs().len() + 1
    }

    /// The paragraph of a row; row 0 has none.
    pub fn paragraph_of(&self, row: usize) -> Option<&Paragraph> {
        self.edition.paragraph(row.checked_sub(1)?)
    }

    /// The replies of a perspective in a row, in the curator's order; none on pull-quotes and headings.
    pub fn items_of(&self, row: usize, perspective: usize) -> Vec<Item<'_>> {
        let edition = &*self.edition;
        let Some(speaker) = edition.perspectives().get(perspective) else { return Vec::new() };
        let drawn = |entries: &[NoteRef]| -> Vec<Item<'_>> {
            let item = |entry: &NoteRef| {
                let note = self.rows.note(edition, *entry)?;
                if entry.home {
                    return Some(Item::Note { entry: *entry, note, perspective: speaker });
                }
                let home = self.rows.home_of(edition, note)? + 1;
                Some(Item::Pointer { entry: *entry, note, perspective: speaker, home })
            };
            // What is drawn here comes before what is only pointed to.
            let (home, away): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.home);
            home.into_iter().chain(away).filter_map(item).collect()
        };
        let Some(paragraph) = self.paragraph_of(row) else {
            return drawn(self.rows.notes_of(None, perspective));
        };
        if !paragraph.kind.takes_notes() {
            return Vec::new();
        }
        match self.rows.cell(edition, row - 1, perspective) {
            AnswerCell::Notes(entries) => drawn(entries),
            AnswerCell::Silent(silence) => vec![Item::Silent { perspective: speaker, silence }],
            AnswerCell::NotApplicable(why) => vec![Item::NotApplicable { perspective: speaker, why }],
            AnswerCell::NotLookedFor => vec![Item::NotLookedFor { perspective: speaker }],
        }
    }

    /// All replies shown in a row, by the reader's order of perspectives.
    pub fn items(&self, row: usize) -> Vec<Item<'_>> {
        self.shown.visible().flat_map(|p| self.items_of(row, p)).collect()
    }

    /// The texts of a row that can be selected, in reading order.
    pub fn parts(&self, row: usize) -> Vec<Part> {
        let head = if row == 0 { vec![Part::Title, Part::Provenance] } else { vec![Part::Article] };
        let notes = self.items(row).into_iter().filter_map(|item| match item {
            Item::Note { entry, .. } => Some(Part::Note(entry)),
            _ => None,
        });
        head.into_iter().chain(notes).collect()
    }

    /// The words of a text in a row; empty for what is not there.
    pub fn text_of(&self, row: usize, part: Part) -> String {
        use crate::model::visible::with_marks;
        let text = self.plain_text_of(row, part);
        let text = match with_marks(&text) {
            std::borrow::Cow::Borrowed(_) => text,
            std::borrow::Cow::Owned(marked) => marked,
        };
        match text.char_indices().nth(LONGEST_TEXT) {
            Some((end, _)) => format!("{} […]", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }

    /// A text as it is, with what is shown as marks.
    pub(super) fn plain_text_of(&self, row: usize, part: Part) -> String {
        match part {
            Part::Row => String::new(),
            Part::Title => self.edition.title().to_owned(),
            Part::Provenance => provenance(&self.edition),
            Part::Article => self.paragraph_of(row).map_or(String::new(), |p| p.text.clone()),
            Part::Note(entry) => {
                self.rows.note(&self.edition, entry).map_or(String::new(), |note| note.summary.clone())
            }
        }
    }

    /// The row as a screen reader says it: `Paragraph 5 of 14, three replies: US government disputes, ...`.
    pub fn announcement(&self, row: usize) -> String {
        let standing = self.standing_of(row).map_or(String::new(), |standing| format!(". {}", standing.text));
        let replies = format!("{}{standing}", self.replies_aloud(row));
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

    fn replies_aloud(&self, row: usize) -> String {
        let mut said: Vec<String> = Vec::new();
        for perspective in self.shown.visible() {
            let items = self.items_of(row, perspective);
            let Some(name) = items.first().map(|item| item.perspective().name.as_str()) else { continue };
            let mut verbs: Vec<&str> = Vec::new();
            for item in &items {
                let verb = match item {
                    Item::Note { note, .. } | Item::Pointer { note, .. } => note.stance.verb(),
                    Item::Silent { .. } => "silent",
                    Item::NotApplicable { .. } => "not applicable",
                    Item::NotLookedFor { .. } => "not looked for yet",
                };
                if !verbs.contains(&verb) {
                    verbs.push(verb);
                }
            }
            said.push(format!("{name} {}", verbs.join(" and ")));
        }
        match said.len() {
            0 => ", no replies".to_owned(),
            1 => format!(", one reply: {}", said.join(", ")),
            n => format!(", {} replies: {}", in_words(n), said.join(", ")),
        }
    }
}

/// The byline and where the text comes from, as two paragraphs under the title.
pub fn provenance(edition: &Edition) -> String {
    use crate::model::Provenance;
    let article = edition.article();
    let from = match &article.provenance {
        Provenance::Original { of } => format!("The original text: {of}."),
        Provenance::Restated { of, own_copy } => {
            let how = own_copy.as_deref().map_or(String::new(), |how| format!(" {how}"));
            format!("Not the original words: restated from {of}.{how}")
        }
        Provenance::OwnCopy { of } => format!("Your own copy: {of}."),
    };
    let empty = if article.paragraphs.is_empty() { "\nThis article has no paragraphs yet." } else { "" };
    let byline = article.byline.as_deref().map_or(String::new(), |byline| format!("{byline}\n"));
    format!("{byline}{from}{empty}")
}

fn in_words(n: usize) -> String {
    const WORDS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}
