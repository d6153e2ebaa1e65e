//! The user's own files: written atomically, with a backup of the last good version.
//!
//! A file is written to a temporary file in the same folder, flushed to the disk, and renamed over the old one, which
//! stays as `.bak`. A damaged file is renamed, never overwritten. A file that a newer program wrote, or that the system
//! does not let us read, is not touched.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::visible::is_hidden;

use super::read_file::io_reason;
use super::write_export::temporary_in;

/// The RON extensions of these files: an optional field is written `name: "x"`, and a variant that holds a struct
/// `Card(tag: "x")`.
pub const EXTENSIONS: Extensions = Extensions::IMPLICIT_SOME.union(Extensions::UNWRAP_VARIANT_NEWTYPES);

/// The largest file in bytes that [`read`] accepts; a larger one counts as damaged.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The state of a stored file, with its value where one could be read.
///
/// ```
/// use parallax::storage::atomic_file::{self, Stored};
///
/// #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
/// struct Settings { format: u32, theme: String }
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("settings.ron");
/// assert_eq!(atomic_file::read::<Settings>(&path, 1), Stored::Missing);
///
/// let paper = || Settings { format: 1, theme: "paper".into() };
/// atomic_file::write(&path, &atomic_file::to_ron(&paper())?)?;
/// assert_eq!(atomic_file::read(&path, 1), Stored::Intact(paper()));
///
/// // A file of a newer program is recognised by its format number and not touched.
/// std::fs::write(&path, "(format: 2, colours: [])")?;
/// assert_eq!(atomic_file::read::<Settings>(&path, 1), Stored::Newer(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored<T> {
    /// Neither the file nor a backup exists.
    Missing,
    /// The file was read.
    Intact(T),
    /// The file was damaged and has been renamed.
    Damaged {
        /// The value of the backup, if there is one.
        value: Option<T>,
        /// The new path of the damaged file.
        aside: PathBuf,
        /// What was wrong with the file: the parser's message.
        fault: String,
    },
    /// The file does not exist; the value comes from the backup.
    FromBackup(T),
    /// A newer program wrote the file, in the format with this number. The file must not be overwritten.
    Newer(u32),
    /// The file could not be read although it may be whole, or it is damaged and could not be renamed. The file must
    /// not be overwritten.
    Locked {
        /// The value of the backup, if there is one.
        value: Option<T>,
        /// The system's message.
        fault: String,
    },
}

/// Why one file could not be read.
enum ReadFailure {
    /// Its content is not what was expected.
    Damaged(String),
    /// The system refused to read it.
    Refused(String),
}

