//! What the next start finds: the window, and what was being read.

use parallax::state::{
    Action, AppState, Command, Effect, FirstWindow, Loaded, OpenText, Opened, OwnCopy, Place, Placement, ReadError,
    ReaderAction, SAVED_STATE_FORMAT, SavedState, Settings, Tone, update,
};
use parallax::storage::{EditionLocation, atomic_file, shipped};

use crate::own_copies::{COPY, small, with_copy};
use crate::support;

/// Writes and reads the saved state, as the end of the program and the next start do.
fn at_the_next_start(state: &mut AppState) -> SavedState {
    let effects = update(state, Action::SaveDue);
    let Some(Effect::SaveState(saved)) = effects.into_iter().next() else { panic!("nothing is saved") };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("memory.ron");
    std::fs::write(&path, atomic_file::to_ron(&*saved).unwrap()).unwrap();
    match atomic_file::read::<SavedState>(&path, SAVED_STATE_FORMAT) {
        atomic_file::Stored::Intact(read) => read,
        other => panic!("{other:?}"),
    }
}

fn placed(state: &mut AppState, size: [f32; 2], placement: Placement) -> bool {
    !update(state, Action::WindowPlaced(size, placement)).is_empty()
}

#[test]
fn size_place_and_maximised_state_come_back() {
    let mut state = small();
    let usual = Placement { position: Some([40.0, 60.0]), decorations: Some([2.0, 24.0]), maximized: None };
    assert!(placed(&mut state, [900.0, 700.0], usual), "a change is saved within a second");
    assert!(!placed(&mut state, [900.0, 700.0], usual), "no change is not");
    let first = FirstWindow::new(&at_the_next_start(&mut state), &[]);
    assert_eq!(first, FirstWindow { size: [900.0, 700.0], position: Some([40.0, 60.0]), maximized: false });
    // Maximized, it remembers where it returns to.
    let large = Placement { maximized: Some([1280.0, 876.0]), ..usual };
    assert!(placed(&mut state, [900.0, 700.0], large));
    let saved = at_the_next_start(&mut state);
    assert_eq!((saved.window, saved.placement.position), (Some([900.0, 700.0]), Some([40.0, 60.0])));
    let first = FirstWindow::new(&saved, &[]);
    assert_eq!(first, FirstWindow { size: [1280.0, 876.0], position: Some([40.0, 60.0]), maximized: true });
    assert!(placed(&mut state, [900.0, 700.0], usual));
    assert!(!FirstWindow::new(&at_the_next_start(&mut state), &[]).maximized);
}

#[test]
fn the_paragraph_that_was_active_is_active_again_where_it_is_in_view() {
    for (active, again) in [(3, 3), (1, 1), (2, 2)] {
        let mut state = small();
        let place = Place::at_row(1);
        update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place, active: Some(active) }));
        let saved = at_the_next_start(&mut state);
        let opened = Opened { edition: (*state.edition).clone(), path: None };
        let next = AppState::new(opened, Settings::default(), saved);
        assert_eq!((next.reader.place.row, next.reader.active), (1, again));
    }
    // A file may name a paragraph that is far away or gone.
    let mut state = small();
    let mut saved = at_the_next_start(&mut state);
    for (paragraph, active) in [("p5", "p1"), ("p1", "p99")] {
        for known in saved.editions.values_mut() {
            (known.paragraph, known.active) = (Some(paragraph.into()), Some(active.into()));
        }
        let opened = Opened { edition: (*state.edition).clone(), path: None };
        let next = AppState::new(opened, Settings::default(), saved.clone());
        assert_eq!(next.reader.active, next.reader.place.row, "{paragraph} {active}");
    }
}

#[test]
fn a_window_that_is_almost_nothing_is_not_remembered() {
    let mut state = small();
    assert!(!placed(&mut state, [10.0, 700.0], Placement::default()));
    assert_eq!(state.saved_state.window, None);
}

