//! A reader's file that was edited: answers about the previous text are carried onto the new one.

use std::collections::BTreeSet;
use std::sync::Arc;

use parallax::model::progress::Progress;
use parallax::model::{Anchor, Article, Correction, Decision, Edition, Owner};
use parallax::state::copy::key;
use parallax::state::{
    Action, AppState, COPY_FORMAT, CopyAction, Loaded, MatchRequest, Opened, OwnCopy, PreviousText, Recent, SavedCopy,
    SavedState, Settings, TextSource, Tone, update,
};
use parallax::storage::{EditionLocation, atomic_file};

use crate::own_copies::{CAT, COPY, MILLBROOK, read, settle, with_copy};
use crate::support;

const LINK: Correction = Correction::Linked { copy: CAT, edition: MILLBROOK };

fn base() -> Arc<Edition> {
    Arc::new(support::small().load().unwrap().edition)
}

/// Returns the saved copy of a text with the given answers.
fn saved_copy(text: &str, corrections: &[Correction], decisions: &[Decision]) -> SavedCopy {
    let (base, article) = (base(), Arc::new(read(text).article));
    let (corrections, decisions) = (corrections.to_vec(), decisions.to_vec());
    let request = MatchRequest { corrections, decisions, ..MatchRequest::new(base, article) };
    let matched = request.run(&Progress::default()).unwrap();
    SavedCopy::of(&OwnCopy::new(request, None, TextSource::File("/texts/copy.txt".into()), matched).0)
}

fn carry(kept: &SavedCopy, text: &str) -> (MatchRequest, PreviousText) {
    kept.carry_onto(base(), &read(text).article, &BTreeSet::new(), &Progress::default()).unwrap()
}

fn placed(article: &Article, paragraph: usize, words: &str) -> Decision {
    let paragraph = &article.paragraphs[paragraph];
    let at = paragraph.text.find(words).unwrap();
    let owner = Owner::Claim("p2.c1".into());
    Decision::Placed { owner, anchor: Anchor::new(paragraph, at..at + words.len()) }
}

#[test]
fn an_edited_file_keeps_its_corrections() {
    let words = "save our town 40,000 pounds";
    let earlier = saved_copy(COPY, &[LINK], &[placed(&read(COPY).article, 1, words)]);
    // A new first paragraph, and a changed word in a paragraph that was not corrected.
    let text = COPY.replace("Street lamps burn", "Printed on Sunday by the Mill Lane Press.\n\nThe lamps burn");
    let (request, previous) = carry(&earlier, &text);
    assert_eq!(request.corrections, [Correction::Linked { copy: CAT + 1, edition: MILLBROOK }]);
    assert_eq!(request.decisions, [placed(&request.article, 2, words)], "by the words of the text as it is now");
    assert_eq!((previous.carried, previous.dropped.len()), (2, 0));
    assert_eq!(previous.message("copy.txt"), "copy.txt has changed. Your corrections were carried over: 2 of 2.");
    let matched = request.run(&Progress::default()).unwrap();
    assert!(matched.pairs.of_copy(CAT + 1).unwrap().by_reader && matched.phrases[0].decided);
}

#[test]
fn an_answer_about_a_rewritten_paragraph_is_reported_as_dropped() {
    let earlier = saved_copy(COPY, &[LINK, Correction::Unlinked { copy: 3, edition: 1 }], &[]);
    let text =
        COPY.replace("A reader from Mill Lane wrote to us about her cat.", "Cheese wants time and a cool cellar.");
    let (request, previous) = carry(&earlier, &text);
    assert_eq!(request.corrections, [Correction::Unlinked { copy: 3, edition: 1 }]);
    assert_eq!((previous.carried, &*previous.dropped), (1, &["¶3 with ¶4 of the edition".to_owned()][..]));
    assert!(previous.message("copy.txt").contains("1 of 2. Not sure of their place, so not carried over: ¶3 with ¶4"));
}

