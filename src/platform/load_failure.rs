//! Why something could not be opened: an edition, a text, a copy or a statement.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::state::{Loaded, Opened, TextSource};
use crate::storage::EditionLocation;

use super::open::OpenError;

/// The result of loading an edition, a copy, a text or a statement.
pub type LoadResult = Result<Box<Loaded>, LoadFailure>;

/// Why nothing was loaded. Except for [`LoadFailure::NoFolder`], the first line of the message names what was to be
/// loaded, and the next lines say why it failed.
#[derive(Debug, thiserror::Error)]
pub enum LoadFailure {
    /// An edition could not be opened.
    #[error(transparent)]
    Edition(#[from] OpenError),
    /// A text could not be read or set beside the edition.
    #[error("{}\n{source}", text.failed())]
    Text {
        /// Where the text comes from.
        text: TextSource,
        /// Why not.
        source: FileError,
    },
    /// A stored copy, a statement or the folder of a new edition could not be read or written.
    #[error("{}\n{source}", failed(path.as_deref()))]
    File {
        /// The file or folder; `None` of a copy when nothing is stored.
        path: Option<PathBuf>,
        /// Why not.
        source: FileError,
    },
    /// The user has no data folder, so a new edition cannot be stored.
    #[error("There is no folder to keep an edition in")]
    NoFolder,
}

/// Returns the first line of the message about a file.
fn failed(path: Option<&Path>) -> String {
    match path {
        Some(path) => Opened::failed(&EditionLocation::Folder(path.to_owned())),
        None => "Could not open your copy".to_owned(),
    }
}

/// Why a text, a stored copy or a statement could not be read, or an edition written: the message continues one that
/// names the file. Nobody tells the causes apart.
pub type FileError = Box<dyn Error + Send + Sync>;
