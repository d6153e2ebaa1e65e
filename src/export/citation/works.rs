//! The works cited in a brief or an edition, in the order of the style.

use unicode_normalization::UnicodeNormalization as _;

use super::cite_line::{Unknown, cite_line};
use super::engine::bibliography;
use super::item::{has_author, issued, item, title};
use super::names::sort_parts;
use super::{CitationStyle, FormattedReference, finish};
use crate::export::handout::escaped;
use crate::model::{Brief, Citation, Date, Edition, Entry, Source, SourceId};

/// A cited work, and the work that relays it if it was not read itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work<'a> {
    /// The cited source.
    pub source: &'a Source,
    /// The source through which it is known, or `None` if the work itself was read.
    pub relay: Option<&'a Source>,
}

/// A sorted list of references with a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorksCited {
    /// The heading in the style.
    pub heading: &'static str,
    /// The references.
    pub entries: Vec<FormattedReference>,
}

/// Returns the works an edition cites: the sources of its notes and the works that relay them, each once, in the order
/// of `sources.ron`. A work has a relay if no note cites it directly.
pub fn works_of_edition(edition: &Edition) -> Vec<Work<'_>> {
    let notes = || edition.perspectives().iter().flat_map(|perspective| &perspective.notes);
    let citations = notes().flat_map(|note| &note.citations);
    let quoted = notes().flat_map(|note| &note.quotations).map(|quotation| &quotation.source);
    works(edition.sources(), citations, quoted)
}

/// Returns the works a brief cites, in the order of its sources. Relays are as in [`works_of_edition`].
pub fn works_of_brief(brief: &Brief) -> Vec<Work<'_>> {
    works(&brief.sources, brief.entries.iter().flat_map(Entry::citations), std::iter::empty())
}

fn works<'a>(
    sources: &'a [Source],
    citations: impl Iterator<Item = &'a Citation>,
    quoted: impl Iterator<Item = &'a SourceId>,
) -> Vec<Work<'a>> {
    use std::collections::HashMap;
    let mut index_by_id: HashMap<&SourceId, usize> = HashMap::with_capacity(sources.len());
    for (i, source) in sources.iter().enumerate() {
        index_by_id.entry(&source.id).or_insert(i);
    }
    // Whether it is cited at all, whether directly, and the first source that relays it.
    let mut cited: Vec<(bool, bool, Option<&Source>)> = vec![(false, false, None); sources.len()];
    let pairs = citations.map(|c| (&c.source, c.relayed_by.as_ref())).chain(quoted.map(|id| (id, None)));
    for (id, relay) in pairs {
        let relay = relay.and_then(|relay| index_by_id.get(relay)).copied();
        if let Some(one) = index_by_id.get(id).and_then(|&at| cited.get_mut(at)) {
            one.0 = true;
            one.1 |= relay.is_none();
            one.2 = one.2.or(relay.and_then(|at| sources.get(at)));
        }
        if let Some(one) = relay.and_then(|at| cited.get_mut(at)) {
            (one.0, one.1) = (true, true);
        }
    }
    let work = |(source, (used, directly, relay)): (&'a Source, (bool, bool, Option<&'a Source>))| {
        used.then_some(Work { source, relay: relay.filter(|_| !directly) })
    };
    sources.iter().zip(cited).filter_map(work).collect()
}

