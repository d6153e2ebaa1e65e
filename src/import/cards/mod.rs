//! Word files of debaters to briefs: what stands under a tag becomes a card when it has a cite, else an analytic.
//!
//! Headings and looks are known by the names, ids and aliases of their styles, by outline levels, and by what words look
//! like themselves. Of a file that Parallax wrote, all comes back that Word has no place for; where that differs from what
//! Word shows, what Word shows is true.

mod cite;
mod entry;
mod kept;
mod line;
mod reading;
mod told;
mod words;

use super::archive::unreadable;
use super::detect::{self, Format};
use super::docx::dressed;
use super::{ImportError, LARGEST_FILE};
use crate::model::Brief;
use crate::model::progress::Progress;
use line::Line;
use reading::Reading;

/// Reads a Word file of a debater into a brief; with what was left out, moved or is doubtful, one sentence each. The name
/// of the file is kept as where the cards are from, and is the title of a brief that has none.
///
/// # Errors
/// When it is no Word file, is damaged, protected or too large, or has no text.
pub fn cards(name: &str, bytes: &[u8]) -> Result<(Brief, Vec<String>), ImportError> {
    if bytes.len() > LARGEST_FILE {
        return Err(unreadable("this file has more than 512 MB; save a part of it as a file of its own"));
    }
    match detect::detect(bytes) {
        Format::Docx => {}
        Format::Foreign(sentence) => return Err(unreadable(sentence)),
        _ => return Err(unreadable("expected a Word file with cards, but this is another format; save it as .docx")),
    }
    let document = dressed(bytes, &Progress::default())?;
    let notes: Vec<Vec<Line>> = document.notes.into_iter().map(Line::all).collect();
    let (kept, unread) = kept::read(&document.foreign);
    let mut reading = Reading::new(name, document.title, document.language, kept);
    reading.body(Line::all(document.pieces));
    reading.notes(notes);
    if !reading.found_text() {
        return Err(unreadable(if document.seen.broken {
            "this document is damaged: there is no text before the place where it breaks off; get it once more"
        } else {
            "there is no text in this document"
        }));
    }
    let (brief, told) = reading.finish();
    let mut remarks = told.remarks(&document.seen);
    if unread {
        remarks.push(
            "What Parallax keeps in this file for itself could not be read; sources and omitted words are missing."
                .into(),
        );
    }
    let (brief, more) = brief.sanitized();
    remarks.extend(more.into_iter().map(sentence));
    Ok((brief, remarks))
}

/// A remark with a capital and a full stop.
fn sentence(text: String) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
