//! What was left out of a copy is taken in again: at its place, with all answers and annotations where they were, undone,
//! and agreed on with other windows.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::model::progress::Progress;
use parallax::model::{Anchor, Correction, Decision, Grade, Owner, ParagraphId};
use parallax::state::annotations::AnnotationAction;
use parallax::state::{
    Action, AppState, Command, CopyAction, Dialog, EditionMatch, Effect, Loaded, MatchRequest, Notice, OwnCopy,
    Preview, ReaderAction, SavedCopy, Stage, TextRequest, update,
};
use proptest::prelude::*;

use crate::kit::Kit;
use crate::own_copies::{COPY, preview, read, settle, small};
use crate::own_copy_window::until;

/// The copy with what is no part of it at the indexes 1, 4 and 6.
pub const WITH_ADS: &str = "\
On street lamps

ADVERTISEMENT

Street lamps burn the whole night for nobody at all. Turned off at eleven, they would save our town 40,000 pounds.

A reader from Mill Lane wrote to us about her cat.

ADVERTISEMENT

The owls will thank us.

Share this article with your neighbours
";

pub const ADS: [usize; 3] = [1, 4, 6];
/// The paragraph about Millbrook, of the edition.
pub const MILLBROOK: usize = 3;

/// Reads a text without the paragraphs at these indexes, as from the preview.
pub fn read_beside(state: &mut AppState, text: &str, out: &[usize]) -> Vec<Effect> {
    let Loaded::Text(Preview { mut request, stage: Stage::Text(mut text) }) = preview(state, text) else { panic!() };
    let out: BTreeSet<usize> = out.iter().copied().collect();
    let (article, left_out) = parallax::model::leave_out(&text.imported.article, &out);
    let base = Arc::clone(state.base());
    let matching = MatchRequest { left_out, ..MatchRequest::new(Arc::clone(&base), Arc::new(article)) };
    text.edition_match = EditionMatch::new(base, None, matching.run(&Progress::default()).unwrap());
    (request.left_out, text.left_out) = (out.clone(), out);
    let loaded = Loaded::Text(Preview { request, stage: Stage::Text(text) });
    update(state, Action::Loaded(Ok(Box::new(loaded))));
    let effects = update(state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(state, Action::ShowDialog(None));
    effects
}

pub fn without(text: &str, out: &[usize]) -> AppState {
    let mut state = small();
    read_beside(&mut state, text, out);
    state
}

/// The small edition with the copy beside its notes, of which the advertisements are left out.
pub fn without_ads() -> AppState {
    without(WITH_ADS, &ADS)
}

pub fn take_in(state: &mut AppState, id: &str) {
    let effects = update(state, Action::Copy(CopyAction::TakeIn(id.into())));
    assert_eq!(crate::support::names(&effects), ["SaveCopy", "Match"], "{id}");
    settle(state, effects);
}

pub fn act(state: &mut AppState, action: Action) {
    let effects = update(state, action);
    settle(state, effects);
}

pub fn copy(state: &AppState) -> &OwnCopy {
    state.copy.open.as_ref().unwrap()
}

pub fn saved(state: &AppState) -> SavedCopy {
    SavedCopy::of(copy(state))
}

/// The ids of the paragraphs that stand.
pub fn standing(state: &AppState) -> Vec<String> {
    state.edition.paragraphs().iter().map(|paragraph| paragraph.id.to_string()).collect()
}

fn text_of<'a>(state: &'a AppState, id: &str) -> &'a str {
    let at = state.edition.paragraph_index(&ParagraphId::from(id)).unwrap_or_else(|| panic!("{id}"));
    &state.edition.paragraph(at).unwrap().text
}

#[test]
fn of_two_paragraphs_taken_in_again_only_the_second_is_offered_to_be_left_out() {
    let mut state = without(WITH_ADS, &ADS);
    let offers = |state: &AppState| -> Vec<(String, usize)> {
        let taken = state.notices.iter().filter(|notice| notice.text.starts_with("Taken in again"));
        taken.map(|notice| (notice.text.clone(), notice.offers.len())).collect()
    };
    take_in(&mut state, "p3a");
    assert_eq!(offers(&state), [("Taken in again as ¶3a".to_owned(), 1)]);
    take_in(&mut state, "p4a");
    assert_eq!(offers(&state), [("Taken in again as ¶4a".to_owned(), 1)]);
}

