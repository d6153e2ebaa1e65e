//! Cards and briefs in the whole program: cut by keys, marked by keys, searched, and left again.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::model::Entry;
use parallax::session::desk::DeskAction;
use parallax::session::layer::LayerAction;
use parallax::session::{Action, Overlay, Recollection, Session, Settings};

use crate::kit::{self, Kit};

/// The shipped edition at paragraph 5, with an empty layer and an empty brief.
fn reader() -> Harness<'static, Kit> {
    let opened = parallax::desktop::open(None).unwrap();
    let mut harness = kit::begun(Session::new(opened, Settings::default(), Recollection::default()));
    let (layer, brief) = (harness.state().session().layer.edition.clone(), harness.state().session().desk.key.clone());
    harness.state().act(Action::Layer(LayerAction::Came(layer, Ok(None))));
    harness.state().act(Action::Desk(DeskAction::Came(brief, Ok(None))));
    harness.state().act(Action::JumpTo(5));
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
    assert_eq!(harness.state().session().overlay, Some(Overlay::Cut));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().session().overlay, None);
    assert!(matches!(harness.state().session().desk.entries(), [Entry::Analytic(_)]));
    letter(&mut harness, "d");
    assert!(harness.state().session().desk.open);
    harness.get_by_label_contains("Analytic: a summary, not evidence (5us");
    // Enter goes to its tag; Escape leaves the field and not the brief.
    press(&mut harness, Key::Enter);
    harness.event(egui::Event::Text("Trend".into()));
    harness.run();
    assert_eq!(harness.state().session().desk.entries()[0].title(), "Trend");
    press(&mut harness, Key::Escape);
    assert!(harness.state().session().desk.open, "Escape has only left the field");
    press(&mut harness, Key::Escape);
    assert!(!harness.state().session().desk.open);
}

#[test]
fn words_are_chosen_and_marked_by_keys_alone() {
    let mut harness = reader();
    let brief = crate::briefs::lamps();
    let key = harness.state().session().desk.key.clone();
    harness.state().act(Action::Desk(DeskAction::Came(key, Ok(Some(Box::new(brief))))));
    letter(&mut harness, "d");
    harness.state().act(Action::Desk(DeskAction::Choose(1)));
    harness.run();
    letter(&mut harness, "w");
    press(&mut harness, Key::ArrowRight);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    harness.run();
    let words = harness.state().session().desk.words.clone();
    assert_eq!(words, 0..11, "We measured");
    press(&mut harness, Key::F10);
    let session = harness.state().session();
    assert!(session.desk.card().unwrap().emphasis.covers(0..11));
    harness.key_press_modifiers(Modifiers::CTRL, Key::Z);
    harness.run();
    assert!(!harness.state().session().desk.card().unwrap().emphasis.contains(0));
}

#[test]
fn the_outline_and_the_search_lead_to_a_card() {
    let mut harness = reader();
    let key = harness.state().session().desk.key.clone();
    harness.state().act(Action::Desk(DeskAction::Came(key, Ok(Some(Box::new(crate::briefs::lamps()))))));
    letter(&mut harness, "d");
    harness.get_by_label("Card: Other towns did it long ago").click();
    harness.run();
    assert_eq!(harness.state().session().desk.chosen, 2);
    harness.state().act(Action::Desk(DeskAction::Query("falls".into())));
    harness.run();
    assert!(harness.query_by_label("Card: Other towns did it long ago").is_none());
    harness.get_by_label("Analytic: The police count more falls after midnight");
}

#[test]
fn a_paragraph_is_highlighted_and_annotated_and_found_in_the_list() {
    let mut harness = reader();
    letter(&mut harness, "h");
    assert_eq!(harness.state().session().layer.annotations().len(), 1);
    letter(&mut harness, "m");
    assert!(matches!(harness.state().session().overlay, Some(Overlay::Annotation(_))));
    harness.event(egui::Event::Text("Ask for the range".into()));
    harness.run();
    press(&mut harness, Key::Escape);
    harness.get_by_label("Your annotation: Ask for the range");
    letter(&mut harness, "n");
    harness.get_by_label("One of 1 highlights and annotations");
    harness.get_by_label("Ask for the range");
}

