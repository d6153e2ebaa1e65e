use proptest::prelude::*;

use super::{SHIPPED, format, read, round, row, speech};
use crate::model::round::{Cell, Columns, Round, RoundFormat, Row, Sheet, Side, Standing, dropped, standing};

/// Describes the status of a row during a speech; `End` is the end of the round.
fn status(id: &str, said: &[&str], at: &str) -> String {
    let round = Round { ours: Some(Side::First), ..round(id) };
    let columns = round.columns();
    let at = if at == "End" { round.rules.speeches.len() } else { speech(&round.rules, at) };
    standing(&columns, &row(&round.rules, said), at).describe(&round, &columns)
}

#[test]
fn an_argument_is_new_then_due_then_answered_or_dropped() {
    let policy = |said: &[&str], at: &str| status("policy", said, at);
    assert_eq!(policy(&["1AC"], "1AC"), "New in 1AC");
    assert_eq!(policy(&["1AC"], "1NC"), "Their turn in 1NC");
    assert_eq!(policy(&["1AC", "1NC"], "1NC"), "Answered by Neg in 1NC");
    assert_eq!(policy(&["1AC", "1NC"], "2AC"), "Our turn in 2AC");
    assert_eq!(policy(&["1AC"], "2AC"), "Dropped by Neg in 1NC");
    assert_eq!(policy(&["1NC"], "2NC"), "Dropped by Aff in 2AC");
    assert_eq!(policy(&["1AC", "1NC", "2AC"], "2NC"), "Their turn in Block");
    assert_eq!(policy(&["1AC", "1NC", "2AC"], "1NR"), "Their turn in Block", "the block is two speeches");
    assert_eq!(policy(&["1AC", "1NC", "2AC"], "1AR"), "Dropped by Neg in Block");
    assert_eq!(policy(&[], "1NC"), "");
}

#[test]
fn a_dropped_argument_stays_dropped_when_extended_and_is_answered_late() {
    let policy = |said: &[&str], at: &str| status("policy", said, at);
    assert_eq!(policy(&["1AC", "2AC"], "2NC"), "Dropped by Neg in 1NC");
    assert_eq!(policy(&["1AC", "2AC", "Block"], "1NR"), "Answered by Neg in Block, late");
    assert_eq!(policy(&["1AC", "2AC", "Block"], "1AR"), "Our turn in 1AR");
}

#[test]
fn the_last_argument_cannot_be_answered() {
    let policy = |said: &[&str], at: &str| status("policy", said, at);
    assert_eq!(policy(&["2AR"], "End"), "New in 2AR");
    assert_eq!(policy(&["2NR", "2AR"], "End"), "Answered by Aff in 2AR");
    assert_eq!(policy(&["2NR"], "2AR"), "Our turn in 2AR");
    assert_eq!(policy(&["2NR"], "End"), "Dropped by Aff in 2AR");
}

#[test]
fn text_prepared_for_a_later_speech_does_not_count() {
    assert_eq!(status("policy", &["1AC", "1NC", "2AC"], "1NC"), "Answered by Neg in 1NC");
    assert_eq!(status("policy", &["2AC"], "1NC"), "");
}

#[test]
fn a_case_is_not_an_answer_to_another_case() {
    let forum = |said: &[&str], at: &str| status("public-forum", said, at);
    assert_eq!(forum(&["1C"], "1R"), "Their turn in 2R");
    assert_eq!(forum(&["2C"], "1R"), "Our turn in 1R");
    assert_eq!(forum(&["1C"], "1S"), "Dropped by Con in 2R");
}

