//! Briefs on the disk: one file each, whole without its edition.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::model::{BRIEF_FORMAT, Brief};

use super::by_hand::{ByHand, open_by_hand};

/// Bytes of a file by which its kind is told.
const HEAD: u64 = 64 * 1024;

impl ByHand for Brief {
    const NAME: &'static str = "brief";
    const FORMAT: u32 = BRIEF_FORMAT;
    const LARGEST: u64 = 64 * 1024 * 1024;
}

/// Whether a file looks like a brief, by how it begins; an edition has its name or an article in its head.
pub fn looks_like_a_brief(path: &Path) -> bool {
    let Some(head) = head(path) else { return false };
    let at = |field: &str| head.find(field).unwrap_or(usize::MAX);
    head.starts_with("Brief") || (head.starts_with('(') && at("entries:") <= at("article:"))
}

/// The beginning of a file behind its comments; none when it cannot be read.
pub(super) fn head(path: &Path) -> Option<String> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.ok()?;
    let head = String::from_utf8_lossy(&head);
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // Comments and the extensions that RON is told of stand before the value.
    while let Some((_, after)) = match rest.get(..2) {
        Some("//") => rest.split_once('\n'),
        Some("/*") => rest.split_once("*/"),
        Some("#!") => rest.split_once(']'),
        _ => None,
    } {
        rest = after.trim_start();
    }
    Some(rest.to_owned())
}

/// Reads a brief where it stands, whatever is in it, and never touches the file; with what had to be changed in it, one
/// sentence each.
///
/// # Errors
/// A sentence with the path, the line and the column, when it cannot be read or is none.
pub fn open_brief(path: &Path) -> Result<(Brief, Vec<String>), String> {
    open_by_hand::<Brief>(path).map(Brief::sanitized)
}
