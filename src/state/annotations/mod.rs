//! The reader's layer: highlights, annotations and quotations, and their places in the open text.

mod place;
mod quote;
mod target;
mod undo_step;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Annotation, Grade, HighlightStyle, Layer, NoteId, OwnQuotation, Quotation, Source, Target};

use super::undo_order::UndoTarget;
use super::undo_stack::UndoStack;
use super::{AppState, Command, ContextTarget, Dialog, Effect, Notice, Part, ReadError};
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
    /// The layer of an edition was loaded, or could not be read.
    Loaded(String, Result<Option<Box<Layer>>, ReadError>),
    /// Another window had changed the layer: the layer that was to be saved, and the merged layer.
    Merged(Arc<Layer>, Arc<Layer>),
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
    /// Goes to an annotation, by id.
    GoTo(u32),
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

impl AppState {
    /// Requests the layer of the open edition, unless it is loaded or loading.
    pub fn request_layer(&mut self) -> Vec<Effect> {
        let edition = self.base().id().to_owned();
        if self.annotations.edition == edition {
            return Vec::new();
        }
        self.undo_order.forget(UndoTarget::Layer);
        let style = self.annotations.style;
        self.annotations = Annotations { edition: edition.clone(), style, ..Annotations::default() };
        vec![Effect::LoadLayer(edition)]
    }

    pub(super) fn layer_action(&mut self, action: AnnotationAction) -> Vec<Effect> {
        match action {
            AnnotationAction::Loaded(edition, layer) => {
                if edition == self.annotations.edition {
                    self.on_layer_loaded(layer);
                }
                Vec::new()
            }
            AnnotationAction::Merged(written, both) => self.on_layer_merged(&written, both),
            AnnotationAction::Write(annotation) => self.write_annotation(*annotation),
            AnnotationAction::Remove(id) => self.remove_annotation(id),
            AnnotationAction::Quote { on, quotation, source } => {
                self.quote(on, *quotation, source.map(|source| *source))
            }
            AnnotationAction::RemoveQuotation(id) => self.remove_quotation(id),
            AnnotationAction::Sources(edition, sources) => self.add_sources(&edition, sources),
            AnnotationAction::GoTo(id) => {
                self.go_to_annotation(id);
                Vec::new()
            }
        }
    }

    /// Merges the changes of another window. Changes made here since the save was started are saved again.
    fn on_layer_merged(&mut self, written: &Layer, both: Arc<Layer>) -> Vec<Effect> {
        let Annotations { layer: Some(layer), undo_stack, .. } = &mut self.annotations else { return Vec::new() };
        let layer = Arc::make_mut(layer);
        if both.edition != layer.edition {
            return Vec::new();
        }
        let before = layer.clone();
        layer.merge(written, &both);
        let more = *layer != *both;
        undo_stack.rebase(&before, layer);
        self.annotations.base = Some(both);
        if more {
            return self.layer_changed();
        }
        self.refresh_places();
        Vec::new()
    }

    fn on_layer_loaded(&mut self, layer: Result<Option<Box<Layer>>, ReadError>) {
        match layer {
            Ok(layer) => {
                let layer = layer.map_or_else(|| Layer::empty(&self.annotations.edition), |layer| *layer);
                let layer = Arc::new(layer);
                self.annotations.base = Some(Arc::clone(&layer));
                self.annotations.layer = Some(layer);
                self.refresh_places();
            }
            Err(error) => self.notify(Notice::fault(error.to_string())),
        }
    }

    /// Returns the annotations for a change; `None` with a notice if the layer is not loaded.
    pub(super) fn layer_to_change(&mut self) -> Option<&mut Annotations> {
        if self.annotations.layer.is_none() {
            self.notify(Notice::quiet(
                "Your highlights and annotations are not read yet, or cannot be: nothing was changed",
            ));
            return None;
        }
        Some(&mut self.annotations)
    }

    /// Updates the places after a change of the layer, and returns the effect that saves it.
    pub(super) fn layer_changed(&mut self) -> Vec<Effect> {
        self.refresh_places();
        let Annotations { layer: Some(layer), base: Some(base), .. } = &self.annotations else { return Vec::new() };
        vec![Effect::SaveLayer {
            edition: self.annotations.edition.clone(),
            layer: Arc::clone(layer),
            base: Arc::clone(base),
        }]
    }