/// A brief longer than the window, the last entry chosen.
fn long_brief() -> Harness<'static, Kit> {
    let mut harness = reader();
    let mut brief = crate::briefs::lamps();
    let entries = brief.entries.clone();
    for _ in 0..6 {
        brief.entries.extend(entries.iter().cloned());
    }
    let (brief, _) = brief.sanitized();
    let key = harness.state().session().desk.key.clone();
    harness.state().act(Action::Desk(DeskAction::Came(key, Ok(Some(Box::new(brief))))));
    letter(&mut harness, "d");
    harness.run_steps(30);
    harness
}

#[test]
fn what_is_typed_into_an_entry_that_has_to_be_scrolled_to_goes_there_and_is_no_command() {
    let mut harness = long_brief();
    let first = harness.state().session().desk.entries()[0].id();
    harness.state().act(Action::Desk(DeskAction::Choose(first)));
    harness.state().act(Action::Desk(DeskAction::Reveal));
    harness.run_steps(30);
    let last = harness.state().session().desk.entries().last().unwrap().id();
    harness.state().act(Action::Desk(DeskAction::Choose(last)));
    press(&mut harness, Key::F4);
    letter(&mut harness, "st");
    harness.run_steps(30);
    letter(&mut harness, "art");
    let session = harness.state().session();
    assert_eq!(session.desk.entries().last().unwrap().title(), "start");
    // Enter finishes it: letters are keys again.
    press(&mut harness, Key::Enter);
    letter(&mut harness, "k");
    let session = harness.state().session();
    assert_eq!(session.desk.entries().last().unwrap().title(), "start");
    assert_ne!(session.desk.place(), Some(session.desk.entries().len() - 1), "k walks up");
}

#[test]
fn the_brief_opens_at_the_chosen_entry_and_undoing_its_title_stays_there() {
    let mut harness = long_brief();
    let title = harness.state().session().desk.entries().last().unwrap().title().to_owned();
    let shown = |harness: &Harness<'static, Kit>| {
        let all = harness.query_all_by_label_contains(&title);
        let places: Vec<egui::Rect> = all.map(|node| node.rect()).collect();
        places.iter().any(|place| place.left() < 300.0 && place.bottom() < 900.0 && place.top() > 0.0)
    };
    assert!(shown(&harness), "the outline shows it too");
    let chosen = harness.state().session().desk.chosen;
    harness.state().act(Action::Desk(DeskAction::Called("Another".into())));
    harness.run();
    harness.key_press_modifiers(Modifiers::CTRL, Key::Z);
    harness.run();
    let desk = &harness.state().session().desk;
    assert_eq!((desk.chosen, desk.brief.as_ref().unwrap().title.clone()), (chosen, crate::briefs::lamps().title));
}

#[test]
fn what_is_searched_for_is_counted_and_escape_shows_all_again() {
    let mut harness = long_brief();
    let all = harness.state().session().desk.entries().len();
    harness.state().act(Action::Desk(DeskAction::Query("police".into())));
    harness.run();
    harness.get_by_label(&format!("7 of {all} entries have these words; Esc shows all"));
    press(&mut harness, Key::Escape);
    assert!(harness.state().session().desk.query.is_empty() && harness.state().session().desk.open);
}

#[test]
fn what_went_well_on_one_screen_is_not_told_on_the_next() {
    let mut harness = reader();
    letter(&mut harness, "c");
    press(&mut harness, Key::Enter);
    assert!(harness.state().session().notices.iter().any(|notice| notice.text.contains("d opens it")));
    letter(&mut harness, "d");
    assert_eq!(harness.state().session().notices, []);
}
