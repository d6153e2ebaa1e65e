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
    /// The reader's copy: an answer about where a paragraph or a phrase belongs.
    Copy,
}

/// The number of changes that are remembered.
const MAX_STEPS: usize = 1000;

/// The targets of changes that were made, and of those that were undone.
#[derive(Clone, Debug, Default)]
pub struct UndoOrder {
    done: Vec<UndoTarget>,
    undone: Vec<UndoTarget>,
}

impl UndoOrder {
    /// Records a change.
    pub fn push(&mut self, target: UndoTarget) {
        self.undone.clear();
        self.done.push(target);
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
        }
    }

    /// Drops the last change if it was made to `target`.
    pub fn forget_last(&mut self, target: UndoTarget) {
        if self.done.last() == Some(&target) {
            self.done.pop();
        }
    }

    /// Follows the stacks of `target` when steps of its own were dropped or restored there, as in a change that was
    /// cancelled: of its latest changes, as many stay to be undone and to be redone as the counts say.
    pub fn set_counts(&mut self, target: UndoTarget, before: (usize, usize), after: (usize, usize)) {
        for (list, before, after) in [(&mut self.done, before.0, after.0), (&mut self.undone, before.1, after.1)] {
            for _ in after..before {
                if let Some(at) = list.iter().rposition(|step| *step == target) {
                    list.remove(at);
                }
            }
            list.extend((before..after).map(|_| target));
        }
    }

    /// Drops all changes made to `target`, which can no longer be undone.
    pub fn forget(&mut self, target: UndoTarget) {
        self.done.retain(|step| *step != target);
    }

    /// Returns whether a change can be undone, or with `back` unset redone, `here`.
    pub fn has(&self, back: bool, here: impl Fn(UndoTarget) -> bool) -> bool {
        if back { &self.done } else { &self.undone }.iter().any(|target| here(*target))
    }

    /// Returns the target of the latest change that can be undone `here`.
    pub fn undo(&mut self, here: impl Fn(UndoTarget) -> bool) -> Option<UndoTarget> {
        step(&mut self.done, &mut self.undone, here)
    }

    /// Returns the target of the change undone last that can be redone `here`.
    pub fn redo(&mut self, here: impl Fn(UndoTarget) -> bool) -> Option<UndoTarget> {
        step(&mut self.undone, &mut self.done, here)
    }
}

/// Moves the last change that is available `here` from one stack to the other.
///
/// Changes of a brief keep their order wherever they were made: a cut from the article is not undone before the later
/// changes made on the brief's own screen.
fn step(from: &mut Vec<UndoTarget>, to: &mut Vec<UndoTarget>, here: impl Fn(UndoTarget) -> bool) -> Option<UndoTarget> {
    let at = from.iter().rposition(|target| here(*target))?;
    let target = *from.get(at)?;
    let waits = target == UndoTarget::Cut && from.iter().skip(at + 1).any(|later| *later == UndoTarget::Brief);
    let at = match waits {
        false => at,
        true => from.iter().rposition(|other| *other != UndoTarget::Cut && here(*other))?,
    };
    let target = from.remove(at);
    to.push(target);
    Some(target)
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
        assert_eq!(undo_order.undo(article), Some(UndoTarget::Cut));
        assert_eq!(undo_order.redo(article), Some(UndoTarget::Cut));
        undo_order.push(UndoTarget::Brief);
        assert_eq!(undo_order.undo(article), Some(UndoTarget::Layer));
        assert_eq!(undo_order.undo(article), None);
        assert_eq!(undo_order.undo(brief), Some(UndoTarget::Brief));
        assert_eq!(undo_order.undo(brief), Some(UndoTarget::Cut));
        assert_eq!(
            undo_order.redo(article),
            Some(UndoTarget::Cut),
            "it was the last of the brief's changes to be undone"
        );
    }
}
