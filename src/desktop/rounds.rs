//! Rounds: read and written in their folder, and their flows sent out.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::export::flow;
use crate::library::{self, put, today};
use crate::model::round::Round;
use crate::session::rounds::{FlowForm, RoundAction};
use crate::session::{Action, Notice};

use super::briefs::titled_in;
use super::saver::Job;
use super::{Desktop, Message, thread};

impl Desktop {
    /// Reads a round on a thread, and which others there are.
    pub fn load_round(&self, key: String, wake: impl Fn() + Send + 'static) {
        let path = Self::file_of(self.rounds.as_ref(), &key);
        let sender = self.sender.clone();
        thread("read the round", move || {
            let round = path.map_or(Ok(None), |path| library::read_by_hand::<Round>(&path));
            let round = round.map(|round| round.map(Box::new));
            let _ = sender.send(Message::action(Action::Round(RoundAction::Came(key, round))));
            wake();
        });
        self.list_rounds(|| {});
    }

    /// Tells which rounds are kept.
    pub fn list_rounds(&self, wake: impl Fn() + Send + 'static) {
        let (folder, sender) = (self.rounds.clone(), self.sender.clone());
        thread("list the rounds", move || {
            let listed = folder.map_or_else(Vec::new, |folder| titled_in(&folder));
            let _ = sender.send(Message::action(Action::Round(RoundAction::Listed(listed))));
            wake();
        });
    }

    /// Hands a round over to be kept within half a second; another window's version is kept beside it.
    pub fn save_round(&self, key: &str, round: Round, base: Option<&Round>) {
        let path = Self::file_of(self.rounds.as_ref(), key);
        self.save(path.as_ref(), || Job::Round(Box::new(round), base.cloned().map(Box::new)));
    }

    /// Writes a round's flow in a form on a thread.
    pub fn write_flow(
        &self,
        round: Round,
        form: FlowForm,
        path: PathBuf,
        over: bool,
        wake: impl Fn() + Send + 'static,
    ) {
        let sender = self.sender.clone();
        thread("write the flow", move || {
            let made = match form {
                FlowForm::Csv => Ok(flow::csv(&round)),
                FlowForm::Xlsx => flow::xlsx(&round, Some(today())).map_err(|error| error.to_string()),
            };
            let done = made.and_then(|bytes| put(&path, &bytes, over).map_err(|error| error.to_string()));
            let notice = match done {
                Ok(()) => Notice::quiet(format!("Saved: {}", path.display())),
                Err(fault) => Notice::fault(format!("The flow was not saved: {fault}")),
            };
            let _ = sender.send(Message::action(Action::Say(notice)));
            wake();
        });
    }
}

/// Seconds since 1970 by the wall's clock.
pub fn wall_clock() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}
