//! A paragraph as a bag of word beginnings, numbers and names.

/// A word is known by so many of its first letters, a stemmer for every language that writes word endings last
/// (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004, found words cut
/// after five letters about as good as real stems).
const STEM: usize = 6;
/// More of one word in a paragraph says nothing new.
const MOST_TIMES: u16 = 4;

/// One word of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// A hash of the folded word.
    pub(super) word: u32,
    /// How often it stands in the paragraph, at most [`MOST_TIMES`].
    pub(super) times: u16,
    /// What kind of word it is.
    pub(super) kind: Kind,
}

/// What a word weighs beside how rare it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// One or two letters: nearly always grammar.
    Tiny,
    /// Three letters.
    Short,
    /// Any other word.
    Plain,
    /// With a capital inside a sentence.
    Name,
    /// Digits.
    Number,
}

/// The words of a text, each once, by their hashes.
pub(super) fn bag(text: &str) -> Vec<Entry> {
    let mut words: Vec<(u32, Kind)> = Vec::with_capacity(text.len() / 5);
    Words::new(&mut words).read(text);
    words.sort_unstable();
    let mut bag: Vec<Entry> = Vec::with_capacity(words.len());
    for (word, kind) in words {
        match bag.last_mut() {
            Some(last) if last.word == word => {
                last.times = (last.times + 1).min(MOST_TIMES);
                last.kind = kind;
            }
            _ => bag.push(Entry { word, times: 1, kind }),
        }
    }
    bag
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The word under way. Hashes are FNV-1a over the folded characters.
struct Words<'a> {
    out: &'a mut Vec<(u32, Kind)>,
    hash: u64,
    letters: usize,
    kind: Kind,
    /// No word has come yet in this sentence.
    opens: bool,
    /// The letter without spaces around it that came last, for the pairs of such letters.
    last: Option<char>,
    /// The last letter was an `s` that may be a plural's, with the hash before it.
    plural: Option<u64>,
}

impl<'a> Words<'a> {
    fn new(out: &'a mut Vec<(u32, Kind)>) -> Self {
        Self { out, hash: SEED, letters: 0, kind: Kind::Plain, opens: true, last: None, plural: None }
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        loop {
            rest = self.plain_words(rest);
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            rest = self.one(c, chars.as_str());
        }
        self.end();
    }

    /// Reads words of ASCII letters and the blanks behind them: most of most texts, so done apart. The rest is left.
    fn plain_words<'t>(&mut self, mut text: &'t str) -> &'t str {
        while self.letters == 0 {
            let bytes = text.as_bytes();
            let length = bytes.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len());
            if length == 0 || bytes.get(length) != Some(&b' ') {
                return text;
            }
            let number = bytes.first().is_some_and(u8::is_ascii_digit);
            let known = bytes.iter().take(if number { length } else { length.min(STEM) });
            known.for_each(|byte| self.letter(char::from(*byte)));
            if length > self.letters {
                (self.letters, self.plural) = (length, None);
            }
            self.end();
            self.last = None;
            text = text.get(length + 1..).unwrap_or_default();
        }
        text
    }

    /// Reads one character, and what is left of the text then.
    fn one<'t>(&mut self, c: char, rest: &'t str) -> &'t str {
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && is_letter(c)) {
            if stands_alone(c) {
                self.alone(c);
            } else {
                self.letter(c);
            }
            return rest;
        }
        let next = rest.chars().next();
        // The point or comma inside a number, and what joins letters in some scripts, are passed over.
        let inside = matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}') && self.kind == Kind::Number;
        if (inside && next.is_some_and(|c| c.is_ascii_digit())) || joins(c) {
            return rest;
        }
        if matches!(c, '\'' | '’') && self.letters > 0 && next.is_some_and(char::is_alphabetic) {
            self.end();
            return rest.strip_prefix(['s', 'S']).unwrap_or(rest);
        }
        self.end();
        self.last = None;
        self.opens |= matches!(c, '.' | '!' | '?' | '…' | '。' | '\n' | ':');
        rest
    }

    fn letter(&mut self, c: char) {
        if self.letters == 0 {
            self.kind = if c.is_numeric() {
                Kind::Number
            } else if c.is_uppercase() && !self.opens {
                Kind::Name
            } else {
                Kind::Plain
            };
            self.opens = false;
        }
        self.letters += 1;
        if self.letters > STEM && self.kind != Kind::Number {
            self.plural = None;
            return;
        }
        self.plural = (c == 's' && self.letters > 3).then_some(self.hash);
        if c.is_ascii() {
            add(&mut self.hash, u32::from(c.to_ascii_lowercase()));
        } else {
            c.to_lowercase().for_each(|c| add(&mut self.hash, u32::from(c)));
        }
    }

    /// A letter of a script without spaces: itself and the pair with the one before.
    fn alone(&mut self, c: char) {
        self.end();
        self.opens = false;
        if let Some(last) = self.last.replace(c) {
            let mut hash = SEED;
            add(&mut hash, u32::from(last));
            add(&mut hash, u32::from(c));
            self.out.push((short(hash), Kind::Plain));
        }
        let mut hash = SEED;
        add(&mut hash, u32::from(c));
        self.out.push((short(hash), Kind::Tiny));
    }

    fn end(&mut self) {
        if self.letters > 0 {
            let kind = match (self.kind, self.letters) {
                (Kind::Plain, 1 | 2) => Kind::Tiny,
                (Kind::Plain, 3) => Kind::Short,
                (kind, _) => kind,
            };
            let hash = self.plural.filter(|_| self.kind != Kind::Number).unwrap_or(self.hash);
            self.out.push((short(hash), kind));
        }
        (self.hash, self.letters, self.kind, self.plural) = (SEED, 0, Kind::Plain, None);
    }
}

fn add(hash: &mut u64, c: u32) {
    *hash = (*hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3);
}

fn short(hash: u64) -> u32 {
    u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or_default()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Letters of scripts that are written without spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Signs that stand inside words: accents, the signs of Indic scripts, joiners and soft hyphens.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::{Kind, bag};

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
    fn a_name_is_told_from_the_first_word_of_a_sentence() {
        let kinds = |text: &str| -> Vec<Kind> { bag(text).iter().map(|e| e.kind).collect() };
        assert_eq!(kinds("Lamps."), [Kind::Plain]);
        assert!(kinds("See Lamps").contains(&Kind::Name));
        assert_eq!(kinds("a"), [Kind::Tiny]);
        assert_eq!(kinds(" … "), []);
    }
}
