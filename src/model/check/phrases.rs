//! Checks that phrases and pull quotes occur verbatim in their paragraph.

use super::super::problem::{Location, PathStep};
use super::super::{Paragraph, ParagraphKind};
use super::findings::excerpt;
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    pull_quotes(input, findings);
    for (i, claim) in input.edition.article().claims.iter().enumerate() {
        let paragraph = input.edition.paragraph_index(&claim.on).and_then(|i| input.edition.paragraph(i));
        if let (Some(phrase), Some(paragraph)) = (&claim.phrase, paragraph) {
            let at = || input.in_article(&[Field("claims"), Index(i), Field("phrase")]);
            check_phrase(phrase, paragraph, at, findings);
        }
    }
    for (p, n, note) in input.notes() {
        let Some(phrase) = &note.phrase else { continue };
        let at = || input.in_note(p, n, &[Field("phrase")]);
        if note.on_whole_article() {
            findings.error(
                "phrase-not-found",
                at(),
                "expected no phrase in a note on the whole article, but found one".to_owned(),
                "take it out, or put the note on a paragraph",
            );
            continue;
        }
        let first = note.on.first().and_then(|id| input.edition.paragraph_index(id));
        if let Some(paragraph) = first.and_then(|i| input.edition.paragraph(i)) {
            check_phrase(phrase, paragraph, at, findings);
        }
    }
}

fn check_phrase(phrase: &str, paragraph: &Paragraph, at: impl Fn() -> Location, findings: &mut Findings) {
    // An empty phrase is reported as an empty text.
    if phrase.trim().is_empty() {
        return;
    }
    let mut places = paragraph.text.match_indices(phrase);
    match (places.next(), places.next()) {
        (None, _) => findings.error(
            "phrase-not-found",
            at(),
            format!("expected words of {} as they stand there, but found `{}`", paragraph.id, excerpt(phrase)),
            &mismatch_hint(phrase, &paragraph.text),
        ),
        (Some(_), Some(_)) => findings.warning(
            "phrase-twice",
            at(),
            format!("expected words that stand once in {}, but `{}` is there twice", paragraph.id, excerpt(phrase)),
            "add a word before or after them",
        ),
        _ => {}
    }
}

/// Describes how far a phrase matches the text, to show where the mistake is.
fn mismatch_hint(phrase: &str, text: &str) -> String {
    let agrees = |end: &usize| phrase.get(..*end).is_some_and(|start| text.contains(start));
    let ends: Vec<usize> = phrase.char_indices().map(|(i, c)| i + c.len_utf8()).collect();
    let end = ends.partition_point(agrees).checked_sub(1).and_then(|i| ends.get(i)).copied().unwrap_or(0);
    match phrase.get(..end) {
        Some(start) if end >= 4 => {
            let tail: String = start.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
            format!("it agrees up to `{tail}` and no further")
        }
        _ => "copy the words from the paragraph".to_owned(),
    }
}

fn pull_quotes(input: &CheckInput<'_>, findings: &mut Findings) {
    for (i, quote) in input.edition.paragraphs().iter().enumerate() {
        let ParagraphKind::PullQuote { of } = &quote.kind else { continue };
        let at = |path: &[PathStep]| input.in_article(&[&[Field("paragraphs"), Index(i)], path].concat());
        let Some(quoted) = input.edition.paragraph_index(of).and_then(|i| input.edition.paragraph(i)) else {
            continue;
        };
        if quoted.id == quote.id || !quoted.kind.takes_notes() {
            findings.error(
                "pull-quote",
                at(&[Field("kind"), Field("of")]),
                format!(
                    "expected a paragraph of text that {} quotes, but `{of}` is {}",
                    quote.id,
                    kind_in_words(quote, quoted)
                ),
                "name the paragraph that holds the words",
            );
        } else if !quoted.text.contains(quote.text.trim()) {
            findings.error(
                "pull-quote",
                at(&[Field("text")]),
                format!("expected words of {of} as they stand there, but {} has others", quote.id),
                &mismatch_hint(quote.text.trim(), &quoted.text),
            );
        }
    }
}

fn kind_in_words(quote: &Paragraph, quoted: &Paragraph) -> &'static str {
    match quoted.kind {
        _ if quote.id == quoted.id => "the pull-quote itself",
        ParagraphKind::Heading => "a heading",
        _ => "a pull-quote too",
    }
}
