//! The dialog for the plans of a lesson: rows from a list, their order by button and key, several plans, the lesson itself.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::platform;
use parallax::state::presentation::View;
use parallax::state::{Action, AppState, Command, Dialog, Opened, SavedState, Settings};

use crate::kit::{self, Kit};
use crate::support;

fn open_plan(mut harness: Harness<'static, Kit>) -> Harness<'static, Kit> {
    harness.state().act(Action::Command(Command::Plan));
    let end = Instant::now() + Duration::from_secs(30);
    while !harness.state().state().plan_is_read() || harness.query_by_label("Add a word").is_none() {
        assert!(Instant::now() < end, "the plan is not read");
        harness.step();
    }
    harness.run();
    harness
}

fn small() -> Harness<'static, Kit> {
    let edition = support::small().load().unwrap().edition;
    open_plan(kit::begun(AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default())))
}

fn press(harness: &mut Harness<'static, Kit>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn key(harness: &mut Harness<'static, Kit>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Returns the steps of the chosen plan: the paragraph, and the claim if there is one.
fn steps(harness: &Harness<'static, Kit>) -> Vec<String> {
    let steps = &harness.state().state().lesson.plan.plan.steps;
    steps.iter().map(|s| s.claim.as_ref().map_or(s.on.as_str(), |claim| claim.as_str()).to_owned()).collect()
}

/// Chooses rows in the list and adds them.
fn choose(harness: &mut Harness<'static, Kit>, rows: &[&str]) {
    press(harness, "Choose rows…");
    for row in rows {
        press(harness, row);
    }
    let add =
        if rows.len() == 1 { "Add the chosen row".to_owned() } else { format!("Add the {} chosen rows", rows.len()) };
    press(harness, &add);
}

const LAMPS: &str =
    "¶2  Street lamps burn all night for nobody. Turned off at eleven, they would save the town 40,000 pounds a year.";
const OWLS: &str = "¶5  The owls will thank us.";
const HARM: &str = "Claim: Nobody comes to harm in the dark";

#[test]
fn a_teacher_plans_a_lesson_from_the_list_of_rows_and_starts_it() {
    let mut harness = small();
    choose(&mut harness, &[LAMPS, HARM, OWLS]);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Plan), "back at the plan");
    assert_eq!(steps(&harness), ["p2", "p4.c1", "p5"]);
    press(&mut harness, "Move 3. ¶5 earlier (Alt+Up)");
    assert_eq!(steps(&harness), ["p2", "p5", "p4.c1"]);
    press(&mut harness, "Move 1. ¶2 later (Alt+Down)");
    assert_eq!(steps(&harness), ["p5", "p2", "p4.c1"]);
    press(&mut harness, "Start the lesson");
    let state = harness.state().state();
    let presentation = state.lesson.running.as_ref().unwrap();
    assert_eq!((presentation.place(), presentation.view, state.dialog.clone()), ((1, 3), View::Audience, None));
    assert_eq!(state.paragraph_of(presentation.stop().row).unwrap().id.as_str(), "p5");
}

#[test]
fn keys_move_a_row_and_take_it_out_and_the_focus_goes_with_it() {
    let mut harness = small();
    choose(&mut harness, &[LAMPS, HARM, OWLS]);
    harness.get_by_label("1. ¶2").focus();
    harness.run();
    key(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(steps(&harness), ["p4.c1", "p2", "p5"]);
    key(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(steps(&harness), ["p4.c1", "p5", "p2"]);
    key(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(steps(&harness), ["p4.c1", "p5", "p2"], "it is the last");
    key(&mut harness, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(steps(&harness), ["p4.c1", "p2", "p5"]);
    key(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(steps(&harness), ["p4.c1", "p5"]);
    assert!(harness.get_by_label("2. ¶5").is_focused());
    for wanted in [&["p4.c1", "p2", "p5"][..], &["p4.c1", "p5", "p2"]] {
        key(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(steps(&harness), wanted);
    }
    key(&mut harness, Modifiers::COMMAND, Key::Y);
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(steps(&harness), ["p4.c1", "p5"]);
}

#[test]
fn undo_takes_back_what_is_typed_in_a_field_of_the_plan() {
    let mut harness = small();
    choose(&mut harness, &[OWLS]);
    harness.get_by_label("Question to the class").click();
    harness.run();
    harness.get_by_label("Question to the class").type_text("Do owls vote?");
    harness.run();
    let question = |harness: &Harness<'static, Kit>| harness.state().state().lesson.plan.plan.steps[0].question.clone();
    assert_eq!(question(&harness).as_deref(), Some("Do owls vote?"));
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(question(&harness), None);
    press(&mut harness, "Redo");
    assert_eq!(question(&harness).as_deref(), Some("Do owls vote?"));
}

#[test]
fn shift_chooses_a_range_and_words_narrow_the_list() {
    let mut harness = small();
    press(&mut harness, "Choose rows…");
    press(&mut harness, LAMPS);
    let to = harness.get_by_label(OWLS).rect().center();
    harness.event_modifiers(egui::Event::PointerMoved(to), Modifiers::SHIFT);
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::SHIFT);
        harness.event_modifiers(egui::Event::PointerButton { pos: to, button, pressed, modifiers }, Modifiers::SHIFT);
    }
    harness.run();
    harness.get_by_label("Add the 5 chosen rows");
    press(&mut harness, "Choose none");
    harness.get_by_label("Words or number of a row").focus();
    harness.run();
    harness.get_by_label("Words or number of a row").type_text("harm");
    harness.run();
    assert!(harness.query_by_label(OWLS).is_none() && harness.query_by_label(HARM).is_some());
    press(&mut harness, HARM);
    press(&mut harness, "Add the chosen row");
    assert_eq!(steps(&harness), ["p4.c1"]);
}

#[test]
fn chosen_rows_are_not_lost_by_a_press_beside_the_list_and_escape_leads_back_to_the_plan() {
    let mut harness = small();
    press(&mut harness, "Choose rows…");
    press(&mut harness, OWLS);
    harness.drag_at(egui::pos2(6.0, 700.0));
    harness.drop_at(egui::pos2(6.0, 700.0));
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::PlanRows));
    key(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Plan));
    assert_eq!(steps(&harness), Vec::<String>::new());
}

#[test]
fn another_plan_is_made_named_and_chosen() {
    let mut harness = small();
    choose(&mut harness, &[OWLS]);
    press(&mut harness, "Duplicate");
    let name = |harness: &Harness<'static, Kit>| harness.state().state().lesson.plan.plan.name.clone();
    assert_eq!(name(&harness), "Plan 2");
    harness.get_by_role_and_label(Role::TextInput, "Name").click();
    harness.run();
    key(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Form 5");
    harness.run();
    assert_eq!(name(&harness), "Form 5");
    press(&mut harness, "Remove");
    assert_eq!(name(&harness), "");
    press(&mut harness, "Undo");
    assert_eq!(name(&harness), "Form 5");
    harness.get_by_role_and_label(Role::ComboBox, "Plan").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Plan").click();
    harness.run();
    assert_eq!((name(&harness).as_str(), steps(&harness)), ("", vec!["p5".to_owned()]));
}

#[test]
fn the_list_of_rows_lays_out_only_those_in_view() {
    let opened = platform::open(None).unwrap();
    let mut harness = open_plan(kit::begun(AppState::new(opened, Settings::default(), SavedState::default())));
    press(&mut harness, "Choose rows…");
    let rows = harness.query_all_by_role(Role::CheckBox).count();
    assert!((10..30).contains(&rows), "{rows}");
}
