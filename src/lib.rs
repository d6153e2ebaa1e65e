//! Parallax is a desktop reader: it shows an article and, beside each paragraph, what others say about it.
//!
//! This page is the map of the crate. `README.md` says what the program is, `assets/guide` how to use it, and
//! `perspectives/README.md` describes the file format of editions.
//!
//! # From text to rows
//!
//! An *edition* is an article with its *perspectives*: the notes of governments, commentators and others on its
//! paragraphs. This example loads one from text and looks up the *cell* of a paragraph and a perspective:
//!
//! ```
//! use parallax::storage;
//! use parallax::model::rows::{AnswerCell, Rows};
//!
//! let loaded = storage::load_texts("lamps", &[
//!     ("edition.ron", r#"Edition(
//!         format: 1, id: "lamps", title: "Lights out", language: "en", revision: "2026-01-01",
//!         article: Article(
//!             provenance: Original(of: "this page"),
//!             paragraphs: [(id: "p1", text: "Dark streets are safe streets.")],
//!         ),
//!         perspectives: ["council"],
//!     )"#),
//!     ("sources.ron", r#"[(id: "moss-2025", kind: Speech, title: "On lamps", published: "2025",
//!         language: "en", primary: true)]"#),
//!     ("council.ron", r#"Perspective(
//!         id: "council", code: "co", name: "Council", kind: Government, hue: "blue", about: "The town council.",
//!         notes: [(id: "co.safety", on: ["p1"], stance: Disputes, summary: "The council says the contrary.",
//!             citations: [(source: "moss-2025")])],
//!     )"#),
//! ])?;
//! let rows = Rows::new(&loaded.edition);
//! assert!(matches!(rows.cell(&loaded.edition, 0, 0), AnswerCell::Notes([_])));
//! # Ok::<(), storage::LoadError>(())
//! ```
//!
//! # Modules
//!
//! | module | contents |
//! |---|---|
//! | [`model`] | the data: plain types with serde, checks, and rows. No egui, no paths, no clock |
//! | [`align`] | finding a place in a changed text: anchors, two versions of an article, the paragraph that a statement answers |
//! | [`search`] | full-text search that ignores case and accents |
//! | [`storage`] | reading and writing files: editions, the user's documents, exports; the line and column of a problem |
//! | [`import`] | from foreign formats to an article, a brief or sources |
//! | [`export`] | from an edition, a brief or a round to the bytes of a file |
//! | [`state`] | the state of the application, its commands and actions, and one `update`. No egui, no files, no clock |
//! | `ui` | painting: reads the state and pushes actions, and changes nothing |
//! | `platform` | the window, and performing effects: dialogs, files, clipboard, browser, system fonts, threads |
//! | [`cli`] | the same services without a window |
//!
//! `ui` and `platform` need the feature `window`; PDF needs the feature `pdf`.
//!
//! # The import rule
//!
//! A module may use those to its left: `model <- {align, search, storage, import, export} <- state <- ui <- platform <-
//! main`. The five services in braces do not use each other; `cli` uses them and `model`. Only `ui` and `platform` name
//! egui, only `platform` names rfd, and only `storage`, `platform` and `cli` open files. `tests/suite/architecture.rs`
//! enforces this, that no feature of the state names another, that state and ui read no clock, and the maximum length of a
//! file.
//!
//! # What a click does
//!
//! A widget pushes an [`state::Action`]. After painting, `platform` drains the queue; [`state::update`] hands each action
//! to its feature ([`state::reader`], [`state::copy`], [`state::annotations`], [`state::brief`], [`state::round`],
//! [`state::presentation`]). A feature reads what is [`state::Shared`], changes itself alone, and returns a
//! [`state::Outcome`]: what it asks of the root, among it the [`state::Effect`]s, which `platform` performs. What needs
//! several features, such as cutting a card from a row, is in `state/update`. A menu item, the command palette, a key and
//! a button all name the same [`state::Command`].
//!
//! # What paints
//!
//! Two kinds of window show the same `platform::App`: `platform/cpu_window`, which paints with the processor
//! by the rasteriser in `platform/raster`, and `platform/gpu_window`, which leaves that to eframe and OpenGL.
//! `platform/windows.rs` passes the desktop's events to one of them, and `platform/start.rs` opens the other when OpenGL
//! fails or the setting changes. Nothing above `platform` knows which one paints.
//!
//! # Working on Parallax
//!
//! `cargo test` runs all tests. `.ci/measure` measures start, memory and size beside other readers; it is run before an
//! issue is resolved. The compiler finds most of the places to change: enums are matched without a wildcard
//! arm, their list `ALL` is as long as they have variants, and types that are checked or written out in full are
//! destructured without `..`.
//!
//! ## To add an export format
//!
//! 1. Write `export/<what>/<format>.rs`, or `export/<what>.rs` for the only one, with a function from the model to bytes
//!    or text, and name it in `export/mod.rs`. Destructure what it writes without `..`. Texts of strangers go through
//!    [`model::visible::with_marks`]; `csv_table` and `markdown_text` in `export/` quote and escape, and
//!    [`export::file_stem`] makes a file name.
//! 2. If the window offers formats of this document (a handout, a brief, a flow), add a variant to their enum. The compiler
//!    asks for its place in `ALL`, its name and its extension; the dialog iterates over `ALL`. Another document is a
//!    variant of [`state::Export`]: the compiler asks for the words of its file dialog, and in `platform/exports.rs` for its
//!    bytes.
//! 3. `cli/arguments.rs` has the values of `--to`, and a file in `cli/` for each document matches them: `export.rs` for an
//!    edition, `brief.rs`, `round.rs`, `layer.rs`. The compiler asks for a new value in each of them. It does not ask for a
//!    value that another document has: take it out of the arm that refuses it, and correct the message there. Refuse the
//!    options that do not apply.
//! 4. Correct the help, which is the comments in `cli/arguments.rs`, and the list of commands in `README.md`.
//! 5. Test the bytes in a file of `tests/suite/`, which `main.rs` there names: a snapshot of a small edition, and a property
//!    that reads them back, or a round trip if the format is also imported.
//!
//! ## To add a theme
//!
//! 1. Copy a file in `assets/themes/` to one with the name of the theme in lower case, and change its colours. Until the
//!    theme is offered, `tests/suite/themes.rs` fails.
//! 2. Add a variant to [`state::ThemeChoice`], whose name is shown. The compiler asks for its place in `ALL`, and in
//!    `ui/theme.rs` for its file.
//!
//! The dialog, the command and the tests of contrast iterate over `ALL`. `cargo test --features snapshots --test suite
//! pictures` paints its picture.
//!
//! ## To add a field to a note
//!
//! 1. Add the field to [`model::Note`], with `#[serde(default, skip_serializing_if = ...)]` unless it is required. If
//!    older programs must not read editions that use it, increase [`model::FORMAT`].
//! 2. The compiler asks in `model/check/texts.rs`, where each text is checked for hidden characters, in `model/sign_off.rs`
//!    whether a person signs it, and in the handouts (`export/handout/reply.rs`) and the table of notes
//!    (`export/notes.rs`) for its place.
//! 3. Check its value in `model/check/`. If it is required, add an example for the hint to `storage/diagnose.rs`.
//! 4. Show it in `ui/reader/` and in `cli/page.rs`.
//! 5. Describe it in the table of `perspectives/README.md`, and use it in `tests/fixtures/full`. A test puts a hidden
//!    character into each text there.
//!
//! ## To add a command
//!
//! 1. Add a variant to [`state::Command`] and one row to `state/command/table.rs`: its label, keys, scope, menu group,
//!    context menus, other words for the palette, and what it does. Where it does nothing (`offered`), the palette leaves it
//!    out and the menu greys it; the menu leaves out only what belongs to another state of the screen (`listed`).
//! 2. Test what it does to the state in `tests/suite/`, with `state::update`, and accept the changed snapshot of the table
//!    (`tests/snapshots/suite__state__commands.snap`).
//!
//! The menu, the context menus, the palette, the list of keys and the test that no two commands share a key read the
//! table. `tests/suite/mouse_ways.rs` fails if only a key runs the command: put it in a menu, in a context menu or on a
//! control. Commands that act on a reply use the one that was clicked ([`state::ContextTarget`]).
//!
//! ## To add a dialog
//!
//! 1. Add a variant to [`state::Dialog`], and open it with a command or an action.
//! 2. Write `ui/dialogs/<dialog>.rs`: a struct with what is typed and chosen in the dialog, and its `DialogView`. The
//!    compiler asks for the struct in `ui/dialogs/mod.rs`, and in `tests/suite/dialog_views.rs` for a place among all.
//!
//! ## To add a page of the guide
//!
//! 1. Write `assets/guide/<page>.md`, which begins with its title, and link to it from `README.md`.
//! 2. Add a variant to [`state::GuidePage`]. The compiler asks for the rest. Help iterates over `ALL`.
//!
//! ## To add an effect
//!
//! 1. Add a variant to [`state::Effect`] that carries everything needed to perform it, and return it from an `update`.
//! 2. Perform it in `platform/perform.rs`. Slow work is a job of `platform/jobs.rs`, which sends its results as
//!    [`state::Action`]s: in a slot of its own if the newest replaces the one before, and with a status if the user waits
//!    for it and may cancel it.
//!
//! ## To add a kind of document that the user keeps
//!
//! 1. Implement [`storage::Document`] for it: its name in messages, the version of its format, and how the changes of two
//!    windows are merged, if they are. [`storage::DocumentStore`] does the rest: the last good copy, what was damaged,
//!    newer or edited by hand, listing and removing.
//! 2. Give it a shelf in `platform/documents.rs`, where `WindowDocument` says how the window learns of a merge, and effects
//!    to load and to save it.

pub mod align;
pub mod cli;
pub mod export;
pub mod import;
pub mod model;
#[cfg(feature = "window")]
pub mod platform;
pub mod search;
pub mod state;
pub mod storage;
#[cfg(feature = "window")]
pub mod ui;
