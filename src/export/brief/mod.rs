//! Exports briefs: Word files with the styles that debaters' tools expect, Markdown, HTML, and rich text for the
//! clipboard.
//!
//! [`write()`] makes a file of a brief, [`rich_text`] the content to copy.
//! Card text is identical to its source in every format. An analytic never has a cite or the formatting of a card, and
//! one made from a summary says so.

mod docx;
mod html;
mod markdown;
mod rich;
mod structure;

use std::borrow::Cow;

use strum::EnumCount;

use crate::model::{Brief, Entry};

pub use rich::{RichText, rich_text};

/// A file format of briefs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumCount)]
pub enum BriefFormat {
    /// A Word document with the style names that debaters' macros use.
    #[default]
    Docx,
    /// Markdown, with underlines and highlights as inline HTML.
    Markdown,
    /// A single xml_safe HTML page without scripts.
    Html,
}

/// The error of [`write()`].
#[derive(Debug, thiserror::Error)]
pub enum BriefError {
    /// The parts of the Word file could not be packed into an archive.
    #[error("the Word file could not be packed ({0}); export fewer cards at a time")]
    Archive(#[from] zip::result::ZipError),
    /// The archive could not be written.
    #[error("the Word file could not be packed ({0}); export fewer cards at a time")]
    Io(#[from] std::io::Error),
    /// The embedded copy of the brief could not be serialized.
    #[error("the brief could not be kept inside the Word file ({0}); export it as HTML instead")]
    Embed(#[from] serde_json::Error),
}

impl BriefFormat {
    /// All formats, in the order they are listed.
    pub const ALL: [Self; Self::COUNT] = [Self::Docx, Self::Markdown, Self::Html];

    /// Returns the name shown to the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docx => "Word",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
        }
    }

    /// Returns the file name extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// Returns the brief without the places for a reply in which nothing is written: they are for whoever works on it.
fn without_empty_replies(brief: &Brief) -> Cow<'_, Brief> {
    let is_empty = |entry: &Entry| matches!(entry, Entry::Analytic(analytic) if analytic.is_empty_reply());
    if !brief.entries.iter().any(is_empty) {
        return Cow::Borrowed(brief);
    }
    let mut brief = brief.clone();
    brief.entries.retain(|entry| !is_empty(entry));
    Cow::Owned(brief)
}

/// Encodes a brief as a file. The same brief always gives the same bytes.
///
/// # Errors
/// Returns an error if a Word file exceeds the limits of its archive.
pub fn write(brief: &Brief, format: BriefFormat) -> Result<Vec<u8>, BriefError> {
    let brief = &without_empty_replies(brief);
    match format {
        BriefFormat::Docx => docx::file(brief),
        BriefFormat::Markdown => Ok(markdown::text(brief).into_bytes()),
        BriefFormat::Html => Ok(html::page(brief).into_bytes()),
    }
}
