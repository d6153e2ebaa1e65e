//! The reader's quotations: entering, adding and removing them. The edition's own wording is refused.

use crate::model::{Edition, NoteId, OwnQuotation, Quotation, Source};
use crate::state::feature::{Outcome, Shared};
use crate::state::{Command, Notice};

use super::Annotations;
use super::undo_step::LayerStep;

/// The number of characters below which a quotation may match a summary or a paragraph of the edition's own by coincidence.
const MAX_COINCIDENCE_CHARS: usize = 40;

impl Annotations {
    pub(super) fn quote(
        &mut self,
        shared: &Shared<'_>,
        on: NoteId,
        quotation: Quotation,
        source: Option<Source>,
        out: &mut Outcome,
    ) {
        if is_edition_wording(shared.base, &quotation.text) {
            let why = "These words are a summary of this edition, or its article in our words: they are no quotation. \
                       Paste the source's own words";
            out.notify(Notice::fault(why));
            return;
        }
        let Some(layer) = self.layer_to_change(out) else { return };
        let (id, end) = (layer.unused_id(), layer.quotations.len());
        let mut old_sources = None;
        if let Some(source) = source.filter(|new| !layer.sources.iter().any(|old| old.id == new.id)) {
            old_sources = Some(layer.sources.clone());
            layer.sources.push(source);
        }
        let new = vec![OwnQuotation { id, on, quotation }];
        let step = LayerStep { sources: old_sources, ..LayerStep::quotations(layer, end..end, new) };
        self.push_step(step, out);
        out.notify(Notice::quiet("The quotation is kept with your own files and shown with its note as yours"));
        self.on_changed(shared, out);
    }

    pub(super) fn remove_quotation(&mut self, shared: &Shared<'_>, id: u32, out: &mut Outcome) {
        let Some(layer) = self.layer_to_change(out) else { return };
        let Some(at) = layer.quotations.iter().position(|one| one.id == id) else { return };
        let step = LayerStep::quotations(layer, at..at + 1, Vec::new());
        self.push_step(step, out);
        out.notify(Notice::quiet("The quotation was removed").offering(Command::Undo, "Bring it back"));
        self.on_changed(shared, out);
    }
}

/// Returns whether a text occurs in a summary or in an article in the edition's own words, and so is not the wording of a source.
fn is_edition_wording(base: &Edition, text: &str) -> bool {
    let normalize = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let wanted = normalize(text);
    // A few words may be the wording of the source too.
    if wanted.chars().count() < MAX_COINCIDENCE_CHARS {
        return false;
    }
    let ours = base.article().provenance.is_our_words();
    let paragraphs = base.paragraphs().iter().filter(|_| ours).map(|paragraph| paragraph.text.as_str());
    let summaries = base.perspectives().iter().flat_map(|by| &by.notes).map(|note| note.summary.as_str());
    paragraphs.chain(summaries).any(|text| normalize(text).contains(&wanted))
}
