//! A lesson in the whole program: the contents of the class's view and of its accessibility tree, and the presenter's
//! controls.

use egui::accesskit::Role;
use egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::{Plan, Script, Step, Term};
use parallax::state::presentation::{RevealContent, Stop, View};
use parallax::state::{Action, AppState, Command, Projector, ReaderAction, SavedState, Setting, Settings, update};

use crate::kit::{self, Kit};
use crate::lessons::show_presenter;

fn lesson(row: usize) -> Harness<'static, Kit> {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(row)));
    harness.run();
    harness.state().act(Action::Command(Command::Project));
    harness.run();
    harness.state().act(show_presenter());
    harness.run();
    harness
}

fn give(harness: &mut Harness<'static, Kit>, command: Command) {
    harness.state().act(Action::Command(command));
    harness.run();
}

/// Returns every name in the accessibility tree.
fn accessible_text(harness: &Harness<'static, Kit>) -> String {
    let all = harness.root().children_recursive();
    all.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value()))
        .collect::<Vec<_>>()
        .join("\n")
}

fn view(harness: &Harness<'static, Kit>) -> View {
    harness.state().state().lesson.running.as_ref().unwrap().view
}

#[test]
fn the_tree_of_the_classs_view_holds_what_is_revealed_and_nothing_else() {
    let mut harness = lesson(5);
    give(&mut harness, Command::SwitchView);
    assert_eq!(view(&harness), View::Audience);
    let state = harness.state().state();
    let cards = state.script().reveal_groups_at(state.lesson.running.as_ref().unwrap(), Stop::row(5));
    let notes: Vec<(String, String)> = cards
        .iter()
        .flat_map(|unit| &unit.reveals)
        .filter_map(|card| match card.content {
            RevealContent::Note(entry) => {
                let note = state.rows.note(&state.edition, entry)?;
                let beginning = note.summary.chars().take(40).collect();
                Some((state.rows.code(&state.edition, entry), beginning))
            }
            _ => None,
        })
        .collect();
    assert!(notes.len() > 5);
    for revealed in 0..4 {
        let tree = accessible_text(&harness);
        for (number, (code, beginning)) in notes.iter().enumerate() {
            let seen = tree.contains(code.as_str()) || tree.contains(beginning.as_str());
            assert!(number < revealed || !seen, "{code} after {revealed}: {tree}");
            assert!(number + 1 != revealed || seen, "{code} after {revealed}: {tree}");
        }
        harness.key_press(Key::ArrowRight);
        harness.run();
        // A paragraph or a reply of two pages takes one more press.
        while harness.state().state().lesson.running.as_ref().unwrap().stage(Stop::row(5)) == revealed {
            harness.key_press(Key::PageDown);
            harness.run();
        }
    }
}

#[test]
fn a_clickers_keys_and_the_mouse_do_what_the_arrows_do() {
    let pages = |harness: &Harness<'static, Kit>| {
        let presentation = harness.state().state().lesson.running.as_ref().unwrap();
        (presentation.stage(presentation.stop()), presentation.page, presentation.black)
    };
    let mut harness = lesson(6);
    harness.key_press(Key::ArrowRight);
    harness.run();
    let after = pages(&harness);
    for key in [Key::PageDown, Key::Space, Key::Enter] {
        let mut other = lesson(6);
        other.key_press(key);
        other.run();
        assert_eq!(pages(&other), after, "{key:?}");
    }
    let mut other = lesson(6);
    other.get_by_role_and_label(Role::Button, "Reveal what comes next (Right)").click();
    other.run();
    assert_eq!(pages(&other), after);
    for (key, black) in [(Key::PageUp, false), (Key::Escape, false)] {
        let mut other = lesson(6);
        other.key_press(Key::PageDown);
        other.run();
        other.key_press(key);
        other.run();
        assert_eq!(other.state().state().lesson.running.as_ref().is_some_and(|p| p.black), black);
    }
}

#[test]
fn every_control_of_a_lesson_has_a_name() {
    let mut harness = lesson(5);
    give(&mut harness, Command::Predict);
    give(&mut harness, Command::Reveal);
    let edition = harness.state().state().edition.clone();
    let steps = edition.paragraphs().iter().take(2).map(|paragraph| Step::on(paragraph.id.clone())).collect();
    let terms = vec![Term { word: "MTCR".into(), means: "Missile Technology Control Regime".into() }];
    let plan = Plan { steps, terms, ..Plan::empty(edition.id()) };
    harness.state().act(Action::PlanChanged(Box::new(plan)));
    harness.run();
    let mut met = std::collections::BTreeSet::new();
    for command in [Command::Room, Command::Close, Command::Plan, Command::Close, Command::Keys, Command::Palette] {
        give(&mut harness, command);
        for role in [Role::Button, Role::CheckBox, Role::TextInput, Role::SpinButton, Role::ComboBox, Role::RadioButton]
        {
            for node in harness.query_all_by_role(role) {
                assert!(!node.accesskit_node().label().unwrap_or_default().is_empty(), "{role:?} after {command:?}");
                met.insert(format!("{role:?}"));
            }
        }
    }
    assert_eq!(met.len(), 6, "each role was met: {met:?}");
}

