//! Reading the text: what the reader's actions mean for the rest, and what needs more than the reader.

use crate::model::rows::NoteRef;
use crate::state::reader::ReaderAction;
use crate::state::{AppState, Dialog, Effect, Item, Notice, Part, RowReplies, Scene, ScrollRequest};

impl AppState {
    /// Applies an action to the reading of the text, and performs what it asks of the rest.
    pub(in crate::state) fn update_reader(&mut self, action: ReaderAction) -> Vec<Effect> {
        if let ReaderAction::ToggleNote(entry) = &action {
            self.dialog.take_if(|dialog| matches!(dialog, Dialog::Sources(of) if of != entry));
        }
        self.run(|state, out| state.reader.update(&shared!(state), action, out))
    }

    /// Scrolls to another place, makes `active` the active row, and adds the place before to the history.
    pub(in crate::state) fn jump(&mut self, request: ScrollRequest, active: usize) {
        self.reader.jump(&shared!(self), request, active);
    }

    /// Jumps to a note, and opens it and what hides it.
    pub(in crate::state) fn jump_to_note(&mut self, row: usize, entry: NoteRef, character: usize) {
        self.reader.jump_to_note(&shared!(self), row, entry, character);
    }

    /// Asks the view to give the search field the focus. A lesson and the big clocks have no bar with a field, so there a
    /// dialog asks for a code.
    pub(in crate::state) fn request_search(&mut self) {
        match self.scene() {
            Scene::Presenting | Scene::Aloud | Scene::Clocks => self.dialog = Some(Dialog::GoTo),
            Scene::Reading | Scene::Debating | Scene::Speech | Scene::Flow => {
                self.dialog = None;
                self.search_requests += 1;
            }
        }
    }

    /// Goes to the next or previous hit of the search, or asks for the search field if there is no search.
    pub(in crate::state) fn go_to_hit(&mut self, forward: bool) -> Vec<Effect> {
        if self.reader.find.needle.is_empty() {
            self.request_search();
            return Vec::new();
        }
        self.update_reader(ReaderAction::GoToHit { forward })
    }

    /// Shows the hidden perspectives that have hits, and goes to the first hit if none was in view.
    pub(super) fn show_hidden_hits(&mut self) -> Vec<Effect> {
        let none_before = self.reader.find.hits.is_empty();
        for perspective in std::mem::take(&mut self.reader.find.hidden).into_keys() {
            self.shown.show(perspective);
        }
        let mut effects = self.perspectives_changed();
        if none_before {
            effects.extend(self.go_to_hit(true));
        }
        effects
    }

    /// Closes the dialog and goes to the silence of a perspective on a row, which is shown if it was hidden.
    pub(super) fn show_silence(&mut self, row: usize, perspective: usize) -> Vec<Effect> {
        if !self.shared().is_silent(row, perspective) {
            return Vec::new();
        }
        self.dialog = None;
        let mut effects = Vec::new();
        if !self.shown.is_visible(perspective) {
            self.shown.show(perspective);
            effects = self.perspectives_changed();
        }
        effects.extend(self.run(|state, out| {
            state.reader.visit_silence(&shared!(state), (row, perspective), true, out);
        }));
        effects
    }

    /// Shows the sources of a note. From those of another one, a note of the active row that is folded away is listed, so
    /// that it can be seen beside them.
    pub(super) fn show_sources_of(&mut self, entry: NoteRef) {
        let steps = matches!(self.dialog, Some(Dialog::Sources(_)));
        self.dialog = Some(Dialog::Sources(entry));
        let (row, perspective) = (self.reader.active, usize::from(entry.perspective));
        let is_listed = self.reader.opened_rows.contains(&row) || self.reader.opened_more.contains(&(row, perspective));
        let is_folded = |at: usize| at > 0 && !is_listed;
        let place = self.items_of(row, perspective).iter().position(|item| match item {
            Item::Note { entry: of, .. } | Item::Pointer { entry: of, .. } => *of == entry,
            Item::Silent { .. } | Item::NotApplicable { .. } | Item::NotLookedFor { .. } => false,
        });
        if steps && place.is_some_and(is_folded) {
            self.reader.opened_more.insert((row, perspective));
            let replies = RowReplies::Perspective(perspective);
            self.reader.scroll = Some(ScrollRequest::KeepReplies { row, replies });
        }
    }

    /// Opens the sources of the first note of the active row.
    pub(in crate::state) fn show_sources(&mut self) {
        match self.first_note() {
            Some(note) => self.dialog = Some(Dialog::Sources(note)),
            None => self.notify(Notice::quiet("No reply is shown on this paragraph")),
        }
    }

    /// Returns the reply that a command acts on: the one chosen in a context menu, or else the first note of the active
    /// row.
    pub(in crate::state) fn first_note(&self) -> Option<NoteRef> {
        if let Some((_, entry)) = self.target_reply() {
            return Some(entry);
        }
        self.items(self.reader.active).into_iter().find_map(|item| match item {
            Item::Note { entry, .. } | Item::Pointer { entry, .. } => Some(entry),
            Item::Silent { .. } | Item::NotApplicable { .. } | Item::NotLookedFor { .. } => None,
        })
    }

    /// Copies the reply chosen in a context menu, the selection, or the active row with its replies.
    pub(in crate::state) fn copy(&mut self) -> Vec<Effect> {
        let shared = self.shared();
        let text = match self.target_reply() {
            Some((row, entry)) => shared.part_text(row, Part::Note(entry)),
            None => {
                let selected = self.reader.selected_text(&shared);
                selected.unwrap_or_else(|| shared.row_text(self.reader.active))
            }
        };
        self.notify(Notice::quiet("Copied"));
        vec![Effect::Copy(text)]
    }

    /// Shows all perspectives, in the reader's order.
    pub(in crate::state) fn show_all_perspectives(&mut self) -> Vec<Effect> {
        for perspective in 0..self.edition.perspectives().len() {
            self.shown.show(perspective);
        }
        self.perspectives_changed()
    }

    /// Updates the selection and the search after the choice of perspectives changed.
    pub(in crate::state) fn perspectives_changed(&mut self) -> Vec<Effect> {
        // An end of the selection may be in a reply that is hidden now.
        self.reader.selection = None;
        self.reader.search_again(&shared!(self));
        vec![Effect::ScheduleSave]
    }
}
