//! The round screen in place of the brief, and what the round takes from the brief.

use crate::model::Entry;
use crate::model::round::BriefLink;
use crate::state::brief::BriefAction;
use crate::state::round::RoundAction;
use crate::state::{AppState, Dialog, Effect, Scene};

impl AppState {
    /// Applies an action to the round, and performs what it asks of the rest.
    pub(in crate::state) fn update_round(&mut self, action: RoundAction) -> Vec<Effect> {
        self.run(|state, out| state.round.update(&shared!(state), action, out))
    }

    /// Requests the round that was open last, if there was one and none is open.
    pub fn request_round(&mut self) -> Vec<Effect> {
        self.update_round(RoundAction::Request)
    }

    /// Shows the round in place of the brief, or goes back to the brief.
    pub(in crate::state) fn show_round(&mut self, open: bool) -> Vec<Effect> {
        self.clear_quiet_notices();
        self.dialog = None;
        self.round.show(open);
        if !open {
            return self.show_brief(true);
        }
        // The brief is what the round goes back to, also when it was opened from the article.
        self.brief.open = true;
        let mut effects = self.request_brief();
        effects.extend(self.request_round());
        // Saving merges what another window has written in the meantime.
        effects.extend(self.update_round(RoundAction::Save));
        effects.push(Effect::ListRounds);
        effects
    }

    /// Hides the round, without showing another screen.
    pub(in crate::state) fn leave_round(&mut self) {
        self.typed.clear();
        self.round.show(false);
    }

    /// Handles Escape in the round: finishes the cell, else leaves the big clocks, else the cards that fill the window,
    /// else closes the screen. If a clock runs, a dialog asks before either of the last two.
    pub(in crate::state) fn close_round(&mut self) -> Vec<Effect> {
        if self.round.close_topmost() {
            return Vec::new();
        }
        if self.round.running_clock().is_some() {
            self.dialog = Some(Dialog::LeaveRound);
            return Vec::new();
        }
        if self.round.is_aloud() {
            return self.update_round(RoundAction::ToggleAloud);
        }
        self.show_round(false)
    }

    /// Writes what was typed in the chosen entry of the brief, or in the chosen cell of the flow.
    pub(super) fn write(&mut self, text: String) -> Vec<Effect> {
        match self.scene() {
            Scene::Debating => self.update_brief(BriefAction::Write(text)),
            Scene::Flow => self.update_round(RoundAction::Write(text)),
            Scene::Reading | Scene::Presenting | Scene::Speech | Scene::Aloud | Scene::Clocks => Vec::new(),
        }
    }

    /// Begins a round in a format, by its index in
    /// [`RoundEditor::formats`](crate::state::round::RoundEditor::formats), with the open brief as its brief.
    pub(in crate::state) fn begin_round(&mut self, format: usize) -> Vec<Effect> {
        let Some(rules) = self.round.formats().nth(format).cloned() else { return Vec::new() };
        let brief = self.brief.document.as_ref().map(|brief| {
            let link = BriefLink { title: brief.title.clone(), file: Some(format!("{}.ron", self.brief.key)) };
            (link, brief.sides.clone())
        });
        self.update_round(RoundAction::Begin(Box::new(rules), brief))
    }

    /// Writes an entry of the brief, by id, in the chosen cell of the flow.
    pub(in crate::state) fn insert_entry(&mut self, id: u32) -> Vec<Effect> {
        self.dialog.take_if(|dialog| *dialog == Dialog::TakeEntry);
        let brief = self.brief.document.as_ref();
        let entry = brief.and_then(|brief| brief.entries.get(brief.index_of(id)?)).cloned();
        entry.map_or_else(Vec::new, |entry| self.update_round(RoundAction::InsertEntry(Box::new(entry))))
    }

    /// Returns the chosen section of the brief: an entry, or a heading with everything under it.
    pub(in crate::state) fn chosen_section(&self) -> Vec<Entry> {
        let Some(brief) = &self.brief.document else { return Vec::new() };
        let Some(place) = self.brief.place() else { return Vec::new() };
        brief.entries.get(brief.section_at(place)).unwrap_or_default().to_vec()
    }

    /// Saves the brief and the round, which merges what another window wrote while it had the focus.
    pub(super) fn on_window_focused(&mut self) -> Vec<Effect> {
        let mut effects = self.update_brief(BriefAction::Save);
        effects.extend(self.update_round(RoundAction::Save));
        if self.round.open {
            effects.push(Effect::ListRounds);
        }
        effects
    }
}
