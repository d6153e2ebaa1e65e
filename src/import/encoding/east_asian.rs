//! East Asian encodings that the WHATWG list lacks, decoded by way of those it has.

use std::borrow::Cow;

use encoding_rs::{BIG5, EUC_KR, ISO_2022_JP};

use super::TextEncoding;

/// Returns the encoding whose escape sequences a text of ASCII bytes contains.
pub(super) fn detect_iso_2022(sample: &[u8]) -> Option<TextEncoding> {
    let has = |escape: &[u8]| sample.windows(escape.len()).any(|window| window == escape);
    if has(b"\x1b$)C") {
        return Some(TextEncoding::Iso2022Kr);
    }
    (has(b"\x1b$B") || has(b"\x1b$@") || has(b"\x1b(J") || has(b"\x1b(I")).then_some(TextEncoding::Whatwg(ISO_2022_JP))
}

/// Decodes ISO-2022-KR (RFC 1557): between shift out and shift in are the bytes of EUC-KR without their high bits.
pub(super) fn decode_iso_2022_kr(bytes: &[u8]) -> (Cow<'static, str>, bool) {
    let mut shifted = false;
    let mut unshifted = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            0x1b if rest.starts_with(b"$)C") => rest = rest.get(3..).unwrap_or_default(),
            0x0e => shifted = true,
            0x0f => shifted = false,
            b'\n' | b'\r' => {
                shifted = false;
                unshifted.push(byte);
            }
            byte if shifted && byte > b' ' => unshifted.push(byte | 0x80),
            byte => unshifted.push(byte),
        }
    }
    into_owned(EUC_KR.decode_without_bom_handling(&unshifted))
}

/// Decodes Johab (annex 3 of KS X 1001): five bits each for the first consonant, the vowel and the last consonant. The
/// positions of symbols and Chinese characters are computed from those in EUC-KR.
pub(super) fn decode_johab(bytes: &[u8]) -> (Cow<'static, str>, bool) {
    let (mut text, mut damaged) = (String::with_capacity(bytes.len() * 3 / 2), false);
    let mut rest = bytes;
    while let Some((&high, after)) = rest.split_first() {
        rest = after;
        if high < 0x80 {
            text.push(if high == b'\\' { '₩' } else { char::from(high) });
            continue;
        }
        if let Some(found) = rest.first().and_then(|&low| johab_pair(high, low)) {
            text.push(found);
            rest = rest.get(1..).unwrap_or_default();
        } else {
            text.push('\u{fffd}');
            damaged = true;
        }
    }
    (Cow::Owned(text), damaged)
}

fn johab_pair(high: u8, low: u8) -> Option<char> {
    if (0x84..=0xd3).contains(&high) {
        return johab_syllable(u32::from(high) << 8 | u32::from(low));
    }
    // Rows of 188, each of two rows of EUC-KR.
    let column = match low {
        0x31..=0x7e => u32::from(low) - 0x31,
        0x91..=0xfe => u32::from(low) - 0x91 + 78,
        _ => return None,
    };
    let row = match high {
        0xd9..=0xde => (u32::from(high) - 0xd9) * 2 + 0x21,
        0xe0..=0xf9 => (u32::from(high) - 0xe0) * 2 + 0x4a,
        _ => return None,
    } + column / 94;
    let pair = [u8::try_from(row + 0x80).ok()?, u8::try_from(column % 94 + 0xa1).ok()?];
    EUC_KR.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next()
}

fn johab_syllable(code: u32) -> Option<char> {
    let (first, vowel, last) = (code >> 10 & 31, code >> 5 & 31, code & 31);
    let vowel = match vowel {
        2 => None,
        3..=7 => Some(vowel - 3),
        10..=15 => Some(vowel - 5),
        18..=23 => Some(vowel - 7),
        26..=29 => Some(vowel - 9),
        _ => return None,
    };
    let last = match last {
        1..=17 => last - 1,
        19..=29 => last - 2,
        _ => return None,
    };
    match (first, vowel) {
        (2..=20, Some(vowel)) => char::from_u32(0xac00 + ((first - 2) * 21 + vowel) * 28 + last),
        // A single letter.
        (1, Some(vowel)) if last == 0 => char::from_u32(0x314f + vowel),
        (2..=20, None) if last == 0 => {
            "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".chars().nth(usize::try_from(first - 2).ok()?)
        }
        (1, None) if last > 0 => {
            "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ".chars().nth(usize::try_from(last - 1).ok()?)
        }
        _ => None,
    }
}

/// Decodes EUC-TW (CNS 11643): the planes 1 and 2 contain the characters of Big5 in its order.
pub(super) fn decode_euc_tw(bytes: &[u8]) -> (Cow<'static, str>, bool) {
    let (mut text, mut damaged) = (String::with_capacity(bytes.len() * 3 / 2), false);
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        if first < 0x80 {
            text.push(char::from(first));
            rest = after;
            continue;
        }
        let (plane, pair, length) = match rest {
            [0x8e, plane @ 0xa1..=0xb0, a, b, ..] => (plane - 0xa0, Some((*a, *b)), 4),
            [a, b, ..] => (1, Some((*a, *b)), 2),
            _ => (0, None, 1),
        };
        let found = pair.and_then(|(a, b)| euc_tw_pair(plane, a, b));
        text.push(found.unwrap_or('\u{fffd}'));
        damaged |= found.is_none();
        rest = rest.get(if found.is_some() { length } else { 1 }..).unwrap_or_default();
    }
    (Cow::Owned(text), damaged)
}

fn euc_tw_pair(plane: u8, a: u8, b: u8) -> Option<char> {
    let row = u32::from(a).checked_sub(0xa1)?;
    let position = row * 94 + u32::from(b).checked_sub(0xa1).filter(|column| *column < 94)?;
    // Symbols, first level and second level start at these rows of CNS 11643 and of Big5.
    let big5 = match (plane, a) {
        (1, 0xa1..=0xa3) => big5_at(0xa1, position),
        (1, 0xc4..=0xfd) => big5_at(0xa4, position - 35 * 94),
        (2, 0xa1..=0xf2) => big5_at(0xc9, position),
        _ => return None,
    }?;
    BIG5.decode_without_bom_handling_and_without_replacement(&big5)?.chars().next()
}

/// Returns the bytes of a position in Big5, counted from the start of a row of 157.
fn big5_at(row: u8, position: u32) -> Option<[u8; 2]> {
    let high = u32::from(row) + position / 157;
    let column = position % 157;
    let low = if column < 63 { column + 0x40 } else { column - 63 + 0xa1 };
    Some([u8::try_from(high).ok()?, u8::try_from(low).ok()?])
}

fn into_owned((text, damaged): (Cow<'_, str>, bool)) -> (Cow<'static, str>, bool) {
    (Cow::Owned(text.into_owned()), damaged)
}
