//! The user's layers and briefs on disk: reading and saving them, exporting briefs, and importing cards and sources.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::export::annotations;
use crate::export::brief::{BriefError, RichText, rich_text, write};
use crate::import::sources::{SourcesError, parse_sources};
use crate::import::{ImportError, read_brief_docx};
use crate::model::{Brief, Layer, Source};
use crate::state::annotations::AnnotationAction;
use crate::state::brief::BriefAction;
use crate::state::{Action, AnnotationExport, BriefExport, CardTarget, Notice};
use crate::storage::{
    self, ReadFileError, UserFileError, WriteExportError, atomic_file, open_brief, read_file, write_export,
};

use super::open::expand_home;
use super::save_worker::{Job, ReadJob, WriteJob};
use super::{Message, Platform, spawn};

/// The number of documents in a folder that are listed.
const MAX_LISTED: usize = 500;

/// Why a brief could not be exported.
#[derive(Debug, thiserror::Error)]
enum ExportBriefError {
    /// It could not be encoded.
    #[error(transparent)]
    Encode(#[from] BriefError),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteExportError),
}

/// Why cards or sources could not be imported from a file.
#[derive(Debug, thiserror::Error)]
enum ImportFileError {
    /// The file is not a brief of this program, or cannot be read.
    #[error(transparent)]
    Brief(#[from] UserFileError),
    /// The file cannot be read.
    #[error("{source}: {}", path.display())]
    Read { source: ReadFileError, path: PathBuf },
    /// The Word file has no cards, or is damaged.
    #[error("{source}: {}", path.display())]
    Word { source: ImportError, path: PathBuf },
    /// The file with sources is not text.
    #[error("expected text in UTF-8: {}", path.display())]
    NotUtf8 { path: PathBuf },
    /// The file is neither BibLaTeX nor CSL-JSON.
    #[error("{source}: {}", path.display())]
    Sources { source: SourcesError, path: PathBuf },
}

impl Platform {
    /// Reads the user's layer on an edition, after its pending state is written.
    pub fn load_layer(&self, edition: String) {
        match Self::file_of(self.layers.as_ref(), &edition) {
            Some(path) => self.queue(Some(&path), Job::Read(ReadJob::Layer(edition))),
            None => self.send(Action::Annotations(AnnotationAction::Loaded(edition, Ok(None)))),
        }
    }

    /// Writes the reader's annotations to a file.
    pub fn write_annotations(
        &self,
        export: AnnotationExport,
        path: PathBuf,
        overwrite: bool,
        wake: impl Fn() + Send + 'static,
    ) {
        let (sender, path) = (self.sender.clone(), expand_home(path));
        spawn("write the annotations", move || {
            let AnnotationExport { edition, layer, spots } = export;
            let text = annotations::markdown(&edition, &layer, &spots);
            let notice = match write_export(&path, text.as_bytes(), overwrite) {
                Ok(()) => Notice::quiet(format!("Saved: {}", path.display())),
                Err(error) => Notice::fault(format!("The annotations were not saved: {error}")),
            };
            let _ = sender.send(Message::action(Action::Notify(notice)));
            wake();
        });
    }

    /// Queues a layer, which is written within half a second and merged with what another window has written since it
    /// was `base`.
    pub fn save_layer(&self, edition: &str, layer: Arc<Layer>, base: Arc<Layer>) {
        let path = Self::file_of(self.layers.as_ref(), edition);
        self.queue(path.as_ref(), Job::Write(WriteJob::Layer { ours: layer, base }));
    }

    /// Reads a brief, after its pending state is written, and lists the briefs.
    pub fn load_brief(&self, key: String) {
        match Self::file_of(self.briefs.as_ref(), &key) {
            Some(path) => self.queue(Some(&path), Job::Read(ReadJob::Brief(key))),
            None => self.send(Action::Brief(BriefAction::Loaded(key, Ok(None)))),
        }
    }

    /// Queues a brief, which is written within half a second and merged with what another window has written since it
    /// was `base`.
    pub fn save_brief(&self, key: &str, brief: Arc<Brief>, base: Arc<Brief>) {
        let path = Self::file_of(self.briefs.as_ref(), key);
        self.queue(path.as_ref(), Job::Write(WriteJob::Brief { key: key.to_owned(), ours: brief, base }));
    }

    /// Moves the file of a brief to a folder beside the others, and lists the briefs that are left.
    pub fn remove_brief(&self, key: &str) {
        self.remove_document(Self::file_of(self.briefs.as_ref(), key));
        let left = self.briefs.as_deref().map_or_else(Vec::new, list_titles);
        self.send(Action::Brief(BriefAction::Listed(left)));
    }

