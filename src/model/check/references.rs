//! References: every id that is named must be there.

use super::super::problem::{Location, PathStep};
use super::super::{ClaimId, ParagraphId, ParagraphKind, SourceId};
use super::{Found, Subject};
use PathStep::{Field, Index};

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    article(context, found);
    for (p, n, note) in context.notes() {
        for (k, id) in note.on.iter().enumerate().filter(|(_, id)| !id.is_whole()) {
            paragraph(context, id, || context.in_note(p, n, &[Field("on"), Index(k)]), found);
        }
        if let Some(id) = &note.claim {
            claim(context, id, || context.in_note(p, n, &[Field("claim")]), found);
        }
        for (k, citation) in note.citations.iter().enumerate() {
            let at = |field| move || context.in_note(p, n, &[Field("citations"), Index(k), Field(field)]);
            source(context, &citation.source, at("source"), found);
            if let Some(id) = &citation.relayed_by {
                source(context, id, at("relayed_by"), found);
            }
        }
        for (k, quotation) in note.quotations.iter().enumerate() {
            let at = || context.in_note(p, n, &[Field("quotations"), Index(k), Field("source")]);
            source(context, &quotation.source, at, found);
        }
    }
    absences(context, found);
}

fn article(context: &Subject<'_>, found: &mut Found) {
    for (i, here) in context.edition.paragraphs().iter().enumerate() {
        if let ParagraphKind::PullQuote { of } = &here.kind {
            let at = || context.in_article(&[Field("paragraphs"), Index(i), Field("kind"), Field("of")]);
            paragraph(context, of, at, found);
        }
        for (k, id) in here.repeats.iter().enumerate() {
            let at = || context.in_article(&[Field("paragraphs"), Index(i), Field("repeats"), Index(k)]);
            paragraph(context, id, at, found);
        }
    }
    for (i, claim) in context.edition.article().claims.iter().enumerate() {
        paragraph(context, &claim.on, || context.in_article(&[Field("claims"), Index(i), Field("on")]), found);
    }
}

fn absences(context: &Subject<'_>, found: &mut Found) {
    for (p, perspective) in context.edition.perspectives().iter().enumerate() {
        let silences = perspective.silences.iter().map(|s| &s.on).enumerate().map(|(i, on)| ("silences", i, on));
        let others = perspective.not_applicable.iter().map(|s| &s.on).enumerate();
        for (list, i, on) in silences.chain(others.map(|(i, on)| ("not_applicable", i, on))) {
            for (k, id) in on.iter().enumerate().filter(|(_, id)| !id.is_whole()) {
                let at = || context.in_perspective(p, &[Field(list), Index(i), Field("on"), Index(k)]);
                paragraph(context, id, at, found);
            }
        }
    }
}

fn paragraph(context: &Subject<'_>, id: &ParagraphId, at: impl Fn() -> Location, found: &mut Found) {
    if !context.parts.article || context.edition.paragraph_index(id).is_some() {
        return;
    }
    let right = context.edition.paragraphs().iter().map(|p| p.id.as_str());
    let ends = context.edition.paragraphs().first().zip(context.edition.paragraphs().last());
    let other =
        ends.map_or_else(String::new, |(first, last)| format!("the paragraphs are {} to {}", first.id, last.id));
    let hint = found.did_you_mean(id.as_str(), right, &other);
    found.error("dangling-id", at(), format!("expected the id of a paragraph, but there is no `{id}`"), &hint);
}

fn claim(context: &Subject<'_>, id: &ClaimId, at: impl Fn() -> Location, found: &mut Found) {
    if !context.parts.article || context.edition.claim(id).is_some() {
        return;
    }
    let right = context.edition.article().claims.iter().map(|c| c.id.as_str());
    let hint = found.did_you_mean(id.as_str(), right, "add the claim to `claims` in edition.ron, or take it out here");
    found.error("dangling-id", at(), format!("expected the id of a claim, but there is no `{id}`"), &hint);
}

fn source(context: &Subject<'_>, id: &SourceId, at: impl Fn() -> Location, found: &mut Found) {
    if !context.parts.sources || context.edition.source(id).is_some() {
        return;
    }
    let right = context.edition.sources().iter().map(|s| s.id.as_str());
    let hint = found.did_you_mean(id.as_str(), right, "add the source to sources.ron");
    found.error("dangling-id", at(), format!("expected the id of a source, but there is no `{id}`"), &hint);
}
