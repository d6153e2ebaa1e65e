//! Tokenization and stemming of statements and paragraphs.
//!
//! A word is a run of letters and digits with at most one apostrophe inside, in NFKC and lower case. Scripts without
//! spaces between words are cut into pairs of characters instead, as search engines do.

use std::hash::Hasher as _;
use std::ops::Range;

use frostem::Stemmer;
use rustc_hash::{FxHashSet, FxHasher};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::model::Language;

/// The longest word, in bytes; longer runs are ignored.
const MAX_WORD_LEN: usize = 100;

/// English stop words: articles, prepositions, pronouns, auxiliaries, conjunctions.
const ENGLISH_STOP_WORDS: &str = "a about above after again against all also am an and any are as at be because been \
    before being below between both but by can could did do does doing down during each either even few for from \
    further had has have having he her here hers him his how however i if in into is it its itself just may me might \
    more most must my no nor not of off on once only or other our ours out over own per same shall she should so some \
    such than that the their theirs them then there these they this those through thus to too under until up upon us \
    very via was we were what when where whether which while who whom why will with within without would yet you your \
    yours s t e g al et";

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// The byte range.
    pub(super) range: Range<usize>,
    /// The folded word, not stemmed.
    pub(super) word: Box<str>,
    /// The hash of its stem.
    pub(super) stem: u64,
}

/// The stemmer and stop words of a language.
#[derive(Clone)]
pub(super) struct Analyzer {
    stemmer: Option<Stemmer>,
    stop_words: FxHashSet<&'static str>,
    english: bool,
    arabic: bool,
}

impl Analyzer {
    /// Looks up the stemmer and the stop words of a language by the first subtag of its BCP 47 tag. A language without
    /// them is compared by whole words.
    pub(super) fn new(language: &Language) -> Self {
        let primary = language.primary();
        let english = primary == "en";
        let name = match primary.as_str() {
            "nb" | "nn" => "no",
            other => other,
        };
        let stop_words = match name {
            "en" => ENGLISH_STOP_WORDS.split_ascii_whitespace().collect(),
            _ => stop_words::lookup(name).unwrap_or_default().iter().copied().collect(),
        };
        Self { stemmer: Stemmer::try_from_name(name).ok(), stop_words, english, arabic: name == "ar" }
    }

    /// Returns `true` if the language is English, the one with document frequencies.
    pub(super) const fn is_english(&self) -> bool {
        self.english
    }

    pub(super) fn stem(&self, word: &str) -> Box<str> {
        self.stemmer.map_or_else(|| word.into(), |stemmer| stemmer.stem(word).as_ref().into())
    }

    /// Returns the words of a text, without stop words.
    pub(super) fn tokenize(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        for range in word_ranges(text) {
            let Some(run) = text.get(range.clone()) else { continue };
            if run.chars().any(is_unspaced) {
                self.push_bigrams(run, range.start, &mut tokens);
            } else if run.len() <= MAX_WORD_LEN {
                self.push_token(&self.fold(run), range, &mut tokens);
            }
        }
        tokens
    }

    fn push_token(&self, word: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
        let word = word.strip_suffix("'s").unwrap_or(word);
        if !word.is_empty() && !self.stop_words.contains(word) {
            tokens.push(Token { range, word: word.into(), stem: hash(&self.stem(word)) });
        }
    }

    /// Adds the character bigrams of a run in a script without spaces, or its only character. Letters of other scripts
    /// in the run stay together.
    fn push_bigrams(&self, run: &str, start: usize, tokens: &mut Vec<Token>) {
        let mut from = 0;
        while let Some(rest) = run.get(from..)
            && let Some(first) = rest.chars().next()
        {
            let unspaced = is_unspaced(first);
            let len = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
            let part = rest.get(..len).unwrap_or_default();
            if !unspaced {
                self.push_token(&self.fold(part), start + from..start + from + len, tokens);
            }
            let ends = part.char_indices().map(|(at, c)| at + c.len_utf8());
            let starts: Vec<usize> = part.char_indices().map(|(at, _)| at).collect();
            let pairs = starts.iter().zip(ends.skip(usize::from(starts.len() > 1)));
            for (&at, end) in pairs.take(if unspaced { usize::MAX } else { 0 }) {
                let word = self.fold(part.get(at..end).unwrap_or_default());
                self.push_token(&word, start + from + at..start + from + end, tokens);
            }
            from += len;
        }
    }

    /// Folds a word: NFKC, lower case, straight apostrophes, no joiners, no Arabic vowel points, and outside Arabic
    /// itself one form of yeh and kaf.
    fn fold(&self, word: &str) -> String {
        if word.is_ascii() {
            return word.to_ascii_lowercase();
        }
        let fold = |c: char| match c {
            '’' => Some('\''),
            'ي' | 'ى' if !self.arabic => Some('ی'),
            'ك' if !self.arabic => Some('ک'),
            '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => None,
            c => Some(c),
        };
        word.nfkc().flat_map(char::to_lowercase).filter_map(fold).collect()
    }
}

