//! A reader's copy in the application state: preview, matching, corrections, review and saving.

use std::collections::BTreeSet;
use std::sync::Arc;

use parallax::import::{Imported, ReadOptions, import};
use parallax::model::progress::Progress;
use parallax::model::{Correction, Correspondence, Decision, Edition, PairGrade};
use parallax::state::copy::key;
use parallax::state::{
    Action, AppState, COPY_FORMAT, Command, CopyAction, Dialog, EditionMatch, Effect, Loaded, MatchRequest, Opened,
    OwnCopy, Place, Preview, Question, ReaderAction, SavedCopy, SavedState, Settings, Stage, TextRead, TextRequest,
    update,
};
use parallax::storage::atomic_file;

use crate::support;
use crate::support::names;

/// The small edition's article as another paper printed it: slightly reworded, with one paragraph added and the one
/// about Millbrook removed.
pub const COPY: &str = "\
On street lamps

Street lamps burn the whole night for nobody at all. Turned off at eleven, they would save our town 40,000 pounds.

A reader from Mill Lane wrote to us about her cat.

The owls will thank us.
";

/// The words of a claim stand in another paragraph than the one that corresponds to its own.
pub const WORDS_ELSEWHERE: &str = "\
On street lamps

Street lamps burn all night for nobody. Turned off at eleven, they would do nobody any harm.

Nobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, sleeps well.

The owls will thank us, and we would save the town 40,000 pounds a year.
";

/// The index of the paragraph about the cat, in the copy, and of the one about Millbrook, in the edition.
pub const CAT: usize = 2;
pub const MILLBROOK: usize = 3;

pub fn read(text: &str) -> Imported {
    import("copy.txt", text.as_bytes(), &ReadOptions::default(), &Progress::default()).unwrap()
}

pub fn small() -> AppState {
    let opened = Opened { edition: support::small().load().unwrap().edition, path: None };
    AppState::new(opened, Settings::default(), SavedState::default())
}

fn request(base: &Arc<Edition>, text: &str) -> MatchRequest {
    let article = Arc::new(read(text).article);
    MatchRequest::new(Arc::clone(base), article)
}

pub fn preview(state: &AppState, text: &str) -> Loaded {
    let (imported, edition) = (read(text), Arc::clone(state.base()));
    let matched = request(&edition, text).run(&Progress::default()).unwrap();
    let summary = imported.summary();
    let left_out = BTreeSet::new();
    let read = TextRead { imported, left_out, summary, edition_match: EditionMatch::new(edition, None, matched) };
    Loaded::Text(Preview { request: TextRequest::file("/texts/copy.txt".into()), stage: Stage::Text(Box::new(read)) })
}

/// Performs the effects that concern a copy, as the platform does.
pub fn settle(state: &mut AppState, effects: Vec<Effect>) {
    for effect in effects {
        if let Effect::Match { request, generation } = effect {
            let matched = request.run(&Progress::default()).unwrap();
            let effects = update(state, Action::Copy(CopyAction::Matched(generation, Box::new(matched))));
            assert_eq!(names(&effects), ["SaveCopy"]);
        }
    }
}

pub fn with_copy(text: &str) -> AppState {
    let mut state = small();
    let found = preview(&state, text);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    state
}

#[test]
fn a_text_is_previewed_before_anything_is_saved() {
    let mut state = small();
    let found = preview(&state, COPY);
    let effects = update(&mut state, Action::Loaded(Ok(Box::new(found))));
    assert_eq!((effects.len(), &state.dialog), (0, &Some(Dialog::Preview)));
    assert!(state.copy.open.is_none() && state.edition.id() == "small");
    update(&mut state, Action::Command(Command::Close));
    assert!(state.copy.preview.is_none() && state.dialog.is_none());
}

#[test]
fn a_copy_opened_for_the_first_time_keeps_the_chosen_perspectives() {
    let mut state = small();
    update(&mut state, Action::TogglePerspective(0));
    let shown = state.shown.clone();
    let found = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    assert!(state.copy.open.is_some());
    assert_eq!(state.shown, shown);
}

