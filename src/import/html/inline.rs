//! Inline elements whose text is not taken as it stands: references to notes, struck-out and raised text, drop caps.

use dom_query::NodeRef;

use super::super::baseline::{Baseline, is_note_mark};
use super::element::{attribute, short_text};
use super::visibility::{is_hidden, style_of};

/// The longest reference to a note, in characters: `[note 12]`.
const MAX_REFERENCE_CHARS: usize = 10;
/// The longest raised or lowered text, in bytes and with the whitespace in it, that may be a reference, an exponent or an
/// index.
const MAX_MOVED_BYTES: usize = 80;
/// The most characters of a drop cap: a letter with a quotation mark before it or an apostrophe after it.
const MAX_DROP_CAP_CHARS: usize = 3;
/// The most bytes of a drop cap with the whitespace around it.
const MAX_DROP_CAP_BYTES: usize = 200;

/// How an inline element is taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum InlineText {
    /// As it stands.
    Plain,
    /// Left out: it refers to a note.
    NoteReference,
    /// Left out: it leads from a note back to the text.
    BackLink,
    /// Left out: it is struck out.
    Struck,
    /// As this text, which was raised or lowered.
    Moved(Baseline, String),
}

/// Returns how an element is taken.
pub(super) fn inline_text(node: &NodeRef<'_>, name: &str) -> InlineText {
    if is_struck(node, name) {
        return InlineText::Struck;
    }
    let baseline = baseline(node, name);
    if baseline == Baseline::Normal && name != "a" {
        return InlineText::Plain;
    }
    if short_text(node, MAX_MOVED_BYTES).is_none() {
        return InlineText::Plain;
    }
    let text = shown_text(node);
    let trimmed = text.trim();
    if baseline != Baseline::Lowered && is_note_reference(node, name, trimmed) {
        return InlineText::NoteReference;
    }
    if name == "a" && is_back_link(node, trimmed) {
        return InlineText::BackLink;
    }
    match baseline {
        Baseline::Normal => InlineText::Plain,
        Baseline::Raised | Baseline::Lowered => InlineText::Moved(baseline, text),
    }
}

/// Returns whether an element is struck out.
pub(super) fn is_struck(node: &NodeRef<'_>, name: &str) -> bool {
    if matches!(name, "s" | "strike" | "del") {
        return true;
    }
    let is_line = |property| style_of(node, property).is_some_and(|value| value.contains("line-through"));
    node.has_attr("style") && (is_line("text-decoration") || is_line("text-decoration-line"))
}

/// Returns the position of an element's text in relation to the line around it.
fn baseline(node: &NodeRef<'_>, name: &str) -> Baseline {
    match name {
        "sup" => return Baseline::Raised,
        "sub" => return Baseline::Lowered,
        "span" => {}
        _ => return Baseline::Normal,
    }
    match style_of(node, "vertical-align").as_deref() {
        Some("super") => Baseline::Raised,
        Some("sub") => Baseline::Lowered,
        _ if node.has_class("superscript") || node.has_class("sup") => Baseline::Raised,
        _ if node.has_class("subscript") => Baseline::Lowered,
        _ => Baseline::Normal,
    }
}

/// Returns the text of an element without what is hidden or struck out, and with a sign before what is raised or lowered
/// in it: the raised `2<sup>3</sup>` is no 23.
fn shown_text(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    for part in node.descendants_it() {
        if part.is_text() {
            let mut around = part.ancestors_it(None).take_while(|n| n.id != node.id);
            if !around.any(|n| is_hidden(&n) || is_struck(&n, &n.node_name().unwrap_or_default())) {
                text.push_str(&part.text());
            }
        } else if !text.trim().is_empty() {
            match baseline(&part, &part.node_name().unwrap_or_default()) {
                Baseline::Normal => {}
                Baseline::Raised => text.push('^'),
                Baseline::Lowered => text.push('_'),
            }
        }
    }
    text
}

/// Words in the class, role or type of references to notes, without separators.
const REFERENCE_WORDS: [&str; 9] =
    ["noteref", "footnote", "endnote", "fnref", "fnanchor", "biblioref", "reference", "notelink", "sidenote"];

