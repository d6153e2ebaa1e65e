//! The one field for words and codes, in the whole program.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::state::annotations::AnnotationAction;
use parallax::state::{Action, Command, Mode, ReaderAction};

use crate::kit::{self, Kit};

fn type_text(harness: &mut Harness<'static, Kit>, text: &str) {
    harness.event(Event::Text(text.into()));
    harness.run();
}

fn press(harness: &mut Harness<'static, Kit>, key: Key, modifiers: Modifiers) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Opens the field with a key and types into it.
fn searching(query: &str) -> Harness<'static, Kit> {
    let mut harness = kit::shipped(1280.0, 900.0);
    type_text(&mut harness, "/");
    type_text(&mut harness, query);
    harness
}

fn has_focus(harness: &Harness<'static, Kit>) -> bool {
    harness.get_by_role(Role::SearchInput).is_focused()
}

#[test]
fn every_key_for_searching_leads_to_the_one_field_in_the_bar() {
    let keys: [(&str, Option<(Key, Modifiers)>); 4] =
        [("/", None), ("g", None), ("", Some((Key::F, Modifiers::CTRL))), ("", Some((Key::G, Modifiers::CTRL)))];
    for (letter, key) in keys {
        for screen in [Command::Close, Command::Debate] {
            let mut harness = kit::shipped(1280.0, 900.0);
            harness.state().act(Action::Command(screen));
            harness.run();
            assert!(!has_focus(&harness));
            if key.is_none() && screen == Command::Debate {
                // Letters are text in the brief.
                type_text(&mut harness, letter);
                assert!(!has_focus(&harness));
                continue;
            }
            match key {
                Some((key, modifiers)) => press(&mut harness, key, modifiers),
                None => type_text(&mut harness, letter),
            }
            assert!(has_focus(&harness), "{letter} {key:?} after {screen:?}");
            assert_eq!(harness.state().state().dialog, None);
            assert!(harness.get_by_role(Role::SearchInput).rect().top() < 46.0);
        }
    }
}

#[test]
fn hits_are_counted_and_walked_with_enter_and_with_buttons() {
    let mut harness = searching("proliferation");
    let count = harness.state().state().reader.find.hits.len();
    harness.get_by_label(&format!("{count} hits"));
    press(&mut harness, Key::Enter, Modifiers::NONE);
    harness.get_by_label(&format!("1 of {count}"));
    press(&mut harness, Key::Enter, Modifiers::NONE);
    press(&mut harness, Key::Enter, Modifiers::NONE);
    assert!(has_focus(&harness), "the field keeps the focus for the next Enter");
    harness.get_by_label(&format!("3 of {count}"));
    press(&mut harness, Key::Enter, Modifiers::SHIFT);
    harness.get_by_label(&format!("2 of {count}"));
    harness.get_by_label("Next hit").click();
    harness.run();
    harness.get_by_label(&format!("3 of {count}"));
    harness.get_by_label("Previous hit").click();
    harness.run();
    harness.get_by_label(&format!("2 of {count}"));
    press(&mut harness, Key::F3, Modifiers::NONE);
    harness.get_by_label(&format!("3 of {count}"));
    harness.get_by_label("Clear the search").click();
    harness.run();
    assert_eq!(harness.state().state().reader.find.query, "");
}

#[test]
fn one_escape_ends_the_search() {
    let mut harness = searching("proliferation");
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(!has_focus(&harness));
    assert_eq!(harness.state().state().reader.find.query, "");
    type_text(&mut harness, "j");
    assert_eq!(harness.state().state().reader.active, 1, "letters are keys again");
}

#[test]
fn escape_in_an_empty_field_leaves_the_field_and_nothing_else() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::GoToCode("99".into()));
    harness.run();
    assert_eq!(harness.state().state().notices.len(), 1);
    type_text(&mut harness, "/");
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(!has_focus(&harness));
    assert_eq!(harness.state().state().notices.len(), 1);
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(harness.state().state().notices.len(), 0);
}

#[test]
fn hits_in_hidden_perspectives_are_counted_and_shown_by_a_press() {
    let mut harness = searching("proliferation");
    let (shown, hidden) =
        (harness.state().state().reader.find.hits.len(), harness.state().state().reader.find.hidden_hits());
    assert!(hidden > 0);
    harness.get_by_label(&format!("{hidden} more in hidden perspectives"));
    harness.get_by_role_and_label(Role::Link, "Show").click();
    harness.run();
    harness.get_by_label(&format!("{} hits", shown + hidden));
    assert!(harness.query_by_label_contains("in hidden perspectives").is_none());
}

#[test]
fn what_is_only_hidden_is_not_said_to_be_missing() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for perspective in 0..3 {
        harness.state().act(Action::TogglePerspective(perspective));
    }
    harness.run();
    type_text(&mut harness, "/");
    type_text(&mut harness, "Jaiswal");
    let state = harness.state().state();
    assert!(state.reader.find.hits.is_empty() && state.reader.find.hidden_hits() > 0);
    assert!(harness.query_by_label_contains("Not found").is_none());
    harness.get_by_role_and_label(Role::Link, "Show").click();
    harness.run();
    let state = harness.state().state();
    assert_eq!(state.reader.find.current, Some(0), "the first of them is gone to");
}

