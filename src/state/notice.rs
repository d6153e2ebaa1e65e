//! Messages to the reader, shown once.

use super::AppState;

/// Messages kept; the oldest goes first.
const MOST_NOTICES: usize = 3;

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It went well, or is good to know; goes by itself.
    Quiet,
    /// It went wrong; stays until it is put away.
    Fault,
}

/// A message shown to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// One or a few sentences.
    pub text: String,
}

impl Notice {
    /// Something good to know.
    pub fn quiet(text: impl Into<String>) -> Self {
        Self { tone: Tone::Quiet, text: text.into() }
    }

    /// Something that went wrong.
    pub fn fault(text: impl Into<String>) -> Self {
        Self { tone: Tone::Fault, text: text.into() }
    }
}

impl AppState {
    /// Shows a message; the same message twice is shown once.
    pub fn say(&mut self, notice: Notice) {
        self.notices.retain(|old| *old != notice);
        self.notices.push(notice);
        // Of the quiet ones the last two are read; what went wrong stays longer.
        let quiet = self.notices.iter().filter(|notice| notice.tone == Tone::Quiet).count();
        if let Some(first) = self.notices.iter().position(|notice| notice.tone == Tone::Quiet).filter(|_| quiet > 2) {
            self.notices.remove(first);
        }
        if self.notices.len() > MOST_NOTICES {
            self.notices.remove(0);
        }
    }

    /// Another screen comes: what was said of the one before, and went well, goes.
    pub(super) fn hush(&mut self) {
        self.notices.retain(|notice| notice.tone == Tone::Fault);
    }
}
