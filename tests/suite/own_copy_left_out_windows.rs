//! What was left out of a copy that two windows have open: whose choice holds, and what an undo takes back.

use std::collections::BTreeSet;

use parallax::model::{Correction, Decision, Owner, ParagraphId};
use parallax::state::{Action, AppState, Command, CopyAction, update};
use proptest::prelude::*;

use crate::own_copy_left_out::{
    ADS, MILLBROOK, WITH_ADS, act, copy, ids_left_out, load, merged, opened, reopened, saved, take_in, without, written,
};

#[test]
fn a_choice_about_what_is_left_out_is_made_once_and_another_window_may_change_it_afterwards() {
    // The window whose preview made the copy.
    let mut made = without(WITH_ADS, &ADS);
    let first = saved(&made);
    assert_eq!(ids_left_out(&merged(&made, &without(WITH_ADS, &[]))), ["p1a", "p3a", "p4a"], "not written yet");
    written(&mut made);
    let mut other = reopened(&first);
    take_in(&mut other, "p3a");
    act(&mut made, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 2, edition: MILLBROOK }])));
    assert_eq!(ids_left_out(&merged(&made, &other)), ["p1a", "p4a"]);
    // One that took it in and left it out again, before or after that was written.
    for is_written in [false, true] {
        let mut one = reopened(&first);
        take_in(&mut one, "p3a");
        if is_written {
            written(&mut one);
        }
        act(&mut one, Action::Command(Command::Undo));
        if is_written {
            assert_eq!(ids_left_out(&merged(&one, &other)), ["p1a", "p3a", "p4a"], "not written yet");
            written(&mut one);
        }
        assert_eq!(ids_left_out(&merged(&one, &other)), ["p1a", "p4a"]);
    }
    // A preview in which nothing is left out decides nothing about what another window leaves out.
    assert_eq!(merged(&without(WITH_ADS, &[]), &other).left_out_indexes(), BTreeSet::from([1, 6]));
    // What an earlier opening of the copy wrote says nothing of this one.
    let late = saved(&made).written_left_out();
    update(&mut made, Action::Command(Command::LeaveCopy));
    let loaded = opened(&made, &saved(&other));
    update(&mut made, Action::Loaded(Ok(Box::new(loaded))));
    update(&mut made, Action::Copy(CopyAction::Saved(late)));
    assert_eq!(ids_left_out(&merged(&made, &reopened(&first))), ["p1a", "p3a", "p4a"], "as the file has it now");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn of_each_paragraph_the_last_choice_that_was_written_holds_whichever_window_made_it(
        out in prop::collection::btree_set(0_usize..7, 1..6),
        steps in prop::collection::vec((any::<bool>(), any::<Option<prop::sample::Index>>()), 1..10),
    ) {
        let mut made = without(WITH_ADS, &out.iter().copied().collect::<Vec<_>>());
        let mut file = saved(&made);
        written(&mut made);
        let mut windows = [made, reopened(&file)];
        let mut expected = file.left_out_indexes();
        for (which, step) in steps {
            let state = &mut windows[usize::from(which)];
            let before = saved(state).left_out_indexes();
            let left: Vec<ParagraphId> =
                copy(state).request.left_out.iter().map(|left| left.paragraph.id.clone()).collect();
            match step {
                Some(index) if !left.is_empty() => act(state, Action::Copy(CopyAction::TakeIn(index.get(&left).clone()))),
                _ if copy(state).steps_left_out() => act(state, Action::Command(Command::Undo)),
                _ => continue,
            }
            let after = saved(state).left_out_indexes();
            expected.extend(after.difference(&before));
            expected.retain(|at| after.contains(at) || !before.contains(at));
            let mut merged = saved(state);
            merged.merge(file);
            file = merged;
            prop_assert_eq!(&file.left_out_indexes(), &expected);
            written(state);
        }
    }
}

#[test]
fn an_undo_of_what_another_window_left_out_takes_back_none_of_its_answers() {
    let link = Correction::Linked { copy: 2, edition: MILLBROOK };
    let ours = Correction::Unlinked { copy: 3, edition: 0 };
    let owner = Owner::Claim("p2.c1".into());
    let first = saved(&without(WITH_ADS, &ADS));
    let mut other = reopened(&first);
    take_in(&mut other, "p3a");
    act(&mut other, Action::Copy(CopyAction::Correct(vec![link])));
    act(&mut other, Action::Copy(CopyAction::Decide(vec![Decision::Detached { owner: owner.clone() }])));
    // An answer about what is left out after the undo.
    act(&mut other, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 3, edition: 0 }])));
    let mut state = reopened(&first);
    act(&mut state, Action::Copy(CopyAction::Correct(vec![ours])));
    let corrections = |state: &AppState| {
        let mut all = saved(state).corrections;
        all.sort_by(|one, other| one.copy.as_str().cmp(other.copy.as_str()));
        all.iter().map(|c| format!("{} {}", c.copy, c.linked)).collect::<Vec<_>>()
    };
    load(&mut state, &saved(&other));
    assert_eq!(corrections(&state), ["p3 true", "p3a true", "p4 false"]);
    assert_eq!(copy(&state).request.corrections.len(), 3, "each is about a paragraph that stands");
    act(&mut state, Action::Command(Command::Undo));
    assert_eq!(ids_left_out(&saved(&state)), ["p1a", "p3a", "p4a"]);
    assert_eq!(corrections(&state), ["p3 true", "p3a true", "p4 false"]);
    assert_eq!(copy(&state).request.dormant.len(), 1, "the one about what is left out waits");
    assert!(copy(&state).phrases.iter().any(|phrase| phrase.owner == owner && phrase.decided));
    let file = merged(&state, &other);
    assert_eq!((file.corrections.len(), file.decisions.len()), (3, 1));
    // The reader's own answer, given before, is undone, and nothing else with it.
    act(&mut state, Action::Command(Command::Undo));
    assert_eq!(corrections(&state), ["p3 true", "p3a true"]);
    let mut with_ours = saved(&other);
    with_ours.corrections.extend(file.corrections.iter().filter(|c| !c.linked).cloned());
    let mut file = saved(&state);
    file.merge(with_ours);
    assert_eq!((file.corrections.len(), file.decisions.len()), (2, 1));
    for _ in 0..2 {
        act(&mut state, Action::Command(Command::Redo));
    }
    assert_eq!(corrections(&state), ["p3 true", "p3a true", "p4 false"]);
    assert_eq!(ids_left_out(&saved(&state)), ["p1a", "p4a"]);
}

#[test]
fn a_cancelled_match_takes_back_no_answer_of_another_window() {
    let first = saved(&without(WITH_ADS, &ADS));
    let mut other = reopened(&first);
    take_in(&mut other, "p3a");
    act(&mut other, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 2, edition: MILLBROOK }])));
    let mut state = reopened(&first);
    let loaded = opened(&state, &saved(&other));
    update(&mut state, Action::Loaded(Ok(Box::new(loaded))));
    let asked = copy(&state).generation;
    update(&mut state, Action::Copy(CopyAction::MatchCancelled(asked)));
    assert_eq!((saved(&state).corrections.len(), ids_left_out(&saved(&state)).len()), (0, 3));
    assert_eq!(merged(&state, &other).corrections.len(), 1);
}
