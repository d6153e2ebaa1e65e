//! Checks gists, and the sign-offs of notes.

use super::super::problem::PathStep;
use super::super::rows::Rows;
use super::super::{MAX_GIST_CHARS, Note};
use super::formats::FORMAT_OF_GISTS;
use super::{CheckInput, Findings};
use PathStep::Field;

/// The number of words from which a gist that stands in the summary is cut from it rather than a common turn of phrase.
const MIN_CUT_WORDS: usize = 3;

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, n, note) in input.notes() {
        if let Some(gist) = &note.gist {
            check_gist(input, (p, n), (gist, note), findings);
        }
        check_sign_off(input, (p, n), note, findings);
    }
    if input.parts.article && input.edition.head().format >= FORMAT_OF_GISTS {
        check_leads(input, findings);
    }
}

/// Reports a note that is shown first in its cell and has no gist.
fn check_leads(input: &CheckInput<'_>, findings: &mut Findings) {
    let rows = Rows::new(input.edition);
    let places = std::iter::once(None).chain((0..input.edition.paragraphs().len()).map(Some));
    for (place, p) in places.flat_map(|place| (0..input.edition.perspectives().len()).map(move |p| (place, p))) {
        let Some(lead) = rows.notes_of(place, p).first().filter(|entry| entry.home) else { continue };
        let Some(note) = rows.note(input.edition, *lead).filter(|note| note.gist.is_none()) else { continue };
        let cell = place.and_then(|at| input.edition.paragraph(at)).map_or("the article", |p| p.id.as_str());
        findings.warning(
            "missing-gist",
            input.in_note(p, lead.note as usize, &[Field("gist")]),
            format!("expected a gist of the first note on {cell}, but `{}` has none", note.id),
            "say it in one sentence of at most 120 characters, in your own words",
        );
    }
}

fn check_gist(input: &CheckInput<'_>, (p, n): (usize, usize), (gist, note): (&str, &Note), findings: &mut Findings) {
    let at = || input.in_note(p, n, &[Field("gist")]);
    let length = gist.chars().count();
    if length > MAX_GIST_CHARS {
        findings.error(
            "long-gist",
            at(),
            format!("expected a gist of at most {MAX_GIST_CHARS} characters, but found {length}"),
            "say the one thing that matters; the summary has the rest",
        );
    }
    if gist.contains(['\n', '\t']) {
        let message = "expected a gist on one line, but found a line break or a tab in it".to_owned();
        findings.error("line-break", at(), message, "put a space in its place");
    }
    let ends_open = gist.trim_end().ends_with(['…', '‥']) || gist.trim_end().ends_with("..");
    if ends_open || is_cut(gist, &note.summary) {
        let found = if ends_open { "one that breaks off" } else { "words cut from its summary" };
        findings.warning(
            "cut-gist",
            at(),
            format!("expected a gist that is a sentence of its own, but found {found}"),
            "say in one sentence what the note comes to",
        );
    }
}

/// Returns whether a gist is part of the summary, apart from capitals, spaces and the signs at its ends.
fn is_cut(gist: &str, summary: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (gist, summary) = (folded(gist), folded(summary));
    let words = gist.trim_matches(|c: char| !c.is_alphanumeric());
    let count = words.split(' ').count().max(words.chars().filter(|c| !c.is_ascii()).count());
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii());
    count >= MIN_CUT_WORDS
        && summary.match_indices(words).any(|(start, found)| {
            let (before, after) = (summary.get(..start), summary.get(start + found.len()..));
            is_edge(before.and_then(|text| text.chars().next_back()))
                && is_edge(after.and_then(|text| text.chars().next()))
        })
}

/// Reports a sign-off of another text than the note has now.
fn check_sign_off(input: &CheckInput<'_>, (p, n): (usize, usize), note: &Note, findings: &mut Findings) {
    let Some(checked) = &note.checked else { return };
    let hash = note.hash();
    if checked.hash.eq_ignore_ascii_case(&hash) {
        return;
    }
    let at = input.in_note(p, n, &[Field("checked"), Field("hash")]);
    let is_hash = checked.hash.len() == hash.len() && checked.hash.bytes().all(|b| b.is_ascii_hexdigit());
    if is_hash {
        findings.warning(
            "changed-since-checked",
            at,
            format!("expected the text that {} checked, but the note has changed since it was checked", checked.by),
            &format!("read it against its sources again and write hash: \"{hash}\", or take `checked` out"),
        );
    } else {
        findings.error(
            "bad-hash",
            at,
            format!("expected a hash of 16 digits from 0 to f, but found `{}`", checked.hash),
            &format!("the hash of the note as it is now is \"{hash}\""),
        );
    }
}
