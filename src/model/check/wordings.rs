//! Checks what an edition sets side by side: related editions, topics and short names, contested terms and numbers.

use std::collections::HashSet;

use super::super::problem::{Location, PathStep};
use super::super::{MAX_SHORT_CHARS, PerspectiveId, SourceId};
use super::{CheckInput, Findings, is_slug};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    if !input.parts.article {
        return;
    }
    related(input, findings);
    outline(input, findings);
    let head = input.edition.head();
    let mut ids = HashSet::new();
    let terms = head.terms.iter().map(|term| {
        let said: Vec<_> = term.said.iter().map(|one| (&one.by, &one.source)).collect();
        (&term.id, said)
    });
    let numbers = head.numbers.iter().map(|number| {
        let said: Vec<_> = number.said.iter().map(|one| (&one.by, &one.source)).collect();
        (&number.id, said)
    });
    let terms = terms.enumerate().map(|(i, entry)| ("terms", i, entry));
    for (list, i, (id, said)) in terms.chain(numbers.enumerate().map(|(i, entry)| ("numbers", i, entry))) {
        let at = |path: &[PathStep]| input.in_edition(&[&[Field(list), Index(i)], path].concat());
        if !is_slug(id.as_str()) {
            findings.error(
                "bad-id",
                at(&[Field("id")]),
                format!("expected an id of small letters, digits and hyphens, but found `{id}`"),
                "an id is like t1 for a term and n1 for a number",
            );
        }
        if !ids.insert(id) {
            let message = format!("expected an id of its own, but `{id}` is already taken");
            findings.error("duplicate-id", at(&[Field("id")]), message, "give one of the two another id");
        }
        uses(input, &said, at, findings);
    }
}

/// Checks who says a term or a number, and where.
fn uses(
    input: &CheckInput<'_>,
    said: &[(&PerspectiveId, &SourceId)],
    at: impl Fn(&[PathStep]) -> Location,
    findings: &mut Findings,
) {
    if said.is_empty() {
        findings.error(
            "nobody-says",
            at(&[Field("said")]),
            "expected who says it and where, but the list is empty".to_owned(),
            "write for example said: [(by: \"us-government\", ..., source: \"...\")], or take the entry out",
        );
    }
    for (k, (by, source)) in said.iter().enumerate() {
        super::references::perspective(input, by, || at(&[Field("said"), Index(k), Field("by")]), findings);
        super::references::source(input, source, || at(&[Field("said"), Index(k), Field("source")]), findings);
        if said.iter().take(k).any(|before| before == &(*by, *source)) {
            let message =
                format!("expected each perspective once for a source, but found `{by}` with `{source}` again");
            findings.warning("said-twice", at(&[Field("said"), Index(k)]), message, "take it out");
        }
    }
}

fn related(input: &CheckInput<'_>, findings: &mut Findings) {
    let head = input.edition.head();
    for (i, id) in head.related.iter().enumerate() {
        let at = || input.in_edition(&[Field("related"), Index(i)]);
        if !is_slug(id) {
            let message = format!("expected the id of an edition, but found `{id}`");
            findings.error("bad-id", at(), message, "an edition's id is like pakistan-missile-sanctions");
        } else if *id == head.id {
            let message = format!("expected other editions, but found `{id}`, which is this one");
            findings.error("related-to-itself", at(), message, "take it out");
        } else if head.related.iter().take(i).any(|before| before == id) {
            let message = format!("expected each edition once, but found `{id}` again");
            findings.error("duplicate-id", at(), message, "take it out");
        }
    }
}

/// Checks the short names and topics of the paragraphs.
fn outline(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, paragraph) in input.edition.paragraphs().iter().enumerate() {
        let length = paragraph.short.as_ref().map_or(0, |short| short.chars().count());
        if length > MAX_SHORT_CHARS {
            findings.error(
                "long-short",
                input.in_article(&[Field("paragraphs"), Index(i), Field("short")]),
                format!("expected a short name of at most {MAX_SHORT_CHARS} characters, but found {length}"),
                "name what the paragraph is about",
            );
        }
        for (k, topic) in paragraph.topics.iter().enumerate() {
            if paragraph.topics.iter().take(k).any(|before| before == topic) {
                let at = input.in_article(&[Field("paragraphs"), Index(i), Field("topics"), Index(k)]);
                let message = format!("expected each topic once, but found `{topic}` again");
                findings.warning("repeated-topic", at, message, "take it out");
            }
        }
    }
}
