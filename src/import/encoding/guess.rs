//! Guesses the encoding of a text that declares none.
//!
//! chardetng guesses well among the encodings of the web, but takes an encoding it does not know for the nearest it
//! knows, and Central European texts with few accents for Western ones. So its guess is compared with three others: how
//! Cyrillic letters are distributed under each Cyrillic encoding; which encoding gives the letters of the language that
//! the unaccented words are in; and how many of the most common Chinese and Korean letters each Asian encoding gives.
//! If the result still does not look like text, the reader is asked.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_8859_2, ISO_8859_5, KOI8_R, KOI8_U, SHIFT_JIS, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    X_MAC_CYRILLIC,
};

use super::{TextEncoding, cyrillic, latin};

/// The encodings that the reader can choose from, the more common ones first.
const CHOICES: [TextEncoding; 21] = [
    TextEncoding::Whatwg(WINDOWS_1252),
    TextEncoding::Whatwg(WINDOWS_1251),
    TextEncoding::Whatwg(WINDOWS_1250),
    TextEncoding::Whatwg(GBK),
    TextEncoding::Whatwg(BIG5),
    TextEncoding::Whatwg(SHIFT_JIS),
    TextEncoding::Whatwg(EUC_JP),
    TextEncoding::Whatwg(EUC_KR),
    TextEncoding::Whatwg(WINDOWS_1256),
    TextEncoding::Whatwg(WINDOWS_1255),
    TextEncoding::Whatwg(WINDOWS_1254),
    TextEncoding::Whatwg(WINDOWS_1253),
    TextEncoding::Whatwg(WINDOWS_874),
    TextEncoding::Whatwg(ISO_8859_2),
    TextEncoding::Whatwg(ISO_8859_5),
    TextEncoding::Whatwg(KOI8_R),
    TextEncoding::Whatwg(IBM866),
    TextEncoding::Whatwg(X_MAC_CYRILLIC),
    TextEncoding::Ibm855,
    TextEncoding::Johab,
    TextEncoding::EucTw,
];

/// The Cyrillic encodings, the more common ones first.
const CYRILLIC: [TextEncoding; 7] = [
    TextEncoding::Whatwg(WINDOWS_1251),
    TextEncoding::Whatwg(KOI8_R),
    TextEncoding::Whatwg(KOI8_U),
    TextEncoding::Whatwg(ISO_8859_5),
    TextEncoding::Whatwg(IBM866),
    TextEncoding::Whatwg(X_MAC_CYRILLIC),
    TextEncoding::Ibm855,
];
/// The encodings of Latin letters.
const LATIN: [&Encoding; 5] = [WINDOWS_1252, WINDOWS_1250, ISO_8859_2, WINDOWS_1254, WINDOWS_1257];

/// Letters that make up a fifth and more of any Chinese text, simplified or traditional.
const COMMON_CHINESE: &str =
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于";
/// Syllables that make up a third of any Korean text.
const COMMON_KOREAN: &str = "이다는을의에가고하지한로기사를은어도리자스인시그아대서일나있정부보해수전게라과들";
/// The share of such letters that a text in one of these languages exceeds.
const MIN_COMMON_SHARE: f64 = 0.05;

/// The largest share of non-ASCII letters in a text in Latin script, in any language.
const MAX_NON_ASCII_SHARE: f64 = 0.4;
/// The largest share of characters that no text contains, among those beyond ASCII.
const MAX_ODD_SHARE: f64 = 0.05;

/// Returns the most likely encoding, or the names to choose from, the plausible ones first.
pub(super) fn guess_encoding(sample: &[u8]) -> Result<TextEncoding, Vec<&'static str>> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let guess = TextEncoding::Whatwg(detector.guess(None, Utf8Detection::Deny));
    let best = guess_cyrillic(sample)
        .or_else(|| guess_east_asian(sample, guess))
        .or_else(|| guess_latin(sample, guess))
        .unwrap_or(guess);
    if is_plausible(best, &best.decode(sample).0) {
        return Ok(best);
    }
    let plausible = |candidate: &TextEncoding| is_plausible(*candidate, &candidate.decode(sample).0);
    let (plausible_ones, others): (Vec<TextEncoding>, Vec<TextEncoding>) = CHOICES.into_iter().partition(plausible);
    Err(plausible_ones.into_iter().chain(others).map(TextEncoding::name).collect())
}

/// Returns the Cyrillic encoding under which the letters are distributed as in Russian and its neighbours.
fn guess_cyrillic(sample: &[u8]) -> Option<TextEncoding> {
    let scored = CYRILLIC.into_iter().map(|candidate| (cyrillic::score(&candidate.decode(sample).0), candidate));
    // Among equals, the first.
    let best = scored.fold(None, |best: Option<(f64, TextEncoding)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.filter(|(score, _)| *score > 0.0).map(|(_, candidate)| candidate)
}

/// Returns EUC-TW or Johab, which chardetng does not know, if it gives more of the most common letters than the guess.
fn guess_east_asian(sample: &[u8], guess: TextEncoding) -> Option<TextEncoding> {
    let share = |candidate: TextEncoding, common: &str| {
        let (text, _) = candidate.decode(sample);
        let letters = text.chars().filter(|c| !c.is_ascii()).count().max(1);
        #[allow(clippy::cast_precision_loss, reason = "at most a million")]
        let share = text.chars().filter(|c| common.contains(*c)).count() as f64 / letters as f64;
        if odd_share(&text) > MAX_ODD_SHARE { 0.0 } else { share }
    };
    [(TextEncoding::EucTw, COMMON_CHINESE), (TextEncoding::Johab, COMMON_KOREAN)].into_iter().find_map(
        |(candidate, common)| {
            let found = share(candidate, common);
            let guessed = share(guess, COMMON_CHINESE).max(share(guess, COMMON_KOREAN));
            (found > MIN_COMMON_SHARE && found > guessed * 2.0).then_some(candidate)
        },
    )
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
fn is_plausible(candidate: TextEncoding, text: &str) -> bool {
    if odd_share(text) > MAX_ODD_SHARE {
        return false;
    }
    let TextEncoding::Whatwg(encoding) = candidate else { return true };
    if !LATIN.contains(&encoding) {
        return true;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let non_ascii = text.chars().filter(|c| !c.is_ascii() && *c != '\u{a0}').count();
    #[allow(clippy::cast_precision_loss, reason = "at most a million")]
    let share = non_ascii as f64 / letters.max(1) as f64;
    share <= MAX_NON_ASCII_SHARE
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
