//! The round in the session: clocks, cards sent, cells typed, answered and undone.

use parallax::library::round_formats;
use parallax::model::round::{Cell, Side};
use parallax::model::{Entry, Level};
use parallax::session::rounds::{RoundAction, RoundCommand, RoundView};
use parallax::session::{Action, Command, Effect, Scene, Session, update};

use crate::briefs::lamps;
use crate::own_copies::small;

pub fn with_round(format: &str) -> Session {
    let mut session = small();
    session.want_brief();
    let came = parallax::session::desk::DeskAction::Came("small".into(), Ok(Some(Box::new(lamps()))));
    update(&mut session, Action::Desk(came));
    give(&mut session, Command::Debate);
    let at = round_formats().iter().position(|one| one.id == format).unwrap();
    act(&mut session, RoundAction::Time { now: 10.0, wall: 1_000_010.0 });
    act(&mut session, RoundAction::Begin(at));
    session
}

pub fn act(session: &mut Session, action: RoundAction) -> Vec<Effect> {
    update(session, Action::Round(action))
}

pub fn give(session: &mut Session, command: Command) -> Vec<Effect> {
    update(session, Action::Command(command))
}

pub fn round(session: &mut Session, command: RoundCommand) -> Vec<Effect> {
    give(session, Command::Round(command))
}

pub fn time(session: &mut Session, now: f64) {
    act(session, RoundAction::Time { now, wall: 1_000_000.0 + now });
}

pub fn said(session: &Session) -> &str {
    session.notices.last().map_or("", |notice| notice.text.as_str())
}

pub fn clock(session: &Session) -> String {
    session.rounds.round.as_ref().unwrap().clock.speech.text(session.rounds.now)
}

/// The cells of the sheet shown, a line for each row.
pub fn flow(session: &Session) -> String {
    let cell = |cell: &Cell| format!("{}{}={}", cell.column, if cell.extends { "+" } else { "" }, cell.text);
    let rows = session.rounds.shown_sheet().map_or(&[][..], |sheet| &sheet.rows);
    rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_clock_runs_rings_and_counts_what_is_over() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Open);
    assert_eq!((session.scene(), clock(&session).as_str()), (Scene::Speech, "8:00"));
    assert_eq!(round(&mut session, RoundCommand::Clock), [Effect::SaveRound]);
    time(&mut session, 100.0);
    assert_eq!((clock(&session).as_str(), &session.rounds.rung), ("6:30", &None));
    time(&mut session, 190.5);
    assert_eq!(session.rounds.rung.as_ref().unwrap().words, "1AC: 5 minutes left");
    time(&mut session, 200.0);
    assert_eq!(session.rounds.rung, None, "an alert goes by itself");
    time(&mut session, 490.2);
    assert_eq!(session.rounds.rung.as_ref().unwrap().words, "1AC: Time is up");
    time(&mut session, 502.0);
    assert_eq!(clock(&session), "+0:12");
    round(&mut session, RoundCommand::NextSpeech);
    assert_eq!(said(&session), "1AC took 8:12");
    assert_eq!(clock(&session), "3:00");
    round(&mut session, RoundCommand::PreviousSpeech);
    assert_eq!(clock(&session), "+0:12", "one step too far loses no time");
}

#[test]
fn an_alert_is_a_message_where_the_round_is_not_shown() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Clock);
    time(&mut session, 191.0);
    assert_eq!(said(&session), "1AC: 5 minutes left");
}

#[test]
fn prep_waits_for_the_speech_to_stop_and_is_each_sides_own() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Clock);
    round(&mut session, RoundCommand::TheirPrep);
    assert!(said(&session).starts_with("Con can take prep when the speech has stopped"), "{}", said(&session));
    round(&mut session, RoundCommand::Clock);
    round(&mut session, RoundCommand::TheirPrep);
    time(&mut session, 70.0);
    round(&mut session, RoundCommand::TheirPrep);
    let round = session.rounds.round.as_ref().unwrap();
    let left = Side::ALL.map(|side| round.clock.prep_left(side, session.rounds.now).unwrap());
    assert_eq!(left, [480.0, 420.0]);
}

