//! Checks that an edition uses nothing that is newer than its format.

use super::super::problem::{Location, PathStep};
use super::super::{Paragraph, ParagraphKind, Perspective, Provenance};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

/// The first format version with marks, block quotations and list items.
const FORMAT_OF_MARKS: u32 = 2;

/// The first format version with gists, sign-offs, silences on claims, credits, advocates' cases, short names, topics,
/// terms, numbers, and how far a source was seen.
pub(super) const FORMAT_OF_GISTS: u32 = 3;

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    // Without the file, the format is not known.
    if !input.parts.article {
        return;
    }
    let head = input.edition.head();
    let mut newer = Newer { format: head.format, found: Vec::new() };
    let lists = [("related", head.related.len()), ("terms", head.terms.len()), ("numbers", head.numbers.len())];
    for (field, _) in lists.into_iter().filter(|(_, count)| *count > 0) {
        newer.report(FORMAT_OF_GISTS, &format!("`{field}`"), || input.in_edition(&[Field(field)]));
    }
    if head.article.provenance.credit().is_some() {
        newer.report(FORMAT_OF_GISTS, "a credit", || input.in_credit(&[]));
    }
    if matches!(head.article.provenance, Provenance::Advocacy { .. }) {
        newer.report(FORMAT_OF_GISTS, "`Advocacy`", || input.in_article(&[Field("provenance")]));
    }
    for (p, paragraph) in input.edition.paragraphs().iter().enumerate() {
        if let Some(format) = format_of(paragraph) {
            newer.report(format, paragraph.id.as_str(), || input.in_article(&[Field("paragraphs"), Index(p)]));
        }
    }
    for (i, source) in input.edition.sources().iter().enumerate().filter(|(_, source)| source.seen.is_some()) {
        newer.report(FORMAT_OF_GISTS, &format!("`seen` of {}", source.id), || input.in_source(i, &[Field("seen")]));
    }
    for (p, n, note) in input.notes() {
        for (field, used) in [("gist", note.gist.is_some()), ("checked", note.checked.is_some())] {
            if used {
                let what = format!("`{field}` of {}", note.id);
                newer.report(FORMAT_OF_GISTS, &what, || input.in_note(p, n, &[Field(field)]));
            }
        }
    }
    for (p, perspective) in input.edition.perspectives().iter().enumerate() {
        silences(input, p, perspective, &mut newer);
    }
    newer.into_findings(findings);
}

fn silences(input: &CheckInput<'_>, p: usize, perspective: &Perspective, newer: &mut Newer) {
    for (i, _) in perspective.silences.iter().enumerate().filter(|(_, silence)| silence.claim.is_some()) {
        let at = || input.in_perspective(p, &[Field("silences"), Index(i), Field("claim")]);
        newer.report(FORMAT_OF_GISTS, "a silence on a claim", at);
    }
}

struct Newer {
    format: u32,
    /// The format that each needs, what it is, and where.
    found: Vec<(u32, String, Location)>,
}

impl Newer {
    fn report(&mut self, needed: u32, what: &str, at: impl Fn() -> Location) {
        if self.format < needed {
            self.found.push((needed, what.to_owned(), at()));
        }
    }

    fn into_findings(self, findings: &mut Findings) {
        let hint = self.found.iter().map(|(needed, ..)| needed).max().map(|needed| format!("write format: {needed}"));
        for (needed, what, at) in self.found {
            let message =
                format!("expected nothing of format {needed} in format {}, but found it in {what}", self.format);
            findings.error("newer-than-format", at, message, hint.as_deref().unwrap_or_default());
        }
    }
}

/// Returns the format that a paragraph needs, if not the first.
fn format_of(paragraph: &Paragraph) -> Option<u32> {
    if paragraph.short.is_some() || !paragraph.topics.is_empty() {
        return Some(FORMAT_OF_GISTS);
    }
    let kind = matches!(paragraph.kind, ParagraphKind::Quote | ParagraphKind::ListItem { .. });
    (kind || !paragraph.marks.is_empty()).then_some(FORMAT_OF_MARKS)
}
