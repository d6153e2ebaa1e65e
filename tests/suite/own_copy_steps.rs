//! Undo while a copy is read: what was answered about it and left out of it, also after the copy was closed in between.

use std::sync::Arc;

use parallax::model::progress::Progress;
use parallax::model::{Brief, Correction, Decision, Entry, Owner};
use parallax::state::brief::BriefAction;
use parallax::state::{
    Action, AppState, Command, ContextTarget, CopyAction, Effect, Loaded, OwnCopy, ReaderAction, SavedCopy, update,
};
use proptest::prelude::*;

use crate::own_copies::{MILLBROOK, settle, small};
use crate::own_copy_left_out::{ADS, WITH_ADS, act, copy, read_beside, saved, standing, take_in, without};
use crate::support::names;

fn give(state: &mut AppState, command: Command) {
    act(state, Action::Command(command));
}

fn said(state: &AppState) -> &str {
    state.notices.last().map_or("", |notice| notice.text.as_str())
}

fn entries(state: &AppState) -> usize {
    state.brief.entries().len()
}

/// The small edition with an empty brief, to which a paragraph of the article was cut.
fn with_cut() -> AppState {
    let mut state = small();
    state.request_brief();
    update(&mut state, Action::Brief(BriefAction::Loaded("small".into(), Ok(Some(Box::new(Brief::empty("Lamps")))))));
    cut(&mut state);
    state
}

fn cut(state: &mut AppState) {
    let before = entries(state);
    update(state, Action::Reader(ReaderAction::Activate(1)));
    give(state, Command::Cut);
    update(state, Action::Brief(BriefAction::AddCut));
    assert_eq!(entries(state), before + 1);
}

/// Opens the copy again as its file has it, with an edition that was read again.
fn open_again(state: &mut AppState, saved: &SavedCopy) {
    let base = Arc::new((**state.base()).clone());
    let request = saved.to_request(base);
    let matched = request.run(&Progress::default()).unwrap();
    let (copy, edition) = OwnCopy::new(request, None, saved.source.clone(), matched);
    let effects = update(state, Action::Loaded(Ok(Box::new(Loaded::Copy(Box::new(copy), Box::new(edition))))));
    settle(state, effects);
}

#[test]
fn undo_in_a_copy_leaves_out_what_was_taken_in_and_not_a_card_that_was_cut_before() {
    let mut state = with_cut();
    read_beside(&mut state, WITH_ADS, &ADS);
    give(&mut state, Command::LeftOut);
    take_in(&mut state, "p3a");
    act(&mut state, Action::ShowDialog(None));
    give(&mut state, Command::Undo);
    assert_eq!((said(&state), entries(&state)), ("Left out again", 1));
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p4"]);
}

#[test]
fn undo_acts_on_the_copy_while_its_match_is_still_pending() {
    let mut state = with_cut();
    read_beside(&mut state, WITH_ADS, &ADS);
    let effects = update(&mut state, Action::Copy(CopyAction::TakeIn("p3a".into())));
    give(&mut state, Command::Undo);
    assert_eq!((said(&state), entries(&state)), ("Left out again", 1));
    for effect in effects {
        if let Effect::Match { request, generation } = effect {
            let matched = Box::new(request.run(&Progress::default()).unwrap());
            assert!(
                update(&mut state, Action::Copy(CopyAction::Matched(generation, matched))).is_empty(),
                "a later one was requested"
            );
        }
    }
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p4"]);
}

#[test]
fn undo_acts_on_a_copy_that_was_left_and_opened_again() {
    let mut state = with_cut();
    read_beside(&mut state, WITH_ADS, &ADS);
    take_in(&mut state, "p3a");
    take_in(&mut state, "p1a");
    let file = saved(&state);
    give(&mut state, Command::LeaveCopy);
    assert!(state.copy.open.is_none());
    open_again(&mut state, &file);
    for left in [vec!["p1", "p2", "p3", "p3a", "p4"], vec!["p1", "p2", "p3", "p4"]] {
        give(&mut state, Command::Undo);
        assert_eq!((said(&state), entries(&state)), ("Left out again", 1));
        assert_eq!(standing(&state), left);
    }
    give(&mut state, Command::Redo);
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p3a", "p4"]);
    // What was undone before it is closed is redone after it.
    let file = saved(&state);
    give(&mut state, Command::LeaveCopy);
    open_again(&mut state, &file);
    give(&mut state, Command::Redo);
    assert_eq!(standing(&state), ["p1", "p1a", "p2", "p3", "p3a", "p4"]);
}

