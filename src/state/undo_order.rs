//! The order of what was done, so that undoing takes back the latest, whatever it was.

/// What a step was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The reader's layer: highlights, annotations, quotations and sources.
    Layer,
    /// The brief, on its own screen.
    Brief,
    /// The brief, from the article: a card or a block that was cut.
    Cut,
    /// A round: what is read, its flow, its names and its speeches.
    Round,
    /// The place of a paragraph or of words in the reader's copy.
    Place,
}

/// Steps that are remembered.
const MOST: usize = 1000;

/// Steps done and taken back.
#[derive(Clone, Debug, Default)]
pub struct UndoOrder {
    done: Vec<Of>,
    undone: Vec<Of>,
}

impl UndoOrder {
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
        turn(&mut self.done, &mut self.undone, here)
    }

    /// The step that was taken back last among those that can be done again here.
    pub fn again(&mut self, here: impl Fn(Of) -> bool) -> Option<Of> {
        turn(&mut self.undone, &mut self.done, here)
    }
}

/// Lays the last step that can be turned here from one stack on the other. The steps of a brief keep their order, wherever
/// they were made: one from the article waits for those on the brief's own screen that came after it.
fn turn(from: &mut Vec<Of>, to: &mut Vec<Of>, here: impl Fn(Of) -> bool) -> Option<Of> {
    let at = from.iter().rposition(|of| here(*of))?;
    let of = *from.get(at)?;
    let waits = of == Of::Cut && from.iter().skip(at + 1).any(|later| *later == Of::Brief);
    let at = match waits {
        false => at,
        true => from.iter().rposition(|other| *other != Of::Cut && here(*other))?,
    };
    let of = from.remove(at);
    to.push(of);
    Some(of)
}

#[cfg(test)]
mod tests {
    use super::{Of, UndoOrder};

    #[test]
    fn a_cut_is_taken_back_in_the_article_unless_the_brief_was_changed_since() {
        let article = |of| !matches!(of, Of::Brief | Of::Round);
        let brief = |of| matches!(of, Of::Brief | Of::Cut);
        let mut undo_order = UndoOrder::default();
        [Of::Layer, Of::Cut].into_iter().for_each(|of| undo_order.did(of));
        assert_eq!(undo_order.back(article), Some(Of::Cut));
        assert_eq!(undo_order.again(article), Some(Of::Cut));
        undo_order.did(Of::Brief);
        assert_eq!(undo_order.back(article), Some(Of::Layer));
        assert_eq!(undo_order.back(article), None);
        assert_eq!(undo_order.back(brief), Some(Of::Brief));
        assert_eq!(undo_order.back(brief), Some(Of::Cut));
        assert_eq!(undo_order.again(article), Some(Of::Cut), "it was taken back last of the brief's");
    }
}
