//! Letter keys in the window: every layout, Caps Lock, Alt and Super, and the keys of the settings.

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::platform;
use parallax::state::{
    Action, Command, Dialog, Part, ReaderAction, SavedState, Selection, Settings, TextPoint, ThemeChoice,
};

use crate::kit::{self, Kit};

/// Presses a key as egui-winit reports it: the key, its place on a US keyboard, and what the layout types.
fn press(harness: &mut Harness<'static, Kit>, key: Key, place: Key, text: &str, modifiers: Modifiers) {
    let event = |pressed| Event::Key { key, physical_key: Some(place), pressed, repeat: false, modifiers };
    harness.event(event(true));
    harness.event(Event::Text(text.to_owned()));
    harness.event(event(false));
    harness.run();
}

fn active(harness: &Harness<'static, Kit>) -> usize {
    harness.state().state().reader.active
}

#[test]
fn without_latin_letters_keys_work_by_their_place() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for (row, text) in ["о", "र", "ج", "ت"].into_iter().enumerate() {
        press(&mut harness, Key::J, Key::J, text, Modifiers::NONE);
        assert_eq!(active(&harness), row + 1, "{text}");
    }
    press(&mut harness, Key::Num2, Key::Num2, "२", Modifiers::NONE);
    assert!(!harness.state().state().shown.is_visible(1), "a digit of another script toggles a perspective");
    press(&mut harness, Key::H, Key::H, "Р", Modifiers::SHIFT);
    let highlights = harness.state().state().notices.iter().any(|notice| notice.text.contains("ighlight"));
    assert!(highlights, "Shift and a letter is the capital: {:?}", harness.state().state().notices);
    // Hindi has a letter where `/` is, and Persian its own question mark.
    press(&mut harness, Key::Slash, Key::Slash, "य", Modifiers::NONE);
    assert!(harness.get_by_role(egui::accesskit::Role::SearchInput).is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    press(&mut harness, Key::Slash, Key::Slash, "؟", Modifiers::SHIFT);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Keys));
}

#[test]
fn a_layout_with_latin_letters_works_by_its_letters() {
    let mut harness = kit::shipped(1280.0, 900.0);
    // Dvorak has `j` where a US keyboard has `c`, and `h` where it has `j`.
    press(&mut harness, Key::J, Key::C, "j", Modifiers::NONE);
    assert_eq!((active(&harness), harness.state().state().dialog.is_some()), (1, false));
    press(&mut harness, Key::H, Key::J, "h", Modifiers::NONE);
    assert_eq!(active(&harness), 1);
    // On AZERTY, digits need Shift, and the keys alone type letters.
    press(&mut harness, Key::Num2, Key::Num2, "é", Modifiers::NONE);
    assert!(harness.state().state().shown.is_visible(1));
    press(&mut harness, Key::Num2, Key::Num2, "2", Modifiers::SHIFT);
    assert!(!harness.state().state().shown.is_visible(1));
}

#[test]
fn caps_lock_changes_nothing() {
    let mut harness = kit::shipped(1280.0, 900.0);
    press(&mut harness, Key::J, Key::J, "J", Modifiers::NONE);
    assert_eq!(active(&harness), 1);
    press(&mut harness, Key::T, Key::T, "T", Modifiers::NONE);
    assert_eq!(harness.state().state().settings.theme, ThemeChoice::Sepia);
    press(&mut harness, Key::J, Key::J, "О", Modifiers::NONE);
    assert_eq!(active(&harness), 2, "with a Russian layout too");
    press(&mut harness, Key::C, Key::C, "c", Modifiers::SHIFT);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Block), "Shift is what makes the capital");
    harness.key_press(Key::Escape);
    harness.run();
    press(&mut harness, Key::C, Key::C, "C", Modifiers::NONE);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Cut));
}

