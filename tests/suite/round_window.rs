//! The round in the whole program: what its screen shows, and what keys and buttons do in it.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::round::Side;
use parallax::state::brief::BriefAction;
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{Action, AppState, Command, Dialog, SavedState, Settings, ThemeChoice};

use crate::briefs::lamps;
use crate::kit::{self, Kit};

fn act(harness: &mut Harness<'static, Kit>, action: impl Into<Action>) {
    harness.state().act(action.into());
    harness.run();
}

fn give(harness: &mut Harness<'static, Kit>, command: Command) {
    harness.state().act(Action::Command(command));
    harness.run();
}

/// Opens a policy round beside a brief with a Chinese card.
fn begun(settings: Settings) -> Harness<'static, Kit> {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, settings, SavedState::default()));
    let key = harness.state().state().brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(lamps()))))));
    harness.state().act(Action::Command(Command::Debate));
    harness.run();
    harness
}

fn round() -> Harness<'static, Kit> {
    let mut harness = begun(Settings::default());
    give(&mut harness, Command::RoundOpen);
    harness.get_by_role_and_label(Role::Button, "Policy").click();
    harness.run();
    harness
}

fn type_text(harness: &mut Harness<'static, Kit>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

fn key(harness: &mut Harness<'static, Kit>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn with_ctrl(harness: &mut Harness<'static, Kit>, key: Key) {
    harness.key_press_modifiers(egui::Modifiers::CTRL, key);
    harness.run();
}

/// Returns every name in the accessibility tree.
fn accessible_text(harness: &Harness<'static, Kit>) -> String {
    let all = harness.root().children_recursive();
    all.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value()))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_round_is_entered_from_the_brief_and_left_to_it() {
    let mut harness = begun(Settings::default());
    harness.get_by_role_and_label(Role::Button, "Round: clocks, speeches and flow").click();
    harness.run();
    assert!(harness.state().state().round.open);
    for format in ["Policy", "Lincoln-Douglas", "Public forum", "British parliamentary", "Congress", "Free"] {
        harness.get_by_role_and_label(Role::Button, format);
    }
    key(&mut harness, Key::Escape);
    let state = harness.state().state();
    assert!(!state.round.open && state.brief.open);
}

#[test]
fn enter_begins_the_round_that_the_coloured_button_names() {
    let mut harness = begun(Settings::default());
    harness.key_press_modifiers(egui::Modifiers::CTRL | egui::Modifiers::SHIFT, Key::R);
    harness.run();
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().state().round.document.as_ref().map(|round| round.rules.name.as_str()), Some("Policy"));
}

#[test]
fn a_key_starts_and_stops_the_clock_and_its_state_is_shown_in_a_word() {
    let mut harness = round();
    assert_eq!(harness.query_all_by_label("8:00").count(), 3, "the speech and the prep of both sides");
    harness.get_by_label("not begun");
    key(&mut harness, Key::F5);
    harness.get_by_label("running");
    key(&mut harness, Key::F5);
    harness.get_by_label("stopped");
    give(&mut harness, Command::RoundBigClock);
    harness.get_by_label("stopped");
    assert!(accessible_text(&harness).contains("8:00 prep Pro"), "{}", accessible_text(&harness));
}

#[test]
fn no_button_moves_while_a_clock_runs() {
    for width in [1280.0, 800.0] {
        let mut harness = round();
        harness.set_size(egui::vec2(width, 800.0));
        key(&mut harness, Key::F5);
        let (mut places, mut times) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        for _ in 0..100 {
            harness.step();
            let left = |label: &str| harness.get_all_by_label(label).next().unwrap().rect().left().round() as i32;
            places.insert(left("Stop"));
            times.insert(accessible_text(&harness));
        }
        assert!(times.len() > 10, "the clock runs: {}", times.len());
        assert_eq!(places.len(), 1, "{width}: {places:?}");
    }
}

#[test]
fn no_button_of_the_speech_moves_when_its_clock_starts_or_stops() {
    for width in [1280.0, 1024.0, 800.0, 600.0] {
        let mut harness = round();
        harness.set_size(egui::vec2(width, 800.0));
        harness.run();
        let mut places = std::collections::BTreeSet::new();
        for word in ["Start", "Stop", "Start", "Stop"] {
            let left = |label: &str| harness.get_all_by_label(label).next().unwrap().rect().left().round() as i32;
            let next = harness.get_all_by_label_contains("Next speech").next().unwrap().rect().left().round() as i32;
            places.insert((left(word), left("Reset the clock of the speech"), next));
            key(&mut harness, Key::F5);
        }
        assert_eq!(places.len(), 1, "{width}: {places:?}");
    }
}

