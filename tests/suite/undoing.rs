//! Undoing and redoing what is not typed in one list: the head of a brief, imported sources, a round, a cut from the
//! article, and all of it when another window changed the same file.

use parallax::library::round_formats;
use parallax::model::round::{Round, Side, Speech};
use parallax::model::{Brief, Entry, Layer};
use parallax::session::desk::DeskAction;
use parallax::session::layer::LayerAction;
use parallax::session::rounds::{RoundAction, RoundCommand, RoundView};
use parallax::session::{Action, Command, Effect, Session, update};

use crate::briefs::lamps;
use crate::own_copies::small;

fn with_brief() -> Session {
    let mut session = small();
    session.want_layer();
    update(&mut session, Action::Layer(LayerAction::Came("small".into(), Ok(None))));
    session.want_brief();
    desk(&mut session, DeskAction::Came("small".into(), Ok(Some(Box::new(lamps())))));
    session
}

fn desk(session: &mut Session, action: DeskAction) -> Vec<Effect> {
    update(session, Action::Desk(action))
}

fn give(session: &mut Session, command: Command) -> Vec<Effect> {
    update(session, Action::Command(command))
}

fn act(session: &mut Session, action: RoundAction) {
    update(session, Action::Round(action));
}

fn brief(session: &Session) -> &Brief {
    session.desk.brief.as_ref().unwrap()
}

fn round(session: &Session) -> &Round {
    session.rounds.round.as_ref().unwrap()
}

fn said(session: &Session) -> &str {
    session.notices.last().map_or("", |notice| notice.text.as_str())
}

#[test]
fn the_title_and_the_sides_of_a_brief_are_undone_each_as_one_change() {
    let mut session = with_brief();
    give(&mut session, Command::Debate);
    for title in ["L", "La", "Lamps at night"] {
        desk(&mut session, DeskAction::Called(title.into()));
    }
    desk(&mut session, DeskAction::Sides(vec!["Gov".into(), "Opp".into()]));
    assert_eq!(give(&mut session, Command::Undo), [Effect::SaveBrief]);
    assert_eq!((&brief(&session).title[..], &brief(&session).sides), ("Lamps at night", &lamps().sides));
    give(&mut session, Command::Undo);
    assert_eq!(brief(&session), &lamps());
    give(&mut session, Command::Redo);
    give(&mut session, Command::Redo);
    assert_eq!((&brief(&session).title[..], &brief(&session).sides[0][..]), ("Lamps at night", "Gov"));
}

#[test]
fn a_brief_that_was_taken_in_is_undone_with_its_sides_and_sources() {
    let mut session = with_brief();
    give(&mut session, Command::Debate);
    let mut other = lamps();
    other.sides[0] = "Prop".into();
    other.sources[0].title = "Another work under the same id".into();
    desk(&mut session, DeskAction::Take(Box::new(other)));
    assert_eq!(brief(&session).sides.len(), lamps().sides.len() + 1);
    let both = brief(&session).clone();
    give(&mut session, Command::Undo);
    assert_eq!(brief(&session), &lamps());
    give(&mut session, Command::Redo);
    assert_eq!(brief(&session), &both);
}

#[test]
fn what_another_window_did_stays_when_ones_own_change_is_undone() {
    let mut session = with_brief();
    give(&mut session, Command::Debate);
    desk(&mut session, DeskAction::Called("Ours".into()));
    let first = brief(&session).entries[0].id();
    desk(&mut session, DeskAction::Title(first, "Our heading".into()));
    // The other window took the last entry away and changed the sides.
    let written = brief(&session).clone();
    let mut both = written.clone();
    both.entries.pop();
    both.sides = vec!["Gov".into(), "Opp".into()];
    desk(&mut session, DeskAction::Merged("small".into(), Box::new(written), Box::new(both.clone())));
    assert_eq!(brief(&session), &both);
    assert_eq!(give(&mut session, Command::Undo), [Effect::SaveBrief]);
    assert_eq!(brief(&session).entries[0].title(), lamps().entries[0].title());
    assert_eq!(give(&mut session, Command::Undo), [Effect::SaveBrief]);
    let Brief { title, sides, entries, .. } = brief(&session);
    assert_eq!((title, sides, entries.len()), (&lamps().title, &both.sides, lamps().entries.len() - 1));
    give(&mut session, Command::Redo);
    give(&mut session, Command::Redo);
    assert_eq!(brief(&session), &both);
}

