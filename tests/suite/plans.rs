//! The plans of a lesson: several for one text, undo, the reader's own copy, and their files.

use std::time::{Duration, Instant};

use parallax::model::{MAX_PLANS, Plan, Step};
use parallax::platform::{News, Platform};
use parallax::state::presentation::{PlanAction, PlansRead};
use parallax::state::{
    Action, AppState, Command, Dialog, Effect, Opened, PresentationAction, ReadError, SavedState, Settings, update,
};
use proptest::prelude::*;

use crate::lessons::{give, presentation, seen, state};
use crate::own_copies::{COPY, with_copy};
use crate::support;

fn named(name: &str, rows: &[&str]) -> Plan {
    let steps = rows.iter().map(|on| Step::on((*on).into())).collect();
    Plan { name: name.into(), steps, ..Plan::empty("small") }
}

fn read(plans: Vec<(u32, Plan)>) -> PlansRead {
    let plans = plans.into_iter().map(|(number, plan)| (number, Ok(Box::new(plan)))).collect();
    PlansRead { plans, of_edition: Vec::new() }
}

fn load(state: &mut AppState, plans: PlansRead) -> Vec<Effect> {
    let key = state.copy.open.as_ref().map_or("small".to_owned(), |copy| copy.key.clone());
    update(state, Action::PlansLoaded { key, plans, lesson: Ok(None) })
}

fn act(state: &mut AppState, action: PlanAction) -> Vec<Effect> {
    update(state, Action::Presentation(PresentationAction::Plan(action)))
}

fn edit(state: &mut AppState, change: impl FnOnce(&mut Plan)) -> Vec<Effect> {
    let mut plan = state.lesson.plan.plan.clone();
    change(&mut plan);
    update(state, Action::PlanChanged(Box::new(plan)))
}

/// Returns the files that effects write and remove, in order.
fn files(effects: &[Effect]) -> Vec<String> {
    let file = |effect: &Effect| match effect {
        Effect::SavePlan(key, plan) => Some(format!("{key}: {} {}", plan.name, plan.steps.len())),
        Effect::RemovePlan(key) => Some(format!("{key}: removed")),
        _ => None,
    };
    effects.iter().filter_map(file).collect()
}

fn shown(state: &AppState) -> Vec<String> {
    let plans = &state.lesson.plan.plans;
    let name = |plan: &parallax::state::presentation::NumberedPlan| {
        let mark = if plan.number == plans.chosen() { "*" } else { "" };
        format!("{mark}{}", plan.shown_name())
    };
    plans.plans().iter().map(name).collect()
}

#[test]
fn plans_are_made_duplicated_renamed_chosen_and_removed_each_in_its_own_file() {
    let mut state = state();
    load(&mut state, PlansRead::one(named("", &["p2"])));
    assert_eq!(shown(&state), ["*Plan"]);
    assert_eq!(files(&act(&mut state, PlanAction::Duplicate)), ["small/2: Plan 2 1"]);
    assert_eq!(files(&edit(&mut state, |plan| plan.name = "Short".into())), ["small/2: Short 1"]);
    assert_eq!(files(&act(&mut state, PlanAction::New)), ["small/3: Plan 2 0"]);
    assert_eq!(shown(&state), ["Plan", "Short", "*Plan 2"]);
    assert_eq!(state.lesson.plan.plan.steps.len(), 0, "the new one is chosen");
    assert_eq!(files(&act(&mut state, PlanAction::Choose(2))), Vec::<String>::new());
    assert_eq!(state.lesson.plan.plan.name, "Short");
    assert_eq!(files(&act(&mut state, PlanAction::Remove)), ["small/2: removed"]);
    assert_eq!(shown(&state), ["*Plan", "Plan 2"]);
    assert_eq!(files(&act(&mut state, PlanAction::New)), ["small/2: Plan 3 0"]);
    for _ in 0..3 {
        act(&mut state, PlanAction::Remove);
    }
    assert_eq!(shown(&state), ["*Plan"], "a blank one is left");
    assert!(state.lesson.plan.plan.is_blank() && !state.lesson.plan.plans.can_remove());
}

