//! The arrangement of what the class sees: the paragraph beside or above its replies, and full pages.

use egui::Rect;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use parallax::state::presentation::Room;
use parallax::state::{Action, Command, ReaderAction, Setting};

use crate::kit::{self, Kit};

const SCREENS: [(f32, f32); 5] = [(1280.0, 720.0), (1280.0, 800.0), (1024.0, 768.0), (800.0, 600.0), (600.0, 800.0)];

/// The words that the head of a reply begins with, after its mark.
const STANCES: [&str; 4] = ["A Affirms", "D Disputes", "Q Qualifies", "+ Adds context"];

fn lesson((width, height): (f32, f32), row: usize, room: Room) -> Harness<'static, Kit> {
    let mut harness = kit::shipped(width, height);
    harness.state().act(Action::Set(Setting::Room(room)));
    harness.state().act(Action::Reader(ReaderAction::JumpTo(row)));
    harness.run();
    press(&mut harness, Command::Project);
    harness
}

fn press(harness: &mut Harness<'static, Kit>, command: Command) {
    harness.state().act(Action::Command(command));
    harness.run();
}

/// Returns the texts of the page on the screen with their places, without the line above them.
fn texts(harness: &Harness<'static, Kit>) -> Vec<(Rect, String)> {
    let nodes = harness.root().children_recursive().filter(|node| node.accesskit_node().role() == Role::Label);
    let named = nodes.filter_map(|node| {
        let text = node.accesskit_node().label().or_else(|| node.accesskit_node().value())?;
        Some((node.rect(), text))
    });
    named.filter(|(_, text)| !text.starts_with('¶')).collect()
}

fn is_head(text: &str) -> bool {
    STANCES.iter().any(|stance| text.starts_with(stance))
}

fn pages(harness: &Harness<'static, Kit>) -> usize {
    harness.state().state().lesson.running.as_ref().unwrap().pages.unwrap()
}

/// Returns the text of a paragraph.
fn paragraph(harness: &Harness<'static, Kit>, row: usize) -> String {
    harness.state().state().paragraph_of(row).unwrap().text.clone()
}

#[test]
fn on_a_wide_screen_the_paragraph_stands_beside_its_replies_on_every_page() {
    for screen in [(1280.0, 720.0), (1280.0, 800.0), (1920.0, 1080.0)] {
        let mut harness = lesson(screen, 6, Room::default());
        for page in 0..6 {
            press(&mut harness, Command::Reveal);
            let texts = texts(&harness);
            let (beside, words) = texts.first().unwrap();
            assert!(paragraph(&harness, 6).starts_with(words.trim_end_matches(" …")), "{page}: {words}");
            for (place, reply) in &texts[1..] {
                assert!(place.left() > beside.right(), "{page}: {reply}");
            }
            assert!(texts[1].0.top() - beside.top() < 2.0, "{page}: both begin at the top");
        }
    }
}

#[test]
fn on_a_narrow_screen_whole_sentences_of_the_paragraph_stand_above_its_replies_on_every_page() {
    for screen in [(1024.0, 768.0), (800.0, 600.0)] {
        let mut harness = lesson(screen, 5, Room::default());
        for page in 0..6 {
            press(&mut harness, Command::Reveal);
            let texts = texts(&harness);
            let (above, words) = texts.first().unwrap();
            let shown = words.trim_end_matches(" …");
            assert!(paragraph(&harness, 5).starts_with(shown) && shown.ends_with('.'), "{page}: {words}");
            assert!(texts[1..].iter().all(|(place, _)| place.top() > above.bottom()), "{page}: {texts:?}");
        }
    }
}

#[test]
fn of_a_paragraph_that_is_too_long_the_claim_stands_beside_its_replies() {
    let mut harness = lesson((1280.0, 720.0), 5, Room::default());
    press(&mut harness, Command::NextClaim);
    let state = harness.state().state();
    let claim = state.lesson.running.as_ref().unwrap().stop().claim.unwrap();
    let claim = state.edition.article().claims[claim].text.clone();
    press(&mut harness, Command::Reveal);
    let texts = texts(&harness);
    assert!(texts.len() > 1 && texts[0].1 == claim, "{claim}: {texts:?}");
}

#[test]
fn going_back_to_a_row_shows_no_page_that_the_class_had_not_reached() {
    let mut harness = lesson((1024.0, 768.0), 5, Room::default());
    press(&mut harness, Command::Reveal);
    let seen = texts(&harness);
    assert!(seen.iter().any(|(_, text)| is_head(text)) && pages(&harness) == 2, "{seen:?}");
    press(&mut harness, Command::NextStop);
    press(&mut harness, Command::Cover);
    assert_eq!(texts(&harness), seen, "the first page of the reply, and not the second");
}

#[test]
fn no_page_ends_with_a_head_and_none_holds_an_attribution_alone() {
    let far = Room { screen_height: 1.2, distance: 12.0 };
    for (screen, room) in SCREENS.map(|screen| (screen, Room::default())).into_iter().chain([((1280.0, 720.0), far)]) {
        for row in [5, 11] {
            let mut harness = lesson(screen, row, room);
            for page in 0..14 {
                press(&mut harness, Command::Reveal);
                let texts = texts(&harness);
                let last = &texts.last().unwrap().1;
                assert!(!is_head(last), "{screen:?}, row {row}, press {page}: {last}");
                let subject = paragraph(&harness, row);
                let replies = texts.iter().filter(|(_, text)| !subject.contains(text.trim_matches([' ', '…'])));
                let replies: Vec<&str> = replies.map(|(_, text)| text.as_str()).collect();
                let alone = matches!(replies.as_slice(), [only] if only.contains("· reported by"));
                assert!(!alone, "{screen:?}, row {row}, press {page}: {replies:?}");
            }
        }
    }
}

#[test]
fn no_text_of_a_slide_leaves_the_screen_or_overlaps_another() {
    let far = Room { screen_height: 1.0, distance: 20.0 };
    for screen in SCREENS {
        for (room, row) in [(Room::default(), 5), (Room::default(), 14), (far, 6)] {
            let mut harness = lesson(screen, row, room);
            let bounds = Rect::from_min_size(egui::Pos2::ZERO, screen.into()).expand(1.0);
            for page in 0..8 {
                let texts = texts(&harness);
                for (number, (place, text)) in texts.iter().enumerate() {
                    assert!(bounds.contains_rect(*place), "{screen:?} row {row} press {page}: {place} {text}");
                    for (other, over) in &texts[..number] {
                        let both = other.intersect(*place);
                        let apart = both.width() < 1.0 || both.height() < 1.0;
                        assert!(apart, "{screen:?} row {row} press {page}: {text} over {over}");
                    }
                }
                press(&mut harness, Command::Reveal);
            }
        }
    }
}

#[test]
fn the_last_page_of_a_long_paragraph_is_filled_with_the_sentences_before_it() {
    let mut harness = lesson((1024.0, 768.0), 14, Room::default());
    assert_eq!(pages(&harness), 2, "the paragraph is longer than a page");
    press(&mut harness, Command::Reveal);
    let [(place, words)] = texts(&harness).try_into().unwrap();
    assert!(words.starts_with("… ") && paragraph(&harness, 14).ends_with(words.trim_start_matches("… ")), "{words}");
    assert!(place.height() > 768.0 / 2.0, "{place}");
}
