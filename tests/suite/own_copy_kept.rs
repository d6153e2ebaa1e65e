//! Saved copies on the disk: damage is reported, and a forgotten copy goes together with its earlier versions.

use std::fs;

use parallax::model::Correction;
use parallax::platform::Platform;
use parallax::state::copy::TextChange;
use parallax::state::{Action, AppState, COPY_FORMAT, Effect, Loaded, OwnCopy, SavedCopy, Stage, TextRequest, update};
use parallax::storage::atomic_file::{self, Stored};

use crate::own_copies::{COPY, small};
use crate::own_copy_window::{base, found, home, save_copy};

/// Opens a file as a copy, without a preview.
fn open(platform: &mut Platform, path: &std::path::Path) -> Box<OwnCopy> {
    platform.read_text(TextRequest { skip_preview: true, ..TextRequest::file(path.to_owned()) }, base());
    let Loaded::Copy(copy, _) = found(platform) else { panic!() };
    copy
}

fn corrected(mut copy: Box<OwnCopy>) -> Box<OwnCopy> {
    copy.request.corrections = vec![Correction::Linked { copy: 2, edition: 3 }];
    copy
}

#[test]
fn a_damaged_saved_copy_is_reported() {
    let (dir, mut platform, path) = home();
    let copy = corrected(open(&mut platform, &path));
    save_copy(&platform, &copy);
    platform.finish();
    let saved = dir.path().join("places/copies").join(format!("{}.ron", copy.key));
    fs::write(&saved, "(format: 1, edition: ").unwrap();
    let mut platform = Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"));
    platform.load(path, base());
    let Loaded::Text(preview) = found(&mut platform) else { panic!() };
    let Stage::Text(read) = preview.stage else { panic!() };
    let remarks = read.imported.warnings.join("\n");
    assert!(remarks.contains("damaged") && remarks.contains("set aside"), "{remarks}");
}

#[test]
fn forgetting_a_copy_forgets_the_earlier_texts_of_its_file_and_nothing_else() {
    let (dir, mut platform, path) = home();
    let first = corrected(open(&mut platform, &path));
    save_copy(&platform, &first);
    // For example, another chapter of the same book: from the same file, but not a version of this text.
    let mut other = corrected(open(&mut platform, &path));
    let prefix = other.key.rsplit_once('-').unwrap().0.to_owned();
    other.key = format!("{prefix}-0123456789abcdef");
    save_copy(&platform, &other);
    platform.finish();
    let mut platform = Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"));
    fs::write(&path, COPY.replace("every night", "each night").replace("night", "evening") + "\n\nOne line more.")
        .unwrap();
    let later = open(&mut platform, &path);
    assert_eq!(later.predecessors, std::slice::from_ref(&first.key));
    save_copy(&platform, &later);
    let mut state: AppState = small();
    let copies = dir.path().join("places/copies");
    let file = |key: &str| copies.join(format!("{key}.ron"));
    let (keys, key) = (vec![first.key.clone(), later.key.clone()], later.key.clone());
    let edition = state.edition.as_ref().clone();
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Copy(later, Box::new(edition))))));
    let effects = update(&mut state, Action::ForgetCopy);
    assert!(matches!(effects.first(), Some(Effect::ForgetCopy(forgotten)) if *forgotten == keys));
    platform.forget_copies(keys);
    platform.finish();
    assert!(!file(&first.key).exists() && !file(&key).exists());
    assert!(file(&other.key).exists(), "another text of the file stays");
}

/// Opens a platform on the same folders.
fn reopened_platform(dir: &tempfile::TempDir) -> Platform {
    Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"))
}

/// Saves a corrected copy of a file; returns the file, the copy's key and the path it is saved at.
fn saved(last_good: bool) -> (tempfile::TempDir, std::path::PathBuf, String, std::path::PathBuf) {
    let (dir, mut platform, path) = home();
    let opened = open(&mut platform, &path);
    if last_good {
        let mut platform = reopened_platform(&dir);
        save_copy(&platform, &opened);
        platform.finish();
    }
    let copy = corrected(opened);
    save_copy(&platform, &copy);
    platform.finish();
    let saved = dir.path().join("places/copies").join(format!("{}.ron", copy.key));
    assert_eq!(atomic_file::backup_of(&saved).exists(), last_good);
    (dir, path, copy.key, saved)
}

#[track_caller]
fn reopened(dir: &tempfile::TempDir) -> (Platform, Box<OwnCopy>) {
    let mut platform = reopened_platform(dir);
    platform.load(dir.path().join("from another paper.txt"), base());
    let Loaded::Copy(copy, _) = found(&mut platform) else { panic!() };
    (platform, copy)
}

