//! Problems in data: what is wrong, how severe it is, where it is, and what to do.

use strum::IntoStaticStr;

use super::PerspectiveId;

/// The severity of a problem. Errors are ordered before warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// The edition says something that cannot be true or cannot be traced.
    Error,
    /// A curator should have a look.
    Warning,
}

impl Severity {
    /// Returns the lower-case name, as printed before the message.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A file of an edition, or of a reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InFile {
    /// `edition.ron`.
    Edition,
    /// `sources.ron`.
    Sources,
    /// The layer of a reader.
    Layer,
    /// The file of a perspective, by the id that the edition lists.
    Perspective(PerspectiveId),
}

/// A step on the path from the top-level value of a file to the value concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// A field of a struct.
    Field(&'static str),
    /// An element of a list, counted from 0.
    Index(usize),
}

/// Where a problem is, as a path of fields and indexes. The loader translates it to a line and a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file.
    pub file: InFile,
    /// The path from the top-level value of the file.
    pub path: Vec<PathStep>,
}

/// A problem in data. Problems are reported and never prevent an edition from being opened.
///
/// ```
/// use parallax::model::Problem;
/// use parallax::model::problem::{InFile, Location, PathStep, Severity};
///
/// let problem = Problem {
///     severity: Severity::Error,
///     rule: "dangling-id",
///     message: "expected the id of a source, but there is no `moss`".into(),
///     hint: None,
///     at: Location { file: InFile::Sources, path: vec![PathStep::Index(3), PathStep::Field("id")] },
/// };
/// assert!(problem.message.contains("moss"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The severity.
    pub severity: Severity,
    /// The name of the rule, stable for tools: `dangling-id`.
    pub rule: &'static str,
    /// What was expected and what was found, on one line.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Where it is.
    pub at: Location,
}
