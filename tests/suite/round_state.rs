//! The round in the application state: clocks, sending cards, and editing, answering and undoing cells.

use parallax::model::round::{Cell, Side};
use parallax::model::{Entry, Level};
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{Action, AppState, Command, Effect, Scene, update};
use parallax::storage::round_formats;

use crate::briefs::lamps;
use crate::own_copies::small;
use crate::support::names;

pub fn with_round(format: &str) -> AppState {
    let mut state = small();
    state.request_brief();
    let came = parallax::state::brief::BriefAction::Loaded("small".into(), Ok(Some(Box::new(lamps()))));
    update(&mut state, Action::Brief(came));
    give(&mut state, Command::Debate);
    let at = round_formats().iter().position(|one| one.id == format).unwrap();
    act(&mut state, RoundAction::Time { now: 10.0, wall: 1_000_010.0 });
    act(&mut state, Action::BeginRound(at));
    state
}

pub fn act(state: &mut AppState, action: impl Into<Action>) -> Vec<Effect> {
    update(state, action.into())
}

pub fn give(state: &mut AppState, command: Command) -> Vec<Effect> {
    update(state, Action::Command(command))
}

pub fn round(state: &mut AppState, command: Command) -> Vec<Effect> {
    give(state, command)
}

pub fn time(state: &mut AppState, now: f64) {
    act(state, RoundAction::Time { now, wall: 1_000_000.0 + now });
}

pub fn said(state: &AppState) -> &str {
    state.notices.last().map_or("", |notice| notice.text.as_str())
}

pub fn clock(state: &AppState) -> String {
    state.round.document.as_ref().unwrap().clock.speech.text(state.round.now)
}

/// The cells of the current sheet, one line for each row.
pub fn flow(state: &AppState) -> String {
    let cell = |cell: &Cell| format!("{}{}={}", cell.column, if cell.extends { "+" } else { "" }, cell.text);
    let rows = state.round.shown_sheet().map_or(&[][..], |sheet| &sheet.rows);
    rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_clock_runs_shows_alerts_and_counts_overtime() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOpen);
    assert_eq!((state.scene(), clock(&state).as_str()), (Scene::Speech, "8:00"));
    assert_eq!(names(&round(&mut state, Command::RoundClock)), ["SaveRound"]);
    time(&mut state, 100.0);
    assert_eq!((clock(&state).as_str(), &state.round.alert), ("6:30", &None));
    time(&mut state, 190.5);
    assert_eq!(state.round.alert.as_ref().unwrap().text, "1AC: 5 minutes left");
    time(&mut state, 200.0);
    assert_eq!(state.round.alert, None, "an alert disappears by itself");
    time(&mut state, 490.2);
    assert_eq!(state.round.alert.as_ref().unwrap().text, "1AC: Time is up");
    time(&mut state, 502.0);
    assert_eq!(clock(&state), "+0:12");
    round(&mut state, Command::RoundNextSpeech);
    assert_eq!(said(&state), "1AC took 8:12");
    assert_eq!(clock(&state), "3:00");
    round(&mut state, Command::RoundPreviousSpeech);
    assert_eq!(clock(&state), "+0:12", "going one speech too far loses no time");
}

#[test]
fn an_alert_is_a_notice_when_the_round_is_not_shown() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundClock);
    time(&mut state, 191.0);
    assert_eq!(said(&state), "1AC: 5 minutes left");
}

#[test]
fn the_clock_of_each_speech_that_was_left_stands_there_when_one_comes_back() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOpen);
    for (now, expected) in [(0.0, "7:50"), (20.0, "2:50"), (40.0, "7:50")] {
        time(&mut state, now);
        round(&mut state, Command::RoundClock);
        time(&mut state, now + 10.0);
        round(&mut state, Command::RoundClock);
        assert_eq!(clock(&state), expected);
        round(&mut state, Command::RoundNextSpeech);
    }
    for expected in ["7:50", "2:50", "7:50"] {
        round(&mut state, Command::RoundPreviousSpeech);
        assert_eq!(clock(&state), expected);
    }
}

