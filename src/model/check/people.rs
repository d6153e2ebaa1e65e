//! People: nobody checks what they wrote.

use super::super::problem::{Location, PathStep};
use super::{Found, Subject};
use PathStep::Field;

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    for (p, perspective) in context.edition.perspectives().iter().enumerate() {
        let (writer, checker) = (perspective.written_by.as_deref(), perspective.checked_by.as_deref());
        two_people(writer, checker, || context.in_perspective(p, &[Field("checked_by")]), found);
        for (n, note) in perspective.notes.iter().enumerate() {
            let (own_writer, own_checker) = (note.written_by.as_deref(), note.checked_by.as_deref());
            if own_writer.is_none() && own_checker.is_none() {
                continue;
            }
            let field = if own_checker.is_some() { "checked_by" } else { "written_by" };
            let at = || context.in_note(p, n, &[Field(field)]);
            two_people(own_writer.or(writer), own_checker.or(checker), at, found);
        }
    }
}

fn two_people(writer: Option<&str>, checker: Option<&str>, at: impl Fn() -> Location, found: &mut Found) {
    let (Some(writer), Some(checker)) = (writer, checker) else { return };
    if folded(writer) == folded(checker) && !writer.trim().is_empty() {
        found.error(
            "same-person",
            at(),
            format!("expected two people, but {} both wrote and checked", writer.trim()),
            "have somebody else read it against the sources",
        );
    }
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
