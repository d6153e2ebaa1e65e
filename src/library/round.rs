//! Rounds on the disk: one file each, whole without its brief.

use std::path::Path;

use crate::model::round::{ROUND_FORMAT, Round};

use super::brief::head;
use super::by_hand::{ByHand, open_by_hand};

impl ByHand for Round {
    const NAME: &'static str = "round";
    const FORMAT: u32 = ROUND_FORMAT;
    const LARGEST: u64 = 64 * 1024 * 1024;
}

/// Whether a file looks like a round, by how it begins: the format stands in its head.
pub fn looks_like_a_round(path: &Path) -> bool {
    let Some(head) = head(path) else { return false };
    let at = |field: &str| head.find(field).unwrap_or(usize::MAX);
    head.starts_with("Round") || (head.starts_with('(') && at("rules:") < at("entries:").min(at("article:")))
}

/// Reads a round where it stands, whatever is in it, and never touches the file; with what had to be changed in it, one
/// sentence each. Its clocks are in the wall's time, as they were written.
///
/// # Errors
/// A sentence with the path, the line and the column, when it cannot be read or is none.
pub fn open_round(path: &Path) -> Result<(Round, Vec<String>), String> {
    open_by_hand::<Round>(path).map(Round::sanitized)
}
