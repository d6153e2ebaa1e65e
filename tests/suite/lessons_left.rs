//! Leaving and ending a lesson: the place in the article, the clocks, and the way back.

use parallax::model::Step;
use parallax::model::Plan;
use parallax::state::presentation::View;
use parallax::state::{
    Action, AppState, Command, Mode, Place, PresentationAction, ScrollRequest, update,
};

use crate::lessons::{give, lesson, presentation, state};

/// Returns the article with a lesson that was left at its last row, read at row 1.
fn left_at_the_end() -> AppState {
    let mut state = state();
    give(&mut state, Command::Project);
    give(&mut state, Command::LastStop);
    give(&mut state, Command::Reveal);
    give(&mut state, Command::LeaveProject);
    update(&mut state, Action::PlaceChanged { place: Place::at_row(1), active: Some(1) });
    state.notices.clear();
    state
}

#[test]
fn leaving_a_lesson_in_any_way_brings_back_the_place_and_the_paragraph_that_were_read() {
    let ways: [fn(&mut AppState); 4] = [
        |s| give(s, Command::LeaveProject),
        |s| {
            update(s, Action::ShowMode(Mode::Read));
        },
        |s| {
            give(s, Command::Close);
        },
        |s| {
            update(s, Action::ShowMode(Mode::Debate));
            update(s, Action::ShowMode(Mode::Read));
        },
    ];
    for (number, leave) in ways.into_iter().enumerate() {
        for moves in [&[][..], &[Command::FirstStop, Command::NextStop], &[Command::SwitchView, Command::SwitchView]] {
            let mut state = left_at_the_end();
            let place = state.place;
            give(&mut state, Command::Project);
            assert_ne!(presentation(&state).stop().row, 1, "the lesson goes on at its own row");
            for command in moves {
                give(&mut state, *command);
            }
            leave(&mut state);
            assert!(state.presentation.is_none(), "{number}");
            assert_eq!((state.active, state.place, state.scroll), (1, place, None), "{number} after {moves:?}");
        }
    }
}

#[test]
fn a_scroll_that_was_not_painted_before_the_lesson_is_painted_after_it() {
    let mut state = state();
    update(&mut state, Action::JumpTo(2));
    give(&mut state, Command::Project);
    give(&mut state, Command::NextStop);
    give(&mut state, Command::LeaveProject);
    assert_eq!((state.active, state.scroll), (2, Some(ScrollRequest::ToRow(2))));
}

#[test]
fn the_notice_after_leaving_offers_the_row_of_the_lesson_only_if_that_is_another() {
    let mut state = left_at_the_end();
    give(&mut state, Command::Project);
    let row = presentation(&state).stop().row;
    state.notices.clear();
    give(&mut state, Command::LeaveProject);
    let offers = |state: &AppState| state.notices.iter().flat_map(|notice| notice.offers.clone()).collect::<Vec<_>>();
    assert_eq!(offers(&state), [(Command::LessonRow, "Go there")]);
    give(&mut state, Command::LessonRow);
    assert_eq!((state.active, state.scroll), (row, Some(ScrollRequest::ToRow(row))));
    give(&mut state, Command::Back);
    assert_eq!(state.place.row, 1, "the place before is in the history");
    let mut state = lesson();
    give(&mut state, Command::LeaveProject);
    assert_eq!(offers(&state), []);
}
