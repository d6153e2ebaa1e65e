//! Two windows on one round: what each did since it was read is brought together. Clocks are in the wall's time.

use super::flow::{Cell, Flow, MOST_ROWS, Row, Sheet};
use super::{Columns, Delivery, Round, RoundFormat};
use crate::model::merge::merge;
use crate::model::splice::Splice;

impl Round {
    /// Brings in what another window did to `base`; `self` is what this one has. Where both changed one thing, this
    /// window's stands; nothing that is read or stands on the flow is lost.
    pub fn merge(&mut self, base: &Self, theirs: &Self) {
        take(&mut self.title, &base.title, &theirs.title);
        take(&mut self.sides, &base.sides, &theirs.sides);
        take(&mut self.brief, &base.brief, &theirs.brief);
        if (self.ours, self.team) == (base.ours, base.team) {
            (self.ours, self.team) = (theirs.ours, theirs.team);
        }
        let mut rules = self.rules.clone();
        take(&mut rules, &base.rules, &theirs.rules);
        self.speeches = self.deliveries(base, theirs, &rules);
        self.rules = rules;
        take(&mut self.at, &base.at, &theirs.at);
        self.at = self.at.min(self.rules.speeches.len());
        take(&mut self.clock, &base.clock, &theirs.clock);
        let columns = self.columns();
        self.flow.merge(&base.flow, &theirs.flow, &columns);
    }

    /// What is read in each speech of the rules that came out.
    fn deliveries(&self, base: &Self, theirs: &Self, rules: &RoundFormat) -> Vec<Delivery> {
        let none = Delivery::default();
        let all = (0..rules.speeches.len()).map(|at| {
            let of = |round: &Self| round.speeches.get(place_in(round, rules, at)?).cloned();
            let mut ours = of(self).unwrap_or_default();
            let was = of(base).unwrap_or_default();
            ours.merge(&was, &of(theirs).unwrap_or_else(|| was.clone()));
            ours
        });
        let mut all: Vec<Delivery> = all.collect();
        // What one window sends to a speech while the other takes that off is read in the one that stands there now.
        for round in [self, theirs] {
            for (at, delivery) in round.speeches.iter().enumerate().filter(|(_, one)| **one != none) {
                let gone = (0..rules.speeches.len()).all(|new| place_in(round, rules, new) != Some(at));
                let last = all.len().saturating_sub(1);
                if let Some(other) = all.get_mut(at.min(last)).filter(|_| gone) {
                    delivery.read.iter().for_each(|entry| {
                        other.send(entry);
                    });
                }
            }
        }
        all
    }
}

/// The place that a speech of other rules has in a round: the same, or where speeches were put in or taken off, that of
/// the speech of its name.
fn place_in(round: &Round, rules: &RoundFormat, at: usize) -> Option<usize> {
    let (there, here) = (&round.rules.speeches, &rules.speeches);
    if there.len() == here.len() {
        return Some(at);
    }
    let short = &here.get(at)?.short;
    let number = here.iter().take(at).filter(|speech| speech.short == *short).count();
    there.iter().enumerate().filter(|(_, speech)| speech.short == *short).nth(number).map(|(at, _)| at)
}

/// Takes what the other window has where this one has changed nothing.
fn take<T: Clone + PartialEq>(ours: &mut T, base: &T, theirs: &T) {
    if ours == base {
        ours.clone_from(theirs);
    }
}

impl Delivery {
    fn merge(&mut self, base: &Self, theirs: &Self) {
        if self == base {
            self.clone_from(theirs);
            return;
        }
        merge(&base.read, &theirs.read, &mut self.read);
        for mark in &theirs.marks {
            if !base.marks.contains(mark) && !self.marks.iter().any(|ours| ours.entry == mark.entry) {
                self.mark(*mark);
            }
        }
    }
}

impl Flow {
    /// Sheets are known by their names.
    fn merge(&mut self, base: &Self, theirs: &Self, columns: &Columns) {
        if self == base {
            self.clone_from(theirs);
            return;
        }
        let named = |flow: &Self, name: &str| flow.sheets.iter().find(|sheet| sheet.name == name).cloned();
        // What they took off goes, unless it was changed here.
        self.sheets
            .retain(|ours| named(theirs, &ours.name).is_some() || named(base, &ours.name).as_ref() != Some(ours));
        for sheet in &theirs.sheets {
            let was = named(base, &sheet.name);
            match self.sheets.iter_mut().find(|ours| ours.name == sheet.name) {
                Some(ours) => ours.merge(&was.unwrap_or_default(), sheet, columns),
                None if was.as_ref() == Some(sheet) => {}
                None => self.sheets.push(sheet.clone()),
            }
        }
        self.sheets.truncate(super::MOST_SHEETS);
    }
}

impl Sheet {
    fn merge(&mut self, base: &Self, theirs: &Self, columns: &Columns) {
        let Some(their) = Splice::between(&base.rows, &theirs.rows) else { return };
        let Some(our) = Splice::between(&base.rows, &self.rows) else {
            self.rows.clone_from(&theirs.rows);
            return;
        };
        if their.at + their.taken.len() <= our.at {
            their.apply(&mut self.rows);
        } else if our.at + our.taken.len() <= their.at {
            let at = their.at + our.put.len() - our.taken.len();
            Splice { at, ..their }.apply(&mut self.rows);
        } else if self.rows.len() == base.rows.len() && theirs.rows.len() == base.rows.len() {
            for ((ours, base), theirs) in self.rows.iter_mut().zip(&base.rows).zip(&theirs.rows) {
                ours.merge(base, theirs, columns);
            }
        } else {
            // Rows came and went in both at one place: theirs that are not here stand at the end.
            let new = their.put.into_iter().filter(|row| !self.rows.contains(row)).collect::<Vec<Row>>();
            self.rows.extend(new);
        }
        self.rows.truncate(MOST_ROWS);
    }
}

impl Row {
    fn merge(&mut self, base: &Self, theirs: &Self, columns: &Columns) {
        take(&mut self.kicked, &base.kicked, &theirs.kicked);
        let there = |row: &Self, cell: &Cell| row.cell(&cell.column).cloned();
        for cell in &theirs.cells {
            let (was, ours) = (there(base, cell), there(self, cell));
            if was.as_ref() == Some(cell) {
                continue;
            }
            match ours {
                Some(mut ours) if Some(&ours) != was.as_ref() => {
                    if !ours.text.contains(cell.text.trim()) {
                        ours.text = format!("{}\n{}", ours.text, cell.text).trim().to_owned();
                    }
                    self.put(columns, ours);
                }
                _ => self.put(columns, cell.clone()),
            }
        }
        for gone in base.cells.iter().filter(|cell| theirs.cell(&cell.column).is_none()) {
            if there(self, gone).as_ref() == Some(gone) {
                self.take(&gone.column);
            }
        }
    }
}
