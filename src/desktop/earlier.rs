//! The kept copy of a file's earlier text.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::library::keep;
use crate::model::Edition;
use crate::model::progress::{Cancelled, Progress};
use crate::session::{COPY_FORMAT, KeptCopy, TextSource};

/// Kept copies that are looked at, the latest first.
const MOST_FILES: usize = 64;

/// Bytes of kept copies that are looked at in all.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The copy that was kept last of a file whose text was another then, if the reader said something about it. `key` is
/// the name under which the new text would be kept.
///
/// # Errors
/// When nobody waits for it any more.
pub fn earlier(
    copies: &Path,
    key: &str,
    edition: &Edition,
    source: &TextSource,
    progress: &Progress,
) -> Result<Option<KeptCopy>, Cancelled> {
    // The names of all copies beside one edition begin alike.
    let prefix = key.rsplit_once('-').map_or(key, |(prefix, _)| prefix);
    let mut left = MOST_BYTES;
    for (path, size) in newest(copies, prefix) {
        progress.reach(0, 1)?;
        let Some(rest) = left.checked_sub(size) else { break };
        left = rest;
        let kept = keep::glance::<KeptCopy>(&path, COPY_FORMAT, size);
        if let Some(kept) = kept.filter(|kept| kept.is_earlier_of(edition, source)) {
            return Ok(Some(kept));
        }
    }
    Ok(None)
}

/// Kept copies of which the name begins so, the latest first, with their sizes in bytes.
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
