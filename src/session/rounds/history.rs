//! What was done to a flow, to be undone and redone: rows of a sheet put in place of others, and whole sheets.

use crate::model::round::{Flow, Row, Sheet};

/// Changes that can be undone; the oldest is forgotten first.
const MOST: usize = 500;

/// What a change took away and what it put there.
#[derive(Clone, Debug)]
enum Step {
    Rows { sheet: usize, at: usize, taken: Vec<Row>, put: Vec<Row>, typing: Option<u64> },
    Sheets { at: usize, taken: Vec<Sheet>, put: Vec<Sheet> },
}

/// The changes of one flow.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Rows of a sheet were others before; true when this began a new change, false when nothing changed or it was typed
    /// on in the same cell.
    pub fn rows_changed(&mut self, sheet: usize, before: &[Row], after: &[Row], typing: Option<u64>) -> bool {
        let same = before.iter().zip(after).take_while(|(one, other)| one == other).count();
        let room = before.len().min(after.len()) - same;
        let tail = before.iter().rev().zip(after.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
        let part = |rows: &[Row]| rows.get(same..rows.len() - tail).unwrap_or_default().to_vec();
        let (taken, put) = (part(before), part(after));
        if taken.is_empty() && put.is_empty() {
            return false;
        }
        self.undone.clear();
        if let Some(Step::Rows { sheet: s, at, put: last, typing: t, .. }) = self.done.last_mut()
            && typing.is_some()
            && (*s, *at, *t, last.len()) == (sheet, same, typing, taken.len())
        {
            *last = put;
            return false;
        }
        self.push(Step::Rows { sheet, at: same, taken, put, typing });
        true
    }

    /// Sheets from a place on were put in place of others.
    pub fn sheets_changed(&mut self, at: usize, taken: Vec<Sheet>, put: Vec<Sheet>) {
        self.undone.clear();
        self.push(Step::Sheets { at, taken, put });
    }

    fn push(&mut self, step: Step) {
        self.done.push(step);
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// What is typed next is a change of its own, even in the same cell.
    pub fn rest(&mut self) {
        if let Some(Step::Rows { typing, .. }) = self.done.last_mut() {
            *typing = None;
        }
    }

    /// Takes the last change back, or does the one taken back last once more; the sheet and the row where that was.
    pub fn turn(&mut self, flow: &mut Flow, back: bool) -> Option<(usize, usize)> {
        let step = if back { self.done.pop() } else { self.undone.pop() }?;
        let place = match &step {
            Step::Rows { sheet, at, taken, put, .. } => {
                let (old, new) = if back { (put, taken) } else { (taken, put) };
                if let Some(sheet) = flow.sheets.get_mut(*sheet) {
                    let end = (at + old.len()).min(sheet.rows.len());
                    sheet.rows.splice((*at).min(end)..end, new.iter().cloned());
                }
                (*sheet, *at)
            }
            Step::Sheets { at, taken, put } => {
                let (old, new) = if back { (put, taken) } else { (taken, put) };
                let end = (at + old.len()).min(flow.sheets.len());
                flow.sheets.splice((*at).min(end)..end, new.iter().cloned());
                (*at, 0)
            }
        };
        if back {
            self.undone.push(step)
        } else {
            self.done.push(step)
        }
        Some(place)
    }
}
