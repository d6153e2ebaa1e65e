//! What the review of a copy asks, what it takes for certain, and where the page is meanwhile.

use std::sync::Arc;

use parallax::model::progress::Progress;
use parallax::model::{Edition, Grade};
use parallax::state::{
    Action, AppState, Command, CopyAction, Dialog, EditionMatch, Loaded, Opened, Place, Preview, Question,
    ReaderAction, SavedState, ScrollRequest, Settings, Stage, TextRead, TextRequest, update,
};
use parallax::storage;

use crate::own_copies::{COPY, WORDS_ELSEWHERE, preview, read, settle, small, with_copy};
use crate::support::names;

/// The shipped article in other words: the phrase of every claim is replaced by the claim itself.
fn in_other_words(edition: &Edition) -> String {
    let mut texts: Vec<String> = edition.paragraphs().iter().map(|paragraph| paragraph.text.clone()).collect();
    for claim in &edition.article().claims {
        let at = edition.paragraph_index(&claim.on).unwrap();
        texts[at] = texts[at].replace(claim.phrase.as_deref().unwrap(), &claim.text);
    }
    texts.join("\n\n")
}

/// Opens a text beside an edition.
fn beside(edition: Edition, text: &str) -> AppState {
    let mut state = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
    let found = preview(&state, text);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    state
}

fn doubts(state: &AppState) -> usize {
    let phrases = &state.copy.open.as_ref().unwrap().phrases;
    phrases.iter().filter(|phrase| phrase.grade != Grade::Exact && !phrase.decided).count()
}

#[test]
fn a_faithful_copy_in_other_words_asks_nothing_and_is_accepted_with_one_press() {
    let edition = storage::shipped().unwrap().edition;
    let text = in_other_words(&edition);
    let mut state = beside(edition, &text);
    assert_eq!(state.copy.open.as_ref().unwrap().pairs.pairs.len(), 14);
    assert!(state.copy.review.questions.is_empty(), "{:?}", state.copy.review.questions);
    let certain = state.copy.review.certain.len();
    assert!(certain > 25 && certain == doubts(&state), "{certain} of {}", doubts(&state));
    assert_eq!(state.notices.last().unwrap().offers, [(Command::Review, "Look at them")]);
    update(&mut state, Action::Command(Command::Review));
    assert!(state.dialog == Some(Dialog::Review) && state.copy.review.lists_certain);
    let effects = update(&mut state, Action::Copy(CopyAction::AcceptCertain));
    assert_eq!(names(&effects), ["SaveCopy", "Match"]);
    settle(&mut state, effects);
    assert_eq!((doubts(&state), state.copy.review.certain.len()), (0, 0));
    let placed = |state: &AppState| {
        let notes = state.edition.perspectives().iter().flat_map(|by| &by.notes);
        notes.map(|note| (note.id.clone(), note.on.clone())).collect::<Vec<_>>()
    };
    let accepted = placed(&state);
    // One answer, undone as one.
    let effects = update(&mut state, Action::Command(Command::Undo));
    settle(&mut state, effects);
    assert_eq!((doubts(&state), state.copy.review.certain.len()), (certain, certain));
    assert_eq!(placed(&state), accepted, "accepting moves no reply to another paragraph");
}

#[test]
fn words_that_stand_in_another_paragraph_are_asked_about_and_not_accepted() {
    let state = with_copy(WORDS_ELSEWHERE);
    assert!(matches!(state.copy.review.questions[..], [Question::Phrase(_)]), "{:?}", state.copy.review.questions);
    assert!(state.copy.review.certain.is_empty());
}

#[test]
fn which_part_of_a_split_paragraph_is_meant_is_asked() {
    let text = "On street lamps\n\nStreet lamps burn all night for nobody.\n\nTurned off at eleven, they would be \
                cheaper by a lot of money.\n\nNobody has ever come to harm in a dark street here, and Millbrook, \
                which went dark in 2019, sleeps well.\n\nThe owls will thank us.\n";
    let mut state = small();
    let found = preview(&state, text);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    let links = [1, 2].map(|copy| parallax::model::Correction::Linked { copy, edition: 1 });
    let effects = update(&mut state, Action::Copy(CopyAction::Correct(links.to_vec())));
    settle(&mut state, effects);
    let gone = state.copy.open.as_ref().unwrap().phrases.iter().position(|phrase| phrase.old_paragraph == 1).unwrap();
    assert!(state.copy.review.questions.contains(&Question::Phrase(gone)), "{:?}", state.copy.review);
}

