//! The editions inside the program in the whole program: the line under the head, the menu, and coming back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::platform::{News, Platform, open_at};
use parallax::state::{Action, AppState, Dialog, Loaded, SavedState, Setting, Settings, TextBase, TextRequest, update};
use parallax::storage::{FIRST_EDITION, built_in_title};

use crate::built_in_editions::{AMERICAN, INDIAN, built_in, opened};
use crate::kit::{self, Kit};
use crate::own_copy_window::{found, home, save_copy};
use crate::support;

fn link(id: &str) -> String {
    format!("Related: {}", built_in_title(id).unwrap())
}

/// Returns where the title of the Indian case stands over its text; it is in the bar too.
fn title(harness: &Harness<'static, Kit>) -> egui::Rect {
    let all = harness.get_all_by_label(built_in_title(INDIAN).unwrap()).map(|node| node.rect());
    all.max_by(|one, other| one.top().total_cmp(&other.top())).unwrap()
}

/// Runs frames until an edition is open.
fn wait_for(harness: &mut Harness<'static, Kit>, id: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while harness.state().state().edition.id() != id {
        assert!(Instant::now() < end, "{id} is not open");
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }
    harness.run();
}

#[test]
fn the_related_editions_are_links_under_the_head_in_every_layout() {
    for (width, height) in [(1280.0, 900.0), (1920.0, 1080.0), (800.0, 600.0), (600.0, 800.0), (400.0, 600.0)] {
        let mut harness = kit::with(opened(INDIAN), width, height, Settings::default(), SavedState::default());
        let title = title(&harness);
        for id in [FIRST_EDITION, AMERICAN] {
            let found = harness.get_by_role_and_label(Role::Link, &link(id)).rect();
            assert!(found.top() >= title.bottom() && found.right() <= width, "{id} at {found} of {width}");
        }
        harness.get_by_role_and_label(Role::Link, &link(AMERICAN)).click();
        harness.run();
        wait_for(&mut harness, AMERICAN);
        // And from there to the third, by keys.
        harness.get_by_role_and_label(Role::Link, &link(INDIAN)).focus();
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        wait_for(&mut harness, INDIAN);
    }
}

#[test]
fn the_tab_key_comes_to_the_related_editions() {
    let mut harness = kit::with(opened(INDIAN), 1280.0, 900.0, Settings::default(), SavedState::default());
    for _ in 0..60 {
        harness.key_press(Key::Tab);
        harness.run();
        if harness.get_by_role_and_label(Role::Link, &link(AMERICAN)).is_focused() {
            return;
        }
    }
    panic!("60 steps do not come to the link");
}

#[test]
fn an_edition_without_related_ones_has_no_such_line() {
    let harness =
        kit::in_any_script(parallax::state::Opened { edition: support::small().load().unwrap().edition, path: None });
    assert!(harness.query_by_label_contains("Related").is_none());
}

#[test]
fn the_related_editions_stay_when_the_head_is_opened_and_when_replies_stand_under_each_paragraph() {
    let settings = Settings { interleaved: true, ..Settings::default() };
    let mut harness = kit::with(opened(INDIAN), 1280.0, 900.0, settings, SavedState::default());
    harness.get_by_label("More about this text").click();
    harness.run();
    let bottom = harness.get_by_label("Less about this text").rect().bottom();
    let found = harness.get_by_role_and_label(Role::Link, &link(AMERICAN)).rect();
    assert!(found.top() >= bottom - 1.0, "{found} under {bottom}");
}

#[test]
fn the_menu_opens_an_edition_and_leads_back_to_the_place_in_the_first() {
    let mut harness = kit::shipped(1280.0, 900.0);
    harness.state().act(Action::GoToCode("5".to_owned()));
    harness.run();
    for (id, back) in [(INDIAN, FIRST_EDITION), (FIRST_EDITION, INDIAN)] {
        harness.get_by_role_and_label(Role::Button, "Menu").click();
        harness.run();
        let open = |id: &str| format!("Open: {}", built_in_title(id).unwrap());
        assert!(harness.query_by_label(&open(back)).is_none(), "it is open");
        harness.get_by_role_and_label(Role::Button, &open(id)).click();
        harness.run();
        wait_for(&mut harness, id);
        assert_eq!(harness.state().state().dialog, None::<Dialog>);
    }
    assert_eq!(harness.state().state().reader.active, 5);
}

