//! The input files of `parallax anchor` and `parallax suggest`: text in UTF-8, and JSON.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::CommandError;
use crate::storage::ReadFileError;

/// Reads a file of UTF-8 text, or a pipe, of at most `max_bytes` bytes.
pub(super) fn read_utf8(path: &Path, max_bytes: u64) -> Result<String, CommandError> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(max_bytes + 1).read_to_end(&mut bytes))
        .map_err(|error| CommandError::of_file(ReadFileError::from(error), path))?;
    let found_bytes = bytes.len() as u64;
    if found_bytes > max_bytes {
        return Err(CommandError::of_file(ReadFileError::TooLarge { max_bytes, found_bytes }, path));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("not UTF-8 at byte {at}; save it as UTF-8, since places are counted in its characters");
        CommandError::of_file(message, path)
    })
}

/// Parses JSON that begins after `lines_before` lines of a file. `message` makes the message from what serde_json says.
pub(super) fn parse_json<T: DeserializeOwned>(
    json: &str,
    path: &Path,
    lines_before: usize,
    message: impl Fn(&str) -> String,
) -> Result<T, CommandError> {
    serde_json::from_str(json).map_err(|error| {
        let text = error.to_string();
        // serde_json appends its own place, which is within `json`.
        let message = message(text.rsplit_once(" at line ").map_or(text.as_str(), |(found, _)| found));
        let (line, column) = (lines_before + error.line().max(1), error.column());
        CommandError::new(format!("{}:{line}:{column}: {message}", path.display()))
    })
}

/// Parses the lines of a file that are not blank, each as one JSON value. Returns each value with its line, from 1.
pub(super) fn parse_json_lines<T: DeserializeOwned>(
    text: &str,
    path: &Path,
    message: impl Fn(&str) -> String,
) -> Result<Vec<(usize, T)>, CommandError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(before, json)| Ok((before + 1, parse_json(json, path, before, &message)?))).collect()
}
