//! Those who speak about the article, and what they say.

use serde::{Deserialize, Serialize};

use super::{Citation, ClaimId, Date, Language, NoteId, ParagraphId, PerspectiveId, Quotation};

/// A standpoint that speaks about the article: a government, a country's commentators, analysts, the record.
///
/// Work in argument mining calls a single sentence with a stance a *perspective*; here the word means the speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Perspective {
    /// Also the name of its file.
    pub id: PerspectiveId,
    /// Two to four small letters, used in codes such as `5us`.
    pub code: String,
    /// As shown: `US government`.
    pub name: String,
    /// Who speaks.
    pub kind: PerspectiveKind,
    /// A hue of the theme: blue, orange, green, red, violet, grey, ochre or teal.
    pub hue: String,
    /// Who is speaking and who is not, in a few sentences.
    pub about: String,
    /// Who wrote the notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<String>,
    /// Who read them against the sources; never the writer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// What is said.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Where nothing was found, and where we looked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silences: Vec<Silence>,
    /// Where there is nothing to answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<NotApplicable>,
}

/// Who speaks in a perspective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PerspectiveKind {
    /// A government's own statements.
    Government,
    /// Commentators and officials of a country, together.
    Commentary,
    /// Analysts who speak for no party.
    Analysis,
    /// Dates, names and figures that can be looked up.
    Record,
}

/// What one perspective says about one or more paragraphs, in the curator's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The perspective's code, a dot, and a word or two.
    pub id: NoteId,
    /// The paragraphs it answers, in the article's order; `["article"]` for the whole.
    pub on: Vec<ParagraphId>,
    /// The claim it answers, when it answers one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// The exact words of the first paragraph in `on` that it answers, when no claim holds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// Toward what the paragraph claims.
    pub stance: Stance,
    /// The language of the summary, when it is not the edition's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// A few sentences in the curator's words: never a quotation, never evidence.
    pub summary: String,
    /// Who said it and where it can be read; the first is the main one.
    pub citations: Vec<Citation>,
    /// Exact words of a source, when a curator entered them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<Quotation>,
    /// Who wrote this note, when it was not the perspective's writer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<String>,
    /// Who checked this note, when it was not the perspective's checker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
}

impl Note {
    /// Whether the note speaks to the article as a whole.
    pub fn on_whole_article(&self) -> bool {
        self.on.iter().any(ParagraphId::is_whole)
    }
}

/// A note's stance toward what the paragraph claims. Never a verdict on who is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stance {
    /// Says the same.
    Affirms,
    /// Says the contrary.
    Disputes,
    /// Agrees in part, or on another ground.
    Qualifies,
    /// Says something that bears on it and takes no side.
    AddsContext,
}

impl Stance {
    /// All stances, in the order of lists and keys.
    pub const ALL: [Self; 4] = [Self::Affirms, Self::Disputes, Self::Qualifies, Self::AddsContext];

    /// The word on the screen: `Disputes`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Affirms => "Affirms",
            Self::Disputes => "Disputes",
            Self::Qualifies => "Qualifies",
            Self::AddsContext => "Adds context",
        }
    }

    /// The word inside a sentence: `disputes`.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Affirms => "affirms",
            Self::Disputes => "disputes",
            Self::Qualifies => "qualifies",
            Self::AddsContext => "adds context",
        }
    }

    /// The mark in the small square: A, D, Q or +.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Affirms => "A",
            Self::Disputes => "D",
            Self::Qualifies => "Q",
            Self::AddsContext => "+",
        }
    }
}

/// A checked absence: this perspective was looked for here and not found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The paragraphs nobody was found to address.
    pub on: Vec<ParagraphId>,
    /// The day we looked.
    pub checked: Date,
    /// The places we looked in.
    pub looked_in: Vec<String>,
    /// What was looked for, or how far the silence goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// A cell that has nothing to answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotApplicable {
    /// The paragraphs.
    pub on: Vec<ParagraphId>,
    /// Why there is nothing to answer.
    pub why: String,
}
