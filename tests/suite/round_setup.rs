//! Setting up a round: its format, names and speeches, the reading speed, and exporting the flow.

use parallax::export::flow::FlowFormat;
use parallax::model::round::Side;
use parallax::state::round::RoundAction;
use parallax::state::{Action, AppState, Command, Dialog, Effect, update};

use crate::round_state::{act, clock, flow, round, said, time, with_round};
use crate::support::names;

#[test]
fn speeches_of_a_free_round_are_changed_added_and_removed() {
    let mut state = with_round("free");
    round(&mut state, Command::RoundOpen);
    act(&mut state, RoundAction::SetCellText("Lamps".into()));
    let speech = state.round.document.as_ref().unwrap().rules.speeches[0].clone();
    let changed = parallax::model::round::Speech { short: "Opening".into(), minutes: 6.0, ..speech };
    act(&mut state, RoundAction::ChangeSpeech(0, Box::new(changed)));
    assert_eq!((flow(&state).as_str(), clock(&state).as_str()), ("Opening=Lamps", "6:00"));
    let count = |state: &AppState| state.round.document.as_ref().unwrap().rules.speeches.len();
    let before = count(&state);
    act(&mut state, RoundAction::AddSpeech(0));
    assert_eq!(count(&state), before + 1);
    act(&mut state, RoundAction::RemoveSpeech(1));
    assert_eq!(count(&state), before);
    act(&mut state, RoundAction::RemoveSpeech(0));
    assert_eq!(count(&state), before, "its column is not empty");
    act(&mut state, RoundAction::FlipSides);
    assert!(said(&state).starts_with("Con speaks first now"), "{}", said(&state));
}

#[test]
fn prep_is_changed_and_the_rules_are_saved_as_a_format_for_new_rounds() {
    let mut state = with_round("lincoln-douglas");
    round(&mut state, Command::RoundOurPrep);
    time(&mut state, 70.0);
    act(&mut state, RoundAction::SetPrepMinutes(5.0));
    let left = |state: &AppState| {
        state.round.document.as_ref().unwrap().clock.prep_left(Side::First, state.round.now).unwrap()
    };
    assert_eq!(left(&state), 240.0);
    act(&mut state, RoundAction::SetTitle("LD with five".into()));
    let effects = act(&mut state, RoundAction::SaveFormat);
    let [Effect::SaveFormat(format)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((format.id.as_str(), format.name.as_str(), format.prep), ("ld-with-five", "LD with five", Some(5.0)));
    let dir = tempfile::tempdir().unwrap();
    parallax::storage::create_round_format(dir.path(), format).unwrap();
    parallax::storage::create_round_format(dir.path(), format).unwrap();
    std::fs::write(dir.path().join("wrong.ron"), "(format: 1, name: 3)").unwrap();
    let (own, faults) = parallax::storage::round_formats_in(dir.path());
    assert_eq!((own.len(), faults.len()), (2, 1));
    act(&mut state, RoundAction::FormatsLoaded(own, faults));
    assert!(said(&state).contains("wrong.ron:1:"), "{}", said(&state));
    let at = state.round.formats().count() - 1;
    act(&mut state, Action::BeginRound(at));
    assert_eq!((left(&state), state.round.formats.len()), (300.0, 2));
}

#[test]
fn a_new_round_gets_an_unused_name() {
    let mut state = with_round("policy");
    let first = state.round.key.clone();
    act(&mut state, RoundAction::Listed(vec![(first.clone(), "First".into())]));
    let effects = act(&mut state, Action::BeginRound(0));
    assert!(names(&effects).contains(&"SaveRound"));
    assert_eq!(state.round.key, format!("{first}-2"));
    assert_eq!(state.round.last_opened.as_deref(), Some(state.round.key.as_str()));
    act(&mut state, RoundAction::Open(first.clone()));
    assert_eq!((state.round.key.as_str(), state.round.loading), (first.as_str(), true));
}

#[test]
fn the_reading_test_sets_words_per_minute_and_a_short_test_sets_nothing() {
    let mut state = with_round("policy");
    act(&mut state, RoundAction::OpenTest);
    act(&mut state, RoundAction::StartTest);
    assert_eq!(state.dialog, Some(Dialog::ReadingTest));
    time(&mut state, 12.0);
    act(&mut state, RoundAction::FinishTest(20));
    assert_eq!(state.settings.words_per_minute, 250.0);
    act(&mut state, RoundAction::StartTest);
    time(&mut state, 42.0);
    assert_eq!(names(&act(&mut state, RoundAction::FinishTest(150))), ["SaveSettings"]);
    assert_eq!(state.settings.words_per_minute, 300.0);
}

#[test]
fn the_flow_is_exported_and_without_a_file_dialog_a_path_is_requested() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOptions);
    let effects = act(&mut state, RoundAction::Export(FlowFormat::Csv));
    let [Effect::PickFile(purpose)] = &effects[..] else { panic!("{effects:?}") };
    update(&mut state, Action::NothingPicked { purpose: purpose.clone(), at_once: true });
    assert_eq!(state.dialog, Some(Dialog::OpenPath));
    let effects = update(&mut state, Action::PathTyped("flow.csv".into()));
    assert!(matches!(&effects[..], [Effect::Export { overwrite: false, .. }]), "{effects:?}");
}
