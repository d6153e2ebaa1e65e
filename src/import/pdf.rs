//! PDF: not read, and why.
//!
//! The libraries in Rust that take the text out of a PDF panic or never return on damaged files, and a thread that
//! hangs cannot be ended. Until one is sound, the reader hears what to do instead.

use super::archive::unreadable;
use super::{ImportError, Imported, Wish};
use crate::model::progress::Progress;

/// Says that PDF is not read.
///
/// # Errors
/// Always.
pub(super) fn read(_name: &str, bytes: &[u8], _wish: &Wish, _progress: &Progress) -> Result<Imported, ImportError> {
    let locked = bytes.len() < 64 << 20 && memchr::memmem::find(bytes, b"/Encrypt").is_some();
    Err(unreadable(if locked {
        "PDF files cannot be read, and this one is protected as well; copy its text from a PDF reader and paste it"
    } else {
        "PDF files cannot be read; copy the text from a PDF reader and paste it, or import a web page or Word file of it"
    }))
}