#[test]
fn a_cut_is_taken_back_where_it_was_made() {
    let mut session = with_brief();
    update(&mut session, Action::Activate(2));
    give(&mut session, Command::Cut);
    desk(&mut session, DeskAction::TakeCut);
    let count = |session: &Session| brief(session).entries.len();
    assert_eq!(count(&session), lamps().entries.len() + 1);
    assert_eq!(give(&mut session, Command::Undo), [Effect::SaveBrief]);
    assert_eq!(
        (count(&session), said(&session)),
        (lamps().entries.len(), "Undone in the brief. Ctrl+Shift+Z does it again")
    );
    assert_eq!(give(&mut session, Command::Redo), [Effect::SaveBrief]);
    // Once the brief was changed on its own screen, that is where it is undone.
    give(&mut session, Command::Debate);
    desk(&mut session, DeskAction::Called("Lamps".into()));
    give(&mut session, Command::LeaveDebate);
    assert_eq!(give(&mut session, Command::Undo), []);
    assert_eq!(said(&session), "Nothing to undo");
}

#[test]
fn sources_that_were_brought_in_are_taken_out_again_and_what_another_window_brought_stays() {
    let mut session = with_brief();
    let [one, two] = [0, 1].map(|at| lamps().sources[at].clone());
    update(&mut session, Action::Layer(LayerAction::Sources(vec![one.clone()])));
    assert!(said(&session).starts_with("One source was brought in"), "{}", said(&session));
    let written = session.layer.layer.clone().unwrap();
    let both = Layer { sources: vec![one.clone(), two.clone()], ..written.clone() };
    update(&mut session, Action::Layer(LayerAction::Merged(Box::new(written), Box::new(both))));
    give(&mut session, Command::Undo);
    let sources = |session: &Session| session.layer.layer.as_ref().unwrap().sources.clone();
    assert_eq!(sources(&session), std::slice::from_ref(&two));
    give(&mut session, Command::Redo);
    assert_eq!(sources(&session), [one, two]);
}

fn with_round(format: &str) -> Session {
    let mut session = with_brief();
    give(&mut session, Command::Debate);
    let at = round_formats().iter().position(|one| one.id == format).unwrap();
    act(&mut session, RoundAction::Time { now: 10.0, wall: 1_000_010.0 });
    act(&mut session, RoundAction::Begin(at));
    give(&mut session, Command::Round(RoundCommand::Open));
    session
}

type Change = Box<dyn Fn(&mut Session)>;

/// The round without its clocks.
fn plain(session: &Session) -> Round {
    let round = round(session);
    Round { clock: parallax::model::round::Clock::new(&round.rules), ..round.clone() }
}

#[test]
fn everything_in_a_round_is_undone_and_redone_in_order_and_its_clocks_go_on() {
    let mut session = with_round("free");
    let card = session.desk.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    session.desk.chosen = card;
    let speech = round(&session).rules.speeches[0].clone();
    let changes: Vec<Change> = vec![
        Box::new(|session| {
            give(session, Command::Round(RoundCommand::Send));
        }),
        Box::new(|session| {
            act(session, RoundAction::GoTo(0));
            give(session, Command::Round(RoundCommand::Clock));
            act(session, RoundAction::MarkAt(0, 3));
        }),
        Box::new(|session| {
            give(session, Command::Round(RoundCommand::MarkLater));
            give(session, Command::Round(RoundCommand::MarkLater));
        }),
        Box::new(|session| ["F", "Fi", "Final"].iter().for_each(|t| act(session, RoundAction::Called((*t).into())))),
        Box::new(|session| act(session, RoundAction::Named(Side::First, "Gov".into()))),
        Box::new(|session| act(session, RoundAction::Ours(Some(Side::Second)))),
        Box::new(|session| {
            give(session, Command::Round(RoundCommand::NewSheet));
        }),
        Box::new(|session| act(session, RoundAction::SheetNamed("Costs".into()))),
        Box::new(|session| act(session, RoundAction::Typed("Too dear".into()))),
        Box::new(move |session| {
            let changed = Speech { short: "Opening".into(), minutes: 6.0, ..speech.clone() };
            act(session, RoundAction::ChangeSpeech(0, Box::new(changed)));
        }),
        Box::new(|session| act(session, RoundAction::AddSpeech(0))),
        Box::new(|session| act(session, RoundAction::RemoveSpeech(1))),
        Box::new(|session| act(session, RoundAction::RemoveSheet)),
    ];
    let mut states = vec![plain(&session)];
    for change in &changes {
        change(&mut session);
        assert_ne!(states.last(), Some(&plain(&session)), "change {}", states.len());
        states.push(plain(&session));
    }
    let runs = |session: &Session| round(session).clock.speech.is_running();
    for before in states.iter().rev().skip(1) {
        assert_eq!(give(&mut session, Command::Undo), [Effect::SaveRound]);
        assert_eq!(&plain(&session), before);
        assert!(runs(&session));
    }
    assert_eq!(give(&mut session, Command::Undo), []);
    for after in states.iter().skip(1) {
        assert_eq!(give(&mut session, Command::Redo), [Effect::SaveRound]);
        assert_eq!(&plain(&session), after);
    }
}

