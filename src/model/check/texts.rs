//! Checks texts: none is empty, too long, or contains hidden characters.
//!
//! Every type is destructured without `..`, so that a new field does not compile until it is checked here, or is known to
//! be no text or to be checked elsewhere.

use super::super::problem::{Location, PathStep};
use super::super::visible::hidden;
use super::super::{
    Article, Author, Citation, Claim, ContestedNumber, ContestedTerm, Credit, EditionHead, MarkKind, NotApplicable,
    Note, NumberUse, Paragraph, ParagraphKind, Perspective, Provenance, Quotation, SignOff, Silence, Source, TermUse,
};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

/// The maximum length of a text, in characters. A paragraph of a book has about 1,000.
const MAX_CHARS: usize = 100_000;

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    head(input, findings);
    article(input, findings);
    sources(input, findings);
    perspectives(input, findings);
    notes(input, findings);
}

/// Checks a text that must not be empty. `what` names what was expected in its place.
pub(super) fn non_empty(text: &str, what: &str, at: impl Fn() -> Location, findings: &mut Findings) {
    if text.trim().is_empty() {
        findings.error(
            "empty-text",
            at(),
            format!("expected {what}, but found an empty text"),
            "write it, or take the whole entry out",
        );
    }
    any_text(text, at, findings);
}

