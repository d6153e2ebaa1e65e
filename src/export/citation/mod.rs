//! References: one source as a line of a list, a footnote or the cite over a card, and lists of them.
//!
//! MLA, APA and Chicago are set by hayagriva from CSL styles; what a style cannot know is put right afterwards. A
//! description in place of a title stands in square brackets in all of them, so that nobody takes it for a title.

mod biblatex;
mod csl_json;
mod dates;
mod engine;
mod formatted;
mod item;
mod letters;
mod line;
mod mend;
mod names;
mod pieces;
mod place;
mod tidy;
mod works;

pub use biblatex::biblatex;
pub use csl_json::csl_json;
pub use formatted::Formatted;
pub use pieces::Piece;
pub use works::{Work, WorksCited, works_cited, works_of_brief, works_of_edition};

use crate::model::{CiteLine, Source};
use pieces::push;

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// The handbook of the Modern Language Association, 9th edition.
    Mla9,
    /// The manual of the American Psychological Association, 7th edition.
    Apa7,
    /// The Chicago Manual of Style, 18th edition, notes and bibliography.
    ChicagoNotes,
    /// The line over a debater's card.
    Line,
}

/// A source as one reference of a list, with the page that reports it and the place in it.
pub fn reference(source: &Source, relay: Option<&Source>, locator: Option<&str>, style: Style) -> Formatted {
    if style == Style::Line {
        return Formatted { pieces: line::line(source, relay, locator) };
    }
    let item = item::item("0", source, style);
    let set = engine::bibliography(std::slice::from_ref(&item), style).into_iter().next();
    let mut set = finished(set.map(|(_, pieces)| pieces).unwrap_or_default(), &Work { source, relay }, style);
    if let Some(locator) = tidy::tidy_option(locator) {
        sentence(&[Piece::plain(item::sentence_case(&locator))], style, &mut set.pieces);
    }
    set
}

/// A source as a footnote at its first mention. Styles without footnotes give the reference.
pub fn note(source: &Source, relay: Option<&Source>, locator: Option<&str>, style: Style) -> Formatted {
    if style != Style::ChicagoNotes {
        return reference(source, relay, locator, style);
    }
    let item = item::item("0", source, style);
    let locator = tidy::tidy_option(locator);
    let locator = locator.as_deref().map(place::place);
    let mut pieces = dressed(engine::footnote(&item, locator, style), source, style);
    if let Some(relay) = relay {
        without_full_stop(&mut pieces);
        push(Piece::plain(", "), &mut pieces);
        reported(relay, source, style, &mut pieces);
        push(Piece::plain("."), &mut pieces);
    }
    Formatted { pieces }
}

/// A source as the line over a card: first name, **last name**, post, day and **year**, title, outlet, address.
pub fn one_line(source: &Source, relay: Option<&Source>, locator: Option<&str>) -> CiteLine {
    Formatted { pieces: line::line(source, relay, locator) }.line()
}

/// What the engine made of a work, put right, with the page that reports it.
fn finished(pieces: Vec<Piece>, work: &Work<'_>, style: Style) -> Formatted {
    let mut pieces = dressed(pieces, work.source, style);
    if let Some(relay) = work.relay {
        let mut words = Vec::new();
        reported(relay, work.source, style, &mut words);
        if let Some(first) = words.first_mut() {
            first.text = item::sentence_case(&first.text);
        }
        sentence(&words, style, &mut pieces);
    }
    Formatted { pieces }
}

fn dressed(pieces: Vec<Piece>, source: &Source, style: Style) -> Vec<Piece> {
    let mut pieces = mend::titled(pieces, item::look(source, style));
    if item::issued(source).is_some_and(|date| date.month().is_none()) {
        // hayagriva leaves the comma between the year and a day that is not there.
        pieces = mend::replaced(pieces, ",)", ")");
    }
    mend::linked(pieces, item::address(source).as_deref())
}

/// `reported by CNA, December 20, 2024`, with the address when the source itself has none.
fn reported(relay: &Source, source: &Source, style: Style, out: &mut Vec<Piece>) {
    let outlet = names::outlet(relay);
    push(Piece::plain("reported by "), out);
    push(Piece::plain(outlet.unwrap_or_else(|| item::title(relay))), out);
    if let Some(date) = item::issued(relay) {
        push(Piece::plain(format!(", {}", dates::in_words(date, style))), out);
    }
    if item::address(source).is_none()
        && let Some(address) = item::address(relay)
    {
        push(Piece::plain(", "), out);
        push(Piece::address(address), out);
    }
}

/// Adds a sentence after the reference.
fn sentence(words: &[Piece], style: Style, pieces: &mut Vec<Piece>) {
    let address = pieces.last().is_some_and(|piece| piece.link);
    let ended = pieces.last().is_none_or(|piece| piece.text.trim_end().ends_with(['.', '?', '!', '”', ']']));
    push(Piece::plain(if ended || address { " " } else { ". " }), pieces);
    words.iter().for_each(|piece| push(piece.clone(), pieces));
    // APA puts no full stop after an address.
    if style != Style::Apa7 || !pieces.last().is_some_and(|piece| piece.link) {
        push(Piece::plain("."), pieces);
    }
}

fn without_full_stop(pieces: &mut Vec<Piece>) {
    if let Some(last) = pieces.last_mut()
        && last.text.ends_with('.')
    {
        last.text.pop();
        if last.text.is_empty() {
            pieces.pop();
        }
    }
}