#[test]
fn undoing_shows_what_it_changed() {
    let mut session = with_round("policy");
    session.desk.chosen = session.desk.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    give(&mut session, Command::Round(RoundCommand::Send));
    act(&mut session, RoundAction::Typed("Lamps".into()));
    act(&mut session, RoundAction::Prepare(3));
    give(&mut session, Command::Undo);
    assert_eq!(session.rounds.view, RoundView::Flow);
    // The first sheet came with the first word.
    give(&mut session, Command::Undo);
    give(&mut session, Command::Undo);
    assert_eq!((session.rounds.view, session.rounds.shown_speech()), (RoundView::Speech, 0));
    assert!(round(&session).speeches[0].read.is_empty());
}

#[test]
fn letting_the_other_side_speak_first_is_undone_with_the_prep_of_each() {
    let mut session = with_round("free");
    session.desk.chosen = session.desk.entries().iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    give(&mut session, Command::Round(RoundCommand::Send));
    give(&mut session, Command::Round(RoundCommand::OurPrep));
    act(&mut session, RoundAction::Time { now: 40.0, wall: 1_000_040.0 });
    let before = round(&session).clone();
    act(&mut session, RoundAction::Flip);
    assert_ne!(round(&session).sides, before.sides);
    give(&mut session, Command::Undo);
    assert_eq!(round(&session), &before);
}

#[test]
fn another_windows_rows_move_the_cell_that_is_typed_in_and_its_clock_runs_here_too() {
    let mut session = with_round("policy");
    act(&mut session, RoundAction::Cell((0, 0)));
    act(&mut session, RoundAction::Typed("Harms".into()));
    let key = session.rounds.key.clone();
    let (written, _) = session.rounds.kept().unwrap();
    let mut both = written.clone();
    let rows = &mut both.flow.sheets[0].rows;
    let mut new = rows[0].clone();
    new.cells[0].text = "Before it".into();
    rows.insert(0, new);
    both.toggle_speech(1_000_010.0);
    act(&mut session, RoundAction::Merged(key.clone(), Box::new(written), Box::new(both.clone())));
    assert!(session.notices.iter().any(|notice| notice.text.starts_with("Another window changed this round too")));
    assert_eq!((session.rounds.cell, session.rounds.text()), ((1, 0), "Harms"));
    assert!(session.rounds.writing);
    act(&mut session, RoundAction::Time { now: 40.0, wall: 1_000_040.0 });
    assert_eq!(round(&session).clock.speech.elapsed(session.rounds.now), 30.0);
    let texts = |session: &Session| -> Vec<String> {
        round(session).flow.sheets[0].rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()).collect()
    };
    assert_eq!(give(&mut session, Command::Undo), [Effect::SaveRound]);
    assert_eq!(texts(&session), ["Before it"], "one's own word is undone, and the other window's row stays");
    assert_eq!(give(&mut session, Command::Redo), [Effect::SaveRound]);
    assert_eq!(texts(&session), ["Before it", "Harms"]);
    assert!(round(&session).clock.speech.is_running(), "no clock is undone");
    act(&mut session, RoundAction::Cell((1, 0)));
    act(&mut session, RoundAction::Write(true));
    // The other window takes the row away: what is typed next goes nowhere by itself.
    let mut gone = both.clone();
    gone.flow.sheets[0].rows.remove(1);
    act(&mut session, RoundAction::Merged(key, Box::new(both), Box::new(gone)));
    assert!(!session.rounds.writing);
}
