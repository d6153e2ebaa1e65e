//! The reader's quotations: entering, adding and removing them. The edition's own wording is refused.

use std::sync::Arc;

use crate::model::{NoteId, OwnQuotation, Quotation, Source};
use crate::state::undo_order::UndoTarget;
use crate::state::{AppState, Command, Dialog, Effect, Notice};

use super::undo_step::LayerStep;

/// The number of characters below which a quotation may match a summary or a restated paragraph by coincidence.
const MAX_COINCIDENCE_CHARS: usize = 40;

impl AppState {
    /// Opens the form for a quotation on the note whose sources are shown, or else on the first note of the active row.
    pub(in crate::state) fn offer_quote(&mut self) {
        let open = match self.dialog {
            Some(Dialog::Sources(note)) => Some(note),
            _ => None,
        };
        match open.or_else(|| self.first_note()) {
            Some(note) => self.dialog = Some(Dialog::Quote(note)),
            None => self.notify(Notice::quiet("No reply is shown on this paragraph, so there is nothing to quote for")),
        }
    }

    pub(super) fn quote(&mut self, on: NoteId, quotation: Quotation, source: Option<Source>) -> Vec<Effect> {
        if self.is_edition_wording(&quotation.text) {
            let why = "These words are a summary of this edition, or its article restated: they are no quotation. \
                       Paste the source's own words";
            self.notify(Notice::fault(why));
            return Vec::new();
        }
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let (id, end) = (layer.unused_id(), layer.quotations.len());
        let mut old_sources = None;
        if let Some(source) = source.filter(|new| !layer.sources.iter().any(|old| old.id == new.id)) {
            old_sources = Some(layer.sources.clone());
            layer.sources.push(source);
        }
        let new = vec![OwnQuotation { id, on, quotation }];
        let step = LayerStep::quotations(layer, end..end, new);
        annotations.undo_stack.push(LayerStep { sources: old_sources, ..step }, None);
        self.undo_order.push(UndoTarget::Layer);
        self.notify(Notice::quiet("The quotation is kept with your own files and shown with its note as yours"));
        self.layer_changed()
    }

    /// Returns whether a text occurs in a summary or in a restated paragraph, and so is not the wording of a source.
    fn is_edition_wording(&self, text: &str) -> bool {
        let normalize = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let wanted = normalize(text);
        // A few words may be the wording of the source too.
        if wanted.chars().count() < MAX_COINCIDENCE_CHARS {
            return false;
        }
        let base = self.base();
        let restated = matches!(base.article().provenance, crate::model::Provenance::Restated { .. });
        let restatements = base.paragraphs().iter().filter(|_| restated).map(|paragraph| paragraph.text.as_str());
        let summaries = base.perspectives().iter().flat_map(|by| &by.notes).map(|note| note.summary.as_str());
        restatements.chain(summaries).any(|text| normalize(text).contains(&wanted))
    }

    pub(super) fn remove_quotation(&mut self, id: u32) -> Vec<Effect> {
        let Some(annotations) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = annotations.layer.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let Some(at) = layer.quotations.iter().position(|one| one.id == id) else { return Vec::new() };
        annotations.undo_stack.push(LayerStep::quotations(layer, at..at + 1, Vec::new()), None);
        self.undo_order.push(UndoTarget::Layer);
        self.notify(Notice::quiet("The quotation was removed").offering(Command::Undo, "Bring it back"));
        self.layer_changed()
    }
}
