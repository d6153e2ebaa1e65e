//! Frames of the reader without a screen: `cargo bench --bench reader [-- PARAGRAPHS...]`.
//!
//! The time of a frame is the CPU time of logic, views and tessellation, with AccessKit on. Drawing is not included.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

mod frames;
mod generated;

use std::time::Instant;

use frames::{Bench, report, wheel};
use parallax::platform;
use parallax::state::presentation::LessonQuestion;
use parallax::state::{Action, AppState, Command, ReaderAction, SavedState, ScrollRequest, Settings, update};

fn memory_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap_or("VmRSS: 0 kB");
    line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("VmHWM: 0 kB");
    line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn main() {
    let requested: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if requested.is_empty() { vec![1_000, 100_000] } else { requested };
    for count in sizes {
        run(count);
    }
}

fn run(count: usize) {
    let folder = std::env::temp_dir().join(format!("parallax-bench-{count}"));
    let bytes = generated::write(&folder, count, 5);
    let before = memory_mib();
    let start = Instant::now();
    let opened = platform::open(Some(&folder)).unwrap();
    let mut state = AppState::new(opened, Settings::default(), SavedState::default());
    let open = start.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss)]
    let ron = bytes as f64 / 1024.0 / 1024.0;
    println!("\n{count} paragraphs, 5 perspectives, RON {ron:.1} MiB");
    println!(
        "open {open:.3} s; memory {:.0} MiB above the start, peak {:.1} times the RON",
        memory_mib() - before,
        peak_mib() / ron
    );
    for perspective in 3..5 {
        update(&mut state, Action::TogglePerspective(perspective));
    }
    let mut bench = Bench::new(state);
    println!("first frame {:>27.3} ms", bench.frame(vec![]));
    for _ in 0..30 {
        bench.frame(wheel(400.0, -40.0));
    }
    report("scrolling", (0..600).map(|_| bench.frame(wheel(400.0, -60.0))).collect());
    report("standing still", (0..100).map(|_| bench.frame(vec![])).collect());
    let jumps = (1..=100).map(|n| {
        update(&mut bench.state, Action::Reader(ReaderAction::Scroll(ScrollRequest::ToRow((n * 7919) % count))));
        bench.frame(vec![])
    });
    report("jump anywhere", jumps.collect());
    let pages = (0..100).map(|_| {
        update(&mut bench.state, Action::Reader(ReaderAction::Scroll(ScrollRequest::Pages(1.0))));
        bench.frame(vec![])
    });
    report("page down", pages.collect());
    let widths = (0..20u8).map(|n| {
        bench.size.x = 1280.0 - f32::from(n) * 4.0;
        bench.frame(vec![])
    });
    report("resize", widths.collect());
    lesson(&mut bench);
    println!("memory {:.0} MiB, peak {:.1} times the RON", memory_mib(), peak_mib() / ron);
    let _ = std::fs::remove_dir_all(folder);
}

/// Measures a lesson: from the key to the painted slide, and from a key press to the painted reply.
fn lesson(bench: &mut Bench) {
    let timed = |bench: &mut Bench, command: Command| bench.timed(Action::Command(command));
    println!("begin a lesson {:>24.3} ms", timed(bench, Command::Project));
    bench.timed(Action::ConfirmLesson(LessonQuestion::ShowPresenter));
    report("reveal, presenter's view", (0..200).map(|_| timed(bench, Command::Reveal)).collect());
    timed(bench, Command::SwitchView);
    report("reveal, class's view", (0..200).map(|_| timed(bench, Command::Reveal)).collect());
}
