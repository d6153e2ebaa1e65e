//! The reader's answers about the open copy: giving, undoing and cancelling them, and matching the copy again.

use std::collections::HashSet;
use std::sync::Arc;

use crate::import::group_thousands;
use crate::model::{Correction, Decision, Edition, LeftOut, ParagraphId};
use crate::state::feature::{Outcome, Request, Shared};
use crate::state::{Command, Dialog, Effect, Notice, Subject};

use super::{CopyState, MatchRequest, Matched, OwnCopy, SavedCopy};

/// The number of paragraphs that a message names.
const MAX_NAMED: usize = 4;

/// The message of a command that needs a copy when none is open.
pub(super) fn no_copy() -> Notice {
    Notice::quiet("No copy of your own is open").offering(Command::ReadOwnCopy, "Read your own copy…")
}

impl CopyState {
    /// Saves the open copy, if there is one.
    pub(in crate::state) fn save(&self, out: &mut Outcome) {
        if let Some(copy) = &self.open {
            out.perform(Effect::SaveCopy { key: copy.key.clone(), copy: Box::new(SavedCopy::of(copy)) });
        }
    }

    /// Performs the latest match request of the open copy, if there is one.
    fn perform_match(&self, out: &mut Outcome) {
        if let Some(copy) = &self.open {
            out.perform(Effect::Match { request: Box::new(copy.latest().clone()), generation: copy.generation });
        }
    }

    fn save_and_match(&self, out: &mut Outcome) {
        self.save(out);
        self.perform_match(out);
    }

    /// Changes the request of the open copy by an answer, which can be undone, and matches the copy again. Returns
    /// whether it did: while another edition is being matched, nothing can be answered.
    pub(super) fn answer(&mut self, out: &mut Outcome, next: impl FnOnce(&OwnCopy) -> Option<MatchRequest>) -> bool {
        let Some(copy) = self.open.as_mut().filter(|copy| !copy.is_changing_base()) else { return false };
        let Some(request) = next(copy) else { return false };
        copy.answer(request);
        out.ask(Request::RecordStep(copy.undo_target()));
        self.review.candidate = None;
        self.save_and_match(out);
        true
    }

    /// Links or unlinks paragraphs.
    pub(super) fn correct(&mut self, corrections: Vec<Correction>, out: &mut Outcome) {
        self.answer(out, |copy| {
            let mut request = copy.latest().clone();
            for new in corrections {
                request.corrections.retain(|old| old.paragraphs() != new.paragraphs());
                request.corrections.push(new);
            }
            request.known = None;
            Some(request)
        });
    }

    /// Decides the places of phrases.
    pub(super) fn decide(&mut self, decisions: Vec<Decision>, out: &mut Outcome) {
        self.answer(out, |copy| {
            let mut request = copy.latest().clone();
            for new in decisions {
                request.decisions.retain(|old| old.owner() != new.owner());
                request.decisions.push(new);
            }
            // The pairs do not depend on phrases, but are not known while another match is pending.
            if copy.pending.is_none() {
                request.known = Some(Arc::clone(&copy.pairs));
            }
            Some(request)
        });
    }

    /// Takes a paragraph in again that was left out.
    pub(super) fn take_in(&mut self, id: &ParagraphId, out: &mut Outcome) {
        if self.answer(out, |copy| copy.take_in(id)) {
            let message = format!("Taken in again as ¶{}", id.label());
            out.notify(Notice::quiet(message).about(Subject::Text).offering(Command::Undo, "Undo"));
        }
    }

