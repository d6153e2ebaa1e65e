//! The bytes of a file of any kind, within a bound.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Reads a file of at most so many bytes.
///
/// # Errors
/// A sentence without the path, when there is no such file, it is none, the system does not let us, or it is too large.
pub fn read_file(path: &Path, most: usize) -> Result<Vec<u8>, String> {
    let refused = |error: std::io::Error| format!("expected a file that can be read, but {error}");
    let file = File::open(path).map_err(refused)?;
    let meta = file.metadata().map_err(refused)?;
    if !meta.is_file() {
        let found = if meta.is_dir() { "a folder" } else { "something else" };
        return Err(format!("expected a file, but this is {found}"));
    }
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let too_large = |bytes: u64| {
        let (most, found) = (most >> 20, bytes >> 20);
        format!("expected at most {most} MB, but this file has {found} MB or more; take a part of it")
    };
    if meta.len() > most {
        return Err(too_large(meta.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0) + 1);
    // One byte more than is wanted, so that a file that grew is found out.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(refused)?;
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if read > most { Err(too_large(read)) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::read_file;

    #[test]
    fn a_file_is_read_whole_or_it_is_said_why_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("text");
        std::fs::write(&path, "four").unwrap();
        assert_eq!(read_file(&path, 4).unwrap(), b"four");
        assert!(read_file(&path, 3).unwrap_err().starts_with("expected at most 0 MB"));
        assert_eq!(read_file(dir.path(), 9).unwrap_err(), "expected a file, but this is a folder");
        assert!(read_file(&dir.path().join("none"), 9).unwrap_err().starts_with("expected a file that can be read"));
    }
}
