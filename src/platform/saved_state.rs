//! Reading the settings and the state that earlier runs saved.

use crate::state::{Notice, SavedState, Settings};
use crate::storage::{Document, OpenedDocument, document_path, open_document};

use super::{Platform, documents};

impl Platform {
    /// Reads the settings and the state that earlier runs saved. The notices are about files that could not be read. A
    /// file that must not be overwritten is not saved in this run.
    pub fn load_saved(&mut self) -> (Settings, SavedState, Vec<Notice>) {
        let mut notices = Vec::new();
        let Some(folders) = self.folders.clone() else { return Default::default() };
        let settings = read(&folders.settings, documents::SETTINGS_KEY, &mut notices);
        let saved = read(&folders.data, documents::STATE_KEY, &mut notices);
        (self.saves_settings, self.saves_state) = (settings.is_ok(), saved.is_ok());
        (settings.unwrap_or_default(), saved.unwrap_or_default(), notices)
    }
}

/// Reads a saved file, or the usual values when there is none. Returns them as an error when the file must not be
/// overwritten.
fn read<T: Document + Default>(folder: &std::path::Path, key: &str, notices: &mut Vec<Notice>) -> Result<T, ()> {
    match open_document(&document_path(folder, key)) {
        Ok(OpenedDocument { value, warning }) => {
            notices.extend(warning.map(Notice::fault));
            Ok(value.unwrap_or_default())
        }
        Err(error) => {
            notices.push(Notice::fault(error.to_string()));
            Err(())
        }
    }
}
