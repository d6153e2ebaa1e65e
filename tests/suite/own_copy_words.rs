//! Words of a copy selected in the review, in any script.

use egui::{Event, Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::Decision;
use parallax::state::Dialog;

use crate::kit::Kit;
use crate::own_copy_window::{beside_edition, until};
use crate::support;

type Harness = egui_kittest::Harness<'static, Kit>;

/// Opens a copy of the small edition in which the second paragraph reads `new` instead of `old`, with `phrase` in it.
/// The review is open at the phrase, and the text field has the focus.
fn review(language: &str, (old, phrase): (&str, &str), new: &str) -> Harness {
    let english = "Street lamps burn all night for nobody. Turned off at eleven, they would save the town 40,000 \
                   pounds a year.";
    let texts = support::small()
        .with("edition.ron", "language: \"en\"", &format!("language: \"{language}\""))
        .with("edition.ron", english, old)
        .with("edition.ron", "phrase: \"save the town 40,000 pounds a year\"", &format!("phrase: \"{phrase}\""));
    let copy = format!(
        "On street lamps\n\n{new}\n\nNobody has ever come to harm in a dark street here, and Millbrook, which went \
         dark in 2019, sleeps well.\n\nThe owls will thank us.\n"
    );
    let mut harness = beside_edition(&texts, &copy);
    open_question(&mut harness);
    harness.get_by_label_contains("Words of ¶2 of your copy").focus();
    harness.run();
    harness
}

/// Opens the review, and the phrase in its list.
pub fn open_question(harness: &mut Harness) {
    harness.event(Event::Text("R".into()));
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Review));
    harness.get_by_label("Dark lamps save 40,000 pounds a year").click();
    harness.run();
}

fn urdu() -> Harness {
    let old = "گلی کی بتیاں رات بھر کسی کے لیے نہیں جلتیں۔ گیارہ بجے بند ہوں تو شہر ہر سال پیسے بچائے گا۔";
    let new = "گلی کی بتیاں رات بھر کسی کے لیے نہیں جلتیں۔ گیارہ بجے بند ہوں تو شہر ہر برس رقم بچائے گا۔";
    review("ur", (old, "شہر ہر سال پیسے بچائے گا"), new)
}

fn chinese() -> Harness {
    let old = "路灯整夜亮着，却没有人需要。如果十一点关灯，全镇每年可以节省四万英镑。";
    let new = "路灯整夜亮着，却没有人需要。如果十一点关灯，全镇每一年能够省下四万镑。";
    review("zh-Hans", (old, "全镇每年可以节省四万英镑"), new)
}

/// Returns the selection, from the label of the field.
fn chosen(harness: &Harness) -> String {
    let name = harness.get_by_label_contains("Words of ¶2 of your copy").accesskit_node().label().unwrap_or_default();
    let selection = name.split_once("Chosen: “").map(|(_, rest)| rest.trim_end_matches('”').to_owned());
    selection.unwrap_or_default()
}

fn press(harness: &mut Harness, key: Key, modifiers: Modifiers) -> String {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
    chosen(harness)
}

#[test]
fn in_urdu_the_next_word_is_on_the_left() {
    let mut harness = urdu();
    assert_eq!(chosen(&harness), "");
    press(&mut harness, Key::Home, Modifiers::NONE);
    assert_eq!(press(&mut harness, Key::Home, Modifiers::NONE), "گلی");
    assert_eq!(press(&mut harness, Key::ArrowLeft, Modifiers::NONE), "کی");
    assert_eq!(press(&mut harness, Key::ArrowLeft, Modifiers::SHIFT), "کی بتیاں");
    assert_eq!(press(&mut harness, Key::ArrowRight, Modifiers::NONE), "کی");
    assert_eq!(press(&mut harness, Key::ArrowRight, Modifiers::NONE), "گلی");
}

#[test]
fn in_chinese_every_character_is_a_word_and_the_next_is_on_the_right() {
    let mut harness = chinese();
    press(&mut harness, Key::Home, Modifiers::NONE);
    assert_eq!(press(&mut harness, Key::Home, Modifiers::NONE), "路");
    assert_eq!(press(&mut harness, Key::ArrowRight, Modifiers::NONE), "灯");
    assert_eq!(press(&mut harness, Key::ArrowRight, Modifiers::SHIFT), "灯整");
    assert!(press(&mut harness, Key::End, Modifiers::SHIFT).ends_with("四万镑"));
}

#[test]
fn the_phrase_is_pinned_to_the_selected_words() {
    let mut harness = urdu();
    press(&mut harness, Key::End, Modifiers::NONE);
    press(&mut harness, Key::End, Modifiers::NONE);
    for _ in 0..3 {
        press(&mut harness, Key::ArrowRight, Modifiers::SHIFT);
    }
    assert_eq!(chosen(&harness), "برس رقم بچائے گا");
    harness.get_by_label_contains("The words I chose");
    harness.key_press(Key::A);
    harness.run();
    until(&mut harness, "decided", |state| state.copy.open.as_ref().is_some_and(|copy| copy.phrases[0].decided));
    let state = harness.state().state();
    let decisions = &state.copy.open.as_ref().unwrap().request.decisions;
    let [Decision::Placed { anchor, .. }] = decisions.as_slice() else { panic!("{decisions:?}") };
    assert_eq!(anchor.exact, "برس رقم بچائے گا");
}

#[test]
fn a_press_selects_the_word_under_it_and_dragging_extends_the_selection() {
    for (mut harness, right_to_left) in [(urdu(), true), (chinese(), false)] {
        let field = harness.get_by_label_contains("Words of ¶2 of your copy").rect();
        let y = field.top() + 10.0;
        // The first word is where the line begins.
        let (from, to) =
            if right_to_left { (field.right(), field.right() - 90.0) } else { (field.left(), field.left() + 50.0) };
        let inside = if right_to_left { -3.0 } else { 3.0 };
        let button = |pos: Pos2, pressed: bool| Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let (from, to) = (Pos2::new(from + inside, y), Pos2::new(to, y));
        harness.event(Event::PointerMoved(from));
        harness.run();
        harness.event(button(from, true));
        harness.run();
        let first = chosen(&harness);
        assert!(["گلی", "路"].contains(&first.as_str()), "{first}");
        harness.event(Event::PointerMoved(to));
        harness.run();
        harness.event(button(to, false));
        harness.run();
        let more = chosen(&harness);
        assert!(more.starts_with(&first) && more.chars().count() > first.chars().count(), "{first} {more}");
    }
}

#[test]
fn a_selection_does_not_last_until_the_review_is_opened_again() {
    let mut harness = chinese();
    press(&mut harness, Key::End, Modifiers::NONE);
    assert_ne!(chosen(&harness), "");
    harness.key_press(Key::Escape);
    harness.run();
    open_question(&mut harness);
    assert_eq!(chosen(&harness), "");
}

#[test]
fn words_are_pinned_in_a_paragraph_that_was_not_suggested() {
    let mut harness = urdu();
    harness.get_by_label("Try ¶3 after it").click();
    harness.run();
    harness.get_by_label_contains("Words of ¶3 of your copy").focus();
    harness.run();
    harness.get_by_label_contains("This whole paragraph");
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.get_by_label_contains("The words I chose").click();
    harness.run();
    until(&mut harness, "pinned", |state| {
        let decisions = &state.copy.open.as_ref().unwrap().request.decisions;
        matches!(decisions.as_slice(), [Decision::Placed { anchor, .. }] if anchor.on.as_str() == "p3" && !anchor.exact.is_empty())
    });
}
