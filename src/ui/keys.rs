//! From key events to commands. Letters and signs are read from text events, so that `?` and `/` work on every layout;
//! `layout` says what they count as.

mod layout;
mod own;

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use egui::{Event, InputState, Key, Modifiers};
use strum::VariantArray as _;

use crate::state::presentation::Guess;
use crate::state::{Action, AppState, Command, KeyUse, PresentationAction, Scene};

use layout::{Layout, Press};

pub use own::{faults, working};

/// A key as the keymap stores it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Stroke {
    /// A character typed without Ctrl or Alt.
    Typed(char),
    /// A key with exactly these modifiers.
    Pressed { key: String, ctrl: bool, shift: bool, alt: bool },
}

impl Stroke {
    /// Returns whether it types a character.
    fn types_character(&self) -> bool {
        match self {
            Self::Typed(_) => true,
            Self::Pressed { key, ctrl, alt, shift: _ } => {
                !ctrl && !alt && Key::from_name(key).is_some_and(|key| key == Key::Space || layout::is_character(key))
            }
        }
    }
}

/// Parses a key as settings write it: `j`, `Ctrl+Shift+P`, `F3`. `None` where a modifier or the key is unknown.
fn parse(text: &str) -> Option<Stroke> {
    let mut chars = text.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        return Some(Stroke::Typed(letter));
    }
    let (mut ctrl, mut shift, mut alt) = (false, false, false);
    let mut name = text;
    while let Some((modifier, rest)) = name.split_once('+').filter(|(modifier, _)| !modifier.is_empty()) {
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
    // `Shift+J` is the capital, which is typed.
    if let Some(letter) = layout::letter(key).filter(|_| !ctrl && !alt) {
        return Some(Stroke::Typed(if shift { letter.to_ascii_uppercase() } else { letter }));
    }
    Some(Stroke::Pressed { key: key.name().to_owned(), ctrl, shift, alt })
}

/// Which key runs which command in each scene: the default keys, with those of the settings in their place.
#[derive(Debug, Default)]
pub struct Keymap {
    scenes: HashMap<Scene, BTreeMap<Stroke, Command>>,
    /// The keys of the settings from which `scenes` was built.
    source: Option<BTreeMap<String, String>>,
    /// The keyboard layout, which every letter tells, and the key press before the next event. In cells, because two
    /// windows share the keymap.
    layout: Cell<Layout>,
    last_press: Cell<Option<Press>>,
    /// Whether the last key typed a character where a scene takes text: a Space is text then too, and presses no button.
    is_in_text: Cell<bool>,
}

impl Keymap {
    /// Rebuilds the map when the keys of the settings have changed. A key of the settings that is not accepted leaves the
    /// command its default keys; [`faults`] reports it.
    pub fn refresh(&mut self, own: &BTreeMap<String, String>) {
        if self.source.as_ref() == Some(own) {
            return;
        }
        let set = own::accepted(own).strokes;
        for scene in Scene::VARIANTS {
            let map = self.scenes.entry(*scene).or_default();
            map.clear();
            let works = |key: &Stroke| !(scene.takes_text() && key.types_character());
            let own_of = |command: &Command| set.get(command).filter(|key| works(key));
            let here = || Command::ALL.iter().copied().filter(|command| command.scope().holds(*scene));
            for command in here().filter(|command| own_of(command).is_none()) {
                let keys = command.keys().iter().filter_map(|key| parse(key));
                map.extend(keys.filter(works).map(|key| (key, command)));
            }
            map.extend(here().filter_map(|command| Some((own_of(&command)?.clone(), command))));
        }
        self.source = Some(own.clone());
    }

    /// Returns the actions of this frame's key events, and removes the events it used. With `typing`, a text field has the
    /// focus: letters, Enter, arrows and the clipboard keys are its own. With `focused`, some widget has it.
    ///
    /// Where the scene [takes text](Scene::takes_text), a character runs no command: it writes in the chosen entry or cell,
    /// or does nothing.
    pub fn actions(&self, input: &mut InputState, state: &AppState, typing: bool, focused: bool) -> Vec<Action> {
        let mut out = Vec::new();
        let mut used = Vec::new();
        let Some(commands) = self.scenes.get(&state.scene()) else { return out };
        let asked = state
            .lesson
            .running
            .as_ref()
            .is_some_and(|presentation| state.script().asked_group(presentation).is_some());
        // A dialog that has the window takes all keys but those that close it.
        let modal = !state.dialog_is_light();
        let takes_text = state.scene().takes_text();
        let mut is_in_text = takes_text && self.is_in_text.get();
        let mut layout = self.layout.get();
        let mut super_held = layout::super_held_before(input);
        // The key press that a text event right after it belongs to.
        let mut last_press = self.last_press.get();
        for (index, event) in input.events.iter().enumerate() {
            super_held = layout::super_change(event).unwrap_or(super_held);
            let press = std::mem::replace(&mut last_press, press_of(event));
            if takes_text {
                is_in_text = stays_in_text(event, is_in_text);
            }
            let command = match event {
                Event::Paste(text) if !typing && state.dialog_is_light() && state.scene() == Scene::Reading => {
                    out.push(Action::Pasted(text.clone()));
                    None
                }
                Event::Text(text) => {
                    let letters = layout.candidates(text, press);
                    // The system and the menus have letters with these.
                    let taken = super_held || press.map_or(input.modifiers, |press| press.modifiers).alt;
                    if takes_text {
                        if !(typing || focused || taken || state.dialog.is_some()) {
                            out.push(Action::Write(text.clone()));
                            used.push(index);
                        }
                        continue;
                    }
                    if typing || modal || taken || !state.settings.letter_keys {
                        continue;
                    }
                    let is_held = press.is_some_and(|press| press.repeat);
                    typed(commands, &letters, state, asked, &mut out)
                        .filter(|command| !is_held || command.row().repeats)
                }
                Event::Key { key: Key::Space, pressed: true, modifiers, .. }
                    if is_in_text && !typing && !modifiers.command && !modifiers.alt =>
                {
                    used.push(index);
                    None
                }
                Event::Copy if !typing && !modal => copied(state, &mut out),
                // On a Mac, the Super key is the Command key of shortcuts.
                Event::Key { modifiers, .. } if super_held && !modifiers.mac_cmd => None,
                Event::Key { key: Key::Backspace, pressed: true, .. } if asked && !typing && !modal => {
                    out.push(Action::Presentation(PresentationAction::EraseDigit));
                    None
                }
                Event::Key { key, physical_key, pressed: true, repeat, modifiers } => {
                    let key = layout.key(*key, *physical_key);
                    let command = pressed(commands, key, *modifiers);
                    command.filter(|command| is_free(*command, (key, *modifiers, *repeat), state, (typing, focused)))
                }
                _ => None,
            };
            let command = command.filter(|command| !modal || command.row().over_dialogs);
            if let Some(command) = command {
                out.push(Action::Command(command));
                used.push(index);
            }
        }
        self.layout.set(layout);
        self.last_press.set(last_press);
        self.is_in_text.set(is_in_text);
        for index in used.into_iter().rev() {
            input.events.remove(index);
        }
        out
    }
}

