//! Rules of reading: nothing moves the line being read, one scroll position, words before colours, one order
//! everywhere.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{
    Action, Command, Dial, Face, Part, ReaderAction, SavedState, ScrollRequest, Setting, Settings, ThemeChoice,
    provenance,
};

use crate::kit::{self, Kit};

/// Scrolls into the middle of a paragraph, so that the first visible line is not the first of its row.
fn in_the_middle() -> Harness<'static, Kit> {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::ToText {
        row: 8,
        part: Part::Article,
        character: 0,
    })));
    harness.run();
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(390.0))));
    harness.run();
    let spot = harness.state().place().spot;
    assert!(spot.part == Part::Article && spot.character > 0, "{spot:?}");
    harness
}

/// Asserts that the first visible character stays on the first visible line, at the same height to a pixel.
#[track_caller]
fn the_line_stays(harness: &mut Harness<'static, Kit>, what: &str, change: impl FnOnce(&mut Harness<'static, Kit>)) {
    let before = harness.state().place();
    change(harness);
    harness.run();
    let after = harness.state().place();
    assert_eq!(after.spot.row, before.spot.row, "{what}");
    assert!((after.spot.below_top - before.spot.below_top).abs() <= 1.0, "{what}: {before:?} {after:?}");
    assert!(after.spot.character.abs_diff(before.spot.character) <= 130, "{what}: {before:?} {after:?}");
    assert!(after.spot.character <= before.spot.character, "{what}: {before:?} {after:?}");
}

#[test]
fn no_setting_perspective_or_width_moves_the_line_being_read() {
    let mut harness = in_the_middle();
    for setting in [
        Setting::Theme(ThemeChoice::Night),
        Setting::Face(Face::Atkinson),
        Setting::Dial(Dial::TypeSize, 24.0),
        Setting::Dial(Dial::LineSpacing, 2.0),
        Setting::Dial(Dial::LetterSpacing, 0.1),
        Setting::Dial(Dial::WordSpacing, 0.2),
        Setting::Dial(Dial::ParagraphSpacing, 2.5),
        Setting::Dial(Dial::Measure, 50.0),
        Setting::Interleaved(true),
        Setting::Interleaved(false),
        Setting::Reset,
    ] {
        the_line_stays(&mut harness, &format!("{setting:?}"), |h| h.state().act(Action::Set(setting)));
    }
    for perspective in [0, 4, 1, 5, 0] {
        the_line_stays(&mut harness, "perspective", |h| h.state().act(Action::TogglePerspective(perspective)));
    }
    for width in [1000.0, 1500.0, 640.0, 1950.0, 1280.0] {
        the_line_stays(&mut harness, &format!("width {width}"), |h| {
            h.set_size(Vec2::new(width, 900.0));
        });
    }
    for dialog in [Command::Appearance, Command::Keys, Command::Find, Command::Close] {
        the_line_stays(&mut harness, "dialog", |h| h.state().act(Action::Command(dialog)));
    }
}

#[test]
fn a_run_of_slider_moves_keeps_the_line_from_before_the_first() {
    let mut harness = in_the_middle();
    let before = harness.state().place();
    for size in (12..=40u8).chain((19..=40).rev()) {
        harness.state().act(Action::Set(Setting::Dial(Dial::TypeSize, f32::from(size))));
        harness.run();
    }
    let after = harness.state().place();
    assert_eq!(after.spot.character, before.spot.character);
    assert!((after.spot.below_top - before.spot.below_top).abs() <= 1.0);
}

#[test]
fn opening_replies_keeps_the_top_of_the_row_still() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    let before = harness.state().place();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().state().reader.opened_rows.contains(&5));
    assert_eq!(harness.state().place().spot, before.spot);
}

