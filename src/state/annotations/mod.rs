//! The reader's layer: highlights, annotations and quotations, and their places in the open text.

mod place;
mod quote;
mod undo_step;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Annotation, Grade, HighlightStyle, Layer, NoteId, OwnQuotation, Quotation, Source, Target};

use super::feature::{Outcome, Request, Shared};
use super::undo_order::UndoTarget;
use super::undo_stack::{UndoStack, UndoStep as _};
use super::{Command, Dialog, Effect, Notice, Part, ReadError};
use undo_step::LayerStep;

/// The maximum number of characters of an annotation; longer text is truncated.
pub const MAX_ANNOTATION_CHARS: usize = 20_000;

/// The maximum number of highlights and annotations of one edition; more are refused.
const MAX_ANNOTATIONS: usize = 5_000;

/// The layer of the open edition.
#[derive(Debug, Default)]
pub struct Annotations {
    /// The id of the edition; empty until the layer is requested.
    pub edition: String,
    /// The layer; `None` while it is loading, or if it cannot be read.
    pub layer: Option<Arc<Layer>>,
    /// The layer as it was last known on disk, the base of a merge with another window.
    pub base: Option<Arc<Layer>>,
    /// The style of the next highlight.
    pub style: HighlightStyle,
    /// The places of the annotations in the open text.
    pub places: Vec<AnnotationPlace>,
    /// The indexes of `places` by row.
    by_row: BTreeMap<usize, Vec<usize>>,
    undo_stack: UndoStack<LayerStep>,
}

/// The place of an annotation in the open text.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnotationPlace {
    /// The index of the annotation in the layer.
    pub index: usize,
    /// How certain the place is.
    pub grade: Grade,
    /// The row; `None` if the place is lost.
    pub row: Option<usize>,
    /// The annotated texts of the row, with ranges of displayed characters; an empty range is the whole text.
    pub marks: Vec<(Part, Range<usize>)>,
}

/// An action on the reader's layer.
#[derive(Clone, Debug, PartialEq)]
pub enum AnnotationAction {
    /// Reads the layer of the open edition, unless it is loaded or loading.
    Request,
    /// The layer of an edition was loaded, or could not be read.
    Loaded(String, Result<Option<Box<Layer>>, ReadError>),
    /// Another window had changed the layer: the layer that was to be saved, and the merged layer.
    Merged(Arc<Layer>, Arc<Layer>),
    /// Highlights these targets in the current style. If they are highlighted in that style already, the highlights are
    /// removed.
    Highlight(Vec<Target>),
    /// Removes highlights, by id. What is written about their words stays.
    RemoveHighlights(Vec<u32>),
    /// Switches to the next style of highlight.
    NextStyle {
        /// Whether a notice names it.
        named: bool,
    },
    /// Opens the annotation on a target, or creates one.
    Annotate(Box<Target>),
    /// Ends editing an annotation, by id; it is removed if it is empty.
    End(u32),
    /// Changes the text, the tags or the style of an annotation.
    Write(Box<Annotation>),
    /// Removes an annotation, by id.
    Remove(u32),
    /// Adds a quotation to a note.
    Quote {
        /// The note.
        on: NoteId,
        /// The quotation.
        quotation: Box<Quotation>,
        /// The source, if it is a new one.
        source: Option<Box<Source>>,
    },
    /// Removes a quotation, by id.
    RemoveQuotation(u32),
    /// Adds sources that were imported from a file.
    Sources(String, Vec<Source>),
}

impl Annotations {
    /// Returns all annotations; empty while the layer is loading.
    pub fn all(&self) -> &[Annotation] {
        self.layer.as_ref().map_or(&[], |layer| &layer.annotations)
    }

