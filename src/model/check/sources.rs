//! Checks sources, which must be in use, can be found and have a valid address, and the hues of perspectives.

use std::collections::HashSet;

use super::super::perspective::HUES;
use super::super::problem::{Location, PathStep};
use super::super::{Edition, Seen, Source, SourceId};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, source) in input.edition.sources().iter().enumerate() {
        check_url(source.url.as_ref(), || input.in_source(i, &[Field("url")]), findings);
    }
    if let Some(credit) = input.edition.article().provenance.credit() {
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
    for (i, source) in input.edition.sources().iter().enumerate() {
        check_facts(source, |field| input.in_source(i, &[Field(field)]), findings);
    }
    check_relays(input, findings);
    check_seen(input, findings);
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

/// Reports a source that nobody can find, and a day of reading without a page. `at` locates a field.
fn check_facts(source: &Source, at: impl Fn(&'static str) -> Location, findings: &mut Findings) {
    if source.primary && source.date().is_none() && source.url.is_none() {
        findings.warning(
            "untraceable-source",
            at("id"),
            format!("expected a date or a link of a statement, but `{}` has neither", source.id),
            "say when it was said, if only by the year",
        );
    }
    if source.accessed.is_some() && source.url.is_none() {
        findings.warning(
            "accessed-without-link",
            at("accessed"),
            format!("expected a link beside the day on which it was looked at, but `{}` has none", source.id),
            "give the address, or take `accessed` out; the page on which the words were read has a day of its own",
        );
    }
}

/// Reports sources whose text is said to be read, although every citation of them is relayed.
fn check_seen(input: &CheckInput<'_>, findings: &mut Findings) {
    let (mut relayed, mut read): (HashSet<&SourceId>, HashSet<&SourceId>) = Default::default();
    for citation in input.notes().flat_map(|(_, _, note)| &note.citations) {
        match &citation.relayed_by {
            Some(relay) => {
                relayed.insert(&citation.source);
                read.insert(relay);
            }
            None => {
                read.insert(&citation.source);
            }
        }
    }
    for (i, source) in input.edition.sources().iter().enumerate() {
        if source.seen == Some(Seen::Text) && relayed.contains(&source.id) && !read.contains(&source.id) {
            findings.warning(
                "seen-through-relay",
                input.in_source(i, &[Field("seen")]),
                format!("expected a citation of `{}` itself, since it was read, but all are relayed", source.id),
                "write seen: Report, or take `relayed_by` out where the words were read in it",
            );
        }
    }
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