/// Returns the hashes of the character n-grams of a word, of three to five characters with its boundaries; in scripts
/// without spaces, of each character. They match words that are misspelt, compounded or inflected in ways the stemmer
/// does not know.
pub(super) fn char_ngrams(word: &str) -> Vec<u64> {
    if word.chars().any(is_unspaced) {
        return word.char_indices().filter_map(|(at, c)| word.get(at..at + c.len_utf8())).map(hash).collect();
    }
    let word = format!(" {word} ");
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let of_length = |length| {
        let spans = ends.iter().zip(ends.iter().skip(length));
        spans.filter_map(|(from, to)| word.get(*from..*to)).map(hash)
    };
    (3..=5).flat_map(of_length).collect()
}

/// Returns the stems of the names and numbers in a statement: words with a digit, or with a capital that does not start
/// a sentence. A statement all in capitals has no names.
pub(super) fn named_stems(statement: &str, tokens: &[Token]) -> Vec<u64> {
    if !statement.chars().any(char::is_lowercase) && statement.chars().any(char::is_uppercase) {
        return Vec::new();
    }
    let is_name = |token: &&Token| {
        let text = statement.get(token.range.clone()).unwrap_or_default();
        let before = statement.get(..token.range.start).unwrap_or_default();
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '('));
        let starts_sentence = before.is_empty() || before.ends_with(['.', '!', '?', ':']);
        text.chars().any(char::is_numeric) || text.chars().skip(usize::from(starts_sentence)).any(char::is_uppercase)
    };
    tokens.iter().filter(is_name).map(|token| token.stem).collect()
}

/// Hashes a term; collisions are too rare to matter.
pub(super) fn hash(term: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(term.as_bytes());
    hasher.finish()
}

/// Hashes two consecutive terms.
pub(super) fn hash_pair(first: u64, second: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(first);
    hasher.write_u64(second);
    hasher.finish()
}

/// Returns the byte ranges of the runs of letters and digits.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let mut word_ranges = Vec::new();
    let mut start = None;
    let mut apostrophe = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_letter = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let joins = match c {
            '\'' | '’' => start.is_some() && !std::mem::replace(&mut apostrophe, true) && next_is_letter,
            c => c.is_alphanumeric() || start.is_some() && is_word_mark(c),
        };
        if joins {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            word_ranges.push(start..at);
        }
        if start.is_none() {
            apostrophe = false;
        }
    }
    word_ranges.extend(start.map(|start| start..text.len()));
    word_ranges
}

/// Returns `true` for signs that are part of a word but cannot start one: accents, the virama, joiners, the Arabic
/// tatweel.
fn is_word_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// Returns `true` for Han, kana, hangul, Thai, Lao, Khmer, Burmese. Hangul has spaces, but its particles are attached
/// to the words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1100}'..='\u{11ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::{Analyzer, named_stems};

    fn words(text: &str, language: &str) -> Vec<String> {
        Analyzer::new(&language.into()).tokenize(text).into_iter().map(|token| token.word.into()).collect()
    }

    #[test]
    fn words_are_folded_and_stop_words_dropped() {
        assert_eq!(words("The Owls’ night, and the mill's 2nd lamp", "en"), ["owls", "night", "mill", "2nd", "lamp"]);
        assert_eq!(words("ﬁve Ｌamps", "en"), ["five", "lamps"]);
        assert_eq!(words("Die Laternen der Stadt", "de"), ["laternen", "stadt"]);
    }

    #[test]
    fn words_of_other_scripts_stay_whole_and_those_without_spaces_are_cut_in_pairs() {
        assert_eq!(words("हिन्दी में", "hi").first().map(String::as_str), Some("हिन्दी"));
        assert_eq!(words("می‌خواهم", "ur"), ["میخواهم"]);
        assert_eq!(words("制裁导弹 X-5", "zh"), ["制裁", "裁导", "导弹", "x", "5"]);
        assert_eq!(words("AI芯片", "zh"), ["ai", "芯片"]);
        assert_eq!(words("人", "zh-Hant"), ["人"]);
    }

    #[test]
    fn inflected_words_have_one_stem_where_the_language_has_a_stemmer() {
        for (language, one, other) in [
            ("en-GB", "missiles", "missile"),
            ("de", "laternen", "laterne"),
            ("ru", "ракеты", "ракета"),
            ("hi", "लड़कों", "लड़का"),
        ] {
            let analyzer = Analyzer::new(&language.into());
            assert_eq!(analyzer.stem(one), analyzer.stem(other), "{language}");
        }
        let analyzer = Analyzer::new(&"xx".into());
        assert_ne!(analyzer.stem("missiles"), analyzer.stem("missile"));
    }

    #[test]
    fn the_range_of_a_word_is_its_position() {
        let text = "Ｔhe 制裁导弹’s «Äpfel»";
        for token in Analyzer::new(&"en".into()).tokenize(text) {
            assert!(text.get(token.range.clone()).is_some_and(|t| !t.contains(' ')), "{token:?}");
        }
    }

    #[test]
    fn a_name_has_a_capital_or_a_digit() {
        let named = |text: &str| {
            let tokens = Analyzer::new(&"en".into()).tokenize(text);
            let names = named_stems(text, &tokens);
            tokens.into_iter().filter(|t| names.contains(&t.stem)).map(|t| t.word.into()).collect::<Vec<String>>()
        };
        assert_eq!(named("Lamps in Millbrook went dark in 2019. Owls like it."), ["millbrook", "2019"]);
        assert_eq!(named("LAMPS OFF"), Vec::<String>::new());
    }
}
