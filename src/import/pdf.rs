//! PDF, which is not supported.
//!
//! The Rust libraries that extract text from PDF panic or never return on damaged files, and a thread that hangs cannot
//! be stopped. Until one is sound, the error says what to do instead.

use super::ImportError;

/// Returns the error for a PDF file.
pub(super) fn error(bytes: &[u8]) -> ImportError {
    let is_encrypted = bytes.len() < 64 << 20 && memchr::memmem::find(bytes, b"/Encrypt").is_some();
    ImportError::unreadable(if is_encrypted {
        "PDF files cannot be read, and this one is protected as well; copy its text from a PDF reader and paste it"
    } else {
        "PDF files cannot be read; copy the text from a PDF reader and paste it, or import a web page or Word file of it"
    })
}
