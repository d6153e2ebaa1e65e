//! A set reference as pieces of text that look the same throughout.

use hayagriva::citationberg::{FontStyle, FontWeight};
use hayagriva::{ElemChild, ElemChildren, Formatting};

/// A piece of a reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// In italics.
    pub italic: bool,
    /// Bold.
    pub strong: bool,
    /// It is an address of the web, and leads there.
    pub link: bool,
}

impl Piece {
    /// A piece without a look of its own.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A bold piece.
    pub(super) fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }

    /// An address, which leads there when it is one of the web.
    pub(super) fn address(text: impl Into<String>) -> Self {
        let text = text.into();
        let link = text.starts_with("https://") || text.starts_with("http://");
        Self { text, link, ..Self::default() }
    }

    fn looks_like(&self, other: &Self) -> bool {
        (self.italic, self.strong, self.link) == (other.italic, other.strong, other.link)
    }
}

/// Adds a piece, to the last one when both look the same.
pub(super) fn push(piece: Piece, pieces: &mut Vec<Piece>) {
    if piece.text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.looks_like(&piece) && !piece.link => last.text.push_str(&piece.text),
        _ => pieces.push(piece),
    }
}

/// What hayagriva made, without its tree.
pub(super) fn flattened(children: &ElemChildren) -> Vec<Piece> {
    let mut pieces = Vec::new();
    flatten(children, &mut pieces);
    pieces
}

fn flatten(children: &ElemChildren, pieces: &mut Vec<Piece>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, url: _ } => {
                push(of(&text.text, text.formatting), pieces);
            }
            ElemChild::Elem(elem) => flatten(&elem.children, pieces),
            ElemChild::Markup(text) => push(Piece::plain(text.as_str()), pieces),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn of(text: &str, look: Formatting) -> Piece {
    Piece {
        text: text.to_owned(),
        italic: look.font_style == FontStyle::Italic,
        strong: look.font_weight == FontWeight::Bold,
        link: false,
    }
}
