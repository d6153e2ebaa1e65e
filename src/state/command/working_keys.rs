//! The keys that run each command.

use std::collections::{BTreeMap, BTreeSet};

use super::{Command, Scene};

/// The keys that run each command: the default ones, with those of the settings in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingKeys {
    /// The keys of the settings that are accepted, as the settings write them.
    pub own: BTreeMap<Command, String>,
    /// The default keys that another command's key of the settings takes away, by scene.
    pub taken: BTreeSet<(Scene, Command, &'static str)>,
    /// The commands whose key of the settings types a character. It has no effect where the scene
    /// [takes text](Scene::takes_text); their default keys have.
    pub typed: BTreeSet<Command>,
}

impl WorkingKeys {
    /// Returns the keys that run a command in a scene; the first is shown.
    pub fn of(&self, command: Command, scene: Scene) -> Vec<&str> {
        let own = self.own.get(&command).filter(|_| !(scene.takes_text() && self.typed.contains(&command)));
        if let Some(own) = own {
            return vec![own];
        }
        let is_text = |key: &str| scene.takes_text() && types_character(key);
        let works = |key: &&'static str| !is_text(key) && !self.taken.contains(&(scene, command, *key));
        command.keys().iter().copied().filter(works).collect()
    }
}

/// Returns whether a default key types a character, such as `j` or `Space`.
fn types_character(key: &str) -> bool {
    key.chars().count() == 1 || matches!(key, "Space" | "Shift+Space")
}
