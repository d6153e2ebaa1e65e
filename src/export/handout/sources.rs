//! The source list: every work that is cited, and which replies cite it.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::model::rows::NoteRef;
use crate::model::{Author, Citation, Note, Quotation, Source, SourceId};

use super::reply::Replies;
use super::words::{Words, followed, shown};

/// A work on the source list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Work {
    /// Who wrote or said it, else who published it.
    pub who: String,
    /// The speaker's post at the time.
    pub role: Option<String>,
    /// Its title, in brackets when it has none of its own.
    pub title: Words,
    /// What kind of work it is, who published it, and when: `speech, Millbrook Courier, 12 Feb 2025`.
    pub about: String,
    /// What must be known of how it was read: in which language, and whether it is the statement itself.
    pub read: String,
    /// Where it can be read: http or https.
    pub address: Option<String>,
    /// Codes of the replies whose words these are.
    pub cited: Vec<String>,
    /// Codes of the replies that were read through it.
    pub relayed: Vec<String>,
}

/// The codes that name a source: as the words themselves, and as the page they were read on.
type Uses = BTreeMap<SourceId, (Vec<String>, Vec<String>)>;

/// The works that the replies to these paragraphs cite, by name.
pub(super) fn works(replies: &Replies<'_>, paragraphs: &[usize]) -> Vec<Work> {
    let mut uses = Uses::new();
    let mut seen = HashSet::new();
    let all = paragraphs.len() == replies.edition.paragraphs().len();
    let rows = (all.then_some(None).into_iter()).chain(paragraphs.iter().map(|index| Some(*index)));
    for row in rows {
        for entry in replies.voices.iter().flat_map(|voice| replies.rows.notes_of(row, *voice)) {
            if seen.insert((entry.perspective, entry.note)) {
                gather(replies, *entry, &mut uses);
            }
        }
    }
    let mut works: Vec<(String, Work)> = uses
        .into_iter()
        .map(|(id, (cited, relayed))| match replies.edition.source(&id) {
            Some(source) => (order_of(source), work(replies, source, cited, relayed)),
            None => (id.to_string(), unknown(&id, cited, relayed)),
        })
        .collect();
    works.sort_by(|(one, _), (other, _)| one.cmp(other));
    works.into_iter().map(|(_, work)| work).collect()
}

fn gather(replies: &Replies<'_>, entry: NoteRef, uses: &mut Uses) {
    let Some(note) = replies.rows.note(replies.edition, entry) else { return };
    let code = replies.rows.code(replies.edition, entry);
    let mut add = |id: &SourceId, relayed: bool| {
        let (cited, through) = uses.entry(id.clone()).or_default();
        let codes = if relayed { through } else { cited };
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

/// By the family name of who wrote it, else by who published it, then by the day.
fn order_of(source: &Source) -> String {
    let first = match source.authors.first() {
        Some(Author::Person { family, .. }) => family,
        Some(Author::Organisation(name)) => name,
        None => source.publisher.as_ref().unwrap_or(&source.title),
    };
    let date = source.date().map_or(String::new(), |date| format!("{date:?}"));
    format!("{}\u{1}{date}\u{1}{}", first.to_lowercase(), source.id)
}

fn work(replies: &Replies<'_>, source: &Source, cited: Vec<String>, relayed: Vec<String>) -> Work {
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
    if language.primary() != replies.edition.head().language.primary() {
        read.push(format!("in the language {language}"));
    }
    read.extend(accessed.map(|day| format!("looked at on {day}")));
    let title = if *title_supplied { format!("[{title}]") } else { title.clone() };
    Work {
        who: shown(&who),
        role: role.as_deref().map(shown),
        title: Words::plain(&title, language),
        about: shown(&about.join(", ")),
        read: shown(&format!("{}.", read.join(", "))),
        address: url.as_deref().and_then(followed),
        cited,
        relayed,
    }
}

fn unknown(id: &SourceId, cited: Vec<String>, relayed: Vec<String>) -> Work {
    let title = Words::plain(&format!("unknown source {id}"), &"en".into());
    let (who, about, read) = (shown(id.as_str()), String::new(), "It is not among the edition's sources.".to_owned());
    Work { who, role: None, title, about, read, address: None, cited, relayed }
}
