//! What is done with a copy that is kept: forgotten, made an edition, and a carrying that is not waited for.

use parallax::align::correspond::correspond;
use parallax::library::keep;
use parallax::model::progress::Progress;
use parallax::model::{Correction, Decision, Language, PairGrade};
use parallax::session::{Action, Command, Effect, KeptCopy, Overlay, Session, update};

use crate::own_copies::{CAT, COPY, MILLBROOK, read, settle, small, with_copy};

const LINK: Correction = Correction::Linked { copy: CAT, edition: MILLBROOK };

fn kept(session: &Session) -> KeptCopy {
    KeptCopy::of(session.copy.as_ref().unwrap())
}

#[test]
fn a_carrying_that_is_not_waited_for_takes_the_answer_back_here_and_on_the_disk() {
    let mut session = with_copy(COPY);
    let before = kept(&session);
    let owner = session.copy.as_ref().unwrap().phrases[0].owner.clone();
    update(&mut session, Action::Correct(vec![LINK]));
    update(&mut session, Action::Decide(vec![Decision::Detached { owner }]));
    let written = kept(&session);
    assert_eq!((written.corrections.len(), written.decisions.len()), (1, 1));
    let copy = session.copy.as_ref().unwrap();
    let (asked, late) = (copy.asked, copy.latest().matched(&Progress::default()).unwrap());
    assert_eq!(update(&mut session, Action::MatchCancelled(asked)), [Effect::SaveCopy]);
    assert!(session.copy.as_ref().unwrap().next.is_none(), "it can be answered again");
    assert!(update(&mut session, Action::Matched(asked, Box::new(late))).is_empty(), "it came all the same");
    let mut after = kept(&session);
    // Both answers had been written by then.
    after.merge(written.clone());
    assert_eq!((&after.corrections, &after.decisions, &after.pairs), (&before.corrections, &vec![], &before.pairs));
    assert!(session.notices.iter().any(|notice| notice.text.contains("taken back")));
    // Said again, it holds.
    let effects = update(&mut session, Action::Correct(vec![LINK]));
    settle(&mut session, effects);
    let mut again = kept(&session);
    again.merge(written);
    assert_eq!(again.corrections.len(), 1);
}

#[test]
fn what_was_worked_in_before_stays_when_a_later_answer_is_taken_back() {
    let mut session = with_copy(COPY);
    let effects = update(&mut session, Action::Correct(vec![LINK]));
    settle(&mut session, effects);
    update(&mut session, Action::Correct(vec![Correction::Unlinked { copy: CAT, edition: MILLBROOK }]));
    let (asked, written) = (session.copy.as_ref().unwrap().asked, kept(&session));
    update(&mut session, Action::MatchCancelled(asked));
    let mut after = kept(&session);
    after.merge(written);
    assert!(after.corrections.len() == 1 && after.corrections[0].linked);
    assert!(update(&mut session, Action::MatchCancelled(asked)).is_empty(), "there is nothing left to cancel");
}

#[test]
fn a_carrying_ends_when_nobody_waits_for_it() {
    let session = with_copy(COPY);
    let wish = session.copy.as_ref().unwrap().wish.clone();
    let progress = Progress::default();
    assert!(wish.matched(&progress).is_ok() && progress.fraction() > 0.9);
    progress.cancel();
    assert!(wish.matched(&progress).is_err());
    let known = parallax::session::MatchWish { known: Some(session.copy.as_ref().unwrap().pairs.clone()), ..wish };
    assert!(known.matched(&progress).is_err(), "nor when the pairs are known and only notes are carried");
}

#[test]
fn a_copy_is_forgotten_when_the_reader_has_said_so_twice_and_the_edition_stays() {
    let mut session = with_copy(COPY);
    let key = session.copy.as_ref().unwrap().key.clone();
    assert!(session.memory.recent.iter().any(|recent| recent.copy.as_ref() == Some(&key)));
    assert!(update(&mut session, Action::Command(Command::ForgetCopy)).is_empty());
    assert_eq!(session.overlay, Some(Overlay::Forget));
    update(&mut session, Action::Command(Command::Close));
    assert!(session.copy.is_some(), "Esc keeps it");
    let written = session.memory.clone();
    update(&mut session, Action::Command(Command::ForgetCopy));
    let effects = update(&mut session, Action::ForgetCopy);
    assert_eq!(effects, [Effect::ForgetCopy(vec![key.clone()]), Effect::SaveMemory, Effect::Check]);
    assert!(session.copy.is_none() && session.overlay.is_none() && session.edition.paragraphs().len() == 5);
    session.remember();
    session.memory.merge(written);
    let named = |session: &Session| session.memory.recent.iter().any(|recent| recent.copy.as_ref() == Some(&key));
    assert!(!named(&session) && !session.memory.editions.contains_key(&key), "nothing of it comes back");
    // Opened again, it is a copy like any other.
    let found = crate::own_copies::preview(&session, COPY);
    update(&mut session, Action::Loaded(Ok(Box::new(found))));
    update(&mut session, Action::ReadBeside);
    assert!(named(&session) && session.memory.forgotten.is_empty());
}

#[test]
fn a_copy_is_kept_as_an_edition_under_the_name_of_its_file() {
    let mut session = with_copy(COPY);
    let effects = update(&mut session, Action::Command(Command::KeepCopy));
    let [Effect::MakeEdition { title, text }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((&**title, &text.article, &text.language), ("copy", &read(COPY).article, &Some(Language::from("en"))));
    assert!(session.copy.is_some(), "until the edition has been made");
}

#[test]
fn commands_for_a_copy_say_so_when_none_is_open() {
    for command in [Command::KeepCopy, Command::ForgetCopy] {
        let mut session = small();
        assert!(update(&mut session, Action::Command(command)).is_empty());
        assert!(session.overlay.is_none() && session.notices[0].text.starts_with("No copy of your own is open"));
    }
    assert!(update(&mut small(), Action::ForgetCopy).is_empty());
}

#[test]
fn a_forgotten_file_goes_with_its_last_good_copy() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.ron");
    for text in ["one", "two"] {
        keep::write(&path, text).unwrap();
    }
    assert!(keep::backup_of(&path).exists());
    keep::forget(&path).unwrap();
    assert!(!path.exists() && !keep::backup_of(&path).exists());
    keep::forget(&path).unwrap();
}

#[test]
fn one_part_of_a_split_paragraph_can_be_taken_off_and_the_others_stay() {
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
