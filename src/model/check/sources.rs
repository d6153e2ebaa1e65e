//! Checks sources, which must be in use and have a valid address, and the hues of perspectives.

use std::collections::HashSet;

use super::super::perspective::HUES;
use super::super::problem::{Location, PathStep};
use super::super::{Edition, Provenance, SourceId};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, source) in input.edition.sources().iter().enumerate() {
        check_url(source.url.as_ref(), || input.in_source(i, &[Field("url")]), findings);
    }
    if let Provenance::Restated { credit: Some(credit), .. } = &input.edition.article().provenance {
        check_url(credit.url.as_ref(), || input.in_credit(&[Field("url")]), findings);
    }
    for (p, perspective) in input.edition.perspectives().iter().enumerate() {
        if !HUES.contains(&perspective.hue.as_str()) {
            let other = format!("the hues are {}", HUES.join(", "));
            let hint = findings.did_you_mean(&perspective.hue, HUES.into_iter(), &other);
            let message = format!("expected a hue of the themes, but found `{}`", perspective.hue);
            findings.warning("unknown-hue", input.in_perspective(p, &[Field("hue")]), message, &hint);
        }
    }
    check_relays(input, findings);
    check_unused(input, findings);
}

/// Checks the address of a source or of the original.
pub(super) fn check_url(url: Option<&String>, at: impl Fn() -> Location, findings: &mut Findings) {
    if let Some(url) = url
        && !is_web_address(url)
    {
        findings.error(
            "bad-link",
            at(),
            format!("expected an address that begins with https:// or http://, but found `{url}`"),
            "copy the address from the browser, or leave the field out",
        );
    }
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.starts_with('/') && !rest.is_empty() && !url.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

fn check_relays(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, n, note) in input.notes() {
        for (k, citation) in note.citations.iter().enumerate() {
            if citation.relayed_by.as_ref() == Some(&citation.source) {
                findings.error(
                    "relayed-by-itself",
                    input.in_note(p, n, &[Field("citations"), Index(k), Field("relayed_by")]),
                    format!("expected another source that reports this one, but found `{}` itself", citation.source),
                    "take `relayed_by` out when you read the source itself",
                );
            }
        }
    }
}

/// Returns the sources that a note of the edition cites or quotes.
pub fn used_sources(edition: &Edition) -> HashSet<&SourceId> {
    let mut used: HashSet<&SourceId> = HashSet::new();
    for note in edition.perspectives().iter().flat_map(|perspective| &perspective.notes) {
        used.extend(note.citations.iter().flat_map(|c| std::iter::once(&c.source).chain(&c.relayed_by)));
        used.extend(note.quotations.iter().map(|q| &q.source));
    }
    let head = edition.head();
    used.extend(head.terms.iter().flat_map(|term| &term.said).map(|said| &said.source));
    used.extend(head.numbers.iter().flat_map(|number| &number.said).map(|said| &said.source));
    used
}

fn check_unused(input: &CheckInput<'_>, findings: &mut Findings) {
    // A perspective that was not loaded may use them.
    if !input.parts.perspectives || !input.parts.article {
        return;
    }
    let used = used_sources(input.edition);
    for (i, source) in input.edition.sources().iter().enumerate() {
        if !used.contains(&source.id) {
            findings.warning(
                "unused-source",
                input.in_source(i, &[Field("id")]),
                format!("expected a note that cites `{}`, but there is none", source.id),
                "cite it, or take it out",
            );
        }
    }
}
