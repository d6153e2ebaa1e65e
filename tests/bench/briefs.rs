//! Loading and exporting briefs: `cargo bench --no-default-features --bench briefs [-- CARDS]`.
//!
//! A generated brief of 2,000 cards of 400 words, with headings and analytics, is loaded from its file, written in
//! every format, copied, and imported from its Word file.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

mod generated_brief;

use std::time::Instant;

use parallax::export::brief::{BriefFormat, rich_text, write};
use parallax::import::read_brief_docx;
use parallax::model::OMITTED;
use parallax::storage::{open_brief, save_document};

use generated_brief::brief;

/// Prints the shortest of several runs in milliseconds, and returns the result of the last.
fn measure<T>(name: &str, runs: usize, mut work: impl FnMut() -> T) -> T {
    let mut shortest = f64::MAX;
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        last = Some(work());
        shortest = shortest.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{name:<28} {shortest:>9.1} ms");
    last.unwrap()
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(2_000);
    let brief = brief(count);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("generated.ron");
    save_document(&path, &brief).unwrap();
    let size = std::fs::metadata(&path).unwrap().len() / 1024;
    println!("{count} cards, {size} KiB of RON, signs for omissions as {OMITTED}");
    let (opened, _) = measure("opened from RON", 5, || open_brief(&path).unwrap());
    assert!(opened == brief, "another brief was read than was written");
    for format in BriefFormat::ALL {
        let bytes = measure(&format!("written as {}", format.name()), 5, || write(&brief, format).unwrap());
        println!("{:<28} {:>9} KiB", "", bytes.len() / 1024);
    }
    measure("as rich text", 5, || rich_text(&brief));
    let bytes = write(&brief, BriefFormat::Docx).unwrap();
    let (imported, warnings) = measure("imported from Word", 5, || read_brief_docx("generated.docx", &bytes).unwrap());
    assert!(
        imported == brief && warnings.is_empty(),
        "another brief was read from Word than was written: {warnings:?}"
    );
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!("memory at its peak: {}", line.trim_start_matches("VmHWM:").trim());
    }
}