#[test]
fn the_place_is_kept_by_paragraph_and_character_and_survives_a_restart() {
    let mut harness = in_the_middle();
    harness.state().act(Action::TogglePerspective(4));
    harness.run();
    let before = harness.state().place();
    let mut session_memory: SavedState = harness.state().state().saved_state.clone();
    // The window does this half a second after the last move.
    let opened = parallax::platform::open(None).unwrap();
    let mut copy = parallax::state::AppState::new(opened, Settings::default(), session_memory.clone());
    copy.reader.place = before;
    copy.shown = harness.state().state().shown.clone();
    copy.remember();
    session_memory = copy.saved_state;
    let ron = parallax::storage::atomic_file::to_ron(&session_memory).unwrap();
    assert!(ron.contains("paragraph: \"p8\""), "{ron}");
    let mut again = kit::with(
        parallax::platform::open(None).unwrap(),
        1000.0,
        700.0,
        Settings { type_size: 22.0, ..Settings::default() },
        session_memory,
    );
    again.run();
    let after = again.state().place();
    assert_eq!(after.spot.row, before.spot.row);
    assert!((after.spot.below_top - before.spot.below_top).abs() <= 1.0, "{before:?} {after:?}");
    assert_eq!(again.state().state().shown.count(), 4);
}

#[test]
fn the_last_row_can_be_scrolled_to_the_middle_of_the_view_and_no_further() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.key_press(Key::End);
    harness.run();
    let end = harness.state().place();
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(5_000.0))));
    harness.run();
    assert_eq!(harness.state().place().row, end.row);
    let text = harness.state().state().text_of(14, Part::Article);
    let last = harness.get_by_role_and_label(Role::Label, &text).rect();
    assert!(last.top() < 450.0 && last.bottom() > 96.0, "{last:?}");
    assert_eq!(harness.state().state().reader.active, 14, "the last paragraph can be active");
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!((harness.state().place().row, harness.state().state().reader.active), (0, 0));
}

/// Moves the pointer and turns the wheel, upward if `by` is positive.
fn turn_wheel(harness: &mut Harness<'static, Kit>, at: egui::Pos2, by: f32) {
    harness.hover_at(at);
    harness.run();
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: Vec2::new(0.0, by),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
}

#[test]
fn the_wheel_over_a_cut_reply_scrolls_the_page() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let before = harness.state().place();
    turn_wheel(&mut harness, egui::pos2(900.0, 500.0), -300.0);
    let after = harness.state().place();
    assert!(after.row > before.row || after.offset > before.offset + 200.0, "{before:?} {after:?}");
}

#[test]
fn rows_are_announced_with_their_replies_in_the_readers_order() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(6)));
    harness.run();
    harness.get_by_label_contains("Paragraph 6 of 14, three replies: US government ");
    harness.state().act(Action::ShiftPerspective { perspective: 1, earlier: true });
    harness.run();
    harness.get_by_label_contains("Paragraph 6 of 14, three replies: India ");
    assert!(harness.query_by_label_contains("Paragraph 7 of 14, a pull-quote of paragraph 12").is_some());
}

#[test]
fn the_first_reply_of_every_row_is_in_the_tree_with_its_stance_in_a_word_and_its_code() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let mut named = 0;
    for row in 1..harness.state().state().row_count() {
        harness.state().act(Action::Reader(ReaderAction::JumpTo(row)));
        harness.run();
        let state = harness.state().state();
        let first = state.items(row).into_iter().find_map(|item| match item {
            parallax::state::Item::Note { entry, note, perspective } => {
                let code = state.rows.code(&state.edition, entry);
                Some(format!("{} {}, {code}", perspective.name, note.stance.verb()))
            }
            _ => None,
        });
        if let Some(first) = first {
            assert!(harness.query_by_label_contains(&first).is_some(), "row {row}: {first}");
            named += 1;
        }
    }
    assert!(named > 10, "{named} rows have a reply");
    assert!(provenance(&harness.state().state().edition).contains("Not the original words"));
}

