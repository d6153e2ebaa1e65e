//! A copy that was closed: what undoes the answers about it, until it is opened again.

use std::sync::Arc;

use crate::model::Edition;
use crate::state::undo_order::UndoTarget;

use super::{AnswerStacks, AnswerSubjects, OwnCopy, SavedCopy, fingerprint};

/// The undo and redo steps of a copy that is not open.
///
/// They are only taken over by a copy that reads as this one did when it was closed: a step restores the answers of its
/// time, and would take back what another window has answered since.
#[derive(Clone, Debug)]
pub struct ClosedCopy {
    /// The name under which the copy is saved.
    pub key: String,
    base: Arc<Edition>,
    saved: SavedCopy,
    stacks: AnswerStacks,
}

impl ClosedCopy {
    /// Returns whose changes the steps are.
    pub fn undo_target(&self) -> UndoTarget {
        target(&self.key)
    }

    /// Returns the number of answers that can be undone, and of those that can be redone.
    pub fn step_counts(&self) -> (usize, usize) {
        (self.stacks.undo.len(), self.stacks.redo.len())
    }
}

impl OwnCopy {
    /// Returns what is kept of the copy when it is closed; `None` if there is nothing to undo or redo.
    pub fn closed(&self) -> Option<ClosedCopy> {
        let stacks = AnswerStacks { remote: AnswerSubjects::default(), ..self.stacks.clone() };
        if self.step_counts() == (0, 0) {
            return None;
        }
        let base = Arc::clone(&self.latest().base);
        Some(ClosedCopy { key: self.key.clone(), base, saved: SavedCopy::of(self), stacks })
    }

    /// Takes over the steps of this copy as it was closed, unless the text, the answers or the edition differ from then.
    pub fn resume_steps(&mut self, closed: ClosedCopy) {
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
        self.accepted_stacks = stacks.clone();
        self.stacks = stacks;
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
        (&self.base, &self.article, &self.left_out) == (&other.base, &other.article, &other.left_out)
            && same(&self.corrections, &other.corrections)
            && same(&self.decisions, &other.decisions)
    }
}

fn target(key: &str) -> UndoTarget {
    UndoTarget::Copy(fingerprint([key].into_iter()))
}
