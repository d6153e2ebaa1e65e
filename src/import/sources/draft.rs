//! A work as it was read, before it becomes a source: what both formats have in common.

use std::collections::HashMap;

use super::kinds::is_usually_primary;
use super::{MAX_SOURCES, Warnings};
use crate::model::bibliography::own;
use crate::model::slug::slug;
use crate::model::{Author, Date, Language, Seen, Source, SourceKind, capitalized, check};

/// The longest field, in characters; the rest is cut off.
const MAX_FIELD_CHARS: usize = 10_000;

const MAX_AUTHORS: usize = 500;

/// The longest first part of an id, in bytes.
const MAX_NAME_BYTES: usize = 30;

#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Its key in the file.
    pub(super) key: String,
    pub(super) kind: Option<SourceKind>,
    pub(super) title: String,
    pub(super) title_supplied: bool,
    pub(super) authors: Vec<Author>,
    pub(super) role: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) said: Option<Date>,
    pub(super) published: Option<Date>,
    pub(super) accessed: Option<Date>,
    pub(super) url: Option<String>,
    pub(super) language: Option<Language>,
    pub(super) primary: Option<bool>,
    pub(super) seen: Option<Seen>,
    pub(super) carries: Vec<String>,
    pub(super) unused_fields: Vec<String>,
    /// Other warnings about it, without a full stop.
    pub(super) warnings: Vec<String>,
}

impl Draft {
    /// Returns how a warning refers to it.
    fn name(&self) -> &str {
        [self.key.trim(), self.title.trim()]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or("A work without a title")
    }

    /// Takes the first publisher; the fields with others are not used.
    pub(super) fn add_publisher(&mut self, field: &str, found: String) {
        if *self.publisher.get_or_insert_with(|| found.clone()) != found {
            self.unused_fields.push(field.to_owned());
        }
    }

    /// Takes the URL of a DOI, which may already have a prefix, if there is no other.
    pub(super) fn add_doi(&mut self, field: &str, doi: Option<String>) {
        let Some(doi) = doi else { return };
        if self.url.is_some() {
            return self.unused_fields.push(field.to_owned());
        }
        let bare = doi.trim().trim_start_matches("https://doi.org/").trim_start_matches("doi:");
        self.url = Some(format!("https://doi.org/{}", bare.replace(' ', "%20")));
    }
}

/// Returns how far a work was seen, by the name that the exports write.
pub(super) fn seen(name: &str) -> Option<Seen> {
    match name {
        own::TEXT => Some(Seen::Text),
        own::REPORT => Some(Seen::Report),
        _ => None,
    }
}

/// Converts the works that have a title, an author or a publisher to sources.
pub(super) fn into_sources(mut drafts: Vec<Draft>, warnings: &mut Warnings) -> Vec<Source> {
    if drafts.len() > MAX_SOURCES {
        warnings.push(format!("Only the first {MAX_SOURCES} of {} works were read.", drafts.len()));
        drafts.truncate(MAX_SOURCES);
    }
    let mut used_ids = HashMap::new();
    let mut guessed = 0_usize;
    let mut sources = Vec::with_capacity(drafts.len());
    for draft in drafts {
        guessed += usize::from(draft.primary.is_none());
        sources.extend(into_source(draft, &mut used_ids, warnings));
    }
    if guessed > 0 && !sources.is_empty() {
        warnings.push(format!(
            "Whether a work is the statement itself or a report of it was guessed by its kind, {guessed} times; look at `primary`."
        ));
    }
    sources
}

