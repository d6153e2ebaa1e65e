//! A statement from a file, in the whole program.

use parallax::session::{Action, Overlay};

use crate::own_copy_window::{small, until};

#[test]
fn a_statement_from_a_book_is_told_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("book.epub");
    std::fs::write(&path, crate::import_books::book()).unwrap();
    let mut harness = small();
    harness.state().act(Action::Show(Some(Overlay::Suggest)));
    harness.state().act(Action::OpenPath(path));
    harness.run();
    until(&mut harness, "told", |session| {
        session.notices.iter().any(|n| n.text.contains("open it as an article to read one of them, and paste"))
    });
}
