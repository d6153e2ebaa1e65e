//! Texts: none empty, none with characters that hide, none without end.

use super::super::problem::{Location, PathStep};
use super::super::visible::hidden;
use super::super::{Author, Citation, Provenance, Quotation, Source};
use super::{Found, Subject};
use PathStep::{Field, Index};

/// The longest text in bytes; a paragraph of a book has some 1,000.
const LONGEST: usize = 100_000;

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    head(context, found);
    article(context, found);
    sources(context, found);
    perspectives(context, found);
    notes(context, found);
}

/// A text that must be there.
pub(super) fn full(text: &str, what: &str, at: impl Fn() -> Location, found: &mut Found) {
    if text.trim().is_empty() {
        found.error(
            "empty-text",
            at(),
            format!("expected {what}, but found an empty text"),
            "write it, or take the whole entry out",
        );
    }
    any(text, at, found);
}

/// A text that may be empty.
fn any(text: &str, at: impl Fn() -> Location, found: &mut Found) {
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        found.error(
            "long-text",
            at(),
            format!("expected at most 100,000 characters, but found {}", text.chars().count()),
            "split it into paragraphs",
        );
    }
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return;
    }
    if let Some((offset, character)) = hidden(text).next() {
        let place = text.get(..offset).unwrap_or_default().chars().count() + 1;
        found.error(
            "hidden-character",
            at(),
            format!("expected characters that can be seen, but character {place} is U+{:04X}", u32::from(character)),
            "take it out; hidden characters can make a text read otherwise than it is",
        );
    }
}

fn option(text: Option<&String>, at: impl Fn() -> Location, found: &mut Found) {
    if let Some(text) = text {
        full(text, "a text", at, found);
    }
}

fn head(context: &Subject<'_>, found: &mut Found) {
    if !context.parts.article {
        return;
    }
    let head = context.edition.head();
    any(&head.id, || context.in_edition(&[Field("id")]), found);
    full(&head.title, "a title", || context.in_edition(&[Field("title")]), found);
    let article = &head.article;
    option(article.byline.as_ref(), || context.in_article(&[Field("byline")]), found);
    let of = || context.in_article(&[Field("provenance"), Field("of")]);
    match &article.provenance {
        Provenance::Original { of: text } | Provenance::OwnCopy { of: text } => {
            full(text, "where the text comes from", of, found);
        }
        Provenance::Restated { of: text, own_copy } => {
            full(text, "where the text comes from", of, found);
            option(own_copy.as_ref(), || context.in_article(&[Field("provenance"), Field("own_copy")]), found);
        }
    }
}

fn article(context: &Subject<'_>, found: &mut Found) {
    for (i, paragraph) in context.edition.paragraphs().iter().enumerate() {
        let at = |field| move || context.in_article(&[Field("paragraphs"), Index(i), Field(field)]);
        any(paragraph.id.as_str(), at("id"), found);
        full(&paragraph.text, "the text of a paragraph", at("text"), found);
        if paragraph.text.contains('\n') {
            found.warning(
                "line-break",
                at("text")(),
                "expected a paragraph on one line, but found a line break in it".to_owned(),
                "put the words after it into a paragraph of their own, or a space in its place",
            );
        }
    }
    for (i, claim) in context.edition.article().claims.iter().enumerate() {
        let at = |field| move || context.in_article(&[Field("claims"), Index(i), Field(field)]);
        any(claim.id.as_str(), at("id"), found);
        full(&claim.text, "the claim as a sentence", at("text"), found);
        option(claim.phrase.as_ref(), at("phrase"), found);
    }
}

fn sources(context: &Subject<'_>, found: &mut Found) {
    for (i, one) in context.edition.sources().iter().enumerate() {
        source(one, |path| context.in_source(i, path), found);
    }
}

/// The texts of a source, given how a place in it is named.
pub(super) fn source(source: &Source, at: impl Fn(&[PathStep]) -> Location, found: &mut Found) {
    let field = |field| {
        let at = &at;
        move || at(&[Field(field)])
    };
    any(source.id.as_str(), field("id"), found);
    full(&source.title, "a title or a description", field("title"), found);
    for (k, author) in source.authors.iter().enumerate() {
        let at = || at(&[Field("authors"), Index(k)]);
        match author {
            Author::Organisation(name) => full(name, "a name", at, found),
            Author::Person { family, given, family_first: _ } => {
                full(family, "a family name", at, found);
                option(given.as_ref(), at, found);
            }
        }
    }
    option(source.role.as_ref(), field("role"), found);
    option(source.publisher.as_ref(), field("publisher"), found);
    option(source.url.as_ref(), field("url"), found);
    for (k, text) in source.carries.iter().enumerate() {
        full(text, "a name or a number", || at(&[Field("carries"), Index(k)]), found);
    }
}

fn perspectives(context: &Subject<'_>, found: &mut Found) {
    for (i, perspective) in context.edition.perspectives().iter().enumerate() {
        let at = |field| move || context.in_perspective(i, &[Field(field)]);
        any(perspective.id.as_str(), at("id"), found);
        full(&perspective.name, "a name", at("name"), found);
        full(&perspective.about, "who is speaking and who is not", at("about"), found);
        option(perspective.written_by.as_ref(), at("written_by"), found);
        option(perspective.checked_by.as_ref(), at("checked_by"), found);
        for (k, silence) in perspective.silences.iter().enumerate() {
            let at = |field| move || context.in_perspective(i, &[Field("silences"), Index(k), Field(field)]);
            for text in &silence.looked_in {
                full(text, "a place that was looked in", at("looked_in"), found);
            }
            option(silence.remark.as_ref(), at("remark"), found);
        }
        for (k, cell) in perspective.not_applicable.iter().enumerate() {
            let at = || context.in_perspective(i, &[Field("not_applicable"), Index(k), Field("why")]);
            full(&cell.why, "why there is nothing to answer", at, found);
        }
    }
}

fn notes(context: &Subject<'_>, found: &mut Found) {
    for (p, n, note) in context.notes() {
        let at = |field| move || context.in_note(p, n, &[Field(field)]);
        any(note.id.as_str(), at("id"), found);
        full(&note.summary, "a summary", at("summary"), found);
        option(note.phrase.as_ref(), at("phrase"), found);
        option(note.written_by.as_ref(), at("written_by"), found);
        option(note.checked_by.as_ref(), at("checked_by"), found);
        for (k, Citation { source: _, relayed_by: _, locator }) in note.citations.iter().enumerate() {
            let at = || context.in_note(p, n, &[Field("citations"), Index(k), Field("locator")]);
            option(locator.as_ref(), at, found);
        }
        for (k, one) in note.quotations.iter().enumerate() {
            quotation(one, |field| context.in_note(p, n, &[Field("quotations"), Index(k), Field(field)]), found);
        }
    }
}

/// The texts of a quotation, given how one of its fields is named.
pub(super) fn quotation(quotation: &Quotation, at: impl Fn(&'static str) -> Location, found: &mut Found) {
    let Quotation { text, language: _, translation, source: _, locator, entered_by, accessed: _ } = quotation;
    full(text, "the words of the source", || at("text"), found);
    option(translation.as_ref(), || at("translation"), found);
    option(locator.as_ref(), || at("locator"), found);
    full(entered_by, "who entered the quotation", || at("entered_by"), found);
}