#[test]
fn the_chosen_plan_sets_the_lesson_and_the_handout_and_is_chosen_again_at_the_next_start() {
    let mut state = state();
    load(&mut state, read(vec![(1, named("Long", &["p2", "p4", "p5"])), (2, named("Short", &["p4"]))]));
    assert_eq!(state.handout_options().rows, Some([1, 3, 4].into()));
    act(&mut state, PlanAction::Choose(2));
    assert_eq!(state.handout_options().rows, Some([3].into()));
    give(&mut state, Command::Project);
    assert_eq!(presentation(&state).place(), (1, 1));
    act(&mut state, PlanAction::Choose(1));
    assert_eq!(presentation(&state).place(), (2, 3), "the lesson stays at its row");
    act(&mut state, PlanAction::Choose(2));
    state.remember();
    let text = ron::to_string(&state.saved_state).unwrap();
    let saved: SavedState = ron::from_str(&text).unwrap();
    let edition = support::small().load().unwrap().edition;
    let mut after = AppState::new(Opened { edition, path: None }, Settings::default(), saved);
    load(&mut after, read(vec![(1, named("Long", &["p2"])), (2, named("Short", &["p4"]))]));
    assert_eq!(after.lesson.plan.plan.name, "Short");
}

#[test]
fn a_saved_state_of_an_earlier_program_is_read_without_a_chosen_plan() {
    let text = r#"(format: 3, recent: [], editions: {"small": (character: 0, below_top: 0.0, order: [], shown: [])})"#;
    let saved: SavedState = ron::from_str(text).unwrap();
    assert_eq!(saved.editions["small"].plan, None);
}

#[test]
fn every_change_of_the_plans_is_undone_and_redone_and_typing_is_one_step() {
    let mut state = state();
    load(&mut state, PlansRead::one(named("", &["p2", "p4"])));
    let mut seen = vec![state.lesson.plan.plans.plans().to_vec()];
    let mut changed = |state: &mut AppState, effects: Vec<Effect>| {
        assert!(!files(&effects).is_empty(), "it is saved");
        seen.push(state.lesson.plan.plans.plans().to_vec());
    };
    for typed in ["W", "Wh", "Who?"] {
        edit(&mut state, |plan| plan.steps[0].question = Some(typed.into()));
    }
    let effects = edit(&mut state, |plan| plan.steps[0].question = Some("Who pays?".into()));
    changed(&mut state, effects);
    for minutes in [1.0, 2.0] {
        edit(&mut state, |plan| plan.length = Some(minutes));
    }
    let effects = edit(&mut state, |plan| plan.length = Some(45.0));
    changed(&mut state, effects);
    let effects = edit(&mut state, |plan| {
        plan.move_step(0, false);
    });
    changed(&mut state, effects);
    let effects = edit(&mut state, |plan| drop(plan.steps.remove(0)));
    changed(&mut state, effects);
    let effects = act(&mut state, PlanAction::Duplicate);
    changed(&mut state, effects);
    let effects = act(&mut state, PlanAction::Remove);
    changed(&mut state, effects);
    let effects = act(&mut state, PlanAction::New);
    changed(&mut state, effects);
    let last = seen.len() - 1;
    for expected in seen.iter().rev().skip(1) {
        let effects = act(&mut state, PlanAction::Step { back: true });
        assert!(!files(&effects).is_empty(), "what is undone is saved");
        assert_eq!(state.lesson.plan.plans.plans(), expected);
    }
    assert!(!state.lesson.can_step_plan(true) && state.lesson.can_step_plan(false));
    for expected in seen.iter().skip(1) {
        act(&mut state, PlanAction::Step { back: false });
        assert_eq!(state.lesson.plan.plans.plans(), expected);
    }
    assert_eq!(state.lesson.plan.plans.plans(), seen[last]);
    assert_eq!(act(&mut state, PlanAction::Step { back: false }).len(), 0);
}

/// An arbitrary change of the plans.
fn changes() -> impl Strategy<Value = Vec<(u8, u8)>> {
    proptest::collection::vec((0u8..8, 0u8..6), 0..40)
}

