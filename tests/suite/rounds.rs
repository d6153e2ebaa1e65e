//! Rounds on disk, and their flows as spreadsheets.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use parallax::export::flow;
use parallax::model::Entry;
use parallax::model::round::{Cell, ReadMark, Round, Side};
use parallax::storage::{DocumentStore, open_document, open_round, round_formats, save_document};

use super::briefs::lamps;

fn round(id: &str) -> Round {
    let format = round_formats().iter().find(|format| format.id == id).unwrap();
    Round::new("Finals & lamps", format.clone())
}

/// Returns a round with cards of a brief, a mark, an answer, an extension, a drop and a kick.
fn played() -> Round {
    let brief = lamps();
    let mut round = round("policy");
    round.ours = Some(Side::First);
    let columns = round.columns();
    let cards: Vec<&Entry> = brief.entries.iter().filter(|entry| entry.level().is_none()).collect();
    for entry in &cards {
        round.speeches[0].send(entry);
    }
    let case = round.flow.add_sheet("Case: [lamps]").unwrap();
    let sheet = &mut round.flow.sheets[case];
    sheet.put(&columns, 0, Cell::from_entry("1AC", cards[0]));
    sheet.put(&columns, 0, Cell::new("1NC", "=1+1"));
    sheet.put(&columns, 0, Cell::new("2AC", "-the year\nwas warm"));
    sheet.put(&columns, 1, Cell::from_entry("1AC", cards[1]));
    sheet.extend(&columns, (1, 0), 0);
    sheet.put(&columns, 2, Cell::new("1NC", "@costs"));
    sheet.rows[2].kicked = true;
    let other = round.flow.add_sheet("case: lamps").unwrap();
    round.flow.sheets[other].put(&columns, 0, Cell::new("2NR", "+ one more, \"quoted\""));
    round.mark(ReadMark { entry: cards[0].id(), at: 12, seconds: 452.0 });
    round.go_to(8);
    round.clock.start_prep(Side::Second, 5.0);
    round
}

#[test]
fn a_round_survives_a_round_trip() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("finals.ron");
    let round = played();
    save_document(&path, &round).unwrap();
    assert_eq!(open_document::<Round>(&path).unwrap().value, Some(round.clone()));
    assert_eq!(open_round(&path).unwrap(), (round, Vec::new()));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("// Parallax writes this file again when the round is changed"), "{text}");
    assert!(text.contains("since: 5.0"), "a running clock is saved as running");
}

#[test]
fn an_error_in_a_round_is_reported_with_its_line_and_the_file_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("wrong.ron");
    let wrong = "(format: 1,\n title: \"x\", flo: [])";
    std::fs::write(&path, wrong).unwrap();
    let error = open_round(&path).unwrap_err().to_string();
    assert!(error.contains("wrong.ron:2:") && error.contains("flo") && error.contains("expected a round"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), wrong);
    std::fs::write(&path, "(format: 7, title: 3)").unwrap();
    assert!(open_round(&path).unwrap_err().to_string().contains("newer Parallax"));
}

#[test]
fn every_format_can_be_played_from_the_first_speech_to_the_last() {
    assert!(round_formats().len() > 3);
    for format in round_formats() {
        let mut round = Round::new("x", format.clone());
        for at in 0..format.speeches.len() {
            round.go_to(at);
            assert_eq!(round.clock.speech.limit, Some(format.speeches[at].seconds()), "{}", format.id);
            assert_eq!(round.budget(at).unwrap().words, 0);
        }
        round.go_to(format.speeches.len());
        assert!(round.is_over());
        assert_eq!(round.clone().sanitized(), (round, Vec::new()), "{}", format.id);
    }
}

#[test]
fn the_flow_as_csv_can_be_read_back_and_holds_no_formula() {
    let bytes = flow::csv(&played());
    let text = String::from_utf8(bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header[..4], ["Sheet", "Row", "1AC · Aff", "1NC · Neg"]);
    assert_eq!((header[8].as_str(), header[9].as_str(), header.len()), ("2AR · Aff", "Standing", 10));
    let rows: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows[0][..3], ["Case: [lamps]", "1", "Dark hours cut the bill by a third\n[Marked at 7:32]"]);
    assert_eq!(rows[0][3..5], ["'=1+1", "'-the year\nwas warm"]);
    let standings: Vec<&str> = rows.iter().map(|row| row[9].as_str()).collect();
    assert_eq!(standings, ["Their turn in Block", "Dropped by Neg in 1NC", "Kicked; dropped by Aff in 2AC", ""]);
    assert_eq!(rows[1][4], "→ Extended");
    assert_eq!(rows[3][7], "'+ one more, \"quoted\"");
    assert!(text.contains("\r\n"));
}

