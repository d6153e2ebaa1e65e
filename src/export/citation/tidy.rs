//! The texts of a source as they may stand on one line.

use std::borrow::Cow;

use crate::model::visible::is_hidden;

/// The longest field that is set, in characters; the rest is shown as an ellipsis.
const LONGEST: usize = 1000;

/// A text on one line, without characters that hide, and not too long.
pub(super) fn tidy(text: &str) -> String {
    within(text, LONGEST)
}

/// A text on one line, without characters that hide, whatever its length.
pub(super) fn plain(text: &str) -> String {
    within(text, usize::MAX)
}

fn within(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST * 4));
    let mut before = None;
    let mut rest = text.chars().peekable();
    let mut count = 0;
    let mut blank = false;
    while let Some(c) = rest.next() {
        let hidden = is_hidden(c, before, rest.peek().copied());
        before = Some(c);
        if c.is_whitespace() || c.is_control() {
            blank = !out.is_empty();
            continue;
        }
        if hidden || is_private(c) {
            continue;
        }
        if blank {
            out.push(' ');
            blank = false;
        }
        count += 1;
        if count > most {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}

/// The tidy text, when something is left of it.
pub(super) fn tidy_option(text: Option<&str>) -> Option<String> {
    text.map(tidy).filter(|text| !text.is_empty())
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// A text for HTML, in and out of attributes.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
