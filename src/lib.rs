//! Parallax: an article, and beside each paragraph what others say about it.
//!
//! This page is the map of the house. The file format is described in `perspectives/README.md`, how to run the
//! program in `README.md`.
//!
//! # An edition from text to rows
//!
//! ```
//! use parallax::storage;
//! use parallax::model::rows::{Cell, Rows};
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
//! assert!(matches!(rows.cell(&loaded.edition, 0, 0), Cell::Notes([_])));
//! # Ok::<(), storage::LoadError>(())
//! ```
//!
//! # The rooms
//!
//! | module | what it holds |
//! |---|---|
//! | [`model`] | what is true: plain types with serde, the checks, and rows. No egui, no paths, no clock |
//! | [`align`] | where does this belong: anchors in changed text, two versions of an article, a statement's paragraph |
//! | [`import`] | foreign text to an article, one file for each format |
//! | [`export`] | what leaves as bytes: handouts to print, briefs, references, flows |
//! | [`search`] | finding words, whatever their case and accents |
//! | [`storage`] | disk to model and back: load, place problems, keep the reader's files |
//! | [`state`] | what the reader is doing: place, choice, selection, commands, one `update`. No egui |
//! | `ui` | what is seen: reads the state, pushes actions, changes nothing |
//! | `platform` | dialogs, files, clipboard, browser, system fonts: performs effects; the window: drain, update, perform, paint |
//! | [`cli`] | the same services without a window |
//!
//! # The import rule
//!
//! Left may be used by right, never the reverse: `model <- {align, search, storage, import, export} <- state <- ui <- platform <- main`.
//! Services do not import each other; `cli` uses services and `model`. Only `ui` and `platform` name egui, only `platform`
//! names rfd, and only `storage`, `platform` and `cli` open files. `tests/suite/architecture.rs` holds this.
//!
//! # A click
//!
//! A widget pushes an [`state::Action`]; `platform` drains the queue after painting; [`state::update`] changes the
//! state and returns [`state::Effect`]s for `platform` to perform. Menu, palette, key and click name the same
//! [`state::Command`].

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
