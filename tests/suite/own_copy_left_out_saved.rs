//! What was left out of a copy in its file: through the platform, with two windows, and from an earlier program.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parallax::import::{ReadOptions, import};
use parallax::model::progress::Progress;
use parallax::model::{Correction, ParagraphId, ParagraphKind, with_ids};
use parallax::platform::{News, Platform};
use parallax::state::{
    Action, AppState, COPY_FORMAT, Command, CopyAction, Effect, Loaded, SavedCopy, TextRequest, TextSource, update,
};
use parallax::storage::{self, atomic_file};

use crate::own_copies::small;
use crate::own_copy_left_out::{ADS, WITH_ADS, copy, ids_left_out, read_beside, saved, standing, take_in, without_ads};
use crate::own_copy_window::{base, found, home, save_copy};

/// Performs the effects that concern a copy with the real platform, until the notes are matched.
fn perform(platform: &mut Platform, state: &mut AppState, effects: Vec<Effect>) {
    let mut waits = false;
    for effect in effects {
        match effect {
            Effect::SaveCopy { key, copy } => platform.save_document(key, Arc::new(*copy), None),
            Effect::Match { request, generation } => {
                platform.match_copy(*request, generation);
                waits = true;
            }
            _ => {}
        }
    }
    if !waits {
        return;
    }
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        assert!(Instant::now() < end, "nothing was matched");
        for news in platform.take_news() {
            if let News::Action(action @ Action::Copy(CopyAction::Matched(..))) = news {
                let effects = update(state, action);
                return perform(platform, state, effects);
            }
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn platform_in(dir: &tempfile::TempDir) -> Platform {
    Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"))
}

#[test]
fn what_is_taken_in_again_is_in_the_file_and_what_is_still_left_out_has_its_kind_and_marks() {
    let (dir, mut platform, _) = home();
    let path = dir.path().join("lamps.md");
    let text =
        WITH_ADS.replace("Share this article", "- Share **this** article").replace("ADVERTISEMENT", "*Our sponsor*");
    std::fs::write(&path, &text).unwrap();
    let request = TextRequest { skip_preview: true, left_out: BTreeSet::from(ADS), ..TextRequest::file(path.clone()) };
    platform.read_text(request, base());
    let mut state = small();
    let effects = update(&mut state, Action::Loaded(Ok(Box::new(found(&mut platform)))));
    perform(&mut platform, &mut state, effects);
    platform.finish();
    // Opened again, as after a restart.
    let mut platform = platform_in(&dir);
    platform.load(path.clone(), base());
    let mut state = small();
    update(&mut state, Action::Loaded(Ok(Box::new(found(&mut platform)))));
    let effects = update(&mut state, Action::Copy(CopyAction::TakeIn("p3a".into())));
    perform(&mut platform, &mut state, effects);
    let key = copy(&state).key.clone();
    platform.finish();
    let file = dir.path().join("places/copies").join(format!("{key}.ron"));
    let on_disk: SavedCopy = atomic_file::peek(&file, COPY_FORMAT, u64::MAX).unwrap();
    assert_eq!((on_disk.format, ids_left_out(&on_disk)), (COPY_FORMAT, vec!["p1a", "p4a"]));
    assert!(!on_disk.pairs.is_empty(), "matched with what was taken in");
    let last = &on_disk.left_out[1].paragraph;
    assert!(matches!(last.kind, ParagraphKind::ListItem { .. }), "{last:?}");
    assert_eq!((last.marks[0].words.as_str(), last.text.as_str()), ("this", "Share this article with your neighbours"));
    // The file opened a third time, all is taken in, with every mark it had.
    let mut platform = platform_in(&dir);
    platform.load(path.clone(), base());
    let mut state = small();
    update(&mut state, Action::Loaded(Ok(Box::new(found(&mut platform)))));
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p3a", "p4"]);
    for id in ["p4a", "p1a"] {
        let effects = update(&mut state, Action::Copy(CopyAction::TakeIn(id.into())));
        perform(&mut platform, &mut state, effects);
    }
    platform.finish();
    let on_disk: SavedCopy = atomic_file::peek(&file, COPY_FORMAT, u64::MAX).unwrap();
    let whole = import("lamps.md", text.as_bytes(), &ReadOptions::default(), &Progress::default());
    let ids: Vec<ParagraphId> = on_disk.article.paragraphs.iter().map(|one| one.id.clone()).collect();
    assert_eq!(on_disk.article, with_ids(&whole.unwrap().article, &ids));
    assert_eq!(on_disk.format, COPY_FORMAT, "it has a citation, which was asked");
    // It stays whole when the text is opened again.
    let mut platform = platform_in(&dir);
    platform.load(path, base());
    let Loaded::Copy(again, _) = found(&mut platform) else { panic!() };
    assert_eq!((again.request.left_out.len(), again.request.article.paragraphs.len()), (0, 7));
}

#[test]
fn an_edition_that_is_kept_of_the_copy_has_what_was_taken_in_and_not_what_is_left_out() {
    let (_dir, mut platform, _) = home();
    let mut state = without_ads();
    state.own_editions = platform.own_editions();
    take_in(&mut state, "p3a");
    let effects = update(&mut state, Action::KeepCopy { title: "Lamps".into(), with_notes: true });
    let [Effect::KeepEdition { title, edition, .. }] = &effects[..] else { panic!("{effects:?}") };
    platform.keep_edition(title.clone(), edition.clone(), BTreeSet::new());
    let Loaded::Edition(opened) = found(&mut platform) else { panic!() };
    let loaded = storage::load(opened.path.as_deref().unwrap()).unwrap();
    let ids: Vec<&str> = loaded.edition.paragraphs().iter().map(|paragraph| paragraph.id.as_str()).collect();
    assert_eq!(ids, ["p1", "p2", "p3", "p3a", "p4"]);
    let messages = loaded.problems.iter().map(|located| located.problem.message.as_str());
    let faults: Vec<&str> = messages.filter(|message| !message.starts_with("expected a gist")).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

/// Hands the window what the platform sends until its copy was written.
fn until_written(platform: &mut Platform, state: &mut AppState) {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        assert!(Instant::now() < end, "nothing was written");
        for news in platform.take_news() {
            if let News::Action(action @ Action::Copy(CopyAction::Saved(_))) = news {
                update(state, action);
                return;
            }
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_window_that_made_a_copy_takes_back_nothing_that_another_one_took_in_later() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, WITH_ADS).unwrap();
    let request = TextRequest { skip_preview: true, left_out: BTreeSet::from(ADS), ..TextRequest::file(path.clone()) };
    platform.read_text(request, base());
    let mut first = small();
    let effects = update(&mut first, Action::Loaded(Ok(Box::new(found(&mut platform)))));
    perform(&mut platform, &mut first, effects);
    until_written(&mut platform, &mut first);
    // Another window opens it, takes one in, and is closed.
    let (mut other_platform, mut other) = (platform_in(&dir), small());
    other_platform.load(path.clone(), base());
    update(&mut other, Action::Loaded(Ok(Box::new(found(&mut other_platform)))));
    let effects = update(&mut other, Action::Copy(CopyAction::TakeIn("p3a".into())));
    perform(&mut other_platform, &mut other, effects);
    other_platform.finish();
    // The first one answers something else.
    let effects =
        update(&mut first, Action::Copy(CopyAction::Correct(vec![Correction::Linked { copy: 2, edition: 3 }])));
    perform(&mut platform, &mut first, effects);
    platform.finish();
    let file = dir.path().join("places/copies").join(format!("{}.ron", copy(&first).key));
    let on_disk: SavedCopy = atomic_file::peek(&file, COPY_FORMAT, u64::MAX).unwrap();
    assert_eq!((ids_left_out(&on_disk), on_disk.corrections.len()), (vec!["p1a", "p4a"], 1));
}

#[test]
fn what_is_left_out_again_before_the_window_has_heard_of_the_last_write_is_out_in_the_file() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, WITH_ADS).unwrap();
    let request = TextRequest { skip_preview: true, left_out: BTreeSet::from(ADS), ..TextRequest::file(path.clone()) };
    platform.read_text(request, base());
    let mut state = small();
    let effects = update(&mut state, Action::Loaded(Ok(Box::new(found(&mut platform)))));
    perform(&mut platform, &mut state, effects);
    until_written(&mut platform, &mut state);
    let effects = update(&mut state, Action::Copy(CopyAction::TakeIn("p3a".into())));
    perform(&mut platform, &mut state, effects);
    // The message waits.
    until_written(&mut platform, &mut small());
    let effects = update(&mut state, Action::Command(Command::Undo));
    perform(&mut platform, &mut state, effects);
    platform.finish();
    let file = dir.path().join("places/copies").join(format!("{}.ron", copy(&state).key));
    let on_disk: SavedCopy = atomic_file::peek(&file, COPY_FORMAT, u64::MAX).unwrap();
    assert_eq!(ids_left_out(&on_disk), ["p1a", "p3a", "p4a"]);
}

#[test]
fn two_windows_write_one_file_and_neither_takes_back_what_the_other_took_in() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, WITH_ADS).unwrap();
    let request = TextRequest { skip_preview: true, left_out: BTreeSet::from(ADS), ..TextRequest::file(path.clone()) };
    platform.read_text(request, base());
    let Loaded::Copy(first, _) = found(&mut platform) else { panic!() };
    save_copy(&platform, &first);
    platform.finish();
    let mut windows: Vec<(Platform, AppState)> = (0..2)
        .map(|_| {
            let (mut platform, mut state) = (platform_in(&dir), small());
            platform.load(path.clone(), base());
            update(&mut state, Action::Loaded(Ok(Box::new(found(&mut platform)))));
            (platform, state)
        })
        .collect();
    for ((platform, state), id) in windows.iter_mut().zip(["p1a", "p4a"]) {
        let effects = update(state, Action::Copy(CopyAction::TakeIn(id.into())));
        perform(platform, state, effects);
    }
    for (mut platform, _) in windows {
        platform.finish();
    }
    let mut platform = platform_in(&dir);
    platform.load(path, base());
    let Loaded::Copy(again, _) = found(&mut platform) else { panic!() };
    assert_eq!(ids_left_out(&SavedCopy::of(&again)), ["p3a"]);
    assert_eq!(again.key, first.key);
}

