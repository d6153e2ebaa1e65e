//! The user's documents as files: briefs, rounds, plans and annotation layers, one file each.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::model::round::{ROUND_FORMAT, Round};
use crate::model::{BRIEF_FORMAT, Brief, LAYER_FORMAT, Layer, PLAN_FORMAT, Plan};

use super::document::{ChosenFileError, Document, open_chosen};

/// The number of bytes at the beginning of a file from which its kind is recognised.
const HEAD_BYTES: u64 = 64 * 1024;

impl Document for Brief {
    const NAME: &'static str = "brief";
    const FORMAT: u32 = BRIEF_FORMAT;
    const MAX_BYTES: u64 = 64 * 1024 * 1024;
    const MERGE: Option<fn(&mut Self, &Self, Self)> = Some(|ours, base, theirs| ours.merge(base, &theirs));

    fn within_limits(self) -> Self {
        self.sanitized().0
    }
}

impl Document for Round {
    const NAME: &'static str = "round";
    const FORMAT: u32 = ROUND_FORMAT;
    const MAX_BYTES: u64 = 64 * 1024 * 1024;
    const MERGE: Option<fn(&mut Self, &Self, Self)> = Some(|ours, base, theirs| ours.merge(base, &theirs));

    fn within_limits(self) -> Self {
        self.sanitized().0
    }
}

impl Document for Plan {
    const NAME: &'static str = "plan";
    const FORMAT: u32 = PLAN_FORMAT;
}

impl Document for Layer {
    const NAME: &'static str = "layer of your highlights and annotations";
    const FORMAT: u32 = LAYER_FORMAT;
    const MAX_BYTES: u64 = 64 * 1024 * 1024;
    const MERGE: Option<fn(&mut Self, &Self, Self)> = Some(|ours, base, theirs| ours.merge(base, &theirs));
}

/// Whether a file begins like a brief: with the type's name, or with `entries:` before any `article:`, which an edition
/// has.
pub fn looks_like_brief(path: &Path) -> bool {
    let Some(head) = read_head(path) else { return false };
    let offset = |field: &str| head.find(field).unwrap_or(usize::MAX);
    head.starts_with("Brief") || (head.starts_with('(') && offset("entries:") <= offset("article:"))
}

/// Whether a file begins like a round: with the type's name, or with `rules:` before any `entries:` and `article:`.
pub fn looks_like_round(path: &Path) -> bool {
    let Some(head) = read_head(path) else { return false };
    let offset = |field: &str| head.find(field).unwrap_or(usize::MAX);
    head.starts_with("Round")
        || (head.starts_with('(') && offset("rules:") < offset("entries:").min(offset("article:")))
}

/// Reads the beginning of a file after its comments and RON extensions. Returns `None` when the file cannot be read.
fn read_head(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut bytes)).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
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

/// Reads a brief from a file that the user chose, without changing the file. The strings are warnings: one sentence for
/// each thing in the brief that had to be changed to keep it within its limits.
///
/// # Errors
/// Returns an error when the file cannot be read or is not a brief.
pub fn open_brief(path: &Path) -> Result<(Brief, Vec<String>), ChosenFileError> {
    open_chosen::<Brief>(path).map(Brief::sanitized)
}

/// Returns the name of the file of a plan, by its number from 1 to [`MAX_PLANS`](crate::model::MAX_PLANS). The first is
/// named as the text, as when there was only one.
pub fn plan_key(text: &str, number: u32) -> String {
    // No id of an edition has a slash.
    if number <= 1 { text.to_owned() } else { format!("{text}/{number}") }
}

/// Reads a lesson's plan from a file that the user chose, without changing the file.
///
/// # Errors
/// Returns an error when the file cannot be read or is not a plan.
pub fn open_plan(path: &Path) -> Result<Plan, ChosenFileError> {
    open_chosen::<Plan>(path)
}

/// Reads a round from a file that the user chose, without changing the file. The strings are warnings as of
/// [`open_brief`]. The round's clocks hold wall-clock time, as they were written.
///
/// # Errors
/// Returns an error when the file cannot be read or is not a round.
pub fn open_round(path: &Path) -> Result<(Round, Vec<String>), ChosenFileError> {
    open_chosen::<Round>(path).map(Round::sanitized)
}
