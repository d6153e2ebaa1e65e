//! Handouts in the whole program: chosen by name, saved where the reader says.

use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::export::handout::{HandoutFormat, HandoutKind, Paper};
use parallax::state::{Action, Dialog, Export, FilePurpose, Opened, SavedState, Settings};

use crate::kit::{self, Kit};
use crate::support;

fn opened() -> Harness<'static, Kit> {
    let opened = Opened { edition: support::small().load().unwrap().edition, path: None };
    let mut harness = kit::with(opened, 800.0, 600.0, Settings::default(), SavedState::default());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::HandOut));
    harness
}

/// Runs frames until a notice begins with `start`; the thread answers in between.
#[track_caller]
fn wait_for_notice(harness: &mut Harness<'static, Kit>, start: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while !harness.state().state().notices.iter().any(|notice| notice.text.starts_with(start)) {
        assert!(Instant::now() < end, "{start}: {:?}", harness.state().state().notices);
        std::thread::sleep(Duration::from_millis(5));
        harness.run();
    }
}

#[test]
fn a_handout_is_chosen_by_the_names_of_its_options() {
    let mut harness = opened();
    for label in ["Answer sheet", "Letter", "Large print: 18 points and more, one column", "HTML"] {
        harness.get_by_label(label).click();
        harness.run();
    }
    let chosen = harness.state().state().hand_out;
    assert_eq!(
        (chosen.kind, chosen.paper, chosen.large, chosen.form),
        (HandoutKind::Sheet, Paper::Letter, true, HandoutFormat::Html)
    );
    assert_eq!(
        harness.state().state().handout_export().options.file_name("small", HandoutFormat::Html),
        "small-sheet-large.html"
    );
    harness.get_by_label("Save as…");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state().dialog, None);
    assert!(harness.state().state().hand_out.large, "the choice is kept");
}

#[test]
fn without_a_dialog_the_path_is_typed_and_an_existing_file_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.html");
    let mut harness = opened();
    harness.get_by_label("HTML").click();
    harness.run();
    let purpose = FilePurpose::Save(Export::Handout(Box::new(harness.state().state().handout_export())));
    harness.state().act(Action::NothingPicked { purpose, at_once: true });
    harness.run();
    let type_path = |harness: &mut Harness<'static, Kit>| {
        assert!(harness.get_by_label_contains("The path of the new file, such as small-full.html").is_focused());
        harness.get_by_label_contains("The path of the new file").type_text(&path.display().to_string());
        harness.run();
        harness.get_by_label("Save").click();
        harness.run();
    };
    type_path(&mut harness);
    wait_for_notice(&mut harness, &format!("Saved {}", path.display()));
    assert_eq!(harness.state().state().dialog, None);
    assert!(std::fs::read_to_string(&path).unwrap().ends_with("</html>\n"));
    std::fs::write(&path, "mine").unwrap();
    let purpose = FilePurpose::Save(Export::Handout(Box::new(harness.state().state().handout_export())));
    harness.state().act(Action::NothingPicked { purpose, at_once: true });
    harness.run();
    type_path(&mut harness);
    wait_for_notice(&mut harness, "The handout was not saved: expected a new file");
    assert_eq!(harness.state().state().dialog, Some(Dialog::OpenPath), "the path can be typed again");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}
