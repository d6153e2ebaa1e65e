//! Writing a file that the user asked for: the whole file, or nothing.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::read_file::io_reason;

/// Why [`write_export`] failed. An existing file is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum WriteExportError {
    /// The path is taken, and overwriting was not allowed.
    #[error("expected a new file, but there is one already, which is left as it is: {path}", path = path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The folder does not exist.
    #[error("there is no folder {folder}; make it first, or choose another one: {path}", folder = folder.display(), path = path.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
        /// The file.
        path: PathBuf,
    },
    /// The system refused to write the file.
    #[error("could not be written ({}): {path}", io_reason(source), path = path.display())]
    Disk {
        /// The error of the system.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
}

/// Creates a temporary file in a folder and writes and flushes these bytes to the disk.
///
/// # Errors
/// Returns the error of the system, without the name of the temporary file, which means nothing to the user.
pub(super) fn temporary_in(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Makes a temporary file, which only its owner may read, readable by everyone, as files usually are.
pub(super) fn set_usual_permissions(file: &tempfile::NamedTempFile) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// Whether the path is taken by a file, a folder or a link, even a link to nothing.
pub fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Writes a file atomically: the bytes go to a temporary file in the same folder, which is then renamed. An existing
/// file is replaced only if `overwrite`.
///
/// ```
/// use parallax::storage::{WriteExportError, write_export};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("handout.html");
/// write_export(&path, b"<p>one</p>", false)?;
/// assert!(matches!(write_export(&path, b"<p>two</p>", false), Err(WriteExportError::Exists { .. })));
/// write_export(&path, b"<p>two</p>", true)?;
/// assert_eq!(std::fs::read(&path)?, b"<p>two</p>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Returns an error when the path is taken and `overwrite` is false, when the folder does not exist, or when the disk
/// refuses.
pub fn write_export(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), WriteExportError> {
    let disk_error = |source: io::Error| WriteExportError::Disk { source, path: path.to_owned() };
    if !overwrite && is_taken(path) {
        return Err(WriteExportError::Exists { path: path.to_owned() });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(WriteExportError::NoFolder { folder: folder.to_owned(), path: path.to_owned() });
    }
    let file = temporary_in(folder, bytes).map_err(disk_error)?;
    set_usual_permissions(&file).map_err(disk_error)?;
    let renamed = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    match renamed {
        Ok(_) => Ok(()),
        Err(error) if !overwrite && error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(WriteExportError::Exists { path: path.to_owned() })
        }
        Err(error) => Err(disk_error(error.error)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{WriteExportError, write_export};

    #[test]
    fn a_missing_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, path) = (dir.path().join("nowhere"), dir.path().join("nowhere").join("handout.html"));
        let message = write_export(&path, b"one", false).unwrap_err().to_string();
        assert!(message.starts_with(&format!("there is no folder {}; ", folder.display())), "{message}");
        assert!(message.ends_with(&format!(": {}", path.display())), "{message}");
    }

    #[test]
    fn an_existing_file_is_replaced_only_when_allowed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("handout.html");
        write_export(&path, b"one", false).unwrap();
        assert!(matches!(write_export(&path, b"two", false), Err(WriteExportError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_export(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let nowhere = dir.path().join("nowhere").join("handout.html");
        assert!(matches!(write_export(&nowhere, b"one", true), Err(WriteExportError::NoFolder { .. })));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no incomplete file is left");
    }
}
