//! Invisible characters, and the marks shown in their place.
//!
//! Control characters, bidirectional overrides and zero-width characters can make a page read differently from what it
//! contains ("Trojan Source", CVE-2021-42574), so they are never drawn as they are.

use std::borrow::Cow;
use std::ops::Range;

/// Returns whether a character is invisible and can change how the text around it reads.
///
/// Joiners (U+200C, U+200D) belong between letters of Indic and Arabic scripts, so they are judged by their neighbours.
pub fn is_hidden(character: char, before: Option<char>, after: Option<char>) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' => !(before.is_some_and(joins) || after.is_some_and(joins)),
        '\t' | '\n' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control(),
    }
}

/// Returns whether a character is of a script that uses joiners: Arabic, the Brahmic scripts of India, Sinhala,
/// Mongolian; or an emoji.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1800}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' | '\u{1f300}'..='\u{1faff}')
}

/// Returns the hidden characters of a text with their byte offsets.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((at, c)) = rest.next() {
            let hit = is_hidden(c, before, rest.peek().map(|(_, c)| *c));
            before = Some(c);
            if hit {
                return Some((at, c));
            }
        }
        None
    })
}

/// Replaces each hidden character with a mark such as `[U+202E]`. A text without any is borrowed.
pub fn with_marks(text: &str) -> Cow<'_, str> {
    // Nearly all texts are clean, and printable ASCII needs no look at neighbours.
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) || hidden(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut from = 0;
    for (at, c) in hidden(text) {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(&format!("[U+{:04X}]", u32::from(c)));
        from = at + c.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Maps between a text and its displayed form, in which a mark of several characters stands for each hidden one.
pub struct DisplayOffsets(Vec<(usize, usize)>);

impl DisplayOffsets {
    /// Creates the mapping of a text, in one pass.
    pub fn new(text: &str) -> Self {
        let mut hidden = hidden(text).peekable();
        let mut at = 0;
        let place = |(byte, c): (usize, char)| {
            let place = (byte, at);
            at += match hidden.next_if(|(first, _)| *first == byte) {
                Some(_) => with_marks(c.encode_utf8(&mut [0; 4])).chars().count(),
                None => 1,
            };
            place
        };
        let mut places: Vec<(usize, usize)> = text.char_indices().map(place).collect();
        places.push((text.len(), at));
        Self(places)
    }

    /// Converts a range of displayed characters to code points of the text. A partly selected mark counts as a whole.
    pub fn text_chars(&self, shown: &Range<usize>) -> Range<usize> {
        if shown.is_empty() {
            let at = self.0.partition_point(|(_, at)| *at < shown.start).min(self.0.len() - 1);
            return at..at;
        }
        let from = self.0.partition_point(|(_, at)| *at <= shown.start).saturating_sub(1);
        let to = self.0.partition_point(|(_, at)| *at < shown.end).min(self.0.len() - 1);
        from..to.max(from)
    }

    /// Converts a range of bytes of the text to displayed characters.
    pub fn displayed_chars(&self, range: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            let index = self.0.partition_point(|(first, _)| *first < byte);
            self.0.get(index).or(self.0.last()).map_or(0, |(_, at)| *at)
        };
        at(range.start)..at(range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::{DisplayOffsets, with_marks};

    #[test]
    fn hidden_characters_are_shown_and_joiners_kept() {
        assert_eq!(with_marks("safe\u{202e}evil\u{202c}"), "safe[U+202E]evil[U+202C]");
        assert_eq!(with_marks("a\u{200b}b\u{7}"), "a[U+200B]b[U+0007]");
        assert_eq!(with_marks("a\u{200d}b"), "a[U+200D]b");
        let hindi = "क्\u{200d}ष";
        assert_eq!(with_marks(hindi), hindi);
        assert_eq!(with_marks("plain — “text”"), "plain — “text”");
    }

    #[test]
    fn displayed_and_stored_offsets_convert_to_each_other() {
        let text = "so\u{ad}le é";
        let places = DisplayOffsets::new(text);
        // Displayed as: so[U+00AD]le é
        assert_eq!(places.displayed_chars(&(4..6)), 10..12);
        assert_eq!(places.text_chars(&(10..12)), 3..5);
        assert_eq!(places.text_chars(&(13..14)), 6..7);
        assert_eq!(places.text_chars(&(4..11)), 2..4, "a mark that is touched counts whole");
        assert_eq!(places.text_chars(&(0..2)), 0..2);
        assert_eq!(places.text_chars(&(0..99)), 0..7);
        assert_eq!(places.text_chars(&(11..11)), 4..4);
        assert_eq!(DisplayOffsets::new("").text_chars(&(0..3)), 0..0);
    }
}
