//! Wrapping text to a width in terminal cells, for every script.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Breaks a text into lines of at most `width` cells, at least 2: at white space, beside wide characters, and inside a
/// word only if it does not fit on a line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let (mut line, mut used, mut space) = (String::new(), 0, false);
    for part in unbreakable_parts(text) {
        if part.trim().is_empty() {
            space = used > 0;
            continue;
        }
        let cells = part.width();
        if used > 0 && used + usize::from(space) + cells > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else if space {
            line.push(' ');
            used += 1;
        }
        space = false;
        if used + cells <= width {
            line.push_str(part);
            used += cells;
            continue;
        }
        for grapheme in part.graphemes(true) {
            if used > 0 && used + grapheme.width() > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(grapheme);
            used += grapheme.width();
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Pads a line with spaces to a width in cells.
pub(super) fn padded(line: &str, width: usize) -> String {
    format!("{line}{}", " ".repeat(width.saturating_sub(line.width())))
}

/// Splits a text into parts that must not be broken and the white space between them.
fn unbreakable_parts(text: &str) -> Vec<&str> {
    if text.is_ascii() {
        return text.split_inclusive(' ').flat_map(|word| [word.trim_end_matches(' '), " "]).collect();
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        if before.is_some_and(|before| may_break(before, grapheme)) {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        before = Some(grapheme);
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Whether a line may be broken between two graphemes. No-break spaces are kept together, and East Asian punctuation
/// stays with the character that it belongs to.
fn may_break(before: &str, after: &str) -> bool {
    let blank = |text: &str| text.chars().all(|c| c.is_whitespace() && c != '\u{a0}');
    if blank(before) != blank(after) {
        return true;
    }
    let wide = before.width() > 1 || after.width() > 1;
    wide && !"，。、；：！？）」』】》”’".contains(after) && !"（「『【《“‘".contains(before)
}

#[cfg(test)]
mod tests {
    use super::{padded, wrap};

    #[test]
    fn a_word_is_broken_only_when_it_is_wider_than_a_line() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 5), ["abcde", "fgh", "ij"]);
        assert_eq!(wrap("", 5), Vec::<String>::new());
    }

    #[test]
    fn wide_characters_take_two_cells() {
        assert_eq!(wrap("中国外交部。", 6), ["中国外", "交部。"]);
        assert_eq!(padded("中", 4), "中  ");
    }
}
