//! Checks that every id refers to something that exists.

use super::super::problem::{Location, PathStep};
use super::super::{ClaimId, ParagraphId, ParagraphKind, PerspectiveId, SourceId};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    article(input, findings);
    for (p, n, note) in input.notes() {
        for (k, id) in note.on.iter().enumerate().filter(|(_, id)| !id.is_whole()) {
            paragraph(input, id, || input.in_note(p, n, &[Field("on"), Index(k)]), findings);
        }
        if let Some(id) = &note.claim {
            claim(input, id, || input.in_note(p, n, &[Field("claim")]), findings);
        }
        for (k, citation) in note.citations.iter().enumerate() {
            let at = |field| move || input.in_note(p, n, &[Field("citations"), Index(k), Field(field)]);
            source(input, &citation.source, at("source"), findings);
            if let Some(id) = &citation.relayed_by {
                source(input, id, at("relayed_by"), findings);
            }
        }
        for (k, quotation) in note.quotations.iter().enumerate() {
            let at = || input.in_note(p, n, &[Field("quotations"), Index(k), Field("source")]);
            source(input, &quotation.source, at, findings);
        }
    }
    absences(input, findings);
}

fn article(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, here) in input.edition.paragraphs().iter().enumerate() {
        if let ParagraphKind::PullQuote { of } = &here.kind {
            let at = || input.in_article(&[Field("paragraphs"), Index(i), Field("kind"), Field("of")]);
            paragraph(input, of, at, findings);
        }
        for (k, id) in here.repeats.iter().enumerate() {
            let at = || input.in_article(&[Field("paragraphs"), Index(i), Field("repeats"), Index(k)]);
            paragraph(input, id, at, findings);
        }
    }
    for (i, claim) in input.edition.article().claims.iter().enumerate() {
        paragraph(input, &claim.on, || input.in_article(&[Field("claims"), Index(i), Field("on")]), findings);
    }
}

fn absences(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, perspective) in input.edition.perspectives().iter().enumerate() {
        for (i, silence) in perspective.silences.iter().enumerate() {
            if let Some(id) = &silence.claim {
                claim(input, id, || input.in_perspective(p, &[Field("silences"), Index(i), Field("claim")]), findings);
            }
        }
        let silences = perspective.silences.iter().map(|s| &s.on).enumerate().map(|(i, on)| ("silences", i, on));
        let others = perspective.not_applicable.iter().map(|s| &s.on).enumerate();
        for (list, i, on) in silences.chain(others.map(|(i, on)| ("not_applicable", i, on))) {
            for (k, id) in on.iter().enumerate().filter(|(_, id)| !id.is_whole()) {
                let at = || input.in_perspective(p, &[Field(list), Index(i), Field("on"), Index(k)]);
                paragraph(input, id, at, findings);
            }
        }
    }
}

fn paragraph(input: &CheckInput<'_>, id: &ParagraphId, at: impl Fn() -> Location, findings: &mut Findings) {
    if !input.parts.article || input.edition.paragraph_index(id).is_some() {
        return;
    }
    let candidates = input.edition.paragraphs().iter().map(|p| p.id.as_str());
    let ends = input.edition.paragraphs().first().zip(input.edition.paragraphs().last());
    let other =
        ends.map_or_else(String::new, |(first, last)| format!("the paragraphs are {} to {}", first.id, last.id));
    let hint = findings.did_you_mean(id.as_str(), candidates, &other);
    findings.error("dangling-id", at(), format!("expected the id of a paragraph, but there is no `{id}`"), &hint);
}

fn claim(input: &CheckInput<'_>, id: &ClaimId, at: impl Fn() -> Location, findings: &mut Findings) {
    if !input.parts.article || input.edition.claim(id).is_some() {
        return;
    }
    let candidates = input.edition.article().claims.iter().map(|c| c.id.as_str());
    let hint =
        findings.did_you_mean(id.as_str(), candidates, "add the claim to `claims` in edition.ron, or take it out here");
    findings.error("dangling-id", at(), format!("expected the id of a claim, but there is no `{id}`"), &hint);
}

pub(super) fn source(input: &CheckInput<'_>, id: &SourceId, at: impl Fn() -> Location, findings: &mut Findings) {
    if !input.parts.sources || input.edition.source(id).is_some() {
        return;
    }
    let candidates = input.edition.sources().iter().map(|s| s.id.as_str());
    let hint = findings.did_you_mean(id.as_str(), candidates, "add the source to sources.ron");
    findings.error("dangling-id", at(), format!("expected the id of a source, but there is no `{id}`"), &hint);
}

pub(super) fn perspective(
    input: &CheckInput<'_>,
    id: &PerspectiveId,
    at: impl Fn() -> Location,
    findings: &mut Findings,
) {
    let listed = &input.edition.head().perspectives;
    if !input.parts.article || listed.contains(id) {
        return;
    }
    let hint = findings.did_you_mean(id.as_str(), listed.iter().map(PerspectiveId::as_str), "add it to `perspectives`");
    findings.error("dangling-id", at(), format!("expected the id of a perspective, but there is no `{id}`"), &hint);
}
