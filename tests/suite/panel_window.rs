//! The panel of a window of medium width: it shows the replies to the active paragraph and never changes which one that is.

use egui::{Event, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::model::rows::NoteRef;
use parallax::state::{Action, AppState, Command, Dialog, Item, ReaderAction, ScrollRequest};

use crate::kit::{self, Kit};

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    // The panel waits a moment before it shows another paragraph.
    harness.run_steps(9);
}

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn find(harness: &Harness<'static, Kit>, words: &str) -> Option<Rect> {
    harness.query_all_by_label_contains(words).next().map(|node| node.rect())
}

fn panel(harness: &Harness<'static, Kit>) -> Rect {
    harness.get_by_label("The replies").rect()
}

fn press_at(harness: &mut Harness<'static, Kit>, at: Pos2, button: PointerButton) {
    harness.hover_at(at);
    harness.run_steps(2);
    for pressed in [true, false] {
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        harness.run_steps(2);
    }
    harness.run_steps(20);
}

/// Returns a note with its row and code.
fn note(state: &AppState, suits: impl Fn(usize, &Item<'_>) -> bool) -> Option<(usize, NoteRef, String)> {
    (1..state.row_count()).find_map(|row| {
        state.shown.visible().find_map(|perspective| {
            let items = state.items_of(row, perspective);
            items.iter().enumerate().find_map(|(place, item)| match item {
                Item::Note { entry, .. } if suits(place, item) => {
                    Some((row, *entry, format!(", {},", state.rows.code(&state.edition, *entry))))
                }
                _ => None,
            })
        })
    })
}

#[test]
fn a_press_on_an_empty_spot_of_the_panel_leaves_the_active_paragraph() {
    for (width, height) in [(1024.0, 768.0), (760.0, 900.0)] {
        let mut harness = kit::shipped(width, height);
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(3)));
        act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::ToRow(2))));
        act(&mut harness, Action::Reader(ReaderAction::Activate(3)));
        let panel = panel(&harness);
        for share in [0.05, 0.5, 0.99] {
            for x in [panel.left() + 5.0, panel.right() - 3.0] {
                let at = Pos2::new(x, panel.top() + panel.height() * share);
                press_at(&mut harness, at, PointerButton::Primary);
                assert_eq!(state(&harness).reader.active, 3, "{at}");
                press_at(&mut harness, at, PointerButton::Secondary);
                assert_eq!(state(&harness).reader.active, 3, "a right click at {at}");
                act(&mut harness, Action::ShowDialog(None));
            }
        }
    }
}

#[test]
fn a_drag_over_an_empty_spot_of_the_panel_leaves_the_active_paragraph() {
    let mut harness = kit::shipped(1024.0, 768.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(2)));
    act(&mut harness, Action::Reader(ReaderAction::Activate(3)));
    let from = panel(&harness).left_bottom() + vec2(6.0, -20.0);
    harness.drag_at(from);
    harness.run_steps(2);
    harness.hover_at(from + vec2(40.0, -60.0));
    harness.run_steps(2);
    harness.drop_at(from + vec2(40.0, -60.0));
    harness.run_steps(4);
    assert_eq!(state(&harness).reader.active, 3);
}

#[test]
fn a_right_click_beside_the_replies_of_the_panel_is_for_their_paragraph() {
    let mut harness = kit::shipped(1024.0, 768.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(2)));
    act(&mut harness, Action::Reader(ReaderAction::Activate(3)));
    let at = panel(&harness).left_top() + vec2(5.0, 30.0);
    press_at(&mut harness, at, PointerButton::Secondary);
    let target = parallax::state::ContextTarget::Paragraph(3);
    assert!(matches!(&state(&harness).dialog, Some(Dialog::Context { target: on, .. }) if *on == target));
}

