//! What outlives a look elsewhere, a change of the plan and a cut of the power; and what stays covered.

use parallax::model::{Activity, Plan, Step};
use parallax::state::presentation::Guess;
use parallax::state::{Action, AppState, Command, PresentationAction, update};

use crate::lessons::{give, lay_out, lesson, presentation, seen};

/// Plan and lesson were read, and there are none.
fn nothing_kept(state: &mut AppState) {
    let key = state.edition.id().to_owned();
    update(state, Action::PlanLoaded { key, plan: Ok(None), lesson: Ok(None) });
    lay_out(state, 1);
}

fn kept(state: &AppState) -> Box<parallax::state::LessonSnapshot> {
    Box::new(state.lesson_snapshot().unwrap())
}

#[test]
fn a_kept_lesson_that_is_read_before_one_is_begun_waits_and_is_not_written_over() {
    let mut state = lesson();
    nothing_kept(&mut state);
    give(&mut state, Command::Reveal);
    let (kept, text) = (kept(&state), seen(&state));
    let mut after = crate::lessons::state();
    let key = after.edition.id().to_owned();
    let effects = update(&mut after, Action::PlanLoaded { key, plan: Ok(None), lesson: Ok(Some(kept)) });
    assert!(effects.is_empty(), "{effects:?}");
    let effects = update(&mut after, Action::Command(Command::Project));
    lay_out(&mut after, 1);
    assert_eq!(seen(&after), text, "{effects:?}");
}

#[test]
fn a_lesson_that_another_program_keeps_is_not_written_over() {
    let mut state = lesson();
    let key = state.edition.id().to_owned();
    update(&mut state, Action::PlanLoaded { key, plan: Ok(None), lesson: Err("a newer Parallax".into()) });
    lay_out(&mut state, 1);
    let effects = update(&mut state, Action::Command(Command::Reveal));
    assert!(effects.is_empty(), "{effects:?}");
}

#[test]
fn what_a_class_agreed_on_outlives_a_look_at_another_row_and_a_change_of_the_plan() {
    let mut state = lesson();
    nothing_kept(&mut state);
    give(&mut state, Command::Controversy);
    for _ in 0..4 {
        give(&mut state, Command::Reveal);
    }
    update(
        &mut state,
        Action::Presentation(PresentationAction::Typed { agree: true, text: "Lamps cost money".into() }),
    );
    let text = seen(&state);
    give(&mut state, Command::Reveal);
    assert_ne!(seen(&state), text);
    give(&mut state, Command::PreviousStop);
    assert_eq!(seen(&state), text);
    let plan = Plan { steps: vec![Step::on("p2".into())], ..Plan::empty("small") };
    update(&mut state, Action::PlanChanged(Box::new(plan)));
    let kept = kept(&state);
    assert_eq!(kept.controversies.len(), 1);
    assert_eq!(kept.controversies[0].agree, "Lamps cost money");
}

#[test]
fn nothing_is_uncovered_by_showing_another_perspective_or_by_a_digit_too_early() {
    let mut state = lesson();
    give(&mut state, Command::Reveal);
    let text = seen(&state);
    for perspective in 0..2 {
        update(&mut state, Action::TogglePerspective(perspective));
        lay_out(&mut state, 1);
        assert_eq!(seen(&state), text);
    }
}

#[test]
fn what_was_only_asked_is_not_revealed_when_replies_come_another_way_elsewhere() {
    let mut state = lesson();
    give(&mut state, Command::Predict);
    give(&mut state, Command::Reveal);
    let asked = seen(&state);
    give(&mut state, Command::NextStop);
    give(&mut state, Command::Predict);
    give(&mut state, Command::PreviousStop);
    assert_eq!(seen(&state), asked);
    assert!(asked.contains("what will they say?"));
}

#[test]
fn an_open_question_is_not_scored() {
    let mut state = lesson();
    give(&mut state, Command::Predict);
    give(&mut state, Command::Reveal);
    update(&mut state, Action::Presentation(PresentationAction::Guess(Guess::Nothing)));
    give(&mut state, Command::Results);
    assert!(!seen(&state).contains("hands right"), "{}", seen(&state));
}