/// Returns whether a raised element or a link refers to a note: it says so, or it is a raised link of a number or sign.
fn is_note_reference(node: &NodeRef<'_>, name: &str, text: &str) -> bool {
    let length = text.chars().count();
    if length == 0 || length > MAX_REFERENCE_CHARS || text.chars().any(char::is_whitespace) && length > 8 {
        return false;
    }
    // The link may be around the raised text or in it.
    let link = match name {
        "a" => Some(*node),
        _ => node.descendants_it().find(|n| n.has_name("a")).or_else(|| node.parent().filter(|p| p.has_name("a"))),
    };
    let mut kinds = String::new();
    for node in link.iter().chain([node]) {
        for attribute_name in ["class", "role", "epub:type", "rel", "data-type"] {
            kinds.push_str(&attribute(node, attribute_name).replace(['-', '_'], ""));
            kinds.push(' ');
        }
    }
    let is_mark = is_note_mark(text);
    let says_so = REFERENCE_WORDS.iter().any(|word| kinds.contains(word)) && !kinds.contains("back");
    // A link that is not raised may be called a reference to anything.
    if says_so && (name != "a" || is_mark) {
        return true;
    }
    match link {
        // Around more than the number, it is a link of its own.
        Some(link) if name != "a" => is_mark && shown_text(&link).trim().chars().count() <= MAX_REFERENCE_CHARS,
        Some(link) => {
            let is_bracketed = text.starts_with('[') && text.ends_with(']') && is_mark;
            is_bracketed && link.attr("href").is_some_and(|href| href.starts_with('#'))
        }
        None => text.starts_with('[') && text.ends_with(']') && is_mark,
    }
}

/// Returns whether a link leads back from a note: an arrow or another sign to a place on this page.
fn is_back_link(node: &NodeRef<'_>, text: &str) -> bool {
    let is_local = node.attr("href").is_some_and(|href| href.contains('#'));
    let kinds = format!("{} {} {}", attribute(node, "class"), attribute(node, "role"), attribute(node, "epub:type"));
    let says_so =
        ["backlink", "fn-backref", "footnote-back", "reversefootnote"].iter().any(|word| kinds.contains(word));
    let is_arrow = !text.is_empty() && text.chars().all(|c| "^↑↩⤴↵⏎⮌\u{fe0e}\u{fe0f}".contains(c));
    is_local && (is_arrow || (says_so && text.chars().count() <= MAX_REFERENCE_CHARS))
}

/// The large first letter of a text, which belongs to the word after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DropCap {
    pub(super) letter: String,
    /// The letter may be a word of its own, so a space after it counts.
    pub(super) may_be_word: bool,
}

/// Letters that are words: the article in English, French `à` and `y`, Spanish and Italian `o` and `e`, Russian `в`.
const ONE_LETTER_WORDS: &str = "AIOEYUÀÉÈÓÒÚАВИКОСУЯЄІЙЗ";

/// Returns the drop cap that an element is: an inline or block element, or a picture with such an alternative text, that
/// says so in its class or floats beside the text.
pub(super) fn drop_cap(node: &NodeRef<'_>, name: &str) -> Option<DropCap> {
    let is_picture = name == "img";
    if !is_picture && !matches!(name, "span" | "div" | "p" | "b" | "strong" | "big" | "font" | "em" | "i") {
        return None;
    }
    let names: String = ["class", "id"].map(|name| attribute(node, name)).concat();
    let names: String = names.chars().filter(char::is_ascii_alphanumeric).collect();
    let says_so = ["dropcap", "firstletter", "firstcharacter", "initial", "lettrine", "capital", "versal", "drpcap"]
        .iter()
        .any(|word| names.contains(word));
    if !says_so && style_of(node, "float").is_none_or(|float| float == "none") {
        return None;
    }
    let text = if is_picture { node.attr("alt")?.to_string() } else { short_text(node, MAX_DROP_CAP_BYTES)? };
    let letter = text.trim();
    let count = letter.chars().count();
    let capitals = letter.chars().filter(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()).count();
    if !(1..=MAX_DROP_CAP_CHARS).contains(&count) || capitals != 1 || letter.chars().any(char::is_whitespace) {
        return None;
    }
    let may_be_word = letter.chars().last().is_some_and(|c| ONE_LETTER_WORDS.contains(c));
    Some(DropCap { letter: letter.to_owned(), may_be_word })
}
