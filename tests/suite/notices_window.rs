//! Messages in the window: how long they stay, and what a screen reader is told.

use egui::accesskit::{Live, Role};
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Order, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, Command, Dialog, GuidePage, Notice};

use crate::kit::{self, Kit};

const UNDO: &str = "Nothing to undo";

fn reader() -> Harness<'static, Kit> {
    kit::shipped(1280.0, 900.0)
}

fn say(harness: &mut Harness<'static, Kit>, notice: Notice) {
    harness.state().act(Action::Notify(notice));
    harness.step();
    harness.step();
}

/// Lets seconds pass, in frames of a quarter of a second.
fn wait(harness: &mut Harness<'static, Kit>, seconds: u32) {
    (0..seconds * 4).for_each(|_| harness.step());
}

fn texts<'a>(harness: &'a Harness<'static, Kit>) -> Vec<&'a str> {
    harness.state().state().notices.iter().map(|notice| notice.text.as_str()).collect()
}

#[test]
fn a_message_is_announced_politely_and_a_fault_at_once() {
    let mut harness = reader();
    say(&mut harness, Notice::quiet("It was copied").offering(Command::Palette, "Menu"));
    say(&mut harness, Notice::fault("The disk is full"));
    let live = |text: &str| harness.get_by_label(text).accesskit_node().live();
    assert_eq!(live("It was copied"), Live::Polite);
    assert_eq!(live("The disk is full"), Live::Assertive);
}

#[test]
fn a_quiet_message_takes_the_place_of_the_one_before_and_a_fault_does_not() {
    let mut harness = reader();
    say(&mut harness, Notice::fault("The disk is full"));
    for text in ["The notes were saved", "It was copied", "It was taken out"] {
        say(&mut harness, Notice::quiet(text));
        assert_eq!(texts(&harness), ["The disk is full", text]);
    }
    say(&mut harness, Notice::quiet("It was sent").offering(Command::Palette, "Look"));
    say(&mut harness, Notice::quiet("It was copied"));
    assert_eq!(texts(&harness), ["The disk is full", "It was sent", "It was copied"], "what is offered stays");
    say(&mut harness, Notice::quiet("It was read").offering(Command::Palette, "Look"));
    assert_eq!(texts(&harness), ["The disk is full", "It was read"]);
}

#[test]
fn a_message_said_again_stays_its_whole_time_again() {
    let mut harness = reader();
    harness.state().act(Action::Command(Command::Undo));
    harness.step();
    wait(&mut harness, 4);
    harness.state().act(Action::Command(Command::Undo));
    harness.step();
    wait(&mut harness, 4);
    assert_eq!(texts(&harness), [UNDO]);
    wait(&mut harness, 4);
    assert_eq!(texts(&harness), [""; 0]);
}

#[test]
fn a_message_stays_while_the_pointer_is_over_it_or_the_focus_is_in_it() {
    let mut harness = reader();
    say(&mut harness, Notice::quiet("The notes were saved"));
    let at = harness.get_by_label("The notes were saved").rect().center();
    harness.event(Event::PointerMoved(at));
    wait(&mut harness, 20);
    assert_eq!(texts(&harness).len(), 1);
    harness.event(Event::PointerMoved(pos2(300.0, 300.0)));
    wait(&mut harness, 8);
    assert_eq!(texts(&harness), [""; 0]);
    say(&mut harness, Notice::quiet("It was copied"));
    harness.get_by_role_and_label(Role::Button, "Dismiss this message").focus();
    wait(&mut harness, 20);
    assert_eq!(texts(&harness).len(), 1);
    harness.key_press(Key::Enter);
    wait(&mut harness, 1);
    assert_eq!(texts(&harness), [""; 0]);
    say(&mut harness, Notice::quiet("It was taken out").offering(Command::Palette, "Look"));
    let label = harness.query_all_by_label_contains("Look").next().unwrap();
    label.focus();
    wait(&mut harness, 20);
    assert_eq!(texts(&harness).len(), 1);
}

