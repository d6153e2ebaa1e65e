//! The bars in the whole program: modes, what is being read, the chips of the perspectives, and the status.

use egui::accesskit::{Role, Toggled};
use egui::{Key, Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::{Action, Command, Dialog, GuidePage, Mode, ReaderAction};

use crate::kit::{self, Kit};
use crate::own_copy_window;

const WIDTHS: [f32; 9] = [1920.0, 1366.0, 1280.0, 1024.0, 800.0, 700.0, 640.0, 420.0, 320.0];

fn press(harness: &mut Harness<'static, Kit>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
}

/// Returns the names, the states and the places of the chips.
fn chips(harness: &Harness<'static, Kit>) -> Vec<(String, bool, Rect)> {
    let state = harness.state().state();
    let names: Vec<String> = state.edition.perspectives().iter().map(|by| by.name.clone()).collect();
    let chip = |name: &String| {
        let node = harness.get_by_role_and_label(Role::Button, name);
        (name.clone(), node.accesskit_node().toggled() == Some(Toggled::True), node.rect())
    };
    names.iter().map(chip).collect()
}

#[test]
fn the_tabs_lead_to_every_mode_and_show_which_one_is_open() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let chosen = |harness: &Harness<'static, Kit>| -> Vec<String> {
        let tabs = harness.get_all_by_role(Role::Tab);
        tabs.filter(|tab| tab.accesskit_node().is_selected() == Some(true))
            .map(|tab| tab.accesskit_node().label().unwrap())
            .collect()
    };
    assert_eq!(chosen(&harness), ["Read"]);
    for (tab, mode) in [("Debate", Mode::Debate), ("Read", Mode::Read)] {
        harness.get_by_role_and_label(Role::Tab, tab).click();
        harness.run();
        assert_eq!((harness.state().state().mode(), chosen(&harness)), (mode, vec![tab.to_owned()]));
    }
    harness.state().act(Action::Command(Command::RoundOpen));
    harness.run();
    assert_eq!(chosen(&harness), ["Debate"], "a round stands inside Debate");
    harness.get_by_role_and_label(Role::Tab, "Project").click();
    harness.run();
    assert_eq!(harness.state().state().mode(), Mode::Project);
}

#[test]
fn a_tab_tells_its_key() {
    let harness = kit::shipped(1280.0, 900.0);
    let tip = |tab: &str| harness.get_by_role_and_label(Role::Tab, tab).accesskit_node().description().unwrap();
    assert_eq!(tip("Debate"), "Your brief, and the round (key d)");
    assert_eq!(tip("Project"), "A lesson, one row at a time on the projector (key p)");
    assert_eq!(tip("Read"), "The article, with what is said about it");
}

#[test]
fn a_chip_is_toggled_where_it_stands_and_none_moves_or_disappears() {
    for width in WIDTHS {
        let mut harness = kit::shipped(width, 900.0);
        let before = chips(&harness);
        for (place, (name, on, _)) in before.iter().enumerate() {
            harness.get_by_role_and_label(Role::Button, name).click();
            harness.run();
            let after = chips(&harness);
            for ((name, old, was), (_, new, is)) in before.iter().zip(&after) {
                assert_eq!(was, is, "{name} at {width}");
                assert_eq!(old != new, name == &before[place].0, "{name} at {width}");
            }
            assert_eq!(harness.state().state().shown.is_visible(place), !on);
            harness.get_by_role_and_label(Role::Button, name).click();
            harness.run();
        }
    }
}

#[test]
fn a_chip_is_toggled_by_keyboard_and_keeps_the_focus() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.get_by_role_and_label(Role::Button, "The record").focus();
    harness.run();
    for key in [Key::Space, Key::Enter] {
        let before = harness.state().state().shown.is_visible(6);
        harness.key_press(key);
        harness.run();
        assert_ne!(harness.state().state().shown.is_visible(6), before, "{key:?}");
        assert!(harness.get_by_role_and_label(Role::Button, "The record").is_focused());
    }
    assert!(harness.state().state().reader.opened_rows.is_empty(), "Enter is the chip's own");
}

#[test]
fn a_chip_tells_in_words_who_speaks_how_much_and_its_key() {
    let mut harness = kit::shipped(800.0, 600.0);
    for (place, (name, on, _)) in chips(&harness).into_iter().enumerate() {
        let state = harness.state().state();
        let by = &state.edition.perspectives()[place];
        let tip = harness.get_by_role_and_label(Role::Button, &name).accesskit_node().description().unwrap();
        let shown = if on { "shown; a click hides it" } else { "hidden; a click shows it" };
        assert!(tip.starts_with(&format!("{name}, {shown} (key {})", place + 1)), "{tip}");
        assert!(tip.contains(&format!("{} notes, code {}", by.notes.len(), by.code)), "{tip}");
        assert!(tip.ends_with(&by.about), "{tip}");
    }
    harness.run();
}

