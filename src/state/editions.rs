//! Which edition is open, and which others can be opened from it: those inside the program, and the related ones.

use std::path::PathBuf;

use crate::storage::{EditionLocation, NamedEdition, built_in_title};

use super::{AppState, Effect};

impl AppState {
    /// Returns where the open edition is, whether or not a copy replaces its text.
    pub fn location(&self) -> EditionLocation {
        match &self.path {
            Some(path) => EditionLocation::Folder(path.clone()),
            None => EditionLocation::BuiltIn(self.base().id().to_owned()),
        }
    }

    /// Returns whether an edition inside the program is open with its own text.
    pub(super) fn shows_built_in(&self, id: &str) -> bool {
        self.path.is_none() && self.copy.open.is_none() && self.edition.id() == id
    }

    /// Returns the editions related to the open one that can be opened, in the order of the edition: each from the folder
    /// beside it, or else from inside the program.
    pub fn related_editions(&self) -> Vec<NamedEdition> {
        let head = self.edition.head();
        let beside = self.related_folders.as_ref().filter(|(path, _)| Some(path) == self.path.as_ref());
        let in_folder = |id: &str| {
            let is_named = |other: &&NamedEdition| other.location.folder().is_some_and(|path| path.ends_with(id));
            beside.and_then(|(_, editions)| editions.iter().find(is_named).cloned())
        };
        let inside = |id: &str| {
            let location = EditionLocation::BuiltIn(id.to_owned());
            built_in_title(id).map(|title| NamedEdition { location, title: title.to_owned() })
        };
        let mut found: Vec<NamedEdition> = Vec::new();
        for edition in head.related.iter().filter_map(|id| in_folder(id).or_else(|| inside(id))) {
            if edition.location != self.location() && !found.contains(&edition) {
                found.push(edition);
            }
        }
        found
    }

    /// Takes the editions that stand in folders beside an edition's folder. They count while that edition is open.
    pub(super) fn set_related_folders(&mut self, path: PathBuf, editions: Vec<NamedEdition>) {
        self.related_folders = Some((path, editions));
    }

    /// Opens an edition with its own text.
    pub(super) fn open_edition(&mut self, location: EditionLocation) -> Vec<Effect> {
        if self.lesson.running.is_some() {
            self.notify_lesson_is_running();
            return Vec::new();
        }
        vec![self.load_edition(location)]
    }

    /// Returns the effect that loads an edition.
    pub(super) fn load_edition(&self, location: EditionLocation) -> Effect {
        match location {
            EditionLocation::BuiltIn(id) => Effect::LoadBuiltIn(id),
            EditionLocation::Folder(path) => Effect::Load { path, base: self.text_base() },
        }
    }
}