#[test]
fn a_lesson_looks_the_same_in_any_window_and_its_type_only_grows() {
    for (width, height) in [(800.0, 600.0), (1280.0, 900.0), (1920.0, 1080.0), (3840.0, 2160.0)] {
        let mut harness = lesson(14);
        give(&mut harness, Command::SwitchView);
        harness.set_size(Vec2::new(width, height));
        harness.run();
        harness.state().act(Action::Set(Setting::Projector(Projector::Dark)));
        harness.run();
        let presentation = harness.state().state().lesson.running.as_ref().unwrap();
        assert!(
            width - presentation.canvas[0] < 20.0 && height - presentation.canvas[1] < 20.0,
            "{:?}",
            presentation.canvas
        );
        assert!(presentation.pages.is_some_and(|pages| pages < 6), "{width}: {:?}", presentation.pages);
        let tree = accessible_text(&harness);
        assert!(tree.contains("The political leadership"), "{width}: {tree}");
    }
}

#[test]
fn a_paragraph_of_three_thousand_words_is_read_page_by_page_to_its_last_word() {
    use crate::support;
    let words = "lamp ".repeat(3_000);
    let texts = support::small().with("edition.ron", "text: \"Street", &format!("text: \"{words}Street"));
    let loaded = texts.load().unwrap();
    let opened = parallax::state::Opened { edition: loaded.edition, path: None };
    let (settings, memory) = (Settings::default(), SavedState::default());
    let mut harness = kit::with(opened, 1280.0, 900.0, settings, memory);
    harness.state().act(Action::Command(Command::Project));
    harness.run();
    give(&mut harness, Command::NextStop);
    let pages = harness.state().state().lesson.running.as_ref().unwrap().pages.unwrap();
    assert!(pages > 15, "{pages}");
    let mut count = accessible_text(&harness).matches("lamp").count();
    for _ in 1..pages {
        give(&mut harness, Command::Reveal);
        count += accessible_text(&harness).matches("lamp").count();
    }
    assert!((3_000..3_010).contains(&count), "{count} of 3,000 words were seen");
}

#[test]
fn the_faces_of_replies_that_are_still_to_come_are_loaded_before_the_class_sees_them() {
    let edition = parallax::storage::load_without_check("tests/fixtures/scripts".as_ref()).unwrap().edition;
    let opened = parallax::state::Opened { edition, path: None };
    let mut state = AppState::new(opened, Settings::default(), SavedState::default());
    update(&mut state, Action::Reader(ReaderAction::JumpTo(2)));
    update(&mut state, Action::Command(Command::Project));
    // The slide is entirely in Urdu; the reply to it, which the class has not seen, is in Chinese.
    assert_eq!(state.lesson.running.as_ref().unwrap().slide.label, "¶2");
    assert!(state.scripts.is_empty(), "{:?}", state.scripts);
    let harness = kit::begun(state);
    assert!(harness.state().state().scripts.contains(&Script::HanSimplified));
}

#[test]
fn backspace_takes_back_a_digit_of_a_number_of_hands_and_never_the_question() {
    let mut harness = lesson(5);
    give(&mut harness, Command::Predict);
    give(&mut harness, Command::Reveal);
    while harness
        .state()
        .state()
        .script()
        .asked_group(harness.state().state().lesson.running.as_ref().unwrap())
        .is_none()
    {
        give(&mut harness, Command::Reveal);
    }
    let stage =
        |harness: &Harness<'static, Kit>| harness.state().state().lesson.running.as_ref().unwrap().stage(Stop::row(5));
    let asked = stage(&harness);
    for digit in ["1", "2"] {
        harness.event(egui::Event::Text(digit.to_owned()));
        harness.run();
    }
    let hands = |harness: &Harness<'static, Kit>| harness.state().state().lesson.running.as_ref().unwrap().hands;
    assert_eq!(hands(&harness), Some(12));
    harness.key_press(Key::Backspace);
    harness.run();
    assert_eq!(hands(&harness), Some(1));
    for _ in 0..3 {
        harness.key_press(Key::Backspace);
        harness.run();
    }
    assert_eq!((hands(&harness), stage(&harness)), (None, asked));
}

