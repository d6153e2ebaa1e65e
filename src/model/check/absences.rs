//! Silences and cells with nothing to answer: where they may stand, and that somebody looked.

use std::collections::HashMap;

use super::super::problem::PathStep;
use super::super::{ParagraphId, Perspective};
use super::notes::on as check_on;
use super::{Found, Subject};
use PathStep::{Field, Index};

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    for (p, perspective) in context.edition.perspectives().iter().enumerate() {
        for (i, silence) in perspective.silences.iter().enumerate() {
            let path = [Field("silences"), Index(i), Field("on")];
            check_on(context, (p, &path), &silence.on, "a silence", found);
            if silence.looked_in.is_empty() {
                found.error(
                    "looked-nowhere",
                    context.in_perspective(p, &[Field("silences"), Index(i), Field("looked_in")]),
                    "expected the places that were looked in, but the list is empty".to_owned(),
                    "a silence is a checked absence: say where you looked, or take it out",
                );
            }
        }
        for (i, cell) in perspective.not_applicable.iter().enumerate() {
            let path = [Field("not_applicable"), Index(i), Field("on")];
            check_on(context, (p, &path), &cell.on, "an entry of not_applicable", found);
        }
        one_thing_in_each_cell(context, p, perspective, found);
    }
}

/// A paragraph has notes, or a silence, or nothing to answer; never two of these.
fn one_thing_in_each_cell(context: &Subject<'_>, p: usize, perspective: &Perspective, found: &mut Found) {
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
            let at = context.in_perspective(p, &[Field(list), Index(i), Field("on"), Index(k)]);
            let what = if list == "silences" { "a silence" } else { "an entry of not_applicable" };
            if id.is_whole() {
                let message = format!("expected {what} on paragraphs, but found the whole article");
                found.error("mixed-on", at, message, "name the paragraphs");
                continue;
            }
            if on.iter().take(k).any(|before| before == id) {
                continue;
            }
            if let Some(other) = taken.get(id) {
                let rule = if other.starts_with("the note") { "note-and-absence" } else { "two-absences" };
                let message = format!("expected one thing in a cell, but {id} has {what} and {other}");
                found.error(rule, at, message, "keep one of the two");
                continue;
            }
            taken.insert(id, what.to_owned());
        }
    }
}
