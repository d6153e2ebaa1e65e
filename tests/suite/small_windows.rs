//! Debate in small windows and at large sizes of the interface: nothing overlaps, and everything can be reached.

use egui::accesskit::Role;
use egui::{Event, MouseWheelUnit, Rect, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::Entry;
use parallax::model::round::Side;
use parallax::state::brief::BriefAction;
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{Action, AppState, Command, Mode, ReaderAction, SavedState, ScrollRequest, Settings};

use crate::briefs::lamps;
use crate::kit::{self, Kit};

/// Windows in pixels, with the size of the interface in percent.
const WINDOWS: [(f32, f32, f32); 9] = [
    (640.0, 480.0, 80.0),
    (640.0, 480.0, 100.0),
    (640.0, 480.0, 200.0),
    (800.0, 600.0, 125.0),
    (800.0, 600.0, 200.0),
    (1024.0, 768.0, 200.0),
    (1280.0, 720.0, 150.0),
    (1280.0, 900.0, 100.0),
    (1920.0, 1080.0, 100.0),
];

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn give(harness: &mut Harness<'static, Kit>, command: Command) {
    act(harness, Action::Command(command));
}

fn round(harness: &mut Harness<'static, Kit>, action: impl Into<Action>) {
    act(harness, action.into());
}

/// Opens the brief with a Chinese card in a window of this size in pixels, at a size of the interface.
fn debating(width: f32, height: f32, percent: f32) -> Harness<'static, Kit> {
    let settings = Settings { interface_size: percent, type_size: 19.0 * percent / 100.0, ..Settings::default() };
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, settings, SavedState::default()));
    harness.set_size(Vec2::new(width, height) * 100.0 / percent);
    let key = harness.state().state().brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(lamps()))))));
    give(&mut harness, Command::Debate);
    harness
}

/// Opens the shipped edition with an empty brief.
fn debating_nothing(width: f32, height: f32, percent: f32) -> Harness<'static, Kit> {
    let mut harness = debating(width, height, percent);
    let ids: Vec<u32> = harness.state().state().brief.entries().iter().map(Entry::id).collect();
    for id in ids {
        harness.state().act(Action::Brief(BriefAction::Choose(id)));
        harness.state().act(Action::Command(Command::RemoveEntry));
    }
    harness.run();
    // The messages would be under the pointer that turns the wheel.
    let messages: Vec<u64> = harness.state().state().notices.iter().map(|notice| notice.id).collect();
    messages.into_iter().for_each(|id| harness.state().act(Action::Dismiss(id)));
    harness.run();
    assert!(harness.state().state().brief.entries().is_empty());
    harness
}

/// Begins a round in policy format.
fn begin(harness: &mut Harness<'static, Kit>) {
    give(harness, Command::RoundOpen);
    round(harness, Action::BeginRound(0));
}

/// Returns the names and places of what is shown with one of the roles.
fn shown(harness: &Harness<'static, Kit>, roles: &[Role]) -> Vec<(String, Rect)> {
    let nodes = roles.iter().flat_map(|role| harness.query_all_by_role(*role));
    let named = |text: Option<String>| text.filter(|text| !text.is_empty());
    nodes
        .map(|node| {
            let name = named(node.accesskit_node().label()).or_else(|| named(node.accesskit_node().value()));
            (name.unwrap_or_default(), node.rect())
        })
        .collect()
}

/// Checks that what stands between two heights is in the window and does not overlap.
fn check_band(harness: &Harness<'static, Kit>, (from, to): (f32, f32), what: &str) {
    let window = harness.ctx.content_rect();
    let roles = [Role::Button, Role::Link, Role::Label, Role::Tab, Role::TextInput, Role::SearchInput];
    let band = |rect: &Rect| rect.top() >= from - 0.5 && rect.bottom() <= to + 0.5 && rect.is_positive();
    let mut all: Vec<(String, Rect)> = shown(harness, &roles).into_iter().filter(|(_, rect)| band(rect)).collect();
    // A message is shown over the screen for a moment.
    all.retain(|(name, _)| name != "Dismiss this message" && !name.ends_with("took 0:00"));
    assert!(!all.is_empty(), "{what}: nothing between {from} and {to}");
    for (n, (name, place)) in all.iter().enumerate() {
        assert!(window.expand(0.5).contains_rect(*place), "{what}: {name} at {place} in {window}");
        for (other, there) in all.iter().skip(n + 1) {
            let both = place.intersect(*there);
            let within = place.contains_rect(*there) || there.contains_rect(*place);
            assert!(
                both.width() <= 0.5 || both.height() <= 0.5 || within && name == other,
                "{what}: {name} and {other}, {both}"
            );
        }
    }
}