#[test]
fn a_saved_copy_whose_text_was_edited_on_disk_is_aligned_again_with_its_corrections() {
    let (dir, path, key, saved) = saved(true);
    // A new first paragraph, and all ids assigned again.
    let Stored::Intact(mut changed) = atomic_file::read::<SavedCopy>(&saved, COPY_FORMAT) else { panic!() };
    let mut first = changed.article.paragraphs[0].clone();
    first.text = "Printed by the Mill Lane Press.".into();
    changed.article.paragraphs.insert(0, first);
    for (paragraph, number) in changed.article.paragraphs.iter_mut().zip(1..) {
        paragraph.id = format!("p{number}").as_str().into();
    }
    fs::write(&saved, atomic_file::to_ron(&changed).unwrap()).unwrap();
    let (mut platform, copy) = reopened(&dir);
    assert_eq!(copy.request.article.paragraphs.len(), 5);
    assert_eq!(copy.request.corrections, [Correction::Linked { copy: 3, edition: 3 }], "by the text, not by the ids");
    assert_eq!(copy.pairs.of_copy(0).unwrap().edition, [] as [usize; 0]);
    let earlier = copy.previous.as_ref().unwrap();
    assert_eq!((earlier.carried, earlier.dropped.len(), &earlier.change), (1, 0, &TextChange::SavedFileEdited));
    // From now on the copy is saved under the key of the new text, and found again.
    assert_eq!(copy.predecessors, std::slice::from_ref(&key));
    save_copy(&platform, &copy);
    platform.finish();
    let mut platform = reopened_platform(&dir);
    platform.load(path, base());
    let Loaded::Copy(same, _) = found(&mut platform) else { panic!() };
    assert_eq!((&same.key, &same.request.corrections, &same.previous), (&copy.key, &copy.request.corrections, &None));
}

#[test]
fn without_the_former_text_the_ids_say_which_paragraph_was_corrected() {
    let (dir, _, _, saved) = saved(false);
    let text = fs::read_to_string(&saved).unwrap();
    fs::write(&saved, text.replace("her cat", "her old grey cat")).unwrap();
    let (_, copy) = reopened(&dir);
    assert!(copy.request.article.paragraphs[2].text.contains("grey cat"));
    assert_eq!(copy.request.corrections, [Correction::Linked { copy: 2, edition: 3 }]);
    assert_eq!(copy.previous.unwrap().change, TextChange::SavedFileEdited);
}

#[test]
fn a_file_that_was_moved_and_edited_continues_from_its_earlier_text() {
    for (name, edited, known) in [
        ("papers/from another paper.txt", COPY.replace("every night", "each night"), true),
        ("papers/lamps.txt", COPY.replace("The owls will", "The owls of the mill will"), true),
        ("papers/lamps.txt", COPY.replace("The owls will thank us.", "Cheese wants a cool cellar."), false),
    ] {
        let (dir, path, key, _) = saved(false);
        let moved = dir.path().join(name);
        fs::create_dir_all(moved.parent().unwrap()).unwrap();
        fs::write(&moved, edited.replace("A reader", "One reader")).unwrap();
        let mut platform = reopened_platform(&dir);
        platform.load(moved.clone(), base());
        match found(&mut platform) {
            Loaded::Copy(copy, _) if known => {
                let change = TextChange::OtherSource("from another paper.txt".into());
                assert_eq!(
                    copy.previous.unwrap().change,
                    change,
                    "the file is still where it was: this is another one"
                );
            }
            Loaded::Text(_) if !known => {}
            _ => panic!("{name}"),
        }
        fs::remove_file(&path).unwrap();
        platform.load(moved, base());
        let copy = match found(&mut platform) {
            Loaded::Copy(copy, _) if known => copy,
            Loaded::Text(_) if !known => continue,
            _ => panic!("{name}"),
        };
        assert_eq!(copy.request.corrections, [Correction::Linked { copy: 2, edition: 3 }]);
        let earlier = copy.previous.unwrap();
        assert_eq!((&earlier.key, &earlier.change), (&key, &TextChange::Moved(path.clone())));
        assert!(earlier.message("lamps.txt").starts_with("lamps.txt goes on from a file that is not there any more: "));
    }
}

#[test]
fn a_moved_file_is_recognised_by_its_text_and_from_then_on_by_its_path() {
    let (dir, path, key, _) = saved(false);
    let moved = dir.path().join("lamps.txt");
    fs::rename(path, &moved).unwrap();
    let mut platform = reopened_platform(&dir);
    platform.load(moved.clone(), base());
    let Loaded::Copy(copy, _) = found(&mut platform) else { panic!() };
    assert_eq!((copy.key, copy.source.path()), (key, Some(&*moved)));
}