#[test]
fn nothing_in_the_bars_overlaps_or_leaves_the_window_at_any_width() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for height in [900.0, 450.0] {
        for step in 0..44u8 {
            let width = 320.0 + f32::from(step) * 37.0;
            harness.set_size(Vec2::new(width, height));
            harness.run();
            let mut places = chips(&harness);
            places.extend(Mode::ALL.map(|mode| {
                let tab = harness.get_by_role_and_label(Role::Tab, mode.name());
                (mode.name().to_owned(), true, tab.rect())
            }));
            let link = "Read your own copy…";
            places.push((link.to_owned(), true, harness.get_by_label(link).rect()));
            let menu = harness.get_by_role_and_label(Role::Button, "Menu").rect();
            places.push(("Menu".to_owned(), true, menu));
            let field = harness.get_by_label("Search the article and the replies, or go to a code").rect();
            places.push(("field".to_owned(), true, field));
            for (n, (name, _, place)) in places.iter().enumerate() {
                assert!(place.left() >= 0.0 && place.right() <= width, "{name} at {width}: {place}");
                for (other, _, there) in places.iter().skip(n + 1) {
                    let both = place.intersect(*there);
                    // In a low window chips scroll, and those below are not seen.
                    let scrolled = height < 480.0 && (place.top() > 90.0 || there.top() > 90.0);
                    assert!(!both.is_positive() || scrolled, "{name} and {other} at {width}x{height}: {both}");
                }
            }
        }
    }
}

#[test]
fn more_perspectives_than_fit_have_all_their_chips_and_the_text_its_room() {
    let names: Vec<String> = (0..40).map(|n| format!("voice{n}")).collect();
    let mut texts = crate::support::small();
    let list = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let edition = include_str!("../fixtures/small/edition.ron");
    let at = edition.find("perspectives:").unwrap();
    let end = at + edition[at..].find(']').unwrap() + 1;
    texts = texts
        .file("edition.ron", &format!("{}perspectives: [{list}]{}", &edition[..at], &edition[end..]))
        .without("council.ron")
        .without("residents.ron");
    for name in &names {
        let file = format!(
            "Perspective(id: \"{name}\", code: \"{}\", name: \"The {name} of the town\", kind: Commentary, hue: \"blue\", about: \"x\")",
            name.replace("voice", "v")
        );
        texts = texts.file(&format!("{name}.ron"), &file);
    }
    let edition = texts.load().unwrap().edition;
    let opened = parallax::state::Opened { edition, path: None };
    for (width, height) in [(1280.0, 900.0), (800.0, 600.0), (640.0, 450.0)] {
        let opened = parallax::state::Opened { edition: opened.edition.clone(), path: None };
        let harness = kit::with(opened, width, height, Default::default(), Default::default());
        let shown = names.iter().filter(|n| harness.query_by_label(&format!("The {n} of the town")).is_some()).count();
        assert!(shown > 0);
        let text = harness.get_by_label("The text").rect();
        assert!(text.height() > height * 0.6, "{width}x{height}: {text}");
    }
}

#[test]
fn names_in_other_scripts_have_chips_as_wide_as_they_are() {
    let texts = crate::support::small()
        .with("edition.ron", "title: \"Lights out at eleven\"", "title: \"گیارہ بجے روشنی بند\"")
        .with("council.ron", "name: \"Town council\"", "name: \"बिजलीघर की नगर परिषद\"")
        .with("residents.ron", "name: \"Residents\"", "name: \"شہر کے رہنے والے لوگ\"");
    let opened = parallax::state::Opened { edition: texts.load().unwrap().edition, path: None };
    let harness = kit::with(opened, 1280.0, 900.0, Default::default(), Default::default());
    let places = chips(&harness);
    assert!(places.iter().all(|(_, _, place)| place.width() > 100.0), "{places:?}");
    assert!(places[0].2.right() < places[1].2.left());
    let title = harness.get_all_by_role(Role::Label).find(|n| n.value().as_deref() == Some("گیارہ بجے روشنی بند"));
    let title = title.unwrap().rect();
    assert!(title.left() < 60.0 && title.width() > 60.0 && title.right() < 500.0, "{title}");
}

