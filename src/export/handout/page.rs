//! The content of a handout, in the order it is printed.

use serde::Serialize;

use super::{HandoutKind, KeyBox, Paper, Reply, SheetRow, SourceEntry, StyledText};

/// The content of a handout.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handout {
    /// The kind of handout.
    pub kind: HandoutKind,
    /// The paper size.
    pub paper: Paper,
    /// Whether it is large print.
    pub large: bool,
    /// Whether every note is whole; see [`HandoutOptions::everything`](super::HandoutOptions::everything).
    pub everything: bool,
    /// The title of the box for what a group agrees on, if there is one.
    pub own_words: Option<&'static str>,
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

/// A statement about the absences of a perspective: a heading and a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbsenceSummary {
    /// The heading: `China: looked for and not found`.
    pub what: String,
    /// The sentence.
    pub text: String,
}
