//! Going away from the text and coming back: to another text of the same edition, to the debate, and to a lesson.

use std::path::PathBuf;
use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::model::progress::Progress;
use parallax::model::{Article, Edition, Paragraph, Provenance};
use parallax::state::{
    Action, AppState, Command, Loaded, MatchRequest, Mode, OwnCopy, Part, ReaderAction, SavedState, ScrollRequest,
    Settings, TextSource, update,
};

use crate::kit::{self, Kit};
use crate::lessons::{end, leave};

/// What a copy of the shipped edition differs in: the index of a paragraph that it lacks, and that of one that only it has.
const MISSING: usize = 8;
const ADDED: usize = 3;

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn give(harness: &mut Harness<'static, Kit>, command: Command) {
    act(harness, Action::Command(command));
}

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

/// A copy of the edition without one paragraph, and with one that only it has.
fn copy_of(edition: &Arc<Edition>, name: &str) -> Action {
    let mut paragraphs: Vec<Paragraph> = edition.paragraphs().to_vec();
    paragraphs.remove(MISSING);
    let added = "An advertisement for umbrellas: forty colours, and delivered on the very same day.";
    paragraphs.insert(ADDED, Paragraph { text: added.into(), ..paragraphs[0].clone() });
    for (paragraph, number) in paragraphs.iter_mut().zip(1..) {
        paragraph.id = format!("p{number}").as_str().into();
        (paragraph.marks, paragraph.repeats, paragraph.topics) = Default::default();
    }
    let provenance = Provenance::OwnCopy { of: "a page".into(), credit: None };
    let article = Article { byline: None, provenance, written_before: None, paragraphs, claims: Vec::new() };
    let request = MatchRequest::new(Arc::clone(edition), Arc::new(article));
    let matched = request.run(&Progress::default()).unwrap();
    let (copy, edition) = OwnCopy::new(request, None, TextSource::File(PathBuf::from(name)), matched);
    Action::Loaded(Ok(Box::new(Loaded::Copy(Box::new(copy), Box::new(edition)))))
}

fn open_copy(harness: &mut Harness<'static, Kit>) {
    let action = copy_of(state(harness).base(), "/texts/copy.txt");
    act(harness, action);
    assert!(state(harness).copy.open.is_some());
    for id in state(harness).notices.iter().map(|notice| notice.id).collect::<Vec<_>>() {
        act(harness, Action::Dismiss(id));
    }
}

/// The top of the paragraph of a row, as far as it is in view.
fn top_of(harness: &Harness<'static, Kit>, row: usize) -> Option<f32> {
    let text = state(harness).text_of(row, if row == 0 { Part::Title } else { Part::Article });
    harness.query_all_by_role_and_label(Role::Label, &text).next().map(|node| node.rect().top())
}

fn text(harness: &Harness<'static, Kit>, row: usize) -> String {
    state(harness).text_of(row, Part::Article)
}

#[test]
fn leaving_a_copy_and_opening_it_again_stays_at_the_paragraph_that_is_read() {
    for (width, height) in [(1280.0, 900.0), (900.0, 700.0), (640.0, 800.0)] {
        let mut harness = kit::shipped(width, height);
        act(&mut harness, Action::TogglePerspective(1));
        for row in [1, 2, 5, 7, 10, 12] {
            for below in [-300.0, -120.0, 0.0] {
                act(&mut harness, Action::Reader(ReaderAction::JumpTo(row)));
                act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(below))));
                act(&mut harness, Action::Reader(ReaderAction::Activate(row)));
                let (words, top) = (text(&harness, row), top_of(&harness, row).unwrap());
                open_copy(&mut harness);
                let there = state(&harness).reader.active;
                assert_eq!(text(&harness, there), words, "¶{row} at {width}");
                let is_end = there + 4 > state(&harness).row_count();
                let moved = (top_of(&harness, there).unwrap() - top).abs();
                assert!(moved <= 1.0 || is_end || row == 1, "¶{row} at {width}: {moved}");
                let top = top_of(&harness, there).unwrap();
                give(&mut harness, Command::LeaveCopy);
                assert_eq!((state(&harness).reader.active, text(&harness, row)), (row, words));
                let moved = (top_of(&harness, row).unwrap() - top).abs();
                assert!(moved <= 1.0 || is_end || row == 1, "back at ¶{row} at {width}: {moved}");
            }
        }
    }
}