/// Why a file could not be saved or removed.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The system refused to write or rename the file.
    #[error("could not be saved ({}): {path}", io_reason(source), path = path.display())]
    Disk {
        /// The error of the system.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The system refused to remove the file.
    #[error("could not be removed ({}); remove it by hand: {path}", io_reason(source), path = path.display())]
    Removal {
        /// The error of the system.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The value cannot be written as RON.
    #[error("could not be written as RON ({0})")]
    Ron(#[from] ron::Error),
}

/// Reads a stored file of at most 16 MB whose format number is at most `format`.
///
/// A damaged file is renamed to `<file>.damaged-<seconds>`.
pub fn read<T: DeserializeOwned>(path: &Path, format: u32) -> Stored<T> {
    read_within(path, format, MAX_BYTES)
}

/// Reads a stored file as [`read`] does, with another limit; a file of more than `max_bytes` counts as damaged.
pub fn read_within<T: DeserializeOwned>(path: &Path, format: u32, max_bytes: u64) -> Stored<T> {
    let read_one = |path: &Path, format: u32| read_one(path, format, max_bytes);
    let backup = || match read_one(&backup_of(path), format) {
        Ok(Stored::Intact(value)) => Some(value),
        _ => None,
    };
    match read_one(path, format) {
        Ok(Stored::Missing) => match read_one(&backup_of(path), format) {
            Ok(Stored::Intact(value)) => Stored::FromBackup(value),
            Ok(Stored::Newer(found)) => Stored::Newer(found),
            _ => Stored::Missing,
        },
        Ok(stored) => stored,
        Err(ReadFailure::Refused(fault)) => Stored::Locked { value: backup(), fault },
        Err(ReadFailure::Damaged(fault)) => match set_aside(path) {
            Ok(aside) => Stored::Damaged { value: backup(), aside, fault },
            Err(error) => {
                let fault = format!("{fault}; the damaged file could not be set aside ({error})");
                Stored::Locked { value: backup(), fault }
            }
        },
    }
}

/// Reads a stored file without renaming it when it is damaged and without looking for a backup. Returns `None` when the
/// file is missing, damaged, of a newer format, or larger than `max_bytes`.
pub fn peek<T: DeserializeOwned>(path: &Path, format: u32, max_bytes: u64) -> Option<T> {
    match read_one(path, format, max_bytes) {
        Ok(Stored::Intact(value)) => Some(value),
        _ => None,
    }
}

fn read_one<T: DeserializeOwned>(path: &Path, format: u32, max_bytes: u64) -> Result<Stored<T>, ReadFailure> {
    let refused = |error: io::Error| ReadFailure::Refused(io_reason(&error));
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Stored::Missing),
        Err(error) => return Err(refused(error)),
        Ok(metadata) => metadata,
    };
    if metadata.is_file() && metadata.len() > max_bytes {
        return Err(ReadFailure::Damaged(format!("it has {} bytes", metadata.len())));
    }
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(ReadFailure::Damaged(error.to_string()));
        }
        Err(error) => return Err(refused(error)),
        Ok(text) => text,
    };
    if let Some(newer) = format_of(&text).filter(|found| *found > format) {
        return Ok(Stored::Newer(newer));
    }
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    options.from_str(&text).map(Stored::Intact).map_err(|error| ReadFailure::Damaged(error.to_string()))
}

/// Returns the number after the first `format:` in the text. The text is not parsed, since a newer program may have
/// changed everything else.
pub(super) fn format_of(text: &str) -> Option<u32> {
    let is_in_comment =
        |at: usize| text.get(..at).and_then(|before| before.lines().last()).is_some_and(|line| line.contains("//"));
    let (at, _) = text.match_indices("format:").find(|(at, _)| !is_in_comment(*at))?;
    let after = text.get(at..)?.strip_prefix("format:")?;
    let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Returns at most `bytes` bytes of the beginning of a stored file; `None` when it cannot be read.
pub(super) fn beginning_of(path: &Path, bytes: u64) -> Option<String> {
    use std::io::Read as _;
    let mut start = Vec::new();
    File::open(path).ok()?.take(bytes).read_to_end(&mut start).ok()?;
    Some(String::from_utf8_lossy(&start).into_owned())
}

/// Returns the string that follows a name in the text of a stored file, with the text after it. The file is not parsed;
/// `None` when there is no such string.
pub(super) fn string_after<'a>(text: &'a str, name: &str) -> Option<(String, &'a str)> {
    let (_, after) = text.split_once(name)?;
    let quoted = after.trim_start().strip_prefix('"')?;
    let mut escaped = false;
    let end = quoted.char_indices().find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    let (end, _) = end?;
    let value = ron::from_str(&format!("\"{}\"", quoted.get(..end)?)).ok()?;
    Some((value, quoted.get(end + 1..)?))
}

/// Serializes a value as RON in the layout of stored files, with a final newline.
///
/// # Errors
/// Returns [`SaveError::Ron`] when serde cannot serialize the value.
pub fn to_ron<T: Serialize>(value: &T) -> Result<String, SaveError> {
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    let mut text = plain_strings(&options.to_string_pretty(value, PrettyConfig::new().struct_names(false))?);
    text.push('\n');
    Ok(text)
}

