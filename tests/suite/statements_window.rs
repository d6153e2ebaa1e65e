//! A statement from a file, in the whole program.

use parallax::platform::Platform;
use parallax::state::{Action, Dialog, Loaded};

use crate::own_copy_window::{found, small, until};

#[test]
fn a_book_given_as_a_statement_is_refused_with_advice() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("book.epub");
    std::fs::write(&path, crate::import_books::book()).unwrap();
    let mut harness = small();
    harness.state().act(Action::ShowDialog(Some(Dialog::Suggest)));
    harness.state().act(Action::OpenPath(path));
    harness.run();
    until(&mut harness, "refused", |state| {
        state.notices.iter().any(|n| n.text.contains("open it as an article to read one of them, and paste"))
    });
}

#[test]
fn reading_a_statement_shows_as_waiting_and_can_be_cancelled() {
    let mut platform = Platform::without_folders();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("claim.txt");
    std::fs::write(&path, "Lamps waste money.").unwrap();
    platform.read_statement(path.clone());
    assert!(platform.status().is_some(), "like any other text");
    let Loaded::Statement(statement) = found(&mut platform) else { panic!() };
    assert_eq!(statement, "Lamps waste money.");
    assert!(platform.status().is_none());
    platform.read_statement(path);
    platform.cancel(&parallax::platform::Slot::Open);
    assert!(platform.status().is_none(), "its result is dropped");
}
