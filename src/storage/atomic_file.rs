//! Keeping the reader's own files: written whole or not at all, with the last good copy beside them.
//!
//! A file is written to a temporary one in the same folder, flushed to the disk, and renamed over the old one, which
//! stays as `.bak`. A damaged file is set aside under another name, never overwritten; one that a newer program wrote,
//! or that the system does not let us read, is left alone.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::write_export::temporary_in;

/// How these files are written: `name: "x"` for something that may be missing, and `Card(tag: "x")` for a variant that
/// holds a struct.
pub const EXTENSIONS: Extensions = Extensions::IMPLICIT_SOME.union(Extensions::UNWRAP_VARIANT_NEWTYPES);

/// Files of the reader's own are small; more than this many bytes is damage.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What was found where a file is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored<T> {
    /// Nothing is there yet.
    Missing,
    /// The file, whole.
    Intact(T),
    /// The file was damaged and set aside under `aside`; this is the last good copy, if there was one.
    Damaged {
        /// From the last good copy.
        value: Option<T>,
        /// Where the damaged file is now.
        aside: PathBuf,
        /// What was wrong with it.
        fault: String,
    },
    /// The file is not there; this is the last good copy.
    FromBackup(T),
    /// A newer program wrote the file, in this format; it must not be overwritten.
    Newer(u32),
    /// The file may be whole but could not be read, or is damaged and could not be set aside; it must not be
    /// overwritten.
    Locked {
        /// From the last good copy.
        value: Option<T>,
        /// What the system said.
        fault: String,
    },
}

/// Why a file could not be read.
enum Unread {
    /// It was read and is not what it should be.
    Damaged(String),
    /// The system did not let us.
    Refused(String),
}

/// Why a file could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The disk said no.
    #[error("could not be saved ({source}): {path}", path = path.display())]
    Disk {
        /// What it said.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The disk said no to taking it off.
    #[error("could not be removed ({source}); remove it by hand: {path}", path = path.display())]
    Removal {
        /// What it said.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The value cannot be written as RON.
    #[error("could not be written as RON ({0})")]
    Ron(#[from] ron::Error),
}

/// The largest file of a reader's own copy, in bytes: it holds the text of an article.
pub const LARGEST_COPY: u64 = 512 * 1024 * 1024;

/// Reads a kept file of a format up to `format`.
pub fn read<T: DeserializeOwned>(path: &Path, format: u32) -> Stored<T> {
    read_within(path, format, LARGEST)
}

/// Reads a kept file of a format up to `format` and of at most so many bytes; more is damage.
pub fn read_within<T: DeserializeOwned>(path: &Path, format: u32, most: u64) -> Stored<T> {
    let read_one = |path: &Path, format: u32| read_one(path, format, most);
    let copy = || match read_one(&backup_of(path), format) {
        Ok(Stored::Intact(value)) => Some(value),
        _ => None,
    };
    match read_one(path, format) {
        Ok(Stored::Missing) => match read_one(&backup_of(path), format) {
            Ok(Stored::Intact(value)) => Stored::FromBackup(value),
            Ok(Stored::Newer(found)) => Stored::Newer(found),
            _ => Stored::Missing,
        },
        Ok(kept) => kept,
        Err(Unread::Refused(fault)) => Stored::Locked { value: copy(), fault },
        Err(Unread::Damaged(fault)) => match set_aside(path) {
            Ok(aside) => Stored::Damaged { value: copy(), aside, fault },
            Err(error) => {
                let fault = format!("{fault}; the damaged file could not be set aside ({error})");
                Stored::Locked { value: copy(), fault }
            }
        },
    }
}

/// Looks into a kept file, which stays where it is whatever is in it; nothing when it is not whole, of a newer format or
/// of more than so many bytes.
pub fn peek<T: DeserializeOwned>(path: &Path, format: u32, most: u64) -> Option<T> {
    match read_one(path, format, most) {
        Ok(Stored::Intact(value)) => Some(value),
        _ => None,
    }
}

fn read_one<T: DeserializeOwned>(path: &Path, format: u32, most: u64) -> Result<Stored<T>, Unread> {
    let refused = |error: io::Error| Unread::Refused(error.to_string());
    let meta = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Stored::Missing),
        Err(error) => return Err(refused(error)),
        Ok(meta) => meta,
    };
    if meta.is_file() && meta.len() > most {
        return Err(Unread::Damaged(format!("it has {} bytes", meta.len())));
    }
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(Unread::Damaged(error.to_string())),
        Err(error) => return Err(refused(error)),
        Ok(text) => text,
    };
    if let Some(newer) = format_of(&text).filter(|found| *found > format) {
        return Ok(Stored::Newer(newer));
    }
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    options.from_str(&text).map(Stored::Intact).map_err(|error| Unread::Damaged(error.to_string()))
}

