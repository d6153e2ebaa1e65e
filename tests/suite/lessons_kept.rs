//! What outlives a look elsewhere, a change of the plan and a cut of the power; and what stays covered.

use parallax::model::{Activity, Plan, Step};
use parallax::session::project::Guess;
use parallax::session::{Action, Command, LessonAction, Session, update};

use crate::lessons::{give, lay_out, lesson, project, seen};

/// Plan and lesson were read, and there are none.
fn nothing_kept(session: &mut Session) {
    let key = session.edition.id().to_owned();
    update(session, Action::PlanCame { key, plan: Ok(None), lesson: Ok(None) });
    lay_out(session, 1);
}

fn kept(session: &Session) -> Box<parallax::session::KeptLesson> {
    Box::new(session.lesson_to_keep().unwrap())
}

#[test]
fn a_kept_lesson_that_is_read_before_one_is_begun_waits_and_is_not_written_over() {
    let mut session = lesson();
    nothing_kept(&mut session);
    give(&mut session, Command::Reveal);
    let (kept, text) = (kept(&session), seen(&session));
    let mut after = crate::lessons::session();
    let key = after.edition.id().to_owned();
    let effects = update(&mut after, Action::PlanCame { key, plan: Ok(None), lesson: Ok(Some(kept)) });
    assert!(effects.is_empty(), "{effects:?}");
    let effects = update(&mut after, Action::Command(Command::Project));
    lay_out(&mut after, 1);
    assert_eq!(seen(&after), text, "{effects:?}");
}

#[test]
fn a_lesson_that_another_program_keeps_is_not_written_over() {
    let mut session = lesson();
    let key = session.edition.id().to_owned();
    update(&mut session, Action::PlanCame { key, plan: Ok(None), lesson: Err("a newer Parallax".into()) });
    lay_out(&mut session, 1);
    let effects = update(&mut session, Action::Command(Command::Reveal));
    assert!(effects.is_empty(), "{effects:?}");
}

#[test]
fn what_a_class_agreed_on_outlives_a_look_at_another_row_and_a_change_of_the_plan() {
    let mut session = lesson();
    nothing_kept(&mut session);
    give(&mut session, Command::Controversy);
    for _ in 0..4 {
        give(&mut session, Command::Reveal);
    }
    update(&mut session, Action::Lesson(LessonAction::Typed { agree: true, text: "Lamps cost money".into() }));
    let text = seen(&session);
    give(&mut session, Command::Reveal);
    assert_ne!(seen(&session), text);
    give(&mut session, Command::PreviousStop);
    assert_eq!(seen(&session), text);
    let plan = Plan { steps: vec![Step::on("p2".into())], ..Plan::empty("small") };
    update(&mut session, Action::PlanChanged(Box::new(plan)));
    let kept = kept(&session);
    assert_eq!(kept.controversies.len(), 1);
    assert_eq!(kept.controversies[0].agree, "Lamps cost money");
}

#[test]
fn nothing_is_uncovered_by_showing_another_perspective_or_by_a_digit_too_early() {
    let mut session = lesson();
    give(&mut session, Command::Reveal);
    let text = seen(&session);
    for perspective in 0..2 {
        update(&mut session, Action::TogglePerspective(perspective));
        lay_out(&mut session, 1);
        assert_eq!(seen(&session), text);
    }
}

#[test]
fn what_was_only_asked_is_not_revealed_when_replies_come_another_way_elsewhere() {
    let mut session = lesson();
    give(&mut session, Command::Predict);
    give(&mut session, Command::Reveal);
    let asked = seen(&session);
    give(&mut session, Command::NextStop);
    give(&mut session, Command::Predict);
    give(&mut session, Command::PreviousStop);
    assert_eq!(seen(&session), asked);
    assert!(asked.contains("what will they say?"));
}

#[test]
fn an_open_question_is_not_scored() {
    let mut session = lesson();
    give(&mut session, Command::Predict);
    give(&mut session, Command::Reveal);
    update(&mut session, Action::Lesson(LessonAction::Guess(Guess::Nothing)));
    give(&mut session, Command::Results);
    assert!(!seen(&session).contains("hands right"), "{}", seen(&session));
}

