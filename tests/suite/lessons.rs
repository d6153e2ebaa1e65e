//! A lesson in front of a class: what is revealed and when, and that nothing else is shown.

use parallax::model::{Activity, Plan, Stance, Step, Term};
use parallax::state::presentation::{Guess, LessonQuestion, Output, PageRequest, PlansRead, Screen, View};
use parallax::state::{
    Action, AppState, Command, Effect, Mode, Opened, Presentation, PresentationAction, SavedState, Settings, update,
};

use crate::support;

pub fn state() -> AppState {
    let edition = support::small().load().unwrap().edition;
    AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default())
}

/// Returns what shows the presenter's view, as after the question.
pub fn show_presenter() -> Action {
    Action::ConfirmLesson(LessonQuestion::ShowPresenter)
}

/// Returns what leaves the lesson for the article, as after the question.
pub fn leave() -> Action {
    Action::ConfirmLesson(LessonQuestion::Leave(Mode::Read))
}

/// Returns what ends the lesson, as after the question.
pub fn end() -> Action {
    Action::ConfirmLesson(LessonQuestion::End)
}

/// Runs a command and lays out the slide on one page, as the view would.
pub fn give(state: &mut AppState, command: Command) {
    update(state, Action::Command(command));
    lay_out(state, 1);
}

pub fn lay_out(state: &mut AppState, pages: usize) {
    for _ in 0..20 {
        let Some(presentation) = &state.lesson.running else { return };
        if presentation.pages.is_some() && matches!(presentation.page, PageRequest::Number(_)) {
            return;
        }
        let page = match presentation.page {
            PageRequest::Number(page) => page,
            PageRequest::Newest | PageRequest::Last => pages - 1,
        };
        update(state, Action::Presentation(PresentationAction::Paged { stamp: presentation.stamp, pages, page }));
    }
    panic!("the slide does not settle");
}

pub fn presentation(state: &AppState) -> &Presentation {
    state.lesson.running.as_ref().unwrap()
}

pub fn seen(state: &AppState) -> String {
    presentation(state).audience().map_or("black".to_owned(), |(slide, _)| slide.text())
}

/// Returns a lesson at the first paragraph.
pub fn lesson() -> AppState {
    let mut state = state();
    state.reader.active = 1;
    give(&mut state, Command::Project);
    state
}

#[test]
fn replies_are_revealed_one_by_one_and_covered_in_reverse() {
    let mut state = lesson();
    let mut texts = vec![seen(&state)];
    let row = state.reader.active;
    while state.reader.active == row {
        give(&mut state, Command::Reveal);
        texts.push(seen(&state));
    }
    texts.pop();
    assert!(texts.len() > 2, "{texts:?}");
    for pair in texts.windows(2) {
        assert!(pair[1].starts_with(&pair[0]) && pair[1].len() > pair[0].len(), "{pair:?}");
    }
    for text in texts.iter().rev() {
        give(&mut state, Command::Cover);
        assert_eq!(seen(&state), *text);
    }
}

#[test]
fn a_reply_of_two_pages_is_shown_to_its_end_before_the_next_one() {
    let mut state = lesson();
    give(&mut state, Command::Reveal);
    let stamp = presentation(&state).stamp;
    update(&mut state, Action::Presentation(PresentationAction::Paged { stamp, pages: 3, page: 1 }));
    let before = seen(&state);
    give(&mut state, Command::Reveal);
    assert_eq!((presentation(&state).page, seen(&state)), (PageRequest::Number(2), before.clone()));
    give(&mut state, Command::Reveal);
    assert_ne!(seen(&state), before);
}

#[test]
fn presses_faster_than_frames_are_queued_and_reveal_in_order() {
    let (mut slow, mut fast) = (lesson(), lesson());
    for _ in 0..3 {
        give(&mut slow, Command::Reveal);
    }
    for _ in 0..3 {
        update(&mut fast, Action::Command(Command::Reveal));
    }
    lay_out(&mut fast, 1);
    assert_eq!(seen(&fast), seen(&slow));
    assert_ne!(seen(&fast), seen(&lesson()), "something was revealed");
}

#[test]
fn nothing_that_is_not_revealed_is_on_the_slide_in_any_activity() {
    for command in [None, Some(Command::Predict), Some(Command::Blind)] {
        let mut state = lesson();
        let (mut shown, mut hidden) = (0, 0);
        if let Some(command) = command {
            give(&mut state, command);
        }
        let (rows, edition) = (state.rows.clone(), state.edition.clone());
        for _ in 0..60 {
            let presentation = presentation(&state);
            let stop = presentation.stop();
            let text = seen(&state);
            let (stage, twice) = (presentation.stage(stop), state.script().is_guessed_first(presentation, stop));
            for (number, unit) in state.script().reveal_groups_at(presentation, stop).iter().enumerate() {
                let named = if twice { number * 2 + 1 < stage } else { number < stage };
                for card in &unit.reveals {
                    let parallax::state::presentation::RevealContent::Note(entry) = card.content else { continue };
                    let note = rows.note(&edition, entry).unwrap();
                    let code = rows.code(&edition, entry);
                    assert_eq!(text.contains(&code), named, "{code} at {stage} of {stop:?}, {command:?}: {text}");
                    assert!(named || !text.contains(&note.summary) || command == Some(Command::Blind), "{text}");
                    *if named { &mut shown } else { &mut hidden } += 1;
                }
            }
            give(&mut state, Command::Reveal);
        }
        assert!(shown > 3 && hidden > 3, "{command:?}: {shown} were shown, {hidden} hidden");
    }
}

