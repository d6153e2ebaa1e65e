//! Files that the program writes and a person may edit: briefs, rounds, lesson plans and annotation layers.
//!
//! When the program overwrites a version that was edited by hand, it copies that version, comments included, to a file
//! beside it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic_file::{self, EXTENSIONS, SaveError, Stored};
use super::write_export::{WriteExportError, write_export};
use super::{ReadFileError, read_file};

/// The number of hand-edited versions kept beside a file; after that the last one is overwritten.
const MAX_HAND_EDITED: usize = 99;

/// A document that is stored as RON in a file which people may edit too.
///
/// ```
/// use parallax::model::Plan;
/// use parallax::storage::{UserFile, read_user_file, write_user_file};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("lamps.ron");
/// assert_eq!(read_user_file::<Plan>(&path)?, None);
/// write_user_file(&path, &Plan::empty("lamps"))?;
/// assert_eq!(read_user_file(&path)?, Some(Plan::empty("lamps")));
/// assert_eq!(Plan::NAME, "plan");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait UserFile: Serialize + DeserializeOwned {
    /// The name of the kind of document in messages: `plan`.
    const NAME: &'static str;
    /// The newest version of the file format that this program reads.
    const FORMAT: u32;
    /// The largest file in bytes; a larger one counts as damaged. 16 MB unless stated otherwise.
    const MAX_BYTES: u64 = 16 * 1024 * 1024;
}

