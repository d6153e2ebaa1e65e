//! Parallax: an article in one column, and beside each paragraph what others say about it.
#[cfg(feature = "window")]
pub mod app;
pub mod cli;
#[cfg(feature = "window")]
pub mod desktop;
pub mod library;
pub mod model;
pub mod search;
pub mod session;
#[cfg(feature = "window")]
pub mod ui;