#[test]
fn in_british_parliamentary_the_next_team_of_the_other_bench_owes_the_answer_until_its_last_speech() {
    let bp = |said: &[&str], at: &str| status("british-parliamentary", said, at);
    assert_eq!(bp(&["PM"], "LO"), "Their turn in LO");
    assert_eq!(bp(&["PM"], "DPM"), "Their turn in DLO", "its deputy may still answer");
    assert_eq!(bp(&["PM"], "MG"), "Dropped by Opp in DLO");
    assert_eq!(bp(&["PM", "MO"], "MO"), "Answered by Opp in MO, late");
    assert_eq!(bp(&["DLO"], "MO"), "Our turn in GW");
    assert_eq!(bp(&["DLO"], "OW"), "Dropped by Gov in GW");
}

#[test]
fn in_congress_nothing_is_dropped_before_the_last_speech_of_the_side() {
    assert_eq!(status("congress", &["A1"], "N3"), "Their turn in N3");
    assert_eq!(status("congress", &["A1"], "N4"), "Their turn in N4");
    assert_eq!(status("congress", &["A1"], "End"), "Dropped by Neg in N4");
}

#[test]
fn dropped_arguments_are_listed_by_name_without_kicked_ones() {
    let mut round = round("policy");
    let rules = round.rules.clone();
    let kicked = Row { kicked: true, ..row(&rules, &["1NC"]) };
    let mut extended = row(&rules, &["1AC", "1NC", "2AC"]);
    extended.put(&Columns::new(&rules), Cell { extends: true, ..Cell::new("1AR", "") });
    let rows = vec![row(&rules, &["1AC", "1NC"]), kicked, extended, row(&rules, &["2NR", "2AR"])];
    round.flow.sheets.push(Sheet { name: "Case".into(), rows });
    round.go_to(99);
    let listed: Vec<(usize, String, String, Side, String)> =
        dropped(&round).into_iter().map(|d| (d.at, d.row, d.what, d.by, d.column)).collect();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        listed,
        [
            (0, text("said in 1AC"), text("said in 1NC"), Side::First, text("2AC")),
            (2, text("said in 1AC"), text("said in 2AC"), Side::Second, text("Block")),
        ]
    );
}

proptest! {
    #[test]
    fn an_argument_is_never_dropped_while_its_answer_can_still_come(
        which in 0..SHIPPED.len(), cells in proptest::collection::vec(any::<bool>(), 20), at in 0usize..20,
    ) {
        let rules: RoundFormat = read(SHIPPED[which]);
        let columns = Columns::new(&rules);
        let at = at.min(rules.speeches.len());
        let said = |place: &usize| cells.get(*place).copied().unwrap_or_default();
        let names: Vec<&str> =
            (0..columns.all().len()).filter(said).map(|place| columns.all()[place].name.as_str()).collect();
        let row = row(&rules, &names);
        let later = |side: Side, after: usize| names.iter().any(|name| {
            let place = columns.place(name).unwrap();
            let column = columns.get(place).unwrap();
            column.side == side && place >= after && column.first <= at
        });
        match standing(&columns, &row, at) {
            Standing::Dropped { by, column } => {
                prop_assert!(columns.get(column).unwrap().last < at, "its answer is still to come");
                prop_assert_eq!(columns.get(column).unwrap().side, by);
                prop_assert!(!later(by, column), "it was answered later");
            }
            Standing::Due { by, column } => {
                prop_assert!(columns.get(column).unwrap().last >= at, "the speech is over");
                prop_assert_eq!(columns.get(column).unwrap().side, by);
            }
            Standing::Blank => prop_assert!(!later(Side::First, 0) && !later(Side::Second, 0)),
            Standing::New { column, .. } | Standing::Answered { column, .. } => {
                prop_assert!(columns.get(column).unwrap().first <= at);
            }
        }
    }
}

#[test]
fn the_last_column_of_every_format_has_no_answer() {
    for text in SHIPPED {
        let rules: RoundFormat = read(text);
        let columns = Columns::new(&rules);
        assert_eq!(columns.answer_to(columns.all().len() - 1), None);
        assert_eq!(columns.answer_to(99), None);
    }
    assert_eq!(Columns::new(&format("policy")).answer_to(0), Some((1, 1)));
}
