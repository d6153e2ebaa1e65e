//! What is found without a manual: context menus, the bar at a selection, the card that names the signs, tooltips in
//! words, and Help.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::rows::NoteRef;
use parallax::model::{Entry, Stance, Summarised};
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::{
    Action, AppState, Command, ContextTarget, Dialog, GuidePage, Item, Part, ReaderAction, SavedState, ScrollRequest,
    Selection, Settings, TextPoint, signs,
};

use crate::kit::{self, Kit};

/// Opens the shipped edition at a paragraph, with an empty layer and an empty brief.
fn reader(row: usize, width: f32, height: f32) -> Harness<'static, Kit> {
    let mut harness = kit::shipped(width, height);
    let state = harness.state().state();
    let (layer, brief) = (state.annotations.edition.clone(), state.brief.key.clone());
    harness.state().act(Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    harness.state().act(Action::Brief(BriefAction::Loaded(brief, Ok(None))));
    harness.state().act(Action::Reader(ReaderAction::JumpTo(row)));
    harness.run();
    harness
}

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

/// Returns the replies of a row that are shown first, one for each perspective, with their codes.
fn firsts(state: &AppState, row: usize) -> Vec<(NoteRef, String)> {
    let first = |perspective: usize| {
        state.items_of(row, perspective).into_iter().next().and_then(|item| match item {
            Item::Note { entry, .. } => Some((entry, state.rows.code(&state.edition, entry))),
            _ => None,
        })
    };
    state.shown.visible().filter_map(first).collect()
}

fn select(harness: &mut Harness<'static, Kit>, row: usize, (from, to): (usize, usize)) {
    let point = |character| TextPoint { row, part: Part::Article, character };
    harness.state().act(Action::Reader(ReaderAction::Select(Some(Selection { from: point(from), to: point(to) }))));
    harness.run();
    harness.run();
}

fn press(harness: &mut Harness<'static, Kit>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

/// Returns the rectangle of the items of the open context menu.
fn menu_rect(harness: &Harness<'static, Kit>) -> Rect {
    harness.query_all_by_role(Role::MenuItem).map(|node| node.rect()).reduce(Rect::union).unwrap()
}

/// Moves the pointer and runs frames until a tooltip would have appeared.
fn rest(harness: &mut Harness<'static, Kit>, at: Pos2) {
    harness.hover_at(at);
    for _ in 0..60 {
        harness.step();
    }
}

fn has_text(harness: &Harness<'static, Kit>, words: &str) -> bool {
    harness.query_all_by_role(Role::Label).any(|node| {
        [node.accesskit_node().label(), node.value()].into_iter().flatten().any(|text| text.contains(words))
    })
}

#[test]
fn a_right_click_on_the_third_reply_cuts_and_quotes_the_third_reply() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (800.0, 600.0)] {
        let mut harness = reader(5, width, height);
        // In the panel of a small window not every row has its third reply in view: the last one that is.
        let (row, third) = (5..=14)
            .find_map(|row| {
                harness.state().act(Action::Reader(ReaderAction::JumpTo(row)));
                harness.run_steps(20);
                let seen = |(_, code): &(NoteRef, String)| {
                    harness
                        .query_by_label_contains(&format!(", {code}, "))
                        .is_some_and(|node| node.rect().center().y < height - 40.0)
                };
                let all = firsts(state(&harness), row);
                all.into_iter().skip(1).rfind(seen).map(|third| (row, third))
            })
            .unwrap();
        harness.get_by_label_contains(&format!(", {}, ", third.1)).click_secondary();
        harness.run();
        let target = ContextTarget::Reply { row, entry: third.0 };
        assert!(matches!(state(&harness).dialog, Some(Dialog::Context { target: shown, .. }) if shown == target));
        let menu = menu_rect(&harness);
        assert!(Rect::from_min_size(Pos2::ZERO, vec2(width, height)).contains_rect(menu), "{menu:?}");
        press(&mut harness, "Add a quotation to this reply…");
        assert_eq!(state(&harness).dialog, Some(Dialog::Quote(third.0)));
        harness.key_press(Key::Escape);
        harness.run();
        harness.get_by_label_contains(&format!(", {}, ", third.1)).click_secondary();
        harness.run();
        press(&mut harness, "Cut a card from this reply…");
        assert_eq!(state(&harness).dialog, Some(Dialog::Cut));
        harness.key_press(Key::Enter);
        harness.run();
        let [Entry::Analytic(analytic)] = state(&harness).brief.entries() else { panic!("nothing was cut") };
        let Some(Summarised::Note { code, .. }) = &analytic.of else { panic!("{analytic:?}") };
        assert_eq!(*code, third.1);
    }
}