/// Why a [`UserFile`] could not be read or written. The message names the kind of document and the path.
#[derive(Debug, thiserror::Error)]
pub enum UserFileError {
    /// The file is damaged and was renamed.
    #[error("The {name} could not be read: {fault}. It was set aside{}: {}", backup_hint(*has_backup), aside.display())]
    Damaged {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// What is wrong with the file, from the parser.
        fault: String,
        /// Whether the last good version can be read from the `.bak` file.
        has_backup: bool,
        /// The new path of the damaged file.
        aside: PathBuf,
    },
    /// A newer program wrote the file; nothing was read.
    #[error("The {name} was written by a newer Parallax (format {found}, this one knows {known}) and is left as it is: {}", path.display())]
    Newer {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// The format number in the file.
        found: u32,
        /// [`UserFile::FORMAT`].
        known: u32,
        /// The file.
        path: PathBuf,
    },
    /// The file exists but could not be read, or is damaged and could not be renamed.
    #[error("The {name} could not be read ({fault}): {}", path.display())]
    Locked {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// The message of the system.
        fault: String,
        /// The file.
        path: PathBuf,
    },
    /// The file that the user chose could not be read.
    #[error("The {name} could not be read ({source}): {}", path.display())]
    Read {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// Why not.
        source: ReadFileError,
        /// The file.
        path: PathBuf,
    },
    /// The file that the user chose is not UTF-8.
    #[error("expected a {name} as text in UTF-8: {}", path.display())]
    NotUtf8 {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The file that the user chose was written by a newer program.
    #[error("the {name} was written by a newer Parallax (format {found}, this one knows {known}): {}", path.display())]
    ChosenIsNewer {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// The format number in the file.
        found: u32,
        /// [`UserFile::FORMAT`].
        known: u32,
        /// The file.
        path: PathBuf,
    },
    /// The file that the user chose is not RON, or not a document of this kind.
    #[error("{}:{}:{}: error: {}; expected a {name}, as the window writes it", path.display(), source.span.start.line, source.span.start.col, source.code)]
    Syntax {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// The error with its place.
        source: Box<ron::error::SpannedError>,
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote the file in the way; nothing was written.
    #[error("A newer Parallax keeps this {name}; this one changes nothing in it: {}", path.display())]
    NewerInPlace {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The file in the way cannot be read; nothing was written.
    #[error("The {name} could not be read ({fault}), so it is not written over: {}", path.display())]
    LockedInPlace {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// The message of the system.
        fault: String,
        /// The file.
        path: PathBuf,
    },
    /// The document has outgrown [`UserFile::MAX_BYTES`]; nothing was written.
    #[error("The {name} has grown to more than {} MB and is not saved; take something out of it: {}", max_bytes >> 20, path.display())]
    TooLarge {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// [`UserFile::MAX_BYTES`].
        max_bytes: u64,
        /// The file.
        path: PathBuf,
    },
    /// The document could not be serialized or saved.
    #[error("The {name} {source}")]
    Save {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// Why not.
        source: SaveError,
    },
    /// A new file could not be created at the chosen path.
    #[error("The {name} {source}")]
    Create {
        /// [`UserFile::NAME`].
        name: &'static str,
        /// Why not.
        source: WriteExportError,
    },
    /// A new file was asked for, but the path is taken: always [`WriteExportError::Exists`].
    #[error(transparent)]
    Exists(WriteExportError),
}

fn backup_hint(has_backup: bool) -> &'static str {
    if has_backup { "; the version before it is beside it as .bak" } else { "" }
}

/// Reads a document from the user's data folder. `None` means that the file does not exist yet; when only its backup
/// exists, the backup is returned.
///
/// # Errors
/// Returns an error when the file is damaged (it is then renamed), was written by a newer program, or cannot be read.
pub fn read_user_file<T: UserFile>(path: &Path) -> Result<Option<T>, UserFileError> {
    let name = T::NAME;
    match atomic_file::read_within::<T>(path, T::FORMAT, T::MAX_BYTES) {
        Stored::Missing => Ok(None),
        Stored::Intact(value) | Stored::FromBackup(value) => Ok(Some(value)),
        // The backup is not returned: an older version would silently replace the one that was set aside.
        Stored::Damaged { value, aside, fault } => {
            Err(UserFileError::Damaged { name, fault, has_backup: value.is_some(), aside })
        }
        Stored::Newer(found) => Err(UserFileError::Newer { name, found, known: T::FORMAT, path: path.to_owned() }),
        Stored::Locked { fault, .. } => Err(UserFileError::Locked { name, fault, path: path.to_owned() }),
    }
}

/// Reads a document from a file that the user chose. The file is never renamed or changed.
///
/// # Errors
/// Returns an error when the file cannot be read, is not UTF-8, was written by a newer program, or is not a document of
/// this kind; the message of the last has the line and the column.
pub(super) fn open_user_file<T: UserFile>(path: &Path) -> Result<T, UserFileError> {
    let name = T::NAME;
    let max_bytes = usize::try_from(T::MAX_BYTES).unwrap_or(usize::MAX);
    let bytes =
        read_file(path, max_bytes).map_err(|source| UserFileError::Read { name, source, path: path.to_owned() })?;
    let text = String::from_utf8(bytes).map_err(|_| UserFileError::NotUtf8 { name, path: path.to_owned() })?;
    if let Some(found) = atomic_file::format_of(&text).filter(|found| *found > T::FORMAT) {
        return Err(UserFileError::ChosenIsNewer { name, found, known: T::FORMAT, path: path.to_owned() });
    }
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    options.from_str::<T>(&text).map_err(|error| UserFileError::Syntax {
        name,
        source: Box::new(error),
        path: path.to_owned(),
    })
}

/// Writes a document to the user's data folder, atomically. A version that was edited by hand is first copied to
/// `<file>.by-hand-1` and so on, comments included.
///
/// # Errors
/// Returns an error when the existing file was written by a newer program or cannot be read, or when the disk refuses.
pub fn write_user_file<T: UserFile>(path: &Path, value: &T) -> Result<(), UserFileError> {
    let name = T::NAME;
    match atomic_file::read_within::<T>(path, T::FORMAT, T::MAX_BYTES) {
        Stored::Newer(_) => return Err(UserFileError::NewerInPlace { name, path: path.to_owned() }),
        Stored::Locked { fault, .. } => {
            return Err(UserFileError::LockedInPlace { name, fault, path: path.to_owned() });
        }
        Stored::Missing | Stored::Intact(_) | Stored::Damaged { .. } | Stored::FromBackup(_) => {}
    }
    let save_error = |source| UserFileError::Save { name, source };
    let text = to_text(value).map_err(save_error)?;
    if let Ok(old) = fs::read_to_string(path)
        && old != text
        && is_hand_edited::<T>(&old)
    {
        let copy = hand_edited_path(path);
        if let Err(source) = fs::copy(path, &copy) {
            // Do not leave an incomplete copy behind.
            let _ = fs::remove_file(&copy);
            return Err(save_error(SaveError::Disk { source, path: path.to_owned() }));
        }
    }
    atomic_file::write(path, &text).map_err(save_error)
}

/// Writes a document to a new file. An existing file is not overwritten.
///
/// # Errors
/// Returns an error when the path is taken, or the disk refuses.
pub fn create_user_file<T: UserFile>(path: &Path, value: &T) -> Result<(), UserFileError> {
    let name = T::NAME;
    let text = to_text(value).map_err(|source| UserFileError::Save { name, source })?;
    write_export(path, text.as_bytes(), false).map_err(|source| match source {
        WriteExportError::Exists { .. } => UserFileError::Exists(source),
        WriteExportError::Disk { .. } | WriteExportError::NoFolder { .. } => UserFileError::Create { name, source },
    })
}

/// Returns the text of a document's file: a comment for the person who opens it, then the RON.
pub(super) fn to_text<T: UserFile>(value: &T) -> Result<String, SaveError> {
    let comment = format!(
        "// Parallax writes this file anew when the {} is changed in the window. \
         A version that was written by hand is kept beside it as .by-hand-1, .by-hand-2 and so on.",
        T::NAME
    );
    Ok(format!("{comment}\n{}", atomic_file::to_ron(value)?))
}

/// Whether a text differs from what this program would write for the same document.
fn is_hand_edited<T: UserFile>(text: &str) -> bool {
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    let rewritten = options.from_str::<T>(text).ok().and_then(|value| to_text(&value).ok());
    rewritten.as_deref() != Some(text)
}

/// Returns the first free path for a hand-edited version of a file: `<file>.by-hand-1` and so on.
fn hand_edited_path(path: &Path) -> PathBuf {
    let numbered = |number: usize| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".by-hand-{number}"));
        path.with_file_name(name)
    };
    (1..MAX_HAND_EDITED).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| numbered(MAX_HAND_EDITED))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{read_user_file, write_user_file};
    use crate::model::{Plan, Step};

    #[test]
    fn a_plan_is_read_back_and_a_hand_edited_one_is_kept_with_its_comments() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plans").join("lamps.ron");
        assert_eq!(read_user_file::<Plan>(&path).unwrap(), None);
        let mut plan = Plan { steps: vec![Step::on("p2".into())], ..Plan::empty("lamps") };
        write_user_file(&path, &plan).unwrap();
        assert_eq!(read_user_file(&path).unwrap(), Some(plan.clone()));
        assert!(fs::read_to_string(&path).unwrap().starts_with("// Parallax writes this file anew"));
        let edited = "(format: 1, edition: \"lamps\",\n  // The quick one first.\n  steps: [(on: \"p1\", minutes: 3)])";
        fs::write(&path, edited).unwrap();
        assert_eq!(read_user_file::<Plan>(&path).unwrap().unwrap().steps[0].minutes, Some(3.0));
        write_user_file(&path, &plan).unwrap();
        assert_eq!(fs::read_to_string(path.with_file_name("lamps.ron.by-hand-1")).unwrap(), edited);
        plan.steps.clear();
        write_user_file(&path, &plan).unwrap();
        assert!(!path.with_file_name("lamps.ron.by-hand-2").exists(), "the program's own version is not kept");
    }

    #[test]
    fn a_damaged_plan_is_set_aside_and_reported_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        fs::write(&path, "(format: 1, edition: \"e\",\n  stepz: [])").unwrap();
        let message = read_user_file::<Plan>(&path).unwrap_err().to_string();
        assert!(message.contains("2:") && message.contains("stepz") && message.contains("set aside"), "{message}");
        write_user_file(&path, &Plan::empty("e")).unwrap();
        write_user_file(&path, &Plan { steps: vec![Step::on("p1".into())], ..Plan::empty("e") }).unwrap();
        fs::write(&path, "(format: 1, edition: \"e\", steps: [(on: \"p1\", mode: Blind)])").unwrap();
        let message = read_user_file::<Plan>(&path).unwrap_err().to_string();
        assert!(message.contains("mode") && message.contains(".bak"), "an older plan is not silently used: {message}");
        fs::write(&path, "(format: 9, shape: Round)").unwrap();
        let message = write_user_file(&path, &Plan::empty("e")).unwrap_err().to_string();
        assert!(message.contains("newer Parallax"), "{message}");
    }
}