#[test]
fn in_the_edition_s_own_text_undo_acts_on_the_cut_and_says_so_in_words() {
    let mut state = with_cut();
    read_beside(&mut state, WITH_ADS, &ADS);
    take_in(&mut state, "p3a");
    let file = saved(&state);
    give(&mut state, Command::LeaveCopy);
    let what = if matches!(state.brief.entries(), [Entry::Card(_)]) { "The card" } else { "The analytic" };
    give(&mut state, Command::Undo);
    assert_eq!((said(&state), entries(&state)), (&*format!("{what} was taken out of the brief again"), 0));
    give(&mut state, Command::Undo);
    assert_eq!(said(&state), "Nothing to undo", "the copy is not open");
    give(&mut state, Command::Redo);
    assert_eq!((said(&state), entries(&state)), (&*format!("{what} was put into the brief again"), 1));
    open_again(&mut state, &file);
    give(&mut state, Command::Undo);
    assert_eq!(entries(&state), 0, "the cut was undone and redone, so it is the latest change");
    give(&mut state, Command::Undo);
    assert_eq!(said(&state), "Left out again");
}

#[test]
fn a_card_cut_in_between_is_undone_in_its_turn() {
    let mut state = with_cut();
    read_beside(&mut state, WITH_ADS, &ADS);
    take_in(&mut state, "p3a");
    cut(&mut state);
    take_in(&mut state, "p1a");
    give(&mut state, Command::Undo);
    assert_eq!((said(&state), entries(&state)), ("Left out again", 2));
    give(&mut state, Command::Undo);
    assert_eq!(entries(&state), 1);
    assert!(said(&state).ends_with("taken out of the brief again"), "{}", said(&state));
    give(&mut state, Command::Undo);
    assert_eq!((said(&state), entries(&state)), ("Left out again", 1));
}

#[test]
fn a_copy_that_another_window_changed_while_it_was_closed_is_not_stepped_back_over_it() {
    let mut state = with_cut();
    read_beside(&mut state, WITH_ADS, &ADS);
    take_in(&mut state, "p3a");
    let mut file = saved(&state);
    give(&mut state, Command::LeaveCopy);
    file.leave_out(&[1].into());
    open_again(&mut state, &file);
    let before = standing(&state);
    give(&mut state, Command::Undo);
    assert_eq!((standing(&state), entries(&state)), (before, 0));
}

#[test]
fn a_copy_that_was_forgotten_has_nothing_to_undo_when_its_text_is_read_again() {
    let mut state = without(WITH_ADS, &ADS);
    take_in(&mut state, "p3a");
    act(&mut state, Action::ForgetCopy);
    read_beside(&mut state, WITH_ADS, &[1, 6]);
    assert!(!Command::Undo.is_offered(&state));
    give(&mut state, Command::Undo);
    assert_eq!(said(&state), "Nothing to undo");
}

fn leave_out(state: &mut AppState, row: usize) {
    let effects = update(state, Action::CommandOn(ContextTarget::Paragraph(row), Command::LeaveOutParagraph));
    assert_eq!(names(&effects), ["SaveCopy", "Match"], "row {row}");
    settle(state, effects);
}

#[test]
fn a_paragraph_that_was_taken_in_is_left_out_again_from_its_context_menu() {
    let mut state = without(WITH_ADS, &ADS);
    take_in(&mut state, "p3a");
    let before = saved(&state);
    update(&mut state, Action::Reader(ReaderAction::Activate(4)));
    let items = state.context_items(ContextTarget::Paragraph(4));
    assert!(items.iter().any(|item| item.label == "Leave this paragraph out of your copy"), "{items:?}");
    leave_out(&mut state, 4);
    assert_eq!(said(&state), "¶3a is left out of your copy");
    assert_eq!(state.notices.last().unwrap().offers, [(Command::Undo, "Undo")]);
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p4"]);
    give(&mut state, Command::Undo);
    assert_eq!((said(&state), saved(&state).article), ("Taken in again", before.article));
    give(&mut state, Command::Redo);
    assert_eq!((said(&state), standing(&state).len()), ("Left out again", 4));
}

#[test]
fn the_last_paragraph_of_a_copy_stays_and_only_a_copy_offers_to_leave_one_out() {
    let mut state = small();
    update(&mut state, Action::Reader(ReaderAction::Activate(1)));
    assert!(!Command::LeaveOutParagraph.is_offered(&state), "this is no copy");
    give(&mut state, Command::LeaveOutParagraph);
    assert_eq!(said(&state), "No copy of your own is open");
    read_beside(&mut state, WITH_ADS, &ADS);
    update(&mut state, Action::Reader(ReaderAction::Activate(0)));
    assert!(!Command::LeaveOutParagraph.is_offered(&state), "the title is no paragraph");
    for left in (1..4).rev() {
        update(&mut state, Action::Reader(ReaderAction::Activate(1)));
        assert!(Command::LeaveOutParagraph.is_offered(&state));
        for words in ["leave out", "advertisement", "remove paragraph"] {
            assert!(Command::matching(&state, words).contains(&Command::LeaveOutParagraph), "{words}");
        }
        leave_out(&mut state, 1);
        assert_eq!(standing(&state).len(), left);
    }
    update(&mut state, Action::Reader(ReaderAction::Activate(1)));
    assert!(!Command::LeaveOutParagraph.is_offered(&state));
    assert!(update(&mut state, Action::Command(Command::LeaveOutParagraph)).is_empty());
    assert_eq!(standing(&state).len(), 1);
}

