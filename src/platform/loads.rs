//! Loading what the user opens: editions, texts, copies and statements.

use std::path::{Path, PathBuf};

use crate::model::Edition;
use crate::model::progress::Progress;
use crate::state::{Action, Loaded, ReadError, TextBase, TextRequest};
use crate::storage::{EditionLocation, built_in_title, related_folders};

use super::jobs::Slot;
use super::load_failure::LoadResult;
use super::{Platform, absolute, open, open_at, texts};

impl Platform {
    /// Loads an edition or a text, and cancels the load before it. The notes of `base` are carried onto a text.
    pub fn load(&mut self, path: PathBuf, base: TextBase) {
        let path = super::open::expand_home(path);
        if texts::is_edition(&path) {
            self.start_load(&name_of(&path), move |_, _| Ok(Box::new(Loaded::Edition(Box::new(open(Some(&path))?)))));
        } else {
            self.read_text(TextRequest::file(absolute(&path)), base);
        }
    }

    /// Loads the edition inside the program of an id.
    pub fn load_built_in(&mut self, id: String) {
        let name = built_in_title(&id).unwrap_or(&id).to_owned();
        let location = EditionLocation::BuiltIn(id);
        self.start_load(&name, move |_, _| Ok(Box::new(Loaded::Edition(Box::new(open_at(&location)?)))));
    }

    /// Reads a text and carries the notes of `base` onto it. The latest of several refreshes of a preview counts.
    pub fn read_text(&mut self, request: TextRequest, base: TextBase) {
        // Refreshing a preview must not cancel a load that the user asked for, and is of no use then.
        if request.is_refresh && self.jobs.is_running(&Slot::Open) {
            return;
        }
        let slot = if request.is_refresh { Slot::Refresh } else { Slot::Open };
        let name = request.source.name();
        self.load_into(&slot, &name, move |copies, progress| texts::read(request, base, copies, progress));
    }

    /// Loads a stored copy and its edition.
    pub fn load_copy(&mut self, edition: EditionLocation, key: String) {
        self.start_load("your copy", move |copies, progress| texts::read_copy(&edition, &key, copies, progress));
    }

    /// Reads a statement from a file, and cancels the load before it.
    pub fn read_statement(&mut self, path: PathBuf) {
        self.start_load(&name_of(&path), move |_, progress| {
            texts::read_statement(&path, progress).map(|statement| Box::new(Loaded::Statement(statement)))
        });
    }

    /// Reloads the open edition, after its folder has changed.
    pub fn reload(&mut self, path: PathBuf) {
        self.jobs.start(Slot::Reload, move |_| {
            let result: LoadResult =
                open(Some(&path)).map(|opened| Box::new(Loaded::Edition(Box::new(opened)))).map_err(Into::into);
            let related = result.as_deref().ok().and_then(related_of);
            related.into_iter().chain([Action::Reloaded { path, result: result.map_err(ReadError::new) }]).collect()
        });
    }

    /// Starts a load that the user asked for. Its status shows `name`; `read` receives the folder of the copies.
    pub(super) fn start_load(
        &mut self,
        name: &str,
        read: impl FnOnce(Option<&Path>, &Progress) -> LoadResult + Send + 'static,
    ) {
        self.jobs.cancel(&Slot::Refresh);
        self.load_into(&Slot::Open, name, read);
    }

    fn load_into(
        &mut self,
        slot: &Slot,
        name: &str,
        read: impl FnOnce(Option<&Path>, &Progress) -> LoadResult + Send + 'static,
    ) {
        let copies = self.folder("copies");
        self.jobs.start_reported(slot, (format!("Opening {name}"), None), move |progress| {
            let result = read(copies.as_deref(), progress);
            let related = result.as_deref().ok().and_then(related_of);
            related.into_iter().chain([Action::Loaded(result.map_err(ReadError::new))]).collect()
        });
    }
}

/// Looks for the related editions of the edition that was loaded, or that a copy is read beside.
fn related_of(loaded: &Loaded) -> Option<Action> {
    match loaded {
        Loaded::Edition(opened) => find_related(opened.path.as_deref(), &opened.edition),
        Loaded::Copy(copy, edition) => find_related(copy.edition_path.as_deref(), edition),
        Loaded::Text(_) | Loaded::Statement(_) => None,
    }
}

/// Looks for the related editions of one in a folder, in the folders beside it. Returns `None` if it names none.
pub(super) fn find_related(path: Option<&Path>, edition: &Edition) -> Option<Action> {
    let (path, related) = (path?, &edition.head().related);
    let found = || Action::RelatedFound { path: path.to_owned(), editions: related_folders(path, related) };
    (!related.is_empty()).then(found)
}

/// Returns the last component of a path, for messages.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
