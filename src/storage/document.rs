//! The files that the program writes for the user: briefs, rounds, lesson plans, annotation layers, copies, settings.
//!
//! One policy holds for all of them. A damaged file is renamed and its last good copy used; a file that a newer program
//! wrote, or that the system does not let us read, is neither used nor overwritten. When the program overwrites a version
//! that was edited by hand, it copies that version, comments included, to a file beside it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic_file::{self, EXTENSIONS, SaveError, Stored, string_after};
use super::write_export::{WriteExportError, write_export};
use super::{ReadFileError, read_file};

/// The number of hand-edited versions kept beside a file; after that the last one is overwritten.
const MAX_HAND_EDITED: usize = 99;

/// How the comment begins that the program writes above a document.
const COMMENT: &str = "// Parallax writes this file";

/// A document that is stored as RON in a file of its own.
///
/// ```
/// use parallax::model::Plan;
/// use parallax::storage::{Document, open_document, save_document};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("lamps.ron");
/// assert_eq!(open_document::<Plan>(&path)?.value, None);
/// save_document(&path, &Plan::empty("lamps"))?;
/// assert_eq!(open_document(&path)?.value, Some(Plan::empty("lamps")));
/// assert_eq!(Plan::NAME, "plan");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Document: Serialize + DeserializeOwned + Clone + PartialEq {
    /// What it is in messages, after "your": `plan`.
    const NAME: &'static str;
    /// The newest version of the file format that this program reads.
    const FORMAT: u32;
    /// The largest file in bytes; a larger one counts as damaged. 16 MB unless stated otherwise.
    const MAX_BYTES: u64 = 16 * 1024 * 1024;
    /// Whether people edit it: the file then begins with a comment for them, and what they wrote is not overwritten.
    const IS_HAND_EDITED: bool = true;
    /// Merges what another window has written, given the document that both windows know: a three-way merge. `None`:
    /// the last window to write wins.
    const MERGE: Option<fn(&mut Self, base: &Self, theirs: Self)> = None;

    /// The number of bytes at the beginning of a file that [`Self::list_name`] gets.
    const HEAD_BYTES: u64 = 4096;

    /// Returns the name of a document in a list, from the beginning of its file: the first title there, unless stated
    /// otherwise. `None` when there is none.
    fn list_name(head: &str) -> Option<String> {
        string_after(head, "title:").map(|(title, _)| title)
    }

    /// Returns the document with every part within its limits, as the window opens it: a file may be edited by hand.
    #[must_use]
    fn within_limits(self) -> Self {
        self
    }
}

/// A document as its file was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedDocument<T> {
    /// The document; `None` when there is neither a file nor a good copy of it.
    pub value: Option<T>,
    /// What the user is to know about the file, as a whole sentence: it was damaged or missing, and what is used now.
    pub warning: Option<String>,
}

/// Why a [`Document`] in the user's folders could not be read or written. The message names the document and the path.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A newer program wrote the file, which is neither used nor overwritten.
    #[error("A newer Parallax wrote your {name} (format {found}, this one knows {known}). The file is left as it is, and changes are not saved: {}", path.display())]
    Newer {
        /// [`Document::NAME`].
        name: &'static str,
        /// The format number in the file.
        found: u32,
        /// [`Document::FORMAT`].
        known: u32,
        /// The file.
        path: PathBuf,
    },
    /// The file exists but could not be read, or is damaged and could not be renamed.
    #[error("Could not read your {name} ({fault}). The file is left as it is, and changes are not saved: {}", path.display())]
    Locked {
        /// [`Document::NAME`].
        name: &'static str,
        /// The message of the system.
        fault: String,
        /// The file.
        path: PathBuf,
    },
    /// The document has outgrown [`Document::MAX_BYTES`]; nothing was written.
    #[error("Your {name} is larger than {} MB and was not saved; take something out of it: {}", max_bytes >> 20, path.display())]
    TooLarge {
        /// [`Document::NAME`].
        name: &'static str,
        /// [`Document::MAX_BYTES`].
        max_bytes: u64,
        /// The file.
        path: PathBuf,
    },
    /// The document could not be serialized, saved or removed.
    #[error("Your {name} {source}")]
    Save {
        /// [`Document::NAME`].
        name: &'static str,
        /// Why not.
        source: SaveError,
    },
}

