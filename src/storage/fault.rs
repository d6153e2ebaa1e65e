//! Why an edition could not be read: what was expected, what was found, where, and what to do.

use std::fmt;
use std::path::PathBuf;

use super::spans::Position;
use crate::model::Problem;

/// What is wrong with a file so that it cannot be read or parsed.
///
/// A fault keeps a file from being used; a [`Problem`] is found by a check of what was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file does not exist. Holds what was expected: `` `sources.ron` ``.
    #[error("expected {0}, but there is no such file")]
    Missing(String),
    /// A perspective is listed in edition.ron but has no file. Holds its id.
    #[error("expected `{0}.ron` beside this file, since it is listed here, but there is no such file")]
    MissingPerspective(String),
    /// A perspective's id cannot be a file name. Holds the id.
    #[error("expected the name of a perspective in small letters, digits and hyphens, but found `{0}`")]
    BadName(String),
    /// The path is a link to something that does not exist.
    #[error("expected a file, but found a link to something that is not there")]
    DanglingLink,
    /// The path is a link that leads back to itself.
    #[error("expected a file, but found a link that leads back to itself")]
    LinkLoop,
    /// The path is a folder.
    #[error("expected a file, but found a folder")]
    IsFolder,
    /// The path is a device or a pipe.
    #[error("expected a file, but found a device or a pipe")]
    Special,
    /// The path given for an edition is another file. Holds its name.
    #[error("expected an edition's folder or its edition.ron, but found `{0}`")]
    NotAnEdition(String),
    /// The permissions of the file forbid reading it.
    #[error("expected a file that you may read, but its permissions forbid it")]
    Denied,
    /// The system refused to read the file. Holds its message.
    #[error("expected a file that can be read, but the system says: {0}")]
    Unreadable(String),
    /// The file is larger than [`MAX_FILE_BYTES`](super::MAX_FILE_BYTES). Holds its size in MB.
    #[error("expected a file of at most 256 MB, but found {0} MB")]
    TooLarge(u64),
    /// The file is empty. Holds what was expected: `a perspective`.
    #[error("expected {0}, but the file is empty")]
    Empty(&'static str),
    /// The file is not text.
    #[error("expected text, but found a binary file")]
    Binary,
    /// The file is text in another encoding.
    #[error("expected text in UTF-8, but byte {byte}, on line {line}, belongs to another encoding")]
    NotUtf8 {
        /// The first byte that is not UTF-8, counted from 1.
        byte: usize,
        /// The line of that byte, counted from 1.
        line: usize,
    },
    /// Values are nested too deeply.
    #[error("expected values at most 128 deep inside each other, but found more")]
    TooDeep,
    /// A newer program wrote the file, and it cannot be read even without what is new in it.
    #[error("expected format {expected}, but found format {found}: a newer Parallax made this file; it is not damaged", expected = crate::model::FORMAT)]
    Newer {
        /// The format number as it is written.
        found: String,
    },
    /// The text ends inside a value. Holds what was expected.
    #[error("expected {0}, but the file ends here")]
    HalfWritten(String),
    /// The text is not RON, or its values have other types than expected. Holds the message.
    #[error("{0}")]
    Syntax(String),
}

impl Fault {
    /// Returns the stable name of the fault in the JSON of `parallax check`.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Missing(_) | Self::MissingPerspective(_) => "missing-file",
            Self::BadName(_) => "bad-name",
            Self::DanglingLink | Self::LinkLoop => "bad-file-link",
            Self::IsFolder | Self::Special | Self::NotAnEdition(_) => "not-a-file",
            Self::Denied | Self::Unreadable(_) => "unreadable",
            Self::TooLarge(_) => "too-large",
            Self::Empty(_) => "empty-file",
            Self::Binary | Self::NotUtf8 { .. } => "not-text",
            Self::TooDeep => "too-deep",
            Self::Newer { .. } => "newer-format",
            Self::HalfWritten(_) => "half-written",
            Self::Syntax(_) => "syntax",
        }
    }

    /// Returns what the user can do about the fault; `None` where that depends on the text around it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Missing(what) if what.contains("sources") => "write it; perspectives/README.md has an example",
            Self::Missing(_) => "an edition is a folder with edition.ron in it; look at the spelling of the path",
            Self::MissingPerspective(_) => "write the file, or take the name out of `perspectives`",
            Self::BadName(_) => "name it as its file is named, without `.ron`",
            Self::DanglingLink | Self::LinkLoop => "put the file itself in its place",
            Self::IsFolder | Self::Special => "put a plain file in its place",
            Self::NotAnEdition(_) => "open the folder that holds edition.ron, or edition.ron itself",
            Self::Denied => "give yourself the right to read it",
            Self::Unreadable(_) => "try again, or copy the file to another disk",
            Self::TooLarge(_) => "split the edition in two",
            Self::Empty(_) => "write it, or bring it back from a copy; perspectives/README.md has an example",
            Self::Binary => "bring it back from a copy",
            Self::NotUtf8 { .. } => "save it again as UTF-8",
            Self::TooDeep => "look for brackets that are opened again and again",
            Self::Newer { .. } => "open it with a newer Parallax; this one leaves it as it is",
            Self::HalfWritten(_) => "the end may not have been saved: bring it back from a copy, or finish it",
            Self::Syntax(_) => return None,
        })
    }
}

/// A fault with its file and place. Displays as one line: fault, hint in brackets, then `path:line:column`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The fault.
    pub fault: Fault,
    /// What the user can do about it.
    pub hint: Option<String>,
}

impl FileFault {
    /// Returns a fault of the file as a whole, placed at its beginning.
    pub(super) fn whole(path: PathBuf, fault: Fault) -> Self {
        Self::at(path, Position { line: 1, column: 1 }, fault)
    }

    /// Returns a fault at a place in a file.
    pub(super) fn at(path: PathBuf, place: Position, fault: Fault) -> Self {
        let Position { line, column } = place;
        Self { path, line, column, hint: fault.hint().map(str::to_owned), fault }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fault)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        write!(f, ", {}:{}:{}", self.path.display(), self.line, self.column)
    }
}

/// A problem with its place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedProblem {
    /// The problem.
    pub problem: Problem,
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// An edition of which at least one file could not be read. Displays as one line for each fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(faults))]
pub struct LoadError {
    /// One fault for each file that could not be read: edition.ron, sources.ron, then the perspectives. Never empty.
    pub faults: Vec<FileFault>,
    /// The problems that the check found in the other files.
    pub problems: Vec<LocatedProblem>,
}

fn lines(faults: &[FileFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
