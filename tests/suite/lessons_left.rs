//! Leaving and ending a lesson: the place in the article, the clocks, and the way back.

use parallax::model::{Plan, Step};
use parallax::state::presentation::PlansRead;
use parallax::state::{Action, AppState, Command, Dialog, Effect, Mode, Place, ReaderAction, ScrollRequest, update};

use crate::lessons::{end, give, lay_out, leave, lesson, presentation, seen, state};

/// Returns the article with a lesson that was left at its last row, read at row 1.
fn left_at_the_end() -> AppState {
    let mut state = state();
    give(&mut state, Command::Project);
    give(&mut state, Command::LastStop);
    give(&mut state, Command::Reveal);
    update(&mut state, leave());
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(1), active: Some(1) }));
    state.notices.clear();
    state
}

#[test]
fn leaving_a_lesson_in_any_way_brings_back_the_place_and_the_paragraph_that_were_read() {
    let confirm = |state: &mut AppState| {
        let Some(Dialog::Lesson(question)) = state.dialog.clone() else { panic!("{:?}", state.dialog) };
        update(state, Action::ConfirmLesson(question));
    };
    let ways: [fn(&mut AppState); 4] = [
        |s| give(s, Command::LeaveProject),
        |s| {
            update(s, Action::ShowMode(Mode::Read));
        },
        |s| give(s, Command::Close),
        |s| {
            update(s, Action::ShowMode(Mode::Debate));
        },
    ];
    for (number, ask) in ways.into_iter().enumerate() {
        for moves in [&[][..], &[Command::FirstStop, Command::NextStop], &[Command::SwitchView, Command::Close]] {
            let mut state = left_at_the_end();
            let place = state.reader.place;
            give(&mut state, Command::Project);
            assert_ne!(presentation(&state).stop().row, 1, "the lesson goes on at its own row");
            // It was asked where it goes on.
            update(&mut state, Action::ShowDialog(None));
            for command in moves {
                give(&mut state, *command);
            }
            ask(&mut state);
            assert!(state.lesson.running.is_some(), "{number} leaves without a question");
            confirm(&mut state);
            assert!(state.lesson.running.is_none(), "{number}");
            update(&mut state, Action::ShowMode(Mode::Read));
            assert_eq!((state.reader.active, state.reader.place), (1, place), "{number} after {moves:?}");
            assert_eq!(state.reader.scroll, None, "{number} after {moves:?}");
        }
    }
}

#[test]
fn a_scroll_that_was_not_painted_before_the_lesson_is_painted_after_it() {
    let mut state = state();
    update(&mut state, Action::Reader(ReaderAction::JumpTo(2)));
    give(&mut state, Command::Project);
    give(&mut state, Command::NextStop);
    update(&mut state, leave());
    assert_eq!((state.reader.active, state.reader.scroll), (2, Some(ScrollRequest::ToRow(2))));
}

#[test]
fn the_notice_after_leaving_offers_the_row_of_the_lesson_only_if_that_is_another() {
    let mut state = left_at_the_end();
    give(&mut state, Command::Project);
    let row = presentation(&state).stop().row;
    state.notices.clear();
    update(&mut state, leave());
    let offers = |state: &AppState| state.notices.iter().flat_map(|notice| notice.offers.clone()).collect::<Vec<_>>();
    assert_eq!(offers(&state), [(Command::LessonRow, "Go there")]);
    give(&mut state, Command::LessonRow);
    assert_eq!((state.reader.active, state.reader.scroll), (row, Some(ScrollRequest::ToRow(row))));
    give(&mut state, Command::Back);
    assert_eq!(state.reader.place.row, 1, "the place before is in the history");
    let mut state = crate::lessons::state();
    state.reader.active = 2;
    give(&mut state, Command::Project);
    update(&mut state, leave());
    assert_eq!(offers(&state), []);
}

/// Loads a plan and no lesson, so that the lesson is saved from now on.
fn planned(state: &mut AppState, steps: Vec<Step>) {
    let key = state.edition.id().to_owned();
    let plan = Box::new(Plan { steps, ..Plan::empty(&key) });
    update(state, Action::PlansLoaded { key, plans: PlansRead::one(*plan), lesson: Ok(None) });
    lay_out(state, 1);
}

#[test]
fn an_ended_lesson_is_not_resumed_now_nor_after_the_next_start() {
    let mut state = lesson();
    planned(&mut state, Vec::new());
    give(&mut state, Command::Reveal);
    let revealed = seen(&state);
    state.reader.active = 1;
    let effects = update(&mut state, end());
    assert!(state.lesson.running.is_none() && state.lesson.left.is_none());
    let [Effect::SaveLesson(key, saved)] = effects.as_slice() else { panic!("{effects:?}") };
    let mut after = crate::lessons::state();
    after.reader.active = 1;
    let action = Action::PlansLoaded { key: key.clone(), plans: PlansRead::default(), lesson: Ok(Some(saved.clone())) };
    update(&mut after, action);
    for state in [&mut state, &mut after] {
        give(state, Command::Project);
        assert!(seen(state).len() < revealed.len() && revealed.starts_with(&seen(state)), "{}", seen(state));
        assert_eq!(presentation(state).stage(presentation(state).stop()), 0);
    }
}

#[test]
fn the_notice_of_an_ended_lesson_brings_it_back_until_another_one_begins() {
    let mut state = lesson();
    planned(&mut state, Vec::new());
    give(&mut state, Command::NextStop);
    give(&mut state, Command::Reveal);
    let revealed = seen(&state);
    update(&mut state, end());
    assert_eq!(state.reader.active, 1, "ended where the reading was");
    let offered = state.notices.iter().flat_map(|notice| &notice.offers).any(|(c, _)| *c == Command::ResumeLesson);
    assert!(offered && Command::ResumeLesson.is_offered(&state), "{:?}", state.notices);
    let effects = update(&mut state, Action::Command(Command::ResumeLesson));
    lay_out(&mut state, 1);
    assert_eq!(seen(&state), revealed);
    assert!(matches!(effects.as_slice(), [Effect::SaveLesson(..)]), "it is saved again: {effects:?}");
    update(&mut state, end());
    give(&mut state, Command::Project);
    update(&mut state, leave());
    assert!(!Command::ResumeLesson.is_offered(&state));
}

#[test]
fn of_a_lesson_only_what_is_true_now_is_said() {
    let mut state = left_at_the_end();
    let said = |state: &AppState| state.notices.iter().map(|notice| notice.text.clone()).collect::<Vec<_>>();
    give(&mut state, Command::Project);
    assert_eq!(said(&state), ["The lesson goes on where it was left"]);
    update(&mut state, end());
    assert_eq!(said(&state), ["The lesson has ended. The next one starts from the beginning."]);
    give(&mut state, Command::ResumeLesson);
    assert_eq!(said(&state), ["The lesson goes on where it was left"]);
    give(&mut state, Command::LastStop);
    update(&mut state, leave());
    assert_eq!(said(&state).len(), 1, "{:?}", said(&state));
    assert!(said(&state)[0].starts_with("You are back where you were reading"), "{:?}", said(&state));
}
