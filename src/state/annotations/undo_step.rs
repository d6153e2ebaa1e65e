//! Steps of the reader's layer.

use std::ops::Range;

use crate::model::splice::Splice;
use crate::model::{Annotation, Layer, OwnQuotation, Source};
use crate::state::undo_stack::{Step, join, make};

/// What leads from one state of a layer to another.
#[derive(Clone, Debug, Default)]
pub(super) struct LayerStep {
    /// What changes among the annotations.
    pub annotations: Option<Splice<Annotation>>,
    /// What changes among the quotations.
    pub quotations: Option<Splice<OwnQuotation>>,
    /// The sources as they become; none when they stay.
    pub sources: Option<Vec<Source>>,
}

impl LayerStep {
    /// Puts annotations in place of a range; what takes that back.
    pub fn annotations(layer: &mut Layer, range: Range<usize>, put: Vec<Annotation>) -> Self {
        Self { annotations: Some(Splice::replace(&mut layer.annotations, range, put).inverse()), ..Self::default() }
    }

    /// The same with quotations.
    pub fn quotations(layer: &mut Layer, range: Range<usize>, put: Vec<OwnQuotation>) -> Self {
        Self { quotations: Some(Splice::replace(&mut layer.quotations, range, put).inverse()), ..Self::default() }
    }

    /// Whether it only takes one annotation away that was put there.
    pub fn unmakes_one(&self) -> bool {
        let one = |splice: &Splice<Annotation>| splice.put.is_empty() && splice.taken.len() == 1;
        self.annotations.as_ref().is_some_and(one) && self.quotations.is_none() && self.sources.is_none()
    }
}

impl Step for LayerStep {
    type State = Layer;
    type Field = u64;

    fn between(from: &Layer, to: &Layer) -> Self {
        Self {
            annotations: Splice::between(&from.annotations, &to.annotations),
            quotations: Splice::between(&from.quotations, &to.quotations),
            sources: (from.sources != to.sources).then(|| to.sources.clone()),
        }
    }

    fn is_none(&self) -> bool {
        self.annotations.is_none() && self.quotations.is_none() && self.sources.is_none()
    }

    fn make(self, layer: &mut Layer) -> Self {
        Self {
            annotations: make(self.annotations, &mut layer.annotations),
            quotations: make(self.quotations, &mut layer.quotations),
            sources: self.sources.map(|sources| std::mem::replace(&mut layer.sources, sources)),
        }
    }

    fn join(&mut self, before: &Self) -> bool {
        let bare = |step: &Self| step.quotations.is_none() && step.sources.is_none();
        bare(self) && bare(before) && join(&mut self.annotations, before.annotations.as_ref())
    }

    fn bring(layer: &mut Layer, base: &Layer, theirs: &Layer) {
        layer.merge(base, theirs);
    }
}
