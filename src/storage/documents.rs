//! The user's documents as files: briefs, rounds, plans and annotation layers, one file each.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::model::round::{ROUND_FORMAT, Round};
use crate::model::{BRIEF_FORMAT, Brief, Date, HAND_OVER_FORMAT, HandOver, LAYER_FORMAT, Layer, PLAN_FORMAT, Plan};

use super::SaveError;
use super::atomic_file::string_after;
use super::document::{ChosenFileError, Document, open_chosen, to_text};

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

impl Document for HandOver {
    const NAME: &'static str = "hand-over";
    const FORMAT: u32 = HAND_OVER_FORMAT;
    const MAX_BYTES: u64 = 64 * 1024 * 1024;
    // It is written once, and never again.
    const IS_HAND_EDITED: bool = false;

    fn within_limits(self) -> Self {
        self.sanitized().0
    }
}

impl Document for Round {
    const NAME: &'static str = "round";
    const FORMAT: u32 = ROUND_FORMAT;
    const MAX_BYTES: u64 = 64 * 1024 * 1024;
    const MERGE: Option<fn(&mut Self, &Self, Self)> = Some(|ours, base, theirs| ours.merge(base, &theirs));
    // The names of the sides come after the rules.
    const HEAD_BYTES: u64 = HEAD_BYTES;

    fn within_limits(self) -> Self {
        self.sanitized().0
    }

    /// Names the day and the sides after the title. The rules have sides of their own, which are indented further.
    fn list_name(head: &str) -> Option<String> {
        let (title, rest) = string_after(head, "title:")?;
        let own_fields = rest.split_once("rules:").map_or(rest, |(before, _)| before);
        let began = string_after(own_fields, "began:").and_then(|(began, _)| began.parse::<Date>().ok());
        let sides = || {
            let (_, own) = rest.split_once("\n    sides:")?;
            let (first, after) = string_after(own, "(")?;
            let (second, _) = string_after(after, ",")?;
            Some([first, second])
        };
        let sides = sides();
        Some(Round::list_name(&title, began, sides.as_ref().map_or(&[][..], |sides| &sides[..])))
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

/// Reads a hand-over from a file that the user chose. The strings are warnings as of [`open_brief`].
///
/// # Errors
/// Returns an error when the file cannot be read, is not a hand-over, or a newer program wrote it or the brief in it.
pub fn open_hand_over(path: &Path) -> Result<(HandOver, Vec<String>), ChosenFileError> {
    let hand_over = open_chosen::<HandOver>(path)?;
    let found = hand_over.brief.format;
    if found > BRIEF_FORMAT {
        let (name, known) = (HandOver::NAME, BRIEF_FORMAT);
        return Err(ChosenFileError::Newer { name, found, known, path: path.to_owned() });
    }
    Ok(hand_over.sanitized())
}

/// Returns the text of a hand-over's file: the brief, and what it is for whoever opens the file by hand.
///
/// # Errors
/// Returns an error when the brief cannot be serialized.
pub fn hand_over_text(hand_over: &HandOver) -> Result<String, SaveError> {
    let comment = "// A brief that was handed over. Parallax merges it into another brief: open it there, or drop it on \
                   the window.";
    Ok(format!("{comment}\n{}", to_text(hand_over)?))
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
