//! The flow: who said what on which argument, one row for each, one column for each speech.

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::format::MAX_NAME_CHARS;
use crate::model::Entry;

/// The most sheets of a flow.
pub const MAX_SHEETS: usize = 100;

/// The most rows of a sheet.
pub const MAX_ROWS: usize = 2000;

/// The longest text of a cell, in characters.
pub const MAX_CELL_CHARS: usize = 20_000;

/// The sheets of a round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flow {
    /// The sheets in order.
    pub sheets: Vec<Sheet>,
}

/// One position: a case, a disadvantage, a topicality argument.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// One row for each argument, from the top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
}

/// One argument and its answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What was said, in the order of the columns; at most one cell for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
    /// Let go on purpose ("kicked"), so that it is not told as dropped.
    #[serde(default, skip_serializing_if = "is_false")]
    pub kicked: bool,
}

/// What was said in one speech on one argument.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The column by its name.
    pub column: String,
    /// What was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The number of the card or analytic that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<u32>,
    /// Brings up again what the same side said before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub extends: bool,
    /// Where reading stopped, in seconds of the speech.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked: Option<f64>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Cell {
    /// A cell with a text.
    pub fn new(column: &str, text: &str) -> Self {
        Self { column: column.to_owned(), text: text.to_owned(), ..Self::default() }
    }

    /// A card, an analytic or a heading as it is written on the flow: its tag and its number.
    pub fn from_entry(column: &str, entry: &Entry) -> Self {
        Self { card: Some(entry.id()), ..Self::new(column, entry.title()) }
    }

    /// Whether anything was said: an empty cell is only a place to write.
    pub fn is_said(&self) -> bool {
        self.extends || self.card.is_some() || !self.text.trim().is_empty()
    }
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// Writes a cell in place of the one that is in its column.
    pub fn put(&mut self, columns: &Columns, cell: Cell) {
        self.take(&cell.column);
        let place = columns.place(&cell.column);
        // Cells of columns that the format does not have stay at the end.
        let before = |other: &Cell| place.is_none() || columns.place(&other.column).is_some_and(|p| Some(p) < place);
        let at = self.cells.iter().take_while(|other| before(other)).count();
        self.cells.insert(at, cell);
    }

    /// Takes the cell of a column out.
    pub fn take(&mut self, column: &str) -> Option<Cell> {
        let at = self.cells.iter().position(|cell| cell.column == column)?;
        Some(self.cells.remove(at))
    }

    /// What it is called: the first words said.
    pub fn name(&self) -> &str {
        self.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
    }
}

impl Flow {
    /// Adds a sheet under a name that no other has, and says where; none when there are too many.
    pub fn add_sheet(&mut self, name: &str) -> Option<usize> {
        if self.sheets.len() >= MAX_SHEETS {
            return None;
        }
        // Room for a number, within the longest name.
        let short: String = name.trim().chars().take(MAX_NAME_CHARS - 4).collect();
        let name = self.unique_name(short.trim_end());
        self.sheets.push(Sheet { name, rows: Vec::new() });
        Some(self.sheets.len() - 1)
    }

    /// Takes a sheet out with all that is on it.
    pub fn remove_sheet(&mut self, at: usize) -> Option<Sheet> {
        (at < self.sheets.len()).then(|| self.sheets.remove(at))
    }

    /// The name, or the name with the first number that makes it unlike the others.
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

/// Moves what stands at one place of a list to another; places behind the end change nothing.
pub(super) fn move_item<T>(list: &mut [T], from: usize, to: usize) {
    let part = if from <= to { list.get_mut(from..=to) } else { list.get_mut(to..=from) };
    match part {
        Some(part) if from < to => part.rotate_left(1),
        Some(part) if from > to => part.rotate_right(1),
        _ => {}
    }
}
