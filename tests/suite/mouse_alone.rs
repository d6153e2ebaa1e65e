//! What a reader with nothing but the mouse presses twice, or beside what was meant: nothing moves from under the pointer,
//! and nothing that was begun is lost.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::annotations::AnnotationAction;
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{
    Action, AppState, Command, ContextTarget, CopyAction, Dialog, FilePurpose, Item, Loaded, Notice, OpenTarget,
    Opened, ReaderAction, RowReplies, SavedState, ScrollRequest, Settings, Subject, update,
};
use parallax::storage;

use crate::kit::{self, Kit};
use crate::lessons::{end, leave, show_presenter};
use crate::own_copies::{self, COPY};
use crate::own_copy_window::{beside, previewed};
use crate::support;

/// A point of the window that no dialog covers.
const OUTSIDE: Pos2 = pos2(6.0, 500.0);

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn give(harness: &mut Harness<'static, Kit>, command: Command) {
    act(harness, Action::Command(command));
}

/// Opens the shipped edition with an empty layer.
fn reader(width: f32, height: f32) -> Harness<'static, Kit> {
    let mut harness = kit::shipped(width, height);
    let layer = state(&harness).annotations.edition.clone();
    act(&mut harness, Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    harness
}

fn press_at(harness: &mut Harness<'static, Kit>, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        let button = PointerButton::Primary;
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        harness.step();
    }
}

/// Presses twice within half a second, with frames between in which what the first press opened is painted.
fn press_twice_at(harness: &mut Harness<'static, Kit>, at: Pos2) {
    let mut now = harness.ctx.input(|input| input.time);
    let mut frame = |harness: &mut Harness<'static, Kit>| {
        now += 0.05;
        harness.input_mut().time = Some(now);
        harness.step();
    };
    harness.event(Event::PointerMoved(at));
    frame(harness);
    for _ in 0..2 {
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
            frame(harness);
        }
        frame(harness);
        frame(harness);
    }
    harness.input_mut().time = None;
    harness.run();
}

/// Returns the places of the entries of the open menu by the command.
fn entries(harness: &Harness<'static, Kit>) -> BTreeMap<Command, Rect> {
    let state = state(harness);
    let listed = Command::listed_in_menu(state);
    let place = |command: Command| {
        let menu = harness.get_by_role_and_label(Role::Menu, "Menu");
        let label = state.command_label(command);
        let entry = menu.query_all_by_role(Role::Button).find(|node| {
            let node = node.accesskit_node();
            node.label().as_deref() == Some(label.as_ref())
        });
        (command, entry.unwrap_or_else(|| panic!("{label} is not in the menu")).rect())
    };
    listed.into_iter().map(place).collect()
}

/// What is done between two openings of the menu, and moves none of its entries.
fn changes() -> Vec<(&'static str, Vec<Action>)> {
    let paragraph = |command: Command| Action::CommandOn(ContextTarget::Paragraph(4), command);
    let mut out: Vec<(&str, Vec<Action>)> = vec![
        ("a jump", vec![Action::Reader(ReaderAction::JumpTo(7))]),
        ("a hidden perspective", vec![Action::TogglePerspective(0)]),
        ("the last paragraph", vec![Action::Command(Command::End)]),
        ("a highlight", vec![paragraph(Command::Highlight)]),
        ("a highlight undone", vec![paragraph(Command::Highlight), Action::Command(Command::Undo)]),
        ("a lesson left", vec![Action::Command(Command::Project), leave()]),
        ("a lesson ended", vec![Action::Command(Command::Project), end()]),
    ];
    for command in [Command::NextSilence, Command::ShowAllPerspectives] {
        out.push((command.label(), vec![Action::Command(command)]));
    }
    out
}

#[test]
fn no_entry_of_the_menu_moves_when_another_begins_or_ceases_to_act() {
    for (width, height) in [(1280.0, 900.0), (800.0, 600.0)] {
        let mut harness = reader(width, height);
        act(&mut harness, leave());
        act(&mut harness, Action::ShowDialog(Some(Dialog::Menu)));
        let before = entries(&harness);
        for (what, actions) in changes() {
            act(&mut harness, Action::ShowDialog(None));
            actions.into_iter().for_each(|action| act(&mut harness, action));
            assert!(state(&harness).lesson.running.is_none(), "{what}");
            act(&mut harness, Action::ShowDialog(Some(Dialog::Menu)));
            assert_eq!(entries(&harness), before, "{width} × {height} after {what}");
        }
    }
}

