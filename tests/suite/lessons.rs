//! A lesson before a class: what is revealed and when, and that nothing else is seen.

use parallax::model::{Activity, Plan, Stance, Step, Term};
use parallax::session::project::{Guess, Output, PageWish, Screen, View};
use parallax::session::{
    Action, Command, Effect, LessonAction, Opened, Projection, Recollection, Session, Settings, update,
};

use crate::support;

pub fn session() -> Session {
    let edition = support::small().load().unwrap().edition;
    Session::new(Opened { edition, path: None }, Settings::default(), Recollection::default())
}

/// Carries a command out and lays the slide out on one page, as the view would.
pub fn give(session: &mut Session, command: Command) {
    update(session, Action::Command(command));
    lay_out(session, 1);
}

pub fn lay_out(session: &mut Session, pages: usize) {
    for _ in 0..20 {
        let Some(project) = &session.project else { return };
        if project.pages.is_some() && matches!(project.page, PageWish::Number(_)) {
            return;
        }
        let page = match project.page {
            PageWish::Number(page) => page,
            PageWish::Newest | PageWish::Last => pages - 1,
        };
        update(session, Action::Lesson(LessonAction::Paged { stamp: project.stamp, pages, page }));
    }
    panic!("the slide does not settle");
}

pub fn project(session: &Session) -> &Projection {
    session.project.as_ref().unwrap()
}

pub fn seen(session: &Session) -> String {
    project(session).audience().map_or("black".to_owned(), |(slide, _)| slide.text())
}

/// A lesson at the first paragraph.
pub fn lesson() -> Session {
    let mut session = session();
    session.active = 1;
    give(&mut session, Command::Project);
    session
}

#[test]
fn replies_come_one_by_one_and_go_the_same_way_back() {
    let mut session = lesson();
    let mut texts = vec![seen(&session)];
    let row = session.active;
    while session.active == row {
        give(&mut session, Command::Reveal);
        texts.push(seen(&session));
    }
    texts.pop();
    assert!(texts.len() > 2, "{texts:?}");
    for pair in texts.windows(2) {
        assert!(pair[1].starts_with(&pair[0]) && pair[1].len() > pair[0].len(), "{pair:?}");
    }
    for text in texts.iter().rev() {
        give(&mut session, Command::Cover);
        assert_eq!(seen(&session), *text);
    }
}

#[test]
fn a_reply_that_takes_two_pages_is_read_to_its_end_before_the_next_comes() {
    let mut session = lesson();
    give(&mut session, Command::Reveal);
    let stamp = project(&session).stamp;
    update(&mut session, Action::Lesson(LessonAction::Paged { stamp, pages: 3, page: 1 }));
    let before = seen(&session);
    give(&mut session, Command::Reveal);
    assert_eq!((project(&session).page, seen(&session)), (PageWish::Number(2), before.clone()));
    give(&mut session, Command::Reveal);
    assert_ne!(seen(&session), before);
}

#[test]
fn presses_that_come_faster_than_frames_are_not_lost_and_reveal_in_order() {
    let (mut slow, mut fast) = (lesson(), lesson());
    for _ in 0..3 {
        give(&mut slow, Command::Reveal);
    }
    for _ in 0..3 {
        update(&mut fast, Action::Command(Command::Reveal));
    }
    lay_out(&mut fast, 1);
    assert_eq!(seen(&fast), seen(&slow));
}

#[test]
fn nothing_that_is_not_revealed_is_on_the_slide_in_any_activity() {
    for command in [None, Some(Command::Predict), Some(Command::Blind)] {
        let mut session = lesson();
        if let Some(command) = command {
            give(&mut session, command);
        }
        let (rows, edition) = (session.rows.clone(), session.edition.clone());
        for _ in 0..60 {
            let project = project(&session);
            let stop = project.stop();
            let text = seen(&session);
            let (stage, twice) = (project.stage(stop), session.is_guessed_first(project, stop));
            for (number, unit) in session.units_of(project, stop).iter().enumerate() {
                let named = if twice { number * 2 + 1 < stage } else { number < stage };
                for card in &unit.cards {
                    let parallax::session::project::What::Note(entry) = card.what else { continue };
                    let note = rows.note(&edition, entry).unwrap();
                    let code = rows.code(&edition, entry);
                    assert_eq!(text.contains(&code), named, "{code} at {stage} of {stop:?}, {command:?}: {text}");
                    assert!(named || !text.contains(&note.summary) || command == Some(Command::Blind), "{text}");
                }
            }
            give(&mut session, Command::Reveal);
        }
    }
}

