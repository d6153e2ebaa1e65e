//! CSL-JSON: a list of items, or an object that contains one.

use serde_json::{Map, Value};

use super::super::metadata::parse_date;
use super::draft::{Draft, seen};
use super::kinds::kind_from_word;
use super::languages::parse_language;
use super::{SourcesError, Warnings};
use crate::model::bibliography::own;
use crate::model::{Author, Date, SourceKind};

/// Properties that name the outlet, ministry or venue.
const PUBLISHERS: [&str; 5] = ["container-title", "event-title", "event", "publisher", "authority"];

/// Other properties that are read, and those that say nothing about a work.
const KNOWN_FIELDS: [&str; 20] = [
    "id",
    "type",
    "genre",
    "title",
    "author",
    "event-date",
    "issued",
    "accessed",
    "URL",
    "DOI",
    "language",
    "custom",
    "citation-key",
    "citation-label",
    "title-short",
    "container-title-short",
    "journalAbbreviation",
    "shortTitle",
    "schema",
    "system_id",
];

pub(super) fn read(text: &str, warnings: &mut Warnings) -> Result<Vec<Draft>, SourcesError> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        SourcesError::Json { line: error.line(), column: error.column(), message }
    })?;
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut whole) => match whole.remove("items").or_else(|| whole.remove("references")) {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(whole)],
        },
        _ => return Err(SourcesError::UnknownFormat),
    };
    let mut drafts = Vec::with_capacity(items.len());
    for (item, number) in items.into_iter().zip(1..) {
        match item {
            Value::Object(item) => drafts.push(draft(&item)),
            _ => warnings.push(format!("Item {number} is no object, so it was left out.")),
        }
    }
    Ok(drafts)
}

fn draft(item: &Map<String, Value>) -> Draft {
    let mut draft = Draft { key: text(item.get("id")).unwrap_or_default(), ..Draft::default() };
    let custom = item.get("custom").and_then(Value::as_object);
    let exported = custom.filter(|custom| custom.contains_key(own::PRIMARY));
    kind(item, &mut draft);
    let title = text(item.get("title")).unwrap_or_default();
    draft.title = if exported.is_some() { title } else { without_html(&title) };
    draft.authors = authors(item.get("author"), &mut draft.warnings);
    publisher(item, &mut draft);
    dates(item, &mut draft);
    draft.url = text(item.get("URL"));
    draft.add_doi("DOI", text(item.get("DOI")));
    if let Some(tag) = text(item.get("language")) {
        draft.language = parse_language(&tag);
        if draft.language.is_none() {
            draft.warnings.push(format!("expected a language as a tag such as en, but found `{tag}`"));
        }
    }
    if let Some(custom) = exported {
        draft.primary = custom.get(own::PRIMARY).and_then(Value::as_bool);
        draft.seen = text(custom.get(own::SEEN)).and_then(|name| seen(&name));
        draft.title_supplied = custom.get(own::TITLE_SUPPLIED).and_then(Value::as_bool).unwrap_or_default();
        draft.role = text(custom.get(own::ROLE));
        let carries = custom.get(own::CARRIES).and_then(Value::as_array);
        draft.carries = carries.into_iter().flatten().filter_map(|one| text(Some(one))).take(1000).collect();
    }
    let is_known = |name: &str| KNOWN_FIELDS.contains(&name) || PUBLISHERS.contains(&name);
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    draft
        .unused_fields
        .extend(item.iter().filter(|(name, value)| !is_known(name) && !is_empty(value)).map(|(name, _)| name.clone()));
    draft
}

fn kind(item: &Map<String, Value>, draft: &mut Draft) {
    let name = text(item.get("type")).unwrap_or_default();
    let genre = text(item.get("genre"));
    let by_type = SourceKind::from_csl_type(&name);
    let by_genre = genre.as_deref().and_then(kind_from_word);
    if by_type.is_none() && by_genre.is_none() {
        draft.warnings.push(format!("its type `{name}` is read as a web page"));
    }
    if by_genre.is_none() && genre.is_some() {
        draft.unused_fields.push("genre".to_owned());
    }
    draft.kind = by_genre.or(by_type);
}

