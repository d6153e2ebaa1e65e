//! The clocks of a lesson start and stop only when somebody says so, and say when a step or the lesson was left.

use parallax::model::{Activity, Plan, Step};
use parallax::state::presentation::{LessonQuestion, PlansRead};
use parallax::state::{Action, AppState, Command, Dialog, PresentationAction, update};
use proptest::prelude::*;

use crate::lessons::{end, give, lay_out, leave, lesson, presentation};

/// Returns a lesson with two steps of five and three minutes and one without a time.
fn planned() -> AppState {
    let mut state = lesson();
    let key = state.edition.id().to_owned();
    let steps = vec![
        Step { minutes: Some(5.0), ..Step::on("p2".into()) },
        Step { minutes: Some(3.0), ..Step::on("p4".into()) },
        Step::on("p5".into()),
    ];
    let plan = Box::new(Plan { steps, ..Plan::empty(&key) });
    update(&mut state, Action::PlansLoaded { key, plans: PlansRead::one(*plan), lesson: Ok(None) });
    lay_out(&mut state, 1);
    give(&mut state, Command::FirstStop);
    time(&mut state, 100.0);
    state
}

fn time(state: &mut AppState, now: f64) {
    update(state, Action::Presentation(PresentationAction::Time(now, (9, 0))));
}

fn wait(state: &mut AppState, seconds: f64) {
    let now = presentation(state).now + seconds;
    time(state, now);
}

/// Returns the clocks of the lesson and of the step.
fn clocks(state: &AppState) -> (String, String) {
    let lesson = presentation(state);
    (lesson.lesson.text(lesson.now), state.script().step_clock(lesson).text(lesson.now))
}

fn said(state: &AppState) -> Vec<&str> {
    state.notices.iter().map(|notice| notice.text.as_str()).collect()
}

#[test]
fn no_clock_starts_by_itself_in_any_activity() {
    let mut state = planned();
    for command in [Command::Reveal, Command::Predict, Command::Controversy, Command::Reveal, Command::Reveal] {
        give(&mut state, command);
        let before = clocks(&state);
        wait(&mut state, 60.0);
        assert_eq!(clocks(&state), before, "{command:?}");
    }
    give(&mut state, Command::StepTimer);
    give(&mut state, Command::LessonTimer);
    let before = clocks(&state);
    wait(&mut state, 20.0);
    assert!(clocks(&state).0 != before.0 && clocks(&state).1 != before.1, "{:?}", clocks(&state));
}

#[test]
fn leaving_a_step_stops_its_clock_and_says_so_and_the_step_comes_back_with_its_whole_time() {
    let mut state = planned();
    give(&mut state, Command::LessonTimer);
    for (command, next) in [
        (Command::NextStop, "3:00"),
        (Command::LastStop, "0:00"),
        (Command::FirstStop, "5:00"),
        (Command::NextStop, "3:00"),
        (Command::PreviousStop, "5:00"),
    ] {
        state.notices.clear();
        give(&mut state, Command::StepTimer);
        let now = presentation(&state).now + 47.0;
        time(&mut state, now);
        let place = presentation(&state).stop().row;
        give(&mut state, command);
        let [text] = said(&state)[..] else { panic!("{:?}", state.notices) };
        assert!(text.starts_with(&format!("The clock of ¶{place} has stopped: ")), "{text}");
        time(&mut state, now + 30.0);
        assert_eq!(clocks(&state).1, next, "after {command:?}");
    }
    assert!(presentation(&state).lesson.is_running(), "the lesson goes on");
}

#[test]
fn what_is_chosen_within_a_step_leaves_its_clock_alone() {
    let mut state = planned();
    give(&mut state, Command::StepTimer);
    time(&mut state, 110.0);
    for command in [
        Command::Reveal,
        Command::CoverReply,
        Command::Predict,
        Command::Blind,
        Command::Blind,
        Command::NextClaim,
        Command::Zoom,
        Command::Close,
        Command::Black,
        Command::Freeze,
        Command::Results,
        Command::Results,
    ] {
        give(&mut state, command);
        assert!(presentation(&state).step.is_running(), "{command:?} stops the clock");
        assert_eq!(clocks(&state).1, "4:50", "{command:?}");
    }
    assert_eq!(said(&state), [""; 0]);
}

#[test]
fn each_phase_of_a_controversy_comes_with_its_whole_time_and_stands_still() {
    let mut state = planned();
    give(&mut state, Command::StepTimer);
    give(&mut state, Command::Controversy);
    assert!(said(&state)[0].starts_with("The clock of ¶2 has stopped"), "{:?}", said(&state));
    assert!(!presentation(&state).step.is_running());
    for phase in ["1:00", "1:00", "1:00", "0:48", "1:13"] {
        assert_eq!(clocks(&state).1, phase);
        give(&mut state, Command::StepTimer);
        wait(&mut state, 10.0);
        assert_ne!(clocks(&state).1, phase);
        state.notices.clear();
        give(&mut state, Command::Reveal);
        assert_eq!(said(&state).len(), 1, "{:?}", said(&state));
    }
    // Switched off, its clock is no longer the step's.
    give(&mut state, Command::PreviousStop);
    give(&mut state, Command::Controversy);
    let lesson = presentation(&state);
    assert_ne!(state.script().activity_of(lesson, lesson.stop()), Activity::Controversy);
    assert_eq!(clocks(&state).1, "5:00");
}

