//! Checks the form of language tags, and whether the languages are known.

use super::super::Language;
use super::super::problem::{Location, PathStep};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    let field = Field("language");
    if input.parts.article {
        check_language(&input.edition.head().language, || input.in_edition(&[field]), findings);
    }
    for (i, paragraph) in input.edition.paragraphs().iter().enumerate() {
        if let Some(language) = &paragraph.language {
            check_language(language, || input.in_article(&[Field("paragraphs"), Index(i), field]), findings);
        }
    }
    for (i, source) in input.edition.sources().iter().enumerate() {
        check_language(&source.language, || input.in_source(i, &[field]), findings);
    }
    for (p, n, note) in input.notes() {
        if let Some(language) = &note.language {
            check_language(language, || input.in_note(p, n, &[field]), findings);
        }
        for (k, quotation) in note.quotations.iter().enumerate() {
            check_language(
                &quotation.language,
                || input.in_note(p, n, &[Field("quotations"), Index(k), field]),
                findings,
            );
        }
    }
}

pub(super) fn check_language(language: &Language, at: impl Fn() -> Location, findings: &mut Findings) {
    // A shortcut for the most common tag.
    if language.as_str() == "en" {
        return;
    }
    if !language.is_well_formed() {
        findings.error(
            "bad-language",
            at(),
            format!("expected a language tag like en, ur or zh-Hans, but found `{language}`"),
            "write the tag of BCP 47",
        );
    } else if !language.is_known() {
        findings.warning(
            "unknown-language",
            at(),
            format!("expected a language this program knows, but found `{language}`"),
            "look at the spelling; if it is right, its text is set in the plain reading face",
        );
    }
}
