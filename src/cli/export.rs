//! `parallax export`: an edition as a handout to print or as a table of its notes, or a brief or the flow of a round as a
//! file.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::arguments::{ExportOptions, HandoutArg, HandoutPaper, To};
use super::brief::Exported;
use super::error::CommandError;
use super::show::selected_perspectives;
use super::{CLEAN, brief, check, edition_at, layer, round};
use crate::export::handout::{
    Handout, HandoutFormat, HandoutKind, HandoutOptions, Paper, PrintError, Printed, count_pages, print,
};
use crate::export::{file_stem, notes};
use crate::model::progress::Progress;
use crate::model::rows::Rows;
use crate::model::visible::with_marks;
use crate::model::{Edition, Plan};
use crate::storage::{faces, open_plan, saved_plans, user_folders};

/// The message for a format of briefs or rounds and an edition.
const NOT_OF_EDITIONS: &str =
    "expected --to pdf, html or csv for an edition, but found a form of other files; choose one of these";

/// The message for an option of handouts and a table of notes.
const NOT_OF_TABLES: &str =
    "expected --to pdf or html with the options of handouts, but found csv, a table of notes; leave them out";

/// The message for `--edition` and a file that is no layer.
const NOT_A_LAYER: &str =
    "expected a reader's layer for --edition, but found something else; to export an edition, give its folder alone";

/// Progress is shown for work that takes longer than this.
const PROGRESS_AFTER: Duration = Duration::from_secs(1);

/// The interval between two updates of the progress.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(250);

/// Writes the file, and prints its path, the number of pages and the warnings.
pub(super) fn run(options: &ExportOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let layer = options.path.as_deref().and_then(|path| Some((path, check::layer_text(path)?)));
    if layer.is_none() && options.edition.is_some() {
        return Err(CommandError::new(NOT_A_LAYER));
    }
    let is_document = |path: &Path| round::is_round_file(path) || brief::is_brief_file(path);
    if !options.path.as_deref().is_some_and(is_document) {
        options.refuse_document_options(if layer.is_some() { "a reader's layer" } else { "an edition" })?;
    }
    let (printed, path) = match (&layer, options.path.as_deref()) {
        (Some((path, text)), _) => layer::export(path, text, options)?,
        (None, Some(path)) if round::is_round_file(path) => match round::export(path, options)? {
            Exported::Written(printed, path) => (printed, path),
            Exported::Counted(pages) => return say_count(pages, out),
        },
        (None, Some(path)) if brief::is_brief_file(path) => match brief::export(path, options)? {
            Exported::Written(printed, path) => (printed, path),
            Exported::Counted(pages) => return say_count(pages, out),
        },
        (None, _) if options.to == Some(To::Csv) => export_notes(options)?,
        (None, _) if options.pages => return say_pages(options, out),
        (None, _) => export_handout(options)?,
    };
    let pages = match printed.pages {
        Some(1) => ", 1 page".to_owned(),
        Some(pages) => format!(", {pages} pages"),
        None => String::new(),
    };
    writeln!(out, "{}{pages}", with_marks(&path.to_string_lossy()))?;
    printed.warnings.iter().try_for_each(|remark| writeln!(out, "note: {}", with_marks(remark)))?;
    Ok(CLEAN)
}

/// Exports the notes of an edition as a table, and returns the export with the path of the file.
fn export_notes(options: &ExportOptions) -> Result<(Printed, PathBuf), CommandError> {
    if options.has_handout_options() {
        return Err(CommandError::new(NOT_OF_TABLES));
    }
    let edition = edition_at(options.path.as_deref())?;
    let perspectives = selected_perspectives(&edition, &options.perspectives)?;
    let default = || Path::new(".").join(format!("{}-notes.{}", file_stem(edition.id()), notes::EXTENSION));
    let output = options.output_file(default)?;
    let bytes = notes::csv(&edition, &Rows::new(&edition), &perspectives);
    let path = output.write(&bytes)?;
    Ok((Printed { bytes, pages: None, warnings: Vec::new() }, path))
}

fn export_handout(options: &ExportOptions) -> Result<(Printed, PathBuf), CommandError> {
    let edition = edition_at(options.path.as_deref())?;
    let handout_options = handout_options(options, &edition)?;
    let form = match options.to {
        None | Some(To::Pdf) => HandoutFormat::Pdf,
        Some(To::Html) => HandoutFormat::Html,
        Some(To::Docx | To::Md | To::Xlsx | To::Csv) => return Err(CommandError::new(NOT_OF_EDITIONS)),
    };
    if !form.is_available() {
        return Err(PrintError::NoPdf.into());
    }
    let default = || Path::new(".").join(handout_options.file_name(edition.id(), form));
    let output = options.output_file(default)?;
    let handout = Handout::new(&edition, &Rows::new(&edition), &handout_options)?;
    let printed = with_progress(|progress| print(&handout, form, faces::find, progress))?;
    let path = output.write(&printed.bytes)?;
    Ok((printed, path))
}

