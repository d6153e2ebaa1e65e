//! The services without a window: one file for each of `parallax show`, `check`, `import`, `export`, `cite`,
//! `align`, `anchor` and `suggest`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program speaks on its two streams")]

mod align;
mod anchor;
mod arguments;
mod brief;
mod check;
mod choices;
mod cite;
mod export;
mod import;
mod page;
mod round;
mod show;
mod suggest;
mod wrap;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

/// What is left to do when the arguments are read.
#[derive(Debug)]
pub enum Outcome {
    /// Open the window, with this edition or the one inside the program.
    OpenWindow {
        /// The edition's folder or its edition.ron.
        path: Option<PathBuf>,
        /// The edition beside whose notes the path, an article, is read.
        edition: Option<PathBuf>,
    },
    /// Nothing: the program ends with this code.
    Done(ExitCode),
}

/// All is well.
const CLEAN: u8 = 0;
/// There are problems.
const PROBLEMS: u8 = 1;
/// Something cannot be read, or was asked for wrongly.
const UNREADABLE: u8 = 2;

/// Reads the arguments and does what they ask for without a window.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A reader who closes the pipe has seen enough.
            let _ = error.print();
            return Outcome::Done(if error.use_stderr() { UNREADABLE.into() } else { CLEAN.into() });
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = match arguments.command {
        None => return Outcome::OpenWindow { path: arguments.path, edition: arguments.edition },
        Some(Command::Check { paths, format }) => check::run(&paths, format, &mut out),
        Some(Command::Show(options)) => show::run(&options, &mut out),
        Some(Command::Import(options)) => import::run(&options, &mut out),
        Some(Command::Export(options)) => export::run(&options, &mut out),
        Some(Command::Cite(options)) => cite::run(&options, &mut out),
        Some(Command::Align(options)) => align::run(&options, &mut out),
        Some(Command::Anchor(options)) => anchor::run(&options, &mut out),
        Some(Command::Suggest(options)) => suggest::run(&options, &mut out),
    };
    let done = done.and_then(|code| out.flush().map(|()| code));
    Outcome::Done(match done {
        Ok(code) => code.into(),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => CLEAN.into(),
        Err(error) => {
            eprintln!("parallax: could not write the answer: {error}");
            UNREADABLE.into()
        }
    })
}
