//! Text encodings: detects the encoding of plain text, and says whether it is a guess.
//!
//! The evidence in order: the encoding that the reader chose; a byte order mark; the pattern of zero bytes; the escapes
//! of ISO-2022; valid UTF-8; what an XML declaration or the `<meta>` of a page declares, if the bytes agree; then the
//! guess of chardetng, compared with encodings that it often confuses (see [`guess`]).
//!
//! Only encodings that browsers decode are read, and UTF-32. A text in another, such as ISO-2022-KR or IBM855, is refused
//! with the list of encodings to choose from: as one of those it would be nonsense.

mod cyrillic;
mod declared;
mod guess;
mod latin;
#[cfg(test)]
mod tests;
mod wide;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::ImportError;
use declared::Declared;

/// The encodings to offer to the reader, as labels of the WHATWG list, the most likely first.
pub const ENCODINGS: [&str; 26] = [
    "UTF-8",
    "windows-1252",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "ISO-8859-2",
    "ISO-8859-5",
    "ISO-8859-7",
    "ISO-8859-15",
    "KOI8-R",
    "IBM866",
    "macintosh",
    "x-mac-cyrillic",
    "Shift_JIS",
    "EUC-JP",
    "GBK",
    "Big5",
    "EUC-KR",
];

/// How many bytes are examined to detect an encoding.
const SAMPLE_LEN: usize = 1 << 20;
/// Damage is tolerated if there are this many valid non-ASCII characters for each invalid one.
const VALID_PER_INVALID: usize = 50;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    pub(super) name: &'static str,
    /// Whether the encoding is certain rather than a guess.
    pub(super) is_certain: bool,
    /// Whether some bytes are invalid in this encoding.
    pub(super) is_damaged: bool,
}

/// An encoding: one of the WHATWG list, which browsers decode, or UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextEncoding {
    /// An encoding of the WHATWG list.
    Whatwg(&'static Encoding),
    /// UTF-32, little-endian.
    Utf32Le,
    /// UTF-32, big-endian.
    Utf32Be,
}

impl TextEncoding {
    /// Returns the usual name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Whatwg(encoding) => encoding.name(),
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// Returns an encoding by any of its usual names.
    fn from_label(label: &str) -> Option<Self> {
        let plain: String = label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        Some(match plain.as_str() {
            "utf32le" | "utf32" | "ucs4" => Self::Utf32Le,
            "utf32be" => Self::Utf32Be,
            "cp932" => Self::Whatwg(encoding_rs::SHIFT_JIS),
            "cp949" | "uhc" => Self::Whatwg(encoding_rs::EUC_KR),
            "cp936" => Self::Whatwg(encoding_rs::GBK),
            "cp950" => Self::Whatwg(encoding_rs::BIG5),
            "maccyrillic" => Self::Whatwg(encoding_rs::X_MAC_CYRILLIC),
            _ => Self::Whatwg(Encoding::for_label_no_replacement(label.trim().as_bytes())?),
        })
    }

    /// Decodes bytes, and returns whether some of them were invalid.
    fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Whatwg(encoding) => encoding.decode_without_bom_handling(bytes),
            Self::Utf32Le => wide::decode_utf_32(bytes, u32::from_le_bytes),
            Self::Utf32Be => wide::decode_utf_32(bytes, u32::from_be_bytes),
        }
    }
}

/// Decodes a text with the encoding of a label, or with the one that is detected.
///
/// # Errors
/// When the label is unknown, when this is not text, or when several encodings are equally likely.
pub(super) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, ImportError> {
    if let Some(label) = label {
        let encoding = TextEncoding::from_label(label).ok_or_else(|| ImportError::UnknownEncoding(label.to_owned()))?;
        return Ok(decode_with(encoding, bytes, true));
    }
    if let Some((encoding, length)) = wide::byte_order_mark(bytes) {
        return Ok(decode_with(encoding, bytes.get(length..).unwrap_or_default(), true));
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE_LEN)).unwrap_or_default();
    if let Some(encoding) = wide::detect_without_mark(sample) {
        return Ok(decode_with(encoding, bytes, false));
    }
    if is_binary(sample) {
        return Err(ImportError::unreadable(
            "this is not a text that can be read; open it in the program that made it and save it as text",
        ));
    }
    let choose = || ImportError::ChooseEncoding(guess::choices(sample));
    if bytes.is_ascii() {
        return match declared::ascii_encoding(sample) {
            Declared::Known(encoding) => Ok(decode_with(encoding, bytes, true)),
            Declared::NotDecoded => Err(choose()),
        };
    }
    if let Some(decoded) = decode_utf_8(bytes) {
        return Ok(decoded);
    }
    match declared::declared_encoding(sample) {
        Some(Declared::Known(encoding)) => {
            let decoded = decode_with(encoding, bytes, true);
            if !decoded.is_damaged || is_nearly_intact(&decoded.text) {
                return Ok(decoded);
            }
        }
        Some(Declared::NotDecoded) => return Err(choose()),
        None => {}
    }
    let encoding = guess::guess_encoding(sample).map_err(ImportError::ChooseEncoding)?;
    Ok(decode_with(encoding, bytes, false))
}

fn decode_with(encoding: TextEncoding, bytes: &[u8], is_certain: bool) -> Decoded<'_> {
    let (text, is_damaged) = encoding.decode(bytes);
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(text) => match text.strip_prefix('\u{feff}') {
            Some(rest) => Cow::Owned(rest.to_owned()),
            None => Cow::Owned(text),
        },
    };
    Decoded { text, name: encoding.name(), is_certain, is_damaged }
}

/// Decodes UTF-8, also with a little damage: half a character at the end, a stray byte in a long text.
fn decode_utf_8(bytes: &[u8]) -> Option<Decoded<'_>> {
    if std::str::from_utf8(bytes).is_ok() {
        return Some(decode_with(TextEncoding::Whatwg(UTF_8), bytes, true));
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good >= bad * VALID_PER_INVALID).then(|| decode_with(TextEncoding::Whatwg(UTF_8), bytes, bad == 1))
}

fn is_nearly_intact(text: &str) -> bool {
    let bad = text.chars().filter(|c| *c == '\u{fffd}').count();
    text.chars().filter(|c| !c.is_ascii()).count() >= bad * VALID_PER_INVALID
}

/// Returns whether there are more than a few bytes that no text contains.
fn is_binary(sample: &[u8]) -> bool {
    let odd = sample.iter().filter(|b| matches!(b, 0..=6 | 14..=25 | 28..=31) && !matches!(b, 14 | 15)).count();
    let zeros = sample.iter().filter(|b| **b == 0).count();
    odd * 200 > sample.len() || zeros * 1000 > sample.len()
}
