//! The columns of a flow, derived from the speeches of the format.

use super::format::{RoundFormat, Side};

/// A column of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name, such as `1AC` or `Block`.
    pub name: String,
    /// The side that speaks in it.
    pub side: Side,
    /// The team that speaks in it, if the side has several.
    pub team: Option<usize>,
    /// Its first speech, as an index into [`RoundFormat::speeches`].
    pub first: usize,
    /// Its last speech.
    pub last: usize,
    /// Whether the other side's arguments must be answered in it.
    pub answers: bool,
}

/// The columns of a round in speaking order, and the rules of who must answer whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// Derives the columns from a format.
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

    /// Returns all columns in order.
    pub fn all(&self) -> &[Column] {
        &self.0
    }

    /// Returns the column at an index.
    pub fn get(&self, at: usize) -> Option<&Column> {
        self.0.get(at)
    }

    /// Returns the index of a column by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|column| column.name == name)
    }

    /// Returns the index of the column that a speech is written in; `None` if the speech is off the flow.
    pub fn of_speech(&self, rules: &RoundFormat, speech: usize) -> Option<usize> {
        self.place(rules.speeches.get(speech)?.column()?)
    }

    /// Returns the next column after `after` that matches. Columns which are not over at the speech `given` come before
    /// those that are.
    fn next(&self, after: usize, given: usize, is: impl Fn(&Column) -> bool) -> Option<usize> {
        let behind = || self.0.iter().enumerate().skip(after + 1).filter(|(_, column)| is(column));
        let open = behind().find(|(_, column)| column.last >= given);
        open.or_else(|| behind().next()).map(|(at, _)| at)
    }

    /// Returns the column in which an argument is extended during the speech `given`: the next one of the same side and
    /// team.
    pub fn extension_of(&self, at: usize, given: usize) -> Option<usize> {
        let own = self.get(at)?;
        self.next(at, given, |column| (column.side, column.team) == (own.side, own.team))
    }

    /// Returns the column in which an argument is answered during the speech `given`: the next one of the other side in
    /// which an answer is due.
    pub fn reply_to(&self, at: usize, given: usize) -> Option<usize> {
        let side = self.get(at)?.side.other();
        self.next(at, given, |column| column.side == side && column.answers)
    }

    /// Returns the columns in which an answer may come: the next one of the other side in which an answer is due, and
    /// the last one in which it counts. The latter is the last column of the team that speaks next if the other side
    /// has teams, and the same column otherwise. `None` if the other side does not speak again.
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