/// Returns the rectangle of the screen, which the harness puts into a margin.
fn screen(harness: &Harness<'static, Kit>) -> Rect {
    let menu = harness.get_by_role_and_label(Role::Button, "Menu").rect();
    harness.ctx.content_rect().shrink(menu.center().x - 27.0)
}

/// Returns the three bars: the modes, the second one, and the status.
fn bars(harness: &Harness<'static, Kit>) -> [Rect; 3] {
    let is_low = |rect: Rect| rect.height() < 480.0;
    let screen = screen(harness);
    let mode = screen.top() + if is_low(screen) { 38.0 } else { 46.0 };
    let (second, status) = if is_low(harness.ctx.content_rect()) { (36.0, 26.0) } else { (50.0, 34.0) };
    let band = |from: f32, to: f32| Rect::from_x_y_ranges(screen.x_range(), from..=to);
    [band(screen.top(), mode), band(mode, mode + second), band(screen.bottom() - status, screen.bottom())]
}

/// Returns what is between the bars.
fn view(harness: &Harness<'static, Kit>) -> Rect {
    let [_, second, status] = bars(harness);
    second.with_min_y(second.bottom()).with_max_y(status.top())
}

/// Parts of the texts in the bars that are no controls.
const BAR_TEXTS: [&str; 8] =
    ["Your brief", "Street lamps", " card", " analytic", " read out", " of 8 entries", "reading stopped", "dropped"];

/// Checks that what stands in the bars is in the window and does not overlap.
fn check_bars(harness: &Harness<'static, Kit>, what: &str) {
    for (bar, name) in bars(harness).into_iter().zip(["modes", "second bar", "status"]) {
        let mut all = shown(harness, &[Role::Button, Role::Link, Role::Tab, Role::SearchInput]);
        let texts = shown(harness, &[Role::Label]).into_iter();
        // Between dots stand the words of an entry, which may be scrolled under a bar.
        let is_of_bar = |text: &str| !text.contains(" · ") && BAR_TEXTS.iter().any(|part| text.contains(part));
        all.extend(texts.filter(|(text, _)| is_of_bar(text)));
        // Texts that are scrolled out of view have their places under the bars: what stands in a bar is centred in it.
        all.retain(|(_, rect)| (rect.center().y - bar.center().y).abs() <= 1.5 && rect.height() <= bar.height());
        assert!(!all.is_empty(), "{what}: nothing in {name}");
        all.sort_by(|a, b| a.1.left().total_cmp(&b.1.left()));
        for pair in all.windows(2) {
            assert!(pair[0].1.right() <= pair[1].1.left() + 0.5, "{what}, {name}: {pair:?}");
        }
        for (text, rect) in &all {
            assert!(bar.x_range().contains(rect.left()) && rect.right() <= bar.right() + 0.5, "{what}: {text} {rect}");
        }
    }
}

/// Turns the wheel over a point.
fn wheel(harness: &mut Harness<'static, Kit>, at: egui::Pos2, lines: f32) {
    harness.event(Event::PointerMoved(at));
    harness.run();
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: Vec2::new(0.0, lines),
        modifiers: egui::Modifiers::NONE,
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    for _ in 0..40 {
        harness.step();
    }
}

