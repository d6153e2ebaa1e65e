//! Editions from the disk, or from inside the program.

use std::path::{Path, PathBuf};

use directories::BaseDirs;

use crate::state::Opened;
use crate::storage;

/// Reads an edition: from a path, or the one inside the program. It is checked later, off the frame.
///
/// # Errors
/// [`Opened::failed`] on a line, then every fault that kept it from being read.
pub fn open(path: Option<&Path>) -> Result<Opened, String> {
    let path = path.map(whole);
    let folder = path.as_deref().map(folder_of);
    let loaded = match &path {
        Some(path) => storage::load_without_check(path),
        None => storage::shipped_without_check(),
    };
    match loaded {
        Ok(loaded) => Ok(Opened { edition: loaded.edition, path: folder }),
        Err(error) => Err(format!("{}\n{error}", Opened::failed(folder.as_deref()))),
    }
}

/// The path from the root on, so that it means the same at the next start.
pub fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.components().collect())
}

fn folder_of(path: &Path) -> PathBuf {
    let file = path.file_name().is_some_and(|name| name == "edition.ron") && !path.is_dir();
    path.parent().filter(|_| file).unwrap_or(path).to_owned()
}

/// A path as a person types it: `~` is the home folder.
pub(super) fn at_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::at_home;

    #[test]
    fn a_path_that_begins_with_a_tilde_begins_at_home() {
        let home = directories::BaseDirs::new().unwrap().home_dir().to_owned();
        assert_eq!(at_home("~/flow.xlsx".into()), home.join("flow.xlsx"));
        assert_eq!(at_home("/tmp/~/flow.xlsx".into()), std::path::Path::new("/tmp/~/flow.xlsx"));
    }
}
