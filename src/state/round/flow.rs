//! The flow: choosing and writing cells, answering and moving arguments, and the sheets.

use std::sync::Arc;

use crate::model::Entry;
use crate::model::round::{Cell, CellIndex, Columns, MAX_CELL_CHARS, MAX_NAME_CHARS, MAX_ROWS, Sheet};
use crate::state::feature::{Outcome, Request};
use crate::state::undo_order::UndoTarget;
use crate::state::{Command, Notice};

use super::undo_step::RoundStep;
use super::{Field, RoundEditor};

impl RoundEditor {
    /// Limits the chosen cell to the columns, whose number may have changed.
    pub(super) fn clamp_to_columns(&mut self) {
        let columns = self.columns().all().len();
        self.cell.1 = self.cell.1.min(columns.saturating_sub(1));
    }

    /// Returns the text of the chosen cell.
    pub fn text(&self) -> &str {
        let columns = self.columns();
        let Some(column) = columns.get(self.cell.1) else { return "" };
        let row = self.shown_sheet().and_then(|sheet| sheet.rows.get(self.cell.0));
        row.and_then(|row| row.cell(&column.name)).map_or("", |cell| cell.text.as_str())
    }

    /// Chooses a cell, at most in the empty row below the sheet.
    pub(super) fn choose_cell(&mut self, (row, column): CellIndex) {
        let rows = self.shown_sheet().map_or(0, |sheet| sheet.rows.len());
        let columns = self.columns().all().len();
        self.cell = (row.min(rows).min(MAX_ROWS - 1), column.min(columns.saturating_sub(1)));
        self.reveal = true;
        self.undo_stack.end_typing();
    }
}

impl RoundEditor {
    /// Starts or finishes typing in the chosen cell.
    pub(super) fn toggle_writing(&mut self) {
        if self.writing {
            self.finish_writing();
        } else {
            self.writing = true;
        }
        self.reveal = true;
    }

    /// Changes the shown sheet at the chosen argument, as [`Self::write_on_sheet`] does, or says that the row has none.
    pub(super) fn change_argument(
        &mut self,
        out: &mut Outcome,
        change: impl FnOnce(&mut Sheet, &Columns, CellIndex) -> Option<CellIndex>,
    ) {
        self.finish_writing();
        let cell = self.cell;
        if self.shown_sheet().is_none_or(|sheet| cell.0 >= sheet.rows.len()) {
            out.notify(Notice::quiet("Nothing stands here: choose an argument"));
            return;
        }
        self.write_on_sheet(out, "", None, |sheet, columns| change(sheet, columns, cell));
    }

    /// Moves the chosen argument one row down or up.
    pub(super) fn move_argument(&mut self, down: bool, out: &mut Outcome) {
        self.finish_writing();
        let (row, column) = self.cell;
        let rows = self.shown_sheet().map_or(0, |sheet| sheet.rows.len());
        let to = if down { row + 1 } else { row.saturating_sub(1) };
        if to >= rows || row >= rows {
            return;
        }
        self.write_on_sheet(out, "", None, |sheet, _| {
            sheet.move_row(row, to);
            Some((to, column))
        })
    }

    /// Renames the shown sheet; the name is cut to [`MAX_NAME_CHARS`].
    pub(super) fn set_sheet_name(&mut self, name: &str, out: &mut Outcome) {
        let at = self.sheet;
        let name: String = name.chars().take(MAX_NAME_CHARS).collect();
        self.change(out, Some(Field::Sheet(at)), |round| {
            if let Some(sheet) = round.flow.sheets.get_mut(at) {
                sheet.name = name;
            }
        })
    }

    /// Finishes the cell, and begins to write in an empty row below it.
    pub(super) fn continue_below(&mut self, out: &mut Outcome) {
        self.finish_writing();
        let (row, column) = self.cell;
        self.write_on_sheet(out, "", None, |sheet, _| {
            // There is always an empty row below the last one.
            if row + 1 < sheet.rows.len() {
                sheet.insert_row(row + 1);
            }
            None
        });
        self.choose_cell((row + 1, column));
        self.writing = true;
    }

    /// Changes the shown sheet, and saves the round. A first sheet is added if there is none, named `name`, or "Case" if
    /// that is empty. The cell that `change` returns is chosen.
    pub(super) fn write_on_sheet(
        &mut self,
        out: &mut Outcome,
        name: &str,
        typing: Option<Field>,
        change: impl FnOnce(&mut Sheet, &Columns) -> Option<CellIndex>,
    ) {
        let columns = self.columns();
        if self.shown_sheet().is_none() {
            self.new_sheet(if name.is_empty() { "Case" } else { name }, out);
        }
        let Self { document: Some(round), sheet: at, undo_stack, .. } = self else {
            return;
        };
        let round = Arc::make_mut(round);
        let Some(sheet) = round.flow.sheets.get_mut(*at) else { return };
        let before = sheet.rows.clone();
        let chosen = change(sheet, &columns);
        if undo_stack.push(RoundStep::rows(*at, &sheet.rows, &before), typing) {
            out.ask(Request::RecordStep(UndoTarget::Round));
        }
        if let Some(cell) = chosen {
            self.choose_cell(cell);
        }
        self.on_changed(out);
    }