#[test]
fn a_hit_in_a_reply_is_shown_in_the_panel() {
    for (width, height) in [(1024.0, 768.0), (760.0, 600.0)] {
        let mut harness = kit::shipped(width, height);
        act(&mut harness, Action::Reader(ReaderAction::SetQuery("the".into())));
        let notes: Vec<usize> = (state(&harness).reader.find.hits.iter().enumerate())
            .filter(|(_, hit)| matches!(hit.part, parallax::state::Part::Note(_)) && hit.row > 0)
            .map(|(index, _)| index)
            .collect();
        assert!(notes.len() > 61, "{} hits in replies", notes.len());
        for index in notes.into_iter().step_by(61).take(4) {
            let before = index.checked_sub(1).unwrap_or(state(&harness).reader.find.hits.len() - 1);
            while state(&harness).reader.find.current != Some(before) {
                harness.state().act(Action::Command(Command::FindPrevious));
                harness.step();
            }
            act(&mut harness, Action::Command(Command::FindNext));
            let hit = state(&harness).reader.find.hits[index];
            let parallax::state::Part::Note(entry) = hit.part else { panic!("{hit:?}") };
            let code = state(&harness).rows.code(&state(&harness).edition, entry);
            assert_eq!(state(&harness).reader.active, hit.row);
            assert!(state(&harness).reader.opened_notes.contains(&entry), "{code}");
            let rect = find(&harness, &format!(", {code},")).or_else(|| find(&harness, &format!(", {code}:")));
            let seen = rect.map(|rect| rect.intersect(panel(&harness))).filter(Rect::is_positive);
            // A gist is in the reply's first lines, which are enough of it.
            let least = if hit.in_gist { 30.0 } else { 60.0 };
            assert!(seen.is_some_and(|rect| rect.height() > least), "{code} {hit:?}: {rect:?}");
        }
    }
}

#[test]
fn shortened_replies_of_the_panel_stay_in_view() {
    let mut harness = kit::shipped(1024.0, 768.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    act(&mut harness, Action::Reader(ReaderAction::OpenRow { row: 5, open: true }));
    let name = state(&harness).edition.perspectives()[0].name.clone();
    let fewer = format!("Fewer replies of {name}");
    let panel = panel(&harness);
    harness.hover_at(panel.center());
    for _ in 0..80 {
        if find(&harness, &fewer).is_some_and(|rect| rect.bottom() < panel.bottom() - 10.0 && rect.is_positive()) {
            break;
        }
        let (unit, source) = (egui::MouseWheelUnit::Point, egui::MouseWheelSource::Wheel);
        let (delta, phase, modifiers) = (vec2(0.0, -60.0), egui::TouchPhase::Move, Modifiers::NONE);
        harness.event(Event::MouseWheel { unit, delta, phase, modifiers, source });
        harness.run_steps(8);
    }
    harness.get_by_label(&fewer).click();
    harness.run_steps(20);
    let first = find(&harness, ", 5us1,").unwrap();
    assert!(panel.contains_rect(first) && first.height() > 40.0, "{first} {panel}");
}

#[test]
fn a_line_for_a_reply_elsewhere_leads_to_it_open_and_marked_in_every_layout() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (640.0, 900.0)] {
        let mut harness = kit::shipped(width, height);
        for perspective in 3..6 {
            act(&mut harness, Action::TogglePerspective(perspective));
        }
        let mut seen = 0;
        for row in 1..state(&harness).row_count() {
            let pointers: Vec<(NoteRef, usize)> = (state(&harness).items(row).iter())
                .filter_map(|item| match item {
                    Item::Pointer { entry, home, .. } => Some((*entry, *home)),
                    _ => None,
                })
                .collect();
            for (entry, home) in pointers {
                act(&mut harness, Action::Reader(ReaderAction::JumpTo(row)));
                let before = harness.state().place();
                harness.state().act(Action::Reader(ReaderAction::JumpToNote { row: home, entry }));
                harness.step();
                let entry = NoteRef { home: true, ..entry };
                assert!(
                    state(&harness).reader.opened_notes.contains(&entry)
                        && state(&harness).is_marked(home, Some(entry))
                );
                harness.run_steps(3);
                let code = state(&harness).rows.code(&state(&harness).edition, entry);
                let rect = find(&harness, &format!(", {code},")).or_else(|| find(&harness, &format!(", {code}:")));
                assert!(rect.is_some_and(|rect| rect.height() > 40.0), "{code} at {width}: {rect:?}");
                assert!(harness.query_all_by_label_contains("Back to the place before").next().is_some());
                act(&mut harness, Action::Command(Command::Back));
                assert_eq!(harness.state().place().spot, before.spot);
                seen += 1;
            }
        }
        assert!(seen > 0);
        assert!(note(state(&harness), |place, _| place > 0).is_some());
    }
}