#[test]
fn what_was_said_of_a_copy_goes_when_the_edition_s_own_text_is_opened() {
    let mut state = without(WITH_ADS, &ADS);
    take_in(&mut state, "p3a");
    act(&mut state, Action::Command(Command::Undo));
    state.notify(Notice::fault("The disk is full"));
    let texts = |state: &AppState| state.notices.iter().map(|notice| notice.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&state).len(), 2, "{:?}", texts(&state));
    act(&mut state, Action::Command(Command::LeaveCopy));
    assert_eq!(texts(&state), ["The disk is full"]);
}

#[test]
fn a_paragraph_taken_in_again_stands_at_its_place_and_undo_leaves_it_out() {
    let mut state = without(WITH_ADS, &ADS);
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p4"]);
    let before = (saved(&state), state.edition.clone());
    take_in(&mut state, "p3a");
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p3a", "p4"]);
    assert_eq!(text_of(&state, "p3a"), "ADVERTISEMENT");
    assert!(state.notices.iter().any(|notice| notice.text.starts_with("Taken in again as ¶3a")));
    let key = copy(&state).key.clone();
    take_in(&mut state, "p4a");
    take_in(&mut state, "p1a");
    assert_eq!(standing(&state), ["p1", "p1a", "p2", "p3", "p3a", "p4", "p4a"]);
    assert_eq!(
        (saved(&state).format, &copy(&state).key),
        (parallax::state::COPY_FORMAT, &key),
        "as a text of which nothing was ever left out"
    );
    assert!(update(&mut state, Action::Copy(CopyAction::TakeIn("p1a".into()))).is_empty(), "it stands");
    for _ in 0..3 {
        act(&mut state, Action::Command(Command::Undo));
    }
    assert_eq!((saved(&state).article, saved(&state).left_out), (before.0.article, before.0.left_out));
    assert_eq!((state.edition.head(), state.edition.perspectives()), (before.1.head(), before.1.perspectives()));
    assert!(state.notices.iter().any(|notice| notice.text.starts_with("Left out again")));
    act(&mut state, Action::Command(Command::Redo));
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p3a", "p4"]);
}

/// Highlights every paragraph of the copy.
fn highlight_all(state: &mut AppState) {
    state.request_layer();
    update(state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    for row in 1..state.row_count() {
        update(state, Action::Reader(ReaderAction::Activate(row)));
        update(state, Action::Command(Command::Highlight));
    }
}

/// The text under each annotation, with its grade.
fn marked(state: &AppState) -> Vec<(String, Grade)> {
    let text = |row: usize| state.paragraph_of(row).unwrap().text.clone();
    state.annotations.places.iter().map(|place| (text(place.row.unwrap()), place.grade)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_taken_in_and_undone_in_any_order_answers_and_annotations_stay_where_they_were(
        out in prop::collection::btree_set(0_usize..7, 1..6),
        steps in prop::collection::vec(any::<Option<prop::sample::Index>>(), 0..8),
    ) {
        let mut state = without(WITH_ADS, &out.iter().copied().collect::<Vec<_>>());
        highlight_all(&mut state);
        let all_marked = marked(&state);
        let last = copy(&state).request.article.paragraphs.len() - 1;
        let last_text = copy(&state).request.article.paragraphs[last].clone();
        act(&mut state, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: last, edition: MILLBROOK }])));
        let owner = Owner::Claim("p2.c1".into());
        let anchor = Anchor::new(&last_text, 0..3);
        act(&mut state, Action::Copy(CopyAction::Decide(vec![Decision::Placed { owner, anchor: anchor.clone() }])));
        let still = |state: &AppState| {
            let request = &copy(state).request;
            let [Correction::Linked { copy: at, edition: MILLBROOK }] = request.corrections[..] else { panic!() };
            let phrase = copy(state).phrases.iter().find(|phrase| phrase.decided).unwrap();
            (request.article.paragraphs[at].clone(), phrase.paragraph == Some(at), marked(state))
        };
        let expected = (last_text, true, all_marked);
        for step in steps {
            let left: Vec<ParagraphId> =
                copy(&state).request.left_out.iter().map(|left| left.paragraph.id.clone()).collect();
            match step {
                Some(index) if !left.is_empty() => act(&mut state, Action::Copy(CopyAction::TakeIn(index.get(&left).clone()))),
                // The two answers stay.
                _ if copy(&state).steps_left_out() => act(&mut state, Action::Command(Command::Undo)),
                _ => {}
            }
            prop_assert_eq!(&still(&state), &expected);
        }
        while let Some(left) = copy(&state).request.left_out.first() {
            let id = left.paragraph.id.clone();
            act(&mut state, Action::Copy(CopyAction::TakeIn(id)));
        }
        prop_assert_eq!(&still(&state), &expected);
        // Nothing differs from a copy of which nothing was ever left out, but the ids.
        let own = copy(&state);
        let mut whole = MatchRequest::new(Arc::clone(state.base()), Arc::new(read(WITH_ADS).article));
        let ids: Vec<ParagraphId> = own.request.article.paragraphs.iter().map(|one| one.id.clone()).collect();
        whole.article = Arc::new(parallax::model::with_ids(&whole.article, &ids));
        prop_assert_eq!(&whole.article, &own.request.article);
        whole.corrections.clone_from(&own.request.corrections);
        whole.decisions.clone_from(&own.request.decisions);
        let matched = whole.run(&Progress::default()).unwrap();
        let (one, other) = (&matched.edition, &state.edition);
        prop_assert_eq!((one.head(), one.perspectives()), (other.head(), other.perspectives()));
        prop_assert_eq!((&matched.pairs, &matched.phrases, &matched.lost), (&own.pairs, &own.phrases, &own.lost));
    }
}

