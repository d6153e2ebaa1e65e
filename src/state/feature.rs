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
    /// The folder of the edition; `None` for the built-in one.
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
    requests: Vec<Request>,
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
    /// Asks to perform an effect.
    pub fn perform(&mut self, effect: Effect) {
        self.requests.push(Request::Perform(effect));
    }

    /// Asks to show a notice.
    pub fn notify(&mut self, notice: Notice) {
        self.requests.push(Request::Notify(notice));
    }

    /// Asks to drop the notices about something.
    pub fn drop_notices_about(&mut self, subject: Subject) {
        self.requests.push(Request::DropNotices(subject));
    }

    /// Asks to change a setting.
    pub fn set(&mut self, setting: Setting) {
        self.requests.push(Request::Set(setting));
    }

    /// Asks to open a dialog.
    pub fn open_dialog(&mut self, dialog: Dialog) {
        self.requests.push(Request::OpenDialog(dialog));
    }

    /// Asks to close a dialog, if it is the one that is open.
    pub fn close_dialog(&mut self, dialog: Dialog) {
        self.requests.push(Request::CloseDialog(dialog));
    }

    /// Asks to close the dialog that is open.
    pub fn close_any_dialog(&mut self) {
        self.requests.push(Request::CloseAnyDialog);
    }

    /// Records a change that can be undone.
    pub fn record_step(&mut self, target: UndoTarget) {
        self.requests.push(Request::RecordStep(target));
    }

    /// Drops the last change, which was taken back, if it was made to a document.
    pub fn forget_last_step(&mut self, target: UndoTarget) {
        self.requests.push(Request::ForgetLastStep(target));
    }

    /// Drops the changes of a document, which can no longer be undone.
    pub fn forget_steps(&mut self, target: UndoTarget) {
        self.requests.push(Request::ForgetSteps(target));
    }

    /// Follows the undo stacks of a document, from which steps were dropped or to which some were restored.
    pub fn set_step_counts(&mut self, target: UndoTarget, before: (usize, usize), after: (usize, usize)) {
        self.requests.push(Request::SetStepCounts { target, before, after });
    }

    /// Asks to open a copy of the reader's, with the edition made of its text and the notes.
    pub fn open_copy(&mut self, copy: OwnCopy, edition: Edition) {
        self.requests.push(Request::OpenCopy(Box::new(copy), Box::new(edition)));
    }

    /// Asks to replace the open text, after the notes were matched again with the copy that is open.
    pub fn replace_text(&mut self, edition: Edition) {
        self.requests.push(Request::ReplaceText(Box::new(edition)));
    }

    /// Asks to scroll the text to a row that the review asks about, if that is open.
    pub fn show_behind_review(&mut self, row: usize) {
        self.requests.push(Request::ShowBehindReview(row));
    }

    /// Returns what is asked, in order.
    pub fn into_requests(self) -> Vec<Request> {
        self.requests
    }
}
