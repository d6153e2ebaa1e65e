//! Exact lookups of a quote: in the text it was taken from, and, as the fast path of re-anchoring, in a new text.

use std::ops::Range;

use memchr::memmem;

/// How many code points on each side of a quote must match.
const NEIGHBOURS: usize = 32;

/// Where a stored quote stands in the text it was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteMatch {
    /// At one place, in code points.
    Unique(Range<usize>),
    /// At several places whose neighbours match equally well.
    Ambiguous,
    /// Not in the text, or the quote is empty.
    NotFound,
}

/// Finds a quote in its own text: at the expected range if the quote is there, otherwise where most of the text before
/// and after it (`[prefix, suffix]`) matches. Ranges are in code points.
pub fn locate_quote(text: &str, exact: &str, beside: [&str; 2], expected: Option<Range<usize>>) -> QuoteMatch {
    if exact.is_empty() {
        return QuoteMatch::NotFound;
    }
    if let Some(expected) = expected
        && is_at(text, exact, &expected)
    {
        return QuoteMatch::Unique(expected);
    }
    let context = |at: &usize| -> usize {
        let [prefix, suffix] = beside;
        let before = text.get(..*at).unwrap_or_default().chars().rev().zip(prefix.chars().rev());
        let after = text.get(at + exact.len()..).unwrap_or_default().chars().zip(suffix.chars());
        before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
    };
    let (mut best, mut ties) = (None, 0);
    for (at, _) in text.match_indices(exact) {
        let matching = context(&at);
        match best {
            Some((most, _)) if matching < most => {}
            Some((most, _)) if matching == most => ties += 1,
            _ => (best, ties) = (Some((matching, at)), 1),
        }
    }
    match best {
        None => QuoteMatch::NotFound,
        Some(_) if ties > 1 => QuoteMatch::Ambiguous,
        Some((_, at)) => {
            let start = text.get(..at).map_or(0, |before| before.chars().count());
            QuoteMatch::Unique(start..start + exact.chars().count())
        }
    }
}

fn is_at(text: &str, exact: &str, expected: &Range<usize>) -> bool {
    let long = expected.end.checked_sub(expected.start) == Some(exact.chars().count());
    let at =
        if text.is_ascii() { Some(expected.start) } else { text.char_indices().nth(expected.start).map(|(at, _)| at) };
    long && at.and_then(|at| text.get(at..)).is_some_and(|rest| rest.starts_with(exact))
}

/// Returns the byte offset in the new text of a quote given as a byte range of the old text, if it occurs there letter
/// for letter exactly once, with the same neighbours, and the old text has it once with these neighbours.
pub(super) fn unique_place(old: &str, new: &str, quote: Range<usize>) -> Option<usize> {
    let at = unique_occurrence(old.get(quote.clone())?, new)?;
    let (before, after) = (old.get(..quote.start)?, old.get(quote.end..)?);
    let from = before.char_indices().rev().nth(NEIGHBOURS - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(NEIGHBOURS).map_or(old.len(), |(at, _)| quote.end + at);
    let same_before = new.get(..at)?.ends_with(before.get(from..)?);
    let same_after = new.get(at + quote.len()..)?.starts_with(old.get(quote.end..to)?);
    (same_before && same_after && unique_occurrence(old.get(from..to)?, old).is_some()).then_some(at)
}

/// Returns the position of the only occurrence of `needle` in `text`; occurrences may overlap.
fn unique_occurrence(needle: &str, text: &str) -> Option<usize> {
    let finder = memmem::Finder::new(needle);
    let first = finder.find(text.as_bytes())?;
    let rest = text.as_bytes().get(first + 1..)?;
    finder.find(rest).is_none().then_some(first)
}
