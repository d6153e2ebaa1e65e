//! Handouts in the whole program: chosen by their names, saved where the reader says.

use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::export::handout::{HandoutFormat, HandoutKind, Paper};
use parallax::session::{Action, Opened, Overlay, Recollection, Settings};

use crate::kit::{self, Kit};
use crate::support;

fn opened() -> Harness<'static, Kit> {
    let opened = Opened { edition: support::small().load().unwrap().edition, path: None };
    let mut harness = kit::with(opened, 800.0, 600.0, Settings::default(), Recollection::default());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run();
    assert_eq!(harness.state().session().overlay, Some(Overlay::HandOut));
    harness
}

/// Frames until a message begins so: the thread answers in between.
#[track_caller]
fn told(harness: &mut Harness<'static, Kit>, start: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while !harness.state().session().notices.iter().any(|notice| notice.text.starts_with(start)) {
        assert!(Instant::now() < end, "{start}: {:?}", harness.state().session().notices);
        std::thread::sleep(Duration::from_millis(5));
        harness.run();
    }
}

#[test]
fn what_is_chosen_is_asked_for_by_name() {
    let mut harness = opened();
    for label in ["Answer sheet", "Letter", "Large print: 18 points and more, one column", "HTML"] {
        harness.get_by_label(label).click();
        harness.run();
    }
    let chosen = harness.state().session().hand_out;
    assert_eq!(
        (chosen.kind, chosen.paper, chosen.large, chosen.form),
        (HandoutKind::Sheet, Paper::Letter, true, HandoutFormat::Html)
    );
    assert_eq!(harness.state().session().handout_name(), "small-sheet-large.html");
    harness.get_by_label("Save as…");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().session().overlay, None);
    assert!(harness.state().session().hand_out.large, "the choice is kept");
}

#[test]
fn without_a_dialog_the_path_is_typed_and_a_file_that_is_there_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.html");
    let mut harness = opened();
    harness.get_by_label("HTML").click();
    harness.run();
    harness.state().act(Action::PickedNothing { at_once: true });
    harness.run();
    let type_path = |harness: &mut Harness<'static, Kit>| {
        assert!(harness.get_by_label_contains("The path of the new file, such as small-full.html").is_focused());
        harness.get_by_label_contains("The path of the new file").type_text(&path.display().to_string());
        harness.run();
        harness.get_by_label("Save").click();
        harness.run();
    };
    type_path(&mut harness);
    told(&mut harness, &format!("Saved {}", path.display()));
    assert_eq!(harness.state().session().overlay, None);
    assert!(std::fs::read_to_string(&path).unwrap().ends_with("</html>\n"));
    std::fs::write(&path, "mine").unwrap();
    harness.state().act(Action::HandOutTo { path: path.clone(), over: false });
    harness.run();
    told(&mut harness, &format!("Could not save {}", path.display()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}