    /// Sets the text of the chosen cell. Consecutive changes of one cell are one undo step.
    pub(super) fn set_cell_text(&mut self, text: &str, out: &mut Outcome) {
        let text: String = text.chars().take(MAX_CELL_CHARS).collect();
        let (row, place) = self.cell;
        self.write_on_sheet(out, "", Some(Field::Cell((row, place))), |sheet, columns| {
            let column = columns.get(place)?;
            let old = sheet.rows.get(row).and_then(|row| row.cell(&column.name)).cloned();
            let cell = old.unwrap_or_else(|| Cell::new(&column.name, ""));
            sheet.put(columns, row, Cell { text, ..cell });
            None
        });
        self.writing = true;
    }

    /// Writes what was typed at the end of the chosen cell, and goes on typing there. Blanks alone begin no empty cell.
    pub(super) fn write(&mut self, typed: &str, out: &mut Outcome) {
        let text = format!("{}{typed}", self.text());
        if self.document.is_none() || text.trim().is_empty() {
            return;
        }
        self.reveal = true;
        self.set_cell_text(&text, out);
    }

    /// Finishes typing in the chosen cell, if text is being typed.
    pub(super) fn finish_writing(&mut self) {
        if !std::mem::take(&mut self.writing) {
            return;
        }
        self.undo_stack.end_typing();
        self.reveal = true;
    }

    /// Answers the chosen cell in the next column of the other side, or extends it in the next column of its own side.
    pub(super) fn reply_to_cell(&mut self, extend: bool, out: &mut Outcome) {
        self.finish_writing();
        let cell = self.cell;
        let current = self.document.as_ref().map_or(0, |round| round.at);
        let mut reply = None;
        self.write_on_sheet(out, "", None, |sheet, columns| {
            let source = columns.get(cell.1).and_then(|column| sheet.rows.get(cell.0)?.cell(&column.name));
            source.filter(|cell| cell.has_content())?;
            reply = if extend { sheet.extend(columns, cell, current) } else { sheet.answer(columns, cell, current) };
            reply
        });
        match reply {
            Some(_) => self.writing = !extend,
            None => {
                let why = if extend {
                    "There is nothing here to extend, or its side does not speak again"
                } else {
                    "There is nothing here to answer, or the other side does not speak again"
                };
                out.notify(Notice::quiet(why));
            }
        }
    }

    /// Begins to write in the first empty row after the last argument. What is typed in another cell is finished.
    pub(super) fn new_argument(&mut self) {
        self.finish_writing();
        let columns = self.columns();
        let current = self.document.as_ref().and_then(|round| columns.of_speech(&round.rules, round.at));
        let column = current.unwrap_or(self.cell.1);
        let rows = self.shown_sheet().map_or(&[][..], |sheet| &sheet.rows);
        let end = rows.iter().rposition(|row| row.cells.iter().any(Cell::has_content)).map_or(0, |last| last + 1);
        self.choose_cell((end, column));
        self.writing = true;
    }

    pub(super) fn insert_entry(&mut self, entry: &Entry, out: &mut Outcome) {
        self.finish_writing();
        let (row, place) = self.cell;
        self.write_on_sheet(out, "", None, |sheet, columns| {
            let column = columns.get(place)?;
            let is_occupied = sheet.rows.get(row).and_then(|row| row.cell(&column.name)).is_some_and(Cell::has_content);
            let row = if is_occupied { row + 1 } else { row };
            if is_occupied && !sheet.insert_row(row) {
                return None;
            }
            sheet.put(columns, row, Cell::from_entry(&column.name, entry));
            Some((row, place))
        })
    }

    pub(super) fn show_sheet(&mut self, at: usize) {
        self.finish_writing();
        let count = self.document.as_ref().map_or(0, |round| round.flow.sheets.len());
        let at = at.min(count.saturating_sub(1));
        if at != self.sheet {
            self.sheet = at;
            let column = self.cell.1;
            self.choose_cell((0, column));
        }
    }

    pub(super) fn new_sheet(&mut self, name: &str, out: &mut Outcome) {
        let mut added = None;
        self.change(out, None, |round| added = round.flow.add_sheet(name));
        match added {
            Some(at) => self.show_sheet(at),
            None => out.notify(Notice::quiet("A flow has a hundred sheets at most")),
        }
    }

    pub(super) fn remove_sheet(&mut self, out: &mut Outcome) {
        self.finish_writing();
        let at = self.sheet;
        let mut removed = None;
        self.change(out, None, |round| removed = round.flow.remove_sheet(at));
        let Some(removed) = removed else { return };
        let left = self.document.as_ref().map_or(0, |round| round.flow.sheets.len());
        self.sheet = at.min(left.saturating_sub(1));
        let column = self.cell.1;
        self.choose_cell((0, column));
        let text = format!("The sheet {} was taken off", removed.name);
        out.notify(Notice::quiet(text).offering(Command::Undo, "Bring it back"));
    }
}