#[test]
fn the_menu_lists_the_same_whatever_can_act_on_a_screen() {
    let mut copy = own_copies::with_copy(COPY);
    let before = Command::listed_in_menu(&copy);
    for row in 0..copy.row_count() {
        update(&mut copy, Action::Reader(ReaderAction::Activate(row)));
        assert_eq!(Command::listed_in_menu(&copy), before, "row {row}");
    }
    update(&mut copy, Action::Copy(CopyAction::AcceptCertain));
    assert_eq!(Command::listed_in_menu(&copy), before);
    let mut own = own_copies::small();
    let of_a_copy = [Command::Review, Command::Tray, Command::LeftOut, Command::ForgetCopy];
    assert!(of_a_copy.iter().all(|command| !Command::listed_in_menu(&own).contains(command)), "no copy is open");
    assert!(of_a_copy.iter().all(|command| before.contains(command)));
    own.own_editions = Some("/editions".into());
    own.path = Some("/editions/mine".into());
    let before = Command::listed_in_menu(&own);
    assert!(before.contains(&Command::RemoveEdition));
    update(&mut own, Action::Command(Command::RemoveEdition));
    update(
        &mut own,
        Action::EditionRemoved { path: "/editions/mine".into(), result: Ok("/editions/removed/mine".into()) },
    );
    assert!(!Command::RemoveEdition.is_offered(&own));
    assert_eq!(Command::listed_in_menu(&own), before);
    // The palette lists only what can act.
    let palette = Command::matching(&own, "");
    assert!(!palette.contains(&Command::RemoveEdition) && !palette.contains(&Command::Undo));
}

#[test]
fn a_greyed_entry_is_announced_as_disabled_and_neither_a_press_nor_an_arrow_reaches_it() {
    let mut harness = reader(1280.0, 900.0);
    act(&mut harness, Action::ShowDialog(Some(Dialog::Menu)));
    for command in Command::listed_in_menu(state(&harness)) {
        let label = state(&harness).command_label(command);
        let node = harness.get_by_role_and_label(Role::Button, &label);
        let is_offered = command.is_offered(state(&harness));
        assert_eq!(node.accesskit_node().is_disabled(), !is_offered, "{command:?}");
    }
    let at = entries(&harness)[&Command::Back].center();
    press_at(&mut harness, at);
    assert_eq!(state(&harness).dialog, Some(Dialog::Menu));
    assert!(state(&harness).notices.is_empty(), "{:?}", state(&harness).notices);
    for _ in 0..60 {
        harness.key_press(Key::ArrowDown);
        harness.step();
        let focused = harness.query_all_by_role(Role::Button).find(|node| node.is_focused());
        assert!(focused.is_none_or(|node| !node.accesskit_node().is_disabled()));
    }
}

#[test]
fn the_last_entry_of_the_menu_can_be_pressed_in_small_windows_and_with_a_large_interface() {
    // 400 by 300 is a window of 800 by 600 at 200 %.
    for (width, height) in [(800.0, 600.0), (640.0, 450.0), (400.0, 300.0)] {
        let mut harness = reader(width, height);
        act(&mut harness, Action::ShowDialog(Some(Dialog::Menu)));
        harness.key_press(Key::End);
        harness.run_steps(30);
        let quit = entries(&harness)[&Command::Quit];
        let window = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
        assert!(window.contains_rect(quit), "{width} × {height}: {quit}");
    }
}

