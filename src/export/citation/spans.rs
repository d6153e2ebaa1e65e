//! Formatted text as spans with uniform formatting.

use hayagriva::citationberg::{FontStyle, FontWeight};
use hayagriva::{ElemChild, ElemChildren, Formatting};

/// A span of a reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether it is bold.
    pub strong: bool,
    /// Whether it is a link to the web address in `text`.
    pub link: bool,
}

impl Span {
    /// Returns a span without formatting.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }

    /// Returns an address, which is a link if it is a web address.
    pub(super) fn address(text: impl Into<String>) -> Self {
        let text = text.into();
        let link = text.starts_with("https://") || text.starts_with("http://");
        Self { text, link, ..Self::default() }
    }

    fn has_format_of(&self, other: &Self) -> bool {
        (self.italic, self.strong, self.link) == (other.italic, other.strong, other.link)
    }
}

/// Appends a span, merging it with the last one if both have the same formatting.
pub(super) fn push(span: Span, spans: &mut Vec<Span>) {
    if span.text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(last) if last.has_format_of(&span) && !span.link => last.text.push_str(&span.text),
        _ => spans.push(span),
    }
}

/// Flattens the element tree of hayagriva.
pub(super) fn flatten(children: &ElemChildren) -> Vec<Span> {
    let mut spans = Vec::new();
    push_children(children, &mut spans);
    spans
}

fn push_children(children: &ElemChildren, spans: &mut Vec<Span>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, url: _ } => {
                push(formatted_span(&text.text, text.formatting), spans);
            }
            ElemChild::Elem(elem) => push_children(&elem.children, spans),
            ElemChild::Markup(text) => push(Span::plain(text.as_str()), spans),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn formatted_span(text: &str, formatting: Formatting) -> Span {
    Span {
        text: text.to_owned(),
        italic: formatting.font_style == FontStyle::Italic,
        strong: formatting.font_weight == FontWeight::Bold,
        link: false,
    }
}
