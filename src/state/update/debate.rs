//! The brief opened, closed and edited by commands, and undo across the reader's documents.

use crate::state::brief::FocusTarget;
use crate::state::export::FilePurpose;
use crate::state::undo_order::UndoTarget;
use crate::state::{AppState, Dialog, Effect, Notice};

impl AppState {
    /// Opens the brief in the reader's place.
    pub(in crate::state) fn open_debate(&mut self) -> Vec<Effect> {
        self.leave_round();
        self.show_brief(true)
    }

    /// Goes back from the brief to the article.
    pub(in crate::state) fn leave_debate(&mut self) -> Vec<Effect> {
        self.leave_round();
        self.show_brief(false)
    }

    /// Opens the dialog in which briefs are opened, named and exported.
    pub(in crate::state) fn open_briefs(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Brief);
        self.request_brief()
    }

    /// Asks for a file whose entries are added to the open brief.
    pub(in crate::state) fn pick_cards(&self) -> Vec<Effect> {
        vec![Effect::PickFile(FilePurpose::TakeCards { brief: self.brief.key.clone() })]
    }

    pub(in crate::state) fn find_in_brief(&mut self) {
        self.brief.focus = Some(FocusTarget::Search);
    }

    /// Gives a field of the chosen entry the focus.
    pub(in crate::state) fn focus_entry(&mut self, field: FocusTarget) {
        (self.brief.focus, self.brief.reveal) = (Some(field), true);
    }

    /// Begins to choose words of the chosen card by keys.
    pub(in crate::state) fn choose_words(&mut self) {
        if self.brief.card().is_none() {
            self.notify(Notice::quiet("Only a card has words to choose: choose a card first"));
            return;
        }
        self.focus_entry(FocusTarget::Words);
    }

    /// Undoes or redoes the latest thing that can be where we are: in the round, in the brief, or in the reader's layer and
    /// copy and what was cut from them.
    pub(in crate::state) fn undo_or_redo(&mut self, back: bool) -> Vec<Effect> {
        let (round, debating) = (self.round.open, self.brief.open);
        // The review of places undoes its answers alone.
        let review = self.dialog == Some(Dialog::Review);
        let here = move |of: UndoTarget| match of {
            of if review => of == UndoTarget::Copy,
            UndoTarget::Round => round,
            UndoTarget::Brief => debating && !round,
            UndoTarget::Cut => !round,
            UndoTarget::Layer | UndoTarget::Copy => !debating && !round,
        };
        while let Some(of) = if back { self.undo_order.undo(here) } else { self.undo_order.redo(here) } {
            let effects = match of {
                UndoTarget::Copy => return self.step_answer(back),
                UndoTarget::Brief | UndoTarget::Cut => self.step_brief(back).then(|| self.save_brief()),
                UndoTarget::Round => self.step_round(back).then(|| self.save_round()),
                UndoTarget::Layer => self.step_layer(back).then(|| self.layer_changed()),
            };
            if let Some(effects) = effects {
                let what = if of == UndoTarget::Cut && !debating { " in the brief" } else { "" };
                let how = if back {
                    format!("Undone{what}. Ctrl+Shift+Z does it again")
                } else {
                    format!("Done again{what}")
                };
                self.notify(Notice::quiet(how));
                return effects;
            }
        }
        self.notify(Notice::quiet(if back { "Nothing to undo" } else { "Nothing to redo" }));
        Vec::new()
    }

    /// Escape in the brief: first what it is searched for, then the chosen words, then the screen itself.
    pub(super) fn close_brief(&mut self) -> Vec<Effect> {
        if !self.brief.query.is_empty() {
            self.brief.query.clear();
            return Vec::new();
        }
        if !self.brief.words.is_empty() {
            (self.brief.words, self.brief.reveal) = (0..0, true);
            return Vec::new();
        }
        self.show_brief(false)
    }

    /// The first reply shown on the active paragraph is given a quotation, or the one whose sources are open.
    pub(in crate::state) fn offer_quote(&mut self) {
        use crate::state::Item;
        let open = match self.dialog {
            Some(Dialog::Sources(entry)) => Some(entry),
            _ => None,
        };
        let entry = open.or_else(|| {
            self.items(self.active).into_iter().find_map(|item| match item {
                Item::Note { entry, .. } | Item::Pointer { entry, .. } => Some(entry),
                _ => None,
            })
        });
        match entry {
            Some(entry) => self.dialog = Some(Dialog::Quote(entry)),
            None => self.notify(Notice::quiet("No reply is shown on this paragraph, so there is nothing to quote for")),
        }
    }
}
