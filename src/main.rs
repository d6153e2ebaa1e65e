//! The program: runs the command line, then opens the window if no command was given.

use std::path::PathBuf;
use std::process::ExitCode;

use parallax::cli::{self, Draw, Outcome};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::OpenWindow { path, edition, draw } => open_window(path, edition, draw),
    }
}

#[cfg(feature = "window")]
fn open_window(path: Option<PathBuf>, edition: Option<PathBuf>, draw: Option<Draw>) -> ExitCode {
    use parallax::state::Drawing;
    let drawing = draw.map(|draw| match draw {
        Draw::Auto => Drawing::Auto,
        Draw::Cpu => Drawing::Cpu,
        Draw::Gpu => Drawing::Gpu,
    });
    parallax::platform::run(path, edition, drawing)
}

#[cfg(not(feature = "window"))]
#[allow(clippy::print_stderr, reason = "stderr is the only place to report it")]
fn open_window(_path: Option<PathBuf>, _edition: Option<PathBuf>, _draw: Option<Draw>) -> ExitCode {
    eprintln!(
        "This build of Parallax has no window; `parallax show`, `check`, `import`, `align`, `anchor`, `suggest` and `export` work."
    );
    ExitCode::from(3)
}
