//! Undo steps of the reader's layer.

use std::ops::Range;

use crate::model::splice::Splice;
use crate::model::{Annotation, Layer, OwnQuotation, Source};
use crate::state::undo_stack::{UndoStep, apply_splice, coalesce_splices};

/// A change of a layer.
#[derive(Clone, Debug, Default)]
pub(super) struct LayerStep {
    /// The change of the annotations; `None` if they stay.
    pub annotations: Option<Splice<Annotation>>,
    /// The change of the quotations; `None` if they stay.
    pub quotations: Option<Splice<OwnQuotation>>,
    /// The new list of sources; `None` if it stays.
    pub sources: Option<Vec<Source>>,
}

impl LayerStep {
    /// Replaces a range of the annotations and returns the inverse.
    pub fn annotations(layer: &mut Layer, range: Range<usize>, put: Vec<Annotation>) -> Self {
        Self { annotations: Some(Splice::replace(&mut layer.annotations, range, put).inverse()), ..Self::default() }
    }

    /// Replaces a range of the quotations and returns the inverse.
    pub fn quotations(layer: &mut Layer, range: Range<usize>, put: Vec<OwnQuotation>) -> Self {
        Self { quotations: Some(Splice::replace(&mut layer.quotations, range, put).inverse()), ..Self::default() }
    }

    /// Returns what the step changes, in words.
    pub fn words(&self) -> &'static str {
        match (&self.annotations, &self.quotations) {
            (Some(_), _) => "highlight or annotation",
            // A source may come with its quotation.
            (None, Some(_)) => "quotation",
            (None, None) => "sources",
        }
    }

    /// Returns whether the step does nothing but remove one annotation.
    pub fn removes_one_annotation(&self) -> bool {
        let one = |splice: &Splice<Annotation>| splice.put.is_empty() && splice.taken.len() == 1;
        self.annotations.as_ref().is_some_and(one) && self.quotations.is_none() && self.sources.is_none()
    }
}

impl UndoStep for LayerStep {
    type State = Layer;
    type Field = u64;

    fn between(from: &Layer, to: &Layer) -> Self {
        Self {
            annotations: Splice::between(&from.annotations, &to.annotations),
            quotations: Splice::between(&from.quotations, &to.quotations),
            sources: (from.sources != to.sources).then(|| to.sources.clone()),
        }
    }

    fn is_empty(&self) -> bool {
        self.annotations.is_none() && self.quotations.is_none() && self.sources.is_none()
    }

    fn apply(self, layer: &mut Layer) -> Self {
        Self {
            annotations: apply_splice(self.annotations, &mut layer.annotations),
            quotations: apply_splice(self.quotations, &mut layer.quotations),
            sources: self.sources.map(|sources| std::mem::replace(&mut layer.sources, sources)),
        }
    }

    fn coalesce(&mut self, before: &Self) -> bool {
        let only_annotations = |step: &Self| step.quotations.is_none() && step.sources.is_none();
        only_annotations(self)
            && only_annotations(before)
            && coalesce_splices(&mut self.annotations, before.annotations.as_ref())
    }

    fn merge_remote(layer: &mut Layer, base: &Layer, theirs: &Layer) {
        layer.merge(base, theirs);
    }
}
