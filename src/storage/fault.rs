//! Why an edition could not be read: every fault says what was expected, what was found, where, and what to do.

use std::fmt;
use std::path::PathBuf;

use super::Located;

/// What is wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file is not there.
    #[error("expected {0}, but there is no such file")]
    Missing(String),
    /// A perspective is listed and has no file.
    #[error("expected `{0}.ron` beside this file, since it is listed here, but there is no such file")]
    MissingPerspective(String),
    /// A perspective's name cannot be a file's name.
    #[error("expected the name of a perspective in small letters, digits and hyphens, but found `{0}`")]
    BadName(String),
    /// A link leads to nothing.
    #[error("expected a file, but found a link to something that is not there")]
    DanglingLink,
    /// A link leads back to itself.
    #[error("expected a file, but found a link that leads back to itself")]
    LinkLoop,
    /// A folder where a file should be.
    #[error("expected a file, but found a folder")]
    IsFolder,
    /// A device or pipe.
    #[error("expected a file, but found a device or a pipe")]
    Special,
    /// Another file was named than an edition's.
    #[error("expected an edition's folder or its edition.ron, but found `{0}`")]
    NotAnEdition(String),
    /// The file may not be read.
    #[error("expected a file that you may read, but its permissions forbid it")]
    Denied,
    /// The system gave another reason.
    #[error("expected a file that can be read, but the system says: {0}")]
    Unreadable(String),
    /// The file is too large to be an edition's.
    #[error("expected a file of at most 256 MB, but found {0} MB")]
    TooLarge(u64),
    /// Nothing is in it.
    #[error("expected {0}, but the file is empty")]
    Empty(&'static str),
    /// It is not text.
    #[error("expected text, but found a binary file")]
    Binary,
    /// It is text of another encoding.
    #[error("expected text in UTF-8, but byte {byte}, on line {line}, belongs to another encoding")]
    NotUtf8 {
        /// The first byte that is not UTF-8, from 1.
        byte: usize,
        /// The line it is on.
        line: usize,
    },
    /// Lists in lists in lists.
    #[error("expected values at most 128 deep inside each other, but found more")]
    TooDeep,
    /// Made by a newer program.
    #[error("expected format {expected}, but found format {found}: a newer Parallax made this file; it is not damaged", expected = crate::model::FORMAT)]
    Newer {
        /// The number as it is written.
        found: String,
    },
    /// The text stops in the middle.
    #[error("expected {0}, but the file ends here")]
    HalfWritten(String),
    /// The text is not RON, or not of the right shape.
    #[error("{0}")]
    Syntax(String),
}

impl Fault {
    /// The stable name for tools.
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

    /// What to do, where that does not depend on the place.
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

/// A fault with its file and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
    /// What to do.
    pub hint: Option<String>,
}

impl FileFault {
    /// A fault of the file as a whole.
    pub(super) fn whole(path: PathBuf, fault: Fault) -> Self {
        Self { path, line: 1, column: 1, hint: fault.hint().map(str::to_owned), fault }
    }
}

impl fmt::Display for FileFault {
    /// Everything on one line, the path last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fault)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        write!(f, ", {}:{}:{}", self.path.display(), self.line, self.column)
    }
}

/// An edition that could not be read whole: one fault for each file, and the problems of the files that were read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(faults))]
pub struct LoadError {
    /// In the order of the files: edition.ron, sources.ron, then the perspectives. Never empty.
    pub faults: Vec<FileFault>,
    /// What is wrong in the other files.
    pub problems: Vec<Located>,
    /// The files to watch for a mend.
    pub files: Vec<PathBuf>,
}

fn lines(faults: &[FileFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
