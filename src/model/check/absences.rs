//! Checks silences and cells without anything to answer: the paragraphs they are on, and the places that were searched.

use std::collections::HashMap;

use super::super::problem::PathStep;
use super::super::{ParagraphId, Perspective};
use super::notes::check_on;
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, perspective) in input.edition.perspectives().iter().enumerate() {
        for (i, silence) in perspective.silences.iter().enumerate() {
            let path = [Field("silences"), Index(i), Field("on")];
            check_on(input, (p, &path), &silence.on, "a silence", findings);
            if silence.looked_in.is_empty() {
                findings.error(
                    "looked-nowhere",
                    input.in_perspective(p, &[Field("silences"), Index(i), Field("looked_in")]),
                    "expected the places that were looked in, but the list is empty".to_owned(),
                    "a silence is a checked absence: say where you looked, or take it out",
                );
            }
        }
        for (i, cell) in perspective.not_applicable.iter().enumerate() {
            let path = [Field("not_applicable"), Index(i), Field("on")];
            check_on(input, (p, &path), &cell.on, "an entry of not_applicable", findings);
        }
        one_answer_per_cell(input, p, perspective, findings);
    }
}

/// Reports paragraphs with more than one of notes, a silence and an entry of `not_applicable`.
fn one_answer_per_cell(input: &CheckInput<'_>, p: usize, perspective: &Perspective, findings: &mut Findings) {
    if perspective.silences.is_empty() && perspective.not_applicable.is_empty() {
        return;
    }
    let mut taken: HashMap<&ParagraphId, String> = HashMap::new();
    for note in &perspective.notes {
        for id in &note.on {
            taken.entry(id).or_insert_with(|| format!("the note `{}`", note.id));
        }
    }
    let silences = perspective.silences.iter().map(|s| &s.on).enumerate().map(|(i, on)| ("silences", i, on));
    let others = perspective.not_applicable.iter().map(|s| &s.on).enumerate();
    for (list, i, on) in silences.chain(others.map(|(i, on)| ("not_applicable", i, on))) {
        for (k, id) in on.iter().enumerate() {
            let at = input.in_perspective(p, &[Field(list), Index(i), Field("on"), Index(k)]);
            let what = if list == "silences" { "a silence" } else { "an entry of not_applicable" };
            if id.is_whole() {
                let message = format!("expected {what} on paragraphs, but found the whole article");
                findings.error("mixed-on", at, message, "name the paragraphs");
                continue;
            }
            if on.iter().take(k).any(|before| before == id) {
                continue;
            }
            if let Some(other) = taken.get(id) {
                let rule = if other.starts_with("the note") { "note-and-absence" } else { "two-absences" };
                let message = format!("expected one thing in a cell, but {id} has {what} and {other}");
                findings.error(rule, at, message, "keep one of the two");
                continue;
            }
            taken.insert(id, what.to_owned());
        }
    }
}
