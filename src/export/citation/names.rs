//! Names of authors and publishers in references.

use super::CitationStyle;
use super::particles::{is_cjk, split, split_suffix};
use super::sanitize::{sanitize, sanitize_option};
use super::typography::with_typographic_quotes;
use crate::model::{Author, Source};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AuthorName {
    /// What precedes the family name.
    pub(super) before: String,
    /// The family name, the only name, or the organisation.
    pub(super) family: String,
    /// What follows the family name if it comes first.
    pub(super) after: String,
}

pub(super) fn names(source: &Source) -> Vec<AuthorName> {
    source.authors.iter().map(name).filter(|name| !name.family.is_empty()).collect()
}

fn name(author: &Author) -> AuthorName {
    let only = |family| AuthorName { before: String::new(), family, after: String::new() };
    match Parts::new(author) {
        Parts::Organisation(name) => only(name),
        Parts::Person { family, given, family_first, suffix } => {
            let suffix = suffix.map_or(String::new(), |suffix| format!(" {suffix}"));
            match given {
                None => AuthorName { after: suffix, ..only(family) },
                Some(given) if family_first && is_cjk(&family) => AuthorName { after: given, ..only(family) },
                Some(given) if family_first => AuthorName { after: format!(" {given}{suffix}"), ..only(family) },
                Some(given) => AuthorName { before: format!("{given} "), family, after: suffix },
            }
        }
    }
}

/// The parts of a name, each on one line with typographic quotation marks.
pub(super) enum Parts {
    /// The name of an organisation.
    Organisation(String),
    /// The name of a person; a single name is the family name.
    Person { family: String, given: Option<String>, family_first: bool, suffix: Option<String> },
}

impl Parts {
    pub(super) fn new(author: &Author) -> Self {
        let clean = |text: &str| with_typographic_quotes(&sanitize(text), false);
        match author {
            Author::Organisation(name) => Self::Organisation(clean(name)),
            Author::Person { family, given, family_first, suffix } => {
                let (given, after_given) = given.as_deref().map(split_suffix).unzip();
                let suffix = suffix.as_deref().or(after_given.flatten());
                let family = clean(family);
                let mut given = given.map(clean).filter(|given| !given.is_empty());
                let family = if family.is_empty() { given.take().unwrap_or_default() } else { family };
                let suffix = suffix.map(clean).filter(|suffix| !suffix.is_empty());
                Self::Person { family, given, family_first: *family_first, suffix }
            }
        }
    }
}

/// Returns what the first name in a reference is sorted by: the family name as it is shown, and then the rest.
pub(super) fn sort_parts(author: &Author, style: CitationStyle) -> (String, String) {
    match Parts::new(author) {
        Parts::Organisation(name) => (name, String::new()),
        Parts::Person { family, given, family_first: _, suffix } => {
            let (particle, family) = split(&family, style);
            let rest = [given.as_deref(), particle, suffix.as_deref()];
            (family.to_owned(), rest.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
    }
}

/// Returns the publisher, or else the authors.
pub(super) fn outlet(source: &Source) -> Option<String> {
    publisher(source).or_else(|| {
        let names: Vec<String> = names(source)
            .into_iter()
            .map(|AuthorName { before, family, after }| format!("{before}{family}{after}"))
            .collect();
        (!names.is_empty()).then(|| names.join(" and "))
    })
}

pub(super) fn publisher(source: &Source) -> Option<String> {
    sanitize_option(source.publisher.as_deref()).map(|name| with_typographic_quotes(&name, false))
}
