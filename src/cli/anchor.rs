//! `parallax anchor`: finds quotes of an old text in a new one, as a line of JSON each.
//!
//! Each line of the input is `{"exact", "prefix", "suffix", "start", "end"}`; `start` and `end` count code points of
//! the old text and may be left out. Each line of the output is `{"grade", "score", "start", "end"}` in code points of
//! the new text; the last two are `null` when the grade is `Lost` or `Ambiguous`.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::CLEAN;
use super::arguments::AnchorOptions;
use super::error::CommandError;
use super::json_input::{parse_json_lines, read_utf8};
use crate::align::anchor::{Alignment, QuoteMatch, locate_quote};
use crate::model::{Grade, Placement};

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

/// Finds the quotes and prints their places.
pub(super) fn run(options: &AnchorOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let AnchorOptions { old, new, quotes } = options;
    let (old, new) = (read_utf8(old, MAX_FILE_BYTES)?, read_utf8(new, MAX_FILE_BYTES)?);
    let text = read_utf8(quotes, MAX_FILE_BYTES)?;
    let all: Vec<(usize, Quote)> = parse_json_lines(&text, quotes, |found| {
        format!("error: {found}; each line is one object {{\"exact\", \"prefix\", \"suffix\", \"start\", \"end\"}}")
    })?;
    let alignment = Alignment::new(&old, &new);
    for (_, quote) in &all {
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
