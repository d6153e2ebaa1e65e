//! Writing on a sheet: rows and cells put in, moved and taken out; an argument answered or extended.

use super::columns::Columns;
use super::flow::{Cell, MOST_ROWS, Row, Sheet, shift};

/// A cell by its row and the place of its column.
pub type Spot = (usize, usize);

impl Sheet {
    /// Puts an empty row in before the one at a place, and says whether there was room.
    pub fn insert_row(&mut self, at: usize) -> bool {
        let room = self.rows.len() < MOST_ROWS && at <= self.rows.len();
        if room {
            self.rows.insert(at, Row::default());
        }
        room
    }

    /// Moves a row to stand at another place.
    pub fn move_row(&mut self, from: usize, to: usize) {
        shift(&mut self.rows, from, to);
    }

    /// Takes a row out with all that was said on it.
    pub fn remove_row(&mut self, at: usize) -> Option<Row> {
        (at < self.rows.len()).then(|| self.rows.remove(at))
    }

    /// Writes a cell; rows up to it are there afterwards. Says whether there was room.
    pub fn put(&mut self, columns: &Columns, row: usize, cell: Cell) -> bool {
        if row >= MOST_ROWS {
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

    /// Moves a cell to another place; what stands there comes to where it was. Says whether there was a cell and a place.
    pub fn move_cell(&mut self, columns: &Columns, from: Spot, to: Spot) -> bool {
        let (Some(from_column), Some(to_column)) = (columns.get(from.1), columns.get(to.1)) else { return false };
        if to.0 >= MOST_ROWS || self.rows.get(from.0).is_none_or(|row| row.cell(&from_column.name).is_none()) {
            return false;
        }
        let moved = self.rows.get_mut(from.0).and_then(|row| row.take(&from_column.name));
        let met = self.rows.get_mut(to.0).and_then(|row| row.take(&to_column.name));
        if let Some(cell) = met {
            self.put(columns, from.0, Cell { column: from_column.name.clone(), ..cell });
        }
        moved.is_some_and(|cell| self.put(columns, to.0, Cell { column: to_column.name.clone(), ..cell }))
    }

    /// Makes room in one column: its cells from a row on move down by one. Says whether there was room.
    pub fn push_down(&mut self, columns: &Columns, spot: Spot) -> bool {
        let Some(column) = columns.get(spot.1) else { return false };
        let last = self.rows.iter().rposition(|row| row.cell(&column.name).is_some());
        let Some(last) = last.filter(|last| *last >= spot.0) else { return true };
        if last + 1 >= MOST_ROWS {
            return false;
        }
        for row in (spot.0..=last).rev() {
            if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.take(&column.name)) {
                self.put(columns, row + 1, cell);
            }
        }
        true
    }

    /// Takes a cell out; with `close_up`, the cells below it in its column move up by one.
    pub fn remove_cell(&mut self, columns: &Columns, spot: Spot, close_up: bool) -> Option<Cell> {
        let name = &columns.get(spot.1)?.name;
        let removed = self.rows.get_mut(spot.0).and_then(|row| row.take(name));
        for row in (spot.0 + 1..self.rows.len()).filter(|_| close_up) {
            if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.take(name)) {
                self.put(columns, row - 1, cell);
            }
        }
        removed
    }

    /// Where an answer to a cell is written: in its row, in the next column of the other side. When something is said
    /// there already, a row is put in below for one more answer. None when the other side does not speak again, or there
    /// is no room.
    pub fn answer(&mut self, columns: &Columns, spot: Spot) -> Option<Spot> {
        let due = columns.answer_to(spot.1)?.0;
        self.place_in(columns, spot.0, due)
    }

    /// Brings a cell up again in the next column of its own side, and says where.
    pub fn extend(&mut self, columns: &Columns, spot: Spot) -> Option<Spot> {
        let own = columns.get(spot.1)?;
        self.rows.get(spot.0)?.cell(&own.name).filter(|cell| cell.is_said())?;
        let next = columns.next_of(own.side, spot.1)?;
        let name = &columns.get(next)?.name;
        let there = self.rows.get_mut(spot.0).and_then(|row| row.take(name)).unwrap_or_else(|| Cell::new(name, ""));
        self.put(columns, spot.0, Cell { extends: true, ..there });
        Some((spot.0, next))
    }

    fn place_in(&mut self, columns: &Columns, row: usize, column: usize) -> Option<Spot> {
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