#[test]
fn the_copy_replaces_the_text_and_the_notes_are_level_with_it() {
    let state = with_copy(COPY);
    let texts: Vec<&str> = state.edition.paragraphs().iter().map(|p| p.text.as_str()).collect();
    assert_eq!(texts, read(COPY).article.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>());
    let copy = state.copy.open.as_ref().unwrap();
    let notes: usize = state.edition.perspectives().iter().map(|p| p.notes.len()).sum();
    let all: usize = copy.request.base.perspectives().iter().map(|p| p.notes.len()).sum();
    assert_eq!(notes + copy.lost.len(), all, "no note is dropped");
    assert!(!copy.lost.is_empty(), "notes on Millbrook have no place");
    assert_eq!(copy.pairs.of_copy(CAT).unwrap().grade, PairGrade::Inserted);
    assert_eq!(state.copy.row_status(CAT + 1).unwrap().text, "Only in your copy: no note was written on it");
}

#[test]
fn leaving_the_copy_restores_the_edition_at_the_paragraph_that_corresponds_to_the_one_being_read() {
    let mut state = with_copy(COPY);
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(2), active: Some(2) }));
    update(&mut state, Action::Command(Command::LeaveCopy));
    assert!(state.copy.open.is_none());
    assert_eq!(state.edition.paragraphs().len(), support::small().load().unwrap().edition.paragraphs().len());
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(4), active: Some(4) }));
    let found = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    // Millbrook is not in the copy, so the paragraph before it.
    assert_eq!(state.reader.active, 2);
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(4), active: Some(4) }));
    update(&mut state, Action::Command(Command::LeaveCopy));
    assert_eq!(state.reader.active, 5, "the owls");
}

#[test]
fn a_pair_that_the_reader_linked_stays_linked_and_is_not_asked_about_again() {
    let mut state = with_copy(COPY);
    let (copy, edition) = (CAT, MILLBROOK);
    let before = state.copy.open.as_ref().unwrap().lost.len();
    let effects = update(&mut state, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy, edition }])));
    settle(&mut state, effects);
    let own = state.copy.open.as_ref().unwrap();
    let pair = own.pairs.of_copy(copy).unwrap();
    assert!(pair.by_reader && pair.edition == [edition]);
    assert!(own.lost.len() < before, "its notes have left the tray");
    assert!(
        !state.copy.review.questions.iter().any(|q| matches!(q, Question::Pair(n) if own.pairs.pairs[*n].by_reader))
    );
    let effects = update(&mut state, Action::Copy(CopyAction::Correct(vec![Correction::Unlinked { copy, edition }])));
    settle(&mut state, effects);
    let own = state.copy.open.as_ref().unwrap();
    assert!(!own.pairs.of_copy(copy).unwrap().edition.contains(&edition));
    assert_eq!(own.request.corrections.len(), 1, "the later answer wins");
}

#[test]
fn an_answer_given_before_the_previous_result_loses_neither() {
    let mut state = with_copy(COPY);
    let (copy, edition) = (CAT, MILLBROOK);
    assert_eq!(
        names(&update(&mut state, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy, edition }])))),
        ["SaveCopy", "Match"],
        "kept before it has been worked in"
    );
    let first = state.copy.open.as_ref().unwrap();
    let (early, late) = (first.generation, first.latest().run(&Progress::default()).unwrap());
    let owner = first.phrases[0].owner.clone();
    let effects = update(&mut state, Action::Copy(CopyAction::Decide(vec![Decision::Detached { owner }])));
    assert!(
        update(&mut state, Action::Copy(CopyAction::Matched(early, Box::new(late)))).is_empty(),
        "a newer request is pending"
    );
    let kept = SavedCopy::of(state.copy.open.as_ref().unwrap());
    assert_eq!((kept.corrections.len(), kept.decisions.len(), kept.pairs.len()), (1, 1, 0));
    settle(&mut state, effects);
    let own = state.copy.open.as_ref().unwrap();
    assert!(own.pairs.of_copy(copy).unwrap().by_reader && own.phrases[0].decided);
}

