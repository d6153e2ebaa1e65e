//! A lesson on one screen in the whole program: the class's view, the questions before anything else is shown, and its
//! buttons.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::{Plan, Step};
use parallax::state::presentation::{LessonQuestion, Output, Screen, View};
use parallax::state::{Action, AppState, Command, Dialog, PresentationAction, ReaderAction, Scene};

use crate::kit::{self, Kit};
use crate::lessons::{end, leave, show_presenter};

fn lesson(width: f32, height: f32) -> Harness<'static, Kit> {
    let mut harness = kit::shipped(width, height);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    act(&mut harness, Action::Command(Command::Project));
    harness
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn view(harness: &Harness<'static, Kit>) -> View {
    state(harness).lesson.running.as_ref().unwrap().view
}

fn press(harness: &mut Harness<'static, Kit>, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// Presses a key as the table of commands writes it.
fn press_named(harness: &mut Harness<'static, Kit>, name: &str) {
    let mut chars = name.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        harness.event(Event::Text(letter.to_string()));
        harness.run();
        return;
    }
    let (mut modifiers, mut rest) = (Modifiers::NONE, name);
    while let Some((modifier, after)) = rest.split_once('+') {
        match modifier {
            "Ctrl" => (modifiers.ctrl, modifiers.command) = (true, true),
            "Shift" => modifiers.shift = true,
            "Alt" => modifiers.alt = true,
            other => panic!("{other}"),
        }
        rest = after;
    }
    let key = match rest {
        "Esc" => Key::Escape,
        "Up" => Key::ArrowUp,
        "Down" => Key::ArrowDown,
        "Left" => Key::ArrowLeft,
        "Right" => Key::ArrowRight,
        // The key for menus is none of egui's.
        "Menu" => return,
        other => Key::from_name(other).unwrap_or_else(|| panic!("{other}")),
    };
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn screen(index: usize) -> Screen {
    Screen { name: format!("S{index}"), size: [1920, 1080], index }
}

fn screens(harness: &mut Harness<'static, Kit>, count: usize) {
    let screens = (0..count).map(screen).collect();
    act(harness, Action::Presentation(PresentationAction::ScreensChanged(screens)));
}

#[test]
fn no_key_of_the_table_uncovers_anything_without_a_question() {
    let mut harness = lesson(1280.0, 900.0);
    let mut keys: Vec<&str> = Command::ALL
        .iter()
        .filter(|command| command.scope().holds(Scene::Presenting))
        .flat_map(|command| command.keys())
        .copied()
        .collect();
    keys.extend(["Tab", "Alt+F4", "F5", "a", "d", "q", "3"].into_iter().filter(|key| Key::from_name(key).is_some()));
    assert!(keys.len() > 50, "{keys:?}");
    for key in keys {
        press_named(&mut harness, key);
        assert!(state(&harness).lesson.running.is_some(), "{key} leaves the lesson");
        assert_eq!(view(&harness), View::Audience, "{key}");
        assert!(matches!(state(&harness).dialog, None | Some(Dialog::Lesson(_) | Dialog::GoTo)), "{key}");
        act(&mut harness, Action::ShowDialog(None));
        act(&mut harness, end());
        act(&mut harness, Action::Command(Command::Project));
    }
}

#[test]
fn f6_asks_and_the_presenters_view_says_that_the_class_sees_it() {
    const SEEN: &str = "The class sees this view: your notes, and replies before they are revealed";
    let mut harness = lesson(1280.0, 900.0);
    press(&mut harness, Key::F6);
    assert_eq!(state(&harness).dialog, Some(Dialog::Lesson(LessonQuestion::ShowPresenter)));
    for key in [Key::Enter, Key::Escape] {
        press(&mut harness, key);
        assert_eq!((view(&harness), &state(&harness).dialog), (View::Audience, &None), "{key:?} stays");
        press(&mut harness, Key::F6);
    }
    harness.get_by_role_and_label(Role::Button, "Show my view").click();
    harness.run();
    assert_eq!(view(&harness), View::Presenter);
    harness.get_by_label(SEEN);
    harness.get_by_role_and_label(Role::Link, "Class's view").click();
    harness.run();
    assert_eq!(view(&harness), View::Audience);
    // By keys alone.
    press(&mut harness, Key::F6);
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Enter);
    assert_eq!(view(&harness), View::Presenter);
    press(&mut harness, Key::F6);
    assert_eq!(view(&harness), View::Audience, "the way back needs no question");
}

