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
    let texts: Vec<(&str, &str)> = PERSPECTIVES
        .dirs()
        .next()
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)))
        .collect();
    let root = PERSPECTIVES.dirs().next().and_then(|dir| dir.path().to_str()).unwrap_or_default();
    load_folder(Folder::Memory(root, &texts), checked)
}
