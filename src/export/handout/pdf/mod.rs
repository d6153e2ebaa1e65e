//! A handout as pages, set by typst: tagged, with an outline, after PDF/UA-1.
//!
//! No text of an edition is ever markup: the template in `assets/handout` reads the handout as data.

mod letters;
mod press;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::model::Script;
use crate::model::progress::Progress;

use super::page::Handout;
use super::{Face, PrintError, Printed};
use letters::Letters;
use press::Press;

/// The most rows of one file: typst takes some milliseconds and half a megabyte for each.
const MOST_ROWS: usize = 10_000;

/// Sets the pages of a handout. Where a script has no face, boxes stand in place of its letters and a remark says so.
///
/// # Errors
/// When it is not wanted any more, is too long, or typst refuses.
pub(super) fn pages(
    handout: &Handout,
    find_face: impl Fn(Script) -> Option<Face>,
    progress: &Progress,
) -> Result<Printed, PrintError> {
    let found = handout.lines();
    if found > MOST_ROWS {
        return Err(PrintError::TooLong { most: MOST_ROWS, found });
    }
    progress.report(0, 1)?;
    let mut data = press::data(handout);
    let wanted = letters::scripts(&data);
    let faces: Vec<Face> = wanted.iter().filter_map(|script| find_face(*script)).collect();
    let letters = Letters::new(&faces);
    let replaced = letters.replace_missing(&mut data);
    let press = Press::new(data, &letters, progress)?;
    let written = set(&press);
    // What typst remembers for the next time is not worth its memory here.
    typst::comemo::evict(0);
    progress.report(1, 1)?;
    let (bytes, pages) = written?;
    Ok(Printed { bytes, pages: Some(pages), remarks: letters::remarks(&wanted, &faces, replaced) })
}

/// The file and the number of its pages.
fn set(press: &Press<'_>) -> Result<(Vec<u8>, usize), PrintError> {
    let document = typst::compile::<PagedDocument>(press).output;
    let document = document.map_err(|faults| PrintError::Setting(told(&faults)))?;
    press.is_set()?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|fault| PrintError::Writing(fault.message().to_string()))?;
    let creator = Smart::Custom(Some("Parallax".to_owned()));
    let options = PdfOptions { standards, creator, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|faults| PrintError::Writing(told(&faults)))?;
    Ok((bytes, document.pages().len()))
}

/// What typst says, in one line.
fn told(faults: &[SourceDiagnostic]) -> String {
    let mut lines: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    lines.dedup();
    lines.truncate(3);
    lines.join("; ")
}
