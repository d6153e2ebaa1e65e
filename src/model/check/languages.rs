//! Languages: tags of the right form, and known ones.

use super::super::Language;
use super::super::problem::{Location, PathStep};
use super::{Found, Subject};
use PathStep::{Field, Index};

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    let field = Field("language");
    if context.parts.article {
        one(&context.edition.head().language, || context.in_edition(&[field]), found);
    }
    for (i, paragraph) in context.edition.paragraphs().iter().enumerate() {
        if let Some(language) = &paragraph.language {
            one(language, || context.in_article(&[Field("paragraphs"), Index(i), field]), found);
        }
    }
    for (i, source) in context.edition.sources().iter().enumerate() {
        one(&source.language, || context.in_source(i, &[field]), found);
    }
    for (p, n, note) in context.notes() {
        if let Some(language) = &note.language {
            one(language, || context.in_note(p, n, &[field]), found);
        }
        for (k, quotation) in note.quotations.iter().enumerate() {
            one(&quotation.language, || context.in_note(p, n, &[Field("quotations"), Index(k), field]), found);
        }
    }
}

/// One tag.
pub(super) fn one(language: &Language, at: impl Fn() -> Location, found: &mut Found) {
    // Nearly every tag is this one.
    if language.as_str() == "en" {
        return;
    }
    if !language.is_well_formed() {
        found.error(
            "bad-language",
            at(),
            format!("expected a language tag like en, ur or zh-Hans, but found `{language}`"),
            "write the tag of BCP 47",
        );
    } else if !language.is_known() {
        found.warning(
            "unknown-language",
            at(),
            format!("expected a language this program knows, but found `{language}`"),
            "look at the spelling; if it is right, its text is set in the plain reading face",
        );
    }
}
