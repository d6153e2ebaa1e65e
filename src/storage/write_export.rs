//! A file that the reader asked for, on the disk: whole, or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why a file was not written. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteExportError {
    /// There is one already, and it was not said that it may go.
    #[error("expected a new file, but there is one already, which is left as it is: {path}", path = path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("there is no folder {folder}; make it first, or choose another one: {path}", folder = folder.display(), path = path.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
        /// The file.
        path: PathBuf,
    },
    /// The disk said no.
    #[error("could not be written ({source}): {path}", path = path.display())]
    Disk {
        /// What it said.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
}

/// A new temporary file in a folder, with these bytes in it and on the disk.
///
/// # Errors
/// What the system said, without the name of the temporary file: it means nothing to the reader.
pub(super) fn temporary_in(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Whether anything is at a path already.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Writes a file beside its place and moves it there when it is whole; another file there goes only if `over`.
///
/// # Errors
/// When there is a file already, or the disk refuses.
pub fn write_export(path: &Path, bytes: &[u8], over: bool) -> Result<(), WriteExportError> {
    let disk = |source: io::Error| WriteExportError::Disk { source, path: path.to_owned() };
    if !over && is_there(path) {
        return Err(WriteExportError::Exists { path: path.to_owned() });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(WriteExportError::NoFolder { folder: folder.to_owned(), path: path.to_owned() });
    }
    let file = temporary_in(folder, bytes).map_err(disk)?;
    // Temporary files are the owner's alone; this one is to be as others are.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644)).map_err(disk)?;
    }
    let moved = if over { file.persist(path) } else { file.persist_noclobber(path) };
    match moved {
        Ok(_) => Ok(()),
        Err(error) if !over && error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(WriteExportError::Exists { path: path.to_owned() })
        }
        Err(error) => Err(disk(error.error)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{WriteExportError, write_export};

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, path) = (dir.path().join("nowhere"), dir.path().join("nowhere").join("handout.html"));
        let told = write_export(&path, b"one", false).unwrap_err().to_string();
        assert!(told.starts_with(&format!("there is no folder {}; ", folder.display())), "{told}");
        assert!(told.ends_with(&format!(": {}", path.display())), "{told}");
    }

    #[test]
    fn a_file_that_is_there_is_left_unless_it_may_go() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("handout.html");
        write_export(&path, b"one", false).unwrap();
        assert!(matches!(write_export(&path, b"two", false), Err(WriteExportError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_export(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let nowhere = dir.path().join("nowhere").join("handout.html");
        assert!(matches!(write_export(&nowhere, b"one", true), Err(WriteExportError::NoFolder { .. })));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no half file is left");
    }
}