#[test]
fn keys_move_toggle_jump_and_go_back() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.event(egui::Event::Text("j".into()));
    harness.run();
    assert_eq!(harness.state().state().reader.active, 1);
    harness.event(egui::Event::Text("2".into()));
    harness.run();
    assert!(!harness.state().state().shown.is_visible(1));
    harness.event(egui::Event::Text("g".into()));
    harness.run();
    harness.get_by_role(Role::SearchInput).type_text("11in");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let state = harness.state().state();
    assert_eq!((state.reader.active, state.shown.is_visible(1)), (11, true), "a code shows what it names");
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    harness.run();
    assert_eq!(harness.state().state().reader.place.row, 0);
}

#[test]
fn letters_typed_into_a_field_are_not_keys() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.event(egui::Event::Text("/".into()));
    harness.run();
    harness.get_by_role(Role::SearchInput).type_text("jkt?");
    harness.run();
    let state = harness.state().state();
    assert_eq!((state.reader.active, state.settings.theme), (0, ThemeChoice::Paper));
    assert_eq!(state.reader.find.query, "jkt?");
}

#[test]
fn searching_goes_from_hit_to_hit_through_article_and_replies() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.event(egui::Event::Text("/".into()));
    harness.run();
    harness.get_by_role(Role::SearchInput).type_text("s-400");
    harness.run();
    let hits = harness.state().state().reader.find.hits.clone();
    assert!(hits.iter().any(|h| h.part == Part::Article) && hits.iter().any(|h| matches!(h.part, Part::Note(_))));
    harness.key_press(Key::Enter);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let state = harness.state().state();
    assert_eq!(state.reader.find.current, Some(1));
    assert_eq!(state.reader.active, hits[1].row);
}

#[test]
fn a_selection_across_a_paragraph_and_a_reply_is_copied_with_their_codes() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(6)));
    harness.run();
    let state = harness.state().state();
    let note = state.shared().parts(6)[1];
    let point = |part, character| parallax::state::TextPoint { row: 6, part, character };
    let selection = parallax::state::Selection { from: point(note, 5), to: point(Part::Article, 11) };
    harness.state().act(Action::Reader(ReaderAction::Select(Some(selection))));
    harness.run();
    let text = harness.state().state().reader.selected_text(&harness.state().state().shared()).unwrap();
    let mut lines = text.split("\n\n");
    assert!(lines.next().unwrap().starts_with("¶6 seems untroubled"), "{text}");
    assert!(lines.next().unwrap().starts_with("6us1 US government qualifies (summary): "), "{text}");
}

#[test]
fn every_control_has_a_name() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let commands = [
        Command::Close,
        Command::Palette,
        Command::Keys,
        Command::Appearance,
        Command::Perspectives,
        Command::GoTo,
        Command::Find,
        Command::Sources,
        Command::HandOut,
    ];
    let mut met = std::collections::BTreeSet::new();
    for command in commands {
        harness.state().act(Action::Command(command));
        harness.run();
        let roles = [
            Role::Button,
            Role::CheckBox,
            Role::Slider,
            Role::TextInput,
            Role::SearchInput,
            Role::Tab,
            Role::Link,
            Role::RadioButton,
        ];
        for role in roles {
            for node in harness.get_all_by_role_or_none(role) {
                assert!(!node.is_empty(), "{role:?} without a name after {command:?}");
                met.insert(format!("{role:?}"));
            }
        }
    }
    assert_eq!(met.len(), 8, "each role was met: {met:?}");
}

/// Returns the names of all nodes of a role.
trait Names {
    fn get_all_by_role_or_none(&self, role: Role) -> Vec<String>;
}

impl Names for Harness<'_, Kit> {
    fn get_all_by_role_or_none(&self, role: Role) -> Vec<String> {
        self.query_all_by_role(role).map(|n| n.accesskit_node().label().unwrap_or_default()).collect()
    }
}

#[test]
fn a_code_of_a_folded_note_brings_that_note_into_view() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::GoToCode("5us4".into()));
    harness.run();
    let note = harness.get_by_label_contains(", 5us4").rect();
    assert!(note.top() > 96.0 && note.bottom() < 866.0, "{note:?}");
}

