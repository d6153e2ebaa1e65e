//! Who wrote or said a source, and who published it, as a reference names them.

use super::letters::curled;
use super::tidy::{tidy, tidy_option};
use crate::model::{Author, Source};

/// An author in the parts that a line needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// What stands before the family name.
    pub(super) before: String,
    /// The family name, the only name, or the body.
    pub(super) family: String,
    /// What stands after the family name, when it comes first.
    pub(super) after: String,
}

/// The authors that have a name.
pub(super) fn names(source: &Source) -> Vec<Name> {
    source.authors.iter().map(name).filter(|name| !name.family.is_empty()).collect()
}

fn name(author: &Author) -> Name {
    let only = |family| Name { before: String::new(), family, after: String::new() };
    match author {
        Author::Organisation(name) => only(curled(&tidy(name), false)),
        Author::Person { family, given, family_first } => {
            let family = curled(&tidy(family), false);
            let given = tidy_option(given.as_deref()).map(|given| curled(&given, false));
            match given {
                None => only(family),
                Some(given) if family.is_empty() => only(given),
                // Han names are written without a blank.
                Some(given) if *family_first && !family.is_ascii() => Name { after: given, ..only(family) },
                Some(given) if *family_first => Name { after: format!(" {given}"), ..only(family) },
                Some(given) => Name { before: format!("{given} "), ..only(family) },
            }
        }
    }
}

impl Name {
    /// As it is sorted: the family name first.
    pub(super) fn sorted_by(&self) -> String {
        format!("{} {} {}", self.family, self.before, self.after)
    }
}

/// The outlet, else the authors, else nothing.
pub(super) fn outlet(source: &Source) -> Option<String> {
    publisher(source).or_else(|| {
        let names: Vec<String> = names(source)
            .into_iter()
            .map(|Name { before, family, after }| format!("{before}{family}{after}"))
            .collect();
        (!names.is_empty()).then(|| names.join(" and "))
    })
}

/// The publisher.
pub(super) fn publisher(source: &Source) -> Option<String> {
    tidy_option(source.publisher.as_deref()).map(|name| curled(&name, false))
}
