//! The size of the interface: 200 % is 200 % of everything, the line being read stays, and every dialog fits.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::platform;
use parallax::state::{
    Action, Command, CopyAction, Dial, Part, ReaderAction, SavedState, ScrollRequest, Setting, Settings,
};

use crate::kit::{self, Kit};

/// Opens the shipped edition in a window of this size in pixels.
fn sized(width: f32, height: f32, interface_size: f32, type_size: f32) -> Harness<'static, Kit> {
    let settings = Settings { interface_size, type_size, ..Settings::default() };
    // The harness counts in points, whose number falls as they grow.
    let (width, height) = (width * 100.0 / interface_size, height * 100.0 / interface_size);
    let mut harness = kit::with(platform::open(None).unwrap(), width, height, settings, SavedState::default());
    harness.run();
    harness
}

/// Performs an action in a window of 1280 by 900 pixels.
fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
    let points = egui::vec2(1280.0, 900.0) * 100.0 / harness.state().state().settings.interface_size;
    harness.set_size(points);
    harness.run();
}

#[test]
fn the_size_of_the_interface_keeps_the_line_being_read() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::ToText {
        row: 8,
        part: Part::Article,
        character: 0,
    })));
    harness.run();
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(390.0))));
    harness.run();
    let before = harness.state().place().spot;
    assert!(before.part == Part::Article && before.character > 0, "{before:?}");
    for size in [110.0, 200.0, 80.0, 150.0, 100.0, 125.0, 100.0] {
        act(&mut harness, Action::Set(Setting::Dial(Dial::InterfaceSize, size)));
        let after = harness.state().place().spot;
        assert_eq!((after.row, after.part), (before.row, before.part), "{size}");
        assert!((after.below_top - before.below_top).abs() <= 1.0, "{size}: {before:?} {after:?}");
        assert!(after.character.abs_diff(before.character) <= 130, "{size}: {before:?} {after:?}");
    }
    assert_eq!(harness.state().place().spot.character, before.character, "and back is the same line");
    for command in [Command::Larger, Command::Larger, Command::Smaller, Command::UsualSize] {
        act(&mut harness, Action::Command(command));
        let after = harness.state().place().spot;
        assert!(after.row == before.row && (after.below_top - before.below_top).abs() <= 1.0, "{command:?}: {after:?}");
    }
}

#[test]
fn two_hundred_percent_is_twice_everything() {
    let (usual, large) = (sized(1280.0, 900.0, 100.0, 19.0), sized(2560.0, 1800.0, 200.0, 38.0));
    assert_eq!(large.ctx.pixels_per_point(), 2.0);
    for label in ["Menu", "Search the article", "US government", "Read your own copy", "Paragraph 1 of 14", "1us1"] {
        let rect = |harness: &Harness<'static, Kit>| harness.get_all_by_label_contains(label).next().unwrap().rect();
        let (one, two) = (rect(&usual), rect(&large));
        let away = [one.min - two.min, one.max - two.max].map(|away| away.abs().max_elem());
        assert!(away.iter().all(|away| *away <= 3.0), "{label}: {one:?} {two:?}");
    }
}

#[test]
fn the_tray_and_the_review_of_a_copy_are_not_wider_than_a_small_window_at_twice_the_size() {
    for (width, height) in [(400.0, 300.0), (512.0, 384.0), (640.0, 360.0)] {
        let mut harness = kit::begun(crate::own_copies::with_copy(crate::own_copies::COPY));
        harness.set_size(egui::vec2(width, height));
        harness.run();
        for command in [Command::Tray, Command::Review, Command::KeepCopy, Command::ForgetCopy] {
            harness.state().act(Action::Command(command));
            harness.run();
            let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, height));
            let close = harness.get_by_label_contains("Close ").rect();
            assert!(close.right() <= width, "{command:?} in {window:?}: {close:?}");
            for role in [egui::accesskit::Role::Button, egui::accesskit::Role::TextInput] {
                for node in harness.query_all_by_role(role) {
                    let rect = node.rect();
                    assert!(rect.left() >= 0.0 && rect.right() <= width, "{command:?} in {window:?}: {rect:?}");
                }
            }
            harness.state().act(Action::ShowDialog(None));
            harness.run();
        }
    }
}

