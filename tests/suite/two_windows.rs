//! Two windows on one folder: rounds and briefs through the platform, and a disk that rejects writes.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parallax::model::round::{Cell, Round, Sheet};
use parallax::platform::{News, Platform};
use parallax::state::Action;
use parallax::state::brief::BriefAction;
use parallax::state::round::RoundAction;
use parallax::storage::round_formats;

use crate::briefs::lamps;

/// The timeout, longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

fn window(folder: &Path) -> Platform {
    Platform::with_folders(&folder.join("settings"), folder)
}

/// Waits for the first message that `wanted` accepts, and drops the others.
fn wait<T>(platform: &mut Platform, wanted: impl Fn(&Action) -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        for news in platform.take_news() {
            let News::Action(action) = news else { continue };
            if let Some(found) = wanted(&action) {
                return found;
            }
        }
        assert!(start.elapsed() < PATIENCE, "timed out waiting for a message");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn until(mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < PATIENCE, "timed out");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn policy() -> Round {
    Round::new("Finals", round_formats()[0].clone())
}

fn with_sheet(round: &Round, name: &str, text: &str) -> Round {
    let mut round = round.clone();
    let columns = round.columns();
    let mut sheet = Sheet { name: name.into(), rows: Vec::new() };
    sheet.put(&columns, 0, Cell::new("1AC", text));
    round.flow.sheets.push(sheet);
    round
}

fn loaded(action: &Action) -> Option<Round> {
    match action {
        Action::Round(RoundAction::Loaded(_, Ok(Some(round)))) => Some((**round).clone()),
        _ => None,
    }
}

fn merged(action: &Action) -> Option<Round> {
    match action {
        Action::Round(RoundAction::Merged(_, _, both)) => Some((**both).clone()),
        _ => None,
    }
}

#[test]
fn changes_of_two_windows_to_one_flow_are_in_both_and_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (window(dir.path()), window(dir.path()));
    let base = policy();
    let file = dir.path().join("rounds/finals.ron");
    one.save_round(
        "finals".to_owned(),
        Arc::new(base.clone()),
        base.clock,
        Arc::new(Round::new("", base.rules.clone())),
    );
    until(|| file.exists());
    other.load_round("finals".to_owned());
    let read = wait(&mut other, loaded);
    assert_eq!(read, base);
    let (mine, theirs) = (with_sheet(&base, "Case", "Lamps"), with_sheet(&base, "Costs", "Too dear"));
    other.save_round("finals".to_owned(), Arc::new(theirs), base.clock, Arc::new(read));
    until(|| std::fs::read_to_string(&file).unwrap().contains("Too dear"));
    one.save_round("finals".to_owned(), Arc::new(mine), base.clock, Arc::new(base));
    let both = wait(&mut one, merged);
    let names: Vec<&str> = both.flow.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Case", "Costs"]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("Lamps") && text.contains("Too dear"));
}

#[test]
fn a_saved_format_is_listed_and_a_removed_brief_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let mut platform = window(dir.path());
    let mut format = round_formats()[1].clone();
    "My own".clone_into(&mut format.name);
    platform.save_format(format);
    let names = wait(&mut platform, |action| match action {
        Action::Round(RoundAction::FormatsLoaded(own, _)) => {
            Some(own.iter().map(|one| one.name.clone()).collect::<Vec<_>>())
        }
        _ => None,
    });
    assert_eq!(names, ["My own"]);
    let brief = lamps();
    platform.save_document("lamps".to_owned(), Arc::new(brief), Some(Arc::new(parallax::model::Brief::empty(""))));
    until(|| dir.path().join("briefs/lamps.ron").exists());
    platform.remove_document::<parallax::model::Brief>("lamps".to_owned());
    let left = wait(&mut platform, |action| match action {
        Action::Brief(BriefAction::Listed(left)) => Some(left.len()),
        _ => None,
    });
    assert_eq!(left, 0);
    assert!(dir.path().join("briefs/removed/lamps.ron").exists());
}

/// A folder in the place of the file rejects writes, even for root.
#[test]
fn a_failed_save_of_a_round_is_retried_and_delays_no_other_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut platform = window(dir.path());
    let (finals, semis) = (dir.path().join("rounds/finals.ron"), dir.path().join("rounds/semis.ron"));
    let base = policy();
    let empty = Arc::new(Round::new("", base.rules.clone()));
    std::fs::create_dir_all(finals.join("in the way")).unwrap();
    let mine = with_sheet(&base, "Case", "Lamps");
    platform.save_round("finals".to_owned(), Arc::new(mine.clone()), base.clock, Arc::clone(&empty));
    wait(&mut platform, |action| {
        matches!(action, Action::Notify(notice) if notice.text.contains("finals.ron")).then_some(())
    });
    let start = Instant::now();
    platform.save_round("semis".to_owned(), Arc::new(base.clone()), base.clock, empty);
    until(|| semis.exists());
    assert!(start.elapsed() < Duration::from_secs(4), "the other file does not wait for the failing one");
    platform.load_round("finals".to_owned());
    assert_eq!(wait(&mut platform, loaded), mine, "the unsaved version is loaded");
    std::fs::remove_dir_all(&finals).unwrap();
    until(|| std::fs::read_to_string(&finals).is_ok_and(|text| text.contains("Lamps")));
}