/// Returns RON with strings as a person would write them: visible characters as they are, invisible ones as escapes. The
/// crate also escapes apostrophes and the accents of many scripts.
pub(super) fn plain_strings(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let code = escape.strip_prefix("u{").and_then(|code| code.split_once('}'));
        let decoded =
            code.and_then(|(code, after)| Some((u32::from_str_radix(code, 16).ok()?.try_into().ok()?, after)));
        let decoded = decoded.or_else(|| Some(('\'', escape.strip_prefix('\'')?)));
        // Zero-width joiners are part of the spelling of words.
        let is_plain = |c: char| matches!(c, '\u{200c}' | '\u{200d}') || !is_hidden(c, None, None);
        if let Some((c, after)) = decoded.filter(|(c, _)| is_plain(*c)) {
            out.push(c);
            rest = after;
        } else {
            let (escaped, after) = escape.split_at_checked(1).unwrap_or_default();
            out.extend(["\\", escaped]);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Writes a file atomically; the old version becomes the backup. Creates the folder if it does not exist.
///
/// # Errors
/// Returns [`SaveError::Disk`] when the system refuses any step. The old file is then unchanged.
pub fn write(path: &Path, text: &str) -> Result<(), SaveError> {
    let disk = |source| SaveError::Disk { source, path: path.to_owned() };
    // A link to a file elsewhere, as people have for their settings, stays one.
    let link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let target = link.then(|| fs::canonicalize(path).ok()).flatten();
    let target = target.as_deref().unwrap_or(path);
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(disk)?;
    let file = temporary_in(folder, text.as_bytes()).map_err(disk)?;
    if path.exists() {
        // A hard link rather than a rename: the file exists under its own name at every moment.
        // The former backup stays until the new one is there.
        let mut fresh = backup_of(path).into_os_string();
        fresh.push(".new");
        let _ = fs::remove_file(&fresh);
        if fs::hard_link(target, &fresh).is_err() {
            fs::copy(target, &fresh).map_err(disk)?;
        }
        fs::rename(&fresh, backup_of(path)).map_err(disk)?;
    }
    file.persist(target).map_err(|error| disk(error.error))?;
    // The rename is only durable once the folder is flushed too, which not every system allows.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Deletes a stored file and its backup. A file that does not exist is not an error.
///
/// # Errors
/// Returns [`SaveError::Removal`] when the system refuses.
pub fn delete(path: &Path) -> Result<(), SaveError> {
    // The backup first: without its file, it would be read in the file's place.
    for path in [backup_of(path), path.to_owned()] {
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(SaveError::Removal { source, path }),
            _ => {}
        }
    }
    Ok(())
}

/// Moves a stored file into the folder `removed` beside it, from where the user can restore it, and returns its new
/// path. The backup is deleted.
///
/// # Errors
/// Returns [`SaveError::Removal`] when the system refuses. The file is then still at its path.
pub fn remove(path: &Path) -> Result<PathBuf, SaveError> {
    let refused = |source| SaveError::Removal { source, path: path.to_owned() };
    let folder = path.parent().unwrap_or(Path::new(".")).join("removed");
    fs::create_dir_all(&folder).map_err(refused)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |n: usize| folder.join(if n == 1 { format!("{stem}.ron") } else { format!("{stem}-{n}.ron") });
    let to = (1..).map(name).find(|to| !to.exists()).unwrap_or_else(|| name(1));
    fs::rename(path, &to).map_err(refused)?;
    let _ = fs::remove_file(backup_of(path));
    Ok(to)
}

/// Returns the path of a file's backup, the last good version: `<file>.bak`.
pub fn backup_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    path.with_file_name(name)
}

/// Renames a damaged file and returns its new path.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".damaged-{seconds}"));
    let numbered = |number: u32| {
        let mut name = name.clone();
        if number > 1 {
            name.push(format!("-{number}"));
        }
        path.with_file_name(name)
    };
    let aside = (1..=u32::MAX).map(numbered).find(|aside| !aside.exists()).unwrap_or_else(|| numbered(1));
    fs::rename(path, &aside).map(|()| aside)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde::{Deserialize, Serialize};

    use super::{Stored, backup_of, read, remove, to_ron, write};

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        format: u32,
        name: Option<String>,
    }

    fn sample(name: &str) -> Sample {
        Sample { format: 1, name: Some(name.into()) }
    }

    #[test]
    fn removed_files_go_into_a_folder_and_overwrite_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        for text in ["one", "two"] {
            write(&path, text).unwrap();
            remove(&path).unwrap();
            assert!(!path.exists() && !backup_of(&path).exists());
        }
        let removed = |name: &str| fs::read_to_string(dir.path().join("removed").join(name)).unwrap();
        assert_eq!((removed("lamps.ron"), removed("lamps-2.ron")), ("one".into(), "two".into()));
        assert!(remove(&path).is_err());
    }

    #[test]
    fn a_saved_value_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep").join("sample.ron");
        assert_eq!(read::<Sample>(&path, 1), Stored::Missing);
        write(&path, &to_ron(&sample("one")).unwrap()).unwrap();
        assert_eq!(read(&path, 1), Stored::Intact(sample("one")));
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_the_backup_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sample.ron");
        write(&path, &to_ron(&sample("one")).unwrap()).unwrap();
        write(&path, &to_ron(&sample("two")).unwrap()).unwrap();
        fs::write(&path, "(format: 1, name: \"tw").unwrap();
        let Stored::Damaged { value, aside, fault } = read::<Sample>(&path, 1) else { panic!() };
        assert_eq!(value, Some(sample("one")));
        assert_eq!(fs::read_to_string(&aside).unwrap(), "(format: 1, name: \"tw");
        assert!(fault.contains("1:"), "{fault}");
        assert!(!path.exists());
    }

    #[test]
    fn a_backup_is_read_at_every_start_until_the_next_save_and_kept_by_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sample.ron");
        write(&path, &to_ron(&sample("one")).unwrap()).unwrap();
        write(&path, &to_ron(&sample("two")).unwrap()).unwrap();
        fs::write(&path, "(format: 1, na").unwrap();
        assert!(matches!(read::<Sample>(&path, 1), Stored::Damaged { value: Some(_), .. }));
        assert_eq!(
            read(&path, 1),
            Stored::FromBackup(sample("one")),
            "the second start, with nothing saved in between"
        );
        write(&path, &to_ron(&sample("three")).unwrap()).unwrap();
        assert_eq!(read(&path, 1), Stored::Intact(sample("three")));
        assert_eq!(read(&backup_of(&path), 1), Stored::Intact(sample("one")));
    }

    #[test]
    fn a_damaged_backup_of_a_missing_file_is_ignored() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sample.ron");
        fs::write(backup_of(&path), "(form").unwrap();
        assert_eq!(read::<Sample>(&path, 1), Stored::Missing);
    }

    #[test]
    fn a_file_that_the_system_refuses_to_read_is_not_damaged_and_not_moved() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sample.ron");
        fs::create_dir(&path).unwrap();
        fs::write(backup_of(&path), to_ron(&sample("one")).unwrap()).unwrap();
        let Stored::Locked { value, fault } = read::<Sample>(&path, 1) else { panic!() };
        assert_eq!(value, Some(sample("one")));
        assert!(!fault.is_empty() && path.is_dir());
    }

    #[test]
    fn a_comment_about_formats_says_nothing_of_the_format_of_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sample.ron");
        for comment in ["// format: 12 speeches\n(", "(\n    // In format: 9, see there.\n    "] {
            let text = to_ron(&sample("a")).unwrap();
            fs::write(&path, text.replacen('(', comment, 1)).unwrap();
            assert_eq!(read(&path, 1), Stored::Intact(sample("a")), "{comment}");
        }
    }

    #[test]
    fn two_damaged_files_of_one_second_are_both_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sample.ron");
        for text in ["(one", "(two", "(three"] {
            fs::write(&path, text).unwrap();
            assert!(matches!(read::<Sample>(&path, 1), Stored::Damaged { .. }));
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_elsewhere_stays_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let (path, target) = (dir.path().join("sample.ron"), dir.path().join("elsewhere.ron"));
        write(&target, &to_ron(&sample("a")).unwrap()).unwrap();
        std::os::unix::fs::symlink(&target, &path).unwrap();
        write(&path, &to_ron(&sample("b")).unwrap()).unwrap();
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(read(&target, 1), Stored::Intact(sample("b")));
        fs::remove_file(&path).unwrap();
        assert_eq!(read(&path, 1), Stored::FromBackup(sample("a")));
    }

    #[test]
    fn a_file_of_a_newer_program_is_recognised_before_its_unknown_fields() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sample.ron");
        fs::write(&path, "(format: 7, shape: Round)").unwrap();
        assert_eq!(read::<Sample>(&path, 1), Stored::Newer(7));
        assert!(path.exists() && !backup_of(&path).exists());
    }
}
