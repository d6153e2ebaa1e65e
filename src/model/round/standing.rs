//! The status of arguments during a speech: answered, dropped, or who must answer.
//!
//! An answer is due in the next column of the other side. If that is over with no answer in it, nor in a later column
//! of that side, the argument is dropped. Where teams share a side, as in British parliamentary, the next team of the
//! other bench owes the answer, and may give it in any of its speeches. In Congress all speakers of a side are one
//! team, so that nothing is dropped before the side's last speech. Extending an unanswered argument gives the other
//! side no second chance: it stays dropped until it is answered, late.

use super::Round;
use super::columns::Columns;
use super::flow::{Cell, Row};
use super::format::Side;

/// The status of an argument. Columns are indexes into the round's [`Columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has been said.
    Blank,
    /// The argument was just made, or nobody can answer it any more.
    New {
        /// The side that made it.
        by: Side,
        /// The column it was made in.
        column: usize,
    },
    /// An answer is due.
    Due {
        /// The side that must answer.
        by: Side,
        /// The next column in which it can.
        column: usize,
    },
    /// The argument is being answered, or was answered and nobody can reply any more.
    Answered {
        /// The side that answered.
        by: Side,
        /// The column of the answer.
        column: usize,
        /// Whether the answer came after the argument was dropped.
        late: bool,
    },
    /// The answer did not come.
    Dropped {
        /// The side that owed it.
        by: Side,
        /// The last column in which it could have come.
        column: usize,
    },
}

/// A dropped argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The index of its sheet.
    pub sheet: usize,
    /// The index of its row.
    pub at: usize,
    /// The name of the argument: the first text of its row.
    pub row: String,
    /// The text that was not answered.
    pub what: String,
    /// The side that dropped it.
    pub by: Side,
    /// The last column in which the answer could have come.
    pub column: String,
}

/// Returns the status of a row during a speech. An index past the last speech is the end of the round.
pub fn standing(columns: &Columns, row: &Row, speech: usize) -> Standing {
    let said: Vec<(usize, Side)> =
        said_cells(columns, row, speech).into_iter().map(|(at, side, _)| (at, side)).collect();
    let Some(&(last, by)) = said.last() else { return Standing::Blank };
    let run = said.iter().rev().take_while(|(_, side)| *side == by).count();
    let (before, run) = said.split_at(said.len() - run);
    let first = run.first().map_or(last, |(at, _)| *at);
    let is_over = |at: usize| columns.get(at).is_some_and(|column| column.last < speech);
    // The last argument of the other side, and whether this answer to it was late.
    let answered = before.last().map(|(other, _)| {
        let asked = before.iter().rev().take_while(|(_, side)| *side != by).last().map_or(*other, |(at, _)| *at);
        let late = columns.answer_to(asked).is_some_and(|(_, latest)| first > latest);
        Standing::Answered { by, column: last, late }
    });
    let at_rest = answered.unwrap_or(Standing::New { by, column: last });
    match columns.answer_to(first) {
        Some((_, latest)) if is_over(latest) => Standing::Dropped { by: by.other(), column: latest },
        Some((due, latest)) if is_over(last) => {
            let open = |at: &usize| columns.get(*at).is_some_and(|c| c.side != by && c.answers) && !is_over(*at);
            Standing::Due { by: by.other(), column: (due..=latest).find(open).unwrap_or(latest) }
        }
        _ => at_rest,
    }
}

/// Returns the cells said before or during a speech, with the index and side of their columns, in order. Text prepared
/// for later speeches is left out.
fn said_cells<'a>(columns: &Columns, row: &'a Row, speech: usize) -> Vec<(usize, Side, &'a Cell)> {
    let mut said: Vec<_> = row
        .cells
        .iter()
        .filter(|cell| cell.has_content())
        .filter_map(|cell| {
            let at = columns.place(&cell.column)?;
            let column = columns.get(at)?;
            (column.first <= speech).then_some((at, column.side, cell))
        })
        .collect();
    said.sort_by_key(|(at, ..)| *at);
    said
}

/// Returns the arguments that are dropped at [`Round::at`], in the order of the flow; at the end of the round, all that
/// stayed dropped. Kicked arguments are left out.
pub fn dropped(round: &Round) -> Vec<Dropped> {
    let columns = round.columns();
    let mut all = Vec::new();
    for (number, sheet) in round.flow.sheets.iter().enumerate() {
        for (at, row) in sheet.rows.iter().enumerate().filter(|(_, row)| !row.kicked) {
            let Standing::Dropped { by, column } = standing(&columns, row, round.at) else { continue };
            let said = said_cells(&columns, row, round.at);
            let run = said.iter().rev().take_while(|(_, side, _)| *side != by);
            let what = run.last().map_or("", |(_, _, cell)| cell.text.trim());
            all.push(Dropped {
                sheet: number,
                at,
                row: row.name().to_owned(),
                what: if what.is_empty() { row.name().to_owned() } else { what.to_owned() },
                by,
                column: columns.get(column).map(|column| column.name.clone()).unwrap_or_default(),
            });
        }
    }
    all
}

impl Standing {
    /// Returns whether the user must answer.
    pub fn is_our_turn(self, round: &Round, columns: &Columns) -> bool {
        match self {
            Self::Due { by, column } => round.is_ours(by, columns.get(column).and_then(|column| column.team)),
            _ => false,
        }
    }

    /// Describes the status: `Dropped by Neg in Block`, `Our turn in 2AC`.
    pub fn describe(self, round: &Round, columns: &Columns) -> String {
        let name = |at: usize| columns.get(at).map_or("", |column| column.name.as_str());
        match self {
            Self::Blank => String::new(),
            Self::New { column, .. } => format!("New in {}", name(column)),
            Self::Due { by, column } => match round.ours {
                Some(_) if self.is_our_turn(round, columns) => format!("Our turn in {}", name(column)),
                Some(ours) if ours != by => format!("Their turn in {}", name(column)),
                // The user is a spectator, or the other team of their bench must answer.
                _ => {
                    let team = columns.get(column).and_then(|column| column.team);
                    format!("{} to answer in {}", round.team_name(by, team), name(column))
                }
            },
            Self::Answered { by, column, late } => {
                let late = if late { ", late" } else { "" };
                format!("Answered by {} in {}{late}", round.side_name(by), name(column))
            }
            Self::Dropped { by, column } => format!("Dropped by {} in {}", round.side_name(by), name(column)),
        }
    }
}
