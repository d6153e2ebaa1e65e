//! The flow: one row for each argument, one column for each speech.

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::format::MAX_NAME_CHARS;
use crate::model::Entry;

/// The maximum number of sheets of a flow.
pub const MAX_SHEETS: usize = 100;

/// The maximum number of rows of a sheet.
pub const MAX_ROWS: usize = 2000;

/// The maximum length of the text of a cell, in characters.
pub const MAX_CELL_CHARS: usize = 20_000;

/// The sheets of a round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flow {
    /// The sheets in order.
    pub sheets: Vec<Sheet>,
}

/// A position: a case, a disadvantage, a topicality argument.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The name.
    pub name: String,
    /// One row for each argument, from the top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
}

/// An argument and its answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What was said, in the order of the columns; at most one cell for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
    /// Whether the argument was conceded on purpose ("kicked"), so that it is not reported as dropped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kicked: bool,
}

/// What was said in one speech on one argument.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The name of the column.
    pub column: String,
    /// What was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The number of the card or analytic that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<u32>,
    /// Whether this extends an earlier argument of the same side.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub extends: bool,
    /// Where reading stopped, in seconds of the speech.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked: Option<f64>,
}

/// A cell, by the index of its row and the index of its column.
pub type CellIndex = (usize, usize);

impl Cell {
    /// Creates a cell with a text.
    pub fn new(column: &str, text: &str) -> Self {
        Self { column: column.to_owned(), text: text.to_owned(), ..Self::default() }
    }

    /// Creates a cell from an entry of a brief, with its title and number.
    pub fn from_entry(column: &str, entry: &Entry) -> Self {
        Self { card: Some(entry.id()), ..Self::new(column, entry.title()) }
    }

    /// Returns whether anything was said. An empty cell is only a place to type.
    pub fn has_content(&self) -> bool {
        self.extends || self.card.is_some() || !self.text.trim().is_empty()
    }
}

impl Row {
    /// Returns the cell of a column.
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// Sets the cell of its column, in place of the present one.
    pub fn put(&mut self, columns: &Columns, cell: Cell) {
        self.take(&cell.column);
        let place = columns.place(&cell.column);
        // Cells of columns that the format does not have are kept at the end.
        let before = |other: &Cell| place.is_none() || columns.place(&other.column).is_some_and(|p| Some(p) < place);
        let at = self.cells.iter().take_while(|other| before(other)).count();
        self.cells.insert(at, cell);
    }

    /// Removes the cell of a column.
    pub fn take(&mut self, column: &str) -> Option<Cell> {
        let at = self.cells.iter().position(|cell| cell.column == column)?;
        Some(self.cells.remove(at))
    }

    /// Returns the name of the argument: the first text of the row.
    pub fn name(&self) -> &str {
        self.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
    }
}

impl Flow {
    /// Adds a sheet under a unique name, and returns its index; `None` if there are too many sheets.
    pub fn add_sheet(&mut self, name: &str) -> Option<usize> {
        if self.sheets.len() >= MAX_SHEETS {
            return None;
        }
        // Leaves room for a number.
        let short: String = name.trim().chars().take(MAX_NAME_CHARS - 4).collect();
        let name = self.unique_name(short.trim_end());
        self.sheets.push(Sheet { name, rows: Vec::new() });
        Some(self.sheets.len() - 1)
    }

    /// Removes a sheet.
    pub fn remove_sheet(&mut self, at: usize) -> Option<Sheet> {
        (at < self.sheets.len()).then(|| self.sheets.remove(at))
    }

    /// Returns `name`, with a number if another sheet has it.
    pub fn unique_name(&self, name: &str) -> String {
        let name = if name.is_empty() { "Sheet" } else { name };
        let taken = |name: &str| self.sheets.iter().any(|sheet| sheet.name == name);
        if !taken(name) {
            return name.to_owned();
        }
        let numbered = |number: usize| format!("{name} {number}");
        (2..).map(numbered).find(|name| !taken(name)).unwrap_or_default()
    }
}

