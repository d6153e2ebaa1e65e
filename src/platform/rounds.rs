//! Rounds: read and written in their folder, and their flows sent out.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::export::flow;
use crate::model::round::{Round, RoundFormat};
use crate::state::round::{FlowFormat, RoundAction};
use crate::state::{Action, FlowExport, Notice};
use crate::storage::{create_round_format, round_formats_in, today, write_export};

use super::briefs::titled_in;
use super::open::expand_home;
use super::save_worker::Job;
use super::{Message, Platform, thread};

impl Platform {
    /// Reads a round, after what waits to be written of it, and which others there are.
    pub fn load_round(&self, key: String, wake: impl Fn() + Send + 'static) {
        match Self::file_of(self.rounds.as_ref(), &key) {
            Some(path) => self.save(Some(&path), || Job::ReadRound(key)),
            None => {
                let came = Action::Round(RoundAction::Loaded(key, Ok(None)));
                let _ = self.sender.send(Message::action(came));
            }
        }
        self.list_rounds(wake);
    }

    /// Tells which rounds are kept, and which formats of the reader's own.
    pub fn list_rounds(&self, wake: impl Fn() + Send + 'static) {
        let (folder, formats, sender) = (self.rounds.clone(), self.formats.clone(), self.sender.clone());
        thread("list the rounds", move || {
            let listed = folder.map_or_else(Vec::new, |folder| titled_in(&folder));
            let _ = sender.send(Message::action(Action::Round(RoundAction::Listed(listed))));
            let _ = sender.send(Message::action(formats_in(formats.as_deref())));
            wake();
        });
    }

    /// Puts a round away.
    pub fn remove_round(&self, key: &str) {
        self.remove_document(Self::file_of(self.rounds.as_ref(), key));
    }

    /// Keeps a format of the reader's own under a name that is free.
    pub fn save_format(&self, format: RoundFormat, wake: impl Fn() + Send + 'static) {
        let (folder, sender) = (self.formats.clone(), self.sender.clone());
        thread("keep the format", move || {
            let notice = match folder.as_deref().map(|folder| create_round_format(folder, &format)) {
                Some(Ok(path)) => Notice::quiet(format!("“{}” is kept as a format: {}", format.name, path.display())),
                Some(Err(fault)) => Notice::fault(format!("The format was not kept: {fault}")),
                None => Notice::fault("The format was not kept: there is no folder for it"),
            };
            let _ = sender.send(Message::action(Action::Notify(notice)));
            let _ = sender.send(Message::action(formats_in(folder.as_deref())));
            wake();
        });
    }

    /// Hands a round over to be kept within half a second, beside what another window has written.
    pub fn save_round(&self, key: &str, round: Arc<Round>, base: Arc<Round>) {
        let path = Self::file_of(self.rounds.as_ref(), key);
        self.save(path.as_ref(), || Job::Round(key.to_owned(), round, base));
    }

    /// Writes a round's flow in a form on a thread.
    pub fn write_flow(&self, export: FlowExport, path: PathBuf, overwrite: bool, wake: impl Fn() + Send + 'static) {
        let (sender, path) = (self.sender.clone(), expand_home(path));
        thread("write the flow", move || {
            let FlowExport { key, round, form } = export;
            let made = match form {
                FlowFormat::Csv => Ok(flow::csv(&round)),
                FlowFormat::Xlsx => flow::xlsx(&round, Some(today())).map_err(|error| error.to_string()),
            };
            let done = made.and_then(|bytes| write_export(&path, &bytes, overwrite).map_err(|error| error.to_string()));
            let notice = match done {
                Ok(()) => {
                    let _ = sender.send(Message::action(Action::Round(RoundAction::Exported(key))));
                    Notice::quiet(format!("Saved: {}", path.display()))
                }
                Err(fault) => Notice::fault(format!("The flow was not saved: {fault}")),
            };
            let _ = sender.send(Message::action(Action::Notify(notice)));
            wake();
        });
    }
}

/// The formats in the reader's own folder.
fn formats_in(folder: Option<&Path>) -> Action {
    let (own, faults) = folder.map_or_else(Default::default, round_formats_in);
    Action::Round(RoundAction::FormatsLoaded(own, faults))
}

/// Seconds since 1970 by the wall's clock.
pub fn wall_clock() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}
