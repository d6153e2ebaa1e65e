//! `parallax anchor`: quotes of an old text found in a new one, a line of JSON each.
//!
//! Each line of the quotes is `{"exact", "prefix", "suffix", "start", "end"}`; `start` and `end` are code points of the
//! old text and may be left out. Each line of the answer is `{"grade", "score", "start", "end"}` in code points of the
//! new text, where the last two are `null` when the grade is `Lost` or `Ambiguous`.

use std::fs::File;
use std::io::{self, Read as _, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::arguments::AnchorOptions;
use super::{CLEAN, UNREADABLE};
use crate::align::anchor::{Alignment, QuoteMatch, locate_quote};
use crate::model::visible::with_marks;
use crate::model::{Grade, Placement};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A quote as it is given.
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

/// Its place as it is printed.
#[derive(Serialize)]
struct Line {
    grade: Grade,
    score: f32,
    start: Option<usize>,
    end: Option<usize>,
}

/// Finds the quotes, prints their places, and says how the program should end.
pub(super) fn run(options: &AnchorOptions, out: &mut impl Write) -> io::Result<u8> {
    let read = || -> Result<_, String> {
        let (old, new) = (text(&options.old)?, text(&options.new)?);
        let quotes = quotes(&text(&options.quotes)?, &options.quotes)?;
        Ok((old, new, quotes))
    };
    let (old, new, quotes) = match read() {
        Ok(read) => read,
        Err(message) => {
            eprintln!("parallax: {message}");
            return Ok(UNREADABLE);
        }
    };
    let alignment = Alignment::new(&old, &new);
    for quote in &quotes {
        let Placement { grade, score, range } = place(&alignment, &old, quote);
        let (start, end) = range.map_or((None, None), |range| (Some(range.start), Some(range.end)));
        serde_json::to_writer(&mut *out, &Line { grade, score, start, end })?;
        writeln!(out)?;
    }
    Ok(CLEAN)
}

/// Places a quote: where it says it stands if it does, else where its words and neighbours are in the old text.
fn place(alignment: &Alignment, old: &str, quote: &Quote) -> Placement {
    let given = quote.start.zip(quote.end).map(|(start, end)| start..end);
    match locate_quote(old, &quote.exact, [&quote.prefix, &quote.suffix], given) {
        QuoteMatch::Unique(range) => alignment.place(range),
        QuoteMatch::Ambiguous => Placement { grade: Grade::Ambiguous, score: 0.0, range: None },
        QuoteMatch::NotFound => Placement { grade: Grade::Lost, score: 0.0, range: None },
    }
}

/// A file as text; what is wrong with it as a sentence, path last.
fn text(path: &Path) -> Result<String, String> {
    let named = with_marks(&path.to_string_lossy()).into_owned();
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| format!("cannot be read: {error}: {named}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("more than 64 MB; cut it into parts: {named}"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("not UTF-8 at byte {at}; save it as UTF-8, since places are counted in its characters: {named}")
    })
}

/// The quotes of a file; blank lines are passed over.
fn quotes(text: &str, path: &Path) -> Result<Vec<Quote>, String> {
    let lines = (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty());
    let read = |(number, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            let (path, column) = (path.to_string_lossy(), error.column());
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            let said = format!("{path}:{number}:{column}: error: {said}");
            format!(
                "{}; each line is one object {{\"exact\", \"prefix\", \"suffix\", \"start\", \"end\"}}",
                with_marks(&said)
            )
        })
    };
    lines.map(read).collect()
}
