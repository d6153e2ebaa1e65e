//! Finds words in a text regardless of case and accents.
//!
//! A needle is folded once; a text is folded while it is scanned, with a fast path for plain ASCII.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// The longest needle, in characters; the rest is cut off, since nobody types more.
const MAX_CHARS: usize = 200;

/// A folded search string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle(Vec<char>);

impl Needle {
    /// Folds a search string; surrounding white space is dropped.
    pub fn new(query: &str) -> Self {
        let mut folded = Vec::new();
        query.trim().chars().take(MAX_CHARS).for_each(|c| fold(c, |f| folded.push(f)));
        Self(folded)
    }

    /// Returns `true` if there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the non-overlapping occurrences of the needle in a text, as ranges of characters.
    pub fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        let Some(first) = self.0.first() else { return Vec::new() };
        if text.is_ascii() && !self.0.is_empty() && self.0.iter().all(char::is_ascii) {
            return self.find_in_ascii(text.as_bytes());
        }
        let mut folded: Vec<(char, usize)> = Vec::with_capacity(text.len());
        text.chars().enumerate().for_each(|(at, c)| fold(c, |f| folded.push((f, at))));
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(window) = folded.get(at..at + self.0.len()) {
            let same = |((c, _), n): (&(char, usize), &char)| c == n;
            match (window.first(), window.last()) {
                (Some((c, from)), Some((_, to))) if c == first && window.iter().zip(&self.0).all(same) => {
                    hits.push(*from..*to + 1);
                    at += self.0.len();
                }
                _ => at += 1,
            }
        }
        hits
    }

    fn find_in_ascii(&self, text: &[u8]) -> Vec<Range<usize>> {
        let needle: Vec<u8> = self.0.iter().filter_map(|c| u8::try_from(*c).ok()).collect();
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(window) = text.get(at..at + needle.len()) {
            let step = if window.eq_ignore_ascii_case(&needle) {
                hits.push(at..at + needle.len());
                needle.len()
            } else {
                1
            };
            at += step;
        }
        hits
    }
}

/// Folds a character to lower case without accents; curly quotes and long dashes become plain ones.
fn fold(c: char, mut emit: impl FnMut(char)) {
    match c {
        '‘' | '’' => emit('\''),
        '“' | '”' => emit('"'),
        '–' | '—' | '‑' => emit('-'),
        '\u{a0}' | '\u{202f}' => emit(' '),
        c if c.is_ascii() => emit(c.to_ascii_lowercase()),
        c => {
            let base = std::iter::once(c).nfd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase);
            base.for_each(emit);
        }
    }
}

/// Returns `true` for the accents of European letters and the vowel points of Arabic and Hebrew. The vowel signs of
/// Indic scripts count as letters: without them, other words would match.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::Needle;

    #[test]
    fn case_accents_and_curly_marks_do_not_matter() {
        let find = |needle: &str, text: &str| -> Vec<(usize, usize)> {
            Needle::new(needle).find_in(text).into_iter().map(|r| (r.start, r.end)).collect()
        };
        assert_eq!(find(" SHAHEEN ", "the Shaheen-III and shaheen"), [(4, 11), (20, 27)]);
        assert_eq!(find("resume", "a Résumé’s end"), [(2, 8)]);
        assert_eq!(find("pakistan's", "In Pakistan’s view"), [(3, 13)]);
        assert_eq!(find("双重标准", "反对双重标准。"), [(2, 6)]);
        assert_eq!(find("aa", "aaaa"), [(0, 2), (2, 4)]);
        assert_eq!(find("का", "की का"), [(3, 5)], "a vowel sign is part of the word");
        assert!(Needle::new("  ").is_empty());
        assert!(Needle::new("").find_in("text").is_empty());
    }
}
