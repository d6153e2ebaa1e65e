use proptest::prelude::*;

use super::{format, row};
use crate::model::round::{Cell, Columns, Flow, Sheet};

fn sheet(rows: &[&[&str]]) -> (Columns, Sheet) {
    let rules = format("policy");
    let rows = rows.iter().map(|said| row(&rules, said)).collect();
    (Columns::new(&rules), Sheet { name: "Case".into(), rows })
}

/// Returns the columns of each row in which something is said.
fn said(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.column.as_str()).collect()).collect()
}

#[test]
fn an_answer_goes_to_the_right_and_a_second_one_below() {
    let (columns, mut sheet) = sheet(&[&["1AC"], &["1AC"]]);
    assert_eq!(sheet.answer(&columns, (0, 0), 0), Some((0, 1)));
    assert_eq!(sheet.answer(&columns, (0, 0), 2), Some((0, 1)), "an empty place is taken again");
    sheet.put(&columns, 0, Cell::new("1NC", "no link"));
    assert_eq!(sheet.answer(&columns, (0, 0), 2), Some((1, 1)));
    assert_eq!(said(&sheet), [vec!["1AC", "1NC"], vec!["1NC"], vec!["1AC"]]);
    assert_eq!(sheet.answer(&columns, (0, 6), 0), None, "nobody speaks after the 2AR");
    assert_eq!(sheet.answer(&columns, (9, 0), 0), None);
}

#[test]
fn an_argument_is_extended_in_the_next_speech_of_its_own_side() {
    let (columns, mut sheet) = sheet(&[&["1AC", "1NC"]]);
    assert_eq!(sheet.extend(&columns, (0, 0), 0), Some((0, 2)));
    assert!(sheet.rows[0].cell("2AC").unwrap().extends);
    assert_eq!(sheet.extend(&columns, (0, 3), 0), None, "nothing is there to extend");
    sheet.put(&columns, 0, Cell::new("Block", "turn"));
    sheet.put(&columns, 0, Cell::new("2NR", "we win this"));
    sheet.extend(&columns, (0, 3), 0);
    assert_eq!(sheet.rows[0].cell("2NR").unwrap().text, "we win this", "words that are there stay");
}

#[test]
fn a_late_answer_goes_to_the_current_speech_and_not_to_one_that_is_over() {
    let (columns, mut sheet) = sheet(&[&["1AC"]]);
    let rules = format("policy");
    let given = super::speech(&rules, "2NC");
    let block = columns.place("Block").unwrap();
    assert_eq!(sheet.answer(&columns, (0, 0), given), Some((0, block)));
    let given = super::speech(&rules, "1AR");
    assert_eq!(sheet.extend(&columns, (0, 0), given), Some((0, columns.place("1AR").unwrap())));
    assert_eq!(sheet.answer(&columns, (0, 0), rules.speeches.len()), Some((0, 1)), "afterwards, where it was due");
}

#[test]
fn only_the_same_team_extends_an_argument() {
    let rules = format("british-parliamentary");
    let columns = Columns::new(&rules);
    let mut sheet = Sheet { name: "Case".into(), rows: vec![row(&rules, &["DPM"])] };
    assert_eq!(sheet.extend(&columns, (0, columns.place("DPM").unwrap()), 0), None, "the team has spoken twice");
}

#[test]
fn sheet_names_are_unique() {
    let mut flow = Flow::default();
    for name in ["Case", "Case", " ", "Case"] {
        flow.add_sheet(name);
    }
    let names: Vec<&str> = flow.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Case", "Case 2", "Sheet", "Case 3"]);
    assert_eq!(flow.remove_sheet(1).unwrap().name, "Case 2");
    assert!(flow.remove_sheet(9).is_none());
}

proptest! {
    #[test]
    fn moving_loses_no_cells_and_keeps_their_order(
        steps in proptest::collection::vec((0u8..4, 0usize..6, 0usize..8, 0usize..6), 0..40),
    ) {
        let (columns, mut sheet) = sheet(&[&["1AC", "1NC", "2AC"], &["1AC", "Block"], &["2NR"]]);
        let mut there = 6;
        for (kind, row, column, to_row) in steps {
            match kind {
                0 => sheet.move_row(row, to_row),
                1 => { sheet.insert_row(row); }
                2 => there -= usize::from(sheet.remove_cell(&columns, (row, column)).is_some()),
                _ => there -= sheet.remove_row(row + 3).map_or(0, |row| row.cells.len()),
            }
            prop_assert_eq!(sheet.rows.iter().map(|row| row.cells.len()).sum::<usize>(), there);
            for row in &sheet.rows {
                let places: Vec<_> = row.cells.iter().map(|cell| columns.place(&cell.column).unwrap()).collect();
                prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", places);
            }
        }
    }
}
