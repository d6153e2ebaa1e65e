//! Checks quotations: they are short, have a locator, and are from a source that the note cites.

use super::super::Quotation;
use super::super::problem::{Location, PathStep};
use super::tokens::{count_words, is_ideograph};
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

/// The maximum length of a quotation, in words. Anything longer is a copy.
const MAX_WORDS: usize = 120;

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, n, note) in input.notes() {
        for (k, quotation) in note.quotations.iter().enumerate() {
            let at = |field| input.in_note(p, n, &[Field("quotations"), Index(k), Field(field)]);
            let cited = note
                .citations
                .iter()
                .any(|c| c.source == quotation.source || c.relayed_by.as_ref() == Some(&quotation.source));
            if !cited {
                findings.error(
                    "quotation-not-cited",
                    at("source"),
                    format!("expected a source that the note cites, but found `{}`", quotation.source),
                    "add it to the note's citations",
                );
            }
            check_quotation(quotation, at, findings);
        }
    }
}

/// Checks the locator and the length of a quotation. `at` locates a field of it.
pub(super) fn check_quotation(quotation: &Quotation, at: impl Fn(&'static str) -> Location, findings: &mut Findings) {
    if quotation.locator.is_none() {
        findings.warning(
            "quotation-place",
            at("text"),
            "expected the place of the words in the source, but the quotation has no `locator`".to_owned(),
            "write for example locator: \"paragraph 3\"",
        );
    }
    let words = english_word_count(&quotation.text);
    if words > MAX_WORDS {
        findings.warning(
            "long-quotation",
            at("text"),
            format!("expected at most {MAX_WORDS} words, but found {words}"),
            "quote the sentence that matters and say the rest in the summary",
        );
    }
}

/// Returns the length of a text in English words. About five Chinese characters correspond to three of them.
fn english_word_count(text: &str) -> usize {
    let ideographs = text.chars().filter(|c| is_ideograph(*c)).count();
    count_words(text).saturating_sub(ideographs) + ideographs * 3 / 5
}

#[cfg(test)]
mod tests {
    use super::english_word_count;

    #[test]
    fn chinese_text_is_counted_in_english_words() {
        assert_eq!(english_word_count("one two's three"), 3);
        assert_eq!(english_word_count(&"路灯午夜熄".repeat(10)), 30);
    }
}
