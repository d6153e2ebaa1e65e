//! The answer sheet: a table of paragraphs by perspectives with the stances and gists in the cells. No cell is blank.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::rows::{AnswerCell, NoteRef};
use crate::model::{Claim, ClaimId, Paragraph};

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
    /// The claims in the paragraph, which are called a, b, c in the cells.
    pub claims: Vec<(String, StyledText)>,
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
    /// The claims it is about, such as `a, c`, with `¶` for the paragraph as a whole; empty if that is all it is about.
    pub on: String,
    /// The gist of the first note with this stance that is shown in full in the row. It is printed where it fits.
    pub gist: Option<StyledText>,
}

/// Returns the rows of the answer sheet, starting with the whole article if there are notes on it.
pub(super) fn rows(replies: &Replies<'_>, paragraphs: &[usize]) -> Vec<SheetRow> {
    let (edition, rows) = (replies.edition, replies.rows);
    let mut lines = Vec::with_capacity(paragraphs.len() + 1);
    let whole: Vec<Vec<SheetMark>> = replies
        .perspectives
        .iter()
        .map(|perspective| stances(replies, rows.notes_of(None, *perspective), &[]))
        .collect();
    let all = paragraphs.len() == edition.paragraphs().len();
    if all && whole.iter().any(|marks| !marks.is_empty()) {
        // Silence is recorded for paragraphs only, so the whole article has none.
        let cells =
            whole.into_iter().map(|marks| if marks.is_empty() { vec![plain("·", "not looked for")] } else { marks });
        let what = StyledText::plain("The whole article", &"en".into());
        lines.push(SheetRow { label: "0".to_owned(), what, claims: Vec::new(), cells: cells.collect() });
    }
    for (index, paragraph) in paragraphs.iter().filter_map(|index| Some((*index, edition.paragraph(*index)?))) {
        if paragraph.kind.takes_notes() {
            lines.push(row(replies, index, paragraph));
        }
    }
    lines
}

fn row(replies: &Replies<'_>, index: usize, paragraph: &Paragraph) -> SheetRow {
    let (edition, rows) = (replies.edition, replies.rows);
    let claims: Vec<&Claim> = edition.article().claims.iter().filter(|claim| claim.on == paragraph.id).collect();
    let cell = |perspective: &usize| {
        let mut marks = match rows.cell(edition, index, *perspective) {
            AnswerCell::Notes(entries) => stances(replies, entries, &claims),
            AnswerCell::Silent(_) => vec![plain("–", "silent")],
            AnswerCell::NotApplicable(_) => vec![plain("n/a", "")],
            AnswerCell::NotLookedFor => vec![plain("·", "not looked for")],
        };
        let silences = rows.claim_silences(edition, index, *perspective);
        let silent_on: BTreeSet<_> = silences.iter().map(|silence| place(silence.claim.as_ref(), &claims)).collect();
        if !silent_on.is_empty() {
            marks.push(SheetMark { on: on(&silent_on), ..plain("–", "silent") });
        }
        marks
    };
    SheetRow {
        label: xml_safe(paragraph.id.label()),
        what: StyledText::plain(&first_words(&paragraph.text), edition.language_of_paragraph(paragraph)),
        claims: claims
            .iter()
            .enumerate()
            .map(|(at, claim)| (letter(at), StyledText::plain(&claim.text, &edition.head().language)))
            .collect(),
        cells: replies.perspectives.iter().map(cell).collect(),
    }
}

/// Returns a mark for each stance among the notes, with the claims that it is about.
fn stances(replies: &Replies<'_>, entries: &[NoteRef], claims: &[&Claim]) -> Vec<SheetMark> {
    let (edition, rows) = (replies.edition, replies.rows);
    let mut marks: Vec<(SheetMark, BTreeSet<Option<usize>>)> = Vec::new();
    for (entry, note) in entries.iter().filter_map(|entry| Some((entry, rows.note(edition, *entry)?))) {
        let (sign, word) = (note.stance.mark(), note.stance.verb());
        let about = place(note.claim.as_ref(), claims);
        if let Some((_, on)) = marks.iter_mut().find(|(mark, _)| mark.sign == sign) {
            on.insert(about);
            continue;
        }
        let gist = note.gist.as_ref().filter(|_| entry.home);
        let gist = gist.map(|gist| StyledText::plain(gist, edition.language_of_note(note)));
        marks.push((SheetMark { sign, word, stance: true, on: String::new(), gist }, BTreeSet::from([about])));
    }
    marks.into_iter().map(|(mark, about)| SheetMark { on: on(&about), ..mark }).collect()
}

/// Returns the place of a claim among those of the paragraph; `None` for the paragraph as a whole.
fn place(claim: Option<&ClaimId>, claims: &[&Claim]) -> Option<usize> {
    claims.iter().position(|of_paragraph| claim == Some(&of_paragraph.id))
}

/// Lists claims by their letters; empty for the paragraph as a whole alone.
fn on(claims: &BTreeSet<Option<usize>>) -> String {
    if claims.iter().all(Option::is_none) {
        return String::new();
    }
    let names: Vec<String> = claims.iter().map(|claim| claim.map_or_else(|| "¶".to_owned(), letter)).collect();
    names.join(", ")
}

/// Returns the letter of a claim: `a` for the first.
fn letter(place: usize) -> String {
    match u8::try_from(place) {
        Ok(place @ 0..26) => char::from(b'a' + place).to_string(),
        _ => (place + 1).to_string(),
    }
}

fn plain(sign: &'static str, word: &'static str) -> SheetMark {
    SheetMark { sign, word, stance: false, on: String::new(), gist: None }
}

/// Truncates a text at the end of a word, if it has spaces.
fn first_words(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MAX_FIRST_WORDS) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or_default();
    let whole_words = start.rsplit_once(' ').map_or(start, |(whole_words, _)| whole_words);
    format!("{} …", whole_words.trim_end_matches([',', ';', ':', ' ']))
}
