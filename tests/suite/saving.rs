//! State saved between runs, and loading editions from disk while others are open.

use std::path::{Path, PathBuf};

use parallax::state::{
    Action, AppState, Command, Effect, Loaded, Notice, Opened, Part, Place, ReadError, ReaderAction, SavedState,
    Settings, update,
};
use parallax::storage::EditionLocation;

use crate::support::{self, Texts};

fn opened(texts: &Texts, path: Option<&str>) -> Opened {
    Opened { edition: texts.load().unwrap().edition, path: path.map(PathBuf::from) }
}

fn small_from(path: &str) -> AppState {
    AppState::new(opened(&support::small(), Some(path)), Settings::default(), SavedState::default())
}

fn read_again(state: &mut AppState, texts: &Texts, path: &str) -> Vec<Effect> {
    let result = Ok(Box::new(Loaded::Edition(Box::new(opened(texts, Some(path))))));
    update(state, Action::Reloaded { path: path.into(), result })
}

fn texts_of(state: &AppState) -> Vec<&str> {
    state.notices.iter().map(|notice| notice.text.as_str()).collect()
}

/// Returns the small edition without its fourth paragraph and the notes on it.
fn without_the_fourth() -> Texts {
    let text = support::small();
    let head = text.text("edition.ron").to_owned();
    let paragraphs: Vec<&str> = head.split_inclusive("\n").collect();
    let gone: String = paragraphs.into_iter().filter(|line| !line.contains("(id: \"p4\"")).collect();
    assert_ne!(gone, head);
    text.file("edition.ron", &gone)
}

#[test]
fn a_change_in_a_folder_that_is_no_longer_open_is_ignored() {
    let mut state = small_from("/here");
    assert!(update(&mut state, Action::ChangedOnDisk("/elsewhere".into())).is_empty());
    let effects = update(&mut state, Action::ChangedOnDisk("/here".into()));
    assert!(matches!(&effects[..], [Effect::Reload(path)] if path == Path::new("/here")));
    assert!(read_again(&mut state, &without_the_fourth(), "/elsewhere").is_empty());
    assert_eq!((state.serial, state.row_count()), (0, 6));
}

#[test]
fn reloading_an_unchanged_edition_does_not_replace_it() {
    let mut state = small_from("/here");
    assert!(read_again(&mut state, &support::small(), "/here").is_empty());
    assert_eq!((state.serial, state.notices.len()), (0, 0));
}

#[cfg(feature = "window")]
#[test]
fn reopening_the_built_in_edition_does_not_report_a_change() {
    let shipped = || parallax::platform::open(None).unwrap();
    let mut state = AppState::new(shipped(), Settings::default(), SavedState::default());
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(shipped()))))));
    assert_eq!(texts_of(&state), ["This edition is open already"]);
}

#[test]
fn a_place_in_a_removed_paragraph_moves_to_the_nearest_one_before_it() {
    let mut state = small_from("/here");
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(4), active: Some(4) }));
    read_again(&mut state, &without_the_fourth(), "/here");
    assert_eq!((state.serial, state.reader.active, state.reader.place.spot.row), (1, 3, 3));
}

#[test]
fn the_active_row_and_the_history_follow_their_paragraphs() {
    let mut state = small_from("/here");
    for row in [4, 5] {
        update(&mut state, Action::Reader(ReaderAction::JumpTo(row)));
        update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(row), active: Some(row) }));
    }
    update(&mut state, Action::Reader(ReaderAction::JumpTo(2)));
    update(&mut state, Action::Reader(ReaderAction::PlaceChanged { place: Place::at_row(2), active: Some(5) }));
    read_again(&mut state, &without_the_fourth(), "/here");
    assert_eq!((state.reader.active, state.reader.place.spot.row), (4, 2));
    assert_eq!(state.text_of(4, Part::Article), "The owls will thank us.");
    update(&mut state, Action::Command(Command::Back));
    assert_eq!(state.reader.place.spot.row, 4);
    update(&mut state, Action::Command(Command::Back));
    assert_eq!(state.reader.place.spot.row, 0, "the fourth paragraph is gone, and its place in the history with it");
}

