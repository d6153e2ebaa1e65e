//! What a feature of the state reads of the rest, and what it asks of it.
//!
//! A feature changes only itself. Its update gets its own state, what is [`Shared`], and an action, and returns an
//! [`Outcome`]. The root performs that: it alone knows more than one feature.

use std::path::Path;
use std::sync::Arc;

use crate::model::rows::Rows;
use crate::model::{Correspondence, Date, Edition};

use super::undo_order::UndoTarget;
use super::{Dialog, Effect, Notice, OwnCopy, Setting, Settings, Shown, Subject};

/// What every feature may read and none may change.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    /// The text that is open with its notes: an edition, or a copy in place of its article.
    pub edition: &'a Arc<Edition>,
    /// The edition itself, also while a copy is open beside its notes.
    pub base: &'a Arc<Edition>,
    /// The folder of the edition; `None` if it is a built-in one, which its id names.
    pub path: Option<&'a Path>,
    /// Which paragraphs of the open copy and of the edition correspond; `None` if no copy is open.
    pub pairs: Option<&'a Correspondence>,
    /// Which notes stand beside which paragraph of the open text.
    pub rows: &'a Arc<Rows>,
    /// Which perspectives are shown, and in which order.
    pub shown: &'a Shown,
    /// The dialog that is open over the text.
    pub dialog: Option<&'a Dialog>,
    /// The settings.
    pub settings: &'a Settings,
    /// The local date.
    pub today: Date,
}

/// What a feature asks of the root after an update, in the order in which it happens.
#[must_use]
#[derive(Debug, Default)]
pub struct Outcome {
    pub(super) requests: Vec<Request>,
}

/// One thing that a feature asks of the root.
#[derive(Debug)]
pub enum Request {
    /// Performs an effect.
    Perform(Effect),
    /// Shows a notice.
    Notify(Notice),
    /// Drops the notices about something.
    DropNotices(Subject),
    /// Changes a setting.
    Set(Setting),
    /// Opens a dialog.
    OpenDialog(Dialog),
    /// Closes a dialog, if it is the one that is open.
    CloseDialog(Dialog),
    /// Closes the dialog that is open.
    CloseAnyDialog,
    /// A change was made that can be undone.
    RecordStep(UndoTarget),
    /// The last change was taken back, as if it had not been made, if it was made to this document.
    ForgetLastStep(UndoTarget),
    /// The changes of a document can no longer be undone, because another one is opened.
    ForgetSteps(UndoTarget),
    /// Steps of a document were dropped or restored: how many could be undone and redone before, and how many can now.
    SetStepCounts {
        /// The document.
        target: UndoTarget,
        /// The number of steps to undo and to redo before.
        before: (usize, usize),
        /// The number of steps to undo and to redo now.
        after: (usize, usize),
    },
    /// Opens a copy of the reader's, with the edition made of its text and the notes.
    OpenCopy(Box<OwnCopy>, Box<Edition>),
    /// Replaces the open text: the notes were matched again with the copy that is open.
    ReplaceText(Box<Edition>),
    /// Scrolls the text to a row that the review asks about, if that is open.
    ShowBehindReview(usize),
}

impl Outcome {
    /// Asks for anything.
    pub fn ask(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// Asks to perform an effect.
    pub fn perform(&mut self, effect: Effect) {
        self.ask(Request::Perform(effect));
    }

    /// Asks to show a notice.
    pub fn notify(&mut self, notice: Notice) {
        self.ask(Request::Notify(notice));
    }

    /// Asks to open a dialog.
    pub fn open_dialog(&mut self, dialog: Dialog) {
        self.ask(Request::OpenDialog(dialog));
    }
}
