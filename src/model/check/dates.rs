//! Checks dates: nothing is published before it is said, and nothing is dated after the revision.

use super::super::problem::{Location, PathStep};
use super::super::{Credit, Date, Provenance, Source};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    sources(input, findings);
    if !input.parts.article {
        return;
    }
    let revision = input.edition.head().revision;
    for (p, perspective) in input.edition.perspectives().iter().enumerate() {
        for (i, silence) in perspective.silences.iter().enumerate() {
            let at = || input.in_perspective(p, &[Field("silences"), Index(i), Field("checked")]);
            after_revision(silence.checked, revision, at, findings);
            if let Some(limit) = input.edition.article().written_before
                && !silence.checked.may_be_on_or_after(limit)
            {
                findings.warning(
                    "checked-too-early",
                    at(),
                    format!("expected a day after the article was written ({limit}), but found {}", silence.checked),
                    "look at the year; a silence is about this article",
                );
            }
        }
    }
    if let Some(Credit { published: Some(date), .. }) = input.edition.article().provenance.credit() {
        after_revision(*date, revision, || input.in_credit(&[Field("published")]), findings);
    }
    if let Provenance::Advocacy { closed, .. } = &input.edition.article().provenance {
        let at = || input.in_article(&[Field("provenance"), Field("closed")]);
        after_revision(*closed, revision, at, findings);
        let written = input.edition.article().written_before;
        if written.is_some_and(|written| closed.may_be_on_or_after(written)) {
            findings.error(
                "impossible-dates",
                at(),
                format!("expected a day before `written_before`, but found {closed}"),
                "look at both dates",
            );
        }
    }
    for (p, n, note) in input.notes() {
        if let Some(checked) = &note.checked {
            let at = || input.in_note(p, n, &[Field("checked"), Field("on")]);
            after_revision(checked.on, revision, at, findings);
        }
        for (k, quotation) in note.quotations.iter().enumerate() {
            let at = || input.in_note(p, n, &[Field("quotations"), Index(k), Field("accessed")]);
            after_revision(quotation.accessed, revision, at, findings);
            let published = input.edition.source(&quotation.source).and_then(|s| s.published);
            in_order(("published", published), ("accessed", Some(quotation.accessed)), at, findings);
        }
    }
}

fn sources(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, source) in input.edition.sources().iter().enumerate() {
        let at = |field| move || input.in_source(i, &[Field(field)]);
        let (said, published, accessed) = (source.said, source.published, source.accessed);
        check_source(source, |field| input.in_source(i, &[Field(field)]), findings);
        if input.parts.article {
            let revision = input.edition.head().revision;
            for (field, date) in [("said", said), ("published", published), ("accessed", accessed)] {
                if let Some(date) = date {
                    after_revision(date, revision, at(field), findings);
                }
            }
        }
    }
}

/// Checks the order of a source's dates. `at` locates a field of the source.
pub(super) fn check_source(source: &Source, at: impl Fn(&'static str) -> Location, findings: &mut Findings) {
    let (said, published, accessed) = (source.said, source.published, source.accessed);
    in_order(("said", said), ("published", published), || at("said"), findings);
    in_order(("published", published), ("accessed", accessed), || at("published"), findings);
    if published.is_none() {
        in_order(("said", said), ("accessed", accessed), || at("said"), findings);
    }
}

/// Reports `first` if it is later than `second` on every day the two dates can mean.
pub(super) fn in_order(
    first: (&str, Option<Date>),
    second: (&str, Option<Date>),
    at: impl Fn() -> Location,
    findings: &mut Findings,
) {
    let ((what, Some(date)), (then, Some(limit))) = (first, second) else { return };
    if date > limit.last_day() {
        findings.error(
            "impossible-dates",
            at(),
            format!("expected `{what}` not to be after `{then}` ({limit}), but found {date}"),
            "look at both dates",
        );
    }
}

fn after_revision(date: Date, revision: Date, at: impl Fn() -> Location, findings: &mut Findings) {
    if date > revision.last_day() {
        findings.warning(
            "after-revision",
            at(),
            format!("expected a date not after the edition's revision ({revision}), but found {date}"),
            "bring `revision` in edition.ron up to date",
        );
    }
}
