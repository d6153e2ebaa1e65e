//! Splits a text in any script into words with their positions.
//!
//! A word is a run of letters, digits, `_` and combining marks, including an apostrophe, a soft hyphen or a joiner
//! between letters. In scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese) each character with
//! its marks is a word: sequences of them are specific enough, and no dictionary is needed. This is close to the word
//! boundaries of Unicode Annex 29, but numbers are cut at commas and points, since those are what typesetters change.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// A word and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as written.
    pub text: &'a str,
    /// The byte offset of its start.
    pub byte: usize,
    /// Its range in code points.
    pub range: Range<usize>,
    /// Its line, from 0.
    pub line: usize,
}

/// An iterator over the words of a text.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
    line: usize,
}

/// The role of a character in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharClass {
    /// Not part of a word.
    Outside,
    /// Joins with its neighbours.
    Letter,
    /// A word of its own, with its marks.
    Standalone,
    /// Belongs to the preceding character.
    Mark,
    /// Part of a word if a letter follows.
    Joiner,
}

/// Returns an iterator over the words of a text.
pub fn words(text: &str) -> Words<'_> {
    Words { text, byte: 0, chars: 0, line: 0 }
}

/// Folds a word for comparison: lower case, one kind of apostrophe, composed accents.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        let lower = |b: &u8| !b.is_ascii_uppercase();
        return if word.as_bytes().iter().all(lower) { word.into() } else { word.to_ascii_lowercase().into() };
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | '＇' => folded.push('\''),
            'ς' => folded.push('σ'),
            c if is_ignorable(c) => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    if !is_nfc(&folded) {
        folded = folded.nfc().collect();
    }
    folded.into()
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let first = self.skip_to_word()?;
        let (byte, start) = (self.byte, self.chars);
        self.advance();
        if first == CharClass::Standalone {
            while self.peek().is_some_and(|c| class(c) == CharClass::Mark) {
                self.advance();
            }
        } else {
            self.skip_rest_of_word();
        }
        let text = self.text.get(byte..self.byte)?;
        Some(Word { text, byte, range: start..self.chars, line: self.line })
    }
}

impl Words<'_> {
    /// Advances to the start of the next word.
    fn skip_to_word(&mut self) -> Option<CharClass> {
        loop {
            self.skip_ascii(|b| matches!(b, b' ' | b',' | b'.'));
            let c = self.peek()?;
            match class(c) {
                CharClass::Outside | CharClass::Joiner => self.line += usize::from(c == '\n'),
                class => return Some(class),
            }
            self.advance();
        }
    }

    /// Advances to the end of a word after its first letter.
    fn skip_rest_of_word(&mut self) {
        self.skip_ascii(|b| b.is_ascii_alphanumeric());
        while let Some(c) = self.peek() {
            match class(c) {
                CharClass::Letter | CharClass::Mark => self.advance(),
                CharClass::Joiner if self.letter_after(c) => self.advance(),
                _ => return,
            }
        }
    }

    /// Skips ASCII bytes while `same` holds. This is the fast path.
    #[inline]
    fn skip_ascii(&mut self, same: impl Fn(&u8) -> bool) {
        let rest = self.text.as_bytes().get(self.byte..).unwrap_or_default();
        let count = rest.iter().take_while(|b| same(b)).count();
        self.byte += count;
        self.chars += count;
    }

    fn letter_after(&self, joiner: char) -> bool {
        let rest = self.text.get(self.byte + joiner.len_utf8()..);
        rest.and_then(|rest| rest.chars().next()).is_some_and(|c| class(c) == CharClass::Letter)
    }

    #[inline]
    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.byte) {
            Some(&b) if b < 128 => Some(char::from(b)),
            _ => self.text.get(self.byte..)?.chars().next(),
        }
    }

    #[inline]
    fn advance(&mut self) {
        if let Some(c) = self.peek() {
            self.byte += c.len_utf8();
            self.chars += 1;
        }
    }
}

#[inline]
fn class(c: char) -> CharClass {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => CharClass::Letter,
        '\'' => CharClass::Joiner,
        c if c.is_ascii() => CharClass::Outside,
        c => class_of_non_ascii(c),
    }
}

fn class_of_non_ascii(c: char) -> CharClass {
    if c == '’' || c == '＇' || is_ignorable(c) {
        CharClass::Joiner
    } else if is_combining_mark(c) {
        CharClass::Mark
    } else if !c.is_alphanumeric() {
        CharClass::Outside
    } else if is_unspaced(c) {
        CharClass::Standalone
    } else {
        CharClass::Letter
    }
}

/// Returns `true` for characters that affect the display or breaking of a word but not its identity.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Returns `true` for letters of scripts without spaces between words, by the blocks of the Unicode Standard.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'          // Thai, Lao
        | '\u{1000}'..='\u{109f}'      // Myanmar
        | '\u{1780}'..='\u{17ff}'      // Khmer
        | '\u{3040}'..='\u{30ff}'      // Hiragana, Katakana
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}'      // Han
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'      // half-width Katakana
        | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{fold, words};

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|word| word.text).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_their_marks() {
        assert_eq!(
            split("Don’t say 3,000 'words' to O'Neill_2!"),
            ["Don’t", "say", "3", "000", "words", "to", "O'Neill_2"]
        );
        assert_eq!(split("हिन्दी में क्या है।"), ["हिन्दी", "में", "क्या", "है"], "vowel signs and viramas are inside");
        assert_eq!(split("мы — «они»"), ["мы", "они"]);
        assert_eq!(split("می‌خواهم co\u{ad}operate"), ["می‌خواهم", "co\u{ad}operate"]);
        assert_eq!(split("' ’ \u{200d}"), Vec::<&str>::new());
    }

    #[test]
    fn scripts_without_spaces_are_split_by_character() {
        assert_eq!(split("反对双重标准。AI时代"), ["反", "对", "双", "重", "标", "准", "AI", "时", "代"]);
        assert_eq!(split("ガカ\u{3099}のほん"), ["ガ", "カ\u{3099}", "の", "ほ", "ん"]);
        assert_eq!(split("ที่นี่"), ["ที่", "นี่"]);
        assert_eq!(split("한국어 단어"), ["한국어", "단어"]);
    }

    #[test]
    fn positions_are_code_points_and_lines() {
        let class: Vec<_> = words("é — a\r\n\nन्b").map(|word| (word.byte, word.range, word.line)).collect();
        assert_eq!(class, [(0, 0..1, 0), (7, 4..5, 0), (11, 8..11, 2)]);
    }

    #[test]
    fn folding_keeps_distinct_words_apart() {
        assert_eq!(fold("DON’T"), "don't");
        assert_eq!(fold("E\u{301}te\u{301}"), "été");
        assert_eq!(fold("ΣΟΦΟΣ"), fold("σοφος"));
        assert_eq!(fold("co\u{ad}op"), "coop");
        assert_ne!(fold("का"), fold("की"));
    }
}
