//! The short way: a quote that stands once in the new text, with its neighbours.

use std::ops::Range;

use memchr::memmem;

/// How many code points beside a quote have to be the same on each side.
const NEIGHBOURS: usize = 32;

/// The byte of the new text where a quote, given in bytes of the old one, begins: if it stands there letter for letter
/// and nowhere else, among the same neighbours, and the old text has it once with these neighbours.
pub(super) fn single_place(old: &str, new: &str, quote: Range<usize>) -> Option<usize> {
    let at = only(old.get(quote.clone())?, new)?;
    let (before, after) = (old.get(..quote.start)?, old.get(quote.end..)?);
    let from = before.char_indices().rev().nth(NEIGHBOURS - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(NEIGHBOURS).map_or(old.len(), |(at, _)| quote.end + at);
    let same_before = new.get(..at)?.ends_with(before.get(from..)?);
    let same_after = new.get(at + quote.len()..)?.starts_with(old.get(quote.end..to)?);
    (same_before && same_after && only(old.get(from..to)?, old).is_some()).then_some(at)
}

/// Where a text stands in another, if it does so once; copies may overlap.
fn only(wanted: &str, text: &str) -> Option<usize> {
    let finder = memmem::Finder::new(wanted);
    let first = finder.find(text.as_bytes())?;
    let rest = text.as_bytes().get(first + 1..)?;
    finder.find(rest).is_none().then_some(first)
}
