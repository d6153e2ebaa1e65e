//! Opening editions from the disk or from inside the program.

use std::path::{Path, PathBuf};

use directories::BaseDirs;

use crate::state::Opened;
use crate::storage::{self, LoadError};

/// Why an edition could not be opened. The first line of the message names the edition ([`Opened::failed`]); each fault
/// follows on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}\n{source}", Opened::failed(path.as_deref()))]
pub struct OpenError {
    /// The folder of the edition, or the path that was given; `None` for the edition inside the program.
    pub path: Option<PathBuf>,
    /// Why it could not be loaded.
    pub source: LoadError,
}

/// Loads the edition at a path, or the one inside the program, without checking it.
///
/// # Errors
/// Returns an [`OpenError`] when the edition cannot be loaded.
pub fn open(path: Option<&Path>) -> Result<Opened, OpenError> {
    let path = path.map(absolute);
    let folder = path.as_deref().map(folder_of);
    let loaded = match &path {
        Some(path) => storage::load_without_check(path),
        None => storage::shipped_without_check(),
    };
    match loaded {
        Ok(loaded) => Ok(Opened { edition: loaded.edition, path: folder }),
        Err(source) => Err(OpenError { path: folder, source }),
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
