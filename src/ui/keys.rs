//! From key events to commands. Letters are read from text events, so that `?` and `/` work on every keyboard layout.

use std::collections::{BTreeMap, HashMap};

use egui::{Event, InputState, Key, Modifiers};
use strum::VariantArray as _;

use crate::state::presentation::Guess;
use crate::state::{Action, AppState, Command, KeyUse, PresentationAction, Scene};

/// A key as the keymap stores it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Stroke {
    /// A character typed without Ctrl or Alt.
    Typed(char),
    /// A key with exactly these modifiers.
    Pressed { key: String, ctrl: bool, shift: bool, alt: bool },
}

/// Parses a key as settings write it: `j`, `Ctrl+Shift+P`, `F3`. `None` where a modifier or the key is unknown.
fn parse(text: &str) -> Option<Stroke> {
    let mut chars = text.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        return Some(Stroke::Typed(letter));
    }
    let (mut ctrl, mut shift, mut alt) = (false, false, false);
    let mut name = text;
    while let Some((modifier, rest)) = name.split_once('+') {
        match modifier.to_ascii_lowercase().as_str() {
            "ctrl" | "cmd" => ctrl = true,
            "shift" => shift = true,
            "alt" => alt = true,
            _ => return None,
        }
        name = rest;
    }
    let key = match name {
        "Esc" => Key::Escape,
        "Up" => Key::ArrowUp,
        "Down" => Key::ArrowDown,
        "Left" => Key::ArrowLeft,
        "Right" => Key::ArrowRight,
        other => Key::from_name(other)?,
    };
    Some(Stroke::Pressed { key: key.name().to_owned(), ctrl, shift, alt })
}

/// Parses a key that settings give to a command. 1 to 9 are reserved for the perspectives.
fn own_key(text: &str) -> Option<Stroke> {
    parse(text).filter(|stroke| !matches!(stroke, Stroke::Typed('1'..='9')))
}

/// Returns what is wrong with the keys of the settings, one message each. A faulty line has no effect.
pub fn faults(own: &BTreeMap<String, String>) -> Vec<String> {
    let fault = |(name, key): (&String, &String)| match (Command::by_name(name), parse(key)) {
        (None, _) => Some(format!("no command is named {name}")),
        (_, None) => Some(format!("{name} cannot have the key {key:?}; a key is like n, F6 or Ctrl+Shift+J")),
        (_, Some(Stroke::Typed('1'..='9'))) => {
            Some(format!("{name} cannot have the key {key}; 1 to 9 are perspectives"))
        }
        _ => None,
    };
    own.iter().filter_map(fault).collect()
}

/// Which key runs which command in each scene: the default keys, with those of the settings in their place.
#[derive(Debug, Default)]
pub struct Keymap {
    scenes: HashMap<Scene, BTreeMap<Stroke, Command>>,
    /// The keys of the settings from which `scenes` was built.
    source: Option<BTreeMap<String, String>>,
}

impl Keymap {
    /// Rebuilds the map when the keys of the settings have changed. A key of the settings that is none leaves the command
    /// its default keys; [`faults`] reports it.
    pub fn refresh(&mut self, own: &BTreeMap<String, String>) {
        if self.source.as_ref() == Some(own) {
            return;
        }
        let set = |(name, key): (&String, &String)| Some((Command::by_name(name)?, own_key(key)?));
        let set: BTreeMap<Command, Stroke> = own.iter().filter_map(set).collect();
        for scene in Scene::VARIANTS {
            let map = self.scenes.entry(*scene).or_default();
            map.clear();
            let applies = |command: &Command| command.scope().holds(*scene);
            for command in Command::ALL.iter().copied().filter(applies).filter(|command| !set.contains_key(command)) {
                map.extend(command.keys().iter().filter_map(|key| parse(key)).map(|key| (key, command)));
            }
            map.extend(
                set.iter().filter(|(command, _)| applies(command)).map(|(command, key)| (key.clone(), *command)),
            );
        }
        self.source = Some(own.clone());
    }

