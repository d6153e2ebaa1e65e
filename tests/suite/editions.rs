//! The editions in `perspectives/` are complete and without problems, and keep what was promised of them.

use std::collections::HashSet;
use std::path::Path;

use parallax::model::rows::{AnswerCell, Rows};
use parallax::model::{Date, Edition, Note, ParagraphKind, Provenance, Seen, Source, Stance};
use parallax::storage::{load, shipped};

const FOLDER: &str = "perspectives/pakistan-missile-sanctions";

/// The editions that argue one side, with that side.
const CASES: [(&str, &str); 2] = [("indian-case", "India"), ("american-case", "the United States")];

/// The most notes of a perspective on a paragraph.
const MAX_NOTES: usize = 5;

fn edition() -> Edition {
    load(Path::new(FOLDER)).unwrap().edition
}

/// Returns all editions in `perspectives/`.
fn editions() -> Vec<Edition> {
    let folders = std::fs::read_dir("perspectives").unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|path| path.is_dir()).map(|path| load(&path).unwrap().edition).collect()
}

fn notes(edition: &Edition) -> impl Iterator<Item = &Note> {
    edition.perspectives().iter().flat_map(|perspective| &perspective.notes)
}

/// Returns the sources that a note cites, without the pages that relay them.
fn cited<'a>(edition: &'a Edition, note: &'a Note) -> impl Iterator<Item = &'a Source> {
    note.citations.iter().filter_map(|citation| edition.source(&citation.source))
}

#[test]
fn every_edition_is_clean() {
    let mut editions = 0;
    for entry in std::fs::read_dir("perspectives").unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let loaded = load(&path).unwrap();
            assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
            assert_eq!(path.file_name().unwrap(), loaded.edition.id(), "the folder has the edition's name");
            editions += 1;
        }
    }
    assert_eq!(editions, 3);
}

#[test]
fn the_editions_name_each_other() {
    let editions = editions();
    for edition in &editions {
        let mut others: Vec<&str> = editions.iter().map(Edition::id).filter(|id| *id != edition.id()).collect();
        let mut related: Vec<&str> = edition.head().related.iter().map(String::as_str).collect();
        others.sort_unstable();
        related.sort_unstable();
        assert_eq!(related, others, "{}", edition.id());
    }
}

#[test]
fn what_argues_one_side_says_so_and_uses_nothing_later() {
    for (id, side) in CASES {
        let edition = load(&Path::new("perspectives").join(id)).unwrap().edition;
        let article = edition.article();
        let Provenance::Advocacy { side: said, by, closed } = &article.provenance else { panic!("{id}") };
        assert_eq!((said.as_str(), by.as_str(), closed.to_string().as_str()), (side, "Parallax", "31 Jan 2025"));
        assert_eq!(article.written_before, closed.day_after(), "{id}: what came later is marked");
        assert!(notes(&edition).count() >= 60, "{id}");
        assert!((8..=10).contains(&edition.paragraphs().len()), "{id}");
        for paragraph in edition.paragraphs() {
            let claims = article.claims.iter().filter(|claim| claim.on == paragraph.id).count();
            assert!((2..=4).contains(&claims), "{id} {}: {claims} claims", paragraph.id);
        }
    }
}

#[test]
fn no_cell_is_crowded_or_empty_and_every_note_has_a_gist() {
    for edition in editions() {
        let rows = Rows::new(&edition);
        for (p, perspective) in edition.perspectives().iter().enumerate() {
            for (i, paragraph) in edition.paragraphs().iter().enumerate() {
                let cell = format!("{} {} {}", edition.id(), paragraph.id, perspective.id);
                assert!(rows.notes_of(Some(i), p).len() <= MAX_NOTES, "{cell}");
                assert_ne!(rows.cell(&edition, i, p), AnswerCell::NotLookedFor, "{cell}");
            }
            for note in &perspective.notes {
                assert!(note.gist.is_some(), "{} {}", edition.id(), note.id);
            }
        }
    }
}

#[test]
fn the_first_edition_has_the_voices_of_the_weeks_themselves() {
    let edition = edition();
    let (first, last): (Date, Date) = ("2024-12-18".parse().unwrap(), "2025-01-20".parse().unwrap());
    let of_the_weeks =
        |source: &Source| source.date().is_some_and(|day| day.day().is_some() && (first..=last).contains(&day));
    let weeks = notes(&edition).filter(|note| cited(&edition, note).any(of_the_weeks)).count();
    assert!(weeks >= 70, "{weeks} notes cite words of those weeks");
    let was_read = |source: &Source| source.seen == Some(Seen::Text);
    let read = notes(&edition).filter(|note| cited(&edition, note).any(was_read)).count();
    assert!(read >= 90, "{read} notes rest on a text that was read itself");
    let all = edition.perspectives();
    let commentators = all.iter().find(|perspective| perspective.id.as_str() == "pakistan-commentary").unwrap();
    let others = commentators.notes.iter().filter(|note| note.stance != Stance::Affirms).count();
    assert!(others >= 3, "{others} notes of Pakistani commentators do not affirm");
}

#[test]
fn pakistani_commentators_have_one_name_in_all_editions() {
    for edition in editions() {
        let found = edition.perspectives().iter().find(|perspective| perspective.id.as_str() == "pakistan-commentary");
        let found = found.unwrap();
        assert_eq!((found.name.as_str(), found.code.as_str()), ("Pakistani commentators", "pc"), "{}", edition.id());
    }
}

#[test]
fn a_work_is_listed_once_and_says_how_far_it_was_seen() {
    for edition in editions() {
        let (mut works, mut unsaid) = (HashSet::new(), 0);
        for source in edition.sources() {
            let names: Vec<String> = source.authors.iter().map(ToString::to_string).collect();
            let work = (names, source.title.to_lowercase(), source.publisher.clone(), source.date());
            assert!(works.insert(work), "{}: {} is there already", edition.id(), source.id);
            unsaid += usize::from(source.seen.is_none());
            // A page that was read has an address, but for those whose own page was not found again.
            let relayed_only = source.seen == Some(Seen::Report) && !source.primary;
            assert!(!relayed_only, "{}: {} is a report that was not read", edition.id(), source.id);
        }
        assert!(unsaid <= 5, "{}: of {unsaid} sources it is not said whether they were read", edition.id());
    }
}

#[test]
fn the_page_that_relays_a_statement_was_read() {
    for edition in editions() {
        for citation in notes(&edition).flat_map(|note| &note.citations) {
            let Some(relay) = citation.relayed_by.as_ref().and_then(|id| edition.source(id)) else { continue };
            assert_ne!(relay.seen, Some(Seen::Report), "{}: {}", edition.id(), relay.id);
            assert!(!relay.primary || relay.seen.is_some(), "{}: {}", edition.id(), relay.id);
        }
    }
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
        ("pakistan-commentary", 14),
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
