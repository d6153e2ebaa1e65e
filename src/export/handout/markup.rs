//! HTML elements. All text from an edition must go through [`escaped`].

use super::text::{StyledText, TextRun};

/// Escapes a text for HTML content and quoted attributes.
pub(in crate::export) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML forbids control characters. `with_marks` removes them from texts, but not from codes and hues.
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Returns a valid `id` or `class`: ASCII letters, digits and hyphens.
pub(super) fn token(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// Returns the `lang` and `dir` attributes of a text in another language than the page's.
fn attributes(words: &StyledText, page_language: &str) -> String {
    if words.language == page_language && !words.rtl {
        return String::new();
    }
    format!(" lang=\"{}\" dir=\"{}\"", escaped(&words.language), if words.rtl { "rtl" } else { "ltr" })
}

pub(super) fn element(name: &str, class: &str, words: &StyledText, page_language: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<{name}{class}{}>{}</{name}>", attributes(words, page_language), runs(words))
}

pub(super) fn runs(words: &StyledText) -> String {
    words.runs.iter().map(run).collect()
}

fn run(TextRun { text, emphasis, strong, link }: &TextRun) -> String {
    let mut out = escaped(text);
    if *emphasis {
        out = format!("<em>{out}</em>");
    }
    if *strong {
        out = format!("<strong>{out}</strong>");
    }
    match link {
        Some(address) => format!("<a href=\"{}\">{out}</a>", escaped(address)),
        None => out,
    }
}

/// Returns the mark of a stance in its square. It is hidden from screen readers, since the word is beside it.
pub(super) fn square(mark: &str) -> String {
    format!("<span class=\"square\" aria-hidden=\"true\">{}</span>", escaped(mark))
}

#[cfg(test)]
mod tests {
    use super::{escaped, token};

    #[test]
    fn escaped_text_opens_no_tag_and_ends_no_attribute() {
        assert_eq!(escaped("<b a='1' c=\"2\">&amp;"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;");
        assert_eq!(escaped("a\u{0}b"), "a\u{fffd}b");
        assert_eq!(token("a\" onload=\"x"), "a--onload--x");
    }
}