#[test]
fn two_windows_on_one_copy_keep_the_answers_of_both() {
    let (mut one, mut other) = (with_copy(COPY), with_copy(COPY));
    let (copy, edition) = (CAT, MILLBROOK);
    update(&mut one, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy, edition }])));
    update(&mut other, Action::Copy(CopyAction::Correct(vec![Correction::Unlinked { copy: 3, edition: 4 }])));
    let kept = |state: &AppState| SavedCopy::of(state.copy.open.as_ref().unwrap());
    let mut both = kept(&other);
    both.merge(kept(&one));
    assert_eq!(both.corrections.len(), 2);
    assert_eq!(both.to_request(Arc::clone(one.base())).known, None, "pairs are computed again");
}

#[test]
fn a_paragraph_corrected_outside_the_queue_does_not_stay_in_it() {
    let mut state = with_copy(COPY);
    let before = state.copy.review.questions.clone();
    update(&mut state, Action::Copy(CopyAction::ReviewRow(4)));
    assert_eq!(state.copy.review.questions.len(), before.len() + 1);
    update(&mut state, Action::Command(Command::Close));
    assert_eq!(state.copy.review.questions, before);
    update(&mut state, Action::Copy(CopyAction::ReviewRow(4)));
    let effects =
        update(&mut state, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 3, edition: 4 }])));
    settle(&mut state, effects);
    assert_eq!(state.dialog, None, "only one answer was needed");
}

#[test]
fn an_id_from_an_untrusted_file_never_leads_out_of_the_data_folder() {
    let article = read(COPY).article;
    for id in ["../../evil", "/etc/passwd", "a\\b:c", &"x".repeat(5_000)] {
        let key = key(id, &article, &[]);
        assert!(
            key.len() < 100 && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{key}"
        );
    }
    assert_ne!(key("a.b", &article, &[]), key("a:b", &article, &[]));
}

#[test]
fn every_answer_shortens_the_review_and_the_last_one_ends_it() {
    let mut state = with_copy(WORDS_ELSEWHERE);
    update(&mut state, Action::Command(Command::Review));
    let mut left = state.copy.review.questions.len();
    assert!(left > 0 && state.dialog == Some(Dialog::Review), "words of a claim stand elsewhere in the copy");
    while let Some(question) = state.copy.review.question() {
        let own = state.copy.open.as_ref().unwrap();
        let action = match question {
            Question::Pair(n) => {
                let pair = &own.pairs.pairs[n];
                Action::Copy(CopyAction::Correct(vec![Correction::Unlinked {
                    copy: pair.copy[0],
                    edition: pair.edition[0],
                }]))
            }
            Question::Phrase(n) => {
                Action::Copy(CopyAction::Decide(vec![Decision::Detached { owner: own.phrases[n].owner.clone() }]))
            }
        };
        let effects = update(&mut state, action);
        settle(&mut state, effects);
        assert!(state.copy.review.questions.len() < left, "{question:?} was asked again");
        left = state.copy.review.questions.len();
    }
    // It stays open, so that one key press too many does not act on the reader behind it.
    assert_eq!(state.dialog, Some(Dialog::Review));
}

#[test]
fn an_undone_answer_is_not_restored_from_disk() {
    let mut state = with_copy(COPY);
    let before = state.copy.open.as_ref().unwrap().pairs.clone();
    let effects = update(
        &mut state,
        Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: CAT, edition: MILLBROOK }])),
    );
    settle(&mut state, effects);
    assert_ne!(state.copy.open.as_ref().unwrap().pairs, before);
    let answered = SavedCopy::of(state.copy.open.as_ref().unwrap());
    let effects = update(&mut state, Action::Command(Command::Undo));
    settle(&mut state, effects);
    let own = state.copy.open.as_ref().unwrap();
    assert_eq!(own.pairs, before);
    let mut kept = SavedCopy::of(own);
    kept.merge(answered);
    assert!(kept.corrections.is_empty(), "{:?}", kept.corrections);
    assert!(update(&mut state, Action::Command(Command::Undo)).is_empty());
    let after = saved_pairs(&mut state, Command::Redo);
    assert_ne!(after, before);
    assert_eq!(saved_pairs(&mut state, Command::Undo), before);
    assert_eq!(saved_pairs(&mut state, Command::Redo), after);
}

