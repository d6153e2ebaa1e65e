//! What a text says of its own encoding: an XML declaration, a `<meta>` of a page, a line for an editor.

use super::Known;

/// Where a declaration must stand, in bytes; what browsers look at.
const LOOKED_AT: usize = 4096;

/// The encoding that a text declares.
pub(super) fn declared(bytes: &[u8]) -> Option<Known> {
    let start = bytes.get(..bytes.len().min(LOOKED_AT))?;
    // Names of encodings are ASCII, whatever the text is in.
    let start: String = start.iter().map(|b| if b.is_ascii() { char::from(*b) } else { ' ' }).collect();
    let lower = start.to_ascii_lowercase();
    if lower.trim_start().starts_with("<?xml") {
        let declaration = lower.split_once("?>")?.0;
        if let Some((_, after)) = declaration.split_once("encoding") {
            return named(after.trim_start().strip_prefix('=')?);
        }
    }
    if let Some(known) = lower.split("<meta").skip(1).find_map(|meta| {
        let meta = meta.split('>').next().unwrap_or_default();
        named(meta.split_once("charset")?.1.trim_start().strip_prefix('=')?)
    }) {
        return Some(known);
    }
    // As Emacs, Vim and Python read it, in the first two lines.
    lower.lines().take(2).find_map(|line| {
        let (_, after) = line.split_once("coding")?;
        named(after.strip_prefix([':', '='])?)
    })
}

/// The encoding named at the start of this text, with or without quotation marks.
fn named(text: &str) -> Option<Known> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(text.len());
    Known::named(text.get(..end)?)
        // A page whose letters were read as ASCII so far is not in UTF-16.
        .filter(|known| !matches!(known.name(), "UTF-16LE" | "UTF-16BE" | "UTF-32LE" | "UTF-32BE" | "UTF-8"))
}
