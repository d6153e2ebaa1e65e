//! Rounds on the command line: `parallax export ROUND.ron`, the flow as a spreadsheet, and with `--speech` what is read
//! in one speech.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, To};
use super::brief::{self, Exported};
use super::error::CommandError;
use super::output_file::named_after;
use crate::export::brief::BriefDocument;
use crate::export::flow::{self, FlowFormat};
use crate::export::handout::Printed;
use crate::export::title_stem;
use crate::model::Source;
use crate::model::round::Round;
use crate::storage::{looks_like_round, open_brief, open_round, today};

/// The message for another format and a round.
const ONLY_FLOWS: &str =
    "expected --to xlsx or csv for the flow of a round; choose one of these, or a speech with --speech";

/// Whether a path is the file of a round, judging by its content.
pub(super) fn is_round_file(path: &Path) -> bool {
    path.is_file() && looks_like_round(path)
}

/// Exports the flow of a round, or what is read in a speech.
pub(super) fn export(path: &Path, options: &ExportOptions) -> Result<Exported, CommandError> {
    options.refuse_document_options("a round")?;
    match &options.speech {
        Some(name) => export_speech(path, name, options),
        None => export_flow(path, options).map(|(printed, path)| Exported::Written(printed, path)),
    }
}

/// Exports what is read in a speech, with the marks where reading stopped.
fn export_speech(path: &Path, name: &str, options: &ExportOptions) -> Result<Exported, CommandError> {
    let form = brief::form(options)?;
    options.refuse_content_options("a round")?;
    let (round, warnings) = open_round(path)?;
    let speeches = || round.rules.speeches.iter().enumerate();
    let Some(at) = round.speech_by_name(name) else {
        let names: Vec<&str> = speeches().map(|(_, speech)| speech.short.as_str()).collect();
        let message = format!("expected a speech of the round, but found `{name}`; it has {}", names.join(", "));
        return Err(CommandError::of_file(message, path));
    };
    let Some(brief) = round.speech_brief(at, &linked_sources(&round, path)) else {
        let read = speeches().filter(|(at, _)| round.speeches.get(*at).is_some_and(|speech| !speech.read.is_empty()));
        let names: Vec<&str> = read.map(|(_, speech)| speech.short.as_str()).collect();
        let others =
            if names.is_empty() { "nor in another one".to_owned() } else { format!("but in {}", names.join(", ")) };
        let message = format!("expected a speech with cards, but nothing is read in `{name}`, {others}");
        return Err(CommandError::of_file(message, path));
    };
    let default = || {
        let stem = path.file_stem().unwrap_or("round".as_ref()).to_string_lossy().into_owned();
        let short = round.rules.speeches.get(at).and_then(|speech| title_stem(&speech.short));
        let short = short.unwrap_or_else(|| format!("speech-{}", at + 1));
        Path::new(".").join(format!("{stem}-{short}.{}", form.extension()))
    };
    let document = BriefDocument { brief: &brief, marks: round.speech_marks(at) };
    brief::write_document(document, form, default, warnings, options)
}

/// Returns the sources of the brief that a round is linked to, if that is where Parallax keeps it: in the folder of briefs
/// beside that of rounds, or else beside the round.
fn linked_sources(round: &Round, path: &Path) -> Vec<Source> {
    let Some(file) = round.brief.as_ref().and_then(|link| link.file.as_deref()) else { return Vec::new() };
    // The name in a file from a stranger leads to no other folder.
    let Some(name) = Path::new(file).file_name() else { return Vec::new() };
    let folder = path.parent().unwrap_or(Path::new("."));
    let places = [folder.join("..").join("briefs").join(name), folder.join(name)];
    let found = places.into_iter().find(|place| place.is_file());
    found.and_then(|place| open_brief(&place).ok()).map_or_else(Vec::new, |(brief, _)| brief.sources)
}

/// Exports the flow of a round, and returns the export with the path of the file.
fn export_flow(path: &Path, options: &ExportOptions) -> Result<(Printed, PathBuf), CommandError> {
    let form = match options.to {
        None | Some(To::Xlsx) => FlowFormat::Xlsx,
        Some(To::Csv) => FlowFormat::Csv,
        Some(To::Pdf | To::Html | To::Docx | To::Md) => return Err(CommandError::new(ONLY_FLOWS)),
    };
    options.refuse_handout_options("a round")?;
    let output = options.output_file(|| named_after(path, form.extension()))?;
    let (round, warnings) = open_round(path)?;
    let bytes = flow::write(&round, form, today())?;
    let path = output.write(&bytes)?;
    Ok((Printed { bytes, pages: None, warnings }, path))
}
