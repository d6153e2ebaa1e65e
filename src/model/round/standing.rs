//! How an argument stands when a speech is given: answered, dropped, or whose turn it is.
//!
//! An answer is due in the next column of the other side. Once that is over with nothing said there, and nothing by that
//! side later, the argument is dropped. Where teams share a side, as in British parliamentary, the team that is next to
//! speak on the other bench owes the answer and may give it in any of its speeches; in Congress all who speak on a side
//! are one team, so that nothing is dropped before the side's last speech. What a side brings up again after it was not
//! answered gives the other side no second chance: it stays dropped until it is answered, late.

use super::Round;
use super::columns::Columns;
use super::flow::{Cell, Row};
use super::format::Side;

/// How an argument stands. Columns are places among the round's [`Columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has been said.
    Blank,
    /// It was just made, or made where nobody can answer any more.
    New {
        /// Who made it.
        by: Side,
        /// Where.
        column: usize,
    },
    /// An answer is due.
    Due {
        /// From whom.
        by: Side,
        /// The column that is next for it.
        column: usize,
    },
    /// It is being answered, or has been and nobody can reply any more.
    Answered {
        /// Who answered.
        by: Side,
        /// Where.
        column: usize,
        /// Whether that was after it counted as dropped.
        late: bool,
    },
    /// The answer did not come.
    Dropped {
        /// Who owed it.
        by: Side,
        /// The last column it could have come in.
        column: usize,
    },
}

/// An argument that was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Its sheet, by the place in the flow.
    pub sheet: usize,
    /// Its row on the sheet, from 0.
    pub at: usize,
    /// What the argument is called: the first words said on it.
    pub row: String,
    /// What was not answered.
    pub what: String,
    /// Who dropped it.
    pub by: Side,
    /// The column in which the answer should have come at the latest.
    pub in_speech: String,
}

/// How a row stands while the speech at a place is given; a place behind the last speech is the end of the round.
pub fn standing(columns: &Columns, row: &Row, speech: usize) -> Standing {
    let said: Vec<(usize, Side)> = said(columns, row, speech).into_iter().map(|(at, side, _)| (at, side)).collect();
    let Some(&(last, by)) = said.last() else { return Standing::Blank };
    let run = said.iter().rev().take_while(|(_, side)| *side == by).count();
    let (before, run) = said.split_at(said.len() - run);
    let first = run.first().map_or(last, |(at, _)| *at);
    let is_over = |at: usize| columns.get(at).is_some_and(|column| column.last < speech);
    // What the other side said last, and since when it waited for this answer.
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

/// The cells that have been said when a speech is given, with the place and the side of their columns, in order. What was
/// written ahead for a later speech is not said yet.
fn said<'a>(columns: &Columns, row: &'a Row, speech: usize) -> Vec<(usize, Side, &'a Cell)> {
    let mut said: Vec<_> = row
        .cells
        .iter()
        .filter(|cell| cell.is_said())
        .filter_map(|cell| {
            let at = columns.place(&cell.column)?;
            let column = columns.get(at)?;
            (column.first <= speech).then_some((at, column.side, cell))
        })
        .collect();
    said.sort_by_key(|(at, ..)| *at);
    said
}

/// The arguments that are dropped when the speech at [`Round::at`] is given, in the order of the flow; at the end of the
/// round, all that were and stayed so. What was kicked is not told.
pub fn dropped(round: &Round) -> Vec<Dropped> {
    let columns = round.columns();
    let mut all = Vec::new();
    for (number, sheet) in round.flow.sheets.iter().enumerate() {
        for (at, row) in sheet.rows.iter().enumerate().filter(|(_, row)| !row.kicked) {
            let Standing::Dropped { by, column } = standing(&columns, row, round.at) else { continue };
            let said = said(&columns, row, round.at);
            let run = said.iter().rev().take_while(|(_, side, _)| *side != by);
            let what = run.last().map_or("", |(_, _, cell)| cell.text.trim());
            all.push(Dropped {
                sheet: number,
                at,
                row: row.name().to_owned(),
                what: if what.is_empty() { row.name().to_owned() } else { what.to_owned() },
                by,
                in_speech: columns.get(column).map(|column| column.name.clone()).unwrap_or_default(),
            });
        }
    }
    all
}

impl Standing {
    /// The side that has to answer, if one has.
    pub fn turn(self) -> Option<Side> {
        match self {
            Self::Due { by, .. } => Some(by),
            _ => None,
        }
    }

    /// Whether an answer is due from us.
    pub fn is_our_turn(self, round: &Round, columns: &Columns) -> bool {
        match self {
            Self::Due { by, column } => round.is_ours(by, columns.get(column).and_then(|column| column.team)),
            _ => false,
        }
    }

    /// In words, for a round: `Dropped by Neg in Block`, `Our turn in 2AC`.
    pub fn describe(self, round: &Round, columns: &Columns) -> String {
        let name = |at: usize| columns.get(at).map_or("", |column| column.name.as_str());
        match self {
            Self::Blank => String::new(),
            Self::New { column, .. } => format!("New in {}", name(column)),
            Self::Due { by, column } => match round.ours {
                Some(_) if self.is_our_turn(round, columns) => format!("Our turn in {}", name(column)),
                Some(ours) if ours != by => format!("Their turn in {}", name(column)),
                // Nobody's side is ours, or the other team of our bench is to answer.
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