#[test]
fn a_dialog_opens_at_its_top_with_the_field_that_has_the_focus_in_view() {
    let row = parallax::state::ContextTarget::Paragraph(12);
    let opens = [("Tag: what this shows", Command::Cut), ("Your comment", Command::Annotate)];
    for (width, height) in [(400.0, 300.0), (512.0, 384.0), (1280.0, 900.0)] {
        for (field, command) in opens {
            let mut harness = sized(width, height, 100.0, 19.0);
            harness.state().act(Action::Reader(ReaderAction::JumpTo(12)));
            harness.run();
            harness.state().act(Action::CommandOn(row, command));
            harness.run();
            let close = harness.get_by_label_contains("Close ").rect();
            let label = harness.get_by_label_contains(field).rect();
            // Whole, below the title and above the foot.
            assert!(label.top() >= close.bottom(), "{field} at {width} × {height}: {label:?} below {close:?}");
            assert!(label.bottom() + 30.0 <= height, "{field} at {width} × {height}: {label:?}");
        }
    }
}

#[test]
fn the_answers_of_a_dialog_are_in_view_in_a_low_window() {
    for (width, height) in [(400.0, 300.0), (512.0, 384.0)] {
        let answers = [
            (Action::Copy(CopyAction::ReviewRow(2)), "belong together"),
            (Action::Command(Command::Review), "Accept all that are certain"),
            (Action::Command(Command::KeepCopy), "Keep it with the notes"),
        ];
        for (action, answer) in answers {
            let mut harness = kit::begun(crate::own_copies::with_copy(crate::own_copies::COPY));
            harness.set_size(egui::vec2(width, height));
            harness.run();
            harness.state().act(action);
            harness.run();
            let place = harness.get_all_by_label_contains(answer).next().unwrap().rect();
            assert!(place.bottom() <= height - 8.0, "{answer} at {width} × {height}: {place:?}");
        }
    }
}

#[test]
fn the_size_of_the_interface_leaves_the_text_alone() {
    let lines = |interface: f32| {
        let harness = sized(700.0, 900.0, interface, 19.0);
        let scale = harness.ctx.pixels_per_point();
        let rect = harness.get_by_label_contains("The nuclear programme is a pillar").rect();
        (rect.height() * scale / (19.0 * 1.6)).round()
    };
    // The same number of lines but for the gutter, which is the interface's.
    assert!((lines(100.0) - lines(80.0)).abs() <= 1.0);
    assert!((lines(100.0) - lines(125.0)).abs() <= 1.0);
}

#[test]
fn every_dialog_fits_a_small_window_at_twice_the_size() {
    for (width, height, size) in [(800.0, 600.0, 200.0), (1024.0, 768.0, 200.0), (800.0, 600.0, 100.0)] {
        let mut harness = sized(width, height, size, 19.0 * size / 100.0);
        harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
        harness.run();
        let dialogs = [
            Command::Palette,
            Command::Keys,
            Command::Appearance,
            Command::Perspectives,
            Command::Help,
            Command::Sources,
            Command::HandOut,
            Command::Annotations,
            Command::Cut,
            Command::Suggest,
            Command::Plan,
            Command::Room,
            Command::Brief,
        ];
        for command in dialogs {
            harness.state().act(Action::Command(command));
            harness.run();
            let window = harness.ctx.content_rect();
            let what = format!("{command:?} at {width} × {height}, {size} %");
            let rects: Vec<egui::Rect> = harness.ctx.memory(|memory| {
                let shown = memory.areas().visible_layer_ids().into_iter();
                shown
                    .filter(|layer| layer.order != egui::Order::Background)
                    .filter_map(|layer| memory.area_rect(layer.id))
                    .collect()
            });
            assert!(!rects.is_empty(), "{what}");
            for rect in rects {
                assert!(window.expand(0.5).contains_rect(rect), "{what}: {rect:?} in {window:?}");
            }
            let close = harness.get_all_by_label_contains("Close ").next().unwrap().rect();
            assert!(window.contains_rect(close), "{what}: {close:?}");
            harness.state().act(Action::ShowDialog(None));
            harness.run();
        }
    }
}
