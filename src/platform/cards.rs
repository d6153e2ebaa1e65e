//! Importing cards and sources from a file, and copying a brief to the clipboard.

use std::error::Error;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use crate::export::brief::{RichText, rich_text};
use crate::import::read_brief_docx;
use crate::import::sources::parse_sources;
use crate::model::{Brief, Source};
use crate::state::annotations::AnnotationAction;
use crate::state::brief::BriefAction;
use crate::state::{Action, CardTarget, Notice, is_hand_over};
use crate::storage::{self, open_brief, open_hand_over, read_file};

use super::Platform;
use super::open::expand_home;

/// Why cards or sources could not be imported from a file. Nobody tells the causes apart.
type ImportFileError = Box<dyn Error>;

impl Platform {
    /// Imports cards or sources from a file, for the documents of the target.
    pub fn import_cards(&self, path: PathBuf, target: CardTarget) {
        self.jobs.spawn("read the cards", move || import_file(&expand_home(path), target));
    }

    /// Copies a brief to the clipboard with its formatting. Returns its plain text for the caller to copy when the
    /// system has no clipboard for formatted text.
    pub fn copy_rich(&mut self, brief: &Brief) -> Option<String> {
        let RichText { html, plain } = rich_text(brief);
        self.keep_clipboard();
        let result = self.clipboard.as_mut().map(|clipboard| clipboard.set().html(html, Some(plain.clone())));
        if matches!(result, Some(Ok(()))) { None } else { Some(plain) }
    }

    /// Keeps what has been copied when a window closes: on X11 it is lost with the last part of the program that has the
    /// clipboard open.
    pub fn keep_clipboard(&mut self) {
        if self.clipboard.is_none() {
            self.clipboard = arboard::Clipboard::new().ok();
        }
    }
}

/// Reads a file with sources (`.bib`, `.json`), a hand-over, a brief (`.ron`) or a Word file with cards, and returns the
/// actions that add its content to the documents of the target.
fn import_file(path: &Path, target: CardTarget) -> Vec<Action> {
    let CardTarget { brief, edition } = target;
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let (content, imported) = if extension.is_some_and(|extension| extension == "bib" || extension == "json") {
        let sources = read_sources(path);
        let add = |sources| Action::Annotations(AnnotationAction::Sources(edition, sources));
        ("sources", sources.map(|(sources, warnings)| (add(sources), warnings)))
    } else if is_hand_over(path) {
        let add = |hand_over| Action::Brief(BriefAction::Receive(brief, Box::new(hand_over)));
        ("hand-over", open_hand_over(path).map(|(hand_over, warnings)| (add(hand_over), warnings)).map_err(Into::into))
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
        Err(error) => {
            // The message of a document names it.
            let error = error.to_string();
            let text = match error.strip_prefix("The ") {
                Some(_) => error,
                None => format!("The {content} could not be read: {error}"),
            };
            vec![Action::Notify(Notice::fault(text))]
        }
    }
}

/// Reads the cards of a brief or a Word file. The strings are warnings.
fn read_cards(path: &Path) -> Result<(Brief, Vec<String>), ImportFileError> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron")) {
        return Ok(open_brief(path)?);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = read_bytes(path)?;
    read_brief_docx(&name, &bytes).map_err(|error| with_path(error, path))
}

/// Reads the sources of a BibLaTeX or CSL-JSON file. The strings are warnings.
fn read_sources(path: &Path) -> Result<(Vec<Source>, Vec<String>), ImportFileError> {
    let bytes = read_bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|_| with_path("expected text in UTF-8", path))?;
    parse_sources(&text).map_err(|error| with_path(error, path))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, ImportFileError> {
    read_file(path, storage::MAX_FILE_BYTES as usize).map_err(|error| with_path(error, path))
}

fn with_path(why: impl Display, path: &Path) -> ImportFileError {
    format!("{why}: {}", path.display()).into()
}
