//! Three-way merges of rounds, for two windows that edit the same file. Clocks are in wall-clock time.

use super::flow::{Cell, Flow, MAX_ROWS, Row, Sheet};
use super::{Columns, Delivery, Round, RoundFormat};
use crate::model::merge::merge;
use crate::model::splice::Splice;

impl Round {
    /// Merges the changes that another window made since `base`. `self` holds the changes of this window, which win
    /// where both changed the same thing. Nothing that is read or written on the flow is lost.
    pub fn merge(&mut self, base: &Self, theirs: &Self) {
        merge_value(&mut self.title, &base.title, &theirs.title);
        merge_value(&mut self.sides, &base.sides, &theirs.sides);
        merge_value(&mut self.brief, &base.brief, &theirs.brief);
        if (self.ours, self.team) == (base.ours, base.team) {
            (self.ours, self.team) = (theirs.ours, theirs.team);
        }
        let mut rules = self.rules.clone();
        merge_value(&mut rules, &base.rules, &theirs.rules);
        // The current speech and its clock are merged as one.
        let current = if (self.at, self.clock.speech) == (base.at, base.clock.speech) { theirs } else { &*self };
        let (at, speech) = (current_index(current, &rules), current.clock.speech);
        let speeches = self.merged_deliveries(base, theirs, &rules);
        let [mut ours, was, new] = [&*self, base, theirs].map(|round| flow_with_columns(round, &rules));
        let columns = Columns::new(&rules);
        ours.merge(&was, &new, &columns);
        (self.flow, self.speeches, self.rules, self.at) = (ours, speeches, rules, at);
        self.clock.speech = speech;
        for ((ours, base), theirs) in self.clock.prep.iter_mut().zip(&base.clock.prep).zip(&theirs.clock.prep) {
            merge_value(ours, base, theirs);
        }
        merge_value(&mut self.clock.before, &base.clock.before, &theirs.clock.before);
    }

