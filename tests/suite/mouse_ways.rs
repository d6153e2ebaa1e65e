//! Every command can be run by mouse: it is in a menu, in a context menu, or on a control that is in view.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::Entry;
use parallax::state::brief::BriefAction;
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{
    Action, AppState, Command, ContextTarget, Dialog, Item, ReaderAction, SavedState, Scene, Settings, update,
};

use crate::briefs::lamps;
use crate::kit::{self, Kit};
use crate::lessons::{end, leave, show_presenter};
use crate::own_copies::{self, COPY, with_copy};

/// The roles of what can be pressed, dragged or typed in.
const CONTROLS: [Role; 12] = [
    Role::Button,
    Role::Link,
    Role::CheckBox,
    Role::RadioButton,
    Role::Slider,
    Role::TextInput,
    Role::SpinButton,
    Role::Row,
    Role::Cell,
    Role::MenuItem,
    Role::SearchInput,
    Role::Tab,
];

/// The controls whose name is not the label of the command that they run: a dialog or screen, and the name, where `…` at
/// one end stands for what depends on the text.
const CONTROLS_BY_NAME: [(Command, Place, &str); 24] = [
    (Command::NextParagraph, Place::Reading, "Paragraph 2 of…"),
    (Command::PreviousParagraph, Place::Reading, "Paragraph 1 of…"),
    (Command::PageDown, Place::Reading, "Place in the article, in percent"),
    (Command::PageUp, Place::Reading, "Place in the article, in percent"),
    (Command::Start, Place::Reading, "Place in the article, in percent"),
    (Command::End, Place::Reading, "Place in the article, in percent"),
    (Command::FindInBrief, Place::Debating, "Search the brief, or go to a code"),
    (Command::NextEntry, Place::Debating, "Card: Other towns did it long ago…"),
    (Command::PreviousEntry, Place::Debating, "Card: Other towns did it long ago…"),
    (Command::Close, Place::Dialog(Command::Keys), "Close list of keys"),
    (Command::RoundOurPrep, Place::Flow, "Start the prep of…"),
    (Command::RoundTheirPrep, Place::Flow, "Start the prep of…"),
    (Command::RoundMarkEarlier, Place::Speech, "Mark where reading stopped…"),
    (Command::RoundMarkLater, Place::Speech, "Mark where reading stopped…"),
    (Command::RoundNextRead, Place::Speech, "Choose 1: …"),
    (Command::RoundPreviousRead, Place::Speech, "Choose 1: …"),
    (Command::RoundView, Place::Speech, "Flow"),
    (Command::RoundCellUp, Place::Flow, "…row 1: empty"),
    (Command::RoundCellDown, Place::Flow, "…row 1: empty"),
    (Command::RoundCellLeft, Place::Flow, "…row 1: empty"),
    (Command::RoundCellRight, Place::Flow, "…row 1: empty"),
    (Command::RoundNextSheet, Place::Flow, "Sheet…"),
    (Command::RoundPreviousSheet, Place::Flow, "Sheet…"),
    (Command::ContextMenu, Place::Reading, "Paragraph 1 of…"),
];

/// Where a control is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Reading,
    /// The article with a search.
    Searching,
    Presenting,
    Debating,
    Speech,
    Flow,
    Clocks,
    /// A dialog that a command opens over the article.
    Dialog(Command),
}

fn give(harness: &mut Harness<'static, Kit>, command: Command) {
    harness.state().act(Action::Command(command));
    harness.run();
}

fn opened(place: Place) -> Harness<'static, Kit> {
    let edition = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(edition, Settings::default(), SavedState::default()));
    let key = harness.state().state().brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(lamps()))))));
    harness.run();
    match place {
        Place::Reading => {}
        Place::Searching => {
            harness.state().act(Action::Reader(ReaderAction::SetQuery("missile".into())));
            harness.run();
            harness.run();
        }
        Place::Presenting => {
            give(&mut harness, Command::Project);
            harness.state().act(show_presenter());
            harness.run();
        }
        Place::Dialog(command) => give(&mut harness, command),
        Place::Debating | Place::Speech | Place::Flow | Place::Clocks => {
            give(&mut harness, Command::Debate);
            harness.state().act(Action::Brief(BriefAction::Choose(1)));
            harness.run();
        }
    }
    if let Place::Speech | Place::Flow | Place::Clocks = place {
        give(&mut harness, Command::RoundOpen);
        harness.get_by_role_and_label(Role::Button, "Policy").click();
        harness.run();
        give(&mut harness, Command::RoundLeave);
        give(&mut harness, Command::RoundSend);
        give(&mut harness, Command::RoundOpen);
        let view = if place == Place::Speech { RoundView::Speech } else { RoundView::Flow };
        if harness.state().state().round.view != view {
            give(&mut harness, Command::RoundView);
        }
    }
    if place == Place::Flow {
        give(&mut harness, Command::RoundNextSpeech);
        give(&mut harness, Command::RoundNewSheet);
    }
    if place == Place::Clocks {
        give(&mut harness, Command::RoundBigClock);
    }
    harness
}