/// Checks a text that may be empty.
fn any_text(text: &str, at: impl Fn() -> Location, findings: &mut Findings) {
    if text.len() > MAX_CHARS && text.chars().count() > MAX_CHARS {
        findings.error(
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
        findings.error(
            "hidden-character",
            at(),
            format!("expected characters that can be seen, but character {place} is U+{:04X}", u32::from(character)),
            "take it out; hidden characters can make a text read otherwise than it is",
        );
    }
}

fn optional(text: Option<&String>, at: impl Fn() -> Location, findings: &mut Findings) {
    if let Some(text) = text {
        non_empty(text, "a text", at, findings);
    }
}

fn head(input: &CheckInput<'_>, findings: &mut Findings) {
    if !input.parts.article {
        return;
    }
    // Languages have a check of their own, names of perspectives are those of files.
    let EditionHead {
        format: _,
        id,
        title,
        language: _,
        revision: _,
        related,
        article,
        perspectives: _,
        terms: _,
        numbers: _,
    } = input.edition.head();
    any_text(id, || input.in_edition(&[Field("id")]), findings);
    non_empty(title, "a title", || input.in_edition(&[Field("title")]), findings);
    let Article { byline, provenance, written_before: _, paragraphs: _, claims: _ } = article;
    optional(byline.as_ref(), || input.in_article(&[Field("byline")]), findings);
    let of = || input.in_article(&[Field("provenance"), Field("of")]);
    match provenance {
        Provenance::Original { of: text } => non_empty(text, "where the text comes from", of, findings),
        Provenance::OwnCopy { of: text, credit: _ } => non_empty(text, "where the text comes from", of, findings),
        Provenance::Advocacy { side, by, closed: _ } => {
            let at = |field| move || input.in_article(&[Field("provenance"), Field(field)]);
            non_empty(side, "the side that it argues for", at("side"), findings);
            non_empty(by, "who wrote it", at("by"), findings);
        }
        Provenance::Restated { of: text, own_copy, credit: _ } => {
            non_empty(text, "where the text comes from", of, findings);
            optional(own_copy.as_ref(), || input.in_article(&[Field("provenance"), Field("own_copy")]), findings);
        }
    }
    if let Some(one) = provenance.credit() {
        credit_texts(one, |path| input.in_credit(path), findings);
    }
    for (i, id) in related.iter().enumerate() {
        any_text(id, || input.in_edition(&[Field("related"), Index(i)]), findings);
    }
    wordings(input, findings);
}

fn credit_texts(credit: &Credit, at: impl Fn(&[PathStep]) -> Location, findings: &mut Findings) {
    let Credit { authors, title, publisher, published: _, url } = credit;
    non_empty(title, "the title of the original", || at(&[Field("title")]), findings);
    author_texts(authors, |k| at(&[Field("authors"), Index(k)]), findings);
    optional(publisher.as_ref(), || at(&[Field("publisher")]), findings);
    optional(url.as_ref(), || at(&[Field("url")]), findings);
}

fn author_texts(authors: &[Author], at: impl Fn(usize) -> Location, findings: &mut Findings) {
    for (k, author) in authors.iter().enumerate() {
        match author {
            Author::Organisation(name) => non_empty(name, "a name", || at(k), findings),
            Author::Person { family, given, family_first: _, suffix } => {
                non_empty(family, "a family name", || at(k), findings);
                optional(given.as_ref(), || at(k), findings);
                optional(suffix.as_ref(), || at(k), findings);
            }
        }
    }
}

/// Checks the texts of contested terms and numbers.
fn wordings(input: &CheckInput<'_>, findings: &mut Findings) {
    let head = input.edition.head();
    for (i, ContestedTerm { id, term, said, remark }) in head.terms.iter().enumerate() {
        let at = |path: &[PathStep]| input.in_edition(&[&[Field("terms"), Index(i)], path].concat());
        any_text(id.as_str(), || at(&[Field("id")]), findings);
        non_empty(term, "the term as the article has it", || at(&[Field("term")]), findings);
        optional(remark.as_ref(), || at(&[Field("remark")]), findings);
        for (k, TermUse { by: _, wording, source: _ }) in said.iter().enumerate() {
            let at = || at(&[Field("said"), Index(k), Field("as")]);
            non_empty(wording, "the words of the perspective", at, findings);
        }
    }
    for (i, ContestedNumber { id, of, unit, said, remark }) in head.numbers.iter().enumerate() {
        let at = |path: &[PathStep]| input.in_edition(&[&[Field("numbers"), Index(i)], path].concat());
        any_text(id.as_str(), || at(&[Field("id")]), findings);
        non_empty(of, "what is counted or measured", || at(&[Field("of")]), findings);
        optional(unit.as_ref(), || at(&[Field("unit")]), findings);
        optional(remark.as_ref(), || at(&[Field("remark")]), findings);
        for (k, NumberUse { by: _, value, source: _ }) in said.iter().enumerate() {
            non_empty(value, "a value", || at(&[Field("said"), Index(k), Field("value")]), findings);
        }
    }
}

fn article(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, paragraph) in input.edition.paragraphs().iter().enumerate() {
        let at = |field| move || input.in_article(&[Field("paragraphs"), Index(i), Field(field)]);
        let Paragraph { id, kind, language: _, short, topics, text, marks, repeats: _ } = paragraph;
        any_text(id.as_str(), at("id"), findings);
        match kind {
            ParagraphKind::ListItem { mark } => any_text(mark, at("kind"), findings),
            ParagraphKind::Text
            | ParagraphKind::Quote
            | ParagraphKind::Heading
            | ParagraphKind::PullQuote { of: _ } => {}
        }
        optional(short.as_ref(), at("short"), findings);
        for (k, topic) in topics.iter().enumerate() {
            let at = || input.in_article(&[Field("paragraphs"), Index(i), Field("topics"), Index(k)]);
            non_empty(topic, "a topic", at, findings);
        }
        for (k, mark) in marks.iter().enumerate() {
            // Its words stand in the text.
            match &mark.kind {
                MarkKind::Link(url) => {
                    let at =
                        || input.in_article(&[Field("paragraphs"), Index(i), Field("marks"), Index(k), Field("kind")]);
                    any_text(url, at, findings);
                }
                MarkKind::Emphasis | MarkKind::Strong => {}
            }
        }
        non_empty(text, "the text of a paragraph", at("text"), findings);
        if text.contains('\n') {
            findings.warning(
                "line-break",
                at("text")(),
                "expected a paragraph on one line, but found a line break in it".to_owned(),
                "put the words after it into a paragraph of their own, or a space in its place",
            );
        }
    }
    for (i, claim) in input.edition.article().claims.iter().enumerate() {
        let at = |field| move || input.in_article(&[Field("claims"), Index(i), Field(field)]);
        let Claim { id, on: _, text, phrase } = claim;
        any_text(id.as_str(), at("id"), findings);
        non_empty(text, "the claim as a sentence", at("text"), findings);
        optional(phrase.as_ref(), at("phrase"), findings);
    }
}

fn sources(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, one) in input.edition.sources().iter().enumerate() {
        source_texts(one, |path| input.in_source(i, path), findings);
    }
}