    /// Merges what is read in each speech of the merged rules.
    fn merged_deliveries(&self, base: &Self, theirs: &Self, rules: &RoundFormat) -> Vec<Delivery> {
        let none = Delivery::default();
        let all = (0..rules.speeches.len()).map(|at| {
            let of = |round: &Self| round.speeches.get(index_in(round, rules, at)?).cloned();
            let mut ours = of(self).unwrap_or_default();
            let was = of(base).unwrap_or_default();
            ours.merge(&was, &of(theirs).unwrap_or_else(|| was.clone()));
            ours
        });
        let mut all: Vec<Delivery> = all.collect();
        // An entry sent to a speech that the other window removed is read in the speech that took its place.
        for round in [self, theirs] {
            for (at, delivery) in round.speeches.iter().enumerate().filter(|(_, one)| **one != none) {
                let gone = (0..rules.speeches.len()).all(|new| index_in(round, rules, new) != Some(at));
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

/// Finds the index in `round` of the speech at index `at` of other rules: the speech of the same name and of the same
/// number among those, or else the one at the same index if it was renamed.
fn index_in(round: &Round, rules: &RoundFormat, at: usize) -> Option<usize> {
    let (there, here) = (&round.rules.speeches, &rules.speeches);
    let short = &here.get(at)?.short;
    let even = there.len() == here.len();
    if even && there.get(at)?.short == *short {
        return Some(at);
    }
    let number = here.iter().take(at).filter(|speech| speech.short == *short).count();
    let named = there.iter().enumerate().filter(|(_, speech)| speech.short == *short).nth(number).map(|(at, _)| at);
    // A speech whose name is gone was renamed, if no speech was inserted or removed.
    let gone = there.get(at).is_some_and(|old| here.iter().all(|speech| speech.short != old.short));
    named.or((even && gone).then_some(at))
}

/// Returns the index that the current speech of a round has in other rules.
fn current_index(round: &Round, rules: &RoundFormat) -> usize {
    let all = rules.speeches.len();
    if round.is_over() {
        return all;
    }
    (0..all).find(|at| index_in(round, rules, *at) == Some(round.at)).unwrap_or(round.at.min(all))
}

/// Returns the flow with its columns renamed as in other rules.
fn flow_with_columns(round: &Round, rules: &RoundFormat) -> Flow {
    let mut flow = round.flow.clone();
    let speeches = rules.speeches.iter().enumerate();
    let renamed: Vec<(&str, &str)> = speeches
        .filter_map(|(at, new)| Some((round.rules.speeches.get(index_in(round, rules, at)?)?.column()?, new.column()?)))
        .filter(|(old, new)| old != new)
        .collect();
    for cell in flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells) {
        if let Some((_, new)) = renamed.iter().find(|(old, _)| *old == cell.column) {
            (*new).clone_into(&mut cell.column);
        }
    }
    flow
}

/// Takes the value of the other window if this one did not change it.
fn merge_value<T: Clone + PartialEq>(ours: &mut T, base: &T, theirs: &T) {
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
    /// Identifies sheets by name, and sheets of the same name by their order.
    fn merge(&mut self, base: &Self, theirs: &Self, columns: &Columns) {
        if self == base {
            self.clone_from(theirs);
        }
        if theirs == base || self == theirs {
            return;
        }
        let (was, new) = (base.keyed(), theirs.keyed());
        let mut ours: Vec<(SheetKey, Sheet)> = self.keyed();
        // Sheets that they removed are removed, unless they were changed here.
        ours.retain(|(name, sheet)| find_sheet(&new, name).is_some() || find_sheet(&was, name) != Some(sheet));
        for (name, sheet) in &new {
            let was = find_sheet(&was, name);
            match ours.iter_mut().find(|(other, _)| other == name) {
                Some((_, ours)) => ours.merge(was.unwrap_or(&Sheet::default()), sheet, columns),
                None if was == Some(sheet) => {}
                None => ours.push((name.clone(), sheet.clone())),
            }
        }
        self.sheets = ours.into_iter().map(|(_, sheet)| sheet).take(super::MAX_SHEETS).collect();
    }

    /// Returns the sheets with their keys.
    fn keyed(&self) -> Vec<(SheetKey, Sheet)> {
        let before = |at: usize, name: &str| self.sheets.iter().take(at).filter(|sheet| sheet.name == name).count();
        let all = self.sheets.iter().enumerate();
        all.map(|(at, sheet)| ((sheet.name.clone(), before(at, &sheet.name)), sheet.clone())).collect()
    }
}

/// The name of a sheet, and its number among the sheets of that name.
type SheetKey = (String, usize);

fn find_sheet<'a>(sheets: &'a [(SheetKey, Sheet)], name: &SheetKey) -> Option<&'a Sheet> {
    sheets.iter().find(|(other, _)| other == name).map(|(_, sheet)| sheet)
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
            // Both inserted or removed rows at the same place: their new rows go to the end.
            let new = their.put.into_iter().filter(|row| !self.rows.contains(row)).collect::<Vec<Row>>();
            self.rows.extend(new);
        }
        self.rows.truncate(MAX_ROWS);
    }
}

impl Row {
    fn merge(&mut self, base: &Self, theirs: &Self, columns: &Columns) {
        merge_value(&mut self.kicked, &base.kicked, &theirs.kicked);
        let there = |row: &Self, cell: &Cell| row.cell(&cell.column).cloned();
        for cell in &theirs.cells {
            let was = there(base, cell).unwrap_or_else(|| Cell::new(&cell.column, ""));
            let mut merged = there(self, cell).unwrap_or_else(|| was.clone());
            merged.merge(&was, cell);
            // A cell that neither window has any more stays removed.
            if merged != was || there(self, cell).is_some() {
                self.put(columns, merged);
            }
        }
        for gone in base.cells.iter().filter(|cell| theirs.cell(&cell.column).is_none()) {
            if there(self, gone).as_ref() == Some(gone) {
                self.take(&gone.column);
            }
        }
    }
}

impl Cell {
    /// Concatenates texts that both windows changed.
    fn merge(&mut self, base: &Self, theirs: &Self) {
        merge_value(&mut self.card, &base.card, &theirs.card);
        merge_value(&mut self.extends, &base.extends, &theirs.extends);
        merge_value(&mut self.marked, &base.marked, &theirs.marked);
        if self.text == base.text {
            self.text.clone_from(&theirs.text);
        } else if theirs.text != base.text && !self.text.contains(theirs.text.trim()) {
            // Text that was only appended to is not repeated.
            let more = theirs.text.strip_prefix(base.text.as_str()).unwrap_or(&theirs.text).trim_start();
            self.text = format!("{}\n{more}", self.text).trim().to_owned();
        }
    }
}
