//! The replies to a paragraph, as printed.

use serde::Serialize;

use crate::model::rows::{AnswerCell, NoteRef, Rows};
use crate::model::{Citation, Edition, Language, Note, Quotation, Silence, cite};

use super::text::{StyledText, xml_safe};

/// The reply of a perspective in a row. Never blank.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Reply {
    /// A note.
    #[serde(rename = "said")]
    Note(Box<PrintedNote>),
    /// A pointer to a note that is printed at an earlier paragraph.
    Pointer {
        /// The index of the speaker in [`Handout::speakers`](super::Handout::speakers).
        speaker: usize,
        /// The name of the stance.
        stance: &'static str,
        /// The mark of the stance.
        mark: &'static str,
        /// The code of the note.
        code: String,
        /// The label of the paragraph where the note is printed.
        #[serde(rename = "home")]
        printed_at: String,
    },
    /// Looked for and not found.
    Silent {
        /// The index of the speaker in [`Handout::speakers`](super::Handout::speakers).
        speaker: usize,
        /// `Silent`, or `Silent on “...”` for one claim.
        name: StyledText,
        /// The date of the search.
        checked: String,
        /// Where we looked, and for what.
        #[serde(rename = "looked")]
        looked_in: StyledText,
    },
    /// Nothing to answer.
    NotApplicable {
        /// The index of the speaker in [`Handout::speakers`](super::Handout::speakers).
        speaker: usize,
        /// The reason.
        why: StyledText,
    },
    /// Not looked for yet.
    NotLookedFor {
        /// The index of the speaker in [`Handout::speakers`](super::Handout::speakers).
        speaker: usize,
    },
}

impl Reply {
    /// Returns the index of the speaker in [`Handout::speakers`](super::Handout::speakers).
    pub fn speaker(&self) -> usize {
        match self {
            Self::Note(note) => note.speaker,
            Self::Pointer { speaker, .. }
            | Self::Silent { speaker, .. }
            | Self::NotApplicable { speaker, .. }
            | Self::NotLookedFor { speaker } => *speaker,
        }
    }
}

/// A note of which only the letter is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherNote {
    /// The mark of the stance: A, D, Q or +.
    pub mark: &'static str,
    /// The code: `5us2`.
    pub code: String,
}

/// A note as printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintedNote {
    /// The index of the speaker in [`Handout::speakers`](super::Handout::speakers).
    pub speaker: usize,
    /// The name of the stance: `Disputes`.
    pub stance: &'static str,
    /// The mark of the stance: A, D, Q or +.
    pub mark: &'static str,
    /// The code: `5us2`.
    pub code: String,
    /// The date of the statement: `19 Dec 2024`.
    pub date: Option<String>,
    /// *Later*, if it was said after the article was written: [`Later::in_words`](crate::model::Later::in_words).
    pub later: Option<String>,
    /// The labels of the other paragraphs it answers.
    pub also: Vec<String>,
    /// The claim or the phrase it answers.
    pub answers: Option<StyledText>,
    /// The gist, in the curator's words.
    pub gist: Option<StyledText>,
    /// The summary, in the curator's words.
    pub summary: StyledText,
    /// Quotations: the exact words, their citation, and a translation.
    pub quotations: Vec<(StyledText, String, Option<String>)>,
    /// The citations; only the first if the others are left out.
    pub citations: Vec<String>,
    /// The number of citations left out.
    pub more_citations: usize,
    /// The other notes of the perspective on the paragraph, if only their letters are printed.
    pub others: Vec<OtherNote>,
    /// Who wrote and checked the note, if they are not those of the perspective.
    #[serde(rename = "hands")]
    pub authorship: Option<String>,
}

/// Builds the replies of the selected perspectives.
pub(super) struct Replies<'a> {
    pub(super) edition: &'a Edition,
    pub(super) rows: &'a Rows,
    /// The indexes of the perspectives in the order they are printed.
    pub(super) perspectives: &'a [usize],
    /// Whether every note is whole.
    pub(super) everything: bool,
}