/// Merges what one window has with what another one has saved.
pub fn merged(ours: &AppState, theirs: &AppState) -> SavedCopy {
    let mut merged = saved(ours);
    merged.merge(saved(theirs));
    merged
}

pub fn ids_left_out(copy: &SavedCopy) -> Vec<&str> {
    copy.left_out.iter().map(|left| left.paragraph.id.as_str()).collect()
}

/// Tells a window that its copy was written as it is.
pub fn written(state: &mut AppState) {
    let written = saved(state).written_left_out();
    update(state, Action::Copy(CopyAction::Saved(written)));
}

/// A window in which the copy was opened as it was saved.
pub fn reopened(saved: &SavedCopy) -> AppState {
    let mut state = small();
    let loaded = opened(&state, saved);
    update(&mut state, Action::Loaded(Ok(Box::new(loaded))));
    state
}

#[test]
fn what_another_window_took_in_stays_in_unless_this_one_decided_otherwise() {
    let first = saved(&without(WITH_ADS, &ADS));
    let (mut one, mut other) = (reopened(&first), reopened(&first));
    take_in(&mut one, "p3a");
    // The other window answers something else, and has not seen it.
    act(&mut other, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 2, edition: MILLBROOK }])));
    let file = merged(&other, &one);
    assert_eq!(ids_left_out(&file), ["p1a", "p4a"]);
    assert!(file.pairs.is_empty() && file.corrections.len() == 1, "{file:?}");
    let state = reopened(&file);
    assert_eq!((text_of(&state, "p3a"), standing(&state).len()), ("ADVERTISEMENT", 5));
    // Each takes in another one: both are in.
    take_in(&mut other, "p1a");
    assert_eq!(ids_left_out(&merged(&other, &one)), ["p4a"]);
    assert_eq!(ids_left_out(&merged(&one, &other)), ["p4a"]);
    // What this window took in and left out again is out, although the file has it in.
    let before = reopened(&saved(&one));
    written(&mut one);
    act(&mut one, Action::Command(Command::Undo));
    assert_eq!(ids_left_out(&merged(&one, &before)), ["p1a", "p3a", "p4a"]);
    written(&mut one);
    act(&mut one, Action::Command(Command::Redo));
    assert_eq!(ids_left_out(&merged(&one, &reopened(&first))), ["p1a", "p4a"]);
}