#[test]
fn the_flow_as_a_workbook_can_be_read_back_and_holds_no_formula() {
    let bytes = flow::xlsx(&played(), None).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Case lamps", "case lamps 2", "Dropped"]);
    let cells = |book: &mut Xlsx<_>, name: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(name).unwrap();
        let text = |cell: &Data| match cell {
            Data::String(text) => text.clone(),
            Data::Empty => String::new(),
            other => panic!("{other:?} is no text"),
        };
        range.rows().map(|row| row.iter().map(text).collect()).collect()
    };
    let case = cells(&mut book, "Case lamps");
    assert_eq!(case[0][..2], ["1AC · Aff", "1NC · Neg"]);
    assert_eq!(case[1][1..3], ["=1+1", "-the year\nwas warm"]);
    assert_eq!(case[2][7], "Dropped by Neg in 1NC");
    assert_eq!(case[3][1], "@costs");
    let dropped = cells(&mut book, "Dropped");
    let other_towns = "Other towns did it long ago";
    assert_eq!(dropped[1], ["Case: [lamps]", "2", other_towns, other_towns, "Neg", "1NC"]);
    assert_eq!(dropped.len(), 2, "kicked arguments are not listed");
    for name in ["Case lamps", "case lamps 2", "Dropped"] {
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name}");
    }
}

#[test]
fn the_workbook_has_a_print_setup_and_is_reproducible() {
    let bytes = flow::xlsx(&played(), Some("2026-11-25".parse().unwrap())).unwrap();
    assert_eq!(flow::xlsx(&played(), Some("2026-11-25".parse().unwrap())).unwrap(), bytes);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""), "{sheet}");
    assert!(sheet.contains("&amp;LFinals &amp;&amp; lamps&amp;R&amp;A"), "{sheet}");
    assert!(!sheet.contains("<f>"), "no formula");
    assert!(part("xl/styles.xml").contains("wrapText=\"1\""));
    assert!(part("docProps/core.xml").contains("2026-11-25"));
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

#[test]
fn an_empty_or_an_oversized_flow_is_still_a_workbook() {
    let mut round = round("british-parliamentary");
    let open = |round: &Round| -> Vec<String> {
        let bytes = flow::xlsx(round, None).unwrap();
        let book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        book.sheet_names()
    };
    assert_eq!(open(&round), ["Flow"]);
    let columns = round.columns();
    round.flow.add_sheet("\u{1}//");
    round.flow.sheets[0].put(&columns, 0, Cell::new("PM", &"🐢".repeat(40_000)));
    round.flow.sheets[0].put(&columns, 1, Cell::new("LO", "\u{0}\u{b}\u{ffff} _x0041_ & <b>"));
    round.flow.sheets[0].put(&columns, 2, Cell::new("of another format", "kept"));
    round.title = "&".repeat(500);
    assert_eq!(open(&round), ["Sheet"]);
    let bytes = flow::xlsx(&round, None).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Sheet").unwrap();
    let text = |row, column| range.get_value((row, column)).map(ToString::to_string).unwrap();
    assert!(text(1, 0).ends_with("🐢…"));
    assert!(text(2, 1).ends_with("_x0041_ & <b>"), "{}", text(2, 1));
    assert_eq!((text(0, 8), text(3, 8)), ("of another format".into(), "kept".into()));
    assert!(String::from_utf8(flow::csv(&round)).unwrap().contains("of another format"));
}

#[test]
fn two_rounds_on_one_motion_differ_in_lists_by_day_and_sides() {
    let dir = tempfile::tempdir().unwrap();
    let began = |day: &str, sides: [&str; 2]| {
        let (began, sides) = (Some(day.parse().unwrap()), sides.map(str::to_owned));
        Round { began, sides, ..round("policy") }
    };
    save_document(&dir.path().join("a.ron"), &began("2026-12-01", ["Pro", "Con"])).unwrap();
    save_document(&dir.path().join("b.ron"), &began("2026-12-02", ["St. \"Ann\"", "हिन्दी"])).unwrap();
    save_document(&dir.path().join("c.ron"), &round("public-forum")).unwrap();
    let listed = DocumentStore::<Round>::new(dir.path().to_owned()).list();
    let names: Vec<&str> = listed.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(
        names[..2],
        ["Finals & lamps · 1 Dec 2026 · Pro v. Con", "Finals & lamps · 2 Dec 2026 · St. \"Ann\" v. हिन्दी",]
    );
    assert!(names[2].starts_with("Finals & lamps · ") && !names[2].contains("202"), "{names:?}");
}

#[test]
fn a_round_that_an_earlier_version_began_reads_as_before() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("old.ron");
    let old = Round { format: 1, ..played() };
    save_document(&path, &old).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("format: 1") && !text.contains("began"), "a field that is not there is not written");
    assert_eq!(open_round(&path).unwrap(), (old, Vec::new()));
}
