//! A reader's own copy in the whole program: by the labels that people and screen readers see, and through the
//! platform.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::import::Chapter;
use parallax::platform::{self, News, Platform};
use parallax::state::{
    Action, AppState, CopyAction, Dialog, Loaded, Opened, OwnCopy, Preview, ReadError, ReaderAction, SavedCopy,
    SavedState, Settings, Stage, TextBase, TextRequest, update,
};
use parallax::storage::EditionLocation;

use crate::kit::{self, Kit};
use crate::own_copies::{COPY, WORDS_ELSEWHERE, preview};
use crate::support;

pub fn small() -> Harness<'static, Kit> {
    edition(&support::small())
}

fn edition(texts: &support::Texts) -> Harness<'static, Kit> {
    kit::in_any_script(Opened { edition: texts.load().unwrap().edition, path: None })
}

pub fn previewed() -> Harness<'static, Kit> {
    previewing(small(), COPY)
}

fn previewing(mut harness: Harness<'static, Kit>, text: &str) -> Harness<'static, Kit> {
    let found = preview(harness.state().state(), text);
    harness.state().act(Action::Loaded(Ok(Box::new(found))));
    harness.run();
    harness
}

fn with_copy() -> Harness<'static, Kit> {
    beside(COPY)
}

/// Opens the small edition with a text beside its notes.
pub fn beside(text: &str) -> Harness<'static, Kit> {
    beside_edition(&support::small(), text)
}

/// Opens an edition with a text beside its notes.
pub fn beside_edition(texts: &support::Texts, text: &str) -> Harness<'static, Kit> {
    let mut harness = previewing(edition(texts), text);
    harness.get_by_label("Read it with these notes").click();
    harness.run();
    harness.get_by_label("Not now").click();
    harness.run();
    harness
}

/// Runs frames until a condition holds; threads answer in between.
#[track_caller]
pub fn until(harness: &mut Harness<'static, Kit>, what: &str, holds: impl Fn(&AppState) -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    while !holds(harness.state().state()) {
        assert!(Instant::now() < end, "{what}: {:?}", harness.state().state().notices);
        std::thread::sleep(Duration::from_millis(5));
        harness.run();
    }
}

#[test]
fn the_preview_says_what_was_read_and_one_press_places_it_beside_the_notes() {
    let mut harness = previewed();
    harness.get_by_label("4 paragraphs, English, 40 words");
    harness.get_by_label_contains("3 of 4 paragraphs match the article of");
    harness.get_by_label_contains("only in this text");
    harness.get_by_label("Keep it as a new edition");
    // The button has the focus: Enter is enough.
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().state().copy.open.is_some());
    harness.get_by_label("Only in your copy: no note was written on it");
}

#[test]
fn the_preview_names_what_was_left_out() {
    let page = "<!doctype html><title>Lamps</title><p>The lamps of <s>Hill Lane</s> Mill Lane burn all night.\
                <p>The owls<span class=sr-only> (birds)</span> will<span hidden>not</span> thank us, and so will we.";
    let harness = previewing(small(), page);
    harness.get_by_label("– One passage of struck-out text was left out.");
    harness.get_by_label("– 2 passages of hidden text were left out.");
}

#[test]
fn the_link_to_the_readers_own_copy_is_shown_where_the_article_is_restated() {
    for (width, height) in [(1280.0, 900.0), (1920.0, 1080.0), (800.0, 600.0)] {
        let harness = kit::shipped(width, height);
        assert_eq!(harness.query_all_by_label("Read your own copy…").count(), 1, "{width}");
    }
    assert!(small().query_by_label("Read your own copy…").is_none(), "these are the original's words");
}

#[test]
fn a_text_that_is_another_article_is_not_offered_as_this_one() {
    let mut harness = small();
    let other = "Cheese wants time.\n\nGoats climb rocks in spring.\n\nA dairy keeps its cellar cool.\n";
    let found = preview(harness.state().state(), other);
    harness.state().act(Action::Loaded(Ok(Box::new(found))));
    harness.run();
    harness.get_by_label_contains("This does not look like the article of");
    harness.get_by_label_contains("here matches one of that article.");
    assert!(harness.get_by_label("Keep it as a new edition").is_focused());
}