#[test]
fn a_right_click_on_a_paragraph_opens_its_menu_and_escape_or_a_press_beside_it_closes_it() {
    let mut harness = reader(5, 1280.0, 900.0);
    for way in 0..3 {
        harness.get_by_label_contains("Paragraph 5 of").click_secondary();
        harness.run();
        assert!(harness.query_by_label("Highlight this paragraph").is_some(), "{way}");
        match way {
            0 => harness.key_press(Key::Escape),
            1 => harness.drag_at(Pos2::new(1200.0, 860.0)),
            _ => press(&mut harness, "Highlight this paragraph"),
        }
        harness.drop_at(Pos2::new(1200.0, 860.0));
        harness.run();
        assert_eq!(state(&harness).dialog, None, "{way}");
    }
    assert_eq!(state(&harness).annotations.all().len(), 1);
    assert_eq!(state(&harness).reader.selection, None);
}

#[test]
fn the_menu_key_opens_the_menu_at_the_active_row_and_arrows_and_enter_use_it() {
    for (key, modifiers) in [(Key::Menu, Modifiers::NONE), (Key::F10, Modifiers::SHIFT)] {
        let mut harness = reader(5, 1280.0, 900.0);
        let row = harness.get_by_label_contains("Paragraph 5 of").rect();
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        let menu = menu_rect(&harness);
        assert!(menu.intersects(row), "{menu:?} {row:?}");
        let items: Vec<String> = harness
            .query_all_by_role(Role::MenuItem)
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect();
        let at = items.iter().position(|label| label == "Highlight this paragraph").unwrap();
        for _ in 0..at {
            harness.key_press(Key::ArrowDown);
            harness.run();
        }
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(state(&harness).dialog, None);
        assert_eq!(state(&harness).annotations.all().len(), 1);
    }
}

#[test]
fn the_menu_key_belongs_to_the_reply_with_the_focus() {
    let mut harness = reader(5, 1280.0, 900.0);
    let third = firsts(state(&harness), 5)[2].clone();
    harness.get_by_label_contains(&format!(", {}, ", third.1)).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    harness.get_by_label("Sources of this reply");
    press(&mut harness, "Sources of this reply");
    assert_eq!(state(&harness).dialog, Some(Dialog::Sources(third.0)));
}

#[test]
fn a_chip_has_a_menu() {
    let mut harness = reader(5, 1280.0, 900.0);
    let name = state(&harness).edition.perspectives()[1].name.clone();
    harness.get_by_role_and_label(Role::Button, &name).click_secondary();
    harness.run();
    press(&mut harness, &format!("Show only {name}"));
    assert_eq!(state(&harness).shown.visible().collect::<Vec<_>>(), [1]);
}

#[test]
fn selected_words_have_a_bar_that_does_not_cover_them_and_goes_with_them() {
    let mut harness = reader(5, 1280.0, 900.0);
    assert!(harness.query_by_label("Cut a card").is_none());
    select(&mut harness, 5, (0, 30));
    let (text, highlight, copy) = (
        harness.get_by_label_contains("Paragraph 5 of").rect(),
        harness.get_by_label("Highlight").rect(),
        harness.get_by_label("Copy").rect(),
    );
    assert!(highlight.bottom() <= text.top() + 24.0 || highlight.top() >= text.top() + 46.0, "{highlight:?} {text:?}");
    assert!(highlight.left() >= 0.0 && copy.right() <= 1280.0);
    press(&mut harness, "Copy");
    assert!(state(&harness).reader.selection.is_some(), "a press on the bar keeps the selection");
    press(&mut harness, "Highlight");
    let on = state(&harness).annotations.all()[0].on.paragraph.clone().unwrap();
    assert!(!on.exact.is_empty());
    assert!(harness.query_by_label("Cut a card").is_none(), "the bar goes with the selection");
    select(&mut harness, 5, (40, 60));
    press(&mut harness, "Annotate");
    assert!(matches!(state(&harness).dialog, Some(Dialog::Annotation(_))));
    harness.key_press(Key::Escape);
    harness.run();
    select(&mut harness, 5, (40, 60));
    press(&mut harness, "Cut a card");
    assert_eq!(state(&harness).dialog, Some(Dialog::Cut));
    assert!(harness.query_by_label("Annotate").is_none(), "no bar beside a dialog");
    harness.key_press(Key::Escape);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Annotate").is_none());
}

