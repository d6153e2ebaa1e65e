//! The keys that the settings give to commands: which are accepted, and what is wrong with the others.

use std::collections::{BTreeMap, BTreeSet};

use egui::Key;
use strum::VariantArray as _;

use crate::state::{Command, KeyUse, Scene, WorkingKeys};

use super::{Stroke, parse};

/// The keys of the settings, checked.
pub(super) struct Accepted {
    /// The key of each command that has one of its own.
    pub(super) strokes: BTreeMap<Command, Stroke>,
    /// The same keys as the settings write them.
    texts: BTreeMap<Command, String>,
    /// What is wrong with the others, one message each.
    faults: Vec<String>,
}

/// Checks the keys of the settings. Of two commands that apply at the same time, the first in the list keeps a key.
pub(super) fn accepted(own: &BTreeMap<String, String>) -> Accepted {
    let mut accepted = Accepted { strokes: BTreeMap::new(), texts: BTreeMap::new(), faults: Vec::new() };
    let mut named: Vec<(Option<Command>, &String, &String)> =
        own.iter().map(|(name, key)| (Command::by_name(name), name, key)).collect();
    named.sort_by_key(|(command, ..)| *command);
    for (command, name, key) in named {
        let Some(command) = command else {
            accepted.faults.push(format!("no command is named {name}"));
            continue;
        };
        match stroke_for(command, key) {
            Err(reason) => accepted.faults.push(format!("{name} cannot have the key {key:?}; {reason}")),
            Ok(stroke) => {
                let meets =
                    |(other, taken): &(&Command, &Stroke)| **taken == stroke && apply_together(**other, command);
                match accepted.strokes.iter().find(meets).map(|(other, _)| *other) {
                    Some(other) => {
                        accepted.faults.push(format!("{name} cannot have the key {key:?}; {} has it", other.name()));
                    }
                    None => {
                        accepted.strokes.insert(command, stroke);
                        accepted.texts.insert(command, key.clone());
                    }
                }
            }
        }
    }
    accepted
}

/// Returns what is wrong with the keys of the settings, one message each. A faulty line has no effect.
pub fn faults(own: &BTreeMap<String, String>) -> Vec<String> {
    accepted(own).faults
}

/// Returns the keys that run each command, for lists and tooltips: those of the settings that are accepted, and the
/// default ones that none of these has taken.
pub fn working(own: &BTreeMap<String, String>) -> WorkingKeys {
    let Accepted { strokes, texts, .. } = accepted(own);
    let typed: BTreeSet<Command> =
        strokes.iter().filter(|(_, stroke)| stroke.types_character()).map(|(command, _)| *command).collect();
    let mut taken = BTreeSet::new();
    for scene in Scene::VARIANTS {
        let here = |command: &&Command| command.scope().holds(*scene);
        let has_own =
            |command: &&Command| strokes.contains_key(*command) && !(scene.takes_text() && typed.contains(*command));
        let set: Vec<&Stroke> = strokes.iter().filter(|(command, _)| here(command)).map(|(_, stroke)| stroke).collect();
        for command in Command::ALL.iter().filter(here).filter(|command| !has_own(command)) {
            let is_taken = |key: &&&str| parse(key).is_some_and(|stroke| set.contains(&&stroke));
            taken.extend(command.keys().iter().filter(is_taken).map(|key| (*scene, *command, *key)));
        }
    }
    WorkingKeys { own: texts, taken, typed }
}

fn apply_together(one: Command, other: Command) -> bool {
    Scene::VARIANTS.iter().any(|scene| one.scope().holds(*scene) && other.scope().holds(*scene))
}

/// Parses a key that settings give to a command.
///
/// # Errors
/// Returns what is wrong with a key that can never run it.
fn stroke_for(command: Command, text: &str) -> Result<Stroke, &'static str> {
    let stroke = parse(text).ok_or("a key is like n, F6 or Ctrl+Shift+J")?;
    let never_works = Scene::VARIANTS.iter().all(|scene| !command.scope().holds(*scene) || scene.takes_text());
    if never_works && stroke.types_character() {
        return Err("what is typed there is text");
    }
    match &stroke {
        Stroke::Typed('1'..='9') => return Err("1 to 9 are perspectives"),
        Stroke::Typed(letter) if letter.is_whitespace() || letter.is_control() => {
            return Err("a key is like n, F6 or Ctrl+Shift+J");
        }
        Stroke::Typed(_) => {}
        Stroke::Pressed { key, ctrl, shift, alt } => {
            let key = Key::from_name(key).ok_or("a key is like n, F6 or Ctrl+Shift+J")?;
            if is_modifier(key) {
                return Err("it is pressed together with others");
            }
            let is_clipboard = *ctrl && !shift && !alt && matches!(key, Key::C | Key::X | Key::V);
            let is_own = command.row().key_use == KeyUse::Clipboard && key == Key::C;
            if matches!(key, Key::Cut | Key::Copy | Key::Paste) || (is_clipboard && !is_own) {
                return Err("it is a key of the clipboard");
            }
        }
    }
    Ok(stroke)
}