    /// Returns the actions of this frame's key events, and removes the events it used. With `typing`, a text field has the
    /// focus: letters, Enter, arrows and the clipboard keys are its own. With `focused`, some widget has it.
    pub fn actions(&self, input: &mut InputState, state: &AppState, typing: bool, focused: bool) -> Vec<Action> {
        let mut out = Vec::new();
        let mut used = Vec::new();
        let Some(commands) = self.scenes.get(&state.scene()) else { return out };
        let asked = state.presentation.as_ref().is_some_and(|presentation| state.asked_group(presentation).is_some());
        // A dialog that has the window takes all keys but those that close it.
        let modal = !state.dialog_is_light();
        // Text events do not say whether the key is held; the key event before them does.
        let mut held = false;
        for (index, event) in input.events.iter().enumerate() {
            if let Event::Key { pressed: true, repeat, .. } = event {
                held = *repeat;
            }
            let command = match event {
                Event::Paste(text) if !typing && state.dialog_is_light() && state.scene() == Scene::Reading => {
                    out.push(Action::Pasted(text.clone()));
                    None
                }
                Event::Text(text) if !typing && state.settings.letter_keys => {
                    let mut chars = text.chars();
                    let (Some(letter), None) = (chars.next(), chars.next()) else { continue };
                    if !state.dialog_is_light() {
                        continue;
                    }
                    typed(commands, letter, state, asked, &mut out).filter(|command| !held || command.row().repeats)
                }
                Event::Copy if !typing && !modal => copied(state, &mut out),
                Event::Key { key: Key::Backspace, pressed: true, .. } if asked && !typing && !modal => {
                    out.push(Action::Presentation(PresentationAction::EraseDigit));
                    None
                }
                Event::Key { key, pressed: true, repeat, modifiers, .. } => {
                    let command = pressed(commands, *key, *modifiers);
                    command.filter(|command| is_free(*command, (*key, *modifiers, *repeat), state, (typing, focused)))
                }
                _ => None,
            };
            let command = command.filter(|command| !modal || command.row().over_dialogs);
            if let Some(command) = command {
                out.push(Action::Command(command));
                used.push(index);
            }
        }
        for index in used.into_iter().rev() {
            input.events.remove(index);
        }
        out
    }
}

/// Whether a command gets its key now, or what has the focus takes it first.
fn is_free(
    command: Command,
    (key, modifiers, repeat): (Key, Modifiers, bool),
    state: &AppState,
    (typing, focused): (bool, bool),
) -> bool {
    // In the brief and the round, a focused field has the arrows, and Escape leaves it first.
    let held = (state.brief.open || state.round.open) && focused && state.dialog.is_none();
    if held && (moves(key, modifiers) || key == Key::Escape) {
        return false;
    }
    let row = command.row();
    if repeat && !row.repeats {
        return false;
    }
    // In a text field, arrows move the cursor, also by words.
    let travels = typing && is_arrow(key) && state.round.open;
    let letter = typing && !modifiers.command && !modifiers.alt && !is_function(key);
    let pressed = matches!(key, Key::Enter | Key::Space) && focused;
    let usual = !(letter || pressed || travels);
    match row.key_use {
        KeyUse::Usual => usual,
        KeyUse::SpaceIsLetter => usual && (key != Key::Space || state.settings.letter_keys),
        KeyUse::Always => true,
        KeyUse::Clipboard => false,
    }
}

/// What the clipboard's copy event copies in the scene.
fn copied(state: &AppState, out: &mut Vec<Action>) -> Option<Command> {
    match state.scene() {
        Scene::Flow => {
            out.push(Action::CopyText(state.round.text().to_owned()));
            None
        }
        Scene::Speech | Scene::Clocks => None,
        Scene::Debating => Some(Command::CopyEntry),
        Scene::Presenting if state.brief.open => Some(Command::CopyEntry),
        Scene::Reading | Scene::Presenting => Some(Command::Copy),
    }
}