#[test]
fn lost_notes_wait_in_the_tray_and_leave_it_when_they_are_linked() {
    let mut harness = with_copy();
    harness.state().act(Action::Reader(ReaderAction::Activate(3)));
    harness.run();
    harness.key_press(Key::L);
    harness.event(Event::Text("l".into()));
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Tray));
    harness.get_by_label("¶4 of the edition · one note");
    harness.get_by_label("Put them at ¶2, before their place");
    harness.get_by_label("Put them at ¶4, after their place");
    harness.get_by_label("Put those of ¶4 at ¶3, chosen above").click();
    harness.run();
    until(&mut harness, "linked", |state| state.copy.open.as_ref().is_some_and(|copy| copy.lost.is_empty()));
    harness.get_by_label("Every note has a place in your copy now.");
}

#[test]
fn the_tray_begins_at_the_choice_of_a_paragraph_which_is_typed_or_stepped_to() {
    let mut harness = with_copy();
    harness.state().act(Action::Reader(ReaderAction::Activate(3)));
    harness.run();
    harness.event(Event::Text("l".into()));
    harness.run();
    harness.get_by_label_contains("One note has no place, because");
    assert!(harness.get_by_label("Paragraph of your copy: ¶").is_focused());
    let offers = |harness: &Harness<'static, Kit>, label: &str| {
        let link = format!("Put those of ¶4 at ¶{label}, chosen above");
        harness.query_by_label(&link).is_some()
    };
    assert!(offers(&harness, "3"), "it begins with the paragraph being read");
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(offers(&harness, "4"), "an arrow steps");
    harness.get_by_label_contains("¶4  The owls will thank us.");
    harness.get_by_label("The one before").click();
    harness.run();
    assert!(offers(&harness, "3"), "a button steps");
    harness.get_by_label("Paragraph of your copy: ¶").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("2".into()));
    harness.run();
    assert!(offers(&harness, "2"), "a number is typed");
    harness.event(Event::Text("99".into()));
    harness.run();
    assert!(offers(&harness, "2"), "what is no paragraph changes nothing");
}

#[test]
fn the_review_is_answered_from_the_keyboard_and_shows_old_and_new() {
    let mut harness = beside(WORDS_ELSEWHERE);
    harness.event(Event::Text("R".into()));
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Review));
    for side in ["¶2 of the edition", "¶4 of your copy"] {
        assert!(harness.query_all_by_label(side).next().is_some(), "{side}");
    }
    let count = harness.state().state().copy.review.questions.len();
    harness.key_press_modifiers(Modifiers::NONE, Key::D);
    harness.run();
    until(&mut harness, "answered", |state| state.copy.review.questions.len() < count);
}

#[test]
fn any_paragraph_can_be_corrected_and_a_second_one_added_to_it() {
    let mut harness = with_copy();
    harness.state().act(Action::Reader(ReaderAction::Activate(2)));
    harness.run();
    harness.event(Event::Text("L".into()));
    harness.run();
    harness.get_by_label_contains("The program takes them for the same paragraph");
    harness.get_by_label("¶3 of your copy belongs to it too").click();
    harness.run();
    until(&mut harness, "split", |state| {
        let pair = state.copy.open.as_ref().and_then(|copy| copy.pairs.of_copy(2));
        pair.is_some_and(|pair| pair.by_reader && pair.copy == [1, 2])
    });
    assert!(harness.query_all_by_label_contains("Part of ¶2 of the edition").count() >= 2, "both rows say so");
}

#[test]
fn a_book_asks_for_its_chapter() {
    let mut harness = small();
    let chapters = ["The mill", "The flood"].map(|title| Chapter { title: title.into(), words: 1200, depth: 0 });
    let asked = TextRequest::file("/nowhere/book.epub".into());
    let preview = Preview { request: asked, stage: Stage::Chapters(chapters.to_vec()) };
    harness.state().act(Action::Loaded(Ok(Box::new(Loaded::Text(preview)))));
    harness.run();
    harness.get_by_label("This is a book. Which chapter do you want to read?");
    harness.get_by_label("The flood").click();
    harness.run();
    // The file does not exist, and the notice says so.
    until(&mut harness, "read", |state| state.notices.iter().any(|n| n.text.starts_with("Could not open /nowhere")));
}

#[test]
fn a_pasted_text_is_previewed_unless_a_text_field_has_the_focus() {
    let mut harness = small();
    harness.event(Event::Paste(COPY.to_owned()));
    harness.run();
    until(&mut harness, "pasted", |state| state.copy.preview.is_some());
    harness.get_by_label("Read it with these notes");
    harness.key_press(Key::Escape);
    harness.run();
    harness.event(Event::Text("/".into()));
    harness.run();
    harness.run();
    harness.event(Event::Paste("lamps".to_owned()));
    harness.run();
    assert_eq!(harness.state().state().reader.find.query, "lamps");
    assert!(harness.state().state().copy.preview.is_none());
}

