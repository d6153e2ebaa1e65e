//! Rounds on the command line: `parallax export ROUND.ron`, the flow as a spreadsheet.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, To};
use super::error::CommandError;
use super::output_file::{OutputFile, named_after};
use crate::export::flow::{self, FlowFormat};
use crate::export::handout::Printed;
use crate::storage::{looks_like_round, open_round, today};

/// The message for another format and a round.
const ONLY_FLOWS: &str = "expected --to xlsx or csv for a round; choose one of these";

/// The message for an option of handouts and a round.
const NOT_OF_ROUNDS: &str =
    "expected an edition for --handout, --paper, --large and --perspectives, but found a round; leave them out";

/// Whether a path is the file of a round, judging by its content.
pub(super) fn is_round_file(path: &Path) -> bool {
    path.is_file() && looks_like_round(path)
}

/// Exports the flow of a round, and returns the export with the path of the file.
pub(super) fn export(path: &Path, options: &ExportOptions) -> Result<(Printed, PathBuf), CommandError> {
    let form = match options.to {
        None | Some(To::Xlsx) => FlowFormat::Xlsx,
        Some(To::Csv) => FlowFormat::Csv,
        Some(To::Pdf | To::Html | To::Docx | To::Md) => return Err(CommandError::new(ONLY_FLOWS)),
    };
    if options.has_handout_options() {
        return Err(CommandError::new(NOT_OF_ROUNDS));
    }
    let default = || named_after(path, form.extension());
    let output = OutputFile::new(options.output.clone().unwrap_or_else(default), options.force)?;
    let (round, warnings) = open_round(path)?;
    let bytes = flow::write(&round, form, today())?;
    let path = output.write(&bytes)?;
    Ok((Printed { bytes, pages: None, warnings }, path))
}
