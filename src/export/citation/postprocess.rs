//! Corrects rendered references where CSL cannot: the format of titles, and links.

use super::particles::JOINER;
use super::spans::{Span, push};
use super::typography::with_typographic_quotes;

/// Encloses the title, so that postprocessing can find it in the rendered reference. It is invisible and does not
/// affect sorting.
pub(super) const TITLE_MARKER: char = '\u{2063}';

/// How a title is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleFormat {
    /// As the style renders it.
    OfStyle,
    /// In quotation marks.
    Quoted,
    /// Without formatting, as for laws.
    Plain,
    /// In square brackets: it is a description, not a title.
    Described,
}

/// Applies a format to the titles, which are enclosed in [`TITLE_MARKER`]s.
pub(super) fn format_titles(spans: Vec<Span>, format: TitleFormat) -> Vec<Span> {
    let whole: String = spans.iter().map(|span| span.text.as_str()).collect();
    let mut rest = &whole[..];
    let mut at = 0;
    let mut out = Vec::new();
    while let Some((before, after)) = rest.split_once(TITLE_MARKER) {
        let Some((title, after)) = after.split_once(TITLE_MARKER) else { break };
        let start = at + before.len();
        let title_at = start + TITLE_MARKER.len_utf8();
        let quoted = before.ends_with('“');
        let italic = span_at(&spans, title_at).is_some_and(|span| span.italic);
        copy_range(&spans, whole.len() - rest.len(), start - if quoted { '“'.len_utf8() } else { 0 }, &mut out);
        let mut after = after;
        let mut punctuation = None;
        for _ in 0..2 {
            match after.chars().next() {
                Some(c @ ('.' | ',')) if punctuation.is_none() => punctuation = Some(c),
                Some('”') if quoted => {}
                _ => break,
            }
            after = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        push_title(title, punctuation, TitleState { format, quoted, italic }, &mut out);
        at = whole.len() - after.len();
        rest = after;
    }
    copy_range(&spans, at, whole.len(), &mut out);
    out.iter_mut().for_each(|span| span.text.retain(|c| c != TITLE_MARKER));
    out.retain(|span| !span.text.is_empty());
    out
}

/// The rendered and the required format of a title.
struct TitleState {
    format: TitleFormat,
    quoted: bool,
    italic: bool,
}

fn push_title(
    title: &str,
    punctuation: Option<char>,
    TitleState { format, quoted, italic }: TitleState,
    out: &mut Vec<Span>,
) {
    let in_quotes = format == TitleFormat::Quoted || (format == TitleFormat::OfStyle && quoted);
    let title = with_typographic_quotes(title, in_quotes);
    // No full stop after a question mark or another full stop.
    let ended = title.ends_with(['.', '?', '!', '…']);
    let punctuation =
        punctuation.filter(|punctuation| !(ended && (*punctuation == '.' && format != TitleFormat::Described)));
    let punctuation = punctuation.map(String::from).unwrap_or_default();
    match format {
        TitleFormat::Described => push(Span::plain(format!("[{title}]{punctuation}")), out),
        TitleFormat::Plain => push(Span::plain(format!("{title}{punctuation}")), out),
        _ if in_quotes => push(Span::plain(format!("“{title}{punctuation}”")), out),
        _ => {
            push(Span { text: title, italic, ..Span::default() }, out);
            push(Span::plain(punctuation), out);
        }
    }
}

fn span_at(spans: &[Span], at: usize) -> Option<&Span> {
    let mut end = 0;
    spans.iter().find(|span| {
        end += span.text.len();
        at < end
    })
}

/// Copies the spans of a byte range of the whole text.
fn copy_range(spans: &[Span], from: usize, to: usize, out: &mut Vec<Span>) {
    let mut start = 0;
    for span in spans {
        let (low, high) = (from.max(start), to.min(start + span.text.len()));
        if low < high
            && let Some(text) = span.text.get(low - start..high - start)
        {
            push(Span { text: text.to_owned(), ..span.clone() }, out);
        }
        start += span.text.len();
    }
}

/// Removes the joiners after Arabic articles, with the spaces after them.
pub(super) fn join_articles(mut spans: Vec<Span>) -> Vec<Span> {
    for span in spans.iter_mut().filter(|span| span.text.contains(JOINER)) {
        span.text = span.text.replace(&format!("{JOINER} "), "").replace(JOINER, "");
    }
    spans
}

/// Makes a web address in the text a link.
pub(super) fn link_address(spans: Vec<Span>, address: Option<&str>) -> Vec<Span> {
    let Some(address) = address.filter(|address| Span::address(*address).link) else { return spans };
    let mut out = Vec::with_capacity(spans.len() + 2);
    let mut found = false;
    for span in spans {
        match span.text.split_once(address) {
            Some((before, after)) if !found => {
                found = true;
                push(Span { text: before.to_owned(), ..span.clone() }, &mut out);
                push(Span::address(address), &mut out);
                push(Span { text: after.to_owned(), ..span.clone() }, &mut out);
            }
            _ => push(span, &mut out),
        }
    }
    out
}

/// Replaces the first occurrence of a text within a span.
pub(super) fn replace_first(mut spans: Vec<Span>, old: &str, new: &str) -> Vec<Span> {
    if let Some(span) = spans.iter_mut().find(|span| span.text.contains(old)) {
        span.text = span.text.replacen(old, new, 1);
    }
    spans
}