#[test]
fn the_problems_of_an_edition_are_reported_once_however_often_it_is_loaded() {
    let mut state = small_from("/here");
    update(&mut state, Action::Checked { serial: 0, problems: 2 });
    read_again(&mut state, &without_the_fourth(), "/here");
    update(&mut state, Action::Checked { serial: 1, problems: 3 });
    let count = |state: &AppState| texts_of(state).iter().filter(|t| t.contains("problem")).count();
    assert_eq!(count(&state), 1);
    assert!(texts_of(&state).iter().any(|t| t.contains("3 problems")));
    update(&mut state, Action::Checked { serial: 1, problems: 0 });
    assert_eq!(count(&state), 0);
}

#[test]
fn loading_an_edition_removes_the_message_that_it_could_not_be_read() {
    let mut state = small_from("/here");
    state.notify(Notice::fault("Another thing"));
    for fault in ["line 3", "line 4"] {
        let message = format!("{}\n{fault}", Opened::failed(&EditionLocation::Folder("/here".into())));
        update(&mut state, Action::Reloaded { path: "/here".into(), result: Err(ReadError::new(message)) });
    }
    assert_eq!(texts_of(&state), ["Another thing", "Could not open /here\nline 4"]);
    read_again(&mut state, &support::small(), "/here");
    assert_eq!(texts_of(&state), ["Another thing"]);
}

#[cfg(feature = "window")]
mod with_a_desktop {
    use std::fs;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use egui_kittest::Harness;
    use parallax::platform::App;
    use parallax::platform::{self, News, Platform};
    use parallax::state::{SavedEdition, TextBase, Tone};

    use super::*;
    use crate::kit::{self, Kit};

    fn platform(folder: &Path) -> Platform {
        Platform::with_folders(folder, folder)
    }

    fn remembered(used: u64, character: usize) -> SavedEdition {
        let (order, shown) = (Vec::new(), Vec::new());
        SavedEdition {
            paragraph: None,
            active: None,
            note: None,
            character,
            below_top: 0.0,
            order,
            shown,
            plan: None,
            used,
        }
    }

    fn damage(folder: &Path, name: &str) {
        fs::write(folder.join(name), "(format: 1, ").unwrap();
    }

    #[test]
    fn settings_restored_from_the_backup_stay_at_the_next_start() {
        let dir = tempfile::tempdir().unwrap();
        for size in [20.0, 25.0] {
            let mut run = platform(dir.path());
            run.save_settings(Settings { type_size: size, ..Settings::default() });
            run.finish();
        }
        damage(dir.path(), "settings.ron");
        for _ in 0..2 {
            let (settings, _, notices) = platform(dir.path()).load_saved();
            assert_eq!(settings.type_size, 20.0);
            assert!(notices.iter().any(|n| n.text.contains("last good copy is in use")), "{notices:?}");
        }
    }

