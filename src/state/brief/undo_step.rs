//! Undo steps of a brief: changes of its entries and of its head.

use crate::model::splice::Splice;
use crate::model::{Brief, Entry, Source};
use crate::state::undo_stack::{UndoStep, apply_splice, coalesce_splices};

/// The title, the sides and the sources of a brief.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BriefHead {
    title: String,
    sides: Vec<String>,
    sources: Vec<Source>,
}

impl BriefHead {
    /// Copies the head of a brief.
    pub fn of(brief: &Brief) -> Self {
        Self { title: brief.title.clone(), sides: brief.sides.clone(), sources: brief.sources.clone() }
    }

    /// Puts the head in place of that of a brief, which is returned.
    pub fn swap_into(self, brief: &mut Brief) -> Self {
        let before = Self::of(brief);
        (brief.title, brief.sides, brief.sources) = (self.title, self.sides, self.sources);
        before
    }
}

/// A change of a brief.
#[derive(Clone, Debug)]
pub(super) struct BriefStep {
    /// The change of the entries; `None` if they stay.
    pub entries: Option<Splice<Entry>>,
    /// The new head; `None` if it stays.
    pub head: Option<BriefHead>,
}

impl UndoStep for BriefStep {
    type State = Brief;
    type Field = u64;

    fn between(from: &Brief, to: &Brief) -> Self {
        let head = Some(BriefHead::of(to)).filter(|head| *head != BriefHead::of(from));
        Self { entries: Splice::between(&from.entries, &to.entries), head }
    }

    fn is_empty(&self) -> bool {
        self.entries.is_none() && self.head.is_none()
    }

    fn apply(self, brief: &mut Brief) -> Self {
        Self {
            entries: apply_splice(self.entries, &mut brief.entries),
            head: self.head.map(|head| head.swap_into(brief)),
        }
    }

    fn coalesce(&mut self, before: &Self) -> bool {
        self.head.is_some() == before.head.is_some() && coalesce_splices(&mut self.entries, before.entries.as_ref())
    }

    fn merge_remote(brief: &mut Brief, base: &Brief, theirs: &Brief) {
        brief.merge(base, theirs);
    }
}
