//! Briefs on the command line: `parallax export BRIEF.ron` and `parallax import FILE.docx --cards`.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, ImportOptions, To};
use super::error::CommandError;
use super::input_file::import_file;
use super::output_file::named_after;
use crate::export::brief::{BriefFormat, write};
use crate::export::handout::Printed;
use crate::import::read_brief_docx;
use crate::model::{Brief, Entry};
use crate::storage::{WriteExportError, create_document, is_taken, looks_like_brief, open_brief};

/// The message for `--to pdf` and a brief.
const NO_PDF: &str =
    "expected --to docx, md or html for a brief, but found pdf; choose html and print it from a browser";

/// The message for `--to xlsx` or `csv` and a brief.
const NO_FLOW: &str = "expected --to docx, md or html for a brief, but found a form of flows; a round has one";

/// Whether a path is the file of a brief, judging by its content.
pub(super) fn is_brief_file(path: &Path) -> bool {
    path.is_file() && looks_like_brief(path)
}

/// Exports a brief, and returns the export with the path of the file.
pub(super) fn export(path: &Path, options: &ExportOptions) -> Result<(Printed, PathBuf), CommandError> {
    let form = match options.to {
        None | Some(To::Docx) => BriefFormat::Docx,
        Some(To::Md) => BriefFormat::Markdown,
        Some(To::Html) => BriefFormat::Html,
        Some(To::Pdf) => return Err(CommandError::new(NO_PDF)),
        Some(To::Xlsx | To::Csv) => return Err(CommandError::new(NO_FLOW)),
    };
    options.refuse_handout_options("a brief")?;
    let output = options.output_file(|| named_after(path, form.extension()))?;
    let (brief, warnings) = open_brief(path)?;
    let bytes = write(&brief, form)?;
    let path = output.write(&bytes)?;
    Ok((Printed { bytes, pages: None, warnings }, path))
}

/// Imports a debater's Word file as a new brief. Returns the lines to print, first the summary, then the warnings; and
/// the path of the brief.
pub(super) fn import(options: &ImportOptions) -> Result<(Vec<String>, PathBuf), CommandError> {
    let file = &options.file;
    let output = options.output.clone().unwrap_or_else(|| named_after(file, "ron"));
    if is_taken(&output) {
        return Err(WriteExportError::Exists { path: output }.into());
    }
    let (brief, warnings) = import_file(file, read_brief_docx)?;
    create_document(&output, &brief)?;
    let mut lines = vec![summary(&brief)];
    lines.extend(warnings);
    Ok((lines, output))
}

/// Returns the title of a brief with the numbers of its headings, cards and analytics.
fn summary(brief: &Brief) -> String {
    let count = |is_counted: fn(&Entry) -> bool, singular: &str, plural: &str| {
        let count = brief.entries.iter().filter(|entry| is_counted(entry)).count();
        if count == 1 { format!("1 {singular}") } else { format!("{count} {plural}") }
    };
    let headings = count(|entry| matches!(entry, Entry::Heading(_)), "heading", "headings");
    let cards = count(|entry| matches!(entry, Entry::Card(_)), "card", "cards");
    let analytics = count(|entry| matches!(entry, Entry::Analytic(_)), "analytic", "analytics");
    format!("{}: {headings}, {cards}, {analytics}", brief.title)
}
