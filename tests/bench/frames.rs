//! Renders frames of the window without a screen, and reports their times.

#![allow(dead_code, reason = "no bench uses all of it")]

use std::time::Instant;

use egui::{ClippedPrimitive, Context, Event, Pos2, RawInput, Rect, TexturesDelta, Vec2, pos2, vec2};
use parallax::state::{Action, AppState, update};
use parallax::ui::Screen;

/// The contents of a window.
pub struct Bench {
    pub ctx: Context,
    pub state: AppState,
    pub screen: Screen,
    pub time: f64,
    pub size: Vec2,
}

impl Bench {
    /// Creates a context with fonts and AccessKit. Its first frame lays out nothing, because fonts become available at
    /// its end.
    pub fn new(state: AppState) -> Self {
        let ctx = Context::default();
        ctx.set_fonts(parallax::ui::faces::definitions(&[]));
        ctx.enable_accesskit();
        let bench = Self { ctx, state, screen: Screen::default(), time: 0.0, size: vec2(1280.0, 900.0) };
        let _ = bench.ctx.run_ui(RawInput::default(), |_| {});
        bench
    }

    /// Renders a frame and returns the milliseconds of logic, views and tessellation.
    pub fn frame(&mut self, events: Vec<Event>) -> f64 {
        let start = Instant::now();
        let (primitives, mut textures) = self.primitives(events);
        std::hint::black_box(primitives);
        textures.clear();
        start.elapsed().as_secs_f64() * 1e3
    }

    /// Renders a frame and returns what is to be painted.
    pub fn primitives(&mut self, events: Vec<Event>) -> (Vec<ClippedPrimitive>, TexturesDelta) {
        self.time += 0.016;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let mut actions = Vec::new();
        let output = self.ctx.run_ui(input, |ui| {
            actions.clear();
            self.screen.show(ui, &self.state, &mut actions);
        });
        for action in actions {
            update(&mut self.state, action);
        }
        (self.ctx.tessellate(output.shapes, output.pixels_per_point), output.textures_delta)
    }

    /// Performs an action and renders the next frame; returns the milliseconds.
    pub fn timed(&mut self, action: Action) -> f64 {
        let start = Instant::now();
        update(&mut self.state, action);
        self.frame(vec![]);
        start.elapsed().as_secs_f64() * 1e3
    }
}

/// Returns the events of a mouse wheel turn.
pub fn wheel(x: f32, y: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(x, 500.0)),
        Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, y),
            modifiers: egui::Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        },
    ]
}

/// Prints the median, the 95th percentile and the maximum.
pub fn report(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        times[((times.len() - 1) as f64 * share) as usize]
    };
    println!(
        "{name:<34} median {:>8.3} ms   p95 {:>8.3}   max {:>8.3}   n={}",
        at(0.5),
        at(0.95),
        at(1.0),
        times.len()
    );
}
