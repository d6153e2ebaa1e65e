//! Sources and hues: links that can be followed, nothing that nobody uses.

use std::collections::HashSet;

use super::super::problem::{Location, PathStep};
use super::super::{Source, SourceId};
use super::{Found, Subject};
use PathStep::{Field, Index};

/// The hues that every theme has.
const HUES: [&str; 8] = ["blue", "orange", "green", "red", "violet", "grey", "ochre", "teal"];

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    for (i, source) in context.edition.sources().iter().enumerate() {
        link(source, || context.in_source(i, &[Field("url")]), found);
    }
    for (p, perspective) in context.edition.perspectives().iter().enumerate() {
        if !HUES.contains(&perspective.hue.as_str()) {
            let other = format!("the hues are {}", HUES.join(", "));
            let hint = found.did_you_mean(&perspective.hue, HUES.into_iter(), &other);
            let message = format!("expected a hue of the themes, but found `{}`", perspective.hue);
            found.warning("unknown-hue", context.in_perspective(p, &[Field("hue")]), message, &hint);
        }
    }
    relayed_by_itself(context, found);
    unused(context, found);
}

/// The address of a source.
pub(super) fn link(source: &Source, at: impl Fn() -> Location, found: &mut Found) {
    if let Some(url) = &source.url
        && !is_web_address(url)
    {
        found.error(
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

fn relayed_by_itself(context: &Subject<'_>, found: &mut Found) {
    for (p, n, note) in context.notes() {
        for (k, citation) in note.citations.iter().enumerate() {
            if citation.relayed_by.as_ref() == Some(&citation.source) {
                found.error(
                    "relayed-by-itself",
                    context.in_note(p, n, &[Field("citations"), Index(k), Field("relayed_by")]),
                    format!("expected another source that reports this one, but found `{}` itself", citation.source),
                    "take `relayed_by` out when you read the source itself",
                );
            }
        }
    }
}

fn unused(context: &Subject<'_>, found: &mut Found) {
    // A perspective that could not be read may well use them.
    if !context.parts.perspectives || !context.parts.article {
        return;
    }
    let mut used: HashSet<&SourceId> = HashSet::new();
    for (_, _, note) in context.notes() {
        used.extend(note.citations.iter().flat_map(|c| std::iter::once(&c.source).chain(&c.relayed_by)));
        used.extend(note.quotations.iter().map(|q| &q.source));
    }
    for (i, source) in context.edition.sources().iter().enumerate() {
        if !used.contains(&source.id) {
            found.warning(
                "unused-source",
                context.in_source(i, &[Field("id")]),
                format!("expected a note that cites `{}`, but there is none", source.id),
                "cite it, or take it out",
            );
        }
    }
}
