//! Briefs on disk: round trips, the position of errors, and that reading never changes a file.

use std::fs;
use std::path::Path;

use parallax::model::{Brief, Entry};
use parallax::storage::{open_brief, open_document, save_document};

/// Returns the brief of the fixtures.
pub fn lamps() -> Brief {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lamps-brief.ron");
    let (brief, warnings) = open_brief(&path).unwrap();
    assert_eq!(warnings, Vec::<String>::new());
    brief
}

#[test]
fn a_brief_survives_a_round_trip() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.ron");
    let brief = lamps();
    save_document(&path, &brief).unwrap();
    assert_eq!(open_document::<Brief>(&path).unwrap().value, Some(brief.clone()));
    assert_eq!(open_brief(&path).unwrap().0, brief);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("// Parallax writes this file again when the brief is changed"), "{text}");
    assert!(
        text.contains("Card(\n") && text.contains("Heading(\n"),
        "a variant is written without a second pair of brackets"
    );
}

#[test]
fn the_fixture_has_every_part_of_a_brief() {
    let brief = lamps();
    let cards: Vec<_> =
        brief.entries.iter().filter_map(|e| if let Entry::Card(card) = e { Some(card) } else { None }).collect();
    assert_eq!(cards[0].read_out(), "The lamps used a third less");
    let strong: Vec<String> = cards
        .iter()
        .flat_map(|card| card.cite.strong.iter().map(|r| card.cite.text.chars().skip(r.start).take(r.len()).collect()))
        .collect();
    assert_eq!(strong, ["Marlow", "2024", "李华", "2023"]);
}

#[test]
fn an_error_in_a_brief_is_reported_with_its_line_and_the_file_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("wrong.ron");
    let wrong = "(format: 1, title: \"x\",\n entries: [Card(id: 1, tagg: \"x\")])";
    fs::write(&path, wrong).unwrap();
    let message = open_brief(&path).unwrap_err().to_string();
    assert!(message.contains("wrong.ron:2:") && message.contains("tagg"), "{message}");
    assert_eq!(fs::read_to_string(&path).unwrap(), wrong);
    fs::write(&path, "(format: 9, shape: Round)").unwrap();
    assert!(open_brief(&path).unwrap_err().to_string().contains("newer Parallax"));
    fs::write(&path, [0xff, 0xfe, 0]).unwrap();
    assert!(open_brief(&path).unwrap_err().to_string().contains("UTF-8"));
}
