//! Anchors, which pin something to the article, and placements, which say where an anchor lands in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{Paragraph, ParagraphId};

/// A position in the article, given by the text at that position: the target of a note's phrase, a highlight or an
/// annotation.
///
/// The three texts are those of the `TextQuoteSelector` in the W3C Web Annotation Data Model.
///
/// ```
/// use parallax::model::{Anchor, Paragraph};
///
/// let paragraph: Paragraph = ron::from_str(r#"(id: "p2", text: "The lamps went out at eleven.")"#)?;
/// let anchor = Anchor::new(&paragraph, 4..9);
/// assert_eq!(anchor.exact, "lamps");
/// assert_eq!(anchor.prefix, "The ");
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The paragraph that contains the text.
    pub on: ParagraphId,
    /// The anchored text, verbatim; empty for the whole paragraph.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exact: String,
    /// The text before `exact` in the paragraph, at most 64 characters; tells repetitions of `exact` apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The text after `exact` in the paragraph, at most 64 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// The length of `prefix` and `suffix`, in characters. Other matchers keep 32; longer context tells repeated sentences
/// apart.
const CONTEXT_CHARS: usize = 64;

impl Anchor {
    /// Creates the anchor of a byte range of a paragraph. An empty range, or one that is not in the text or splits a
    /// character, gives an anchor to the whole paragraph.
    pub fn new(paragraph: &Paragraph, range: Range<usize>) -> Self {
        let text = &paragraph.text;
        let (before, exact, after) = match (text.get(..range.start), text.get(range.clone()), text.get(range.end..)) {
            (Some(before), Some(exact), Some(after)) if !exact.is_empty() => (before, exact, after),
            _ => ("", "", ""),
        };
        let start = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        let end = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
        Self {
            on: paragraph.id.clone(),
            exact: exact.to_owned(),
            prefix: before.get(start..).unwrap_or_default().to_owned(),
            suffix: after.get(..end).unwrap_or_default().to_owned(),
        }
    }
}

/// How reliable a placement is, from best to worst. Only [`Grade::Exact`] needs no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr)]
pub enum Grade {
    /// The same text with the same context.
    Exact,
    /// The same text in a different context.
    Moved,
    /// Similar text.
    Fuzzy,
    /// The paragraph exists, but the text is not in it.
    Near,
    /// Two or more places fit about equally well, and none is chosen.
    Ambiguous,
    /// Neither the text nor the paragraph was found.
    Lost,
}

impl Grade {
    /// Returns the name of the grade, as shown and as written by the command line.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns the symbol shown beside the name, so that the grade is not conveyed by colour alone.
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

    /// Returns a sentence about the text that a note answers, without a full stop.
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

    /// Returns the definition of the grade, without a full stop.
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
///
/// ```
/// use parallax::model::{Grade, Placement};
///
/// let placement = Placement { grade: Grade::Moved, score: 1.0, range: Some(120..125) };
/// assert_eq!(format!("{} {}", placement.grade.mark(), placement.grade.word()), "→ Moved");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// How reliable the placement is.
    pub grade: Grade,
    /// The share of the quote's weight that was found, from 0 to 1.
    pub score: f32,
    /// The range in code points of the text: the anchored words, or the paragraph for [`Grade::Near`]. `None` for
    /// [`Grade::Ambiguous`] and [`Grade::Lost`].
    pub range: Option<Range<usize>>,
}
