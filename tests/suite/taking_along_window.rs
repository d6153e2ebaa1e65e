//! What a coach takes along and nervous hands, in the whole program: the brief's tools, a speech read aloud, dialogs that
//! hold what is typed, and cells that keep it.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::Entry;
use parallax::state::brief::BriefAction;
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{Action, AppState, Command, Dialog, SavedState, Scene, Settings};
use parallax::storage::round_formats;

use crate::briefs::lamps;
use crate::kit::{self, Kit};

/// Control as a desktop reports it.
const CONTROL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: impl Into<Action>) {
    harness.state().act(action.into());
    harness.run();
}

fn press(harness: &mut Harness<'static, Kit>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Opens the brief of the fixtures.
fn brief() -> Harness<'static, Kit> {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, Settings::default(), SavedState::default()));
    let key = state(&harness).brief.key.clone();
    act(&mut harness, BriefAction::Loaded(key, Ok(Some(Box::new(lamps())))));
    act(&mut harness, Command::Debate);
    harness
}

/// The first card of the fixtures.
fn first_card() -> u32 {
    lamps().entries.iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id()
}

fn is_greyed(harness: &Harness<'static, Kit>, name: &str) -> bool {
    harness.get_by_role_and_label(Role::Button, name).accesskit_node().is_disabled()
}

/// A public-forum round with two cards in our first speech.
fn round() -> Harness<'static, Kit> {
    let mut harness = brief();
    let rules = round_formats().iter().find(|format| format.id == "policy").unwrap().clone();
    act(&mut harness, Command::RoundOpen);
    act(&mut harness, RoundAction::Begin(Box::new(rules), None));
    let cards: Vec<Entry> = lamps().entries.into_iter().filter(|entry| matches!(entry, Entry::Card(_))).collect();
    assert!(cards.len() > 1);
    act(&mut harness, RoundAction::SendToSpeech(cards));
    act(&mut harness, RoundAction::ChooseEntry(0));
    harness
}

#[test]
fn the_tools_of_the_brief_are_greyed_until_they_act_and_name_their_keys() {
    let mut harness = brief();
    let heading = lamps().entries.iter().find(|entry| entry.level().is_some()).unwrap().id();
    act(&mut harness, BriefAction::Choose(heading));
    for name in ["Add a pocket (F4)", "Add a hat (F5)", "Add a block (F6)", "Add an analytic (F7)"] {
        assert!(!is_greyed(&harness, name), "{name}");
    }
    let marks = [
        "Underline the chosen words (F9)",
        "Emphasise the chosen words (F10)",
        "Highlight the chosen words (F11)",
        "Clear the chosen words (F12)",
    ];
    for name in marks.into_iter().chain(["Shrink what is not read out (F8)"]) {
        assert!(is_greyed(&harness, name), "{name}");
    }
    act(&mut harness, BriefAction::Choose(first_card()));
    assert!(!is_greyed(&harness, "Shrink what is not read out (F8)"));
    assert!(marks.iter().all(|name| is_greyed(&harness, name)), "no words are chosen yet");
    press(&mut harness, Modifiers::NONE, Key::F3);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    let words = state(&harness).brief.words.clone();
    assert!(!words.is_empty());
    assert!(!marks.iter().any(|name| is_greyed(&harness, name)));
    let emphasis =
        |harness: &Harness<'static, Kit>| state(harness).brief.card().unwrap().emphasis.covers(words.clone());
    let before = emphasis(&harness);
    harness.get_by_label("Emphasise the chosen words (F10)").click();
    harness.run();
    assert_ne!(emphasis(&harness), before);
    harness.get_by_label("Add a block (F6)").click();
    harness.run();
    assert_eq!(state(&harness).brief.entries().len(), lamps().entries.len() + 1);
}

#[test]
fn in_a_low_window_more_has_the_tools_without_room() {
    let mut harness = brief();
    harness.set_size(Vec2::new(400.0, 300.0));
    act(&mut harness, BriefAction::Choose(first_card()));
    harness.get_by_label("Underline the chosen words (F9)");
    assert!(harness.query_by_label("Add a pocket (F4)").is_none(), "there is no room for it");
    harness.get_by_label("What can be done here… (Shift+F10)").click();
    harness.run();
    harness.get_by_label("Add a pocket");
}

#[test]
fn the_page_of_an_empty_brief_names_the_others_and_opens_one() {
    let mut harness = brief();
    act(&mut harness, BriefAction::New("Nothing yet".into()));
    let others: Vec<(String, String)> =
        (1..9).map(|number| (format!("other-{number}"), format!("Brief {number}"))).collect();
    act(&mut harness, BriefAction::Listed(others));
    harness.get_by_label("All your briefs");
    harness.get_by_label("Open the brief “Brief 2”").click();
    harness.run();
    assert_eq!(state(&harness).brief.key, "other-2");
}

