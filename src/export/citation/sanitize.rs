//! Sanitized single-line texts.

use crate::model::visible::is_hidden;

/// The longest field, in characters; longer ones end in an ellipsis.
const MAX_LEN: usize = 1000;

/// Returns a text on one line, without hidden characters, truncated if too long.
pub(super) fn sanitize(text: &str) -> String {
    single_line(text, MAX_LEN)
}

/// Returns a text on one line, without hidden characters, of any length.
pub(super) fn sanitize_unlimited(text: &str) -> String {
    single_line(text, usize::MAX)
}

fn single_line(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len().min(MAX_LEN * 4));
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

/// Returns the sanitized text, or `None` if it is empty.
pub(super) fn sanitize_option(text: Option<&str>) -> Option<String> {
    text.map(sanitize).filter(|text| !text.is_empty())
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