/// The number after the first `format:`, wherever it stands; a newer program may have changed all the rest.
pub(super) fn format_of(text: &str) -> Option<u32> {
    let (_, after) = text.split_once("format:")?;
    let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The first `title:` in a kept file, without reading all of it; none when it has none in its first 4 kB.
pub fn title_of(path: &Path) -> Option<String> {
    use std::io::Read as _;
    let mut start = Vec::new();
    File::open(path).ok()?.take(4096).read_to_end(&mut start).ok()?;
    let text = String::from_utf8_lossy(&start);
    let (_, after) = text.split_once("title:")?;
    let quoted = after.trim_start().strip_prefix('"')?;
    let mut end = None;
    let mut escaped = false;
    for (at, c) in quoted.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    ron::from_str(&format!("\"{}\"", quoted.get(..end?)?)).ok()
}

/// The RON of a value, as it is kept.
///
/// # Errors
/// When serde cannot write it.
pub fn to_ron<T: Serialize>(value: &T) -> Result<String, SaveError> {
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    let mut text = options.to_string_pretty(value, PrettyConfig::new().struct_names(false))?;
    text.push('\n');
    Ok(text)
}

/// Writes a kept file; the old one becomes the last good copy.
///
/// # Errors
/// When the disk refuses any step; the old file is then still there.
pub fn write(path: &Path, text: &str) -> Result<(), SaveError> {
    let disk = |source| SaveError::Disk { source, path: path.to_owned() };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(disk)?;
    let file = temporary_in(folder, text.as_bytes()).map_err(disk)?;
    if path.exists() {
        // A copy by link, so that there is never a moment without a file of the right name.
        let backup = backup_of(path);
        let _ = fs::remove_file(&backup);
        if fs::hard_link(path, &backup).is_err() {
            fs::copy(path, &backup).map_err(disk)?;
        }
    }
    file.persist(path).map_err(|error| disk(error.error))?;
    // The rename itself is only safe once the folder is on the disk; not every system lets one flush a folder.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Takes a kept file and its last good copy off the disk.
///
/// # Errors
/// When the disk refuses; what is not there need not be taken off.
pub fn delete(path: &Path) -> Result<(), SaveError> {
    // The last good copy first: left alone, it would come back as the file.
    for path in [backup_of(path), path.to_owned()] {
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(SaveError::Removal { source, path }),
            _ => {}
        }
    }
    Ok(())
}

/// Moves a kept file into the folder `removed` beside it, where no list finds it and a person can bring it back; where it
/// is now. Its last good copy goes.
///
/// # Errors
/// When the disk refuses; the file is then where it was.
pub fn remove(path: &Path) -> Result<PathBuf, SaveError> {
    let disk = |source| SaveError::Disk { source, path: path.to_owned() };
    let folder = path.parent().unwrap_or(Path::new(".")).join("removed");
    fs::create_dir_all(&folder).map_err(disk)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |n: usize| folder.join(if n == 1 { format!("{stem}.ron") } else { format!("{stem}-{n}.ron") });
    let to = (1..).map(name).find(|to| !to.exists()).unwrap_or_else(|| name(1));
    fs::rename(path, &to).map_err(disk)?;
    let _ = fs::remove_file(backup_of(path));
    let _ = fs::remove_file(path.with_extension("lock"));
    Ok(to)
}

/// Where the last good copy of a file is.
pub fn backup_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    path.with_file_name(name)
}

fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".damaged-{seconds}"));
    let aside = path.with_file_name(name);
    fs::rename(path, &aside).map(|()| aside)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde::{Deserialize, Serialize};

    use super::{Stored, backup_of, read, remove, to_ron, write};

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        format: u32,
        name: Option<String>,
    }

    fn thing(name: &str) -> Thing {
        Thing { format: 1, name: Some(name.into()) }
    }

    #[test]
    fn what_is_put_away_is_beside_and_nothing_is_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        for text in ["one", "two"] {
            write(&path, text).unwrap();
            remove(&path).unwrap();
            assert!(!path.exists() && !backup_of(&path).exists());
        }
        let kept = |name: &str| fs::read_to_string(dir.path().join("removed").join(name)).unwrap();
        assert_eq!((kept("lamps.ron"), kept("lamps-2.ron")), ("one".into(), "two".into()));
        assert!(remove(&path).is_err());
    }

    #[test]
    fn what_was_saved_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep").join("thing.ron");
        assert_eq!(read::<Thing>(&path, 1), Stored::Missing);
        write(&path, &to_ron(&thing("one")).unwrap()).unwrap();
        assert_eq!(read(&path, 1), Stored::Intact(thing("one")));
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_the_last_good_copy_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("thing.ron");
        write(&path, &to_ron(&thing("one")).unwrap()).unwrap();
        write(&path, &to_ron(&thing("two")).unwrap()).unwrap();
        fs::write(&path, "(format: 1, name: \"tw").unwrap();
        let Stored::Damaged { value, aside, fault } = read::<Thing>(&path, 1) else { panic!() };
        assert_eq!(value, Some(thing("one")));
        assert_eq!(fs::read_to_string(&aside).unwrap(), "(format: 1, name: \"tw");
        assert!(fault.contains("1:"), "{fault}");
        assert!(!path.exists());
    }

    #[test]
    fn what_was_restored_is_there_at_the_next_start_too_and_is_kept_by_the_next_save() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("thing.ron");
        write(&path, &to_ron(&thing("one")).unwrap()).unwrap();
        write(&path, &to_ron(&thing("two")).unwrap()).unwrap();
        fs::write(&path, "(format: 1, na").unwrap();
        assert!(matches!(read::<Thing>(&path, 1), Stored::Damaged { value: Some(_), .. }));
        assert_eq!(read(&path, 1), Stored::FromBackup(thing("one")), "the second start, with nothing saved in between");
        write(&path, &to_ron(&thing("three")).unwrap()).unwrap();
        assert_eq!(read(&path, 1), Stored::Intact(thing("three")));
        assert_eq!(read(&backup_of(&path), 1), Stored::Intact(thing("one")));
    }

    #[test]
    fn a_damaged_copy_of_a_missing_file_is_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("thing.ron");
        fs::write(backup_of(&path), "(form").unwrap();
        assert_eq!(read::<Thing>(&path, 1), Stored::Missing);
    }

    #[test]
    fn what_the_system_does_not_let_us_read_is_not_damage_and_stays_where_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("thing.ron");
        fs::create_dir(&path).unwrap();
        fs::write(backup_of(&path), to_ron(&thing("one")).unwrap()).unwrap();
        let Stored::Locked { value, fault } = read::<Thing>(&path, 1) else { panic!() };
        assert_eq!(value, Some(thing("one")));
        assert!(!fault.is_empty() && path.is_dir());
    }

    #[test]
    fn a_file_of_a_newer_program_is_recognised_before_its_unknown_fields() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("thing.ron");
        fs::write(&path, "(format: 7, shape: Round)").unwrap();
        assert_eq!(read::<Thing>(&path, 1), Stored::Newer(7));
        assert!(path.exists() && !backup_of(&path).exists());
    }
}