#[test]
fn fewer_replies_at_the_end_of_a_tall_row_bring_its_paragraph_into_view() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(1_500.0))));
    harness.run();
    assert_eq!(harness.state().place().row, 5);
    harness.key_press(Key::Enter);
    harness.run();
    let place = harness.state().place();
    assert_eq!((place.row, place.offset), (5, 0.0), "¶5 is at the top of the view, not a later one");
    assert_eq!(harness.state().state().reader.active, 5);
}

#[test]
fn the_paragraph_stays_beside_its_replies_while_they_scroll_by() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let text = harness.state().state().text_of(5, Part::Article);
    let whole = harness.get_by_role_and_label(Role::Label, &text).rect();
    for distance in [300.0, 400.0, 500.0] {
        harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(distance))));
        harness.run();
        let rect = harness.get_by_role_and_label(Role::Label, &text).rect();
        assert_eq!(rect.height(), whole.height(), "all of it is in view after {distance}");
    }
}

#[test]
fn replies_shorter_than_their_paragraph_stay_in_view_while_it_scrolls_by() {
    let mut harness = kit::shipped(1280.0, 420.0);
    harness.state().act(Action::TogglePerspective(1));
    harness.state().act(Action::TogglePerspective(2));
    harness.state().act(Action::Reader(ReaderAction::JumpTo(1)));
    harness.run();
    let whole = harness.get_by_label_contains(", 1us1, ").rect();
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(100.0))));
    harness.run();
    let reply = harness.get_by_label_contains(", 1us1, ").rect();
    assert!(reply.top() > 60.0 && reply.height() == whole.height(), "{reply:?}, {whole:?}");
}

#[test]
fn a_place_among_replies_survives_a_change_of_type() {
    let mut harness = kit::shipped(640.0, 600.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(1_500.0))));
    harness.run();
    let before = harness.state().place();
    assert!(matches!(before.spot.part, Part::Note(_)), "{before:?}");
    harness.state().act(Action::Set(Setting::Dial(Dial::TypeSize, 23.0)));
    harness.run();
    let after = harness.state().place();
    assert_eq!(after.spot.part, before.spot.part);
    assert!((after.spot.below_top - before.spot.below_top).abs() <= 1.0, "{before:?} {after:?}");
}

#[test]
fn the_wheel_over_the_panel_leaves_the_article_alone() {
    let mut harness = kit::shipped(800.0, 600.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(3)));
    harness.run();
    harness.run_steps(20);
    let before = harness.state().place();
    turn_wheel(&mut harness, egui::pos2(650.0, 300.0), -200.0);
    assert_eq!(harness.state().place(), before);
}

#[test]
fn nothing_behind_a_modal_answers_keys() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for command in [Command::Keys, Command::Palette, Command::Perspectives] {
        harness.state().act(Action::Command(command));
        harness.run();
        for letter in ["j", "t", "4"] {
            harness.event(egui::Event::Text(letter.into()));
        }
        harness.key_press(Key::PageDown);
        harness.run();
        let state = harness.state().state();
        assert_eq!((state.reader.active, state.settings.theme, state.shown.count()), (0, ThemeChoice::Paper, 3));
        harness.key_press(Key::Escape);
        harness.run();
        assert_eq!(harness.state().state().dialog, None);
    }
}

#[test]
fn the_accessibility_tree_has_rows_and_replies_in_the_order_of_the_screen() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(6)));
    harness.run();
    let labels: Vec<String> = harness
        .get_all_by(|_| true)
        .filter_map(|n| n.accesskit_node().label().or_else(|| n.accesskit_node().value()))
        .collect();
    let place =
        |part: &str| labels.iter().position(|l| l.contains(part)).unwrap_or_else(|| panic!("{part}: {labels:?}"));
    let order = [
        place("Paragraph 6 of 14"),
        place(", 6us1, "),
        place(", 6in1, "),
        place(", 6cn1, "),
        place("Paragraph 7 of 14"),
    ];
    assert!(order.is_sorted(), "{order:?}");
}
