//! Quotations of the reader's own: entered, refused where they are our own words, and taken away.

use crate::model::{NoteId, OwnQuotation, Quotation, Source};
use crate::state::undo_order::Of;
use crate::state::{AppState, Effect, Notice};

use super::undo_step::LayerStep;

/// So many characters can be the same in a source and in a summary of it by chance.
const LONGEST_CHANCE: usize = 40;

impl AppState {
    pub(super) fn quote(&mut self, on: NoteId, quotation: Quotation, source: Option<Source>) -> Vec<Effect> {
        if self.is_told_in_our_words(&quotation.text) {
            let why = "These words are a summary of this edition, or its article restated: they are no quotation. \
                       Paste the source's own words";
            self.say(Notice::fault(why));
            return Vec::new();
        }
        let Some(own) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = &mut own.layer else { return Vec::new() };
        let (id, end) = (layer.unused_id(), layer.quotations.len());
        let mut before = None;
        if let Some(source) = source.filter(|new| !layer.sources.iter().any(|old| old.id == new.id)) {
            before = Some(layer.sources.clone());
            layer.sources.push(source);
        }
        let new = vec![OwnQuotation { id, on, quotation }];
        let step = LayerStep::quotations(layer, end..end, new);
        own.past.did(LayerStep { sources: before, ..step }, None);
        self.undo_order.did(Of::Layer);
        self.say(Notice::quiet("The quotation is kept with your own files and shown with its note as yours"));
        self.layer_changed()
    }

    /// Whether a text stands in a summary or in a paragraph that is told again in other words.
    fn is_told_in_our_words(&self, text: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let wanted = plain(text);
        // A few words may well be the source's too.
        if wanted.chars().count() < LONGEST_CHANCE {
            return false;
        }
        let base = self.base();
        let restated = matches!(base.article().provenance, crate::model::Provenance::Restated { .. });
        let told = base.paragraphs().iter().filter(|_| restated).map(|paragraph| paragraph.text.as_str());
        let summaries = base.perspectives().iter().flat_map(|by| &by.notes).map(|note| note.summary.as_str());
        told.chain(summaries).any(|told| plain(told).contains(&wanted))
    }

    pub(super) fn remove_quotation(&mut self, id: u32) -> Vec<Effect> {
        let Some(own) = self.layer_to_change() else { return Vec::new() };
        let Some(layer) = &mut own.layer else { return Vec::new() };
        let Some(at) = layer.quotations.iter().position(|one| one.id == id) else { return Vec::new() };
        own.past.did(LayerStep::quotations(layer, at..at + 1, Vec::new()), None);
        self.undo_order.did(Of::Layer);
        self.say(Notice::quiet("The quotation was removed. Ctrl+Z brings it back"));
        self.layer_changed()
    }
}
