//! Disk to model: an edition's folder read, checked and its problems given a line and a column.
//!
//! [`load`] reads a folder, [`shipped`] the edition inside the program, [`load_texts`] texts in memory. All three are
//! the same code. Files are parsed side by side, and each text is dropped when it is parsed; the
//! places of values are looked up only when there is a problem to place, so a clean edition pays nothing for them.

mod brief;
mod by_hand;
mod create;
mod diagnose;
mod example;
pub mod faces;
mod fault;
mod folder;
mod formats;
pub mod keep;
mod load;
mod locate;
mod parse;
mod plan;
mod put;
mod read;
mod round;
mod shipped;
pub mod spans;
mod together;

pub use brief::{looks_like_a_brief, open_brief};
pub use by_hand::{ByHand, create_by_hand, read_by_hand, write_by_hand};
pub use create::{CreateError, create, edition_text, today};
pub use fault::{Fault, FileFault, LoadError};
pub use formats::{create_round_format, open_round_format, round_format, round_formats, round_formats_in};
pub use load::{Loaded, load, load_texts, load_without_check};
pub use locate::{Located, locate};
pub use put::{PutError, is_there, put};
pub use read::read_file;
pub use round::{looks_like_a_round, open_round};
pub use shipped::{shipped, shipped_without_check};
pub use together::{Shared, Together};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;
