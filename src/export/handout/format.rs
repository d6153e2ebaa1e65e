//! The file formats of handouts.

use strum::EnumCount;

use crate::model::progress::Cancelled;

/// A file format of handouts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumCount)]
pub enum HandoutFormat {
    /// A PDF, ready to print.
    #[default]
    Pdf,
    /// A single xml_safe HTML page.
    Html,
}

impl HandoutFormat {
    /// All formats, in the order they are listed.
    pub const ALL: [Self; Self::COUNT] = [Self::Pdf, Self::Html];

    /// Returns `true` if this build can write the format: PDF is an optional feature.
    pub fn is_available(self) -> bool {
        self == Self::Html || cfg!(feature = "pdf")
    }

    /// Returns the name shown to the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Html => "HTML",
        }
    }

    /// Returns the file name extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }
}

/// A handout as a file.
#[derive(Debug)]
pub struct Printed {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The number of pages, or `None` if the format has no pages.
    pub pages: Option<usize>,
    /// Warnings for the user, each a sentence.
    pub warnings: Vec<String>,
}

/// The error of [`print()`](super::print()).
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The job was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// This build has no PDF support.
    #[error("this build of Parallax makes no PDF; choose HTML instead")]
    NoPdf,
    /// The handout is too long to lay out in memory.
    #[error("expected at most {most} paragraphs in a PDF, but found {found}; choose HTML instead, which has no limit")]
    TooLong {
        /// The largest number of rows.
        most: usize,
        /// The number of rows of the handout.
        found: usize,
    },
    /// The layout failed because of an error in the template.
    #[error("the pages could not be set ({0}); choose HTML instead")]
    Layout(String),
    /// The document violates PDF/UA-1.
    #[error("the pages could not be written as an accessible PDF ({0}); choose HTML instead")]
    Encoding(String),
}
