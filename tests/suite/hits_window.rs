//! Going from hit to hit of the search: nothing moves while they are in view, and nothing covers them.

use egui::{Rect, Shape, StrokeKind};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::state::{Action, Command, Dial, Part, ReaderAction, ScrollRequest, Setting};

use crate::kit::{self, Kit};

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn view(harness: &Harness<'static, Kit>) -> Rect {
    harness.get_by_label("The text").rect()
}

/// Where the hit visited last is outlined.
fn outlined(harness: &Harness<'static, Kit>) -> Vec<Rect> {
    let outline = |shape: &Shape| match shape {
        Shape::Rect(rect) if rect.stroke.width == 2.0 && rect.stroke_kind == StrokeKind::Outside => Some(rect.rect),
        _ => None,
    };
    harness.output().shapes.iter().filter_map(|clipped| outline(&clipped.shape)).collect()
}

/// The panel below the search field, where there is one.
fn panel(harness: &Harness<'static, Kit>) -> Option<Rect> {
    harness.query_by_label_contains("in hidden perspectives").map(|node| node.rect().expand(8.0))
}

#[test]
fn a_hit_in_view_is_gone_to_without_scrolling() {
    let mut harness = kit::shipped(1280.0, 900.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    act(&mut harness, Action::Reader(ReaderAction::SetQuery("Agni".into())));
    let mut stayed = 0;
    for _ in 0..state_hits(&harness) {
        let before = harness.state().place();
        act(&mut harness, Action::Command(Command::FindNext));
        let hit = harness.state().state().reader.find.hits[harness.state().state().reader.find.current.unwrap()];
        let after = harness.state().place();
        // Only where it was out of view is it brought to a third of the height.
        let (shown, text) = (outlined(&harness), view(&harness));
        assert!(!shown.is_empty(), "{hit:?} is not in view");
        if (after.row, after.offset) == (before.row, before.offset) {
            stayed += 1;
            assert!(shown.iter().all(|rect| text.expand(2.0).contains_rect(*rect)), "{hit:?} {shown:?}");
        }
    }
    assert!(stayed >= 3, "{stayed}");
}

fn state_hits(harness: &Harness<'static, Kit>) -> usize {
    harness.state().state().reader.find.hits.len().min(16)
}

#[test]
fn two_hits_in_one_paragraph_leave_the_page_where_it_is() {
    let mut harness = kit::shipped(1280.0, 900.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(-100.0))));
    let before = harness.state().place();
    act(&mut harness, Action::Reader(ReaderAction::SetQuery("Agni".into())));
    for nth in 1..=2 {
        act(&mut harness, Action::Command(Command::FindNext));
        let find = &harness.state().state().reader.find;
        let current = find.current.unwrap();
        assert_eq!((find.hits[current].row, find.hits[current].part), (5, Part::Article), "hit {nth}");
        let count = find.hits.len();
        harness.get_by_label_contains(&format!("{} of {count}", current + 1));
        let after = harness.state().place();
        assert_eq!((after.row, after.offset), (before.row, before.offset), "hit {nth}");
    }
}

#[test]
fn the_panel_of_the_search_field_never_covers_the_hit_that_was_gone_to() {
    for (width, height, size) in [(1280.0, 900.0, 1.0), (1280.0, 900.0, 2.0), (800.0, 600.0, 1.0), (640.0, 700.0, 1.5)]
    {
        let mut harness = kit::shipped(width, height);
        act(&mut harness, Action::Set(Setting::Dial(Dial::InterfaceSize, size)));
        act(&mut harness, Action::ShowOnly(0));
        act(&mut harness, Action::Command(Command::Find));
        act(&mut harness, Action::Reader(ReaderAction::SetQuery("missile".into())));
        let count = state_hits(&harness);
        assert!(panel(&harness).is_some(), "{width} {size}");
        for nth in 0..count {
            act(&mut harness, Action::Command(Command::FindNext));
            let (hits, panel) = (outlined(&harness), panel(&harness).unwrap());
            for hit in hits {
                assert!(!panel.intersects(hit), "hit {nth} at {width} {size}: {panel} {hit}");
            }
        }
    }
}
