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

#[cfg(feature = "window")]
mod kit;
#[cfg(feature = "window")]
mod reading;
