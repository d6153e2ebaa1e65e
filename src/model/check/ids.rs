//! Checks the form and the uniqueness of ids.

use std::collections::HashMap;
use std::hash::Hash;

use rustc_hash::FxBuildHasher;

use super::super::problem::{Location, PathStep};
use super::super::{FORMAT, ParagraphId};
use super::{CheckInput, Findings, is_slug};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    if input.parts.article {
        head(input, findings);
        article(input, findings);
    }
    sources(input, findings);
    perspectives(input, findings);
    notes(input, findings);
}

/// Reports an id that was used before.
fn unique<K: Hash + Eq>(
    seen: &mut HashMap<K, (), FxBuildHasher>,
    key: K,
    id: &str,
    at: impl Fn() -> Location,
    findings: &mut Findings,
) {
    if seen.insert(key, ()).is_some() {
        findings.error(
            "duplicate-id",
            at(),
            format!("expected an id of its own, but `{id}` is already taken"),
            "give one of the two another id",
        );
    }
}

fn head(input: &CheckInput<'_>, findings: &mut Findings) {
    let head = input.edition.head();
    if head.format > FORMAT {
        findings.warning(
            "newer-format",
            input.in_edition(&[Field("format")]),
            format!("expected format {FORMAT} or an older one, but found format {}", head.format),
            "what is new in it is left out here and stays in the files; open it with a newer Parallax",
        );
    }
    if head.format == 0 {
        findings.error(
            "bad-format",
            input.in_edition(&[Field("format")]),
            format!("expected format {FORMAT}, but found format {}", head.format),
            &format!("write format: {FORMAT}"),
        );
    }
    if !is_slug(&head.id) {
        findings.error(
            "bad-id",
            input.in_edition(&[Field("id")]),
            format!("expected an id of small letters, digits and hyphens, but found `{}`", head.id),
            "an edition's id is like pakistan-missile-sanctions",
        );
    }
    let mut seen = HashMap::default();
    for (i, id) in head.perspectives.iter().enumerate() {
        unique(&mut seen, id, id.as_str(), || input.in_edition(&[Field("perspectives"), Index(i)]), findings);
    }
}

fn article(input: &CheckInput<'_>, findings: &mut Findings) {
    let mut seen = HashMap::default();
    for (i, paragraph) in input.edition.paragraphs().iter().enumerate() {
        let at = || input.in_article(&[Field("paragraphs"), Index(i), Field("id")]);
        if !paragraph.id.is_well_formed() {
            findings.error(
                "bad-id",
                at(),
                format!("expected a paragraph id like p5 or p5a, but found `{}`", paragraph.id),
                "write p, a number, and at most one small letter",
            );
        }
        unique(&mut seen, &paragraph.id, paragraph.id.as_str(), at, findings);
    }
    let mut seen = HashMap::default();
    for (i, claim) in input.edition.article().claims.iter().enumerate() {
        let at = || input.in_article(&[Field("claims"), Index(i), Field("id")]);
        unique(&mut seen, &claim.id, claim.id.as_str(), at, findings);
        match claim.id.as_str().split_once(".c") {
            Some((paragraph, number)) if ParagraphId::from(paragraph).is_well_formed() && is_number(number) => {
                if paragraph != claim.on.as_str() {
                    findings.error(
                        "bad-id",
                        at(),
                        format!("expected the id of a claim on {}, but found `{}`", claim.on, claim.id),
                        &format!("write {}.c{number}, or on: \"{paragraph}\"", claim.on),
                    );
                }
            }
            _ => findings.error(
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

fn sources(input: &CheckInput<'_>, findings: &mut Findings) {
    let mut seen = HashMap::default();
    for (i, source) in input.edition.sources().iter().enumerate() {
        let at = || input.in_source(i, &[Field("id")]);
        if !is_slug(source.id.as_str()) {
            findings.error(
                "bad-id",
                at(),
                format!("expected a source id of small letters, digits and hyphens, but found `{}`", source.id),
                "a source's id is like finer-2024-12-19",
            );
        }
        unique(&mut seen, &source.id, source.id.as_str(), at, findings);
    }
}

fn perspectives(input: &CheckInput<'_>, findings: &mut Findings) {
    let (mut ids, mut codes) = (HashMap::default(), HashMap::new());
    for (i, perspective) in input.edition.perspectives().iter().enumerate() {
        let (id, code) = (perspective.id.as_str(), perspective.code.as_str());
        let at = || input.in_perspective(i, &[Field("id")]);
        if let Some(file) = input.parts.files.get(i)
            && *file != perspective.id
        {
            findings.error(
                "file-name",
                at(),
                format!("expected the id `{file}`, as the file is named, but found `{id}`"),
                "give the file and the perspective one name",
            );
        }
        unique(&mut ids, id, id, at, findings);
        let at = || input.in_perspective(i, &[Field("code")]);
        if !(2..=4).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_lowercase()) {
            findings.error(
                "bad-code",
                at(),
                format!("expected a code of two to four small letters, but found `{code}`"),
                "a code is like us",
            );
        }
        if let Some(other) = codes.insert(code, id) {
            findings.error(
                "duplicate-code",
                at(),
                format!("expected a code of its own, but `{code}` belongs to {other}"),
                "give one of the two another code",
            );
        }
    }
}

fn notes(input: &CheckInput<'_>, findings: &mut Findings) {
    let mut seen = HashMap::with_capacity_and_hasher(input.notes().count(), FxBuildHasher);
    for (p, n, note) in input.notes() {
        let at = || input.in_note(p, n, &[Field("id")]);
        let code = input.edition.perspectives().get(p).map_or("", |p| &p.code);
        unique(&mut seen, &note.id, note.id.as_str(), at, findings);
        let well_formed = note.id.as_str().split_once('.').is_some_and(|(c, word)| c == code && is_slug(word));
        if !well_formed {
            findings.error(
                "bad-id",
                at(),
                format!("expected a note id like {code}.trend, but found `{}`", note.id),
                "write the perspective's code, a dot, and a word or two with hyphens",
            );
        }
    }
}
