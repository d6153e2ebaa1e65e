//! The correction of rounds read from files, which may be written by hand.

use super::flow::{Flow, MAX_CELL_CHARS, MAX_ROWS, MAX_SHEETS, Row};
use super::{Columns, Delivery, MAX_NAME_CHARS, Round};

/// The maximum length of the title of a round, in characters.
const MAX_TITLE_CHARS: usize = 300;

/// The maximum number of cells of a row whose column is not in the format.
const MAX_UNKNOWN_CELLS: usize = 50;

impl Round {
    /// Corrects what a hand-written file may have wrong. Returns the round and a warning for each visible correction.
    #[must_use]
    pub fn sanitized(mut self) -> (Self, Vec<String>) {
        let (rules, mut warnings) = self.rules.sanitized();
        self.rules = rules;
        truncate_chars(&mut self.title, MAX_TITLE_CHARS);
        self.sides.iter_mut().for_each(|name| truncate_chars(name, MAX_NAME_CHARS));
        self.team = self.team.filter(|team| *team < self.rules.teams.len());
        let (found, expected) = (self.speeches.len(), self.rules.speeches.len());
        if found > expected {
            warnings.push(format!(
                "the format has {expected} speeches; what is read in {} more was left out",
                found - expected
            ));
        }
        self.speeches.resize_with(expected, Delivery::default);
        self.speeches = self.speeches.into_iter().map(Delivery::sanitized).collect();
        self.at = self.at.min(expected);
        let columns = Columns::new(&self.rules);
        warnings.extend(sanitize_flow(&mut self.flow, &columns));
        self.clock = self.clock.sanitized();
        (self, warnings)
    }
}

fn sanitize_flow(flow: &mut Flow, columns: &Columns) -> Vec<String> {
    let mut warnings = Vec::new();
    if flow.sheets.len() > MAX_SHEETS {
        warnings.push(format!("only the first {MAX_SHEETS} of {} sheets were read", flow.sheets.len()));
        flow.sheets.truncate(MAX_SHEETS);
    }
    for sheet in &mut flow.sheets {
        truncate_chars(&mut sheet.name, MAX_NAME_CHARS);
        if sheet.rows.len() > MAX_ROWS {
            let (name, found) = (&sheet.name, sheet.rows.len());
            warnings.push(format!("only the first {MAX_ROWS} of {found} rows of {name} were read"));
            sheet.rows.truncate(MAX_ROWS);
        }
        for (number, row) in sheet.rows.iter_mut().enumerate() {
            let left_out = sanitize_row(row, columns);
            if !left_out.is_empty() {
                let (name, number) = (&sheet.name, number + 1);
                warnings.push(format!("row {number} of {name} has more than one cell in {}", left_out.join(", ")));
            }
        }
    }
    warnings
}

/// Restores the order of the cells, and merges those of the same column. Returns the columns that had several cells.
fn sanitize_row(row: &mut Row, columns: &Columns) -> Vec<String> {
    let mut duplicated = Vec::new();
    let mut unknown = 0;
    for mut cell in std::mem::take(&mut row.cells) {
        truncate_chars(&mut cell.text, MAX_CELL_CHARS);
        truncate_chars(&mut cell.column, MAX_NAME_CHARS);
        cell.marked = cell.marked.filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
        unknown += usize::from(columns.place(&cell.column).is_none());
        if let Some(first) = row.cells.iter_mut().find(|first| first.column == cell.column) {
            // The texts of both cells are kept: text is never discarded for being in the wrong place.
            first.text = format!("{}\n{}", first.text, cell.text).trim().to_owned();
            truncate_chars(&mut first.text, MAX_CELL_CHARS);
            duplicated.push(cell.column);
        } else if unknown <= MAX_UNKNOWN_CELLS {
            row.put(columns, cell);
        }
    }
    duplicated
}

pub(super) fn truncate_chars(text: &mut String, max: usize) {
    if let Some((at, _)) = text.char_indices().nth(max) {
        text.truncate(at);
    }
}
