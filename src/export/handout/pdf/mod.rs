//! Lays out a handout, or a brief, as a tagged PDF (PDF/UA-1) with an outline, using typst.
//!
//! Text of an edition is never parsed as markup: the template in `assets/handout` reads the handout as data, and that in
//! `assets/brief` a brief.

mod clusters;
mod fonts;
mod typst_world;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::model::progress::Progress;
use crate::model::{Script, SystemFace};

use super::page::Handout;
use super::{PrintError, Printed};
use fonts::Fonts;
use typst_world::TypstWorld;

pub(in crate::export) use typst_world::{Template, short_title};

/// The largest number of rows: typst takes some milliseconds and half a megabyte for each.
const MAX_ROWS: usize = 10_000;

/// What is laid out.
#[derive(Debug)]
pub(in crate::export) struct Job {
    pub(in crate::export) template: Template,
    /// What the template reads: an object with its `rows` in a list.
    pub(in crate::export) data: serde_json::Value,
    /// The number of rows and of other lines, which limits the length.
    pub(in crate::export) lines: usize,
}

fn job(handout: &Handout) -> Job {
    Job { template: typst_world::HANDOUT, data: typst_world::data(handout), lines: handout.lines() }
}

/// Lays out a handout and writes it. Letters of a script without a font are replaced by boxes, and a warning says so.
///
/// # Errors
/// Returns an error if the job is cancelled, the handout is too long, or typst reports errors.
pub(super) fn pages(
    handout: &Handout,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<Printed, PrintError> {
    print_job(job(handout), find_face, progress)
}

/// Lays out a job and writes it, as [`pages`] does.
pub(in crate::export) fn print_job(
    job: Job,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<Printed, PrintError> {
    let (made, warnings) = make(job, find_face, progress, |document, world| {
        let document = clusters::with_whole_clusters(document);
        world.report_layout_done()?;
        Ok((encode(&document)?, document.pages().len()))
    })?;
    let (bytes, pages) = made;
    Ok(Printed { bytes, pages: Some(pages), warnings })
}

/// Lays out a handout and returns the number of pages.
///
/// # Errors
/// Returns an error as [`pages`] does.
pub(super) fn count(
    handout: &Handout,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<usize, PrintError> {
    count_job(job(handout), find_face, progress)
}

/// Lays out a job and returns the number of pages.
pub(in crate::export) fn count_job(
    job: Job,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<usize, PrintError> {
    make(job, find_face, progress, |document, _| Ok(document.pages().len())).map(|(pages, _)| pages)
}

/// Lays out a job, and returns what `finish` makes of it, with the warnings.
fn make<T>(
    job: Job,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
    finish: impl FnOnce(PagedDocument, &TypstWorld<'_>) -> Result<T, PrintError>,
) -> Result<(T, Vec<String>), PrintError> {
    let Job { template, mut data, lines: found } = job;
    if found > MAX_ROWS {
        return Err(PrintError::TooLong { most: MAX_ROWS, found });
    }
    progress.report(0, 1)?;
    let mut scripts = fonts::missing_scripts(&data);
    let faces: Vec<SystemFace> = scripts.iter().filter_map(|script| find_face(*script)).collect();
    scripts.retain(|script| faces.iter().all(|face| face.script != *script));
    let fonts = Fonts::new(faces);
    let replaced = fonts.replace_missing(&mut data);
    let world = TypstWorld::new(template, data, &fonts, progress)?;
    let document = typst::compile::<PagedDocument>(&world).output;
    let made = document
        .map_err(|diagnostics| PrintError::Layout(describe(&diagnostics)))
        .and_then(|document| finish(document, &world));
    // typst's memoization cache is not worth its memory here.
    typst::comemo::evict(0);
    progress.report(1, 1)?;
    Ok((made?, fonts::warnings(&scripts, replaced)))
}

/// Writes a document as PDF/UA-1.
fn encode(document: &PagedDocument) -> Result<Vec<u8>, PrintError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|diagnostic| PrintError::Encoding(diagnostic.message().to_string()))?;
    let creator = Smart::Custom(Some("Parallax".to_owned()));
    let options = PdfOptions { standards, creator, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|diagnostics| PrintError::Encoding(describe(&diagnostics)))
}

/// Summarizes typst's diagnostics in one line.
fn describe(diagnostics: &[SourceDiagnostic]) -> String {
    let mut lines: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    lines.dedup();
    lines.truncate(3);
    lines.join("; ")
}
