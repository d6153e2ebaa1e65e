//! Perspectives, the notes in which they answer the article, and the sign-offs of notes.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr};

use super::{Citation, ClaimId, Date, Language, NoteId, ParagraphId, PerspectiveId, Quotation, fingerprint};

/// The names of the hues of perspectives, all of which every theme has.
pub const HUES: [&str; 8] = ["blue", "orange", "green", "red", "violet", "grey", "ochre", "teal"];

/// A standpoint that speaks about the article: a government, a country's commentators, analysts, or the record.
///
/// Work in argument mining calls a single sentence with a stance a *perspective*; here the word means the speaker.
///
/// ```
/// use parallax::model::Perspective;
///
/// let council: Perspective = ron::from_str(
///     r#"(
///         id: "council", code: "tc", name: "Town council", kind: Government, hue: "blue",
///         about: "Members in office.",
///     )"#,
/// )?;
/// assert!(council.notes.is_empty());
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Perspective {
    /// The id, which is also the name of the file.
    pub id: PerspectiveId,
    /// Two to four lower-case letters, used in codes such as `5us`.
    pub code: String,
    /// The display name, such as `US government`.
    pub name: String,
    /// The kind of speaker.
    pub kind: PerspectiveKind,
    /// A hue of the theme: blue, orange, green, red, violet, grey, ochre or teal.
    pub hue: String,
    /// Who is speaking and who is not, in a few sentences.
    pub about: String,
    /// The author of the notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<String>,
    /// The person who checked the notes against the sources; never the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// The notes, in the curator's order.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Paragraphs for which nothing was found, and where we looked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silences: Vec<Silence>,
    /// Paragraphs with nothing to answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<NotApplicable>,
}

impl Perspective {
    /// Returns the verb of a stance after the name: `India qualifies`, but `Independent analysts qualify`.
    ///
    /// Commentators and analysts are several if the last word of the name ends in one `s`; a government and the record are
    /// one, as the United States is.
    ///
    /// ```
    /// use parallax::model::{Perspective, Stance};
    ///
    /// let council: Perspective = ron::from_str(
    ///     r#"(id: "residents", code: "re", name: "Residents", kind: Commentary, hue: "blue", about: "Who lives here.")"#,
    /// )?;
    /// assert_eq!(council.verb(Stance::Qualifies), "qualify");
    /// # Ok::<(), ron::de::SpannedError>(())
    /// ```
    pub fn verb(&self, stance: Stance) -> &'static str {
        let may_be_several = matches!(self.kind, PerspectiveKind::Commentary | PerspectiveKind::Analysis);
        let is_plural = self.name.ends_with('s') && !self.name.ends_with("ss");
        if may_be_several && is_plural { stance.verb_of_several() } else { stance.verb() }
    }
}

/// The kind of speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PerspectiveKind {
    /// A government, through its own statements.
    Government,
    /// Commentators and officials of a country, together.
    Commentary,
    /// Analysts who do not speak for any party.
    Analysis,
    /// Dates, names and figures that can be looked up.
    Record,
}

/// What a perspective says about one or more paragraphs, in the curator's words.
///
/// ```
/// use parallax::model::{Note, Stance};
///
/// let note: Note = ron::from_str(
///     r#"(
///         id: "tc.saving", on: ["p2"], stance: Disputes, summary: "The council expects to save less.",
///         citations: [(source: "moss-2025-02-11")],
///     )"#,
/// )?;
/// assert_eq!(note.stance, Stance::Disputes);
/// assert!(!note.on_whole_article());
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The perspective's code, a dot, and one or two words.
    pub id: NoteId,
    /// The paragraphs that the note answers, in reading order; `["article"]` for the whole article.
    pub on: Vec<ParagraphId>,
    /// The claim that the note answers, if it answers one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// The exact words that the note answers, in the first paragraph of `on`. `None` if the claim has a phrase, or
    /// there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// The stance toward what the paragraph claims.
    pub stance: Stance,
    /// The language of the summary; `None` for the edition's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The note in one sentence of the curator's own words, at most [`MAX_GIST_CHARS`](super::MAX_GIST_CHARS) characters
    /// long. `None` for the beginning of the summary; see [`Note::short`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gist: Option<String>,
    /// A few sentences in the curator's words: never a quotation, and never evidence.
    pub summary: String,
    /// The sources of the note; the first is the main one.
    pub citations: Vec<Citation>,
    /// Exact words of the sources, if a curator entered any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<Quotation>,
    /// Who read this very text against its sources; `None` if nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<SignOff>,
    /// The author of this note, if not the author of the perspective.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<String>,
    /// The person who checked this note, if not the one who checked the perspective.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
}

impl Perspective {
    /// Iterates over the paragraphs that it was searched for and found silent on, as written in the file. A silence on
    /// a claim is not one on its paragraph.
    pub fn silent_on(&self) -> impl Iterator<Item = &ParagraphId> + '_ {
        self.silences.iter().filter(|silence| silence.claim.is_none()).flat_map(|silence| &silence.on)
    }
}

impl Note {
    /// Returns whether the note is on the whole article.
    pub fn on_whole_article(&self) -> bool {
        self.on.iter().any(ParagraphId::is_whole)
    }
}

/// The stance of a note toward what the paragraph claims. Never a verdict on who is right.
///
/// ```
/// use parallax::model::Stance;
///
/// let labels = Stance::ALL.map(|stance| format!("{} {}", stance.mark(), stance.word()));
/// assert_eq!(labels, ["A Affirms", "D Disputes", "Q Qualifies", "+ Adds context"]);
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, EnumCount, IntoStaticStr,
)]
pub enum Stance {
    /// Says the same.
    Affirms,
    /// Says the contrary.
    Disputes,
    /// Agrees in part, or for another reason.
    Qualifies,
    /// Adds something relevant without taking a side.
    #[strum(serialize = "Adds context")]
    AddsContext,
}