#[test]
fn a_paragraph_without_a_counterpart_leads_to_the_nearest_one_before_it() {
    let mut harness = kit::shipped(1280.0, 900.0);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(MISSING + 1)));
    let before = text(&harness, MISSING);
    open_copy(&mut harness);
    let there = state(&harness).reader.active;
    assert_eq!(text(&harness, there), before);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(ADDED + 1)));
    let before = text(&harness, ADDED);
    give(&mut harness, Command::LeaveCopy);
    let there = state(&harness).reader.active;
    assert_eq!(text(&harness, there), before);
    act(&mut harness, Action::Command(Command::Start));
    open_copy(&mut harness);
    assert_eq!((state(&harness).reader.active, harness.state().place().offset), (0, 0.0));
}

#[test]
fn in_the_middle_of_a_long_paragraph_a_line_of_its_counterpart_is_in_view() {
    let mut harness = kit::shipped(1280.0, 400.0);
    for row in [2, 5, 10] {
        for down in [60.0, 150.0, 250.0] {
            act(&mut harness, Action::Reader(ReaderAction::JumpTo(row)));
            act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(down))));
            act(&mut harness, Action::Reader(ReaderAction::Activate(row)));
            open_copy(&mut harness);
            let there = state(&harness).reader.active;
            assert!(top_of(&harness, there).is_some(), "¶{row} {down}");
            give(&mut harness, Command::LeaveCopy);
            assert_eq!(state(&harness).reader.active, row);
            assert!(top_of(&harness, row).is_some(), "back at ¶{row} {down}");
        }
    }
}

#[test]
fn the_perspectives_shown_and_their_order_stay_between_the_texts_of_an_edition() {
    let mut harness = kit::shipped(1280.0, 900.0);
    open_copy(&mut harness);
    give(&mut harness, Command::ShowAllPerspectives);
    act(&mut harness, Action::TogglePerspective(2));
    act(&mut harness, Action::ShiftPerspective { perspective: 0, earlier: false });
    let shown = state(&harness).shown.clone();
    give(&mut harness, Command::LeaveCopy);
    assert_eq!(state(&harness).shown, shown);
    act(&mut harness, Action::TogglePerspective(3));
    let shown = state(&harness).shown.clone();
    open_copy(&mut harness);
    assert_eq!(state(&harness).shown, shown);
}

#[test]
fn from_one_copy_to_another_the_place_stays_too() {
    let mut harness = kit::shipped(1280.0, 900.0);
    open_copy(&mut harness);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(10)));
    let words = text(&harness, 10);
    let base = Arc::clone(state(&harness).base());
    let mut paragraphs = base.paragraphs().to_vec();
    paragraphs.truncate(12);
    let provenance = Provenance::OwnCopy { of: "another page".into(), credit: None };
    let article = Article { byline: None, provenance, written_before: None, paragraphs, claims: Vec::new() };
    let request = MatchRequest::new(base, Arc::new(article));
    let matched = request.run(&Progress::default()).unwrap();
    let (copy, edition) = OwnCopy::new(request, None, TextSource::Pasted, matched);
    act(&mut harness, Action::Loaded(Ok(Box::new(Loaded::Copy(Box::new(copy), Box::new(edition))))));
    let there = state(&harness).reader.active;
    assert_eq!(text(&harness, there), words);
}