#[test]
fn the_status_begins_with_the_place_and_each_word_opens_what_it_names() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::Reader(ReaderAction::JumpTo(5)));
    harness.run();
    harness.get_by_role_and_label(Role::Status, "¶5 of 14 · 3 of 7 perspectives · 4 min left");
    for (button, dialog) in [
        ("3 of 7 perspectives", Dialog::Perspectives),
        ("Paper", Dialog::Appearance),
        ("19 px", Dialog::Appearance),
        ("Help", Dialog::Help(GuidePage::Reading)),
    ] {
        press(&mut harness, button);
        assert_eq!(harness.state().state().dialog, Some(dialog), "{button}");
        harness.state().act(Action::ShowDialog(None));
        harness.run();
    }
    press(&mut harness, "¶5 of 14");
    assert!(harness.get_by_role(Role::SearchInput).is_focused());
    assert!(harness.query_by_label("Brief").is_none() && harness.query_by_label("Dismiss").is_none());
}

#[test]
fn help_is_on_every_screen_under_the_same_name() {
    let mut harness = kit::shipped(1280.0, 900.0);
    for command in [Command::Close, Command::Debate] {
        harness.state().act(Action::Command(command));
        harness.run();
        press(&mut harness, "Help");
        assert!(matches!(harness.state().state().dialog, Some(Dialog::Help(_))));
        harness.state().act(Action::ShowDialog(None));
        harness.run();
    }
}

#[test]
fn an_own_copy_is_named_and_one_press_leads_back_to_the_restatement() {
    for width in [1280.0, 800.0, 640.0] {
        let mut harness = own_copy_window::beside(crate::own_copies::COPY);
        harness.set_size(Vec2::new(width, 900.0));
        harness.run();
        let bar = harness.get_by_label("What is being read");
        let texts: Vec<String> = bar.children_recursive().filter_map(|n| n.accesskit_node().value()).collect();
        assert!(texts.iter().any(|text| text.contains("copy.txt")), "{texts:?} at {width}");
        harness.get_by_label_contains("Back to the").click();
        harness.run();
        assert!(harness.state().state().copy.open.is_none());
    }
}

#[test]
fn the_publication_of_what_is_restated_is_named_as_long_as_it_fits() {
    let credit = "credit: (authors: [Person(family: \"Sheikh\")], title: \"Lights\", publisher: \"The Friday Times\", \
                  published: \"2025-01-06\")";
    let texts = crate::support::small().with("edition.ron", "format: 1", "format: 3").with(
        "edition.ron",
        "Original(of: \"written for the tests\")",
        &format!("Restated(of: \"a letter\", {credit})"),
    );
    let opened = parallax::state::Opened { edition: texts.load().unwrap().edition, path: None };
    let mut harness = kit::with(opened, 1280.0, 900.0, Default::default(), Default::default());
    let mut said = Vec::new();
    for width in [1280.0, 640.0, 520.0, 400.0] {
        harness.set_size(Vec2::new(width, 900.0));
        harness.run();
        let bar = harness.get_by_label("What is being read");
        said.push(bar.children_recursive().find_map(|n| n.accesskit_node().value()).unwrap_or_default());
    }
    assert_eq!(said[0], "The article, restated · The Friday Times, 6 Jan 2025");
    assert!(said.iter().all(|text| text.contains("estated")), "{said:?}");
}

#[test]
fn a_copy_with_a_long_name_is_still_named_beside_the_chips() {
    let mut harness = kit::shipped(1280.0, 900.0);
    let text: Vec<String> = harness.state().state().edition.paragraphs().iter().map(|p| p.text.clone()).collect();
    let mut found = crate::own_copies::preview(harness.state().state(), &text.join("\n\n"));
    if let parallax::state::Loaded::Text(preview) = &mut found {
        let name = "/texts/The op-ed on sanctions, as the Friday Times printed it, from the library.txt";
        preview.request.source = parallax::state::TextSource::File(name.into());
    }
    harness.state().act(Action::Loaded(Ok(Box::new(found))));
    harness.run();
    harness.get_by_label("Read it with these notes").click();
    harness.run();
    harness.get_by_label("Not now").click();
    harness.run();
    for width in [1920.0, 1280.0, 1024.0, 800.0, 700.0, 640.0] {
        harness.set_size(Vec2::new(width, 900.0));
        harness.run();
        let bar = harness.get_by_label("What is being read");
        let texts: Vec<String> = bar.children_recursive().filter_map(|n| n.accesskit_node().value()).collect();
        assert!(texts.iter().any(|text| text.contains("The op-ed on s")), "{texts:?} at {width}");
    }
}
