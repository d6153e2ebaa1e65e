//! Why a command failed, as lines on stderr and an exit code.

use std::io;
use std::path::PathBuf;

use super::{CLEAN, UNREADABLE};
use crate::export::brief::BriefError;
use crate::export::flow::FlowError;
use crate::export::handout::{HandoutError, PrintError};
use crate::import::{Chapter, ImportError};
use crate::model::progress::Cancelled;
use crate::model::visible::with_marks;
use crate::storage::{ChosenFileError, CreateError, LoadError, ReadFileError, WriteExportError};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    /// An edition could not be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A file to import could not be read.
    #[error("{source}: {}", path.display())]
    Read { source: ReadFileError, path: PathBuf },
    /// A file could not be imported, or the user must choose a chapter or an encoding first.
    #[error("{source}: {}", path.display())]
    Import { source: ImportError, path: PathBuf },
    /// A brief or a round could not be read or written.
    #[error(transparent)]
    ChosenFile(#[from] ChosenFileError),
    /// The folder of a new edition could not be created.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The output file could not be written.
    #[error(transparent)]
    Write(#[from] WriteExportError),
    /// The file of a reader's layer is damaged or from a newer version.
    #[error("expected a reader's layer, but {message}; `parallax check` says where: {}", path.display())]
    Layer { message: String, path: PathBuf },
    /// A reader's layer is on another edition than the one that was given.
    #[error(
        "expected the edition `{expected}`, which the layer is on, but found `{found}`; give its folder to --edition"
    )]
    OtherEdition { expected: String, found: String },
    /// The output file exists, and `--force` was not given.
    #[error("expected a new file, but there is one already; choose another name, or --force: {}", path.display())]
    OutputExists { path: PathBuf },
    /// An option does not apply to the kind of file that was given. Holds the whole message.
    #[error("{0}")]
    InvalidOption(&'static str),
    /// `--perspectives` has a code that the edition does not.
    #[error("expected the codes of perspectives, of which there are {known}, but found `{found}`")]
    UnknownPerspective { known: String, found: String },
    /// `--chapter` is 0.
    #[error("expected a chapter from 1, but found 0")]
    ChapterZero,
    /// `--language` is not a BCP 47 tag. Holds the value.
    #[error("expected a language as a BCP 47 tag, such as en or zh-Hans, but found {0}")]
    InvalidLanguage(String),
    /// The handout has a perspective or a paragraph that the edition does not.
    #[error(transparent)]
    Handout(#[from] HandoutError),
    /// The handout could not be typeset.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// The brief could not be converted.
    #[error(transparent)]
    Brief(#[from] BriefError),
    /// The workbook of a flow could not be made.
    #[error(transparent)]
    Flow(#[from] FlowError),
    /// The work was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// A text is in another encoding.
    #[error("not UTF-8 at byte {at}; save it as UTF-8, since places are counted in its characters: {}", path.display())]
    NotUtf8 { at: usize, path: PathBuf },
    /// A JSON file could not be parsed.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Json { path: PathBuf, line: usize, column: usize, message: String },
    /// A statement is on an article that there is not.
    #[error("{}:{line}: expected an article of {}, but there is no `{doc}`{hint}", path.display(), articles.display())]
    UnknownArticle { path: PathBuf, line: usize, articles: PathBuf, doc: String, hint: String },
    /// The result could not be written to stdout.
    #[error("could not write the answer: {0}")]
    Stdout(#[from] io::Error),
}

impl CommandError {
    /// Returns the exit code for the error: 2, or 0 when the reader of stdout has closed the pipe.
    pub(super) fn exit_code(&self) -> u8 {
        if self.is_closed_pipe() { CLEAN } else { UNREADABLE }
    }

    /// Prints the error to stderr: each fault of an edition on a line, or the message and then, indented, the values
    /// from which the user can choose. A closed pipe prints nothing.
    pub(super) fn print(&self) {
        match self {
            _ if self.is_closed_pipe() => {}
            Self::Load(error) => error.faults.iter().for_each(|fault| eprint_line("parallax: ", &fault.to_string())),
            error => {
                eprint_line("parallax: ", &error.to_string());
                error.choices().iter().for_each(|choice| eprint_line("  ", choice));
            }
        }
    }

    fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Returns the options of which the user must give one, with a description each.
    fn choices(&self) -> Vec<String> {
        match self {
            Self::Import { source: ImportError::ChooseChapter(chapters), .. } => {
                let title =
                    |title: &str| if title.trim().is_empty() { "(no title)".to_owned() } else { title.to_owned() };
                let words = |words: usize| if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
                let line = |(chapter, number): (&Chapter, usize)| {
                    let indent = "  ".repeat(chapter.depth);
                    format!("--chapter {number}  {indent}{}, {}", title(&chapter.title), words(chapter.words))
                };
                chapters.iter().zip(1..).map(line).collect()
            }
            Self::Import { source: ImportError::ChooseEncoding(names), .. } => {
                names.iter().map(|name| format!("--encoding {name}")).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn eprint_line(prefix: &str, line: &str) {
    eprintln!("{prefix}{}", with_marks(line));
}