impl DocumentError {
    pub(super) fn newer<T: Document>(found: u32, path: &Path) -> Self {
        Self::Newer { name: T::NAME, found, known: T::FORMAT, path: path.to_owned() }
    }

    pub(super) fn locked<T: Document>(fault: String, path: &Path) -> Self {
        Self::Locked { name: T::NAME, fault, path: path.to_owned() }
    }

    /// Returns whether the same may succeed later, as when the disk has room again.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Locked { .. } | Self::Save { source: SaveError::Disk { .. } | SaveError::Removal { .. }, .. } => true,
            Self::Newer { .. } | Self::TooLarge { .. } | Self::Save { source: SaveError::Ron(_), .. } => false,
        }
    }
}

/// Why a file that the user chose could not be opened as a [`Document`], or created as one.
#[derive(Debug, thiserror::Error)]
pub enum ChosenFileError {
    /// The file could not be read.
    #[error("The {name} could not be read ({source}): {}", path.display())]
    Read {
        /// [`Document::NAME`].
        name: &'static str,
        /// Why not.
        source: ReadFileError,
        /// The file.
        path: PathBuf,
    },
    /// The file is not UTF-8.
    #[error("expected a {name} as text in UTF-8: {}", path.display())]
    NotUtf8 {
        /// [`Document::NAME`].
        name: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote the file.
    #[error("the {name} was written by a newer Parallax (format {found}, this one knows {known}): {}", path.display())]
    Newer {
        /// [`Document::NAME`].
        name: &'static str,
        /// The format number in the file.
        found: u32,
        /// [`Document::FORMAT`].
        known: u32,
        /// The file.
        path: PathBuf,
    },
    /// The file is not RON, or not a document of this kind.
    #[error("{}:{}:{}: error: {}; expected a {name}, as the window writes it", path.display(), source.span.start.line, source.span.start.col, source.code)]
    Syntax {
        /// [`Document::NAME`].
        name: &'static str,
        /// The error with its place.
        source: Box<ron::error::SpannedError>,
        /// The file.
        path: PathBuf,
    },
    /// The document could not be serialized.
    #[error("The {name} {source}")]
    Serialize {
        /// [`Document::NAME`].
        name: &'static str,
        /// Why not.
        source: SaveError,
    },
    /// A new file could not be created at the chosen path.
    #[error("The {name} {source}")]
    Create {
        /// [`Document::NAME`].
        name: &'static str,
        /// Why not.
        source: WriteExportError,
    },
    /// A new file was asked for, but the path is taken: always [`WriteExportError::Exists`].
    #[error(transparent)]
    Exists(WriteExportError),
}

/// Opens a document in the user's folders. A damaged file is renamed.
///
/// # Errors
/// Returns an error when the file was written by a newer program, or cannot be read.
pub fn open_document<T: Document>(path: &Path) -> Result<OpenedDocument<T>, DocumentError> {
    let name = T::NAME;
    let (value, warning) = match atomic_file::read_within::<T>(path, T::FORMAT, T::MAX_BYTES) {
        Stored::Missing => (None, None),
        Stored::Intact(value) => (Some(value), None),
        Stored::FromBackup(value) => {
            let warning = format!("Your {name}: the file has gone. The last good copy is in use: {}", path.display());
            (Some(value), Some(warning))
        }
        Stored::Damaged { value, aside, fault } => {
            let instead = if value.is_some() { "The last good copy is in use" } else { "There is no good copy of it" };
            let aside = aside.display();
            let warning = format!(
                "Your {name}: the file is damaged ({fault}). {instead}; the damaged file was set aside: {aside}"
            );
            (value, Some(warning))
        }
        Stored::Newer(found) => return Err(DocumentError::newer::<T>(found, path)),
        Stored::Locked { fault, .. } => return Err(DocumentError::locked::<T>(fault, path)),
    };
    Ok(OpenedDocument { value, warning })
}

/// Opens a document from a file that the user chose. The file is never renamed or changed.
///
/// # Errors
/// Returns an error when the file cannot be read, is not UTF-8, was written by a newer program, or is not a document of
/// this kind; the message of the last has the line and the column.
pub(super) fn open_chosen<T: Document>(path: &Path) -> Result<T, ChosenFileError> {
    let name = T::NAME;
    let max_bytes = usize::try_from(T::MAX_BYTES).unwrap_or(usize::MAX);
    let bytes =
        read_file(path, max_bytes).map_err(|source| ChosenFileError::Read { name, source, path: path.to_owned() })?;
    let text = String::from_utf8(bytes).map_err(|_| ChosenFileError::NotUtf8 { name, path: path.to_owned() })?;
    if let Some(found) = atomic_file::format_of(&text).filter(|found| *found > T::FORMAT) {
        return Err(ChosenFileError::Newer { name, found, known: T::FORMAT, path: path.to_owned() });
    }
    parse(&text).map_err(|error| ChosenFileError::Syntax { name, source: Box::new(error), path: path.to_owned() })
}

/// Saves a document in the user's folders, atomically, over whatever is there. A version that was edited by hand is first
/// copied to `<file>.by-hand-1` and so on, comments included.
///
/// # Errors
/// Returns an error when the existing file was written by a newer program or cannot be read, or when the disk refuses.
pub fn save_document<T: Document>(path: &Path, value: &T) -> Result<(), DocumentError> {
    open_document::<T>(path)?;
    let text = to_text(value).map_err(|source| DocumentError::Save { name: T::NAME, source })?;
    write_text::<T>(path, &text)
}

/// Writes the text of a document over a file that may be overwritten, but for what was written by hand.
pub(super) fn write_text<T: Document>(path: &Path, text: &str) -> Result<(), DocumentError> {
    let save_error = |source| DocumentError::Save { name: T::NAME, source };
    if T::IS_HAND_EDITED
        && let Ok(old) = fs::read_to_string(path)
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
    atomic_file::write(path, text).map_err(save_error)
}

/// Writes a document to a new file that the user chose. An existing file is not overwritten.
///
/// # Errors
/// Returns an error when the path is taken, or the disk refuses.
pub fn create_document<T: Document>(path: &Path, value: &T) -> Result<(), ChosenFileError> {
    let name = T::NAME;
    let text = to_text(value).map_err(|source| ChosenFileError::Serialize { name, source })?;
    write_export(path, text.as_bytes(), false).map_err(|source| match source {
        WriteExportError::Exists { .. } => ChosenFileError::Exists(source),
        WriteExportError::Disk { .. } | WriteExportError::NoFolder { .. } => ChosenFileError::Create { name, source },
    })
}

/// Returns the text of a document's file: a comment for the person who opens it, if people do, then the RON.
pub(super) fn to_text<T: Document>(value: &T) -> Result<String, SaveError> {
    let ron = atomic_file::to_ron(value)?;
    if !T::IS_HAND_EDITED {
        return Ok(ron);
    }
    let comment = format!(
        "{COMMENT} again when the {} is changed in the window. \
         A version that was written by hand is kept beside it as .by-hand-1, .by-hand-2 and so on.",
        T::NAME
    );
    Ok(format!("{comment}\n{ron}"))
}

fn parse<T: Document>(text: &str) -> Result<T, ron::error::SpannedError> {
    ron::Options::default().with_default_extension(EXTENSIONS).from_str(text)
}

/// Whether a text differs from what this program would write for the same document. Earlier ones wrote another comment,
/// and escaped more characters.
fn is_hand_edited<T: Document>(text: &str) -> bool {
    let rewritten = parse::<T>(text).ok().and_then(|value| to_text(&value).ok());
    let comparable = |text: &str| atomic_file::plain_strings(without_comment(text));
    rewritten.as_deref().map(comparable) != Some(comparable(text))
}

fn without_comment(text: &str) -> &str {
    let comment = text.split_once('\n').filter(|(line, _)| line.starts_with(COMMENT));
    comment.map_or(text, |(_, rest)| rest)
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

    use super::{open_document, save_document};
    use crate::model::{Plan, Step};

    #[test]
    fn a_plan_is_read_back_and_a_hand_edited_one_is_kept_with_its_comments() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plans").join("lamps.ron");
        assert_eq!(open_document::<Plan>(&path).unwrap().value, None);
        let mut plan = Plan { steps: vec![Step::on("p2".into())], ..Plan::empty("lamps") };
        save_document(&path, &plan).unwrap();
        assert_eq!(open_document(&path).unwrap().value, Some(plan.clone()));
        assert!(fs::read_to_string(&path).unwrap().starts_with("// Parallax writes this file again"));
        let edited = "(format: 1, edition: \"lamps\",\n  // The quick one first.\n  steps: [(on: \"p1\", minutes: 3)])";
        fs::write(&path, edited).unwrap();
        assert_eq!(open_document::<Plan>(&path).unwrap().value.unwrap().steps[0].minutes, Some(3.0));
        save_document(&path, &plan).unwrap();
        assert_eq!(fs::read_to_string(path.with_file_name("lamps.ron.by-hand-1")).unwrap(), edited);
        let other_comment = fs::read_to_string(&path).unwrap().replacen("again", "anew", 1);
        fs::write(&path, other_comment).unwrap();
        plan.steps.clear();
        save_document(&path, &plan).unwrap();
        assert!(!path.with_file_name("lamps.ron.by-hand-2").exists(), "the program's own version is not kept");
    }

