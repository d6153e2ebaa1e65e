//! Why something could not be opened: an edition, a text, a copy or a statement.

use std::path::PathBuf;

use crate::import::ImportError;
use crate::model::progress::Cancelled;
use crate::state::{Loaded, Opened, TextSource};
use crate::storage::{CreateError, DocumentError, ReadFileError};

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
        source: TextError,
    },
    /// A stored copy, a statement or the folder of a new edition could not be read or written.
    #[error("{}\n{source}", Opened::failed(path.as_deref()))]
    File {
        /// The file or folder.
        path: Option<PathBuf>,
        /// Why not.
        source: TextError,
    },
    /// The user has no data folder, so a new edition cannot be stored.
    #[error("There is no folder to keep an edition in")]
    NoFolder,
}

/// Why a text, a stored copy or a statement could not be read. The message continues one that names the file.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The file could not be read.
    #[error(transparent)]
    Read(#[from] ReadFileError),
    /// The file could not be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The user cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// A stored copy of this text must not be overwritten, since a newer program wrote it or it cannot be read.
    #[error(transparent)]
    Copy(#[from] DocumentError),
    /// The stored copy does not exist.
    #[error("it is not there any more")]
    NoCopy,
    /// The stored copy is damaged and has no backup. Holds the whole message.
    #[error("{0}")]
    DamagedCopy(String),
    /// The edition at the copy's path has another id than the copy's edition.
    #[error("it is a copy of another edition's article than the one that is there now")]
    OtherEdition,
    /// A new edition could not be written.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The file of a statement is a book. Holds the number of chapters.
    #[error(
        "this is a book of {0} chapters and no statement; open it as an article to read one of them, and paste the passage you mean here"
    )]
    BookNotStatement(usize),
}
