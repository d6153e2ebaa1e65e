//! Dates: nothing is published before it is said, and nothing happens after the revision.

use super::super::problem::{Location, PathStep};
use super::super::{Date, Source};
use super::{Found, Subject};
use PathStep::{Field, Index};

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    sources(context, found);
    if !context.parts.article {
        return;
    }
    let revision = context.edition.head().revision;
    for (p, perspective) in context.edition.perspectives().iter().enumerate() {
        for (i, silence) in perspective.silences.iter().enumerate() {
            let at = || context.in_perspective(p, &[Field("silences"), Index(i), Field("checked")]);
            after_revision(silence.checked, revision, at, found);
            if let Some(limit) = context.edition.article().written_before
                && !silence.checked.may_be_on_or_after(limit)
            {
                found.warning(
                    "checked-too-early",
                    at(),
                    format!("expected a day after the article was written ({limit}), but found {}", silence.checked),
                    "look at the year; a silence is about this article",
                );
            }
        }
    }
    for (p, n, note) in context.notes() {
        for (k, quotation) in note.quotations.iter().enumerate() {
            let at = || context.in_note(p, n, &[Field("quotations"), Index(k), Field("accessed")]);
            after_revision(quotation.accessed, revision, at, found);
            let published = context.edition.source(&quotation.source).and_then(|s| s.published);
            in_order(("published", published), ("accessed", Some(quotation.accessed)), at, found);
        }
    }
}

fn sources(context: &Subject<'_>, found: &mut Found) {
    for (i, source) in context.edition.sources().iter().enumerate() {
        let at = |field| move || context.in_source(i, &[Field(field)]);
        let (said, published, accessed) = (source.said, source.published, source.accessed);
        of_source(source, |field| context.in_source(i, &[Field(field)]), found);
        if context.parts.article {
            let revision = context.edition.head().revision;
            for (field, date) in [("said", said), ("published", published), ("accessed", accessed)] {
                if let Some(date) = date {
                    after_revision(date, revision, at(field), found);
                }
            }
        }
    }
}

/// The order of a source's days, given how one of its fields is named.
pub(super) fn of_source(source: &Source, at: impl Fn(&'static str) -> Location, found: &mut Found) {
    let (said, published, accessed) = (source.said, source.published, source.accessed);
    in_order(("said", said), ("published", published), || at("said"), found);
    in_order(("published", published), ("accessed", accessed), || at("published"), found);
    if published.is_none() {
        in_order(("said", said), ("accessed", accessed), || at("said"), found);
    }
}

/// The first of two things cannot be later than the second, whatever days their dates may mean.
pub(super) fn in_order(
    first: (&str, Option<Date>),
    second: (&str, Option<Date>),
    at: impl Fn() -> Location,
    found: &mut Found,
) {
    let ((what, Some(date)), (then, Some(limit))) = (first, second) else { return };
    if date > limit.last_day() {
        found.error(
            "impossible-dates",
            at(),
            format!("expected `{what}` not to be after `{then}` ({limit}), but found {date}"),
            "look at both dates",
        );
    }
}

fn after_revision(date: Date, revision: Date, at: impl Fn() -> Location, found: &mut Found) {
    if date > revision.last_day() {
        found.warning(
            "after-revision",
            at(),
            format!("expected a date not after the edition's revision ({revision}), but found {date}"),
            "bring `revision` in edition.ron up to date",
        );
    }
}
