//! Files on the disk: editions, the user's documents, settings and exports.
//!
//! [`load`] reads an edition's folder, [`load_built_in`] an edition inside the program, and [`load_texts`] texts in memory;
//! all three share one implementation. An [`EditionLocation`] says which of the first two it is. Files are parsed in parallel, and each text is dropped once it is parsed. Lines
//! and columns are looked up only when there is a problem to locate, so a clean edition costs nothing for them.
//!
//! What the program writes for the user is a [`Document`] in a [`DocumentStore`], on top of [`atomic_file`].
//! [`write_export`] writes the files that the user asks for.

pub mod atomic_file;
mod built_in;
mod create;
mod diagnose;
mod document;
mod document_store;
mod documents;
pub mod faces;
mod fault;
mod folder;
mod load;
mod locate;
mod newer;
mod read_file;
mod related;
mod round_formats;
mod saved_plans;
pub mod spans;
mod write_export;

pub use atomic_file::SaveError;
pub use built_in::{EditionLocation, FIRST_EDITION, built_in_ids, built_in_title, is_built_in};
pub use create::{CreateError, REMOVED_EDITIONS, create, create_edition, edition_text, remove_edition, today};
pub use document::{
    ChosenFileError, Document, DocumentError, OpenedDocument, create_document, open_document, save_document,
};
pub use document_store::{DocumentStore, SavedDocument, document_path};
pub use documents::{
    hand_over_text, looks_like_brief, looks_like_round, open_brief, open_hand_over, open_plan, open_round, plan_key,
};
pub use fault::{Fault, FileFault, LoadError, LocatedProblem};
#[cfg(all(test, feature = "window"))]
pub(crate) use load::HEADS_PARSED;
pub use load::{
    LoadedEdition, load, load_argument, load_at, load_built_in, load_texts, load_without_check, shipped,
    shipped_without_check,
};
pub use read_file::{ReadFileError, read_file};
pub use related::{NamedEdition, related_folders};
pub use round_formats::{CreateFormatError, create_round_format, open_round_format, round_formats, round_formats_in};
pub use saved_plans::{saved_plans, user_folders};
pub use write_export::{WriteExportError, is_taken, write_export};

/// The largest file of an edition in bytes.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