#[test]
fn the_related_line_never_moves_the_first_visible_line_when_sizes_change() {
    let mut harness = kit::with(opened(INDIAN), 1280.0, 900.0, Settings::default(), SavedState::default());
    let at = |harness: &Harness<'static, Kit>| title(harness).top();
    let before = at(&harness);
    for size in [24.0, 30.0, 19.0] {
        harness.state().act(Action::Set(Setting::Dial(parallax::state::Dial::TypeSize, size)));
        harness.run();
        assert!((at(&harness) - before).abs() <= 1.0, "{size}");
    }
}

#[test]
fn a_title_that_is_too_long_for_the_menu_is_whole_in_its_tooltip() {
    let open = format!("Open: {}", built_in_title(INDIAN).unwrap());
    for (width, is_cut) in [(1280.0, false), (800.0, false), (300.0, true)] {
        let mut harness = kit::shipped(width, 900.0);
        harness.get_by_role_and_label(Role::Button, "Menu").click();
        harness.run();
        harness.get_by_role_and_label(Role::Button, &open).hover();
        harness.run();
        let shown = harness.query_all_by_label(&open).count();
        assert_eq!(shown, if is_cut { 2 } else { 1 }, "in a window of {width}");
    }
}

/// The whole way of a copy beside the second edition: read, saved, the program ends, and the next one opens it again.
#[test]
fn a_copy_read_beside_the_indian_case_opens_again_beside_it() {
    let (dir, mut platform, path) = home();
    let edition = opened(INDIAN).edition;
    let mut text = String::new();
    for paragraph in edition.paragraphs() {
        text.push_str(&paragraph.text);
        text.push_str("\n\n");
    }
    std::fs::write(&path, text).unwrap();
    let base = TextBase { edition: Arc::new(edition), path: None };
    platform.read_text(TextRequest { skip_preview: true, ..TextRequest::file(path) }, base);
    let mut state = AppState::new(opened(INDIAN), Settings::default(), SavedState::default());
    update(&mut state, Action::Loaded(Ok(Box::new(found(&mut platform)))));
    let copy = state.copy.open.as_ref().unwrap();
    let (key, paragraphs) = (copy.key.clone(), copy.request.article.paragraphs.len());
    save_copy(&platform, copy);
    state.remember();
    platform.save_state(state.saved_state.clone());
    platform.finish();
    // The next run.
    let mut platform = Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"));
    let (_, saved, notices) = platform.load_saved();
    assert!(notices.is_empty(), "{notices:?}");
    let open = saved.open.clone().unwrap();
    assert_eq!((&open.edition, open.copy.as_deref()), (&built_in(INDIAN), Some(&*key)));
    let mut state = AppState::new(open_at(&open.edition).unwrap(), Settings::default(), saved);
    platform.load_copy(open.edition, key.clone());
    let Loaded::Copy(copy, edition) = found(&mut platform) else { panic!("expected the copy") };
    assert_eq!((copy.request.base.id(), copy.request.article.paragraphs.len()), (INDIAN, paragraphs));
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Copy(copy, edition)))));
    assert_eq!(state.copy.open.as_ref().map(|copy| &*copy.key), Some(&*key));
    // It is a copy of no other edition.
    platform.load_copy(built_in(AMERICAN), key);
    let refused = loop {
        let news = platform.take_news().into_iter().find_map(|news| match news {
            News::Action(Action::Loaded(result)) => Some(result),
            _ => None,
        });
        if let Some(result) = news {
            break result.unwrap_err().to_string();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(refused.contains("another edition's article"), "{refused}");
}

#[test]
fn an_edition_in_a_folder_is_loaded_with_the_related_ones_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, texts: &support::Texts| {
        let folder = dir.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        texts.write(&folder);
        folder
    };
    let named = |id: &str, related: &str| {
        let id = format!("    id: \"{id}\", related: [\"{related}\", \"absent\"],");
        support::small().with("edition.ron", "    id: \"small\",", &id)
    };
    let (lamps, owls) = (write("lamps", &named("lamps", "owls")), write("owls", &named("owls", "lamps")));
    let mut harness =
        kit::with(open_at(&lamps.clone().into()).unwrap(), 1280.0, 900.0, Settings::default(), SavedState::default());
    for (folder, other) in [(&owls, "lamps"), (&lamps, "owls")] {
        harness.state().act(Action::OpenEdition(folder.clone().into()));
        harness.run();
        wait_for(&mut harness, folder.file_name().unwrap().to_str().unwrap());
        let found = harness.state().state().related_editions();
        let found: Vec<_> = found.iter().map(|edition| (edition.location.folder(), &*edition.title)).collect();
        assert_eq!(found, [(Some(&*dir.path().join(other)), "Lights out at eleven")]);
    }
    harness.get_by_role_and_label(Role::Link, "Related: Lights out at eleven").click();
    harness.run();
    wait_for(&mut harness, "owls");
}
