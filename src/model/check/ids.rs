//! Ids: their forms, and each only once.

use std::collections::HashMap;
use std::hash::Hash;

use super::super::problem::{Location, PathStep};
use super::super::{FORMAT, ParagraphId};
use super::words::Quick;
use super::{Found, Subject, is_slug};
use PathStep::{Field, Index};

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    if context.parts.article {
        head(context, found);
        article(context, found);
    }
    sources(context, found);
    perspectives(context, found);
    notes(context, found);
}

/// Tells of an id that was seen before.
fn once<K: Hash + Eq>(seen: &mut HashMap<K, (), Quick>, key: K, id: &str, at: impl Fn() -> Location, found: &mut Found) {
    if seen.insert(key, ()).is_some() {
        found.error(
            "duplicate-id",
            at(),
            format!("expected an id of its own, but `{id}` is already taken"),
            "give one of the two another id",
        );
    }
}

fn head(context: &Subject<'_>, found: &mut Found) {
    let head = context.edition.head();
    if !(1..=FORMAT).contains(&head.format) {
        found.error(
            "bad-format",
            context.in_edition(&[Field("format")]),
            format!("expected format {FORMAT}, but found format {}", head.format),
            &format!("write format: {FORMAT}"),
        );
    }
    if !is_slug(&head.id) {
        found.error(
            "bad-id",
            context.in_edition(&[Field("id")]),
            format!("expected an id of small letters, digits and hyphens, but found `{}`", head.id),
            "an edition's id is like pakistan-missile-sanctions",
        );
    }
    let mut seen = HashMap::default();
    for (i, id) in head.perspectives.iter().enumerate() {
        once(&mut seen, id, id.as_str(), || context.in_edition(&[Field("perspectives"), Index(i)]), found);
    }
}

fn article(context: &Subject<'_>, found: &mut Found) {
    let mut seen = HashMap::default();
    for (i, paragraph) in context.edition.paragraphs().iter().enumerate() {
        let at = || context.in_article(&[Field("paragraphs"), Index(i), Field("id")]);
        if !paragraph.id.is_well_formed() {
            found.error(
                "bad-id",
                at(),
                format!("expected a paragraph id like p5 or p5a, but found `{}`", paragraph.id),
                "write p, a number, and at most one small letter",
            );
        }
        once(&mut seen, &paragraph.id, paragraph.id.as_str(), at, found);
    }
    let mut seen = HashMap::default();
    for (i, claim) in context.edition.article().claims.iter().enumerate() {
        let at = || context.in_article(&[Field("claims"), Index(i), Field("id")]);
        once(&mut seen, &claim.id, claim.id.as_str(), at, found);
        match claim.id.as_str().split_once(".c") {
            Some((paragraph, number)) if ParagraphId::from(paragraph).is_well_formed() && is_number(number) => {
                if paragraph != claim.on.as_str() {
                    found.error(
                        "bad-id",
                        at(),
                        format!("expected the id of a claim on {}, but found `{}`", claim.on, claim.id),
                        &format!("write {}.c{number}, or on: \"{paragraph}\"", claim.on),
                    );
                }
            }
            _ => found.error(
                "bad-id",
                at(),
                format!("expected a claim id like {}.c1, but found `{}`", claim.on, claim.id),
                "write the paragraph's id, .c and a number",
            ),
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn sources(context: &Subject<'_>, found: &mut Found) {
    let mut seen = HashMap::default();
    for (i, source) in context.edition.sources().iter().enumerate() {
        let at = || context.in_source(i, &[Field("id")]);
        if !is_slug(source.id.as_str()) {
            found.error(
                "bad-id",
                at(),
                format!("expected a source id of small letters, digits and hyphens, but found `{}`", source.id),
                "a source's id is like finer-2024-12-19",
            );
        }
        once(&mut seen, &source.id, source.id.as_str(), at, found);
    }
}

fn perspectives(context: &Subject<'_>, found: &mut Found) {
    let (mut ids, mut codes) = (HashMap::default(), HashMap::new());
    for (i, perspective) in context.edition.perspectives().iter().enumerate() {
        let (id, code) = (perspective.id.as_str(), perspective.code.as_str());
        let at = || context.in_perspective(i, &[Field("id")]);
        if let Some(file) = context.parts.files.get(i)
            && *file != perspective.id
        {
            found.error(
                "file-name",
                at(),
                format!("expected the id `{file}`, as the file is named, but found `{id}`"),
                "give the file and the perspective one name",
            );
        }
        once(&mut ids, id, id, at, found);
        let at = || context.in_perspective(i, &[Field("code")]);
        if !(2..=4).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_lowercase()) {
            found.error(
                "bad-code",
                at(),
                format!("expected a code of two to four small letters, but found `{code}`"),
                "a code is like us",
            );
        }
        if let Some(other) = codes.insert(code, id) {
            found.error(
                "duplicate-code",
                at(),
                format!("expected a code of its own, but `{code}` belongs to {other}"),
                "give one of the two another code",
            );
        }
    }
}

fn notes(context: &Subject<'_>, found: &mut Found) {
    let mut seen = HashMap::with_capacity_and_hasher(context.notes().count(), Quick::default());
    for (p, n, note) in context.notes() {
        let at = || context.in_note(p, n, &[Field("id")]);
        let code = context.edition.perspectives().get(p).map_or("", |p| &p.code);
        once(&mut seen, &note.id, note.id.as_str(), at, found);
        let well_formed = note.id.as_str().split_once('.').is_some_and(|(c, word)| c == code && is_slug(word));
        if !well_formed {
            found.error(
                "bad-id",
                at(),
                format!("expected a note id like {code}.trend, but found `{}`", note.id),
                "write the perspective's code, a dot, and a word or two with hyphens",
            );
        }
    }
}
