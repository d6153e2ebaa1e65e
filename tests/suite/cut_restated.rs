//! Cutting from a restatement: the selected words, what it says in a copy of the same words, and a second cut.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use parallax::model::{Analytic, Brief, Entry, Summarised};
use parallax::state::brief::{BriefAction, Candidate};
use parallax::state::{
    Action, AppState, Command, CopyAction, Opened, Part, ReaderAction, SavedState, Selection, Settings, TextPoint,
    update,
};

use crate::kit;

fn restated() -> Opened {
    let texts = crate::support::small().with(
        "edition.ron",
        r#"Original(of: "written for the tests")"#,
        r#"Restated(of: "a letter")"#,
    );
    Opened { edition: texts.load().unwrap().edition, path: None }
}

fn state() -> AppState {
    let mut state = AppState::new(restated(), Settings::default(), SavedState::default());
    state.request_brief();
    update(&mut state, Action::Brief(BriefAction::Loaded("small".into(), Ok(Some(Box::new(Brief::empty("Lamps")))))));
    state
}

fn select(state: &mut AppState, from: (usize, usize), to: (usize, usize)) {
    let point = |(row, character)| TextPoint { row, part: Part::Article, character };
    update(state, Action::Reader(ReaderAction::Select(Some(Selection { from: point(from), to: point(to) }))));
}

/// Opens the dialog, and returns the candidate of the article.
fn cut(state: &mut AppState) -> Candidate {
    update(state, Action::Command(Command::Cut));
    let at = state.brief.cut.candidates.iter().position(|one| one.label.contains("of the article")).unwrap();
    update(state, Action::Brief(BriefAction::ChooseCandidate(at)));
    state.brief.cut.candidates[at].clone()
}

fn analytic(candidate: &Candidate) -> &Analytic {
    let Entry::Analytic(analytic) = &candidate.entry else { panic!("{candidate:?}") };
    analytic
}

#[test]
fn of_a_restated_paragraph_the_selected_words_are_the_text() {
    let mut state = state();
    let text = state.text_of(2, Part::Article);
    let words: Vec<&str> = text.split_whitespace().collect();
    let end = words[..3].join(" ").chars().count();
    select(&mut state, (2, 0), (2, end));
    let candidate = cut(&mut state);
    assert_eq!(analytic(&candidate).text, words[..3].join(" "));
    assert_eq!(candidate.label, "Analytic · the selected words in ¶2 of the article, restated");
    let on = state.paragraph_of(2).unwrap().id.clone();
    assert!(matches!(&analytic(&candidate).of, Some(Summarised::Restated { on: at, .. }) if *at == on));
    // Over two paragraphs, the words of both.
    select(&mut state, (2, text.chars().count() - 4), (3, 6));
    let both = analytic(&cut(&mut state)).text.clone();
    let (first, second) = both.split_once('\n').unwrap();
    assert!(text.ends_with(first) && state.text_of(3, Part::Article).starts_with(second), "{both}");
    // All of it, or nothing, is the paragraph.
    select(&mut state, (2, 0), (2, text.chars().count()));
    assert_eq!(cut(&mut state).label, "Analytic · ¶2 of the article, restated");
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    update(&mut state, Action::Reader(ReaderAction::Select(None)));
    assert_eq!(analytic(&cut(&mut state)).text, text);
}

#[test]
fn the_very_same_words_are_known_to_be_in_the_brief_and_can_be_added_once_more() {
    let mut state = state();
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    let first = cut(&mut state);
    assert!(!state.is_in_brief(&first.entry));
    update(&mut state, Action::Brief(BriefAction::SetCutTag("Dark streets".into())));
    update(&mut state, Action::Brief(BriefAction::AddCut));
    let again = cut(&mut state);
    assert!(state.is_in_brief(&again.entry));
    assert!(!state.brief.cut.candidates.iter().all(|one| state.is_in_brief(&one.entry)), "others are not in it");
    update(&mut state, Action::Brief(BriefAction::AddCut));
    assert_eq!(state.brief.entries().len(), 2);
    select(&mut state, (2, 0), (2, 9));
    let part = cut(&mut state);
    assert!(!state.is_in_brief(&part.entry), "these are other words");
}

#[test]
fn in_a_copy_of_the_same_words_the_dialog_says_why_and_opens_nothing_that_is_open() {
    let mut harness = kit::in_any_script(restated());
    let texts: Vec<String> =
        harness.state().state().edition.paragraphs().iter().map(|paragraph| paragraph.text.clone()).collect();
    let found = crate::own_copies::preview(harness.state().state(), &texts.join("\n\n"));
    for action in [
        Action::Loaded(Ok(Box::new(found))),
        Action::Copy(CopyAction::ReadBeside),
        Action::Reader(ReaderAction::Activate(5)),
        Action::Command(Command::Cut),
    ] {
        harness.state().act(action);
        harness.run();
    }
    let at = harness.state().state().brief.cut.candidates.iter().position(|one| one.label.contains("of the article"));
    harness.state().act(Action::Brief(BriefAction::ChooseCandidate(at.unwrap())));
    harness.run();
    harness.get_by_label_contains("word for word the restatement that comes with Parallax, not the original");
    assert!(harness.query_by_role_and_label(Role::Button, "Read your own copy…").is_none());
    harness.state().act(Action::Brief(BriefAction::AddCut));
    harness.run();
    harness.state().act(Action::Command(Command::Cut));
    harness.run();
    harness.state().act(Action::Brief(BriefAction::ChooseCandidate(at.unwrap())));
    harness.run();
    harness.get_by_label_contains("The very same words are in the brief already");
    harness.get_by_role_and_label(Role::Button, "Put it into the brief");
}
