//! What a lesson keeps across other rows, a changed plan and a power cut; and what stays covered.

use parallax::model::{Activity, Plan, Step};
use parallax::state::presentation::{Guess, PlansRead};
use parallax::state::{Action, AppState, Command, PresentationAction, ReadError, update};

use crate::lessons::{give, lay_out, leave, lesson, presentation, seen};

/// Loads an empty plan and no lesson.
fn nothing_saved(state: &mut AppState) {
    let key = state.edition.id().to_owned();
    update(state, Action::PlansLoaded { key, plans: PlansRead::default(), lesson: Ok(None) });
    lay_out(state, 1);
}

fn saved_lesson(state: &AppState) -> Box<parallax::state::LessonSnapshot> {
    Box::new(state.lesson.snapshot(&state.shared()).unwrap())
}

#[test]
fn a_saved_lesson_loaded_before_a_start_waits_and_is_not_overwritten() {
    let mut state = lesson();
    nothing_saved(&mut state);
    give(&mut state, Command::Reveal);
    let (kept, text) = (saved_lesson(&state), seen(&state));
    let mut after = crate::lessons::state();
    let key = after.edition.id().to_owned();
    let effects = update(&mut after, Action::PlansLoaded { key, plans: PlansRead::default(), lesson: Ok(Some(kept)) });
    assert!(effects.is_empty(), "{effects:?}");
    let effects = update(&mut after, Action::Command(Command::Project));
    lay_out(&mut after, 1);
    assert_eq!(seen(&after), text, "{effects:?}");
}

#[test]
fn a_lesson_of_a_newer_program_is_not_overwritten() {
    let mut state = lesson();
    let key = state.edition.id().to_owned();
    update(
        &mut state,
        Action::PlansLoaded { key, plans: PlansRead::default(), lesson: Err(ReadError::new("a newer Parallax")) },
    );
    lay_out(&mut state, 1);
    let effects = update(&mut state, Action::Command(Command::Reveal));
    assert!(effects.is_empty(), "{effects:?}");
}

#[test]
fn the_lists_of_a_controversy_survive_another_row_and_a_changed_plan() {
    let mut state = lesson();
    nothing_saved(&mut state);
    give(&mut state, Command::Controversy);
    for _ in 0..4 {
        give(&mut state, Command::Reveal);
    }
    update(
        &mut state,
        Action::Presentation(PresentationAction::SetList { agree: true, text: "Lamps cost money".into() }),
    );
    let text = seen(&state);
    give(&mut state, Command::Reveal);
    assert_ne!(seen(&state), text);
    give(&mut state, Command::PreviousStop);
    assert_eq!(seen(&state), text);
    let plan = Plan { steps: vec![Step::on("p2".into())], ..Plan::empty("small") };
    update(&mut state, Action::PlanChanged(Box::new(plan)));
    let kept = saved_lesson(&state);
    assert_eq!(kept.controversies.len(), 1);
    assert_eq!(kept.controversies[0].agree, "Lamps cost money");
}

