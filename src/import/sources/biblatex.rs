//! BibLaTeX and BibTeX: entries with fields, read one by one by the crate of the same name.

use biblatex::{Bibliography, Chunk, ChunksExt as _, Entry, RawBibliography, RawChunk, RawEntry, Spanned};

use super::super::about::date_in;
use super::csl_json::doi_address;
use super::draft::Draft;
use super::entries::{Cut, entries};
use super::kinds::{by_entry_type, by_word};
use super::names;
use super::remarks::Remarks;
use super::tongues::language;
use crate::model::{Author, Date};

/// Abbreviations that are read with every entry, in bytes; more would be read anew each time.
const LONGEST_ABBREVIATIONS: usize = 64 * 1024;

/// Fields that are read, and those that say nothing about a work.
const KNOWN: [&str; 32] = [
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
    "journaltitle",
    "journal",
    "institution",
    "publisher",
    "organization",
    "eventtitle",
    "booktitle",
    "school",
    "howpublished",
    "file",
    "crossref",
    "xdata",
    "xref",
    "ids",
    "shorttitle",
    "timestamp",
    "type",
];

/// Fields that name the outlet, ministry or venue, the best first.
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

/// The works of a text.
pub(super) fn read(text: &str, remarks: &mut Remarks) -> Vec<Draft> {
    let cuts = entries(text);
    let abbreviations = abbreviations(&cuts);
    let mut drafts = Vec::new();
    for Cut { line, kind, text } in cuts {
        if matches!(&*kind, "string" | "comment" | "preamble" | "set" | "xdata") {
            continue;
        }
        match text.map_err(str::to_owned).and_then(|text| entry(&abbreviations, text)) {
            Ok(entry) => drafts.push(draft(&entry, &kind)),
            Err(fault) => remarks.general(format!("The entry in line {line} was left out: {fault}.")),
        }
    }
    drafts
}

