//! Three-way merges of rounds, for two windows that edit the same file. Clocks are in wall-clock time.

use super::flow::{Cell, Flow, MAX_ROWS, Row, Sheet};
use super::{Columns, Delivery, Round, RoundFormat};
use crate::model::merge::{merge, merge_value};
use crate::model::splice::Splice;

impl Round {
    /// Merges the changes that another window made since `base`. `self` holds the changes of this window, which win
    /// where both changed the same thing. Nothing that is read or written on the flow is lost.
    pub fn merge(&mut self, base: &Self, theirs: &Self) {
        merge_value(&mut self.title, &base.title, &theirs.title);
        merge_value(&mut self.sides, &base.sides, &theirs.sides);
        merge_value(&mut self.began, &base.began, &theirs.began);
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::round::tests::{format, round};
    use crate::model::round::{Cell, Columns, Flow, Round, Side, Speech};
    use crate::model::{Analytic, Entry};

    fn analytic(id: u32, tag: &str) -> Entry {
        Entry::Analytic(Arc::new(Analytic {
            id,
            tag: tag.into(),
            text: String::new(),
            language: "en".into(),
            of: None,
        }))
    }

    fn flow(rows: &[&[(&str, &str)]]) -> Flow {
        let columns = Columns::new(&format("policy"));
        let mut flow = Flow::default();
        flow.add_sheet("Case");
        for (at, cells) in rows.iter().enumerate() {
            for (column, text) in *cells {
                flow.sheets[0].put(&columns, at, Cell::new(column, text));
            }
        }
        flow
    }

    fn rows_as_text(flow: &Flow) -> Vec<String> {
        let cell = |cell: &Cell| format!("{}={}", cell.column, cell.text);
        let sheets = flow.sheets.iter();
        sheets
            .flat_map(|sheet| &sheet.rows)
            .map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
            .collect()
    }

    fn merged(base: &Round, theirs: &Round, ours: &Round) -> Round {
        let mut ours = ours.clone();
        ours.merge(base, theirs);
        ours
    }

    #[test]
    fn clocks_of_one_window_and_the_flow_of_the_other_are_merged() {
        let base = round("policy");
        let mut clocks = base.clone();
        clocks.toggle_speech(1_000_000.0);
        clocks.title = "Finals".into();
        let written = Round { flow: flow(&[&[("1AC", "Lamps")]]), ..base.clone() };
        for both in [merged(&base, &clocks, &written), merged(&base, &written, &clocks)] {
            assert_eq!((both.title.as_str(), both.clock, &both.flow), ("Finals", clocks.clock, &written.flow));
        }
    }

    #[test]
    fn edits_of_one_sheet_in_both_windows_lose_no_text() {
        let with = |rows: &[&[(&str, &str)]]| Round { flow: flow(rows), ..round("policy") };
        let base = with(&[&[("1AC", "one")], &[("1AC", "two")], &[("1AC", "three")]]);
        let ours = with(&[&[("1AC", "one"), ("1NC", "no")], &[("1AC", "two")], &[("1AC", "three")]]);
        let theirs = with(&[&[("1AC", "one")], &[("1AC", "two")], &[("1AC", "three!")], &[("1AC", "four")]]);
        let expected = ["1AC=one | 1NC=no", "1AC=two", "1AC=three!", "1AC=four"];
        assert_eq!(rows_as_text(&merged(&base, &theirs, &ours).flow), expected);
        assert_eq!(rows_as_text(&merged(&base, &ours, &theirs).flow), expected);
        let same_row = with(&[&[("1AC", "one"), ("2AC", "yes")], &[("1AC", "two")], &[("1AC", "three")]]);
        assert_eq!(rows_as_text(&merged(&base, &same_row, &ours).flow)[0], "1AC=one | 1NC=no | 2AC=yes");
        let same_cell = with(&[&[("1AC", "one"), ("1NC", "never")], &[("1AC", "two")], &[("1AC", "three")]]);
        assert_eq!(rows_as_text(&merged(&base, &same_cell, &ours).flow)[0], "1AC=one | 1NC=no\nnever");
        let fewer = with(&[&[("1AC", "two")], &[("1AC", "three")]]);
        let more = with(&[&[("1AC", "one"), ("1NC", "no")], &[("1AC", "new")], &[("1AC", "two")], &[("1AC", "three")]]);
        let both = rows_as_text(&merged(&base, &more, &fewer).flow);
        assert!(both.contains(&"1AC=one | 1NC=no".to_owned()) && both.contains(&"1AC=new".to_owned()), "{both:?}");
    }

    #[test]
    fn new_sheets_of_both_windows_are_kept_and_removed_ones_go() {
        let base = Round { flow: flow(&[&[("1AC", "Lamps")]]), ..round("policy") };
        let mut ours = base.clone();
        ours.flow.add_sheet("Costs");
        let mut theirs = base.clone();
        theirs.flow.add_sheet("Owls");
        theirs.flow.remove_sheet(0);
        let both = merged(&base, &theirs, &ours);
        let names: Vec<&str> = both.flow.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["Costs", "Owls"]);
    }

