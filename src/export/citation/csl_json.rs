//! Exports sources as CSL-JSON, which Zotero, pandoc and citeproc read.
//!
//! What CSL has no variable for (the speaker's role, a supplied title, whether it is a primary source, whether its text
//! was read) is in `custom`, which other programs ignore and `import` reads back.

use serde::Serialize;

use super::names::outlet;
use super::works::Work;
use crate::model::bibliography::own;
use crate::model::{Author, Date, Seen, Source, SourceKind};

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<&'static str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_date: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    custom: CslCustom<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CslName<'a> {
    Person {
        family: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        given: Option<&'a str>,
        #[serde(rename = "static-ordering", skip_serializing_if = "std::ops::Not::not")]
        family_first: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
    },
    Organisation {
        literal: &'a str,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    date_parts: [Vec<u16>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslCustom<'a> {
    primary: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    title_supplied: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    carries: &'a [String],
}

/// Returns the works as a CSL-JSON array.
pub fn csl_json(works: &[Work<'_>]) -> String {
    let items: Vec<CslItem<'_>> = works.iter().map(item).collect();
    let mut text = serde_json::to_string_pretty(&items).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn item<'a>(work: &Work<'a>) -> CslItem<'a> {
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
        carries,
    } = work.source;
    let names = kind.names();
    // The genre distinguishes kinds with the same type.
    let genre = (SourceKind::from_csl_type(names.csl_type) != Some(*kind)).then(|| kind.word());
    let publisher_in = |variable| publisher.as_deref().filter(|_| names.csl_publisher == variable);
    CslItem {
        id: id.as_str(),
        kind: names.csl_type,
        genre,
        title,
        author: authors.iter().map(name).collect(),
        container_title: publisher_in("container-title"),
        event_title: publisher_in("event-title"),
        publisher: publisher_in("publisher"),
        event_date: said.map(day),
        // `issued` is the only date other programs read.
        issued: published.or(*said).map(day),
        accessed: accessed.map(day),
        url: url.as_deref(),
        language: language.as_str(),
        note: work.relay.map(relay_note),
        custom: CslCustom {
            primary: *primary,
            seen: seen.map(seen_name),
            title_supplied: *title_supplied,
            role: role.as_deref(),
            carries,
        },
    }
}

/// Returns the name by which `import` reads back how far a work was seen.
pub(super) fn seen_name(seen: Seen) -> &'static str {
    match seen {
        Seen::Text => own::TEXT,
        Seen::Report => own::REPORT,
    }
}

/// Returns `as reported by CNA, 20 Dec 2024`.
pub(super) fn relay_note(relay: &Source) -> String {
    let outlet = outlet(relay).unwrap_or_else(|| relay.title.clone());
    let date = relay.date().map(|date| format!(", {date}")).unwrap_or_default();
    format!("as reported by {outlet}{date}")
}

fn name(author: &Author) -> CslName<'_> {
    match author {
        Author::Organisation(literal) => CslName::Organisation { literal },
        Author::Person { family, given, family_first, suffix } => {
            CslName::Person { family, given: given.as_deref(), family_first: *family_first, suffix: suffix.as_deref() }
        }
    }
}

fn day(date: Date) -> CslDate {
    let parts = [Some(date.year()), date.month().map(u16::from), date.day().map(u16::from)];
    CslDate { date_parts: [parts.into_iter().flatten().collect()] }
}