#[test]
fn a_certain_phrase_can_be_looked_at_and_answered_differently() {
    let mut state = with_copy(COPY);
    let certain = state.copy.review.certain.len();
    assert!(certain > 0);
    update(&mut state, Action::Command(Command::Review));
    assert_eq!(state.copy.review.question(), None, "the list is shown");
    let phrase = state.copy.review.certain[0].phrase;
    update(&mut state, Action::Copy(CopyAction::ReviewCertain(phrase)));
    assert_eq!(state.copy.review.question(), Some(Question::Phrase(phrase)));
    assert_eq!(state.copy.review.doubtful(), 0, "it does not count as doubtful");
    let owner = state.copy.open.as_ref().unwrap().phrases[phrase].owner.clone();
    let effects =
        update(&mut state, Action::Copy(CopyAction::Decide(vec![parallax::model::Decision::Detached { owner }])));
    settle(&mut state, effects);
    assert_eq!(state.dialog, Some(Dialog::Review), "back to the list, or to the end of it");
    assert_eq!((state.copy.review.certain.len(), state.copy.review.question()), (certain - 1, None));
}

#[test]
fn the_page_follows_the_question_and_is_where_it_was_when_the_review_closes() {
    let mut state = with_copy(WORDS_ELSEWHERE);
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(1), active: Some(1) }));
    update(&mut state, Action::Command(Command::Review));
    assert_eq!((state.reader.scroll, state.reader.active), (Some(ScrollRequest::ToRow(4)), 4));
    update(&mut state, Action::Copy(CopyAction::ReviewCandidate(Some(2))));
    assert_eq!(
        (state.reader.scroll, state.reader.active),
        (Some(ScrollRequest::ToRow(3)), 3),
        "the paragraph that is tried"
    );
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(3), active: None }));
    update(&mut state, Action::Command(Command::Close));
    assert_eq!((state.reader.place.row, state.reader.active, state.reader.scroll), (1, 1, None));
    // Also after an answer, which matches the copy again.
    update(&mut state, Action::Copy(CopyAction::ReviewRow(4)));
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(4), active: None }));
    let effects = update(
        &mut state,
        Action::Copy(CopyAction::Correct(vec![parallax::model::Correction::Linked { copy: 3, edition: 4 }])),
    );
    settle(&mut state, effects);
    assert_eq!((state.dialog.as_ref(), state.reader.place.row, state.reader.active), (None, 1, 1));
}