impl Replies<'_> {
    /// Returns the replies to the whole article.
    pub(super) fn whole(&self) -> Vec<Reply> {
        let notes = |(speaker, perspective): (usize, &usize)| {
            let entries = self.rows.notes_of(None, *perspective);
            self.shortened(entries.iter().filter_map(|entry| self.note(*entry, speaker)).collect())
        };
        self.perspectives.iter().enumerate().flat_map(notes).collect()
    }

    /// Returns the replies to a paragraph; none if no replies are expected.
    pub(super) fn to_paragraph(&self, index: usize) -> Vec<Reply> {
        if self.edition.paragraph(index).is_none_or(|paragraph| !paragraph.kind.takes_notes()) {
            return Vec::new();
        }
        self.perspectives
            .iter()
            .enumerate()
            .flat_map(|(speaker, perspective)| self.cell(index, speaker, *perspective))
            .collect()
    }

    fn cell(&self, index: usize, speaker: usize, perspective: usize) -> Vec<Reply> {
        let english = Language::from("en");
        let mut replies: Vec<Reply> = match self.rows.cell(self.edition, index, perspective) {
            AnswerCell::Notes(entries) => entries.iter().filter_map(|entry| self.note(*entry, speaker)).collect(),
            AnswerCell::Silent(silence) => vec![self.silent(silence, speaker)],
            AnswerCell::NotApplicable(why) => {
                vec![Reply::NotApplicable { speaker, why: StyledText::plain(why, &english) }]
            }
            AnswerCell::NotLookedFor => vec![Reply::NotLookedFor { speaker }],
        };
        let on_claims = self.rows.claim_silences(self.edition, index, perspective);
        replies.extend(on_claims.into_iter().map(|silence| self.silent(silence, speaker)));
        self.shortened(replies)
    }

    /// Shortens the replies of one perspective to a paragraph, unless every note is to be whole: the first note has its
    /// gist, summary and source, the others are letters after it.
    fn shortened(&self, replies: Vec<Reply>) -> Vec<Reply> {
        if self.everything {
            return replies;
        }
        let mut out = Vec::with_capacity(replies.len());
        let mut lead: Option<Box<PrintedNote>> = None;
        let mut others = Vec::new();
        for reply in replies {
            match reply {
                Reply::Note(note) if lead.is_none() => lead = Some(note),
                Reply::Note(note) => others.push(OtherNote { mark: note.mark, code: note.code }),
                Reply::Pointer { mark, code, .. } if lead.is_some() => others.push(OtherNote { mark, code }),
                Reply::Silent { speaker, name, checked, looked_in: _ } => {
                    let looked_in = StyledText::plain("", &Language::from("en"));
                    out.push(Reply::Silent { speaker, name, checked, looked_in });
                }
                Reply::Pointer { .. } | Reply::NotApplicable { .. } | Reply::NotLookedFor { .. } => out.push(reply),
            }
        }
        if let Some(mut lead) = lead {
            lead.quotations.clear();
            lead.more_citations = lead.citations.len().saturating_sub(1);
            lead.citations.truncate(1);
            lead.others = others;
            out.insert(0, Reply::Note(lead));
        }
        out
    }

    fn silent(&self, silence: &Silence, speaker: usize) -> Reply {
        let Silence { on: _, claim: _, checked, looked_in, remark } = silence;
        let language = &self.edition.head().language;
        let remark = remark.as_deref().map_or(String::new(), |remark| format!(" {remark}"));
        let looked_in = format!("Looked in: {}.{remark}", looked_in.join("; "));
        Reply::Silent {
            speaker,
            name: StyledText::plain(&self.edition.silence_name(silence), language),
            checked: checked.to_string(),
            looked_in: StyledText::plain(&looked_in, language),
        }
    }

    fn note(&self, entry: NoteRef, speaker: usize) -> Option<Reply> {
        let note = self.rows.note(self.edition, entry)?;
        let code = self.rows.code(self.edition, entry);
        if entry.home {
            return Some(Reply::Note(Box::new(self.printed_note(note, code, speaker))));
        }
        let printed_at = self.edition.paragraph(self.rows.home_of(self.edition, note)?)?;
        let (stance, mark) = (note.stance.word(), note.stance.mark());
        Some(Reply::Pointer { speaker, stance, mark, code, printed_at: xml_safe(printed_at.id.label()) })
    }

    fn printed_note(&self, note: &Note, code: String, speaker: usize) -> PrintedNote {
        let edition = self.edition;
        let Note {
            id: _,
            on,
            claim,
            phrase,
            stance,
            language: _,
            gist,
            summary,
            citations,
            quotations,
            checked: _,
            written_by,
            checked_by,
        } = note;
        let edition_language = &edition.head().language;
        let (word, mark) = (stance.word(), stance.mark());
        let claim = claim.as_ref().and_then(|id| edition.claim(id)).map(|claim| claim.text.clone());
        let answers = claim.or_else(|| phrase.as_ref().map(|words| format!("“{words}”")));
        let authorship: Vec<String> = [("written by", written_by), ("checked by", checked_by)]
            .into_iter()
            .filter_map(|(what, who)| Some(format!("{what} {}", who.as_ref()?)))
            .collect();
        PrintedNote {
            speaker,
            stance: word,
            mark,
            code,
            date: edition.date_of_note(note).map(|date| date.to_string()),
            later: edition.later(note).map(|later| xml_safe(&later.in_words("Later"))),
            also: on.iter().skip(1).map(|id| xml_safe(id.label())).collect(),
            answers: answers.map(|text| StyledText::plain(&text, edition_language)),
            gist: gist.as_ref().map(|gist| StyledText::plain(gist, edition.language_of_note(note))),
            summary: StyledText::plain(summary, edition.language_of_note(note)),
            quotations: quotations.iter().map(|quotation| self.quotation(quotation)).collect(),
            citations: citations.iter().map(|citation| self.citation(citation)).collect(),
            more_citations: 0,
            others: Vec::new(),
            authorship: (!authorship.is_empty())
                .then(|| xml_safe(&format!("This note was {}.", authorship.join(", ")))),
        }
    }

    fn citation(&self, citation: &Citation) -> String {
        xml_safe(&cite::short(self.edition, citation))
    }

    /// Returns a quotation with its citation and translation.
    fn quotation(&self, quotation: &Quotation) -> (StyledText, String, Option<String>) {
        let Quotation { text, language, translation, source, locator, entered_by: _, accessed: _ } = quotation;
        let pointer = Citation { source: source.clone(), relayed_by: None, locator: locator.clone() };
        (
            StyledText::plain(&format!("“{text}”"), language),
            self.citation(&pointer),
            translation.as_deref().map(xml_safe),
        )
    }
}
