//! Names of authors and publishers in references.

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
    match author {
        Author::Organisation(name) => only(with_typographic_quotes(&sanitize(name), false)),
        Author::Person { family, given, family_first } => {
            let family = with_typographic_quotes(&sanitize(family), false);
            let given = sanitize_option(given.as_deref()).map(|given| with_typographic_quotes(&given, false));
            match given {
                None => only(family),
                Some(given) if family.is_empty() => only(given),
                // Han names are written without spaces.
                Some(given) if *family_first && !family.is_ascii() => AuthorName { after: given, ..only(family) },
                Some(given) if *family_first => AuthorName { after: format!(" {given}"), ..only(family) },
                Some(given) => AuthorName { before: format!("{given} "), ..only(family) },
            }
        }
    }
}

impl AuthorName {
    /// Returns the sort key: the family name first.
    pub(super) fn sort_key(&self) -> String {
        format!("{} {} {}", self.family, self.before, self.after)
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
