//! What the menu and the palette offer, without a window.

use std::collections::BTreeSet;

use parallax::state::round::RoundAction;
use parallax::state::{
    Action, AppState, Command, MenuGroup, Opened, ReaderAction, SavedState, Scene, Settings, update,
};

use crate::own_copies::{COPY, with_copy};
use crate::support;

fn small() -> AppState {
    let edition = support::small().load().unwrap().edition;
    let mut state = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
    let layer = state.annotations.edition.clone();
    update(&mut state, Action::Annotations(parallax::state::annotations::AnnotationAction::Loaded(layer, Ok(None))));
    state
}

/// A state in each scene that has a menu.
fn scenes() -> Vec<AppState> {
    let article = small();
    let mut moved = small();
    update(&mut moved, Action::Reader(ReaderAction::JumpTo(3)));
    update(&mut moved, Action::Command(Command::Highlight));
    let mut brief = small();
    update(&mut brief, Action::Command(Command::Debate));
    let mut start = small();
    update(&mut start, Action::Command(Command::RoundOpen));
    let mut flow = small();
    update(&mut flow, Action::Command(Command::RoundOpen));
    let key = flow.round.key.clone();
    update(&mut flow, Action::Round(RoundAction::Loaded(key, Ok(None))));
    update(&mut flow, Action::BeginRound(0));
    let copy = with_copy(COPY);
    let mut later = with_copy(COPY);
    later.reader.active = 2;
    let texts: Vec<String> = small().edition.paragraphs().iter().map(|paragraph| paragraph.text.clone()).collect();
    let whole = with_copy(&texts.join("\n\n"));
    vec![article, moved, brief, start, flow, copy, later, whole]
}

/// The state in words, without the notices, and with the number of jumps that scrolling the view would do.
fn picture(state: &AppState) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        state.annotations.style,
        state.dialog,
        state.scene(),
        state.reader.place,
        state.reader.scroll,
        state.reader.active,
        state.settings,
        (state.search_requests, state.legend),
        state.annotations.all(),
        state.lesson.running.is_some(),
    )
}

#[test]
fn no_entry_of_the_menu_does_nothing_where_it_is_opened() {
    for (n, state) in scenes().iter().enumerate() {
        let entries = Command::in_menu(state);
        assert!(entries.contains(&Command::Quit) && entries.contains(&Command::Keys), "scene {n}");
        for command in entries {
            let mut state = scenes().swap_remove(n);
            let before = picture(&state);
            let effects = update(&mut state, Action::Command(command));
            assert!(!effects.is_empty() || picture(&state) != before, "{command:?} in {:?}", state.scene());
        }
    }
}

#[test]
fn the_menu_has_nothing_of_another_screen() {
    for state in scenes() {
        for command in Command::in_menu(&state) {
            assert!(command.scope().holds(state.scene()), "{command:?} in {:?}", state.scene());
        }
        let brief = state.scene() != Scene::Reading;
        assert!(!(brief && Command::in_menu(&state).contains(&Command::HandOut)), "handouts are of the article");
    }
}

#[test]
fn the_questions_about_a_copy_are_offered_where_there_are_any() {
    let offered = |state: &AppState| {
        [Command::Review, Command::CorrectPlace, Command::Tray, Command::ForgetCopy].map(|c| c.is_offered(state))
    };
    assert_eq!(offered(&small()), [false; 4]);
    let mut copy = with_copy(COPY);
    assert!(!copy.copy.review.questions.is_empty() || !copy.copy.review.certain.is_empty());
    assert_eq!(offered(&copy), [true, false, true, true]);
    copy.reader.active = 2;
    assert!(Command::CorrectPlace.is_offered(&copy));
}

#[test]
fn headings_of_the_menu_stand_once() {
    for state in scenes() {
        let mut headings: Vec<&str> =
            Command::in_menu(&state).into_iter().filter_map(|c| c.row().menu.map(MenuGroup::heading)).collect();
        headings.dedup();
        assert_eq!(headings.iter().collect::<BTreeSet<_>>().len(), headings.len(), "{headings:?}");
    }
}

#[test]
fn the_palette_knows_the_words_that_people_type() {
    let expected = [
        ("help", Command::Keys),
        ("print", Command::HandOut),
        ("pdf", Command::HandOut),
        ("font", Command::Appearance),
        ("dark", Command::NextTheme),
        ("dark", Command::Appearance),
        ("citation", Command::Sources),
        ("round", Command::RoundOpen),
        ("save", Command::HandOut),
        ("save", Command::Annotations),
        ("timer", Command::RoundOpen),
        ("timer", Command::Project),
        ("zoom", Command::Larger),
        ("slides", Command::Project),
        ("shortcut", Command::Keys),
        ("comment", Command::Annotate),
        ("docx", Command::Open),
        ("exit", Command::Quit),
        ("own copy", Command::Open),
        ("export markdown", Command::Annotations),
        ("  DARK   THEME ", Command::NextTheme),
        ("next theme", Command::NextTheme),
        ("flow", Command::RoundOpen),
        ("projector", Command::Room),
        ("worksheet", Command::HandOut),
        ("evidence", Command::Cut),
    ];
    let state = small();
    for (typed, command) in expected {
        let found = Command::matching(&state, typed);
        assert!(found.contains(&command), "{typed}: {found:?}");
    }
    let mut brief = small();
    update(&mut brief, Action::Command(Command::Debate));
    for (typed, command) in [("print", Command::Brief), ("pdf", Command::Brief), ("timer", Command::RoundOpen)] {
        assert!(Command::matching(&brief, typed).contains(&command), "{typed} in the brief");
    }
    assert_eq!(Command::matching(&state, "xylophone"), []);
}

#[test]
fn every_other_word_of_a_command_finds_it_where_it_is_offered() {
    let mut found = BTreeSet::new();
    for state in scenes() {
        for command in Command::ALL.iter().copied().filter(|c| c.is_offered(&state)) {
            if matches!(command, Command::Palette | Command::Close) {
                continue;
            }
            found.insert(command);
            for word in command.row().also.split_whitespace() {
                assert!(Command::matching(&state, word).contains(&command), "{word} for {command:?}");
                assert_eq!(word.to_lowercase(), word, "{command:?}");
            }
            assert!(Command::matching(&state, command.label()).contains(&command), "{command:?}");
        }
    }
    assert!(found.len() > 80, "{}", found.len());
}

#[test]
fn a_label_comes_before_other_words_and_a_word_matches_from_its_beginning() {
    let state = small();
    let found = Command::matching(&state, "theme");
    assert_eq!(found.first(), Some(&Command::NextTheme), "{found:?}");
    assert_eq!(Command::matching(&state, "rojector"), []);
}