    #[test]
    fn a_plan_of_the_first_format_is_read_as_before_and_upgraded_when_it_is_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let text = r#"(format: 1, edition: "lamps", steps: [(on: "p2", question: "Who pays?", minutes: 5)])"#;
        fs::write(&path, text).unwrap();
        let plan = open_document::<Plan>(&path).unwrap().value.unwrap();
        assert_eq!((plan.name.as_str(), plan.length, plan.steps.len()), ("", None, 1));
        save_document(&path, &Plan { name: "Short".into(), length: Some(45.0), ..plan }.sanitized()).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("format: 2") && text.contains("name: \"Short\""), "{text}");
    }

    #[test]
    fn a_damaged_plan_is_set_aside_and_its_last_good_copy_used_with_a_warning() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        fs::write(&path, "(format: 1, edition: \"e\",\n  stepz: [])").unwrap();
        let opened = open_document::<Plan>(&path).unwrap();
        let warning = opened.warning.unwrap();
        assert_eq!(opened.value, None);
        assert!(warning.contains("2:") && warning.contains("stepz") && warning.contains("set aside"), "{warning}");
        let first = Plan::empty("e");
        save_document(&path, &first).unwrap();
        save_document(&path, &Plan { steps: vec![Step::on("p1".into())], ..Plan::empty("e") }).unwrap();
        fs::write(&path, "(format: 1, edition: \"e\", steps: [(on: \"p1\", mode: Blind)])").unwrap();
        let opened = open_document::<Plan>(&path).unwrap();
        let warning = opened.warning.unwrap();
        assert_eq!(opened.value, Some(first));
        assert!(warning.contains("mode") && warning.contains("last good copy"), "not silently: {warning}");
        let opened = open_document::<Plan>(&path).unwrap();
        assert!(opened.value.is_some() && opened.warning.unwrap().contains("has gone"), "until it is saved again");
    }

    #[test]
    fn what_is_written_in_any_language_can_be_read_in_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        let typed = "Don't say \"maybe\" \\ हिन्दी में, اُردُو میں\u{202e}";
        let step = Step { question: Some(typed.into()), ..Step::on("p1".into()) };
        let plan = Plan { steps: vec![step], ..Plan::empty("lamps") };
        save_document(&path, &plan).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(r#"Don't say \"maybe\" \\ हिन्दी में, اُردُو میں\u{202e}"#), "{text}");
        assert_eq!(open_document(&path).unwrap().value, Some(plan.clone()));
        fs::write(&path, text.replace("Don't", "Don\\'t")).unwrap();
        save_document(&path, &Plan::empty("lamps")).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "an earlier program wrote it, not a hand");
    }

    #[test]
    fn a_plan_of_a_newer_program_is_neither_read_nor_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        let newer = "(format: 9, shape: Round)";
        fs::write(&path, newer).unwrap();
        let (read, saved) = (open_document::<Plan>(&path).unwrap_err(), save_document(&path, &Plan::empty("e")));
        assert_eq!(read.to_string(), saved.unwrap_err().to_string());
        assert!(read.to_string().starts_with("A newer Parallax wrote your plan (format 9"), "{read}");
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    }
}
