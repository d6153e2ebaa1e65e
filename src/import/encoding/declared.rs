//! The encoding that a text declares: in an XML declaration, in a `<meta>` of a page, or in a line for an editor.

use super::TextEncoding;

/// How many bytes are searched for a declaration, as in browsers.
const SAMPLE_LEN: usize = 4096;

/// Returns the encoding that a text declares.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<TextEncoding> {
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

/// Returns the encoding named at the start of a text, with or without quotation marks.
fn encoding_at(text: &str) -> Option<TextEncoding> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(text.len());
    TextEncoding::from_label(text.get(..end)?)
        // A page that could be read as ASCII so far is not in UTF-16.
        .filter(|encoding| !matches!(encoding.name(), "UTF-16LE" | "UTF-16BE" | "UTF-32LE" | "UTF-32BE" | "UTF-8"))
}
