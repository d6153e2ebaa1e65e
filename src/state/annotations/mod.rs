//! The reader's layer in this state: highlights, annotations and quotations of one's own, and where they are now.

mod place;
mod quote;
mod target;
mod undo_step;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Annotation, Grade, HighlightStyle, Layer, NoteId, OwnQuotation, Quotation, Source};
use crate::storage::today;

use super::undo_order::Of;
use super::undo_stack::UndoStack;
use super::{AppState, Dialog, Effect, Notice, Part};
use undo_step::LayerStep;

/// Characters of an annotation that are kept; more are cut off.
pub const LONGEST_ANNOTATION: usize = 20_000;

/// Highlights and annotations of one edition; more are refused.
const MOST_ANNOTATIONS: usize = 5_000;

/// The layer of the open edition.
#[derive(Debug, Default)]
pub struct Annotations {
    /// The edition's id, once the layer was asked for.
    pub edition: String,
    /// The layer; none while it is being read, or when it cannot be.
    pub layer: Option<Layer>,
    /// The layer as it is known to be on the disk, to bring two windows together.
    pub base: Option<Layer>,
    /// The style of the next highlight.
    pub style: HighlightStyle,
    /// Where the annotations are in the text that is open.
    pub places: Vec<AnnotationPlace>,
    /// The places by row.
    by_row: BTreeMap<usize, Vec<usize>>,
    past: UndoStack<LayerStep>,
}

/// Where an annotation is now.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnotationPlace {
    /// Its place in the layer.
    pub index: usize,
    /// How sure the place is.
    pub grade: Grade,
    /// The row; none when it is lost.
    pub row: Option<usize>,
    /// The texts of the row it stands on, with the characters as they are shown; an empty range is the whole text.
    pub marks: Vec<(Part, Range<usize>)>,
}

/// Something about the reader's layer.
#[derive(Clone, Debug, PartialEq)]
pub enum AnnotationAction {
    /// The layer of an edition was read, or could not be.
    Loaded(String, Result<Option<Box<Layer>>, String>),
    /// Another window wrote the layer too: what was to be written, and both together.
    Merged(Arc<Layer>, Arc<Layer>),
    /// An annotation was changed in the window: its words, its tags, its style.
    Write(Box<Annotation>),
    /// An annotation is to go.
    Remove(u32),
    /// Exact words were entered for a note, perhaps with a source that was not known.
    Quote {
        /// The note.
        on: NoteId,
        /// The words.
        quotation: Box<Quotation>,
        /// The source, when it is a new one.
        source: Option<Box<Source>>,
    },
    /// A quotation is to go.
    RemoveQuotation(u32),
    /// Sources that were brought in from a file.
    Sources(Vec<Source>),
    /// An annotation of the list is gone to.
    GoTo(u32),
}

impl Annotations {
    /// The annotations; none while they are being read.
    pub fn all(&self) -> &[Annotation] {
        self.layer.as_ref().map_or(&[], |layer| &layer.annotations)
    }

    /// The reader's own quotations on a note.
    pub fn quotations_on<'a>(&'a self, note: &'a NoteId) -> impl Iterator<Item = &'a OwnQuotation> {
        self.layer.iter().flat_map(|layer| &layer.quotations).filter(move |own| own.on == *note)
    }

    /// Where the annotations of a row are.
    pub fn places_in(&self, row: usize) -> impl Iterator<Item = (&Annotation, &AnnotationPlace)> {
        let places = self.by_row.get(&row).into_iter().flatten().filter_map(|at| self.places.get(*at));
        places.filter_map(|place| Some((self.all().get(place.index)?, place)))
    }

    /// Annotations that have no place in the open text.
    pub fn lost(&self) -> usize {
        self.places.iter().filter(|place| place.row.is_none()).count()
    }
}

