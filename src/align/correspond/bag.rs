//! A paragraph as a bag of terms: truncated words, numbers and names.

/// Words are truncated to this many letters, which serves as a stemmer for every language with inflected endings
/// (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004, found words cut
/// after five letters about as good as real stems).
const STEM: usize = 6;
/// The largest term count; more occurrences in a paragraph add no information.
const MAX_COUNT: u16 = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// A hash of the folded word.
    pub(super) word: u32,
    /// The number of occurrences in the paragraph, at most [`MAX_COUNT`].
    pub(super) count: u16,
    pub(super) kind: TermKind,
}

/// The kinds of words, which differ in weight apart from their frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TermKind {
    /// One or two letters: nearly always a function word.
    Tiny,
    /// Three letters.
    Short,
    /// Any other word.
    Plain,
    /// Capitalized inside a sentence.
    Name,
    /// Starts with a digit.
    Number,
}

/// Returns the distinct terms of a text, sorted by hash.
pub(super) fn bag(text: &str) -> Vec<Term> {
    let mut words: Vec<(u32, TermKind)> = Vec::with_capacity(text.len() / 5);
    Tokenizer::new(&mut words).tokenize(text);
    words.sort_unstable();
    let mut bag: Vec<Term> = Vec::with_capacity(words.len());
    for (word, kind) in words {
        match bag.last_mut() {
            Some(last) if last.word == word => {
                last.count = (last.count + 1).min(MAX_COUNT);
                last.kind = kind;
            }
            _ => bag.push(Term { word, count: 1, kind }),
        }
    }
    bag
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// Splits a text into terms. Hashes are FNV-1a over the folded characters.
struct Tokenizer<'a> {
    out: &'a mut Vec<(u32, TermKind)>,
    hash: u64,
    letters: usize,
    kind: TermKind,
    /// Whether the sentence has no word yet.
    at_start: bool,
    /// The preceding letter of a script without spaces, for the bigrams of such letters.
    last: Option<char>,
    /// The hash before a final `s` that may mark a plural.
    plural: Option<u64>,
}

impl<'a> Tokenizer<'a> {
    fn new(out: &'a mut Vec<(u32, TermKind)>) -> Self {
        Self { out, hash: FNV_OFFSET, letters: 0, kind: TermKind::Plain, at_start: true, last: None, plural: None }
    }

    fn tokenize(&mut self, text: &str) {
        let mut rest = text;
        loop {
            rest = self.ascii_words(rest);
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            rest = self.character(c, chars.as_str());
        }
        self.end_word();
    }

