//! Hand-overs on the command line: `parallax hand-over BRIEF.ron` and `parallax merge FILE.handover --into BRIEF.ron`.

use std::io::Write;

use super::CLEAN;
use super::arguments::{HandOverOptions, MergeOptions};
use super::error::CommandError;
use super::output_file::{OutputFile, named_after};
use crate::model::visible::with_marks;
use crate::model::{HAND_OVER_EXTENSION, HandOver, MAX_ENTRIES};
use crate::storage::{hand_over_text, open_brief, open_hand_over, save_document};

/// Writes the hand-over of a brief.
pub(super) fn make(options: &HandOverOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let HandOverOptions { brief, output, force } = options;
    let output = output.clone().unwrap_or_else(|| named_after(brief, HAND_OVER_EXTENSION));
    let output = OutputFile::new(output, *force)?;
    let (brief, warnings) = open_brief(brief)?;
    let path = output.write(hand_over_text(&HandOver::of(brief))?.as_bytes())?;
    writeln!(out, "{}", with_marks(&path.to_string_lossy()))?;
    warn(out, &warnings)?;
    Ok(CLEAN)
}

/// Merges a hand-over into the file of a brief.
pub(super) fn merge(options: &MergeOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let MergeOptions { hand_over, into } = options;
    let (hand_over, mut warnings) = open_hand_over(hand_over)?;
    let (mut brief, of_brief) = open_brief(into)?;
    warnings.extend(of_brief);
    let title = hand_over.brief.title.clone();
    let received = brief.receive(hand_over);
    if brief.entries.len() > MAX_ENTRIES {
        let message = format!("expected at most {MAX_ENTRIES} entries with the hand-over, but there would be more");
        return Err(CommandError::of_file(message, into));
    }
    if received.is_new() {
        save_document(into, &brief)?;
    }
    writeln!(out, "{}", with_marks(&received.message(&title)))?;
    warn(out, &warnings)?;
    Ok(CLEAN)
}

fn warn(out: &mut impl Write, warnings: &[String]) -> Result<(), CommandError> {
    warnings.iter().try_for_each(|warning| writeln!(out, "note: {}", with_marks(warning)))?;
    Ok(())
}