#[test]
fn showing_another_perspective_or_typing_a_digit_early_reveals_nothing() {
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
fn an_open_question_is_not_revealed_by_a_change_of_activity_elsewhere() {
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
    update(&mut state, Action::Presentation(PresentationAction::CountHands(Guess::Nothing)));
    give(&mut state, Command::Results);
    assert!(!seen(&state).contains("hands right"), "{}", seen(&state));
}

#[test]
fn presses_queued_for_one_row_reveal_nothing_on_the_next() {
    let mut state = lesson();
    for command in [Command::Reveal, Command::Reveal, Command::NextStop] {
        update(&mut state, Action::Command(command));
    }
    lay_out(&mut state, 1);
    let presentation = presentation(&state);
    assert_eq!(presentation.stage(presentation.stop()), 0);
}

#[test]
fn switching_off_a_controversy_keeps_the_activity_elsewhere() {
    let mut state = lesson();
    give(&mut state, Command::Predict);
    give(&mut state, Command::Controversy);
    give(&mut state, Command::Controversy);
    let presentation = presentation(&state);
    assert_eq!(state.script().activity_of(presentation, presentation.stop()), Activity::Predict);
}

#[test]
fn a_second_letter_without_a_number_adds_one_hand() {
    let mut state = lesson();
    give(&mut state, Command::Predict);
    give(&mut state, Command::Reveal);
    for action in [
        PresentationAction::TypeDigit(1),
        PresentationAction::TypeDigit(2),
        PresentationAction::CountHands(Guess::Nothing),
    ] {
        update(&mut state, Action::Presentation(action));
    }
    update(&mut state, Action::Presentation(PresentationAction::CountHands(Guess::Nothing)));
    lay_out(&mut state, 1);
    assert!(seen(&state).contains("say nothing · 13 hands"), "{}", seen(&state));
}

#[test]
fn two_steps_of_a_plan_on_one_paragraph_are_kept_apart() {
    let mut state = lesson();
    let steps = vec![Step::on("p2".into()), Step::on("p4".into()), Step::on("p2".into())];
    let plan = Plan { steps, ..Plan::empty("small") };
    let key = state.edition.id().to_owned();
    let came =
        |lesson| Action::PlansLoaded { key: key.clone(), plans: PlansRead::one(plan.clone()), lesson: Ok(lesson) };
    update(&mut state, came(None));
    lay_out(&mut state, 1);
    give(&mut state, Command::LastStop);
    give(&mut state, Command::Reveal);
    let kept = saved_lesson(&state);
    let mut after = lesson();
    update(&mut after, came(Some(kept)));
    lay_out(&mut after, 1);
    assert_eq!(presentation(&after).place(), (3, 3));
    assert_eq!(seen(&after), seen(&state));
    give(&mut after, Command::FirstStop);
    assert_eq!(presentation(&after).stage(presentation(&after).stop()), 0);
}

#[test]
fn no_dialog_of_the_presenter_opens_over_the_slide_of_the_class() {
    let mut state = lesson();
    for command in [Command::Plan, Command::Room, Command::Palette, Command::HandOut] {
        give(&mut state, command);
        assert_eq!(state.dialog, None, "{command:?}");
    }
    update(&mut state, Action::Pasted("my own text".into()));
    assert!(state.copy.preview.is_none());
}

#[test]
fn a_lesson_that_was_left_survives_a_reload_of_the_edition() {
    let mut state = lesson();
    nothing_saved(&mut state);
    give(&mut state, Command::Reveal);
    let text = seen(&state);
    update(&mut state, leave());
    let changed = crate::support::small().with("edition.ron", "The owls will thank us.", "The owls thank us.");
    let opened = parallax::state::Opened { edition: changed.load().unwrap().edition, path: None };
    let found = Box::new(parallax::state::Loaded::Edition(Box::new(opened)));
    update(&mut state, Action::Loaded(Ok(found)));
    assert!(state.lesson.running.is_none() && state.edition.paragraphs()[4].text == "The owls thank us.");
    give(&mut state, Command::Project);
    assert_eq!(seen(&state), text);
}

#[test]
fn a_lesson_left_before_its_plan_was_loaded_is_saved_when_it_resumes() {
    let mut before = lesson();
    nothing_saved(&mut before);
    give(&mut before, Command::Reveal);
    let (kept, text) = (saved_lesson(&before), seen(&before));
    let mut state = lesson();
    update(&mut state, leave());
    let key = state.edition.id().to_owned();
    update(&mut state, Action::PlansLoaded { key, plans: PlansRead::default(), lesson: Ok(Some(kept)) });
    give(&mut state, Command::Project);
    assert_eq!(seen(&state), text);
    let effects = update(&mut state, Action::Command(Command::Reveal));
    assert!(!effects.is_empty(), "what is revealed now is saved");
}
