//! Steps of a brief: entries put in place of others, and its head.

use crate::model::splice::Splice;
use crate::model::{Brief, Entry, Source};
use crate::state::undo_stack::{Step, join, make};

/// The title, the sides and the sources of a brief.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BriefHead {
    title: String,
    sides: Vec<String>,
    sources: Vec<Source>,
}

impl BriefHead {
    /// That of a brief.
    pub fn of(brief: &Brief) -> Self {
        Self { title: brief.title.clone(), sides: brief.sides.clone(), sources: brief.sources.clone() }
    }

    /// Puts it at the head of a brief; the one that stood there.
    pub fn put(self, brief: &mut Brief) -> Self {
        let before = Self::of(brief);
        (brief.title, brief.sides, brief.sources) = (self.title, self.sides, self.sources);
        before
    }
}

/// What leads from one state of a brief to another.
#[derive(Clone, Debug)]
pub(super) struct BriefStep {
    /// What changes among the entries.
    pub entries: Option<Splice<Entry>>,
    /// The head as it becomes; none when it stays.
    pub head: Option<BriefHead>,
}

impl Step for BriefStep {
    type State = Brief;
    type Field = u64;

    fn between(from: &Brief, to: &Brief) -> Self {
        let head = Some(BriefHead::of(to)).filter(|head| *head != BriefHead::of(from));
        Self { entries: Splice::between(&from.entries, &to.entries), head }
    }

    fn is_none(&self) -> bool {
        self.entries.is_none() && self.head.is_none()
    }

    fn make(self, brief: &mut Brief) -> Self {
        Self { entries: make(self.entries, &mut brief.entries), head: self.head.map(|head| head.put(brief)) }
    }

    fn join(&mut self, before: &Self) -> bool {
        self.head.is_some() == before.head.is_some() && join(&mut self.entries, before.entries.as_ref())
    }

    fn bring(brief: &mut Brief, base: &Brief, theirs: &Brief) {
        brief.merge(base, theirs);
    }
}
