//! Guesses the encoding of a text that declares none.
//!
//! chardetng guesses well among the encodings of the web, but takes Central European texts with few accents for Western
//! ones, and an encoding it does not know for the nearest it knows. So its guess is compared with two others: how Cyrillic
//! letters are distributed under each Cyrillic encoding, and which encoding gives the letters of the language that the
//! unaccented words are in. If the result does not look like text, the reader is asked: Chinese, Japanese and Korean
//! without common letters, or Latin words of accented letters only, are another encoding read wrongly.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_8859_2, ISO_8859_5, KOI8_R, KOI8_U, SHIFT_JIS, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257, X_MAC_CYRILLIC,
};

use super::{ENCODINGS, TextEncoding, cyrillic, latin};

/// The Cyrillic encodings, the more common ones first.
const CYRILLIC: [TextEncoding; 6] = [
    TextEncoding::Whatwg(WINDOWS_1251),
    TextEncoding::Whatwg(KOI8_R),
    TextEncoding::Whatwg(KOI8_U),
    TextEncoding::Whatwg(ISO_8859_5),
    TextEncoding::Whatwg(IBM866),
    TextEncoding::Whatwg(X_MAC_CYRILLIC),
];
/// The score that a text in Cyrillic letters exceeds, whatever the language and also in capitals alone.
const MIN_CYRILLIC_SCORE: f64 = -0.5;
/// The encodings of Latin letters.
const LATIN: [&Encoding; 5] = [WINDOWS_1252, WINDOWS_1250, ISO_8859_2, WINDOWS_1254, WINDOWS_1257];

/// The encodings of Chinese, Japanese and Korean.
const EAST_ASIAN: [&Encoding; 5] = [GBK, BIG5, SHIFT_JIS, EUC_JP, EUC_KR];

/// Letters that make up a fifth and more of any Chinese text, simplified or traditional.
const COMMON_CHINESE: &str =
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于";
/// Syllables that make up a third of any Korean text.
const COMMON_KOREAN: &str = "이다는을의에가고하지한로기사를은어도리자스인시그아대서일나있정부보해수전게라과들";
/// The share of such letters, and of kana, that a text in one of these languages exceeds: 8 % and more were measured.
const MIN_COMMON_SHARE: f64 = 0.05;
/// A text with fewer letters may have none of the common ones.
const MIN_EAST_ASIAN_LETTERS: usize = 20;

/// The largest share of accented letters that follow another one, in any language in Latin script: 28 % was the most
/// that was measured, and 50 % the least in texts of other scripts.
const MAX_ADJACENT_SHARE: f64 = 0.4;
/// How many accented letters are added to those of a text, so that the share means something: one `créée` says nothing.
const ADDED_LETTERS: f64 = 4.0;
/// The largest share of characters that no text contains, among those beyond ASCII.
const MAX_ODD_SHARE: f64 = 0.05;

/// Returns the most likely encoding, or the names to choose from, the plausible ones first.
pub(super) fn guess_encoding(sample: &[u8]) -> Result<TextEncoding, Vec<&'static str>> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let guess = TextEncoding::Whatwg(detector.guess(None, Utf8Detection::Deny));
    let best = guess_cyrillic(sample).or_else(|| guess_latin(sample, guess)).unwrap_or(guess);
    if is_plausible(best, &best.decode(sample).0) { Ok(best) } else { Err(choices(sample)) }
}

/// Returns the names of the encodings to choose from for a text that is not Unicode, the plausible ones first.
pub(super) fn choices(sample: &[u8]) -> Vec<&'static str> {
    let labels = ENCODINGS.into_iter().filter(|label| !label.starts_with("UTF"));
    let is_plausible = |candidate: &TextEncoding| is_plausible(*candidate, &candidate.decode(sample).0);
    let (plausible, others): (Vec<TextEncoding>, Vec<TextEncoding>) =
        labels.filter_map(TextEncoding::from_label).partition(is_plausible);
    plausible.into_iter().chain(others).map(TextEncoding::name).collect()
}

/// Returns the Cyrillic encoding under which the letters are distributed as in Russian and its neighbours.
fn guess_cyrillic(sample: &[u8]) -> Option<TextEncoding> {
    let scored =
        CYRILLIC.into_iter().filter_map(|candidate| Some((cyrillic::score(&candidate.decode(sample).0)?, candidate)));
    // Among equals, the first.
    let best = scored.fold(None, |best: Option<(f64, TextEncoding)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.filter(|(score, _)| *score > 0.0).map(|(_, candidate)| candidate)
}

/// Returns the Latin encoding that gives the letters of the language the text is in.
fn guess_latin(sample: &[u8], guess: TextEncoding) -> Option<TextEncoding> {
    let TextEncoding::Whatwg(guessed) = guess else { return None };
    if !LATIN.contains(&guessed) {
        return None;
    }
    let (text, _) = guess.decode(sample);
    let letters = latin::letters_of_language(&text)?;
    let score = |encoding: &'static Encoding| latin::score(&TextEncoding::Whatwg(encoding).decode(sample).0, letters);
    let mut best = (score(guessed), guessed);
    for encoding in LATIN {
        let score = score(encoding);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    Some(TextEncoding::Whatwg(best.1))
}

/// Returns whether a text may be the result of decoding with the right encoding.
pub(super) fn is_plausible(candidate: TextEncoding, text: &str) -> bool {
    odd_share(text) <= MAX_ODD_SHARE
        && match candidate {
            TextEncoding::Whatwg(encoding) if LATIN.contains(&encoding) => is_latin(text),
            TextEncoding::Whatwg(encoding) if EAST_ASIAN.contains(&encoding) => is_east_asian(text),
            _ if CYRILLIC.contains(&candidate) => cyrillic::score(text).is_none_or(|score| score > MIN_CYRILLIC_SCORE),
            _ => true,
        }
}

/// Returns whether accented letters stand among plain ones, as they do in Latin script.
fn is_latin(text: &str) -> bool {
    let (mut adjacent, mut all) = (0.0, ADDED_LETTERS);
    let mut follows = false;
    for c in text.chars() {
        let accented = !c.is_ascii() && !latin::is_punctuation(c);
        all += f64::from(u8::from(accented));
        adjacent += f64::from(u8::from(accented && follows));
        follows = accented;
    }
    adjacent <= all * MAX_ADJACENT_SHARE
}

/// Returns whether a text has kana, or enough of the most common letters of Chinese or Korean.
fn is_east_asian(text: &str) -> bool {
    let is_common = |c: &char| {
        matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}')
            || COMMON_CHINESE.contains(*c)
            || COMMON_KOREAN.contains(*c)
    };
    let (mut common, mut all) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
        all += 1;
        common += usize::from(is_common(&c));
    }
    let enough = common as f64 >= all as f64 * MIN_COMMON_SHARE;
    enough || all < MIN_EAST_ASIAN_LETTERS
}

/// Returns the share of characters that no text contains among those beyond ASCII.
fn odd_share(text: &str) -> f64 {
    let (mut odd, mut all) = (0.0, 0.0_f64);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1.0;
        odd += f64::from(u8::from(matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}')));
    }
    odd / all.max(1.0)
}
