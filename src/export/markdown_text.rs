//! Text in Markdown: paragraphs, and characters that would be markup.

use crate::model::xml_safe;

/// Appends a paragraph, which is not empty.
pub(super) fn push_paragraph(paragraph: &str, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(paragraph);
    out.push('\n');
}

/// Escapes a text so that none of it is Markdown or HTML, nor any of the extensions that readers of Markdown know:
/// tables, notes, struck and raised text, formulas. Line breaks become spaces.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut first = true;
    for c in xml_safe(text).chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '^' | '$' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            // These are markup only at the start of a line: a list, a numbered list, a rule.
            '-' | '+' | '=' if first => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit()) => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        first = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::escaped;

    /// Returns the words that are read back, or the first event that is no text of a paragraph.
    fn read_back(markdown: &str) -> Result<String, String> {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::SoftBreak | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => text.push(' '),
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(words(&text))
    }

    /// A parser drops the blanks around a paragraph, and those of Markdown are not all that Unicode has.
    fn words(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escaped("1. *a* <b> & [c](d) # e"), "1\\. \\*a\\* &lt;b&gt; &amp; \\[c\\](d) \\# e");
        assert_eq!(escaped("- a - b"), "\\- a - b");
        assert_eq!(escaped("3.5 and 2024."), "3\\.5 and 2024.");
        for text in ["x^2^ and H~2~O", "$5 to $6", "--- a", "+++", "[^1]: a", "| a | b |", "# a {#b}", "[[a]]", "\""] {
            assert_eq!(read_back(&escaped(text)), Ok(text.to_owned()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_line_reads_back_to_the_same_words(line in "[ -~]{0,60}|\\PC{0,40}") {
            let line = words(&line);
            prop_assert_eq!(read_back(&escaped(&line)), Ok(line));
        }
    }
}
