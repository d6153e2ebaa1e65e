//! Opening and closing replies: by press and by key, in place, with everything that is folded named.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, Command, ReaderAction, SavedState, Settings, provenance};

use crate::kit::{self, Kit};

/// Returns the name of the first node that contains these words.
fn name_with(harness: &Harness<'static, Kit>, words: &str) -> Option<String> {
    harness.query_all_by_label_contains(words).next().and_then(|node| node.accesskit_node().label())
}

#[test]
fn a_press_on_a_reply_opens_its_summary_in_place_and_another_closes_it() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    let before = harness.state().place();
    let closed = name_with(&harness, ", 5us1, ").unwrap();
    harness.get_by_label(&closed).click();
    harness.run();
    let open = name_with(&harness, ", 5us1, ").unwrap();
    assert!(open.len() > closed.len() + 100, "the summary is read out too: {open}");
    assert!(harness.query_by_label("Sources of 5us1").is_some());
    assert!(name_with(&harness, "4 more replies of US government").is_some(), "the further ones are still named");
    assert_eq!(harness.state().place(), before, "nothing moved");
    harness.get_by_label("Close 5us1").click();
    harness.run();
    assert_eq!(name_with(&harness, ", 5us1, ").unwrap(), closed);
}

#[test]
fn enter_closes_what_a_press_opened() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    let note = name_with(&harness, ", 5in1, ").unwrap();
    harness.get_by_label(&note).click();
    harness.run();
    assert!(harness.state().state().reader.is_row_open(&harness.state().state().shared(), 5));
    harness.state().act(Action::Command(Command::OpenReplies));
    harness.run();
    assert!(!harness.state().state().reader.is_row_open(&harness.state().state().shared(), 5));
}

#[test]
fn enter_lists_every_note_of_the_row_by_its_gist() {
    let mut harness = kit::shipped(1280.0, 4_000.0);
    harness.state().act(Action::Reader(ReaderAction::Activate(5)));
    harness.state().act(Action::Command(Command::OpenReplies));
    harness.run();
    let state = harness.state().state();
    let mut listed = 0;
    for item in state.items(5) {
        if let parallax::state::Item::Note { entry, note, .. } = item {
            let code = state.rows.code(&state.edition, entry);
            let name =
                name_with(&harness, &format!(", {code},")).or_else(|| name_with(&harness, &format!(", {code}:")));
            let gist = note.gist.as_deref().unwrap();
            assert!(name.as_ref().is_some_and(|name| name.contains(gist)), "{code}: {name:?}");
            listed += 1;
        }
    }
    assert!(listed > 5, "{listed} notes");
    assert!(harness.query_by_label("Fewer replies of US government").is_some());
}

#[test]
fn an_underlined_phrase_is_a_link_that_lights_and_unfolds_the_replies_on_it() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    let phrase = name_with(&harness, "speak of these words").unwrap();
    harness.get_by_role_and_label(Role::Link, &phrase).click();
    harness.run();
    let state = harness.state().state();
    let lit = state.reader.lit_phrase.clone().unwrap().phrase;
    assert!(phrase.starts_with(&lit.phrase));
    let mut behind = 0;
    for perspective in state.shown.visible() {
        for (place, item) in state.items_of(5, perspective).iter().enumerate() {
            let parallax::state::Item::Note { note, .. } = item else { continue };
            if state.edition.phrase_of(note) == Some(&lit.phrase) && place > 0 {
                assert!(state.reader.opened_more.contains(&(5, perspective)), "{} is listed", note.id);
                behind += 1;
            }
        }
    }
    assert!(behind > 0, "a reply to the words was folded away");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state().reader.lit_phrase, None, "Escape puts the light out");
}

#[test]
fn a_press_on_a_silence_shows_where_was_looked() {
    let mut harness = kit::shipped(1280.0, 500.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(11)));
    harness.run();
    harness.query_all_by_label("Silent · China · checked 23 Nov 2026").next().unwrap().click();
    harness.run();
    let name = name_with(&harness, "Silent · China").unwrap();
    assert!(name.contains("Looked in"), "{name}");
}

#[test]
fn replies_are_spread_evenly_over_the_columns() {
    let mut harness = kit::shipped(1920.0, 1080.0);
    for perspective in 3..7 {
        harness.state().act(Action::TogglePerspective(perspective));
    }
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    let mut lefts: Vec<i32> = ["5us1", "5in1", "5cn1", "5pk1", "5pc1", "5ia1", "5rec1"]
        .map(|code| harness.query_all_by_label_contains(&format!(", {code},")).next().unwrap().rect().left() as i32)
        .to_vec();
    assert!(lefts.is_sorted(), "{lefts:?}");
    let all = lefts.len();
    lefts.dedup();
    assert_eq!((all, lefts.len()), (7, 3), "two or three in each of three columns");
}

#[test]
fn what_is_said_of_the_text_itself_opens_on_a_press() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let provenance = provenance(&harness.state().state().edition);
    assert!(harness.query_by_role_and_label(Role::Label, &provenance).is_none());
    harness.get_by_label("More about this text").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Label, &provenance).is_some());
}

