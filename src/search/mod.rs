//! Finding words in a text, whatever their case and accents.
//!
//! A needle is folded once; a text is folded as it is scanned, with plain ASCII as the fast way.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// Longest needle in characters; more is cut, since nobody types it.
const LONGEST: usize = 200;

/// What is looked for, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle(Vec<char>);

impl Needle {
    /// Folds what was typed; blanks around it are dropped.
    pub fn new(typed: &str) -> Self {
        let mut folded = Vec::new();
        typed.trim().chars().take(LONGEST).for_each(|c| fold(c, |f| folded.push(f)));
        Self(folded)
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the needle occurs in a text, as ranges of characters that do not overlap.
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

/// Puts a character in small letters without accents; curly quotes and dashes count as plain ones.
fn fold(c: char, mut put: impl FnMut(char)) {
    match c {
        '‘' | '’' => put('\''),
        '“' | '”' => put('"'),
        '–' | '—' | '‑' => put('-'),
        '\u{a0}' | '\u{202f}' => put(' '),
        c if c.is_ascii() => put(c.to_ascii_lowercase()),
        c => {
            let bare = std::iter::once(c).nfd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase);
            bare.for_each(put);
        }
    }
}

/// Accents of European letters and the vowel points of Arabic and Hebrew. The vowel signs of Indic scripts are
/// letters in all but name: without them other words would be found.
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
