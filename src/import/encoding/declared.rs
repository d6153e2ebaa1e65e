//! The encoding that a text declares: in an XML declaration, in a `<meta>` of a page, in a line for an editor, or by the
//! escape sequences of ISO-2022.

use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8};

use super::TextEncoding;

/// Names of encodings that are missing from the WHATWG list, so that browsers do not decode them either.
const NOT_DECODED: [&str; 6] = ["cp855", "euc-tw", "ibm855", "johab", "x-euc-tw", "x-johab"];

/// How many bytes are searched for a declaration, as in browsers.
const SAMPLE_LEN: usize = 4096;

/// What a text says about its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    /// It is this one.
    Known(TextEncoding),
    /// It is one that cannot be decoded.
    NotDecoded,
}

pub(super) fn declared_encoding(bytes: &[u8]) -> Option<Declared> {
    let start = bytes.get(..bytes.len().min(SAMPLE_LEN))?;
    // Encoding names are ASCII, whatever the encoding of the text.
    let start: String = start.iter().map(|b| if b.is_ascii() { char::from(*b) } else { ' ' }).collect();
    let lower = start.to_ascii_lowercase();
    if lower.trim_start().starts_with("<?xml") {
        let declaration = lower.split_once("?>")?.0;
        if let Some((_, after)) = declaration.split_once("encoding") {
            return encoding_at(after.trim_start().strip_prefix('=')?);
        }
    }
    if let Some(encoding) = lower.split("<meta").skip(1).find_map(|meta| {
        let meta = meta.split('>').next().unwrap_or_default();
        encoding_at(meta.split_once("charset")?.1.trim_start().strip_prefix('=')?)
    }) {
        return Some(encoding);
    }
    // In the first two lines, as Emacs, Vim and Python read it.
    lower.lines().take(2).find_map(|line| {
        let (_, after) = line.split_once("coding")?;
        encoding_at(after.strip_prefix([':', '='])?)
    })
}

/// Returns the encoding of a text of ASCII bytes, by the escape sequences of ISO-2022.
pub(super) fn ascii_encoding(sample: &[u8]) -> Declared {
    let has = |escape: &[u8]| sample.windows(escape.len()).any(|window| window == escape);
    if has(b"\x1b$)") || has(b"\x1b$*") {
        // ISO-2022-KR or ISO-2022-CN.
        return Declared::NotDecoded;
    }
    let is_japanese = has(b"\x1b$B") || has(b"\x1b$@") || has(b"\x1b(J") || has(b"\x1b(I");
    Declared::Known(TextEncoding::Whatwg(if is_japanese { ISO_2022_JP } else { UTF_8 }))
}

/// Returns the encoding named at the start of a text, with or without quotation marks.
fn encoding_at(text: &str) -> Option<Declared> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(text.len());
    let name = text.get(..end)?;
    if NOT_DECODED.contains(&name) || Encoding::for_label(name.as_bytes()) == Some(REPLACEMENT) {
        return Some(Declared::NotDecoded);
    }
    TextEncoding::from_label(name)
        // A page that could be read as ASCII so far is not in UTF-16.
        .filter(|encoding| !matches!(encoding.name(), "UTF-16LE" | "UTF-16BE" | "UTF-32LE" | "UTF-32BE" | "UTF-8"))
        .map(Declared::Known)
}
