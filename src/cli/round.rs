//! Rounds on the command line: `parallax export ROUND.ron`, the flow as a spreadsheet.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, To};
use super::brief::here;
use super::export::not_over;
use crate::export::flow;
use crate::export::handout::Printed;
use crate::storage::{looks_like_a_round, open_round, today, write_export};

/// What a round cannot become.
const ONLY_FLOWS: &str = "expected --to xlsx or csv for a round; choose one of these";

/// What is asked of handouts alone.
const NOT_OF_ROUNDS: &str =
    "expected an edition for --handout, --paper, --large and --perspectives, but found a round; leave them out";

/// Whether a path is the file of a round, by what is in it.
pub(super) fn is_one(path: &Path) -> bool {
    path.is_file() && looks_like_a_round(path)
}

/// Writes the flow of a round as a file, and says where it is.
///
/// # Errors
/// The lines of what is wrong.
pub(super) fn export(path: &Path, options: &ExportOptions) -> Result<(Printed, PathBuf), Vec<String>> {
    let one = |message: String| vec![message];
    let extension = match options.to {
        None | Some(To::Xlsx) => "xlsx",
        Some(To::Csv) => "csv",
        Some(To::Pdf | To::Html | To::Docx | To::Md) => return Err(one(ONLY_FLOWS.to_owned())),
    };
    let of_handouts = options.handout.is_some() || options.paper.is_some() || options.large;
    if of_handouts || !options.perspectives.is_empty() {
        return Err(one(NOT_OF_ROUNDS.to_owned()));
    }
    let output = options.output.clone().unwrap_or_else(|| here(path, extension));
    not_over(&output, options.force).map_err(one)?;
    let (round, warnings) = open_round(path).map_err(one)?;
    let bytes = match extension {
        "csv" => flow::csv(&round),
        _ => flow::xlsx(&round, Some(today())).map_err(|error| one(error.to_string()))?,
    };
    write_export(&output, &bytes, options.force).map_err(|error| one(error.to_string()))?;
    Ok((Printed { bytes, pages: None, warnings }, output))
}
