//! The command line: one file for each of `parallax show`, `check`, `import`, `export`, `cite`, `align`, `anchor` and
//! `suggest`, and one for `hand-over` and `merge`; none of them needs a window.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program speaks on its two streams")]

mod align;
mod anchor;
mod arguments;
mod brief;
mod check;
mod cite;
mod error;
mod export;
mod hand_over;
mod import;
mod input_file;
mod json_input;
mod layer;
mod output_file;
mod page;
mod round;
mod sheet;
mod show;
mod suggest;
mod wrap;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;

pub use arguments::Draw;
use arguments::{Arguments, Command};
use error::CommandError;

use crate::model::Edition;
use crate::storage::load_argument;

/// What remains to be done after [`run`].
#[derive(Debug)]
pub enum Outcome {
    /// Open the window.
    OpenWindow {
        /// An edition (its folder, its edition.ron or its id) or an article; `None` for what was read last.
        path: Option<PathBuf>,
        /// The edition whose notes are shown beside the article at `path`.
        edition: Option<PathBuf>,
        /// What paints the window; `None` for what the settings say.
        draw: Option<Draw>,
    },
    /// Exit with this code.
    Done(ExitCode),
}

/// The exit code of success.
const CLEAN: u8 = 0;
/// The exit code of `parallax check` when it found problems.
const PROBLEMS: u8 = 1;
/// The exit code when a file cannot be read or written, or the arguments are wrong.
const UNREADABLE: u8 = 2;

/// Parses the arguments, of which the first is the program's name, and runs the command that they name.
///
/// Results are printed to stdout, errors to stderr.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is not an error.
            let _ = error.print();
            return Outcome::Done(if error.use_stderr() { UNREADABLE.into() } else { CLEAN.into() });
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.command {
        None => {
            let Arguments { path, edition, draw, .. } = arguments;
            return Outcome::OpenWindow { path, edition, draw };
        }
        Some(Command::Check { paths, format }) => check::run(&paths, format, &mut out).map_err(CommandError::from),
        Some(Command::Show(options)) => show::run(&options, &mut out),
        Some(Command::Import(options)) => import::run(&options, &mut out),
        Some(Command::Export(options)) => export::run(&options, &mut out),
        Some(Command::HandOver(options)) => hand_over::make(&options, &mut out),
        Some(Command::Merge(options)) => hand_over::merge(&options, &mut out),
        Some(Command::Cite(options)) => cite::run(&options, &mut out),
        Some(Command::Sheet(options)) => sheet::run(&options, &mut out),
        Some(Command::Align(options)) => align::run(&options, &mut out),
        Some(Command::Anchor(options)) => anchor::run(&options, &mut out),
        Some(Command::Suggest(options)) => suggest::run(&options, &mut out),
    };
    let result = result.and_then(|code| out.flush().map(|()| code).map_err(CommandError::from));
    Outcome::Done(
        result
            .unwrap_or_else(|error| {
                error.print();
                error.exit_code()
            })
            .into(),
    )
}

/// Loads the edition that an argument names, see [`load_argument`].
fn edition_at(path: Option<&Path>) -> Result<Edition, CommandError> {
    Ok(load_argument(path)?.edition)
}
