//! Opening editions from the disk or from inside the program.

use std::path::{Path, PathBuf};

use directories::BaseDirs;

use crate::state::Opened;
use crate::storage::{self, EditionLocation, LoadError};

/// Why an edition could not be opened. The first line of the message names the edition ([`Opened::failed`]); each fault
/// follows on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}\n{source}", Opened::failed(location))]
pub struct OpenError {
    /// Where the edition was looked for.
    pub location: EditionLocation,
    /// Why it could not be loaded.
    pub source: LoadError,
}

/// Loads the edition at a path, or the first one inside the program, without checking it.
///
/// # Errors
/// Returns an [`OpenError`] when the edition cannot be loaded.
pub fn open(path: Option<&Path>) -> Result<Opened, OpenError> {
    open_at(&path.map_or_else(EditionLocation::default, |path| EditionLocation::Folder(path.to_owned())))
}

/// Loads the edition at a location without checking it. Its folder may be given by the edition.ron in it.
///
/// # Errors
/// As [`open`].
pub fn open_at(location: &EditionLocation) -> Result<Opened, OpenError> {
    let path = location.folder().map(absolute);
    let folder = path.as_deref().map(folder_of);
    match storage::load_at(&path.map_or_else(|| location.clone(), EditionLocation::Folder)) {
        Ok(loaded) => Ok(Opened { edition: loaded.edition, path: folder }),
        Err(source) => {
            Err(OpenError { location: folder.map_or_else(|| location.clone(), EditionLocation::Folder), source })
        }
    }
}

/// Returns the absolute path, which means the same at the next start, without `.` components. Links are not followed.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.components().collect())
}

/// Returns the folder of an edition, given its path or that of its edition.ron.
fn folder_of(path: &Path) -> PathBuf {
    let is_file = path.file_name().is_some_and(|name| name == "edition.ron") && !path.is_dir();
    path.parent().filter(|_| is_file).unwrap_or(path).to_owned()
}

/// Expands a leading `~` in a path that the user typed to the home folder.
pub(super) fn expand_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::expand_home;

    #[test]
    fn a_leading_tilde_is_expanded_to_the_home_folder() {
        let home = directories::BaseDirs::new().unwrap().home_dir().to_owned();
        assert_eq!(expand_home("~/flow.xlsx".into()), home.join("flow.xlsx"));
        assert_eq!(expand_home("/tmp/~/flow.xlsx".into()), std::path::Path::new("/tmp/~/flow.xlsx"));
    }
}
