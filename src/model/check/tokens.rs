//! Words and numbers of a text, for the rules on names and on repeated passages.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The text as written, without a possessive 's.
    pub(super) text: &'a str,
    /// The start of the token, in bytes.
    pub(super) at: usize,
    pub(super) kind: TokenKind,
    /// Whether it is the first token of a sentence.
    pub(super) opens_sentence: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Digits, with commas and points between them.
    Number,
    /// A word that starts with a capital letter.
    Capitalised,
    /// Any other word.
    Plain,
}

/// Returns the words and numbers of a text in order. Hyphens separate words: `Shaheen-III` is two.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, opens_sentence: true, after_stop: false, skip_plain: false }
}

/// Returns the numbers and the capitalised words of a text. Other words are skipped quickly where possible.
pub(super) fn names_and_numbers(text: &str) -> impl Iterator<Item = Token<'_>> {
    Tokens { skip_plain: true, ..tokens(text) }.filter(|token| token.kind != TokenKind::Plain)
}

/// The iterator returned by [`tokens`].
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    opens_sentence: bool,
    after_stop: bool,
    skip_plain: bool,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.skip_plain {
                self.skip_lowercase_words();
            } else if let Some(token) = self.lowercase_word() {
                return Some(token);
            }
            let rest = self.text.get(self.at..)?;
            let c = rest.chars().next()?;
            if c.is_alphanumeric() {
                let (text, length) = if c.is_ascii_digit() { number(rest) } else { word(rest) };
                let kind = match c {
                    '0'..='9' => TokenKind::Number,
                    c if c.is_uppercase() => TokenKind::Capitalised,
                    _ => TokenKind::Plain,
                };
                let token = Token { text, at: self.at, kind, opens_sentence: self.opens_sentence };
                self.at += length;
                (self.opens_sentence, self.after_stop) = (false, false);
                return Some(token);
            }
            self.at += c.len_utf8();
            match c {
                '.' | '!' | '?' | '…' | '。' => self.after_stop = true,
                '"' | '\'' | '”' | '’' | ')' | ']' | '“' | '‘' | '(' => {}
                c if c.is_whitespace() => self.opens_sentence |= self.after_stop || c == '\n',
                _ => self.after_stop = false,
            }
        }
    }
}

impl<'a> Tokens<'a> {
    /// Reads a word of lower-case ASCII letters and the space or comma after it: a shortcut for most of a text.
    fn lowercase_word(&mut self) -> Option<Token<'a>> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = rest.iter().position(|b| !b.is_ascii_lowercase()).filter(|&length| length > 0)?;
        if !matches!(rest.get(length), Some(b' ' | b',')) {
            return None;
        }
        let (at, opens_sentence) = (self.at, self.opens_sentence);
        self.at += length + 1;
        (self.opens_sentence, self.after_stop) = (false, false);
        Some(Token { text: self.text.get(at..at + length)?, at, kind: TokenKind::Plain, opens_sentence })
    }

    /// Skips whole words of lower-case ASCII letters, with the spaces and commas between them.
    fn skip_lowercase_words(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|b| !matches!(b, b'a'..=b'z' | b' ' | b',')).unwrap_or(rest.len());
        // The last word may continue with a different letter, so it is not skipped.
        let passed = rest.get(..end).unwrap_or_default();
        let whole = passed.iter().rposition(|b| !b.is_ascii_lowercase()).map_or(0, |last| last + 1);
        if passed.iter().take(whole).any(u8::is_ascii_lowercase) {
            (self.opens_sentence, self.after_stop) = (false, false);
            self.at += whole;
        }
    }
}

/// Reads a number. Returns it and the length to skip, which includes the letters of `1990s` and `21st`.
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

/// Reads a word with its inner apostrophes. Returns it and the length to skip.
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

/// Returns the number of words of a text. Each character of a script without spaces counts as one.
pub(super) fn count_words(text: &str) -> usize {
    let mut count = 0;
    for_each_word_hash(text, |_, _| count += 1);
    count
}

/// Calls `word` with the start and a hash of each word, ignoring case and punctuation.
pub(super) fn for_each_word_hash(text: &str, mut word: impl FnMut(usize, u32)) {
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
    use super::{TokenKind, count_words, names_and_numbers, tokens};

    #[test]
    fn names_and_numbers_are_found_as_written() {
        let text = "In 1998 India's Agni-V flew 2,750 km. The U.S. said (in 1990s) “No”. Pakistan did.";
        let names: Vec<_> = tokens(text)
            .filter(|t| t.kind != TokenKind::Plain)
            .map(|t| format!("{}{}", t.text, if t.opens_sentence { "^" } else { "" }))
            .collect();
        assert_eq!(names.join(" "), "In^ 1998 India Agni V 2,750 The^ U S 1990 No Pakistan^");
        assert!(tokens(text).filter(|t| t.kind != TokenKind::Plain).eq(names_and_numbers(text)));
        for text in ["he, the eBay man. So", "a é b Éa", "one Two.  three Four? five, six. Seven", "", "x", "x's Y’s"]
        {
            assert!(tokens(text).filter(|t| t.kind != TokenKind::Plain).eq(names_and_numbers(text)), "{text}");
        }
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("It's a well-known “fact”."), 5);
        assert_eq!(count_words("中国 says no"), 4);
    }
}