    #[test]
    fn entries_are_merged_and_follow_inserted_and_removed_speeches() {
        let base = round("free");
        let mut ours = base.clone();
        ours.speeches[1].send(&analytic(1, "ours"));
        let mut theirs = base.clone();
        let new = Speech { short: "Extra".into(), name: "Extra".into(), ..base.rules.speeches[0].clone() };
        assert!(theirs.insert_speech(0, new));
        theirs.speeches[2].send(&analytic(2, "theirs"));
        for both in [merged(&base, &theirs, &ours), merged(&base, &ours, &theirs)] {
            assert_eq!(both.rules, theirs.rules);
            let mut read: Vec<&str> = both.speeches[2].read.iter().map(Entry::title).collect();
            read.sort_unstable();
            assert_eq!(read, ["ours", "theirs"]);
        }
        let mut gone = base.clone();
        assert!(gone.remove_speech(1));
        let both = merged(&base, &ours, &gone);
        assert_eq!(both.speeches.iter().map(|one| one.read.len()).sum::<usize>(), 1, "it is read somewhere");
        let sides = Round { ours: Some(Side::Second), ..base.clone() };
        assert_eq!(merged(&base, &sides, &ours).ours, Some(Side::Second));
    }

    #[test]
    fn sheets_with_the_same_name_are_matched_by_order() {
        let mut base = Round { flow: flow(&[&[("1AC", "first")]]), ..round("policy") };
        let mut second = base.flow.sheets[0].clone();
        second.rows[0].cells[0].text = "second".into();
        base.flow.sheets.push(second);
        let ours = Round { title: "Finals".into(), ..base.clone() };
        let mut theirs = base.clone();
        theirs.flow.sheets[1].rows[0].cells[0].text = "second!".into();
        for both in [merged(&base, &theirs, &ours), merged(&base, &ours, &theirs)] {
            assert_eq!(
                (both.title.as_str(), rows_as_text(&both.flow)),
                ("Finals", vec!["1AC=first".into(), "1AC=second!".into()])
            );
        }
        let mut also = ours;
        also.flow.sheets[0].rows[0].cells[0].text = "first!".into();
        assert_eq!(rows_as_text(&merged(&base, &theirs, &also).flow), ["1AC=first!", "1AC=second!"]);
    }

    #[test]
    fn the_current_speech_keeps_its_clock_and_its_index() {
        let base = round("policy");
        let mut started = base.clone();
        started.toggle_speech(1_000_000.0);
        let mut next = base.clone();
        next.go_to(1);
        let both = merged(&base, &started, &next);
        assert_eq!((both.at, both.clock.speech), (1, next.clock.speech), "not the clock of another speech");
        let mut prep = base.clone();
        prep.clock.start_prep(Side::Second, 1_000_000.0);
        let both = merged(&base, &prep, &started);
        assert_eq!((both.clock.prep[1], both.clock.speech), (prep.clock.prep[1], started.clock.speech));
        let free = round("free");
        let mut later = free.clone();
        later.go_to(2);
        let mut more = free.clone();
        let new = Speech { short: "Extra".into(), name: "Extra".into(), ..free.rules.speeches[0].clone() };
        assert!(more.insert_speech(1, new));
        let given = later.speech().unwrap().short.clone();
        for both in [merged(&free, &more, &later), merged(&free, &later, &more)] {
            assert_eq!(both.speech().unwrap().short, given);
        }
    }

    #[test]
    fn cells_follow_a_column_that_the_other_window_renames() {
        let base = round("policy");
        let ours = Round { flow: flow(&[&[("1NC", "no link")]]), ..base.clone() };
        let mut theirs = base.clone();
        let mut rules = base.rules.clone();
        let at = rules.speeches.iter().position(|speech| speech.short == "1NC").unwrap();
        rules.speeches[at].short = "Neg 1".into();
        theirs.change_rules(rules);
        for both in [merged(&base, &theirs, &ours), merged(&base, &ours, &theirs)] {
            assert_eq!(rows_as_text(&both.flow), ["Neg 1=no link"]);
        }
    }

    #[test]
    fn a_mark_and_a_correction_are_merged_and_old_text_does_not_return() {
        let base = Round { flow: flow(&[&[("1AC", "teh lamps")]]), ..round("policy") };
        let mut ours = base.clone();
        ours.flow.sheets[0].rows[0].cells[0].text = "the lamps".into();
        let mut theirs = base.clone();
        theirs.flow.sheets[0].rows[0].cells[0].marked = Some(12.0);
        for both in [merged(&base, &theirs, &ours), merged(&base, &ours, &theirs)] {
            let cell = &both.flow.sheets[0].rows[0].cells[0];
            assert_eq!((cell.text.as_str(), cell.marked), ("the lamps", Some(12.0)));
        }
        let typed = |text: &str| Round { flow: flow(&[&[("1AC", text)]]), ..round("policy") };
        let both = merged(&typed("xyz"), &typed("xyz\nabc"), &typed("xyzw"));
        assert_eq!(rows_as_text(&both.flow), ["1AC=xyzw\nabc"]);
    }
}