#[test]
fn a_choice_of_the_preview_is_made_in_the_copy_that_another_window_has_stored_since() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, WITH_ADS).unwrap();
    let request = |out: &[usize]| TextRequest {
        skip_preview: true,
        left_out: out.iter().copied().collect(),
        ..TextRequest::file(path.clone())
    };
    platform.read_text(request(&ADS), base());
    let Loaded::Copy(mut first, _) = found(&mut platform) else { panic!() };
    first.request.corrections = vec![Correction::Linked { copy: 2, edition: 3 }];
    save_copy(&platform, &first);
    platform.finish();
    let mut platform = platform_in(&dir);
    platform.read_text(request(&[4]), base());
    let Loaded::Copy(second, _) = found(&mut platform) else { panic!() };
    let ids: Vec<&str> = second.request.article.paragraphs.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["p1", "p1a", "p2", "p3", "p4", "p4a"]);
    assert_eq!(second.request.corrections, [Correction::Linked { copy: 3, edition: 3 }], "the same paragraph");
    save_copy(&platform, &second);
    platform.finish();
    let file = dir.path().join("places/copies").join(format!("{}.ron", first.key));
    let on_disk: SavedCopy = atomic_file::peek(&file, COPY_FORMAT, u64::MAX).unwrap();
    assert_eq!((ids_left_out(&on_disk), on_disk.corrections.len()), (vec!["p3a"], 1));
}

