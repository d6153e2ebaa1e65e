//! BibLaTeX and BibTeX, parsed entry by entry with the `biblatex` crate.

use biblatex::{Bibliography, Chunk, ChunksExt as _, Entry, RawBibliography, RawChunk, RawEntry, Spanned};

use super::super::metadata::{collapsed, parse_date};
use super::Warnings;
use super::authors;
use super::draft::{Draft, seen};
use super::entries::{EntryText, split_entries};
use super::kinds::kind_from_word;
use super::languages::parse_language;
use crate::model::bibliography::own;
use crate::model::{Author, Date, SourceKind};

/// The most bytes of abbreviations. They are parsed together with every entry, so more would cost too much.
const MAX_ABBREVIATION_BYTES: usize = 64 * 1024;

/// Other fields that are read, and those that say nothing about a work.
const KNOWN_FIELDS: [&str; 23] = [
    "author",
    "title",
    "subtitle",
    "date",
    "year",
    "month",
    "eventdate",
    "urldate",
    "url",
    "doi",
    "langid",
    "language",
    "keywords",
    "entrysubtype",
    "usera",
    "file",
    "crossref",
    "xdata",
    "xref",
    "ids",
    "shorttitle",
    "timestamp",
    "type",
];

/// Fields that name the outlet, ministry or venue, the preferred ones first.
const PUBLISHERS: [&str; 9] = [
    "journaltitle",
    "journal",
    "institution",
    "publisher",
    "organization",
    "eventtitle",
    "school",
    "booktitle",
    "howpublished",
];

pub(super) fn read(text: &str, warnings: &mut Warnings) -> Vec<Draft> {
    let entries = split_entries(text);
    let abbreviations = abbreviations(&entries);
    let mut drafts = Vec::new();
    for EntryText { line, kind, text } in entries {
        if matches!(&*kind, "string" | "comment" | "preamble" | "set" | "xdata") {
            continue;
        }
        match text.map_err(str::to_owned).and_then(|text| entry(&abbreviations, text)) {
            Ok(entry) => drafts.push(draft(&entry, &kind)),
            Err(error) => warnings.push(format!("The entry in line {line} was left out: {error}.")),
        }
    }
    drafts
}