#[test]
fn the_bar_waits_for_the_release_and_a_right_click_on_the_words_is_for_the_selection() {
    let mut harness = reader(5, 1280.0, 900.0);
    let row = harness.get_by_label_contains("Paragraph 5 of").rect();
    let from = row.min + vec2(130.0, 40.0);
    harness.drag_at(from);
    harness.step();
    for step in 1..=10u8 {
        harness.hover_at(from + vec2(20.0 * f32::from(step), 0.0));
        harness.step();
    }
    assert!(state(&harness).reader.selected_text(&state(&harness).shared()).is_some());
    assert!(harness.query_by_label("Cut a card").is_none(), "still selecting");
    harness.drop_at(from + vec2(200.0, 0.0));
    harness.run();
    harness.get_by_label("Cut a card");
    let selection = state(&harness).reader.selection;
    let at = from + vec2(100.0, 0.0);
    harness.hover_at(at);
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    harness.run();
    let target = ContextTarget::Selection;
    assert!(matches!(state(&harness).dialog, Some(Dialog::Context { target: shown, .. }) if shown == target));
    assert_eq!(state(&harness).reader.selection, selection, "a right click keeps the selection");
    press(&mut harness, "Cut a card…");
    assert_eq!(state(&harness).dialog, Some(Dialog::Cut));
}

#[test]
fn underlined_words_and_highlights_are_explained_in_words() {
    let mut harness = reader(5, 1280.0, 900.0);
    let row = harness.get_by_label_contains("Paragraph 5 of").rect();
    // The second line of ¶5 begins in an underlined phrase of the shipped edition.
    let claim = |harness: &mut Harness<'static, Kit>, y: f32| {
        rest(harness, row.min + vec2(200.0, y));
        has_text(harness, "A claim that")
    };
    assert!([30.0, 60.0, 90.0, 120.0, 150.0].into_iter().any(|y| claim(&mut harness, y)));
    select(&mut harness, 5, (0, 60));
    press(&mut harness, "Highlight");
    rest(&mut harness, row.min + vec2(150.0, 36.0));
    assert!(has_text(&harness, "Your highlight, solid"));
}

#[test]
fn the_bar_is_gone_while_the_selection_is_out_of_view() {
    let mut harness = reader(5, 1280.0, 900.0);
    select(&mut harness, 5, (0, 30));
    harness.get_by_label("Cut a card");
    harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(3_000.0))));
    harness.run();
    assert!(harness.query_by_label("Cut a card").is_none());
    assert!(state(&harness).reader.selection.is_some());
}

#[test]
fn the_card_names_the_signs_while_the_page_is_read_on() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (800.0, 600.0)] {
        let mut harness = reader(5, width, height);
        let before = harness.state().place();
        harness.state().act(Action::Command(Command::Legend));
        harness.run();
        assert_eq!(harness.state().place().spot, before.spot, "the text stays");
        harness.get_by_label_contains("Underlined words: a claim that replies speak of.");
        let row = harness.get_by_label_contains("Paragraph 5 of").rect();
        let card = harness.get_by_label("Got it").rect().top() - 6.0;
        assert!(row.bottom() <= card + 1.0 && row.height() > 100.0, "{row:?} {card:?}");
        assert!(card >= height * 0.6, "{card:?}");
        harness.event(egui::Event::Text("j".into()));
        harness.run();
        assert_eq!(state(&harness).reader.active, 6, "keys act on the page");
        harness.key_press(Key::Escape);
        harness.run();
        assert!(!state(&harness).legend && state(&harness).settings.legend_seen);
        assert!(harness.query_by_label("Got it").is_none());
    }
}