#[test]
fn the_clock_of_a_step_is_shown_where_the_step_has_a_time_or_was_started() {
    let mut harness = lesson(5);
    let shown = |harness: &Harness<'static, Kit>| {
        harness
            .query_all_by_role(Role::Link)
            .any(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with("step ")))
    };
    assert!(!shown(&harness), "there is no plan");
    give(&mut harness, Command::StepTimer);
    assert!(shown(&harness), "a stopwatch");
    let edition = harness.state().state().edition.clone();
    let id = |index: usize| edition.paragraphs()[index].id.clone();
    let steps = vec![Step { minutes: Some(4.0), ..Step::on(id(4)) }, Step::on(id(5))];
    let plan = Plan { steps, ..Plan::empty(edition.id()) };
    harness.state().act(Action::PlanChanged(Box::new(plan)));
    harness.run();
    give(&mut harness, Command::FirstStop);
    assert!(shown(&harness), "the plan gives it a time");
    give(&mut harness, Command::NextStop);
    assert!(!shown(&harness), "and the next step none");
    give(&mut harness, Command::Controversy);
    assert!(shown(&harness), "a controversy has its own");
}

#[test]
fn the_clocks_of_the_presenters_bar_keep_their_places_while_they_run() {
    let mut harness = lesson(5);
    give(&mut harness, Command::StepTimer);
    give(&mut harness, Command::LessonTimer);
    let mut places = std::collections::BTreeSet::new();
    let mut texts = std::collections::BTreeSet::new();
    for _ in 0..100 {
        harness.step();
        for (role, start) in [(Role::Link, "lesson "), (Role::Link, "step ")] {
            let text = |node: &egui_kittest::Node<'_>| {
                let node = node.accesskit_node();
                node.value().or_else(|| node.label()).unwrap_or_default()
            };
            let all: Vec<_> = harness.query_all_by_role(role).collect();
            let clock = all.iter().find(|node| text(node).starts_with(start));
            let clock = clock.unwrap_or_else(|| panic!("{start}"));
            places.insert((start, clock.rect().left().round() as i32));
            texts.insert(text(clock));
        }
    }
    assert!(texts.len() > 20, "they run: {texts:?}");
    assert_eq!(places.len(), 2, "{places:?}");
}

#[test]
fn the_presenters_buttons_name_what_they_do_and_their_keys_are_in_the_tooltips() {
    let harness = lesson(5);
    let button = harness.get_by_role_and_label(Role::Button, "Freeze the class's screen (f)");
    let place = button.rect();
    // Wide enough for the word alone.
    assert!(place.width() < 75.0, "{place:?}");
}

/// Returns the places of the presenter's buttons.
fn button_places(harness: &Harness<'static, Kit>) -> Vec<egui::Rect> {
    let labels = [Command::Cover, Command::Reveal, Command::Predict, Command::Results];
    let rect = |command: Command| {
        let key = harness.state().state().key_of(command);
        harness.get_by_role_and_label(Role::Button, &format!("{} ({key})", command.label())).rect()
    };
    labels.into_iter().map(rect).collect()
}

#[test]
fn the_presenters_buttons_keep_their_places_whatever_the_class_is_asked() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (700.0, 500.0), (512.0, 384.0), (400.0, 300.0)] {
        let mut harness = lesson(5);
        harness.set_size(Vec2::new(width, height));
        harness.run();
        let before = button_places(&harness);
        let mut asked = false;
        for command in [Command::Predict, Command::Reveal, Command::Reveal, Command::Reveal, Command::Reveal] {
            give(&mut harness, command);
            let state = harness.state().state();
            asked |= state.script().asked_group(state.lesson.running.as_ref().unwrap()).is_some();
            assert_eq!(button_places(&harness), before, "{width} × {height} after {command:?}");
        }
        assert!(asked, "{width}");
        give(&mut harness, Command::Controversy);
        while harness.query_by_label("We agree, a line each").is_none() {
            assert_eq!(button_places(&harness), before, "{width} × {height} in a controversy");
            give(&mut harness, Command::Reveal);
        }
        assert_eq!(button_places(&harness), before, "{width} × {height} at its end");
    }
}

#[test]
fn the_picture_of_the_classs_screen_takes_a_third_of_the_height_in_any_window() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (700.0, 400.0), (512.0, 384.0), (400.0, 300.0)] {
        let mut harness = lesson(5);
        harness.set_size(Vec2::new(width, height));
        harness.run();
        let picture = harness.get_by_role_and_label(Role::Button, Command::Reveal.label()).rect();
        assert!(picture.height() >= (height - 16.0) / 3.0 - 1.0, "{width} × {height}: {picture:?}");
        assert!(picture.left() >= 0.0 && picture.right() <= width, "{width} × {height}: {picture:?}");
    }
}

#[test]
fn escape_leaves_a_field_before_it_leaves_the_lesson() {
    let mut harness = lesson(5);
    give(&mut harness, Command::Controversy);
    while harness.query_by_label("We agree, a line each").is_none() {
        give(&mut harness, Command::Reveal);
    }
    harness.get_by_role_and_label(Role::MultilineTextInput, "We agree, a line each").focus();
    harness.run();
    harness.event(egui::Event::Text("Both want talks".to_owned()));
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().state().lesson.running.is_some(), "the first one leaves the field");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().state().lesson.running.is_some(), "the second one asks");
    harness.get_by_label("Leave it for now").click();
    harness.run();
    assert!(harness.state().state().lesson.running.is_none());
}
