//! The editions inside the program, and where an edition is.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

use super::folder::{EDITION, Folder};
use super::related::title_of;
use super::{Fault, FileFault, LoadError};

/// The folder `perspectives` of the repository: one folder for each edition inside the program, named after its id.
static EDITIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/perspectives");

/// The id of the edition that is opened when no other is asked for. The files of programs that had no other do not name
/// it.
pub const FIRST_EDITION: &str = "pakistan-missile-sanctions";

/// What a saved location of a built-in edition begins with. Saved paths of folders are absolute, so none begins with it.
const PREFIX: &str = "built-in:";

/// Where an edition is. In files it is a path: that of its folder, `built-in:<id>`, or the empty path for the first
/// edition inside the program.
///
/// ```
/// use parallax::storage::EditionLocation;
///
/// assert_eq!(EditionLocation::from(std::path::PathBuf::new()), EditionLocation::default());
/// let saved: std::path::PathBuf = EditionLocation::BuiltIn("indian-case".to_owned()).into();
/// assert_eq!(saved.to_str(), Some("built-in:indian-case"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "PathBuf", into = "PathBuf")]
pub enum EditionLocation {
    /// Inside the program, under this id.
    BuiltIn(String),
    /// In this folder.
    Folder(PathBuf),
}

impl Default for EditionLocation {
    /// Returns the first edition inside the program.
    fn default() -> Self {
        Self::BuiltIn(FIRST_EDITION.to_owned())
    }
}

impl EditionLocation {
    /// Returns what a path from the command line means: an edition's folder, or the id of an edition inside the program
    /// if there is nothing at that path.
    pub fn of_argument(path: &Path) -> Self {
        match path.to_str().filter(|id| is_built_in(id) && std::fs::symlink_metadata(path).is_err()) {
            Some(id) => Self::BuiltIn(id.to_owned()),
            None => Self::Folder(path.to_owned()),
        }
    }

    /// Returns whether this is the first edition inside the program.
    pub fn is_first(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the folder; `None` for an edition inside the program.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::BuiltIn(_) => None,
            Self::Folder(path) => Some(path),
        }
    }
}

impl From<PathBuf> for EditionLocation {
    fn from(path: PathBuf) -> Self {
        match path.to_str() {
            Some("") => Self::default(),
            Some(text) => match text.strip_prefix(PREFIX) {
                Some(id) => Self::BuiltIn(id.to_owned()),
                None => Self::Folder(path),
            },
            None => Self::Folder(path),
        }
    }
}

impl From<EditionLocation> for PathBuf {
    fn from(location: EditionLocation) -> Self {
        match location {
            EditionLocation::BuiltIn(id) if id == FIRST_EDITION => Self::new(),
            EditionLocation::BuiltIn(id) => format!("{PREFIX}{id}").into(),
            EditionLocation::Folder(path) => path,
        }
    }
}

/// Returns the ids of the editions inside the program: the first one, then the others by name.
pub fn built_in_ids() -> &'static [&'static str] {
    static IDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    IDS.get_or_init(|| {
        let is_edition = |dir: &&Dir<'_>| dir.get_file(dir.path().join(EDITION)).is_some();
        let id = |dir: &'static Dir<'_>| dir.path().file_name()?.to_str();
        let mut ids: Vec<&str> = EDITIONS.dirs().filter(is_edition).filter_map(id).collect();
        ids.sort_by_key(|id| (*id != FIRST_EDITION, *id));
        ids
    })
}

/// Returns whether an edition of this id is inside the program.
pub fn is_built_in(id: &str) -> bool {
    built_in_ids().contains(&id)
}

/// Returns the title of an edition inside the program; `None` if there is none of this id. The edition is not parsed for
/// it.
pub fn built_in_title(id: &str) -> Option<&'static str> {
    static TITLES: OnceLock<Vec<String>> = OnceLock::new();
    let titles = TITLES.get_or_init(|| {
        let title = |id: &&str| {
            let text = EDITIONS.get_file(Path::new(id).join(EDITION)).and_then(|file| file.contents_utf8());
            text.and_then(title_of).unwrap_or_else(|| (*id).to_owned())
        };
        built_in_ids().iter().map(title).collect()
    });
    let at = built_in_ids().iter().position(|other| *other == id)?;
    titles.get(at).map(String::as_str)
}

/// Calls a function with the folder of an edition inside the program.
///
/// # Errors
/// Returns an error when there is none of this id.
pub(super) fn with_built_in_folder<R>(
    id: &str,
    work: impl FnOnce(Folder<'_>) -> Result<R, LoadError>,
) -> Result<R, LoadError> {
    let Some(dir) = EDITIONS.get_dir(id).filter(|_| is_built_in(id)) else {
        let fault = FileFault::whole(id.into(), Fault::Missing("an edition inside the program".to_owned()));
        return Err(LoadError { faults: vec![fault], problems: Vec::new() });
    };
    let texts: Vec<(&str, &str)> =
        dir.files().filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?))).collect();
    work(Folder::Memory(id, &texts))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{EditionLocation, FIRST_EDITION, built_in_ids, built_in_title, is_built_in};
    use crate::storage::load_built_in;

    #[test]
    fn each_edition_inside_the_program_is_found_under_its_id_with_its_title() {
        assert_eq!(built_in_ids(), [FIRST_EDITION, "american-case", "indian-case"]);
        for id in built_in_ids() {
            let loaded = load_built_in(id).unwrap();
            assert_eq!(loaded.edition.id(), *id);
            assert_eq!(built_in_title(id), Some(loaded.edition.title()));
        }
        for absent in ["", ".", "README.md", "lamps", "indian-case/", "../perspectives"] {
            assert!(!is_built_in(absent) && built_in_title(absent).is_none(), "{absent}");
            let message = load_built_in(absent).unwrap_err().to_string();
            assert!(message.contains("expected an edition inside the program"), "{message}");
        }
    }

    #[test]
    fn a_location_is_saved_as_a_path_and_read_again() {
        let built_in = |id: &str| EditionLocation::BuiltIn(id.to_owned());
        for (location, saved) in [
            (EditionLocation::default(), ""),
            (built_in("indian-case"), "built-in:indian-case"),
            (built_in("of a newer program"), "built-in:of a newer program"),
            (EditionLocation::Folder("/editions/indian-case".into()), "/editions/indian-case"),
        ] {
            assert_eq!(PathBuf::from(location.clone()), Path::new(saved));
            assert_eq!(EditionLocation::from(PathBuf::from(saved)), location);
        }
    }

    #[test]
    fn an_argument_is_an_id_only_where_there_is_no_such_path() {
        let of = |path: &str| EditionLocation::of_argument(Path::new(path));
        assert_eq!(of("indian-case"), EditionLocation::BuiltIn("indian-case".to_owned()));
        // Tests run in the folder of the package.
        for path in ["perspectives/indian-case", "src", "indian-cases", "./indian-case"] {
            assert_eq!(of(path), EditionLocation::Folder(path.into()), "{path}");
        }
    }
}
