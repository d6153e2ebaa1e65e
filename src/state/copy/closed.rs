//! A copy that was closed: what undoes the answers about it, until it is opened again.

use std::sync::Arc;

use crate::model::{Edition, fingerprint};
use crate::state::feature::{Outcome, Request};
use crate::state::undo_order::UndoTarget;

use super::{AnswerStacks, AnswerSubjects, CopyState, OwnCopy, SavedCopy};

/// The number of closed copies whose answers can still be undone once they are open again.
const MAX_CLOSED: usize = 4;

/// The undo and redo steps of a copy that is not open.
///
/// They are only taken over by a copy that reads as this one did when it was closed: a step restores the answers of its
/// time, and would take back what another window has answered since.
#[derive(Clone, Debug)]
pub(super) struct ClosedCopy {
    /// The name under which the copy is saved.
    key: String,
    base: Arc<Edition>,
    saved: SavedCopy,
    stacks: AnswerStacks,
}

impl CopyState {
    /// Keeps the steps of a copy that is closed, for when it is opened again in this run. Returns whose steps are
    /// forgotten instead: its own if there are none, or those of the copy that was closed first.
    pub(in crate::state) fn keep_steps(&mut self, copy: &OwnCopy) -> Option<UndoTarget> {
        let Some(closed) = copy.closed() else { return Some(copy.undo_target()) };
        self.closed.retain(|other| other.key != closed.key);
        self.closed.push(closed);
        (self.closed.len() > MAX_CLOSED).then(|| target(&self.closed.remove(0).key))
    }

    /// Gives a copy that is opened the steps it had when it was closed.
    pub(in crate::state) fn resume_steps(&mut self, copy: &mut OwnCopy, out: &mut Outcome) {
        let open = self.open.as_ref().filter(|open| open.key == copy.key).and_then(OwnCopy::closed);
        let at = self.closed.iter().position(|closed| closed.key == copy.key);
        let kept = at.map(|at| self.closed.remove(at));
        let Some(closed) = open.or(kept) else {
            out.ask(Request::ForgetSteps(copy.undo_target()));
            return;
        };
        let before = closed.stacks.counts();
        copy.resume_steps(closed);
        out.ask(Request::SetStepCounts { target: copy.undo_target(), before, after: copy.stacks.counts() });
    }

    /// Forgets the steps of the closed copies of these names.
    pub(in crate::state) fn forget_closed(&mut self, keys: &[String], out: &mut Outcome) {
        for closed in self.closed.extract_if(.., |closed| keys.contains(&closed.key)) {
            out.ask(Request::ForgetSteps(target(&closed.key)));
        }
    }
}

impl OwnCopy {
    /// Returns what is kept of the copy when it is closed; `None` if there is nothing to undo or redo.
    fn closed(&self) -> Option<ClosedCopy> {
        if self.stacks.counts() == (0, 0) {
            return None;
        }
        let stacks = AnswerStacks { remote: AnswerSubjects::default(), ..AnswerStacks::clone(&self.stacks) };
        let base = Arc::clone(&self.latest().base);
        Some(ClosedCopy { key: self.key.clone(), base, saved: SavedCopy::of(self), stacks })
    }

    /// Takes over the steps of this copy as it was closed, unless the text, the answers or the edition differ from then.
    fn resume_steps(&mut self, closed: ClosedCopy) {
        let ClosedCopy { key, base, saved, mut stacks } = closed;
        if key != self.key || !SavedCopy::of(self).reads_as(&saved) {
            return;
        }
        // The edition was read again, which makes no other edition of it.
        for list in [&mut stacks.undo, &mut stacks.redo] {
            list.retain(|request| Arc::ptr_eq(&request.base, &base));
            for request in list {
                Arc::make_mut(request).base = Arc::clone(&self.request.base);
            }
        }
        self.stacks = Arc::new(stacks);
        self.accepted_stacks = Arc::clone(&self.stacks);
    }

    /// Returns whose changes the answers about the copy are.
    pub fn undo_target(&self) -> UndoTarget {
        target(&self.key)
    }
}

impl SavedCopy {
    /// Returns whether two copies have the same text beside the same edition, with the same answers.
    fn reads_as(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(one: &[T], other: &[T]) -> bool {
            one.len() == other.len() && one.iter().all(|item| other.contains(item))
        }
        (&self.base, &self.article, &self.left_out, &self.citation)
            == (&other.base, &other.article, &other.left_out, &other.citation)
            && same(&self.corrections, &other.corrections)
            && same(&self.decisions, &other.decisions)
    }
}

fn target(key: &str) -> UndoTarget {
    UndoTarget::Copy(fingerprint([key]))
}
