//! Exports sources as BibLaTeX in UTF-8.
//!
//! The kind is in `entrysubtype`, the speaker's role in `usera`, and everything else without a BibLaTeX field in
//! `keywords`; the standard styles print none of them.

use std::fmt::Write as _;

use super::csl_json::{relay_note, seen_name};
use super::sanitize::sanitize_unlimited;
use super::works::Work;
use crate::model::bibliography::{self, NOT_ON_THE_WEB, ON_THE_WEB, own};
use crate::model::{Author, Date, Language, Source};

/// Returns the works as a BibLaTeX file.
pub fn biblatex(works: &[Work<'_>]) -> String {
    let entries: Vec<String> = works.iter().map(entry).collect();
    entries.join("\n")
}

fn entry(work: &Work<'_>) -> String {
    let Source {
        id,
        kind,
        title,
        title_supplied,
        authors,
        role,
        publisher,
        said,
        published,
        accessed,
        url,
        language,
        primary,
        seen,
        carries: _,
    } = work.source;
    let names = kind.names();
    let entry_type = match names.biblatex_type {
        ON_THE_WEB if url.is_none() => NOT_ON_THE_WEB,
        entry_type => entry_type,
    };
    let mut out = format!("@{entry_type}{{{}", key(id.as_str()));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(out, ",\n  {name} = {{{value}}}");
        }
    };
    field("entrysubtype", kind.word());
    field("author", &authors.iter().filter_map(name).collect::<Vec<_>>().join(" and "));
    field("title", &escaped(title));
    if let Some(publisher) = publisher {
        // A list field: an unbraced `and` would separate two publishers.
        let publisher = escaped(publisher);
        let braced = if publisher.is_empty() { publisher } else { format!("{{{publisher}}}") };
        field(names.biblatex_publisher, &braced);
    }
    // `date` is the only date other programs read.
    field("date", &published.or(*said).map(day).unwrap_or_default());
    field("eventdate", &said.map(day).unwrap_or_default());
    field("url", &url.as_deref().map(address).unwrap_or_default());
    field("urldate", &accessed.map(day).unwrap_or_default());
    field("usera", &role.as_deref().map(escaped).unwrap_or_default());
    let (babel, exact) = language_fields(language);
    field("langid", babel.unwrap_or_default());
    field("language", &exact.map(escaped).unwrap_or_default());
    field("note", &work.relay.map(|relay| escaped(&relay_note(relay))).unwrap_or_default());
    let family_first: Vec<String> = authors.iter().zip(1..).filter_map(family_first).collect();
    let primary = if *primary { own::PRIMARY } else { own::SECONDARY };
    let mut words = vec![primary.to_owned()];
    words.extend(seen.map(|seen| format!("{}-{}", own::SEEN, seen_name(seen))));
    words.extend(title_supplied.then(|| own::TITLE_SUPPLIED.to_owned()));
    words.extend(family_first);
    field("keywords", &words.join(", "));
    out.push_str("\n}\n");
    out
}

/// Returns the keyword that marks an author whose family name comes first, numbered from 1.
fn family_first((author, place): (&Author, usize)) -> Option<String> {
    matches!(author, Author::Person { family_first: true, .. }).then(|| format!("{}{place}", own::FAMILY_FIRST))
}

/// Returns a valid entry key.
fn key(id: &str) -> String {
    let bad = |c: char| c.is_whitespace() || c.is_control() || ",{}()=%#\"'\\~@".contains(c);
    let key: String = id.chars().map(|c| if bad(c) { '-' } else { c }).collect();
    if key.is_empty() { "source".to_owned() } else { key }
}

fn name(author: &Author) -> Option<String> {
    // `and` separates names and a comma separates the parts of a name, unless they are in braces.
    let braced = |text: &str| {
        let text = escaped(text);
        let words: Vec<&str> = text.split(' ').collect();
        if text.contains([',', '{']) || words.iter().any(|word| ["and", "others"].contains(&&*word.to_lowercase())) {
            format!("{{{text}}}")
        } else {
            text
        }
    };
    match author {
        Author::Organisation(name) => {
            let name = escaped(name);
            (!name.is_empty()).then(|| format!("{{{name}}}"))
        }
        Author::Person { family, given, family_first: _, suffix } => {
            let family = braced(family);
            let given = given.as_deref().map(braced).unwrap_or_default();
            let suffix = suffix.as_deref().map(braced).unwrap_or_default();
            if !family.is_empty() && !suffix.is_empty() {
                return Some(format!("{family}, {suffix}, {given}").trim_end().to_owned());
            }
            match (family.is_empty(), given.is_empty()) {
                (true, true) => None,
                (true, false) => Some(given),
                // The comma marks all words as the family name; otherwise only the last word would be.
                (false, true) => Some(format!("{family},")),
                (false, false) => Some(format!("{family}, {given}")),
            }
        }
    }
}

fn day(date: Date) -> String {
    format!("{date:?}")
}

/// Returns the babel name of a language, and its tag if the name does not determine it.
fn language_fields(language: &Language) -> (Option<&'static str>, Option<&str>) {
    let primary = language.primary();
    let babel = bibliography::babel_name(&primary);
    let exact = babel.is_none() || language.as_str() != primary;
    (babel, exact.then(|| language.as_str()))
}

fn escaped(text: &str) -> String {
    let text = sanitize_unlimited(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            // Two hyphens would become a dash.
            '-' if before == '-' => out.push_str("{}-"),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Percent-encodes what would end the field of a URL.
fn address(url: &str) -> String {
    sanitize_unlimited(url).chars().fold(String::new(), |mut out, c| {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            ' ' => out.push_str("%20"),
            c => out.push(c),
        }
        out
    })
}