/// Returns the names and descriptions of everything that can be pressed or typed in.
fn controls(place: Place) -> Vec<String> {
    let harness = opened(place);
    let nodes = CONTROLS.into_iter().flat_map(|role| harness.query_all_by_role(role).collect::<Vec<_>>());
    nodes
        .flat_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.description().map(|text| text.to_string()), node.value().map(|text| text.to_string())]
        })
        .flatten()
        .collect()
}

#[test]
fn every_command_has_a_menu_entry_a_context_entry_or_a_control_in_view() {
    let mut places: BTreeMap<Place, Vec<String>> = BTreeMap::new();
    let named: Vec<Place> = CONTROLS_BY_NAME.iter().map(|(_, place, _)| *place).collect();
    let scenes = [
        Place::Reading,
        Place::Searching,
        Place::Presenting,
        Place::Debating,
        Place::Speech,
        Place::Flow,
        Place::Clocks,
        Place::Dialog(Command::Annotations),
    ];
    for place in scenes.into_iter().chain(named) {
        places.entry(place).or_insert_with(|| controls(place));
    }
    let offered = offered();
    let (mut without, mut not_needed) = (Vec::new(), Vec::new());
    let mut not_there: Vec<&(Command, Place, &str)> = Vec::new();
    for command in Command::ALL.iter().copied() {
        let label = command.row().label;
        let has_way = offered.contains(&command) || places.values().flatten().any(|name| is_label(name, label));
        let exceptions: Vec<_> = CONTROLS_BY_NAME.iter().filter(|(named, ..)| *named == command).collect();
        match (has_way, exceptions.is_empty()) {
            (false, true) => without.push(command),
            (true, false) => not_needed.push(command),
            (true, true) | (false, false) => {}
        }
        let is_there = |place: &Place, pattern: &str| places[place].iter().any(|name| has_name(name, pattern));
        not_there.extend(exceptions.into_iter().filter(|(_, place, pattern)| !is_there(place, pattern)));
    }
    assert!(without.is_empty(), "only keys and the list of all commands run these: {without:?}");
    assert!(not_needed.is_empty(), "these need no exception: {not_needed:?}");
    assert!(not_there.is_empty(), "no control has these names: {not_there:?}");
}

/// Returns whether a control is named after a command. A key in brackets may follow.
fn is_label(name: &str, label: &str) -> bool {
    let rest = name.strip_prefix(label.trim_end_matches('…'));
    rest.map(|rest| rest.trim_start_matches('…'))
        .is_some_and(|rest| rest.is_empty() || (rest.starts_with(" (") && rest.ends_with(')')))
}

/// Returns whether a control has a name in which `…` at one end stands for any words.
fn has_name(name: &str, pattern: &str) -> bool {
    match (pattern.strip_prefix('…'), pattern.strip_suffix('…')) {
        (Some(end), _) => name.ends_with(end),
        (None, Some(start)) => name.starts_with(start),
        (None, None) => name == pattern,
    }
}

