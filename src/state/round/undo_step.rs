//! Undo steps of a round: everything but its clocks and the current speech.

use crate::model::round::{Delivery, Round, RoundFormat, Row, Sheet, Side};
use crate::model::splice::Splice;
use crate::state::undo_stack::{UndoStep, apply_splice, coalesce_splices};

use super::{Field, RoundView};

/// The title, the sides and the rules of a round.
#[derive(Clone, Debug, PartialEq)]
struct RoundHead {
    title: String,
    sides: [String; 2],
    ours: Option<Side>,
    team: Option<usize>,
    rules: RoundFormat,
}

impl RoundHead {
    fn of(round: &Round) -> Self {
        Self {
            title: round.title.clone(),
            sides: round.sides.clone(),
            ours: round.ours,
            team: round.team,
            rules: round.rules.clone(),
        }
    }

    /// Returns whether the two sides have changed places.
    fn flips(&self, other: &Self) -> bool {
        let [first, second] = &self.sides;
        other.sides == [second.clone(), first.clone()] && first != second && self.ours == other.ours.map(Side::other)
    }

    /// Puts the head in place of that of a round, which is returned. The current speech stays current, wherever it is
    /// in the new rules.
    fn swap_into(self, round: &mut Round) -> Self {
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

/// A change of a round.
#[derive(Clone, Debug, Default)]
pub(super) struct RoundStep {
    head: Option<Box<RoundHead>>,
    speeches: Option<Splice<Delivery>>,
    sheets: Option<Splice<Sheet>>,
    rows: Option<(usize, Splice<Row>)>,
}

impl RoundStep {
    /// Returns the step back to the rows that a sheet had `before`, where nothing else changed.
    pub fn rows(sheet: usize, now: &[Row], before: &[Row]) -> Self {
        Self { rows: Splice::between(now, before).map(|rows| (sheet, rows)), ..Self::default() }
    }

    /// Returns the place to show after the step was applied: the view, the speech whose reading list changed, and the
    /// sheet and the row, from 0.
    pub fn place(&self) -> (Option<RoundView>, Option<usize>, Option<(usize, usize)>) {
        match (&self.head, &self.speeches, &self.sheets, &self.rows) {
            (None, Some(speeches), None, None) => (Some(RoundView::Speech), Some(speeches.at), None),
            (None, None, _, Some((sheet, rows))) => (Some(RoundView::Flow), None, Some((*sheet, rows.at))),
            (None, None, Some(sheets), None) => (Some(RoundView::Flow), None, Some((sheets.at, 0))),
            _ => (None, None, None),
        }
    }
}

impl UndoStep for RoundStep {
    type State = Round;
    type Field = Field;

    fn between(from: &Round, to: &Round) -> Self {
        let head = RoundHead::of(to);
        let mut step = Self {
            head: (RoundHead::of(from) != head).then(|| Box::new(head)),
            speeches: Splice::between(&from.speeches, &to.speeches),
            sheets: Splice::between(&from.flow.sheets, &to.flow.sheets),
            rows: None,
        };
        // For a sheet in which only rows differ, only the rows are stored.
        if let Some(Splice { at, taken, put }) = &step.sheets
            && let ([one], [other]) = (&taken[..], &put[..])
            && one.name == other.name
        {
            step.rows = Splice::between(&one.rows, &other.rows).map(|rows| (*at, rows));
            step.sheets = None;
        }
        step
    }

    fn is_empty(&self) -> bool {
        self.head.is_none() && self.speeches.is_none() && self.sheets.is_none() && self.rows.is_none()
    }

    fn apply(self, round: &mut Round) -> Self {
        let head = self.head.map(|head| Box::new(head.swap_into(round)));
        let speeches = apply_splice(self.speeches, &mut round.speeches);
        let sheets = apply_splice(self.sheets, &mut round.flow.sheets);
        let rows = self.rows.and_then(|(at, rows)| {
            let sheet = round.flow.sheets.get_mut(at)?;
            Some((at, apply_splice(Some(rows), &mut sheet.rows)?))
        });
        Self { head, speeches, sheets, rows }
    }

    fn coalesce(&mut self, before: &Self) -> bool {
        match (&mut self.rows, &before.rows) {
            (Some((sheet, rows)), Some((of, before))) => sheet == of && rows.join(before),
            (None, None) => {
                // Both lists stay unchanged unless both can be coalesced.
                let (mut sheets, mut speeches) = (self.sheets.clone(), self.speeches.clone());
                let combined = coalesce_splices(&mut sheets, before.sheets.as_ref())
                    && coalesce_splices(&mut speeches, before.speeches.as_ref());
                if combined {
                    (self.sheets, self.speeches) = (sheets, speeches);
                }
                combined
            }
            _ => false,
        }
    }

    fn merge_remote(round: &mut Round, base: &Round, theirs: &Round) {
        round.merge(base, theirs);
    }
}
