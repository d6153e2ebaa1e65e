//! A press on a reply or on a button under replies moves nothing that the reader looks at.

use egui::Rect;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, Command, Item, ReaderAction, SavedState, ScrollRequest, Settings};

use crate::kit::{self, Kit};

/// The ways to have replies under their paragraphs: a narrow window, a large type in a small one, and the setting.
fn stacked() -> Vec<Harness<'static, Kit>> {
    let interleaved = Settings { interleaved: true, ..Settings::default() };
    let with = |width, height, settings: &Settings| {
        kit::with(parallax::platform::open(None).unwrap(), width, height, settings.clone(), SavedState::default())
    };
    vec![kit::shipped(640.0, 900.0), with(1280.0, 800.0, &interleaved), with(480.0, 640.0, &interleaved)]
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn view(harness: &Harness<'static, Kit>) -> Rect {
    harness.get_by_label("The text").rect()
}

fn find(harness: &Harness<'static, Kit>, words: &str) -> Option<Rect> {
    harness.query_all_by_label_contains(words).next().map(|node| node.rect())
}

/// Scrolls until the top of what these words name is at `y` below the top of the view.
fn scroll_to(harness: &mut Harness<'static, Kit>, row: usize, words: &str, y: f32) -> bool {
    act(harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::ToRow(row))));
    for _ in 0..60 {
        let view = view(harness);
        match find(harness, words).filter(|rect| rect.top() > view.top() + 2.0) {
            Some(rect) => {
                act(harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(rect.top() - view.top() - y))));
                return true;
            }
            None => act(harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(view.height() / 3.0)))),
        }
    }
    false
}

fn click(harness: &mut Harness<'static, Kit>, words: &str) {
    let at = find(harness, words).unwrap();
    harness.hover_at(at.left_top() + egui::vec2(30.0, 8.0));
    harness.run();
    harness.query_all_by_label_contains(words).next().unwrap().click();
    harness.run();
}

/// The codes of the first notes in a row, as they stand in the names of the replies.
fn first_codes(harness: &Harness<'static, Kit>, row: usize) -> Vec<String> {
    let state = harness.state().state();
    let first = |perspective: usize| match state.items_of(row, perspective).first() {
        Some(Item::Note { entry, .. }) => Some(format!(", {},", state.rows.code(&state.edition, *entry))),
        _ => None,
    };
    let codes: Vec<String> = state.shown.visible().filter_map(first).collect();
    assert!(!codes.is_empty(), "nobody replies to ¶{row}");
    codes
}

#[test]
fn a_reply_under_its_paragraph_opens_and_closes_where_it_stands() {
    for mut harness in stacked() {
        for row in [1, 3, 5, 8] {
            for code in first_codes(&harness, row) {
                let y = view(&harness).height() * 0.55;
                assert!(scroll_to(&mut harness, row, &code, y), "¶{row} {code} is not reached");
                let before = find(&harness, &code).unwrap().top();
                for what in ["opened", "closed", "opened again"] {
                    click(&mut harness, &code);
                    let after = find(&harness, &code).unwrap().top();
                    assert!((after - before).abs() <= 1.0, "¶{row} {code} {what}: {before} {after}");
                }
                let shown = view(&harness);
                let close = format!("Close {}", code.trim_matches([',', ' ']));
                if find(&harness, &close).is_some_and(|rect| shown.contains(rect.center())) {
                    click(&mut harness, &close);
                    let after = find(&harness, &code).unwrap();
                    assert!(shown.contains_rect(after), "¶{row} {code}: {after}");
                }
                act(&mut harness, Action::Reader(ReaderAction::OpenRow { row, open: false }));
            }
        }
    }
}

#[test]
fn a_long_reply_that_is_closed_by_its_button_is_in_view_closed() {
    for mut harness in stacked() {
        let code = first_codes(&harness, 5).remove(0);
        assert!(scroll_to(&mut harness, 5, &code, 200.0));
        click(&mut harness, &code);
        let close = format!("Close {}", code.trim_matches([',', ' ']));
        assert!(scroll_to(&mut harness, 5, &close, 60.0));
        click(&mut harness, &close);
        let after = find(&harness, &code).unwrap();
        assert!(view(&harness).contains_rect(after), "{after}");
        let line = find(&harness, "Back to ¶").map_or(0.0, |rect| rect.bottom());
        assert!(after.top() >= line, "not under the line for the paragraph");
    }
}

