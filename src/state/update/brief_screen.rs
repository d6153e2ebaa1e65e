//! The brief screen in place of the article, and what the brief asks of the rest.

use crate::state::brief::BriefAction;
use crate::state::{AppState, Dialog, Effect};
use crate::storage::is_built_in;

impl AppState {
    /// Applies an action to the brief, and performs what it asks of the rest.
    pub(in crate::state) fn update_brief(&mut self, action: BriefAction) -> Vec<Effect> {
        self.run(|state, out| state.brief.update(&shared!(state), action, out))
    }

    /// Requests the brief that was open last, or else the one named after the open edition, unless a brief is open.
    pub fn request_brief(&mut self) -> Vec<Effect> {
        // The one that was open last in an earlier run may be that of another edition.
        let is_of_another =
            |key: &String| key != self.base().id() && (is_built_in(key) || self.saved_state.editions.contains_key(key));
        if self.brief.key.is_empty() && self.brief.last_opened.as_ref().is_some_and(is_of_another) {
            self.brief.last_opened = None;
        }
        self.update_brief(BriefAction::Request)
    }

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
        effects.extend(self.update_brief(BriefAction::Save));
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

    /// Returns whether files that are opened now are added to the brief, because its screen is shown.
    pub fn accepts_cards(&self) -> bool {
        self.brief.open && !self.round.open
    }
}
