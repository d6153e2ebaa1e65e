//! Exports a round's flow to spreadsheets: a row for each argument, a column for each speech, and the standing of each
//! argument in words.
//!
//! [`csv`] writes all sheets to one file for any program; [`xlsx`] writes a workbook with a worksheet for each, to
//! print and to edit. Text by debaters may start with `=`, `+`, `-` or `@`: a workbook stores it as text, and in CSV,
//! where a spreadsheet would evaluate it as a formula, an apostrophe is prefixed.

mod csv;
mod heights;
mod sheets;
mod worksheet_names;
mod xlsx;

pub use csv::csv;
pub use xlsx::xlsx;

/// The error of [`xlsx()`].
#[derive(Debug, thiserror::Error)]
#[error("The flow could not be written as a workbook ({0})")]
pub struct FlowError(#[from] rust_xlsxwriter::XlsxError);
