//! Formats sources as references and card cites, and lists of works cited.
//!
//! hayagriva renders MLA, APA and Chicago from CSL styles; what CSL cannot express is corrected afterwards. A
//! description in place of a title is in square brackets in all styles, so that it is not mistaken for a title.

mod biblatex;
mod cite_line;
mod csl_json;
mod dates;
mod engine;
mod formatted;
mod item;
mod names;
mod particles;
mod postprocess;
mod sanitize;
mod spans;
mod typography;
mod works;

pub use biblatex::biblatex;
pub use csl_json::csl_json;
pub use formatted::FormattedReference;
pub use spans::Span;
pub use works::{Work, WorksCited, works_cited, works_of_brief, works_of_edition};

use cite_line::Unknown;

use crate::model::{CiteLine, Source, capitalized};
use spans::push;

/// A citation style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CitationStyle {
    /// MLA Handbook, 9th edition.
    Mla9,
    /// Publication Manual of the American Psychological Association, 7th edition.
    Apa7,
    /// The Chicago Manual of Style, 18th edition, notes and bibliography.
    ChicagoNotes,
    /// The cite above a debater's card.
    CardCite,
}

/// Formats a source as an entry of a reference list, with the work that relays it and the place in it.
pub fn reference(
    source: &Source,
    relay: Option<&Source>,
    locator: Option<&str>,
    style: CitationStyle,
) -> FormattedReference {
    if style == CitationStyle::CardCite {
        return FormattedReference { spans: cite_line::cite_line(source, relay, locator, Unknown::of(source)) };
    }
    let item = item::item("0", source, style);
    let rendered = engine::bibliography(std::slice::from_ref(&item), style).into_iter().next();
    let mut formatted = finish(rendered.map(|(_, spans)| spans).unwrap_or_default(), &Work { source, relay }, style);
    if let Some(locator) = sanitize::sanitize_option(locator) {
        push_sentence(&[Span::plain(capitalized(&locator))], style, &mut formatted.spans);
    }
    formatted
}

/// Formats a source as the cite above a card: first name, **last name**, role, day and **year**, title, outlet,
/// address. What is not known of a reader's own copy is called missing, since the reader can still enter it.
pub fn card_cite(source: &Source, relay: Option<&Source>, locator: Option<&str>) -> CiteLine {
    FormattedReference { spans: cite_line::cite_line(source, relay, locator, Unknown::of(source)) }.line()
}

/// Formats the cite that earlier programs gave a card of a reader's own copy: `No author, n.d., [title]`.
pub fn former_cite_of_copy(source: &Source) -> CiteLine {
    FormattedReference { spans: cite_line::cite_line(source, None, None, Unknown::NONE) }.line()
}

/// Postprocesses a rendered reference, and adds the work that relays it.
fn finish(spans: Vec<Span>, work: &Work<'_>, style: CitationStyle) -> FormattedReference {
    let source = work.source;
    let mut spans = postprocess::format_titles(spans, item::title_format(source, style));
    if item::issued(source).is_some_and(|date| date.month().is_none()) {
        // hayagriva keeps the comma between the year and a missing day.
        spans = postprocess::replace_first(spans, ",)", ")");
    }
    spans = postprocess::join_articles(spans);
    spans = postprocess::link_address(spans, item::address(source).as_deref());
    if let Some(relay) = work.relay {
        let mut words = Vec::new();
        push_relay(relay, source, style, &mut words);
        if let Some(first) = words.first_mut() {
            first.text = capitalized(&first.text);
        }
        push_sentence(&words, style, &mut spans);
    }
    FormattedReference { spans }
}

/// Appends `reported by CNA, December 20, 2024`, with the address if the source itself has none.
fn push_relay(relay: &Source, source: &Source, style: CitationStyle, out: &mut Vec<Span>) {
    let outlet = names::outlet(relay);
    push(Span::plain("reported by "), out);
    push(Span::plain(outlet.unwrap_or_else(|| item::title(relay))), out);
    if let Some(date) = item::issued(relay) {
        push(Span::plain(format!(", {}", dates::in_words(date, style))), out);
    }
    if item::address(source).is_none()
        && let Some(address) = item::address(relay)
    {
        push(Span::plain(", "), out);
        push(Span::address(address), out);
    }
}

/// Appends a sentence to the reference.
fn push_sentence(words: &[Span], style: CitationStyle, spans: &mut Vec<Span>) {
    let address = spans.last().is_some_and(|span| span.link);
    let ended = spans.last().is_none_or(|span| span.text.trim_end().ends_with(['.', '?', '!', '”', ']']));
    push(Span::plain(if ended || address { " " } else { ". " }), spans);
    words.iter().for_each(|span| push(span.clone(), spans));
    // APA has no full stop after an address.
    if style != CitationStyle::Apa7 || !spans.last().is_some_and(|span| span.link) {
        push(Span::plain("."), spans);
    }
}
