//! What a line break within a paragraph stands for: a space, or nothing.

/// Returns the separator between two lines that are joined: a space, or nothing in scripts without spaces and after a
/// hyphen within a word. The hyphen stays: whether it belongs to the word cannot be known.
pub(super) fn line_separator(line: &str, next: &str) -> &'static str {
    let last = line.trim_end().chars().next_back().unwrap_or(' ');
    let first = next.trim_start().chars().next().unwrap_or(' ');
    if joins_without_space(last, first) {
        return "";
    }
    let is_inside_word = matches!(last, '-' | '‐')
        && line.trim_end().chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && first.is_lowercase();
    // `Haupt- und Nebensatz`, `pre- or post-war`: the hyphen replaces the rest of a word.
    let word = next.split_whitespace().next().unwrap_or_default();
    let is_suspended =
        ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "to", "och", "og"].contains(&word);
    if is_inside_word && !is_suspended { "" } else { " " }
}

/// Returns whether `c` is a Chinese or Japanese letter or punctuation mark.
pub(super) fn is_unspaced_script(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns whether a line break between two characters stands for nothing: they are Chinese or Japanese, or one of them
/// is and the other is a punctuation mark that these share with other scripts.
fn joins_without_space(last: char, first: char) -> bool {
    let is_shared = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '～');
    match (is_unspaced_script(last), is_unspaced_script(first)) {
        (true, true) => true,
        (true, false) => is_shared(first),
        (false, true) => is_shared(last),
        (false, false) => false,
    }
}

/// Returns a text on one line: each run of whitespace becomes a space, or nothing if it is a line break that stands for
/// nothing.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(end) = rest.find(char::is_whitespace) {
        let (word, after) = rest.split_at(end);
        line.push_str(word);
        rest = after.trim_start();
        let gap = after.get(..after.len() - rest.len()).unwrap_or_default();
        let (last, first) = (word.chars().next_back(), rest.chars().next());
        let joins = last.zip(first).is_some_and(|(last, first)| joins_without_space(last, first));
        if !(joins && gap.contains('\n')) {
            line.push(' ');
        }
    }
    line + rest
}

#[cfg(test)]
mod tests {
    use super::{line_separator, one_line};

    #[test]
    fn a_line_break_between_chinese_or_japanese_letters_and_marks_is_no_space() {
        for (text, line) in [
            ("水坝\n放空", "水坝放空"),
            ("放空，\r\n  这是", "放空，这是"),
            ("他说：\n“放空。”\n后来", "他说：“放空。”后来"),
            ("水坝 放空", "水坝 放空"),
            ("水坝\u{3000}放空", "水坝 放空"),
            ("ダムを\nからに", "ダムをからに"),
            ("2024\n年", "2024 年"),
            ("GDP\n增长", "GDP 增长"),
            ("댐을\n비운다", "댐을 비운다"),
            ("two\nlines", "two lines"),
            (" \n ", ""),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
        assert_eq!(line_separator("放空……", "这是"), "");
        assert_eq!(line_separator("the dams —", "they"), " ");
    }
}
