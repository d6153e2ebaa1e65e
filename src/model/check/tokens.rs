//! Words and numbers of a text, as the rules on names and on repeated passages see them.

use std::hash::{BuildHasherDefault, Hasher};

/// A piece of a text that a record can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// As it is written, without a possessive 's.
    pub(super) text: &'a str,
    /// Where it starts, in bytes.
    pub(super) at: usize,
    /// What it is.
    pub(super) kind: Kind,
    /// It is the first of its sentence.
    pub(super) opens: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, with commas and points between them.
    Number,
    /// A word with a capital first.
    Capitalised,
    /// Any other word.
    Plain,
}

/// The words and numbers of a text in order. Hyphens part words: `Shaheen-III` is two.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, opens: true, stop: false, hurried: false }
}

/// The numbers and the words with a capital; the others are stepped over without a look where that can be.
pub(super) fn names_and_numbers(text: &str) -> impl Iterator<Item = Token<'_>> {
    Tokens { hurried: true, ..tokens(text) }.filter(|token| token.kind != Kind::Plain)
}

/// See [`tokens`].
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    opens: bool,
    stop: bool,
    hurried: bool,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.hurried {
                self.hurry();
            } else if let Some(token) = self.small_letters() {
                return Some(token);
            }
            let rest = self.text.get(self.at..)?;
            let c = rest.chars().next()?;
            if c.is_alphanumeric() {
                let (text, length) = if c.is_ascii_digit() { number(rest) } else { word(rest) };
                let kind = match c {
                    '0'..='9' => Kind::Number,
                    c if c.is_uppercase() => Kind::Capitalised,
                    _ => Kind::Plain,
                };
                let token = Token { text, at: self.at, kind, opens: self.opens };
                self.at += length;
                (self.opens, self.stop) = (false, false);
                return Some(token);
            }
            self.at += c.len_utf8();
            match c {
                '.' | '!' | '?' | '…' | '。' => self.stop = true,
                '"' | '\'' | '”' | '’' | ')' | ']' | '“' | '‘' | '(' => {}
                c if c.is_whitespace() => self.opens |= self.stop || c == '\n',
                _ => self.stop = false,
            }
        }
    }
}

impl<'a> Tokens<'a> {
    /// A word of small ASCII letters and the space behind it: most of most texts, so done apart.
    fn small_letters(&mut self) -> Option<Token<'a>> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = rest.iter().position(|b| !b.is_ascii_lowercase()).filter(|&length| length > 0)?;
        if !matches!(rest.get(length), Some(b' ' | b',')) {
            return None;
        }
        let (at, opens) = (self.at, self.opens);
        self.at += length + 1;
        (self.opens, self.stop) = (false, false);
        Some(Token { text: self.text.get(at..at + length)?, at, kind: Kind::Plain, opens })
    }

    /// Steps over whole words of small ASCII letters with the spaces and commas between them.
    fn hurry(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|b| !matches!(b, b'a'..=b'z' | b' ' | b',')).unwrap_or(rest.len());
        // The last word may go on with another letter: it is left to be looked at.
        let passed = rest.get(..end).unwrap_or_default();
        let whole = passed.iter().rposition(|b| !b.is_ascii_lowercase()).map_or(0, |last| last + 1);
        if passed.iter().take(whole).any(u8::is_ascii_lowercase) {
            (self.opens, self.stop) = (false, false);
            self.at += whole;
        }
    }
}

/// A number and how far to go on behind it: the letters of `1990s` and `21st` are no word.
fn number(rest: &str) -> (&str, usize) {
    let bytes = rest.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1)) {
        end += 1;
    }
    let letters = rest.get(end..).unwrap_or_default().find(|c: char| !c.is_alphanumeric());
    (rest.get(..end).unwrap_or_default(), letters.map_or(rest.len(), |l| end + l))
}

/// A word with its inner apostrophes, and how far to go on behind it.
fn word(rest: &str) -> (&str, usize) {
    let bytes = rest.as_bytes();
    let mut end = 0;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        let mut after = rest.get(end..).unwrap_or_default().chars();
        match after.next() {
            Some(c) if c.is_alphanumeric() => end += c.len_utf8(),
            Some(c @ ('\'' | '’')) if after.next().is_some_and(char::is_alphanumeric) => end += c.len_utf8(),
            _ => break,
        }
    }
    let whole = rest.get(..end).unwrap_or_default();
    let bare = ["'s", "’s"].iter().find_map(|s| whole.strip_suffix(s)).unwrap_or(whole);
    (bare, end)
}

/// How many words a text has; each character of a script without spaces counts as one.
pub(super) fn count_words(text: &str) -> usize {
    let mut count = 0;
    each_folded(text, |_, _| count += 1);
    count
}

/// A map or set of short keys that come from a file we read ourselves: quicker than the standard one.
pub(super) type Quick = BuildHasherDefault<QuickHasher>;

/// See [`Quick`]. Multiplies and turns, eight bytes at a time.
#[derive(Default)]
pub(super) struct QuickHasher(u64);

impl QuickHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        self.add(rest.iter().fold(rest.len() as u64, |sum, byte| (sum << 8) | u64::from(*byte)));
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn finish(&self) -> u64 {
        // The map takes its buckets from the low bits and its tags from the high ones.
        self.0 ^ (self.0 >> 32)
    }
}

/// Calls back with the start and a hash of each word, its case folded and its punctuation left out.
pub(super) fn each_folded(text: &str, mut word: impl FnMut(usize, u32)) {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let (mut hash, mut start) = (SEED, None);
    let add = |hash: &mut u64, c: u32| *hash = (*hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3);
    let short = |hash: u64| u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or_default();
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                start.get_or_insert(at);
                add(&mut hash, u32::from(c.to_ascii_lowercase()));
                continue;
            }
        } else if is_ideograph(c) {
            if let Some(start) = start.take() {
                word(start, short(std::mem::replace(&mut hash, SEED)));
            }
            add(&mut hash, u32::from(c));
            word(at, short(std::mem::replace(&mut hash, SEED)));
            continue;
        } else if c.is_alphanumeric() {
            start.get_or_insert(at);
            c.to_lowercase().for_each(|c| add(&mut hash, u32::from(c)));
            continue;
        }
        if !matches!(c, '\'' | '’')
            && let Some(start) = start.take()
        {
            word(start, short(std::mem::replace(&mut hash, SEED)));
        }
    }
    if let Some(start) = start {
        word(start, short(hash));
    }
}

pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{Kind, count_words, names_and_numbers, tokens};

    #[test]
    fn names_and_numbers_are_found_as_they_are_written() {
        let text = "In 1998 India's Agni-V flew 2,750 km. The U.S. said (in 1990s) “No”. Pakistan did.";
        let found: Vec<_> = tokens(text)
            .filter(|t| t.kind != Kind::Plain)
            .map(|t| format!("{}{}", t.text, if t.opens { "^" } else { "" }))
            .collect();
        assert_eq!(found.join(" "), "In^ 1998 India Agni V 2,750 The^ U S 1990 No Pakistan^");
        assert!(tokens(text).filter(|t| t.kind != Kind::Plain).eq(names_and_numbers(text)));
        for text in ["he, the eBay man. So", "a é b Éa", "one Two.  three Four? five, six. Seven", "", "x", "x's Y’s"]
        {
            assert!(tokens(text).filter(|t| t.kind != Kind::Plain).eq(names_and_numbers(text)), "{text}");
        }
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("It's a well-known “fact”."), 5);
        assert_eq!(count_words("中国 says no"), 4);
    }
}
