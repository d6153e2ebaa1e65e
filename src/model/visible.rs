//! Characters that hide or turn text, shown as visible marks.
//!
//! Control characters, bidirectional overrides and zero-width characters can make a page say
//! something else than it holds ("Trojan Source", CVE-2021-42574), so they are never drawn as they are.

use std::borrow::Cow;

/// Whether a character is one that readers cannot see and that can change what they see.
///
/// Joiners (U+200C, U+200D) are wanted between letters of Indic and Arabic scripts, so their neighbours decide.
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

/// Scripts whose spelling uses joiners: Arabic, the Brahmic scripts of India, Sinhala, Mongolian; and emoji.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1800}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' | '\u{1f300}'..='\u{1faff}')
}

/// The hidden characters of a text with their byte offsets.
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

/// The text with every hidden character as a mark such as `[U+202E]`; a text without any is passed through.
pub fn with_marks(text: &str) -> Cow<'_, str> {
    // Nearly every text is clean; plain ASCII letters need no look at neighbours.
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

#[cfg(test)]
mod tests {
    use super::with_marks;

    #[test]
    fn what_hides_is_shown_and_what_joins_is_kept() {
        assert_eq!(with_marks("safe\u{202e}evil\u{202c}"), "safe[U+202E]evil[U+202C]");
        assert_eq!(with_marks("a\u{200b}b\u{7}"), "a[U+200B]b[U+0007]");
        assert_eq!(with_marks("a\u{200d}b"), "a[U+200D]b");
        let hindi = "क्\u{200d}ष";
        assert_eq!(with_marks(hindi), hindi);
        assert_eq!(with_marks("plain — “text”"), "plain — “text”");
    }
}