#[test]
fn a_press_dismisses_its_own_message_also_when_another_expires_in_the_same_frame() {
    let mut harness = reader();
    say(&mut harness, Notice::fault("The disk is full"));
    say(&mut harness, Notice::quiet("It was copied"));
    for quarters in 18..30 {
        let mut harness = reader();
        say(&mut harness, Notice::quiet("It was copied"));
        say(&mut harness, Notice::fault("The disk is full").offering(Command::Undo, "x"));
        say(&mut harness, Notice::fault("The network is down"));
        (0..quarters).for_each(|_| harness.step());
        let crosses: Vec<_> = harness.query_all_by_role_and_label(Role::Button, "Dismiss this message").collect();
        let lowest = crosses.into_iter().max_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).unwrap();
        lowest.click_accesskit();
        wait(&mut harness, 8);
        assert_eq!(texts(&harness), ["The disk is full"], "after {quarters} quarters of a second");
    }
}

/// Returns the layer that a press at the middle of something would reach.
fn layer_over(harness: &Harness<'static, Kit>, label: &str) -> Order {
    let at = harness.get_by_label(label).rect().center();
    harness.ctx.layer_id_at(at).map_or(Order::Background, |layer| layer.order)
}

#[test]
fn a_message_is_behind_a_dialog_that_opens_after_it_and_in_front_of_one_that_is_open() {
    for dialog in [Dialog::Help(GuidePage::Reading), Dialog::Menu, Dialog::Palette, Dialog::Appearance] {
        let mut harness = kit::shipped(800.0, 600.0);
        say(&mut harness, Notice::fault("The disk is full"));
        assert_eq!(layer_over(&harness, "The disk is full"), Order::Tooltip, "{dialog:?}");
        harness.state().act(Action::ShowDialog(Some(dialog.clone())));
        (0..3).for_each(|_| harness.step());
        assert_ne!(layer_over(&harness, "The disk is full"), Order::Tooltip, "{dialog:?}");
        say(&mut harness, Notice::fault("The network is down"));
        assert_eq!(layer_over(&harness, "The network is down"), Order::Tooltip, "{dialog:?}");
        assert_ne!(layer_over(&harness, "The disk is full"), Order::Tooltip, "{dialog:?}");
        harness.state().act(Action::ShowDialog(None));
        (0..3).for_each(|_| harness.step());
        for text in ["The disk is full", "The network is down"] {
            assert_eq!(layer_over(&harness, text), Order::Tooltip, "{dialog:?}");
        }
    }
}

#[test]
fn the_end_of_a_long_dialog_can_be_scrolled_out_from_under_a_message() {
    let mut harness = kit::shipped(800.0, 600.0);
    harness.state().act(Action::ShowDialog(Some(Dialog::Help(GuidePage::Reading))));
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    let last = |harness: &Harness<'static, Kit>| {
        let dialog = harness.query_all_by_role(Role::Dialog).last().unwrap();
        let texts = dialog.query_all_by_role(Role::Label).map(|text| text.rect().bottom());
        texts.fold(0.0, f32::max)
    };
    let before = last(&harness);
    say(&mut harness, Notice::fault("The disk is full"));
    let message = harness.get_by_label("The disk is full").rect();
    assert!(before > message.top(), "it covers the end: {before} {message:?}");
    harness.key_press(Key::End);
    (0..3).for_each(|_| harness.step());
    let after = last(&harness);
    assert!(after <= message.top(), "{after} {message:?}");
}

#[test]
fn the_wheel_over_a_message_scrolls_the_text() {
    let mut harness = reader();
    say(&mut harness, Notice::fault("The disk is full"));
    let at = harness.get_by_label("The disk is full").rect().center();
    let before = harness.state().place();
    harness.event(Event::PointerMoved(at));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -120.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: MouseWheelSource::Wheel,
    });
    harness.run();
    let after = harness.state().place();
    assert!((after.row, after.offset) > (before.row, before.offset), "{before:?} {after:?}");
}