proptest! {
    #[test]
    fn the_files_are_always_those_of_the_plans_and_all_changes_can_be_undone(changes in changes()) {
        let mut state = state();
        load(&mut state, PlansRead::one(named("First", &["p2"])));
        let mut on_disk = std::collections::BTreeMap::from([("small".to_owned(), named("First", &["p2"]))]);
        let before = state.lesson.plan.plans.plans().to_vec();
        let mut steps = 0;
        for (change, of) in changes {
            let effects = match change {
                0 => act(&mut state, PlanAction::New),
                1 => act(&mut state, PlanAction::Duplicate),
                2 => act(&mut state, PlanAction::Remove),
                3 => act(&mut state, PlanAction::Choose(u32::from(of))),
                4 => act(&mut state, PlanAction::Step { back: true }),
                5 => act(&mut state, PlanAction::Step { back: false }),
                6 => edit(&mut state, |plan| plan.steps.push(Step::on(format!("p{of}").as_str().into()))),
                _ => edit(&mut state, |plan| plan.name = "x".repeat(of.into())),
            };
            steps += 1;
            for effect in effects {
                match effect {
                    Effect::SavePlan(key, plan) => drop(on_disk.insert(key, *plan)),
                    Effect::RemovePlan(key) => assert!(on_disk.remove(&key).is_some(), "{key} has a file"),
                    _ => {}
                }
            }
            let plans = &state.lesson.plan.plans;
            prop_assert!(plans.chosen_plan().is_some_and(|chosen| *chosen.plan == state.lesson.plan.plan));
            let files = |number: u32| if number == 1 { "small".to_owned() } else { format!("small/{number}") };
            let mut listed: Vec<(String, Plan)> =
                plans.plans().iter().map(|plan| (files(plan.number), Plan::clone(&plan.plan))).collect();
            listed.retain(|(key, plan)| !plan.is_blank() || on_disk.contains_key(key));
            listed.sort_by(|one, other| one.0.cmp(&other.0));
            prop_assert_eq!(&listed, &on_disk.clone().into_iter().collect::<Vec<_>>());
        }
        for _ in 0..steps {
            act(&mut state, PlanAction::Step { back: true });
        }
        prop_assert_eq!(state.lesson.plan.plans.plans(), before);
    }
}

#[test]
fn no_plan_is_made_over_one_that_cannot_be_read_or_beyond_the_most() {
    let mut state = state();
    let newer = (1, Err(ReadError::new("A newer Parallax wrote your plan")));
    load(&mut state, PlansRead { plans: vec![newer], of_edition: Vec::new() });
    assert!(state.notices.iter().any(|notice| notice.text.contains("newer")));
    assert_eq!(files(&edit(&mut state, |plan| plan.steps.push(Step::on("p2".into())))), ["small/2:  1"]);
    for _ in 0..2 * MAX_PLANS {
        act(&mut state, PlanAction::New);
    }
    let numbers: Vec<u32> = state.lesson.plan.plans.plans().iter().map(|plan| plan.number).collect();
    assert_eq!(numbers, (2..=MAX_PLANS).collect::<Vec<u32>>());
}

#[test]
fn a_planned_lesson_starts_at_its_first_row_wherever_one_reads() {
    let mut state = state();
    load(&mut state, PlansRead::one(named("", &["p4", "p2", "p5"])));
    state.reader.active = 5;
    state.dialog = Some(Dialog::Plan);
    update(&mut state, Action::StartPlannedLesson);
    crate::lessons::lay_out(&mut state, 1);
    assert_eq!((presentation(&state).place(), state.dialog.clone()), ((1, 3), None));
    assert!(seen(&state).starts_with("¶4"), "{}", seen(&state));
    // From the plan back to the lesson, which stays where it is.
    give(&mut state, Command::NextStop);
    update(&mut state, crate::lessons::show_presenter());
    update(&mut state, Action::Command(Command::Plan));
    update(&mut state, Action::StartPlannedLesson);
    assert_eq!((presentation(&state).place(), state.dialog.clone()), ((2, 3), None));
}