#[test]
fn answers_of_a_window_that_left_out_other_paragraphs_are_about_the_same_words() {
    // The paragraph about the cat is ¶3 where all advertisements are left out, and ¶4 where the last one alone is.
    let mut theirs = without(WITH_ADS, &[6]);
    let cat = copy(&theirs).request.article.paragraphs[3].clone();
    assert!(cat.text.ends_with("her cat.") && cat.id.as_str() == "p4");
    act(&mut theirs, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 3, edition: MILLBROOK }])));
    let decision = Decision::Placed { owner: Owner::Claim("p2.c1".into()), anchor: Anchor::new(&cat, 2..8) };
    act(&mut theirs, Action::Copy(CopyAction::Decide(vec![decision])));
    // Also an answer about one that is left out here.
    act(&mut theirs, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 4, edition: 0 }])));
    let file = merged(&without(WITH_ADS, &ADS), &theirs);
    assert_eq!(ids_left_out(&file), ["p1a", "p3a", "p4a"], "chosen in the preview");
    let mut state = reopened(&file);
    let request = copy(&state).request.clone();
    assert_eq!(request.corrections, [Correction::Linked { copy: 2, edition: MILLBROOK }]);
    assert!(matches!(&request.decisions[..], [Decision::Placed { anchor, .. }] if anchor.on.as_str() == "p3"));
    let phrase = copy(&state).phrases.iter().find(|phrase| phrase.decided).unwrap();
    assert_eq!((phrase.paragraph, phrase.range.clone()), (Some(2), Some(2..8)));
    assert_eq!(request.dormant.len(), 1, "it waits for its paragraph");
    take_in(&mut state, "p3a");
    assert_eq!(copy(&state).request.corrections.len(), 2);
    assert!(copy(&state).request.corrections.contains(&Correction::Linked { copy: 3, edition: 0 }));
    assert!(copy(&state).request.dormant.is_empty());
}

#[test]
fn a_file_with_another_text_changes_nothing_of_what_is_left_out() {
    let state = without(WITH_ADS, &ADS);
    for (text, out) in [(COPY, &[][..]), (WITH_ADS, &[1]), (&WITH_ADS.replace("her cat", "her dog"), &[1, 2, 4])] {
        let mut theirs = saved(&without(text, out));
        theirs.article.paragraphs[0].text.push('!');
        let mut ours = saved(&reopened(&saved(&state)));
        ours.merge(theirs);
        assert_eq!(ids_left_out(&ours), ["p1a", "p3a", "p4a"], "{text}");
        assert_eq!(ours.article, saved(&state).article);
    }
}

/// A copy as it was saved, loaded beside the open edition.
pub fn opened(state: &AppState, saved: &SavedCopy) -> Loaded {
    let request = saved.to_request(Arc::clone(state.base()));
    let matched = request.run(&Progress::default()).unwrap();
    let (copy, edition) = OwnCopy::new(request, None, saved.source.clone(), matched);
    Loaded::Copy(Box::new(copy), Box::new(edition))
}

/// Loads a copy that was saved, as when its text is opened again.
pub fn load(state: &mut AppState, saved: &SavedCopy) -> String {
    let (serial, loaded) = (state.serial, opened(state, saved));
    let effects = update(state, Action::Loaded(Ok(Box::new(loaded))));
    assert_eq!(state.serial, serial, "the open copy stays");
    settle(state, effects);
    state.notices.last().unwrap().text.clone()
}

#[test]
fn a_text_opened_again_while_it_is_open_follows_what_was_left_out_of_it_since() {
    let first = saved(&without(WITH_ADS, &ADS));
    let mut state = reopened(&first);
    assert_eq!(load(&mut state, &first), "copy.txt is open already");
    let mut other = reopened(&first);
    take_in(&mut other, "p3a");
    assert_eq!(load(&mut state, &saved(&other)), "copy.txt is open already; what is left out of it has changed");
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p3a", "p4"]);
    act(&mut state, Action::Command(Command::Undo));
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p4"]);
    // What was taken in here a moment ago may not have been written yet.
    take_in(&mut state, "p1a");
    assert_eq!(load(&mut state, &first), "copy.txt is open already");
    assert_eq!(standing(&state), ["p1", "p1a", "p2", "p3", "p4"]);
    // A choice in the preview is the last one.
    let effects = read_beside(&mut state, WITH_ADS, &[4]);
    settle(&mut state, effects);
    assert_eq!(standing(&state), ["p1", "p1a", "p2", "p3", "p4", "p4a"]);
    assert_eq!(ids_left_out(&merged(&state, &reopened(&first))), ["p3a"]);
}

