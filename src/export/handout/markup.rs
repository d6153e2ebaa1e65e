//! Pieces of HTML. Everything that comes from an edition goes through [`escaped`].

use super::words::{Run, Words};

/// A text as it may stand between tags and in quoted attributes.
pub(in crate::export) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What no page may hold; a text holds none after `with_marks`, a code or a hue might.
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A name that may stand in an `id` or a `class`: letters, digits and hyphens alone.
pub(super) fn token(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// The attributes of a text that is not in the language of the page.
fn attributes(words: &Words, home: &str) -> String {
    if words.language == home && !words.rtl {
        return String::new();
    }
    format!(" lang=\"{}\" dir=\"{}\"", escaped(&words.language), if words.rtl { "rtl" } else { "ltr" })
}

/// A text as an element.
pub(super) fn element(name: &str, class: &str, words: &Words, home: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<{name}{class}{}>{}</{name}>", attributes(words, home), runs(words))
}

/// The pieces of a text with what sets them off.
pub(super) fn runs(words: &Words) -> String {
    words.runs.iter().map(run).collect()
}

fn run(Run { text, emphasis, strong, link }: &Run) -> String {
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

/// A stance's mark in its square; the word stands beside it, so it is not read aloud.
pub(super) fn square(mark: &str) -> String {
    format!("<span class=\"square\" aria-hidden=\"true\">{}</span>", escaped(mark))
}

#[cfg(test)]
mod tests {
    use super::{escaped, token};

    #[test]
    fn nothing_that_opens_a_tag_or_ends_an_attribute_is_left() {
        assert_eq!(escaped("<b a='1' c=\"2\">&amp;"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;");
        assert_eq!(escaped("a\u{0}b"), "a\u{fffd}b");
        assert_eq!(token("a\" onload=\"x"), "a--onload--x");
    }
}
