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

/// What a notice is about, so that it goes when that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The text that is open. Beside another text the notice would speak of the wrong one.
    Text,
    /// The problems of the edition that is open, found by its last check.
    Problems,
    /// The silence that was gone to last.
    Silence,
    /// The dialog that is open.
    Dialog,
    /// That something could not be opened. It goes once something is.
    Opening,
    /// How the lesson goes on, or that it has ended.
    Lesson,
    /// What of the edition's plan came along to the reader's copy.
    Plan,
    /// That a clock of the lesson stopped. The class, too, sees it.
    Clock,
}

/// A message shown to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Distinguishes the notices of a run, also from one that said the same before; 0 until it is shown.
    pub id: u64,
    /// The severity.
    pub tone: Tone,
    /// One or a few sentences. It names no key: what it speaks of doing is offered.
    pub text: String,
    /// What it is about, if it is to go with it.
    pub subject: Option<Subject>,
    /// What can be done about it, with the words on the button. A command that is not offered in a state has none there.
    pub offers: Vec<(Command, &'static str)>,
    /// The change that an offer to undo or redo is about; set when it is shown. Once another change would be undone or
    /// redone, the offer is dropped.
    change: Option<u64>,
}

impl Notice {
    /// Creates a notice that disappears by itself.
    pub fn quiet(text: impl Into<String>) -> Self {
        Self { id: 0, tone: Tone::Quiet, text: text.into(), subject: None, offers: Vec::new(), change: None }
    }

    /// Creates a notice of a failure.
    pub fn fault(text: impl Into<String>) -> Self {
        Self { tone: Tone::Fault, ..Self::quiet(text) }
    }

    /// Says what the notice is about.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }

    /// Adds a button that runs a command. To undo a change is offered after it was made.
    #[must_use]
    pub fn offering(mut self, command: Command, words: &'static str) -> Self {
        self.offers.push((command, words));
        self
    }
}

/// Returns whether a command is undo (`true`) or redo (`false`); `None` for every other one.
pub(super) fn is_back(command: Command) -> Option<bool> {
    match command {
        Command::Undo => Some(true),
        Command::Redo => Some(false),
        _ => None,
    }
}

impl AppState {
    /// Shows a notice, in place of one that says the same.
    pub fn notify(&mut self, mut notice: Notice) {
        self.notices.retain(|old| (old.tone, &old.text) != (notice.tone, &notice.text));
        self.last_notice += 1;
        notice.id = self.last_notice;
        notice.change = notice.offers.iter().find_map(|(command, _)| self.next_change(is_back(*command)?));
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

    /// Removes the notices about one of some subjects.
    pub(super) fn drop_notices_about(&mut self, subjects: &[Subject]) {
        self.notices.retain(|notice| notice.subject.is_none_or(|subject| !subjects.contains(&subject)));
    }

    /// Removes the quiet notices up to an id if a later one is quiet: what an action says takes the place of what was said
    /// before, since a pile would cover what is read and pressed. An offer that still holds stays until there is another.
    pub(super) fn replace_quiet_notices(&mut self, last: u64) {
        let is_new = |notice: &Notice| notice.tone == Tone::Quiet && notice.id > last;
        let said = self.notices.iter().any(is_new);
        let offered = self.notices.iter().any(|notice| is_new(notice) && !notice.offers.is_empty());
        self.notices.retain(|notice| {
            let stays = notice.tone == Tone::Fault || notice.id > last || !said;
            stays || (!notice.offers.is_empty() && !offered)
        });
    }

    /// Drops each offer to undo or redo that would no longer act on the change that its notice is about.
    pub(super) fn drop_stale_offers(&mut self) {
        let next = [true, false].map(|back| (back, self.next_change(back)));
        for notice in &mut self.notices {
            let change = notice.change;
            let holds = |back| change.is_some() && next.contains(&(back, change));
            notice.offers.retain(|(command, _)| is_back(*command).is_none_or(holds));
        }
    }

    /// Removes the quiet notices, which were about the previous screen.
    pub(super) fn clear_quiet_notices(&mut self) {
        self.notices.retain(|notice| notice.tone == Tone::Fault);
    }
}