#[test]
fn escape_never_closes_a_dialog_over_what_is_typed() {
    let mut harness = brief();
    act(&mut harness, Command::Brief);
    harness.get_by_label("The title of a new brief").focus();
    harness.run();
    harness.event(Event::Text("Finals".into()));
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(state(&harness).dialog, Some(Dialog::Brief), "it asks");
    harness.get_by_label("Close it? What you typed goes with it.");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Keep writing").is_none() && state(&harness).dialog == Some(Dialog::Brief));
    let field = harness.get_by_label("The title of a new brief").accesskit_node().value();
    assert_eq!(field.as_deref(), Some("Finals"));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.get_by_label("Keep writing").click();
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Brief));
    harness.event(Event::Text(" and more".into()));
    harness.run();
    let field = harness.get_by_label("The title of a new brief").accesskit_node().value();
    assert_eq!(field.as_deref(), Some("Finals and more"), "what is typed then goes where it was typed before");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.get_by_label("Close it").click();
    harness.run();
    assert_eq!(state(&harness).dialog, None);
    act(&mut harness, Command::Brief);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(state(&harness).dialog, None, "nothing is typed, so nothing is asked");
}

#[test]
fn a_button_pressed_while_a_cell_is_typed_in_keeps_its_words_and_acts_on_it() {
    for (button, kicked) in [("Kick it, or take it up again (Ctrl+K)", true), ("New argument (Ctrl+N)", false)] {
        let mut harness = round();
        act(&mut harness, RoundAction::ChooseCell((0, 1)));
        harness.event(Event::Text("k".into()));
        harness.run();
        harness.run_steps(3);
        assert!(state(&harness).round.writing);
        // In one frame, as on a slow computer: the last letters, and the button.
        harness.event(Event::Text("eep me".into()));
        harness.get_by_label(button).click();
        harness.run();
        let round = &state(&harness).round;
        let row = &round.shown_sheet().unwrap().rows[0];
        let words: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!((words, row.kicked), (vec!["keep me"], kicked), "{button}");
        assert_eq!((round.cell.0, round.writing), (usize::from(!kicked), !kicked), "{button}");
    }
}

#[test]
fn a_speech_fills_the_window_and_goes_on_by_key_wheel_and_button() {
    let mut harness = round();
    press(&mut harness, Modifiers::NONE, Key::F10);
    assert_eq!(state(&harness).scene(), Scene::Aloud);
    harness.get_by_label_contains("1 of 2");
    // A long card is read to its end first.
    for _ in 0..20 {
        if state(&harness).round.entry == 1 {
            break;
        }
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    }
    harness.get_by_label_contains("2 of 2");
    assert!(is_greyed(&harness, "Next card of the speech (Down)"));
    harness.get_by_label("Previous card of the speech (Up)").click();
    harness.run();
    assert_eq!(state(&harness).round.entry, 0);
    harness.event(Event::PointerMoved(egui::pos2(400.0, 300.0)));
    for _ in 0..40 {
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -60.0),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(6);
    }
    assert_eq!(state(&harness).round.entry, 1, "the wheel goes on");
    for key in [Key::F5, Key::F4, Key::F5] {
        press(&mut harness, Modifiers::NONE, key);
    }
    assert!(!state(&harness).round.delivery().unwrap().marks.is_empty(), "where reading stopped is marked");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!((state(&harness).scene(), state(&harness).round.view), (Scene::Speech, RoundView::Speech));
}

#[test]
fn escape_asks_before_it_leaves_a_speech_whose_clock_runs() {
    let mut harness = round();
    press(&mut harness, Modifiers::NONE, Key::F10);
    harness.get_by_label_contains("Start or stop the clock of the speech").click();
    harness.run();
    assert!(state(&harness).round.running_clock().is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!((state(&harness).dialog.clone(), state(&harness).scene()), (Some(Dialog::LeaveRound), Scene::Aloud));
    harness.get_by_label("Go on reading").click();
    harness.run();
    assert_eq!((state(&harness).dialog.clone(), state(&harness).scene()), (None, Scene::Aloud));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.get_by_label("Back to the round").click();
    harness.run();
    assert_eq!(state(&harness).scene(), Scene::Speech);
    assert!(state(&harness).round.running_clock().is_some(), "it goes on");
}

#[test]
fn control_shift_and_the_arrows_select_words_of_the_article() {
    let mut harness = kit::shipped(1280.0, 800.0);
    let selected = |harness: &Harness<'static, Kit>| {
        let selection = state(harness).reader.selection.unwrap();
        (selection.from.character, selection.to.character)
    };
    act(&mut harness, parallax::state::ReaderAction::StepRow { forward: true });
    press(&mut harness, CONTROL | Modifiers::SHIFT, Key::ArrowRight);
    let (from, one) = selected(&harness);
    press(&mut harness, CONTROL | Modifiers::SHIFT, Key::ArrowRight);
    let (_, two) = selected(&harness);
    assert!(from == 0 && 0 < one && one < two, "{one} {two}");
    press(&mut harness, CONTROL | Modifiers::SHIFT, Key::ArrowLeft);
    assert!(selected(&harness).1 > one && selected(&harness).1 <= two);
}

#[test]
fn control_and_the_arrows_move_and_select_by_words_in_a_text_field() {
    let mut harness = kit::shipped(1280.0, 800.0);
    act(&mut harness, Command::Find);
    harness.event(Event::Text("dark safe streets".into()));
    harness.run();
    press(&mut harness, CONTROL | Modifiers::SHIFT, Key::ArrowLeft);
    harness.event(Event::Text("towns".into()));
    harness.run();
    press(&mut harness, CONTROL, Key::ArrowLeft);
    press(&mut harness, CONTROL, Key::ArrowLeft);
    harness.event(Event::Text("very ".into()));
    harness.run();
    assert_eq!(state(&harness).reader.find.query, "dark very safe towns");
    assert!(state(&harness).reader.selection.is_none(), "the article's words are not selected meanwhile");
}