impl Stance {
    /// All stances, in the order of lists and keys.
    pub const ALL: [Self; Self::COUNT] = [Self::Affirms, Self::Disputes, Self::Qualifies, Self::AddsContext];

    /// Returns the name, capitalised: `Disputes`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns the verb for use in a sentence: `disputes`.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Affirms => "affirms",
            Self::Disputes => "disputes",
            Self::Qualifies => "qualifies",
            Self::AddsContext => "adds context",
        }
    }

    /// Returns the verb of several who hold it: `dispute`.
    pub fn verb_of_several(self) -> &'static str {
        match self {
            Self::Affirms => "affirm",
            Self::Disputes => "dispute",
            Self::Qualifies => "qualify",
            Self::AddsContext => "add context",
        }
    }

    /// Returns the symbol in the small square: A, D, Q or +.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Affirms => "A",
            Self::Disputes => "D",
            Self::Qualifies => "Q",
            Self::AddsContext => "+",
        }
    }
}

/// A checked absence: a search for what this perspective says about some paragraphs found nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The paragraphs.
    pub on: Vec<ParagraphId>,
    /// The claim that nothing was found on, if the silence is about one claim of the paragraph only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// The day of the search.
    pub checked: Date,
    /// The places that were searched.
    pub looked_in: Vec<String>,
    /// What was searched for, or the limits of the silence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

impl Silence {
    /// Returns whether the silence is about this claim alone.
    pub fn is_on_claim(&self, claim: &ClaimId) -> bool {
        self.claim.as_ref() == Some(claim)
    }
}

/// Paragraphs that a perspective has no reason to answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotApplicable {
    /// The paragraphs.
    pub on: Vec<ParagraphId>,
    /// Why there is nothing to answer.
    pub why: String,
}

/// A person's word that a note says what its sources say. It holds for the text that was signed, and falls with a
/// change of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who read the note against its sources; never its author.
    pub by: String,
    /// The day it was read.
    pub on: Date,
    /// The [hash](Note::hash) of the note as it was read.
    pub hash: String,
}

impl Note {
    /// Returns the hash that a sign-off holds: 16 lower-case hexadecimal digits.
    ///
    /// It is the [`fingerprint`] of the gist, the summary, the name of the stance, and the source, relay and locator of
    /// each citation, in this order; a field that is left out counts as an empty text. It notices a change and does not
    /// stop a forger, who could as well sign with another's name.
    ///
    /// ```
    /// let note: parallax::model::Note = ron::from_str(
    ///     r#"(id: "tc.saving", on: ["p2"], stance: Disputes, summary: "Less is saved.",
    ///         citations: [(source: "moss-2025-02-11")])"#,
    /// )?;
    /// assert_eq!(note.hash(), "560bf9c17c47eace");
    /// # Ok::<(), ron::de::SpannedError>(())
    /// ```
    pub fn hash(&self) -> String {
        // What else a person would sign is decided with a new field; it changes the hash of every note.
        let Self {
            id: _,
            on: _,
            claim: _,
            phrase: _,
            stance,
            language: _,
            gist,
            summary,
            citations,
            quotations: _,
            checked: _,
            written_by: _,
            checked_by: _,
        } = self;
        let stance = format!("{stance:?}");
        let mut texts = vec![gist.as_deref().unwrap_or_default(), summary, &stance];
        for Citation { source, relayed_by, locator } in citations {
            texts.push(source.as_str());
            texts.push(relayed_by.as_ref().map_or("", |id| id.as_str()));
            texts.push(locator.as_deref().unwrap_or_default());
        }
        format!("{:016x}", fingerprint(texts))
    }

    /// Returns whether the note was signed off and has not changed since.
    pub fn is_signed_off(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| checked.hash.eq_ignore_ascii_case(&self.hash()))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Note, Stance};

    fn note() -> Note {
        let text = r#"(id: "tc.saving", on: ["p2"], stance: Disputes, gist: Some("Less"), summary: "Less is saved.",
            citations: [(source: "moss-2025-02-11"), (source: "li-2025", relayed_by: Some("cna"))])"#;
        ron::from_str(text).unwrap()
    }

    #[test]
    fn a_change_of_what_was_signed_changes_the_hash() {
        let signed = note().hash();
        let changes: [fn(&mut Note); 7] = [
            |note| note.gist = Some("Fewer".into()),
            |note| note.gist = None,
            |note| note.summary.push(' '),
            |note| note.stance = Stance::Affirms,
            |note| note.citations.reverse(),
            |note| note.citations.truncate(1),
            |note| note.citations[0].locator = Some("p. 4".into()),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut changed = note();
            change(&mut changed);
            assert_ne!(changed.hash(), signed, "change {number}");
        }
    }

    #[test]
    fn words_that_move_from_one_field_to_the_next_change_the_hash() {
        let mut moved = note();
        moved.gist = Some("Les".into());
        moved.summary = "sLess is saved.".into();
        assert_ne!(moved.hash(), note().hash());
        let mut moved = note();
        moved.citations[1].locator = moved.citations[1].relayed_by.take().map(|id| id.to_string());
        assert_ne!(moved.hash(), note().hash());
    }

    #[test]
    fn the_place_of_a_note_is_not_signed() {
        let mut moved = note();
        moved.on = vec!["p9".into()];
        moved.claim = Some("p9.c1".into());
        moved.id = "tc.other".into();
        assert_eq!(moved.hash(), note().hash());
    }
}
