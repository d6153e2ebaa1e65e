//! The text being read: paragraphs in reading order, and the claims made in them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Author, ClaimId, Date, Language, ParagraphId};

/// The article of an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The authors, as one line under the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Where this text comes from, and how close it is to the original.
    pub provenance: Provenance,
    /// The article was finished before this date. A source of this date or later is marked *Later*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_before: Option<Date>,
    /// The paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// The assertions that notes may answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

/// Where an article's text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Provenance {
    /// The original text, published with permission.
    Original {
        /// Where it was published, and on what terms.
        of: String,
    },
    /// A paraphrase of the original, paragraph by paragraph.
    Restated {
        /// The work that was paraphrased.
        of: String,
        /// How readers can open their own copy of the original beside the notes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own_copy: Option<String>,
        /// The original as a publication, where that is public.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credit: Option<Credit>,
    },
    /// A text of the edition's own that argues one side as its best advocate would, from open facts.
    Advocacy {
        /// The side that it argues for, as in "the case for India": `India`.
        side: String,
        /// Who wrote it.
        by: String,
        /// The last day whose facts it uses.
        closed: Date,
    },
    /// A reader's own copy, not for redistribution.
    OwnCopy {
        /// The file or page it was taken from.
        of: String,
        /// The work as a publication, as far as the file or the reader says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credit: Option<Credit>,
    },
}

/// The publication that an article restates or is a copy of: who wrote it, and where it can be read.
///
/// ```
/// use parallax::model::Credit;
///
/// let credit: Credit = ron::from_str(
///     r#"(authors: [Person(family: "Moss", given: Some("Ada"))], title: "Lights out", published: Some("2025-02"))"#,
/// )?;
/// assert_eq!(credit.to_string(), "Ada Moss, “Lights out”, Feb 2025");
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// The authors in order; empty if unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The title of the original.
    pub title: String,
    /// The outlet that published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The address where it can be read, http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl fmt::Display for Credit {
    /// Formats the credit as one line without the address: `Ada Moss, “Lights out”, Millbrook Courier, Feb 2025`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { authors, title, publisher, published, url: _ } = self;
        for (at, author) in authors.iter().enumerate() {
            let before = match at {
                0 => "",
                _ if at + 1 == authors.len() => " and ",
                _ => ", ",
            };
            write!(f, "{before}{author}")?;
        }
        if !authors.is_empty() {
            f.write_str(", ")?;
        }
        write!(f, "“{title}”")?;
        publisher.iter().try_for_each(|publisher| write!(f, ", {publisher}"))?;
        published.iter().try_for_each(|date| write!(f, ", {date}"))
    }
}

/// The maximum length of a paragraph's short name, in characters: as many as fit in an outline.
pub const MAX_SHORT_CHARS: usize = 40;

impl Provenance {
    /// Returns what the text is, in one line: the work, file or page that it comes from, or whose case it argues.
    ///
    /// ```
    /// use parallax::model::Provenance;
    ///
    /// let ours: Provenance = ron::from_str(r#"Advocacy(side: "India", by: "Parallax", closed: "2025-01-31")"#)?;
    /// assert_eq!(
    ///     ours.origin(),
    ///     "One side's case, for India, written by Parallax from open facts up to 31 Jan 2025"
    /// );
    /// assert!(ours.is_our_words());
    /// # Ok::<(), ron::de::SpannedError>(())
    /// ```
    pub fn origin(&self) -> Cow<'_, str> {
        match self {
            Self::Original { of } | Self::Restated { of, .. } | Self::OwnCopy { of, .. } => Cow::Borrowed(of),
            Self::Advocacy { side, by, closed } => {
                Cow::Owned(format!("One side's case, for {side}, written by {by} from open facts up to {closed}"))
            }
        }
    }

    /// Returns the publication that the article restates or is a copy of, if the edition says so.
    pub fn credit(&self) -> Option<&Credit> {
        match self {
            Self::Restated { credit, .. } | Self::OwnCopy { credit, .. } => credit.as_ref(),
            Self::Original { .. } | Self::Advocacy { .. } => None,
        }
    }

    /// Returns whether the words are the edition's own, so that they are no evidence of what a source says.
    pub fn is_our_words(&self) -> bool {
        match self {
            Self::Restated { .. } | Self::Advocacy { .. } => true,
            Self::Original { .. } | Self::OwnCopy { .. } => false,
        }
    }
}

