//! A round before it is debated: its format, names and speeches, how fast one reads, and its way out.

use parallax::model::round::Side;
use parallax::session::rounds::{FlowForm, RoundAction, RoundCommand};
use parallax::session::{Action, Effect, Overlay, Session, update};

use crate::rounds_session::{act, clock, flow, round, said, time, with_round};

#[test]
fn speeches_of_a_free_round_are_changed_added_and_taken_off() {
    let mut session = with_round("free");
    round(&mut session, RoundCommand::Open);
    act(&mut session, RoundAction::Typed("Lamps".into()));
    let speech = session.rounds.round.as_ref().unwrap().rules.speeches[0].clone();
    let changed = parallax::model::round::Speech { short: "Opening".into(), minutes: 6.0, ..speech };
    act(&mut session, RoundAction::ChangeSpeech(0, Box::new(changed)));
    assert_eq!((flow(&session).as_str(), clock(&session).as_str()), ("Opening=Lamps", "6:00"));
    let count = |session: &Session| session.rounds.round.as_ref().unwrap().rules.speeches.len();
    let before = count(&session);
    act(&mut session, RoundAction::AddSpeech(0));
    assert_eq!(count(&session), before + 1);
    act(&mut session, RoundAction::RemoveSpeech(1));
    assert_eq!(count(&session), before);
    act(&mut session, RoundAction::RemoveSpeech(0));
    assert_eq!(count(&session), before, "something stands in its column");
    act(&mut session, RoundAction::Flip);
    assert!(said(&session).starts_with("Con speaks first now"), "{}", said(&session));
}

#[test]
fn prep_is_changed_and_the_whole_is_kept_as_a_format_to_begin_with() {
    let mut session = with_round("lincoln-douglas");
    round(&mut session, RoundCommand::OurPrep);
    time(&mut session, 70.0);
    act(&mut session, RoundAction::PrepTime(5.0));
    let left = |session: &Session| {
        session.rounds.round.as_ref().unwrap().clock.prep_left(Side::First, session.rounds.now).unwrap()
    };
    assert_eq!(left(&session), 240.0);
    act(&mut session, RoundAction::Called("LD with five".into()));
    let effects = act(&mut session, RoundAction::KeepFormat);
    let [Effect::KeepFormat(format)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((format.id.as_str(), format.name.as_str(), format.prep), ("ld-with-five", "LD with five", Some(5.0)));
    let dir = tempfile::tempdir().unwrap();
    parallax::library::create_round_format(dir.path(), format).unwrap();
    parallax::library::create_round_format(dir.path(), format).unwrap();
    std::fs::write(dir.path().join("wrong.ron"), "(format: 1, name: 3)").unwrap();
    let (own, faults) = parallax::library::round_formats_in(dir.path());
    assert_eq!((own.len(), faults.len()), (2, 1));
    act(&mut session, RoundAction::Formats(own, faults));
    assert!(said(&session).contains("wrong.ron:1:"), "{}", said(&session));
    let at = session.formats().count() - 1;
    act(&mut session, RoundAction::Begin(at));
    assert_eq!((left(&session), session.rounds.formats.len()), (300.0, 2));
}

#[test]
fn another_round_is_begun_beside_the_first_and_its_name_is_free() {
    let mut session = with_round("policy");
    let first = session.rounds.key.clone();
    act(&mut session, RoundAction::Listed(vec![(first.clone(), "First".into())]));
    let effects = act(&mut session, RoundAction::Begin(0));
    assert!(effects.contains(&Effect::SaveRound));
    assert_eq!(session.rounds.key, format!("{first}-2"));
    assert_eq!(session.memory.round.as_deref(), Some(session.rounds.key.as_str()));
    act(&mut session, RoundAction::Lay(first.clone()));
    assert_eq!((session.rounds.key.as_str(), session.rounds.coming), (first.as_str(), true));
}

#[test]
fn the_reading_test_sets_words_a_minute_and_a_test_too_short_sets_nothing() {
    let mut session = with_round("policy");
    act(&mut session, RoundAction::OpenTest);
    act(&mut session, RoundAction::BeginTest);
    assert_eq!(session.overlay, Some(Overlay::ReadingTest));
    time(&mut session, 12.0);
    act(&mut session, RoundAction::EndTest(20));
    assert_eq!(session.settings.words_per_minute, 250.0);
    act(&mut session, RoundAction::BeginTest);
    time(&mut session, 42.0);
    assert_eq!(act(&mut session, RoundAction::EndTest(150)), [Effect::SaveSettings]);
    assert_eq!(session.settings.words_per_minute, 300.0);
}

#[test]
fn the_flow_is_sent_out_and_without_a_dialog_a_path_is_asked_for() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Options);
    assert_eq!(act(&mut session, RoundAction::Export(FlowForm::Csv)), [Effect::PickFlow(FlowForm::Csv)]);
    update(&mut session, Action::PickedNothing { at_once: true });
    assert_eq!(session.rounds.by_path, Some(FlowForm::Csv));
    let to = RoundAction::ExportTo { form: FlowForm::Csv, path: "flow.csv".into(), over: false };
    assert!(matches!(&act(&mut session, to)[..], [Effect::WriteFlow { .. }]));
    assert_eq!(session.overlay, Some(Overlay::Round), "until it is written: the path may have to be typed again");
    act(&mut session, RoundAction::FlowSent);
    assert_eq!((session.overlay.clone(), session.rounds.by_path), (None, None));
}
