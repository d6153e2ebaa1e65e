//! Stored copies of earlier texts: finding one whose corrections still apply.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::model::progress::{Cancelled, Progress};
use crate::model::{Article, Edition};
use crate::state::{COPY_FORMAT, SavedCopy, TextSource};
use crate::storage::atomic_file;

/// The number of stored copies that are read, the latest first.
const MAX_FILES: usize = 64;

/// The number of stored copies that are offered; each is aligned with the new text.
const MAX_OFFERED: usize = 12;

/// The number of bytes of stored copies that are read in total.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Offers stored copies to `accept`, until it returns `true`: first those of earlier texts of the same file with
/// corrections by the user, the latest first; then those of other files and of pasted texts that have most of the words
/// of this one, first those of files that no longer exist, of which this file may be one that was moved, and among these
/// those of the same name. `key` is the key under which the new text would be stored.
///
/// # Errors
/// Returns [`Cancelled`] when the user cancels.
pub fn offer_previous_versions(
    copies: &Path,
    key: &str,
    (edition, source, article): (&Edition, &TextSource, &Article),
    progress: &Progress,
    accept: &mut dyn FnMut(SavedCopy) -> Result<bool, Cancelled>,
) -> Result<(), Cancelled> {
    // The keys of all copies beside one edition have the same prefix.
    let prefix = key.rsplit_once('-').map_or(key, |(prefix, _)| prefix);
    let (mut left, mut offered) = (MAX_BYTES, 0);
    let mut elsewhere = Vec::new();
    for (path, size) in newest(copies, prefix) {
        progress.report(0, 1)?;
        let Some(rest) = left.checked_sub(size) else { break };
        left = rest;
        let Some(copy) = atomic_file::peek::<SavedCopy>(&path, COPY_FORMAT, size) else { continue };
        if copy.is_previous_version_of(edition, source) {
            offered += 1;
            if accept(copy)? || offered == MAX_OFFERED {
                return Ok(());
            }
        } else if copy.is_answered_copy_of(edition) && (is_gone(&copy) || copy.shares_words_with(article)) {
            elsewhere.push(copy);
        }
    }
    elsewhere.sort_by_key(|copy| (!is_gone(copy), copy.source.name() != source.name()));
    for copy in elsewhere.into_iter().take(MAX_OFFERED - offered) {
        if accept(copy)? {
            break;
        }
    }
    Ok(())
}

/// Returns whether the file from which a copy was made no longer exists.
pub fn is_gone(copy: &SavedCopy) -> bool {
    copy.source.path().is_some_and(|path| !path.exists())
}

/// Returns the stored copies whose key has this prefix, the latest first, with their sizes in bytes.
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
    found.into_iter().take(MAX_FILES).map(|(_, path, size)| (path, size)).collect()
}
