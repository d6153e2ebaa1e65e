//! Rounds on the command line: `parallax export ROUND.ron`, the flow as a spreadsheet.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, To};
use super::error::CommandError;
use super::output_file::named_after;
use crate::export::flow::{self, FlowFormat};
use crate::export::handout::Printed;
use crate::storage::{looks_like_round, open_round, today};

/// The message for another format and a round.
const ONLY_FLOWS: &str = "expected --to xlsx or csv for a round; choose one of these";

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
    options.refuse_handout_options("a round")?;
    let output = options.output_file(|| named_after(path, form.extension()))?;
    let (round, warnings) = open_round(path)?;
    let bytes = flow::write(&round, form, today())?;
    let path = output.write(&bytes)?;
    Ok((Printed { bytes, pages: None, warnings }, path))
}
