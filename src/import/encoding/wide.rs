//! UTF-16 and UTF-32, with or without a byte order mark.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::TextEncoding;

/// Returns the encoding of the byte order mark at the start, and the length of the mark.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(TextEncoding, usize)> {
    Some(match bytes {
        // Before UTF-16LE, whose mark is a prefix of this; a text in UTF-16 does not begin with a zero.
        [0xff, 0xfe, 0, 0, ..] if bytes.len().is_multiple_of(4) => (TextEncoding::Utf32Le, 4),
        [0, 0, 0xfe, 0xff, ..] => (TextEncoding::Utf32Be, 4),
        [0xff, 0xfe, ..] => (TextEncoding::Whatwg(UTF_16LE), 2),
        [0xfe, 0xff, ..] => (TextEncoding::Whatwg(UTF_16BE), 2),
        [0xef, 0xbb, 0xbf, ..] => (TextEncoding::Whatwg(UTF_8), 3),
        _ => return None,
    })
}

/// Returns the encoding of UTF-16 or UTF-32 without a byte order mark, by its zero bytes and whether they decode to
/// text.
pub(super) fn detect_without_mark(sample: &[u8]) -> Option<TextEncoding> {
    if let Some(encoding) = detect_east_asian_utf_16(sample) {
        return Some(encoding);
    }
    if !sample.contains(&0) {
        return None;
    }
    for (encoding, from) in
        [(TextEncoding::Utf32Le, u32::from_le_bytes as fn([u8; 4]) -> u32), (TextEncoding::Utf32Be, u32::from_be_bytes)]
    {
        let whole = sample.chunks_exact(4);
        let count = whole.len();
        if count > 0 && whole.filter_map(|b| text_char(from(b.try_into().ok()?))).count() == count {
            return Some(encoding);
        }
    }
    // Zeros in one half only are the high bytes of Latin letters, or of spaces and line ends.
    let half = |first: usize| sample.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (half(0), half(1));
    let encoding = if odd > even * 20 {
        UTF_16LE
    } else if even > odd * 20 {
        UTF_16BE
    } else {
        return None;
    };
    let (text, damaged) = encoding.decode_without_bom_handling(sample.get(..sample.len() / 2 * 2)?);
    let odd = text.chars().filter(|c| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace())).count();
    (!damaged || odd * 100 < text.chars().count()).then_some(TextEncoding::Whatwg(encoding))
}

/// Detects Chinese, Japanese or Korean in UTF-16, which has hardly a letter outside a few blocks. It may have no zero byte
/// at all, or one in the low half of a letter, such as 需 (U+9700) or 가 (U+AC00), which says the contrary of those in the
/// high half of a space.
fn detect_east_asian_utf_16(sample: &[u8]) -> Option<TextEncoding> {
    if sample.len() < 16 || !sample.len().is_multiple_of(2) || std::str::from_utf8(sample).is_ok() {
        return None;
    }
    let is_likely = |from: fn([u8; 2]) -> u16| {
        // Letters, spaces, punctuation and digits.
        let is_usual = |unit: u16| {
            matches!(unit, 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xff00..=0xff65)
                || matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x40)
        };
        let units = sample.chunks_exact(2).filter_map(|b| b.try_into().ok()).map(from);
        // Chinese punctuation distinguishes it from bytes that happen to be high.
        let marks = units.clone().filter(|unit| matches!(unit, 0x3001 | 0x3002 | 0xff0c | 0x0020 | 0x000a)).count();
        units.filter(|unit| is_usual(*unit)).count() * 2 >= sample.len() * 49 / 50 && marks > 0
    };
    if is_likely(u16::from_le_bytes) {
        Some(TextEncoding::Whatwg(UTF_16LE))
    } else {
        is_likely(u16::from_be_bytes).then_some(TextEncoding::Whatwg(UTF_16BE))
    }
}

fn text_char(code: u32) -> Option<char> {
    char::from_u32(code).filter(|c| *c != '\0' && (!c.is_control() || c.is_whitespace()))
}

/// Decodes UTF-32, and returns whether some codes were invalid.
pub(super) fn decode_utf_32(bytes: &[u8], from: fn([u8; 4]) -> u32) -> (Cow<'static, str>, bool) {
    let chunks = bytes.chunks_exact(4);
    let mut damaged = !chunks.remainder().is_empty();
    let text: String = chunks
        .filter_map(|b| b.try_into().ok())
        .map(|b| {
            char::from_u32(from(b)).unwrap_or_else(|| {
                damaged = true;
                '\u{fffd}'
            })
        })
        .collect();
    (Cow::Owned(text), damaged)
}