#[test]
fn saved_state_of_earlier_versions_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("memory.ron");
    let old = "(\n    format: 2,\n    window: (1000.0, 800.0),\n    recent: [],\n    editions: {},\n)\n";
    std::fs::write(&path, old).unwrap();
    let read = match atomic_file::read::<SavedState>(&path, SAVED_STATE_FORMAT) {
        atomic_file::Stored::Intact(read) => read,
        other => panic!("{other:?}"),
    };
    assert_eq!((read.window, read.placement, read.open), (Some([1000.0, 800.0]), Placement::default(), None));
}

#[test]
fn what_was_being_read_comes_back() {
    let mut state = AppState::new(
        Opened { edition: shipped().unwrap().edition, path: None },
        Settings::default(),
        SavedState::default(),
    );
    assert_eq!(at_the_next_start(&mut state).open, None, "the first built-in edition opens anyway");
    let edition = support::small().load().unwrap().edition;
    let opened = Opened { edition, path: Some("/editions/lamps".into()) };
    let mut state = AppState::new(opened, Settings::default(), SavedState::default());
    let open = at_the_next_start(&mut state).open.unwrap();
    assert_eq!((open.edition, open.copy), (EditionLocation::Folder("/editions/lamps".into()), None));
    let mut state = with_copy(COPY);
    let key = state.copy.open.as_ref().unwrap().key.clone();
    let open = at_the_next_start(&mut state).open.unwrap();
    assert_eq!((open.edition, open.copy), (built_in(), Some(key)));
    assert_eq!(open.title, "copy.txt · Lights out at eleven");
    // Back at the edition's own text, the copy does not return, whatever another window has written.
    update(&mut state, Action::Command(Command::LeaveCopy));
    let opened = Opened { edition: support::small().load().unwrap().edition, path: None };
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(opened))))));
    let mut saved = at_the_next_start(&mut state);
    let own_text = OpenText { edition: built_in(), copy: None, title: "Lights out at eleven".to_owned() };
    assert_eq!(saved.open.as_ref(), Some(&own_text));
    saved.merge(at_the_next_start(&mut with_copy(COPY)));
    assert_eq!(saved.open, Some(own_text));
}

/// The location of the small edition, which stands in for one inside the program.
fn built_in() -> EditionLocation {
    EditionLocation::BuiltIn("small".to_owned())
}

fn reopening() -> (AppState, OpenText) {
    let title = "mine.txt · Lights out at eleven".to_owned();
    let open = OpenText { edition: built_in(), copy: Some("key".to_owned()), title };
    let mut state = small();
    state.reopening = Some(open.clone());
    (state, open)
}

#[test]
fn the_program_may_end_while_the_copy_of_the_last_run_is_still_loading() {
    let (mut state, open) = reopening();
    assert_eq!(at_the_next_start(&mut state).open, Some(open));
}

#[test]
fn a_copy_that_is_opened_again_says_nothing_about_how_it_fits() {
    let mut read = with_copy(COPY);
    let copy: OwnCopy = read.copy.open.take().unwrap();
    let (mut state, _) = reopening();
    let edition = (*read.edition).clone();
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Copy(Box::new(copy), Box::new(edition))))));
    assert!(state.copy.open.is_some() && state.notices.is_empty(), "{:?}", state.notices);
}

#[test]
fn a_copy_that_is_gone_is_one_sentence_and_once() {
    let (mut state, _) = reopening();
    let error = ReadError::new("Could not open /copies/key.ron\nit is not there any more");
    update(&mut state, Action::Loaded(Err(error)));
    let [notice] = &state.notices[..] else { panic!("{:?}", state.notices) };
    assert_eq!(notice.tone, Tone::Fault);
    assert_eq!(
        notice.text,
        "What you read last, “mine.txt · Lights out at eleven”, could not be opened again: it is not there any more. \
         “Lights out at eleven” is shown instead."
    );
    assert_eq!(at_the_next_start(&mut state).open.unwrap().copy, None);
}
