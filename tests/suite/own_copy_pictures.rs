//! Pictures of a reader's own copy: preview, review and tray, in the themes Paper and Night.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --features snapshots pictures` writes them to `tests/snapshots`.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use parallax::state::{Action, CopyAction, Dialog, ReaderAction, Setting, ThemeChoice};

use crate::kit::Kit;
use crate::own_copies::COPY;
use crate::own_copy_window::{beside, previewed};
use crate::own_copy_words::open_question;
use crate::pictures::look;

type Harness = egui_kittest::Harness<'static, Kit>;

fn by_day_and_night(harness: &mut Harness, name: &str) {
    for theme in [ThemeChoice::Paper, ThemeChoice::Night] {
        harness.state().act(Action::Set(Setting::Theme(theme)));
        harness.run();
        look(harness, &format!("{name}-{}", theme.name().to_lowercase()));
    }
}

fn small_window(mut harness: Harness, width: f32, height: f32) -> Harness {
    for notice in &harness.state().state().notices {
        harness.state().act(Action::Dismiss(notice.id));
    }
    harness.set_size(egui::vec2(width, height));
    harness.run();
    harness
}

#[test]
fn the_preview_looks_as_it_did() {
    let mut harness = small_window(previewed(), 720.0, 480.0);
    by_day_and_night(&mut harness, "copy-preview");
}

#[test]
fn the_review_of_words_looks_as_it_did() {
    let mut harness = small_window(beside(COPY), 880.0, 480.0);
    open_question(&mut harness);
    harness.get_by_label_contains("Words of ¶2 of your copy").focus();
    harness.run();
    for modifiers in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::SHIFT] {
        harness.key_press_modifiers(modifiers, Key::ArrowRight);
        harness.run();
    }
    by_day_and_night(&mut harness, "copy-words");
}

#[test]
fn the_review_of_a_pair_looks_as_it_did() {
    let mut harness = small_window(beside(COPY), 720.0, 480.0);
    harness.state().act(Action::Copy(CopyAction::ReviewRow(2)));
    harness.run();
    by_day_and_night(&mut harness, "copy-pair");
}

#[test]
fn the_tray_looks_as_it_did() {
    let mut harness = small_window(beside(COPY), 720.0, 480.0);
    harness.state().act(Action::Reader(ReaderAction::Activate(3)));
    harness.run();
    harness.event(Event::Text("l".into()));
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Tray));
    // A field with the focus has a blinking cursor.
    harness.get_by_label("The one after").focus();
    harness.run();
    by_day_and_night(&mut harness, "copy-tray");
}

#[test]
fn a_reply_with_a_doubt_looks_as_it_did() {
    let mut harness = small_window(beside(COPY), 1120.0, 460.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(2)));
    harness.run();
    by_day_and_night(&mut harness, "copy-doubt");
}
