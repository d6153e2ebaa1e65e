//! What is said of a paragraph, as it is printed.

use crate::model::rows::{AnswerCell, NoteRef, Rows};
use crate::model::{Citation, Edition, Language, Note, Quotation, Silence, cite};

use super::page::{Reply, Said};
use super::words::{Words, shown};

/// An edition seen through the perspectives that were chosen.
pub(super) struct Replies<'a> {
    pub(super) edition: &'a Edition,
    pub(super) rows: &'a Rows,
    /// Places of the perspectives in the edition's order, in the order they are printed.
    pub(super) voices: &'a [usize],
}

impl Replies<'_> {
    /// What is said of the whole article.
    pub(super) fn whole(&self) -> Vec<Reply> {
        let of = |(speaker, voice): (usize, &usize)| {
            let entries = self.rows.notes_of(None, *voice);
            entries.iter().filter_map(|entry| self.note(*entry, speaker)).collect::<Vec<_>>()
        };
        self.voices.iter().enumerate().flat_map(of).collect()
    }

    /// What is said of a paragraph; nothing where nothing is asked.
    pub(super) fn of(&self, index: usize) -> Vec<Reply> {
        if self.edition.paragraph(index).is_none_or(|paragraph| !paragraph.kind.takes_notes()) {
            return Vec::new();
        }
        self.voices.iter().enumerate().flat_map(|(speaker, voice)| self.cell(index, speaker, *voice)).collect()
    }

    fn cell(&self, index: usize, speaker: usize, voice: usize) -> Vec<Reply> {
        let english = Language::from("en");
        match self.rows.cell(self.edition, index, voice) {
            AnswerCell::Notes(entries) => {
                // What is printed here comes before what is only pointed to.
                let (home, away): (Vec<NoteRef>, Vec<NoteRef>) = entries.iter().partition(|entry| entry.home);
                home.into_iter().chain(away).filter_map(|entry| self.note(entry, speaker)).collect()
            }
            AnswerCell::Silent(silence) => {
                let Silence { on: _, checked, looked_in, remark } = silence;
                let remark = remark.as_deref().map_or(String::new(), |remark| format!(" {remark}"));
                let looked = format!("Looked in: {}.{remark}", looked_in.join("; "));
                vec![Reply::Silent {
                    speaker,
                    checked: checked.to_string(),
                    looked: Words::plain(&looked, &self.edition.head().language),
                }]
            }
            AnswerCell::NotApplicable(why) => vec![Reply::NotApplicable { speaker, why: Words::plain(why, &english) }],
            AnswerCell::NotLookedFor => vec![Reply::NotLookedFor { speaker }],
        }
    }

    fn note(&self, entry: NoteRef, speaker: usize) -> Option<Reply> {
        let note = self.rows.note(self.edition, entry)?;
        let code = self.rows.code(self.edition, entry);
        if entry.home {
            return Some(Reply::Said(Box::new(self.said(note, code, speaker))));
        }
        let home = self.edition.paragraph(self.rows.home_of(self.edition, note)?)?;
        let (stance, mark) = Said::of_stance(note.stance);
        Some(Reply::Pointer { speaker, stance, mark, code, home: shown(home.id.label()) })
    }

    fn said(&self, note: &Note, code: String, speaker: usize) -> Said {
        let edition = self.edition;
        let Note {
            id: _,
            on,
            claim,
            phrase,
            stance,
            language: _,
            summary,
            citations,
            quotations,
            written_by,
            checked_by,
        } = note;
        let own = &edition.head().language;
        let (word, mark) = Said::of_stance(*stance);
        let claim = claim.as_ref().and_then(|id| edition.claim(id)).map(|claim| claim.text.clone());
        let answers = claim.or_else(|| phrase.as_ref().map(|words| format!("“{words}”")));
        let hands: Vec<String> = [("written by", written_by), ("checked by", checked_by)]
            .into_iter()
            .filter_map(|(what, who)| Some(format!("{what} {}", who.as_ref()?)))
            .collect();
        Said {
            speaker,
            stance: word,
            mark,
            code,
            date: edition.date_of_note(note).map(|date| date.to_string()),
            later: edition.is_later(note),
            also: on.iter().skip(1).map(|id| shown(id.label())).collect(),
            answers: answers.map(|text| Words::plain(&text, own)),
            summary: Words::plain(summary, edition.language_of_note(note)),
            quotations: quotations.iter().map(|quotation| self.quoted(quotation)).collect(),
            citations: citations.iter().map(|citation| self.cited(citation)).collect(),
            hands: (!hands.is_empty()).then(|| shown(&format!("This note was {}.", hands.join(", ")))),
        }
    }

    fn cited(&self, citation: &Citation) -> String {
        shown(&cite::short(self.edition, citation))
    }

    /// The words, where they stand, and their sense.
    fn quoted(&self, quotation: &Quotation) -> (Words, String, Option<String>) {
        let Quotation { text, language, translation, source, locator, entered_by: _, accessed: _ } = quotation;
        let pointer = Citation { source: source.clone(), relayed_by: None, locator: locator.clone() };
        (Words::plain(&format!("“{text}”"), language), self.cited(&pointer), translation.as_deref().map(shown))
    }
}
