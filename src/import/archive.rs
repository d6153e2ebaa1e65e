//! Zip files, opened within limits: how many entries, how much unpacked, how far one entry may grow.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ImportError;

/// Entries of an archive at most; books have hundreds, and every entry costs memory before anything is read.
const MOST_ENTRIES: usize = 65_536;
/// Bytes unpacked from one archive at most.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// An entry that unpacks to more than this ...
const FREE_OF_RATIO: u64 = 8 * 1024 * 1024;
/// ... may be at most so many times its packed size. XML of real documents stays under 100, a bomb is near 1,000.
const LARGEST_RATIO: u64 = 300;
/// How an entry of a zip archive's directory begins.
const ENTRY: &[u8] = b"PK\x01\x02";

/// An open archive and what may still be unpacked from it.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their names in small letters, for files whose names are not quite those they are called by.
    folded: HashMap<String, usize>,
    left: u64,
    /// Entries that are damaged, or not there although something points at them.
    faulty: Vec<String>,
    /// The same, to be asked.
    noted: HashSet<String>,
}

/// The bytes of an entry as far as they can be unpacked.
#[derive(Default)]
pub(super) struct Part {
    pub(super) bytes: Vec<u8>,
    /// All of them are there, as they were packed.
    pub(super) whole: bool,
}

/// Faulty parts that are named one by one.
const MOST_NAMED: usize = 3;

impl<'a> Archive<'a> {
    /// Opens an archive; nothing is unpacked yet.
    ///
    /// # Errors
    /// When it is no archive, is cut off, or has more entries than any document.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        if !bytes.starts_with(b"PK") {
            return Err(unreadable("this is no archive, which books and Word documents are; it may be another format"));
        }
        // The directory is read whole on opening, so its entries are counted before.
        if memchr::memmem::find_iter(bytes, ENTRY).nth(MOST_ENTRIES).is_some() {
            return Err(unreadable("this archive has more than 65,536 files in it, which no document has"));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| unreadable("this file is damaged or only half there; get it once more from where it came"))?;
        let names = (0..zip.len()).filter_map(|at| Some((zip.name_for_index(at)?.ok()?.into_owned(), at)));
        let folded = names.map(|(name, at)| (fold(&name), at)).collect();
        Ok(Self { zip, folded, left: MOST_UNPACKED, faulty: Vec::new(), noted: HashSet::new() })
    }

    /// Whether there is an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The names of all entries.
    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.zip.len()).filter_map(|at| Some(self.zip.name_for_index(at)?.ok()?.into_owned()))
    }

    /// The bytes of an entry; none if there is no such entry or it is damaged, which is noted.
    ///
    /// # Errors
    /// When it is locked by a password, or grows beyond the limits.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let part = self.as_far_as_whole(name)?;
        let damaged = part.as_ref().is_some_and(|part| !part.whole);
        if damaged {
            self.note(name);
        }
        Ok(part.filter(|part| part.whole).map(|part| part.bytes))
    }

    /// What can be unpacked of an entry, none if there is no such entry.
    ///
    /// # Errors
    /// When it is locked by a password, or grows beyond the limits.
    pub(super) fn as_far_as_whole(&mut self, name: &str) -> Result<Option<Part>, ImportError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let file = match self.zip.by_index(index) {
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(unreadable(
                    "this file is protected by a password; open it with its own program and save it without one",
                ));
            }
            Err(_) => return Ok(Some(Part { bytes: Vec::new(), whole: false })),
            Ok(file) => file,
        };
        let most = file.compressed_size().saturating_mul(LARGEST_RATIO).max(FREE_OF_RATIO).min(self.left);
        let mut bytes = Vec::new();
        let whole = file.take(most + 1).read_to_end(&mut bytes).is_ok();
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if read > most {
            return Err(unreadable(
                "this archive unpacks to far more than it holds, as a zip bomb does; it was left alone",
            ));
        }
        self.left = self.left.saturating_sub(read);
        Ok(Some(Part { bytes, whole }))
    }

    /// Notes that an entry is not as it should be.
    pub(super) fn note(&mut self, name: &str) {
        if self.noted.insert(name.to_owned()) {
            self.faulty.push(name.to_owned());
        }
    }

    /// The entries that were not as they should be, in the order in which they were met.
    pub(super) fn faulty(self) -> Vec<String> {
        self.faulty
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| self.folded.get(&fold(name)).copied())
    }
}

/// A path as seen from a folder; one that begins with `/` is seen from the top.
pub(super) fn path_from(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.retain(|part| !part.is_empty());
    path.join("/")
}

/// Why there is no article, as a sentence.
pub(super) fn unreadable(sentence: impl Into<String>) -> ImportError {
    ImportError::Unreadable(sentence.into())
}

/// What is told of parts that are not as they should be.
pub(super) fn told(faulty: &[String]) -> Option<String> {
    let named: Vec<String> = faulty.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
    let more = match faulty.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = named.join(", ");
    match faulty.len() {
        0 => None,
        1 => Some(format!(
            "One part of the file is damaged or missing; what cannot be read of it was left out: {named}."
        )),
        n => Some(format!(
            "{n} parts of the file are damaged or missing; what cannot be read of them was left out: {named}{more}."
        )),
    }
}

/// A name as it is compared: small letters, forward slashes, none at the beginning.
fn fold(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
