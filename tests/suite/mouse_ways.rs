//! Every command can be run by mouse: it is in a menu, in a context menu, or on a control that is in view.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::brief::BriefAction;
use parallax::state::round::RoundView;
use parallax::state::{Action, AppState, Command, Dialog, SavedState, Settings};

use crate::briefs::lamps;
use crate::kit::{self, Kit};

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

/// The controls whose name is not the label of the command that they run: a dialog or screen, and a part of the name.
const CONTROLS_BY_NAME: [(Command, Place, &str); 29] = [
    (Command::NextParagraph, Place::Reading, "Paragraph 2 of"),
    (Command::PreviousParagraph, Place::Reading, "Paragraph 1 of"),
    (Command::PageDown, Place::Reading, "Place in the article"),
    (Command::PageUp, Place::Reading, "Place in the article"),
    (Command::Start, Place::Reading, "Place in the article"),
    (Command::End, Place::Reading, "Place in the article"),
    (Command::Larger, Place::Dialog(Command::Appearance), "Type size"),
    (Command::Smaller, Place::Dialog(Command::Appearance), "Type size"),
    (Command::UsualSize, Place::Dialog(Command::Appearance), "Type size"),
    (Command::Reveal, Place::Presenting, "Reveal what comes next"),
    (Command::StepTimer, Place::Presenting, "start or stop it (s)"),
    (Command::FindInBrief, Place::Debating, "Search the brief"),
    (Command::NextEntry, Place::Debating, "Card: Other towns did it long ago"),
    (Command::PreviousEntry, Place::Debating, "Card: Other towns did it long ago"),
    (Command::TakeCards, Place::Dialog(Command::Brief), "From a Word file"),
    (Command::Close, Place::Dialog(Command::Keys), "Close list of keys"),
    (Command::RoundOurPrep, Place::Flow, "Start the prep of"),
    (Command::RoundTheirPrep, Place::Flow, "Start the prep of"),
    (Command::RoundMarkEarlier, Place::Speech, "Mark where reading stopped"),
    (Command::RoundMarkLater, Place::Speech, "Mark where reading stopped"),
    (Command::RoundNextRead, Place::Speech, "Choose 1: "),
    (Command::RoundPreviousRead, Place::Speech, "Choose 1: "),
    (Command::RoundCellUp, Place::Flow, "row 1: empty"),
    (Command::RoundCellDown, Place::Flow, "row 1: empty"),
    (Command::RoundCellLeft, Place::Flow, "row 1: empty"),
    (Command::RoundCellRight, Place::Flow, "row 1: empty"),
    (Command::RoundNextSheet, Place::Flow, "Sheet"),
    (Command::RoundPreviousSheet, Place::Flow, "Sheet"),
    (Command::ContextMenu, Place::Reading, "Paragraph 1 of"),
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
            harness.state().act(Action::SetQuery("missile".into()));
            harness.run();
            harness.run();
        }
        Place::Presenting => give(&mut harness, Command::Project),
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
    let mut without = Vec::new();
    for command in Command::ALL.iter().copied() {
        let row = command.row();
        let in_menu = row.menu.is_some() || !row.context.is_empty();
        let label = row.label.trim_end_matches('…');
        let by_label = places.values().flatten().any(|name| name.contains(label));
        let by_name = CONTROLS_BY_NAME.iter().any(|(named, place, part)| {
            *named == command && places.get(place).is_some_and(|names| names.iter().any(|name| name.contains(part)))
        });
        if !(in_menu || by_label || by_name) {
            without.push(command);
        }
    }
    assert!(without.is_empty(), "only keys and the list of all commands run these: {without:?}");
}

#[test]
fn every_command_of_a_menu_is_offered_in_some_state() {
    // The commands of a menu that depend on the state are those of a copy, of the way back, of the brief and the round.
    let mut offered: Vec<Command> = Vec::new();
    for place in [Place::Reading, Place::Debating, Place::Flow] {
        offered.extend(Command::in_menu(opened(place).state().state()));
    }
    let mut moved = opened(Place::Reading);
    moved.state().act(Action::JumpTo(5));
    moved.run();
    offered.extend(Command::in_menu(moved.state().state()));
    for command in [Command::Larger, Command::Highlight, Command::Undo] {
        give(&mut moved, command);
        offered.extend(Command::in_menu(moved.state().state()));
    }
    give(&mut moved, Command::Back);
    offered.extend(Command::in_menu(moved.state().state()));
    let copy = [
        Command::LeaveCopy,
        Command::KeepCopy,
        Command::ForgetCopy,
        Command::Review,
        Command::CorrectPlace,
        Command::Tray,
        Command::RemoveEdition,
    ];
    for command in Command::ALL.iter().filter(|command| command.row().menu.is_some()) {
        assert!(offered.contains(command) || copy.contains(command), "{command:?}");
    }
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