#[test]
fn no_bar_of_the_debate_overlaps_or_leaves_the_window_at_any_size() {
    for (width, height, percent) in WINDOWS {
        let mut harness = debating(width, height, percent);
        let what = |screen: &str| format!("{screen} at {width} × {height}, {percent} %");
        check_bars(&harness, &what("brief"));
        act(&mut harness, Action::Brief(BriefAction::SetQuery("lamps".into())));
        check_bars(&harness, &what("brief searched"));
        act(&mut harness, Action::Brief(BriefAction::SetQuery(String::new())));
        give(&mut harness, Command::RoundOpen);
        assert!(
            harness.get_by_label_contains("Round: names").rect().right() <= screen(&harness).right(),
            "{}",
            what("start")
        );
        round(&mut harness, Action::BeginRound(0));
        for view in [RoundView::Speech, RoundView::Flow] {
            assert_eq!(harness.state().state().round.view, view);
            check_bars(&harness, &what(&format!("{view:?}")));
            give(&mut harness, Command::RoundView);
        }
    }
}

#[test]
fn the_clocks_do_not_overlap_whatever_runs_and_however_the_teams_are_called() {
    for (width, height, percent) in WINDOWS {
        let mut harness = debating(width, height, percent);
        begin(&mut harness);
        for names in [None, Some(("Lowell Ng and Park", "Bronx Science Li Ortiz"))] {
            if let Some((one, two)) = names {
                round(&mut harness, RoundAction::SetSideName(Side::First, one.into()));
                round(&mut harness, RoundAction::SetSideName(Side::Second, two.into()));
            }
            let mut tops = Vec::new();
            for step in 0..4 {
                let what = format!("{width} × {height}, {percent} %, {names:?}, step {step}");
                let below = harness.get_by_label_contains("Prepare 1AC").rect().top();
                let top = below.min(view(&harness).top());
                check_band(&harness, (top, below.min(view(&harness).bottom())), &what);
                tops.push(below);
                match step {
                    0 | 1 => give(&mut harness, Command::RoundClock),
                    _ => give(&mut harness, Command::RoundNextSpeech),
                }
            }
            assert!(tops.windows(2).all(|pair| pair[0] == pair[1]), "a clock moves what is below it: {tops:?}");
            round(&mut harness, RoundAction::GoTo(0));
            round(&mut harness, RoundAction::ResetClock);
        }
    }
}

#[test]
fn the_name_of_the_speech_is_whole_where_there_is_room_for_it() {
    for (width, height, percent) in [(1024.0, 768.0, 200.0), (800.0, 600.0, 200.0), (1280.0, 900.0, 100.0)] {
        let mut harness = debating(width, height, percent);
        begin(&mut harness);
        let title = harness.get_by_label_contains("1AC · ").rect();
        // Bold text of this size is at least this wide when it is whole.
        assert!(title.width() >= 95.0, "{title} at {width} × {height}, {percent} %");
        let wide = harness.ctx.content_rect().width() >= 600.0;
        assert_eq!(
            harness.query_by_label("First affirmative constructive").is_some_and(|name| name.rect().width() > 150.0),
            wide
        );
    }
}

#[test]
fn what_is_read_has_three_lines_in_view_in_the_lowest_window() {
    for (width, height, percent) in WINDOWS {
        let mut harness = debating(width, height, percent);
        begin(&mut harness);
        give(&mut harness, Command::RoundLeave);
        let card = harness.state().state().brief.entries()[3].id();
        act(&mut harness, Action::Brief(BriefAction::Choose(card)));
        give(&mut harness, Command::RoundSend);
        give(&mut harness, Command::RoundOpen);
        let view = view(&harness);
        // To the end of the page, with the pointer beside the cards.
        for _ in 0..4 {
            wheel(&mut harness, egui::pos2(view.left() + 4.0, view.top() + 6.0), -60.0);
        }
        let head = harness.get_by_label_contains("Prepare 1AC").rect().bottom() + 34.0;
        let seen = view.bottom() - head.max(view.top());
        assert!(seen >= 3.0 * 28.0, "{seen} at {width} × {height}, {percent} %");
    }
}