#[test]
fn the_first_of_more_replies_stays_where_it_is_when_they_are_listed() {
    for mut harness in stacked() {
        let code = first_codes(&harness, 5).remove(0);
        assert!(scroll_to(&mut harness, 5, &code, 300.0));
        let before = find(&harness, &code).unwrap().top();
        click(&mut harness, "more replies of US government");
        let after = find(&harness, &code).unwrap().top();
        assert!((after - before).abs() <= 1.0, "{before} {after}");
        assert!(harness.state().state().reader.is_row_open(&harness.state().state().shared(), 5));
    }
}

#[test]
fn a_silence_under_its_paragraph_opens_and_closes_where_it_stands() {
    for mut harness in stacked() {
        let words = "Silent · China";
        assert!(scroll_to(&mut harness, 1, words, 250.0));
        let before = find(&harness, words).unwrap().top();
        for _ in 0..2 {
            click(&mut harness, words);
            let after = find(&harness, words).unwrap().top();
            assert!((after - before).abs() <= 1.0, "{before} {after}");
        }
    }
}

#[test]
fn what_remains_of_shortened_replies_is_in_view_in_every_layout() {
    let wide = [kit::shipped(1280.0, 900.0), kit::shipped(1920.0, 1080.0), kit::shipped(1180.0, 700.0)];
    for mut harness in stacked().into_iter().chain(wide) {
        for (row, perspective) in [(5, 0), (5, 1), (3, 0), (8, 1)] {
            let state = harness.state().state();
            let name = state.edition.perspectives()[perspective].name.clone();
            let first = state.items_of(row, perspective).first().and_then(|item| match item {
                Item::Note { entry, .. } => Some(format!(", {},", state.rows.code(&state.edition, *entry))),
                _ => None,
            });
            let (Some(first), true) = (first, state.items_of(row, perspective).len() > 1) else { continue };
            act(&mut harness, Action::Reader(ReaderAction::JumpTo(row)));
            act(&mut harness, Action::Reader(ReaderAction::OpenRow { row, open: true }));
            let fewer = format!("Fewer replies of {name}");
            assert!(scroll_to(&mut harness, row, &fewer, 350.0), "{fewer}");
            let at = find(&harness, &fewer).unwrap();
            let is_above = find(&harness, &first).is_none_or(|rect| rect.top() <= view(&harness).top());
            click(&mut harness, &fewer);
            let after = find(&harness, &first).unwrap();
            let shown = view(&harness);
            assert!(after.height() > 40.0 && shown.expand(1.0).contains_rect(after), "¶{row} {name}: {after} {shown}");
            let line = find(&harness, "Back to ¶").map_or(shown.top(), |rect| rect.bottom());
            assert!(after.top() >= line - 1.0, "¶{row} {name}: {after} {line}");
            let is_near = (after.bottom() - at.bottom()).abs() < 60.0;
            // Beside the paragraph a column stays in view while the others scroll past.
            let is_beside = shown.width() > 1000.0 && !harness.state().state().settings.interleaved;
            assert!(!is_above || is_near || is_beside, "near the press: {after} {at}");
            act(&mut harness, Action::Reader(ReaderAction::OpenRow { row, open: false }));
        }
    }
}

#[test]
fn a_key_that_closes_a_row_brings_its_paragraph_to_the_top() {
    let mut harness = kit::shipped(640.0, 900.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    act(&mut harness, Action::Command(Command::OpenReplies));
    act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(1_500.0))));
    act(&mut harness, Action::Reader(ReaderAction::OpenRow { row: 5, open: false }));
    let place = harness.state().place();
    assert_eq!((place.row, place.offset), (5, 0.0));
    assert!(harness.query_all_by_label_contains("Paragraph 5 of").next().unwrap().accesskit_node().label().is_some());
}