fn publisher(item: &Map<String, Value>, draft: &mut Draft) {
    let first = draft.kind.unwrap_or(SourceKind::Webpage).names().csl_publisher;
    for name in std::iter::once(first).chain(PUBLISHERS.into_iter().filter(|name| *name != first)) {
        let Some(found) = text(item.get(name)) else { continue };
        draft.add_publisher(name, found);
    }
}

fn dates(item: &Map<String, Value>, draft: &mut Draft) {
    let mut read_date = |name: &str| {
        let value = item.get(name).filter(|value| !value.is_null())?;
        let found = date(value);
        match &found {
            None => draft.warnings.push(format!("the date under `{name}` cannot be read, so it was left out")),
            Some((_, true)) => {
                draft.warnings.push(format!("the date under `{name}` says more than a day; its first day was taken"))
            }
            Some(_) => {}
        }
        found.map(|(date, _)| date)
    };
    draft.said = read_date("event-date");
    draft.published = read_date("issued").filter(|issued| draft.said != Some(*issued));
    draft.accessed = read_date("accessed");
}

/// Parses a date, and returns whether it says more than can be stored: an end, a season, or that it is uncertain.
fn date(value: &Value) -> Option<(Date, bool)> {
    let Value::Object(fields) = value else {
        return text(Some(value)).as_deref().and_then(parse_date).map(|d| (d, false));
    };
    let uncertain = |name| fields.get(name).is_some_and(|value| !matches!(value, Value::Null | Value::Bool(false)));
    let more = uncertain("circa") || uncertain("season");
    let parts = fields.get("date-parts").and_then(Value::as_array).filter(|parts| !parts.is_empty());
    if let Some(parts) = parts {
        let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
        let first: Vec<i64> = parts.first()?.as_array()?.iter().map_while(number).take(3).collect();
        let written = match *first.as_slice() {
            [year] => format!("{year:04}"),
            [year, month] => format!("{year:04}-{month:02}"),
            [year, month, day] => format!("{year:04}-{month:02}-{day:02}"),
            _ => return None,
        };
        return written.parse().ok().map(|date| (date, more || parts.len() > 1));
    }
    let raw = text(fields.get("raw").or_else(|| fields.get("literal")))?;
    let (start, end) = raw.split_once('/').map_or((raw.as_str(), false), |(start, _)| (start, true));
    let certain = start.trim_end_matches(['~', '?']);
    parse_date(certain).map(|date| (date, more || end || certain.len() != start.len()))
}

fn authors(value: Option<&Value>, warnings: &mut Vec<String>) -> Vec<Author> {
    let mut authors = Vec::new();
    for name in value.and_then(Value::as_array).into_iter().flatten() {
        let part = |part: &str| text(name.get(part));
        if let Some(literal) = part("literal").or_else(|| text(Some(name))) {
            authors.push(Author::Organisation(literal));
            continue;
        }
        let joined = |first: Option<String>, second: Option<String>| match (first, second) {
            (Some(first), Some(second)) => Some(format!("{first} {second}")),
            (first, second) => first.or(second),
        };
        let family = joined(part("non-dropping-particle"), part("family"));
        let given = joined(part("given"), part("dropping-particle"));
        let suffix = part("suffix");
        let family_first =
            name.get("static-ordering").is_some_and(|value| !matches!(value, Value::Null | Value::Bool(false)));
        match (family, given) {
            (Some(family), given) => authors.push(Author::Person { family, given, family_first, suffix }),
            (None, Some(given)) => {
                authors.push(Author::Person { family: given, given: None, family_first: false, suffix });
            }
            (None, None) => warnings.push("an author without a name was left out".to_owned()),
        }
    }
    authors
}

/// Returns a string or a number as text, or `None` if it is missing or empty.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Removes the few HTML tags that CSL-JSON allows in titles.
fn without_html(title: &str) -> String {
    const MARKS: [&str; 13] = [
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<sub>",
        "</sub>",
        "</span>",
        "<span class=\"nocase\">",
        "<span style=\"font-variant:small-caps;\">",
        "<span style=\"font-variant: small-caps;\">",
        "<sc>",
    ];
    MARKS
        .iter()
        .fold(title.to_owned(), |title, mark| if title.contains(mark) { title.replace(mark, "") } else { title })
}