#[test]
fn undo_and_redo_say_what_they_act_on() {
    let mut state = own_copies::small();
    let labels = |state: &AppState| [Command::Undo, Command::Redo].map(|c| state.command_label(c).into_owned());
    assert_eq!(labels(&state), ["Undo", "Redo"]);
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    update(&mut state, Action::CommandOn(ContextTarget::Paragraph(2), Command::Highlight));
    assert_eq!(labels(&state), ["Undo: highlight or annotation", "Redo"]);
    let source = crate::briefs::lamps().sources[0].clone();
    update(&mut state, Action::Annotations(AnnotationAction::Sources("small".into(), vec![source])));
    assert_eq!(labels(&state)[0], "Undo: sources");
    update(&mut state, Action::Command(Command::Undo));
    assert_eq!(labels(&state), ["Undo: highlight or annotation", "Redo: sources"]);
    assert!(Command::matching(&state, "redo sources").contains(&Command::Redo));
    let mut copy = own_copies::with_copy(COPY);
    update(&mut copy, Action::Copy(CopyAction::AcceptCertain));
    if copy.notices.iter().any(|notice| notice.offers.iter().any(|(command, _)| *command == Command::Undo)) {
        assert_eq!(labels(&copy)[0], "Undo: an answer about your copy");
    }
    update(&mut state, Action::Command(Command::RoundOpen));
    let key = state.round.key.clone();
    update(&mut state, Action::Round(RoundAction::Loaded(key, Ok(None))));
    update(&mut state, Action::BeginRound(0));
    update(&mut state, Action::Command(Command::RoundNewSheet));
    assert_eq!(labels(&state)[0], "Undo in the round");
}

/// Goes to the next silence from the beginning, by the button of the message alone.
#[test]
fn a_message_says_who_is_silent_on_what_and_its_button_leads_on_without_moving() {
    let mut harness = reader(1280.0, 900.0);
    give(&mut harness, Command::NextSilence);
    let mut seen = Vec::new();
    let mut at = None;
    loop {
        let notices: Vec<&Notice> = state(&harness).notices.iter().collect();
        let [notice] = notices[..] else { panic!("{notices:?}") };
        let mark = state(&harness).reader.code_mark.expect("it is marked");
        let row = mark.row;
        let perspective = mark.silences.expect("a silence is marked");
        let name = &state(&harness).edition.perspectives()[perspective].name;
        let label = state(&harness).paragraph_of(row).unwrap().id.label();
        assert!(notice.text.starts_with(&format!("{name}: silent on ")), "{}", notice.text);
        assert!(notice.text.contains(&format!("¶{label}")), "{}", notice.text);
        seen.push((row, perspective));
        let Some(button) = harness.query_by_role_and_label(Role::Button, "Next silence") else {
            assert!(notice.text.ends_with(". No silence follows."), "{}", notice.text);
            break;
        };
        let place: Rect = button.rect();
        let at = *at.get_or_insert(place.center());
        assert!(place.contains(at), "{place:?} no longer under {at:?} after {seen:?}");
        press_at(&mut harness, at);
        harness.step();
        assert!(seen.len() < 200);
    }
    let shown: Vec<usize> = state(&harness).shown.visible().collect();
    let is_silent = |row: usize, by: usize| {
        state(&harness).items_of(row, by).iter().any(|item| matches!(item, Item::Silent { .. }))
    };
    let all: Vec<(usize, usize)> = (0..state(&harness).row_count())
        .flat_map(|row| shown.iter().map(move |by| (row, *by)))
        .filter(|(row, by)| is_silent(*row, *by))
        .collect();
    assert_eq!(seen, all);
    give(&mut harness, Command::PreviousSilence);
    assert!(harness.query_by_role_and_label(Role::Button, "Next silence").is_none());
    harness.get_by_role_and_label(Role::Button, "Previous silence");
}

#[test]
fn a_silence_on_a_claim_is_said_to_be_one() {
    let texts = [
        (
            "edition.ron",
            r#"Edition(format: 3, id: "lamps", title: "Lights out", language: "en", revision: "2026-01-01",
            article: Article(provenance: Original(of: "this page"),
                paragraphs: [(id: "p1", text: "Dark streets are safe streets.")],
                claims: [(id: "p1.c1", on: "p1", text: "Dark streets are safe"), (id: "p1.c2", on: "p1", text: "Streets are dark")]),
            perspectives: ["council"])"#,
        ),
        ("sources.ron", "[]"),
        (
            "council.ron",
            r#"Perspective(id: "council", code: "co", name: "Council", kind: Government, hue: "blue", about: "x",
            silences: [(on: ["p1"], claim: "p1.c1", checked: "2026-11-23", looked_in: ["minutes"])])"#,
        ),
    ];
    let edition = storage::load_texts("lamps", &texts).unwrap().edition;
    let mut state = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
    update(&mut state, Action::Command(Command::NextSilence));
    assert_eq!(state.notices.last().unwrap().text, "Council: silent on a claim of ¶1. No silence follows.");
    update(&mut state, Action::Command(Command::NextSilence));
    let [notice] = &state.notices[..] else { panic!("{:?}", state.notices) };
    assert_eq!(notice.subject, Some(Subject::Silence));
    // The message goes with the text.
    let edition = support::small().load().unwrap().edition;
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(Opened { edition, path: None }))))));
    assert!(state.notices.iter().all(|notice| notice.subject != Some(Subject::Silence)));
}

