//! The order of what was done, so that undoing takes back the latest, whatever it was.

/// What a step was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Highlights and annotations.
    Annotations,
    /// Quotations of the reader's own.
    Quotations,
    /// The brief.
    Brief,
    /// The flow of a round.
    Flow,
    /// The place of a paragraph or of words in the reader's copy.
    Place,
}

/// Steps that are remembered.
const MOST: usize = 1000;

/// Steps done and taken back.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    done: Vec<Of>,
    undone: Vec<Of>,
}

impl Trail {
    /// Something was done.
    pub fn did(&mut self, of: Of) {
        self.undone.clear();
        self.done.push(of);
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// The last step, which was of this kind, is none any more.
    pub fn forget_last(&mut self, of: Of) {
        if self.done.last() == Some(&of) {
            self.done.pop();
        }
    }

    /// Nothing of this kind can be taken back any more.
    pub fn forget(&mut self, of: Of) {
        self.done.retain(|step| *step != of);
    }

    /// The latest step among those that can be taken back here.
    pub fn back(&mut self, here: impl Fn(Of) -> bool) -> Option<Of> {
        let at = self.done.iter().rposition(|of| here(*of))?;
        let of = self.done.remove(at);
        self.undone.push(of);
        Some(of)
    }

    /// The step that was taken back last among those that can be done again here.
    pub fn again(&mut self, here: impl Fn(Of) -> bool) -> Option<Of> {
        let at = self.undone.iter().rposition(|of| here(*of))?;
        let of = self.undone.remove(at);
        self.done.push(of);
        Some(of)
    }
}