#[test]
fn presses_that_wait_for_one_row_reveal_nothing_on_the_next() {
    let mut state = lesson();
    for command in [Command::Reveal, Command::Reveal, Command::NextStop] {
        update(&mut state, Action::Command(command));
    }
    lay_out(&mut state, 1);
    let presentation = presentation(&state);
    assert_eq!(presentation.stage(presentation.stop()), 0);
}

#[test]
fn controversy_off_again_leaves_the_way_replies_come_elsewhere() {
    let mut state = lesson();
    give(&mut state, Command::Predict);
    give(&mut state, Command::Controversy);
    give(&mut state, Command::Controversy);
    let presentation = presentation(&state);
    assert_eq!(state.activity_of(presentation, presentation.stop()), Activity::Predict);
}

#[test]
fn a_second_letter_without_a_number_is_one_hand_more() {
    let mut state = lesson();
    give(&mut state, Command::Predict);
    give(&mut state, Command::Reveal);
    for action in
        [PresentationAction::Digit(1), PresentationAction::Digit(2), PresentationAction::Guess(Guess::Nothing)]
    {
        update(&mut state, Action::Presentation(action));
    }
    update(&mut state, Action::Presentation(PresentationAction::Guess(Guess::Nothing)));
    lay_out(&mut state, 1);
    assert!(seen(&state).contains("say nothing · 13 hands"), "{}", seen(&state));
}

#[test]
fn a_plan_that_comes_twice_to_one_paragraph_keeps_both_apart() {
    let mut state = lesson();
    let steps = vec![Step::on("p2".into()), Step::on("p4".into()), Step::on("p2".into())];
    let plan = Plan { steps, ..Plan::empty("small") };
    let key = state.edition.id().to_owned();
    let came =
        |lesson| Action::PlanLoaded { key: key.clone(), plan: Ok(Some(Box::new(plan.clone()))), lesson: Ok(lesson) };
    update(&mut state, came(None));
    lay_out(&mut state, 1);
    give(&mut state, Command::LastStop);
    give(&mut state, Command::Reveal);
    let kept = kept(&state);
    let mut after = lesson();
    update(&mut after, came(Some(kept)));
    lay_out(&mut after, 1);
    assert_eq!(presentation(&after).place(), (3, 3));
    assert_eq!(seen(&after), seen(&state));
    give(&mut after, Command::FirstStop);
    assert_eq!(presentation(&after).stage(presentation(&after).stop()), 0);
}

#[test]
fn nothing_of_the_presenters_opens_over_what_the_class_looks_at() {
    let mut state = lesson();
    give(&mut state, Command::SwitchView);
    for command in [Command::Plan, Command::Room, Command::Palette, Command::HandOut] {
        give(&mut state, command);
        assert_eq!(state.dialog, None, "{command:?}");
    }
    update(&mut state, Action::Pasted("my own text".into()));
    assert!(state.preview.is_none());
}

#[test]
fn a_lesson_that_was_left_outlives_a_change_of_the_edition_on_the_disk() {
    let mut state = lesson();
    nothing_kept(&mut state);
    give(&mut state, Command::Reveal);
    let text = seen(&state);
    update(&mut state, Action::Command(Command::Close));
    let changed = crate::support::small().with("edition.ron", "The owls will thank us.", "The owls thank us.");
    let opened = parallax::state::Opened { edition: changed.load().unwrap().edition, path: None };
    let found = Box::new(parallax::state::Found::Edition(Box::new(opened)));
    update(&mut state, Action::Loaded(Ok(found)));
    assert!(state.presentation.is_none() && state.edition.paragraphs()[4].text == "The owls thank us.");
    give(&mut state, Command::Project);
    assert_eq!(seen(&state), text);
}

#[test]
fn a_lesson_left_before_its_plan_was_read_is_kept_all_the_same_when_it_goes_on() {
    let mut before = lesson();
    nothing_kept(&mut before);
    give(&mut before, Command::Reveal);
    let (kept, text) = (kept(&before), seen(&before));
    let mut state = lesson();
    update(&mut state, Action::Command(Command::Close));
    let key = state.edition.id().to_owned();
    update(&mut state, Action::PlanLoaded { key, plan: Ok(None), lesson: Ok(Some(kept)) });
    give(&mut state, Command::Project);
    assert_eq!(seen(&state), text);
    let effects = update(&mut state, Action::Command(Command::Reveal));
    assert!(!effects.is_empty(), "what is revealed now is kept");
}
