//! Painting with the processor: `cargo bench --bench raster`.
//!
//! Times are those of the clock, with as many threads as the machine has processors.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

mod frames;
mod generated;

use std::time::Instant;

use egui::{Color32, Event, Vec2, vec2};
use frames::{Bench, report, wheel};
use parallax::platform::{
    self,
    raster::{Area, Picture, Textures, WindowPainter, paint},
};
use parallax::state::{Action, AppState, Command, SavedState, Settings, update};

/// A window that paints, with a buffer of its own.
struct Window {
    bench: Bench,
    textures: Textures,
    painter: WindowPainter,
    pixels: Vec<u32>,
}

impl Window {
    fn new(state: AppState, size: Vec2) -> Self {
        let mut bench = Bench::new(state);
        bench.size = size;
        let [width, height] = [size.x, size.y].map(|length| length as usize);
        Self {
            bench,
            textures: Textures::default(),
            painter: WindowPainter::default(),
            pixels: vec![0; width * height],
        }
    }

    /// Renders a frame and paints what changed; returns the milliseconds of the painting.
    fn paint(&mut self, events: Vec<Event>) -> f64 {
        let (primitives, mut textures) = self.bench.primitives(events);
        let start = Instant::now();
        let changed = self.textures.set(&mut textures);
        let frame = self.frame(primitives);
        if self.painter.set_picture(frame, changed) {
            self.painter.paint(&mut self.pixels, 1, &self.textures);
        }
        self.textures.free(&mut textures);
        start.elapsed().as_secs_f64() * 1e3
    }

    fn frame(&self, primitives: Vec<egui::ClippedPrimitive>) -> Picture {
        let size = [self.bench.size.x, self.bench.size.y].map(|length| length as u32);
        Picture { primitives, pixels_per_point: 1.0, size, background: Color32::BLACK }
    }

    /// Paints the last frame whole; returns the milliseconds.
    fn paint_whole(&mut self) -> f64 {
        let frame = self.painter.picture().unwrap();
        let start = Instant::now();
        paint(&mut self.pixels, frame, &self.textures, Area::whole(frame.size));
        start.elapsed().as_secs_f64() * 1e3
    }
}

fn shipped() -> AppState {
    AppState::new(platform::open(None).unwrap(), Settings::default(), SavedState::default())
}

fn main() {
    for (width, height) in [(1280.0, 900.0), (1920.0, 1080.0), (3840.0, 2160.0)] {
        let mut window = Window::new(shipped(), vec2(width, height));
        for _ in 0..10 {
            window.paint(vec![]);
        }
        report(&format!("whole frame {width}x{height}"), (0..100).map(|_| window.paint_whole()).collect());
    }
    let mut window = Window::new(shipped(), vec2(1280.0, 900.0));
    update(&mut window.bench.state, Action::Command(Command::Find));
    for _ in 0..20 {
        window.paint(vec![]);
    }
    // A letter typed and deleted: the least that a caret does is less.
    let typed = (0..100).map(|at| {
        let event = if at % 2 == 0 { Event::Text("a".to_owned()) } else { backspace() };
        window.paint(vec![event])
    });
    report("a letter typed", typed.collect());
    // The caret of the field blinks twice a second.
    let blinks = (0..200).map(|_| {
        window.bench.time += 0.1;
        window.paint(vec![])
    });
    report("a field with a caret at rest", blinks.collect());
    let mut window = Window::new(shipped(), vec2(1280.0, 900.0));
    for _ in 0..20 {
        window.paint(vec![]);
    }
    report("nothing changed", (0..100).map(|_| window.paint(vec![])).collect());
    report("scrolling", (0..200).map(|_| window.paint(wheel(400.0, -20.0))).collect());
    let folder = std::env::temp_dir().join("parallax-bench-raster");
    generated::write(&folder, 100_000, 5);
    let opened = platform::open(Some(&folder)).unwrap();
    let mut window =
        Window::new(AppState::new(opened, Settings::default(), SavedState::default()), vec2(1280.0, 900.0));
    for _ in 0..30 {
        window.paint(wheel(400.0, -40.0));
    }
    report("scrolling 100,000 paragraphs", (0..200).map(|_| window.paint(wheel(400.0, -60.0))).collect());
    let _ = std::fs::remove_dir_all(folder);
}

fn backspace() -> Event {
    Event::Key {
        key: egui::Key::Backspace,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    }
}
