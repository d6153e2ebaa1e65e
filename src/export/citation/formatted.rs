//! A reference in the forms that others can take.

use super::pieces::Piece;
use super::tidy::escaped;
use crate::model::{CiteLine, TextRanges};

/// A reference, set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

impl Formatted {
    /// The words alone.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// What of the text is bold, in code points.
    pub fn strong(&self) -> TextRanges {
        let mut at = 0;
        let mut strong = TextRanges::default();
        for piece in &self.pieces {
            let end = at + piece.text.chars().count();
            if piece.strong {
                strong.add(at..end);
            }
            at = end;
        }
        strong
    }

    /// The line of a card.
    pub fn line(&self) -> CiteLine {
        CiteLine { text: self.text(), strong: self.strong() }
    }

    /// A fragment of HTML: italics, bold and links, everything else escaped.
    pub fn html(&self) -> String {
        let mut out = String::new();
        for Piece { text, italic, strong, link } in &self.pieces {
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

    /// A line of Markdown: italics, bold and links, everything else as it stands.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for Piece { text, italic, strong, link } in &self.pieces {
            if *link {
                // Letters that would end the address are written as figures.
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
            // A mark next to a blank is no mark.
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

/// Words that Markdown leaves as they are.
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