#[test]
fn prep_needs_a_stopped_speech_and_each_side_has_its_own() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundClock);
    round(&mut state, Command::RoundTheirPrep);
    assert!(said(&state).starts_with("Con can take prep when the speech has stopped"), "{}", said(&state));
    round(&mut state, Command::RoundClock);
    round(&mut state, Command::RoundTheirPrep);
    time(&mut state, 70.0);
    round(&mut state, Command::RoundTheirPrep);
    let round = state.round.document.as_ref().unwrap();
    let left = Side::ALL.map(|side| round.clock.prep_left(side, state.round.now).unwrap());
    assert_eq!(left, [480.0, 420.0]);
}

#[test]
fn without_prep_time_the_prep_key_runs_the_preparation_before_the_round() {
    let mut state = with_round("british-parliamentary");
    round(&mut state, Command::RoundOpen);
    assert_eq!(names(&round(&mut state, Command::RoundOurPrep)), ["SaveRound"]);
    assert!(state.round.document.as_ref().unwrap().clock.before.is_running());
    time(&mut state, 911.0);
    assert_eq!(state.round.alert.as_ref().unwrap().text, "The preparation before the round is over");
    round(&mut state, Command::RoundClock);
    assert!(round(&mut state, Command::RoundOurPrep).is_empty());
    assert_eq!(said(&state), "There is no prep in this format");
}

#[test]
fn clocks_continue_after_the_program_was_killed() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundClock);
    time(&mut state, 40.0);
    let (kept, base) = state.round.saved().unwrap();
    assert_eq!(base.title, "", "nothing has been saved yet");
    let key = state.round.key.clone();
    let mut again = small();
    again.round.last_opened = Some(key.clone());
    act(&mut again, RoundAction::Time { now: 2.0, wall: 1_000_100.0 });
    assert!(matches!(&again.request_round()[..], [Effect::LoadRound(wanted)] if *wanted == key));
    act(&mut again, RoundAction::Loaded(key, Ok(Some(Box::new(kept)))));
    assert_eq!(clock(&again), "6:30", "ninety seconds since the start, thirty of them while the program ran");
    assert!(again.round.document.as_ref().unwrap().clock.speech.is_running());
}

#[test]
fn clocks_continue_while_the_computer_sleeps_and_show_the_alerts_afterwards() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundClock);
    time(&mut state, 40.0);
    let before = state.round.saved().unwrap().0.clock;
    act(&mut state, RoundAction::Time { now: 40.2, wall: 1_000_220.2 });
    assert_eq!(clock(&state), "4:30");
    assert_eq!(state.round.alert.as_ref().unwrap().text, "1AC: 5 minutes left");
    assert!(state.notices.iter().any(|notice| notice.text.starts_with("The window stood still for 3:00")));
    assert_eq!(state.round.saved().unwrap().0.clock, before, "by the wall clock nothing changed");
}

#[test]
fn a_mark_is_set_during_the_speech_and_the_same_key_removes_it() {
    let mut state = with_round("policy");
    state.brief.chosen = state.brief.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    round(&mut state, Command::RoundSend);
    round(&mut state, Command::RoundSendToFlow);
    round(&mut state, Command::RoundOpen);
    act(&mut state, RoundAction::MarkRead(0, 8));
    let marks = |state: &AppState| {
        let round = state.round.document.as_ref().unwrap();
        let cell = &round.flow.sheets[0].rows[0].cells[0];
        (round.speeches[0].marks.len(), cell.marked.is_some())
    };
    assert_eq!(marks(&state), (0, false));
    assert_eq!(state.notices.last().unwrap().offers, [(Command::RoundClock, "Start its clock")]);
    round(&mut state, Command::RoundClock);
    time(&mut state, 12.0);
    act(&mut state, RoundAction::MarkRead(0, 8));
    assert_eq!(marks(&state), (1, true));
    act(&mut state, RoundAction::MarkRead(0, 8));
    assert_eq!(marks(&state), (0, false));
}

#[test]
fn keys_of_the_flow_do_nothing_behind_the_big_clocks() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOpen);
    state.round.view = RoundView::Flow;
    round(&mut state, Command::RoundBigClock);
    assert_eq!(state.scene(), Scene::Clocks);
    let here: Vec<Command> =
        Command::ALL.iter().copied().filter(|command| command.scope().holds(Scene::Clocks)).collect();
    assert!(here.contains(&Command::RoundClock));
    assert!(!here.contains(&Command::RoundRemoveCell));
}