#[test]
fn a_card_that_was_sent_is_read_with_its_words_large_and_its_budget_shown() {
    let mut harness = round();
    with_ctrl(&mut harness, Key::D);
    let card = harness.state().state().brief.entries()[3].id();
    harness.state().act(Action::Brief(BriefAction::Choose(card)));
    harness.run();
    with_ctrl(&mut harness, Key::Enter);
    give(&mut harness, Command::RoundOpen);
    let tree = accessible_text(&harness);
    assert!(tree.contains("Planned 0:") && tree.contains("of 8:00 · Fits"), "{tree}");
    assert!(tree.contains("used a third less") && tree.contains("We measured for a year."), "{tree}");
    key(&mut harness, Key::F3);
    let tree = accessible_text(&harness);
    assert!(tree.contains("The lamps … used a third less"), "{tree}");
    key(&mut harness, Key::F5);
    key(&mut harness, Key::F4);
    assert!(accessible_text(&harness).contains("Marked at 0:0"), "{}", accessible_text(&harness));
}

#[test]
fn cells_are_typed_in_place_and_named_with_row_and_standing() {
    let mut harness = round();
    key(&mut harness, Key::F6);
    assert_eq!(harness.state().state().round.view, RoundView::Flow);
    with_ctrl(&mut harness, Key::N);
    type_text(&mut harness, "Harms");
    key(&mut harness, Key::Enter);
    assert!(!harness.state().state().round.writing);
    harness.get_by_label("1AC, row 1: Harms, new in 1AC");
    act(&mut harness, RoundAction::GoTo(1));
    harness.get_by_label("1AC, row 1: Harms, their turn in 1NC");
    act(&mut harness, RoundAction::GoTo(3));
    harness.get_by_label("1AC, row 1: Harms, dropped by Con in 1NC");
    key(&mut harness, Key::ArrowRight);
    assert_eq!(harness.state().state().round.cell, (0, 1));
    type_text(&mut harness, "None");
    key(&mut harness, Key::Tab);
    assert_eq!((harness.state().state().round.cell, harness.state().state().round.writing), ((0, 2), true));
    type_text(&mut harness, "Many");
    key(&mut harness, Key::Escape);
    let state = harness.state().state();
    assert!(state.round.open && !state.round.writing, "Escape leaves the cell first");
    let row = &state.round.shown_sheet().unwrap().rows[0];
    assert_eq!(row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["Harms", "None", "Many"]);
    harness.get_by_label("1NC, row 1: None, our turn in 2AC");
}

#[test]
fn a_cell_reached_by_keys_is_in_view_and_rows_out_of_view_are_not_laid_out() {
    let mut harness = round();
    harness.set_size(egui::vec2(800.0, 600.0));
    key(&mut harness, Key::F6);
    act(&mut harness, RoundAction::SetCellText("First".into()));
    act(&mut harness, RoundAction::SetWriting(false));
    for row in 1..60 {
        act(&mut harness, RoundAction::ChooseCell((row, 0)));
        act(&mut harness, RoundAction::SetCellText(format!("Argument {row}")));
        act(&mut harness, RoundAction::SetWriting(false));
    }
    act(&mut harness, RoundAction::ChooseCell((0, 0)));
    let shown = |harness: &Harness<'static, Kit>| harness.query_all_by_role(Role::Cell).count();
    assert!(shown(&harness) < 200, "{}", shown(&harness));
    act(&mut harness, RoundAction::ChooseCell((59, 6)));
    key(&mut harness, Key::ArrowUp);
    let cell = harness.get_by_label("2AR, row 59: empty");
    let place = cell.rect();
    assert!(place.top() > 150.0 && place.bottom() < 560.0 && place.right() < 801.0, "{place:?}");
}

#[test]
fn what_was_dropped_is_listed_by_name() {
    let mut harness = round();
    act(&mut harness, RoundAction::SetCellText("Harms".into()));
    act(&mut harness, RoundAction::GoTo(12));
    give(&mut harness, Command::RoundDropped);
    harness.get_by_label("Con did not answer");
    harness.get_by_role_and_label(Role::Button, "Harms").click();
    harness.run();
    let state = harness.state().state();
    assert_eq!((state.dialog.clone(), state.round.view), (None, RoundView::Flow));
    harness.get_by_label("End of the round");
}