#[test]
fn the_second_press_on_an_entry_of_the_menu_does_not_close_the_dialog_that_the_first_one_opened() {
    for (command, dialog) in [
        (Command::Perspectives, Dialog::Perspectives),
        (Command::Keys, Dialog::Keys),
        (Command::Palette, Dialog::Palette),
        (Command::HandOut, Dialog::HandOut),
        (Command::Room, Dialog::Room),
    ] {
        let mut harness = reader(1280.0, 900.0);
        act(&mut harness, Action::ShowDialog(Some(Dialog::Menu)));
        let at = entries(&harness)[&command].center();
        press_twice_at(&mut harness, at);
        assert_eq!(state(&harness).dialog, Some(dialog.clone()), "{command:?}");
        harness.run_steps(4);
        press_at(&mut harness, OUTSIDE);
        harness.run();
        assert_eq!(state(&harness).dialog, None, "{command:?}: a press beside it later closes it");
    }
}

#[test]
fn the_second_press_on_the_menus_button_does_not_close_the_menu() {
    let mut harness = reader(1280.0, 900.0);
    let at = harness.get_by_role_and_label(Role::Button, "Menu").rect().center();
    press_twice_at(&mut harness, at);
    assert_eq!(state(&harness).dialog, Some(Dialog::Menu));
    harness.run_steps(4);
    press_at(&mut harness, at);
    harness.run();
    assert_eq!(state(&harness).dialog, None);
}

#[test]
fn a_press_beside_the_preview_of_a_text_keeps_what_was_left_out_of_it() {
    let mut harness = previewed();
    act(&mut harness, Action::Copy(CopyAction::LeaveOut { at: 1, out: true }));
    harness.run_steps(4);
    press_at(&mut harness, OUTSIDE);
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Preview));
    assert!(state(&harness).copy.preview.as_ref().unwrap().request.left_out.contains(&1));
    harness.get_by_label_contains("The text is still here.");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(state(&harness).dialog.is_none() && state(&harness).copy.preview.is_none(), "Escape closes it");
    let mut harness = previewed();
    harness.get_by_label("Close check this text").click();
    harness.run();
    assert_eq!(state(&harness).dialog, None, "the cross closes it");
}

#[test]
fn what_is_said_about_a_dialog_goes_with_it() {
    let said = |harness: &Harness<'static, Kit>| {
        state(harness).notices.iter().filter(|notice| notice.subject == Some(Subject::Dialog)).count()
    };
    let leave: [(&str, Action); 3] = [
        ("closed", Action::Command(Command::Close)),
        ("another dialog", Action::ShowDialog(Some(Dialog::Appearance))),
        ("read", Action::Copy(CopyAction::ReadBeside)),
    ];
    for (what, action) in leave {
        let mut harness = previewed();
        harness.run_steps(4);
        press_at(&mut harness, OUTSIDE);
        harness.step();
        assert_eq!(said(&harness), 1, "{what}");
        act(&mut harness, action);
        assert_eq!(said(&harness), 0, "{what}");
    }
    let mut harness = beside(COPY);
    give(&mut harness, Command::KeepCopy);
    harness.run_steps(4);
    let field = harness.get_all_by_role(Role::TextInput).find(|field| field.rect().top() > 60.0).unwrap();
    field.focus();
    harness.run();
    harness.event(Event::Text("Mine".to_owned()));
    harness.run();
    press_at(&mut harness, OUTSIDE);
    harness.step();
    assert_eq!(said(&harness), 1);
    give(&mut harness, Command::Close);
    assert_eq!(said(&harness), 0);
}

