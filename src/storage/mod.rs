//! Disk to model: an edition's folder read, checked and its problems given a line and a column.
//!
//! [`load`] reads a folder, [`shipped`] the edition inside the program, [`load_texts`] texts in memory. All three are
//! the same code. Files are parsed side by side, and each text is dropped when it is parsed; the
//! places of values are looked up only when there is a problem to place, so a clean edition pays nothing for them.

pub mod atomic_file;
mod create;
mod diagnose;
mod documents;
mod example;
pub mod faces;
mod fault;
mod folder;
mod formats;
mod load;
mod locate;
mod parse;
mod read;
mod shared_document;
mod shipped;
pub mod spans;
mod user_file;
mod write_export;

pub use create::{CreateError, create, edition_text, today};
pub use documents::{looks_like_a_brief, looks_like_a_round, open_brief, open_round};
pub use fault::{Fault, FileFault, LoadError};
pub use formats::{create_round_format, open_round_format, round_format, round_formats, round_formats_in};
pub use load::{Loaded, load, load_texts, load_without_check};
pub use locate::{Located, locate};
pub use read::read_file;
pub use shared_document::{SharedDocument, SharedFiles};
pub use shipped::{shipped, shipped_without_check};
pub use user_file::{UserFile, create_user_file, read_user_file, write_user_file};
pub use write_export::{WriteExportError, is_there, write_export};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;
