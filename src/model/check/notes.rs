//! Notes: where they stand and what they rest on.

use std::collections::HashSet;

use super::super::problem::{Location, PathStep};
use super::super::{Note, ParagraphId, ParagraphKind};
use super::words::Quick;
use super::{Found, Subject};
use PathStep::{Field, Index};

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    for (p, n, note) in context.notes() {
        let at = |field| context.in_note(p, n, &[Field(field)]);
        if note.citations.is_empty() {
            found.error(
                "uncited-note",
                at("citations"),
                format!("expected a citation, but the note `{}` has none", note.id),
                "say who said it and where: citations: [(source: \"...\")]",
            );
        }
        let path = [Field("notes"), Index(n), Field("on")];
        on(context, (p, &path), &note.on, "a note", found);
        if note.on_whole_article() && note.on.len() > 1 {
            found.error(
                "mixed-on",
                at("on"),
                "expected [\"article\"] alone or paragraphs, but found both".to_owned(),
                "a note on the whole article names no paragraph",
            );
        }
        claim_is_here(context, (p, n), note, found);
    }
    same_source(context, found);
}

/// What holds for every list `on`, be it of a note or of an absence.
pub(super) fn on(
    context: &Subject<'_>,
    (p, path): (usize, &[PathStep]),
    on: &[ParagraphId],
    what: &str,
    found: &mut Found,
) {
    let at = |k: usize| context.in_perspective(p, &[path, &[Index(k)]].concat());
    if on.is_empty() {
        found.error(
            "empty-on",
            context.in_perspective(p, path),
            format!("expected the paragraphs that {what} stands on, but the list is empty"),
            "write for example on: [\"p5\"]",
        );
    }
    let mut last = None;
    for (k, id) in on.iter().enumerate() {
        if on.iter().take(k).any(|before| before == id) {
            let message = format!("expected each paragraph once, but found `{id}` again");
            found.error("repeated-on", at(k), message, "take it out");
            continue;
        }
        let Some(index) = context.edition.paragraph_index(id) else { continue };
        if last.is_some_and(|last| index < last) {
            let message = format!("expected the paragraphs in the article's order, but found `{id}` after a later one");
            found.warning("on-order", at(k), message, "put it before");
        }
        last = Some(index);
        takes_notes(context, index, what, || at(k), found);
    }
}

/// Nothing is said of a heading, and what is said of a pull-quote belongs to the paragraph it quotes.
fn takes_notes(context: &Subject<'_>, index: usize, what: &str, at: impl Fn() -> Location, found: &mut Found) {
    let Some(paragraph) = context.edition.paragraph(index) else { return };
    let (name, hint) = match &paragraph.kind {
        ParagraphKind::Text | ParagraphKind::Quote | ParagraphKind::ListItem { .. } => return,
        ParagraphKind::Heading => ("heading", "put it on a paragraph under the heading".to_owned()),
        ParagraphKind::PullQuote { of } => ("pull-quote", format!("put it on {of}, the paragraph it quotes")),
    };
    let message = format!("expected {what} on a paragraph of text, but `{}` is a {name}", paragraph.id);
    found.error("no-note-here", at(), message, &hint);
}

fn claim_is_here(context: &Subject<'_>, (p, n): (usize, usize), note: &Note, found: &mut Found) {
    let Some(claim) = note.claim.as_ref().and_then(|id| context.edition.claim(id)) else { return };
    if !note.on.contains(&claim.on) {
        found.error(
            "claim-elsewhere",
            context.in_note(p, n, &[Field("claim")]),
            format!("expected a claim of a paragraph in `on`, but `{}` is made in {}", claim.id, claim.on),
            &format!("add \"{}\" to `on`, or name a claim of the note's own paragraphs", claim.on),
        );
    }
}

/// Two notes of the edition on one paragraph that rest on one source.
fn same_source(context: &Subject<'_>, found: &mut Found) {
    let mut seen: HashSet<_, Quick> = HashSet::with_capacity_and_hasher(context.notes().count(), Quick::default());
    for (p, n, note) in context.notes() {
        for (c, citation) in note.citations.iter().enumerate() {
            if note.citations.iter().take(c).any(|before| before.source == citation.source) {
                continue;
            }
            for id in &note.on {
                if !seen.insert((id, &citation.source)) {
                    found.warning(
                        "same-source",
                        context.in_note(p, n, &[Field("citations"), Index(c)]),
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
