//! The parts of a handout, in the order they are printed.

use serde::Serialize;

use crate::model::Stance;

use super::{Kind, Line, Paper, Words, Work};

/// Everything on a handout, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handout {
    /// Which handout it is.
    pub kind: Kind,
    /// What it is printed on.
    pub paper: Paper,
    /// Whether the type is large.
    pub large: bool,
    /// The title of the article.
    pub title: Words,
    /// Lines under the title: who wrote the article, where the text comes from, what is marked Later.
    pub head: Vec<Words>,
    /// The day of the edition: `23 Nov 2026`.
    pub revision: String,
    /// What the signs mean, in one line.
    pub legend: String,
    /// Who speaks, in the order of the columns.
    pub speakers: Vec<Speaker>,
    /// The rows of the full handout and the pupils' sheet.
    pub rows: Vec<Row>,
    /// The rows of the answer sheet.
    pub matrix: Vec<Line>,
    /// The source list.
    pub works: Vec<Work>,
    /// What was not found and not looked for, so that nobody takes a silence for more than it is.
    pub fairness: Vec<Point>,
}

impl Handout {
    /// The rows, lines of the matrix and works in it, by which its length is bounded.
    pub fn lines(&self) -> usize {
        self.rows.len() + self.matrix.len() + self.works.len()
    }
}

/// Who speaks in a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Speaker {
    /// Letters of its codes: `us`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The name of its hue; never needed to understand the page.
    pub hue: String,
    /// Who is speaking and who is not.
    pub about: Words,
    /// Who wrote the notes and who checked them, as a sentence.
    pub hands: String,
}

/// A paragraph with what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What stands after ¶; `0` is the whole article.
    pub label: String,
    /// What part the paragraph plays.
    pub kind: RowKind,
    /// Its words; none for the whole article.
    pub text: Option<Words>,
    /// Assertions in it that notes answer.
    pub claims: Vec<Words>,
    /// Questions about it.
    pub questions: Vec<Words>,
    /// What is said of it, or why there is nothing; empty where nothing is asked.
    pub replies: Vec<Reply>,
}

/// What part a paragraph plays on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum RowKind {
    /// The whole article: row 0.
    Whole,
    /// Running text.
    Text,
    /// A heading.
    Heading,
    /// Words of somebody else.
    Quote,
    /// An item of a list, after its mark.
    ListItem {
        /// What stands before it.
        mark: String,
    },
    /// Words of another paragraph set apart.
    PullQuote {
        /// What stands after ¶ of that paragraph.
        of: String,
    },
}

impl RowKind {
    /// Whether anything is said of such a row.
    pub fn takes_replies(&self) -> bool {
        matches!(self, Self::Whole | Self::Text | Self::Quote | Self::ListItem { .. })
    }
}

/// What one perspective has in a row. Never blank.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Reply {
    /// A note.
    Said(Box<Said>),
    /// A note that is printed at an earlier paragraph.
    Pointer {
        /// The place of its speaker in [`Handout::speakers`].
        speaker: usize,
        /// Its stance.
        stance: &'static str,
        /// The mark of the stance.
        mark: &'static str,
        /// Its code.
        code: String,
        /// What stands after ¶ of the paragraph where it is printed.
        home: String,
    },
    /// Looked for and not found.
    Silent {
        /// The place of the speaker.
        speaker: usize,
        /// The day we looked.
        checked: String,
        /// Where we looked, and what was looked for.
        looked: Words,
    },
    /// Nothing to answer.
    NotApplicable {
        /// The place of the speaker.
        speaker: usize,
        /// Why.
        why: Words,
    },
    /// Nobody has looked yet.
    NotLookedFor {
        /// The place of the speaker.
        speaker: usize,
    },
}

impl Reply {
    /// The place of its speaker in [`Handout::speakers`].
    pub fn speaker(&self) -> usize {
        match self {
            Self::Said(said) => said.speaker,
            Self::Pointer { speaker, .. }
            | Self::Silent { speaker, .. }
            | Self::NotApplicable { speaker, .. }
            | Self::NotLookedFor { speaker } => *speaker,
        }
    }
}

/// A note as it is printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// The place of its speaker in [`Handout::speakers`].
    pub speaker: usize,
    /// The word of the stance: `Disputes`.
    pub stance: &'static str,
    /// The mark of the stance: A, D, Q or +.
    pub mark: &'static str,
    /// Its short address: `5us2`.
    pub code: String,
    /// When it was said: `19 Dec 2024`.
    pub date: Option<String>,
    /// Said after the article was written.
    pub later: bool,
    /// What stands after ¶ of the other paragraphs it answers.
    pub also: Vec<String>,
    /// The claim or the words it answers.
    pub answers: Option<Words>,
    /// The curator's words.
    pub summary: Words,
    /// Exact words of a source with where they stand, and their sense.
    pub quotations: Vec<(Words, String, Option<String>)>,
    /// Who said it and through whom we know it.
    pub citations: Vec<String>,
    /// Who wrote and checked it, when not those of the perspective.
    pub hands: Option<String>,
}

impl Said {
    /// The word, the mark and the rest of a stance.
    pub(super) fn of_stance(stance: Stance) -> (&'static str, &'static str) {
        (stance.word(), stance.mark())
    }
}

/// Something that is said about a perspective after the rows: its code and name, then a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// What it is about: `China was looked for and not found`.
    pub what: String,
    /// The rest.
    pub text: String,
}
