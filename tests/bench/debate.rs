//! The brief on the screen: `cargo bench --no-default-features --features window --bench debate [-- CARDS]`.
//!
//! A frame is the CPU time of the logic, the views and the tessellation, with AccessKit on; painting by the system is
//! not in it. A cut is the two keys and the frame after each.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

mod made_brief;

use std::time::Instant;

use egui::{Context, Event, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use parallax::desktop;
use parallax::session::desk::{DeskAction, MarkAs};
use parallax::session::layer::LayerAction;
use parallax::session::{Action, Command, Recollection, Session, Settings, update};
use parallax::ui::Screen;

struct Bench {
    ctx: Context,
    session: Session,
    screen: Screen,
    time: f64,
}

impl Bench {
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 0.016;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 900.0)));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let start = Instant::now();
        let mut actions = Vec::new();
        let output = self.ctx.run_ui(input, |ui| {
            actions.clear();
            self.screen.show(ui, &self.session, &mut actions);
        });
        for action in actions {
            update(&mut self.session, action);
        }
        std::hint::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        start.elapsed().as_secs_f64() * 1e3
    }

    fn timed(&mut self, action: Action) -> f64 {
        let start = Instant::now();
        update(&mut self.session, action);
        self.frame(vec![]);
        start.elapsed().as_secs_f64() * 1e3
    }
}

fn wheel(y: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(700.0, 500.0)),
        Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, y),
            modifiers: egui::Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        },
    ]
}

fn report(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{name:<28} median {:>8.3} ms   p95 {:>8.3}   max {:>8.3}", at(0.5), at(0.95), at(1.0));
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(2_000);
    let mut session = Session::new(desktop::open(None).unwrap(), Settings::default(), Recollection::default());
    session.want_layer();
    session.want_brief();
    let edition = session.edition.id().to_owned();
    update(&mut session, Action::Layer(LayerAction::Came(edition.clone(), Ok(None))));
    let brief = Box::new(made_brief::brief(count));
    let start = Instant::now();
    update(&mut session, Action::Desk(DeskAction::Came(edition, Ok(Some(brief)))));
    println!("{count} cards; taken up in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let ctx = Context::default();
    ctx.set_fonts(parallax::ui::faces::definitions(&[]));
    ctx.enable_accesskit();
    let mut bench = Bench { ctx, session, screen: Screen::default(), time: 0.0 };
    let _ = bench.ctx.run_ui(RawInput::default(), |_| {});
    for _ in 0..5 {
        bench.frame(vec![]);
    }
    let cuts = (0..50).map(|row| {
        bench.timed(Action::Activate(row % 14 + 1));
        let offered = bench.timed(Action::Command(Command::Cut));
        offered + bench.timed(Action::Desk(DeskAction::TakeCut))
    });
    report("a card cut by two keys", cuts.collect());
    println!("the brief opens in {:>8.3} ms", bench.timed(Action::Command(Command::Debate)));
    bench.timed(Action::Desk(DeskAction::Choose(1)));
    bench.timed(Action::Desk(DeskAction::Reveal));
    for _ in 0..20 {
        bench.frame(wheel(-40.0));
    }
    report("scrolling", (0..600).map(|_| bench.frame(wheel(-90.0))).collect());
    report("standing still", (0..100).map(|_| bench.frame(vec![])).collect());
    bench.timed(Action::Desk(DeskAction::Choose(3)));
    bench.timed(Action::Desk(DeskAction::Reveal));
    bench.timed(Action::Desk(DeskAction::Words(4..40)));
    report("words marked", (0..50).map(|_| bench.timed(Action::Desk(DeskAction::Mark(MarkAs::Highlight)))).collect());
    let typed = (0..50).map(|n| bench.timed(Action::Desk(DeskAction::Title(3, format!("A tag of {n} letters")))));
    report("a letter typed", typed.collect());
    report("walk", (0..100).map(|_| bench.timed(Action::Command(Command::NextEntry))).collect());
    let looked = (0..20).map(|n| bench.timed(Action::Desk(DeskAction::Query(format!("argument {n}")))));
    report("a letter searched", looked.collect());
}
