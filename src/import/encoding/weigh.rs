//! Which encoding a text is in when nothing says so.
//!
//! chardetng guesses well among the encodings of the web, but takes what it does not know for the nearest it knows,
//! and Central European texts with few accents for Western ones. So its guess is held against three others: how
//! Cyrillic letters are spread under each Cyrillic encoding; which encoding gives the letters of the language that the
//! unaccented words are in; and how many of the commonest Chinese and Korean letters each Asian encoding gives. What
//! then still looks like no text is not passed on: the reader is asked.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_8859_2, ISO_8859_5, KOI8_R, KOI8_U, SHIFT_JIS, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    X_MAC_CYRILLIC,
};

use super::{Known, cyrillic, latin};

/// What the reader can choose from, the commoner ones first.
const CHOICES: [Known; 21] = [
    Known::Whatwg(WINDOWS_1252),
    Known::Whatwg(WINDOWS_1251),
    Known::Whatwg(WINDOWS_1250),
    Known::Whatwg(GBK),
    Known::Whatwg(BIG5),
    Known::Whatwg(SHIFT_JIS),
    Known::Whatwg(EUC_JP),
    Known::Whatwg(EUC_KR),
    Known::Whatwg(WINDOWS_1256),
    Known::Whatwg(WINDOWS_1255),
    Known::Whatwg(WINDOWS_1254),
    Known::Whatwg(WINDOWS_1253),
    Known::Whatwg(WINDOWS_874),
    Known::Whatwg(ISO_8859_2),
    Known::Whatwg(ISO_8859_5),
    Known::Whatwg(KOI8_R),
    Known::Whatwg(IBM866),
    Known::Whatwg(X_MAC_CYRILLIC),
    Known::Ibm855,
    Known::Johab,
    Known::EucTw,
];

/// The encodings of Cyrillic, the commoner ones first.
const CYRILLIC: [Known; 7] = [
    Known::Whatwg(WINDOWS_1251),
    Known::Whatwg(KOI8_R),
    Known::Whatwg(KOI8_U),
    Known::Whatwg(ISO_8859_5),
    Known::Whatwg(IBM866),
    Known::Whatwg(X_MAC_CYRILLIC),
    Known::Ibm855,
];
/// The encodings of Latin letters.
const LATIN: [&Encoding; 5] = [WINDOWS_1252, WINDOWS_1250, ISO_8859_2, WINDOWS_1254, WINDOWS_1257];

/// Letters that make up a fifth and more of any Chinese text, in both ways of writing.
const CHINESE: &str =
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于";
/// Syllables that make up a third of any Korean text.
const KOREAN: &str = "이다는을의에가고하지한로기사를은어도리자스인시그아대서일나있정부보해수전게라과들";
/// The share of such letters in a text that is what it seems.
const COMMON: f64 = 0.05;

/// Letters of a Latin script that are not ASCII make up no greater share of all, in any language.
const MOST_ACCENTS: f64 = 0.4;
/// Characters that no text has make up no greater share of those beyond ASCII.
const MOST_ODD: f64 = 0.05;

/// The likeliest encoding and whether it is sure, or the likely ones when it cannot be told.
pub(super) fn likeliest(sample: &[u8]) -> Result<(Known, bool), Vec<&'static str>> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let guess = Known::Whatwg(detector.guess(None, Utf8Detection::Deny));
    let best = best_cyrillic(sample)
        .or_else(|| asian(sample, guess))
        .or_else(|| latin_by_language(sample, guess))
        .unwrap_or(guess);
    if is_plausible(best, &best.decode(sample).0) {
        return Ok((best, false));
    }
    let whole = |known: &Known| is_plausible(*known, &known.decode(sample).0);
    let (likely, others): (Vec<Known>, Vec<Known>) = CHOICES.into_iter().partition(whole);
    Err(likely.into_iter().chain(others).map(Known::name).collect())
}

/// The Cyrillic encoding under which the letters are spread as in Russian and its neighbours.
fn best_cyrillic(sample: &[u8]) -> Option<Known> {
    let scored = CYRILLIC.into_iter().map(|known| (cyrillic::score(&known.decode(sample).0), known));
    // Of equals the first.
    let best = scored.fold(None, |best: Option<(f64, Known)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.filter(|(score, _)| *score > 0.0).map(|(_, known)| known)
}

/// EUC-TW and Johab, which chardetng does not know, where they give more of the commonest letters than its guess.
fn asian(sample: &[u8], guess: Known) -> Option<Known> {
    let share = |known: Known, common: &str| {
        let (text, _) = known.decode(sample);
        let letters = text.chars().filter(|c| !c.is_ascii()).count().max(1);
        #[allow(clippy::cast_precision_loss, reason = "at most a million")]
        let share = text.chars().filter(|c| common.contains(*c)).count() as f64 / letters as f64;
        if odd_share(&text) > MOST_ODD { 0.0 } else { share }
    };
    [(Known::EucTw, CHINESE), (Known::Johab, KOREAN)].into_iter().find_map(|(known, common)| {
        let found = share(known, common);
        let guessed = share(guess, CHINESE).max(share(guess, KOREAN));
        (found > COMMON && found > guessed * 2.0).then_some(known)
    })
}

/// The Latin encoding that gives the letters of the language the text is in.
fn latin_by_language(sample: &[u8], guess: Known) -> Option<Known> {
    let Known::Whatwg(guessed) = guess else { return None };
    if !LATIN.contains(&guessed) {
        return None;
    }
    let (text, _) = guess.decode(sample);
    let letters = latin::letters_of_language(&text)?;
    let score = |encoding: &'static Encoding| latin::score(&Known::Whatwg(encoding).decode(sample).0, letters);
    let mut best = (score(guessed), guessed);
    for encoding in LATIN {
        let score = score(encoding);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    Some(Known::Whatwg(best.1))
}

/// Whether a text may be what an encoding makes of it.
fn is_plausible(known: Known, text: &str) -> bool {
    if odd_share(text) > MOST_ODD {
        return false;
    }
    let Known::Whatwg(encoding) = known else { return true };
    if !LATIN.contains(&encoding) {
        return true;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let beyond = text.chars().filter(|c| !c.is_ascii() && *c != '\u{a0}').count();
    #[allow(clippy::cast_precision_loss, reason = "at most a million")]
    let share = beyond as f64 / letters.max(1) as f64;
    share <= MOST_ACCENTS
}

/// The share of characters that no text has among those beyond ASCII.
fn odd_share(text: &str) -> f64 {
    let (mut odd, mut all) = (0.0, 0.0_f64);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1.0;
        odd += f64::from(u8::from(matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}')));
    }
    odd / all.max(1.0)
}
