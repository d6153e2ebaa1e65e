//! Rounds on disk: reading, saving and listing them, and exporting their flows.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::export::flow::{self, FlowError};
use crate::model::round::{Clock, Round, RoundFormat};
use crate::state::round::{FlowFormat, RoundAction};
use crate::state::{Action, FlowExport, Notice};
use crate::storage::{WriteExportError, create_round_format, round_formats_in, today, write_export};

use super::briefs::list_titles;
use super::open::expand_home;
use super::save_worker::{Job, ReadJob, WriteJob};
use super::{Message, Platform, spawn};

/// Why a flow could not be exported.
#[derive(Debug, thiserror::Error)]
enum ExportFlowError {
    /// It could not be encoded.
    #[error(transparent)]
    Encode(#[from] FlowError),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteExportError),
}

impl Platform {
    /// Reads a round, after its pending state is written, and lists the rounds.
    pub fn load_round(&self, key: String, wake: impl Fn() + Send + 'static) {
        match Self::file_of(self.rounds.as_ref(), &key) {
            Some(path) => self.queue(Some(&path), Job::Read(ReadJob::Round(key))),
            None => self.send(Action::Round(RoundAction::Loaded(key, Ok(None)))),
        }
        self.list_rounds(wake);
    }

    /// Lists the stored rounds and the user's formats on a thread.
    pub fn list_rounds(&self, wake: impl Fn() + Send + 'static) {
        let (folder, formats, sender) = (self.rounds.clone(), self.formats.clone(), self.sender.clone());
        spawn("list the rounds", move || {
            let rounds = folder.map_or_else(Vec::new, |folder| list_titles(&folder));
            let _ = sender.send(Message::action(Action::Round(RoundAction::Listed(rounds))));
            let _ = sender.send(Message::action(list_formats(formats.as_deref())));
            wake();
        });
    }

    /// Moves the file of a round to a folder beside the others.
    pub fn remove_round(&self, key: &str) {
        self.remove_document(Self::file_of(self.rounds.as_ref(), key));
    }

    /// Saves a user's format of a round on a thread, under a name that is not taken, and lists the formats.
    pub fn save_format(&self, format: RoundFormat, wake: impl Fn() + Send + 'static) {
        let (folder, sender) = (self.formats.clone(), self.sender.clone());
        spawn("save the format", move || {
            let notice = match folder.as_deref().map(|folder| create_round_format(folder, &format)) {
                Some(Ok(path)) => Notice::quiet(format!("“{}” is kept as a format: {}", format.name, path.display())),
                Some(Err(error)) => Notice::fault(format!("The format was not kept: {error}")),
                None => Notice::fault("The format was not kept: there is no folder for it"),
            };
            let _ = sender.send(Message::action(Action::Notify(notice)));
            let _ = sender.send(Message::action(list_formats(folder.as_deref())));
            wake();
        });
    }

    /// Queues a round, which is written within half a second and merged with what another window has written since it
    /// was `base`.
    pub fn save_round(&self, key: &str, round: Arc<Round>, clock: Clock, base: Arc<Round>) {
        let path = Self::file_of(self.rounds.as_ref(), key);
        self.queue(path.as_ref(), Job::Write(WriteJob::Round { key: key.to_owned(), ours: round, clock, base }));
    }

    /// Exports the flow of a round on a thread.
    pub fn write_flow(&self, export: FlowExport, path: PathBuf, overwrite: bool, wake: impl Fn() + Send + 'static) {
        let (sender, path) = (self.sender.clone(), expand_home(path));
        spawn("write the flow", move || {
            let FlowExport { key, round, form } = export;
            let notice = match export_flow(&round, form, &path, overwrite) {
                Ok(()) => {
                    let _ = sender.send(Message::action(Action::Round(RoundAction::Exported(key))));
                    Notice::quiet(format!("Saved: {}", path.display()))
                }
                Err(error) => Notice::fault(format!("The flow was not saved: {error}")),
            };
            let _ = sender.send(Message::action(Action::Notify(notice)));
            wake();
        });
    }
}

fn export_flow(round: &Round, form: FlowFormat, path: &Path, overwrite: bool) -> Result<(), ExportFlowError> {
    let bytes = match form {
        FlowFormat::Csv => flow::csv(round),
        FlowFormat::Xlsx => flow::xlsx(round, Some(today()))?,
    };
    Ok(write_export(path, &bytes, overwrite)?)
}

/// Returns an action with the formats in the user's folder and the messages about those that cannot be read.
fn list_formats(folder: Option<&Path>) -> Action {
    let (formats, faults) = folder.map_or_else(Default::default, round_formats_in);
    Action::Round(RoundAction::FormatsLoaded(formats, faults))
}

/// Returns the seconds since 1970 by the system clock, or 0 when it is set to an earlier time.
pub fn wall_clock() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}
