//! Files on the disk: editions, the user's documents, settings and exports.
//!
//! [`load`] reads an edition's folder, [`shipped`] the edition inside the program, and [`load_texts`] texts in memory;
//! all three share one implementation. Files are parsed in parallel, and each text is dropped once it is parsed. Lines
//! and columns are looked up only when there is a problem to locate, so a clean edition costs nothing for them.
//!
//! Documents that the user may edit ([`UserFile`]) are written by [`write_user_file`] and, when two windows may have
//! them open, by [`SharedFiles`]; both use [`atomic_file`]. [`write_export`] writes the files that the user asks for.

pub mod atomic_file;
mod create;
mod diagnose;
mod documents;
pub mod faces;
mod fault;
mod folder;
mod load;
mod locate;
mod newer;
mod read_file;
mod round_formats;
mod shared_document;
pub mod spans;
mod user_file;
mod write_export;

pub use atomic_file::SaveError;
pub use create::{CreateError, REMOVED_EDITIONS, create, create_edition, edition_text, remove_edition, today};
pub use documents::{looks_like_brief, looks_like_round, open_brief, open_round};
pub use fault::{Fault, FileFault, LoadError, LocatedProblem};
pub use load::{LoadedEdition, load, load_texts, load_without_check, shipped, shipped_without_check};
pub use read_file::{ReadFileError, read_file};
pub use round_formats::{CreateFormatError, create_round_format, open_round_format, round_formats, round_formats_in};
pub use shared_document::{SharedDocument, SharedFiles};
pub use user_file::{UserFile, UserFileError, create_user_file, read_user_file, write_user_file};
pub use write_export::{WriteExportError, is_taken, write_export};

/// The largest file of an edition in bytes.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