#[test]
fn a_frozen_screen_stays_and_a_black_one_shows_nothing_whatever_is_revealed() {
    let mut session = lesson();
    give(&mut session, Command::Freeze);
    let frozen = seen(&session);
    give(&mut session, Command::Reveal);
    assert_eq!(seen(&session), frozen);
    give(&mut session, Command::Black);
    assert_eq!(seen(&session), "black");
    give(&mut session, Command::Black);
    give(&mut session, Command::Freeze);
    assert_ne!(seen(&session), frozen);
}

#[test]
fn hands_are_counted_while_it_is_asked_and_scored_at_the_end() {
    let mut session = lesson();
    give(&mut session, Command::Predict);
    give(&mut session, Command::Reveal);
    assert!(seen(&session).contains("what will they say?"), "{}", seen(&session));
    assert!(!seen(&session).contains("right"));
    let asked = session.unit_asked(project(&session)).unwrap();
    let disputes = Guess::Says(Stance::Disputes);
    for action in [LessonAction::Digit(1), LessonAction::Digit(2), LessonAction::Guess(disputes)] {
        update(&mut session, Action::Lesson(action));
    }
    update(&mut session, Action::Lesson(LessonAction::Guess(Guess::Nothing)));
    lay_out(&mut session, 1);
    assert!(seen(&session).contains("D dispute · 12 hands\n"), "{}", seen(&session));
    assert!(seen(&session).contains("– say nothing · 1 hand"));
    give(&mut session, Command::Reveal);
    assert!(seen(&session).contains("· right"), "{}", seen(&session));
    let name = session.edition.perspectives()[asked.perspective].name.clone();
    give(&mut session, Command::Results);
    let text = seen(&session);
    assert!(
        text.contains("How you guessed") && text.contains(&format!("{name}: ")) && text.contains("of 13 hands"),
        "{text}"
    );
}

#[test]
fn hands_outside_a_question_count_nothing() {
    let mut session = lesson();
    update(&mut session, Action::Lesson(LessonAction::Guess(Guess::Nothing)));
    assert!(project(&session).guesses.is_empty());
}

#[test]
fn a_plan_says_which_rows_come_with_which_question_and_terms() {
    let mut session = session();
    let paragraphs = session.edition.paragraphs();
    let (first, second) = (paragraphs[0].id.clone(), paragraphs[1].id.clone());
    let word = paragraphs[1].text.split_whitespace().next().unwrap().to_owned();
    let step = Step { question: Some("Is that so?".into()), minutes: Some(2.0), ..Step::on(second) };
    let term = Term { word: word.clone(), means: "a word".into() };
    let plan =
        Plan { steps: vec![step, Step::on(first), Step::on("p99".into())], terms: vec![term], ..Plan::empty("small") };
    let effects = update(&mut session, Action::Command(Command::Project));
    let [Effect::LoadPlan(key)] = effects.as_slice() else { panic!("{effects:?}") };
    update(&mut session, Action::PlanCame { key: key.clone(), plan: Ok(Some(Box::new(plan))), lesson: Ok(None) });
    give(&mut session, Command::FirstStop);
    assert_eq!(project(&session).place(), (1, 2));
    let text = seen(&session);
    assert!(text.starts_with("¶2\nIs that so?") && text.ends_with(&format!("{word}: a word")), "{text}");
    assert_eq!(project(&session).step.text(0.0), "2:00");
    assert!(session.notices.iter().any(|notice| notice.text.contains("p99")), "{:?}", session.notices);
    give(&mut session, Command::NextStop);
    assert!(seen(&session).starts_with("¶1"));
}

#[test]
fn a_code_leads_off_the_plan_and_the_next_row_is_the_plans() {
    let mut session = session();
    update(&mut session, Action::Command(Command::Project));
    let plan = Plan { steps: vec![Step::on("p1".into()), Step::on("p3".into())], ..Plan::empty("small") };
    let key = session.edition.id().to_owned();
    update(&mut session, Action::PlanCame { key, plan: Ok(Some(Box::new(plan))), lesson: Ok(None) });
    give(&mut session, Command::FirstStop);
    update(&mut session, Action::GoToTyped("2".into()));
    lay_out(&mut session, 1);
    assert!(seen(&session).starts_with("¶2"));
    give(&mut session, Command::NextStop);
    assert!(seen(&session).starts_with("¶3"), "{}", seen(&session));
}