#[test]
fn the_tools_of_the_flow_and_its_first_row_can_be_reached_by_the_wheel_in_the_lowest_window() {
    for (width, height, percent) in WINDOWS {
        let mut harness = debating(width, height, percent);
        begin(&mut harness);
        give(&mut harness, Command::RoundView);
        let what = format!("{width} × {height}, {percent} %");
        let view = view(&harness);
        for lines in [60.0, -60.0] {
            for _ in 0..4 {
                wheel(&mut harness, egui::pos2(view.left() + 4.0, view.center().y), lines);
            }
            if lines > 0.0 {
                let clock = harness.get_by_label_contains("Next speech (").rect();
                assert!(view.contains_rect(clock), "{what}: {clock} in {view}");
            }
        }
        let tool = harness.get_by_label_contains("New argument (").rect();
        assert!(view.contains_rect(tool), "{what}: {tool} in {view}");
        let cell = harness.query_all_by_role(Role::Cell).next().unwrap().rect();
        assert!(cell.bottom() <= tool.top() && view.contains(cell.left_top()), "{what}: {cell} over {tool}");
        let last = harness.get_by_label_contains("Take the argument off the flow").rect();
        if last.right() > view.right() {
            // The row of tools scrolls sideways.
            for _ in 0..3 {
                wheel(&mut harness, egui::pos2(view.left() + 40.0, tool.center().y), -60.0);
            }
            let last = harness.get_by_label_contains("Take the argument off the flow").rect();
            assert!(view.contains_rect(last), "{what}: {last} in {view}");
        }
    }
}

#[test]
fn the_message_in_place_of_contents_starts_at_the_top_where_it_has_no_room_and_scrolls() {
    for (width, height, percent) in WINDOWS {
        let what = format!("{width} × {height}, {percent} %");
        let mut harness = debating_nothing(width, height, percent);
        check_message(&mut harness, "This brief is empty", "Add an analytic", &what);
        begin(&mut harness);
        let view = view(&harness);
        for _ in 0..4 {
            wheel(&mut harness, egui::pos2(view.center().x, view.bottom() - 6.0), -60.0);
        }
        let heading = harness.get_by_label_contains("Nothing is read in").rect();
        let last = harness.get_all_by_label_contains("Back to the brief").map(|node| node.rect());
        let last = last.max_by(|a, b| a.top().total_cmp(&b.top())).unwrap();
        assert!(view.contains_rect(last), "{what}: {last} in {view}");
        let room = view.height() - (last.bottom() - heading.top()) - 90.0;
        assert!(room < 0.0 || view.contains_rect(heading), "{what}: {heading} in {view}");
    }
}

/// Checks that a heading is in view at first, and what stands last after the wheel is turned.
fn check_message(harness: &mut Harness<'static, Kit>, heading: &str, last: &str, what: &str) {
    let view = view(harness);
    let top = harness.get_by_label(heading).rect();
    assert!(view.contains_rect(top), "{what}: {top} in {view}");
    for _ in 0..3 {
        wheel(harness, view.center(), -60.0);
    }
    let end = harness.get_by_label_contains(last).rect();
    assert!(view.contains_rect(end), "{what}: {end} in {view}");
}

#[test]
fn the_large_clocks_and_their_buttons_stand_apart_at_any_size() {
    for (width, height, percent) in WINDOWS {
        let mut harness = debating(width, height, percent);
        begin(&mut harness);
        give(&mut harness, Command::RoundBigClock);
        let what = format!("{width} × {height}, {percent} %");
        let window = harness.ctx.content_rect();
        check_band(&harness, (window.height() * 0.65, window.bottom()), &what);
        let prep = harness.get_all_by_label_contains(" prep ").map(|node| node.rect().bottom()).fold(0.0, f32::max);
        let button = harness.get_by_label_contains("Start or stop the clock").rect().top();
        assert!(button - prep >= 6.0, "{what}: {prep} and {button}");
    }
}