impl Sheet {
    /// Inserts an empty row before the one at `at`. Returns whether there was room.
    pub fn insert_row(&mut self, at: usize) -> bool {
        let room = self.rows.len() < MAX_ROWS && at <= self.rows.len();
        if room {
            self.rows.insert(at, Row::default());
        }
        room
    }

    /// Moves a row to another index.
    pub fn move_row(&mut self, from: usize, to: usize) {
        move_item(&mut self.rows, from, to);
    }

    /// Removes a row.
    pub fn remove_row(&mut self, at: usize) -> Option<Row> {
        (at < self.rows.len()).then(|| self.rows.remove(at))
    }

    /// Sets a cell, and adds the rows up to it. Returns whether there was room.
    pub fn put(&mut self, columns: &Columns, row: usize, cell: Cell) -> bool {
        if row >= MAX_ROWS {
            return false;
        }
        if row >= self.rows.len() {
            self.rows.resize_with(row + 1, Row::default);
        }
        if let Some(row) = self.rows.get_mut(row) {
            row.put(columns, cell);
        }
        true
    }

    /// Removes a cell.
    pub fn remove_cell(&mut self, columns: &Columns, spot: CellIndex) -> Option<Cell> {
        let name = &columns.get(spot.1)?.name;
        self.rows.get_mut(spot.0)?.take(name)
    }

    /// Returns the cell for an answer during the speech `given`: in the same row, in the next column of the other side
    /// that is not over. If that cell is in use, a row is inserted below for another answer. `None` if the other side
    /// does not speak again, or there is no room.
    pub fn answer(&mut self, columns: &Columns, spot: CellIndex, given: usize) -> Option<CellIndex> {
        let due = columns.reply_to(spot.1, given)?;
        self.place_in(columns, spot.0, due)
    }

    /// Extends an argument in the next column of its own side that is not over at the speech `given`. Returns the new
    /// cell.
    pub fn extend(&mut self, columns: &Columns, spot: CellIndex, given: usize) -> Option<CellIndex> {
        let own = columns.get(spot.1)?;
        self.rows.get(spot.0)?.cell(&own.name).filter(|cell| cell.has_content())?;
        let next = columns.extension_of(spot.1, given)?;
        let name = &columns.get(next)?.name;
        let there = self.rows.get_mut(spot.0).and_then(|row| row.take(name)).unwrap_or_else(|| Cell::new(name, ""));
        self.put(columns, spot.0, Cell { extends: true, ..there });
        Some((spot.0, next))
    }

    fn place_in(&mut self, columns: &Columns, row: usize, column: usize) -> Option<CellIndex> {
        let name = &columns.get(column)?.name;
        let taken = self.rows.get(row)?.cell(name).is_some_and(Cell::has_content);
        let row = if taken { row + 1 } else { row };
        if taken && !self.insert_row(row) {
            return None;
        }
        if self.rows.get(row).is_some_and(|row| row.cell(name).is_none()) {
            self.put(columns, row, Cell::new(name, ""));
        }
        Some((row, column))
    }
}

