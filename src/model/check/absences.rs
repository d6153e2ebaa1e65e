//! Checks silences and cells without anything to answer: the paragraphs they are on, and the places that were searched.

use std::collections::{HashMap, HashSet};

use super::super::problem::PathStep;
use super::super::{ClaimId, ParagraphId, Perspective};
use super::notes::{check_claim_on, check_on};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, perspective) in input.edition.perspectives().iter().enumerate() {
        for (i, silence) in perspective.silences.iter().enumerate() {
            let path = [Field("silences"), Index(i), Field("on")];
            check_on(input, (p, &path), &silence.on, "a silence", findings);
            let at = || input.in_perspective(p, &[Field("silences"), Index(i), Field("claim")]);
            check_claim_on(input, silence.claim.as_ref(), (&silence.on, "the silence"), at, findings);
            if silence.claim.is_some() && silence.on.len() > 1 {
                findings.error(
                    "mixed-on",
                    input.in_perspective(p, &path),
                    "expected the one paragraph of the claim, but found more".to_owned(),
                    "write a silence of its own for the other paragraphs",
                );
            }
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
    let silences = perspective.silences.iter().enumerate().filter(|(_, silence)| silence.claim.is_none());
    let silences = silences.map(|(i, silence)| ("silences", i, &silence.on));
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
    one_answer_per_claim(input, p, perspective, &taken, findings);
}

/// Reports silences on a claim that a note answers, or that something else in the cell covers.
fn one_answer_per_claim(
    input: &CheckInput<'_>,
    p: usize,
    perspective: &Perspective,
    taken: &HashMap<&ParagraphId, String>,
    findings: &mut Findings,
) {
    let mut silent: HashSet<&ClaimId> = HashSet::new();
    for (i, silence) in perspective.silences.iter().enumerate() {
        let Some(claim) = &silence.claim else { continue };
        let answer = perspective.notes.iter().find(|note| note.claim.as_ref() == Some(claim));
        let covered = silence.on.iter().find_map(|id| taken.get(id)).filter(|what| !what.starts_with("the note"));
        let (rule, other) = match (answer, covered) {
            (Some(note), _) => ("note-and-absence", format!("the note `{}`", note.id)),
            (None, Some(what)) => ("two-absences", format!("{what} on the whole paragraph")),
            (None, None) if silent.contains(claim) => ("two-absences", "a silence before it".to_owned()),
            (None, None) => {
                silent.insert(claim);
                continue;
            }
        };
        let at = input.in_perspective(p, &[Field("silences"), Index(i), Field("claim")]);
        let message = format!("expected one thing for a claim, but {claim} has a silence and {other}");
        findings.error(rule, at, message, "keep one of the two");
    }
}
