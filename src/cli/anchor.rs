//! `parallax anchor`: finds quotes of an old text in a new one, as a line of JSON each.
//!
//! Each line of the input is `{"exact", "prefix", "suffix", "start", "end"}`; `start` and `end` count code points of
//! the old text and may be left out. Each line of the output is `{"grade", "score", "start", "end"}` in code points of
//! the new text; the last two are `null` when the grade is `Lost` or `Ambiguous`.

use std::fs::File;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::CLEAN;
use super::arguments::AnchorOptions;
use super::error::CommandError;
use crate::align::anchor::{Alignment, QuoteMatch, locate_quote};
use crate::model::{Grade, Placement};

/// The largest input file in bytes.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// A line of the input.
#[derive(Deserialize)]
struct Quote {
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
}

/// A line of the output.
#[derive(Serialize)]
struct PlacementRecord {
    grade: Grade,
    score: f32,
    start: Option<usize>,
    end: Option<usize>,
}

/// Why an input file of `parallax anchor` could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum AnchorError {
    #[error("cannot be read: {source}: {}", path.display())]
    Unreadable { source: io::Error, path: PathBuf },
    #[error("more than 64 MB; cut it into parts: {}", path.display())]
    TooLarge { path: PathBuf },
    #[error("not UTF-8 at byte {at}; save it as UTF-8, since places are counted in its characters: {}", path.display())]
    NotUtf8 { at: usize, path: PathBuf },
    #[error(
        "{}:{line}:{column}: error: {message}; each line is one object {{\"exact\", \"prefix\", \"suffix\", \"start\", \"end\"}}",
        path.display()
    )]
    BadJson { path: PathBuf, line: usize, column: usize, message: String },
}

/// Finds the quotes and prints their places.
pub(super) fn run(options: &AnchorOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let (old, new) = (read_text(&options.old)?, read_text(&options.new)?);
    let quotes = parse_quotes(&read_text(&options.quotes)?, &options.quotes)?;
    let alignment = Alignment::new(&old, &new);
    for quote in &quotes {
        let Placement { grade, score, range } = place(&alignment, &old, quote);
        let (start, end) = range.map_or((None, None), |range| (Some(range.start), Some(range.end)));
        serde_json::to_writer(&mut *out, &PlacementRecord { grade, score, start, end }).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    Ok(CLEAN)
}

/// Places a quote: at its own offsets if its words are there, else where its words and context are in the old text.
fn place(alignment: &Alignment, old: &str, quote: &Quote) -> Placement {
    let given = quote.start.zip(quote.end).map(|(start, end)| start..end);
    match locate_quote(old, &quote.exact, [&quote.prefix, &quote.suffix], given) {
        QuoteMatch::Unique(range) => alignment.place(range),
        QuoteMatch::Ambiguous => Placement { grade: Grade::Ambiguous, score: 0.0, range: None },
        QuoteMatch::NotFound => Placement { grade: Grade::Lost, score: 0.0, range: None },
    }
}

/// Reads a file of UTF-8 text.
fn read_text(path: &Path) -> Result<String, AnchorError> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|source| AnchorError::Unreadable { source, path: path.to_owned() })?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(AnchorError::TooLarge { path: path.to_owned() });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        AnchorError::NotUtf8 { at, path: path.to_owned() }
    })
}

/// Parses the quotes, one on a line; blank lines are skipped.
fn parse_quotes(text: &str, path: &Path) -> Result<Vec<Quote>, AnchorError> {
    let lines = (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty());
    let parse = |(line, json): (usize, &str)| {
        serde_json::from_str(json).map_err(|error| {
            let message = error.to_string();
            // serde_json appends its own place, which is within the line.
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            AnchorError::BadJson { path: path.to_owned(), line, column: error.column(), message }
        })
    };
    lines.map(parse).collect()
}
