//! Briefs on their way out: Word files that debaters' tools know, Markdown, a page for a browser, and rich text for the
//! clipboard.
//!
//! [`write()`] makes a file of a brief, [`rich_text`] what is copied. A part of a brief is [`cut`] from it first. The
//! words of a card stand in every form as they stand in its source; an analytic never has a cite or the marks of a card,
//! and one that was made of a summary says so in words.

mod docx;
mod html;
mod markdown;
mod outline;
mod pieces;
mod rich;

use std::collections::HashSet;
use std::ops::Range;

use crate::model::{Brief, Citation, Entry, SourceId};

pub use rich::{RichText, rich_text};

/// The form of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BriefForm {
    /// A Word document with the styles that debaters' macros call by name.
    #[default]
    Docx,
    /// Markdown, with underline and highlight as HTML in it.
    Markdown,
    /// One page for a browser, without scripts, which prints well.
    Html,
}

/// Why a brief was not made into a file.
#[derive(Debug, thiserror::Error)]
pub enum BriefError {
    /// The parts of the Word file do not go into one archive.
    #[error("the Word file could not be packed ({0}); export fewer cards at a time")]
    Packing(#[from] zip::result::ZipError),
    /// The archive refuses its bytes.
    #[error("the Word file could not be packed ({0}); export fewer cards at a time")]
    Writing(#[from] std::io::Error),
    /// What is kept beside the text cannot be written.
    #[error("the brief could not be kept inside the Word file ({0}); export it as HTML instead")]
    Keeping(#[from] serde_json::Error),
}

impl BriefForm {
    /// All forms, in the order they are listed.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Markdown, Self::Html];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docx => "Word",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
        }
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// Makes the file. The same brief gives the same bytes.
///
/// # Errors
/// When a Word file grows beyond what its archive can hold.
pub fn write(brief: &Brief, form: BriefForm) -> Result<Vec<u8>, BriefError> {
    match form {
        BriefForm::Docx => docx::file(brief),
        BriefForm::Markdown => Ok(markdown::text(brief).into_bytes()),
        BriefForm::Html => Ok(html::page(brief).into_bytes()),
    }
}

/// The entries of a range as a brief of their own, with the sources that these cite; places behind the end are none.
pub fn cut(brief: &Brief, range: Range<usize>) -> Brief {
    let Brief { format, title, edition, sides, entries, sources } = brief;
    let entries: Vec<Entry> = entries.iter().take(range.end).skip(range.start).cloned().collect();
    let mut cited: HashSet<SourceId> = HashSet::new();
    for Citation { source, relayed_by, locator: _ } in entries.iter().flat_map(Entry::citations) {
        cited.insert(source.clone());
        cited.extend(relayed_by.clone());
    }
    let sources = sources.iter().filter(|source| cited.contains(&source.id)).cloned().collect();
    let (title, edition, sides) = (title.clone(), edition.clone(), sides.clone());
    Brief { format: *format, title, edition, sides, entries, sources }
}
