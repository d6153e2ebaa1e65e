//! The reader's own copy beside the rest: opening one in place of the edition's text, and closing it.

use std::sync::Arc;

use crate::model::Edition;
use crate::state::copy::TextChange;
use crate::state::feature::Outcome;
use crate::state::{
    AppState, CopyAction, Dialog, Effect, Notice, Opened, OwnCopy, Place, Preview, PreviousText, ScrollRequest, Subject,
};

use super::opening::NewText;

impl AppState {
    /// Applies an action to the reader's copy, and performs what it asks of the rest.
    pub(in crate::state) fn update_copy(&mut self, action: CopyAction) -> Vec<Effect> {
        // The copy is changed, so what others read of it is held apart.
        let (base, pairs) = (Arc::clone(self.base()), self.copy.pairs().map(Arc::clone));
        self.run(|state, out| state.copy.update(&shared!(state, &base, pairs.as_deref()), action, out))
    }

    /// Shows the preview of a text that was read.
    pub(super) fn on_text_loaded(&mut self, preview: Preview) -> Vec<Effect> {
        if !self.copy.expects(&preview) {
            return Vec::new();
        }
        self.drop_notices_about(&[Subject::Opening]);
        self.update_copy(CopyAction::Preview(Box::new(preview)))
    }

    /// Opens a copy that was read or made from the preview.
    pub(super) fn on_copy_loaded(&mut self, mut copy: OwnCopy, edition: Edition, reopened: bool) -> Vec<Effect> {
        self.drop_notices_about(&[Subject::Opening]);
        let mut outcome = Outcome::default();
        if self.copy.adopt(&copy, &mut outcome) {
            return self.follow(outcome);
        }
        let path = copy.edition_path.clone();
        let (previous, damage, name) = (copy.previous.take(), copy.damage.take(), copy.source.name());
        // A generation that no earlier copy had, so that a match still running for one is not accepted for this one.
        copy.generation = (self.serial + 1) << 32;
        copy.left_out_base.generation = copy.generation;
        // At the start of the program nothing is asked.
        let asks = !reopened && copy.begin_asking();
        self.copy.resume_steps(&mut copy, &mut outcome);
        let mut effects = self.follow(outcome);
        if reopened {
            // The program has just started: the place of the last run counts.
            self.swap_edition(Opened { edition, path }, NewText::Copy(Box::new(copy)), false);
        } else {
            self.replace_edition(Opened { edition, path }, Some(copy));
        }
        self.dialog = asks.then_some(Dialog::Citation);
        effects.extend(self.run(|state, out| {
            // At the start of the program the reader has opened nothing, and knows how the copy fits.
            if !reopened {
                state.copy.report_match(out);
            }
            state.copy.save(out);
        }));
        if let Some(previous) = previous {
            self.report_previous(&previous, &name);
        }
        if let Some(damage) = damage {
            self.notify(Notice::fault(damage));
        }
        effects.extend([Effect::ScheduleSave, self.check()]);
        effects
    }

    /// Replaces the open text, after the notes were matched again with the copy that is open.
    pub(super) fn on_copy_matched(&mut self, edition: Edition) {
        // What is open over the text stays.
        let (path, dialog) = (self.path.clone(), self.dialog.take());
        self.swap_edition(Opened { edition, path }, NewText::SameCopy, false);
        self.carry_plans();
        self.dialog = dialog;
    }

    /// Tells the reader which answers about a previous text of the file were carried over. If all of them were, the
    /// previous text leaves the recent list.
    fn report_previous(&mut self, previous: &PreviousText, name: &str) {
        let text = previous.message(name);
        if previous.dropped.is_empty() && !previous.is_unrelated {
            // The copy of another file stays a copy of that file.
            if !matches!(previous.change, TextChange::OtherSource(_)) {
                self.saved_state.forget(&previous.key);
            }
            self.notify(Notice::quiet(text).about(Subject::Text));
        } else {
            self.notify(Notice::fault(text));
        }
    }

    /// Closes the copy, and opens the edition's own text.
    pub(in crate::state) fn leave_copy(&mut self) -> Vec<Effect> {
        let Some(copy) = &self.copy.open else {
            self.notify(Notice::quiet("The edition's own text is open already").about(Subject::Text));
            return Vec::new();
        };
        let opened = Opened { edition: Edition::clone(&copy.latest().base), path: copy.edition_path.clone() };
        self.replace_edition(opened, None);
        vec![Effect::ScheduleSave, self.check()]
    }

    /// Forgets the open copy, and opens the edition's own text.
    pub(super) fn forget_copy(&mut self) -> Vec<Effect> {
        self.dialog = None;
        let Some(copy) = &self.copy.open else { return Vec::new() };
        let opened = Opened { edition: Edition::clone(&copy.latest().base), path: copy.edition_path.clone() };
        let (name, is_file) = (copy.source.name(), copy.source.path().is_some());
        let keys: Vec<String> = copy.predecessors.iter().chain([&copy.key]).cloned().collect();
        self.replace_edition(opened, None);
        let mut effects = self.run(|state, out| state.copy.forget_closed(&keys, out));
        keys.iter().for_each(|key| self.saved_state.forget(key));
        let file_remains = if is_file { ". Your own file is as it was" } else { "" };
        self.notify(Notice::quiet(format!("The copy of {name} was forgotten{file_remains}")));
        effects.extend([Effect::ForgetCopy(keys), Effect::ScheduleSave, self.check()]);
        effects
    }

    /// Opens the dialog of the review, and remembers where the reader is.
    pub(super) fn open_review(&mut self) {
        self.read_before_review.get_or_insert((self.reader.place, self.reader.active));
        // They have led here.
        self.clear_quiet_notices();
        self.dialog = Some(Dialog::Review);
    }

    /// Handles the end of the review when another dialog or none replaces it: goes back to where the reader was before
    /// the review scrolled the text.
    pub(super) fn leave_review(&mut self, dialog: Option<&Dialog>) {
        if dialog == Some(&Dialog::Review) {
            return;
        }
        self.copy.end_review();
        if let Some((place, active)) = self.read_before_review.take() {
            let last = self.row_count() - 1;
            // With layout 0, the next frame finds the line again: the copy may have been matched again since.
            self.reader.place = Place { row: place.row.min(last), layout: 0, ..place };
            self.reader.active = active.min(last);
            self.reader.scroll = None;
        }
    }

    /// Scrolls the text behind the review to a row: to the top, which the dialog leaves free.
    pub(super) fn show_behind_review(&mut self, row: usize) {
        if self.dialog == Some(Dialog::Review) {
            self.reader.active = row.min(self.row_count() - 1);
            self.reader.scroll = Some(ScrollRequest::ToRow(self.reader.active));
        }
    }
}
