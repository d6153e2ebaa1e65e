//! The answer sheet: a table of paragraphs by perspectives with the stances and gists in the cells. No cell is blank.

use serde::Serialize;

use crate::model::rows::AnswerCell;

use super::reply::Replies;
use super::text::{StyledText, xml_safe};

/// The number of characters of a paragraph shown to identify it.
const MAX_FIRST_WORDS: usize = 60;

/// A row of the answer sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetRow {
    /// The label after ¶; `0` is the whole article.
    pub label: String,
    /// The first words of the paragraph.
    pub what: StyledText,
    /// A cell for each speaker.
    pub cells: Vec<Vec<SheetMark>>,
}

/// A mark in a cell: a sign and a word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetMark {
    /// The sign: A, D, Q or + in a square; –, · or n/a without one.
    pub sign: &'static str,
    /// The word: `disputes`.
    pub word: &'static str,
    /// Whether the sign is a stance, which is in a square.
    pub stance: bool,
    /// The gist of the first note with this stance that is shown in full in the row. It is printed where it fits.
    pub gist: Option<StyledText>,
}

/// Returns the rows of the answer sheet, starting with the whole article if there are notes on it.
pub(super) fn rows(replies: &Replies<'_>, paragraphs: &[usize]) -> Vec<SheetRow> {
    let (edition, rows) = (replies.edition, replies.rows);
    let stances = |entries: &[crate::model::rows::NoteRef]| -> Vec<SheetMark> {
        let mut marks: Vec<SheetMark> = Vec::new();
        for (entry, note) in entries.iter().filter_map(|entry| Some((entry, rows.note(edition, *entry)?))) {
            let (sign, word) = (note.stance.mark(), note.stance.verb());
            if marks.iter().all(|mark| mark.sign != sign) {
                let gist = note.gist.as_ref().filter(|_| entry.home);
                let gist = gist.map(|gist| StyledText::plain(gist, edition.language_of_note(note)));
                marks.push(SheetMark { sign, word, stance: true, gist });
            }
        }
        marks
    };
    let mut lines = Vec::with_capacity(paragraphs.len() + 1);
    let whole: Vec<Vec<SheetMark>> =
        replies.perspectives.iter().map(|perspective| stances(rows.notes_of(None, *perspective))).collect();
    let all = paragraphs.len() == edition.paragraphs().len();
    if all && whole.iter().any(|marks| !marks.is_empty()) {
        // Silence is recorded for paragraphs only, so the whole article has none.
        let cells =
            whole.into_iter().map(|marks| if marks.is_empty() { vec![plain("·", "not looked for")] } else { marks });
        let what = StyledText::plain("The whole article", &"en".into());
        lines.push(SheetRow { label: "0".to_owned(), what, cells: cells.collect() });
    }
    for (index, paragraph) in paragraphs.iter().filter_map(|index| Some((*index, edition.paragraph(*index)?))) {
        if !paragraph.kind.takes_notes() {
            continue;
        }
        let cell = |perspective: &usize| {
            let mut marks = match rows.cell(edition, index, *perspective) {
                AnswerCell::Notes(entries) => stances(entries),
                AnswerCell::Silent(_) => vec![plain("–", "silent")],
                AnswerCell::NotApplicable(_) => vec![plain("n/a", "")],
                AnswerCell::NotLookedFor => vec![plain("·", "not looked for")],
            };
            if !rows.claim_silences(edition, index, *perspective).is_empty() {
                marks.push(plain("–", "silent on a claim"));
            }
            marks
        };
        let what = StyledText::plain(&first_words(&paragraph.text), edition.language_of_paragraph(paragraph));
        let cells = replies.perspectives.iter().map(cell).collect();
        lines.push(SheetRow { label: xml_safe(paragraph.id.label()), what, cells });
    }
    lines
}

fn plain(sign: &'static str, word: &'static str) -> SheetMark {
    SheetMark { sign, word, stance: false, gist: None }
}

/// Truncates a text at the end of a word, if it has spaces.
fn first_words(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MAX_FIRST_WORDS) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or_default();
    let whole_words = start.rsplit_once(' ').map_or(start, |(whole_words, _)| whole_words);
    format!("{} …", whole_words.trim_end_matches([',', ';', ':', ' ']))
}