/// Checks the texts of a source. `at` locates a path in it.
pub(super) fn source_texts(source: &Source, at: impl Fn(&[PathStep]) -> Location, findings: &mut Findings) {
    let field = |field| {
        let at = &at;
        move || at(&[Field(field)])
    };
    let Source {
        id,
        kind: _,
        title,
        title_supplied: _,
        authors,
        role,
        publisher,
        said: _,
        published: _,
        accessed: _,
        url,
        language: _,
        primary: _,
        seen: _,
        carries,
    } = source;
    any_text(id.as_str(), field("id"), findings);
    non_empty(title, "a title or a description", field("title"), findings);
    author_texts(authors, |k| at(&[Field("authors"), Index(k)]), findings);
    optional(role.as_ref(), field("role"), findings);
    optional(publisher.as_ref(), field("publisher"), findings);
    optional(url.as_ref(), field("url"), findings);
    for (k, text) in carries.iter().enumerate() {
        non_empty(text, "a name or a number", || at(&[Field("carries"), Index(k)]), findings);
    }
}

fn perspectives(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, perspective) in input.edition.perspectives().iter().enumerate() {
        let at = |field| move || input.in_perspective(i, &[Field(field)]);
        // The code and the hue have checks of their own.
        let Perspective {
            id,
            code: _,
            name,
            kind: _,
            hue: _,
            about,
            written_by,
            checked_by,
            notes: _,
            silences,
            not_applicable,
        } = perspective;
        any_text(id.as_str(), at("id"), findings);
        non_empty(name, "a name", at("name"), findings);
        non_empty(about, "who is speaking and who is not", at("about"), findings);
        optional(written_by.as_ref(), at("written_by"), findings);
        optional(checked_by.as_ref(), at("checked_by"), findings);
        for (k, Silence { on: _, claim: _, checked: _, looked_in, remark }) in silences.iter().enumerate() {
            let at = |field| move || input.in_perspective(i, &[Field("silences"), Index(k), Field(field)]);
            for text in looked_in {
                non_empty(text, "a place that was looked in", at("looked_in"), findings);
            }
            optional(remark.as_ref(), at("remark"), findings);
        }
        for (k, NotApplicable { on: _, why }) in not_applicable.iter().enumerate() {
            let at = || input.in_perspective(i, &[Field("not_applicable"), Index(k), Field("why")]);
            non_empty(why, "why there is nothing to answer", at, findings);
        }
    }
}

fn notes(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, n, note) in input.notes() {
        let at = |field| move || input.in_note(p, n, &[Field(field)]);
        let Note {
            id,
            on: _,
            claim: _,
            phrase,
            stance: _,
            language: _,
            gist,
            summary,
            citations,
            quotations,
            checked,
            written_by,
            checked_by,
        } = note;
        any_text(id.as_str(), at("id"), findings);
        non_empty(summary, "a summary", at("summary"), findings);
        if let Some(gist) = gist {
            non_empty(gist, "a gist", at("gist"), findings);
        }
        optional(phrase.as_ref(), at("phrase"), findings);
        if let Some(SignOff { by, on: _, hash: _ }) = checked {
            let at = || input.in_note(p, n, &[Field("checked"), Field("by")]);
            non_empty(by, "who read the note against its sources", at, findings);
        }
        optional(written_by.as_ref(), at("written_by"), findings);
        optional(checked_by.as_ref(), at("checked_by"), findings);
        for (k, Citation { source: _, relayed_by: _, locator }) in citations.iter().enumerate() {
            let at = || input.in_note(p, n, &[Field("citations"), Index(k), Field("locator")]);
            optional(locator.as_ref(), at, findings);
        }
        for (k, one) in quotations.iter().enumerate() {
            quotation_texts(one, |field| input.in_note(p, n, &[Field("quotations"), Index(k), Field(field)]), findings);
        }
    }
}

/// Checks the texts of a quotation. `at` locates a field of it.
pub(super) fn quotation_texts(quotation: &Quotation, at: impl Fn(&'static str) -> Location, findings: &mut Findings) {
    let Quotation { text, language: _, translation, source: _, locator, entered_by, accessed: _ } = quotation;
    non_empty(text, "the words of the source", || at("text"), findings);
    optional(translation.as_ref(), || at("translation"), findings);
    optional(locator.as_ref(), || at("locator"), findings);
    non_empty(entered_by, "who entered the quotation", || at("entered_by"), findings);
}
