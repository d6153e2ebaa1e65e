//! Lays out a brief, or what is read in a speech, as a tagged PDF, typeset as handouts are.
//!
//! Without the feature `pdf`, both functions return an error.

use super::BriefDocument;
use crate::export::handout::{Paper, PrintError, Printed};
use crate::model::progress::Progress;
use crate::model::{Script, SystemFace};

#[cfg(feature = "pdf")]
mod pages;

pub(super) fn print(
    document: BriefDocument<'_>,
    paper: Paper,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<Printed, PrintError> {
    #[cfg(feature = "pdf")]
    return crate::export::handout::pdf::print_job(pages::job(document, paper), find_face, progress);
    #[cfg(not(feature = "pdf"))]
    {
        let _ = (document, paper, find_face, progress);
        Err(PrintError::NoPdf)
    }
}

pub(super) fn count(
    document: BriefDocument<'_>,
    paper: Paper,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<usize, PrintError> {
    #[cfg(feature = "pdf")]
    return crate::export::handout::pdf::count_job(pages::job(document, paper), find_face, progress);
    #[cfg(not(feature = "pdf"))]
    {
        let _ = (document, paper, find_face, progress);
        Err(PrintError::NoPdf)
    }
}