#[test]
fn leaving_always_asks_and_is_answered_by_key_and_by_mouse() {
    for (by_mouse, screens_there) in [(true, 1), (false, 1), (true, 2), (false, 2)] {
        let mut harness = lesson(1280.0, 900.0);
        screens(&mut harness, screens_there);
        press(&mut harness, Key::Escape);
        assert_eq!(state(&harness).dialog, Some(Dialog::Lesson(LessonQuestion::Leave(parallax::state::Mode::Read))));
        let warns = harness.query_by_label_contains("it will see the article with all its replies").is_some();
        assert_eq!(warns, screens_there == 1);
        // Pressed again, Escape only closes the question.
        press(&mut harness, Key::Escape);
        assert!(state(&harness).lesson.running.is_some() && state(&harness).dialog.is_none());
        press(&mut harness, Key::Escape);
        if by_mouse {
            harness.get_by_role_and_label(Role::Button, "Leave it for now").click();
        } else {
            press(&mut harness, Key::ArrowRight);
            harness.key_press(Key::Enter);
        }
        harness.run();
        assert!(state(&harness).lesson.running.is_none() && state(&harness).lesson.left.is_some());
    }
}

#[test]
fn quitting_and_ending_ask_also_when_the_desktop_closes_the_window() {
    let mut harness = lesson(1280.0, 900.0);
    harness.key_press_modifiers(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, Key::Q);
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Lesson(LessonQuestion::Quit)));
    act(&mut harness, Action::ShowDialog(None));
    let root = harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    root.events.push(egui::ViewportEvent::Close);
    harness.step();
    let commands = &harness.output().viewport_output[&egui::ViewportId::ROOT].commands;
    assert!(commands.contains(&egui::ViewportCommand::CancelClose), "{commands:?}");
    harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default().events.clear();
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Lesson(LessonQuestion::Quit)));
    harness.get_by_role_and_label(Role::Button, "Quit").click();
    harness.step();
    harness.step();
    act(&mut harness, Action::Command(Command::EndLesson));
    assert_eq!(state(&harness).dialog, Some(Dialog::Lesson(LessonQuestion::End)));
    harness.get_by_role_and_label(Role::Button, "End the lesson").click();
    harness.run();
    assert!(state(&harness).lesson.running.is_none() && state(&harness).lesson.left.is_none());
}

#[test]
fn a_revealed_reply_is_covered_again_by_key_and_by_button_on_whichever_page() {
    let stage = |harness: &Harness<'static, Kit>| {
        let presentation = state(harness).lesson.running.as_ref().unwrap();
        presentation.stage(presentation.stop())
    };
    let reveal = |harness: &mut Harness<'static, Kit>, replies: usize| {
        while stage(harness) < replies {
            press(harness, Key::ArrowRight);
        }
    };
    let mut harness = lesson(1280.0, 900.0);
    reveal(&mut harness, 2);
    for (key, left) in [("x", 1), ("Delete", 0), ("x", 0)] {
        press_named(&mut harness, key);
        assert_eq!(stage(&harness), left, "{key}");
    }
    reveal(&mut harness, 1);
    for shows_presenter in [false, true] {
        if shows_presenter {
            act(&mut harness, show_presenter());
        }
        reveal(&mut harness, 1);
        harness.hover_at(pos2(640.0, 300.0));
        harness.run_steps(3);
        harness.get_by_role_and_label(Role::Button, "Cover the last reply again (x)").click();
        harness.run_steps(3);
        assert_eq!(stage(&harness), 0, "presenter's view: {shows_presenter}");
        let button = harness.get_by_role_and_label(Role::Button, "Cover the last reply again (x)");
        assert!(button.accesskit_node().is_disabled(), "there is nothing left to cover");
    }
    // A reply without its name goes as a whole.
    act(&mut harness, Action::Command(Command::Blind));
    reveal(&mut harness, 2);
    act(&mut harness, Action::Command(Command::CoverReply));
    assert_eq!(stage(&harness), 0);
    // Of a question, first the answer goes and then the question.
    act(&mut harness, Action::Command(Command::Predict));
    reveal(&mut harness, 2);
    for left in [1, 0] {
        act(&mut harness, Action::Command(Command::CoverReply));
        assert_eq!(stage(&harness), left);
    }
}

#[test]
fn the_buttons_over_the_classs_view_come_with_the_mouse_and_go_when_it_rests() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (800.0, 600.0), (400.0, 300.0)] {
        let mut harness = lesson(width, height);
        let names = ["Reveal what comes next (Right)", "Black screen (b)", "Presenter or audience view (F6)"];
        assert!(names.iter().all(|name| harness.query_by_role_and_label(Role::Button, name).is_none()));
        harness.hover_at(pos2(width / 2.0, 20.0));
        harness.run_steps(3);
        let window = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
        for name in names {
            let place = harness.get_by_role_and_label(Role::Button, name).rect();
            assert!(window.contains_rect(place), "{width} × {height}: {name} at {place:?}");
        }
        let before = state(&harness).lesson.running.as_ref().unwrap().stop();
        harness.get_by_role_and_label(Role::Button, "Next row of the lesson (Down)").click();
        harness.run_steps(3);
        assert_ne!(state(&harness).lesson.running.as_ref().unwrap().stop(), before);
        harness.hover_at(pos2(width / 2.0, 20.0));
        // A test's frame takes a quarter of a second.
        harness.run_steps(20);
        assert!(names.iter().all(|name| harness.query_by_role_and_label(Role::Button, name).is_none()), "{width}");
    }
}