#[test]
fn what_a_dialog_is_for_instead_of_the_desktops_is_said_while_it_is_open() {
    let mut state = own_copies::small();
    let purpose = FilePurpose::Open(OpenTarget::Reader);
    update(&mut state, Action::NothingPicked { purpose, at_once: true });
    let said = |state: &AppState| state.notices.iter().any(|notice| notice.text.contains("gave no file dialog"));
    assert!(state.dialog == Some(Dialog::OpenPath) && said(&state));
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    assert!(said(&state));
    update(&mut state, Action::Command(Command::Close));
    assert!(!said(&state));
}

#[test]
fn the_buttons_of_the_sources_stay_under_the_pointer_and_the_reply_is_marked() {
    for (width, height) in [(1280.0, 900.0), (800.0, 600.0)] {
        let mut harness = reader(width, height);
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(1)));
        give(&mut harness, Command::Sources);
        let next = |harness: &Harness<'static, Kit>| harness.get_by_role_and_label(Role::Button, "Next").rect();
        let previous = |harness: &Harness<'static, Kit>| harness.get_by_role_and_label(Role::Button, "Previous").rect();
        let (first, at) = (next(&harness), next(&harness).center());
        let other = previous(&harness);
        let heights = |harness: &Harness<'static, Kit>| {
            let top = harness.get_by_role_and_label(Role::Button, "Close sources").rect().top();
            (next(harness).bottom() - top).round() as i32
        };
        let mut tall = vec![heights(&harness)];
        let mut shown = vec![state(&harness).dialog.clone()];
        while !harness.get_by_role_and_label(Role::Button, "Next").accesskit_node().is_disabled() {
            press_at(&mut harness, at);
            // In the very next frame, and when all has settled.
            harness.step();
            assert_eq!((previous(&harness), next(&harness)), (other, first), "{width}");
            harness.run();
            assert_eq!((previous(&harness), next(&harness)), (other, first), "{width}");
            let Some(Dialog::Sources(entry)) = state(&harness).dialog else { panic!("{:?}", state(&harness).dialog) };
            assert!(state(&harness).shows_sources_of(entry));
            // A reply that was folded away is listed beside its sources.
            let by = usize::from(entry.perspective);
            let is_lead = matches!(state(&harness).items_of(1, by)[0], Item::Note { entry: lead, .. } if lead == entry);
            assert!(is_lead || state(&harness).reader.opened_more.contains(&(1, by)), "{entry:?}");
            shown.push(state(&harness).dialog.clone());
            tall.push(heights(&harness));
        }
        assert!(shown.len() > 3 && shown.windows(2).all(|pair| pair[0] != pair[1]), "{shown:?}");
        tall.sort_unstable();
        tall.dedup();
        assert!(tall.len() > 1 || height < 700.0, "the panel has other heights: {tall:?}");
    }
}

#[test]
fn every_paragraph_that_a_perspective_is_silent_on_is_a_link_that_leads_there() {
    let mut harness = kit::built_in("american-case", 1280.0, 900.0);
    give(&mut harness, Command::Perspectives);
    let by = |harness: &Harness<'static, Kit>| {
        let state = state(harness);
        (0..state.edition.perspectives().len())
            .flat_map(|by| state.shared().silent_rows(by).collect::<Vec<_>>().into_iter().map(move |row| (row, by)))
            .collect()
    };
    let all: Vec<(usize, usize)> = by(&harness);
    assert!(all.len() > 1, "{all:?}");
    assert!(all.iter().any(|(_, by)| !state(&harness).shown.is_visible(*by)), "one of them is hidden");
    for (row, by) in all {
        give(&mut harness, Command::Close);
        give(&mut harness, Command::Perspectives);
        let name = &state(&harness).edition.perspectives()[by].name;
        let label = state(&harness).paragraph_of(row).unwrap().id.label();
        let link = format!("{name}: silent on ¶{label}");
        harness.get_by_role_and_label(Role::Link, &link).click_accesskit();
        harness.run_steps(3);
        let state = state(&harness);
        assert_eq!((&state.dialog, state.reader.active), (&None, row), "{link}");
        assert!(state.shown.is_visible(by) && state.reader.is_silence_marked(row, by), "{link}");
        assert!(state.notices.iter().any(|notice| notice.text.starts_with(&link)), "{:?}", state.notices);
    }
    let mut small = own_copies::small();
    update(&mut small, Action::ShowSilence { row: 1, perspective: 900 });
    assert!(small.reader.code_mark.is_none(), "nothing is silent there");
    let shown = ScrollRequest::ShowReplies { row: 1, replies: RowReplies::Silences(0) };
    assert_ne!(small.reader.scroll, Some(shown));
}

