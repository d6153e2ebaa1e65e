//! Tooltips.

use egui::{Event, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, Command, Dialog};

use crate::kit;

/// Moves the pointer and runs frames until a tooltip would have appeared.
fn rest(harness: &mut egui_kittest::Harness<'static, kit::Kit>, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    for _ in 0..60 {
        harness.step();
    }
}

#[test]
fn a_tooltip_disappears_when_a_dialog_opens_over_it() {
    for dialog in [Dialog::Palette, Dialog::Keys, Dialog::Perspectives, Dialog::Appearance] {
        let mut harness = kit::shipped(1280.0, 900.0);
        let name = "Search the article and the replies, or go to a code";
        let tooltips = |harness: &egui_kittest::Harness<'static, kit::Kit>| {
            harness.get_all_by_role(egui::accesskit::Role::Label).filter(|n| n.value().as_deref() == Some(name)).count()
        };
        let search = harness.get_by_label(name).rect().center();
        rest(&mut harness, search);
        assert_eq!(tooltips(&harness), 1, "it is shown at first");
        let modal = dialog != Dialog::Appearance;
        harness.state().act(Action::ShowDialog(Some(dialog)));
        for _ in 0..5 {
            harness.step();
        }
        assert_eq!(tooltips(&harness), usize::from(!modal), "a modal dialog puts the text out of reach");
    }
}

#[test]
fn a_tooltip_goes_at_a_key_and_comes_back_when_the_pointer_moves() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let name = "Search the article and the replies, or go to a code";
    let tooltips = |harness: &egui_kittest::Harness<'static, kit::Kit>| {
        harness.get_all_by_role(egui::accesskit::Role::Label).filter(|n| n.value().as_deref() == Some(name)).count()
    };
    let search = harness.get_by_label(name).rect().center();
    rest(&mut harness, search);
    assert_eq!(tooltips(&harness), 1);
    harness.key_press(egui::Key::J);
    rest(&mut harness, search);
    assert_eq!(tooltips(&harness), 0, "the keys lead elsewhere");
    rest(&mut harness, search + egui::vec2(3.0, 0.0));
    assert_eq!(tooltips(&harness), 1);
}

#[test]
fn a_control_is_described_whether_or_not_the_pointer_is_on_it() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let described = |harness: &egui_kittest::Harness<'static, kit::Kit>| {
        let node = harness.get_by_label("Read your own copy…");
        node.accesskit_node().description().is_some_and(|text| text.starts_with("Choose a file"))
    };
    assert!(described(&harness));
    let at = harness.get_by_label("Read your own copy…").rect().center();
    rest(&mut harness, at);
    assert!(described(&harness));
}

#[test]
fn the_words_of_debate_are_told_in_plain_words_where_they_stand() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Command(Command::Debate));
    harness.run();
    let described = |harness: &egui_kittest::Harness<'static, kit::Kit>, label: &str| {
        let mut nodes = harness.get_all_by_label_contains(label);
        nodes.find_map(|node| node.accesskit_node().description()).unwrap_or_default()
    };
    for (label, plain) in [
        ("Add a pocket", "a main part of the brief"),
        ("Add a hat", "a group of blocks"),
        ("Add a block", "answer one claim"),
        ("Add an analytic", "an argument without evidence"),
        ("Round: clocks", "who answered what"),
    ] {
        let tip = described(&harness, label);
        assert!(tip.contains(plain), "{label}: {tip}");
    }
    for (command, label, plain) in [
        (Command::AddPocket, "Pocket", "a main part of the brief"),
        (Command::AddHat, "Hat", "a group of blocks"),
        (Command::AddBlock, "Block", "answer one claim"),
        (Command::AddAnalytic, "Analytic: your own argument", "an argument without evidence"),
    ] {
        harness.state().act(Action::Command(command));
        harness.run();
        let tip = described(&harness, label);
        assert!(tip.contains(plain), "{label}: {tip}");
    }
    harness.state().act(Action::Command(Command::RoundOpen));
    harness.state().act(Action::BeginRound(0));
    harness.run();
    let tip = described(&harness, "Flow");
    assert!(tip.contains("a row for each argument"), "{tip}");
}
