//! The file that a command writes.

use std::path::{Path, PathBuf};

use super::error::CommandError;
use crate::storage::{is_taken, write_export};

#[derive(Debug)]
pub(super) struct OutputFile {
    path: PathBuf,
    force: bool,
}

impl OutputFile {
    /// Returns the file at `path`, which is checked before the work rather than after it.
    ///
    /// # Errors
    /// When the path is taken and overwriting is not forced.
    pub(super) fn new(path: PathBuf, force: bool) -> Result<Self, CommandError> {
        if !force && is_taken(&path) {
            let message = "expected a new file, but there is one already; choose another name, or --force";
            return Err(CommandError::of_file(message, &path));
        }
        Ok(Self { path, force })
    }

    pub(super) fn write(self, bytes: &[u8]) -> Result<PathBuf, CommandError> {
        write_export(&self.path, bytes, self.force)?;
        Ok(self.path)
    }
}

/// Returns the path of a file in the current folder, named after an input file.
pub(super) fn named_after(input: &Path, extension: &str) -> PathBuf {
    let mut name = input.file_stem().unwrap_or("brief".as_ref()).to_os_string();
    name.push(".");
    name.push(extension);
    Path::new(".").join(name)
}