#[test]
fn the_message_of_an_undo_says_what_was_taken_in_and_what_was_left_out() {
    let mut state = without(WITH_ADS, &ADS);
    let last = |state: &AppState| state.notices.last().unwrap().text.clone();
    for (out, message) in [(&[0, 1, 6][..], "Taken in again: ¶3a. Left out again: ¶1"), (&[4], "Left out again")] {
        let effects = read_beside(&mut state, WITH_ADS, out);
        settle(&mut state, effects);
        act(&mut state, Action::Command(Command::Undo));
        act(&mut state, Action::Command(Command::Redo));
        assert_eq!(last(&state), if out.len() == 1 { "Taken in again" } else { message }, "{out:?}");
        act(&mut state, Action::Command(Command::Undo));
        let expected = if out.len() == 1 { message } else { "Taken in again: ¶1. Left out again: ¶3a" };
        assert_eq!(last(&state), expected, "{out:?}");
    }
    let mut many: String = WITH_ADS.into();
    (0..20).for_each(|n| many.push_str(&format!("\nOne more paragraph, number {n}.\n")));
    let mut state = without(&many, &(7..17).collect::<Vec<_>>());
    let effects = read_beside(&mut state, &many, &[1, 20]);
    settle(&mut state, effects);
    act(&mut state, Action::Command(Command::Undo));
    assert_eq!(last(&state), "Taken in again: ¶2, ¶11. Left out again: 10 paragraphs");
}

#[test]
fn a_copy_in_another_format_keeps_the_ids_of_what_was_taken_in() {
    let quoted = WITH_ADS.replace("Share this article", "Share \"this\" article");
    let mut state = without(&quoted, &ADS);
    take_in(&mut state, "p3a");
    let typographic = read(&quoted.replace("\"this\"", "“this”")).article;
    let copy = saved(&state);
    let out = copy.left_out_in(&typographic);
    let (request, earlier) =
        copy.carry_onto(Arc::clone(state.base()), &typographic, &out, &Progress::default()).unwrap();
    assert!(earlier.is_replaced);
    let ids: Vec<&str> = request.article.paragraphs.iter().map(|paragraph| paragraph.id.as_str()).collect();
    assert_eq!(ids, ["p1", "p2", "p3", "p3a", "p4"]);
    let left: Vec<(&str, &str)> =
        request.left_out.iter().map(|left| (left.paragraph.id.as_str(), left.paragraph.text.as_str())).collect();
    assert_eq!(left, [("p1a", "ADVERTISEMENT"), ("p4a", "Share “this” article with your neighbours")]);
}

/// Opens the program with the copy, and what is no part of it left out.
fn window(text: &str) -> Harness<'static, Kit> {
    let mut harness = crate::own_copy_window::small();
    let loaded = preview(harness.state().state(), text);
    harness.state().act(Action::Loaded(Ok(Box::new(loaded))));
    harness.run();
    for paragraph in ["Keep ¶2", "Keep ¶5", "Keep ¶7"] {
        harness.get_by_label(paragraph).click();
        harness.run();
    }
    let out = BTreeSet::from(ADS);
    let Loaded::Text(Preview { request, stage: Stage::Text(mut read) }) = preview(harness.state().state(), text) else {
        panic!()
    };
    // The file of the preview is not on the disk, so the choice is matched here.
    let (article, left_out) = parallax::model::leave_out(&read.imported.article, &out);
    let base = Arc::clone(harness.state().state().base());
    let matching = MatchRequest { left_out, ..MatchRequest::new(Arc::clone(&base), Arc::new(article)) };
    read.edition_match = EditionMatch::new(base, None, matching.run(&Progress::default()).unwrap());
    read.left_out.clone_from(&out);
    let request = TextRequest { left_out: out, is_refresh: true, ..request };
    let preview = Preview { request, stage: Stage::Text(read) };
    harness.state().act(Action::Loaded(Ok(Box::new(Loaded::Text(preview)))));
    harness.run();
    harness.get_by_label("Read it with these notes").click();
    harness.run();
    harness.get_by_label("Not now").click();
    harness.run();
    harness
}

