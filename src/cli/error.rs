//! Why a command failed, as lines on stderr and an exit code.

use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use super::{CLEAN, UNREADABLE};
use crate::import::{Chapter, ImportError};
use crate::model::visible::with_marks;
use crate::storage::LoadError;

/// Why a command failed: any error, or a message. An [`io::Error`] means that the result could not be written to stdout.
///
/// It is not an [`Error`] itself, so that `?` makes one of every error.
#[derive(Debug)]
pub(super) struct CommandError(Box<dyn Error>);

/// A file could not be imported, or the user must choose a chapter or an encoding first.
#[derive(Debug, thiserror::Error)]
#[error("{source}: {}", path.display())]
pub(super) struct NotImported {
    pub(super) source: ImportError,
    pub(super) path: PathBuf,
}

impl<E: Error + 'static> From<E> for CommandError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl CommandError {
    /// Creates an error from a message.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into().into())
    }

    /// Creates an error about a file.
    pub(super) fn of_file(message: impl Display, path: &Path) -> Self {
        Self::new(format!("{message}: {}", path.display()))
    }

    /// Returns the exit code for the error: 2, or 0 when the reader of stdout has closed the pipe.
    pub(super) fn exit_code(&self) -> u8 {
        if self.is_closed_pipe() { CLEAN } else { UNREADABLE }
    }

    /// Prints the error to stderr: each fault of an edition on a line, or the message and then, indented, the values
    /// from which the user can choose. A closed pipe prints nothing.
    pub(super) fn print(&self) {
        let error = &self.0;
        if self.is_closed_pipe() {
            return;
        }
        if let Some(LoadError { faults, .. }) = error.downcast_ref() {
            faults.iter().for_each(|fault| eprint_line("parallax: ", &fault.to_string()));
        } else if error.is::<io::Error>() {
            eprint_line("parallax: ", &format!("could not write the answer: {error}"));
        } else {
            eprint_line("parallax: ", &error.to_string());
            let choices = error.downcast_ref().map(|NotImported { source, .. }| choices(source)).unwrap_or_default();
            choices.iter().for_each(|choice| eprint_line("  ", choice));
        }
    }

    fn is_closed_pipe(&self) -> bool {
        self.0.downcast_ref().is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Returns the options of which the user must give one, with a description each.
fn choices(error: &ImportError) -> Vec<String> {
    match error {
        ImportError::ChooseChapter(chapters) => {
            let title = |title: &str| if title.trim().is_empty() { "(no title)".to_owned() } else { title.to_owned() };
            let words = |words: usize| if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
            let line = |(chapter, number): (&Chapter, usize)| {
                let indent = "  ".repeat(chapter.depth);
                format!("--chapter {number}  {indent}{}, {}", title(&chapter.title), words(chapter.words))
            };
            chapters.iter().zip(1..).map(line).collect()
        }
        ImportError::ChooseEncoding(names) => names.iter().map(|name| format!("--encoding {name}")).collect(),
        _ => Vec::new(),
    }
}

fn eprint_line(prefix: &str, line: &str) {
    eprintln!("{prefix}{}", with_marks(line));
}
