//! The editions that the reader makes from texts: keeping a text or a copy as one, and removing it again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::state::{AppState, Dialog, Effect, Notice, ReadError, Recent};

/// The number of texts that were open before which are known.
const MAX_EARLIER: usize = 12;

impl AppState {
    /// Creates an edition from the previewed text.
    pub(super) fn make_edition(&mut self, title: String) -> Vec<Effect> {
        let Some(preview) = self.copy.preview.take() else { return Vec::new() };
        self.dialog = None;
        let Some(text) = preview.into_text() else { return Vec::new() };
        vec![Effect::MakeEdition { title, text: Box::new(text), known: self.known_ids() }]
    }

    /// Creates an edition from the open copy, with the notes that have a place in it or of its text alone. The copy stays
    /// as it is.
    pub(super) fn keep_copy(&mut self, title: String, with_notes: bool) -> Vec<Effect> {
        let known = self.known_ids();
        let effect = if with_notes {
            let edition = self.copy.edition_to_keep(&self.edition).map(Arc::new);
            edition.map(|edition| Effect::KeepEdition { title, edition, known })
        } else {
            let text = self.copy.text_to_keep().map(Box::new);
            text.map(|text| Effect::MakeEdition { title, text, known })
        };
        if effect.is_some() {
            self.dialog.take_if(|dialog| *dialog == Dialog::KeepCopy);
        }
        effect.into_iter().collect()
    }

    /// Returns the ids of the open edition and of all whose place is saved. A new edition of such an id would have the
    /// place and the highlights of the other, even if that was removed.
    fn known_ids(&self) -> BTreeSet<String> {
        let ids = [self.edition.id(), self.base().id()].into_iter().map(str::to_owned);
        ids.chain(self.saved_state.editions.keys().cloned()).collect()
    }

    /// Returns whether a folder is one of the editions that the reader made from texts.
    pub fn is_own_edition(&self, path: &Path) -> bool {
        self.own_editions.as_deref().is_some_and(|own| path.parent() == Some(own))
    }

    /// Returns whether the open edition is one that the reader made, shown without a copy.
    pub(in crate::state) fn has_own_edition(&self) -> bool {
        self.copy.open.is_none() && !self.is_removed && self.is_of_own_edition()
    }

    /// Returns whether the open text is, or is read beside, an edition that the reader made, also when that was removed.
    pub(in crate::state) fn is_of_own_edition(&self) -> bool {
        self.path.as_deref().is_some_and(|path| self.is_own_edition(path))
    }

    /// Removes the open edition, if the reader made it.
    pub(in crate::state) fn remove_open_edition(&mut self) -> Vec<Effect> {
        match self.path.clone().filter(|_| self.has_own_edition()) {
            Some(path) => self.remove_edition(path),
            None => {
                self.notify(Notice::quiet("Only an edition that you made from a text is removed here"));
                Vec::new()
            }
        }
    }

    /// Asks the platform to remove an edition that the reader made. Until that has succeeded, nothing changes.
    pub(super) fn remove_edition(&mut self, path: PathBuf) -> Vec<Effect> {
        if self.is_own_edition(&path) { vec![Effect::RemoveEdition(path)] } else { Vec::new() }
    }

    /// Forgets an edition that was removed. If it is open, what was open before it is opened again.
    pub(super) fn on_edition_removed(&mut self, path: &Path, result: Result<PathBuf, ReadError>) -> Vec<Effect> {
        let to = match result {
            Ok(to) => to,
            Err(error) => {
                self.notify(Notice::fault(format!("It was not removed: {error}")));
                return Vec::new();
            }
        };
        self.notify(Notice::quiet(format!("Removed. You can bring it back from: {}", to.display())));
        self.saved_state.remove_edition(path);
        self.earlier_texts.retain(|text| text.edition.folder() != Some(path));
        let mut effects = vec![Effect::ScheduleSave];
        if self.path.as_deref() == Some(path) {
            self.is_removed = true;
            effects.push(self.open_earlier());
        }
        effects
    }

    /// Returns the effect that opens the text which was open before: of this run, or else of an earlier one, or else the
    /// first built-in edition.
    fn open_earlier(&mut self) -> Effect {
        let forgotten = &self.saved_state.forgotten;
        self.earlier_texts.retain(|text| text.copy.as_ref().is_none_or(|key| !forgotten.contains(key)));
        let of_this_run = self.earlier_texts.pop().map(|text| (text.edition, text.copy));
        let recent = || {
            let recent = self.saved_state.recent.first()?;
            Some((recent.edition.clone(), recent.copy.clone()))
        };
        match of_this_run.or_else(recent).unwrap_or_default() {
            (edition, Some(key)) => Effect::LoadCopy { edition, key },
            (edition, None) => self.load_edition(edition),
        }
    }

    /// Notes the open text as one that was open before another, unless it was removed.
    pub(super) fn note_earlier_text(&mut self) {
        let text = self.open_text();
        if std::mem::take(&mut self.is_removed) || self.earlier_texts.last() == Some(&text) {
            return;
        }
        if self.earlier_texts.len() >= MAX_EARLIER {
            self.earlier_texts.remove(0);
        }
        self.earlier_texts.push(text);
    }

    /// Tells the reader about an edition that was just made: where it is, and that it can be removed.
    pub(super) fn report_own_edition(&mut self, path: &Path) {
        let is_it = |recent: &Recent| recent.copy.is_none() && recent.edition.folder() == Some(path);
        let known = self.saved_state.recent.iter().any(is_it);
        if self.is_own_edition(path) && !known {
            self.notify(Notice::quiet(format!(
                "Kept as an edition of your own: {}. “Remove this edition of your own” in the menu takes it away again.",
                path.display()
            )));
        }
    }
}
