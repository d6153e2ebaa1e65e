//! The source list: all cited works and the replies that cite them.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::model::rows::NoteRef;
use crate::model::{Author, Citation, Note, Quotation, Source, SourceId};

use super::reply::Replies;
use super::text::{StyledText, web_address, xml_safe};

/// An entry of the source list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceEntry {
    /// The author or speaker, or else the publisher.
    pub who: String,
    /// The speaker's role at the time.
    pub role: Option<String>,
    /// The title, in brackets if it was supplied by a curator.
    pub title: StyledText,
    /// The kind, publisher and date: `speech, Millbrook Courier, 12 Feb 2025`.
    pub about: String,
    /// How it was read: whether it is the statement itself, and in which language.
    pub read: String,
    /// The http or https address.
    pub address: Option<String>,
    /// The codes of the replies that cite it.
    pub cited: Vec<String>,
    /// The codes of the replies that cite another work through it.
    pub relayed: Vec<String>,
}

/// The codes that cite each source: directly, and as a relay.
type Uses = BTreeMap<SourceId, (Vec<String>, Vec<String>)>;

/// Returns the works cited by the replies to the given paragraphs, sorted by name.
pub(super) fn works(replies: &Replies<'_>, paragraphs: &[usize]) -> Vec<SourceEntry> {
    let mut uses = Uses::new();
    let mut visited = HashSet::new();
    let all = paragraphs.len() == replies.edition.paragraphs().len();
    let rows = (all.then_some(None).into_iter()).chain(paragraphs.iter().map(|index| Some(*index)));
    for row in rows {
        for entry in replies.perspectives.iter().flat_map(|perspective| replies.rows.notes_of(row, *perspective)) {
            if visited.insert((entry.perspective, entry.note)) {
                collect_uses(replies, *entry, &mut uses);
            }
        }
    }
    let mut works: Vec<(String, SourceEntry)> = uses
        .into_iter()
        .map(|(id, (cited, relayed))| match replies.edition.source(&id) {
            Some(source) => (sort_key(source), work(replies, source, cited, relayed)),
            None => (id.to_string(), unknown_source(&id, cited, relayed)),
        })
        .collect();
    works.sort_by(|(one, _), (other, _)| one.cmp(other));
    works.into_iter().map(|(_, work)| work).collect()
}

fn collect_uses(replies: &Replies<'_>, entry: NoteRef, uses: &mut Uses) {
    let Some(note) = replies.rows.note(replies.edition, entry) else { return };
    let code = replies.rows.code(replies.edition, entry);
    let mut add = |id: &SourceId, relayed: bool| {
        let (cited, relayed_codes) = uses.entry(id.clone()).or_default();
        let codes = if relayed { relayed_codes } else { cited };
        if !codes.contains(&code) {
            codes.push(code.clone());
        }
    };
    let Note { citations, quotations, .. } = note;
    for Citation { source, relayed_by, locator: _ } in citations {
        add(source, false);
        if let Some(relay) = relayed_by {
            add(relay, true);
        }
    }
    for Quotation { source, .. } in quotations {
        add(source, false);
    }
}

/// Returns the sort key: the family name of the author, or else the publisher, then the date.
fn sort_key(source: &Source) -> String {
    let first = match source.authors.first() {
        Some(Author::Person { family, .. }) => family,
        Some(Author::Organisation(name)) => name,
        None => source.publisher.as_ref().unwrap_or(&source.title),
    };
    let date = source.date().map_or(String::new(), |date| format!("{date:?}"));
    format!("{}\u{1}{date}\u{1}{}", first.to_lowercase(), source.id)
}

fn work(replies: &Replies<'_>, source: &Source, cited: Vec<String>, relayed: Vec<String>) -> SourceEntry {
    let Source {
        id: _,
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
    } = source;
    let names: Vec<String> = authors.iter().map(ToString::to_string).collect();
    let who = if names.is_empty() { publisher.as_ref().unwrap_or(title).clone() } else { names.join(", ") };
    let mut about = vec![kind.word().to_owned()];
    about.extend(publisher.iter().filter(|publisher| **publisher != who).cloned());
    match (said, published) {
        (Some(said), Some(published)) if said != published => {
            about.extend([format!("said {said}"), format!("published {published}")]);
        }
        (Some(date), _) | (None, Some(date)) => about.push(date.to_string()),
        (None, None) => about.push("no date".to_owned()),
    }
    let mut read =
        vec![if *primary { "The statement itself" } else { "A report, not the statement itself" }.to_owned()];
    read.extend(seen.map(|seen| seen.words().to_owned()));
    if language.primary() != replies.edition.head().language.primary() {
        read.push(format!("in the language {language}"));
    }
    read.extend(accessed.map(|day| format!("looked at on {day}")));
    let title = if *title_supplied { format!("[{title}]") } else { title.clone() };
    SourceEntry {
        who: xml_safe(&who),
        role: role.as_deref().map(xml_safe),
        title: StyledText::plain(&title, language),
        about: xml_safe(&about.join(", ")),
        read: xml_safe(&format!("{}.", read.join(", "))),
        address: url.as_deref().and_then(web_address),
        cited,
        relayed,
    }
}

fn unknown_source(id: &SourceId, cited: Vec<String>, relayed: Vec<String>) -> SourceEntry {
    let title = StyledText::plain(&format!("unknown source {id}"), &"en".into());
    let (who, about, read) =
        (xml_safe(id.as_str()), String::new(), "It is not among the edition's sources.".to_owned());
    SourceEntry { who, role: None, title, about, read, address: None, cited, relayed }
}