#[test]
fn presses_that_wait_for_one_row_reveal_nothing_on_the_next() {
    let mut session = lesson();
    for command in [Command::Reveal, Command::Reveal, Command::NextStop] {
        update(&mut session, Action::Command(command));
    }
    lay_out(&mut session, 1);
    let project = project(&session);
    assert_eq!(project.stage(project.stop()), 0);
}

#[test]
fn controversy_off_again_leaves_the_way_replies_come_elsewhere() {
    let mut session = lesson();
    give(&mut session, Command::Predict);
    give(&mut session, Command::Controversy);
    give(&mut session, Command::Controversy);
    let project = project(&session);
    assert_eq!(session.activity_of(project, project.stop()), Activity::Predict);
}

#[test]
fn a_second_letter_without_a_number_is_one_hand_more() {
    let mut session = lesson();
    give(&mut session, Command::Predict);
    give(&mut session, Command::Reveal);
    for action in [LessonAction::Digit(1), LessonAction::Digit(2), LessonAction::Guess(Guess::Nothing)] {
        update(&mut session, Action::Lesson(action));
    }
    update(&mut session, Action::Lesson(LessonAction::Guess(Guess::Nothing)));
    lay_out(&mut session, 1);
    assert!(seen(&session).contains("say nothing · 13 hands"), "{}", seen(&session));
}

#[test]
fn a_plan_that_comes_twice_to_one_paragraph_keeps_both_apart() {
    let mut session = lesson();
    let steps = vec![Step::on("p2".into()), Step::on("p4".into()), Step::on("p2".into())];
    let plan = Plan { steps, ..Plan::empty("small") };
    let key = session.edition.id().to_owned();
    let came =
        |lesson| Action::PlanCame { key: key.clone(), plan: Ok(Some(Box::new(plan.clone()))), lesson: Ok(lesson) };
    update(&mut session, came(None));
    lay_out(&mut session, 1);
    give(&mut session, Command::LastStop);
    give(&mut session, Command::Reveal);
    let kept = kept(&session);
    let mut after = lesson();
    update(&mut after, came(Some(kept)));
    lay_out(&mut after, 1);
    assert_eq!(project(&after).place(), (3, 3));
    assert_eq!(seen(&after), seen(&session));
    give(&mut after, Command::FirstStop);
    assert_eq!(project(&after).stage(project(&after).stop()), 0);
}

#[test]
fn nothing_of_the_presenters_opens_over_what_the_class_looks_at() {
    let mut session = lesson();
    give(&mut session, Command::SwitchView);
    for command in [Command::Plan, Command::Room, Command::Palette, Command::HandOut] {
        give(&mut session, command);
        assert_eq!(session.overlay, None, "{command:?}");
    }
    update(&mut session, Action::Pasted("my own text".into()));
    assert!(session.preview.is_none());
}

#[test]
fn a_lesson_that_was_left_outlives_a_change_of_the_edition_on_the_disk() {
    let mut session = lesson();
    nothing_kept(&mut session);
    give(&mut session, Command::Reveal);
    let text = seen(&session);
    update(&mut session, Action::Command(Command::Close));
    let changed = crate::support::small().with("edition.ron", "The owls will thank us.", "The owls thank us.");
    let opened = parallax::session::Opened { edition: changed.load().unwrap().edition, path: None };
    let found = Box::new(parallax::session::Found::Edition(Box::new(opened)));
    update(&mut session, Action::Loaded(Ok(found)));
    assert!(session.project.is_none() && session.edition.paragraphs()[4].text == "The owls thank us.");
    give(&mut session, Command::Project);
    assert_eq!(seen(&session), text);
}

#[test]
fn a_lesson_left_before_its_plan_was_read_is_kept_all_the_same_when_it_goes_on() {
    let mut before = lesson();
    nothing_kept(&mut before);
    give(&mut before, Command::Reveal);
    let (kept, text) = (kept(&before), seen(&before));
    let mut session = lesson();
    update(&mut session, Action::Command(Command::Close));
    let key = session.edition.id().to_owned();
    update(&mut session, Action::PlanCame { key, plan: Ok(None), lesson: Ok(Some(kept)) });
    give(&mut session, Command::Project);
    assert_eq!(seen(&session), text);
    let effects = update(&mut session, Action::Command(Command::Reveal));
    assert!(!effects.is_empty(), "what is revealed now is kept");
}
