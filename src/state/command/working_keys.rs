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
}

impl WorkingKeys {
    /// Returns the keys that run a command in a scene; the first is shown.
    pub fn of(&self, command: Command, scene: Scene) -> Vec<&str> {
        if let Some(own) = self.own.get(&command) {
            return vec![own];
        }
        let works = |key: &&'static str| !self.taken.contains(&(scene, command, *key));
        command.keys().iter().copied().filter(works).collect()
    }
}