#[test]
fn leaving_or_ending_a_lesson_stops_its_clocks_and_says_so() {
    for (answer, resume) in [(leave(), Command::Project), (end(), Command::ResumeLesson)] {
        let mut state = planned();
        give(&mut state, Command::LessonTimer);
        give(&mut state, Command::StepTimer);
        time(&mut state, 160.0);
        assert_eq!(clocks(&state), ("1:00".to_owned(), "4:00".to_owned()));
        update(&mut state, answer);
        let text = said(&state).join(" ");
        assert!(text.contains("Its clocks have stopped: step 4:00 left, lesson 1:00."), "{text}");
        give(&mut state, resume);
        time(&mut state, 9_000.0);
        time(&mut state, 9_030.0);
        assert_eq!(clocks(&state), ("1:00".to_owned(), "4:00".to_owned()), "they stand until somebody starts them");
    }
    let mut state = planned();
    update(&mut state, leave());
    assert!(!said(&state).join(" ").contains("stopped"), "no clock ran: {:?}", said(&state));
}

#[test]
fn the_class_sees_the_time_of_a_step_that_has_one_or_whose_clock_was_started() {
    let mut state = planned();
    let shown = |state: &AppState| state.script().shown_step_time(presentation(state));
    assert_eq!(shown(&state), Some("5:00".to_owned()));
    give(&mut state, Command::LastStop);
    assert_eq!(shown(&state), None);
    give(&mut state, Command::StepTimer);
    time(&mut state, 107.0);
    assert_eq!(shown(&state), Some("0:07".to_owned()));
    give(&mut state, Command::Results);
    assert_eq!(shown(&state), None);
}

#[test]
fn a_step_whose_time_is_changed_in_the_plan_gets_it_unless_its_clock_was_used() {
    for used in [false, true] {
        let mut state = planned();
        if used {
            give(&mut state, Command::StepTimer);
            time(&mut state, 110.0);
        }
        let mut plan = state.lesson.plan.plan.clone();
        plan.steps[0].minutes = Some(8.0);
        update(&mut state, Action::PlanChanged(Box::new(plan)));
        assert_eq!(clocks(&state).1, if used { "4:50" } else { "8:00" });
    }
}

#[test]
fn coming_back_asks_here_or_where_it_was_left_if_these_differ() {
    for here in [2, 4, 5] {
        for goes_here in [false, true] {
            let mut state = lesson();
            give(&mut state, Command::Reveal);
            let left = presentation(&state).stop().row;
            update(&mut state, leave());
            state.reader.active = here;
            give(&mut state, Command::Project);
            let question = LessonQuestion::Resume { here };
            let asked = (here != left).then_some(Dialog::Lesson(question));
            assert_eq!(state.dialog, asked, "left at {left}, begun at {here}");
            assert_eq!(presentation(&state).stop().row, left);
            if asked.is_some() {
                let answer = if goes_here { Action::ConfirmLesson(question) } else { Action::ShowDialog(None) };
                update(&mut state, answer);
                lay_out(&mut state, 1);
                assert_eq!(
                    (presentation(&state).stop().row, &state.dialog),
                    (if goes_here { here } else { left }, &None)
                );
            }
        }
    }
}

#[test]
fn a_lesson_of_an_earlier_run_asks_too() {
    let mut before = lesson();
    give(&mut before, Command::Reveal);
    let saved = Box::new(before.lesson.snapshot(&before.shared()).unwrap());
    let left = presentation(&before).stop().row;
    for here in [left, 4] {
        let mut after = crate::lessons::state();
        after.reader.active = here;
        give(&mut after, Command::Project);
        let key = after.edition.id().to_owned();
        update(&mut after, Action::PlansLoaded { key, plans: PlansRead::default(), lesson: Ok(Some(saved.clone())) });
        let asked = (here != left).then_some(Dialog::Lesson(LessonQuestion::Resume { here }));
        assert_eq!(after.dialog, asked);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_runs_only_if_it_was_started_since_its_step_began(steps in prop::collection::vec(0..8_usize, 1..30)) {
        let commands = [
            Command::StepTimer,
            Command::LessonTimer,
            Command::Reveal,
            Command::NextStop,
            Command::PreviousStop,
            Command::Predict,
            Command::Controversy,
            Command::CoverReply,
        ];
        let mut state = planned();
        let (mut lesson_runs, mut now) = (false, 100.0);
        for step in steps {
            let before = state.script().step_clock(presentation(&state)).is_running();
            give(&mut state, commands[step]);
            now += 1.0;
            time(&mut state, now);
            let runs = state.script().step_clock(presentation(&state)).is_running();
            lesson_runs ^= commands[step] == Command::LessonTimer;
            prop_assert_eq!(presentation(&state).lesson.is_running(), lesson_runs);
            match commands[step] {
                Command::StepTimer => prop_assert_eq!(runs, !before),
                _ => prop_assert!(before || !runs, "{:?} starts the clock", commands[step]),
            }
        }
    }
}