    /// Moves the file of a document to a folder beside the others. A rename is fast enough for the main thread, and a
    /// list that is read afterwards is current.
    pub(super) fn remove_document(&self, path: Option<PathBuf>) {
        let Some(path) = path else { return };
        self.send(Action::Notify(match atomic_file::remove(&path) {
            Ok(to) => Notice::quiet(format!("Removed. You can bring it back from: {}", to.display())),
            Err(error) => Notice::fault(format!("It was not removed: {error}")),
        }));
    }

    /// Exports a brief on a thread.
    pub fn write_brief(&self, export: BriefExport, path: PathBuf, overwrite: bool, wake: impl Fn() + Send + 'static) {
        let (sender, path) = (self.sender.clone(), expand_home(path));
        spawn("write the brief", move || {
            let notice = match export_brief(&export, &path, overwrite) {
                Ok(()) => {
                    let _ = sender.send(Message::action(Action::Brief(BriefAction::Exported(export.key))));
                    Notice::quiet(format!("Saved: {}", path.display()))
                }
                Err(error) => Notice::fault(format!("The brief was not saved: {error}")),
            };
            let _ = sender.send(Message::action(Action::Notify(notice)));
            wake();
        });
    }

    /// Imports cards or sources from a file on a thread, for the documents of the target.
    pub fn import_cards(&self, path: PathBuf, target: CardTarget, wake: impl Fn() + Send + 'static) {
        let (sender, path) = (self.sender.clone(), expand_home(path));
        spawn("read the cards", move || {
            for action in import_file(&path, target) {
                let _ = sender.send(Message::action(action));
            }
            wake();
        });
    }

    /// Copies a brief to the clipboard with its formatting. Returns its plain text for the caller to copy when the
    /// system has no clipboard for formatted text.
    pub fn copy_rich(&mut self, brief: &Brief) -> Option<String> {
        let RichText { html, plain } = rich_text(brief);
        if self.clipboard.is_none() {
            self.clipboard = arboard::Clipboard::new().ok();
        }
        let result = self.clipboard.as_mut().map(|clipboard| clipboard.set().html(html, Some(plain.clone())));
        if matches!(result, Some(Ok(()))) { None } else { Some(plain) }
    }
}

fn export_brief(export: &BriefExport, path: &Path, overwrite: bool) -> Result<(), ExportBriefError> {
    let bytes = write(&export.brief, export.form)?;
    Ok(write_export(path, &bytes, overwrite)?)
}

/// Reads a file with sources (`.bib`, `.json`), a brief (`.ron`) or a Word file with cards, and returns the actions
/// that add its content to the documents of the target.
fn import_file(path: &Path, target: CardTarget) -> Vec<Action> {
    let CardTarget { brief, edition } = target;
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let (content, imported) = if extension.is_some_and(|extension| extension == "bib" || extension == "json") {
        let sources = read_sources(path);
        let add = |sources| Action::Annotations(AnnotationAction::Sources(edition, sources));
        ("sources", sources.map(|(sources, warnings)| (add(sources), warnings)))
    } else {
        let cards = read_cards(path);
        let add = |cards| Action::Brief(BriefAction::Import(brief, Box::new(cards)));
        ("cards", cards.map(|(cards, warnings)| (add(cards), warnings)))
    };
    match imported {
        Ok((action, warnings)) if warnings.is_empty() => vec![action],
        Ok((action, warnings)) => {
            vec![action, Action::Notify(Notice::quiet(format!("Of the file: {}", warnings.join("; "))))]
        }
        Err(error) => vec![Action::Notify(Notice::fault(format!("The {content} could not be read: {error}")))],
    }
}

/// Reads the cards of a brief or a Word file. The strings are warnings.
fn read_cards(path: &Path) -> Result<(Brief, Vec<String>), ImportFileError> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron")) {
        return Ok(open_brief(path)?);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = read_bytes(path)?;
    read_brief_docx(&name, &bytes).map_err(|source| ImportFileError::Word { source, path: path.to_owned() })
}

/// Reads the sources of a BibLaTeX or CSL-JSON file. The strings are warnings.
fn read_sources(path: &Path) -> Result<(Vec<Source>, Vec<String>), ImportFileError> {
    let bytes = read_bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|_| ImportFileError::NotUtf8 { path: path.to_owned() })?;
    parse_sources(&text).map_err(|source| ImportFileError::Sources { source, path: path.to_owned() })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, ImportFileError> {
    read_file(path, storage::MAX_FILE_BYTES as usize)
        .map_err(|source| ImportFileError::Read { source, path: path.to_owned() })
}

/// Returns the keys and titles of the documents in a folder, by title.
pub(super) fn list_titles(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "ron"));
    let key_and_title = |path: PathBuf| Some((path.file_stem()?.to_str()?.to_owned(), atomic_file::title_of(&path)?));
    let mut titles: Vec<(String, String)> = files.take(MAX_LISTED).filter_map(key_and_title).collect();
    titles.sort_by(|one, other| one.1.cmp(&other.1));
    titles
}