#[test]
fn a_row_moves_up_and_down_and_removing_from_an_empty_flow_adds_no_sheet() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOpen);
    state.round.view = RoundView::Flow;
    round(&mut state, Command::RoundRemoveRow);
    assert!(state.round.shown_sheet().is_none());
    act(&mut state, RoundAction::SetCellText("One".into()));
    act(&mut state, RoundAction::ContinueBelow);
    act(&mut state, RoundAction::SetCellText("Two".into()));
    round(&mut state, Command::RoundRowUp);
    assert_eq!((flow(&state).as_str(), state.round.cell.0), ("1AC=Two\n1AC=One", 0));
    round(&mut state, Command::RoundRowUp);
    round(&mut state, Command::RoundRowDown);
    assert_eq!(flow(&state), "1AC=One\n1AC=Two");
    round(&mut state, Command::RoundRowDown);
    assert_eq!(flow(&state), "1AC=One\n1AC=Two", "no further than the last");
}

#[test]
fn a_card_or_a_heading_with_everything_under_it_is_sent_to_our_next_speech() {
    let mut state = with_round("policy");
    let card = state.brief.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    state.brief.chosen = card;
    assert_eq!(names(&round(&mut state, Command::RoundSend)), ["SaveRound"]);
    assert!(said(&state).starts_with("Sent to 1AC: 0:"), "{}", said(&state));
    round(&mut state, Command::RoundSend);
    assert!(said(&state).starts_with("Was in 1AC"), "{}", said(&state));
    act(&mut state, RoundAction::GoTo(1));
    let heading = state.brief.entries().iter().find(|entry| entry.level() == Some(Level::Pocket)).unwrap().id();
    state.brief.chosen = heading;
    let part = state.brief.document.as_ref().unwrap().section_at(state.brief.place().unwrap()).len();
    round(&mut state, Command::RoundSend);
    assert_eq!(said(&state).split(':').next(), Some(format!("{part} entries were sent to 2AC").as_str()));
    act(&mut state, RoundAction::SetOurSide(Some(Side::Second)));
    round(&mut state, Command::RoundSend);
    assert!(said(&state).contains("sent to 1NC"), "{}", said(&state));
}

#[test]
fn the_mark_where_reading_stopped_can_be_moved_by_words() {
    let mut state = with_round("policy");
    let card = state.brief.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    state.brief.chosen = card;
    round(&mut state, Command::RoundSend);
    round(&mut state, Command::RoundOpen);
    round(&mut state, Command::RoundClock);
    time(&mut state, 38.0);
    act(&mut state, RoundAction::MarkRead(0, 8));
    assert!(said(&state).starts_with("Marked at 0:28"), "{}", said(&state));
    let offers = |state: &AppState| state.notices.last().unwrap().offers.clone();
    assert_eq!(offers(&state).last(), Some(&(Command::Undo, "Take the mark off")));
    round(&mut state, Command::Undo);
    assert_eq!(state.round.document.as_ref().unwrap().speeches[0].marks, []);
    act(&mut state, RoundAction::MarkRead(0, 8));
    round(&mut state, Command::RoundMarkLater);
    assert!(state.notices.iter().all(|notice| notice.offers.iter().all(|(command, _)| *command != Command::Undo)));
    let marks = &state.round.document.as_ref().unwrap().speeches[0].marks;
    assert!(marks[0].at > 8 && marks[0].seconds == 28.0, "{marks:?}");
    act(&mut state, RoundAction::Prepare(4));
    act(&mut state, RoundAction::MarkRead(0, 8));
    assert_eq!(state.round.document.as_ref().unwrap().speeches[4].marks, []);
}

