//! The pupils' key: the boxes of the pupils' sheet, ticked, with each note in short.

use serde::Serialize;

use crate::model::rows::AnswerCell;
use crate::model::{Language, Silence};

use super::TICKS;
use super::reply::Replies;
use super::text::{StyledText, xml_safe};

/// The tick of a perspective that was looked for and says nothing.
const NOTHING: &str = TICKS[4];

/// A box of the pupils' sheet, filled in.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct KeyBox {
    /// Which of the boxes are ticked, by their words.
    pub ticked: Vec<&'static str>,
    /// The notes and absences; never empty.
    pub lines: Vec<KeyLine>,
}

/// A line of a filled-in box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyLine {
    /// The mark of a stance: A, D, Q or +. `None` for an absence.
    pub mark: Option<&'static str>,
    /// The code of the note, such as `5us2`; empty for an absence.
    pub code: String,
    /// The note in short, where it stands, or the absence.
    pub text: StyledText,
}

/// Returns a box for each perspective of a paragraph; none if no replies are expected.
pub(super) fn boxes(replies: &Replies<'_>, index: usize) -> Vec<KeyBox> {
    if replies.edition.paragraph(index).is_none_or(|paragraph| !paragraph.kind.takes_notes()) {
        return Vec::new();
    }
    replies.perspectives.iter().map(|perspective| one_box(replies, index, *perspective)).collect()
}

fn one_box(replies: &Replies<'_>, index: usize, perspective: usize) -> KeyBox {
    let (edition, rows) = (replies.edition, replies.rows);
    let english = Language::from("en");
    let absence = |text: &str, language: &Language| KeyLine {
        mark: None,
        code: String::new(),
        text: StyledText::plain(text, language),
    };
    let silent = |silence: &Silence| {
        let name = edition.silence_name(silence);
        absence(&format!("{name}, checked {}", silence.checked), &edition.head().language)
    };
    let mut filled = KeyBox::default();
    match rows.cell(edition, index, perspective) {
        AnswerCell::Notes(entries) => {
            for (entry, note) in entries.iter().filter_map(|entry| Some((*entry, rows.note(edition, *entry)?))) {
                let word = note.stance.verb();
                if !filled.ticked.contains(&word) {
                    filled.ticked.push(word);
                }
                let home = rows.home_of(edition, note).filter(|_| !entry.home).and_then(|at| edition.paragraph(at));
                let text = match home {
                    Some(home) => StyledText::plain(&format!("stands at ¶{}", home.id.label()), &english),
                    None => StyledText::plain(&note.short(), edition.language_of_note(note)),
                };
                let code = xml_safe(&rows.code(edition, entry));
                filled.lines.push(KeyLine { mark: Some(note.stance.mark()), code, text });
            }
        }
        AnswerCell::Silent(silence) => {
            filled.ticked.push(NOTHING);
            filled.lines.push(silent(silence));
        }
        AnswerCell::NotApplicable(why) => {
            filled.lines.push(absence(&format!("Not applicable: {why}"), &edition.head().language));
        }
        AnswerCell::NotLookedFor => filled.lines.push(absence("Not looked for yet", &english)),
    }
    filled.lines.extend(rows.claim_silences(edition, index, perspective).into_iter().map(silent));
    filled
}