/// Moves an element of a slice to another index. Indexes past the end change nothing.
pub(super) fn move_item<T>(list: &mut [T], from: usize, to: usize) {
    let part = if from <= to { list.get_mut(from..=to) } else { list.get_mut(to..=from) };
    match part {
        Some(part) if from < to => part.rotate_left(1),
        Some(part) if from > to => part.rotate_right(1),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::round::tests::{format, row, speech};
    use crate::model::round::{Cell, Columns, Flow, Sheet};

    fn sheet(rows: &[&[&str]]) -> (Columns, Sheet) {
        let rules = format("policy");
        let rows = rows.iter().map(|said| row(&rules, said)).collect();
        (Columns::new(&rules), Sheet { name: "Case".into(), rows })
    }

    /// Returns the columns of each row in which something is said.
    fn said(sheet: &Sheet) -> Vec<Vec<&str>> {
        sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.column.as_str()).collect()).collect()
    }

    #[test]
    fn an_answer_goes_to_the_right_and_a_second_one_below() {
        let (columns, mut sheet) = sheet(&[&["1AC"], &["1AC"]]);
        assert_eq!(sheet.answer(&columns, (0, 0), 0), Some((0, 1)));
        assert_eq!(sheet.answer(&columns, (0, 0), 2), Some((0, 1)), "an empty place is taken again");
        sheet.put(&columns, 0, Cell::new("1NC", "no link"));
        assert_eq!(sheet.answer(&columns, (0, 0), 2), Some((1, 1)));
        assert_eq!(said(&sheet), [vec!["1AC", "1NC"], vec!["1NC"], vec!["1AC"]]);
        assert_eq!(sheet.answer(&columns, (0, 6), 0), None, "nobody speaks after the 2AR");
        assert_eq!(sheet.answer(&columns, (9, 0), 0), None);
    }

    #[test]
    fn an_argument_is_extended_in_the_next_speech_of_its_own_side() {
        let (columns, mut sheet) = sheet(&[&["1AC", "1NC"]]);
        assert_eq!(sheet.extend(&columns, (0, 0), 0), Some((0, 2)));
        assert!(sheet.rows[0].cell("2AC").unwrap().extends);
        assert_eq!(sheet.extend(&columns, (0, 3), 0), None, "nothing is there to extend");
        sheet.put(&columns, 0, Cell::new("Block", "turn"));
        sheet.put(&columns, 0, Cell::new("2NR", "we win this"));
        sheet.extend(&columns, (0, 3), 0);
        assert_eq!(sheet.rows[0].cell("2NR").unwrap().text, "we win this", "words that are there stay");
    }

    #[test]
    fn a_late_answer_goes_to_the_current_speech_and_not_to_one_that_is_over() {
        let (columns, mut sheet) = sheet(&[&["1AC"]]);
        let rules = format("policy");
        let given = speech(&rules, "2NC");
        let block = columns.place("Block").unwrap();
        assert_eq!(sheet.answer(&columns, (0, 0), given), Some((0, block)));
        let given = speech(&rules, "1AR");
        assert_eq!(sheet.extend(&columns, (0, 0), given), Some((0, columns.place("1AR").unwrap())));
        assert_eq!(sheet.answer(&columns, (0, 0), rules.speeches.len()), Some((0, 1)), "afterwards, where it was due");
    }

    #[test]
    fn only_the_same_team_extends_an_argument() {
        let rules = format("british-parliamentary");
        let columns = Columns::new(&rules);
        let mut sheet = Sheet { name: "Case".into(), rows: vec![row(&rules, &["DPM"])] };
        assert_eq!(sheet.extend(&columns, (0, columns.place("DPM").unwrap()), 0), None, "the team has spoken twice");
    }

    #[test]
    fn sheet_names_are_unique() {
        let mut flow = Flow::default();
        for name in ["Case", "Case", " ", "Case"] {
            flow.add_sheet(name);
        }
        let names: Vec<&str> = flow.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["Case", "Case 2", "Sheet", "Case 3"]);
        assert_eq!(flow.remove_sheet(1).unwrap().name, "Case 2");
        assert!(flow.remove_sheet(9).is_none());
    }

    proptest! {
        #[test]
        fn moving_loses_no_cells_and_keeps_their_order(
            steps in proptest::collection::vec((0u8..4, 0usize..6, 0usize..8, 0usize..6), 0..40),
        ) {
            let (columns, mut sheet) = sheet(&[&["1AC", "1NC", "2AC"], &["1AC", "Block"], &["2NR"]]);
            let mut there = 6;
            for (kind, row, column, to_row) in steps {
                match kind {
                    0 => sheet.move_row(row, to_row),
                    1 => { sheet.insert_row(row); }
                    2 => there -= usize::from(sheet.remove_cell(&columns, (row, column)).is_some()),
                    _ => there -= sheet.remove_row(row + 3).map_or(0, |row| row.cells.len()),
                }
                prop_assert_eq!(sheet.rows.iter().map(|row| row.cells.len()).sum::<usize>(), there);
                for row in &sheet.rows {
                    let places: Vec<_> = row.cells.iter().map(|cell| columns.place(&cell.column).unwrap()).collect();
                    prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", places);
                }
            }
        }
    }
}