/// A paragraph of the article.
///
/// ```
/// use parallax::model::{Paragraph, ParagraphKind};
///
/// let paragraph: Paragraph = ron::from_str(r#"(id: "p5", text: "The owls will thank us.")"#)?;
/// assert_eq!(paragraph.kind, ParagraphKind::Text);
/// assert_eq!(paragraph.id.label(), "5");
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Unique in the article, and unchanged by revisions.
    pub id: ParagraphId,
    /// The role of the paragraph in the text.
    #[serde(default, skip_serializing_if = "ParagraphKind::is_text")]
    pub kind: ParagraphKind,
    /// The language of the text; `None` for the edition's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What the paragraph is about, for outlines: at most [`MAX_SHORT_CHARS`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The topics of the paragraph, such as `deterrence`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The text, without line breaks.
    pub text: String,
    /// Emphasised or linked parts of the text, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Other paragraphs that intentionally repeat a passage of this one verbatim.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<ParagraphId>,
}

impl Paragraph {
    /// Creates a paragraph of body text without markup, whose id is not given yet.
    pub fn without_id(text: String) -> Self {
        let (id, kind, marks) = ("".into(), ParagraphKind::Text, Vec::new());
        Self { id, kind, language: None, short: None, topics: Vec::new(), text, marks, repeats: Vec::new() }
    }
}

/// The role of a paragraph in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum ParagraphKind {
    /// Body text.
    #[default]
    Text,
    /// A heading of the paragraphs that follow.
    Heading,
    /// A block quotation.
    Quote,
    /// An item of a list.
    ListItem {
        /// The bullet or number before the item, such as `•` or `3.`; not part of the text.
        mark: String,
    },
    /// A pull quote. Notes on its text belong to the paragraph it quotes.
    PullQuote {
        /// The paragraph it quotes.
        of: ParagraphId,
    },
}

impl ParagraphKind {
    /// Returns whether this is [`ParagraphKind::Text`], the default that is left out of the file.
    pub fn is_text(&self) -> bool {
        *self == Self::Text
    }

    /// Returns whether perspectives are expected to answer a paragraph of this kind.
    pub fn takes_notes(&self) -> bool {
        matches!(self, Self::Text | Self::Quote | Self::ListItem { .. })
    }
}

/// An emphasised or linked part of a paragraph's text.
///
/// The part is identified by its text rather than by an offset, so that it can be written by hand and survives edits
/// elsewhere in the paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The marked text, as it is in the paragraph.
    pub words: String,
    /// Which occurrence of `words` in the paragraph is marked, counted from 1.
    #[serde(default = "first_occurrence", skip_serializing_if = "is_first_occurrence")]
    pub nth: u32,
    /// The kind of markup.
    pub kind: MarkKind,
}

/// The kind of markup of a [`Mark`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum MarkKind {
    /// Emphasis, shown in italics.
    Emphasis,
    /// Strong emphasis, shown in bold.
    Strong,
    /// A link to this address. Only http and https addresses are ever opened.
    Link(String),
}

impl Mark {
    /// Returns the byte range of the mark in `text`, or `None` if the text has no such occurrence.
    pub fn place(&self, text: &str) -> Option<Range<usize>> {
        if self.words.is_empty() {
            return None;
        }
        let nth = usize::try_from(self.nth.checked_sub(1)?).ok()?;
        text.match_indices(&self.words).nth(nth).map(|(at, words)| at..at + words.len())
    }
}

fn first_occurrence() -> u32 {
    1
}

fn is_first_occurrence(nth: &u32) -> bool {
    *nth == 1
}

/// An assertion made in a paragraph.
///
/// ```
/// use parallax::model::Claim;
///
/// let claim: Claim = ron::from_str(r#"(id: "p5.c1", on: "p5", text: "Owls profit from dark streets")"#)?;
/// assert_eq!(claim.on.as_str(), "p5");
/// assert_eq!(claim.phrase, None);
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The id of the paragraph, followed by `.c` and a number: `p5.c1`.
    pub id: ClaimId,
    /// The paragraph that makes the claim.
    pub on: ParagraphId,
    /// The assertion as one plain sentence.
    pub text: String,
    /// The exact words of the paragraph that make the claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
}
