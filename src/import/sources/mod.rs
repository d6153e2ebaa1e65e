//! Sources from reference managers: CSL-JSON and BibLaTeX, detected by content.
//!
//! CSL-JSON is parsed as plain JSON rather than with citationberg, whose items reject the objects that programs keep
//! under `custom` and whose dates panic when they are empty. BibLaTeX is parsed entry by entry, so that an error in one
//! entry does not affect the others.

mod authors;
mod biblatex;
mod csl_json;
mod draft;
mod entries;
mod kinds;
mod languages;

use crate::model::Source;

/// The longest text that is read, in bytes.
pub const MAX_SOURCES_BYTES: usize = 16 * 1024 * 1024;

/// The most works that are read from one text; the rest is dropped with a warning.
pub const MAX_SOURCES: usize = 20_000;

/// The reason why no works were read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourcesError {
    /// The text is too long; the value is its length in bytes.
    #[error("expected at most 16 MB of CSL-JSON or BibLaTeX, but found {} MB; import a part of it", .0 >> 20)]
    TooLong(usize),
    /// The text is neither CSL-JSON nor BibLaTeX.
    #[error(
        "expected CSL-JSON, which begins with [ or {{, or BibLaTeX with entries such as @book{{...}}, but found neither"
    )]
    UnknownFormat,
    /// The text starts like JSON but is not valid JSON.
    #[error("expected CSL-JSON, but line {line}, column {column} cannot be read: {message}; export the works again")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// The message of the JSON parser.
        message: String,
    },
    /// The format is right, but no work could be read; the warnings say why.
    #[error("expected at least one work, but none could be read{}", first_warning(.0))]
    NoWorks(Vec<String>),
}

fn first_warning(warnings: &[String]) -> String {
    warnings.first().map_or_else(String::new, |warning| format!(": {warning}"))
}

/// Reads works from CSL-JSON or BibLaTeX, with a warning for everything that is a guess or that a source cannot hold.
///
/// # Errors
/// When the text is too long, is neither CSL-JSON nor BibLaTeX, or has no work that can be read.
pub fn parse_sources(text: &str) -> Result<(Vec<Source>, Vec<String>), SourcesError> {
    if text.len() > MAX_SOURCES_BYTES {
        return Err(SourcesError::TooLong(text.len()));
    }
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut warnings = Warnings::default();
    let drafts = if text.starts_with(['[', '{']) {
        csl_json::read(text, &mut warnings)?
    } else if entries::has_entry(text) {
        biblatex::read(text, &mut warnings)
    } else {
        return Err(SourcesError::UnknownFormat);
    };
    let sources = draft::into_sources(drafts, &mut warnings);
    let warnings = warnings.into_vec();
    if sources.is_empty() { Err(SourcesError::NoWorks(warnings)) } else { Ok((sources, warnings)) }
}

/// The most warnings about one text; nobody reads more.
const MAX_WARNINGS: usize = 200;

/// Warnings about the works of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    sentences: Vec<String>,
    dropped: usize,
}

impl Warnings {
    pub(super) fn push_for(&mut self, work: &str, problem: &str) {
        let work: String = work.chars().filter(|c| !c.is_control()).take(80).collect();
        self.push(format!("{work}: {problem}."));
    }

    /// Adds a warning about all works.
    pub(super) fn push(&mut self, sentence: String) {
        if self.sentences.len() < MAX_WARNINGS {
            self.sentences.push(sentence);
        } else {
            self.dropped += 1;
        }
    }

    /// Returns the warnings; the last one counts those that were dropped.
    pub(super) fn into_vec(mut self) -> Vec<String> {
        if self.dropped > 0 {
            self.sentences.push(format!("There are {} more remarks of this kind.", self.dropped));
        }
        self.sentences
    }
}
