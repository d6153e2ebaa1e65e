//! The cite that stands over a card: one line, with the last name and the year in bold.
//!
//! It is made by hand, not by CSL: CSL has no variable for a speaker's post, cannot say which part of `Hua Chunying` is
//! the family name without turning the name round, and cannot leave a description without quotation marks.

use super::dates::in_figures;
use super::item::{address, is_described, title};
use super::letters::curled;
use super::names::{Name, names, outlet, publisher};
use super::pieces::{Piece, push};
use super::tidy::{tidy, tidy_option};
use crate::model::Source;

/// With more authors than these, only the first is named.
const MOST_NAMES: usize = 3;

/// The line of a source, of the page that reports it, and of the place in it.
pub(super) fn line(source: &Source, relay: Option<&Source>, locator: Option<&str>) -> Vec<Piece> {
    let mut out = Vec::new();
    let names = names(source);
    let outlet_of_source = publisher(source);
    let role = tidy_option(source.role.as_deref()).map(|role| curled(&role, false));
    // Of somebody who is not named, the post is what we know.
    let nameless = names.is_empty() && outlet_of_source.is_none();
    who(&names, outlet_of_source.as_deref().or(role.as_deref()), &mut out);
    if let Some(role) = role.filter(|_| !nameless) {
        item(&role, &mut out);
    }
    separate(&mut out);
    match source.date() {
        Some(date) => {
            let (before, year) = in_figures(date);
            push(Piece::plain(before), &mut out);
            push(Piece::strong(year), &mut out);
        }
        None => push(Piece::plain("n.d."), &mut out),
    }
    let described = is_described(source);
    let title = curled(&title(source), !described);
    if described {
        item(&format!("[{title}]"), &mut out);
    } else {
        // The comma stands inside the quotation marks.
        item(&format!("“{title},”"), &mut out);
    }
    let body = names.first().map(|name| name.family.clone());
    let place = match outlet_of_source {
        Some(outlet) if names.is_empty() || body.as_ref() == Some(&outlet) => None,
        Some(outlet) => Some(outlet),
        None => Some(source.kind.word().to_owned()).filter(|_| !described),
    };
    if let Some(place) = place {
        item(&place, &mut out);
    }
    if let Some(locator) = tidy_option(locator) {
        item(&locator, &mut out);
    }
    end(source, relay, &mut out);
    out
}

fn who(names: &[Name], outlet: Option<&str>, out: &mut Vec<Piece>) {
    let Some(first) = names.first() else {
        push(Piece::strong(outlet.unwrap_or("No author")), out);
        return;
    };
    if names.len() > MOST_NAMES {
        one(first, out);
        push(Piece::plain(" et al."), out);
        return;
    }
    for (i, name) in names.iter().enumerate() {
        let between = match (i, names.len() - i) {
            (0, _) => "",
            (_, 1) if names.len() == 2 => " and ",
            (_, 1) => ", and ",
            _ => ", ",
        };
        push(Piece::plain(between), out);
        one(name, out);
    }
}

fn one(name: &Name, out: &mut Vec<Piece>) {
    push(Piece::plain(name.before.as_str()), out);
    push(Piece::strong(name.family.as_str()), out);
    push(Piece::plain(name.after.as_str()), out);
}

/// What reports it, the address and the day it was looked at.
fn end(source: &Source, relay: Option<&Source>, out: &mut Vec<Piece>) {
    if let Some(relay) = relay {
        let reporter = outlet(relay).unwrap_or_else(|| tidy(&relay.title));
        item(&format!("as reported by {reporter}"), out);
        if let Some(date) = relay.date() {
            let (before, year) = in_figures(date);
            item(&format!("{before}{year}"), out);
        }
    }
    let read = relay.filter(|_| address(source).is_none()).unwrap_or(source);
    let Some(url) = address(read) else { return };
    separate(out);
    push(Piece::address(url), out);
    if let Some(accessed) = read.accessed {
        let (before, year) = in_figures(accessed);
        push(Piece::plain(format!(" (accessed {before}{year})")), out);
    }
}

fn item(text: &str, out: &mut Vec<Piece>) {
    separate(out);
    push(Piece::plain(text), out);
}

/// A comma, unless one stands inside the quotation marks already.
fn separate(out: &mut Vec<Piece>) {
    let quoted = out.last().is_some_and(|piece| piece.text.ends_with(",”"));
    push(Piece::plain(if quoted { " " } else { ", " }), out);
}