    #[test]
    fn an_unreadable_file_is_never_overwritten_and_is_reported() {
        let dir = tempfile::tempdir().unwrap();
        // A folder in the place of the file: the one error that even root gets.
        fs::create_dir(dir.path().join("settings.ron")).unwrap();
        let mut run = platform(dir.path());
        let (settings, _, notices) = run.load_saved();
        assert_eq!(settings, Settings::default());
        assert!(notices.iter().any(|n| n.text.contains("changes are not saved")), "{notices:?}");
        run.save_settings(Settings { type_size: 30.0, ..Settings::default() });
        run.finish();
        let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["settings.ron"]);
        assert!(run.take_news().is_empty());
    }

    #[test]
    fn two_windows_keep_each_others_reading_places() {
        let dir = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (platform(dir.path()), platform(dir.path()));
        let (_, mut first, _) = one.load_saved();
        let (_, mut second, _) = other.load_saved();
        first.editions.insert("a".into(), remembered(10, 1));
        second.editions.insert("b".into(), remembered(11, 2));
        one.save_state(first);
        one.finish();
        other.save_state(second);
        other.finish();
        let (_, both, _) = platform(dir.path()).load_saved();
        assert_eq!(both.editions.keys().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn an_older_file_without_times_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let old = r#"(format: 1, recent: [(path: "/a", title: "A")], editions: {"a": (character: 3, below_top: 0.0, order: [], shown: [])})"#;
        fs::write(dir.path().join("memory.ron"), old).unwrap();
        let (_, memory, notices) = platform(dir.path()).load_saved();
        assert_eq!((memory.editions["a"].used, memory.recent[0].used, notices.len()), (0, 0, 0));
    }

    #[test]
    fn every_opened_path_is_absolute() {
        let relative = Path::new("tests/fixtures/small");
        let folder = std::env::current_dir().unwrap().join(relative);
        for path in [relative, &relative.join("edition.ron"), &relative.join("."), &folder] {
            assert_eq!(platform::open(Some(path)).unwrap().path.as_deref(), Some(&*folder), "{}", path.display());
        }
        let message = platform::open(Some(Path::new("nowhere/at/all"))).unwrap_err().to_string();
        let first = format!("Could not open {}/nowhere/at/all\n", std::env::current_dir().unwrap().display());
        assert!(message.starts_with(&first), "{message}");
    }

    /// Collects messages for some seconds, until `enough` holds.
    fn news_until(platform: &mut Platform, enough: impl Fn(&[News]) -> bool) -> Vec<News> {
        let (mut all, end) = (Vec::new(), Instant::now() + Duration::from_secs(10));
        while !enough(&all) && Instant::now() < end {
            all.extend(platform.take_news());
            std::thread::sleep(Duration::from_millis(5));
        }
        all
    }

    #[test]
    fn of_several_requested_editions_only_the_last_is_delivered() {
        let dir = tempfile::tempdir().unwrap();
        support::small().write(dir.path());
        let mut run = Platform::without_folders();
        let base = || TextBase { edition: Arc::new(platform::open(None).unwrap().edition), path: None };
        run.load_built_in(parallax::storage::FIRST_EDITION.to_owned());
        run.load("/nowhere".into(), base());
        run.load_built_in(parallax::storage::FIRST_EDITION.to_owned());
        run.load(dir.path().to_owned(), base());
        let mut news = news_until(&mut run, |all| !all.is_empty());
        std::thread::sleep(Duration::from_millis(700));
        news.extend(run.take_news());
        let [News::Action(Action::Loaded(Ok(opened)))] = &news[..] else { panic!("{news:?}") };
        let Loaded::Edition(opened) = &**opened else { panic!("{opened:?}") };
        assert_eq!(opened.path.as_deref(), Some(dir.path()));
        assert!(run.status().is_none());
    }

    #[test]
    fn a_cancelled_load_delivers_nothing() {
        let mut run = Platform::without_folders();
        run.load_built_in(parallax::storage::FIRST_EDITION.to_owned());
        assert!(run.cancel(&platform::Slot::Open).is_none());
        std::thread::sleep(Duration::from_millis(700));
        assert!(run.take_news().is_empty());
    }

    #[test]
    fn a_change_in_the_folder_of_the_open_edition_is_reported_with_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let mut run = Platform::without_folders();
        run.watch(Some(dir.path()));
        fs::write(dir.path().join("edition.ron"), "x").unwrap();
        let news = news_until(&mut run, |all| !all.is_empty());
        assert!(matches!(&news[..], [News::Action(Action::ChangedOnDisk(path))] if path == dir.path()), "{news:?}");
    }

    #[test]
    fn a_folder_that_cannot_be_watched_is_reported_once_and_not_retried_in_every_frame() {
        let mut run = Platform::without_folders();
        for _ in 0..3 {
            run.watch(Some(Path::new("/nowhere/at/all")));
        }
        let news = run.take_news();
        assert!(matches!(&news[..], [News::Action(Action::Notify(Notice { tone: Tone::Fault, .. }))]), "{news:?}");
    }

    #[test]
    fn misspelt_keys_in_the_settings_are_reported_at_the_start() {
        let settings = Settings { keys: [("Fnid".to_owned(), "n".to_owned())].into(), ..Settings::default() };
        let ctx = egui::Context::default();
        let state = AppState::new(platform::open(None).unwrap(), settings, SavedState::default());
        let app = App::new(state, Platform::without_folders(), &ctx);
        assert_eq!(texts_of(app.state()), ["Among the keys in your settings: no command is named Fnid"]);
    }

    /// Runs frames until a condition holds, for some seconds at most. Returns whether it did.
    fn frames_until(harness: &mut Harness<'_, Kit>, longest: Duration, holds: impl Fn(&AppState) -> bool) -> bool {
        let end = Instant::now() + longest;
        while Instant::now() < end {
            harness.step();
            if holds(harness.state().state()) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }

    /// Writes an edition of so many paragraphs that loading it takes a while, and returns how long.
    fn long_edition(folder: &Path) -> Duration {
        for paragraphs in [200_000, 400_000, 800_000, 1_600_000] {
            write_long_edition(folder, paragraphs);
            let began = Instant::now();
            drop(platform::open(Some(folder)).unwrap());
            if began.elapsed() > Duration::from_millis(350) {
                return began.elapsed();
            }
        }
        panic!("this machine is too fast");
    }

    fn write_long_edition(folder: &Path, paragraphs: usize) {
        let many: String = (0..paragraphs).map(|n| format!("(id: \"x{n}\", text: \"Paragraph {n}.\"),\n")).collect();
        let head = support::small().text("edition.ron").replace("paragraphs: [", &format!("paragraphs: [\n{many}"));
        support::small().file("edition.ron", &head).write(folder);
    }

    #[test]
    fn a_slow_load_is_shown_and_escape_cancels_it() {
        let dir = tempfile::tempdir().unwrap();
        let duration = long_edition(dir.path());
        let mut harness = kit::shipped(900.0, 700.0);
        let has_status = |state: &AppState| texts_of(state).iter().any(|text| text.starts_with("Opening "));
        let open = || Action::OpenPath(dir.path().to_owned());

        harness.state().act(open());
        assert!(frames_until(&mut harness, duration * 2, has_status));
        harness.state().act(Action::Command(Command::Close));
        let is_loading = |state: &AppState| state.path.is_some() || has_status(state);
        harness.step();
        assert!(!frames_until(&mut harness, duration * 3, is_loading), "it was cancelled");

        harness.state().act(open());
        let is_open = |state: &AppState| state.path.as_deref() == Some(dir.path());
        assert!(frames_until(&mut harness, duration * 20, is_open));
        assert!(!has_status(harness.state().state()), "the message disappears when the edition is loaded");
    }

    #[test]
    fn the_size_of_the_window_is_remembered_where_it_has_no_position() {
        let harness: Harness<'_, Kit> = kit::shipped(900.0, 700.0);
        assert_eq!(harness.state().state().saved_state.window, Some([900.0, 700.0]));
    }
}

#[test]
fn that_a_text_could_not_be_opened_goes_once_another_one_is() {
    let mut state = small_from("/there");
    let failed = ReadError::new("Could not open /here/my-artcle.txt\nit does not exist");
    update(&mut state, Action::Loaded(Err(failed)));
    assert_eq!(state.notices.len(), 1);
    let loaded = Loaded::Edition(Box::new(opened(&support::small(), Some("/here"))));
    update(&mut state, Action::Loaded(Ok(Box::new(loaded))));
    assert!(state.notices.is_empty(), "{:?}", state.notices);
}
