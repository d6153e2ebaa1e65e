//! What stands at the head of a brief and is undone with its entries.

use crate::model::{Brief, Source};
use crate::session::timeline::Head;

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

    /// Puts it at the head of a brief.
    pub fn put(self, brief: &mut Brief) {
        (brief.title, brief.sides, brief.sources) = (self.title, self.sides, self.sources);
    }
}

impl Head for BriefHead {
    fn bring(&mut self, base: &Self, theirs: &Self) {
        if self.title == base.title {
            self.title.clone_from(&theirs.title);
        }
        if self.sides == base.sides {
            self.sides.clone_from(&theirs.sides);
        }
        self.sources.bring(&base.sources, &theirs.sources);
    }
}
