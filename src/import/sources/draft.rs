//! A work as it was read, before it is a source: what both formats have in common.

use std::collections::HashMap;

use super::MOST_SOURCES;
use super::kinds::usually_primary;
use super::remarks::Remarks;
use crate::model::slug::slug;
use crate::model::{Author, Date, Language, Source, SourceKind, check};

/// The longest field that is kept, in characters.
const LONGEST_FIELD: usize = 10_000;

/// The most authors of one work.
const MOST_AUTHORS: usize = 500;

/// The longest beginning of an id, in characters.
const LONGEST_WHO: usize = 30;

/// What a file says of one work.
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
    pub(super) carries: Vec<String>,
    /// The fields that a source has no place for.
    pub(super) left_out: Vec<String>,
    /// Other sentences about it, without a full stop.
    pub(super) told: Vec<String>,
}

impl Draft {
    /// What it is called in a remark.
    fn name(&self) -> &str {
        [self.key.trim(), self.title.trim()]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or("A work without a title")
    }
}

/// The sources of the works that have a title or an author.
pub(super) fn finished(mut drafts: Vec<Draft>, remarks: &mut Remarks) -> Vec<Source> {
    if drafts.len() > MOST_SOURCES {
        remarks.general(format!("Only the first {MOST_SOURCES} of {} works were read.", drafts.len()));
        drafts.truncate(MOST_SOURCES);
    }
    let mut taken = HashMap::new();
    let mut guessed = 0_usize;
    let mut sources = Vec::with_capacity(drafts.len());
    for draft in drafts {
        guessed += usize::from(draft.primary.is_none());
        sources.extend(finish(draft, &mut taken, remarks));
    }
    if guessed > 0 && !sources.is_empty() {
        remarks.general(format!(
            "Whether a work is the statement itself or a report of it was guessed by its kind, {guessed} times; look at `primary`."
        ));
    }
    sources
}

fn finish(mut draft: Draft, taken: &mut HashMap<String, usize>, remarks: &mut Remarks) -> Option<Source> {
    let name = draft.name().to_owned();
    hold(&mut draft);
    for told in &draft.told {
        remarks.of(&name, told);
    }
    if !draft.left_out.is_empty() {
        let left_out: Vec<&str> = draft.left_out.iter().map(String::as_str).take(20).collect();
        remarks.of(&name, &format!("a source has no place for {}, which was left out", left_out.join(", ")));
    }
    if draft.title.is_empty() && draft.authors.is_empty() && draft.publisher.is_none() {
        remarks.of(&name, "it has neither title nor author nor publisher, so it was left out");
        return None;
    }
    let kind = draft.kind.unwrap_or(SourceKind::Webpage);
    if draft.title.is_empty() {
        remarks.of(&name, "it has no title; its kind stands in its place");
        let mut letters = kind.word().chars();
        draft.title = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
        draft.title_supplied = true;
    }
    let language = draft.language.take().unwrap_or_else(|| {
        remarks.of(&name, "its language is not said; write it after `language` in place of `und`");
        "und".into()
    });
    let id = id(&draft, taken);
    let Draft {
        title, title_supplied, authors, role, publisher, said, published, accessed, url, primary, carries, ..
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
        primary: primary.unwrap_or_else(|| usually_primary(kind)),
        carries,
    })
}

/// Holds every text to its length and the address to the web.
fn hold(draft: &mut Draft) {
    let mut cut = false;
    let Draft { title, authors, role, publisher, url, carries, .. } = draft;
    let names = authors.iter_mut().flat_map(|author| match author {
        Author::Organisation(name) => vec![name],
        Author::Person { family, given, family_first: _ } => std::iter::once(family).chain(given.as_mut()).collect(),
    });
    let texts = std::iter::once(title).chain(names).chain(role.as_mut()).chain(publisher.as_mut());
    for text in texts.chain(url.as_mut()).chain(carries) {
        if let Some((end, _)) = text.char_indices().nth(LONGEST_FIELD) {
            text.truncate(end);
            cut = true;
        }
    }
    if authors.len() > MOST_AUTHORS {
        authors.truncate(MOST_AUTHORS);
        cut = true;
    }
    if cut {
        draft.told.push("it has more than can be kept, and was cut".to_owned());
    }
    let web = |url: &String| {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty()) && !url.chars().any(|c| c.is_whitespace() || c.is_control())
    };
    if let Some(url) = draft.url.take() {
        if web(&url) {
            draft.url = Some(url);
        } else {
            let start: String = url.chars().take(40).collect();
            draft
                .told
                .push(format!("expected an address with https:// or http://, but found `{start}`, which was left out"));
        }
    }
}

/// An id as ours are: who and when. A key that has that form already is kept.
fn id(draft: &Draft, taken: &mut HashMap<String, usize>) -> String {
    let kept =
        (check::is_slug(&draft.key) && draft.key.contains('-') && draft.key.len() <= 80).then(|| draft.key.clone());
    let base = kept.unwrap_or_else(|| {
        let who = draft.authors.first().map(|author| match author {
            Author::Organisation(name) => name.as_str(),
            Author::Person { family, .. } => family.as_str(),
        });
        let who = [who, draft.publisher.as_deref(), Some(&draft.title), Some(&draft.key)];
        let mut who = who.into_iter().flatten().find_map(slug).unwrap_or_else(|| "source".to_owned());
        if who.len() > LONGEST_WHO {
            let cut = who.get(..LONGEST_WHO).and_then(|start| start.rfind('-')).unwrap_or(LONGEST_WHO);
            who.truncate(cut);
        }
        match draft.said.or(draft.published) {
            Some(date) => format!("{who}-{date:?}"),
            None => format!("{who}-undated"),
        }
    });
    let mut id = base.clone();
    // Where counting goes on, so that many works of one name and day are not counted from the beginning each time.
    let mut number = taken.get(&base).copied().unwrap_or(1);
    while taken.contains_key(&id) {
        number += 1;
        id = format!("{base}-{number}");
    }
    taken.insert(base, number);
    taken.entry(id.clone()).or_insert(1);
    id
}
