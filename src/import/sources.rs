//! Works from other programs: CSL-JSON and BibLaTeX to sources, told apart by content.
//!
//! CSL-JSON is read as plain JSON rather than by citationberg, whose items refuse the objects that programs keep under
//! `custom` and whose dates panic when they are empty; BibLaTeX is read entry by entry, so that one with a fault does
//! not take the others along.

mod biblatex;
mod csl_json;
mod draft;
mod entries;
mod kinds;
mod names;
mod remarks;
mod tongues;

use crate::model::Source;

/// The longest text that is read, in bytes.
pub const LONGEST_SOURCES: usize = 16 * 1024 * 1024;

/// The most works that are read of one text; more are left out, and said to be.
pub const MOST_SOURCES: usize = 20_000;

/// Why no works were read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourcesError {
    /// The text is too long.
    #[error("expected at most 16 MB of CSL-JSON or BibLaTeX, but found {} MB; import a part of it", .0 >> 20)]
    TooLong(usize),
    /// It is neither.
    #[error(
        "expected CSL-JSON, which begins with [ or {{, or BibLaTeX with entries such as @book{{...}}, but found neither"
    )]
    Neither,
    /// It begins as JSON does and is none.
    #[error("expected CSL-JSON, but line {line}, column {column} cannot be read: {fault}; export the works anew")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the reader of JSON says.
        fault: String,
    },
    /// It has the form, but no work could be read.
    #[error("expected at least one work, but none could be read{}", first(.0))]
    Nothing(Vec<String>),
}

fn first(remarks: &[String]) -> String {
    remarks.first().map_or_else(String::new, |remark| format!(": {remark}"))
}

/// Reads works, with a sentence for everything that a source cannot hold or that is a guess.
///
/// # Errors
/// When the text is too long, is neither CSL-JSON nor BibLaTeX, or has no work that can be read.
pub fn sources(text: &str) -> Result<(Vec<Source>, Vec<String>), SourcesError> {
    if text.len() > LONGEST_SOURCES {
        return Err(SourcesError::TooLong(text.len()));
    }
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut remarks = remarks::Remarks::default();
    let drafts = if text.starts_with(['[', '{']) {
        csl_json::read(text, &mut remarks)?
    } else if entries::any(text) {
        biblatex::read(text, &mut remarks)
    } else {
        return Err(SourcesError::Neither);
    };
    let sources = draft::finished(drafts, &mut remarks);
    let remarks = remarks.all();
    if sources.is_empty() { Err(SourcesError::Nothing(remarks)) } else { Ok((sources, remarks)) }
}
