//! Reading a file in a foreign format for a command, and its options.

use std::borrow::Cow;
use std::path::Path;

use super::error::{CommandError, NotImported};
use crate::import::{ImportError, MAX_FILE_BYTES};
use crate::storage::read_file;

/// Reads a file and imports it; `read` takes its name and its bytes.
pub(super) fn import_file<T>(
    path: &Path,
    read: impl FnOnce(&str, &[u8]) -> Result<T, ImportError>,
) -> Result<T, CommandError> {
    let bytes = read_file(path, MAX_FILE_BYTES).map_err(|error| CommandError::of_file(error, path))?;
    read(&name_of(path), &bytes).map_err(|source| NotImported { source, path: path.to_owned() }.into())
}

/// Returns the name of a file, as importers see it.
pub(super) fn name_of(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// Converts the number of a chapter, from 1, to an index, from 0.
pub(super) fn chapter_index(number: Option<usize>) -> Result<Option<usize>, CommandError> {
    number
        .map(|number| number.checked_sub(1).ok_or_else(|| CommandError::new("expected a chapter from 1, but found 0")))
        .transpose()
}
