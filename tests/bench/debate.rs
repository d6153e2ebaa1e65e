//! The brief editor: `cargo bench --no-default-features --features window --bench debate [-- CARDS]`.
//!
//! The time of a frame is the CPU time of logic, views and tessellation, with AccessKit on; drawing by the system is
//! not included. A cut consists of two keys and the frame after each.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

mod frames;
mod generated_brief;

use std::time::Instant;

use frames::{Bench, report, wheel};
use parallax::platform;
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::{BriefAction, MarkAs};
use parallax::state::round::RoundAction;
use parallax::state::{Action, AppState, Command, ReaderAction, SavedState, Settings, update};

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(2_000);
    let mut state = AppState::new(platform::open(None).unwrap(), Settings::default(), SavedState::default());
    state.request_layer();
    state.request_brief();
    let edition = state.edition.id().to_owned();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded(edition.clone(), Ok(None))));
    let brief = Box::new(generated_brief::brief(count));
    let start = Instant::now();
    update(&mut state, Action::Brief(BriefAction::Loaded(edition, Ok(Some(brief)))));
    println!("{count} cards; taken up in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut bench = Bench::new(state);
    for _ in 0..5 {
        bench.frame(vec![]);
    }
    let cuts = (0..50).map(|row| {
        bench.timed(Action::Reader(ReaderAction::Activate(row % 14 + 1)));
        let offered = bench.timed(Action::Command(Command::Cut));
        offered + bench.timed(Action::Brief(BriefAction::AddCut))
    });
    report("a card cut by two keys", cuts.collect());
    println!("the brief opens in {:>8.3} ms", bench.timed(Action::Command(Command::Debate)));
    bench.timed(Action::Brief(BriefAction::Choose(1)));
    bench.timed(Action::Brief(BriefAction::Reveal));
    for _ in 0..20 {
        bench.frame(wheel(700.0, -40.0));
    }
    report("scrolling", (0..600).map(|_| bench.frame(wheel(700.0, -90.0))).collect());
    report("standing still", (0..100).map(|_| bench.frame(vec![])).collect());
    bench.timed(Action::Brief(BriefAction::Choose(3)));
    bench.timed(Action::Brief(BriefAction::Reveal));
    bench.timed(Action::Brief(BriefAction::SelectWords(4..40)));
    report("words marked", (0..50).map(|_| bench.timed(Action::Brief(BriefAction::Mark(MarkAs::Highlight)))).collect());
    let typed =
        (0..50).map(|n| bench.timed(Action::Brief(BriefAction::SetEntryTitle(3, format!("A tag of {n} letters")))));
    report("a letter typed", typed.collect());
    report("walk", (0..100).map(|_| bench.timed(Action::Command(Command::NextEntry))).collect());
    let searched = (0..20).map(|n| bench.timed(Action::Brief(BriefAction::SetQuery(format!("argument {n}")))));
    report("a letter searched", searched.collect());
    flow(&mut bench);
}

/// Measures a policy round: the whole brief is in two speeches, and the sheet has sixty arguments, each answered in
/// every column.
fn flow(bench: &mut Bench) {
    fn act(bench: &mut Bench, action: impl Into<Action>) {
        update(&mut bench.state, action.into());
    }
    bench.timed(Action::Brief(BriefAction::SetQuery(String::new())));
    act(bench, Action::BeginRound(0));
    let first = bench.state.brief.entries()[0].id();
    bench.timed(Action::Brief(BriefAction::Choose(first)));
    for speech in [0, 4] {
        act(bench, RoundAction::Prepare(speech));
        bench.timed(Action::Command(Command::RoundSend));
    }
    let sent: usize =
        bench.state.round.document.iter().flat_map(|round| &round.speeches).map(|one| one.read.len()).sum();
    println!("a round with {sent} entries to read");
    bench.timed(Action::Command(Command::RoundOpen));
    report("what is read, standing still", (0..100).map(|_| bench.frame(vec![])).collect());
    for row in 0..60 {
        for column in 0..7 {
            act(bench, RoundAction::ChooseCell((row, column)));
            act(
                bench,
                RoundAction::SetCellText(format!("Argument {row} in column {column}: no link, and the impact is old")),
            );
        }
    }
    act(bench, RoundAction::ChooseCell((30, 3)));
    for _ in 0..20 {
        bench.frame(vec![]);
    }
    let typed = (0..50).map(|n| bench.timed(Action::Round(RoundAction::SetCellText(format!("A cell of {n} letters")))));
    report("a letter typed on the flow", typed.collect());
    report("the flow, standing still", (0..100).map(|_| bench.frame(vec![])).collect());
    report("the flow scrolled", (0..100).map(|_| bench.frame(wheel(700.0, -40.0))).collect());
}
