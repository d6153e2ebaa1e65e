//! The cite above a card: one line, with the last name and the year in bold.
//!
//! It is not rendered by CSL: CSL has no variable for a speaker's role, cannot mark the family name in `Hua Chunying`
//! without inverting the name, and cannot print a description without quotation marks.

use super::dates::in_digits;
use super::item::{address, is_described, title};
use super::names::{AuthorName, names, outlet, publisher};
use super::sanitize::{sanitize, sanitize_option};
use super::spans::{Span, push};
use super::typography::with_typographic_quotes;
use crate::model::Source;

/// With more authors, only the first is named.
const MAX_NAMES: usize = 3;

/// The words for what is not known of a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown {
    author: &'static str,
    date: &'static str,
}

impl Unknown {
    /// Of a source that a curator has described: it has none.
    pub(super) const NONE: Self = Self { author: "No author", date: "n.d." };
    /// Of an article that is read or a reader's own copy: it was not entered, and can be.
    const MISSING: Self = Self { author: "[author missing]", date: "[date missing]" };

    /// Returns the words for a source.
    pub(super) fn of(source: &Source) -> Self {
        if source.id.is_of_article() { Self::MISSING } else { Self::NONE }
    }
}

/// Returns the cite of a source, of the work that relays it, and of the place in it.
pub(super) fn cite_line(source: &Source, relay: Option<&Source>, locator: Option<&str>, unknown: Unknown) -> Vec<Span> {
    let mut out = Vec::new();
    let names = names(source);
    let publisher_name = publisher(source);
    let role = sanitize_option(source.role.as_deref()).map(|role| with_typographic_quotes(&role, false));
    // If nobody is named, the role stands in for the name.
    let is_anonymous = names.is_empty() && publisher_name.is_none();
    push_authors(&names, publisher_name.as_deref().or(role.as_deref()).unwrap_or(unknown.author), &mut out);
    if let Some(role) = role.filter(|_| !is_anonymous) {
        push_item(&role, &mut out);
    }
    push_separator(&mut out);
    match source.date() {
        Some(date) => {
            let (before, year) = in_digits(date);
            push(Span::plain(before), &mut out);
            push(Span::strong(year), &mut out);
        }
        None => push(Span::plain(unknown.date), &mut out),
    }
    let is_description = is_described(source);
    let title = with_typographic_quotes(&title(source), !is_description);
    if is_description {
        push_item(&format!("[{title}]"), &mut out);
    } else {
        // The comma goes inside the quotation marks.
        push_item(&format!("“{title},”"), &mut out);
    }
    let organisation = names.first().map(|name| name.family.clone());
    let place = match publisher_name {
        Some(outlet) if names.is_empty() || organisation.as_ref() == Some(&outlet) => None,
        Some(outlet) => Some(outlet),
        None => Some(source.kind.word().to_owned()).filter(|_| !is_description),
    };
    if let Some(place) = place {
        push_item(&place, &mut out);
    }
    if let Some(locator) = sanitize_option(locator) {
        push_item(&locator, &mut out);
    }
    push_end(source, relay, &mut out);
    out
}

fn push_authors(names: &[AuthorName], outlet: &str, out: &mut Vec<Span>) {
    let Some(first) = names.first() else {
        push(Span::strong(outlet), out);
        return;
    };
    if names.len() > MAX_NAMES {
        push_name(first, out);
        push(Span::plain(" et al."), out);
        return;
    }
    for (i, name) in names.iter().enumerate() {
        let between = match (i, names.len() - i) {
            (0, _) => "",
            (_, 1) if names.len() == 2 => " and ",
            (_, 1) => ", and ",
            _ => ", ",
        };
        push(Span::plain(between), out);
        push_name(name, out);
    }
}

fn push_name(name: &AuthorName, out: &mut Vec<Span>) {
    push(Span::plain(name.before.as_str()), out);
    push(Span::strong(name.family.as_str()), out);
    push(Span::plain(name.after.as_str()), out);
}

/// Appends the relaying work, the address and the access date.
fn push_end(source: &Source, relay: Option<&Source>, out: &mut Vec<Span>) {
    if let Some(relay) = relay {
        let relay_name = outlet(relay).unwrap_or_else(|| sanitize(&relay.title));
        push_item(&format!("as reported by {relay_name}"), out);
        if let Some(date) = relay.date() {
            let (before, year) = in_digits(date);
            push_item(&format!("{before}{year}"), out);
        }
    }
    let cited = relay.filter(|_| address(source).is_none()).unwrap_or(source);
    let Some(url) = address(cited) else { return };
    push_separator(out);
    push(Span::address(url), out);
    if let Some(accessed) = cited.accessed {
        let (before, year) = in_digits(accessed);
        push(Span::plain(format!(" (accessed {before}{year})")), out);
    }
}

fn push_item(text: &str, out: &mut Vec<Span>) {
    push_separator(out);
    push(Span::plain(text), out);
}

/// Appends a comma, unless there is one inside the quotation marks already.
fn push_separator(out: &mut Vec<Span>) {
    let quoted = out.last().is_some_and(|span| span.text.ends_with(",”"));
    push(Span::plain(if quoted { " " } else { ", " }), out);
}