/// Returns the command of a letter; pushes an answer while the class is asked for one, or toggles a perspective by its
/// place.
fn typed(
    commands: &BTreeMap<Stroke, Command>,
    letter: char,
    state: &AppState,
    asked: bool,
    out: &mut Vec<Action>,
) -> Option<Command> {
    if let Some(answer) = Some(letter).filter(|_| asked).and_then(answer_of) {
        out.push(Action::Presentation(answer));
        return None;
    }
    let digit = Some(letter).filter(|_| state.scene() == Scene::Reading).and_then(|letter| letter.to_digit(10));
    if let Some(place) = digit.and_then(|digit| digit.checked_sub(1)) {
        out.extend(state.shown.at(place as usize).map(Action::TogglePerspective));
        return None;
    }
    commands.get(&Stroke::Typed(letter)).copied()
}

/// Returns the command of a key with modifiers.
fn pressed(commands: &BTreeMap<Stroke, Command>, key: Key, modifiers: Modifiers) -> Option<Command> {
    let stroke = |shift| Stroke::Pressed {
        key: key.name().to_owned(),
        ctrl: modifiers.command || modifiers.ctrl,
        shift,
        alt: modifiers.alt,
    };
    commands.get(&stroke(modifiers.shift)).copied().or_else(|| {
        // Plus is a shifted key on most layouts.
        let signs = matches!(key, Key::Plus | Key::Equals);
        (signs && modifiers.shift).then(|| commands.get(&stroke(false)).copied()).flatten()
    })
}

/// Returns what a letter means while the class is asked what a perspective will say.
fn answer_of(letter: char) -> Option<PresentationAction> {
    let digit = letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    digit.map(PresentationAction::TypeDigit).or_else(|| Guess::of_key(letter).map(PresentationAction::CountHands))
}

/// Whether a key moves the focus between widgets, or the cursor in a field.
fn moves(key: Key, modifiers: Modifiers) -> bool {
    (is_arrow(key) && modifiers.is_none()) || key == Key::Tab
}

fn is_arrow(key: Key) -> bool {
    matches!(key, Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight)
}

fn is_function(key: Key) -> bool {
    key >= Key::F1 && key <= Key::F35
}

#[cfg(test)]
mod tests {
    use super::{Keymap, faults, parse};
    use crate::state::{Command, Scene};

    #[test]
    fn every_key_in_the_lists_is_a_key() {
        for command in Command::ALL {
            for key in command.keys() {
                assert!(parse(key).is_some(), "{key}");
            }
        }
        assert_eq!(parse("Hyper+J"), None);
        assert_eq!(parse("Ctrl+Nothing"), None);
    }

    #[test]
    fn a_misspelt_key_in_the_settings_is_reported_and_takes_no_key_away() {
        let own = [("NextParagraf", "n"), ("Find", "Ctrl+Nothing"), ("Keys", "3"), ("Open", "F6")];
        let own = own.map(|(name, key)| (name.to_owned(), key.to_owned())).into();
        let faults = faults(&own);
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults.iter().any(|t| t.contains("NextParagraf")) && faults.iter().any(|t| t.contains("Ctrl+Nothing")));
        let mut map = Keymap::default();
        map.refresh(&own);
        for (key, command) in [("j", Command::NextParagraph), ("Ctrl+F", Command::Find), ("?", Command::Keys)] {
            assert_eq!(map.scenes[&Scene::Reading].get(&parse(key).unwrap()), Some(&command), "{key}");
        }
    }

    #[test]
    fn a_key_of_the_settings_replaces_the_default_ones() {
        let mut map = Keymap::default();
        map.refresh(&[("NextParagraph".to_owned(), "n".to_owned())].into());
        assert_eq!(map.scenes[&Scene::Reading].get(&parse("n").unwrap()), Some(&Command::NextParagraph));
        assert_eq!(map.scenes[&Scene::Reading].get(&parse("j").unwrap()), None);
        assert_eq!(map.scenes[&Scene::Reading].get(&parse("k").unwrap()), Some(&Command::PreviousParagraph));
    }
}
