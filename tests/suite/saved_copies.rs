//! Saved copies: forgetting one, turning it into an edition, and cancelling a match.

use parallax::align::correspond::correspond;
use parallax::model::progress::Progress;
use parallax::model::{Correction, Decision, Language, PairGrade};
use parallax::state::{Action, AppState, Command, CopyAction, Dialog, Effect, SavedCopy, update};
use parallax::storage::atomic_file;

use crate::own_copies::{CAT, COPY, MILLBROOK, read, settle, small, with_copy};
use crate::support::names;

const LINK: Correction = Correction::Linked { copy: CAT, edition: MILLBROOK };

fn saved_copy(state: &AppState) -> SavedCopy {
    SavedCopy::of(state.copy.open.as_ref().unwrap())
}

#[test]
fn cancelling_a_match_withdraws_the_answer_here_and_on_disk() {
    let mut state = with_copy(COPY);
    let before = saved_copy(&state);
    let owner = state.copy.open.as_ref().unwrap().phrases[0].owner.clone();
    update(&mut state, Action::Copy(CopyAction::Correct(vec![LINK])));
    update(&mut state, Action::Copy(CopyAction::Decide(vec![Decision::Detached { owner }])));
    let written = saved_copy(&state);
    assert_eq!((written.corrections.len(), written.decisions.len()), (1, 1));
    let copy = state.copy.open.as_ref().unwrap();
    let (asked, late) = (copy.generation, copy.latest().run(&Progress::default()).unwrap());
    assert_eq!(names(&update(&mut state, Action::Copy(CopyAction::MatchCancelled(asked)))), ["SaveCopy"]);
    assert!(state.copy.open.as_ref().unwrap().pending.is_none(), "it can be answered again");
    assert!(
        update(&mut state, Action::Copy(CopyAction::Matched(asked, Box::new(late)))).is_empty(),
        "the late result is dropped"
    );
    let mut after = saved_copy(&state);
    // By then both answers had been saved.
    after.merge(written.clone());
    assert_eq!((&after.corrections, &after.decisions, &after.pairs), (&before.corrections, &vec![], &before.pairs));
    assert!(state.notices.iter().any(|notice| notice.text.contains("taken back")));
    // Given again, the answer holds.
    let effects = update(&mut state, Action::Copy(CopyAction::Correct(vec![LINK])));
    settle(&mut state, effects);
    let mut again = saved_copy(&state);
    again.merge(written);
    assert_eq!(again.corrections.len(), 1);
}

#[test]
fn an_accepted_answer_stays_when_a_later_one_is_cancelled() {
    let mut state = with_copy(COPY);
    let effects = update(&mut state, Action::Copy(CopyAction::Correct(vec![LINK])));
    settle(&mut state, effects);
    update(&mut state, Action::Copy(CopyAction::Correct(vec![Correction::Unlinked { copy: CAT, edition: MILLBROOK }])));
    let (asked, written) = (state.copy.open.as_ref().unwrap().generation, saved_copy(&state));
    update(&mut state, Action::Copy(CopyAction::MatchCancelled(asked)));
    let mut after = saved_copy(&state);
    after.merge(written);
    assert!(after.corrections.len() == 1 && after.corrections[0].linked);
    assert!(
        update(&mut state, Action::Copy(CopyAction::MatchCancelled(asked))).is_empty(),
        "there is nothing left to cancel"
    );
}

#[test]
fn an_answer_that_was_cancelled_is_not_undone_a_second_time() {
    let separate = || Action::Copy(CopyAction::Correct(vec![Correction::Unlinked { copy: CAT, edition: MILLBROOK }]));
    let undo = || Action::Command(Command::Undo);
    let last = |state: &AppState| state.notices.last().unwrap().text.clone();
    let linked = |state: &AppState| saved_copy(state).corrections.first().map(|c| c.linked);
    let cancel = |state: &mut AppState| {
        let asked = state.copy.open.as_ref().unwrap().generation;
        update(state, Action::Copy(CopyAction::MatchCancelled(asked)));
    };
    // One answer, or several that wait together.
    for count in 1..=3 {
        let mut state = with_copy(COPY);
        (0..count).for_each(|_| drop(update(&mut state, Action::Copy(CopyAction::Correct(vec![LINK])))));
        cancel(&mut state);
        assert!(update(&mut state, undo()).is_empty() && linked(&state).is_none());
        assert_eq!(last(&state), "Nothing to undo", "{count}");
    }
    // After one that holds, it is that one that is undone.
    let mut state = with_copy(COPY);
    let effects = update(&mut state, Action::Copy(CopyAction::Correct(vec![LINK])));
    settle(&mut state, effects);
    update(&mut state, separate());
    cancel(&mut state);
    assert_eq!(linked(&state), Some(true));
    // A step back that was cancelled can be taken again, and so can a step forth.
    update(&mut state, undo());
    cancel(&mut state);
    assert_eq!(linked(&state), Some(true));
    let effects = update(&mut state, undo());
    assert_eq!((names(&effects), linked(&state)), (vec!["SaveCopy", "Match"], None));
    settle(&mut state, effects);
    update(&mut state, Action::Command(Command::Redo));
    cancel(&mut state);
    assert_eq!(linked(&state), None);
    // An answer that was cancelled leaves what could be done again.
    update(&mut state, separate());
    cancel(&mut state);
    let effects = update(&mut state, Action::Command(Command::Redo));
    settle(&mut state, effects);
    assert_eq!(linked(&state), Some(true));
}