/// Returns the commands that the main menu and the context menus offer in the states of these tests.
fn offered() -> BTreeSet<Command> {
    let mut offered = BTreeSet::new();
    for place in [Place::Reading, Place::Presenting, Place::Debating, Place::Speech, Place::Flow] {
        add_offered(&mut offered, opened(place).state().state());
    }
    // Chosen words of a card, and a speech in which it is read.
    let mut brief = opened(Place::Debating);
    let card = lamps().entries.into_iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap();
    brief.state().act(Action::Brief(BriefAction::Choose(card.id())));
    // A frame later, so that the selection is the card's.
    brief.run();
    give(&mut brief, Command::ChooseWords);
    brief.key_press(egui::Key::ArrowRight);
    brief.run();
    add_offered(&mut offered, brief.state().state());
    let speech = opened(Place::Speech);
    speech.state().act(Action::Round(RoundAction::SendToSpeech(vec![card])));
    add_offered(&mut offered, speech.state().state());
    let mut moved = opened(Place::Reading);
    moved.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    moved.run();
    add_offered(&mut offered, moved.state().state());
    for command in [Command::Larger, Command::Highlight, Command::Undo, Command::Back] {
        give(&mut moved, command);
        add_offered(&mut offered, moved.state().state());
    }
    // An entry of the brief that came from the open article.
    moved.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    give(&mut moved, Command::Cut);
    moved.state().act(Action::Brief(BriefAction::AddCut));
    moved.run();
    give(&mut moved, Command::Debate);
    add_offered(&mut offered, moved.state().state());
    // After a lesson that was left, and one that was ended.
    for answer in [leave(), end()] {
        let mut taught = opened(Place::Presenting);
        give(&mut taught, Command::NextStop);
        give(&mut taught, Command::Reveal);
        add_offered(&mut offered, taught.state().state());
        taught.state().act(answer);
        taught.run();
        add_offered(&mut offered, taught.state().state());
    }
    // A copy that asks questions and has notes without a place, and an edition of the reader's own.
    let mut copy = with_copy(COPY);
    for row in 0..copy.row_count() {
        update(&mut copy, Action::Reader(ReaderAction::Activate(row)));
        add_offered(&mut offered, &copy);
    }
    // Of another one, paragraphs were left out.
    add_offered(&mut offered, &crate::own_copy_left_out::without_ads());
    let mut own = own_copies::small();
    own.own_editions = Some("/editions".into());
    own.path = Some("/editions/mine".into());
    add_offered(&mut offered, &own);
    offered
}

fn add_offered(offered: &mut BTreeSet<Command>, state: &AppState) {
    offered.extend(Command::in_menu(state));
    let mut targets = vec![ContextTarget::Selection, ContextTarget::Perspective(0)];
    for row in 0..state.row_count() {
        targets.push(ContextTarget::Paragraph(row));
        targets.extend(state.items(row).into_iter().filter_map(|item| match item {
            Item::Note { entry, .. } => Some(ContextTarget::Reply { row, entry }),
            _ => None,
        }));
    }
    match state.scene() {
        Scene::Reading => {}
        Scene::Debating => targets = vec![ContextTarget::Entry],
        Scene::Flow => targets = vec![ContextTarget::Cell],
        Scene::Presenting => targets = vec![ContextTarget::Lesson],
        Scene::Speech | Scene::Aloud | Scene::Clocks => targets.clear(),
    }
    for item in targets.into_iter().flat_map(|target| state.context_items(target)) {
        if let Action::CommandOn(_, command) = item.action {
            offered.insert(command);
        }
    }
}

#[test]
fn every_command_of_a_menu_is_offered_in_some_state() {
    let offered = offered();
    let in_a_menu = |command: &&Command| command.row().menu.is_some() || !command.row().context.is_empty();
    let never: Vec<_> = Command::ALL.iter().filter(in_a_menu).filter(|command| !offered.contains(command)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn a_right_click_on_an_entry_or_a_cell_opens_the_menu_of_the_one_clicked() {
    let mut harness = opened(Place::Debating);
    let chosen = harness.state().state().brief.chosen;
    let other = harness.get_by_label_contains("Card: Other towns did it long ago. ").rect().center();
    harness.hover_at(other);
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        harness.event(egui::Event::PointerButton { pos: other, button, pressed, modifiers: egui::Modifiers::NONE });
    }
    harness.run();
    assert_ne!(harness.state().state().brief.chosen, chosen);
    let removed = harness.state().state().brief.chosen;
    harness.get_by_label(Command::RemoveEntry.label()).click();
    harness.run();
    assert!(harness.state().state().brief.entries().iter().all(|entry| entry.id() != removed));
    let mut harness = opened(Place::Flow);
    harness.get_by_label("2AC, row 1: empty").click_secondary();
    harness.run();
    assert!(matches!(harness.state().state().dialog, Some(Dialog::Context { .. })));
    assert_eq!(harness.state().state().round.cell, (0, 2));
}
