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

#[cfg(feature = "window")]
mod advocacy;
mod anchors;
mod annotation_export;
mod architecture;
#[cfg(feature = "window")]
mod bars_window;
mod books;
#[cfg(feature = "snapshots")]
mod both_painters;
mod brief_export;
mod brief_import;
mod brief_round;
mod brief_state;
mod briefs;
mod built_in_editions;
#[cfg(feature = "window")]
mod built_in_editions_window;
mod check;
mod check_notes;
mod check_sources;
mod citations;
mod close_wording;
mod coming_back;
#[cfg(feature = "window")]
mod context_menus;
mod copies;
#[cfg(feature = "window")]
mod cut_restated;
#[cfg(feature = "snapshots")]
mod debate_pictures;
#[cfg(feature = "window")]
mod debate_window;
#[cfg(feature = "window")]
mod dialog_views;
#[cfg(feature = "window")]
mod dialogs_window;
mod documents;
#[cfg(feature = "window")]
mod documents_window;
mod edited_copies;
mod editions;
mod encodings;
mod file_dialogs;
#[cfg(feature = "window")]
mod finding;
mod format_3;
#[cfg(feature = "window")]
mod found_window;
#[cfg(feature = "window")]
mod frames_window;
mod gists;
mod hand_overs;
#[cfg(feature = "pdf")]
mod handout_pages;
#[cfg(feature = "window")]
mod handout_window;
mod handouts;
#[cfg(feature = "window")]
mod hits_window;
mod hostile;
mod import_books;
mod import_pages;
mod import_word;
mod imports;
#[cfg(feature = "window")]
mod interface_size;
#[cfg(feature = "window")]
mod keeping_place;
#[cfg(feature = "window")]
mod keys_window;
#[cfg(feature = "window")]
mod kit;
#[cfg(feature = "window")]
mod later;
mod layer_check;
mod layers;
mod lesson_clocks;
#[cfg(feature = "window")]
mod lesson_one_screen;
#[cfg(feature = "window")]
mod lesson_paths;
#[cfg(feature = "snapshots")]
mod lesson_pictures;
#[cfg(feature = "window")]
mod lesson_slide;
#[cfg(feature = "window")]
mod lesson_window;
mod lessons;
mod lessons_left;
mod lessons_saved;
#[cfg(feature = "window")]
mod lists_window;
mod load_errors;
#[cfg(feature = "window")]
mod menu_window;
#[cfg(feature = "window")]
mod mouse_alone;
#[cfg(feature = "window")]
mod mouse_ways;
mod names_in_styles;
mod notes_table;
#[cfg(feature = "window")]
mod notices_window;
mod offers;
#[cfg(feature = "window")]
mod opening_replies;
mod own_copies;
mod own_copy_certain;
#[cfg(feature = "window")]
mod own_copy_citation;
#[cfg(feature = "window")]
mod own_copy_doubts;
#[cfg(feature = "window")]
mod own_copy_kept;
#[cfg(feature = "window")]
mod own_copy_left_out;
#[cfg(feature = "window")]
mod own_copy_left_out_saved;
#[cfg(feature = "window")]
mod own_copy_left_out_windows;
#[cfg(feature = "snapshots")]
mod own_copy_pictures;
#[cfg(feature = "window")]
mod own_copy_steps;
#[cfg(feature = "window")]
mod own_copy_texts;
#[cfg(feature = "window")]
mod own_copy_window;
#[cfg(feature = "window")]
mod own_copy_words;
#[cfg(feature = "window")]
mod own_editions;
#[cfg(feature = "window")]
mod panel_window;
#[cfg(feature = "snapshots")]
mod pictures;
#[cfg(feature = "window")]
mod plan_window;
#[cfg(feature = "window")]
mod plans;
#[cfg(feature = "window")]
mod raster;
#[cfg(feature = "window")]
mod reading;
#[cfg(feature = "window")]
mod replies_in_place;
mod round_setup;
mod round_state;
#[cfg(feature = "window")]
mod round_window;
mod rounds;
#[cfg(feature = "window")]
mod same_reading;
mod saved_copies;
mod saving;
#[cfg(feature = "window")]
mod search_window;
mod sheet;
mod show;
#[cfg(feature = "window")]
mod signposts_window;
#[cfg(feature = "window")]
mod small_windows;
mod source_files;
mod state;
#[cfg(feature = "window")]
mod statements_window;
mod suggests;
mod support;
#[cfg(feature = "window")]
mod taking_along_window;
mod texts_as_they_are;
#[cfg(feature = "window")]
mod themes;
#[cfg(feature = "window")]
mod tooltips;
#[cfg(feature = "window")]
mod two_windows;
#[cfg(feature = "window")]
mod typing_window;
mod undo_offers;
mod undoing;
mod works_cited;