#[test]
fn a_lesson_hides_the_card_and_its_button_closes_it() {
    let mut harness = reader(5, 1280.0, 900.0);
    harness.state().act(Action::Command(Command::Legend));
    harness.run();
    harness.state().act(Action::Command(Command::Project));
    harness.run();
    assert!(harness.query_by_label("Got it").is_none());
    harness.state().act(crate::lessons::leave());
    harness.run();
    press(&mut harness, "Got it");
    assert!(harness.query_by_label("Got it").is_none());
    assert!(state(&harness).settings.legend_seen);
}

#[test]
fn help_shows_the_guide_the_keys_and_the_card() {
    let mut harness = reader(5, 1280.0, 900.0);
    harness.key_press(Key::F1);
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Help(GuidePage::Reading)));
    assert!(has_heading(&harness, "Find your way"));
    for page in GuidePage::ALL {
        // A tab above the dialog may have the same name.
        harness.query_all_by_label(page.name()).last().unwrap().click();
        harness.run();
        assert_eq!(state(&harness).dialog, Some(Dialog::Help(page)));
    }
    press(&mut harness, "Keys");
    assert_eq!(state(&harness).dialog, Some(Dialog::Keys));
    press(&mut harness, "How to read this page");
    assert_eq!(state(&harness).dialog, None);
    assert!(state(&harness).legend);
    harness.event(egui::Event::Text("?".into()));
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Keys));
}

fn has_heading(harness: &Harness<'static, Kit>, words: &str) -> bool {
    harness
        .query_all_by_role(Role::Heading)
        .any(|node| node.value().or(node.accesskit_node().label()).is_some_and(|text| text == words))
}

#[test]
fn a_link_of_the_guide_opens_another_page() {
    let mut harness = reader(5, 1280.0, 900.0);
    harness.state().act(Action::ShowDialog(Some(Dialog::Help(GuidePage::Reading))));
    harness.run();
    harness.get_by_role_and_label(Role::Link, "Debate").click_accesskit();
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Help(GuidePage::Debate)));
}

#[test]
fn help_in_the_brief_begins_with_debate() {
    let mut harness = reader(5, 1280.0, 900.0);
    harness.state().act(Action::Command(Command::Debate));
    harness.run();
    harness.key_press(Key::F1);
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Help(GuidePage::Debate)));
    assert!(harness.query_by_label("How to read this page").is_none(), "there is no page to read");
}

#[test]
fn the_letter_of_a_stance_is_explained_in_words() {
    let mut harness = reader(5, 1280.0, 900.0);
    let (entry, code) = firsts(state(&harness), 5)[1].clone();
    let stance: Stance = state(&harness).rows.note(&state(&harness).edition, entry).unwrap().stance;
    let reply = harness.get_by_label_contains(&format!(", {code}, ")).rect();
    rest(&mut harness, reply.min + vec2(22.0, 9.0));
    assert!(has_text(&harness, signs::stance_words(stance)));
    rest(&mut harness, reply.center());
    assert!(!has_text(&harness, signs::stance_words(stance)));
}

#[test]
fn a_silence_a_bracket_and_underlined_words_are_explained_in_words() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for perspective in 3..6 {
        harness.state().act(Action::TogglePerspective(perspective));
    }
    harness.run();
    let silent = |state: &AppState, row: usize| {
        state.items(row).into_iter().find_map(|item| match item {
            Item::Silent { perspective, silence } if silence.claim.is_none() => {
                Some(format!("Silent · {} · checked {}", perspective.name, silence.checked))
            }
            _ => None,
        })
    };
    let (row, label) = (1..=14).find_map(|row| Some((row, silent(state(&harness), row)?))).unwrap();
    harness.state().act(Action::Reader(ReaderAction::JumpTo(row)));
    harness.run();
    let at = harness.query_all_by_label(&label).next().unwrap().rect().center();
    rest(&mut harness, at);
    assert!(has_text(&harness, "A dash: "), "¶{row}: {label}");
}

