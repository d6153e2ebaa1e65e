//! The answer sheet: its cells against a plain reading of the edition, its views, and the command `parallax sheet`.

use std::fs;

use parallax::export::sheet::{SheetView, csv, text};
use parallax::model::rows::Rows;
use parallax::model::sheet::{Comparison, Sheet, SheetCell};
use parallax::model::{Edition, ParagraphKind, Perspective, Stance};
use parallax::storage::shipped_without_check;

use crate::support::{self, parallax};

/// Reads a cell of a paragraph from the records of a perspective, without the rows.
fn plain_cell(edition: &Edition, paragraph: usize, by: &Perspective) -> String {
    let paragraph = &edition.paragraphs()[paragraph];
    let first = |on: &[parallax::model::ParagraphId]| on.iter().filter_map(|id| edition.paragraph_index(id)).min();
    let here = edition.paragraph_index(&paragraph.id);
    let mut notes: Vec<_> = by.notes.iter().filter(|note| note.on.contains(&paragraph.id)).collect();
    notes.sort_by_key(|note| first(&note.on) != here);
    let mut words: Vec<&str> = Vec::new();
    for note in &notes {
        if !words.contains(&note.stance.verb()) {
            words.push(note.stance.verb());
        }
    }
    let silent = by.silences.iter().any(|silence| silence.on.contains(&paragraph.id) && silence.claim.is_none());
    let not_applicable = by.not_applicable.iter().any(|cell| cell.on.contains(&paragraph.id));
    let quiet = matches!(paragraph.kind, ParagraphKind::PullQuote { .. } | ParagraphKind::Heading);
    match (words.is_empty(), quiet, silent, not_applicable) {
        (false, ..) => words.join("; "),
        (true, true, ..) => "not applicable".to_owned(),
        (true, false, true, _) => "silent".to_owned(),
        (true, false, false, true) => "not applicable".to_owned(),
        (true, false, false, false) => "not looked".to_owned(),
    }
}

#[test]
fn every_cell_of_the_table_is_what_the_records_of_the_perspective_say() {
    let edition = shipped_without_check().unwrap().edition;
    let table = String::from_utf8(csv(&edition, &Rows::new(&edition), SheetView::All)).unwrap();
    let mut lines = table.trim_start_matches('\u{feff}').lines();
    let codes: Vec<&str> = edition.perspectives().iter().map(|by| by.code.as_str()).collect();
    assert_eq!(lines.next().unwrap(), format!("code,{}", codes.join(",")));
    for (paragraph, line) in lines.clone().enumerate() {
        let cells = edition.perspectives().iter().map(|by| plain_cell(&edition, paragraph, by));
        let expected: Vec<String> =
            std::iter::once(edition.paragraphs()[paragraph].id.label().to_owned()).chain(cells).collect();
        assert_eq!(line, expected.join(","), "line {paragraph}");
    }
    assert_eq!(lines.count(), edition.paragraphs().len());
}

#[test]
fn each_cell_counts_once_in_the_margins_of_its_row_and_column() {
    let edition = shipped_without_check().unwrap().edition;
    let rows = Rows::new(&edition);
    let sheet = Sheet::new(&edition, &rows);
    let all: Vec<usize> = (0..edition.perspectives().len()).collect();
    let sum = |counts: parallax::model::sheet::SheetCounts| {
        counts.stances.iter().sum::<usize>() + counts.silent + counts.not_looked_for + counts.not_applicable
    };
    for place in sheet.paragraphs() {
        assert_eq!(sum(sheet.counts_of_row(place, &all)), all.len());
    }
    let by_rows: usize = sheet.paragraphs().map(|place| sheet.counts_of_row(place, &all).later).sum();
    let by_columns: usize = all.iter().map(|column| sheet.counts_of_column(*column).later).sum();
    assert!(by_rows > 0 && by_rows == by_columns);
}

#[test]
fn a_claim_has_its_own_notes_and_silences_and_nothing_of_the_other_claims() {
    let edition = shipped_without_check().unwrap().edition;
    let rows = Rows::new(&edition);
    let sheet = Sheet::new(&edition, &rows);
    let mut silent = 0;
    for place in sheet.paragraphs().flat_map(|place| sheet.claims_of(place.paragraph)) {
        let claim = &sheet.claim(place).unwrap().id;
        for (column, by) in edition.perspectives().iter().enumerate() {
            let on_claim = by.notes.iter().filter(|note| note.claim.as_ref() == Some(claim)).count();
            match sheet.cell(place, column) {
                SheetCell::Notes(notes) => {
                    assert_eq!(notes.len(), on_claim, "{claim} {}", by.code);
                    assert!(notes.iter().all(|note| sheet.note(*note).unwrap().claim.as_ref() == Some(claim)));
                }
                SheetCell::Silent(_) => silent += 1,
                SheetCell::NotApplicable(_) | SheetCell::NotLookedFor => assert_eq!(on_claim, 0, "{claim} {}", by.code),
            }
        }
    }
    assert!(silent > 0);
}