#[test]
fn the_preparation_before_a_round_has_the_key_of_prep_where_there_is_none_and_rings_at_its_end() {
    let mut session = with_round("british-parliamentary");
    round(&mut session, RoundCommand::Open);
    assert_eq!(round(&mut session, RoundCommand::OurPrep), [Effect::SaveRound]);
    assert!(session.rounds.round.as_ref().unwrap().clock.before.is_running());
    time(&mut session, 911.0);
    assert_eq!(session.rounds.rung.as_ref().unwrap().words, "The preparation before the round is over");
    round(&mut session, RoundCommand::Clock);
    assert_eq!(round(&mut session, RoundCommand::OurPrep), []);
    assert_eq!(said(&session), "There is no prep in this format");
}

#[test]
fn clocks_run_on_after_the_program_was_killed() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Clock);
    time(&mut session, 40.0);
    let (kept, base) = session.rounds.kept().unwrap();
    assert_eq!(base.title, "", "nothing is known to be on the disk");
    let key = session.rounds.key.clone();
    let mut again = small();
    again.memory.round = Some(key.clone());
    act(&mut again, RoundAction::Time { now: 2.0, wall: 1_000_100.0 });
    assert_eq!(again.want_round(), [Effect::LoadRound(key.clone())]);
    act(&mut again, RoundAction::Came(key, Ok(Some(Box::new(kept)))));
    assert_eq!(clock(&again), "6:30", "ninety seconds since the start, thirty of them with the program");
    assert!(again.rounds.round.as_ref().unwrap().clock.speech.is_running());
}

#[test]
fn clocks_run_on_while_the_computer_sleeps_and_ring_what_came_meanwhile() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Clock);
    time(&mut session, 40.0);
    let before = session.rounds.kept().unwrap().0.clock;
    act(&mut session, RoundAction::Time { now: 40.2, wall: 1_000_220.2 });
    assert_eq!(clock(&session), "4:30");
    assert_eq!(session.rounds.rung.as_ref().unwrap().words, "1AC: 5 minutes left");
    assert!(session.notices.iter().any(|notice| notice.text.starts_with("The window stood still for 3:00")));
    assert_eq!(session.rounds.kept().unwrap().0.clock, before, "by the wall's clock nothing changed");
}

#[test]
fn a_mark_is_made_while_the_speech_is_given_and_the_same_once_more_takes_it_off() {
    let mut session = with_round("policy");
    session.desk.chosen = session.desk.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    round(&mut session, RoundCommand::Send);
    round(&mut session, RoundCommand::SendToFlow);
    round(&mut session, RoundCommand::Open);
    act(&mut session, RoundAction::MarkAt(0, 8));
    let marks = |session: &Session| {
        let round = session.rounds.round.as_ref().unwrap();
        let cell = &round.flow.sheets[0].rows[0].cells[0];
        (round.speeches[0].marks.len(), cell.marked.is_some())
    };
    assert_eq!(marks(&session), (0, false));
    assert!(said(&session).contains("Space starts its clock"), "{}", said(&session));
    round(&mut session, RoundCommand::Clock);
    time(&mut session, 12.0);
    act(&mut session, RoundAction::MarkAt(0, 8));
    assert_eq!(marks(&session), (1, true));
    act(&mut session, RoundAction::MarkAt(0, 8));
    assert_eq!(marks(&session), (0, false));
}

#[test]
fn no_key_of_the_flow_works_behind_the_big_clocks() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Open);
    session.rounds.view = RoundView::Flow;
    round(&mut session, RoundCommand::BigClock);
    assert_eq!(session.scene(), Scene::Clocks);
    let here: Vec<Command> = Command::ALL.into_iter().filter(|command| command.scope().holds(Scene::Clocks)).collect();
    assert!(here.contains(&Command::Round(RoundCommand::Clock)));
    assert!(!here.contains(&Command::Round(RoundCommand::RemoveCell)));
}