#[test]
fn a_decided_phrase_that_changed_is_asked_about_again() {
    let words = "save our town 40,000 pounds";
    let earlier = saved_copy(COPY, &[], &[placed(&read(COPY).article, 1, words)]);
    let (request, previous) = carry(&earlier, &COPY.replace("40,000 pounds", "30,000 pounds"));
    assert_eq!((request.decisions.len(), previous.carried), (0, 0));
    assert!(previous.dropped[0].contains("save our town 40,000 pounds"), "{:?}", previous.dropped);
}

#[test]
fn a_phrase_that_was_nowhere_is_asked_about_again_when_its_words_appear() {
    let detached = Decision::Detached { owner: Owner::Claim("p2.c1".into()) };
    let earlier = saved_copy(COPY, &[], std::slice::from_ref(&detached));
    let (still, _) = carry(&earlier, &COPY.replace("her cat", "her dog"));
    assert_eq!(still.decisions, [detached]);
    let (carried, previous) =
        carry(&earlier, &COPY.replace("save our town 40,000 pounds", "save the town 40,000 pounds a year"));
    assert_eq!((carried.decisions.len(), previous.dropped.len()), (0, 1));
}

#[test]
fn parts_of_a_corrected_paragraph_inherit_its_pairs_and_a_merged_one_inherits_both() {
    let long = COPY.replace("about her cat.", "about her cat. It was seen at night on the bridge by the baker.");
    let earlier = saved_copy(&long, &[LINK], &[]);
    let (split, _) = carry(&earlier, &long.replace("her cat. It", "her cat.\n\nIt"));
    let linked = |copy| Correction::Linked { copy, edition: MILLBROOK };
    assert_eq!(split.corrections, [linked(CAT), linked(CAT + 1)]);
    let apart = saved_copy(&long.replace("her cat. It", "her cat.\n\nIt"), &[linked(CAT), linked(CAT + 1)], &[]);
    assert_eq!(carry(&apart, &long).0.corrections, [LINK]);
    let half = saved_copy(&long.replace("her cat. It", "her cat.\n\nIt"), &[LINK], &[]);
    let (request, previous) = carry(&half, &long);
    assert_eq!((request.corrections.len(), previous.dropped.len()), (0, 1), "there was no answer about the other half");
}

#[test]
fn it_is_not_guessed_which_of_two_equal_passages_is_left() {
    let again = "A reader from Mill Lane wrote to us about her cat.";
    let twice = COPY.replace("The owls", &format!("{again}\n\nThe owls"));
    let (request, previous) = carry(&saved_copy(&twice, &[LINK], &[]), COPY);
    assert_eq!((request.corrections.len(), previous.dropped.len()), (0, 1));
}

#[test]
fn an_unrelated_text_under_the_same_name_inherits_nothing() {
    let other = "Cheese wants time.\n\nGoats climb rocks in spring.\n\nA dairy keeps its cellar cool.\n";
    let (request, previous) = carry(&saved_copy(COPY, &[LINK], &[]), other);
    assert!(previous.is_unrelated && request.corrections.is_empty());
    assert!(previous.message("copy.txt").contains("This one is another text"));
}

