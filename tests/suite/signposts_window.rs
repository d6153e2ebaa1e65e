//! What says where one is, and what to do: the paragraph of the replies in view, hidden perspectives, empty fields, sizes.

use egui::accesskit::{Live, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::brief::BriefAction;
use parallax::state::{
    Action, AppState, Command, Dialog, Part, ReaderAction, SavedState, ScrollRequest, Setting, Settings,
};

use crate::kit::{self, Kit};

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn reader(width: f32, height: f32) -> Harness<'static, Kit> {
    kit::shipped(width, height)
}

fn press(harness: &mut Harness<'static, Kit>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn the_paragraph_above_is_named_while_its_replies_are_in_view_and_a_press_brings_it_back() {
    for settings in [Settings::default(), Settings { interleaved: true, ..Settings::default() }] {
        let width = if settings.interleaved { 1280.0 } else { 620.0 };
        let opened = parallax::platform::open(None).unwrap();
        let mut harness = kit::with(opened, width, 500.0, settings, SavedState::default());
        act(&mut harness, Action::Command(Command::ShowAllPerspectives));
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
        act(&mut harness, Action::Command(Command::OpenReplies));
        let named = |harness: &Harness<'static, Kit>| {
            let all: Vec<_> = harness.query_all_by_label_contains("Back to ¶").collect();
            assert!(all.len() <= 1);
            all.first().map(|line| (line.accesskit_node().label().unwrap(), line.rect()))
        };
        assert_eq!(named(&harness), None, "the paragraph is in view");
        let mut seen = 0;
        for _ in 0..80 {
            let before = harness.state().place();
            act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(40.0))));
            let after = harness.state().place();
            assert!(before.row < after.row || (before.row == after.row && after.offset - before.offset == 40.0));
            let text = harness.query_by_label_contains("Paragraph 6 of").map(|row| row.rect());
            match named(&harness) {
                Some((label, line)) if label.starts_with("Back to ¶5: ") => {
                    seen += 1;
                    assert_eq!(after.row, 5);
                    assert!(text.is_none_or(|text| line.bottom() <= text.top() + 1.0), "it covers the next paragraph");
                }
                Some((label, _)) => assert!(after.row > 5, "{label}"),
                None => {}
            }
            if after.row > 5 {
                break;
            }
        }
        assert!(seen > 3, "{seen}");
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
        act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(400.0))));
        let (label, _) = named(&harness).expect("the replies fill the view");
        press(&mut harness, &label);
        let place = harness.state().place();
        assert_eq!((place.spot.row, place.spot.part, place.spot.character), (5, Part::Article, 0));
        assert_eq!(state(&harness).reader.active, 5);
        assert_eq!(named(&harness), None);
    }
}

#[test]
fn where_replies_are_beside_the_paragraph_no_line_covers_them() {
    for width in [1280.0, 800.0] {
        let mut harness = reader(width, 600.0);
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
        act(&mut harness, Action::Command(Command::OpenReplies));
        for _ in 0..20 {
            act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(60.0))));
            assert!(harness.query_by_label_contains("Back to ¶").is_none());
        }
    }
}

#[test]
fn the_line_that_names_the_paragraph_has_no_more_words_than_it_shows() {
    let mut harness = crate::own_copy_window::beside(&own_copy());
    harness.set_size(egui::vec2(620.0, 500.0));
    harness.run();
    act(&mut harness, Action::Command(Command::ShowAllPerspectives));
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    act(&mut harness, Action::Command(Command::OpenReplies));
    let whole = state(&harness).text_of(5, Part::Article).to_string();
    assert!(state(&harness).paragraph_of(5).unwrap().short.is_none() && whole.len() > 200);
    let mut seen = 0;
    for _ in 0..80 {
        act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(15.0))));
        let Some(line) = harness.query_by_label_contains("Back to ¶5: ") else { continue };
        let name = line.accesskit_node().label().unwrap();
        let words = name.strip_prefix("Back to ¶5: ").unwrap();
        assert!(words.ends_with('…') && words.chars().count() < 120, "{words}");
        assert!(whole.starts_with(words.trim_end_matches([' ', '…'])), "{words}");
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
}

