//! Parallax: an article, and beside each paragraph what others say about it.
//!
//! This page is the map of the house. The file format is described in `perspectives/README.md`, how to run the
//! program in `README.md`.
//!
//! # An edition from text to rows
//!
//! ```
//! use parallax::library;
//! use parallax::model::rows::{AnswerCell, Rows};
//!
//! let loaded = library::load_texts("lamps", &[
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
//! # Ok::<(), library::LoadError>(())
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
//! | [`library`] | disk to model and back: load, place problems, keep the reader's files |
//! | [`session`] | what the reader is doing: place, choice, selection, commands, one `update`. No egui |
//! | `ui` | what is seen: reads the session, pushes actions, changes nothing |
//! | `desktop` | dialogs, files, clipboard, browser, system faces: performs effects |
//! | `app` | the wiring: drain actions, update, perform effects, paint |
//! | [`cli`] | the same services without a window |
//!
//! # The import rule
//!
//! Left may be used by right, never the reverse: `model <- {align, search, library, import, export} <- session <- ui <- app <- main`.
//! Services do not import each other; `cli` uses services and `model`. Only `ui` and `app` name egui, only `desktop`
//! names rfd, and only `library`, `desktop` and `cli` open files. `tests/suite/architecture.rs` holds this.
//!
//! # A click
//!
//! A widget pushes an [`session::Action`]; `app` drains the queue after painting; [`session::update`] changes the
//! state and returns [`session::Effect`]s for `desktop`. Menu, palette, key and click name the same
//! [`session::Command`].

pub mod align;
#[cfg(feature = "window")]
pub mod app;
pub mod cli;
#[cfg(feature = "window")]
pub mod desktop;
pub mod export;
pub mod import;
pub mod library;
pub mod model;
pub mod search;
pub mod session;
#[cfg(feature = "window")]
pub mod ui;
