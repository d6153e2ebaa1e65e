//! Which words of the old text a stored quote means.

use std::ops::Range;

/// Where a quote stands in the text that it was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Here, in code points.
    At(Range<usize>),
    /// In several places that fit its neighbours equally well.
    Several,
    /// Nowhere, or the quote is empty.
    Nowhere,
}

/// Finds a quote in its own text: where it is said to be when that is true, else where most of the text before and
/// after it is the same. Places are in code points.
pub fn seek(text: &str, exact: &str, beside: [&str; 2], given: Option<Range<usize>>) -> Sought {
    if exact.is_empty() {
        return Sought::Nowhere;
    }
    if let Some(given) = given
        && is_at(text, exact, &given)
    {
        return Sought::At(given);
    }
    let fit = |at: &usize| -> usize {
        let [prefix, suffix] = beside;
        let before = text.get(..*at).unwrap_or_default().chars().rev().zip(prefix.chars().rev());
        let after = text.get(at + exact.len()..).unwrap_or_default().chars().zip(suffix.chars());
        before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
    };
    let (mut best, mut places) = (None, 0);
    for (at, _) in text.match_indices(exact) {
        let fit = fit(&at);
        match best {
            Some((most, _)) if fit < most => {}
            Some((most, _)) if fit == most => places += 1,
            _ => (best, places) = (Some((fit, at)), 1),
        }
    }
    match best {
        None => Sought::Nowhere,
        Some(_) if places > 1 => Sought::Several,
        Some((_, at)) => {
            let start = text.get(..at).map_or(0, |before| before.chars().count());
            Sought::At(start..start + exact.chars().count())
        }
    }
}

fn is_at(text: &str, exact: &str, given: &Range<usize>) -> bool {
    let long = given.end.checked_sub(given.start) == Some(exact.chars().count());
    let at = if text.is_ascii() { Some(given.start) } else { text.char_indices().nth(given.start).map(|(at, _)| at) };
    long && at.and_then(|at| text.get(at..)).is_some_and(|rest| rest.starts_with(exact))
}
