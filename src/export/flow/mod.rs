//! A round's flow as sheets for a spreadsheet: one line for each argument, one column for each speech, and how each
//! argument stands, in words.
//!
//! [`csv`] is all sheets in one file for any program; [`xlsx`] is a workbook with a worksheet for each, to print and to
//! write on. What debaters write may begin with `=`, `+`, `-` or `@`: in a workbook it is stored as text, and in CSV, where
//! a spreadsheet would take it for a formula, an apostrophe goes before it.

mod csv;
mod heights;
mod names;
mod sheets;
mod xlsx;

pub use csv::csv;
pub use xlsx::xlsx;

/// Why a flow could not be written as a workbook.
#[derive(Debug, thiserror::Error)]
#[error("The flow could not be written as a workbook ({0})")]
pub struct FlowError(#[from] rust_xlsxwriter::XlsxError);