#[test]
fn the_lines_of_a_brief_and_of_a_speech_are_no_longer_than_the_readers_and_the_rest_is_margin() {
    for (width, percent, type_size) in
        [(1280.0, 100.0, 19.0), (1920.0, 100.0, 19.0), (3840.0, 200.0, 38.0), (1280.0, 100.0, 28.0)]
    {
        let settings = Settings { interface_size: percent, type_size, ..Settings::default() };
        let measure = settings.measure;
        let mut harness = debating(width, 900.0, percent);
        harness.state().act(Action::Set(parallax::state::Setting::Dial(parallax::state::Dial::TypeSize, type_size)));
        harness.run();
        let card = harness
            .get_all_by_label_contains("Card: ")
            .map(|node| node.rect())
            .fold(0.0, |w, r| f32::max(w, r.width()));
        // The average character is about half an em wide, of the size of summaries; the frame reaches 14 px out.
        let longest = measure * type_size * 100.0 / percent * 0.84 * 0.53 + 28.0;
        assert!(card > 200.0 && card <= longest, "{card} and {longest} at {width}, {percent} %");
    }
}

#[test]
fn the_bars_of_all_screens_end_at_the_same_height_and_have_one_margin() {
    for (width, height, percent) in [(1280.0, 900.0, 100.0), (1280.0, 720.0, 200.0), (1024.0, 600.0, 100.0)] {
        let mut harness = debating_nothing(width, height, percent);
        let what = format!("{width} × {height}, {percent} %");
        let help = |harness: &Harness<'static, Kit>| harness.get_by_role_and_label(Role::Button, "Help").rect();
        let brief = (help(&harness), harness.get_by_label("Your brief").rect().left());
        let edge = screen(&harness).left() + 20.0;
        assert_eq!(brief.1, edge, "{what}");
        let button = |harness: &Harness<'static, Kit>, name: &str| {
            harness.get_all_by_label_contains(name).next().unwrap().rect()
        };
        let middle = button(&harness, "Round: clocks").center().y;
        give(&mut harness, Command::LeaveDebate);
        assert_eq!(help(&harness), brief.0, "{what}: Read and Debate");
        give(&mut harness, Command::Debate);
        begin(&mut harness);
        assert_eq!(help(&harness), brief.0, "{what}: Round and Debate");
        assert_eq!(button(&harness, "Round: names").center().y, middle, "{what}");
        let lefts = ["Back to the brief", "1AC · ", "Prepare 1AC"].map(|name| button(&harness, name).left());
        assert!(lefts.iter().all(|left| (left - edge).abs() <= 0.5), "{what}: {lefts:?}");
        give(&mut harness, Command::RoundView);
        let lefts = ["New sheet", "New argument ("].map(|name| button(&harness, name).left());
        assert!(lefts.iter().any(|left| (left - edge).abs() <= 0.5), "{what}: {lefts:?}");
    }
}

/// A desktop may make a window smaller than the program asks for.
#[test]
fn no_window_is_too_small_to_paint_in_any_mode() {
    for (width, height) in [(400.0, 300.0), (320.0, 240.0), (800.0, 90.0), (320.0, 120.0), (160.0, 60.0), (40.0, 20.0)]
    {
        let small = |harness: &mut Harness<'static, Kit>| {
            harness.set_size(Vec2::new(width, height));
            harness.run_steps(3);
            harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::Pages(1.0))));
            harness.run_steps(3);
        };
        let mut harness = debating(800.0, 600.0, 100.0);
        small(&mut harness);
        begin(&mut harness);
        for command in [Command::RoundView, Command::RoundView, Command::RoundBigClock] {
            give(&mut harness, command);
            small(&mut harness);
        }
        act(&mut harness, Action::ShowMode(Mode::Read));
        small(&mut harness);
        for command in [Command::Legend, Command::OpenReplies, Command::Find, Command::Sources, Command::Project] {
            harness.set_size(Vec2::new(800.0, 600.0));
            give(&mut harness, command);
            small(&mut harness);
        }
        for command in [Command::Reveal, Command::SwitchView] {
            give(&mut harness, command);
            small(&mut harness);
        }
        assert!(harness.state().state().lesson.running.is_some(), "{width} x {height}");
    }
}