    /// Highlights the selection, or the active paragraph, in the current style. If it is highlighted in that style
    /// already, the highlight is removed.
    pub(super) fn highlight(&mut self) -> Vec<Effect> {
        let style = self.annotations.style;
        let targets = self.targets();
        if targets.is_empty() {
            self.notify(Notice::quiet("There are no words to highlight here: choose a paragraph, or select some"));
            return Vec::new();
        }
        let today = self.today;
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let same = |annotation: &Annotation| targets.contains(&annotation.on) && annotation.style.is_some();
        let existing: Vec<u32> = layer.annotations.iter().filter(|one| same(one)).map(|one| one.id).collect();
        if !existing.is_empty() {
            let same_style =
                layer.annotations.iter().filter(|one| existing.contains(&one.id)).all(|one| one.style == Some(style));
            return self.restyle(&existing, (!same_style).then_some(style));
        }
        if layer.annotations.len() + targets.len() > MAX_ANNOTATIONS {
            self.notify(Notice::quiet(format!("At most {MAX_ANNOTATIONS} highlights and annotations are kept")));
            return Vec::new();
        }
        let (made, first_id, end) = (Some(today), layer.unused_id(), layer.annotations.len());
        let new: Vec<Annotation> = (first_id..)
            .zip(targets)
            .map(|(id, on)| Annotation { id, on, style: Some(style), text: String::new(), tags: Vec::new(), made })
            .collect();
        annotations.undo_stack.push(LayerStep::annotations(layer, end..end, new), None);
        self.undo_order.push(UndoTarget::Layer);
        self.selection = None;
        self.layer_changed()
    }

    /// Removes the highlights of what a context menu was opened on, of the selection or of the active paragraph. What is
    /// written about them stays.
    pub(super) fn remove_highlights(&mut self) -> Vec<Effect> {
        let target = self.command_target().unwrap_or(match self.selection {
            Some(_) => ContextTarget::Selection,
            None => ContextTarget::Paragraph(self.active),
        });
        let highlights = self.highlights_at(target);
        if highlights.is_empty() {
            self.notify(Notice::quiet("Nothing is highlighted here"));
            return Vec::new();
        }
        self.restyle(&highlights, None)
    }

    /// Changes the style of highlights, by id, as one step. Without a style they are removed: what has a text or tags stays
    /// as an annotation.
    fn restyle(&mut self, ids: &[u32], style: Option<HighlightStyle>) -> Vec<Effect> {
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let before = layer.clone();
        layer.annotations.iter_mut().filter(|one| ids.contains(&one.id)).for_each(|one| one.style = style);
        let is_left = |one: &Annotation| one.style.is_some() || !one.text.is_empty() || !one.tags.is_empty();
        layer.annotations.retain(|one| !ids.contains(&one.id) || is_left(one));
        if !annotations.undo_stack.push_change(&before, layer, None) {
            return Vec::new();
        }
        self.undo_order.push(UndoTarget::Layer);
        if style.is_none() {
            self.notify(match ids.len() {
                1 => Notice::quiet("The highlight was removed").offering(Command::Undo, "Bring it back"),
                n => Notice::quiet(format!("{n} highlights were removed")).offering(Command::Undo, "Bring them back"),
            });
        }
        self.layer_changed()
    }

    /// Switches to the next style, and highlights the selection in it if there is one.
    pub(super) fn next_style(&mut self) -> Vec<Effect> {
        let all = HighlightStyle::ALL;
        let next = all.iter().position(|style| *style == self.annotations.style).map_or(0, |at| at + 1);
        self.annotations.style = all.get(next).copied().unwrap_or_default();
        if self.selection.is_some() {
            return self.highlight();
        }
        self.notify(Notice::quiet(format!("The next highlight: {}", self.annotations.style.word().to_lowercase())));
        Vec::new()
    }

    /// Opens the annotation on the selection or the active paragraph, or creates one.
    pub(super) fn annotate(&mut self) -> Vec<Effect> {
        if let Some(ContextTarget::Highlight { id, .. }) = self.command_target() {
            self.dialog = Some(Dialog::Annotation(id));
            return Vec::new();
        }
        let Some(on) = self.target() else { return Vec::new() };
        let today = self.today;
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let id = match layer.annotations.iter().find(|one| one.on == on) {
            Some(one) => one.id,
            None if layer.annotations.len() >= MAX_ANNOTATIONS => {
                self.notify(Notice::quiet(format!("At most {MAX_ANNOTATIONS} highlights and annotations are kept")));
                return Vec::new();
            }
            None => {
                let (id, end) = (layer.unused_id(), layer.annotations.len());
                let new =
                    Annotation { id, on, style: None, text: String::new(), tags: Vec::new(), made: Some(today) };
                annotations.undo_stack.push(LayerStep::annotations(layer, end..end, vec![new]), None);
                self.undo_order.push(UndoTarget::Layer);
                id
            }
        };
        self.dialog = Some(Dialog::Annotation(id));
        self.refresh_places();
        Vec::new()
    }