    /// Returns what undo, or with `back` unset redo, changes in the layer next, in words; `None` if nothing.
    pub(super) fn next_change_words(&self, back: bool) -> Option<&'static str> {
        self.undo_stack.next(back).map(LayerStep::words)
    }

    /// Iterates over the reader's quotations on a note.
    pub fn quotations_on<'a>(&'a self, note: &'a NoteId) -> impl Iterator<Item = &'a OwnQuotation> {
        self.layer.iter().flat_map(|layer| &layer.quotations).filter(move |own| own.on == *note)
    }

    /// Iterates over the annotations of a row with their places.
    pub fn places_in(&self, row: usize) -> impl Iterator<Item = (&Annotation, &AnnotationPlace)> {
        let places = self.by_row.get(&row).into_iter().flatten().filter_map(|at| self.places.get(*at));
        places.filter_map(|place| Some((self.all().get(place.index)?, place)))
    }

    /// Iterates over the highlights that are shown in one text of a row, with the marked range of displayed characters;
    /// `None` is the whole text. A highlight of words that were not found is not shown.
    pub fn highlights_on(
        &self,
        row: usize,
        part: Part,
    ) -> impl Iterator<Item = (&Annotation, &AnnotationPlace, Option<Range<usize>>)> {
        let highlights = self.places_in(row).filter(|(one, _)| one.style.is_some());
        highlights.flat_map(move |(one, place)| {
            let ranges = place.marks.iter().filter(move |(other, _)| *other == part).map(|(_, range)| range);
            let shown = ranges.filter(move |range| !range.is_empty() || !is_on_words(&one.on, part));
            shown.map(move |range| (one, place, (!range.is_empty()).then(|| range.clone())))
        })
    }

    /// Returns the number of annotations that have no place in the open text.
    pub fn lost(&self) -> usize {
        self.places.iter().filter(|place| place.row.is_none()).count()
    }
}

/// Returns whether a target is words of a text, as opposed to all of it.
fn is_on_words(target: &Target, part: Part) -> bool {
    match part {
        Part::Note(_) => target.note.as_ref().is_some_and(|note| !note.exact.is_empty()),
        Part::Row | Part::Title | Part::Provenance | Part::Article => {
            target.paragraph.as_ref().is_some_and(|anchor| !anchor.exact.is_empty())
        }
    }
}

impl Annotations {
    /// Applies an action.
    pub fn update(&mut self, shared: &Shared<'_>, action: AnnotationAction, out: &mut Outcome) {
        match action {
            AnnotationAction::Request => self.request(shared, out),
            AnnotationAction::Loaded(edition, layer) => {
                if edition == self.edition {
                    self.on_loaded(shared, layer, out);
                }
            }
            AnnotationAction::Merged(written, both) => self.on_merged(shared, &written, both, out),
            AnnotationAction::Highlight(targets) => self.highlight(shared, targets, out),
            AnnotationAction::RemoveHighlights(ids) if ids.is_empty() => {
                out.notify(Notice::quiet("Nothing is highlighted here"));
            }
            AnnotationAction::RemoveHighlights(ids) => self.restyle(shared, &ids, None, out),
            AnnotationAction::NextStyle { named } => {
                let all = HighlightStyle::ALL;
                let next = all.iter().position(|style| *style == self.style).map_or(0, |at| at + 1);
                self.style = all.get(next).copied().unwrap_or_default();
                if named {
                    let text = format!("The next highlight: {}", self.style.word().to_lowercase());
                    out.notify(Notice::quiet(text));
                }
            }
            AnnotationAction::Annotate(on) => self.annotate(shared, *on, out),
            AnnotationAction::End(id) => self.end(shared, id, out),
            AnnotationAction::Write(annotation) => self.write(shared, *annotation, out),
            AnnotationAction::Remove(id) => self.remove(shared, id, out),
            AnnotationAction::Quote { on, quotation, source } => {
                self.quote(shared, on, *quotation, source.map(|source| *source), out);
            }
            AnnotationAction::RemoveQuotation(id) => self.remove_quotation(shared, id, out),
            AnnotationAction::Sources(edition, sources) => self.add_sources(shared, &edition, sources, out),
        }
    }

    fn request(&mut self, shared: &Shared<'_>, out: &mut Outcome) {
        let edition = shared.base.id();
        if self.edition != edition {
            out.ask(Request::ForgetSteps(UndoTarget::Layer));
            *self = Self { edition: edition.to_owned(), style: self.style, ..Self::default() };
            out.perform(Effect::LoadLayer(edition.to_owned()));
        }
    }

    /// Merges the changes of another window. Changes made here since the save was started are saved again.
    fn on_merged(&mut self, shared: &Shared<'_>, written: &Layer, both: Arc<Layer>, out: &mut Outcome) {
        let Self { layer: Some(layer), undo_stack, .. } = self else { return };
        let layer = Arc::make_mut(layer);
        if both.edition != layer.edition {
            return;
        }
        let before = layer.clone();
        layer.merge(written, &both);
        let more = *layer != *both;
        undo_stack.rebase(&before, layer);
        self.base = Some(both);
        if more {
            self.on_changed(shared, out);
        } else {
            self.refresh_places(shared);
        }
    }

