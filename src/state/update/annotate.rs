//! Annotations of the text that is read: what they are made on, and the way to them.

use crate::state::annotations::AnnotationAction;
use crate::state::reader::scroll_to;
use crate::state::{AppState, ContextTarget, Dialog, Effect, Notice, Part};

impl AppState {
    /// Applies an action to the reader's layer, and performs what it asks of the rest.
    pub(in crate::state) fn update_annotations(&mut self, action: AnnotationAction) -> Vec<Effect> {
        self.run(|state, out| state.annotations.update(&shared!(state), action, out))
    }

    /// Requests the layer of the open edition, unless it is loaded or loading.
    pub fn request_layer(&mut self) -> Vec<Effect> {
        self.update_annotations(AnnotationAction::Request)
    }

    /// Highlights the selection, or the active paragraph, in the current style. If it is highlighted in that style
    /// already, the highlight is removed.
    pub(in crate::state) fn highlight(&mut self) -> Vec<Effect> {
        let count = self.annotations.all().len();
        let effects = self.update_annotations(AnnotationAction::Highlight(self.targets()));
        if self.annotations.all().len() > count {
            self.reader.selection = None;
        }
        effects
    }

    /// Removes the highlights of what a context menu was opened on, of the selection or of the active paragraph. What is
    /// written about them stays.
    pub(in crate::state) fn remove_highlights(&mut self) -> Vec<Effect> {
        let target = self.command_target().unwrap_or(match self.reader.selection {
            Some(_) => ContextTarget::Selection,
            None => ContextTarget::Paragraph(self.reader.active),
        });
        self.update_annotations(AnnotationAction::RemoveHighlights(self.highlights_at(target)))
    }

    /// Switches to the next style, and highlights the selection in it if there is one.
    pub(in crate::state) fn next_style(&mut self) -> Vec<Effect> {
        let selected = self.reader.selection.is_some();
        let effects = self.update_annotations(AnnotationAction::NextStyle { named: !selected });
        if selected { self.highlight() } else { effects }
    }

    /// Opens the annotation on the selection or the active paragraph, or creates one.
    pub(in crate::state) fn annotate(&mut self) -> Vec<Effect> {
        if let Some(ContextTarget::Highlight { id, .. }) = self.command_target() {
            self.dialog = Some(Dialog::Annotation(id));
            return Vec::new();
        }
        match self.target() {
            Some(on) => self.update_annotations(AnnotationAction::Annotate(Box::new(on))),
            None => Vec::new(),
        }
    }

    /// Ends editing the annotation whose dialog is open; it is removed if it is empty.
    pub(in crate::state) fn close_annotation(&mut self) -> Vec<Effect> {
        match self.dialog {
            Some(Dialog::Annotation(id)) => self.update_annotations(AnnotationAction::End(id)),
            _ => Vec::new(),
        }
    }

    /// Goes to the words of an annotation, by id.
    pub(in crate::state) fn go_to_annotation(&mut self, id: u32) {
        let all = self.annotations.all();
        let is_it = |index: usize| all.get(index).is_some_and(|one| one.id == id);
        let place = self.annotations.places.iter().find(|place| is_it(place.index));
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
            self.jump(scroll_to(row, part, at), row);
        }
    }

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
}