#[test]
fn after_a_restart_the_saved_place_of_a_copy_counts() {
    let mut harness = kit::shipped(1280.0, 900.0);
    open_copy(&mut harness);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(6)));
    act(&mut harness, Action::TogglePerspective(0));
    let shown = state(&harness).shown.clone();
    act(&mut harness, Action::SaveDue);
    let saved: SavedState = state(&harness).saved_state.clone();
    let open = saved.open.clone();
    let mut next = AppState::new(parallax::platform::open(None).unwrap(), Settings::default(), saved);
    next.reopening = open;
    let action = copy_of(next.base(), "/texts/copy.txt");
    update(&mut next, action);
    assert_eq!((next.reader.active, next.shown), (6, shown));
}

#[test]
fn leaving_a_paragraph_out_moves_what_is_below_it_to_its_place() {
    let mut harness = kit::shipped(1280.0, 900.0);
    open_copy(&mut harness);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(ADDED + 1)));
    let (top, next) = (top_of(&harness, ADDED + 1).unwrap(), text(&harness, ADDED + 2));
    give(&mut harness, Command::LeaveOutParagraph);
    crate::own_copy_window::until(&mut harness, "match", |state| state.copy.open.as_ref().unwrap().pending.is_none());
    harness.run();
    assert_eq!(text(&harness, ADDED + 1), next);
    assert!((top_of(&harness, ADDED + 1).unwrap() - top).abs() <= 1.0);
    assert_eq!(state(&harness).reader.active, ADDED + 1);
    // One that begins above the view makes room for the next from its top on.
    let next = text(&harness, 7);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(6)));
    act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(80.0))));
    act(&mut harness, Action::Reader(ReaderAction::Activate(6)));
    give(&mut harness, Command::LeaveOutParagraph);
    crate::own_copy_window::until(&mut harness, "match", |state| state.copy.open.as_ref().unwrap().pending.is_none());
    harness.run();
    assert_eq!((text(&harness, 6), state(&harness).reader.active), (next, 6));
    let place = harness.state().place();
    assert!(place.row == 6 && place.offset <= 14.0, "its first line is in view: {place:?}");
}

#[test]
fn coming_back_from_the_debate_or_a_lesson_shows_exactly_what_was_in_view() {
    for (width, height) in [(1280.0, 900.0), (640.0, 800.0)] {
        let mut harness = kit::shipped(width, height);
        for (row, down) in [(8, 0.0), (8, 333.0), (8, 610.0), (5, 217.0), (1, -31.0), (13, 99.0)] {
            act(&mut harness, Action::Reader(ReaderAction::JumpTo(row)));
            give(&mut harness, Command::OpenReplies);
            act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(down))));
            act(&mut harness, Action::Reader(ReaderAction::Activate(row)));
            let before = harness.state().place();
            let to_read = || Action::ShowMode(Mode::Read);
            let ways: [(&str, Vec<Action>); 7] = [
                ("the debate", vec![Action::ShowMode(Mode::Debate), to_read()]),
                ("the brief by a key", vec![Action::Command(Command::Debate), Action::Command(Command::LeaveDebate)]),
                ("the brief by Escape", vec![Action::Command(Command::Debate), Action::Command(Command::Close)]),
                ("a round", vec![Action::Command(Command::RoundOpen), to_read()]),
                ("a lesson", vec![Action::ShowMode(Mode::Project), leave()]),
                ("an ended lesson", vec![Action::Command(Command::Project), end()]),
                (
                    "the debate and a lesson",
                    vec![Action::ShowMode(Mode::Debate), Action::ShowMode(Mode::Project), leave()],
                ),
            ];
            for (what, actions) in ways {
                for action in actions {
                    act(&mut harness, action);
                }
                assert_eq!(state(&harness).mode(), Mode::Read, "{what}");
                let after = harness.state().place();
                assert_eq!((after.row, after.offset), (before.row, before.offset), "¶{row} {down} after {what}");
                assert_eq!(state(&harness).reader.active, row, "{what}");
            }
            act(&mut harness, Action::Reader(ReaderAction::OpenRow { row, open: false }));
        }
    }
}