#[test]
fn a_controversy_goes_through_its_steps_and_ends_in_what_was_typed() {
    let mut session = lesson();
    give(&mut session, Command::Controversy);
    assert_eq!(session.activity_of(project(&session), project(&session).stop()), Activity::Controversy);
    let mut names = Vec::new();
    for _ in 0..5 {
        names.push(seen(&session).lines().nth(1).unwrap().to_owned());
        give(&mut session, Command::Reveal);
    }
    assert_eq!(names[3], "4 of 5 · Swap sides");
    give(&mut session, Command::Cover);
    give(&mut session, Command::PreviousStop);
    let mut session = lesson();
    give(&mut session, Command::Controversy);
    for _ in 0..4 {
        give(&mut session, Command::Reveal);
    }
    update(&mut session, Action::Lesson(LessonAction::Typed { agree: true, text: "Lamps cost money\n".into() }));
    assert!(seen(&session).contains("We agree\nLamps cost money\nWe still differ"), "{}", seen(&session));
}

#[test]
fn leaving_keeps_the_lesson_and_reading_goes_on_at_its_row() {
    let mut session = lesson();
    give(&mut session, Command::Reveal);
    give(&mut session, Command::NextStop);
    give(&mut session, Command::Reveal);
    let (text, row) = (seen(&session), session.active);
    update(&mut session, Action::Command(Command::Close));
    assert!(session.project.is_none() && session.active == row);
    give(&mut session, Command::Project);
    assert_eq!(seen(&session), text);
}

#[test]
fn a_screen_that_is_unplugged_leaves_a_window_and_a_word() {
    let mut session = lesson();
    let screen = |index: usize| Screen { name: format!("S{index}"), size: [1920, 1080], index };
    update(&mut session, Action::Lesson(LessonAction::Screens(vec![screen(0), screen(1)])));
    update(&mut session, Action::Lesson(LessonAction::Output(Output::Screen(1))));
    update(&mut session, Action::Command(Command::SwapScreens));
    assert!(project(&session).swapped);
    update(&mut session, Action::Lesson(LessonAction::Screens(vec![screen(0)])));
    assert_eq!((project(&session).output, project(&session).swapped), (Output::PlainWindow, false));
    assert!(session.notices.iter().any(|notice| notice.text.contains("has gone")));
}

#[test]
fn with_one_screen_swapping_tells_the_way_and_the_view_is_switched() {
    let mut session = lesson();
    give(&mut session, Command::SwapScreens);
    assert!(session.notices.last().unwrap().text.contains("F6"));
    give(&mut session, Command::SwitchView);
    assert_eq!(project(&session).view, View::Audience);
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
    let edition = parallax::library::load_texts("none", &texts).unwrap().edition;
    let opened = Opened { edition, path: None };
    let mut session = Session::new(opened, Settings::default(), Recollection::default());
    give(&mut session, Command::Project);
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
        give(&mut session, command);
    }
    give(&mut session, Command::Results);
    give(&mut session, Command::Controversy);
    assert!(seen(&session).starts_with("Nothing yet"), "{}", seen(&session));
}

#[test]
fn a_lesson_cut_off_in_its_middle_goes_on_where_it_was_with_every_hand_counted() {
    let mut session = lesson();
    let key = session.edition.id().to_owned();
    update(&mut session, Action::PlanCame { key: key.clone(), plan: Ok(None), lesson: Ok(None) });
    give(&mut session, Command::NextStop);
    give(&mut session, Command::Predict);
    give(&mut session, Command::Reveal);
    update(&mut session, Action::Lesson(LessonAction::Digit(7)));
    let effects = update(&mut session, Action::Lesson(LessonAction::Guess(Guess::Nothing)));
    let [Effect::SaveLesson(name, kept)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(*name, key);
    let text = parallax::library::keep::to_ron(&**kept).unwrap();
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let kept: Box<parallax::session::KeptLesson> = Box::new(options.from_str(&text).unwrap());
    let seen_before = seen(&session);

    let mut after = lesson();
    update(&mut after, Action::PlanCame { key, plan: Ok(None), lesson: Ok(Some(kept)) });
    lay_out(&mut after, 1);
    assert_eq!(seen(&after), seen_before);
    assert!(seen_before.contains("say nothing · 7 hands"));
    give(&mut after, Command::BeginAnew);
    assert!(project(&after).guesses.is_empty() && project(&after).place().0 == 1);
}