#[test]
fn the_buttons_that_lead_through_a_lesson_are_in_view_in_any_window_and_keep_their_places() {
    for (width, height) in
        [(1280.0, 900.0), (1024.0, 768.0), (800.0, 600.0), (600.0, 800.0), (512.0, 384.0), (400.0, 300.0)]
    {
        let mut harness = reader(width, height);
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(1)));
        give(&mut harness, Command::Project);
        act(&mut harness, show_presenter());
        give(&mut harness, Command::FirstStop);
        let places = |harness: &Harness<'static, Kit>| {
            let names = ["Go back one step (Left)", "Reveal what comes next (Right)", "Next row of the lesson (Down)"];
            names.map(|name| harness.get_by_role_and_label(Role::Button, name).rect())
        };
        let before = places(&harness);
        let window = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
        let mut rows = Vec::new();
        loop {
            let now = places(&harness);
            assert!(now.iter().all(|place| window.contains_rect(*place)), "{width} × {height}: {now:?}");
            assert_eq!(now[..2], before[..2], "{width} × {height}");
            assert_eq!(now[2].min, before[2].min, "{width} × {height}");
            rows.push(state(&harness).lesson.running.as_ref().unwrap().stop().row);
            // What comes is scrolled; the buttons are not.
            harness.hover_at(pos2(width / 2.0, height - 30.0));
            harness.event(Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, -400.0),
                modifiers: Modifiers::NONE,
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
            });
            harness.run_steps(4);
            assert_eq!(places(&harness), now, "{width} × {height}: scrolled away");
            let next = harness.get_by_role_and_label(Role::Button, "Next row of the lesson (Down)");
            if next.accesskit_node().is_disabled() {
                break;
            }
            press_at(&mut harness, now[2].left_center() + vec2(4.0, 0.0));
            harness.run_steps(4);
        }
        assert!(rows.len() > 10 && rows.windows(2).all(|pair| pair[0] != pair[1]), "{rows:?}");
    }
}

#[test]
fn leaving_and_ending_a_lesson_say_what_each_does() {
    let mut harness = reader(1280.0, 900.0);
    give(&mut harness, Command::Project);
    act(&mut harness, show_presenter());
    let tip = |harness: &Harness<'static, Kit>, command: Command| {
        let node = harness.get_by_role_and_label(Role::Button, command.label());
        node.accesskit_node().description().map(|text| text.to_string()).unwrap_or_default()
    };
    assert!(tip(&harness, Command::LeaveProject).contains("goes on"));
    assert!(tip(&harness, Command::EndLesson).contains("from the beginning"));
}

#[test]
fn the_flow_shows_without_the_pointer_that_there_is_more_of_it() {
    let mut harness = reader(1280.0, 900.0);
    give(&mut harness, Command::RoundOpen);
    let format = state(&harness).round.formats().position(|format| format.name == "Public forum").unwrap();
    act(&mut harness, Action::BeginRound(format));
    if state(&harness).round.view != RoundView::Flow {
        give(&mut harness, Command::RoundView);
    }
    for (width, has_more) in [(700.0, true), (1280.0, true), (2400.0, false)] {
        harness.set_size(vec2(width, 900.0));
        // The pointer is over the bar at the top.
        harness.hover_at(pos2(200.0, 10.0));
        harness.run();
        let output = harness.output();
        // The handle of the bar is a filled rectangle along the foot of the flow, much wider than high.
        let is_bar =
            |rect: Rect| rect.height() <= 8.0 && rect.height() >= 4.0 && rect.width() > 200.0 && rect.top() > 600.0;
        let found = output.shapes.iter().any(|shape| match &shape.shape {
            egui::Shape::Rect(painted) => is_bar(painted.rect) && painted.fill.a() > 60,
            _ => false,
        });
        assert_eq!(found, has_more, "{width}");
    }
}
