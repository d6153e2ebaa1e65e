//! Sources of the notes, and the citations and quotations that refer to them.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{Date, Language, SourceId};

/// A published work: who said what, in what role, when, and where it can be read.
///
/// ```
/// use parallax::model::Source;
///
/// let source: Source = ron::from_str(
///     r#"(
///         id: "moss-2025-02-11", kind: Speech, title: "Remarks to the council", said: Some("2025-02-11"),
///         authors: [Person(family: "Moss")], language: "en", primary: true,
///     )"#,
/// )?;
/// assert_eq!(source.authors[0].to_string(), "Moss");
/// assert_eq!(source.date().map(|date| date.year()), Some(2025));
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The speaker or publisher, and the date: `finer-2024-12-19`.
    pub id: SourceId,
    /// The kind of work.
    pub kind: SourceKind,
    /// The title, or a description if there is none.
    pub title: String,
    /// Whether the title is a description, or was derived from the address.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub title_supplied: bool,
    /// The authors or speakers in order; empty if unknown.
    #[serde(default)]
    pub authors: Vec<Author>,
    /// The office of the speaker at the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The outlet, ministry or venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Date>,
    /// When this text was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// When a curator last read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Date>,
    /// The address where it can be read, http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language in which it was read.
    pub language: Language,
    /// Whether this is the statement itself rather than a report of it.
    pub primary: bool,
    /// Whether the text itself was read; `None` if that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// Names and numbers that a curator found in the source. Summaries are checked against them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carries: Vec<String>,
}

impl Source {
    /// Returns the date it was said, or else the date of publication.
    pub fn date(&self) -> Option<Date> {
        self.said.or(self.published)
    }
}

/// How far a source is known: whether its own text was read, whatever kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Seen {
    /// Its text was read, whole or in part. Of a report, that is the report's own text.
    Text,
    /// It is known from what others report of it.
    Report,
}

impl Seen {
    /// Returns how it is known, in a few words: `read itself`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => "read itself",
            Self::Report => "known from a report",
        }
    }
}

/// The kind of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum SourceKind {
    /// A written statement of a government or organisation.
    Statement,
    /// A statement of two or more governments.
    #[strum(serialize = "joint statement")]
    JointStatement,
    /// Answers to the press.
    #[strum(serialize = "press briefing")]
    Briefing,
    /// A speech or remarks at an event.
    Speech,
    /// An interview.
    Interview,
    /// A parliamentary hearing.
    Hearing,
    /// A law, order or regulation.
    Rule,
    /// A report of an institution.
    Report,
    /// A paper in a journal.
    Paper,
    /// A book or a chapter.
    Book,
    /// A news report.
    #[strum(serialize = "news report")]
    News,
    /// An article in a magazine.
    #[strum(serialize = "magazine article")]
    Magazine,
    /// An opinion piece.
    #[strum(serialize = "opinion piece")]
    OpEd,
    /// A post on a blog or social network.
    Post,
    /// Any other web page.
    #[strum(serialize = "web page")]
    Webpage,
}

impl SourceKind {
    /// Returns the kind as it is written in a citation: `press briefing`.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// An author or speaker of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Author {
    /// A person.
    Person {
        /// The family name, or the only name.
        family: String,
        /// The given names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<String>,
        /// Whether the family name comes first, as in Hua Chunying.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        family_first: bool,
        /// What follows the name: `Jr.`, `III`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suffix: Option<String>,
    },
    /// An organisation.
    Organisation(String),
}

impl fmt::Display for Author {
    /// Formats the name in its usual order: `Jon Finer`, `Hua Chunying`, `Martin Luther King Jr.`, `US Department of
    /// State`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation(name) => f.write_str(name),
            Self::Person { family, given, family_first, suffix } => {
                match given {
                    None => f.write_str(family)?,
                    Some(given) if *family_first => write!(f, "{family} {given}")?,
                    Some(given) => write!(f, "{given} {family}")?,
                }
                suffix.iter().try_for_each(|suffix| write!(f, " {suffix}"))
            }
        }
    }
}

/// A reference into a source.
///
/// ```
/// use parallax::model::Citation;
///
/// let citation: Citation = ron::from_str(r#"(source: "finer-2024-12-19", relayed_by: Some("cna-2024-12-20"))"#)?;
/// assert_eq!(citation.source.as_str(), "finer-2024-12-19");
/// assert_eq!(citation.locator, None);
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The source whose words are cited.
    pub source: SourceId,
    /// The source in which they were read, if not the cited one: a report of a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relayed_by: Option<SourceId>,
    /// The page, section or time inside the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
}

/// Exact words of a source, entered by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotation {
    /// The words, verbatim.
    pub text: String,
    /// The language of the words.
    pub language: Language,
    /// A translation into the language of the edition, if that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// The source of the words.
    pub source: SourceId,
    /// The page, section or time inside the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// Who entered them.
    pub entered_by: String,
    /// The day the source was read.
    pub accessed: Date,
}
