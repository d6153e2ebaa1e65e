//! The works that notes rest on, and the pointers into them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, Language, SourceId};

/// A work: who said what, in what role, where and when it can be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who or where, and the date: `finer-2024-12-19`.
    pub id: SourceId,
    /// What kind of work it is.
    pub kind: SourceKind,
    /// Its title, or a description when it has none.
    pub title: String,
    /// The title is a description or was read off the address.
    #[serde(default, skip_serializing_if = "is_false")]
    pub title_supplied: bool,
    /// Who wrote or said it, in order; empty when unknown.
    #[serde(default)]
    pub authors: Vec<Author>,
    /// The speaker's post at the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The outlet, ministry or venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Date>,
    /// When this text came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// When a curator last looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Date>,
    /// Where it can be read: http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language it was seen in.
    pub language: Language,
    /// The statement itself, as against a report of it.
    pub primary: bool,
    /// Names and numbers it holds, noted by the curator, against which summaries are checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carries: Vec<String>,
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Source {
    /// When it was said, else when it came out.
    pub fn date(&self) -> Option<Date> {
        self.said.or(self.published)
    }
}

/// What kind of work a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// A written statement of a government or body.
    Statement,
    /// A statement of two or more governments.
    JointStatement,
    /// Answers to the press.
    Briefing,
    /// A speech or remarks at an event.
    Speech,
    /// An interview.
    Interview,
    /// A hearing before a parliament.
    Hearing,
    /// A law, order or regulation.
    Rule,
    /// A report of an institution.
    Report,
    /// A paper in a journal.
    Paper,
    /// A book or a chapter of one.
    Book,
    /// A news report.
    News,
    /// An article in a magazine.
    Magazine,
    /// An opinion piece.
    OpEd,
    /// A post on a blog or network.
    Post,
    /// Any other page.
    Webpage,
}

impl SourceKind {
    /// The kind as a word in a citation: `press briefing`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::JointStatement => "joint statement",
            Self::Briefing => "press briefing",
            Self::Speech => "speech",
            Self::Interview => "interview",
            Self::Hearing => "hearing",
            Self::Rule => "rule",
            Self::Report => "report",
            Self::Paper => "paper",
            Self::Book => "book",
            Self::News => "news report",
            Self::Magazine => "magazine article",
            Self::OpEd => "opinion piece",
            Self::Post => "post",
            Self::Webpage => "web page",
        }
    }
}

/// Who wrote or said a source.
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
        /// The family name comes first, as in Hua Chunying.
        #[serde(default, skip_serializing_if = "is_false")]
        family_first: bool,
    },
    /// A body.
    Organisation(String),
}

impl fmt::Display for Author {
    /// The name in its usual order: `Jon Finer`, `Hua Chunying`, `US Department of State`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation(name) => f.write_str(name),
            Self::Person { family, given: None, .. } => f.write_str(family),
            Self::Person { family, given: Some(given), family_first: true } => write!(f, "{family} {given}"),
            Self::Person { family, given: Some(given), family_first: false } => write!(f, "{given} {family}"),
        }
    }
}

/// A pointer into a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Whose words these are.
    pub source: SourceId,
    /// The page they were read on, when it is not the source itself: a report of a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relayed_by: Option<SourceId>,
    /// The page, section or time inside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
}

/// Exact words of a source, entered by a curator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotation {
    /// The words, letter for letter.
    pub text: String,
    /// The language they are in.
    pub language: Language,
    /// The sense in the edition's language, when that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// Where they stand.
    pub source: SourceId,
    /// The page, section or time inside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// Who entered them.
    pub entered_by: String,
    /// The day they were read there.
    pub accessed: Date,
}