/// Formats and sorts the references of works.
pub fn works_cited(works: &[Work<'_>], style: CitationStyle) -> WorksCited {
    let heading = match style {
        CitationStyle::Mla9 => "Works Cited",
        CitationStyle::Apa7 => "References",
        CitationStyle::ChicagoNotes => "Bibliography",
        CitationStyle::CardCite => "Cites",
    };
    let mut sorted: Vec<(SortKey, Work<'_>)> = keys(works, style).into_iter().zip(works.iter().copied()).collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    let sorted: Vec<Work<'_>> = sorted.into_iter().map(|(_, work)| work).collect();
    WorksCited { heading, entries: format(&sorted, style) }
}

/// Formats the references of works in the given order.
fn format(works: &[Work<'_>], style: CitationStyle) -> Vec<FormattedReference> {
    if style == CitationStyle::CardCite {
        return works
            .iter()
            .map(|work| FormattedReference {
                spans: cite_line(work.source, work.relay, None, Unknown::of(work.source)),
            })
            .collect();
    }
    let items: Vec<_> = works.iter().enumerate().map(|(i, work)| item(&i.to_string(), work.source, style)).collect();
    let mut formatted = vec![FormattedReference::default(); works.len()];
    // A line stands for a repeated author, but not for a repeated title: works without an author are rendered one by one.
    let (named, anonymous): (Vec<_>, Vec<_>) =
        items.into_iter().zip(works).partition(|(_, work)| has_author(work.source, style));
    let named: Vec<_> = named.into_iter().map(|(item, _)| item).collect();
    let alone = anonymous.iter().flat_map(|(item, _)| bibliography(std::slice::from_ref(item), style));
    for (key, spans) in bibliography(&named, style).into_iter().chain(alone) {
        let Some(at) = key.parse::<usize>().ok() else { continue };
        if let (Some(one), Some(work)) = (formatted.get_mut(at), works.get(at)) {
            *one = finish(spans, work, style);
        }
    }
    formatted
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey {
    who: Vec<(String, String)>,
    date: Option<Date>,
    title: String,
}

/// Returns the sort keys. A work without an author is sorted by the first words of its reference, which depend on the
/// style.
fn keys(works: &[Work<'_>], style: CitationStyle) -> Vec<SortKey> {
    let has_name = |work: &Work<'_>| has_author(work.source, style);
    let key = |work: &Work<'_>| {
        let who = if has_name(work) {
            let authors = work.source.authors.iter();
            authors
                .map(|author| sort_parts(author, style))
                .map(|(family, rest)| (letters(&family), fold(&rest)))
                .collect()
        } else {
            let first_words = format(std::slice::from_ref(work), style).into_iter().next().unwrap_or_default();
            vec![(letters(&first_words.text()), String::new())]
        };
        // APA sorts the works of one author by date, the other styles by title.
        let date =
            if matches!(style, CitationStyle::Apa7 | CitationStyle::CardCite) { issued(work.source) } else { None };
        SortKey { who, date, title: fold(&title(work.source)) }
    };
    works.iter().map(key).collect()
}

/// Folds a text for sorting: lower-case letters and digits without accents and punctuation, without a leading article.
fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’'))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 && words.first().is_some_and(|word| ["a", "an", "the"].contains(word)) {
        words.remove(0);
    }
    words.join(" ")
}

/// Folds the first words of a reference: without spaces, since all styles sort letter by letter (`Benjamin` before `ben
/// Yaakov`, APA 9.44).
fn letters(text: &str) -> String {
    fold(text).replace(' ', "")
}

impl WorksCited {
    /// Returns plain text with an empty line between references.
    pub fn text(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(FormattedReference::text).collect();
        format!("{}\n\n{}\n", self.heading, entries.join("\n\n"))
    }

    /// Returns Markdown with a heading.
    pub fn markdown(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(FormattedReference::markdown).collect();
        format!("# {}\n\n{}\n", self.heading, entries.join("\n\n"))
    }

    /// Returns an HTML page without scripts; `title` names the document the works are cited in.
    pub fn html(&self, title: &str) -> String {
        let (heading, title) = (self.heading, escaped(title));
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}: {title}</title>\n\
             <style>\nbody {{ font: 1rem/1.5 serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }}\n\
             ul {{ list-style: none; padding: 0; }}\n\
             li {{ margin: 0 0 .75rem; padding-left: 2rem; text-indent: -2rem; overflow-wrap: anywhere; }}\n</style>\n\
             </head>\n<body>\n<h1>{heading}</h1>\n<ul>\n"
        );
        for entry in &self.entries {
            page.push_str(&format!("<li>{}</li>\n", entry.html()));
        }
        page.push_str("</ul>\n</body>\n</html>\n");
        page
    }
}
