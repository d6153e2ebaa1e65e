//! What says where one is, and what to do: the paragraph of the replies in view, hidden perspectives, empty fields, sizes.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, AppState, Command, Dialog, Part, SavedState, ScrollRequest, Setting, Settings};

use crate::kit::{self, Kit};

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn reader(width: f32, height: f32) -> Harness<'static, Kit> {
    kit::shipped(width, height)
}

fn press(harness: &mut Harness<'static, Kit>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn the_paragraph_above_is_named_while_its_replies_are_in_view_and_a_press_brings_it_back() {
    for settings in [Settings::default(), Settings { interleaved: true, ..Settings::default() }] {
        let width = if settings.interleaved { 1280.0 } else { 620.0 };
        let opened = parallax::platform::open(None).unwrap();
        let mut harness = kit::with(opened, width, 500.0, settings, SavedState::default());
        act(&mut harness, Action::Command(Command::ShowAllPerspectives));
        act(&mut harness, Action::JumpTo(5));
        act(&mut harness, Action::Command(Command::OpenReplies));
        let named = |harness: &Harness<'static, Kit>| {
            let all: Vec<_> = harness.query_all_by_label_contains("Back to ¶").collect();
            assert!(all.len() <= 1);
            all.first().map(|line| (line.accesskit_node().label().unwrap(), line.rect()))
        };
        assert_eq!(named(&harness), None, "the paragraph is in view");
        let mut seen = 0;
        for _ in 0..80 {
            let before = harness.state().place();
            act(&mut harness, Action::Scroll(ScrollRequest::By(40.0)));
            let after = harness.state().place();
            assert!(before.row < after.row || (before.row == after.row && after.offset - before.offset == 40.0));
            let text = harness.query_by_label_contains("Paragraph 6 of").map(|row| row.rect());
            match named(&harness) {
                Some((label, line)) if label.starts_with("Back to ¶5: ") => {
                    seen += 1;
                    assert_eq!(after.row, 5);
                    assert!(text.is_none_or(|text| line.bottom() <= text.top() + 1.0), "it covers the next paragraph");
                }
                Some((label, _)) => assert!(after.row > 5, "{label}"),
                None => {}
            }
            if after.row > 5 {
                break;
            }
        }
        assert!(seen > 3, "{seen}");
        act(&mut harness, Action::JumpTo(5));
        act(&mut harness, Action::Scroll(ScrollRequest::By(400.0)));
        let (label, _) = named(&harness).expect("the replies fill the view");
        press(&mut harness, &label);
        let place = harness.state().place();
        assert_eq!((place.spot.row, place.spot.part, place.spot.character), (5, Part::Article, 0));
        assert_eq!(state(&harness).active, 5);
        assert_eq!(named(&harness), None);
    }
}

#[test]
fn where_replies_are_beside_the_paragraph_no_line_covers_them() {
    for width in [1280.0, 800.0] {
        let mut harness = reader(width, 600.0);
        act(&mut harness, Action::JumpTo(5));
        act(&mut harness, Action::Command(Command::OpenReplies));
        for _ in 0..20 {
            act(&mut harness, Action::Scroll(ScrollRequest::By(60.0)));
            assert!(harness.query_by_label_contains("Back to ¶").is_none());
        }
    }
}

#[test]
fn with_all_perspectives_hidden_the_page_says_so_and_a_press_shows_them() {
    for width in [1920.0, 1280.0, 800.0, 620.0] {
        let mut harness = reader(width, 700.0);
        act(&mut harness, Action::JumpTo(4));
        act(&mut harness, Action::Scroll(ScrollRequest::By(30.0)));
        assert!(harness.query_by_label("All perspectives are hidden.").is_none());
        let all = state(&harness).edition.perspectives().len();
        for perspective in 0..all {
            if state(&harness).shown.is_visible(perspective) {
                act(&mut harness, Action::TogglePerspective(perspective));
            }
        }
        let hint = harness.get_by_label("All perspectives are hidden.").rect();
        assert!(hint.right() <= width && hint.bottom() <= 700.0, "{width}: {hint:?}");
        let before = harness.state().place().spot;
        press(&mut harness, Command::ShowAllPerspectives.label());
        assert_eq!(state(&harness).shown.count(), all);
        let after = harness.state().place().spot;
        assert_eq!((after.row, after.part, after.character), (before.row, before.part, before.character), "{width}");
        assert!((after.below_top - before.below_top).abs() <= 1.0, "{width}");
        assert!(harness.query_by_label("All perspectives are hidden.").is_none());
        assert!(!Command::ShowAllPerspectives.is_offered(state(&harness)));
    }
}

#[test]
fn an_empty_field_says_what_is_missing_until_something_is_typed() {
    let mut harness = reader(1280.0, 900.0);
    act(&mut harness, Action::ShowDialog(Some(Dialog::OpenPath)));
    let missing = "Type or paste the path first, or drop the file on this window.";
    assert!(harness.query_by_label(missing).is_none());
    press(&mut harness, "Open");
    harness.get_by_label(missing);
    assert_eq!(state(&harness).dialog, Some(Dialog::OpenPath));
    // The field has the focus again.
    harness.event(egui::Event::Text("/nowhere".to_owned()));
    harness.run();
    assert!(harness.query_by_label(missing).is_none());
    act(&mut harness, Action::Command(Command::Close));
    act(&mut harness, Action::ShowDialog(Some(Dialog::OpenPath)));
    assert!(harness.query_by_label(missing).is_none(), "it is not said of a dialog that was just opened");
    // The title of a new brief.
    act(&mut harness, Action::Command(Command::Brief));
    press(&mut harness, "Create it");
    harness.get_by_label("Type its title first.");
}

#[test]
fn appearance_sizes_everything_in_the_steps_of_the_keys_and_each_alone() {
    let mut harness = reader(1280.0, 900.0);
    act(&mut harness, Action::Command(Command::Appearance));
    let sizes = |harness: &Harness<'static, Kit>| {
        let settings = &state(harness).settings;
        (settings.interface_size, settings.type_size)
    };
    let usual = sizes(&harness);
    press(&mut harness, "Larger");
    let pressed = sizes(&harness);
    assert!(pressed.0 > usual.0 && pressed.1 > usual.1, "{pressed:?}");
    act(&mut harness, Action::Command(Command::UsualSize));
    act(&mut harness, Action::Command(Command::Larger));
    assert_eq!(sizes(&harness), pressed, "the same step as the key");
    press(&mut harness, "Usual size");
    assert_eq!(sizes(&harness), usual);
    press(&mut harness, "Smaller");
    assert!(sizes(&harness).0 < usual.0 && sizes(&harness).1 < usual.1);
    press(&mut harness, "Usual size");
    press(&mut harness, "Interface size 125 %");
    assert_eq!(sizes(&harness), (125.0, usual.1), "the text stays");
    act(&mut harness, Action::Set(Setting::Dial(parallax::state::Dial::TypeSize, 24.0)));
    assert_eq!(sizes(&harness), (125.0, 24.0));
    harness.get_by_label("Now: text 24 px, interface 125 %");
}
