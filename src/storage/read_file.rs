//! The bytes of a file of any kind, up to a limit.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Why [`read_file`] failed. The message does not name the path: the caller appends it.
#[derive(Debug, thiserror::Error)]
pub enum ReadFileError {
    /// The file does not exist, or the system refused to open or read it.
    #[error("expected a file that can be read, but {}", io_reason(.0))]
    Io(#[from] io::Error),
    /// The path is a folder.
    #[error("expected a file, but this is a folder")]
    IsFolder,
    /// The path is neither a file nor a folder: a device, a pipe or a socket.
    #[error("expected a file, but this is something else")]
    NotAFile,
    /// The file is larger than the limit.
    #[error("expected at most {} MB, but this file has {} MB or more; take a part of it", max_bytes >> 20, found_bytes >> 20)]
    TooLarge {
        /// The limit.
        max_bytes: u64,
        /// The size of the file, or the number of bytes read before reading stopped.
        found_bytes: u64,
    },
}

/// Returns why the system refused, in words: without the system's own number, which says nothing to a reader.
pub fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_owned()
        }
    }
}

/// Reads a file of at most `max_bytes` bytes.
///
/// # Errors
/// Returns a [`ReadFileError`] when the path is not a readable file, or the file is too large.
pub fn read_file(path: &Path, max_bytes: usize) -> Result<Vec<u8>, ReadFileError> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(ReadFileError::IsFolder);
    }
    if !metadata.is_file() {
        return Err(ReadFileError::NotAFile);
    }
    let max_bytes = u64::try_from(max_bytes).unwrap_or(u64::MAX);
    if metadata.len() > max_bytes {
        return Err(ReadFileError::TooLarge { max_bytes, found_bytes: metadata.len() });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // One byte over the limit, to notice a file that has grown since its size was read.
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    let found_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if found_bytes > max_bytes { Err(ReadFileError::TooLarge { max_bytes, found_bytes }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::{io_reason, read_file};

    #[test]
    fn the_number_of_a_system_error_is_never_shown() {
        for code in 1..100 {
            let words = io_reason(&std::io::Error::from_raw_os_error(code));
            assert!(!words.contains("os error") && !words.is_empty(), "{code}: {words}");
        }
    }

    #[test]
    fn a_file_is_read_whole_or_the_error_says_why_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("text");
        std::fs::write(&path, "four").unwrap();
        assert_eq!(read_file(&path, 4).unwrap(), b"four");
        let error = |path: &std::path::Path, max_bytes| read_file(path, max_bytes).unwrap_err().to_string();
        assert!(error(&path, 3).starts_with("expected at most 0 MB"));
        assert_eq!(error(dir.path(), 9), "expected a file, but this is a folder");
        assert!(error(&dir.path().join("none"), 9).starts_with("expected a file that can be read"));
    }
}