#[test]
fn two_perspectives_agree_clash_or_speak_alone() {
    let edition = shipped_without_check().unwrap().edition;
    let rows = Rows::new(&edition);
    let sheet = Sheet::new(&edition, &rows);
    let lead = |place, column| sheet.stances(&sheet.cell(place, column)).first().copied();
    for place in sheet.paragraphs() {
        for (first, second) in [(0, 1), (1, 2), (0, 2)] {
            let (one, other) = (lead(place, first), lead(place, second));
            let compared = sheet.compare(place, (first, second));
            assert_eq!(matches!(compared, Comparison::Agree(_)), one.is_some() && one == other);
            assert_eq!(compared == Comparison::Neither, one.is_none() && other.is_none());
            assert_eq!(compared == Comparison::FirstAlone, one.is_some() && other.is_none());
            let against = [Some(Stance::Affirms), Some(Stance::Disputes)];
            let clash = one != other && against.contains(&one) && against.contains(&other);
            assert_eq!(compared == Comparison::Clash, clash, "{one:?} {other:?}");
            let turned = sheet.compare(place, (second, first));
            assert_eq!(compared == Comparison::SecondAlone, turned == Comparison::FirstAlone, "turned round");
        }
    }
}

#[test]
fn the_silent_view_names_place_day_and_where_was_looked() {
    let edition = shipped_without_check().unwrap().edition;
    let rows = Rows::new(&edition);
    let list = text(&edition, &rows, SheetView::Silent);
    let (by, silence) = edition
        .perspectives()
        .iter()
        .find_map(|by| Some((by, by.silences.iter().find(|s| s.claim.is_none())?)))
        .unwrap();
    let name = format!("\n{}\n", by.name);
    let own = list.split(&name).nth(1).unwrap().split("\n\n").next().unwrap();
    let line = own.lines().find(|line| line.starts_with(&format!("  ¶{} ", silence.on[0].label()))).unwrap();
    let expected = format!(": silent, checked {} in {}", silence.checked, silence.looked_in.join("; "));
    assert!(line.contains(&expected), "{line}");
}

#[test]
fn a_silence_on_one_claim_is_listed_also_where_nothing_else_was_looked_for() {
    let texts = support::small().with("council.ron", r#"on: ["p2", "p4"]"#, r#"on: ["p2"]"#).with(
        "council.ron",
        r#"(on: ["p5"], "#,
        r#"(on: ["p4"], claim: "p4.c1", "#,
    );
    let edition = texts.load().unwrap().edition;
    let list = text(&edition, &Rows::new(&edition), SheetView::Silent);
    let line = list.lines().find(|line| line.contains("on “Nobody comes to harm in the dark”")).unwrap();
    assert!(line.contains("silent, checked 20 Nov 2026 in Minutes of the council"), "{line}");
    let table = String::from_utf8(csv(&edition, &Rows::new(&edition), SheetView::Silent)).unwrap();
    assert!(table.contains("p4.c1,tc,silent,2026-11-20,Minutes of the council,Bats were spoken of."), "{table}");
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = parallax(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_command_prints_views_and_writes_tables_and_never_over_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("small");
    fs::create_dir(&folder).unwrap();
    support::small().write(&folder);
    let folder = folder.to_str().unwrap();
    let (code, printed, _) = run(&["sheet", folder]);
    assert!(code == 0 && printed.contains("¶1 ") && printed.contains("disputes"), "{printed}");
    let (code, table, _) = run(&["sheet", folder, "--to", "csv"]);
    assert!(code == 0 && table.starts_with("\u{feff}code,"), "{table}");
    let file = dir.path().join("sheet.csv");
    let file = file.to_str().unwrap();
    assert_eq!(run(&["sheet", folder, "--to", "csv", "-o", file]).0, 0);
    assert_eq!(fs::read_to_string(file).unwrap(), table);
    let (code, _, error) = run(&["sheet", folder, "--to", "csv", "-o", file]);
    assert!(code == 2 && error.contains("there is one already"), "{error}");
    assert_eq!(run(&["sheet", folder, "--view", "silent"]).0, 0);
}

#[test]
fn a_view_that_does_not_exist_is_answered_with_those_that_do() {
    for view in ["", "loud", "compare:", "compare:us", "compare:us,xx", "compare:us,us", "compare:us,in,cn"] {
        let (code, printed, error) = run(&["sheet", "--view", view]);
        assert!(code == 2 && printed.is_empty(), "{view}: {printed}");
        assert!(error.contains("expected all, silent or compare:A,B with two of us, in"), "{view}: {error}");
    }
    let (code, printed, _) = run(&["sheet", "--view", "compare:us, india"]);
    assert!(code == 0 && printed.contains(": differ\n") && printed.contains(": agree: both "), "{printed}");
}
