//! Pictures of the reader in every theme and arrangement. They need a software GPU, so they run only with the feature
//! `snapshots`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --features snapshots pictures` writes them to `tests/snapshots`.

use egui_kittest::Harness;
use parallax::state::{Action, Command, Dial, Opened, ReaderAction, SavedState, Setting, Settings, ThemeChoice};

use crate::kit::{self, Kit};

/// Compares with a picture; rasterisers differ in a few pixels at the edges of glyphs.
pub fn look(harness: &mut Harness<'static, Kit>, name: &str) {
    let options = egui_kittest::SnapshotOptions::new().threshold(1.0).max_failed_pixels(60_usize);
    harness.snapshot_options(name, &options);
}

#[test]
fn every_theme_and_arrangement_looks_as_it_did() {
    let mut harness = kit::shipped(1120.0, 460.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    for theme in ThemeChoice::ALL {
        harness.state().act(Action::Set(Setting::Theme(theme)));
        harness.run();
        look(&mut harness, &format!("read-{}", theme.name().to_lowercase()));
    }
    harness.state().act(Action::Set(Setting::Theme(ThemeChoice::Paper)));
    harness.state().act(Action::Command(Command::OpenReplies));
    for (name, width, height) in [("panel", 760.0, 400.0), ("interleaved", 460.0, 460.0)] {
        harness.set_size(egui::Vec2::new(width, height));
        harness.run();
        harness.run_steps(30);
        look(&mut harness, name);
    }
}

#[test]
fn urdu_and_hindi_are_set_in_their_own_faces_and_directions() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scripts");
    // The face for Chinese is the system's, and a picture must not depend on it.
    let read = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap().replace("图书馆开放", "open");
        text.lines().filter(|line| !line.contains("zh-Hans")).collect::<Vec<_>>().join("\n")
    };
    let texts = ["edition.ron", "sources.ron", "readers.ron"].map(|name| (name, read(name)));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let edition = parallax::storage::load_texts("scripts", &texts).unwrap().edition;
    let settings = Settings::default();
    let mut harness = kit::with(Opened { edition, path: None }, 1120.0, 640.0, settings, SavedState::default());
    look(&mut harness, "scripts");
}

#[test]
fn pictures_at_fractional_scales_are_the_same_by_both_painters() {
    let mut harness = kit::shipped(1120.0, 460.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    for percent in [90.0, 110.0, 125.0, 150.0, 175.0] {
        harness.state().act(Action::Set(Setting::Dial(Dial::InterfaceSize, percent)));
        for theme in [ThemeChoice::Paper, ThemeChoice::Night] {
            harness.state().act(Action::Set(Setting::Theme(theme)));
            harness.run();
            harness.render().unwrap();
        }
    }
}
