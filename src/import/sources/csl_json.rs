//! CSL-JSON: a list of items, or an object that holds one.

use serde_json::{Map, Value};

use super::super::about::date_in;
use super::SourcesError;
use super::draft::Draft;
use super::kinds::{by_csl_type, by_word};
use super::remarks::Remarks;
use super::tongues::language;
use crate::model::{Author, Date, SourceKind};

/// What is read, and what says nothing about a work.
const KNOWN: [&str; 25] = [
    "id",
    "type",
    "genre",
    "title",
    "author",
    "container-title",
    "event-title",
    "event",
    "publisher",
    "authority",
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

/// The works of a text.
pub(super) fn read(text: &str, remarks: &mut Remarks) -> Result<Vec<Draft>, SourcesError> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let fault = error.to_string();
        let fault = fault.split(" at line ").next().unwrap_or_default().to_owned();
        SourcesError::Json { line: error.line(), column: error.column(), fault }
    })?;
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut whole) => match whole.remove("items").or_else(|| whole.remove("references")) {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(whole)],
        },
        _ => return Err(SourcesError::Neither),
    };
    let mut drafts = Vec::with_capacity(items.len());
    for (item, number) in items.into_iter().zip(1..) {
        match item {
            Value::Object(item) => drafts.push(draft(&item)),
            _ => remarks.general(format!("Item {number} is no object, so it was left out.")),
        }
    }
    Ok(drafts)
}

fn draft(item: &Map<String, Value>) -> Draft {
    let mut draft = Draft { key: text(item.get("id")).unwrap_or_default(), ..Draft::default() };
    let custom = item.get("custom").and_then(Value::as_object);
    let own = custom.filter(|custom| custom.contains_key("primary"));
    kind(item, &mut draft);
    let title = text(item.get("title")).unwrap_or_default();
    draft.title = if own.is_some() { title } else { without_marks(&title) };
    draft.authors = authors(item.get("author"), &mut draft.told);
    publisher(item, &mut draft);
    dates(item, &mut draft);
    address(item, &mut draft);
    if let Some(tag) = text(item.get("language")) {
        draft.language = language(&tag);
        if draft.language.is_none() {
            draft.told.push(format!("expected a language as a tag such as en, but found `{tag}`"));
        }
    }
    if let Some(custom) = own {
        draft.primary = custom.get("primary").and_then(Value::as_bool);
        draft.title_supplied = custom.get("title-supplied").and_then(Value::as_bool).unwrap_or_default();
        draft.role = text(custom.get("role"));
        let carries = custom.get("carries").and_then(Value::as_array);
        draft.carries = carries.into_iter().flatten().filter_map(|one| text(Some(one))).take(1000).collect();
    }
    let said_already = |name: &str| KNOWN.contains(&name);
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    draft
        .left_out
        .extend(item.iter().filter(|(name, value)| !said_already(name) && !empty(value)).map(|(name, _)| name.clone()));
    draft
}

fn kind(item: &Map<String, Value>, draft: &mut Draft) {
    let name = text(item.get("type")).unwrap_or_default();
    let genre = text(item.get("genre"));
    let (by_type, sure) = by_csl_type(&name);
    let by_genre = genre.as_deref().and_then(by_word);
    if !sure && by_genre.is_none() {
        draft.told.push(format!("its type `{name}` is read as a web page"));
    }
    if by_genre.is_none() && genre.is_some() {
        draft.left_out.push("genre".to_owned());
    }
    draft.kind = Some(by_genre.unwrap_or(by_type));
}

fn publisher(item: &Map<String, Value>, draft: &mut Draft) {
    let names = ["container-title", "event-title", "event", "publisher", "authority"];
    let first = match draft.kind {
        Some(SourceKind::Report | SourceKind::Book | SourceKind::Rule | SourceKind::Hearing) => "publisher",
        Some(SourceKind::Speech | SourceKind::Briefing) => "event-title",
        _ => "container-title",
    };
    for name in std::iter::once(first).chain(names.into_iter().filter(|name| *name != first)) {
        let Some(found) = text(item.get(name)) else { continue };
        match &draft.publisher {
            None => draft.publisher = Some(found),
            Some(publisher) if *publisher == found => {}
            Some(_) => draft.left_out.push(name.to_owned()),
        }
    }
}

fn dates(item: &Map<String, Value>, draft: &mut Draft) {
    let mut day = |name: &str| {
        let value = item.get(name).filter(|value| !value.is_null())?;
        let found = date(value);
        match &found {
            None => draft.told.push(format!("the date under `{name}` cannot be read, so it was left out")),
            Some((_, true)) => {
                draft.told.push(format!("the date under `{name}` says more than a day; its first day was taken"))
            }
            Some(_) => {}
        }
        found.map(|(date, _)| date)
    };
    draft.said = day("event-date");
    draft.published = day("issued").filter(|issued| draft.said != Some(*issued));
    draft.accessed = day("accessed");
}

/// A date, and whether it says more than can be kept: an end, a season, or that it is uncertain.
fn date(value: &Value) -> Option<(Date, bool)> {
    let Value::Object(fields) = value else {
        return text(Some(value)).as_deref().and_then(date_in).map(|d| (d, false));
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
    date_in(certain).map(|date| (date, more || end || certain.len() != start.len()))
}

fn address(item: &Map<String, Value>, draft: &mut Draft) {
    draft.url = text(item.get("URL"));
    if let Some(doi) = text(item.get("DOI")) {
        if draft.url.is_none() {
            draft.url = Some(doi_address(&doi));
        } else {
            draft.left_out.push("DOI".to_owned());
        }
    }
}

/// The address of a DOI, with or without one before it.
pub(super) fn doi_address(doi: &str) -> String {
    let bare = doi.trim().trim_start_matches("https://doi.org/").trim_start_matches("doi:");
    format!("https://doi.org/{}", bare.replace(' ', "%20"))
}

fn authors(value: Option<&Value>, told: &mut Vec<String>) -> Vec<Author> {
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
        if part("suffix").is_some() {
            told.push("the suffix of a name was left out".to_owned());
        }
        let family_first =
            name.get("static-ordering").is_some_and(|value| !matches!(value, Value::Null | Value::Bool(false)));
        match (family, given) {
            (Some(family), given) => authors.push(Author::Person { family, given, family_first }),
            (None, Some(given)) => authors.push(Author::Person { family: given, given: None, family_first: false }),
            (None, None) => told.push("an author without a name was left out".to_owned()),
        }
    }
    authors
}

/// A text or a number as a text; none when nothing stands there.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A title without the few marks of HTML that CSL-JSON allows.
fn without_marks(title: &str) -> String {
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
