//! Sources as CSL-JSON, which Zotero, pandoc and citeproc read.
//!
//! What CSL has no variable for (the speaker's post, a description in place of a title, whether it is a primary) stands
//! under `custom`, which others pass over and `import` reads back.

use serde::Serialize;

use super::names::outlet;
use super::works::Work;
use crate::model::{Author, Date, Source, SourceKind};

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<&'static str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Day>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    custom: Custom<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Person {
        family: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        given: Option<&'a str>,
        #[serde(rename = "static-ordering", skip_serializing_if = "is_false")]
        family_first: bool,
    },
    Organisation {
        literal: &'a str,
    },
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Day {
    date_parts: [Vec<u16>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Custom<'a> {
    primary: bool,
    #[serde(skip_serializing_if = "is_false")]
    title_supplied: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    carries: &'a [String],
}

/// The works as a list in CSL-JSON.
pub fn csl_json(works: &[Work<'_>]) -> String {
    let items: Vec<Item<'_>> = works.iter().map(item).collect();
    let mut text = serde_json::to_string_pretty(&items).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn item<'a>(work: &Work<'a>) -> Item<'a> {
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
        carries,
    } = work.source;
    let publisher = publisher.as_deref();
    let (mut container_title, mut event_title, mut own) = (None, None, None);
    match kind {
        SourceKind::Speech | SourceKind::Briefing => event_title = publisher,
        SourceKind::Report | SourceKind::Book | SourceKind::Hearing | SourceKind::Rule => own = publisher,
        _ => container_title = publisher,
    }
    Item {
        id: id.as_str(),
        kind: type_of(*kind),
        genre: genre(*kind),
        title,
        author: authors.iter().map(name).collect(),
        container_title,
        event_title,
        publisher: own,
        event_date: said.map(day),
        // Others know no day but this one.
        issued: published.or(*said).map(day),
        accessed: accessed.map(day),
        url: url.as_deref(),
        language: language.as_str(),
        note: work.relay.map(relayed),
        custom: Custom { primary: *primary, title_supplied: *title_supplied, role: role.as_deref(), carries },
    }
}

/// `as reported by CNA, 20 Dec 2024`.
pub(super) fn relayed(relay: &Source) -> String {
    let outlet = outlet(relay).unwrap_or_else(|| relay.title.clone());
    let date = relay.date().map(|date| format!(", {date}")).unwrap_or_default();
    format!("as reported by {outlet}{date}")
}

fn type_of(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Statement | SourceKind::JointStatement | SourceKind::Webpage => "webpage",
        SourceKind::Briefing | SourceKind::Speech => "speech",
        SourceKind::Interview => "interview",
        SourceKind::Hearing => "hearing",
        SourceKind::Rule => "legislation",
        SourceKind::Report => "report",
        SourceKind::Paper => "article-journal",
        SourceKind::Book => "book",
        SourceKind::News | SourceKind::OpEd => "article-newspaper",
        SourceKind::Magazine => "article-magazine",
        SourceKind::Post => "post-weblog",
    }
}

/// What tells two kinds of one type apart.
fn genre(kind: SourceKind) -> Option<&'static str> {
    match kind {
        SourceKind::Statement | SourceKind::JointStatement | SourceKind::Briefing | SourceKind::OpEd => {
            Some(kind.word())
        }
        _ => None,
    }
}

fn name(author: &Author) -> Name<'_> {
    match author {
        Author::Organisation(literal) => Name::Organisation { literal },
        Author::Person { family, given, family_first } => {
            Name::Person { family, given: given.as_deref(), family_first: *family_first }
        }
    }
}

fn day(date: Date) -> Day {
    let parts = [Some(date.year()), date.month().map(u16::from), date.day().map(u16::from)];
    Day { date_parts: [parts.into_iter().flatten().collect()] }
}
