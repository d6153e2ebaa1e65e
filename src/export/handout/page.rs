//! The content of a handout, in the order it is printed.

use serde::Serialize;

use crate::model::Stance;

use super::{HandoutKind, KeyBox, Paper, SheetRow, SourceEntry, StyledText};

/// The content of a handout.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handout {
    /// The kind of handout.
    pub kind: HandoutKind,
    /// The paper size.
    pub paper: Paper,
    /// Whether it is large print.
    pub large: bool,
    /// The title of the article.
    pub title: StyledText,
    /// The lines below the title: byline, provenance, and what is marked Later.
    pub head: Vec<StyledText>,
    /// The date of the edition: `23 Nov 2026`.
    pub revision: String,
    /// The explanation of the signs.
    pub legend: String,
    /// The selected perspectives, in the order of the columns.
    pub speakers: Vec<Speaker>,
    /// The rows of the full handout, the pupils' sheet and the pupils' key.
    pub rows: Vec<Row>,
    /// The rows of the answer sheet.
    pub matrix: Vec<SheetRow>,
    /// The source list.
    pub works: Vec<SourceEntry>,
    /// What was not found and not looked for, so that a silence is not overinterpreted.
    #[serde(rename = "fairness")]
    pub absences: Vec<AbsenceSummary>,
}

impl Handout {
    /// Returns the number of rows, sheet rows and sources, which limits the length of a PDF.
    pub fn lines(&self) -> usize {
        self.rows.len() + self.matrix.len() + self.works.len()
    }
}

/// A perspective on a handout.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Speaker {
    /// The letters of its codes: `us`.
    pub code: String,
    /// The name of the perspective.
    pub name: String,
    /// The name of its hue, which is only decorative.
    pub hue: String,
    /// Who is speaking and who is not.
    pub about: StyledText,
    /// Who wrote the notes and who checked them, as a sentence.
    #[serde(rename = "hands")]
    pub authorship: String,
}

/// A paragraph and the replies to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The label after ¶; `0` is the whole article.
    pub label: String,
    /// The kind of paragraph.
    pub kind: RowKind,
    /// The text, or `None` for the whole article.
    pub text: Option<StyledText>,
    /// The claims in the paragraph.
    pub claims: Vec<StyledText>,
    /// Questions about the paragraph.
    pub questions: Vec<StyledText>,
    /// The replies, or the reasons why there are none; empty where no replies are expected.
    pub replies: Vec<Reply>,
    /// The filled-in box of each speaker on the pupils' key; empty on the other handouts.
    pub key: Vec<KeyBox>,
}

/// A kind of row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum RowKind {
    /// The whole article: row 0.
    Whole,
    /// Running text.
    Text,
    /// A heading.
    Heading,
    /// A quotation.
    Quote,
    /// A list item.
    ListItem {
        /// The list marker.
        mark: String,
    },
    /// A pull-quote.
    PullQuote {
        /// The label of the quoted paragraph.
        of: String,
    },
}

impl RowKind {
    /// Returns `true` if a row of this kind can have replies.
    pub fn takes_replies(&self) -> bool {
        matches!(self, Self::Whole | Self::Text | Self::Quote | Self::ListItem { .. })
    }
}

/// The reply of a perspective in a row. Never blank.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Reply {
    /// A note.
    #[serde(rename = "said")]
    Note(Box<PrintedNote>),
    /// A pointer to a note that is printed at an earlier paragraph.
    Pointer {
        /// The index of the speaker in [`Handout::speakers`].
        speaker: usize,
        /// The name of the stance.
        stance: &'static str,
        /// The mark of the stance.
        mark: &'static str,
        /// The code of the note.
        code: String,
        /// The label of the paragraph where the note is printed.
        #[serde(rename = "home")]
        printed_at: String,
    },
    /// Looked for and not found.
    Silent {
        /// The index of the speaker in [`Handout::speakers`].
        speaker: usize,
        /// `Silent`, or `Silent on “...”` for one claim.
        name: StyledText,
        /// The date of the search.
        checked: String,
        /// Where we looked, and for what.
        #[serde(rename = "looked")]
        looked_in: StyledText,
    },
    /// Nothing to answer.
    NotApplicable {
        /// The index of the speaker in [`Handout::speakers`].
        speaker: usize,
        /// The reason.
        why: StyledText,
    },
    /// Not looked for yet.
    NotLookedFor {
        /// The index of the speaker in [`Handout::speakers`].
        speaker: usize,
    },
}

impl Reply {
    /// Returns the index of the speaker in [`Handout::speakers`].
    pub fn speaker(&self) -> usize {
        match self {
            Self::Note(note) => note.speaker,
            Self::Pointer { speaker, .. }
            | Self::Silent { speaker, .. }
            | Self::NotApplicable { speaker, .. }
            | Self::NotLookedFor { speaker } => *speaker,
        }
    }
}

/// A note as printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintedNote {
    /// The index of the speaker in [`Handout::speakers`].
    pub speaker: usize,
    /// The name of the stance: `Disputes`.
    pub stance: &'static str,
    /// The mark of the stance: A, D, Q or +.
    pub mark: &'static str,
    /// The code: `5us2`.
    pub code: String,
    /// The date of the statement: `19 Dec 2024`.
    pub date: Option<String>,
    /// *Later*, if it was said after the article was written: [`Later::in_words`](crate::model::Later::in_words).
    pub later: Option<String>,
    /// The labels of the other paragraphs it answers.
    pub also: Vec<String>,
    /// The claim or the phrase it answers.
    pub answers: Option<StyledText>,
    /// The gist, in the curator's words.
    pub gist: Option<StyledText>,
    /// The summary, in the curator's words.
    pub summary: StyledText,
    /// Quotations: the exact words, their citation, and a translation.
    pub quotations: Vec<(StyledText, String, Option<String>)>,
    /// The citations.
    pub citations: Vec<String>,
    /// Who wrote and checked the note, if they are not those of the perspective.
    #[serde(rename = "hands")]
    pub authorship: Option<String>,
}

impl PrintedNote {
    /// Returns the name and the mark of a stance.
    pub(super) fn stance_name_and_mark(stance: Stance) -> (&'static str, &'static str) {
        (stance.word(), stance.mark())
    }
}

/// A statement about the absences of a perspective: a heading and a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbsenceSummary {
    /// The heading: `China: looked for and not found`.
    pub what: String,
    /// The sentence.
    pub text: String,
}
