//! The program: arguments, then the window.

use std::path::PathBuf;
use std::process::ExitCode;

use parallax::cli::{self, Outcome};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::OpenWindow { path } => open_window(path),
    }
}

#[cfg(feature = "window")]
fn open_window(path: Option<PathBuf>) -> ExitCode {
    parallax::app::run(path)
}

#[cfg(not(feature = "window"))]
#[allow(clippy::print_stderr, reason = "there is no other place to say it")]
fn open_window(_path: Option<PathBuf>) -> ExitCode {
    eprintln!("This build of Parallax has no window; `parallax show` and `parallax check` work.");
    ExitCode::from(3)
}
