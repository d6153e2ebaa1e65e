//! A soft fault in data: what is wrong, how badly, where, and what to do.

use super::PerspectiveId;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The edition says something that cannot be true or cannot be traced.
    Error,
    /// A curator should look at it.
    Warning,
}

impl Severity {
    /// The word printed before the message.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One of the files of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InFile {
    /// `edition.ron`.
    Edition,
    /// `sources.ron`.
    Sources,
    /// The file of a reader's layer.
    Layer,
    /// The file of a perspective, named by its place in the edition's list.
    Perspective(PerspectiveId),
}

/// One step from the top value of a file down to the value meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// Into a field of a struct.
    Field(&'static str),
    /// Into an element of a list, from 0.
    Index(usize),
}

/// Where in an edition a problem sits, without knowing of lines and columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file.
    pub file: InFile,
    /// The way down to the value.
    pub path: Vec<PathStep>,
}

/// A soft fault in data: kept, shown, never fatal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// The rule's short name, stable for tools (`dangling-id`).
    pub rule: &'static str,
    /// What was expected and what was found, on one line.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Where it is.
    pub at: Location,
}
