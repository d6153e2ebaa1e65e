//! Loading what the user opens: editions, texts, copies and statements.

use std::path::{Path, PathBuf};

use crate::model::progress::Progress;
use crate::state::{Action, Loaded, ReadError, TextBase, TextRequest};

use super::jobs::Slot;
use super::load_failure::LoadResult;
use super::{Platform, absolute, open, texts};

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

    /// Loads the edition inside the program.
    pub fn load_shipped(&mut self) {
        let read =
            |_: Option<&Path>, _: &Progress| -> LoadResult { Ok(Box::new(Loaded::Edition(Box::new(open(None)?)))) };
        self.start_load("the edition that comes with Parallax", read);
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

    /// Loads a stored copy and its edition. Without a path, the edition is the one inside the program.
    pub fn load_copy(&mut self, edition: Option<PathBuf>, key: String) {
        self.start_load("your copy", move |copies, progress| {
            texts::read_copy(edition.as_deref(), &key, copies, progress)
        });
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
            vec![Action::Reloaded { path, result: result.map_err(ReadError::new) }]
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
            vec![Action::Loaded(read(copies.as_deref(), progress).map_err(ReadError::new))]
        });
    }
}

/// Returns the last component of a path, for messages.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