#[test]
fn a_row_goes_up_and_down_and_an_empty_flow_gets_no_sheet_by_taking_away() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Open);
    session.rounds.view = RoundView::Flow;
    round(&mut session, RoundCommand::RemoveRow);
    assert!(session.rounds.shown_sheet().is_none());
    act(&mut session, RoundAction::Typed("One".into()));
    act(&mut session, RoundAction::TypedOn);
    act(&mut session, RoundAction::Typed("Two".into()));
    round(&mut session, RoundCommand::RowUp);
    assert_eq!((flow(&session).as_str(), session.rounds.cell.0), ("1AC=Two\n1AC=One", 0));
    round(&mut session, RoundCommand::RowUp);
    round(&mut session, RoundCommand::RowDown);
    assert_eq!(flow(&session), "1AC=One\n1AC=Two");
    round(&mut session, RoundCommand::RowDown);
    assert_eq!(flow(&session), "1AC=One\n1AC=Two", "no further than the last");
}

#[test]
fn a_card_goes_to_our_next_speech_and_a_heading_with_all_under_it() {
    let mut session = with_round("policy");
    let card = session.desk.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    session.desk.chosen = card;
    assert_eq!(round(&mut session, RoundCommand::Send), [Effect::SaveRound]);
    assert!(said(&session).starts_with("Sent to 1AC: 0:"), "{}", said(&session));
    round(&mut session, RoundCommand::Send);
    assert!(said(&session).starts_with("Was in 1AC"), "{}", said(&session));
    act(&mut session, RoundAction::GoTo(1));
    let heading = session.desk.entries().iter().find(|entry| entry.level() == Some(Level::Pocket)).unwrap().id();
    session.desk.chosen = heading;
    let part = session.desk.brief.as_ref().unwrap().section_at(session.desk.place().unwrap()).len();
    round(&mut session, RoundCommand::Send);
    assert_eq!(said(&session).split(':').next(), Some(format!("{part} entries were sent to 2AC").as_str()));
    act(&mut session, RoundAction::Ours(Some(Side::Second)));
    round(&mut session, RoundCommand::Send);
    assert!(said(&session).contains("sent to 1NC"), "{}", said(&session));
}

#[test]
fn where_reading_stopped_is_marked_and_moved_by_words() {
    let mut session = with_round("policy");
    let card = session.desk.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    session.desk.chosen = card;
    round(&mut session, RoundCommand::Send);
    round(&mut session, RoundCommand::Open);
    round(&mut session, RoundCommand::Clock);
    time(&mut session, 38.0);
    act(&mut session, RoundAction::MarkAt(0, 8));
    assert!(said(&session).starts_with("Marked at 0:28"), "{}", said(&session));
    round(&mut session, RoundCommand::MarkLater);
    let marks = &session.rounds.round.as_ref().unwrap().speeches[0].marks;
    assert!(marks[0].at > 8 && marks[0].seconds == 28.0, "{marks:?}");
    act(&mut session, RoundAction::Prepare(4));
    act(&mut session, RoundAction::MarkAt(0, 8));
    assert_eq!(session.rounds.round.as_ref().unwrap().speeches[4].marks, []);
}