#[test]
fn a_frozen_screen_stays_and_a_black_one_is_empty_whatever_is_revealed() {
    let mut state = lesson();
    give(&mut state, Command::Freeze);
    let frozen = seen(&state);
    give(&mut state, Command::Reveal);
    assert_eq!(seen(&state), frozen);
    give(&mut state, Command::Black);
    assert_eq!(seen(&state), "black");
    give(&mut state, Command::Black);
    give(&mut state, Command::Freeze);
    assert_ne!(seen(&state), frozen);
}

#[test]
fn hands_are_counted_during_a_question_and_scored_at_the_end() {
    let mut state = lesson();
    give(&mut state, Command::Predict);
    give(&mut state, Command::Reveal);
    assert!(seen(&state).contains("what will they say?"), "{}", seen(&state));
    assert!(!seen(&state).contains("right"));
    let asked = state.script().asked_group(presentation(&state)).unwrap();
    let disputes = Guess::Says(Stance::Disputes);
    for action in
        [PresentationAction::TypeDigit(1), PresentationAction::TypeDigit(2), PresentationAction::CountHands(disputes)]
    {
        update(&mut state, Action::Presentation(action));
    }
    update(&mut state, Action::Presentation(PresentationAction::CountHands(Guess::Nothing)));
    lay_out(&mut state, 1);
    assert!(seen(&state).contains("D dispute · 12 hands\n"), "{}", seen(&state));
    assert!(seen(&state).contains("– say nothing · 1 hand"));
    give(&mut state, Command::Reveal);
    assert!(seen(&state).contains("· right"), "{}", seen(&state));
    let name = state.edition.perspectives()[asked.perspective].name.clone();
    give(&mut state, Command::Results);
    let text = seen(&state);
    assert!(
        text.contains("How you guessed") && text.contains(&format!("{name}: ")) && text.contains("of 13 hands"),
        "{text}"
    );
}

#[test]
fn hands_outside_a_question_count_nothing() {
    let mut state = lesson();
    update(&mut state, Action::Presentation(PresentationAction::CountHands(Guess::Nothing)));
    assert!(presentation(&state).guesses.is_empty());
}

#[test]
fn a_plan_sets_the_rows_with_their_questions_and_terms() {
    let mut state = state();
    let paragraphs = state.edition.paragraphs();
    let (first, second) = (paragraphs[0].id.clone(), paragraphs[1].id.clone());
    let word = paragraphs[1].text.split_whitespace().next().unwrap().to_owned();
    let step = Step { question: Some("Is that so?".into()), minutes: Some(2.0), ..Step::on(second) };
    let term = Term { word: word.clone(), means: "a word".into() };
    let plan =
        Plan { steps: vec![step, Step::on(first), Step::on("p99".into())], terms: vec![term], ..Plan::empty("small") };
    let effects = update(&mut state, Action::Command(Command::Project));
    let [Effect::LoadPlans { key, edition: None }] = effects.as_slice() else { panic!("{effects:?}") };
    update(&mut state, Action::PlansLoaded { key: key.clone(), plans: PlansRead::one(plan), lesson: Ok(None) });
    give(&mut state, Command::FirstStop);
    assert_eq!(presentation(&state).place(), (1, 2));
    let text = seen(&state);
    assert!(text.starts_with("¶2\nIs that so?") && text.ends_with(&format!("{word}: a word")), "{text}");
    assert_eq!(presentation(&state).step.text(0.0), "2:00");
    assert!(state.notices.iter().any(|notice| notice.text.contains("p99")), "{:?}", state.notices);
    give(&mut state, Command::NextStop);
    assert!(seen(&state).starts_with("¶1"));
}

#[test]
fn a_code_leads_off_the_plan_and_the_next_stop_returns_to_it() {
    let mut state = state();
    update(&mut state, Action::Command(Command::Project));
    let plan = Plan { steps: vec![Step::on("p1".into()), Step::on("p3".into())], ..Plan::empty("small") };
    let key = state.edition.id().to_owned();
    update(&mut state, Action::PlansLoaded { key, plans: PlansRead::one(plan), lesson: Ok(None) });
    give(&mut state, Command::FirstStop);
    update(&mut state, Action::GoToCode("2".into()));
    lay_out(&mut state, 1);
    assert!(seen(&state).starts_with("¶2"));
    give(&mut state, Command::NextStop);
    assert!(seen(&state).starts_with("¶3"), "{}", seen(&state));
}