#[test]
fn a_press_on_underlined_words_brings_a_reply_to_them_into_view() {
    for (width, height) in [(1280.0, 900.0), (1280.0, 500.0), (1024.0, 600.0), (640.0, 600.0), (480.0, 900.0)] {
        let mut harness = kit::shipped(width, height);
        for (row, by_hand) in [1, 4, 5, 9].into_iter().flat_map(|row| [(row, false), (row, true)]) {
            let phrases: Vec<(String, NoteRef)> = (state(&harness).items(row).iter())
                .filter_map(|item| match item {
                    Item::Note { entry, note, .. } => {
                        Some((state(&harness).edition.phrase_of(note)?.to_owned(), *entry))
                    }
                    _ => None,
                })
                .collect();
            assert!(!phrases.is_empty(), "¶{row}");
            for (phrase, entry) in phrases.into_iter().take(2) {
                act(&mut harness, Action::Reader(ReaderAction::JumpTo(row)));
                if by_hand {
                    act(&mut harness, Action::Reader(ReaderAction::ToggleNote(entry)));
                }
                let pressed = parallax::state::HoveredPhrase { row, phrase: phrase.clone() };
                act(&mut harness, Action::Reader(ReaderAction::TogglePhrase(pressed.clone())));
                assert_eq!(state(&harness).reader.lit_phrase.as_ref().map(|lit| &lit.phrase), Some(&pressed));
                let codes: Vec<String> = (state(&harness).items(row).iter())
                    .filter_map(|item| match item {
                        Item::Note { entry, note, .. } if state(&harness).edition.phrase_of(note) == Some(&phrase) => {
                            Some(state(&harness).rows.code(&state(&harness).edition, *entry))
                        }
                        _ => None,
                    })
                    .collect();
                let is_seen = |code: &String| {
                    let rect = find(&harness, &format!(", {code},")).or_else(|| find(&harness, &format!(", {code}:")));
                    rect.is_some_and(|rect| rect.height() > 60.0)
                };
                assert!(codes.iter().any(is_seen), "¶{row} {phrase} {codes:?} at {width}x{height}");
                act(&mut harness, Action::Reader(ReaderAction::OpenRow { row, open: false }));
            }
        }
    }
}

#[test]
fn a_second_press_on_words_whose_reply_was_closed_by_hand_opens_it_again() {
    let mut harness = kit::shipped(1280.0, 900.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    let found = state(&harness).items(5).iter().find_map(|item| match item {
        Item::Note { entry, note, .. } => Some((*entry, state(&harness).edition.phrase_of(note)?.to_owned())),
        _ => None,
    });
    let (entry, phrase) = found.unwrap();
    let pressed = parallax::state::HoveredPhrase { row: 5, phrase };
    act(&mut harness, Action::Reader(ReaderAction::TogglePhrase(pressed.clone())));
    assert!(state(&harness).reader.opened_notes.contains(&entry));
    act(&mut harness, Action::Reader(ReaderAction::ToggleNote(entry)));
    assert!(!state(&harness).reader.opened_notes.contains(&entry));
    act(&mut harness, Action::Reader(ReaderAction::TogglePhrase(pressed.clone())));
    assert!(state(&harness).reader.opened_notes.contains(&entry));
    act(&mut harness, Action::Reader(ReaderAction::Scroll(parallax::state::ScrollRequest::By(60.0))));
    act(&mut harness, Action::Reader(ReaderAction::Activate(5)));
    act(&mut harness, Action::Reader(ReaderAction::ShowPhrase(pressed.clone())));
    assert_eq!(state(&harness).reader.lit_phrase.as_ref().map(|lit| &lit.phrase), Some(&pressed), "it stays lit");
}

#[test]
fn silences_are_gone_through_and_shown_in_every_layout() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (640.0, 900.0)] {
        let mut harness = kit::shipped(width, height);
        let all: Vec<(usize, String)> = (1..state(&harness).row_count())
            .flat_map(|row| {
                let mut silent: Vec<(usize, String)> = Vec::new();
                for item in state(&harness).items(row) {
                    let Item::Silent { perspective, .. } = item else { continue };
                    if silent.last().is_none_or(|(_, name)| *name != perspective.name) {
                        silent.push((row, perspective.name.clone()));
                    }
                }
                silent
            })
            .collect();
        assert!(!all.is_empty());
        for (row, name) in all.iter().take(6) {
            harness.state().act(Action::Command(Command::NextSilence));
            harness.run_steps(3);
            assert_eq!(state(&harness).reader.active, *row);
            let perspective = state(&harness).edition.perspectives().iter().position(|by| by.name == *name).unwrap();
            assert!(state(&harness).reader.is_silence_marked(*row, perspective), "{name} at {width}");
            let line = find(&harness, &format!(" · {name} · checked")).unwrap();
            assert!(line.height() > 15.0, "¶{row} {name} at {width}: {line}");
        }
        let before = all.get(all.len().min(6) - 2).unwrap();
        harness.state().act(Action::Command(Command::PreviousSilence));
        harness.run_steps(3);
        assert_eq!(state(&harness).reader.active, before.0);
    }
}
