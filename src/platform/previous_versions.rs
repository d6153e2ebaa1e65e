//! The kept copies of a file's earlier texts: one to go on from, or all to be forgotten.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::model::Edition;
use crate::model::progress::{Cancelled, Progress};
use crate::state::{COPY_FORMAT, SavedCopy, TextSource};
use crate::storage::atomic_file;

use super::save_worker::Job;
use super::{Platform, texts};

/// Stored copies that are looked at, the latest first.
const MOST_FILES: usize = 64;

/// Stored copies of one file that are offered: each is aligned with the new text.
const MOST_OFFERED: usize = 12;

/// Bytes of kept copies that are looked at in all.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Offers the kept copies of a file whose text was another then and of which the reader said something, the latest
/// first, until one is taken; then those of files that are not there any more, of which this may be one that was moved,
/// first those of its name. `key` is the name under which the new text would be kept.
///
/// # Errors
/// When nobody waits for it any more.
pub fn earlier(
    copies: &Path,
    key: &str,
    (edition, source): (&Edition, &TextSource),
    progress: &Progress,
    take: &mut dyn FnMut(SavedCopy) -> Result<bool, Cancelled>,
) -> Result<(), Cancelled> {
    if source.path().is_none() {
        return Ok(());
    }
    // The names of all copies beside one edition begin alike.
    let prefix = key.rsplit_once('-').map_or(key, |(prefix, _)| prefix);
    let (mut left, mut offered) = (MOST_BYTES, 0);
    let mut elsewhere = Vec::new();
    for (path, size) in newest(copies, prefix) {
        progress.reach(0, 1)?;
        let Some(rest) = left.checked_sub(size) else { break };
        left = rest;
        let Some(kept) = atomic_file::peek::<SavedCopy>(&path, COPY_FORMAT, size) else { continue };
        if kept.is_previous_version_of(edition, source) {
            offered += 1;
            if take(kept)? || offered == MOST_OFFERED {
                return Ok(());
            }
        } else if kept.is_file_copy_with_answers(edition) && kept.source.path().is_some_and(|path| !path.exists()) {
            elsewhere.push(kept);
        }
    }
    elsewhere.sort_by_key(|kept| kept.source.name() != source.name());
    for kept in elsewhere.into_iter().take(MOST_OFFERED - offered) {
        if take(kept)? {
            break;
        }
    }
    Ok(())
}

impl Platform {
    /// Takes kept copies off the disk, with the lessons held on them. The file that they were made of is left alone.
    pub fn forget_copy(&self, keys: &[String]) {
        for key in keys {
            let copy = self.copies.as_ref().map(|copies| texts::file_of(copies, key));
            for path in [copy, Self::file_of(self.lessons.as_ref(), key)] {
                self.save(path.as_ref(), || Job::Forget);
            }
        }
    }
}

/// Stored copies of which the name begins so, the latest first, with their sizes in bytes.
fn newest(copies: &Path, prefix: &str) -> Vec<(PathBuf, u64)> {
    let mut found: Vec<(SystemTime, PathBuf, u64)> = std::fs::read_dir(copies)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.strip_suffix(".ron").and_then(|name| name.rsplit_once('-')).is_some_and(|(id, _)| id == prefix)
        })
        .filter_map(|entry| {
            let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some((meta.modified().ok()?, entry.path(), meta.len()))
        })
        .collect();
    found.sort_by(|one, other| other.cmp(one));
    found.into_iter().take(MOST_FILES).map(|(_, path, size)| (path, size)).collect()
}