#[test]
fn what_is_nowhere_is_said_below_the_field() {
    let mut harness = searching("xylophone");
    harness.get_by_label("Not found in the article or in any reply");
    press(&mut harness, Key::A, Modifiers::COMMAND);
    type_text(&mut harness, "5zz");
    harness.get_by_label("Not found: no perspective has the code `zz`");
}

#[test]
fn a_code_is_named_followed_with_enter_and_marked_for_a_moment() {
    for summon in ["/", "g"] {
        let mut harness = kit::shipped(1280.0, 900.0);
        type_text(&mut harness, summon);
        type_text(&mut harness, "5pk2");
        harness.get_by_role_and_label(Role::Link, "Go to 5pk2, Pakistan's government affirms");
        assert!(harness.query_by_label("Not found").is_none());
        harness.key_press(Key::Enter);
        harness.step();
        harness.step();
        let state = harness.state().state();
        assert!(state.reader.code_mark.is_some() && state.shown.is_visible(3) && state.reader.active == 5);
        assert!(!has_focus(&harness) && harness.state().state().reader.find.query.is_empty());
        // The harness runs on until nothing asks for a frame: the mark asks for one, at its end.
        harness.run();
        for _ in 0..100 {
            harness.step();
        }
        assert_eq!(harness.state().state().reader.code_mark, None);
        type_text(&mut harness, "j");
        assert_eq!(harness.state().state().reader.active, 6);
    }
}

#[test]
fn a_code_in_the_field_leads_out_of_the_brief() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Command(Command::Debate));
    harness.run();
    press(&mut harness, Key::G, Modifiers::CTRL);
    type_text(&mut harness, "7");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    let state = harness.state().state();
    assert_eq!((state.mode(), state.reader.active, state.brief.query.as_str()), (Mode::Read, 7, ""));
}

#[test]
fn a_code_in_the_field_leads_out_of_a_round_and_begins_none() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Command(Command::RoundOpen));
    harness.run();
    press(&mut harness, Key::G, Modifiers::CTRL);
    assert!(has_focus(&harness));
    type_text(&mut harness, "lamps");
    harness.get_by_label_contains("No code: a code is a paragraph such as 5");
    press(&mut harness, Key::A, Modifiers::COMMAND);
    type_text(&mut harness, "7in");
    press(&mut harness, Key::Enter, Modifiers::NONE);
    let state = harness.state().state();
    assert_eq!((state.mode(), state.reader.active, state.round.document.is_none()), (Mode::Read, 7, true));
}

#[test]
fn escape_in_the_field_of_a_round_leaves_the_field_and_not_the_round() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Command(Command::RoundOpen));
    harness.run();
    press(&mut harness, Key::G, Modifiers::CTRL);
    type_text(&mut harness, "lamps");
    assert_eq!(
        (harness.state().state().typed.as_str(), harness.state().state().reader.find.query.as_str()),
        ("lamps", "")
    );
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(harness.state().state().round.open && !has_focus(&harness));
    assert_eq!(harness.state().state().typed, "");
    assert!(harness.query_by_label_contains("No code").is_none());
}

#[test]
fn what_is_said_below_the_field_leaves_the_chips_free() {
    for width in [1280.0, 800.0, 500.0] {
        let mut harness = kit::shipped(width, 900.0);
        type_text(&mut harness, "/");
        type_text(&mut harness, "proliferation");
        let said = harness.get_by_label_contains("in hidden perspectives").rect();
        let chip = harness.get_all_by_label("India").next().unwrap().rect();
        assert!(said.top() > chip.bottom(), "{width}: {said} {chip}");
    }
}

#[test]
fn undo_in_the_field_is_of_what_was_typed_and_elsewhere_of_the_highlight() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let layer = harness.state().state().annotations.edition.clone();
    harness.state().act(Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    type_text(&mut harness, "h");
    let highlights = |harness: &Harness<'static, Kit>| harness.state().state().annotations.all().len();
    assert_eq!(highlights(&harness), 1);
    type_text(&mut harness, "/");
    type_text(&mut harness, "missiles");
    // The field groups what is typed without a pause into one step.
    harness.run_steps(120);
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!((highlights(&harness), harness.state().state().reader.find.query.as_str()), (1, ""));
    press(&mut harness, Key::Y, Modifiers::COMMAND);
    press(&mut harness, Key::Z, Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(highlights(&harness), 1);
    press(&mut harness, Key::Escape, Modifiers::NONE);
    press(&mut harness, Key::Z, Modifiers::CTRL);
    assert_eq!(highlights(&harness), 0);
}

#[test]
fn the_field_opens_from_its_button_in_a_narrow_window_and_gives_the_room_back() {
    let mut harness = kit::shipped(420.0, 700.0);
    assert!(harness.query_by_role(Role::SearchInput).is_none());
    harness.get_by_role_and_label(Role::Button, "Search the article and the replies, or go to a code").click();
    harness.run();
    assert!(has_focus(&harness));
    type_text(&mut harness, "missiles");
    let field = harness.get_by_role(Role::SearchInput).rect();
    assert!(field.left() > 40.0 && field.right() < 420.0 && field.width() > 150.0, "{field}");
    assert!(harness.query_by_role(Role::Tab).is_none());
    press(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(harness.get_all_by_role(Role::Tab).count(), 3);
}