#[test]
fn a_controversy_goes_through_its_phases_and_ends_with_the_typed_lists() {
    let mut state = lesson();
    give(&mut state, Command::Controversy);
    assert_eq!(state.script().activity_of(presentation(&state), presentation(&state).stop()), Activity::Controversy);
    let mut names = Vec::new();
    for _ in 0..5 {
        names.push(seen(&state).lines().nth(1).unwrap().to_owned());
        give(&mut state, Command::Reveal);
    }
    assert_eq!(names[3], "4 of 5 · Swap sides");
    give(&mut state, Command::Cover);
    give(&mut state, Command::PreviousStop);
    let mut state = lesson();
    give(&mut state, Command::Controversy);
    for _ in 0..4 {
        give(&mut state, Command::Reveal);
    }
    update(
        &mut state,
        Action::Presentation(PresentationAction::SetList { agree: true, text: "Lamps cost money\n".into() }),
    );
    assert!(seen(&state).contains("We agree\nLamps cost money\nWe still differ"), "{}", seen(&state));
}

#[test]
fn leaving_saves_the_lesson_and_it_resumes_at_its_row() {
    let mut state = lesson();
    give(&mut state, Command::Reveal);
    give(&mut state, Command::NextStop);
    give(&mut state, Command::Reveal);
    let text = seen(&state);
    update(&mut state, leave());
    assert!(state.lesson.running.is_none() && state.reader.active == 1);
    give(&mut state, Command::Project);
    assert_eq!(seen(&state), text);
}

#[test]
fn an_unplugged_screen_is_replaced_by_a_window_with_a_notice() {
    let mut state = lesson();
    let screen = |index: usize| Screen { name: format!("S{index}"), size: [1920, 1080], index };
    update(&mut state, Action::Presentation(PresentationAction::ScreensChanged(vec![screen(0), screen(1)])));
    update(&mut state, Action::Presentation(PresentationAction::SetOutput(Output::Screen(1))));
    update(&mut state, Action::Command(Command::SwapScreens));
    assert!(presentation(&state).swapped);
    update(&mut state, Action::Presentation(PresentationAction::ScreensChanged(vec![screen(0)])));
    assert_eq!((presentation(&state).output, presentation(&state).swapped), (Output::PlainWindow, false));
    assert!(state.notices.iter().any(|notice| notice.text.contains("has gone")));
}

#[test]
fn with_one_screen_swapping_explains_how_and_switches_the_view() {
    let mut state = lesson();
    update(&mut state, show_presenter());
    give(&mut state, Command::SwapScreens);
    assert_eq!(state.notices.last().unwrap().offers, [(Command::SwitchView, "Show the other view")]);
    give(&mut state, Command::SwitchView);
    assert_eq!(presentation(&state).view, View::Audience);
}

#[test]
fn an_edition_without_paragraphs_or_perspectives_can_be_projected() {
    let texts = [
        (
            "edition.ron",
            "Edition(format: 1, id: \"none\", title: \"Nothing yet\", language: \"en\", revision: \"2026-01-01\", article: Article(provenance: Original(of: \"a page\"), paragraphs: []), perspectives: [])",
        ),
        ("sources.ron", "[]"),
    ];
    let edition = parallax::storage::load_texts("none", &texts).unwrap().edition;
    let opened = Opened { edition, path: None };
    let mut state = AppState::new(opened, Settings::default(), SavedState::default());
    give(&mut state, Command::Project);
    for command in [
        Command::Reveal,
        Command::NextStop,
        Command::Zoom,
        Command::NextClaim,
        Command::Predict,
        Command::Reveal,
        Command::Blind,
        Command::Cover,
        Command::Controversy,
        Command::LastStop,
        Command::Results,
    ] {
        give(&mut state, command);
    }
    give(&mut state, Command::Results);
    give(&mut state, Command::Controversy);
    assert!(seen(&state).starts_with("Nothing yet"), "{}", seen(&state));
}

#[test]
fn an_interrupted_lesson_resumes_where_it_was_with_every_hand_counted() {
    let mut state = lesson();
    let key = state.edition.id().to_owned();
    update(&mut state, Action::PlansLoaded { key: key.clone(), plans: PlansRead::default(), lesson: Ok(None) });
    give(&mut state, Command::NextStop);
    give(&mut state, Command::Predict);
    give(&mut state, Command::Reveal);
    update(&mut state, Action::Presentation(PresentationAction::TypeDigit(7)));
    let effects = update(&mut state, Action::Presentation(PresentationAction::CountHands(Guess::Nothing)));
    let [Effect::SaveLesson(name, kept)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(*name, key);
    let text = parallax::storage::atomic_file::to_ron(&**kept).unwrap();
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let kept: Box<parallax::state::LessonSnapshot> = Box::new(options.from_str(&text).unwrap());
    let seen_before = seen(&state);

    let mut after = lesson();
    update(&mut after, Action::PlansLoaded { key, plans: PlansRead::default(), lesson: Ok(Some(kept)) });
    lay_out(&mut after, 1);
    assert_eq!(seen(&after), seen_before);
    assert!(seen_before.contains("say nothing · 7 hands"));
    update(&mut after, show_presenter());
    give(&mut after, Command::RestartLesson);
    assert!(presentation(&after).guesses.is_empty() && presentation(&after).place().0 == 1);
}
