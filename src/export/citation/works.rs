//! The works cited of a brief or an edition, in the order that the style wants.

use unicode_normalization::UnicodeNormalization as _;

use super::engine::bibliography;
use super::item::{has_author, issued, item, title};
use super::line::line;
use super::names::{Name, names};
use super::tidy::escaped;
use super::{Formatted, Style, finished};
use crate::model::{Brief, Citation, Date, Edition, Entry, Source, SourceId, Summarised};

/// A work that is cited, and the page it was read on when that is not the work itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work<'a> {
    /// Whose words they are.
    pub source: &'a Source,
    /// The report they are known from; none when somebody read the work itself.
    pub relay: Option<&'a Source>,
}

/// References in order under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorksCited {
    /// What the style calls them.
    pub heading: &'static str,
    /// Each reference.
    pub entries: Vec<Formatted>,
}

/// What an edition cites: the sources of its notes and the pages that report them, each once, in the order of
/// `sources.ron`. A source is relayed when no note cites it without a relay.
pub fn works_of_edition(edition: &Edition) -> Vec<Work<'_>> {
    let notes = || edition.perspectives().iter().flat_map(|perspective| &perspective.notes);
    let citations = notes().flat_map(|note| &note.citations);
    let quoted = notes().flat_map(|note| &note.quotations).map(|quotation| &quotation.source);
    works(edition.sources(), citations, quoted)
}

/// What a brief cites, in the same way, in the order of its sources.
pub fn works_of_brief(brief: &Brief) -> Vec<Work<'_>> {
    let citations = brief.entries.iter().flat_map(|entry| match entry {
        Entry::Heading(_) => &[],
        Entry::Card(card) => card.citation.as_slice(),
        Entry::Analytic(analytic) => match &analytic.of {
            Some(Summarised::Note { citations, .. }) => citations.as_slice(),
            _ => &[],
        },
    });
    works(&brief.sources, citations, std::iter::empty())
}

fn works<'a>(
    sources: &'a [Source],
    citations: impl Iterator<Item = &'a Citation>,
    quoted: impl Iterator<Item = &'a SourceId>,
) -> Vec<Work<'a>> {
    use std::collections::HashMap;
    let mut place: HashMap<&SourceId, usize> = HashMap::with_capacity(sources.len());
    for (i, source) in sources.iter().enumerate() {
        place.entry(&source.id).or_insert(i);
    }
    // Whether it is cited at all, whether by itself, and the first page that reports it.
    let mut cited: Vec<(bool, bool, Option<&Source>)> = vec![(false, false, None); sources.len()];
    let pairs = citations.map(|c| (&c.source, c.relayed_by.as_ref())).chain(quoted.map(|id| (id, None)));
    for (id, relay) in pairs {
        let relay = relay.and_then(|relay| place.get(relay)).copied();
        if let Some(one) = place.get(id).and_then(|&at| cited.get_mut(at)) {
            one.0 = true;
            one.1 |= relay.is_none();
            one.2 = one.2.or(relay.and_then(|at| sources.get(at)));
        }
        if let Some(one) = relay.and_then(|at| cited.get_mut(at)) {
            (one.0, one.1) = (true, true);
        }
    }
    let of = |(source, (used, itself, relay)): (&'a Source, (bool, bool, Option<&'a Source>))| {
        used.then_some(Work { source, relay: relay.filter(|_| !itself) })
    };
    sources.iter().zip(cited).filter_map(of).collect()
}

/// The references of works, sorted as the style wants.
pub fn works_cited(works: &[Work<'_>], style: Style) -> WorksCited {
    let heading = match style {
        Style::Mla9 => "Works Cited",
        Style::Apa7 => "References",
        Style::ChicagoNotes => "Bibliography",
        Style::Line => "Cites",
    };
    let mut sorted: Vec<(Key, Work<'_>)> = keys(works, style).into_iter().zip(works.iter().copied()).collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    let sorted: Vec<Work<'_>> = sorted.into_iter().map(|(_, work)| work).collect();
    WorksCited { heading, entries: set(&sorted, style) }
}

/// The references of works in their order.
fn set(works: &[Work<'_>], style: Style) -> Vec<Formatted> {
    if style == Style::Line {
        return works.iter().map(|work| Formatted { pieces: line(work.source, work.relay, None) }).collect();
    }
    let items: Vec<_> = works.iter().enumerate().map(|(i, work)| item(&i.to_string(), work.source, style)).collect();
    let mut set = vec![Formatted::default(); works.len()];
    for (key, pieces) in bibliography(&items, style) {
        let Some(at) = key.parse::<usize>().ok() else { continue };
        if let (Some(one), Some(work)) = (set.get_mut(at), works.get(at)) {
            *one = finished(pieces, work, style);
        }
    }
    set
}

/// By what a reference is sorted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    who: Vec<String>,
    date: Option<Date>,
    title: String,
}

/// The keys of works. Without an author the first words of the reference decide, and only the style knows them.
fn keys(works: &[Work<'_>], style: Style) -> Vec<Key> {
    let named = |work: &Work<'_>| has_author(work.source, style);
    let nameless: Vec<Work<'_>> = works.iter().filter(|work| !named(work)).copied().collect();
    let mut first_words = set(&nameless, style).into_iter();
    let mut key = |work: &Work<'_>| {
        let who = if named(work) {
            names(work.source).iter().map(Name::sorted_by).map(|name| folded(&name)).collect()
        } else {
            vec![folded(&first_words.next().unwrap_or_default().text())]
        };
        // APA sorts the works of one author by date, the others by title.
        let date = if matches!(style, Style::Apa7 | Style::Line) { issued(work.source) } else { None };
        Key { who, date, title: folded(&title(work.source)) }
    };
    works.iter().map(&mut key).collect()
}

/// Small letters and figures without accents and marks, without the article at the beginning.
fn folded(text: &str) -> String {
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

impl WorksCited {
    /// A reference on each line, with an empty line between two.
    pub fn text(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(Formatted::text).collect();
        format!("{}\n\n{}\n", self.heading, entries.join("\n\n"))
    }

    /// Markdown with a heading.
    pub fn markdown(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(Formatted::markdown).collect();
        format!("# {}\n\n{}\n", self.heading, entries.join("\n\n"))
    }

    /// A page for a browser, without scripts; `title` says whose works they are.
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