/// Found without a manual: a first run, a reply read about, words marked, a card cut from a reply, Help, and the card
/// closed for good.
#[test]
fn a_new_reader_gets_by_with_the_mouse_alone() {
    let opened = parallax::platform::open(None).unwrap();
    let mut first = AppState::new(opened, Settings::default(), SavedState::default());
    first.show_legend_once();
    let mut harness = kit::begun(first);
    let (layer, brief) = (state(&harness).annotations.edition.clone(), state(&harness).brief.key.clone());
    harness.state().act(Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    harness.state().act(Action::Brief(BriefAction::Loaded(brief, Ok(None))));
    harness.run();
    harness.get_by_label_contains("D disputes, Q qualifies, A affirms");
    harness.get_by_label_contains("Paragraph 1 of").click();
    harness.run();
    assert_eq!(state(&harness).reader.active, 1);
    select(&mut harness, 1, (0, 20));
    press(&mut harness, "Highlight");
    assert_eq!(state(&harness).annotations.all().len(), 1);
    let (entry, code) = firsts(state(&harness), 1)[0].clone();
    harness.get_by_label_contains(&format!(", {code}, ")).click_secondary();
    harness.run();
    press(&mut harness, "Cut a card from this reply…");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(state(&harness).brief.entries().len(), 1);
    harness.get_by_label_contains(&format!(", {code}, ")).click_secondary();
    harness.run();
    press(&mut harness, "Sources of this reply");
    assert_eq!(state(&harness).dialog, Some(Dialog::Sources(entry)));
    harness.key_press(Key::Escape);
    harness.run();
    press(&mut harness, "More in Help (F1)");
    press(&mut harness, "Before a class");
    assert!(has_heading(&harness, "Reveal"));
    harness.key_press(Key::Escape);
    harness.run();
    press(&mut harness, "Got it");
    assert!(state(&harness).settings.legend_seen && !state(&harness).legend);
}

#[test]
fn a_right_click_on_highlighted_words_removes_the_highlight() {
    let mut harness = reader(5, 1280.0, 900.0);
    select(&mut harness, 5, (0, 60));
    press(&mut harness, "Highlight");
    let id = state(&harness).annotations.all()[0].id;
    let row = harness.get_by_label_contains("Paragraph 5 of").rect();
    let on = ContextTarget::Highlight { row: 5, entry: None, id };
    // Opens the menu at a height of the paragraph, and returns what it was opened on.
    let right_click = |harness: &mut Harness<'static, Kit>, y: f32| {
        let at = row.min + vec2(200.0, y);
        harness.hover_at(at);
        for pressed in [true, false] {
            let button = egui::PointerButton::Secondary;
            harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        }
        harness.run();
        match state(harness).dialog {
            Some(Dialog::Context { target, .. }) => target,
            ref other => panic!("{other:?}"),
        }
    };
    // Below the highlighted words it is the paragraph's menu, which offers it too.
    assert_eq!(right_click(&mut harness, 110.0), ContextTarget::Paragraph(5));
    harness.get_by_label("Remove the highlights of this paragraph");
    let found = [14.0, 22.0, 30.0, 38.0].into_iter().any(|y| {
        harness.key_press(Key::Escape);
        harness.run();
        right_click(&mut harness, y) == on
    });
    assert!(found, "the first line is highlighted");
    harness.get_by_label("Annotate this highlight…");
    harness.get_by_label("Copy this paragraph with its replies");
    press(&mut harness, "Remove highlight");
    assert_eq!(state(&harness).annotations.all(), []);
    // The bar at words that are selected again has it as well.
    select(&mut harness, 5, (0, 60));
    assert!(harness.query_by_label("Remove highlight").is_none());
    press(&mut harness, "Highlight");
    select(&mut harness, 5, (10, 30));
    press(&mut harness, "Remove highlight");
    assert_eq!(state(&harness).annotations.all(), []);
}

#[test]
fn no_tooltip_covers_the_bar_at_selected_words() {
    let mut harness = reader(5, 1280.0, 900.0);
    let row = harness.get_by_label_contains("Paragraph 5 of").rect();
    select(&mut harness, 5, (0, 200));
    for y in [30.0, 60.0, 90.0, 120.0, 150.0] {
        rest(&mut harness, row.min + vec2(200.0, y));
        assert!(!has_text(&harness, "A claim that"), "{y}");
    }
    harness.get_by_label("Highlight");
}
