//! The shipped edition is complete and without problems.

use std::collections::HashSet;
use std::path::Path;

use parallax::model::rows::{AnswerCell, Rows};
use parallax::model::{Edition, ParagraphKind};
use parallax::storage::{load, shipped};

const FOLDER: &str = "perspectives/pakistan-missile-sanctions";

fn edition() -> Edition {
    load(Path::new(FOLDER)).unwrap().edition
}

#[test]
fn every_edition_is_clean() {
    let mut editions = 0;
    for entry in std::fs::read_dir("perspectives").unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let loaded = load(&path).unwrap();
            assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
            editions += 1;
        }
    }
    assert!(editions > 0);
}

#[test]
fn the_embedded_edition_equals_the_folder() {
    let (inside, outside) = (shipped().unwrap(), edition());
    assert!(inside.problems.is_empty());
    assert_eq!(inside.edition.head(), outside.head());
    assert_eq!(inside.edition.perspectives(), outside.perspectives());
    assert_eq!(inside.edition.sources(), outside.sources());
}

#[test]
fn every_perspective_has_enough_notes() {
    let edition = edition();
    let least = [
        ("us-government", 22),
        ("india", 18),
        ("china", 14),
        ("pakistan-government", 16),
        ("independent", 12),
        ("record", 12),
    ];
    assert_eq!(edition.perspectives().len(), least.len());
    for ((id, least), perspective) in least.into_iter().zip(edition.perspectives()) {
        assert_eq!(perspective.id.as_str(), id);
        assert!(perspective.notes.len() >= least, "{id} has {} notes", perspective.notes.len());
    }
    assert_eq!(edition.paragraphs().len(), 14);
}

#[test]
fn sixty_sources_are_cited_and_none_twice_per_paragraph() {
    let edition = edition();
    let mut cited = HashSet::new();
    let mut cells = HashSet::new();
    for note in edition.perspectives().iter().flat_map(|p| &p.notes) {
        // A note may cite one source from two pages.
        let sources: HashSet<_> = note.citations.iter().map(|citation| &citation.source).collect();
        for source in sources {
            cited.insert(source);
            for paragraph in &note.on {
                assert!(cells.insert((paragraph, source)), "two notes on {paragraph} cite {source}");
            }
        }
    }
    assert!(cited.len() >= 60, "{} sources are cited", cited.len());
}

#[test]
fn every_cell_has_been_searched() {
    let edition = edition();
    let rows = Rows::new(&edition);
    for (i, paragraph) in edition.paragraphs().iter().enumerate() {
        for (p, perspective) in edition.perspectives().iter().enumerate() {
            assert_ne!(rows.cell(&edition, i, p), AnswerCell::NotLookedFor, "{} {}", paragraph.id, perspective.id);
        }
    }
    let quote = &edition.paragraphs()[6];
    assert_eq!(quote.kind, ParagraphKind::PullQuote { of: "p12".into() });
}