#[test]
fn the_reader_is_notified_and_only_a_completely_carried_copy_leaves_the_recent_list() {
    for (text, whole) in [
        (COPY.replace("The owls", "All owls"), true),
        (COPY.replace("A reader from Mill Lane wrote to us about her cat", "Cheese wants a cool cellar"), false),
    ] {
        let earlier = saved_copy(COPY, &[LINK], &[]);
        let opened = Opened { edition: Edition::clone(&base()), path: None };
        let old = key("small", &read(COPY).article, &[]);
        let edition = EditionLocation::BuiltIn("small".to_owned());
        let recent = Recent { edition, copy: Some(old), title: "copy.txt · Lights out".into(), used: 1 };
        let memory = SavedState { recent: vec![recent.clone()], ..SavedState::default() };
        let written = memory.clone();
        let mut state = AppState::new(opened, Settings::default(), memory);
        let (request, previous) = carry(&earlier, &text);
        assert_eq!(previous.dropped.is_empty(), whole);
        let matched = request.run(&Progress::default()).unwrap();
        let (mut copy, edition) = OwnCopy::new(request, None, earlier.source.clone(), matched);
        copy.previous = Some(previous);
        let found = Loaded::Copy(Box::new(copy), Box::new(edition));
        update(&mut state, Action::Loaded(Ok(Box::new(found))));
        let tone = if whole { Tone::Quiet } else { Tone::Fault };
        let says =
            |n: &parallax::state::Notice| n.tone == tone && n.text.contains("Your corrections were carried over");
        assert!(state.notices.iter().any(says), "{:?}", state.notices);
        assert_eq!(state.saved_state.recent.contains(&recent), !whole);
        state.saved_state.merge(written);
        assert_eq!(
            state.saved_state.recent.contains(&recent),
            !whole,
            "the file of an earlier run does not restore it"
        );
    }
}

#[test]
fn peeking_into_a_damaged_file_moves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.ron");
    std::fs::write(&path, "(format: 1, edi").unwrap();
    assert_eq!(atomic_file::peek::<SavedCopy>(&path, COPY_FORMAT, 1_000), None);
    assert!(path.exists());
}

/// Returns the small edition without a paragraph.
fn without(paragraph: usize) -> Arc<Edition> {
    let base = base();
    let mut head = base.head().clone();
    head.article.paragraphs.remove(paragraph);
    Arc::new(Edition::new(head, base.perspectives().to_vec(), base.sources().to_vec()))
}

#[test]
fn a_correction_of_a_removed_paragraph_is_dormant_until_the_paragraph_is_back() {
    let mut state = with_copy(COPY);
    let effects = update(&mut state, Action::Copy(CopyAction::Correct(vec![LINK])));
    settle(&mut state, effects);
    state.path = Some("/shelf/small".into());
    let mut saved = |edition: Arc<Edition>| {
        let opened = Opened { edition: Edition::clone(&edition), path: state.path.clone() };
        let result = Ok(Box::new(Loaded::Edition(Box::new(opened))));
        let effects = update(&mut state, Action::Reloaded { path: "/shelf/small".into(), result });
        settle(&mut state, effects);
        let copy = state.copy.open.as_ref().unwrap();
        (copy.request.corrections.clone(), SavedCopy::of(copy).corrections.len())
    };
    assert_eq!(saved(without(MILLBROOK)), (vec![], 1), "it is saved, though it has no effect");
    assert_eq!(saved(without(0)).0, [Correction::Linked { copy: CAT, edition: MILLBROOK - 1 }]);
    assert_eq!(saved(without(MILLBROOK)).1, 1);
    assert_eq!(saved(base()), (vec![LINK], 1));
}

#[test]
fn a_dormant_correction_is_carried_onto_a_new_text_of_the_file() {
    let text = COPY.replace("Street lamps burn", "Printed on Sunday by the Mill Lane Press.\n\nStreet lamps burn");
    let (article, out) = (read(&text).article, BTreeSet::new());
    let (request, previous) =
        saved_copy(COPY, &[LINK], &[]).carry_onto(without(MILLBROOK), &article, &out, &Progress::default()).unwrap();
    assert_eq!((request.corrections.len(), request.dormant.len(), previous.dropped.len()), (0, 1, 0));
    let matched = request.run(&Progress::default()).unwrap();
    let again = SavedCopy::of(&OwnCopy::new(request, None, TextSource::Pasted, matched).0).to_request(base());
    assert_eq!(again.corrections, [Correction::Linked { copy: CAT + 1, edition: MILLBROOK }]);
}
