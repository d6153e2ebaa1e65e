use super::{format, round};
use crate::model::round::{Cell, Columns, Flow, Round, Side, Speech};
use crate::model::{Analytic, Entry};

fn analytic(id: u32, tag: &str) -> Entry {
    Entry::Analytic(Analytic { id, tag: tag.into(), text: String::new(), language: "en".into(), of: None })
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
    sheets.flat_map(|sheet| &sheet.rows).map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
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