/// Returns the `@string` entries. One that refers to another is left out, since two may refer to each other.
fn abbreviations(entries: &[EntryText<'_>]) -> String {
    let mut all = String::new();
    for item in entries.iter().filter(|item| item.kind == "string") {
        let Ok(text) = &item.text else { continue };
        let value = text.split_once('=').map_or("", |(_, value)| value.trim());
        let plain = value.starts_with(['{', '"']) && !value.contains(['#', '=']);
        if plain && RawBibliography::parse(text).is_ok() && all.len() + text.len() < MAX_ABBREVIATION_BYTES {
            all.push_str(text);
            all.push('\n');
        }
    }
    all
}

fn entry(abbreviations: &str, text: &str) -> Result<Entry, String> {
    let whole = format!("{abbreviations}{text}");
    let syntax_error = |error: biblatex::ParseError| error.kind.to_string();
    let mut raw = RawBibliography::parse(&whole).map_err(syntax_error)?;
    for entry in &mut raw.entries {
        // The entries that these fields refer to are not here, and an entry may refer to itself.
        entry.v.fields.retain(|field| !["crossref", "xdata", "xref"].contains(&&*field.key.v.to_ascii_lowercase()));
    }
    let url = raw.entries.last().and_then(|entry| url_as_written(&entry.v));
    let bibliography = Bibliography::from_raw(raw).map_err(syntax_error)?;
    let mut entry = bibliography.into_vec().pop().ok_or("there is nothing in it")?;
    if let Some(url) = url {
        entry.set("url", vec![Spanned::detached(Chunk::Verbatim(url))]);
    }
    Ok(entry)
}

/// Returns the URL as written: the crate turns two hyphens into a dash, also in URLs.
fn url_as_written(entry: &RawEntry<'_>) -> Option<String> {
    let field = entry.fields.iter().rev().find(|field| field.key.v.eq_ignore_ascii_case("url"))?;
    let [Spanned { v: RawChunk::Normal(text), .. }] = field.value.v.as_slice() else { return None };
    let mut out = String::with_capacity(text.len());
    let mut letters = text.trim().trim_start_matches('{').trim_end_matches('}').chars().peekable();
    while let Some(c) = letters.next() {
        // Some programs escape characters that need no escaping here.
        if c != '\\' || !letters.peek().is_some_and(|next| "_%&#~{}$".contains(*next)) {
            out.push(c);
        }
    }
    Some(out)
}

fn draft(entry: &Entry, entry_type: &str) -> Draft {
    let mut draft = Draft { key: entry.key.clone(), ..Draft::default() };
    let field = |name: &str| text(entry, name);
    kind(entry, entry_type, &mut draft);
    let title = [field("title"), field("subtitle")].into_iter().flatten().collect::<Vec<_>>();
    draft.title = title.join(": ");
    if let Some(chunks) = entry.get("author") {
        let (authors, others) = authors::parse_authors(chunks);
        draft.authors = authors;
        if others {
            draft.warnings.push("the authors who are not named were left out".to_owned());
        }
    }
    for (name, found) in PUBLISHERS.into_iter().filter_map(|name| Some((name, field(name)?))) {
        draft.add_publisher(name, found);
    }
    dates(entry, &mut draft);
    draft.url = field("url");
    draft.add_doi("doi", field("doi"));
    draft.role = field("usera");
    let language_name = field("language").or_else(|| field("langid"));
    draft.language = language_name
        .as_deref()
        .and_then(parse_language)
        .or_else(|| field("langid").as_deref().and_then(parse_language));
    if let (Some(found), None) = (language_name, &draft.language) {
        draft.warnings.push(format!("expected a language such as english or en, but found `{found}`"));
    }
    keywords(entry, &mut draft);
    let is_known = |name: &str| KNOWN_FIELDS.contains(&name) || PUBLISHERS.contains(&name);
    draft.unused_fields.extend(entry.fields.keys().filter(|name| !is_known(name) && field(name).is_some()).cloned());
    draft
}

fn kind(entry: &Entry, entry_type: &str, draft: &mut Draft) {
    let by_type = SourceKind::from_biblatex_type(entry_type);
    let words = ["entrysubtype", "type"].into_iter().filter_map(|name| text(entry, name));
    let mut by_subtype = words.filter_map(|word| kind_from_word(&word));
    let kind = by_subtype.next();
    if by_type.is_none() && kind.is_none() {
        draft.warnings.push(format!("its type `{entry_type}` is read as a web page"));
    }
    draft.kind = kind.or(by_type);
}

fn dates(entry: &Entry, draft: &mut Draft) {
    let mut read_date = |name: &str, written: Option<String>| {
        let written = written?;
        let found = date(&written);
        match &found {
            None => draft
                .warnings
                .push(format!("expected a date under `{name}`, but found `{written}`, which was left out")),
            Some((_, true)) => {
                draft.warnings.push(format!("`{written}` under `{name}` says more than a day; its first day was taken"))
            }
            Some(_) => {}
        }
        found.map(|(date, _)| date)
    };
    draft.said = read_date("eventdate", text(entry, "eventdate"));
    let issued = read_date("date", text(entry, "date").or_else(|| date_from_parts(entry)));
    draft.published = issued.filter(|issued| draft.said != Some(*issued));
    draft.accessed = read_date("urldate", text(entry, "urldate"));
}

/// Returns the date of the BibTeX fields `year` and `month`.
fn date_from_parts(entry: &Entry) -> Option<String> {
    let year = text(entry, "year")?;
    let Some(month) = text(entry, "month") else { return Some(year) };
    let number = month.parse::<u8>().ok().or_else(|| parse_date(&format!("1 {month} 2000")).and_then(Date::month));
    Some(number.map_or_else(|| year.clone(), |number| format!("{year}-{number:02}")))
}

/// Parses a date, and returns whether it says more than can be stored: an end, or that it is uncertain.
fn date(written: &str) -> Option<(Date, bool)> {
    let (start, end) = written.split_once('/').map_or((written, false), |(start, _)| (start, true));
    let certain = start.trim().trim_end_matches(['~', '?', '%']);
    parse_date(certain).map(|date| (date, end || certain.len() != start.trim().len()))
}

/// Reads the keywords that Parallax itself writes.
fn keywords(entry: &Entry, draft: &mut Draft) {
    let Some(words) = text(entry, "keywords") else { return };
    let mut others = false;
    for word in words.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            own::PRIMARY => draft.primary = Some(true),
            own::SECONDARY => draft.primary = Some(false),
            own::TITLE_SUPPLIED => draft.title_supplied = true,
            _ => {
                let named = word.strip_prefix(own::SEEN).and_then(|name| seen(name.strip_prefix('-')?));
                if named.is_some() {
                    draft.seen = named;
                    continue;
                }
                let index = word.strip_prefix(own::FAMILY_FIRST).and_then(|number| number.parse::<usize>().ok());
                match index.and_then(|index| draft.authors.get_mut(index.checked_sub(1)?)) {
                    Some(Author::Person { family_first, .. }) => *family_first = true,
                    _ => others = true,
                }
            }
        }
    }
    if others {
        draft.unused_fields.push("keywords".to_owned());
    }
}

/// Returns the text of a field, or `None` if it is empty.
fn text(entry: &Entry, name: &str) -> Option<String> {
    collapsed(&entry.get(name)?.format_verbatim())
}