    /// Reads words of ASCII letters followed by a blank, the bulk of most texts, and returns the rest of the text.
    fn ascii_words<'t>(&mut self, mut text: &'t str) -> &'t str {
        while self.letters == 0 {
            let bytes = text.as_bytes();
            let length = bytes.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len());
            if length == 0 || bytes.get(length) != Some(&b' ') {
                return text;
            }
            let number = bytes.first().is_some_and(u8::is_ascii_digit);
            let hashed = bytes.iter().take(if number { length } else { length.min(STEM) });
            hashed.for_each(|byte| self.letter(char::from(*byte)));
            if length > self.letters {
                (self.letters, self.plural) = (length, None);
            }
            self.end_word();
            self.last = None;
            text = text.get(length + 1..).unwrap_or_default();
        }
        text
    }

    /// Reads one character, and returns the rest of the text.
    fn character<'t>(&mut self, c: char, rest: &'t str) -> &'t str {
        if c.is_alphanumeric() {
            if is_unspaced(c) {
                self.unspaced_letter(c);
            } else {
                self.letter(c);
            }
            return rest;
        }
        let next = rest.chars().next();
        // Skips the point or comma inside a number, and joiners inside words.
        let inside = matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}') && self.kind == TermKind::Number;
        if (inside && next.is_some_and(|c| c.is_ascii_digit())) || is_joiner(c) {
            return rest;
        }
        if matches!(c, '\'' | '’') && self.letters > 0 && next.is_some_and(char::is_alphabetic) {
            self.end_word();
            return rest.strip_prefix(['s', 'S']).unwrap_or(rest);
        }
        self.end_word();
        self.last = None;
        self.at_start |= matches!(c, '.' | '!' | '?' | '…' | '。' | '\n' | ':');
        rest
    }

    fn letter(&mut self, c: char) {
        if self.letters == 0 {
            self.kind = if c.is_numeric() {
                TermKind::Number
            } else if c.is_uppercase() && !self.at_start {
                TermKind::Name
            } else {
                TermKind::Plain
            };
            self.at_start = false;
        }
        self.letters += 1;
        if self.letters > STEM && self.kind != TermKind::Number {
            self.plural = None;
            return;
        }
        self.plural = (c == 's' && self.letters > 3).then_some(self.hash);
        if c.is_ascii() {
            hash_char(&mut self.hash, u32::from(c.to_ascii_lowercase()));
        } else {
            c.to_lowercase().for_each(|c| hash_char(&mut self.hash, u32::from(c)));
        }
    }

    /// Reads a letter of a script without spaces: adds it and its bigram with the preceding letter.
    fn unspaced_letter(&mut self, c: char) {
        self.end_word();
        self.at_start = false;
        if let Some(last) = self.last.replace(c) {
            let mut hash = FNV_OFFSET;
            hash_char(&mut hash, u32::from(last));
            hash_char(&mut hash, u32::from(c));
            self.out.push((fold_hash(hash), TermKind::Plain));
        }
        let mut hash = FNV_OFFSET;
        hash_char(&mut hash, u32::from(c));
        self.out.push((fold_hash(hash), TermKind::Tiny));
    }

    fn end_word(&mut self) {
        if self.letters > 0 {
            let kind = match (self.kind, self.letters) {
                (TermKind::Plain, 1 | 2) => TermKind::Tiny,
                (TermKind::Plain, 3) => TermKind::Short,
                (kind, _) => kind,
            };
            let hash = self.plural.filter(|_| self.kind != TermKind::Number).unwrap_or(self.hash);
            self.out.push((fold_hash(hash), kind));
        }
        (self.hash, self.letters, self.kind, self.plural) = (FNV_OFFSET, 0, TermKind::Plain, None);
    }
}

fn hash_char(hash: &mut u64, c: u32) {
    *hash = (*hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3);
}

fn fold_hash(hash: u64) -> u32 {
    u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or_default()
}

/// Returns `true` for letters of scripts written without spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns `true` for signs inside words: accents, the signs of Indic scripts, joiners and soft hyphens.
fn is_joiner(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::{TermKind, bag};

    fn shared(one: &str, other: &str) -> usize {
        let other = bag(other);
        bag(one).iter().filter(|a| other.iter().any(|b| a.word == b.word)).count()
    }

    #[test]
    fn endings_capitals_and_the_points_in_numbers_do_not_matter() {
        assert_eq!(shared("Sanctions", "the sanctioned"), 1);
        assert_eq!(shared("tests", "a test"), 1);
        assert_eq!(shared("12,000 km", "12000 miles"), 1);
        assert_eq!(shared("Pakistan’s", "Pakistan"), 1);
        assert_eq!(shared("1998", "1999"), 0, "a number is known by all its digits");
        assert_eq!(shared("किताबें", "किताब"), 0, "too short to be cut");
        assert_eq!(shared("反对双重标准", "双重标准"), 7);
    }

    #[test]
    fn a_name_differs_from_the_first_word_of_a_sentence() {
        let kinds = |text: &str| -> Vec<TermKind> { bag(text).iter().map(|e| e.kind).collect() };
        assert_eq!(kinds("Lamps."), [TermKind::Plain]);
        assert!(kinds("See Lamps").contains(&TermKind::Name));
        assert_eq!(kinds("a"), [TermKind::Tiny]);
        assert_eq!(kinds(" … "), []);
    }
}
