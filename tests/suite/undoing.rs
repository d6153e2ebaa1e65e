//! Undo and redo of the head of a brief, imported sources, a round and a cut from the article, also when another window
//! has changed the same file.

use std::sync::Arc;

use parallax::model::round::{Round, Side, Speech};
use parallax::model::{Brief, Entry, Layer};
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{Action, AppState, Command, Effect, ReaderAction, update};
use parallax::storage::round_formats;

use crate::briefs::lamps;
use crate::own_copies::small;
use crate::support::names;

fn with_brief() -> AppState {
    let mut state = small();
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    state.request_brief();
    edit_brief(&mut state, BriefAction::Loaded("small".into(), Ok(Some(Box::new(lamps())))));
    state
}

fn edit_brief(state: &mut AppState, action: BriefAction) -> Vec<Effect> {
    update(state, Action::Brief(action))
}

fn give(state: &mut AppState, command: Command) -> Vec<Effect> {
    update(state, Action::Command(command))
}

fn act(state: &mut AppState, action: impl Into<Action>) {
    update(state, action.into());
}

fn brief(state: &AppState) -> &Brief {
    state.brief.document.as_ref().unwrap()
}

fn round(state: &AppState) -> &Round {
    state.round.document.as_ref().unwrap()
}

fn said(state: &AppState) -> &str {
    state.notices.last().map_or("", |notice| notice.text.as_str())
}

#[test]
fn the_title_and_the_sides_of_a_brief_are_each_undone_in_one_step() {
    let mut state = with_brief();
    give(&mut state, Command::Debate);
    for title in ["L", "La", "Lamps at night"] {
        edit_brief(&mut state, BriefAction::SetTitle(title.into()));
    }
    edit_brief(&mut state, BriefAction::SetSides(vec!["Gov".into(), "Opp".into()]));
    assert_eq!(names(&give(&mut state, Command::Undo)), ["SaveBrief"]);
    assert_eq!((&brief(&state).title[..], &brief(&state).sides), ("Lamps at night", &lamps().sides));
    give(&mut state, Command::Undo);
    assert_eq!(brief(&state), &lamps());
    give(&mut state, Command::Redo);
    give(&mut state, Command::Redo);
    assert_eq!((&brief(&state).title[..], &brief(&state).sides[0][..]), ("Lamps at night", "Gov"));
}

#[test]
fn an_imported_brief_is_undone_with_its_sides_and_sources() {
    let mut state = with_brief();
    give(&mut state, Command::Debate);
    let mut other = lamps();
    other.sides[0] = "Prop".into();
    other.sources[0].title = "Another work under the same id".into();
    edit_brief(&mut state, BriefAction::Import("small".into(), Box::new(other)));
    assert_eq!(brief(&state).sides.len(), lamps().sides.len() + 1);
    let both = brief(&state).clone();
    give(&mut state, Command::Undo);
    assert_eq!(brief(&state), &lamps());
    give(&mut state, Command::Redo);
    assert_eq!(brief(&state), &both);
}

#[test]
fn changes_of_another_window_stay_when_a_local_change_is_undone() {
    let mut state = with_brief();
    give(&mut state, Command::Debate);
    edit_brief(&mut state, BriefAction::SetTitle("Ours".into()));
    let first = brief(&state).entries[0].id();
    edit_brief(&mut state, BriefAction::SetEntryTitle(first, "Our heading".into()));
    // The other window removed the last entry and changed the sides.
    let written = brief(&state).clone();
    let mut both = written.clone();
    both.entries.pop();
    both.sides = vec!["Gov".into(), "Opp".into()];
    edit_brief(&mut state, BriefAction::Merged("small".into(), Arc::new(written), Arc::new(both.clone())));
    assert_eq!(brief(&state), &both);
    assert_eq!(names(&give(&mut state, Command::Undo)), ["SaveBrief"]);
    assert_eq!(brief(&state).entries[0].title(), lamps().entries[0].title());
    assert_eq!(names(&give(&mut state, Command::Undo)), ["SaveBrief"]);
    let Brief { title, sides, entries, .. } = brief(&state);
    assert_eq!((title, sides, entries.len()), (&lamps().title, &both.sides, lamps().entries.len() - 1));
    give(&mut state, Command::Redo);
    give(&mut state, Command::Redo);
    assert_eq!(brief(&state), &both);
}

