//! Writes all sheets as one CSV file.

use super::sheets::FlowSheets;
use crate::export::csv_table::CsvTable;
use crate::model::round::Round;

/// Returns the flow as CSV (RFC 4180) in UTF-8 with a byte order mark, as spreadsheets expect. The columns are sheet,
/// row, one per speech, and the standing of the argument.
pub fn csv(round: &Round) -> Vec<u8> {
    let flow = FlowSheets::new(round);
    let mut table = CsvTable::new();
    let heads = flow.heads.iter().map(|head| head.text.as_str());
    table.push_row(["Sheet", "Row"].into_iter().chain(heads).chain(["Standing"]));
    for sheet in &flow.sheets {
        for (number, line) in sheet.lines.iter().enumerate() {
            let number = (number + 1).to_string();
            let cells = line.cells.iter().map(String::as_str);
            table.push_row([sheet.name, &number].into_iter().chain(cells).chain([line.words.as_str()]));
        }
    }
    table.into_bytes()
}