/// Returns the key press of an event, which the text event after it belongs to.
fn press_of(event: &Event) -> Option<Press> {
    match event {
        Event::Key { physical_key, pressed: true, repeat, modifiers, .. } => {
            Some(Press { place: *physical_key, modifiers: *modifiers, repeat: *repeat })
        }
        _ => None,
    }
}

/// Returns whether what is typed after an event is still in a text: a character begins it, and another key or a press of
/// the pointer ends it. `before` is whether it was.
fn stays_in_text(event: &Event, before: bool) -> bool {
    match event {
        Event::Text(text) => before || !text.trim().is_empty(),
        Event::Key { key, pressed: true, modifiers, .. } => {
            let types = *key == Key::Space || layout::is_character(*key) || own::is_modifier(*key);
            before && types && !modifiers.command && !modifiers.alt
        }
        Event::PointerButton { pressed: true, .. } => false,
        _ => before,
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
    let travels = typing && is_arrow(key) && (state.round.open || modifiers.command);
    let letter = typing && !modifiers.command && !modifiers.alt && !is_function(key);
    let pressed = matches!(key, Key::Enter | Key::Space) && focused && !modifiers.command && !modifiers.alt;
    let usual = !(letter || pressed || travels);
    match row.key_use {
        KeyUse::Usual => usual,
        KeyUse::SpaceIsLetter => usual && (key != Key::Space || state.settings.letter_keys),
        KeyUse::Always => true,
        // These arrive as the clipboard's own events.
        KeyUse::Clipboard => usual && !(modifiers.command && matches!(key, Key::C | Key::X | Key::V)),
    }
}

/// What the clipboard's copy event copies in the scene.
fn copied(state: &AppState, out: &mut Vec<Action>) -> Option<Command> {
    match state.scene() {
        Scene::Flow => {
            out.push(Action::CopyText(state.round.text().to_owned()));
            None
        }
        Scene::Speech | Scene::Aloud | Scene::Clocks => None,
        Scene::Debating => Some(Command::CopyEntry),
        Scene::Presenting if state.brief.open => Some(Command::CopyEntry),
        Scene::Reading | Scene::Presenting => Some(Command::Copy),
    }
}

/// Returns the command of the first of some characters that is a shortcut. Pushes an answer while the class is asked for
/// one, or toggles a perspective by its place.
fn typed(
    commands: &BTreeMap<Stroke, Command>,
    letters: &[char],
    state: &AppState,
    asked: bool,
    out: &mut Vec<Action>,
) -> Option<Command> {
    for letter in letters {
        if let Some(answer) = Some(*letter).filter(|_| asked).and_then(answer_of) {
            out.push(Action::Presentation(answer));
            return None;
        }
        let digit = Some(letter).filter(|_| state.scene() == Scene::Reading).and_then(|letter| letter.to_digit(10));
        if let Some(place) = digit.and_then(|digit| digit.checked_sub(1)) {
            out.extend(state.shown.at(place as usize).map(Action::TogglePerspective));
            return None;
        }
        if let Some(command) = commands.get(&Stroke::Typed(*letter)) {
            return Some(*command);
        }
    }
    None
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
    use super::{Keymap, parse};
    use crate::state::{Command, Scene};

    #[test]
    fn every_key_in_the_lists_is_a_key() {
        for command in Command::ALL {
            for key in command.keys() {
                assert!(parse(key).is_some(), "{key}");
            }
        }
        for not_a_key in ["Hyper+J", "Ctrl+Nothing", "", "Ctrl+", "+J", "jj"] {
            assert_eq!(parse(not_a_key), None, "{not_a_key}");
        }
        assert_eq!(parse("Shift+J"), parse("J"));
        assert_eq!(parse("Ctrl++"), parse("Ctrl+Plus"));
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
