//! How many frames are painted until the window is at rest, from opening and after an action.

use std::time::Duration;

use egui::{Context, Event, Key, Modifiers, RawInput, Rect, ViewportId, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::platform::{self, App, Platform};
use parallax::state::{Action, AppState, Command, SavedState, Settings};

use crate::kit::{self, Kit};

type Act = Box<dyn FnOnce(&mut Harness<'static, Kit>)>;

/// Returns the delay after which another frame is requested, if one is.
fn next_frame(harness: &Harness<'static, Kit>) -> Option<Duration> {
    let delay = harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    (delay < Duration::MAX).then_some(delay)
}

fn key(key: Key) -> Act {
    Box::new(move |harness| harness.key_press(key))
}

fn command(command: Command) -> Act {
    Box::new(move |harness| harness.state().act(Action::Command(command)))
}

fn shipped() -> AppState {
    AppState::new(platform::open(None).unwrap(), Settings::default(), SavedState::default())
}

#[test]
fn at_most_three_frames_are_painted_from_opening_to_rest() {
    let mut first_run = shipped();
    first_run.show_legend_once();
    let windows = [
        ("the usual window", kit::begun(shipped())),
        ("a first run", kit::begun(first_run)),
        ("a small window", kit::shipped(800.0, 600.0)),
    ];
    for (name, harness) in windows {
        let count = harness.state().frames_to_open();
        assert!((1..=3).contains(&count), "{name}: {count} frames");
        assert_eq!(next_frame(&harness), None, "{name}");
    }
}

/// Four frames follow a key: one when it is pressed, one when it is released, and the two in which egui settles.
#[test]
fn a_common_action_is_followed_by_few_frames_and_then_by_none() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let menu = || -> Act { Box::new(|harness| harness.get_by_label("Menu").click()) };
    let letter: Act = Box::new(|harness| harness.event(Event::Text("s".to_owned())));
    let actions: [(&str, usize, Act); 19] = [
        ("next paragraph", 4, key(Key::J)),
        ("open the replies", 4, key(Key::Enter)),
        ("close the replies", 4, key(Key::Enter)),
        ("page down", 4, key(Key::PageDown)),
        ("hide a perspective", 4, key(Key::Num2)),
        ("show it again", 4, key(Key::Num2)),
        ("next theme", 4, key(Key::T)),
        ("open the menu", 6, menu()),
        ("close the menu", 4, key(Key::Escape)),
        ("larger", 4, command(Command::Larger)),
        ("open the menu in a large interface", 6, menu()),
        ("close the menu", 4, key(Key::Escape)),
        ("appearance", 4, key(Key::A)),
        ("close it", 4, key(Key::Escape)),
        ("search", 4, command(Command::Find)),
        ("a letter of the search", 4, letter),
        ("leave the search", 4, key(Key::Escape)),
        ("debate", 4, key(Key::D)),
        ("back to reading", 4, command(Command::LeaveDebate)),
    ];
    for (name, most, act) in actions {
        let before = harness.state().frames();
        act(&mut harness);
        harness.run();
        let count = harness.state().frames() - before;
        assert!((1..=most).contains(&count), "{name}: {count} frames");
    }
    // A place that moved in the last frame is saved with one more.
    std::thread::sleep(Duration::from_millis(450));
    harness.run();
    assert_eq!(next_frame(&harness), None);
    harness.state().act(Action::GoToCode("5us2".to_owned()));
    harness.run();
    assert!(harness.state().state().reader.code_mark.is_some());
    assert!(next_frame(&harness).is_some_and(|delay| !delay.is_zero()), "the mark goes after a time");
}

#[test]
fn what_a_desktop_tells_a_window_that_opens_asks_for_no_frame() {
    let ctx = Context::default();
    let mut app = App::new(shipped(), Platform::without_folders(), &ctx);
    let screen = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 900.0)));
    let frame = |events: Vec<Event>| {
        let input = RawInput { screen_rect: screen, events, ..RawInput::default() };
        ctx.run_ui(input, |_| ()).textures_delta.clear();
    };
    let mut filtered = |events: Vec<Event>| {
        let mut input = RawInput { screen_rect: screen, events, ..RawInput::default() };
        app.filter_input(&ctx, &mut input);
        input.events
    };
    let outside = Event::PointerMoved(pos2(1500.0, 20.0));
    frame(Vec::new());
    let told = vec![
        Event::WindowFocused(false),
        Event::WindowFocused(true),
        Event::ModifiersChanged(Modifiers::NONE),
        outside.clone(),
    ];
    assert_eq!(filtered(told), []);
    let press =
        Event::Key { key: Key::J, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let inside = Event::PointerMoved(pos2(20.0, 20.0));
    let changes = vec![inside.clone(), Event::ModifiersChanged(Modifiers::CTRL), press.clone()];
    assert_eq!(filtered(changes.clone()), changes);
    frame(vec![inside.clone(), press]);
    assert_eq!(filtered(vec![inside]), [], "the pointer stands where it stood");
    let left = vec![outside, Event::WindowFocused(false)];
    assert_eq!(filtered(left.clone()), left, "the pointer leaves, and a held key is released");
}

/// Returns the colours of the rectangles that fill the window, in the order in which they are painted.
fn backgrounds(harness: &Harness<'static, Kit>) -> Vec<egui::Color32> {
    let window = harness.ctx.content_rect();
    let fills = |shape: &egui::Shape| match shape {
        egui::Shape::Rect(rect) if rect.rect.intersect(window).area() > 0.9 * window.area() => Some(rect.fill),
        _ => None,
    };
    harness.output().shapes.iter().filter_map(|clipped| fills(&clipped.shape)).filter(|fill| fill.a() > 0).collect()
}

/// Begins a lesson and shows the presenter's view.
fn presenter() -> Act {
    Box::new(|harness| {
        harness.state().act(Action::Command(Command::Project));
        harness.run();
        harness.state().act(crate::lessons::show_presenter());
    })
}

#[test]
fn a_window_that_was_cleared_gets_no_second_background() {
    let mut harness = kit::shipped(1280.0, 900.0);
    // The harness has one of its own, where the window is cleared.
    assert_eq!(backgrounds(&harness).len(), 1);
    // The class's view has the colour of the projector, which is another than the window's.
    let screens: [(&str, Act); 5] = [
        ("another theme", key(Key::T)),
        ("debate", key(Key::D)),
        ("the start of a round", command(Command::RoundOpen)),
        ("back to reading", command(Command::LeaveDebate)),
        ("a lesson", presenter()),
    ];
    for (name, act) in screens {
        act(&mut harness);
        harness.run();
        assert_eq!(backgrounds(&harness).len(), 1, "{name}");
    }
}

#[test]
fn the_frame_in_which_the_theme_changes_has_the_background_of_the_new_one() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for _ in 0..4 {
        let cleared = backgrounds(&harness);
        harness.state().act(Action::Command(Command::NextTheme));
        harness.step();
        let painted = backgrounds(&harness);
        let ground = harness.ctx.global_style().visuals.panel_fill;
        assert_eq!((painted.first(), painted.last()), (cleared.last(), Some(&ground)));
        assert_ne!(painted.first(), painted.last(), "the window was cleared for the old theme");
        harness.run();
        assert_eq!(backgrounds(&harness), [ground]);
        assert_eq!(parallax::ui::Screen::background(&harness.ctx.global_style().visuals), ground);
    }
}