#[test]
fn notes_of_a_paragraph_that_is_left_out_have_no_place_until_it_is_back() {
    let mut state = without(WITH_ADS, &ADS);
    let lost = |state: &AppState| copy(state).lost.len();
    let before = lost(&state);
    let at = 1 + (0..3).find(|at| !state.rows.notes(*at).is_empty()).unwrap();
    let id = state.paragraph_of(at).unwrap().id.clone();
    leave_out(&mut state, at);
    assert!(lost(&state) > before);
    act(&mut state, Action::Copy(CopyAction::TakeIn(id)));
    assert_eq!(lost(&state), before);
}

#[test]
fn what_is_left_out_of_an_open_copy_is_left_out_in_another_window_too() {
    let mut ours = without(WITH_ADS, &ADS);
    let file = saved(&ours);
    leave_out(&mut ours, 2);
    let mut written = saved(&ours);
    written.merge(file.clone());
    assert_eq!(written.left_out_indexes(), [1, 2, 4, 6].into());
    // A window that read the file before takes it over when it saves.
    let mut theirs = without(WITH_ADS, &ADS);
    let base = file.written_left_out();
    update(&mut theirs, Action::Copy(CopyAction::Saved(base)));
    let mut merged = saved(&theirs);
    merged.merge(written);
    assert_eq!(merged.left_out_indexes(), [1, 2, 4, 6].into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn leaving_out_and_taking_in_again_any_paragraphs_gives_back_the_copy_as_it_was(
        out in prop::collection::btree_set(0_usize..7, 0..6),
        steps in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..10),
        answers in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..5), 0..3),
    ) {
        let mut state = without(WITH_ADS, &out.iter().copied().collect::<Vec<_>>());
        for (index, edition) in answers {
            let at = index.index(copy(&state).request.article.paragraphs.len());
            act(&mut state, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: at, edition: edition.min(MILLBROOK) }])));
        }
        act(&mut state, Action::Copy(CopyAction::Decide(vec![Decision::Detached { owner: Owner::Claim("p2.c1".into()) }])));
        let (before, text) = (saved(&state), state.edition.clone());
        let mut changes = 0;
        for (out, index) in steps {
            if out && standing(&state).len() > 1 {
                let row = 1 + index.index(standing(&state).len());
                leave_out(&mut state, row);
                changes += 1;
            } else if let [_, ..] = &copy(&state).request.left_out[..] {
                let id = index.get(&copy(&state).request.left_out).paragraph.id.clone();
                act(&mut state, Action::Copy(CopyAction::TakeIn(id)));
                changes += 1;
            }
            prop_assert_eq!(copy(&state).key.as_str(), saved(&state).key());
        }
        let changed = saved(&state);
        for _ in 0..changes {
            give(&mut state, Command::Undo);
        }
        prop_assert_eq!((saved(&state).article, saved(&state).left_out), (before.article.clone(), before.left_out.clone()));
        for _ in 0..changes {
            give(&mut state, Command::Redo);
        }
        prop_assert_eq!((saved(&state).article, saved(&state).left_out), (changed.article, changed.left_out));
        // Step by step instead of by undo: first what is missing, then what is too much.
        let wanted: Vec<_> = before.article.paragraphs.iter().map(|paragraph| paragraph.id.clone()).collect();
        for id in &wanted {
            act(&mut state, Action::Copy(CopyAction::TakeIn(id.clone())));
        }
        while let Some(at) = state.edition.paragraphs().iter().position(|paragraph| !wanted.contains(&paragraph.id)) {
            leave_out(&mut state, at + 1);
        }
        let after = saved(&state);
        prop_assert_eq!((&after.article, &after.left_out), (&before.article, &before.left_out));
        prop_assert_eq!(after.corrections.len(), before.corrections.len());
        prop_assert!(after.corrections.iter().all(|answer| before.corrections.contains(answer)));
        prop_assert_eq!(&after.decisions, &before.decisions);
        prop_assert_eq!(state.edition.perspectives(), text.perspectives(), "notes are where they were");
    }
}
