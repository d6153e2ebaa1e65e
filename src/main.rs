//! The program: runs the command line, then opens the window if no command was given.

use std::path::PathBuf;
use std::process::ExitCode;

use parallax::cli::{self, Outcome};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::OpenWindow { path, edition } => open_window(path, edition),
    }
}

#[cfg(feature = "window")]
fn open_window(path: Option<PathBuf>, edition: Option<PathBuf>) -> ExitCode {
    parallax::platform::run(path, edition)
}

#[cfg(not(feature = "window"))]
#[allow(clippy::print_stderr, reason = "stderr is the only place to report it")]
fn open_window(_path: Option<PathBuf>, _edition: Option<PathBuf>) -> ExitCode {
    eprintln!(
        "This build of Parallax has no window; `parallax show`, `check`, `import`, `align`, `anchor`, `suggest` and `export` work."
    );
    ExitCode::from(3)
}
