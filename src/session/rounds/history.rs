//! What was done to a round, to be undone and redone: all but its clocks and which speech is given.

use crate::model::round::{Delivery, Round, RoundFormat, Row, Sheet, Side};
use crate::model::splice::Splice;

use super::{Field, RoundView};

/// Changes that can be undone; the oldest is forgotten first.
const MOST: usize = 300;

/// Who is who in a round, and which speeches it has.
#[derive(Clone, Debug, PartialEq)]
struct Names {
    title: String,
    sides: [String; 2],
    ours: Option<Side>,
    team: Option<usize>,
    rules: RoundFormat,
}

impl Names {
    fn of(round: &Round) -> Self {
        Self {
            title: round.title.clone(),
            sides: round.sides.clone(),
            ours: round.ours,
            team: round.team,
            rules: round.rules.clone(),
        }
    }

    /// Whether the sides changed places.
    fn flips(&self, other: &Self) -> bool {
        let [first, second] = &self.sides;
        other.sides == [second.clone(), first.clone()] && first != second && self.ours == other.ours.map(Side::other)
    }

    /// Makes a round of other names this one's. The speech that is given stays it, wherever it stands now.
    fn put(self, round: &mut Round) -> Self {
        let before = Self::of(round);
        if self.flips(&before) {
            round.clock.prep.swap(0, 1);
        }
        let Self { title, sides, ours, team, rules } = self;
        (round.title, round.sides, round.ours, round.team) = (title, sides, ours, team);
        if rules != before.rules {
            round.change_rules(rules);
        }
        before
    }
}

/// A change, as it is to be made to what is there now.
#[derive(Clone, Debug, Default)]
struct Step {
    names: Option<Box<Names>>,
    speeches: Option<Splice<Delivery>>,
    sheets: Option<Splice<Sheet>>,
    rows: Option<(usize, Splice<Row>)>,
    /// While one types in one field it is one change.
    typing: Option<Field>,
}

impl Step {
    /// What leads from one round to another.
    fn between(from: &Round, to: &Round) -> Self {
        let names = Names::of(to);
        let mut step = Self {
            names: (Names::of(from) != names).then(|| Box::new(names)),
            speeches: Splice::between(&from.speeches, &to.speeches),
            sheets: Splice::between(&from.flow.sheets, &to.flow.sheets),
            ..Self::default()
        };
        // Of a sheet that is the same but for some rows, only they are kept.
        if let Some(Splice { at, taken, put }) = &step.sheets
            && let ([one], [other]) = (&taken[..], &put[..])
            && one.name == other.name
        {
            step.rows = Splice::between(&one.rows, &other.rows).map(|rows| (*at, rows));
            step.sheets = None;
        }
        step
    }

    fn is_none(&self) -> bool {
        self.names.is_none() && self.speeches.is_none() && self.sheets.is_none() && self.rows.is_none()
    }

    /// Takes in a change that is made right before this one in the same field; says whether it could.
    fn join(&mut self, before: &Self) -> bool {
        let rows = match (&mut self.rows, &before.rows) {
            (Some((sheet, rows)), Some((of, before))) => sheet == of && rows.join(before),
            (None, None) => true,
            _ => false,
        };
        let sheets = rows && join(&mut self.sheets, before.sheets.as_ref());
        sheets && join(&mut self.speeches, before.speeches.as_ref())
    }

    /// Makes the change; the one that takes it back.
    fn make(self, round: &mut Round) -> Self {
        let names = self.names.map(|names| Box::new(names.put(round)));
        if let Some(speeches) = &self.speeches {
            speeches.apply(&mut round.speeches);
        }
        if let Some(sheets) = &self.sheets {
            sheets.apply(&mut round.flow.sheets);
        }
        if let Some((sheet, rows)) = &self.rows
            && let Some(sheet) = round.flow.sheets.get_mut(*sheet)
        {
            rows.apply(&mut sheet.rows);
        }
        let rows = self.rows.map(|(sheet, rows)| (sheet, rows.back()));
        let (speeches, sheets) = (self.speeches.map(Splice::back), self.sheets.map(Splice::back));
        Self { names, speeches, sheets, rows, typing: None }
    }

    /// What is to be looked at after it.
    fn seen(&self) -> Turned {
        let (view, speech) = match &self.speeches {
            Some(speeches) if self.sheets.is_none() && self.rows.is_none() && self.names.is_none() => {
                (Some(RoundView::Speech), Some(speeches.at))
            }
            _ => (None, None),
        };
        match (&self.rows, &self.sheets) {
            (Some((sheet, rows)), _) if self.names.is_none() && self.speeches.is_none() => {
                Turned { view: Some(RoundView::Flow), speech, cell: Some((*sheet, rows.at)) }
            }
            (_, Some(sheets)) if self.names.is_none() && self.speeches.is_none() => {
                Turned { view: Some(RoundView::Flow), speech, cell: Some((sheets.at, 0)) }
            }
            _ => Turned { view, speech, cell: None },
        }
    }
}

/// Whether nothing changed either time, or one change could be taken into the other.
fn join<T: Clone + PartialEq>(splice: &mut Option<Splice<T>>, before: Option<&Splice<T>>) -> bool {
    match (splice, before) {
        (Some(splice), Some(before)) => splice.join(before),
        (None, None) => true,
        _ => false,
    }
}

/// Where a change was that was undone or redone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turned {
    /// What of the round it was in.
    pub view: Option<RoundView>,
    /// The speech whose reading list changed.
    pub speech: Option<usize>,
    /// The sheet and the row.
    pub cell: Option<(usize, usize)>,
}

/// The changes of one round.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    back: Vec<Step>,
    again: Vec<Step>,
}

impl History {
    /// The round was another one before; true when this began a new change, false when nothing changed or it was typed on
    /// in the same field.
    pub fn changed(&mut self, before: &Round, now: &Round, typing: Option<Field>) -> bool {
        self.push(Step { typing, ..Step::between(now, before) })
    }

    /// The same where only rows of one sheet can have changed.
    pub fn rows_changed(&mut self, sheet: usize, before: &[Row], now: &[Row], typing: Option<Field>) -> bool {
        let rows = Splice::between(now, before).map(|rows| (sheet, rows));
        self.push(Step { rows, typing, ..Step::default() })
    }

    fn push(&mut self, step: Step) -> bool {
        if step.is_none() {
            return false;
        }
        self.again.clear();
        let typed = |last: &&mut Step| last.typing.is_some() && last.typing == step.typing;
        if self.back.last_mut().filter(typed).is_some_and(|last| last.join(&step)) {
            return false;
        }
        self.back.push(step);
        if self.back.len() > MOST {
            self.back.remove(0);
        }
        true
    }

    /// Forgets everything: the round was changed by somebody else. Says whether there was anything.
    pub fn forget(&mut self) -> bool {
        let any = !self.back.is_empty() || !self.again.is_empty();
        *self = Self::default();
        any
    }

    /// What is typed next is a change of its own, even in the same cell.
    pub fn rest(&mut self) {
        if let Some(last) = self.back.last_mut() {
            last.typing = None;
        }
    }

    /// Takes the last change back, or does the one taken back last once more; where that was.
    pub fn turn(&mut self, round: &mut Round, back: bool) -> Option<Turned> {
        let step = if back { self.back.pop() } else { self.again.pop() }?;
        let seen = step.seen();
        let other = step.make(round);
        if back {
            self.again.push(other)
        } else {
            self.back.push(other)
        }
        Some(seen)
    }
}
