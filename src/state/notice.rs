//! Messages to the reader, shown once.

use super::{AppState, Command};

/// The number of notices shown; the oldest is dropped first.
const MAX_NOTICES: usize = 3;

/// The severity of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A success or a piece of information; disappears by itself.
    Quiet,
    /// A failure; stays until it is dismissed.
    Fault,
}

/// A message shown to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The severity.
    pub tone: Tone,
    /// One or a few sentences. It names no key: what it speaks of doing is offered.
    pub text: String,
    /// What can be done about it, with the words on the button. A command that is not offered in a state has none there.
    pub offers: Vec<(Command, &'static str)>,
}

impl Notice {
    /// Creates a notice that disappears by itself.
    pub fn quiet(text: impl Into<String>) -> Self {
        Self { tone: Tone::Quiet, text: text.into(), offers: Vec::new() }
    }

    /// Creates a notice of a failure.
    pub fn fault(text: impl Into<String>) -> Self {
        Self { tone: Tone::Fault, text: text.into(), offers: Vec::new() }
    }

    /// Adds a button that runs a command.
    #[must_use]
    pub fn offering(mut self, command: Command, words: &'static str) -> Self {
        self.offers.push((command, words));
        self
    }
}

impl AppState {
    /// Shows a notice. A notice that is already shown moves to the end.
    pub fn notify(&mut self, notice: Notice) {
        self.notices.retain(|old| *old != notice);
        self.notices.push(notice);
        // At most two quiet notices are kept, so that faults stay visible longer.
        let quiet = self.notices.iter().filter(|notice| notice.tone == Tone::Quiet).count();
        if let Some(first) = self.notices.iter().position(|notice| notice.tone == Tone::Quiet).filter(|_| quiet > 2) {
            self.notices.remove(first);
        }
        if self.notices.len() > MAX_NOTICES {
            self.notices.remove(0);
        }
    }

    /// Removes the quiet notices, which were about the previous screen.
    pub(super) fn clear_quiet_notices(&mut self) {
        self.notices.retain(|notice| notice.tone == Tone::Fault);
    }
}
