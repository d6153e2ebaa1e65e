//! The brief screen: opening and closing it, the keyboard focus, and moving among the entries.

use crate::state::export::FilePurpose;
use crate::state::{AppState, Dialog, Effect, Notice};

use super::FocusTarget;

impl AppState {
    /// Shows the brief in place of the article or the round, or goes back to the article.
    pub(in crate::state) fn show_brief(&mut self, open: bool) -> Vec<Effect> {
        self.leave_round();
        self.clear_quiet_notices();
        self.brief.open = open;
        self.dialog = None;
        self.brief.reveal = open;
        if !open {
            return Vec::new();
        }
        let mut effects = self.request_brief();
        // Saving merges what another window has written in the meantime.
        effects.extend(self.save_brief());
        effects
    }

    /// Handles Escape on the brief screen: clears the search, else the selected words, else closes the screen.
    pub(in crate::state) fn close_brief(&mut self) -> Vec<Effect> {
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

    /// Opens the dialog in which briefs are opened, named and exported.
    pub(in crate::state) fn open_brief_dialog(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Brief);
        self.request_brief()
    }

    /// Asks for a file whose entries are added to the open brief.
    pub(in crate::state) fn pick_cards(&self) -> Vec<Effect> {
        vec![Effect::PickFile(FilePurpose::TakeCards(self.card_target()))]
    }

    /// Returns whether files that are opened now are added to the brief, because its screen is shown.
    pub fn accepts_cards(&self) -> bool {
        self.brief.open && !self.round.open
    }

    /// Moves the keyboard focus to a field, and brings the chosen entry into view.
    pub(in crate::state) fn focus_entry(&mut self, target: FocusTarget) {
        (self.brief.focus, self.brief.reveal) = (Some(target), true);
    }

    /// Starts selecting words of the chosen card by keys.
    pub(in crate::state) fn choose_words(&mut self) {
        if self.brief.card().is_none() {
            self.notify(Notice::quiet("Only a card has words to choose: choose a card first"));
            return;
        }
        self.focus_entry(FocusTarget::Words);
    }

    /// Chooses the next or previous entry among those shown.
    pub(in crate::state) fn step_entry(&mut self, forward: bool) {
        let shown = self.brief.shown();
        let chosen = self.brief.place().and_then(|place| shown.iter().position(|at| *at == place));
        let next = match chosen {
            None => shown.first(),
            Some(at) if forward => shown.get(at + 1),
            Some(at) => at.checked_sub(1).and_then(|at| shown.get(at)),
        };
        if let Some(entry) = next.and_then(|at| self.brief.entries().get(*at)) {
            let id = entry.id();
            self.choose_entry(id);
            self.brief.reveal = true;
        }
    }
}
