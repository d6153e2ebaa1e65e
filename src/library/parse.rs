//! One text to one value, by ron with our options.

use std::borrow::Cow;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::diagnose::{DEEPEST, diagnose};
use super::folder::Folder;
use super::spans::value_at;
use super::{Fault, FileFault};
use crate::model::FORMAT;
use crate::model::problem::PathStep;

/// Reads and parses one file of an edition.
pub(super) fn parse<T: DeserializeOwned>(folder: Folder<'_>, name: &str, what: &'static str) -> Result<T, FileFault> {
    let whole = |fault| FileFault::whole(folder.path_of(name), fault);
    let text: Cow<'_, str> = folder.read(name).map_err(whole)?;
    if text.trim().is_empty() {
        return Err(whole(Fault::Empty(what)));
    }
    let options =
        ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(DEEPEST);
    options.from_str(&text).map_err(|error| {
        newer_format(folder, name, &text).unwrap_or_else(|| diagnose(folder.path_of(name), &text, &error))
    })
}

/// The fault of a file whose `format:` is newer than this program, whatever else is strange in it.
pub(super) fn newer_format(folder: Folder<'_>, name: &str, text: &str) -> Option<FileFault> {
    let path = [PathStep::Field("format")];
    let digits: String = value_at(text, &path)?.chars().take_while(char::is_ascii_digit).collect();
    let newer = match digits.parse::<u32>() {
        Ok(number) => number > FORMAT,
        Err(_) => !digits.is_empty(),
    };
    newer.then(|| {
        let place = super::spans::position(text, &path);
        let fault = FileFault::whole(folder.path_of(name), Fault::Newer { found: digits });
        FileFault { line: place.line, column: place.column, ..fault }
    })
}