/// Prints the number of pages of a handout.
fn say_pages(options: &ExportOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    if options.to == Some(To::Html) {
        return Err(CommandError::new("expected --to pdf with --pages, but found html, which has none; leave it out"));
    }
    let edition = edition_at(options.path.as_deref())?;
    let handout = Handout::new(&edition, &Rows::new(&edition), &handout_options(options, &edition)?)?;
    say_count(with_progress(|progress| count_pages(&handout, faces::find, progress))?, out)
}

fn say_count(pages: usize, out: &mut impl Write) -> Result<u8, CommandError> {
    match pages {
        1 => writeln!(out, "1 page")?,
        pages => writeln!(out, "{pages} pages")?,
    }
    Ok(CLEAN)
}

fn handout_options(options: &ExportOptions, edition: &Edition) -> Result<HandoutOptions, CommandError> {
    let kind = match options.handout {
        None | Some(HandoutArg::Full) => HandoutKind::Full,
        Some(HandoutArg::Pupil) => HandoutKind::Pupil,
        Some(HandoutArg::Key) => HandoutKind::Key,
        Some(HandoutArg::Sheet) => HandoutKind::Sheet,
        Some(HandoutArg::Sources) => HandoutKind::Sources,
    };
    let paper = match options.paper {
        None | Some(HandoutPaper::A4) => Paper::A4,
        Some(HandoutPaper::Letter) => Paper::Letter,
    };
    let perspectives = Some(selected_perspectives(edition, &options.perspectives)?);
    let mut chosen = HandoutOptions {
        kind,
        paper,
        large: options.large,
        perspectives,
        everything: options.everything,
        own_words: options.our_words,
        rows: None,
        questions: BTreeMap::new(),
    };
    if let Some(path) = &options.plan {
        let plan = chosen_plan(path, edition)?;
        if plan.edition != edition.id() {
            let message = format!(
                "expected a plan for the edition `{}`, but found one for `{}`; give that edition",
                edition.id(),
                plan.edition
            );
            return Err(CommandError::of_file(message, path));
        }
        chosen.choose_plan(edition, &plan);
        if chosen.rows.is_none() {
            return Err(CommandError::of_file("expected a plan with rows of the edition, but found none", path));
        }
    }
    Ok(chosen)
}

/// Reads a plan: the file of a path, or else the plan of this name that the window has saved for the edition.
fn chosen_plan(path: &Path, edition: &Edition) -> Result<Plan, CommandError> {
    if path.exists() {
        return Ok(open_plan(path)?);
    }
    let saved = user_folders().map_or_else(Vec::new, |[_, data]| saved_plans(&data, edition.id()));
    let wanted = path.to_string_lossy().to_lowercase();
    let mut names: Vec<String> = Vec::new();
    for plan in saved {
        if !plan.name.is_empty() && plan.name.to_lowercase() == wanted {
            return Ok(plan);
        }
        names.extend(Some(plan.name).filter(|name| !name.is_empty()));
    }
    let known = match names.as_slice() {
        [] => "no plan with a name is saved for it".to_owned(),
        names => format!("saved for it: {}", names.join(", ")),
    };
    let message = format!(
        "expected the file of a plan, or the name of one that is saved for the edition `{}`, but found neither; {known}",
        edition.id()
    );
    Err(CommandError::of_file(message, path))
}

/// Runs the work, and shows its progress on stderr if that is a terminal and the work takes long.
pub(super) fn with_progress<T: Send>(work: impl FnOnce(&Progress) -> T + Send) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    std::thread::scope(|scope| {
        let (done, wait) = channel::<()>();
        let shown = &progress;
        scope.spawn(move || {
            let mut pause = PROGRESS_AFTER;
            let mut is_shown = false;
            while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                pause = PROGRESS_INTERVAL;
                is_shown = true;
                eprint!("\rSetting the pages: {:.0} % ", shown.fraction() * 100.0);
            }
            if is_shown {
                eprint!("\r{:40}\r", "");
            }
        });
        let result = work(&progress);
        drop(done);
        result
    })
}