#[test]
fn what_was_left_out_is_taken_in_again_by_mouse_and_by_key() {
    let mut harness = window(WITH_ADS);
    harness.state().act(Action::ShowDialog(Some(Dialog::Menu)));
    harness.run();
    harness.get_by_label("Left out paragraphs…").click_accesskit();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::LeftOut));
    assert!(harness.get_by_label("Take in again as ¶1a: ADVERTISEMENT").is_focused(), "Enter is enough");
    let next = harness.get_by_label("Take in again as ¶3a: ADVERTISEMENT").rect();
    harness.get_by_label("between ¶1 and ¶2");
    harness.get_by_label("between ¶3 and ¶4");
    harness.get_by_label("after ¶4, at the end");
    harness.get_by_label("Take in again as ¶3a: ADVERTISEMENT").click();
    harness.run();
    let left = |state: &AppState| copy(state).request.left_out.len();
    until(&mut harness, "taken in", |state| left(state) == 2);
    harness.run();
    harness.get_by_label("between ¶1 and ¶2");
    assert!(harness.query_by_label("Take in again as ¶3a: ADVERTISEMENT").is_none());
    let last = harness.get_by_label("Take in again as ¶4a: Share this article with your neighbours").rect();
    assert_eq!(last.min, next.min, "the list keeps its top edge, and the next one is under the mouse");
    harness.get_by_label("Undo the last change here").click();
    harness.run();
    until(&mut harness, "undone", |state| left(state) == 3);
    harness.run();
    assert!(harness.query_by_label("Undo the last change here").is_none(), "nothing more of it is to be undone");
    harness.get_by_label("Take in again as ¶1a: ADVERTISEMENT").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    until(&mut harness, "taken in", |state| left(state) == 2);
    for name in ["Take in again as ¶3a: ADVERTISEMENT", "Take in again as ¶4a: Share this article with your neighbours"]
    {
        harness.get_by_label(name).click();
        harness.run();
    }
    until(&mut harness, "all taken in", |state| left(state) == 0);
    harness.run();
    harness.get_by_label("Nothing is left out of your copy now.");
    harness.key_press(Key::Escape);
    harness.run();
    let state = harness.state().state();
    assert!(state.dialog.is_none() && !Command::LeftOut.is_offered(state));
}

#[test]
fn a_single_paragraph_beyond_the_list_is_said_to_be_one() {
    let mut text = "On street lamps\n".to_owned();
    (0..61).for_each(|n| text.push_str(&format!("\nParagraph number {n}.\n")));
    let mut harness = crate::own_copy_window::small();
    let state = without(&text, &(1..62).collect::<Vec<_>>());
    let loaded = opened(harness.state().state(), &saved(&state));
    harness.state().act(Action::Loaded(Ok(Box::new(loaded))));
    harness.run();
    harness.state().act(Action::Command(Command::LeftOut));
    harness.run();
    harness.get_by_label("One more paragraph: show it").click_accesskit();
    harness.run();
    harness.get_by_label_contains(": Paragraph number 60.");
    assert!(harness.query_by_label_contains("more paragraph").is_none());
    // In the preview too.
    let loaded = preview(harness.state().state(), &text.replace("On street lamps\n", ""));
    harness.state().act(Action::Loaded(Ok(Box::new(loaded))));
    harness.run();
    harness.get_by_label("One more paragraph: show it");
}

#[test]
fn the_review_lists_what_was_left_out_too() {
    let mut harness = window(WITH_ADS);
    harness.state().act(Action::Command(Command::Review));
    harness.run();
    let is_question = harness.state().state().copy.review.question().is_some();
    assert!(!is_question, "all is certain in this text");
    harness.get_by_label("Left out of your copy");
    assert!(harness.get_by_label_contains("Accept all that are certain").is_focused(), "the review's own answer");
    harness.get_by_label("Take in again as ¶4a: Share this article with your neighbours").click_accesskit();
    harness.run();
    until(&mut harness, "taken in", |state| copy(state).request.left_out.len() == 2);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Review));
    // A question leads to the list.
    harness.state().act(Action::Copy(CopyAction::ReviewRow(4)));
    harness.run();
    harness.get_by_label("2 paragraphs are left out: look at them").click();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::LeftOut));
    harness.get_by_label("Review doubtful places").click();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Review));
}

#[test]
fn the_list_is_offered_only_where_something_is_left_out() {
    let offered = |state: &AppState| Command::LeftOut.is_offered(state);
    assert!(!offered(&small()) && !offered(&without(WITH_ADS, &[])));
    let mut state = without(WITH_ADS, &[6]);
    assert!(offered(&state) && Command::in_menu(&state).contains(&Command::LeftOut));
    take_in(&mut state, "p6a");
    assert!(!offered(&state));
    update(&mut state, Action::Command(Command::LeftOut));
    assert!(state.dialog.is_none() && state.notices.last().unwrap().text == "Nothing is left out of your copy");
    let mut state = small();
    update(&mut state, Action::Command(Command::LeftOut));
    assert!(state.dialog.is_none() && update(&mut state, Action::Copy(CopyAction::TakeIn("p1a".into()))).is_empty());
}
