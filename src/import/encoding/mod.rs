//! Bytes to letters, in any encoding, never as mojibake without a word.
//!
//! The evidence in order: what the reader says; a byte order mark; the pattern of zero bytes; escapes of ISO-2022;
//! valid UTF-8; what an XML declaration or a page's `<meta>` says, if the bytes agree; then the guess of chardetng,
//! weighed against the encodings it does not know or often takes for another (see [`weigh`]).

mod asian;
mod cyrillic;
mod declared;
mod latin;
mod weigh;
mod wide;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::ImportError;

/// Bytes that are looked at to find an encoding out.
const LOOKED_AT: usize = 1 << 20;
/// Damage is passed over when there are so many good letters for each bad byte.
const GOOD_FOR_A_BAD: usize = 50;

/// A text that was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The letters, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// The encoding's name.
    pub(super) name: &'static str,
    /// Whether the name is more than a guess.
    pub(super) sure: bool,
    /// Some bytes stand for nothing in this encoding.
    pub(super) damaged: bool,
}

/// An encoding: one of the WHATWG list, or one that only older texts have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Of the WHATWG list.
    Whatwg(&'static Encoding),
    /// Four bytes for a letter, the low one first.
    Utf32Le,
    /// Four bytes for a letter, the high one first.
    Utf32Be,
    /// Cyrillic of DOS in Bulgaria and the Soviet Union.
    Ibm855,
    /// Korean by letters of seven bits with shifts.
    Iso2022Kr,
    /// Korean of DOS, put together from parts of syllables.
    Johab,
    /// Traditional Chinese of Unix.
    EucTw,
}

impl Known {
    /// The name as people know it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Whatwg(encoding) => encoding.name(),
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
            Self::Ibm855 => "IBM855",
            Self::Iso2022Kr => "ISO-2022-KR",
            Self::Johab => "Johab",
            Self::EucTw => "EUC-TW",
        }
    }

    /// An encoding by any of its usual names.
    fn named(label: &str) -> Option<Self> {
        let plain: String = label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        Some(match plain.as_str() {
            "utf32le" | "utf32" | "ucs4" => Self::Utf32Le,
            "utf32be" => Self::Utf32Be,
            "ibm855" | "cp855" | "dos855" => Self::Ibm855,
            "iso2022kr" | "csiso2022kr" => Self::Iso2022Kr,
            "johab" | "cp1361" => Self::Johab,
            "euctw" => Self::EucTw,
            "cp932" => Self::Whatwg(encoding_rs::SHIFT_JIS),
            "cp949" | "uhc" => Self::Whatwg(encoding_rs::EUC_KR),
            "cp936" => Self::Whatwg(encoding_rs::GBK),
            "cp950" => Self::Whatwg(encoding_rs::BIG5),
            "maccyrillic" => Self::Whatwg(encoding_rs::X_MAC_CYRILLIC),
            _ => Self::Whatwg(Encoding::for_label_no_replacement(label.trim().as_bytes())?),
        })
    }

    /// The letters of these bytes, and how many of them stand for nothing.
    fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Whatwg(encoding) => encoding.decode_without_bom_handling(bytes),
            Self::Utf32Le => wide::utf_32(bytes, u32::from_le_bytes),
            Self::Utf32Be => wide::utf_32(bytes, u32::from_be_bytes),
            Self::Ibm855 => (Cow::Owned(cyrillic::ibm_855(bytes)), false),
            Self::Iso2022Kr => asian::iso_2022_kr(bytes),
            Self::Johab => asian::johab(bytes),
            Self::EucTw => asian::euc_tw(bytes),
        }
    }
}

/// Decodes a text by the encoding that was asked for, or by the one that is found out.
///
/// # Errors
/// When the wish names none, when this is no text, or when several encodings are as likely.
pub(super) fn decode<'a>(bytes: &'a [u8], wish: Option<&str>) -> Result<Decoded<'a>, ImportError> {
    if let Some(label) = wish {
        let known = Known::named(label).ok_or_else(|| {
            ImportError::Unreadable(format!(
                "expected the name of an encoding such as UTF-8, windows-1252 or Shift_JIS, but found `{label}`"
            ))
        })?;
        return Ok(decoded(known, bytes, true));
    }
    if let Some((known, length)) = wide::byte_order_mark(bytes) {
        return Ok(decoded(known, bytes.get(length..).unwrap_or_default(), true));
    }
    let sample = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    if let Some(known) = wide::without_mark(sample) {
        return Ok(decoded(known, bytes, false));
    }
    if is_binary(sample) {
        let sentence = "this is not a text that can be read; open it in the program that made it and save it as text";
        return Err(ImportError::Unreadable(sentence.into()));
    }
    if sample.is_ascii() {
        let known = asian::escapes(sample).unwrap_or(Known::Whatwg(UTF_8));
        if bytes.is_ascii() {
            return Ok(decoded(known, bytes, true));
        }
    }
    if let Some(decoded) = utf_8(bytes) {
        return Ok(decoded);
    }
    if let Some(known) = declared::declared(sample) {
        let decoded = decoded(known, bytes, true);
        if !decoded.damaged || little_damage(&decoded.text) {
            return Ok(decoded);
        }
    }
    let (known, sure) = weigh::likeliest(sample).map_err(ImportError::ChooseEncoding)?;
    Ok(decoded(known, bytes, sure))
}

fn decoded(known: Known, bytes: &[u8], sure: bool) -> Decoded<'_> {
    let (text, damaged) = known.decode(bytes);
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(text) => match text.strip_prefix('\u{feff}') {
            Some(rest) => Cow::Owned(rest.to_owned()),
            None => Cow::Owned(text),
        },
    };
    Decoded { text, name: known.name(), sure, damaged }
}

/// UTF-8, also with a little damage: half a letter at the end, a stray byte in a long text.
fn utf_8(bytes: &[u8]) -> Option<Decoded<'_>> {
    if std::str::from_utf8(bytes).is_ok() {
        return Some(decoded(Known::Whatwg(UTF_8), bytes, true));
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good >= bad * GOOD_FOR_A_BAD).then(|| decoded(Known::Whatwg(UTF_8), bytes, bad == 1))
}

/// Whether nearly all of a text was decoded.
fn little_damage(text: &str) -> bool {
    let bad = text.chars().filter(|c| *c == '\u{fffd}').count();
    text.chars().filter(|c| !c.is_ascii()).count() >= bad * GOOD_FOR_A_BAD
}

/// Whether bytes that no text has are more than a few.
fn is_binary(sample: &[u8]) -> bool {
    let odd = sample.iter().filter(|b| matches!(b, 0..=6 | 14..=25 | 28..=31) && !matches!(b, 14 | 15)).count();
    let zero = sample.iter().filter(|b| **b == 0).count();
    odd * 200 > sample.len() || zero * 1000 > sample.len()
}

#[cfg(test)]
mod tests;