#[test]
fn a_cut_is_undone_where_it_was_made() {
    let mut state = with_brief();
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    give(&mut state, Command::Cut);
    edit_brief(&mut state, BriefAction::AddCut);
    let count = |state: &AppState| brief(state).entries.len();
    assert_eq!(count(&state), lamps().entries.len() + 1);
    assert_eq!(names(&give(&mut state, Command::Undo)), ["SaveBrief"]);
    assert_eq!((count(&state), said(&state)), (lamps().entries.len(), "The card was taken out of the brief again"));
    assert_eq!(names(&give(&mut state, Command::Redo)), ["SaveBrief"]);
    // Once the brief was changed on its own screen, the cut is undone there.
    give(&mut state, Command::Debate);
    edit_brief(&mut state, BriefAction::SetTitle("Lamps".into()));
    give(&mut state, Command::LeaveDebate);
    assert!(give(&mut state, Command::Undo).is_empty());
    assert_eq!(said(&state), "Nothing to undo");
}

#[test]
fn imported_sources_are_undone_and_those_of_another_window_stay() {
    let mut state = with_brief();
    let [one, two] = [0, 1].map(|at| lamps().sources[at].clone());
    update(&mut state, Action::Annotations(AnnotationAction::Sources("small".into(), vec![one.clone()])));
    assert!(said(&state).starts_with("One source was brought in"), "{}", said(&state));
    let written = state.annotations.layer.clone().unwrap();
    let both = Layer { sources: vec![one.clone(), two.clone()], ..Layer::clone(&written) };
    update(&mut state, Action::Annotations(AnnotationAction::Merged(written, Arc::new(both))));
    give(&mut state, Command::Undo);
    let sources = |state: &AppState| state.annotations.layer.as_ref().unwrap().sources.clone();
    assert_eq!(sources(&state), std::slice::from_ref(&two));
    give(&mut state, Command::Redo);
    assert_eq!(sources(&state), [one, two]);
}

fn with_round(format: &str) -> AppState {
    let mut state = with_brief();
    give(&mut state, Command::Debate);
    let at = round_formats().iter().position(|one| one.id == format).unwrap();
    act(&mut state, RoundAction::Time { now: 10.0, wall: 1_000_010.0 });
    act(&mut state, Action::BeginRound(at));
    give(&mut state, Command::RoundOpen);
    state
}

type Change = Box<dyn Fn(&mut AppState)>;

/// Returns the round without its clocks.
fn plain(state: &AppState) -> Round {
    let round = round(state);
    Round { clock: parallax::model::round::Clock::new(&round.rules), ..round.clone() }
}

#[test]
fn every_change_of_a_round_is_undone_and_redone_in_order_while_its_clocks_run() {
    let mut state = with_round("free");
    let card = state.brief.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    state.brief.chosen = card;
    let speech = round(&state).rules.speeches[0].clone();
    let changes: Vec<Change> = vec![
        Box::new(|state| {
            give(state, Command::RoundSend);
        }),
        Box::new(|state| {
            act(state, RoundAction::GoTo(0));
            give(state, Command::RoundClock);
            act(state, RoundAction::MarkRead(0, 3));
        }),
        Box::new(|state| {
            give(state, Command::RoundMarkLater);
            give(state, Command::RoundMarkLater);
        }),
        Box::new(|state| ["F", "Fi", "Final"].iter().for_each(|t| act(state, RoundAction::SetTitle((*t).into())))),
        Box::new(|state| act(state, RoundAction::SetSideName(Side::First, "Gov".into()))),
        Box::new(|state| act(state, RoundAction::SetOurSide(Some(Side::Second)))),
        Box::new(|state| {
            give(state, Command::RoundNewSheet);
        }),
        Box::new(|state| act(state, RoundAction::SetSheetName("Costs".into()))),
        Box::new(|state| act(state, RoundAction::SetCellText("Too dear".into()))),
        Box::new(move |state| {
            let changed = Speech { short: "Opening".into(), minutes: 6.0, ..speech.clone() };
            act(state, RoundAction::ChangeSpeech(0, Box::new(changed)));
        }),
        Box::new(|state| act(state, RoundAction::AddSpeech(0))),
        Box::new(|state| act(state, RoundAction::RemoveSpeech(1))),
        Box::new(|state| act(state, RoundAction::RemoveSheet)),
    ];
    let mut states = vec![plain(&state)];
    for change in &changes {
        change(&mut state);
        assert_ne!(states.last(), Some(&plain(&state)), "change {}", states.len());
        states.push(plain(&state));
    }
    let runs = |state: &AppState| round(state).clock.speech.is_running();
    for before in states.iter().rev().skip(1) {
        assert_eq!(names(&give(&mut state, Command::Undo)), ["SaveRound"]);
        assert_eq!(&plain(&state), before);
        assert!(runs(&state));
    }
    assert!(give(&mut state, Command::Undo).is_empty());
    for after in states.iter().skip(1) {
        assert_eq!(names(&give(&mut state, Command::Redo)), ["SaveRound"]);
        assert_eq!(&plain(&state), after);
    }
}

