//! One binary for all integration tests, so that the window is linked once and not for each file.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod anchors;
mod architecture;
mod books;
mod brief_export;
mod brief_import;
mod brief_round;
mod brief_state;
mod briefs;
mod check;
mod check_notes;
mod citations;
mod close_wording;
mod copies;
#[cfg(feature = "window")]
#[cfg(feature = "snapshots")]
mod debate_pictures;
#[cfg(feature = "window")]
mod debate_window;
mod edited_copies;
mod editions;
mod file_dialogs;
#[cfg(feature = "pdf")]
mod handout_pages;
#[cfg(feature = "window")]
mod handout_window;
mod handouts;
mod hostile;
mod import_books;
mod import_word;
mod imports;
#[cfg(feature = "window")]
mod kit;
mod layer_check;
mod layers;
#[cfg(feature = "snapshots")]
mod lesson_pictures;
#[cfg(feature = "window")]
mod lesson_window;
mod lessons;
mod lessons_saved;
mod load_errors;
mod own_copies;
mod own_copy_certain;
#[cfg(feature = "window")]
mod own_copy_doubts;
#[cfg(feature = "window")]
mod own_copy_kept;
#[cfg(feature = "snapshots")]
mod own_copy_pictures;
#[cfg(feature = "window")]
mod own_copy_texts;
#[cfg(feature = "window")]
mod own_copy_window;
#[cfg(feature = "window")]
mod own_copy_words;
#[cfg(feature = "snapshots")]
mod pictures;
#[cfg(feature = "window")]
mod reading;
mod round_setup;
mod round_state;
#[cfg(feature = "window")]
mod round_window;
mod rounds;
mod saved_copies;
mod saving;
mod show;
mod source_files;
mod state;
#[cfg(feature = "window")]
mod statements_window;
mod suggests;
mod support;
#[cfg(feature = "window")]
mod tooltips;
#[cfg(feature = "window")]
mod two_windows;
mod undoing;
mod works_cited;
