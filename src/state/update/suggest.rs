//! The statement whose paragraphs are looked for.

use std::sync::Arc;

use crate::state::{AppState, Dialog, Effect, Suggest};

impl AppState {
    /// Opens the suggestion dialog. A statement typed before is looked for again if it has no answer.
    pub(in crate::state) fn open_suggest(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Suggest);
        if self.suggest.answer.is_none() && !self.suggest.statement.is_empty() {
            return self.request_suggestions();
        }
        Vec::new()
    }

    /// Sets the statement of the suggestion dialog, and looks for its paragraphs.
    pub(super) fn set_statement(&mut self, statement: String) -> Vec<Effect> {
        self.suggest = Suggest::new(statement);
        self.request_suggestions()
    }

    /// Returns the effect that looks for the paragraphs which the statement answers.
    fn request_suggestions(&self) -> Vec<Effect> {
        let statement = self.suggest.statement.clone();
        vec![Effect::Suggest { edition: Arc::clone(&self.edition), serial: self.serial, statement }]
    }
}
