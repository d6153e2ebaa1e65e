//! *Later*: which date stands beside it where only a part of a note is later than the article.

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::export::handout::{Handout, HandoutFormat, HandoutKind, HandoutOptions, Reply, print};
use parallax::model::Later;
use parallax::model::progress::Progress;
use parallax::model::rows::Rows;
use parallax::state::{Action, Opened, ReaderAction, SavedState, Settings};
use parallax::storage;

use crate::kit;

/// An edition with one note that cites statements of these days, in this order. The article is of 1 March 2025.
fn cited(days: &[&str]) -> Opened {
    let sources: Vec<String> = (days.iter().enumerate())
        .map(|(at, day)| {
            format!(
                "(id: \"s{at}\", kind: Speech, title: \"On lamps\", publisher: \"Gazette {at}\", said: \"{day}\",
                    language: \"en\", primary: true),"
            )
        })
        .collect();
    let citations: Vec<String> = (0..days.len()).map(|at| format!("(source: \"s{at}\"),")).collect();
    let edition = r#"Edition(format: 3, id: "lamps", title: "Lights out", language: "en", revision: "2026-01-01",
        article: Article(written_before: "2025-03-01", provenance: Original(of: "here"), paragraphs: [
            (id: "p1", text: "Dark streets are safe streets, and they have always been so in this town."),
        ]), perspectives: ["council"])"#;
    let council = format!(
        r#"Perspective(id: "council", code: "co", name: "Council", kind: Government, hue: "blue", about: "The council.",
            notes: [(id: "co.a", on: ["p1"], stance: Disputes, gist: "It is not so", summary: "The council denies it.",
                citations: [{}])])"#,
        citations.concat()
    );
    let sources = format!("[{}]", sources.concat());
    let files = [("edition.ron", edition), ("sources.ron", sources.as_str()), ("council.ron", council.as_str())];
    Opened { edition: storage::load_texts("lamps", &files).unwrap().edition, path: None }
}

#[test]
fn later_has_a_date_of_its_own_where_the_first_citation_is_not_later() {
    let label = |days: &[&str]| {
        let edition = cited(days).edition;
        edition.later(&edition.perspectives()[0].notes[0]).map(|later| later.in_words("Later"))
    };
    assert_eq!(label(&["2025-02-28", "2024-01-01"]), None);
    assert_eq!(label(&["2025-03-01"]).as_deref(), Some("Later"));
    assert_eq!(label(&["2025-04-02", "2024-01-01"]).as_deref(), Some("Later"));
    assert_eq!(label(&["2024-01-01", "2025-04-02"]).as_deref(), Some("Later: 2 Apr 2025"));
    assert_eq!(label(&["2024-01-01", "2024-02-01", "2025-04-02", "2026-01-01"]).as_deref(), Some("Later: 2 Apr 2025"));
    assert_eq!(label(&["2024-01-01", "2025"]).as_deref(), Some("Later: 2025"));
}

#[test]
fn a_reply_its_sources_and_its_name_say_what_is_later() {
    for width in [1280.0, 800.0, 620.0] {
        let opened = cited(&["2024-01-01", "2025-04-02"]);
        let mut harness = kit::with(opened, width, 800.0, Settings::default(), SavedState::default());
        harness.state().act(Action::Reader(ReaderAction::JumpTo(1)));
        // The panel waits until the paragraph has been active for a moment.
        (0..30).for_each(|_| harness.step());
        harness.run();
        let names: Vec<String> =
            harness.root().children_recursive().filter_map(|node| node.accesskit_node().label()).collect();
        assert!(
            names.iter().any(|name| name.contains("1 Jan 2024, later than the article: 2 Apr 2025: It is not so")),
            "{names:?}"
        );
        let entry = harness.state().state().rows.notes(0)[0];
        harness.state().act(Action::ShowSources(entry));
        harness.run();
        harness.get_by_label_contains("A part of it was said after the article was written");
        assert_eq!(harness.query_all_by_label("The source itself · Later").count(), 1, "{width}");
        assert_eq!(harness.query_all_by_label("The source itself").count(), 1, "{width}");
    }
}

#[test]
fn the_words_of_a_later_date_follow_the_word_they_are_given() {
    let edition = cited(&["2024-01-01", "2025-04-02"]).edition;
    let later = edition.later(&edition.perspectives()[0].notes[0]).unwrap();
    assert_eq!(later, Later::Also("2025-04-02".parse().unwrap()));
    assert_eq!(later.in_words("Later than the article"), "Later than the article: 2 Apr 2025");
    assert_eq!(Later::Dated.in_words("later than the article"), "later than the article");
}

#[test]
fn a_handout_has_the_date_too_in_every_format() {
    let edition = cited(&["2024-01-01", "2025-04-02"]).edition;
    let options = HandoutOptions { kind: HandoutKind::Full, ..HandoutOptions::default() };
    let handout = Handout::new(&edition, &Rows::new(&edition), &options).unwrap();
    let mut undated = handout.clone();
    let replies = undated.rows.iter_mut().flat_map(|row| &mut row.replies);
    let dates = replies.filter_map(|reply| if let Reply::Note(note) = reply { note.later.take() } else { None });
    assert_eq!(dates.collect::<Vec<_>>(), ["Later: 2 Apr 2025"]);
    let formats = HandoutFormat::ALL.into_iter().filter(|format| format.is_available());
    for format in formats {
        let bytes = |handout: &Handout| print(handout, format, |_| None, &Progress::default()).unwrap().bytes;
        // The text of a PDF is compressed: it is only known that the date makes the difference.
        assert_eq!(bytes(&handout), bytes(&handout), "{format:?}");
        assert_ne!(bytes(&handout), bytes(&undated), "{format:?}");
        if format == HandoutFormat::Html {
            assert!(String::from_utf8(bytes(&handout)).unwrap().contains("Later: 2 Apr 2025"));
        }
    }
}