#[test]
fn letters_with_alt_or_super_do_nothing() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let untouched = |harness: &Harness<'static, Kit>, what: &str| {
        let state = harness.state().state();
        assert_eq!(
            (state.reader.active, &state.dialog, state.settings.theme),
            (0, &None, ThemeChoice::Paper),
            "{what}"
        );
        assert!(state.shown.is_visible(1), "{what}");
    };
    let keys = [(Key::F, "f"), (Key::A, "a"), (Key::J, "j"), (Key::T, "t"), (Key::Num2, "2"), (Key::Slash, "/")];
    for (key, text) in keys {
        press(&mut harness, key, key, text, Modifiers::ALT);
        untouched(&harness, &format!("Alt+{text}"));
        press(&mut harness, key, key, &text.to_uppercase(), Modifiers::ALT | Modifiers::SHIFT);
        untouched(&harness, &format!("Alt+Shift+{text}"));
    }
    let super_key =
        |pressed, key| Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers: Modifiers::NONE };
    for side in [Key::SuperLeft, Key::SuperRight] {
        harness.event(super_key(true, side));
        harness.run();
        for (key, text) in keys {
            press(&mut harness, key, key, text, Modifiers::NONE);
            untouched(&harness, &format!("Super+{text}"));
        }
        press(&mut harness, Key::Space, Key::Space, " ", Modifiers::NONE);
        assert_eq!(harness.state().place().row, 0, "Super+Space changes the layout on many desktops");
        harness.event(super_key(false, side));
        harness.run();
    }
    // All in one frame.
    harness.event(super_key(true, Key::SuperLeft));
    press(&mut harness, Key::J, Key::J, "j", Modifiers::NONE);
    untouched(&harness, "Super and j in one frame");
    harness.event(super_key(false, Key::SuperLeft));
    press(&mut harness, Key::J, Key::J, "j", Modifiers::NONE);
    assert_eq!(active(&harness), 1, "after Super is released");
}

#[test]
fn keys_of_the_settings_obey_the_same_rules() {
    let keys = [("NextParagraph", "n"), ("Appearance", "Shift+Z"), ("GoTo", "Alt+F")];
    let keys = keys.map(|(name, key)| (name.to_owned(), key.to_owned())).into();
    let settings = Settings { keys, ..Settings::default() };
    let mut harness = kit::with(platform::open(None).unwrap(), 1280.0, 900.0, settings, SavedState::default());
    press(&mut harness, Key::N, Key::N, "N", Modifiers::NONE);
    press(&mut harness, Key::N, Key::N, "т", Modifiers::NONE);
    press(&mut harness, Key::N, Key::N, "n", Modifiers::ALT);
    press(&mut harness, Key::J, Key::J, "j", Modifiers::NONE);
    assert_eq!(active(&harness), 2);
    press(&mut harness, Key::Z, Key::Z, "Я", Modifiers::SHIFT);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Appearance));
    harness.key_press(Key::Escape);
    harness.run();
    press(&mut harness, Key::F, Key::F, "f", Modifiers::ALT);
    let field = harness.get_by_role(egui::accesskit::Role::SearchInput);
    assert!(field.is_focused(), "a key with Alt that the reader has set works");
}

#[test]
fn a_key_of_the_settings_that_is_not_accepted_is_not_shown() {
    let keys = [("Find", "Hyper+F"), ("Open", "j"), ("NextTheme", "F8")];
    let keys = keys.map(|(name, key)| (name.to_owned(), key.to_owned())).into();
    let settings = Settings { keys, ..Settings::default() };
    let mut harness = kit::with(platform::open(None).unwrap(), 1280.0, 900.0, settings, SavedState::default());
    let state = harness.state().state();
    assert!(state.notices.iter().any(|notice| notice.text.contains("Find cannot have the key \"Hyper+F\"")));
    assert_eq!((state.key_of(Command::Find), state.key_of(Command::Open)), ("/".to_owned(), "j".to_owned()));
    assert_eq!(state.key_of(Command::NextParagraph), "Down", "its letter is that of another command now");
    harness.state().act(Action::Command(Command::Keys));
    harness.run();
    assert!(harness.query_by_label_contains("/  or  Ctrl+F").is_some());
    assert!(harness.query_by_label("F8").is_some());
    assert!(harness.query_by_label("Hyper+F").is_none());
}

#[test]
fn the_paragraph_of_selected_words_is_the_active_one_and_a_jump_clears_the_selection() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let point = |row, character| TextPoint { row, part: Part::Article, character };
    let select = || Action::Reader(ReaderAction::Select(Some(Selection { from: point(3, 0), to: point(3, 20) })));
    harness.state().act(select());
    harness.run();
    assert_eq!(active(&harness), 3);
    press(&mut harness, Key::J, Key::J, "j", Modifiers::NONE);
    assert_eq!((active(&harness), harness.state().state().reader.selection), (4, None));
    for jump in [Action::GoToCode("8".into()), Action::Reader(ReaderAction::JumpTo(6)), Action::Command(Command::End)] {
        harness.state().act(select());
        harness.run();
        assert!(harness.state().state().reader.selection.is_some());
        harness.state().act(jump);
        harness.run();
        assert_eq!(harness.state().state().reader.selection, None);
    }
    harness.state().act(select());
    harness.state().act(Action::Command(Command::Back));
    harness.run();
    assert_eq!(harness.state().state().reader.selection, None);
}
