//! Briefs in and out: `cargo bench --no-default-features --bench briefs [-- CARDS]`.
//!
//! A made brief of 2,000 cards of 400 words, with headings and analytics: opened from its file, written in every form,
//! copied, and read back from its Word file.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

mod made_brief;

use std::time::Instant;

use parallax::export::brief::{BriefForm, rich_text, write};
use parallax::import::read_brief_docx;
use parallax::library::{open_brief, write_by_hand};
use parallax::model::OMITTED;

use made_brief::brief;

/// The least of some runs, in milliseconds, with what the last one gave.
fn measure<T>(name: &str, runs: usize, mut work: impl FnMut() -> T) -> T {
    let mut least = f64::MAX;
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        last = Some(work());
        least = least.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{name:<28} {least:>9.1} ms");
    last.unwrap()
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(2_000);
    let brief = brief(count);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("made.ron");
    write_by_hand(&path, &brief).unwrap();
    let size = std::fs::metadata(&path).unwrap().len() / 1024;
    println!("{count} cards, {size} KiB of RON, signs for omissions as {OMITTED}");
    let (opened, _) = measure("opened from RON", 5, || open_brief(&path).unwrap());
    assert!(opened == brief, "another brief was read than was written");
    for form in BriefForm::ALL {
        let bytes = measure(&format!("written as {}", form.name()), 5, || write(&brief, form).unwrap());
        println!("{:<28} {:>9} KiB", "", bytes.len() / 1024);
    }
    measure("as rich text", 5, || rich_text(&brief));
    let bytes = write(&brief, BriefForm::Docx).unwrap();
    let (back, told) = measure("read back from Word", 5, || read_brief_docx("made.docx", &bytes).unwrap());
    assert!(back == brief && told.is_empty(), "another brief was read from Word than was written: {told:?}");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!("memory at its peak: {}", line.trim_start_matches("VmHWM:").trim());
    }
}