#[test]
fn a_key_that_is_held_reveals_one_reply_and_starts_a_clock_once() {
    let mut harness = lesson(1280.0, 900.0);
    let hold = |harness: &mut Harness<'static, Kit>, key: Key, text: Option<&str>| {
        for repeat in [false, true, true, true] {
            let modifiers = Modifiers::NONE;
            harness.event(Event::Key { key, physical_key: Some(key), pressed: true, repeat, modifiers });
            if let Some(text) = text {
                harness.event(Event::Text(text.to_owned()));
            }
            harness.run_steps(2);
        }
    };
    let place = |harness: &Harness<'static, Kit>| {
        let presentation = state(harness).lesson.running.as_ref().unwrap();
        (presentation.stop(), presentation.stage(presentation.stop()), presentation.page)
    };
    let mut pressed = lesson(1280.0, 900.0);
    press(&mut pressed, Key::ArrowRight);
    hold(&mut harness, Key::ArrowRight, None);
    assert_eq!(place(&harness), place(&pressed));
    assert_ne!(place(&harness), place(&lesson(1280.0, 900.0)));
    hold(&mut harness, Key::S, Some("s"));
    assert!(state(&harness).lesson.running.as_ref().unwrap().step.is_running());
}

#[test]
fn with_two_screens_the_lesson_starts_in_the_presenters_view_and_f6_asks_nothing() {
    let mut harness = lesson(1280.0, 900.0);
    screens(&mut harness, 2);
    assert_eq!(view(&harness), View::Presenter);
    assert!(harness.query_by_label_contains("The class sees this view").is_none());
    for expected in [View::Audience, View::Presenter] {
        press(&mut harness, Key::F6);
        assert_eq!((view(&harness), &state(&harness).dialog), (expected, &None));
    }
    act(&mut harness, Action::Presentation(PresentationAction::SetOutput(Output::Screen(1))));
    assert_eq!(view(&harness), View::Presenter);
    act(&mut harness, leave());
    act(&mut harness, Action::Command(Command::Project));
    assert_eq!(view(&harness), View::Presenter);
}

#[test]
fn a_second_screen_that_is_unplugged_brings_the_classs_view_and_one_that_is_plugged_in_uncovers_nothing() {
    let mut harness = lesson(1280.0, 900.0);
    screens(&mut harness, 2);
    act(&mut harness, Action::Command(Command::Plan));
    screens(&mut harness, 1);
    assert_eq!((view(&harness), &state(&harness).dialog), (View::Audience, &None));
    screens(&mut harness, 2);
    assert_eq!(view(&harness), View::Audience);
}

#[test]
fn closing_the_window_of_the_class_on_one_screen_brings_its_view_here() {
    let mut harness = lesson(1280.0, 900.0);
    screens(&mut harness, 1);
    act(&mut harness, show_presenter());
    act(&mut harness, Action::Presentation(PresentationAction::SetOutput(Output::PlainWindow)));
    assert_eq!(view(&harness), View::Presenter);
    act(&mut harness, Action::Presentation(PresentationAction::SetOutput(Output::OneWindow)));
    assert_eq!(view(&harness), View::Audience);
}

#[test]
fn the_class_sees_the_time_of_the_step_and_that_its_clock_has_stopped() {
    let mut harness = lesson(1280.0, 900.0);
    let edition = state(&harness).edition.clone();
    let id = |index: usize| edition.paragraphs()[index].id.clone();
    let steps = vec![Step { minutes: Some(4.0), ..Step::on(id(4)) }, Step::on(id(5))];
    act(&mut harness, Action::PlanChanged(Box::new(Plan { steps, ..Plan::empty(edition.id()) })));
    act(&mut harness, Action::Command(Command::FirstStop));
    harness.get_by_label_contains("4:00");
    act(&mut harness, Action::Command(Command::StepTimer));
    harness.run_steps(20);
    assert!(harness.query_by_label_contains("4:00").is_none(), "it runs");
    harness.get_by_label_contains("3:5");
    act(&mut harness, Action::Command(Command::NextStop));
    harness.get_by_label_contains("The clock of ¶5 has stopped: 3:5");
}

#[test]
fn coming_back_asks_where_with_plain_buttons() {
    for (button, row) in [("Here: ¶9", 9), ("Where it was left: ¶5", 5)] {
        let mut harness = lesson(1280.0, 900.0);
        press(&mut harness, Key::ArrowRight);
        act(&mut harness, leave());
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(9)));
        act(&mut harness, Action::Command(Command::Project));
        harness.get_by_label("It was left at ¶5, and you were reading ¶9.");
        harness.get_by_role_and_label(Role::Button, button).click();
        harness.run();
        assert_eq!(state(&harness).lesson.running.as_ref().unwrap().stop().row, row);
        assert_eq!((view(&harness), &state(&harness).dialog), (View::Audience, &None));
    }
}
