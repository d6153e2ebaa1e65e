//! Quotations: short, with a place, and of a source that the note cites.

use super::super::Quotation;
use super::super::problem::{Location, PathStep};
use super::words::{count_words, is_ideograph};
use super::{Found, Subject};
use PathStep::{Field, Index};

/// Longer than this is no longer a quotation but a copy.
const MOST_WORDS: usize = 120;

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    for (p, n, note) in context.notes() {
        for (k, quotation) in note.quotations.iter().enumerate() {
            let at = |field| context.in_note(p, n, &[Field("quotations"), Index(k), Field(field)]);
            let cited = note
                .citations
                .iter()
                .any(|c| c.source == quotation.source || c.relayed_by.as_ref() == Some(&quotation.source));
            if !cited {
                found.error(
                    "quotation-not-cited",
                    at("source"),
                    format!("expected a source that the note cites, but found `{}`", quotation.source),
                    "add it to the note's citations",
                );
            }
            one(quotation, at, found);
        }
    }
}

/// Whether a quotation has a place and is short, given how one of its fields is named.
pub(super) fn one(quotation: &Quotation, at: impl Fn(&'static str) -> Location, found: &mut Found) {
    if quotation.locator.is_none() {
        found.warning(
            "quotation-place",
            at("text"),
            "expected the place of the words in the source, but the quotation has no `locator`".to_owned(),
            "write for example locator: \"paragraph 3\"",
        );
    }
    let words = length(&quotation.text);
    if words > MOST_WORDS {
        found.warning(
            "long-quotation",
            at("text"),
            format!("expected at most {MOST_WORDS} words, but found {words}"),
            "quote the sentence that matters and say the rest in the summary",
        );
    }
}

/// How many words a text has. A Chinese word has some five characters for three words of English.
fn length(text: &str) -> usize {
    let ideographs = text.chars().filter(|c| is_ideograph(*c)).count();
    count_words(text).saturating_sub(ideographs) + ideographs * 3 / 5
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn chinese_is_counted_by_about_the_words_it_would_have_in_english() {
        assert_eq!(length("one two's three"), 3);
        assert_eq!(length(&"路灯午夜熄".repeat(10)), 30);
    }
}
