//! Exports a round's flow to spreadsheets: a row for each argument, a column for each speech, and the standing of each
//! argument in words.
//!
//! [`csv`] writes all sheets to one file for any program; [`xlsx`] writes a workbook with a worksheet for each, to
//! print and to edit. Text by debaters may start with `=`, `+`, `-` or `@`: a workbook stores it as text, and in CSV,
//! where a spreadsheet would evaluate it as a formula, an apostrophe is prefixed.

use strum::EnumCount;

mod csv;
mod heights;
mod sheets;
mod worksheet_names;
mod xlsx;

use crate::model::Date;
use crate::model::round::Round;

/// A file format of an exported flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount)]
pub enum FlowFormat {
    /// A workbook with one worksheet for each sheet.
    Xlsx,
    /// One table of comma-separated values.
    Csv,
}

impl FlowFormat {
    /// All formats, in the order shown.
    pub const ALL: [Self; Self::COUNT] = [Self::Xlsx, Self::Csv];

    /// Returns the displayed name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "Workbook (XLSX)",
            Self::Csv => "Table (CSV)",
        }
    }

    /// Returns the file extension without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// Returns the flow of a round as the bytes of a file. `today` is the date of creation that a workbook bears.
///
/// # Errors
/// Returns an error when the round is too large for a workbook.
pub fn write(round: &Round, form: FlowFormat, today: Date) -> Result<Vec<u8>, FlowError> {
    match form {
        FlowFormat::Csv => Ok(csv(round)),
        FlowFormat::Xlsx => xlsx(round, Some(today)),
    }
}

pub use csv::csv;
pub use xlsx::xlsx;

/// The error of [`write()`].
#[derive(Debug, thiserror::Error)]
#[error("the workbook of the flow could not be made ({0})")]
pub struct FlowError(#[from] rust_xlsxwriter::XlsxError);
