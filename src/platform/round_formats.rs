//! The user's formats of rounds.

use std::path::Path;

use crate::model::round::RoundFormat;
use crate::state::round::RoundAction;
use crate::state::{Action, Notice};
use crate::storage::{create_round_format, round_formats_in};

use super::Platform;

impl Platform {
    /// Lists the user's formats.
    pub fn list_formats(&self) {
        let folder = self.folder("formats");
        self.jobs.spawn("list the formats", move || vec![list(folder.as_deref())]);
    }

    /// Saves a user's format of a round under a name that is not taken, and lists the formats.
    pub fn save_format(&self, format: RoundFormat) {
        let folder = self.folder("formats");
        self.jobs.spawn("save the format", move || {
            let notice = match folder.as_deref().map(|folder| create_round_format(folder, &format)) {
                Some(Ok(path)) => Notice::quiet(format!("“{}” is kept as a format: {}", format.name, path.display())),
                Some(Err(error)) => Notice::fault(format!("The format was not kept: {error}")),
                None => Notice::fault("The format was not kept: there is no folder for it"),
            };
            vec![Action::Notify(notice), list(folder.as_deref())]
        });
    }
}

/// Returns an action with the formats in the user's folder and the messages about those that cannot be read.
fn list(folder: Option<&Path>) -> Action {
    let (formats, faults) = folder.map_or_else(Default::default, round_formats_in);
    Action::Round(RoundAction::FormatsLoaded(formats, faults))
}
