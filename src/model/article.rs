//! The text being read: paragraphs in order, and the claims made in them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{ClaimId, Date, Language, ParagraphId};

/// The article of an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Who wrote it, as one line under the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Where this text comes from and how close it is to the original.
    pub provenance: Provenance,
    /// The article was finished before this date: what was said on it or after it is *Later*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_before: Option<Date>,
    /// The text, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// The assertions in it that notes may answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

/// Where an article's text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Provenance {
    /// The original words, with the right to publish them.
    Original {
        /// Where it was published and on what terms.
        of: String,
    },
    /// Told again in other words, paragraph for paragraph.
    Restated {
        /// What was restated.
        of: String,
        /// How a reader sets their own copy of the original beside the notes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own_copy: Option<String>,
    },
    /// A reader's own copy, not for passing on.
    OwnCopy {
        /// The file or page it was taken from.
        of: String,
    },
}

/// One paragraph of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Stable through every revision.
    pub id: ParagraphId,
    /// What part it plays in the text.
    #[serde(default, skip_serializing_if = "ParagraphKind::is_text")]
    pub kind: ParagraphKind,
    /// The language, when it is not the edition's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The words, on one line.
    pub text: String,
    /// Words of it that are set off or lead somewhere, in the order they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Other paragraphs that hold a passage of this one word for word, and are meant to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<ParagraphId>,
}

/// What part a paragraph plays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum ParagraphKind {
    /// Running text.
    #[default]
    Text,
    /// A heading over the paragraphs after it.
    Heading,
    /// Words of somebody else, set off as a block.
    Quote,
    /// One item of a list.
    ListItem {
        /// What stands before it: `•`, `3.`; not part of the text.
        mark: String,
    },
    /// Words of another paragraph set apart; what is said of them belongs to that paragraph.
    PullQuote {
        /// The paragraph it quotes.
        of: ParagraphId,
    },
}

impl ParagraphKind {
    /// Whether this is running text, the kind that need not be written.
    pub fn is_text(&self) -> bool {
        *self == Self::Text
    }

    /// Whether perspectives are expected to answer such a paragraph.
    pub fn takes_notes(&self) -> bool {
        matches!(self, Self::Text | Self::Quote | Self::ListItem { .. })
    }
}

/// Words of a paragraph that are set off or lead somewhere.
///
/// They are named by the words themselves and not by their place, so that a person can write them and an edit
/// elsewhere in the paragraph leaves them right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The words as they stand in the paragraph.
    pub words: String,
    /// Which of several places with these words, from 1 at the left.
    #[serde(default = "first_place", skip_serializing_if = "is_first_place")]
    pub nth: u32,
    /// How they are set off.
    pub kind: MarkKind,
}

/// How words are set off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum MarkKind {
    /// Stressed: italic.
    Emphasis,
    /// Stressed strongly: bold.
    Strong,
    /// A link to this address; http and https alone are ever opened.
    Link(String),
}

impl Mark {
    /// The bytes of the text that are marked, if it has such a place.
    pub fn place(&self, text: &str) -> Option<Range<usize>> {
        if self.words.is_empty() {
            return None;
        }
        let nth = usize::try_from(self.nth.checked_sub(1)?).ok()?;
        text.match_indices(&self.words).nth(nth).map(|(at, words)| at..at + words.len())
    }
}

fn first_place() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_first_place(nth: &u32) -> bool {
    *nth == 1
}

/// One assertion inside a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The paragraph's id, `.c` and a number.
    pub id: ClaimId,
    /// The paragraph it is made in.
    pub on: ParagraphId,
    /// The assertion as one plain sentence.
    pub text: String,
    /// The exact words of the paragraph that make it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
}
