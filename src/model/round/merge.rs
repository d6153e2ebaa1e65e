//! Two windows on one round: what each did since it was read is brought together. Clocks are in the wall's time.

use super::flow::{Cell, Flow, MAX_ROWS, Row, Sheet};
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
        // Which speech is given and its clock belong together.
        let given = if (self.at, self.clock.speech) == (base.at, base.clock.speech) { theirs } else { &*self };
        let (at, speech) = (place_now(given, &rules), given.clock.speech);
        let speeches = self.deliveries(base, theirs, &rules);
        let [mut ours, was, new] = [&*self, base, theirs].map(|round| flow_under(round, &rules));
        let columns = Columns::new(&rules);
        ours.merge(&was, &new, &columns);
        (self.flow, self.speeches, self.rules, self.at) = (ours, speeches, rules, at);
        self.clock.speech = speech;
        for ((ours, base), theirs) in self.clock.prep.iter_mut().zip(&base.clock.prep).zip(&theirs.clock.prep) {
            take(ours, base, theirs);
        }
        take(&mut self.clock.before, &base.clock.before, &theirs.clock.before);
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

/// The place that a speech of other rules has in a round: that of the speech of its name, of the same number among those;
/// else the same, where a speech was only called otherwise.
fn place_in(round: &Round, rules: &RoundFormat, at: usize) -> Option<usize> {
    let (there, here) = (&round.rules.speeches, &rules.speeches);
    let short = &here.get(at)?.short;
    let even = there.len() == here.len();
    if even && there.get(at)?.short == *short {
        return Some(at);
    }
    let number = here.iter().take(at).filter(|speech| speech.short == *short).count();
    let named = there.iter().enumerate().filter(|(_, speech)| speech.short == *short).nth(number).map(|(at, _)| at);
    // One that is called so nowhere was renamed, where nothing was put in or taken off.
    let gone = there.get(at).is_some_and(|old| here.iter().all(|speech| speech.short != old.short));
    named.or((even && gone).then_some(at))
}

/// Where the speech that is given in a round stands among other rules.
fn place_now(round: &Round, rules: &RoundFormat) -> usize {
    let all = rules.speeches.len();
    if round.is_over() {
        return all;
    }
    (0..all).find(|at| place_in(round, rules, *at) == Some(round.at)).unwrap_or(round.at.min(all))
}

/// A flow with the columns of speeches that are called otherwise under other rules named so.
fn flow_under(round: &Round, rules: &RoundFormat) -> Flow {
    let mut flow = round.flow.clone();
    let speeches = rules.speeches.iter().enumerate();
    let renamed: Vec<(&str, &str)> = speeches
        .filter_map(|(at, new)| Some((round.rules.speeches.get(place_in(round, rules, at)?)?.column()?, new.column()?)))
        .filter(|(old, new)| old != new)
        .collect();
    for cell in flow.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells) {
        if let Some((_, new)) = renamed.iter().find(|(old, _)| *old == cell.column) {
            (*new).clone_into(&mut cell.column);
        }
    }
    flow
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
    /// Sheets are known by their names, and those of one name by their order.
    fn merge(&mut self, base: &Self, theirs: &Self, columns: &Columns) {
        if self == base {
            self.clone_from(theirs);
        }
        if theirs == base || self == theirs {
            return;
        }
        let (was, new) = (base.named(), theirs.named());
        let mut ours: Vec<(Name, Sheet)> = self.named();
        // What they took off goes, unless it was changed here.
        ours.retain(|(name, sheet)| find(&new, name).is_some() || find(&was, name) != Some(sheet));
        for (name, sheet) in &new {
            let was = find(&was, name);
            match ours.iter_mut().find(|(other, _)| other == name) {
                Some((_, ours)) => ours.merge(was.unwrap_or(&Sheet::default()), sheet, columns),
                None if was == Some(sheet) => {}
                None => ours.push((name.clone(), sheet.clone())),
            }
        }
        self.sheets = ours.into_iter().map(|(_, sheet)| sheet).take(super::MAX_SHEETS).collect();
    }

    /// The sheets with their names, and which of that name each is.
    fn named(&self) -> Vec<(Name, Sheet)> {
        let before = |at: usize, name: &str| self.sheets.iter().take(at).filter(|sheet| sheet.name == name).count();
        let all = self.sheets.iter().enumerate();
        all.map(|(at, sheet)| ((sheet.name.clone(), before(at, &sheet.name)), sheet.clone())).collect()
    }
}

/// The name of a sheet, and which of that name it is.
type Name = (String, usize);

fn find<'a>(sheets: &'a [(Name, Sheet)], name: &Name) -> Option<&'a Sheet> {
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
            // Rows came and went in both at one place: theirs that are not here stand at the end.
            let new = their.put.into_iter().filter(|row| !self.rows.contains(row)).collect::<Vec<Row>>();
            self.rows.extend(new);
        }
        self.rows.truncate(MAX_ROWS);
    }
}

impl Row {
    fn merge(&mut self, base: &Self, theirs: &Self, columns: &Columns) {
        take(&mut self.kicked, &base.kicked, &theirs.kicked);
        let there = |row: &Self, cell: &Cell| row.cell(&cell.column).cloned();
        for cell in &theirs.cells {
            let was = there(base, cell).unwrap_or_else(|| Cell::new(&cell.column, ""));
            let mut merged = there(self, cell).unwrap_or_else(|| was.clone());
            merged.merge(&was, cell);
            // A cell that neither has any more stays gone.
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
    /// Words that both wrote stand one after the other.
    fn merge(&mut self, base: &Self, theirs: &Self) {
        take(&mut self.card, &base.card, &theirs.card);
        take(&mut self.extends, &base.extends, &theirs.extends);
        take(&mut self.marked, &base.marked, &theirs.marked);
        if self.text == base.text {
            self.text.clone_from(&theirs.text);
        } else if theirs.text != base.text && !self.text.contains(theirs.text.trim()) {
            // What was only typed on is not said twice.
            let more = theirs.text.strip_prefix(base.text.as_str()).unwrap_or(&theirs.text).trim_start();
            self.text = format!("{}\n{more}", self.text).trim().to_owned();
        }
    }
}
