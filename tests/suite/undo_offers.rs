//! A button of a message that brings something back acts on that change, or is not there.

use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::round::RoundAction;
use parallax::state::{Action, AppState, Command, ContextTarget, Effect, Loaded, Opened, update};

use crate::briefs::lamps;
use crate::own_copies::small;
use crate::support;

fn with_documents() -> AppState {
    let mut state = small();
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    state.request_brief();
    update(&mut state, Action::Brief(BriefAction::Loaded("small".into(), Ok(Some(Box::new(lamps()))))));
    state
}

fn give(state: &mut AppState, command: Command) -> Vec<Effect> {
    update(state, Action::Command(command))
}

fn import_source(state: &mut AppState, at: usize) {
    let source = lamps().sources[at].clone();
    update(state, Action::Annotations(AnnotationAction::Sources("small".into(), vec![source])));
}

/// Returns the words on the buttons of the messages.
fn offers(state: &AppState) -> Vec<&'static str> {
    state.notices.iter().flat_map(|notice| &notice.offers).map(|(_, words)| *words).collect()
}

fn highlight(state: &mut AppState, row: usize) {
    update(state, Action::CommandOn(ContextTarget::Paragraph(row), Command::Highlight));
}

#[test]
fn an_offer_to_bring_something_back_goes_with_the_next_change() {
    let mut state = with_documents();
    import_source(&mut state, 0);
    assert_eq!(offers(&state), ["Take it out again"]);
    highlight(&mut state, 2);
    assert_eq!(offers(&state), [""; 0], "it would remove the highlight");
    assert!(state.notices.iter().any(|notice| notice.text == "One source was brought in"), "the message stays");
    give(&mut state, Command::Undo);
    assert_eq!(offers(&state), ["Do it again"], "the source is not the change undone last");
    give(&mut state, Command::Undo);
    assert_eq!(offers(&state), ["Do it again"], "one for the source; the one for the highlight is gone");
    give(&mut state, Command::Redo);
    assert_eq!(offers(&state), ["Undo"]);
    highlight(&mut state, 3);
    assert_eq!(offers(&state), [""; 0]);
}

#[test]
fn of_two_offers_only_that_of_the_latest_change_is_left() {
    let mut state = with_documents();
    import_source(&mut state, 0);
    update(&mut state, Action::Annotations(AnnotationAction::Sources("small".into(), lamps().sources[1..].to_vec())));
    assert_eq!(offers(&state), [if lamps().sources.len() == 2 { "Take it out again" } else { "Take them out again" }]);
    import_source(&mut state, 0);
    assert_eq!(offers(&state).len(), 1, "nothing was changed: the sources were here already");
}

#[test]
fn entries_of_a_brief_are_brought_back_by_their_own_message_alone() {
    let mut state = with_documents();
    give(&mut state, Command::Debate);
    let heading = state.brief.entries()[0].id();
    update(&mut state, Action::Brief(BriefAction::Choose(heading)));
    give(&mut state, Command::RemoveEntry);
    let text = &state.notices.last().unwrap().text;
    assert!(text.contains("entries were taken out"), "{text}");
    assert_eq!(offers(&state), ["Bring them back"]);
    update(&mut state, Action::Brief(BriefAction::SetTitle("Lamps".into())));
    assert_eq!(offers(&state), [""; 0], "it would take the title back");
    give(&mut state, Command::Undo);
    give(&mut state, Command::Undo);
    assert_eq!(state.brief.entries().len(), lamps().entries.len());
}

#[test]
fn an_offer_does_not_outlive_the_layer_or_the_brief_that_it_is_about() {
    let mut state = with_documents();
    highlight(&mut state, 2);
    import_source(&mut state, 0);
    let other = support::small().with("edition.ron", "id: \"small\"", "id: \"other\"").load().unwrap().edition;
    let opened = Opened { edition: other, path: None };
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(opened))))));
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("other".into(), Ok(None))));
    assert_eq!(offers(&state), [""; 0]);
    give(&mut state, Command::Undo);
    assert_eq!(state.notices.last().unwrap().text, "Nothing to undo");
    let mut state = with_documents();
    give(&mut state, Command::Debate);
    give(&mut state, Command::RemoveEntry);
    assert_eq!(offers(&state), ["Bring it back"]);
    update(&mut state, Action::Brief(BriefAction::New("Another".into())));
    assert_eq!(offers(&state), [""; 0]);
}

#[test]
fn a_sheet_is_brought_back_by_its_own_message_alone() {
    let mut state = with_documents();
    give(&mut state, Command::RoundOpen);
    let key = state.round.key.clone();
    update(&mut state, Action::Round(RoundAction::Loaded(key, Ok(None))));
    update(&mut state, Action::BeginRound(0));
    give(&mut state, Command::RoundNewSheet);
    give(&mut state, Command::RoundNewSheet);
    update(&mut state, Action::Round(RoundAction::RemoveSheet));
    assert_eq!(offers(&state), ["Bring it back"]);
    give(&mut state, Command::RoundNewSheet);
    assert_eq!(offers(&state), [""; 0], "it would take the new sheet off");
    update(&mut state, Action::Round(RoundAction::RemoveSheet));
    give(&mut state, Command::Undo);
    assert_eq!(offers(&state), ["Do it again"], "it is back");
}

#[test]
fn what_is_typed_after_a_step_was_undone_is_a_step_of_its_own() {
    let mut state = with_documents();
    give(&mut state, Command::Debate);
    update(&mut state, Action::Brief(BriefAction::SetTitle("La".into())));
    give(&mut state, Command::RemoveEntry);
    give(&mut state, Command::Undo);
    assert_eq!(offers(&state), ["Do it again"]);
    update(&mut state, Action::Brief(BriefAction::SetTitle("Lam".into())));
    assert_eq!(offers(&state), [""; 0], "nothing is left to do again");
    give(&mut state, Command::Undo);
    assert_eq!(state.brief.document.as_ref().unwrap().title, "La");
}

#[test]
fn the_same_message_said_again_is_another_message() {
    let mut state = with_documents();
    give(&mut state, Command::Undo);
    let first = state.notices.last().unwrap().id;
    give(&mut state, Command::Undo);
    let [again] = &state.notices[..] else { panic!("{:?}", state.notices) };
    assert!(again.id > first);
    let second = again.id;
    update(&mut state, Action::Dismiss(first));
    assert_eq!(state.notices.len(), 1, "it is another one");
    update(&mut state, Action::Dismiss(second));
    assert_eq!(state.notices, []);
}
