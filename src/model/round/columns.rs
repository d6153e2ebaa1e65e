//! The columns of a flow, as the speeches of the format make them.

use super::format::{RoundFormat, Side};

/// One column of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: `1AC`, `Block`.
    pub name: String,
    /// Whose it is.
    pub side: Side,
    /// The team, where several share a side.
    pub team: Option<usize>,
    /// Its first speech, by the place in [`RoundFormat::speeches`].
    pub first: usize,
    /// Its last speech.
    pub last: usize,
    /// Whether an answer to the other side is due in it.
    pub answers: bool,
}

/// The columns of a round in the order they are spoken, and who owes whom an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// The columns of a format.
    pub fn new(rules: &RoundFormat) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for (at, speech) in rules.speeches.iter().enumerate() {
            let (Some(name), Some(side)) = (speech.column(), speech.side) else { continue };
            match columns.iter_mut().find(|column| column.name == name) {
                Some(column) => {
                    column.last = at;
                    column.answers |= speech.answers;
                }
                None => columns.push(Column {
                    name: name.to_owned(),
                    side,
                    team: speech.team,
                    first: at,
                    last: at,
                    answers: speech.answers,
                }),
            }
        }
        Self(columns)
    }

    /// All columns in order.
    pub fn all(&self) -> &[Column] {
        &self.0
    }

    /// One column.
    pub fn get(&self, at: usize) -> Option<&Column> {
        self.0.get(at)
    }

    /// The place of a column by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|column| column.name == name)
    }

    /// The column that a speech is written in.
    pub fn of_speech(&self, rules: &RoundFormat, speech: usize) -> Option<usize> {
        self.place(rules.speeches.get(speech)?.column()?)
    }

    /// The next column behind one of which this is true, among those that are not over when a speech is given, else among
    /// all.
    fn next(&self, after: usize, given: usize, is: impl Fn(&Column) -> bool) -> Option<usize> {
        let behind = || self.0.iter().enumerate().skip(after + 1).filter(|(_, column)| is(column));
        let open = behind().find(|(_, column)| column.last >= given);
        open.or_else(|| behind().next()).map(|(at, _)| at)
    }

    /// Where what stands in a column is brought up again while a speech is given: the next column of its side, and of its
    /// team where a side has several.
    pub fn extension_of(&self, at: usize, given: usize) -> Option<usize> {
        let own = self.get(at)?;
        self.next(at, given, |column| (column.side, column.team) == (own.side, own.team))
    }

    /// Where an answer to what stands in a column is written while a speech is given: the next column of the other side in
    /// which one is due.
    pub fn reply_to(&self, at: usize, given: usize) -> Option<usize> {
        let side = self.get(at)?.side.other();
        self.next(at, given, |column| column.side == side && column.answers)
    }

    /// Where an answer to what stands in a column may come: the next column of the other side in which one is due, and
    /// the last column in which it still counts. Where the other side has teams, that is the last column of the team
    /// that is next to speak; else it is the same column. None when nobody of the other side speaks any more.
    pub fn answer_to(&self, at: usize) -> Option<(usize, usize)> {
        let side = self.get(at)?.side.other();
        let is_due = |column: &&Column| column.side == side && column.answers;
        let due = (at + 1..self.0.len()).find(|at| self.get(*at).as_ref().is_some_and(is_due))?;
        let team = self.get(due)?.team;
        let of_team = |at: &usize| self.get(*at).as_ref().is_some_and(|c| is_due(c) && c.team == team);
        let last = if team.is_some() { (due..self.0.len()).rev().find(of_team).unwrap_or(due) } else { due };
        Some((due, last))
    }
}