    fn on_loaded(&mut self, shared: &Shared<'_>, layer: Result<Option<Box<Layer>>, ReadError>, out: &mut Outcome) {
        match layer {
            Ok(layer) => {
                let layer = layer.map_or_else(|| Layer::empty(&self.edition), |layer| *layer);
                let layer = Arc::new(layer);
                self.base = Some(Arc::clone(&layer));
                self.layer = Some(layer);
                self.refresh_places(shared);
            }
            Err(error) => out.notify(Notice::fault(error.to_string())),
        }
    }

    /// Returns the layer for a change; `None` with a notice if it is not loaded.
    fn layer_to_change(&mut self, out: &mut Outcome) -> Option<&mut Layer> {
        if self.layer.is_none() {
            let text = "Your highlights and annotations are not read yet, or cannot be: nothing was changed";
            out.notify(Notice::quiet(text));
        }
        self.layer.as_mut().map(Arc::make_mut)
    }

    /// Records a change of the layer that is not part of typing.
    fn push_step(&mut self, step: LayerStep, out: &mut Outcome) {
        self.undo_stack.push(step, None);
        out.ask(Request::RecordStep(UndoTarget::Layer));
    }

    /// Updates the places after a change of the layer, and saves it.
    fn on_changed(&mut self, shared: &Shared<'_>, out: &mut Outcome) {
        self.refresh_places(shared);
        if let Self { edition, layer: Some(layer), base: Some(base), .. } = self {
            let (layer, base) = (Arc::clone(layer), Arc::clone(base));
            out.perform(Effect::SaveLayer { edition: edition.clone(), layer, base });
        }
    }

    fn highlight(&mut self, shared: &Shared<'_>, targets: Vec<Target>, out: &mut Outcome) {
        let style = self.style;
        if targets.is_empty() {
            out.notify(Notice::quiet("There are no words to highlight here: choose a paragraph, or select some"));
            return;
        }
        let Some(layer) = self.layer_to_change(out) else { return };
        let same = |annotation: &Annotation| targets.contains(&annotation.on) && annotation.style.is_some();
        let existing: Vec<u32> = layer.annotations.iter().filter(|one| same(one)).map(|one| one.id).collect();
        if !existing.is_empty() {
            let same_style =
                layer.annotations.iter().filter(|one| existing.contains(&one.id)).all(|one| one.style == Some(style));
            self.restyle(shared, &existing, (!same_style).then_some(style), out);
            return;
        }
        if layer.annotations.len() + targets.len() > MAX_ANNOTATIONS {
            out.notify(too_many());
            return;
        }
        let (made, first_id, end) = (Some(shared.today), layer.unused_id(), layer.annotations.len());
        let new: Vec<Annotation> = (first_id..)
            .zip(targets)
            .map(|(id, on)| Annotation { id, on, style: Some(style), text: String::new(), tags: Vec::new(), made })
            .collect();
        let step = LayerStep::annotations(layer, end..end, new);
        self.push_step(step, out);
        self.on_changed(shared, out);
    }

    /// Changes the style of highlights, by id, as one step. Without a style they are removed: what has a text or tags stays
    /// as an annotation.
    fn restyle(&mut self, shared: &Shared<'_>, ids: &[u32], style: Option<HighlightStyle>, out: &mut Outcome) {
        let Some(layer) = self.layer_to_change(out) else { return };
        let before = layer.clone();
        layer.annotations.iter_mut().filter(|one| ids.contains(&one.id)).for_each(|one| one.style = style);
        let is_left = |one: &Annotation| one.style.is_some() || !one.text.is_empty() || !one.tags.is_empty();
        layer.annotations.retain(|one| !ids.contains(&one.id) || is_left(one));
        let step = LayerStep::between(layer, &before);
        if step.is_empty() {
            return;
        }
        self.push_step(step, out);
        if style.is_none() {
            out.notify(match ids.len() {
                1 => Notice::quiet("The highlight was removed").offering(Command::Undo, "Bring it back"),
                n => Notice::quiet(format!("{n} highlights were removed")).offering(Command::Undo, "Bring them back"),
            });
        }
        self.on_changed(shared, out);
    }

