//! Writing on a sheet: rows and cells put in, moved and taken out; an argument answered or extended.

use super::columns::Columns;
use super::flow::{Cell, MAX_ROWS, Row, Sheet, move_item};

/// A cell by its row and the place of its column.
pub type CellIndex = (usize, usize);

impl Sheet {
    /// Puts an empty row in before the one at a place, and says whether there was room.
    pub fn insert_row(&mut self, at: usize) -> bool {
        let room = self.rows.len() < MAX_ROWS && at <= self.rows.len();
        if room {
            self.rows.insert(at, Row::default());
        }
        room
    }

    /// Moves a row to stand at another place.
    pub fn move_row(&mut self, from: usize, to: usize) {
        move_item(&mut self.rows, from, to);
    }

    /// Takes a row out with all that was said on it.
    pub fn remove_row(&mut self, at: usize) -> Option<Row> {
        (at < self.rows.len()).then(|| self.rows.remove(at))
    }

    /// Writes a cell; rows up to it are there afterwards. Says whether there was room.
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

    /// Takes a cell out.
    pub fn remove_cell(&mut self, columns: &Columns, spot: CellIndex) -> Option<Cell> {
        let name = &columns.get(spot.1)?.name;
        self.rows.get_mut(spot.0)?.take(name)
    }

    /// Where an answer to a cell is written while the speech at a place is given: in its row, in the next column of the
    /// other side that is not over. When something is said there already, a row is put in below for one more answer. None
    /// when the other side does not speak again, or there is no room.
    pub fn answer(&mut self, columns: &Columns, spot: CellIndex, given: usize) -> Option<CellIndex> {
        let due = columns.reply_to(spot.1, given)?;
        self.place_in(columns, spot.0, due)
    }

    /// Brings a cell up again in the next column of its own side that is not over while a speech is given, and says where.
    pub fn extend(&mut self, columns: &Columns, spot: CellIndex, given: usize) -> Option<CellIndex> {
        let own = columns.get(spot.1)?;
        self.rows.get(spot.0)?.cell(&own.name).filter(|cell| cell.is_said())?;
        let next = columns.extension_of(spot.1, given)?;
        let name = &columns.get(next)?.name;
        let there = self.rows.get_mut(spot.0).and_then(|row| row.take(name)).unwrap_or_else(|| Cell::new(name, ""));
        self.put(columns, spot.0, Cell { extends: true, ..there });
        Some((spot.0, next))
    }

    fn place_in(&mut self, columns: &Columns, row: usize, column: usize) -> Option<CellIndex> {
        let name = &columns.get(column)?.name;
        let taken = self.rows.get(row)?.cell(name).is_some_and(Cell::is_said);
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