fn into_source(mut draft: Draft, used_ids: &mut HashMap<String, usize>, warnings: &mut Warnings) -> Option<Source> {
    let name = draft.name().to_owned();
    apply_limits(&mut draft);
    for warning in &draft.warnings {
        warnings.push_for(&name, warning);
    }
    if !draft.unused_fields.is_empty() {
        let fields: Vec<&str> = draft.unused_fields.iter().map(String::as_str).take(20).collect();
        warnings.push_for(&name, &format!("a source has no place for {}, which was left out", fields.join(", ")));
    }
    if draft.title.is_empty() && draft.authors.is_empty() && draft.publisher.is_none() {
        warnings.push_for(&name, "it has neither title nor author nor publisher, so it was left out");
        return None;
    }
    let kind = draft.kind.unwrap_or(SourceKind::Webpage);
    if draft.title.is_empty() {
        warnings.push_for(&name, "it has no title; its kind stands in its place");
        draft.title = capitalized(kind.word());
        draft.title_supplied = true;
    }
    let language = draft.language.take().unwrap_or_else(|| {
        warnings.push_for(&name, "its language is not said; write it after `language` in place of `und`");
        "und".into()
    });
    let id = id(&draft, used_ids);
    let Draft {
        title,
        title_supplied,
        authors,
        role,
        publisher,
        said,
        published,
        accessed,
        url,
        primary,
        seen,
        carries,
        ..
    } = draft;
    Some(Source {
        id: id.as_str().into(),
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
        primary: primary.unwrap_or_else(|| is_usually_primary(kind)),
        seen,
        carries,
    })
}

/// Cuts every text to its longest length, and drops a URL that is not a web address.
fn apply_limits(draft: &mut Draft) {
    let mut is_cut = false;
    let Draft { title, authors, role, publisher, url, carries, .. } = draft;
    let names = authors.iter_mut().flat_map(|author| match author {
        Author::Organisation(name) => vec![name],
        Author::Person { family, given, family_first: _, suffix } => {
            std::iter::once(family).chain(given.as_mut()).chain(suffix.as_mut()).collect()
        }
    });
    let texts = std::iter::once(title).chain(names).chain(role.as_mut()).chain(publisher.as_mut());
    for text in texts.chain(url.as_mut()).chain(carries) {
        if let Some((end, _)) = text.char_indices().nth(MAX_FIELD_CHARS) {
            text.truncate(end);
            is_cut = true;
        }
    }
    if authors.len() > MAX_AUTHORS {
        authors.truncate(MAX_AUTHORS);
        is_cut = true;
    }
    if is_cut {
        draft.warnings.push("it has more than can be kept, and was cut".to_owned());
    }
    let is_web_url = |url: &String| {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty()) && !url.chars().any(|c| c.is_whitespace() || c.is_control())
    };
    if let Some(url) = draft.url.take() {
        if is_web_url(&url) {
            draft.url = Some(url);
        } else {
            let start: String = url.chars().take(40).collect();
            draft
                .warnings
                .push(format!("expected an address with https:// or http://, but found `{start}`, which was left out"));
        }
    }
}

/// Returns an id in the form of Parallax: who and when. A key that already has that form is used as it is.
fn id(draft: &Draft, used_ids: &mut HashMap<String, usize>) -> String {
    let own_key =
        (check::is_slug(&draft.key) && draft.key.contains('-') && draft.key.len() <= 80).then(|| draft.key.clone());
    let base = own_key.unwrap_or_else(|| {
        let author = draft.authors.first().map(|author| match author {
            Author::Organisation(name) => name.as_str(),
            Author::Person { family, .. } => family.as_str(),
        });
        let candidates = [author, draft.publisher.as_deref(), Some(&draft.title), Some(&draft.key)];
        let mut author = candidates.into_iter().flatten().find_map(slug).unwrap_or_else(|| "source".to_owned());
        if author.len() > MAX_NAME_BYTES {
            let end = author.get(..MAX_NAME_BYTES).and_then(|start| start.rfind('-')).unwrap_or(MAX_NAME_BYTES);
            author.truncate(end);
        }
        match draft.said.or(draft.published) {
            Some(date) => format!("{author}-{date:?}"),
            None => format!("{author}-undated"),
        }
    });
    let mut id = base.clone();
    // Counting continues here, so that many works of one name and day are not counted from the start each time.
    let mut number = used_ids.get(&base).copied().unwrap_or(1);
    while used_ids.contains_key(&id) {
        number += 1;
        id = format!("{base}-{number}");
    }
    used_ids.insert(base, number);
    used_ids.entry(id.clone()).or_insert(1);
    id
}
