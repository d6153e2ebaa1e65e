//! Doubt about the words that a reply answers, shown on the reply itself.

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::{Decision, Grade};
use parallax::state::{Action, Command, CopyAction, Dialog, Question};

use crate::kit::Kit;
use crate::own_copies::{COPY, WORDS_ELSEWHERE};
use crate::own_copy_window::{beside, until};

type Harness = egui_kittest::Harness<'static, Kit>;

/// The paragraph is there, but not what the lamps cost.
const WITHOUT_THE_SUM: &str = "\
On street lamps

Street lamps burn all night for nobody. Every evening they are lit, and nobody knows for whom they are.

Nobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, sleeps well.

The owls will thank us.
";

/// The words are slightly different.
const REWORDED: &str = "\
On street lamps

Street lamps burn all night for nobody. Turned off at eleven, they would save our town some 40,000 pounds a year.

Nobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, sleeps well.

The owls will thank us.
";

/// The same text as in the edition.
const UNCHANGED: &str = "\
On street lamps

Street lamps burn all night for nobody. Turned off at eleven, they would save the town 40,000 pounds a year.

Nobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, sleeps well.

The owls will thank us.
";

fn question(harness: &Harness) -> Option<Question> {
    harness.state().state().copy.review.question()
}

#[test]
fn a_reply_whose_words_are_changed_or_gone_says_so_on_itself() {
    for (text, doubt) in [
        (REWORDED, "Fuzzy: the words it answers are changed here"),
        (WITHOUT_THE_SUM, "Near: the words it answers are not here"),
    ] {
        let harness = beside(text);
        // Once as a button that opens the review, and once in the reply's own label.
        harness.get_by_label(&format!("{doubt}, 2tc: review"));
        assert!(
            harness.query_all_by_label_contains(&format!("{doubt}.")).next().is_some(),
            "{doubt}: in the label of the reply"
        );
    }
    let harness = beside(UNCHANGED);
    assert_eq!(harness.query_all_by_label_contains("the words it answers").count(), 0, "no doubt, no line");
}

#[test]
fn the_doubt_opens_the_review_at_its_words_and_goes_when_they_are_decided() {
    let mut harness = beside(WITHOUT_THE_SUM);
    harness.get_by_label("Near: the words it answers are not here, 2tc: review").click();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Review));
    assert!(matches!(question(&harness), Some(Question::Phrase(_))), "{:?}", question(&harness));
    harness.get_by_label_contains("The whole paragraph (a)").click();
    harness.run();
    until(&mut harness, "decided", |state| state.copy.open.as_ref().is_some_and(|copy| copy.phrases[0].decided));
    harness.run();
    assert_eq!(harness.query_all_by_label_contains("the words it answers").count(), 0);
}

#[test]
fn what_the_reader_said_is_not_there_is_not_doubtful_any_more() {
    let mut harness = beside(WITHOUT_THE_SUM);
    let owner = harness.state().state().copy.open.as_ref().unwrap().phrases[0].owner.clone();
    harness.state().act(Action::Copy(CopyAction::Decide(vec![Decision::Detached { owner }])));
    harness.run();
    until(&mut harness, "decided", |state| state.copy.open.as_ref().is_some_and(|copy| copy.phrases[0].decided));
    let state = harness.state().state();
    assert_eq!(state.copy.open.as_ref().unwrap().phrases[0].grade, Grade::Lost);
    let doubts = state.items(2).into_iter().filter_map(|item| match item {
        parallax::state::Item::Note { note, .. } => Some(state.copy.doubt_of(note)),
        _ => None,
    });
    assert_eq!(doubts.collect::<Vec<_>>(), [None]);
}

#[test]
fn the_line_of_doubt_has_its_room_at_every_width_and_size() {
    for (width, height) in [(1280.0, 900.0), (1920.0, 1080.0), (800.0, 600.0), (420.0, 700.0)] {
        let mut harness = beside(WITHOUT_THE_SUM);
        harness.set_size(egui::vec2(width, height));
        harness.state().act(Action::GoToCode("2tc".into()));
        harness.run();
        harness.run_steps(20);
        let doubt = harness.get_by_label("Near: the words it answers are not here, 2tc: review").rect();
        let sources = harness.get_by_label("Sources of 2tc").rect();
        assert!(doubt.bottom() < sources.top(), "{width}: {doubt:?} {sources:?}");
        let reply = harness.query_all_by_label_contains("Town council qualifies, 2tc").next().unwrap().rect();
        assert!(reply.expand(0.5).contains_rect(doubt), "{width}: {doubt:?} in {reply:?}");
    }
}

#[test]
fn the_doubt_is_reached_and_opened_from_the_keyboard() {
    let mut harness = beside(REWORDED);
    harness.get_by_label("Fuzzy: the words it answers are changed here, 2tc: review").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Review));
}

#[test]
fn the_questions_about_a_copy_are_asked_in_plain_words() {
    let jargon = ["Fuzzy", "Pin it", "Link these", "taken for", "the review asks", "kept so far", "places are certain"];
    let shown = |harness: &Harness| -> Vec<String> {
        let nodes = harness.root().children_recursive();
        nodes.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value())).collect()
    };
    let mut seen = Vec::new();
    seen.extend(shown(&crate::own_copy_window::previewed()));
    for text in [COPY, WORDS_ELSEWHERE, WITHOUT_THE_SUM] {
        let mut harness = beside(text);
        harness.state().act(Action::Command(Command::Review));
        harness.run();
        seen.extend(shown(&harness));
        for row in 1..harness.state().state().row_count() {
            harness.state().act(Action::Copy(CopyAction::ReviewRow(row)));
            harness.run();
            seen.extend(shown(&harness));
        }
    }
    for question in ["Is this the same paragraph?", "Which words does the reply answer?"] {
        assert!(seen.iter().any(|text| text.contains(question)), "{question}");
    }
    for word in jargon {
        assert_eq!(seen.iter().find(|text| text.contains(word)), None);
    }
}