impl AppState {
    /// Asks for the layer of the open edition, unless it is there.
    pub fn request_layer(&mut self) -> Vec<Effect> {
        let edition = self.base().id().to_owned();
        if self.annotations.edition == edition {
            return Vec::new();
        }
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
            AnnotationAction::Merged(written, both) => self.layer_merged(&written, &both),
            AnnotationAction::Write(annotation) => self.write_annotation(*annotation),
            AnnotationAction::Remove(id) => self.remove_annotation(id),
            AnnotationAction::Quote { on, quotation, source } => {
                self.quote(on, *quotation, source.map(|source| *source))
            }
            AnnotationAction::RemoveQuotation(id) => self.remove_quotation(id),
            AnnotationAction::Sources(sources) => self.take_sources(sources),
            AnnotationAction::GoTo(id) => {
                self.go_to_annotation(id);
                Vec::new()
            }
        }
    }

    /// Another window's changes come in; what was done here since goes on the disk too.
    fn layer_merged(&mut self, written: &Layer, both: &Layer) -> Vec<Effect> {
        let Annotations { layer: Some(layer), past, .. } = &mut self.annotations else { return Vec::new() };
        if both.edition != layer.edition {
            return Vec::new();
        }
        let before = layer.clone();
        layer.merge(written, both);
        let more = layer != both;
        past.merged(&before, layer);
        self.annotations.base = Some(both.clone());
        if more {
            return self.layer_changed();
        }
        self.renew_places();
        Vec::new()
    }

    fn on_layer_loaded(&mut self, layer: Result<Option<Box<Layer>>, String>) {
        match layer {
            Ok(layer) => {
                let layer = layer.map_or_else(|| Layer::empty(&self.annotations.edition), |layer| *layer);
                self.annotations.base = Some(layer.clone());
                self.annotations.layer = Some(layer);
                self.renew_places();
            }
            Err(fault) => self.say(Notice::fault(fault)),
        }
    }

    /// The layer to change; when it is not there, why is said.
    pub(super) fn layer_to_change(&mut self) -> Option<&mut Annotations> {
        if self.annotations.layer.is_none() {
            self.say(Notice::quiet(
                "Your highlights and annotations are not read yet, or cannot be: nothing was changed",
            ));
            return None;
        }
        Some(&mut self.annotations)
    }

    /// What is to be done after a change of the layer.
    pub(super) fn layer_changed(&mut self) -> Vec<Effect> {
        self.renew_places();
        let Annotations { layer: Some(layer), base: Some(base), .. } = &self.annotations else { return Vec::new() };
        vec![Effect::SaveLayer { layer: Arc::new(layer.clone()), base: Arc::new(base.clone()) }]
    }

    /// Highlights the selection, or the active paragraph, in the style at hand; what is so highlighted already is freed.
    pub(super) fn highlight(&mut self) -> Vec<Effect> {
        let style = self.annotations.style;
        let targets = self.targets();
        if targets.is_empty() {
            self.say(Notice::quiet("There are no words to highlight here: choose a paragraph, or select some"));
            return Vec::new();
        }
        let Some(own) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = &mut own.layer else { return Vec::new() };
        let same = |one: &Annotation| targets.contains(&one.on) && one.style.is_some();
        let there: Vec<u32> = layer.annotations.iter().filter(|one| same(one)).map(|one| one.id).collect();
        if !there.is_empty() {
            let bare =
                layer.annotations.iter().filter(|one| there.contains(&one.id)).all(|one| one.style == Some(style));
            return there.into_iter().flat_map(|id| self.restyle(id, (!bare).then_some(style))).collect();
        }
        if layer.annotations.len() + targets.len() > MOST_ANNOTATIONS {
            self.say(Notice::quiet(format!("At most {MOST_ANNOTATIONS} highlights and annotations are kept")));
            return Vec::new();
        }
        let (made, free, end) = (Some(today()), layer.unused_id(), layer.annotations.len());
        let new: Vec<Annotation> = (free..)
            .zip(targets)
            .map(|(id, on)| Annotation { id, on, style: Some(style), text: String::new(), tags: Vec::new(), made })
            .collect();
        own.past.did(LayerStep::annotations(layer, end..end, new), None);
        self.undo_order.did(Of::Layer);
        self.selection = None;
        self.layer_changed()
    }

    /// Gives an annotation another style, or none; without words of its own it goes with the style.
    fn restyle(&mut self, id: u32, style: Option<HighlightStyle>) -> Vec<Effect> {
        let one = self.annotations.all().iter().find(|one| one.id == id).cloned();
        match one {
            Some(one) if style.is_none() && one.text.is_empty() && one.tags.is_empty() => self.remove_annotation(id),
            Some(one) => self.write_annotation(Annotation { style, ..one }),
            None => Vec::new(),
        }
    }

    /// Takes the next style; a selection is highlighted in it.
    pub(super) fn next_style(&mut self) -> Vec<Effect> {
        let all = HighlightStyle::ALL;
        let next = all.iter().position(|style| *style == self.annotations.style).map_or(0, |at| at + 1);
        self.annotations.style = all.get(next).copied().unwrap_or_default();
        if self.selection.is_some() {
            return self.highlight();
        }
        self.say(Notice::quiet(format!("The next highlight: {}", self.annotations.style.word().to_lowercase())));
        Vec::new()
    }

    /// Opens the annotation on the selection or the active paragraph, a new one when there is none.
    pub(super) fn annotate(&mut self) -> Vec<Effect> {
        let Some(on) = self.target() else { return Vec::new() };
        let Some(own) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = &mut own.layer else { return Vec::new() };
        let id = match layer.annotations.iter().find(|one| one.on == on) {
            Some(one) => one.id,
            None if layer.annotations.len() >= MOST_ANNOTATIONS => {
                self.say(Notice::quiet(format!("At most {MOST_ANNOTATIONS} highlights and annotations are kept")));
                return Vec::new();
            }
            None => {
                let (id, end) = (layer.unused_id(), layer.annotations.len());
                let new =
                    Annotation { id, on, style: None, text: String::new(), tags: Vec::new(), made: Some(today()) };
                own.past.did(LayerStep::annotations(layer, end..end, vec![new]), None);
                self.undo_order.did(Of::Layer);
                id
            }
        };
        self.dialog = Some(Dialog::Annotation(id));
        self.renew_places();
        Vec::new()
    }

    fn write_annotation(&mut self, mut annotation: Annotation) -> Vec<Effect> {
        if let Some((end, _)) = annotation.text.char_indices().nth(LONGEST_ANNOTATION) {
            annotation.text.truncate(end);
        }
        let Some(own) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = &mut own.layer else { return Vec::new() };
        let Some(at) = layer.annotations.iter().position(|one| one.id == annotation.id) else { return Vec::new() };
        if layer.annotations.get(at) == Some(&annotation) {
            return Vec::new();
        }
        let typing = Some(u64::from(annotation.id));
        if own.past.did(LayerStep::annotations(layer, at..at + 1, vec![annotation]), typing) {
            self.undo_order.did(Of::Layer);
        }
        self.layer_changed()
    }

    fn remove_annotation(&mut self, id: u32) -> Vec<Effect> {
        let Some(own) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = &mut own.layer else { return Vec::new() };
        let Some(at) = layer.annotations.iter().position(|one| one.id == id) else { return Vec::new() };
        own.past.did(LayerStep::annotations(layer, at..at + 1, Vec::new()), None);
        self.undo_order.did(Of::Layer);
        self.layer_changed()
    }

    /// An annotation that was begun and left empty goes again.
    pub(super) fn leave_annotation(&mut self) -> Vec<Effect> {
        let Some(Dialog::Annotation(id)) = self.dialog else { return Vec::new() };
        self.annotations.past.rest();
        let empty = |one: &Annotation| one.text.trim().is_empty() && one.style.is_none() && one.tags.is_empty();
        if self.annotations.all().iter().any(|one| one.id == id && empty(one)) {
            let Annotations { layer: Some(layer), past, .. } = &mut self.annotations else { return Vec::new() };
            if past.unmake(layer, LayerStep::unmakes_one) {
                self.undo_order.forget_last(Of::Layer);
                self.renew_places();
                return Vec::new();
            }
            return self.remove_annotation(id);
        }
        Vec::new()
    }

    fn take_sources(&mut self, sources: Vec<Source>) -> Vec<Effect> {
        let Some(own) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = &mut own.layer else { return Vec::new() };
        let before = layer.sources.clone();
        for source in sources {
            if !layer.sources.iter().any(|old| old.id == source.id) {
                layer.sources.push(source);
            }
        }
        let new = layer.sources.len() - before.len();
        if new > 0 {
            own.past.did(LayerStep { sources: Some(before), ..LayerStep::default() }, None);
            self.undo_order.did(Of::Layer);
        }
        self.say(Notice::quiet(match new {
            0 => "All these sources were here already".to_owned(),
            1 => "One source was brought in. Ctrl+Z takes it out again".to_owned(),
            new => format!("{new} sources were brought in. Ctrl+Z takes them out again"),
        }));
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
            self.say(Notice::quiet("Its words are not in this text"));
            return;
        };
        self.dialog = None;
        if let Part::Note(entry) = part {
            self.shown.show(usize::from(entry.perspective));
            self.jump_to_note(row, entry, at);
        } else {
            self.jump(super::action::travel_to(row, part, at), row);
        }
    }

    /// Undoes or redoes what was last done to the layer; false when there was nothing.
    pub(super) fn turn_layer(&mut self, back: bool) -> bool {
        let Annotations { layer: Some(layer), past, .. } = &mut self.annotations else { return false };
        past.turn(layer, back).is_some()
    }
}
