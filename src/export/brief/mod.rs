//! Exports briefs and speeches: Word files with the styles that debaters' tools expect, PDF, Markdown, HTML, and rich text
//! for the clipboard.
//!
//! [`print()`] makes a file of a brief or of what is read in a speech, [`rich_text`] the content to copy.
//! Card text is identical to its source in every format. An analytic never has a cite or the formatting of a card, and
//! one made from a summary says so.

mod docx;
mod html;
mod markdown;
mod pdf;
mod rich;
mod structure;

use std::borrow::Cow;

use strum::EnumCount;

use crate::export::handout::{Paper, PrintError, Printed};
use crate::model::progress::Progress;
use crate::model::round::ReadMark;
use crate::model::{Brief, Entry, Script, SystemFace};

pub use rich::{RichText, rich_text};

/// A file format of briefs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumCount)]
pub enum BriefFormat {
    /// A Word document with the style names that debaters' macros use.
    #[default]
    Docx,
    /// A PDF, ready to print.
    Pdf,
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
    /// The pages of a PDF could not be made.
    #[error(transparent)]
    Print(#[from] PrintError),
}

impl BriefFormat {
    /// All formats, in the order they are listed.
    pub const ALL: [Self; Self::COUNT] = [Self::Docx, Self::Pdf, Self::Markdown, Self::Html];

    /// Returns `true` if this build can write the format: PDF is an optional feature.
    pub fn is_available(self) -> bool {
        self != Self::Pdf || cfg!(feature = "pdf")
    }

    /// Returns `true` if the file has pages of a paper size.
    pub fn has_paper(self) -> bool {
        matches!(self, Self::Docx | Self::Pdf)
    }

    /// Returns the name shown to the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docx => "Word",
            Self::Pdf => "PDF",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
        }
    }

    /// Returns the file name extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
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

/// A brief with the marks where reading stopped, if it is what is read in a speech.
#[derive(Clone, Copy, Debug)]
pub struct BriefDocument<'a> {
    /// The brief.
    pub brief: &'a Brief,
    /// The marks, by the numbers of the entries.
    pub marks: &'a [ReadMark],
}

impl<'a> BriefDocument<'a> {
    /// Returns the mark of an entry.
    fn mark_of(self, entry: u32) -> Option<&'a ReadMark> {
        self.marks.iter().find(|mark| mark.entry == entry)
    }
}

/// Encodes a brief as a file on letter paper. The same brief always gives the same bytes. Letters without a bundled face
/// are boxes in a PDF; [`print()`] looks for faces.
///
/// # Errors
/// Returns an error if a Word file exceeds the limits of its archive, or the pages of a PDF cannot be laid out.
pub fn write(brief: &Brief, format: BriefFormat) -> Result<Vec<u8>, BriefError> {
    let document = BriefDocument { brief, marks: &[] };
    print(document, format, Paper::Letter, |_| None, &Progress::default()).map(|printed| printed.bytes)
}

/// Writes a brief or a speech as a file. For a PDF, `find_face` is called as in
/// [`handout::print`](crate::export::handout::print()). Markdown and HTML have no paper.
///
/// # Errors
/// Returns an error if the job is cancelled, a Word file exceeds the limits of its archive, or the pages of a PDF cannot be
/// laid out.
pub fn print(
    document: BriefDocument<'_>,
    format: BriefFormat,
    paper: Paper,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<Printed, BriefError> {
    let brief = &*without_empty_replies(document.brief);
    let document = BriefDocument { brief, ..document };
    let bytes = match format {
        BriefFormat::Docx => docx::file(document, paper)?,
        BriefFormat::Markdown => markdown::text(document).into_bytes(),
        BriefFormat::Html => html::page(document).into_bytes(),
        BriefFormat::Pdf => return Ok(pdf::print(document, paper, find_face, progress)?),
    };
    Ok(Printed { bytes, pages: None, warnings: Vec::new() })
}

/// Returns the number of pages of a brief or a speech as PDF, without writing it.
///
/// # Errors
/// Returns an error if the job is cancelled, the pages cannot be laid out, or this build makes no PDF.
pub fn count_pages(
    document: BriefDocument<'_>,
    paper: Paper,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<usize, PrintError> {
    let brief = &*without_empty_replies(document.brief);
    pdf::count(BriefDocument { brief, ..document }, paper, find_face, progress)
}
