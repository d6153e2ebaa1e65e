//! A round as it may be: a file may be written by hand.

use super::flow::{Flow, MAX_CELL_CHARS, MAX_ROWS, MAX_SHEETS, Row};
use super::{Columns, Delivery, MAX_NAME_CHARS, Round};

/// The longest title of a round, in characters.
const LONGEST_TITLE: usize = 300;

/// The most cells of a row that belong to no column of the format.
const MOST_STRAY: usize = 50;

impl Round {
    /// The round within its bounds, and what had to be changed, one sentence each.
    #[must_use]
    pub fn sanitized(mut self) -> (Self, Vec<String>) {
        let (rules, mut told) = self.rules.sanitized();
        self.rules = rules;
        cut(&mut self.title, LONGEST_TITLE);
        self.sides.iter_mut().for_each(|name| cut(name, MAX_NAME_CHARS));
        self.team = self.team.filter(|team| *team < self.rules.teams.len());
        let (found, wanted) = (self.speeches.len(), self.rules.speeches.len());
        if found > wanted {
            told.push(format!(
                "the format has {wanted} speeches; what is read in {} more was left out",
                found - wanted
            ));
        }
        self.speeches.resize_with(wanted, Delivery::default);
        self.speeches = self.speeches.into_iter().map(Delivery::sanitized).collect();
        self.at = self.at.min(wanted);
        let columns = Columns::new(&self.rules);
        told.extend(hold_flow(&mut self.flow, &columns));
        self.clock = self.clock.sanitized();
        (self, told)
    }
}

fn hold_flow(flow: &mut Flow, columns: &Columns) -> Vec<String> {
    let mut told = Vec::new();
    if flow.sheets.len() > MAX_SHEETS {
        told.push(format!("only the first {MAX_SHEETS} of {} sheets were read", flow.sheets.len()));
        flow.sheets.truncate(MAX_SHEETS);
    }
    for sheet in &mut flow.sheets {
        cut(&mut sheet.name, MAX_NAME_CHARS);
        if sheet.rows.len() > MAX_ROWS {
            let (name, found) = (&sheet.name, sheet.rows.len());
            told.push(format!("only the first {MAX_ROWS} of {found} rows of {name} were read"));
            sheet.rows.truncate(MAX_ROWS);
        }
        for (number, row) in sheet.rows.iter_mut().enumerate() {
            let left_out = hold_row(row, columns);
            if !left_out.is_empty() {
                let (name, number) = (&sheet.name, number + 1);
                told.push(format!("row {number} of {name} has more than one cell in {}", left_out.join(", ")));
            }
        }
    }
    told
}

/// Holds a row to one cell for each column, in order; the columns of cells whose words had to go to the first of them.
fn hold_row(row: &mut Row, columns: &Columns) -> Vec<String> {
    let mut twice = Vec::new();
    let mut stray = 0;
    for mut cell in std::mem::take(&mut row.cells) {
        cut(&mut cell.text, MAX_CELL_CHARS);
        cut(&mut cell.column, MAX_NAME_CHARS);
        cell.marked = cell.marked.filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
        stray += usize::from(columns.place(&cell.column).is_none());
        if let Some(first) = row.cells.iter_mut().find(|first| first.column == cell.column) {
            // Both are kept: words are never thrown away for standing in the wrong place.
            first.text = format!("{}\n{}", first.text, cell.text).trim().to_owned();
            cut(&mut first.text, MAX_CELL_CHARS);
            twice.push(cell.column);
        } else if stray <= MOST_STRAY {
            row.put(columns, cell);
        }
    }
    twice
}

/// Holds a text to so many characters.
fn cut(text: &mut String, most: usize) {
    if let Some((at, _)) = text.char_indices().nth(most) {
        text.truncate(at);
    }
}