#[test]
fn the_choice_of_rows_closes_to_the_plan_from_which_it_was_opened() {
    let mut state = state();
    for close in [Action::Command(Command::Close), Action::ShowDialog(None)] {
        update(&mut state, Action::Command(Command::Plan));
        update(&mut state, Action::ShowDialog(Some(Dialog::PlanRows)));
        update(&mut state, close);
        assert_eq!(state.dialog, Some(Dialog::Plan));
        update(&mut state, Action::Command(Command::Close));
        assert_eq!(state.dialog, None);
    }
}

#[test]
fn a_handout_asks_for_the_plan_before_a_lesson_did() {
    let mut state = state();
    let effects = update(&mut state, Action::Command(Command::HandOut));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::LoadPlans { key, edition: None } if key == "small")));
    assert_eq!(state.dialog, Some(Dialog::HandOut));
}

/// Returns a copy of the small edition beside whose plans these are.
fn copy_beside(plans: Vec<Plan>) -> AppState {
    let mut state = with_copy(COPY);
    let effects = update(&mut state, Action::Command(Command::Plan));
    let key = state.copy.open.as_ref().unwrap().key.clone();
    let asked = Effect::LoadPlans { key, edition: Some("small".into()) };
    assert!(effects.iter().any(|effect| format!("{effect:?}") == format!("{asked:?}")), "{effects:?}");
    load(&mut state, PlansRead { plans: Vec::new(), of_edition: plans });
    state
}

/// Returns the beginnings of the paragraphs of the steps.
fn rows(state: &AppState) -> Vec<&str> {
    let text = |step: &Step| {
        let index = state.edition.paragraph_index(&step.on).unwrap();
        state.edition.paragraph(index).unwrap().text.get(..12).unwrap()
    };
    state.lesson.plan.plan.steps.iter().map(text).collect()
}

#[test]
fn the_plan_of_the_edition_comes_along_to_a_copy_and_what_has_no_place_is_said() {
    let mut plan = named("Lamps", &["p5", "p4", "p2"]);
    plan.steps[2].claim = Some("p2.c1".into());
    plan.steps[2].question = Some("Who pays?".into());
    let mut state = copy_beside(vec![plan]);
    assert_eq!(rows(&state), ["The owls wil", "Street lamps"], "the paragraph about Millbrook is not in the copy");
    let step = &state.lesson.plan.plan.steps[1];
    let claim = state.edition.claim(step.claim.as_ref().unwrap()).unwrap();
    assert_eq!((claim.on.clone(), step.question.as_deref()), (step.on.clone(), Some("Who pays?")));
    assert_eq!(state.lesson.plan.left_behind(), ["step 2, on ¶4, has no place"]);
    assert!(state.notices.iter().any(|n| n.text.contains("“Lamps”") && n.text.contains("¶4")), "{:?}", state.notices);
    assert_eq!(state.lesson.plan.faults, Vec::<String>::new());
    // Nothing is saved until it is changed; then the copy has plans of its own.
    let key = state.copy.open.as_ref().unwrap().key.clone();
    let effects = edit(&mut state, |plan| drop(plan.steps.pop()));
    assert_eq!(files(&effects), [format!("{key}: Lamps 1")]);
    assert!(!state.lesson.plan.came_along);
}

#[test]
fn all_plans_that_came_along_are_saved_with_the_first_change_of_one() {
    let mut state = copy_beside(vec![named("One", &["p2"]), named("Two", &["p5"])]);
    let key = state.copy.open.as_ref().unwrap().key.clone();
    assert_eq!(shown(&state), ["*One", "Two"]);
    let effects = edit(&mut state, |plan| plan.length = Some(45.0));
    assert_eq!(files(&effects), [format!("{key}: One 1"), format!("{key}/2: Two 1")]);
}