    fn write_annotation(&mut self, mut annotation: Annotation) -> Vec<Effect> {
        if let Some((end, _)) = annotation.text.char_indices().nth(MAX_ANNOTATION_CHARS) {
            annotation.text.truncate(end);
        }
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let Some(at) = layer.annotations.iter().position(|one| one.id == annotation.id) else { return Vec::new() };
        if layer.annotations.get(at) == Some(&annotation) {
            return Vec::new();
        }
        let typing = Some(u64::from(annotation.id));
        if annotations.undo_stack.push(LayerStep::annotations(layer, at..at + 1, vec![annotation]), typing) {
            self.undo_order.push(UndoTarget::Layer);
        }
        self.layer_changed()
    }

    fn remove_annotation(&mut self, id: u32) -> Vec<Effect> {
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let Some(at) = layer.annotations.iter().position(|one| one.id == id) else { return Vec::new() };
        annotations.undo_stack.push(LayerStep::annotations(layer, at..at + 1, Vec::new()), None);
        self.undo_order.push(UndoTarget::Layer);
        self.layer_changed()
    }

    /// Ends editing an annotation, which is removed if it is empty.
    pub(super) fn close_annotation(&mut self) -> Vec<Effect> {
        let Some(Dialog::Annotation(id)) = self.dialog else { return Vec::new() };
        self.annotations.undo_stack.end_typing();
        let empty = |annotation: &Annotation| {
            annotation.text.trim().is_empty() && annotation.style.is_none() && annotation.tags.is_empty()
        };
        if self.annotations.all().iter().any(|one| one.id == id && empty(one)) {
            let Annotations { layer: Some(layer), undo_stack, .. } = &mut self.annotations else { return Vec::new() };
            let layer = Arc::make_mut(layer);
            if undo_stack.revert_last(layer, LayerStep::removes_one_annotation) {
                self.undo_order.forget_last(UndoTarget::Layer);
                self.refresh_places();
                return Vec::new();
            }
            return self.remove_annotation(id);
        }
        Vec::new()
    }

    fn add_sources(&mut self, edition: &str, sources: Vec<Source>) -> Vec<Effect> {
        if edition != self.annotations.edition {
            self.notify(Notice::fault(
                "The sources were meant for another edition, which is no longer open: none was added",
            ));
            return Vec::new();
        }
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let before = layer.sources.clone();
        for source in sources {
            if !layer.sources.iter().any(|old| old.id == source.id) {
                layer.sources.push(source);
            }
        }
        let new = layer.sources.len() - before.len();
        if new > 0 {
            annotations.undo_stack.push(LayerStep { sources: Some(before), ..LayerStep::default() }, None);
            self.undo_order.push(UndoTarget::Layer);
        }
        self.notify(match new {
            0 => Notice::quiet("All these sources were here already"),
            1 => Notice::quiet("One source was brought in").offering(Command::Undo, "Take it out again"),
            new => {
                Notice::quiet(format!("{new} sources were brought in")).offering(Command::Undo, "Take them out again")
            }
        });
        self.layer_changed()
    }

    fn go_to_annotation(&mut self, id: u32) {
        let place = self
            .annotations
            .places
            .iter()
            .find(|place| self.annotations.all().get(place.index).is_some_and(|one| one.id == id));
        let Some((row, part, at)) = place.and_then(|place| {
            let (part, range) = place.marks.first().cloned().unwrap_or((Part::Row, 0..0));
            Some((place.row?, part, range.start))
        }) else {
            self.notify(Notice::quiet("Its words are not in this text"));
            return;
        };
        self.dialog = None;
        if let Part::Note(entry) = part {
            self.shown.show(usize::from(entry.perspective));
            self.jump_to_note(row, entry, at);
        } else {
            self.jump(super::action::scroll_to(row, part, at), row);
        }
    }

    /// Undoes or redoes the last change of the layer. Returns whether there was one.
    pub(super) fn step_layer(&mut self, back: bool) -> bool {
        let Annotations { layer: Some(layer), undo_stack, .. } = &mut self.annotations else { return false };
        let layer = Arc::make_mut(layer);
        undo_stack.step(layer, back).is_some()
    }
}