#[test]
fn a_cell_is_edited_answered_extended_and_undone() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOpen);
    round(&mut state, Command::RoundView);
    assert_eq!(state.scene(), Scene::Flow);
    round(&mut state, Command::RoundNewArgument);
    assert!(state.round.writing);
    for text in ["H", "Ha", "Harms"] {
        act(&mut state, RoundAction::SetCellText(text.into()));
    }
    act(&mut state, RoundAction::ContinueBelow);
    act(&mut state, RoundAction::SetCellText("Costs".into()));
    round(&mut state, Command::RoundWrite);
    assert_eq!(flow(&state), "1AC=Harms\n1AC=Costs");
    act(&mut state, RoundAction::ChooseCell((0, 0)));
    round(&mut state, Command::RoundAnswer);
    assert_eq!((state.round.cell, state.round.writing), ((0, 1), true));
    act(&mut state, RoundAction::SetCellText("No harms".into()));
    act(&mut state, RoundAction::SetWriting(false));
    act(&mut state, RoundAction::ChooseCell((1, 0)));
    round(&mut state, Command::RoundExtend);
    assert_eq!(flow(&state), "1AC=Harms | 1NC=No harms\n1AC=Costs | 2AC+=");
    round(&mut state, Command::RoundKick);
    assert!(state.round.shown_sheet().unwrap().rows[1].kicked);
    round(&mut state, Command::RoundRemoveRow);
    assert_eq!(flow(&state), "1AC=Harms | 1NC=No harms");
    for _ in 0..3 {
        assert_eq!(names(&give(&mut state, Command::Undo)), ["SaveRound"]);
    }
    assert_eq!(flow(&state), "1AC=Harms | 1NC=No harms\n1AC=Costs");
    give(&mut state, Command::Undo);
    give(&mut state, Command::Undo);
    assert_eq!(flow(&state), "1AC=Harms\n1AC=Costs", "typing is one step, adding the cell another");
    give(&mut state, Command::Redo);
    give(&mut state, Command::Redo);
    assert_eq!(flow(&state), "1AC=Harms | 1NC=No harms\n1AC=Costs");
    state.round.open = false;
    give(&mut state, Command::Undo);
    assert_eq!(said(&state), "Nothing to undo", "the brief has changes of its own");
}

#[test]
fn cards_of_the_brief_are_appended_in_the_column_of_the_speech() {
    let mut state = with_round("policy");
    let heading = state.brief.entries().iter().find(|entry| entry.level() == Some(Level::Pocket)).unwrap().id();
    state.brief.chosen = heading;
    let brief = state.brief.document.clone().unwrap();
    let part = brief.section_at(brief.index_of(heading).unwrap());
    let entries = brief.entries[part].iter().filter(|entry| entry.level().is_none()).count();
    assert!(entries > 1);
    round(&mut state, Command::RoundSendToFlow);
    let rows = &state.round.shown_sheet().unwrap().rows;
    assert_eq!(rows.len(), entries);
    assert!(rows.iter().all(|row| row.cells.len() == 1 && row.cells[0].column == "1AC" && row.cells[0].card.is_some()));
    give(&mut state, Command::RoundOpen);
    give(&mut state, Command::Undo);
    assert_eq!(flow(&state), "", "they are undone in one step");
}

#[test]
fn sheets_are_added_removed_and_restored() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOpen);
    state.round.view = RoundView::Flow;
    round(&mut state, Command::RoundNewSheet);
    act(&mut state, RoundAction::SetSheetName("Case".into()));
    round(&mut state, Command::RoundNewSheet);
    act(&mut state, RoundAction::SetSheetName("Costs".into()));
    act(&mut state, RoundAction::SetCellText("Too dear".into()));
    act(&mut state, RoundAction::RemoveSheet);
    let names = |state: &AppState| -> Vec<String> {
        state.round.document.as_ref().unwrap().flow.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    };
    assert_eq!(names(&state), ["Case"]);
    give(&mut state, Command::Undo);
    assert_eq!(names(&state), ["Case", "Costs"]);
    assert_eq!(flow(&state), "1AC=Too dear");
    round(&mut state, Command::RoundPreviousSheet);
    assert_eq!(state.round.sheet, 0);
}

#[test]
fn escape_leaves_the_cell_then_the_big_clocks_then_the_round() {
    let mut state = with_round("policy");
    round(&mut state, Command::RoundOpen);
    round(&mut state, Command::RoundBigClock);
    state.round.view = RoundView::Flow;
    round(&mut state, Command::RoundWrite);
    for expected in [(false, true, true), (false, false, true), (false, false, false)] {
        give(&mut state, Command::Close);
        assert_eq!((state.round.writing, state.round.big_clocks, state.round.open), expected);
    }
    assert_eq!(state.scene(), Scene::Debating);
}
