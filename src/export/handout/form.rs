//! The two forms of a handout, and making one of them.

use crate::model::Script;
use crate::model::progress::{Cancelled, Progress};

use super::page::Handout;

/// The form of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Pages, ready to print.
    #[default]
    Pdf,
    /// One page for a browser, which prints well.
    Html,
}

impl Form {
    /// Both, in the order they are listed.
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Html];

    /// Whether this program can make it: PDF is left out of some builds.
    pub fn is_there(self) -> bool {
        self == Self::Html || cfg!(feature = "pdf")
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Html => "HTML",
        }
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }
}

/// A face of the system for a script that the program brings none for.
#[derive(Debug)]
pub struct Face {
    /// The script.
    pub script: Script,
    /// The whole file.
    pub bytes: Vec<u8>,
    /// The face inside a collection.
    pub index: u32,
}

/// A handout as a file.
#[derive(Debug)]
pub struct Printed {
    /// What stands in the file.
    pub bytes: Vec<u8>,
    /// How many pages it has, when it has pages.
    pub pages: Option<usize>,
    /// What the reader must know of it, each a sentence.
    pub remarks: Vec<String>,
}

/// Why a handout was not made.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The work is not wanted any more.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// This program was built without PDF.
    #[error("this build of Parallax makes no PDF; choose HTML instead")]
    NoPdf,
    /// There is more than fits in memory as pages.
    #[error("expected at most {most} paragraphs in a PDF, but found {found}; choose HTML instead, which has no limit")]
    TooLong {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// The pages could not be set: a fault of the template.
    #[error("the pages could not be set ({0}); choose HTML instead")]
    Setting(String),
    /// The pages break a rule of PDF/UA-1.
    #[error("the pages could not be written as an accessible PDF ({0}); choose HTML instead")]
    Writing(String),
}

/// Makes the file. For a PDF, `find_face` is asked for a face of the system for each script that needs one; where there
/// is none, boxes stand in place of its letters and a remark says so.
///
/// # Errors
/// When it is not wanted any more, is too long for pages, or cannot be set.
pub fn print(
    handout: &Handout,
    form: Form,
    find_face: impl Fn(Script) -> Option<Face>,
    progress: &Progress,
) -> Result<Printed, PrintError> {
    match form {
        Form::Html => {
            let page = super::html::page(handout, progress)?;
            Ok(Printed { bytes: page.into_bytes(), pages: None, remarks: Vec::new() })
        }
        #[cfg(feature = "pdf")]
        Form::Pdf => super::pdf::pages(handout, find_face, progress),
        #[cfg(not(feature = "pdf"))]
        Form::Pdf => {
            let _ = find_face;
            Err(PrintError::NoPdf)
        }
    }
}
