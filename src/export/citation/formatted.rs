//! Output formats of a formatted reference.

use super::spans::Span;
use crate::export::handout::escaped;
use crate::model::{CiteLine, TextRanges};

/// A formatted reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormattedReference {
    /// Its text in order.
    pub spans: Vec<Span>,
}

impl FormattedReference {
    /// Returns the plain text.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Returns the bold parts of the text, in code points.
    pub fn strong(&self) -> TextRanges {
        let mut at = 0;
        let mut strong = TextRanges::default();
        for span in &self.spans {
            let end = at + span.text.chars().count();
            if span.strong {
                strong.add(at..end);
            }
            at = end;
        }
        strong
    }

    /// Returns the cite line of a card.
    pub fn line(&self) -> CiteLine {
        CiteLine { text: self.text(), strong: self.strong() }
    }

    /// Returns an HTML fragment with italics, bold and links.
    pub fn html(&self) -> String {
        let mut out = String::new();
        for Span { text, italic, strong, link } in &self.spans {
            let text = escaped(text);
            let (open, close) = match (italic, strong) {
                (true, true) => ("<strong><i>", "</i></strong>"),
                (true, false) => ("<i>", "</i>"),
                (false, true) => ("<strong>", "</strong>"),
                (false, false) => ("", ""),
            };
            out.push_str(open);
            if *link {
                out.push_str(&format!("<a href=\"{text}\">{text}</a>"));
            } else {
                out.push_str(&text);
            }
            out.push_str(close);
        }
        out
    }

    /// Returns a line of Markdown with italics, bold and links.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for Span { text, italic, strong, link } in &self.spans {
            if *link {
                // Percent-encodes the characters that would end the address.
                let address: String = text
                    .chars()
                    .map(|c| match c {
                        '<' => "%3C".to_owned(),
                        '>' => "%3E".to_owned(),
                        c => c.to_string(),
                    })
                    .collect();
                out.push_str(&format!("<{address}>"));
                continue;
            }
            let mark = match (italic, strong) {
                (true, true) => "***",
                (true, false) => "*",
                (false, true) => "**",
                (false, false) => "",
            };
            // Markdown does not allow spaces inside the delimiters.
            let words = text.trim();
            let before = text.len() - text.trim_start().len();
            let after = text.trim_end().len();
            out.push_str(text.get(..before).unwrap_or_default());
            if !words.is_empty() {
                out.push_str(mark);
                out.push_str(&plain_markdown(words));
                out.push_str(mark);
                out.push_str(text.get(after..).unwrap_or_default());
            }
        }
        out
    }
}

fn plain_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