/// Returns the shipped article as a text.
fn own_copy() -> String {
    let opened = parallax::platform::open(None).unwrap();
    let texts = opened.edition.paragraphs().iter().map(|paragraph| paragraph.text.clone());
    texts.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_page_down_hides_no_line_under_the_name_of_the_paragraph_above() {
    for height in [300.0, 420.0, 560.0] {
        let opened = parallax::platform::open(None).unwrap();
        let mut harness = kit::with(opened, 620.0, height, Settings::default(), SavedState::default());
        act(&mut harness, Action::Command(Command::ShowAllPerspectives));
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
        act(&mut harness, Action::Command(Command::OpenReplies));
        let view = harness.get_by_label("The text").rect();
        let line_height = 22.0;
        let mut seen = 0;
        for _ in 0..12 {
            // The top of every reply in view, to find again where it went.
            let tops = reply_tops(&harness);
            act(&mut harness, Action::Command(Command::PageDown));
            let Some(line) = harness.query_by_label_contains("Back to ¶").map(|line| line.rect()) else { continue };
            seen += 1;
            let moved = reply_tops(&harness).iter().find_map(|(name, top)| {
                let before = tops.iter().find(|(other, _)| other == name)?.1;
                (before > view.top() && *top > view.top()).then_some(before - top)
            });
            if let Some(moved) = moved {
                let overlap = view.height() - moved;
                assert!(overlap >= line.height() + line_height, "{height}: {overlap} of a line of {}", line.height());
            }
        }
        assert!(seen > 2, "{height}: {seen}");
    }
}

/// Returns the names and the tops of the replies in view.
fn reply_tops(harness: &Harness<'static, Kit>) -> Vec<(String, f32)> {
    let replies = harness.query_all_by_label_contains(" Source: ");
    replies.map(|reply| (reply.accesskit_node().label().unwrap(), reply.rect().top())).collect()
}

#[test]
fn a_reply_that_gets_the_focus_under_the_name_of_the_paragraph_is_brought_into_view() {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::with(opened, 620.0, 700.0, Settings::default(), SavedState::default());
    act(&mut harness, Action::Command(Command::ShowAllPerspectives));
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    let mut tried: Vec<String> = Vec::new();
    for _ in 0..200 {
        act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(7.0))));
        let Some(line) = harness.query_by_label_contains("Back to ¶").map(|line| line.rect()) else { continue };
        let under = |(_, top): &(String, f32)| *top > line.top() + 1.0 && *top < line.bottom() - 1.0;
        let Some((name, _)) = reply_tops(&harness).into_iter().find(under) else { continue };
        if tried.contains(&name) {
            // It has the focus already.
            continue;
        }
        let Some(reply) = harness.query_by_role_and_label(Role::Button, &name) else { continue };
        reply.focus();
        harness.run();
        let line = harness.query_by_label_contains("Back to ¶").map_or(line.top(), |line| line.rect().bottom());
        let top = harness.get_by_role_and_label(Role::Button, &name).rect().top();
        assert!(top >= line, "{name}: {top} under {line}");
        tried.push(name);
        if tried.len() == 3 {
            break;
        }
    }
    assert!(!tried.is_empty(), "no reply was under the line");
}

#[test]
fn what_says_that_all_perspectives_are_hidden_covers_no_text() {
    for (width, interleaved) in
        [(320.0, false), (420.0, false), (620.0, false), (800.0, false), (1280.0, true), (1280.0, false)]
    {
        let opened = parallax::platform::open(None).unwrap();
        let settings = Settings { interleaved, ..Settings::default() };
        let mut harness = kit::with(opened, width, 600.0, settings, SavedState::default());
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(4)));
        act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(30.0))));
        for perspective in 0..state(&harness).edition.perspectives().len() {
            if state(&harness).shown.is_visible(perspective) {
                act(&mut harness, Action::TogglePerspective(perspective));
            }
        }
        let hint = harness.get_by_label("All perspectives are hidden.").rect();
        let button = harness.get_by_label(Command::ShowAllPerspectives.label()).rect();
        let both = hint.union(button);
        assert!(both.right() <= width && both.bottom() <= 600.0, "{width}: {both:?}");
        for row in harness.query_all_by_label_contains("Paragraph ").filter(|row| row.rect().is_positive()) {
            let article = row.rect();
            let is_beside = both.left() >= article.right() - 1.0;
            assert!(is_beside || !article.intersects(both.shrink(1.0)), "{width}: {both:?} over {article:?}");
        }
        // To the end: the last line can be read too.
        act(&mut harness, Action::Command(Command::End));
        harness.get_by_label("All perspectives are hidden.");
    }
}

#[test]
fn with_all_perspectives_hidden_the_page_says_so_and_a_press_shows_them() {
    for width in [1920.0, 1280.0, 800.0, 620.0] {
        let mut harness = reader(width, 700.0);
        act(&mut harness, Action::Reader(ReaderAction::JumpTo(4)));
        act(&mut harness, Action::Reader(ReaderAction::Scroll(ScrollRequest::By(30.0))));
        assert!(harness.query_by_label("All perspectives are hidden.").is_none());
        let all = state(&harness).edition.perspectives().len();
        for perspective in 0..all {
            if state(&harness).shown.is_visible(perspective) {
                act(&mut harness, Action::TogglePerspective(perspective));
            }
        }
        let hint = harness.get_by_label("All perspectives are hidden.").rect();
        assert!(hint.right() <= width && hint.bottom() <= 700.0, "{width}: {hint:?}");
        let before = harness.state().place().spot;
        press(&mut harness, Command::ShowAllPerspectives.label());
        assert_eq!(state(&harness).shown.count(), all);
        let after = harness.state().place().spot;
        assert_eq!((after.row, after.part, after.character), (before.row, before.part, before.character), "{width}");
        assert!((after.below_top - before.below_top).abs() <= 1.0, "{width}");
        assert!(harness.query_by_label("All perspectives are hidden.").is_none());
        assert!(!Command::ShowAllPerspectives.is_offered(state(&harness)));
    }
}