    fn annotate(&mut self, shared: &Shared<'_>, on: Target, out: &mut Outcome) {
        let Some(layer) = self.layer_to_change(out) else { return };
        let id = match layer.annotations.iter().find(|one| one.on == on) {
            Some(one) => one.id,
            None if layer.annotations.len() >= MAX_ANNOTATIONS => {
                out.notify(too_many());
                return;
            }
            None => {
                let (id, end) = (layer.unused_id(), layer.annotations.len());
                let made = Some(shared.today);
                let new = Annotation { id, on, style: None, text: String::new(), tags: Vec::new(), made };
                let step = LayerStep::annotations(layer, end..end, vec![new]);
                self.push_step(step, out);
                id
            }
        };
        out.open_dialog(Dialog::Annotation(id));
        self.refresh_places(shared);
    }

    fn write(&mut self, shared: &Shared<'_>, mut annotation: Annotation, out: &mut Outcome) {
        if let Some((end, _)) = annotation.text.char_indices().nth(MAX_ANNOTATION_CHARS) {
            annotation.text.truncate(end);
        }
        let Some(layer) = self.layer_to_change(out) else { return };
        let Some(at) = layer.annotations.iter().position(|one| one.id == annotation.id) else { return };
        if layer.annotations.get(at) == Some(&annotation) {
            return;
        }
        let typing = Some(u64::from(annotation.id));
        let step = LayerStep::annotations(layer, at..at + 1, vec![annotation]);
        if self.undo_stack.push(step, typing) {
            out.ask(Request::RecordStep(UndoTarget::Layer));
        }
        self.on_changed(shared, out);
    }

    fn remove(&mut self, shared: &Shared<'_>, id: u32, out: &mut Outcome) {
        let Some(layer) = self.layer_to_change(out) else { return };
        let Some(at) = layer.annotations.iter().position(|one| one.id == id) else { return };
        let step = LayerStep::annotations(layer, at..at + 1, Vec::new());
        self.push_step(step, out);
        let text = "It was removed from your highlights and annotations";
        out.notify(Notice::quiet(text).offering(Command::Undo, "Bring it back"));
        self.on_changed(shared, out);
    }

    /// Ends editing an annotation, which is removed if it is empty.
    fn end(&mut self, shared: &Shared<'_>, id: u32, out: &mut Outcome) {
        self.undo_stack.end_typing();
        let empty = |annotation: &Annotation| {
            annotation.text.trim().is_empty() && annotation.style.is_none() && annotation.tags.is_empty()
        };
        if !self.all().iter().any(|one| one.id == id && empty(one)) {
            return;
        }
        let Self { layer: Some(layer), undo_stack, .. } = self else { return };
        if undo_stack.revert_last(Arc::make_mut(layer), LayerStep::removes_one_annotation) {
            out.ask(Request::ForgetLastStep(UndoTarget::Layer));
            self.refresh_places(shared);
        } else {
            self.remove(shared, id, out);
        }
    }

    fn add_sources(&mut self, shared: &Shared<'_>, edition: &str, sources: Vec<Source>, out: &mut Outcome) {
        if edition != self.edition {
            let text = "The sources were meant for another edition, which is no longer open: none was added";
            out.notify(Notice::fault(text));
            return;
        }
        let Some(layer) = self.layer_to_change(out) else { return };
        let before = layer.sources.clone();
        for source in sources {
            if !layer.sources.iter().any(|old| old.id == source.id) {
                layer.sources.push(source);
            }
        }
        let new = layer.sources.len() - before.len();
        if new > 0 {
            self.push_step(LayerStep { sources: Some(before), ..LayerStep::default() }, out);
        }
        out.notify(match new {
            0 => Notice::quiet("All these sources were here already"),
            1 => Notice::quiet("One source was brought in").offering(Command::Undo, "Take it out again"),
            new => {
                Notice::quiet(format!("{new} sources were brought in")).offering(Command::Undo, "Take them out again")
            }
        });
        self.on_changed(shared, out);
    }

    /// Undoes (`back`) or redoes the last change of the layer, and saves it. Returns whether there was one.
    pub(super) fn step(&mut self, shared: &Shared<'_>, back: bool, out: &mut Outcome) -> bool {
        let Self { layer: Some(layer), undo_stack, .. } = self else { return false };
        let is_changed = undo_stack.step(Arc::make_mut(layer), back).is_some();
        if is_changed {
            self.on_changed(shared, out);
        }
        is_changed
    }
}

/// The notice that no more annotations fit.
fn too_many() -> Notice {
    Notice::quiet(format!("At most {MAX_ANNOTATIONS} highlights and annotations are kept"))
}
