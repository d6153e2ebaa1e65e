//! Checks notes: the paragraphs they are on, their citations, their claims, and the people who wrote and checked them.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::super::problem::{Location, PathStep};
use super::super::{ClaimId, Note, ParagraphId, ParagraphKind};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, n, note) in input.notes() {
        let at = |field| input.in_note(p, n, &[Field(field)]);
        if note.citations.is_empty() {
            findings.error(
                "uncited-note",
                at("citations"),
                format!("expected a citation, but the note `{}` has none", note.id),
                "say who said it and where: citations: [(source: \"...\")]",
            );
        }
        let path = [Field("notes"), Index(n), Field("on")];
        check_on(input, (p, &path), &note.on, "a note", findings);
        if note.on_whole_article() && note.on.len() > 1 {
            findings.error(
                "mixed-on",
                at("on"),
                "expected [\"article\"] alone or paragraphs, but found both".to_owned(),
                "a note on the whole article names no paragraph",
            );
        }
        check_claim(input, (p, n), note, findings);
    }
    check_same_source(input, findings);
}

/// Checks a list `on`, of a note or of an absence. `what` names its owner in messages.
pub(super) fn check_on(
    input: &CheckInput<'_>,
    (p, path): (usize, &[PathStep]),
    on: &[ParagraphId],
    what: &str,
    findings: &mut Findings,
) {
    let at = |k: usize| input.in_perspective(p, &[path, &[Index(k)]].concat());
    if on.is_empty() {
        findings.error(
            "empty-on",
            input.in_perspective(p, path),
            format!("expected the paragraphs that {what} stands on, but the list is empty"),
            "write for example on: [\"p5\"]",
        );
    }
    let mut last = None;
    for (k, id) in on.iter().enumerate() {
        if on.iter().take(k).any(|before| before == id) {
            let message = format!("expected each paragraph once, but found `{id}` again");
            findings.error("repeated-on", at(k), message, "take it out");
            continue;
        }
        let Some(index) = input.edition.paragraph_index(id) else { continue };
        if last.is_some_and(|last| index < last) {
            let message = format!("expected the paragraphs in the article's order, but found `{id}` after a later one");
            findings.warning("on-order", at(k), message, "put it before");
        }
        last = Some(index);
        check_kind(input, index, what, || at(k), findings);
    }
}

/// Reports a note or absence on a heading or a pull quote, which takes its notes from the paragraph it quotes.
fn check_kind(input: &CheckInput<'_>, index: usize, what: &str, at: impl Fn() -> Location, findings: &mut Findings) {
    let Some(paragraph) = input.edition.paragraph(index) else { return };
    let (name, hint) = match &paragraph.kind {
        ParagraphKind::Text | ParagraphKind::Quote | ParagraphKind::ListItem { .. } => return,
        ParagraphKind::Heading => ("heading", "put it on a paragraph under the heading".to_owned()),
        ParagraphKind::PullQuote { of } => ("pull-quote", format!("put it on {of}, the paragraph it quotes")),
    };
    let message = format!("expected {what} on a paragraph of text, but `{}` is a {name}", paragraph.id);
    findings.error("no-note-here", at(), message, &hint);
}

fn check_claim(input: &CheckInput<'_>, (p, n): (usize, usize), note: &Note, findings: &mut Findings) {
    let at = || input.in_note(p, n, &[Field("claim")]);
    check_claim_on(input, note.claim.as_ref(), (&note.on, "the note"), at, findings);
}

/// Checks that a claim is made in a paragraph of `on`. The text beside `on` names the owner in messages.
pub(super) fn check_claim_on(
    input: &CheckInput<'_>,
    claim: Option<&ClaimId>,
    (on, owner): (&[ParagraphId], &str),
    at: impl Fn() -> Location,
    findings: &mut Findings,
) {
    let Some(claim) = claim.and_then(|id| input.edition.claim(id)) else { return };
    if !on.contains(&claim.on) {
        findings.error(
            "claim-elsewhere",
            at(),
            format!("expected a claim of a paragraph in `on`, but `{}` is made in {}", claim.id, claim.on),
            &format!("add \"{}\" to `on`, or name a claim of {owner}'s own paragraphs", claim.on),
        );
    }
}

/// Reports notes on the same paragraph that cite the same source.
fn check_same_source(input: &CheckInput<'_>, findings: &mut Findings) {
    let mut seen: HashSet<_, FxBuildHasher> = HashSet::with_capacity_and_hasher(input.notes().count(), FxBuildHasher);
    for (p, n, note) in input.notes() {
        for (c, citation) in note.citations.iter().enumerate() {
            if note.citations.iter().take(c).any(|before| before.source == citation.source) {
                continue;
            }
            for id in &note.on {
                if !seen.insert((id, &citation.source)) {
                    findings.warning(
                        "same-source",
                        input.in_note(p, n, &[Field("citations"), Index(c)]),
                        format!(
                            "expected one note for each source on {id}, but another there cites `{}` too",
                            citation.source
                        ),
                        "make the two one note, or cite another source",
                    );
                }
            }
        }
    }
}

/// Reports perspectives and notes that were checked by their author.
pub(super) fn check_people(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, perspective) in input.edition.perspectives().iter().enumerate() {
        let (writer, checker) = (perspective.written_by.as_deref(), perspective.checked_by.as_deref());
        writer_is_not_checker(writer, checker, || input.in_perspective(p, &[Field("checked_by")]), findings);
        for (n, note) in perspective.notes.iter().enumerate() {
            let (own_writer, own_checker) = (note.written_by.as_deref(), note.checked_by.as_deref());
            if let Some(checked) = &note.checked {
                let at = || input.in_note(p, n, &[Field("checked"), Field("by")]);
                writer_is_not_checker(own_writer.or(writer), Some(&checked.by), at, findings);
            }
            if own_writer.is_none() && own_checker.is_none() {
                continue;
            }
            let field = if own_checker.is_some() { "checked_by" } else { "written_by" };
            let at = || input.in_note(p, n, &[Field(field)]);
            writer_is_not_checker(own_writer.or(writer), own_checker.or(checker), at, findings);
        }
    }
}

fn writer_is_not_checker(
    writer: Option<&str>,
    checker: Option<&str>,
    at: impl Fn() -> Location,
    findings: &mut Findings,
) {
    let (Some(writer), Some(checker)) = (writer, checker) else { return };
    if folded_name(writer) == folded_name(checker) && !writer.trim().is_empty() {
        findings.error(
            "same-person",
            at(),
            format!("expected two people, but {} both wrote and checked", writer.trim()),
            "have somebody else read it against the sources",
        );
    }
}

fn folded_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
