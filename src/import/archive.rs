//! ZIP archives, opened with limits on the number of entries, the unpacked size and the compression ratio.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ImportError;

/// The most entries in an archive; books have hundreds, and every entry costs memory before anything is read.
const MAX_ENTRIES: usize = 65_536;
const MAX_UNPACKED_BYTES: u64 = 256 * 1024 * 1024;
/// Entries that unpack to at most this many bytes are exempt from [`MAX_RATIO`].
const RATIO_EXEMPT_BYTES: u64 = 8 * 1024 * 1024;
/// The largest ratio of unpacked to packed size. XML of real documents stays under 100, a zip bomb is near 1,000.
const MAX_RATIO: u64 = 300;
/// The signature of an entry in the central directory of a ZIP archive.
const ENTRY_SIGNATURE: &[u8] = b"PK\x01\x02";

/// An open archive and how much may still be unpacked from it.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The indices of entries by normalized name, for references that differ in case or slashes.
    by_normalized_name: HashMap<String, usize>,
    remaining: u64,
    /// Entries that are damaged, or missing although something refers to them, in the order they were met.
    damaged_parts: Vec<String>,
    /// The same entries, for lookup.
    damaged_set: HashSet<String>,
}

/// The bytes of an entry, as far as they can be unpacked.
#[derive(Default)]
pub(super) struct UnpackedEntry {
    pub(super) bytes: Vec<u8>,
    /// Whether the whole entry was unpacked without an error.
    pub(super) is_complete: bool,
}

/// The most damaged parts that a warning lists by name.
const MAX_NAMED: usize = 3;

impl<'a> Archive<'a> {
    /// Opens an archive without unpacking anything.
    ///
    /// # Errors
    /// When it is not an archive, is truncated, or has more entries than any document.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        if !bytes.starts_with(b"PK") {
            return Err(ImportError::unreadable(
                "this is no archive, which books and Word documents are; it may be another format",
            ));
        }
        // Opening reads the whole directory, so the entries are counted first.
        if memchr::memmem::find_iter(bytes, ENTRY_SIGNATURE).nth(MAX_ENTRIES).is_some() {
            return Err(ImportError::unreadable(
                "this archive has more than 65,536 files in it, which no document has",
            ));
        }
        let damaged = "this file is damaged or only half there; get it once more from where it came";
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::unreadable(damaged))?;
        let names = (0..zip.len()).filter_map(|at| Some((zip.name_for_index(at)?.ok()?.into_owned(), at)));
        let by_normalized_name = names.map(|(name, at)| (normalized(&name), at)).collect();
        Ok(Self {
            zip,
            by_normalized_name,
            remaining: MAX_UNPACKED_BYTES,
            damaged_parts: Vec::new(),
            damaged_set: HashSet::new(),
        })
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.zip.len()).filter_map(|at| Some(self.zip.name_for_index(at)?.ok()?.into_owned()))
    }

    /// Returns the bytes of an entry, or `None` if it is missing or damaged; damage is recorded.
    ///
    /// # Errors
    /// When it is protected by a password, or exceeds the limits.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let entry = self.read_partial(name)?;
        let damaged = entry.as_ref().is_some_and(|entry| !entry.is_complete);
        if damaged {
            self.mark_damaged(name);
        }
        Ok(entry.filter(|entry| entry.is_complete).map(|entry| entry.bytes))
    }

    /// Returns what can be unpacked of an entry, or `None` if it is missing.
    ///
    /// # Errors
    /// When it is protected by a password, or exceeds the limits.
    pub(super) fn read_partial(&mut self, name: &str) -> Result<Option<UnpackedEntry>, ImportError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let file = match self.zip.by_index(index) {
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ImportError::unreadable(
                    "this file is protected by a password; open it with its own program and save it without one",
                ));
            }
            Err(_) => return Ok(Some(UnpackedEntry { bytes: Vec::new(), is_complete: false })),
            Ok(file) => file,
        };
        let limit = file.compressed_size().saturating_mul(MAX_RATIO).max(RATIO_EXEMPT_BYTES).min(self.remaining);
        let mut bytes = Vec::new();
        let is_complete = file.take(limit + 1).read_to_end(&mut bytes).is_ok();
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if read > limit {
            return Err(ImportError::unreadable(
                "this archive unpacks to far more than it holds, as a zip bomb does; it was left alone",
            ));
        }
        self.remaining = self.remaining.saturating_sub(read);
        Ok(Some(UnpackedEntry { bytes, is_complete }))
    }

    /// Records that an entry is damaged or missing.
    pub(super) fn mark_damaged(&mut self, name: &str) {
        if self.damaged_set.insert(name.to_owned()) {
            self.damaged_parts.push(name.to_owned());
        }
    }

    /// Returns the damaged and missing entries in the order they were met.
    pub(super) fn into_damaged_parts(self) -> Vec<String> {
        self.damaged_parts
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| self.by_normalized_name.get(&normalized(name)).copied())
    }
}

/// Resolves a path relative to a folder; one that starts with `/` is relative to the root of the archive.
pub(super) fn resolve_path(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(path.pop()),
            segment => path.push(segment),
        }
    }
    path.retain(|segment| !segment.is_empty());
    path.join("/")
}

pub(super) fn damage_warning(damaged_parts: &[String]) -> Option<String> {
    let listed: Vec<String> = damaged_parts.iter().take(MAX_NAMED).map(|name| format!("`{name}`")).collect();
    let more = match damaged_parts.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let listed = listed.join(", ");
    match damaged_parts.len() {
        0 => None,
        1 => Some(format!(
            "One part of the file is damaged or missing; what cannot be read of it was left out: {listed}."
        )),
        n => Some(format!(
            "{n} parts of the file are damaged or missing; what cannot be read of them was left out: {listed}{more}."
        )),
    }
}

/// Normalizes a name for comparison: lower case, forward slashes, no leading slash.
fn normalized(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
