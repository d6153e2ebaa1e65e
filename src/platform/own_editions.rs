//! The editions that the user makes from texts: writing them to folders and under ids of their own, and removing them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::import::Imported;
use crate::model::check::used_sources;
use crate::model::slug::slug;
use crate::model::{Edition, EditionHead, FORMAT, MAX_PLANS};
use crate::state::copy::is_key_of;
use crate::state::{Action, Loaded, ReadError};
use crate::storage::{self, CreateError, REMOVED_EDITIONS, atomic_file};

use super::Platform;
use super::load_failure::{LoadFailure, LoadResult};

/// The number of ids that are tried for a new edition.
const MAX_TRIED: usize = 1000;

/// What is stored under the ids of editions. A new edition with one of these ids would share the place, the highlights
/// or the copies of another.
#[derive(Debug, Default)]
pub struct UsedIds {
    /// The ids that the window knows: of its edition, and of those whose place is saved.
    known: BTreeSet<String>,
    /// The folders of layers, plans and lessons, which are named after ids.
    documents: Vec<PathBuf>,
    /// The folder of the copies.
    copies: Option<PathBuf>,
}

impl UsedIds {
    /// Returns whether something is stored under an id, or an edition of this id comes with the program.
    fn contains(&self, id: &str) -> bool {
        let has_document = |folder: &PathBuf| {
            (1..=MAX_PLANS).any(|number| {
                let path = storage::document_path(folder, &storage::plan_key(id, number));
                storage::is_taken(&path) || storage::is_taken(&atomic_file::backup_of(&path))
            })
        };
        storage::is_built_in(id)
            || self.known.contains(id)
            || self.documents.iter().any(has_document)
            || self.has_copy(id)
    }

    fn has_copy(&self, id: &str) -> bool {
        let files = self.copies.iter().filter_map(|copies| std::fs::read_dir(copies).ok()).flatten().flatten();
        files.map(|file| file.path()).any(|path| path.file_stem().is_some_and(|n| is_key_of(&n.to_string_lossy(), id)))
    }
}

impl Platform {
    /// Writes a text as a new edition, and loads it. `known` are ids that it does not get.
    pub fn make_edition(&mut self, title: String, text: Imported, known: BTreeSet<String>) {
        self.create_edition(title, known, |title| edition_of_text(title, text));
    }

    /// Writes a copy with its notes as a new edition, and loads it. `known` are ids that it does not get.
    pub fn keep_edition(&mut self, title: String, edition: Arc<Edition>, known: BTreeSet<String>) {
        self.create_edition(title, known, move |title| edition_of_copy(title, &edition));
    }

    fn create_edition(
        &mut self,
        title: String,
        known: BTreeSet<String>,
        make: impl FnOnce(String) -> Edition + Send + 'static,
    ) {
        let documents = ["layers", "plans", "lessons"].into_iter().filter_map(|kind| self.folder(kind)).collect();
        let used = UsedIds { known, documents, copies: self.folder("copies") };
        let (folder, name) = (self.own_editions(), title.clone());
        self.start_load(&name, move |_, _| match folder {
            Some(folder) => write_edition(&folder, &make(title), &used),
            None => Err(LoadFailure::NoFolder),
        });
    }

    /// Returns the folder of the editions that the user makes from texts; `None` when nothing is stored.
    pub fn own_editions(&self) -> Option<PathBuf> {
        self.folder("editions")
    }

    /// Moves the folder of an edition that the user made to a folder beside the others. The result comes as
    /// [`Action::EditionRemoved`].
    pub fn remove_edition(&self, path: PathBuf) {
        let result = storage::remove_edition(&path).map_err(ReadError::new);
        self.outbox.post(Action::EditionRemoved { path, result });
    }
}

/// Returns an edition of a text, without notes.
fn edition_of_text(title: String, text: Imported) -> Edition {
    let mut head = text.into_edition_head(&title, storage::today());
    // The reader's title names the edition. What the file calls the work stays in the credit.
    head.id = slug(&title).unwrap_or_else(|| "article".to_owned());
    head.title = title;
    Edition::new(head, Vec::new(), Vec::new())
}

/// Returns an edition of a copy with its notes.
fn edition_of_copy(title: String, edition: &Edition) -> Edition {
    let id = slug(&title).unwrap_or_else(|| "article".to_owned());
    // The text may have what the format of the edition that it was read beside has not, such as list items.
    let head = EditionHead { format: FORMAT, id, title, revision: storage::today(), ..edition.head().clone() };
    // The sources of notes that have no place in the copy stay behind with them.
    let used_sources = used_sources(edition);
    let sources = edition.sources().iter().filter(|source| used_sources.contains(&source.id)).cloned().collect();
    Edition::new(head, edition.perspectives().to_vec(), sources)
}

/// Writes an edition to a new folder in `parent`, and opens it. It gets an id of its own, under which nothing is stored
/// yet: that of its title, or else with a number. An existing edition is not overwritten.
fn write_edition(parent: &Path, edition: &Edition, used: &UsedIds) -> LoadResult {
    let mut head = edition.head().clone();
    let numbered =
        |number: usize| if number == 1 { edition.id().to_owned() } else { format!("{}-{number}", edition.id()) };
    let is_free = |id: &String| {
        let folders = [parent.join(id), parent.join(REMOVED_EDITIONS).join(id)];
        !folders.iter().any(|folder| storage::is_taken(folder)) && !used.contains(id)
    };
    let mut last = None;
    for id in (1..=MAX_TRIED).map(numbered).filter(is_free) {
        let folder = parent.join(&id);
        head.id = id;
        match storage::create_edition(&folder, &head, edition.perspectives(), edition.sources()) {
            Ok(_) => return Ok(Box::new(Loaded::Edition(Box::new(super::open(Some(&folder))?)))),
            // Another window has just made it.
            Err(error @ (CreateError::Exists { .. } | CreateError::Taken { .. })) => last = Some((folder, error)),
            Err(error) => return Err(LoadFailure::File { path: Some(folder), source: error.into() }),
        }
    }
    let folder = parent.join(edition.id());
    let (path, error) = last.unwrap_or_else(|| (folder.clone(), CreateError::Exists { path: folder }));
    Err(LoadFailure::File { path: Some(path), source: error.into() })
}
