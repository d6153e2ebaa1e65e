//! The paragraph that a statement answers: what was asked, and what was found.

use crate::align::suggest::Answer;

/// Characters of a statement that are looked at; the rest is passed over.
pub const LONGEST_STATEMENT: usize = 20_000;

/// A statement and its answer.
#[derive(Clone, Debug, Default)]
pub struct Suggest {
    /// The statement as typed, pasted or read from a file.
    pub statement: String,
    /// The answer to it; none until it is found.
    pub answer: Option<Answer>,
}

impl Suggest {
    /// A statement that has not been answered yet.
    pub fn new(mut statement: String) -> Self {
        if let Some((end, _)) = statement.char_indices().nth(LONGEST_STATEMENT) {
            statement.truncate(end);
        }
        Self { statement, answer: None }
    }
}