#[test]
fn every_control_of_a_round_has_a_name_in_every_theme_and_view() {
    for theme in [ThemeChoice::Paper, ThemeChoice::Night, ThemeChoice::Contrast] {
        let mut harness = begun(Settings { theme, ..Settings::default() });
        give(&mut harness, Command::RoundOpen);
        harness.get_by_role_and_label(Role::Button, "Free").click();
        harness.run();
        give(&mut harness, Command::RoundSend);
        act(&mut harness, RoundAction::ChooseCell((0, 0)));
        act(&mut harness, RoundAction::SetCellText("Harms".into()));
        give(&mut harness, Command::RoundView);
        let dialogs = [Dialog::Round, Dialog::Dropped, Dialog::TakeEntry, Dialog::Keys, Dialog::ReadingTest];
        let mut met = Vec::new();
        let mut check = |harness: &Harness<'static, Kit>, at: &str| {
            for role in [Role::Button, Role::Link, Role::TextInput, Role::SpinButton, Role::RadioButton, Role::Cell] {
                for node in harness.query_all_by_role(role) {
                    assert!(!node.accesskit_node().label().unwrap_or_default().is_empty(), "{role:?} in {at}");
                    met.push((role, at.to_owned()));
                }
            }
        };
        check(&harness, "speech");
        give(&mut harness, Command::RoundView);
        check(&harness, "flow");
        give(&mut harness, Command::RoundBigClock);
        check(&harness, "clocks");
        give(&mut harness, Command::RoundBigClock);
        for dialog in dialogs {
            harness.state().act(Action::ShowDialog(Some(dialog.clone())));
            harness.run();
            check(&harness, &format!("{dialog:?}"));
        }
        let expected = [
            (Role::Button, "speech"),
            (Role::Cell, "flow"),
            (Role::TextInput, "flow"),
            (Role::Button, "clocks"),
            (Role::SpinButton, "Round"),
            (Role::RadioButton, "Round"),
            (Role::TextInput, "TakeEntry"),
            (Role::Link, "ReadingTest"),
        ];
        for (role, at) in expected {
            assert!(met.contains(&(role, at.to_owned())), "no {role:?} in {at}");
        }
    }
}

#[test]
fn the_reading_test_is_reached_from_the_rounds_dialog_and_a_very_short_test_changes_nothing() {
    let mut harness = round();
    give(&mut harness, Command::RoundOptions);
    harness.get_by_role_and_label(Role::Button, "Test it in one minute").click();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::ReadingTest));
    let words = harness.state().state().edition.paragraphs()[0].text.clone();
    harness.get_by_label(&words).click();
    harness.run();
    // A very short test measures nothing: the setting stays.
    assert_eq!(harness.state().state().settings.words_per_minute, 250.0);
}

#[test]
fn the_reading_test_ends_at_a_paragraph_without_a_pointer() {
    let mut harness = round();
    give(&mut harness, Command::RoundOptions);
    harness.get_by_role_and_label(Role::Button, "Test it in one minute").click();
    harness.run();
    let end = harness.get_by_role_and_label(Role::Link, "I have read to the end of ¶3");
    end.focus();
    harness.run();
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().state().round.test.elapsed(1e9), 0.0, "the test is over");
}

#[test]
fn both_preps_are_in_the_window_whatever_the_teams_are_called() {
    let mut harness = round();
    for (side, name) in [(Side::First, "Lowell Ng and Park"), (Side::Second, "Bronx Science Li Ortiz")] {
        act(&mut harness, RoundAction::SetSideName(side, name.into()));
    }
    for width in [1280.0, 1120.0, 800.0, 640.0] {
        harness.set_size(egui::vec2(width, 600.0));
        harness.run();
        let starts: Vec<egui::Rect> =
            harness.query_all_by_label_contains("Start the prep of").map(|node| node.rect()).collect();
        assert_eq!(starts.len(), 2);
        assert!(starts.iter().all(|place| place.right() < width - 4.0), "{width}: {starts:?}");
        give(&mut harness, Command::RoundClock);
        give(&mut harness, Command::RoundClock);
        let next = harness.get_by_label_contains("Next speech (").rect();
        assert!(next.right() < width, "{width}: {next:?}");
    }
}

#[test]
fn a_new_sheet_is_named_at_once_and_a_card_takes_nothing_off_the_flow() {
    let mut harness = round();
    key(&mut harness, Key::F6);
    harness.key_press_modifiers(egui::Modifiers::CTRL | egui::Modifiers::SHIFT, Key::N);
    harness.run();
    type_text(&mut harness, "Costs");
    assert_eq!(harness.state().state().round.shown_sheet().unwrap().name, "Costs");
    key(&mut harness, Key::Enter);
    act(&mut harness, RoundAction::ChooseCell((0, 0)));
    act(&mut harness, RoundAction::SetCellText("Harms".into()));
    act(&mut harness, RoundAction::SetWriting(false));
    act(&mut harness, Action::InsertEntry(1));
    let state = harness.state().state();
    let texts: Vec<&str> =
        state.round.shown_sheet().unwrap().rows.iter().map(|row| row.cells[0].text.as_str()).collect();
    assert_eq!(texts, ["Harms", "Dark hours cut the bill by a third"]);
    assert_eq!(state.round.cell, (1, 0));
}

#[test]
fn a_key_that_is_held_runs_its_command_once() {
    let mut harness = round();
    // The desktop sends the key again and again while it is held.
    let mut send = |pressed: bool| {
        let (key, modifiers) = (Key::F11, egui::Modifiers::NONE);
        harness.input_mut().events.push(egui::Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        });
        harness.run();
        harness.state().state().round.big_clocks
    };
    assert!(send(true), "the key goes down");
    assert!(send(true) && send(true), "it is held");
    assert!(send(false), "it is let go");
    assert!(!send(true), "it goes down again");
}
