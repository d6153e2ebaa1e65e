//! The order of all changes across the undo stacks, so that undo reverts the latest one wherever it was made.

/// The document that a change was made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoTarget {
    /// The reader's layer: highlights, annotations, quotations and sources.
    Layer,
    /// The brief, on its own screen.
    Brief,
    /// The brief, changed from the article: a card or a block was cut.
    Cut,
    /// A round: its reading lists, its flow, its names and its speeches.
    Round,
    /// A copy of the reader's, by the fingerprint of its name: an answer about where a paragraph or a phrase belongs, or what
    /// is left out of it.
    Copy(u64),
}

/// The number of changes that are remembered.
const MAX_STEPS: usize = 1000;

/// A change, which keeps its id when it is undone and redone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    id: u64,
    target: UndoTarget,
}

/// The changes that were made, and those that were undone.
#[derive(Clone, Debug, Default)]
pub struct UndoOrder {
    done: Vec<Step>,
    undone: Vec<Step>,
    last_id: u64,
}

impl UndoOrder {
    /// Records a change.
    pub fn push(&mut self, target: UndoTarget) {
        self.undone.clear();
        self.last_id += 1;
        self.done.push(Step { id: self.last_id, target });
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
        }
    }

    /// Drops the last change if it was made to `target`.
    pub fn forget_last(&mut self, target: UndoTarget) {
        self.done.pop_if(|step| step.target == target);
    }

    /// Follows the stacks of `target` when steps of its own were dropped or restored there, as in a change that was
    /// cancelled: of its latest changes, as many stay to be undone and to be redone as the counts say.
    pub fn set_counts(&mut self, target: UndoTarget, before: (usize, usize), after: (usize, usize)) {
        for (list, before, after) in [(&mut self.done, before.0, after.0), (&mut self.undone, before.1, after.1)] {
            for _ in after..before {
                if let Some(at) = list.iter().rposition(|step| step.target == target) {
                    list.remove(at);
                }
            }
            for _ in before..after {
                self.last_id += 1;
                list.push(Step { id: self.last_id, target });
            }
        }
    }

    /// Drops all changes made to `target`, which can no longer be undone or redone.
    pub fn forget(&mut self, target: UndoTarget) {
        self.done.retain(|step| step.target != target);
        self.undone.retain(|step| step.target != target);
    }

    /// Returns the id and the target of the change that is undone, or with `back` unset redone, next `here`.
    pub fn next(&self, back: bool, here: impl Fn(UndoTarget) -> bool) -> Option<(u64, UndoTarget)> {
        let steps = if back { &self.done } else { &self.undone };
        steps.get(position(steps, here)?).map(|step| (step.id, step.target))
    }

    /// Notes that the change which [`Self::next`] returns is undone or redone, and returns its target.
    pub fn step(&mut self, back: bool, here: impl Fn(UndoTarget) -> bool) -> Option<UndoTarget> {
        let (from, to) = if back { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        let step = from.remove(position(from, here)?);
        to.push(step);
        Some(step.target)
    }
}

/// Returns the index of the last change that is available `here`.
///
/// Changes of a brief keep their order wherever they were made: a cut from the article is not undone before the later
/// changes made on the brief's own screen.
fn position(steps: &[Step], here: impl Fn(UndoTarget) -> bool) -> Option<usize> {
    let at = steps.iter().rposition(|step| here(step.target))?;
    let is_cut = steps.get(at).is_some_and(|step| step.target == UndoTarget::Cut);
    let waits = is_cut && steps.iter().skip(at + 1).any(|later| later.target == UndoTarget::Brief);
    match waits {
        false => Some(at),
        true => steps.iter().rposition(|other| other.target != UndoTarget::Cut && here(other.target)),
    }
}

#[cfg(test)]
mod tests {
    use super::{UndoOrder, UndoTarget};

    #[test]
    fn a_cut_is_undone_in_the_article_unless_the_brief_was_changed_since() {
        let article = |target| !matches!(target, UndoTarget::Brief | UndoTarget::Round);
        let brief = |target| matches!(target, UndoTarget::Brief | UndoTarget::Cut);
        let mut undo_order = UndoOrder::default();
        [UndoTarget::Layer, UndoTarget::Cut].into_iter().for_each(|target| undo_order.push(target));
        assert_eq!(undo_order.step(true, article), Some(UndoTarget::Cut));
        assert_eq!(undo_order.step(false, article), Some(UndoTarget::Cut));
        undo_order.push(UndoTarget::Brief);
        assert_eq!(undo_order.step(true, article), Some(UndoTarget::Layer));
        assert_eq!(undo_order.step(true, article), None);
        assert_eq!(undo_order.step(true, brief), Some(UndoTarget::Brief));
        assert_eq!(undo_order.step(true, brief), Some(UndoTarget::Cut));
        assert_eq!(
            undo_order.step(false, article),
            Some(UndoTarget::Cut),
            "it was the last of the brief's changes to be undone"
        );
    }
}