#[test]
fn a_statement_finds_its_paragraph_with_the_words_that_they_share() {
    let mut harness = small();
    harness.event(Event::Text("f".into()));
    harness.run();
    harness.event(Event::Text("Millbrook has been dark since 2019".into()));
    harness.run();
    until(&mut harness, "answered", |state| state.suggest.answer.is_some());
    harness.run();
    harness.get_by_label_contains("Because of: Millbrook");
    harness.get_by_label("Go to ¶4").click();
    harness.run();
    assert_eq!((harness.state().state().reader.active, &harness.state().state().dialog), (4, &None));
}

/// Creates a folder for the reader's files, a platform that saves them there, and the path of a text.
pub fn home() -> (tempfile::TempDir, Platform, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("from another paper.txt");
    std::fs::write(&copy, COPY).unwrap();
    let platform = Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"));
    (dir, platform, copy)
}

/// Hands a copy over to be saved.
pub fn save_copy(platform: &Platform, copy: &OwnCopy) {
    platform.save_document(copy.key.clone(), Arc::new(SavedCopy::of(copy)), None);
}

pub fn base() -> TextBase {
    TextBase { edition: std::sync::Arc::new(support::small().load().unwrap().edition), path: None }
}

#[track_caller]
fn loaded(platform: &mut Platform) -> Result<Box<Loaded>, ReadError> {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        for news in platform.take_news() {
            if let News::Action(Action::Loaded(result)) = news {
                return result;
            }
        }
        assert!(Instant::now() < end, "nothing was loaded");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[track_caller]
pub fn found(platform: &mut Platform) -> Loaded {
    *loaded(platform).unwrap()
}

#[track_caller]
fn refused(platform: &mut Platform) -> String {
    loaded(platform).unwrap_err().to_string()
}

#[test]
fn a_copy_opened_again_is_as_it_was_left_without_a_preview() {
    let (dir, mut platform, copy) = home();
    platform.load(copy.clone(), base());
    let Loaded::Text(Preview { request: asked, stage: Stage::Text(read) }) = found(&mut platform) else { panic!() };
    assert!(!dir.path().join("places").exists(), "nothing is kept by looking");
    let (mut own, _) = OwnCopy::from_text(*read, asked.source);
    own.request.corrections = vec![parallax::model::Correction::Linked { copy: 2, edition: 3 }];
    save_copy(&platform, &own);
    platform.finish();
    let mut platform = Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"));
    platform.load(copy, base());
    let Loaded::Copy(again, _) = found(&mut platform) else { panic!("expected no preview") };
    assert_eq!(again.request.corrections, own.request.corrections);
    // Also by its key when the file is gone; but not beside another edition that has replaced the first in its folder.
    let folder = dir.path().join("edition");
    std::fs::create_dir(&folder).unwrap();
    support::small().write(&folder);
    let at = EditionLocation::Folder(folder.clone());
    platform.load_copy(at.clone(), own.key.clone());
    let Loaded::Copy(named, _) = found(&mut platform) else { panic!() };
    assert_eq!(named.request.article, own.request.article);
    support::small().with("edition.ron", "id: \"small\"", "id: \"other\"").write(&folder);
    platform.load_copy(at, own.key);
    assert!(refused(&mut platform).contains("another edition's article"));
}

#[test]
fn a_copy_requested_explicitly_opens_without_a_preview() {
    let (_dir, mut platform, copy) = home();
    platform.read_text(TextRequest { skip_preview: true, ..TextRequest::file(copy) }, base());
    assert!(matches!(found(&mut platform), Loaded::Copy(..)));
}

#[test]
fn a_new_edition_is_put_in_the_readers_folder_and_never_over_another() {
    let (dir, mut platform, copy) = home();
    let mut folders = Vec::new();
    for _ in 0..2 {
        platform.load(copy.clone(), base());
        let Loaded::Text(Preview { stage: Stage::Text(read), .. }) = found(&mut platform) else { panic!() };
        platform.make_edition("Lamps: the other paper".into(), read.imported, std::collections::BTreeSet::new());
        let Loaded::Edition(opened) = found(&mut platform) else { panic!() };
        assert_eq!(opened.edition.title(), "Lamps: the other paper");
        folders.push(opened.path.unwrap());
    }
    assert_ne!(folders[0], folders[1]);
    assert!(folders.iter().all(|folder| folder.starts_with(dir.path().join("places").join("editions"))));
    let again = platform::open(Some(&folders[0])).unwrap();
    let mut state = AppState::new(again, Settings::default(), SavedState::default());
    update(&mut state, Action::Command(parallax::state::Command::LeaveCopy));
    assert_eq!(state.edition.paragraphs().len(), 4);
}

#[test]
fn an_edited_file_is_opened_with_its_corrections_and_the_earlier_copy_stays() {
    let (dir, mut platform, path) = home();
    platform.load(path.clone(), base());
    let Loaded::Text(Preview { request: asked, stage: Stage::Text(read) }) = found(&mut platform) else { panic!() };
    let (mut own, _) = OwnCopy::from_text(*read, asked.source);
    own.request.corrections = vec![parallax::model::Correction::Linked { copy: 2, edition: 3 }];
    save_copy(&platform, &own);
    platform.finish();
    std::fs::write(&path, COPY.replace("The owls", "All owls")).unwrap();
    let mut platform = Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"));
    platform.load(path.clone(), base());
    let Loaded::Copy(edited, _) = found(&mut platform) else { panic!("expected no preview") };
    assert_eq!(edited.request.corrections, own.request.corrections);
    assert_eq!(edited.previous.map(|earlier| (earlier.carried, earlier.dropped.len())), Some((1, 0)));
    assert!(dir.path().join("places/copies").join(format!("{}.ron", own.key)).exists());
    // Another file with that text has its corrections too.
    let other = dir.path().join("other.txt");
    std::fs::copy(&path, &other).unwrap();
    platform.load(other, base());
    let Loaded::Copy(same, _) = found(&mut platform) else { panic!() };
    assert_eq!((same.request.corrections, same.predecessors), (own.request.corrections, vec![]));
    // Another text at the same path is previewed first, with the reason.
    std::fs::write(&path, "Cheese wants time.\n\nGoats climb rocks in spring.\n").unwrap();
    platform.load(path, base());
    let Loaded::Text(Preview { stage: Stage::Text(read), .. }) = found(&mut platform) else { panic!() };
    assert!(read.imported.warnings.iter().any(|remark| remark.contains("another text")));
}

#[test]
fn a_part_of_a_split_paragraph_is_unlinked_by_itself() {
    let mut harness = with_copy();
    let linked = [1, 2].map(|copy| parallax::model::Correction::Linked { copy, edition: 1 });
    harness.state().act(Action::Copy(CopyAction::Correct(linked.to_vec())));
    harness.run();
    let copies =
        |state: &AppState| state.copy.open.as_ref().and_then(|copy| Some(copy.pairs.of_edition(1)?.copy.clone()));
    until(&mut harness, "split", |state| copies(state) == Some(vec![1, 2]));
    harness.state().act(Action::Copy(CopyAction::ReviewRow(2)));
    harness.run();
    harness.get_by_label("¶2 of your copy does not belong to it");
    harness.get_by_label("¶3 of your copy does not belong to it").click();
    harness.run();
    until(&mut harness, "taken off", |state| copies(state) == Some(vec![1]));
}

#[test]
fn a_copy_is_forgotten_from_the_menu_after_one_question() {
    let mut harness = with_copy();
    harness.state().act(Action::ShowDialog(Some(Dialog::Menu)));
    harness.run();
    harness.get_by_label_contains("Keep this copy as an edition");
    // The menu is longer than the window.
    harness.get_by_label_contains("Forget this copy…").click_accesskit();
    harness.run();
    assert!(harness.get_by_label("Do not forget it").is_focused());
    harness.get_by_label_contains("Your own file is not touched: /texts/copy.txt");
    harness.get_by_label("Forget this copy").click();
    harness.run();
    let state = harness.state().state();
    assert!(state.copy.open.is_none() && state.dialog.is_none());
}

#[test]
fn a_forgotten_copy_is_off_the_disk_and_the_readers_file_is_not() {
    let (dir, mut platform, path) = home();
    platform.read_text(TextRequest { skip_preview: true, ..TextRequest::file(path.clone()) }, base());
    let Loaded::Copy(mut own, _) = found(&mut platform) else { panic!() };
    own.request.corrections = vec![parallax::model::Correction::Linked { copy: 2, edition: 3 }];
    save_copy(&platform, &own);
    // Requested while the copy is still waiting to be written.
    platform.forget_copies(vec![own.key.clone()]);
    platform.finish();
    let copies = dir.path().join("places/copies");
    let saved = copies.join(format!("{}.ron", own.key));
    assert!(!saved.exists() && path.exists());
    let mut platform = Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"));
    platform.load(path, base());
    assert!(matches!(found(&mut platform), Loaded::Text(_)), "it is a text like any other");
}