#[test]
fn a_copy_that_an_earlier_program_saved_is_read_and_its_texts_are_taken_in() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, WITH_ADS).unwrap();
    let mut state = small();
    read_beside(&mut state, WITH_ADS, &ADS);
    let mut old = saved(&state);
    old.source = TextSource::File(path.clone());
    let file = dir.path().join("places/copies").join(format!("{}.ron", old.key()));
    (old.format, old.left_out, old.citation) = (2, Vec::new(), Default::default());
    let text = atomic_file::to_ron(&old).unwrap();
    let (before, _) = text.trim_end().rsplit_once(')').unwrap();
    let left_out = "left_out: [(at: 1, text: \"ADVERTISEMENT\"), (at: 4, text: \"ADVERTISEMENT\"), \
                    (at: 6, text: \"Share this article with your neighbours\")],";
    atomic_file::write(&file, &format!("{before}{left_out})")).unwrap();
    platform.load(path.clone(), base());
    let mut state = small();
    update(&mut state, Action::Loaded(Ok(Box::new(found(&mut platform)))));
    assert_eq!(standing(&state), ["p1", "p2", "p3", "p4"]);
    assert_eq!(ids_left_out(&saved(&state)), ["p1a", "p3a", "p4a"]);
    let effects = update(&mut state, Action::Copy(CopyAction::TakeIn("p3a".into())));
    perform(&mut platform, &mut state, effects);
    platform.finish();
    let on_disk: SavedCopy = atomic_file::peek(&file, COPY_FORMAT, u64::MAX).unwrap();
    assert_eq!((on_disk.format, ids_left_out(&on_disk)), (COPY_FORMAT, vec!["p1a", "p4a"]));
    // A window of the earlier program writes no more into it.
    assert!(matches!(atomic_file::read::<SavedCopy>(&file, 2), atomic_file::Stored::Newer(4)));
}