#[test]
fn a_cell_is_typed_answered_extended_and_undone() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Open);
    round(&mut session, RoundCommand::View);
    assert_eq!(session.scene(), Scene::Flow);
    round(&mut session, RoundCommand::NewArgument);
    assert!(session.rounds.writing);
    for text in ["H", "Ha", "Harms"] {
        act(&mut session, RoundAction::Typed(text.into()));
    }
    act(&mut session, RoundAction::TypedOn);
    act(&mut session, RoundAction::Typed("Costs".into()));
    round(&mut session, RoundCommand::Write);
    assert_eq!(flow(&session), "1AC=Harms\n1AC=Costs");
    act(&mut session, RoundAction::Cell((0, 0)));
    round(&mut session, RoundCommand::Answer);
    assert_eq!((session.rounds.cell, session.rounds.writing), ((0, 1), true));
    act(&mut session, RoundAction::Typed("No harms".into()));
    act(&mut session, RoundAction::Write(false));
    act(&mut session, RoundAction::Cell((1, 0)));
    round(&mut session, RoundCommand::Extend);
    assert_eq!(flow(&session), "1AC=Harms | 1NC=No harms\n1AC=Costs | 2AC+=");
    round(&mut session, RoundCommand::Kick);
    assert!(session.rounds.shown_sheet().unwrap().rows[1].kicked);
    round(&mut session, RoundCommand::RemoveRow);
    assert_eq!(flow(&session), "1AC=Harms | 1NC=No harms");
    for _ in 0..3 {
        assert_eq!(give(&mut session, Command::Undo), [Effect::SaveRound]);
    }
    assert_eq!(flow(&session), "1AC=Harms | 1NC=No harms\n1AC=Costs");
    give(&mut session, Command::Undo);
    give(&mut session, Command::Undo);
    assert_eq!(flow(&session), "1AC=Harms\n1AC=Costs", "typing is one change, the place for it another");
    give(&mut session, Command::Redo);
    give(&mut session, Command::Redo);
    assert_eq!(flow(&session), "1AC=Harms | 1NC=No harms\n1AC=Costs");
    session.rounds.open = false;
    give(&mut session, Command::Undo);
    assert_eq!(said(&session), "Nothing to undo", "the brief has changes of its own");
}

#[test]
fn cards_of_the_brief_are_written_below_each_other_in_the_column_of_the_speech() {
    let mut session = with_round("policy");
    let heading = session.desk.entries().iter().find(|entry| entry.level() == Some(Level::Pocket)).unwrap().id();
    session.desk.chosen = heading;
    let brief = session.desk.brief.clone().unwrap();
    let part = brief.section_at(brief.index_of(heading).unwrap());
    let entries = brief.entries[part].iter().filter(|entry| entry.level().is_none()).count();
    assert!(entries > 1);
    round(&mut session, RoundCommand::SendToFlow);
    let rows = &session.rounds.shown_sheet().unwrap().rows;
    assert_eq!(rows.len(), entries);
    assert!(rows.iter().all(|row| row.cells.len() == 1 && row.cells[0].column == "1AC" && row.cells[0].card.is_some()));
    give(&mut session, Command::Round(RoundCommand::Open));
    give(&mut session, Command::Undo);
    assert_eq!(flow(&session), "", "they go as one");
}

#[test]
fn sheets_come_and_go_and_come_back() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Open);
    session.rounds.view = RoundView::Flow;
    round(&mut session, RoundCommand::NewSheet);
    act(&mut session, RoundAction::SheetNamed("Case".into()));
    round(&mut session, RoundCommand::NewSheet);
    act(&mut session, RoundAction::SheetNamed("Costs".into()));
    act(&mut session, RoundAction::Typed("Too dear".into()));
    act(&mut session, RoundAction::RemoveSheet);
    let names = |session: &Session| -> Vec<String> {
        session.rounds.round.as_ref().unwrap().flow.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    };
    assert_eq!(names(&session), ["Case"]);
    give(&mut session, Command::Undo);
    assert_eq!(names(&session), ["Case", "Costs"]);
    assert_eq!(flow(&session), "1AC=Too dear");
    round(&mut session, RoundCommand::PreviousSheet);
    assert_eq!(session.rounds.sheet, 0);
}

#[test]
fn escape_leaves_a_cell_then_the_big_clocks_then_the_round() {
    let mut session = with_round("policy");
    round(&mut session, RoundCommand::Open);
    round(&mut session, RoundCommand::BigClock);
    session.rounds.view = RoundView::Flow;
    round(&mut session, RoundCommand::Write);
    for expected in [(false, true, true), (false, false, true), (false, false, false)] {
        give(&mut session, Command::Close);
        assert_eq!((session.rounds.writing, session.rounds.big, session.rounds.open), expected);
    }
    assert_eq!(session.scene(), Scene::Debating);
}