#[test]
fn a_paragraph_that_is_left_out_of_the_preview_is_left_out_of_the_copy_and_of_an_edition() {
    let text = COPY.replace("The owls", "ADVERTISEMENT\n\nThe owls");
    let mut state = small();
    let found = preview(&state, &text);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    let asked = update(&mut state, Action::Copy(CopyAction::LeaveOut { at: 3, out: true }));
    let [parallax::state::Effect::ReadText { request, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert!(request.is_refresh && request.left_out == [3].into());
    // The last paragraph cannot go.
    for at in [0, 1, 2, 4] {
        update(&mut state, Action::Copy(CopyAction::LeaveOut { at, out: true }));
    }
    assert_eq!(state.copy.preview.as_ref().unwrap().request.left_out.len(), 4);
    for at in [0, 1, 2, 4] {
        update(&mut state, Action::Copy(CopyAction::LeaveOut { at, out: false }));
    }
    // The answer to an earlier choice is dropped, the one to the last choice is shown.
    let answer = |left_out: &[usize]| {
        let (imported, edition) = (read(&text), Arc::clone(state.base()));
        let left_out: std::collections::BTreeSet<usize> = left_out.iter().copied().collect();
        let (article, _) = parallax::model::leave_out(&imported.article, &left_out);
        let request = parallax::state::MatchRequest::new(Arc::clone(&edition), Arc::new(article));
        let matched = request.run(&Progress::default()).unwrap();
        let request =
            TextRequest { left_out: left_out.clone(), is_refresh: true, ..TextRequest::file("/texts/copy.txt".into()) };
        let edition_match = EditionMatch::new(edition, None, matched);
        let read = TextRead { imported, left_out, summary: String::new(), edition_match };
        Action::Loaded(Ok(Box::new(Loaded::Text(Preview { request, stage: Stage::Text(Box::new(read)) }))))
    };
    let (early, late) = (answer(&[0, 3]), answer(&[3]));
    update(&mut state, early);
    let matched = |state: &AppState| match &state.copy.preview.as_ref().unwrap().stage {
        Stage::Text(read) => (read.left_out.clone(), read.edition_match.counts().paragraphs),
        Stage::Chapters(_) | Stage::Encodings(_) => panic!(),
    };
    assert_eq!(matched(&state), ([].into(), 5));
    update(&mut state, late);
    assert_eq!(matched(&state), ([3].into(), 4));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    let texts: Vec<&str> = state.edition.paragraphs().iter().map(|paragraph| paragraph.text.as_str()).collect();
    assert!(texts.len() == 4 && !texts.contains(&"ADVERTISEMENT"), "{texts:?}");
    // It is known of the copy, and its name is that of the whole text.
    let copy = state.copy.open.as_ref().unwrap();
    assert_eq!(copy.key, parallax::state::copy::key("small", &read(&text).article, &[]));
    let saved = parallax::state::SavedCopy::of(copy);
    assert_eq!(
        (saved.format, saved.left_out.len(), saved.is_of(&read(&text).article)),
        (parallax::state::COPY_FORMAT, 1, true)
    );
    assert_eq!(saved.to_request(Arc::clone(state.base())).left_out, saved.left_out);
}

#[test]
fn a_choice_that_has_not_been_matched_yet_is_not_lost_when_the_text_is_opened() {
    let mut state = small();
    let found = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::LeaveOut { at: 2, out: true }));
    let effects = update(&mut state, Action::Copy(CopyAction::ReadBeside));
    let [parallax::state::Effect::ReadText { request, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(request.skip_preview && !request.is_refresh && request.left_out == [2].into());
    let mut state = small();
    let found = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    update(&mut state, Action::Copy(CopyAction::LeaveOut { at: 2, out: true }));
    let effects = update(&mut state, Action::MakeEdition("Lamps".into()));
    let [parallax::state::Effect::MakeEdition { text, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(text.article.paragraphs.len(), 3);
}

#[test]
fn a_lost_note_is_offered_the_paragraphs_around_its_place() {
    let state = with_copy(COPY);
    let copy = state.copy.open.as_ref().unwrap();
    let place = copy.lost_place(crate::own_copies::MILLBROOK);
    assert_eq!((place.before, &place.between[..], place.after), (Some(1), &[crate::own_copies::CAT][..], Some(3)));
    // At the very beginning and the very end there is one neighbour.
    let text = "Street lamps burn all night for nobody. Turned off at eleven, they would save the town 40,000 pounds \
                a year.\n\nNobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, \
                sleeps well.\n";
    let state = with_copy(text);
    let copy = state.copy.open.as_ref().unwrap();
    assert_eq!((copy.lost_place(0).before, copy.lost_place(0).after), (None, Some(0)));
    assert_eq!((copy.lost_place(4).before, copy.lost_place(4).after), (Some(1), None));
}

#[test]
fn placing_a_lost_note_beside_another_paragraph_takes_nothing_away_from_it() {
    use crate::own_copies::{CAT, MILLBROOK};
    for at in [1, CAT, 3] {
        let mut state = with_copy(COPY);
        let on = |state: &AppState| -> Vec<String> {
            let id = state.edition.paragraph(at).unwrap().id.clone();
            let notes = state.edition.perspectives().iter().flat_map(|by| &by.notes);
            notes.filter(|note| note.on.contains(&id)).map(|note| note.id.to_string()).collect()
        };
        let before = on(&state);
        assert_eq!(before.is_empty(), at != 1, "{at}: {before:?}");
        let lost = state.copy.open.as_ref().unwrap().lost.len();
        let corrections = state.copy.open.as_ref().unwrap().place_lost(MILLBROOK, at);
        let effects = update(&mut state, Action::Copy(CopyAction::Correct(corrections)));
        settle(&mut state, effects);
        let after = on(&state);
        assert!(before.iter().all(|note| after.contains(note)), "{at}: {before:?} {after:?}");
        assert!(after.len() > before.len() && state.copy.open.as_ref().unwrap().lost.len() < lost, "{at}");
    }
}

#[test]
fn a_review_of_a_copy_that_was_left_leads_nowhere_back() {
    for command in [Command::LeaveCopy, Command::ForgetCopy] {
        let mut state = with_copy(COPY);
        let at = |row: usize| ReaderAction::PlaceChanged { place: Place::at_row(row), active: Some(row) };
        update(&mut state, Action::Reader(at(1)));
        update(&mut state, Action::Copy(CopyAction::ReviewRow(4)));
        match command {
            Command::ForgetCopy => update(&mut state, Action::ForgetCopy),
            command => update(&mut state, Action::Command(command)),
        };
        update(&mut state, Action::Reader(at(3)));
        update(&mut state, Action::ShowDialog(None));
        assert_eq!((state.reader.place.row, state.reader.active), (3, 3), "{command:?}");
    }
}
