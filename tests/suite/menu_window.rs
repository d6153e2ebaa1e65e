//! The menu and the palette in the whole program.

use egui::accesskit::Role;
use egui::{Key, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, Command, Dialog};

use crate::kit::{self, Kit};

fn open_menu(width: f32, height: f32) -> Harness<'static, Kit> {
    let mut harness = kit::shipped(width, height);
    harness.get_by_role_and_label(Role::Button, "Menu").click();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Menu));
    harness
}

fn wheel(harness: &mut Harness<'static, Kit>, at: Pos2, by: f32) {
    harness.hover_at(at);
    harness.run();
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: Vec2::new(0.0, by),
        modifiers: egui::Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
}

#[test]
fn the_menu_hangs_from_its_button_under_headings_with_its_keys() {
    for (width, height) in [(1280.0, 900.0), (1920.0, 1080.0), (800.0, 600.0), (400.0, 400.0)] {
        let harness = open_menu(width, height);
        let button = harness.get_all_by_role_and_label(Role::Button, "Menu").next().unwrap().rect();
        harness.get_by_role_and_label(Role::Menu, "Menu");
        let first = harness.get_by_role_and_label(Role::Button, Command::Open.label()).rect();
        assert!(first.top() > button.bottom() && first.top() < button.bottom() + 60.0, "{first} under {button}");
        assert!(first.left() < button.right() && first.right() <= width && first.bottom() <= height, "{first}");
        for heading in ["Open", "View", "Debate", "Class", "Help"] {
            let all = harness.query_all_by_role(Role::Label);
            let texts: Vec<String> = all.filter_map(|n| n.accesskit_node().value()).collect();
            assert!(texts.iter().any(|text| text == heading), "{heading}: {texts:?}");
        }
    }
}

#[test]
fn escape_and_a_click_beside_it_close_the_menu() {
    let mut harness = open_menu(1280.0, 900.0);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state().dialog, None);
    let mut harness = open_menu(1280.0, 900.0);
    let before = harness.state().state().reader.active;
    for pressed in [true, false] {
        let pos = Pos2::new(1000.0, 600.0);
        harness.event(egui::Event::PointerMoved(pos));
        let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
        harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        harness.step();
    }
    assert_eq!((&harness.state().state().dialog, harness.state().state().reader.active), (&None, before));
}

#[test]
fn arrows_walk_the_menu_and_enter_runs_the_entry() {
    let mut harness = open_menu(1280.0, 900.0);
    let focused = |harness: &Harness<'static, Kit>| {
        let all = harness.get_all_by_role(Role::Button);
        all.filter(|n| n.is_focused()).find_map(|n| n.accesskit_node().label()).unwrap_or_default()
    };
    assert_eq!(focused(&harness), Command::Open.label());
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(focused(&harness), Command::ReadOwnCopy.label());
    while focused(&harness) != Command::Appearance.label() {
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Appearance));
}

#[test]
fn the_menu_scrolls_to_its_last_entry_in_a_low_window() {
    let mut harness = open_menu(800.0, 420.0);
    let quit = |harness: &Harness<'static, Kit>| harness.query_by_label("Quit").map(|n| n.rect());
    assert!(quit(&harness).is_none_or(|place| place.top() > 420.0));
    // The arrow up goes from the first entry on to the last one.
    harness.key_press(Key::ArrowUp);
    harness.run_steps(30);
    let place = quit(&harness).unwrap();
    assert!(place.top() > 38.0 && place.bottom() < 420.0, "{place}");
}

#[test]
fn the_palette_stays_where_the_wheel_left_it() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::ShowDialog(Some(Dialog::Palette)));
    harness.run();
    let top = |harness: &Harness<'static, Kit>| harness.query_by_label(Command::PageUp.label()).map(|n| n.rect().top());
    let before = top(&harness).unwrap();
    wheel(&mut harness, Pos2::new(640.0, 500.0), -300.0);
    harness.run_steps(40);
    assert!(top(&harness).is_none_or(|now| now < before - 200.0), "{:?} after {before}", top(&harness));
    harness.get_by_label(Command::Suggest.label());
    // The field stays in view, and the arrows bring the chosen command back into view.
    harness.get_by_role(Role::TextInput);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(20);
    assert!(top(&harness).is_some_and(|now| now > 150.0));
}

#[test]
fn the_palette_runs_what_another_word_found() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.key_press_modifiers(egui::Modifiers::CTRL | egui::Modifiers::SHIFT, Key::P);
    harness.run();
    harness.event(egui::Event::Text("print".into()));
    harness.run();
    harness.get_by_label(Command::HandOut.label());
    assert!(harness.query_by_label(Command::Appearance.label()).is_none());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::HandOut));
}

#[test]
fn the_menu_opens_at_its_beginning_wherever_it_was_left() {
    let mut harness = open_menu(800.0, 600.0);
    let first = |harness: &Harness<'static, Kit>| {
        harness.get_by_role_and_label(Role::Button, Command::Open.label()).rect().top()
    };
    let top = first(&harness);
    wheel(&mut harness, Pos2::new(200.0, 300.0), -200.0);
    assert!(first(&harness) < top - 100.0, "it is longer than the window");
    harness.key_press(Key::Escape);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Menu").click();
    harness.run();
    assert_eq!(first(&harness), top);
}
