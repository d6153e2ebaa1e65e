//! Cards and briefs in the whole program: cut, marked and searched with keys.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::model::Entry;
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::{Action, AppState, Command, Dialog, ReaderAction, SavedState, Settings};

use crate::kit::{self, Kit};

/// Opens the shipped edition at paragraph 5, with an empty layer and an empty brief.
fn reader() -> Harness<'static, Kit> {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, Settings::default(), SavedState::default()));
    let (layer, brief) =
        (harness.state().state().annotations.edition.clone(), harness.state().state().brief.key.clone());
    harness.state().act(Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    harness.state().act(Action::Brief(BriefAction::Loaded(brief, Ok(None))));
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    harness
}

fn letter(harness: &mut Harness<'static, Kit>, text: &str) {
    harness.event(egui::Event::Text(text.into()));
    harness.run();
}

fn press(harness: &mut Harness<'static, Kit>, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn two_keys_put_an_analytic_into_the_brief_and_a_third_shows_it() {
    let mut harness = reader();
    letter(&mut harness, "c");
    assert_eq!(harness.state().state().dialog, Some(Dialog::Cut));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().state().dialog, None);
    assert!(matches!(harness.state().state().brief.entries(), [Entry::Analytic(_)]));
    letter(&mut harness, "d");
    assert!(harness.state().state().brief.open);
    harness.get_by_label_contains("Analytic: a summary, not evidence (5us");
    // Enter goes to its tag; Escape leaves the field and not the brief.
    press(&mut harness, Key::Enter);
    harness.event(egui::Event::Text("Trend".into()));
    harness.run();
    assert_eq!(harness.state().state().brief.entries()[0].title(), "Trend");
    press(&mut harness, Key::Escape);
    assert!(harness.state().state().brief.open, "Escape has only left the field");
    press(&mut harness, Key::Escape);
    assert!(!harness.state().state().brief.open);
}

#[test]
fn words_are_chosen_and_marked_by_keys_alone() {
    let mut harness = reader();
    let brief = crate::briefs::lamps();
    let key = harness.state().state().brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(brief))))));
    letter(&mut harness, "d");
    harness.state().act(Action::Brief(BriefAction::Choose(1)));
    harness.run();
    press(&mut harness, Key::F3);
    press(&mut harness, Key::ArrowRight);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    harness.run();
    let words = harness.state().state().brief.words.clone();
    assert_eq!(words, 0..11, "We measured");
    press(&mut harness, Key::F10);
    let state = harness.state().state();
    assert!(state.brief.card().unwrap().emphasis.covers(0..11));
    harness.key_press_modifiers(Modifiers::CTRL, Key::Z);
    harness.run();
    assert!(!harness.state().state().brief.card().unwrap().emphasis.contains(0));
}

#[test]
fn the_outline_and_the_search_lead_to_a_card() {
    let mut harness = reader();
    let key = harness.state().state().brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(crate::briefs::lamps()))))));
    letter(&mut harness, "d");
    harness.get_by_label("Card: Other towns did it long ago").click();
    harness.run();
    assert_eq!(harness.state().state().brief.chosen, 2);
    harness.state().act(Action::Brief(BriefAction::SetQuery("falls".into())));
    harness.run();
    assert!(harness.query_by_label("Card: Other towns did it long ago").is_none());
    harness.get_by_label("Analytic: The police count more falls after midnight");
}

#[test]
fn a_paragraph_is_highlighted_and_annotated_and_found_in_the_list() {
    let mut harness = reader();
    letter(&mut harness, "h");
    assert_eq!(harness.state().state().annotations.all().len(), 1);
    letter(&mut harness, "m");
    assert!(matches!(harness.state().state().dialog, Some(Dialog::Annotation(_))));
    harness.event(egui::Event::Text("Ask for the range".into()));
    harness.run();
    press(&mut harness, Key::Escape);
    harness.get_by_label("Your annotation: Ask for the range");
    letter(&mut harness, "n");
    harness.get_by_label("One highlight or annotation");
    harness.get_by_label("Ask for the range");
}

/// Opens a brief longer than the window, with the last entry chosen.
fn long_brief() -> Harness<'static, Kit> {
    let mut harness = reader();
    let mut brief = crate::briefs::lamps();
    let entries = brief.entries.clone();
    for _ in 0..6 {
        brief.entries.extend(entries.iter().cloned());
    }
    let (brief, _) = brief.sanitized();
    let key = harness.state().state().brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(brief))))));
    letter(&mut harness, "d");
    harness.run_steps(30);
    harness
}

#[test]
fn what_is_typed_into_an_entry_that_has_to_be_scrolled_to_goes_there_and_is_no_command() {
    let mut harness = long_brief();
    let first = harness.state().state().brief.entries()[0].id();
    harness.state().act(Action::Brief(BriefAction::Choose(first)));
    harness.state().act(Action::Brief(BriefAction::Reveal));
    harness.run_steps(30);
    let last = harness.state().state().brief.entries().last().unwrap().id();
    harness.state().act(Action::Brief(BriefAction::Choose(last)));
    press(&mut harness, Key::F4);
    letter(&mut harness, "st");
    harness.run_steps(30);
    letter(&mut harness, "art");
    let state = harness.state().state();
    assert_eq!(state.brief.entries().last().unwrap().title(), "start");
    // Enter finishes it, and a letter goes on at its end.
    press(&mut harness, Key::Enter);
    letter(&mut harness, "s");
    letter(&mut harness, " k");
    let state = harness.state().state();
    assert_eq!(state.brief.entries().last().unwrap().title(), "starts k");
    assert_eq!(state.brief.place(), Some(state.brief.entries().len() - 1));
}

#[test]
fn the_brief_opens_at_the_chosen_entry_and_undoing_its_title_stays_there() {
    let mut harness = long_brief();
    let title = harness.state().state().brief.entries().last().unwrap().title().to_owned();
    let shown = |harness: &Harness<'static, Kit>| {
        let all = harness.query_all_by_label_contains(&title);
        let places: Vec<egui::Rect> = all.map(|node| node.rect()).collect();
        places.iter().any(|place| place.left() < 300.0 && place.bottom() < 900.0 && place.top() > 0.0)
    };
    assert!(shown(&harness), "the outline shows it too");
    let chosen = harness.state().state().brief.chosen;
    harness.state().act(Action::Brief(BriefAction::SetTitle("Another".into())));
    harness.run();
    harness.key_press_modifiers(Modifiers::CTRL, Key::Z);
    harness.run();
    let editor = &harness.state().state().brief;
    assert_eq!(
        (editor.chosen, editor.document.as_ref().unwrap().title.clone()),
        (chosen, crate::briefs::lamps().title)
    );
}

#[test]
fn what_is_searched_for_is_counted_and_escape_shows_all_again() {
    let mut harness = long_brief();
    let all = harness.state().state().brief.entries().len();
    harness.state().act(Action::Brief(BriefAction::SetQuery("police".into())));
    harness.run();
    harness.get_by_label(&format!("7 of {all} entries have these words"));
    press(&mut harness, Key::Escape);
    assert!(harness.state().state().brief.query.is_empty() && harness.state().state().brief.open);
}

#[test]
fn a_success_notice_of_one_screen_is_not_shown_on_the_next() {
    let mut harness = reader();
    letter(&mut harness, "c");
    press(&mut harness, Key::Enter);
    assert!(
        harness.state().state().notices.iter().any(|notice| notice.offers == [(Command::Debate, "Open the brief")])
    );
    letter(&mut harness, "d");
    assert_eq!(harness.state().state().notices, []);
}