#[test]
fn undo_shows_the_place_that_it_changed() {
    let mut state = with_round("policy");
    state.brief.chosen = state.brief.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    give(&mut state, Command::RoundSend);
    act(&mut state, RoundAction::SetCellText("Lamps".into()));
    act(&mut state, RoundAction::Prepare(3));
    give(&mut state, Command::Undo);
    assert_eq!(state.round.view, RoundView::Flow);
    // The first sheet was added with the first word.
    give(&mut state, Command::Undo);
    give(&mut state, Command::Undo);
    assert_eq!((state.round.view, state.round.shown_speech()), (RoundView::Speech, 0));
    assert!(round(&state).speeches[0].read.is_empty());
}

#[test]
fn swapping_the_sides_is_undone_with_the_prep_of_each() {
    let mut state = with_round("free");
    state.brief.chosen = state.brief.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    give(&mut state, Command::RoundSend);
    give(&mut state, Command::RoundOurPrep);
    act(&mut state, RoundAction::Time { now: 40.0, wall: 1_000_040.0 });
    let before = round(&state).clone();
    act(&mut state, RoundAction::FlipSides);
    assert_ne!(round(&state).sides, before.sides);
    give(&mut state, Command::Undo);
    assert_eq!(round(&state), &before);
}

#[test]
fn rows_of_another_window_move_the_edited_cell_and_its_clock_runs_here_too() {
    let mut state = with_round("policy");
    act(&mut state, RoundAction::ChooseCell((0, 0)));
    act(&mut state, RoundAction::SetCellText("Harms".into()));
    let key = state.round.key.clone();
    let (written, _) = state.round.saved().unwrap();
    let mut both = written.clone();
    let rows = &mut both.flow.sheets[0].rows;
    let mut new = rows[0].clone();
    new.cells[0].text = "Before it".into();
    rows.insert(0, new);
    both.toggle_speech(1_000_010.0);
    act(&mut state, RoundAction::Merged(key.clone(), Arc::new(written), Arc::new(both.clone())));
    assert!(state.notices.iter().any(|notice| notice.text.starts_with("Another window changed this round too")));
    assert_eq!((state.round.cell, state.round.text()), ((1, 0), "Harms"));
    assert!(state.round.writing);
    act(&mut state, RoundAction::Time { now: 40.0, wall: 1_000_040.0 });
    assert_eq!(round(&state).clock.speech.elapsed(state.round.now), 30.0);
    let texts = |state: &AppState| -> Vec<String> {
        round(state).flow.sheets[0].rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()).collect()
    };
    assert_eq!(names(&give(&mut state, Command::Undo)), ["SaveRound"]);
    assert_eq!(texts(&state), ["Before it"], "the local text is undone, and the other window's row stays");
    assert_eq!(names(&give(&mut state, Command::Redo)), ["SaveRound"]);
    assert_eq!(texts(&state), ["Before it", "Harms"]);
    assert!(round(&state).clock.speech.is_running(), "clocks are not undone");
    act(&mut state, RoundAction::ChooseCell((1, 0)));
    act(&mut state, RoundAction::SetWriting(true));
    // The other window removes the row: further typing has no target.
    let mut gone = both.clone();
    gone.flow.sheets[0].rows.remove(1);
    act(&mut state, RoundAction::Merged(key, Arc::new(both), Arc::new(gone)));
    assert!(!state.round.writing);
}