pub(super) fn is_modifier(key: Key) -> bool {
    use Key::{AltLeft, AltRight, CapsLock, ControlLeft, ControlRight, NumLock, ScrollLock};
    use Key::{Fn, ShiftLeft, ShiftRight, SuperLeft, SuperRight};
    matches!(key, AltLeft | AltRight | ControlLeft | ControlRight | ShiftLeft | ShiftRight)
        || matches!(key, SuperLeft | SuperRight | CapsLock | NumLock | ScrollLock | Fn)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{faults, working};
    use crate::state::{Command, Scene};
    use crate::ui::keys::{Keymap, parse};

    fn own(keys: &[(&str, &str)]) -> BTreeMap<String, String> {
        keys.iter().map(|(name, key)| ((*name).to_owned(), (*key).to_owned())).collect()
    }

    #[test]
    fn a_misspelt_key_in_the_settings_is_reported_and_takes_no_key_away() {
        let own = own(&[("NextParagraf", "n"), ("Find", "Ctrl+Nothing"), ("Keys", "3"), ("Open", "F6")]);
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
    fn a_key_that_can_never_arrive_is_reported() {
        for key in ["Ctrl+V", "Ctrl+X", "Ctrl+C", "\t", " ", "SuperLeft", "Shift", "ShiftLeft", "Paste", "Meta+K", ""] {
            assert_eq!(faults(&own(&[("Find", key)])).len(), 1, "{key:?}");
            assert_eq!(working(&own(&[("Find", key)])).of(Command::Find, Scene::Reading), ["/", "Ctrl+F"], "{key:?}");
        }
        assert!(faults(&own(&[("Copy", "Ctrl+C"), ("Find", "Space"), ("Open", "Ctrl+Shift+C")])).is_empty());
    }

    #[test]
    fn one_key_for_two_commands_is_reported_unless_they_never_apply_together() {
        let twice = own(&[("Find", "F6"), ("GoTo", "F6")]);
        assert_eq!(faults(&twice), ["Find cannot have the key \"F6\"; GoTo has it"]);
        assert_eq!(working(&twice).of(Command::Find, Scene::Reading), ["/", "Ctrl+F"]);
        assert!(faults(&own(&[("NextParagraph", "n"), ("NextStop", "n")])).is_empty());
    }

    #[test]
    fn a_character_is_no_key_where_text_is_written() {
        for key in ["k", "Shift+K", "?", "Space", "Shift+Space", "Comma", "Shift+1", "Plus"] {
            let message = format!("RoundClock cannot have the key {key:?}; what is typed there is text");
            assert_eq!(faults(&own(&[("RoundClock", key)])), [message]);
            // It works in the article, and its other keys in the brief.
            let settings = own(&[("Appearance", key)]);
            assert!(faults(&settings).is_empty(), "{key}");
            let keys = working(&settings);
            assert_eq!(keys.of(Command::Appearance, Scene::Reading), [key]);
            assert_eq!(keys.of(Command::Appearance, Scene::Debating), ["Ctrl+Comma"]);
            let mut map = Keymap::default();
            map.refresh(&settings);
            assert_eq!(map.scenes[&Scene::Reading].get(&parse(key).unwrap()), Some(&Command::Appearance));
            assert!(map.scenes[&Scene::Flow].keys().all(|stroke| !stroke.types_character()));
        }
        assert!(faults(&own(&[("RoundClock", "Ctrl+K")])).is_empty());
    }

    #[test]
    fn the_keys_shown_for_a_command_are_those_that_run_it() {
        let settings = own(&[("Open", "j"), ("Find", "Hyper+F"), ("NextTheme", "y"), ("PageDown", "3")]);
        let keys = working(&settings);
        let mut map = Keymap::default();
        map.refresh(&settings);
        for scene in [Scene::Reading, Scene::Presenting, Scene::Debating, Scene::Flow] {
            for command in Command::ALL.iter().copied().filter(|command| command.scope().holds(scene)) {
                let shown: Vec<_> = keys.of(command, scene).iter().filter_map(|key| parse(key)).collect();
                let works = |key: &_| map.scenes[&scene].get(key) == Some(&command);
                assert!(shown.iter().all(works), "{command:?} in {scene:?}: {shown:?}");
                let all = map.scenes[&scene].values().filter(|other| **other == command).count();
                assert_eq!(shown.len(), all, "{command:?} in {scene:?}: {shown:?}");
            }
        }
        assert_eq!(keys.of(Command::NextParagraph, Scene::Reading), ["Down"]);
        assert_eq!(keys.of(Command::Open, Scene::Debating), ["Ctrl+O"]);
    }
}
