//! Briefs on the command line: `parallax export BRIEF.ron`, also of one part, and `parallax import FILE.docx --cards`.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, HandoutPaper, ImportOptions, To};
use super::error::CommandError;
use super::export::with_progress;
use super::input_file::import_file;
use super::output_file::named_after;
use crate::export::brief::{BriefDocument, BriefFormat, count_pages, print};
use crate::export::handout::{Paper, PrintError, Printed};
use crate::export::title_stem;
use crate::import::read_brief_docx;
use crate::model::{Brief, BriefPart, Entry};
use crate::storage::{WriteExportError, create_document, faces, is_taken, looks_like_brief, open_brief};

/// The message for `--to xlsx` or `csv` and a brief or a speech.
const NO_FLOW: &str =
    "expected --to docx, pdf, md or html for a brief or a speech, but found a form of flows; a round has one";

/// The message for `--pages` and a form without pages.
const NO_PAGES: &str = "expected --to pdf with --pages, but found a form that has none; leave it out";

/// Whether a path is the file of a brief, judging by its content.
pub(super) fn is_brief_file(path: &Path) -> bool {
    path.is_file() && looks_like_brief(path)
}

/// The export of a brief or a speech.
pub(super) enum Exported {
    /// It was written to a file.
    Written(Printed, PathBuf),
    /// Its pages were counted.
    Counted(usize),
}

/// Exports a brief or a part of it.
pub(super) fn export(path: &Path, options: &ExportOptions) -> Result<Exported, CommandError> {
    let form = form(options)?;
    options.refuse_content_options("a brief")?;
    options.refuse_document_options("a brief")?;
    let (brief, warnings) = open_brief(path)?;
    let part = part(&brief, options)?;
    let name = brief.part_name(part).map(|name| title_stem(&name).unwrap_or_else(|| "part".to_owned()));
    let brief = brief.part(part).unwrap_or(brief);
    let default = || match name {
        None => named_after(path, form.extension()),
        Some(part) => {
            let stem = path.file_stem().unwrap_or("brief".as_ref()).to_string_lossy().into_owned();
            Path::new(".").join(format!("{stem}-{part}.{}", form.extension()))
        }
    };
    write_document(BriefDocument { brief: &brief, marks: &[] }, form, default, warnings, options)
}

/// Returns the form of the file.
pub(super) fn form(options: &ExportOptions) -> Result<BriefFormat, CommandError> {
    let form = match options.to {
        None if options.pages => BriefFormat::Pdf,
        None | Some(To::Docx) => BriefFormat::Docx,
        Some(To::Pdf) => BriefFormat::Pdf,
        Some(To::Md) => BriefFormat::Markdown,
        Some(To::Html) => BriefFormat::Html,
        Some(To::Xlsx | To::Csv) => return Err(CommandError::new(NO_FLOW)),
    };
    match form {
        BriefFormat::Pdf if !form.is_available() => Err(PrintError::NoPdf.into()),
        BriefFormat::Docx | BriefFormat::Markdown | BriefFormat::Html if options.pages => {
            Err(CommandError::new(NO_PAGES))
        }
        BriefFormat::Pdf | BriefFormat::Docx | BriefFormat::Markdown | BriefFormat::Html => Ok(form),
    }
}

/// Writes a document, or counts its pages.
pub(super) fn write_document(
    document: BriefDocument<'_>,
    form: BriefFormat,
    default: impl FnOnce() -> PathBuf,
    mut warnings: Vec<String>,
    options: &ExportOptions,
) -> Result<Exported, CommandError> {
    let paper = match options.paper {
        Some(HandoutPaper::A4) => Paper::A4,
        None | Some(HandoutPaper::Letter) => Paper::Letter,
    };
    if options.pages {
        let pages = with_progress(|progress| count_pages(document, paper, faces::find, progress))?;
        return Ok(Exported::Counted(pages));
    }
    let output = options.output_file(default)?;
    let printed = with_progress(|progress| print(document, form, paper, faces::find, progress))?;
    let path = output.write(&printed.bytes)?;
    warnings.extend(printed.warnings);
    Ok(Exported::Written(Printed { warnings, ..printed }, path))
}

/// Returns the part of a brief that the options name.
fn part(brief: &Brief, options: &ExportOptions) -> Result<BriefPart, CommandError> {
    let list =
        |names: Vec<&str>| names.into_iter().take(12).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if let Some(name) = &options.side {
        let is_it = |side: &String| side.trim().to_lowercase() == name.trim().to_lowercase();
        let side = brief.sides.iter().position(is_it).filter(|side| brief.sides_with_entries().contains(side));
        return side.map(BriefPart::Side).ok_or_else(|| {
            let sides = brief.sides_with_entries().into_iter().filter_map(|side| brief.sides.get(side));
            let sides = list(sides.map(String::as_str).collect());
            CommandError::new(format!(
                "expected a side of the brief with entries, but found `{name}`; these have some: {sides}"
            ))
        });
    }
    let Some(words) = &options.part else { return Ok(BriefPart::Whole) };
    let wanted = words.trim().to_lowercase();
    let headings = || brief.entries.iter().filter(|entry| entry.level().is_some());
    let whole = headings().find(|entry| entry.title().trim().to_lowercase() == wanted);
    let some: Vec<&Entry> = headings().filter(|entry| entry.title().to_lowercase().contains(&wanted)).collect();
    match (whole, some.as_slice()) {
        (Some(entry), _) => Ok(BriefPart::Section(entry.id())),
        (None, [entry]) => Ok(BriefPart::Section(entry.id())),
        (None, []) => {
            let all = list(headings().map(Entry::title).collect());
            Err(CommandError::new(format!(
                "expected words of a heading of the brief, but found `{words}`; it has {all}"
            )))
        }
        (None, several) => {
            let these = list(several.iter().map(|entry| entry.title()).collect());
            Err(CommandError::new(format!("expected words of one heading, but found `{words}` in several: {these}")))
        }
    }
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
