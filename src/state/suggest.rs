//! The dialog that suggests which paragraph a statement answers: the statement and the answer.

use crate::align::suggest::Answer;

/// The number of characters of a statement that are used; the rest is ignored.
pub const MAX_STATEMENT_CHARS: usize = 20_000;

/// A statement and its answer.
#[derive(Clone, Debug, Default)]
pub struct Suggest {
    /// The statement as typed, pasted or read from a file.
    pub statement: String,
    /// The suggestions; `None` until they are computed.
    pub answer: Option<Answer>,
}

impl Suggest {
    /// Creates a request for a statement, which is truncated to `MAX_STATEMENT_CHARS`.
    pub fn new(mut statement: String) -> Self {
        if let Some((end, _)) = statement.char_indices().nth(MAX_STATEMENT_CHARS) {
            statement.truncate(end);
        }
        Self { statement, answer: None }
    }
}
