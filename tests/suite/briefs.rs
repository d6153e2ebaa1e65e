//! Briefs on the disk: read whole, told where they are wrong, never touched by reading.

use std::fs;
use std::path::Path;

use parallax::model::{Brief, Entry};
use parallax::storage::{open_brief, read_user_file, write_user_file};

/// The brief that is kept for tests.
pub fn lamps() -> Brief {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lamps-brief.ron");
    let (brief, told) = open_brief(&path).unwrap();
    assert_eq!(told, Vec::<String>::new());
    brief
}

#[test]
fn a_brief_comes_back_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.ron");
    let brief = lamps();
    write_user_file(&path, &brief).unwrap();
    assert_eq!(read_user_file::<Brief>(&path).unwrap(), Some(brief.clone()));
    assert_eq!(open_brief(&path).unwrap().0, brief);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("// Parallax writes this file anew when the brief is changed"), "{text}");
    assert!(text.contains("Card(\n") && text.contains("Heading(\n"), "a variant is written without a second bracket");
}

#[test]
fn the_fixture_has_what_a_brief_can_have() {
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
fn a_brief_with_a_mistake_is_told_with_its_line_and_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("wrong.ron");
    let wrong = "(format: 1, title: \"x\",\n entries: [Card(id: 1, tagg: \"x\")])";
    fs::write(&path, wrong).unwrap();
    let told = open_brief(&path).unwrap_err().to_string();
    assert!(told.contains("wrong.ron:2:") && told.contains("tagg"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), wrong);
    fs::write(&path, "(format: 9, shape: Round)").unwrap();
    assert!(open_brief(&path).unwrap_err().to_string().contains("newer Parallax"));
    fs::write(&path, [0xff, 0xfe, 0]).unwrap();
    assert!(open_brief(&path).unwrap_err().to_string().contains("UTF-8"));
}
