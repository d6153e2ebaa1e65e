//! The answer sheet: paragraphs by perspectives, with what each does in a cell. No cell is blank.

use serde::Serialize;

use crate::model::rows::AnswerCell;

use super::reply::Replies;
use super::words::{Words, shown};

/// Letters of a paragraph by which it is known again.
const FIRST_WORDS: usize = 60;

/// A row of the answer sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What stands after ¶; `0` is the whole article.
    pub label: String,
    /// Its first words.
    pub what: Words,
    /// A cell for each speaker.
    pub cells: Vec<Vec<Mark>>,
}

/// One thing a perspective does in a cell: a sign and a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// A, D, Q, + in a square; –, · or n/a without one.
    pub sign: &'static str,
    /// The word: `disputes`.
    pub word: &'static str,
    /// Whether the sign is a stance and stands in a square.
    pub stance: bool,
}

/// The rows of the answer sheet, the whole article first when anything is said of it.
pub(super) fn lines(replies: &Replies<'_>, paragraphs: &[usize]) -> Vec<Line> {
    let (edition, rows) = (replies.edition, replies.rows);
    let stances = |entries: &[crate::model::rows::NoteRef]| -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for note in entries.iter().filter_map(|entry| rows.note(edition, *entry)) {
            let mark = Mark { sign: note.stance.mark(), word: note.stance.verb(), stance: true };
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        marks
    };
    let mut lines = Vec::with_capacity(paragraphs.len() + 1);
    let whole: Vec<Vec<Mark>> = replies.voices.iter().map(|voice| stances(rows.notes_of(None, *voice))).collect();
    let all = paragraphs.len() == edition.paragraphs().len();
    if all && whole.iter().any(|marks| !marks.is_empty()) {
        // Nobody is asked for the whole article, so there is no silence on it.
        let cells =
            whole.into_iter().map(|marks| if marks.is_empty() { vec![plain("·", "not looked for")] } else { marks });
        let what = Words::plain("The whole article", &"en".into());
        lines.push(Line { label: "0".to_owned(), what, cells: cells.collect() });
    }
    for (index, paragraph) in paragraphs.iter().filter_map(|index| Some((*index, edition.paragraph(*index)?))) {
        if !paragraph.kind.takes_notes() {
            continue;
        }
        let cell = |voice: &usize| match rows.cell(edition, index, *voice) {
            AnswerCell::Notes(entries) => stances(entries),
            AnswerCell::Silent(_) => vec![plain("–", "silent")],
            AnswerCell::NotApplicable(_) => vec![plain("n/a", "")],
            AnswerCell::NotLookedFor => vec![plain("·", "not looked for")],
        };
        let what = Words::plain(&first_words(&paragraph.text), edition.language_of_paragraph(paragraph));
        let cells = replies.voices.iter().map(cell).collect();
        lines.push(Line { label: shown(paragraph.id.label()), what, cells });
    }
    lines
}

fn plain(sign: &'static str, word: &'static str) -> Mark {
    Mark { sign, word, stance: false }
}

/// The beginning of a text, ended at a whole word where there are blanks.
fn first_words(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(FIRST_WORDS) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or_default();
    let kept = start.rsplit_once(' ').map_or(start, |(kept, _)| kept);
    format!("{} …", kept.trim_end_matches([',', ';', ':', ' ']))
}
