//! One binary for all integration tests: linking the window once, not once a file.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod architecture;
mod check;
mod check_notes;
mod editions;
mod keeping;
#[cfg(feature = "window")]
mod kit;
mod load_errors;
#[cfg(feature = "snapshots")]
mod pictures;
#[cfg(feature = "window")]
mod reading;
mod session;
mod show;
mod support;
