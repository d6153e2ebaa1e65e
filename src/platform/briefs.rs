//! The reader's layer and briefs: read and written in their folders, sent out and taken in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::export::brief::{RichText, rich_text, write};
use crate::import::read_brief_docx;
use crate::import::sources::parse_sources;
use crate::model::{Brief, Layer};
use crate::state::annotations::AnnotationAction;
use crate::state::brief::BriefAction;
use crate::state::{Action, BriefExport, Notice};
use crate::storage::{self, atomic_file, open_brief, read_file, write_export};

use super::open::expand_home;
use super::save_worker::Job;
use super::{Message, Platform, thread};

/// Briefs that are listed.
const MOST_LISTED: usize = 500;

impl Platform {
    /// Reads the reader's layer on an edition, after what waits to be written of it.
    pub fn load_layer(&self, edition: String) {
        match Self::file_of(self.layers.as_ref(), &edition) {
            Some(path) => self.save(Some(&path), || Job::ReadLayer(edition)),
            None => self.send(Action::Annotations(AnnotationAction::Loaded(edition, Ok(None)))),
        }
    }

    /// Hands a layer over to be kept within half a second, beside what another window has written.
    pub fn save_layer(&self, layer: Arc<Layer>, base: Arc<Layer>) {
        let path = Self::file_of(self.layers.as_ref(), &layer.edition);
        self.save(path.as_ref(), || Job::Layer(layer, base));
    }

    /// Reads a brief, after what waits to be written of it, and which others there are.
    pub fn load_brief(&self, key: String) {
        match Self::file_of(self.briefs.as_ref(), &key) {
            Some(path) => self.save(Some(&path), || Job::ReadBrief(key)),
            None => self.send(Action::Brief(BriefAction::Loaded(key, Ok(None)))),
        }
    }

    /// Puts a brief away, and tells which are left.
    pub fn remove_brief(&self, key: &str) {
        self.remove_document(Self::file_of(self.briefs.as_ref(), key));
        let left = self.briefs.as_deref().map_or_else(Vec::new, titled_in);
        self.send(Action::Brief(BriefAction::Listed(left)));
    }

    /// A rename takes no time, so it is done at once, and what is listed afterwards is true.
    pub(super) fn remove_document(&self, path: Option<PathBuf>) {
        let Some(path) = path else { return };
        self.send(Action::Notify(match atomic_file::remove(&path) {
            Ok(to) => Notice::quiet(format!("Removed. You can bring it back from: {}", to.display())),
            Err(error) => Notice::fault(format!("It was not removed: {error}")),
        }));
    }

    fn send(&self, action: Action) {
        let _ = self.sender.send(Message::action(action));
    }

    /// Hands a brief over to be kept within half a second, beside what another window has written.
    pub fn save_brief(&self, key: &str, brief: Arc<Brief>, base: Arc<Brief>) {
        let path = Self::file_of(self.briefs.as_ref(), key);
        self.save(path.as_ref(), || Job::Brief(key.to_owned(), brief, base));
    }
}

impl Platform {
    /// Writes a brief in a form on a thread.
    pub fn write_brief(&self, export: BriefExport, path: PathBuf, overwrite: bool, wake: impl Fn() + Send + 'static) {
        let (sender, path) = (self.sender.clone(), expand_home(path));
        thread("write the brief", move || {
            let BriefExport { key, brief, form } = export;
            let made = write(&brief, form).map_err(|error| error.to_string());
            let done = made.and_then(|bytes| write_export(&path, &bytes, overwrite).map_err(|error| error.to_string()));
            let notice = match done {
                Ok(()) => {
                    let _ = sender.send(Message::action(Action::Brief(BriefAction::Exported(key))));
                    Notice::quiet(format!("Saved: {}", path.display()))
                }
                Err(fault) => Notice::fault(format!("The brief was not saved: {fault}")),
            };
            let _ = sender.send(Message::action(Action::Notify(notice)));
            wake();
        });
    }

    /// Reads a Word file with cards or another brief on a thread, to take its entries.
    pub fn take_cards(&self, path: PathBuf, brief: String, wake: impl Fn() + Send + 'static) {
        let (sender, path) = (self.sender.clone(), expand_home(path));
        thread("read the cards", move || {
            for action in taken(&path, &brief) {
                let _ = sender.send(Message::action(action));
            }
            wake();
        });
    }

    /// Puts a brief on the clipboard with its look; what could not be done is left to the plain text that is returned.
    pub fn copy_rich(&mut self, brief: &Brief) -> Option<String> {
        let RichText { html, plain } = rich_text(brief);
        if self.clipboard.is_none() {
            self.clipboard = arboard::Clipboard::new().ok();
        }
        let set = self.clipboard.as_mut().map(|clipboard| clipboard.set().html(html, Some(plain.clone())));
        if matches!(set, Some(Ok(()))) { None } else { Some(plain) }
    }
}

/// What came of a file with cards.
fn taken(path: &Path, key: &str) -> Vec<Action> {
    let fault = |fault: String| vec![Action::Notify(Notice::fault(fault))];
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| ending == "bib" || ending == "json") {
        return sources_of(path).unwrap_or_else(|error| fault(format!("The sources could not be read: {error}")));
    }
    let is_brief = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    let read = if is_brief {
        open_brief(path).map_err(|error| error.to_string())
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = read_file(path, storage::MAX_FILE_BYTES as usize);
        let bytes = bytes.map_err(|error| format!("{error}: {}", path.display()));
        bytes.and_then(|bytes| read_brief_docx(&name, &bytes).map_err(|error| format!("{error}: {}", path.display())))
    };
    match read {
        Ok((brief, remarks)) => {
            let mut actions = vec![Action::Brief(BriefAction::Import(key.to_owned(), Box::new(brief)))];
            if !remarks.is_empty() {
                actions.push(Action::Notify(Notice::quiet(format!("Of the file: {}", remarks.join("; ")))));
            }
            actions
        }
        Err(error) => fault(format!("The cards could not be read: {error}")),
    }
}

/// Sources of a BibLaTeX or CSL-JSON file, for the reader's layer.
fn sources_of(path: &Path) -> Result<Vec<Action>, String> {
    let bytes =
        read_file(path, storage::MAX_FILE_BYTES as usize).map_err(|error| format!("{error}: {}", path.display()))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("expected text in UTF-8: {}", path.display()))?;
    let (sources, remarks) = parse_sources(&text).map_err(|error| format!("{error}: {}", path.display()))?;
    let mut actions = vec![Action::Annotations(AnnotationAction::Sources(sources))];
    if !remarks.is_empty() {
        actions.push(Action::Notify(Notice::quiet(format!("Of the file: {}", remarks.join("; ")))));
    }
    Ok(actions)
}

/// The names and titles of the files in a folder.
pub(super) fn titled_in(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let briefs =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "ron"));
    let mut found: Vec<(String, String)> = briefs.take(MOST_LISTED).filter_map(|path| titled(&path)).collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found
}

fn titled(path: &Path) -> Option<(String, String)> {
    let key = path.file_stem()?.to_str()?.to_owned();
    let title = atomic_file::title_of(path)?;
    Some((key, title))
}
