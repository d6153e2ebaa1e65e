//! Where something was pinned to the article, and where that is in another version of it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Paragraph, ParagraphId};

/// Words that something is pinned to: a note's phrase, a highlight, an annotation.
///
/// The three texts are those of the W3C Web Annotation Data Model's `TextQuoteSelector`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The paragraph they stand in.
    pub on: ParagraphId,
    /// The words, exactly; empty for the whole paragraph.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exact: String,
    /// What stands before them in the paragraph, as much as tells them from a repetition.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What stands after them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// Characters kept on either side of an anchor's words. The matchers of others keep 32; longer ones tell repeated
/// sentences apart.
const CONTEXT: usize = 64;

impl Anchor {
    /// The anchor of some bytes of a paragraph; the whole paragraph when the range is empty or not one of it.
    pub fn new(paragraph: &Paragraph, range: Range<usize>) -> Self {
        let text = &paragraph.text;
        let (before, exact, after) = match (text.get(..range.start), text.get(range.clone()), text.get(range.end..)) {
            (Some(before), Some(exact), Some(after)) if !exact.is_empty() => (before, exact, after),
            _ => ("", "", ""),
        };
        let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Self {
            on: paragraph.id.clone(),
            exact: exact.to_owned(),
            prefix: before.get(start..).unwrap_or_default().to_owned(),
            suffix: after.get(..end).unwrap_or_default().to_owned(),
        }
    }
}

/// How sure a placement is. From best to worst; only the first needs no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// The same words with the same neighbours.
    Exact,
    /// The same words among other neighbours.
    Moved,
    /// Other words that are for the most part the same.
    Fuzzy,
    /// The paragraph lives, but the words are not in it.
    Near,
    /// Two places or more fit about as well; none is chosen.
    Ambiguous,
    /// Neither the words nor the paragraph are here.
    Lost,
}

impl Grade {
    /// The word for people and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "Exact",
            Self::Moved => "Moved",
            Self::Fuzzy => "Fuzzy",
            Self::Near => "Near",
            Self::Ambiguous => "Ambiguous",
            Self::Lost => "Lost",
        }
    }

    /// A sign beside the word, so that nothing rests on colour.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Exact => "=",
            Self::Moved => "→",
            Self::Fuzzy => "≈",
            Self::Near => "¶",
            Self::Ambiguous => "?",
            Self::Lost => "×",
        }
    }

    /// What it says of words that somebody answers, as a sentence without its end.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Exact => "The words it answers are here",
            Self::Moved => "The words it answers stand elsewhere here",
            Self::Fuzzy => "The words it answers are changed here",
            Self::Near => "The words it answers are not here",
            Self::Ambiguous => "The words it answers fit two places here",
            Self::Lost => "The words it answers were not found",
        }
    }

    /// What it means, as a sentence without its end.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Exact => "the same words with the same neighbours",
            Self::Moved => "the same words among other neighbours",
            Self::Fuzzy => "other words that are for the most part the same",
            Self::Near => "the paragraph is here, these words are not",
            Self::Ambiguous => "two places or more fit about as well, so none was chosen",
            Self::Lost => "neither the words nor their paragraph were found",
        }
    }
}

/// Where an anchor lands in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// How sure it is.
    pub grade: Grade,
    /// The share of the quote's weight that was found, from 0 to 1.
    pub score: f32,
    /// The place in code points of the text: the words, or for [`Grade::Near`] the paragraph; none for
    /// [`Grade::Ambiguous`] and [`Grade::Lost`].
    pub range: Option<Range<usize>>,
}