#[test]
fn a_match_ends_when_it_is_cancelled() {
    let state = with_copy(COPY);
    let request = state.copy.open.as_ref().unwrap().request.clone();
    let progress = Progress::default();
    assert!(request.run(&progress).is_ok() && progress.fraction() > 0.9);
    progress.cancel();
    assert!(request.run(&progress).is_err());
    let known =
        parallax::state::MatchRequest { known: Some(state.copy.open.as_ref().unwrap().pairs.clone()), ..request };
    assert!(known.run(&progress).is_err(), "also when the pairs are known and only notes are carried");
}

#[test]
fn a_copy_is_forgotten_after_a_confirmation_and_the_edition_stays() {
    let mut state = with_copy(COPY);
    let key = state.copy.open.as_ref().unwrap().key.clone();
    assert!(state.saved_state.recent.iter().any(|recent| recent.copy.as_ref() == Some(&key)));
    assert!(update(&mut state, Action::Command(Command::ForgetCopy)).is_empty());
    assert_eq!(state.dialog, Some(Dialog::Forget));
    update(&mut state, Action::Command(Command::Close));
    assert!(state.copy.open.is_some(), "Esc keeps it");
    let written = state.saved_state.clone();
    update(&mut state, Action::Command(Command::ForgetCopy));
    let effects = update(&mut state, Action::ForgetCopy);
    assert!(matches!(&effects[0], Effect::ForgetCopy(keys) if *keys == [key.clone()]));
    assert_eq!(names(&effects[1..]), ["ScheduleSave", "Check"]);
    assert!(state.copy.open.is_none() && state.dialog.is_none() && state.edition.paragraphs().len() == 5);
    state.remember();
    state.saved_state.merge(written);
    let named = |state: &AppState| state.saved_state.recent.iter().any(|recent| recent.copy.as_ref() == Some(&key));
    assert!(!named(&state) && !state.saved_state.editions.contains_key(&key), "nothing of it is restored");
    // Opened again, it is a new copy.
    let found = crate::own_copies::preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    assert!(named(&state) && state.saved_state.forgotten.is_empty());
}

#[test]
fn a_copy_is_saved_as_an_edition_under_the_name_of_its_file() {
    let mut state = with_copy(COPY);
    assert!(update(&mut state, Action::Command(Command::KeepCopy)).is_empty());
    assert_eq!((&state.dialog, state.copy.title()), (&Some(Dialog::KeepCopy), Some("copy".to_owned())));
    let effects = update(&mut state, Action::KeepCopy { title: "copy".into(), with_notes: false });
    assert_eq!(state.dialog, None);
    let [Effect::MakeEdition { title, text, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((&**title, &text.article, &text.language), ("copy", &read(COPY).article, &Some(Language::from("en"))));
    assert!(state.copy.open.is_some(), "until the edition has been created");
}

#[test]
fn commands_for_a_copy_show_a_notice_when_none_is_open() {
    for command in [Command::KeepCopy, Command::ForgetCopy] {
        let mut state = small();
        assert!(update(&mut state, Action::Command(command)).is_empty());
        assert!(state.dialog.is_none() && state.notices[0].text.starts_with("No copy of your own is open"));
    }
    assert!(update(&mut small(), Action::ForgetCopy).is_empty());
}

#[test]
fn a_forgotten_file_is_removed_with_its_backup() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.ron");
    for text in ["one", "two"] {
        atomic_file::write(&path, text).unwrap();
    }
    assert!(atomic_file::backup_of(&path).exists());
    atomic_file::delete(&path).unwrap();
    assert!(!path.exists() && !atomic_file::backup_of(&path).exists());
    atomic_file::delete(&path).unwrap();
}

#[test]
fn one_part_of_a_split_paragraph_can_be_unlinked_and_the_others_stay() {
    let base = crate::support::small().load().unwrap().edition;
    let text = COPY.replace("nobody at all. Turned", "nobody at all.\n\nTurned");
    let copy = read(&text).article.paragraphs;
    let pairs =
        |corrections: &[Correction]| correspond(base.paragraphs(), &copy, corrections, &Progress::default()).unwrap();
    let split = pairs(&[]);
    assert_eq!((split.of_copy(2).unwrap().grade, &*split.of_copy(2).unwrap().copy), (PairGrade::Split, &[1, 2][..]));
    for part in [1, 2] {
        let apart = pairs(&[Correction::Unlinked { copy: part, edition: 1 }]);
        assert!(!apart.of_edition(1).unwrap().copy.contains(&part));
    }
    let linked = [1, 2].map(|copy| Correction::Linked { copy, edition: 1 });
    let one = pairs(&[&linked[..], &[Correction::Unlinked { copy: 1, edition: 1 }]].concat());
    assert_eq!(one.of_edition(1).unwrap().copy, [2]);
}