#[test]
fn an_empty_field_says_what_is_missing_until_something_is_typed() {
    let mut harness = reader(1280.0, 900.0);
    act(&mut harness, Action::ShowDialog(Some(Dialog::OpenPath)));
    let missing = "Type or paste the path first, or drop the file on this window.";
    assert!(harness.query_by_label(missing).is_none());
    press(&mut harness, "Open");
    harness.get_by_label(missing);
    assert_eq!(state(&harness).dialog, Some(Dialog::OpenPath));
    // The field has the focus again.
    harness.event(egui::Event::Text("/nowhere".to_owned()));
    harness.run();
    assert!(harness.query_by_label(missing).is_none());
    act(&mut harness, Action::Command(Command::Close));
    act(&mut harness, Action::ShowDialog(Some(Dialog::OpenPath)));
    assert!(harness.query_by_label(missing).is_none(), "it is not said of a dialog that was just opened");
}

#[test]
fn every_empty_field_that_is_submitted_is_announced_and_gets_the_focus_back() {
    let mut harness = reader(1280.0, 900.0);
    let announced = |harness: &Harness<'static, Kit>, missing: &str| {
        assert_eq!(harness.get_by_label(missing).accesskit_node().live(), Live::Polite, "{missing}");
    };
    act(&mut harness, Action::ShowDialog(Some(Dialog::OpenPath)));
    press(&mut harness, "Open");
    announced(&harness, "Type or paste the path first, or drop the file on this window.");
    let brief = state(&harness).brief.key.clone();
    act(&mut harness, Action::Brief(BriefAction::Loaded(brief, Ok(None))));
    act(&mut harness, Action::Command(Command::Brief));
    press(&mut harness, "Create it");
    let missing = "Type its title first.";
    announced(&harness, missing);
    assert!(harness.get_by_role_and_label(Role::TextInput, "The title of a new brief").is_focused());
    harness.event(egui::Event::Text("Lamps".to_owned()));
    harness.run();
    assert!(harness.query_by_label(missing).is_none());
    press(&mut harness, "Create it");
    assert_eq!(state(&harness).brief.document.as_ref().unwrap().title, "Lamps");
}

#[test]
fn appearance_sizes_everything_in_the_steps_of_the_keys_and_each_alone() {
    let mut harness = reader(1280.0, 900.0);
    act(&mut harness, Action::Command(Command::Appearance));
    let sizes = |harness: &Harness<'static, Kit>| {
        let settings = &state(harness).settings;
        (settings.interface_size, settings.type_size)
    };
    let usual = sizes(&harness);
    // Each says what it sizes: without the heading above it, "Larger" does not.
    let named = |harness: &Harness<'static, Kit>, command: Command| {
        let key = state(harness).key_of(command);
        format!("{} ({key})", command.label())
    };
    let larger = named(&harness, Command::Larger);
    assert!(larger.starts_with("Larger text and interface"), "{larger}");
    let tip = harness.get_by_role_and_label(Role::Button, &larger).accesskit_node().description();
    assert_eq!(tip.as_deref(), Some(larger.as_str()), "one name for the tooltip and the screen reader");
    press(&mut harness, &larger);
    let pressed = sizes(&harness);
    assert!(pressed.0 > usual.0 && pressed.1 > usual.1, "{pressed:?}");
    act(&mut harness, Action::Command(Command::UsualSize));
    act(&mut harness, Action::Command(Command::Larger));
    assert_eq!(sizes(&harness), pressed, "the same step as the key");
    let (smaller, reset) = (named(&harness, Command::Smaller), named(&harness, Command::UsualSize));
    press(&mut harness, &reset);
    assert_eq!(sizes(&harness), usual);
    press(&mut harness, &smaller);
    assert!(sizes(&harness).0 < usual.0 && sizes(&harness).1 < usual.1);
    press(&mut harness, &reset);
    press(&mut harness, "Interface size 125 %");
    assert_eq!(sizes(&harness), (125.0, usual.1), "the text stays");
    act(&mut harness, Action::Set(Setting::Dial(parallax::state::Dial::TypeSize, 24.0)));
    assert_eq!(sizes(&harness), (125.0, 24.0));
    harness.get_by_label("Now: text 24 px, interface 125 %");
}
