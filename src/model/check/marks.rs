//! Checks that marks occur in their paragraph, and that their links lead to the web.

use super::super::problem::PathStep;
use super::super::{MarkKind, Paragraph};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, paragraph) in input.edition.paragraphs().iter().enumerate() {
        for m in 0..paragraph.marks.len() {
            mark(input, (p, m), paragraph, findings);
        }
    }
}

fn mark(input: &CheckInput<'_>, (p, m): (usize, usize), paragraph: &Paragraph, findings: &mut Findings) {
    let Some(mark) = paragraph.marks.get(m) else { return };
    let at = |field| input.in_article(&[Field("paragraphs"), Index(p), Field("marks"), Index(m), Field(field)]);
    if mark.place(&paragraph.text).is_none() {
        let (times, id) = (paragraph.text.matches(mark.words.as_str()).count(), &paragraph.id);
        let (field, message, hint) = if mark.words.is_empty() {
            ("words", format!("expected the marked words of {id}, but found none"), "write them, or take the mark out")
        } else if times == 0 {
            let words = &mark.words;
            let message = format!("expected words of {id} as they stand there, but found `{words}`");
            ("words", message, "copy the words from the paragraph")
        } else {
            let places = if times == 1 { "the one place".into() } else { format!("one of the {times} places") };
            let message = format!("expected {places} of these words in {id}, but found nth: {}", mark.nth);
            ("nth", message, "count the places of these words from the left")
        };
        findings.error("mark-not-found", at(field), message, hint);
    }
    if let MarkKind::Link(address) = &mark.kind
        && !is_web(address)
    {
        findings.error(
            "bad-link",
            at("kind"),
            format!("expected an address that begins with https:// or http://, but found `{address}`"),
            "only pages of the web are ever opened; take the mark out when it leads elsewhere",
        );
    }
}

fn is_web(address: &str) -> bool {
    let rest = address
        .split_once("://")
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"));
    rest.is_some_and(|(_, rest)| !rest.is_empty()) && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}
