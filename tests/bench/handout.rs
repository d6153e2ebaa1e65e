//! Writing handouts: `cargo bench --no-default-features --features pdf --bench handout [-- PARAGRAPHS]`.
//!
//! Measures the full handout of the shipped edition and of a generated edition of 1,000 paragraphs with five
//! perspectives, and how long a cancelled job continues.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

#[allow(dead_code, reason = "other benches use the rest")]
mod generated;

use std::sync::Arc;
use std::time::{Duration, Instant};

use parallax::export::handout::{Handout, HandoutFormat, HandoutOptions, print};
use parallax::model::Edition;
use parallax::model::progress::Progress;
use parallax::model::rows::Rows;
use parallax::storage::{faces, load_without_check, shipped_without_check};

/// Returns the seconds from the edition to the file, the number of pages and the number of bytes.
fn timed(edition: &Edition, format: HandoutFormat) -> (f64, Option<usize>, usize) {
    let start = Instant::now();
    let handout = Handout::new(edition, &Rows::new(edition), &HandoutOptions::default()).unwrap();
    let printed = print(&handout, format, faces::find, &Progress::default()).unwrap();
    (start.elapsed().as_secs_f64(), printed.pages, printed.bytes.len())
}

fn measure(name: &str, edition: &Edition, runs: usize) {
    for format in HandoutFormat::ALL {
        let mut times: Vec<(f64, Option<usize>, usize)> = (0..runs).map(|_| timed(edition, format)).collect();
        times.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (shortest, pages, bytes) = times[0];
        let median = times[runs / 2].0;
        let pages = pages.map_or(String::new(), |pages| format!(", {pages} pages"));
        println!(
            "{name:<24} {:<5} {shortest:>7.3} s, median {median:>7.3} s{pages}, {} KiB",
            format.name(),
            bytes / 1024
        );
    }
}

/// Returns how many seconds a job continues after it was cancelled halfway.
fn cancelled(edition: &Edition) -> f64 {
    let handout = Handout::new(edition, &Rows::new(edition), &HandoutOptions::default()).unwrap();
    let progress = Arc::new(Progress::default());
    let (shared, started) = (Arc::clone(&progress), Instant::now());
    let watcher = std::thread::spawn(move || {
        while shared.fraction() < 0.3 && started.elapsed() < Duration::from_secs(60) {
            std::thread::yield_now();
        }
        shared.cancel();
        Instant::now()
    });
    let result = print(&handout, HandoutFormat::Pdf, faces::find, &progress);
    let ended = Instant::now();
    println!("cancelled in the middle: {}", result.err().map_or("it was done".to_owned(), |error| error.to_string()));
    ended.saturating_duration_since(watcher.join().unwrap()).as_secs_f64()
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000);
    measure("the shipped edition", &shipped_without_check().unwrap().edition, 7);
    let dir = tempfile::tempdir().unwrap();
    generated::write(dir.path(), count, 5);
    let edition = load_without_check(dir.path()).unwrap().edition;
    measure(&format!("{count} paragraphs"), &edition, 3);
    println!("goes on for {:.3} s", cancelled(&edition));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!("memory at its peak: {}", line.trim_start_matches("VmHWM:").trim());
    }
}