/// The entries of `@string`. One that rests on another is left out, since two may rest on each other.
fn abbreviations(cuts: &[Cut<'_>]) -> String {
    let mut all = String::new();
    for cut in cuts.iter().filter(|cut| cut.kind == "string") {
        let Ok(text) = cut.text else { continue };
        let value = text.split_once('=').map_or("", |(_, value)| value.trim());
        let plain = value.starts_with(['{', '"']) && !value.contains(['#', '=']);
        if plain && RawBibliography::parse(text).is_ok() && all.len() + text.len() < LONGEST_ABBREVIATIONS {
            all.push_str(text);
            all.push('\n');
        }
    }
    all
}

fn entry(abbreviations: &str, text: &str) -> Result<Entry, String> {
    let whole = format!("{abbreviations}{text}");
    let said = |error: biblatex::ParseError| error.kind.to_string();
    let mut raw = RawBibliography::parse(&whole).map_err(said)?;
    for entry in &mut raw.entries {
        // What an entry takes from another is not here, and one may take from itself.
        entry.v.fields.retain(|field| !["crossref", "xdata", "xref"].contains(&&*field.key.v.to_ascii_lowercase()));
    }
    let address = raw.entries.last().and_then(|entry| address(&entry.v));
    let bibliography = Bibliography::from_raw(raw).map_err(said)?;
    let mut entry = bibliography.into_vec().pop().ok_or_else(|| "there is nothing in it".to_owned())?;
    if let Some(address) = address {
        entry.set("url", vec![Spanned::detached(Chunk::Verbatim(address))]);
    }
    Ok(entry)
}

/// The address as it stands: the crate makes a dash of two hyphens, in addresses too.
fn address(entry: &RawEntry<'_>) -> Option<String> {
    let field = entry.fields.iter().rev().find(|field| field.key.v.eq_ignore_ascii_case("url"))?;
    let [Spanned { v: RawChunk::Normal(text), .. }] = field.value.v.as_slice() else { return None };
    let mut out = String::with_capacity(text.len());
    let mut letters = text.trim().trim_start_matches('{').trim_end_matches('}').chars().peekable();
    while let Some(c) = letters.next() {
        // Some programs escape what need not be escaped here.
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
        let (authors, others) = names::authors(chunks);
        draft.authors = authors;
        if others {
            draft.told.push("the authors who are not named were left out".to_owned());
        }
    }
    for (name, found) in PUBLISHERS.into_iter().filter_map(|name| Some((name, field(name)?))) {
        match &draft.publisher {
            None => draft.publisher = Some(found),
            Some(publisher) if *publisher == found => {}
            Some(_) => draft.left_out.push(name.to_owned()),
        }
    }
    dates(entry, &mut draft);
    draft.url = field("url");
    if let Some(doi) = field("doi") {
        if draft.url.is_none() {
            draft.url = Some(doi_address(&doi));
        } else {
            draft.left_out.push("doi".to_owned());
        }
    }
    draft.role = field("usera");
    let tongue = field("language").or_else(|| field("langid"));
    draft.language = tongue.as_deref().and_then(language).or_else(|| field("langid").as_deref().and_then(language));
    if let (Some(found), None) = (tongue, &draft.language) {
        draft.told.push(format!("expected a language such as english or en, but found `{found}`"));
    }
    keywords(entry, &mut draft);
    draft
        .left_out
        .extend(entry.fields.keys().filter(|name| !KNOWN.contains(&name.as_str()) && field(name).is_some()).cloned());
    draft
}

fn kind(entry: &Entry, entry_type: &str, draft: &mut Draft) {
    let (by_type, sure) = by_entry_type(entry_type);
    let words = ["entrysubtype", "type"].into_iter().filter_map(|name| text(entry, name));
    let mut by_subtype = words.filter_map(|word| by_word(&word));
    let kind = by_subtype.next();
    if !sure && kind.is_none() {
        draft.told.push(format!("its type `{entry_type}` is read as a web page"));
    }
    draft.kind = Some(kind.unwrap_or(by_type));
}

fn dates(entry: &Entry, draft: &mut Draft) {
    let mut day = |name: &str, written: Option<String>| {
        let written = written?;
        let found = date(&written);
        match &found {
            None => {
                draft.told.push(format!("expected a date under `{name}`, but found `{written}`, which was left out"))
            }
            Some((_, true)) => {
                draft.told.push(format!("`{written}` under `{name}` says more than a day; its first day was taken"))
            }
            Some(_) => {}
        }
        found.map(|(date, _)| date)
    };
    draft.said = day("eventdate", text(entry, "eventdate"));
    let issued = day("date", text(entry, "date").or_else(|| of_parts(entry)));
    draft.published = issued.filter(|issued| draft.said != Some(*issued));
    draft.accessed = day("urldate", text(entry, "urldate"));
}

/// The date of BibTeX's `year` and `month`.
fn of_parts(entry: &Entry) -> Option<String> {
    let year = text(entry, "year")?;
    let Some(month) = text(entry, "month") else { return Some(year) };
    let number = month.parse::<u8>().ok().or_else(|| date_in(&format!("1 {month} 2000")).and_then(Date::month));
    Some(number.map_or_else(|| year.clone(), |number| format!("{year}-{number:02}")))
}

/// A date, and whether it says more than can be kept: an end, or that it is uncertain.
fn date(written: &str) -> Option<(Date, bool)> {
    let (start, end) = written.split_once('/').map_or((written, false), |(start, _)| (start, true));
    let certain = start.trim().trim_end_matches(['~', '?', '%']);
    date_in(certain).map(|date| (date, end || certain.len() != start.trim().len()))
}

/// Our own words among the keywords.
fn keywords(entry: &Entry, draft: &mut Draft) {
    let Some(words) = text(entry, "keywords") else { return };
    let mut others = false;
    for word in words.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            "primary" => draft.primary = Some(true),
            "secondary" => draft.primary = Some(false),
            "title-supplied" => draft.title_supplied = true,
            _ => {
                let place = word.strip_prefix("family-first-").and_then(|number| number.parse::<usize>().ok());
                match place.and_then(|place| draft.authors.get_mut(place.checked_sub(1)?)) {
                    Some(Author::Person { family_first, .. }) => *family_first = true,
                    _ => others = true,
                }
            }
        }
    }
    if others {
        draft.left_out.push("keywords".to_owned());
    }
}

/// The words of a field; none when it is empty.
fn text(entry: &Entry, name: &str) -> Option<String> {
    let text = entry.get(name)?.format_verbatim();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