fn saved_pairs(state: &mut AppState, command: Command) -> Arc<Correspondence> {
    let effects = update(state, Action::Command(command));
    settle(state, effects);
    state.copy.open.as_ref().unwrap().pairs.clone()
}

#[test]
fn a_saved_copy_is_restored_completely() {
    let mut state = with_copy(COPY);
    let effects = update(
        &mut state,
        Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: CAT, edition: MILLBROOK }])),
    );
    settle(&mut state, effects);
    let own = state.copy.open.as_ref().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.ron");
    atomic_file::write(&path, &atomic_file::to_ron(&SavedCopy::of(own)).unwrap()).unwrap();
    let atomic_file::Stored::Intact(kept) = atomic_file::read::<SavedCopy>(&path, COPY_FORMAT) else { panic!() };
    let request = kept.to_request(Arc::clone(&own.request.base));
    assert_eq!(request.known.as_ref(), Some(&own.pairs), "nothing has changed, so nothing is matched again");
    assert_eq!((&request.corrections, &*request.article), (&own.request.corrections, &*own.request.article));
    let (again, _) =
        OwnCopy::new(request.clone(), None, own.source.clone(), request.run(&Progress::default()).unwrap());
    assert_eq!((again.key, again.lost, again.phrases), (own.key.clone(), own.lost.clone(), own.phrases.clone()));
}

#[test]
fn corrections_find_their_paragraphs_in_a_revised_edition_by_id() {
    let mut state = with_copy(COPY);
    let effects = update(
        &mut state,
        Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: CAT, edition: MILLBROOK }])),
    );
    settle(&mut state, effects);
    let id = state.base().paragraph(MILLBROOK).unwrap().id.clone();
    let kept = SavedCopy::of(state.copy.open.as_ref().unwrap());
    let mut head = state.base().head().clone();
    head.article.paragraphs.remove(1);
    let revised = Edition::new(head, state.base().perspectives().to_vec(), state.base().sources().to_vec());
    let place = revised.paragraph_index(&id).unwrap();
    let request = kept.to_request(Arc::new(revised));
    assert_eq!(request.known, None, "the text has changed");
    assert_eq!(request.corrections, [Correction::Linked { copy: CAT, edition: place }]);
}

#[test]
fn different_texts_have_different_keys_and_the_same_text_has_one() {
    let (one, other) = (read(COPY).article, read(&COPY.replace("cat", "dog")).article);
    assert_eq!(key("small", &one, &[]), key("small", &read(COPY).article, &[]));
    assert_ne!(key("small", &one, &[]), key("small", &other, &[]));
    assert_ne!(key("small", &one, &[]), key("large", &one, &[]));
}

#[test]
fn an_open_preview_is_refreshed_when_the_edition_is_saved_and_not_reopened_when_it_was_closed() {
    let mut state = small();
    state.path = Some("/shelf/small".into());
    let found = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    let mut head = state.edition.head().clone();
    head.article.paragraphs.remove(MILLBROOK);
    let changed = Edition::new(head, state.edition.perspectives().to_vec(), state.edition.sources().to_vec());
    let opened = Opened { edition: changed, path: state.path.clone() };
    let result = Ok(Box::new(Loaded::Edition(Box::new(opened))));
    let effects = update(&mut state, Action::Reloaded { path: "/shelf/small".into(), result });
    let Some(Effect::ReadText { request: asked, .. }) = effects.into_iter().next_back() else { panic!() };
    assert!(asked.is_refresh && state.dialog == Some(Dialog::Preview));
    let mut arrives = |left: bool| {
        let Loaded::Text(read) = preview(&state, COPY) else { panic!() };
        let again = Loaded::Text(Preview { request: asked.clone(), ..read });
        if left {
            update(&mut state, Action::ShowDialog(None));
        }
        assert!(update(&mut state, Action::Loaded(Ok(Box::new(again)))).is_empty());
        state.copy.preview.as_ref().map(|preview| match &preview.stage {
            Stage::Text(read) => {
                (read.edition_match.edition.paragraphs().len(), read.edition_match.counts().paragraphs)
            }
            _ => panic!(),
        })
    };
    assert_eq!(arrives(false), Some((4, 4)));
    assert_eq!(arrives(true), None);
}
