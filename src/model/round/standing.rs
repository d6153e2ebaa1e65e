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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::round::tests::{SHIPPED, format, read, round, row, speech};
    use crate::model::round::{Cell, Columns, Round, RoundFormat, Row, Sheet, Side, Standing, dropped, standing};

    /// Describes the status of a row during a speech; `End` is the end of the round.
    fn status(id: &str, said: &[&str], at: &str) -> String {
        let round = Round { ours: Some(Side::First), ..round(id) };
        let columns = round.columns();
        let at = if at == "End" { round.rules.speeches.len() } else { speech(&round.rules, at) };
        standing(&columns, &row(&round.rules, said), at).describe(&round, &columns)
    }

    #[test]
    fn an_argument_is_new_then_due_then_answered_or_dropped() {
        let policy = |said: &[&str], at: &str| status("policy", said, at);
        assert_eq!(policy(&["1AC"], "1AC"), "New in 1AC");
        assert_eq!(policy(&["1AC"], "1NC"), "Their turn in 1NC");
        assert_eq!(policy(&["1AC", "1NC"], "1NC"), "Answered by Neg in 1NC");
        assert_eq!(policy(&["1AC", "1NC"], "2AC"), "Our turn in 2AC");
        assert_eq!(policy(&["1AC"], "2AC"), "Dropped by Neg in 1NC");
        assert_eq!(policy(&["1NC"], "2NC"), "Dropped by Aff in 2AC");
        assert_eq!(policy(&["1AC", "1NC", "2AC"], "2NC"), "Their turn in Block");
        assert_eq!(policy(&["1AC", "1NC", "2AC"], "1NR"), "Their turn in Block", "the block is two speeches");
        assert_eq!(policy(&["1AC", "1NC", "2AC"], "1AR"), "Dropped by Neg in Block");
        assert_eq!(policy(&[], "1NC"), "");
    }

    #[test]
    fn a_dropped_argument_stays_dropped_when_extended_and_is_answered_late() {
        let policy = |said: &[&str], at: &str| status("policy", said, at);
        assert_eq!(policy(&["1AC", "2AC"], "2NC"), "Dropped by Neg in 1NC");
        assert_eq!(policy(&["1AC", "2AC", "Block"], "1NR"), "Answered by Neg in Block, late");
        assert_eq!(policy(&["1AC", "2AC", "Block"], "1AR"), "Our turn in 1AR");
    }

    #[test]
    fn the_last_argument_cannot_be_answered() {
        let policy = |said: &[&str], at: &str| status("policy", said, at);
        assert_eq!(policy(&["2AR"], "End"), "New in 2AR");
        assert_eq!(policy(&["2NR", "2AR"], "End"), "Answered by Aff in 2AR");
        assert_eq!(policy(&["2NR"], "2AR"), "Our turn in 2AR");
        assert_eq!(policy(&["2NR"], "End"), "Dropped by Aff in 2AR");
    }

    #[test]
    fn text_prepared_for_a_later_speech_does_not_count() {
        assert_eq!(status("policy", &["1AC", "1NC", "2AC"], "1NC"), "Answered by Neg in 1NC");
        assert_eq!(status("policy", &["2AC"], "1NC"), "");
    }

    #[test]
    fn a_case_is_not_an_answer_to_another_case() {
        let forum = |said: &[&str], at: &str| status("public-forum", said, at);
        assert_eq!(forum(&["1C"], "1R"), "Their turn in 2R");
        assert_eq!(forum(&["2C"], "1R"), "Our turn in 1R");
        assert_eq!(forum(&["1C"], "1S"), "Dropped by Con in 2R");
    }

    #[test]
    fn in_british_parliamentary_the_next_team_of_the_other_bench_owes_the_answer_until_its_last_speech() {
        let bp = |said: &[&str], at: &str| status("british-parliamentary", said, at);
        assert_eq!(bp(&["PM"], "LO"), "Their turn in LO");
        assert_eq!(bp(&["PM"], "DPM"), "Their turn in DLO", "its deputy may still answer");
        assert_eq!(bp(&["PM"], "MG"), "Dropped by Opp in DLO");
        assert_eq!(bp(&["PM", "MO"], "MO"), "Answered by Opp in MO, late");
        assert_eq!(bp(&["DLO"], "MO"), "Our turn in GW");
        assert_eq!(bp(&["DLO"], "OW"), "Dropped by Gov in GW");
    }

    #[test]
    fn in_congress_nothing_is_dropped_before_the_last_speech_of_the_side() {
        assert_eq!(status("congress", &["A1"], "N3"), "Their turn in N3");
        assert_eq!(status("congress", &["A1"], "N4"), "Their turn in N4");
        assert_eq!(status("congress", &["A1"], "End"), "Dropped by Neg in N4");
    }

    #[test]
    fn dropped_arguments_are_listed_by_name_without_kicked_ones() {
        let mut round = round("policy");
        let rules = round.rules.clone();
        let kicked = Row { kicked: true, ..row(&rules, &["1NC"]) };
        let mut extended = row(&rules, &["1AC", "1NC", "2AC"]);
        extended.put(&Columns::new(&rules), Cell { extends: true, ..Cell::new("1AR", "") });
        let rows = vec![row(&rules, &["1AC", "1NC"]), kicked, extended, row(&rules, &["2NR", "2AR"])];
        round.flow.sheets.push(Sheet { name: "Case".into(), rows });
        round.go_to(99);
        let listed: Vec<(usize, String, String, Side, String)> =
            dropped(&round).into_iter().map(|d| (d.at, d.row, d.what, d.by, d.column)).collect();
        let text = |text: &str| text.to_owned();
        assert_eq!(
            listed,
            [
                (0, text("said in 1AC"), text("said in 1NC"), Side::First, text("2AC")),
                (2, text("said in 1AC"), text("said in 2AC"), Side::Second, text("Block")),
            ]
        );
    }

    proptest! {
        #[test]
        fn an_argument_is_never_dropped_while_its_answer_can_still_come(
            which in 0..SHIPPED.len(), cells in proptest::collection::vec(any::<bool>(), 20), at in 0usize..20,
        ) {
            let rules: RoundFormat = read(SHIPPED[which]);
            let columns = Columns::new(&rules);
            let at = at.min(rules.speeches.len());
            let said = |place: &usize| cells.get(*place).copied().unwrap_or_default();
            let names: Vec<&str> =
                (0..columns.all().len()).filter(said).map(|place| columns.all()[place].name.as_str()).collect();
            let row = row(&rules, &names);
            let later = |side: Side, after: usize| names.iter().any(|name| {
                let place = columns.place(name).unwrap();
                let column = columns.get(place).unwrap();
                column.side == side && place >= after && column.first <= at
            });
            match standing(&columns, &row, at) {
                Standing::Dropped { by, column } => {
                    prop_assert!(columns.get(column).unwrap().last < at, "its answer is still to come");
                    prop_assert_eq!(columns.get(column).unwrap().side, by);
                    prop_assert!(!later(by, column), "it was answered later");
                }
                Standing::Due { by, column } => {
                    prop_assert!(columns.get(column).unwrap().last >= at, "the speech is over");
                    prop_assert_eq!(columns.get(column).unwrap().side, by);
                }
                Standing::Blank => prop_assert!(!later(Side::First, 0) && !later(Side::Second, 0)),
                Standing::New { column, .. } | Standing::Answered { column, .. } => {
                    prop_assert!(columns.get(column).unwrap().first <= at);
                }
            }
        }
    }

    #[test]
    fn the_last_column_of_every_format_has_no_answer() {
        for text in SHIPPED {
            let rules: RoundFormat = read(text);
            let columns = Columns::new(&rules);
            assert_eq!(columns.answer_to(columns.all().len() - 1), None);
            assert_eq!(columns.answer_to(99), None);
        }
        assert_eq!(Columns::new(&format("policy")).answer_to(0), Some((1, 1)));
    }
}