    /// Returns the paragraph of a row, if it can be left out of the copy: unless it is the last that stands.
    pub(in crate::state) fn paragraph_to_leave_out<'a>(
        &self,
        shared: &Shared<'a>,
        row: usize,
    ) -> Option<&'a ParagraphId> {
        let copy = self.open.as_ref().filter(|copy| !copy.is_changing_base())?;
        let id = &shared.paragraph_of(row)?.id;
        let standing = &copy.latest().article.paragraphs;
        (standing.len() > 1 && standing.iter().any(|paragraph| paragraph.id == *id)).then_some(id)
    }

    pub(super) fn leave_row_out(&mut self, shared: &Shared<'_>, row: usize, out: &mut Outcome) {
        if self.open.is_none() {
            out.notify(no_copy());
            return;
        }
        let id = self.paragraph_to_leave_out(shared, row);
        let notice = match id.filter(|id| self.answer(out, |copy| copy.leave_out(id))) {
            Some(id) => {
                Notice::quiet(format!("¶{} is left out of your copy", id.label())).offering(Command::Undo, "Undo")
            }
            None if row == 0 => Notice::quiet("The title is no paragraph: choose one to leave out"),
            None => Notice::quiet("This paragraph cannot be left out now"),
        };
        out.notify(notice.about(Subject::Text));
    }

    /// Undoes (`back`) or redoes the last correction or decision.
    pub(in crate::state) fn step(&mut self, back: bool, out: &mut Outcome) {
        let Some(copy) = self.open.as_mut().filter(|copy| copy.can_step(back) && !copy.is_changing_base()) else {
            let what = if back { "There is no answer to undo" } else { "There is no answer to give again" };
            out.notify(Notice::quiet(what).about(Subject::Text));
            return;
        };
        let (before, cited) = (copy.latest().left_out.clone(), copy.latest().citation.clone());
        copy.step(back);
        let is_citation = cited != copy.latest().citation;
        let answered = match (is_citation, back) {
            (true, true) => "The citation is what it was before",
            (true, false) => "The citation is changed again",
            (false, true) => "Your last answer was undone",
            (false, false) => "Your last answer was given again",
        };
        let message = left_out_message(&before, &copy.latest().left_out).unwrap_or_else(|| answered.to_owned());
        self.review.candidate = None;
        let (other, words) = if back { (Command::Redo, "Redo") } else { (Command::Undo, "Undo") };
        out.notify(Notice::quiet(message).about(Subject::Text).offering(other, words));
        self.save_and_match(out);
    }

    /// Accepts the result of a match, unless a later one was requested.
    pub(super) fn on_matched(&mut self, shared: &Shared<'_>, generation: u64, matched: Matched, out: &mut Outcome) {
        let Some(edition) = self.open.as_mut().and_then(|copy| copy.accept(generation, matched)) else { return };
        out.ask(Request::ReplaceText(Box::new(edition)));
        // A question from the list of certain phrases is followed by that list again.
        let (single, listed) = (self.review.single, self.review.from_list);
        self.refresh_review();
        if shared.dialog == Some(&Dialog::Review) {
            if listed && !self.review.certain.is_empty() {
                self.review.lists_certain = true;
            } else if single && !listed {
                // The review was opened for this paragraph alone.
                out.ask(Request::CloseDialog(Dialog::Review));
            }
            self.follow_question(out);
        }
        self.save(out);
    }

    /// Cancels the match in progress. The copy stays as it was, and the answer that requested the match is withdrawn.
    pub(super) fn on_match_cancelled(&mut self, generation: u64, out: &mut Outcome) {
        let Some(copy) = self.open.as_mut().filter(|copy| copy.generation == generation) else { return };
        let text = if copy.is_changing_base() {
            "Cancelled: the edition stays as it was when it was opened"
        } else {
            "Cancelled: your answer was taken back, and the copy is as it was"
        };
        let before = copy.stacks.counts();
        if !copy.cancel_request() {
            return;
        }
        out.ask(Request::SetStepCounts { target: copy.undo_target(), before, after: copy.stacks.counts() });
        out.notify(Notice::quiet(text).about(Subject::Text));
        self.save(out);
    }

    /// Matches the open copy with the reloaded edition.
    pub(super) fn on_base_reloaded(&mut self, shared: &Shared<'_>, edition: Edition, out: &mut Outcome) {
        let Some(copy) = &mut self.open else { return };
        if edition.has_same_content(&copy.latest().base) {
            return;
        }
        let request = SavedCopy::of(copy).to_request(Arc::new(edition));
        copy.request_match(request);
        out.notify(Notice::quiet("The edition changed on disk and was read again").about(Subject::Text));
        self.perform_match(out);
        self.refresh_preview(shared, out);
    }

    /// Takes over what a copy that is to be opened leaves out, if it is open already. Returns whether it is.
    pub(in crate::state) fn adopt(&mut self, copy: &OwnCopy, out: &mut Outcome) -> bool {
        let is_it =
            |open: &&mut OwnCopy| open.key == copy.key && open.request.base.has_same_content(&copy.request.base);
        let Some(open) = self.open.as_mut().filter(is_it) else { return false };
        let name = open.source.name();
        out.ask(Request::CloseAnyDialog);
        if !open.is_changing_base() && open.adopt_left_out(copy) {
            out.ask(Request::RecordStep(open.undo_target()));
            out.notify(Notice::quiet(format!("{name} is open already; what is left out of it has changed")));
            self.save_and_match(out);
        } else {
            out.notify(Notice::quiet(format!("{name} is open already")));
        }
        true
    }
}

/// Returns what a step does to the paragraphs that are left out, if it does anything to them.
fn left_out_message(before: &[LeftOut], after: &[LeftOut]) -> Option<String> {
    let ids = |left_out: &[LeftOut]| left_out.iter().map(|left| left.paragraph.id.clone()).collect::<Vec<_>>();
    let (before, after) = (ids(before), ids(after));
    let only_in = |one: &[ParagraphId], other: &[ParagraphId]| {
        let other: HashSet<&ParagraphId> = other.iter().collect();
        one.iter().filter(|id| !other.contains(id)).cloned().collect::<Vec<_>>()
    };
    let (taken_in, left_out) = (only_in(&before, &after), only_in(&after, &before));
    match (taken_in.is_empty(), left_out.is_empty()) {
        (true, true) => None,
        (true, false) => Some("Left out again".to_owned()),
        (false, true) => Some("Taken in again".to_owned()),
        (false, false) => Some(format!("Taken in again: {}. Left out again: {}", named(&taken_in), named(&left_out))),
    }
}

/// Returns the paragraphs of a message: by their numbers if they are few.
fn named(ids: &[ParagraphId]) -> String {
    if ids.len() > MAX_NAMED {
        return format!("{} paragraphs", group_thousands(ids.len()));
    }
    ids.iter().map(|id| format!("¶{}", id.label())).collect::<Vec<_>>().join(", ")
}
