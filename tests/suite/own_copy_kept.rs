//! What is kept of copies on the disk: damage is told, and what is forgotten goes with what it went on from.

use std::fs;

use parallax::desktop::Desktop;
use parallax::model::Correction;
use parallax::session::{Action, Effect, Found, OwnCopy, Session, Stage, TextWish, update};

use crate::own_copies::{COPY, small};
use crate::own_copy_window::{base, found, home};

/// Opens a file as a copy at once.
fn open(desktop: &mut Desktop, path: &std::path::Path) -> Box<OwnCopy> {
    desktop.read_text(TextWish { at_once: true, ..TextWish::file(path.to_owned()) }, base(), || {});
    let Found::Copy(copy, _) = found(desktop) else { panic!() };
    copy
}

fn corrected(mut copy: Box<OwnCopy>) -> Box<OwnCopy> {
    copy.wish.corrections = vec![Correction::Linked { copy: 2, edition: 3 }];
    copy
}

#[test]
fn a_kept_copy_that_was_damaged_is_told() {
    let (dir, mut desktop, path) = home();
    let copy = corrected(open(&mut desktop, &path));
    desktop.save_copy(&copy);
    desktop.finish();
    let kept = dir.path().join("places/copies").join(format!("{}.ron", copy.key));
    fs::write(&kept, "(format: 1, edition: ").unwrap();
    let mut desktop = Desktop::keeping_in(&dir.path().join("settings"), &dir.path().join("places"));
    desktop.load(path, base(), || {});
    let Found::Text(preview) = found(&mut desktop) else { panic!() };
    let Stage::Text(read) = preview.stage else { panic!() };
    let told = read.imported.remarks.join("\n");
    assert!(told.contains("damaged") && told.contains("set aside"), "{told}");
}

#[test]
fn with_a_copy_the_earlier_texts_of_its_file_are_forgotten_and_nothing_else() {
    let (dir, mut desktop, path) = home();
    let first = corrected(open(&mut desktop, &path));
    desktop.save_copy(&first);
    // Another chapter of the same book, say: of the same file, and no version of this text.
    let mut other = corrected(open(&mut desktop, &path));
    let prefix = other.key.rsplit_once('-').unwrap().0.to_owned();
    other.key = format!("{prefix}-0123456789abcdef");
    desktop.save_copy(&other);
    desktop.finish();
    let mut desktop = Desktop::keeping_in(&dir.path().join("settings"), &dir.path().join("places"));
    fs::write(&path, COPY.replace("every night", "each night").replace("night", "evening") + "\n\nOne line more.")
        .unwrap();
    let later = open(&mut desktop, &path);
    assert_eq!(later.after, std::slice::from_ref(&first.key));
    desktop.save_copy(&later);
    let mut session: Session = small();
    let copies = dir.path().join("places/copies");
    let file = |key: &str| copies.join(format!("{key}.ron"));
    let (keys, key) = (vec![first.key.clone(), later.key.clone()], later.key.clone());
    let edition = session.edition.as_ref().clone();
    update(&mut session, Action::Loaded(Ok(Box::new(Found::Copy(later, Box::new(edition))))));
    let effects = update(&mut session, Action::ForgetCopy);
    assert_eq!(effects.first(), Some(&Effect::ForgetCopy(keys.clone())));
    desktop.forget_copy(&keys);
    desktop.finish();
    assert!(!file(&first.key).exists() && !file(&key).exists());
    assert!(file(&other.key).exists(), "another text of the file stays");
}
