//! The edition inside the program.

use include_dir::{Dir, include_dir};

use super::folder::Folder;
use super::load::load_folder;
use super::{LoadError, Loaded};

static PERSPECTIVES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/perspectives");

/// Reads and checks the edition inside the program, without touching the disk.
///
/// # Errors
/// When it was not whole when the program was built.
pub fn shipped() -> Result<Loaded, LoadError> {
    read(true)
}

/// Reads the edition inside the program and leaves the check for later: the fast way to start.
///
/// # Errors
/// When it was not whole when the program was built.
pub fn shipped_without_check() -> Result<Loaded, LoadError> {
    read(false)
}

fn read(checked: bool) -> Result<Loaded, LoadError> {
    with_folder(|folder| load_folder(folder, checked))
}

/// Does something with the texts inside the program.
pub(super) fn with_folder<R>(work: impl FnOnce(Folder<'_>) -> R) -> R {
    let edition = PERSPECTIVES.dirs().next();
    let texts: Vec<(&str, &str)> = edition
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)))
        .collect();
    let root = edition.and_then(|dir| dir.path().to_str()).unwrap_or_default();
    work(Folder::Memory(root, &texts))
}
