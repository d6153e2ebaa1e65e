//! Accuracy and speed of re-anchoring quotes in changed texts: `cargo bench --bench anchor --no-default-features`.
//!
//! Reads `anchor/edits.jsonl` and `anchor/revisions.jsonl` in the folder named by `PARALLAX_DATA`. Random edits of the
//! same old texts are generated from a seed as well (`-- --rounds 3 --seed 1`), to avoid tuning on a few quotes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "edits.rs"]
mod edits;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use parallax::align::anchor::Alignment;
use parallax::model::Grade;
use serde::Deserialize;

/// The number of runs per document; the shortest counts.
const REPEATS: usize = 3;

/// A document of either set.
#[derive(Deserialize)]
pub struct Document {
    pub rate: Option<f64>,
    #[serde(default)]
    pub deleted: bool,
    pub old: String,
    pub new: String,
    pub quotes: Vec<Quote>,
}

/// A quote with the correct answer: a range, lines, or neither if it is gone.
#[derive(Deserialize)]
pub struct Quote {
    pub start: usize,
    pub end: usize,
    pub gold: Option<(usize, usize)>,
    #[serde(default)]
    pub paragraphs: Option<Vec<usize>>,
}

/// The results for one set of quotes.
#[derive(Default)]
struct Tally {
    quotes: usize,
    right: usize,
    grades: BTreeMap<Grade, usize>,
    times: Vec<f64>,
}

fn main() {
    let Some(folder) = std::env::var_os("PARALLAX_DATA") else {
        println!("PARALLAX_DATA names no folder: nothing is measured");
        return;
    };
    let folder = Path::new(&folder).join("anchor");
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse::<u64>().ok()
    };
    let verbose = arguments.iter().any(|argument| argument == "--verbose");
    let edits = read(&folder.join("edits.jsonl"));
    let revisions = read(&folder.join("revisions.jsonl"));
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for document in edits.iter().chain(&revisions) {
        measure(document, &name_of("", document), verbose, &mut tallies);
    }
    let mut olds: Vec<&str> = edits.iter().chain(&revisions).map(|document| document.old.as_str()).collect();
    olds.sort_unstable();
    olds.dedup();
    for round in 0..number("--rounds").unwrap_or(1) {
        for (at, old) in (0_u64..).zip(&olds) {
            let seed = number("--seed").unwrap_or(1) * 1_000_003 + round * 1009 + at;
            for document in edits::documents(old, seed) {
                measure(&document, &name_of("random ", &document), verbose, &mut tallies);
            }
        }
    }
    println!("{:<28}{:>7}{:>9}{:>9}   grades", "set", "quotes", "right %", "ms each");
    for (name, tally) in &mut tallies {
        tally.print(name);
    }
}

fn read(path: &Path) -> Vec<Document> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn name_of(origin: &str, document: &Document) -> String {
    match (document.rate, document.deleted) {
        (None, _) => format!("{origin}revisions"),
        (Some(rate), false) => format!("{origin}edits {:>2.0} %", rate * 100.0),
        (Some(rate), true) => format!("{origin}deleted {:>2.0} %", rate * 100.0),
    }
}

/// Places all quotes of a document. The time is the shortest of three runs, alignment included.
fn measure(document: &Document, name: &str, verbose: bool, tallies: &mut BTreeMap<String, Tally>) {
    let Document { old, new, quotes, deleted, .. } = document;
    let mut best = f64::INFINITY;
    let mut placements = Vec::new();
    for _ in 0..REPEATS {
        let start = Instant::now();
        let alignment = Alignment::new(old, new);
        placements = quotes.iter().map(|quote| alignment.place(quote.start..quote.end)).collect();
        best = best.min(start.elapsed().as_secs_f64() * 1000.0 / quotes.len().max(1) as f64);
    }
    for (quote, placement) in quotes.iter().zip(&placements) {
        let gone = *deleted || quote.paragraphs.as_ref().is_some_and(Vec::is_empty);
        let name = if gone && !deleted { format!("{name}, gone") } else { name.to_owned() };
        let right = match (&placement.range, quote.gold, &quote.paragraphs) {
            (None, ..) => gone,
            (Some(_), ..) if gone => false,
            (Some(range), Some((from, to)), _) => {
                let both = range.end.min(to).saturating_sub(range.start.max(from));
                2 * both >= range.end.max(to) - range.start.min(from)
            }
            (Some(range), _, Some(paragraphs)) => {
                let line = new.chars().take(range.start).filter(|c| *c == '\n').count();
                paragraphs.contains(&line)
            }
            _ => false,
        };
        if verbose && !right {
            let text = |text: &str, from: usize, to: usize| text.chars().skip(from).take(to - from).collect::<String>();
            println!("{name}: {:?} {:.2}\n  {}", placement.grade, placement.score, text(old, quote.start, quote.end));
            if let Some(range) = &placement.range {
                println!("  {}", text(new, range.start, range.end));
            }
            if let Some((from, to)) = quote.gold {
                println!("  {}", text(new, from, to));
            }
        }
        let tally = tallies.entry(name).or_default();
        tally.quotes += 1;
        tally.right += usize::from(right);
        *tally.grades.entry(placement.grade).or_default() += 1;
        tally.times.push(best);
    }
}

impl Tally {
    fn print(&mut self, name: &str) {
        self.times.sort_by(f64::total_cmp);
        let percent = 100.0 * self.right as f64 / self.quotes as f64;
        let median = self.times[self.times.len() / 2];
        let grades: Vec<String> = self.grades.iter().map(|(grade, count)| format!("{grade:?} {count}")).collect();
        println!("{name:<28}{:>7}{percent:>9.2}{median:>9.3}   {}", self.quotes, grades.join(", "));
    }
}