#[test]
fn a_press_on_each_perspective_of_the_head_shows_all_of_its_description_and_hides_no_other() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for perspective in 0..3 {
        let (name, about) = {
            let by = &harness.state().state().edition.perspectives()[perspective];
            (by.name.clone(), by.about.clone())
        };
        harness.get_by_label_contains(&format!("{name}: {about}")).click();
        harness.run();
        for other in &harness.state().state().edition.perspectives()[..3] {
            assert!(name_with(&harness, &format!("{}: ", other.name)).is_some(), "{} is there", other.name);
        }
        assert!(harness.query_by_label_contains("more perspective").is_none());
        harness.get_by_label_contains(&format!("{name}: {about}")).click();
        harness.run();
    }
}

#[test]
fn more_about_this_text_opens_the_rest_also_when_one_perspective_is_open() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::ToggleMore { row: 0, perspective: 1 }));
    harness.run();
    harness.get_by_label("More about this text").click();
    harness.run();
    let text = provenance(&harness.state().state().edition);
    assert!(harness.query_by_role_and_label(Role::Label, &text).is_some());
    harness.get_by_label("Less about this text").click();
    harness.run();
    assert!(!harness.state().state().reader.is_row_open(&harness.state().state().shared(), 0));
}

#[test]
fn enter_opens_a_row_in_which_only_a_hidden_perspective_was_open() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.state().act(Action::Reader(ReaderAction::ToggleMore { row: 5, perspective: 1 }));
    harness.state().act(Action::TogglePerspective(1));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().state().reader.opened_rows.contains(&5));
    assert!(name_with(&harness, ", 5us2,").is_some());
}

#[test]
fn a_second_press_on_a_phrase_leaves_what_was_opened_by_hand() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.state().act(Action::Reader(ReaderAction::ToggleMore { row: 5, perspective: 1 }));
    harness.run();
    let phrase = name_with(&harness, "speak of these words").unwrap();
    for _ in 0..2 {
        harness.get_by_role_and_label(Role::Link, &phrase).click();
        harness.run();
    }
    let state = harness.state().state();
    assert_eq!(state.reader.lit_phrase, None);
    assert_eq!(state.reader.opened_more.iter().copied().collect::<Vec<_>>(), [(5, 1)]);
    assert!(state.reader.opened_notes.is_empty());
}

#[test]
fn what_is_opened_by_hand_after_a_phrase_was_closed_stays_when_another_is_pressed() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    let phrases: Vec<String> = harness
        .query_all_by_label_contains("speak of these words")
        .filter_map(|node| node.accesskit_node().label())
        .take(2)
        .collect();
    for close in [Command::OpenReplies, Command::Close] {
        harness.get_by_role_and_label(Role::Link, &phrases[0]).click();
        harness.run();
        let opened = harness.state().state().reader.lit_phrase.clone().unwrap().opened_cells;
        harness.state().act(Action::Command(close));
        if close == Command::OpenReplies {
            for (row, perspective) in opened.iter().copied() {
                harness.state().act(Action::Reader(ReaderAction::ToggleMore { row, perspective }));
            }
        }
        harness.run();
        harness.get_by_role_and_label(Role::Link, &phrases[1]).click();
        harness.run();
        let state = harness.state().state();
        assert!(!opened.is_empty() && opened.iter().all(|cell| state.reader.opened_more.contains(cell)), "{close:?}");
        harness.state().act(Action::Reader(ReaderAction::OpenRow { row: 5, open: false }));
        harness.run();
    }
}

#[test]
fn two_silences_on_claims_of_one_paragraph_are_two_nodes_with_their_own_words() {
    let head = r#"Edition(format: 3, id: "lamps", title: "Lamps", language: "en", revision: "2026-01-01",
        article: Article(provenance: Original(of: "here"),
            paragraphs: [(id: "p1", text: "Dark streets are safe and cheap streets.")],
            claims: [(id: "p1.c1", on: "p1", text: "Dark streets are safe", phrase: "safe"),
                (id: "p1.c2", on: "p1", text: "Dark streets are cheap", phrase: "cheap")]),
        perspectives: ["council"])"#;
    let council = r#"Perspective(id: "council", code: "co", name: "Council", kind: Government, hue: "blue", about: "It.",
        silences: [(on: ["p1"], claim: "p1.c1", checked: "2025-01-01", looked_in: ["minutes"]),
            (on: ["p1"], claim: "p1.c2", checked: "2025-01-02", looked_in: ["letters"])],
        notes: [(id: "co.a", on: ["p1"], stance: Disputes, gist: "No.", summary: "It says no.",
            citations: [(source: "s")])])"#;
    let sources = r#"[(id: "s", kind: Speech, title: "On lamps", published: "2025", language: "en", primary: true)]"#;
    let files = [("edition.ron", head), ("council.ron", council), ("sources.ron", sources)];
    let loaded = parallax::storage::load_texts("lamps", &files).unwrap();
    let opened = parallax::state::Opened { edition: loaded.edition, path: None };
    let mut harness = kit::with(opened, 1280.0, 900.0, Settings::default(), SavedState::default());
    let further = name_with(&harness, "Council: silent on a claim").unwrap();
    harness.get_by_label(&further).click();
    harness.run();
    let looked = |words: &str| name_with(&harness, words).is_some();
    assert!(looked("Looked in: minutes") && looked("Looked in: letters"));
}