#[test]
fn a_copy_with_a_plan_of_its_own_is_offered_those_of_the_edition() {
    let mut state = with_copy(COPY);
    let own = Plan { name: "Mine".into(), ..Plan::empty("copy") };
    let plans = vec![(1, Ok(Box::new(own)))];
    load(&mut state, PlansRead { plans, of_edition: vec![named("Lamps", &["p4", "p5"])] });
    assert_eq!(shown(&state), ["*Mine"]);
    let effects = act(&mut state, PlanAction::TakeAlong(0));
    assert_eq!(files(&effects).len(), 1);
    assert_eq!(shown(&state), ["Mine", "*Lamps"]);
    assert_eq!(rows(&state), ["The owls wil"]);
    assert!(state.notices.iter().any(|notice| notice.text.contains("¶4")), "{:?}", state.notices);
    act(&mut state, PlanAction::Step { back: true });
    assert_eq!(shown(&state), ["*Mine"]);
}

fn loaded(platform: &mut Platform, key: &str, edition: Option<&str>) -> PlansRead {
    platform.load_plans(key.to_owned(), edition.map(str::to_owned));
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        for news in platform.take_news() {
            if let News::Action(Action::PlansLoaded { plans, .. }) = news {
                return plans;
            }
        }
        assert!(Instant::now() < end, "the plans are not read");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn plans_are_found_again_on_the_disk_and_a_removed_one_lies_beside_them() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("plans");
    std::fs::create_dir_all(&folder).unwrap();
    // As a program with one plan wrote it.
    let text = r#"(format: 1, edition: "small", steps: [(on: "p2", minutes: 5)])"#;
    std::fs::write(folder.join("small.ron"), text).unwrap();
    let mut platform = Platform::with_folders(dir.path(), dir.path());
    let read = loaded(&mut platform, "small", None);
    assert_eq!(read.plans.len(), 1);
    platform.save_document("small/2".to_owned(), named("Short", &["p4"]).into(), None::<std::sync::Arc<Plan>>);
    platform.save_document("small/7".to_owned(), named("Seventh", &["p5"]).into(), None::<std::sync::Arc<Plan>>);
    let numbers = |read: &PlansRead| read.plans.iter().map(|(number, _)| *number).collect::<Vec<u32>>();
    assert_eq!(numbers(&loaded(&mut platform, "small", None)), [1, 2, 7]);
    assert_eq!(loaded(&mut platform, "copy", Some("small")).of_edition.len(), 3);
    assert_eq!(loaded(&mut platform, "other", None), PlansRead::default());
    platform.remove_plan("small/2".to_owned());
    assert_eq!(numbers(&loaded(&mut platform, "small", None)), [1, 7]);
    assert_eq!(std::fs::read_dir(folder.join("removed")).unwrap().count(), 1);
    platform.save_document("small/2".to_owned(), named("Short", &["p4"]).into(), None::<std::sync::Arc<Plan>>);
    assert_eq!(numbers(&loaded(&mut platform, "small", None)), [1, 2, 7], "undone");
}

/// Runs the export of the pupils' sheet with a plan, in a home folder. Returns the page and what was said.
#[cfg(target_os = "linux")]
fn sheet_with_plan(home: &std::path::Path, plan: &str) -> (String, String) {
    let page = home.join("sheet.html");
    let _ = std::fs::remove_file(&page);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_parallax"))
        .args(["export", "tests/fixtures/small", "--handout", "pupil", "--to", "html", "--plan", plan, "-o"])
        .arg(&page)
        .env("HOME", home)
        .env_remove("XDG_DATA_HOME")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (std::fs::read_to_string(&page).unwrap_or_default(), said)
}

#[cfg(target_os = "linux")]
#[test]
fn a_handout_without_a_window_has_the_rows_of_a_saved_plan_by_its_name() {
    let home = tempfile::tempdir().unwrap();
    let plans = home.path().join(".local/share/parallax/plans");
    let save = |number: u32, plan: &Plan| {
        let path = parallax::storage::document_path(&plans, &parallax::storage::plan_key("small", number));
        parallax::storage::save_document(&path, plan).unwrap();
    };
    save(1, &named("Long", &["p2", "p4"]));
    save(2, &named("Short lesson", &["p4"]));
    let (page, said) = sheet_with_plan(home.path(), "short LESSON");
    assert!(page.contains("<b>4re</b>") && !page.contains("<b>2re</b>"), "{said}");
    let (page, said) = sheet_with_plan(home.path(), "Other");
    assert!(page.is_empty() && said.contains("saved for it: Long, Short lesson"), "{said}");
}
