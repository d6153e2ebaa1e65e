//! Steps of a round: all but its clocks and which speech is given.

use crate::model::round::{Delivery, Round, RoundFormat, Row, Sheet, Side};
use crate::model::splice::Splice;
use crate::state::undo_stack::{Step, join, make};

use super::{Field, RoundView};

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

/// What leads from one state of a round to another.
#[derive(Clone, Debug, Default)]
pub(super) struct RoundStep {
    names: Option<Box<Names>>,
    speeches: Option<Splice<Delivery>>,
    sheets: Option<Splice<Sheet>>,
    rows: Option<(usize, Splice<Row>)>,
}

impl RoundStep {
    /// What leads to the rows that a sheet had, where nothing else changed.
    pub fn rows(sheet: usize, now: &[Row], before: &[Row]) -> Self {
        Self { rows: Splice::between(now, before).map(|rows| (sheet, rows)), ..Self::default() }
    }

    /// What is to be looked at after it.
    pub fn seen(&self) -> Turned {
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

impl Step for RoundStep {
    type State = Round;
    type Field = Field;

    fn between(from: &Round, to: &Round) -> Self {
        let names = Names::of(to);
        let mut step = Self {
            names: (Names::of(from) != names).then(|| Box::new(names)),
            speeches: Splice::between(&from.speeches, &to.speeches),
            sheets: Splice::between(&from.flow.sheets, &to.flow.sheets),
            rows: None,
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

    fn make(self, round: &mut Round) -> Self {
        let names = self.names.map(|names| Box::new(names.put(round)));
        let speeches = make(self.speeches, &mut round.speeches);
        let sheets = make(self.sheets, &mut round.flow.sheets);
        let rows = self.rows.and_then(|(at, rows)| {
            let sheet = round.flow.sheets.get_mut(at)?;
            Some((at, make(Some(rows), &mut sheet.rows)?))
        });
        Self { names, speeches, sheets, rows }
    }

    fn join(&mut self, before: &Self) -> bool {
        match (&mut self.rows, &before.rows) {
            (Some((sheet, rows)), Some((of, before))) => sheet == of && rows.join(before),
            (None, None) => {
                // A list that could not be joined is left as it is.
                let (mut sheets, mut speeches) = (self.sheets.clone(), self.speeches.clone());
                let joins = join(&mut sheets, before.sheets.as_ref()) && join(&mut speeches, before.speeches.as_ref());
                if joins {
                    (self.sheets, self.speeches) = (sheets, speeches);
                }
                joins
            }
            _ => false,
        }
    }

    fn bring(round: &mut Round, base: &Round, theirs: &Round) {
        round.merge(base, theirs);
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
