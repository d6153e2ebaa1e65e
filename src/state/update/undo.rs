//! Undo and redo across the reader's documents.

use std::collections::HashSet;

use crate::model::{Brief, Entry};
use crate::state::feature::Outcome;
use crate::state::undo_order::UndoTarget;
use crate::state::{AppState, Command, Dialog, Effect, Notice, OwnCopy};

impl AppState {
    /// Undoes (`back`) or redoes the latest change that belongs to the current screen: the round, the brief, or the
    /// article with the reader's layer, the copy and the cards cut from it.
    pub(in crate::state) fn undo_or_redo(&mut self, back: bool) -> Vec<Effect> {
        let (is_here, in_brief) = (self.undoes_here(), self.brief.open);
        while let Some(target) = self.undo_order.step(back, is_here) {
            let before = self.brief.document.clone();
            let mut out = Outcome::default();
            let is_done = match target {
                UndoTarget::Copy(_) => return self.run(|state, out| state.copy.step(back, out)),
                UndoTarget::Brief | UndoTarget::Cut => self.brief.step(back, &mut out),
                UndoTarget::Round => self.round.step(back, &mut out),
                UndoTarget::Layer => self.annotations.step(&shared!(self), back, &mut out),
            };
            if is_done {
                let effects = self.follow(out);
                let out_of_view = target == UndoTarget::Cut && !in_brief;
                let in_words = before.filter(|_| out_of_view).map(|before| self.brief_change(&before));
                let usual = || if back { "Undone" } else { "Done again" }.to_owned();
                let notice = Notice::quiet(in_words.unwrap_or_else(usual));
                self.notify(if back {
                    notice.offering(Command::Redo, "Do it again")
                } else {
                    notice.offering(Command::Undo, "Undo")
                });
                return effects;
            }
        }
        self.notify(Notice::quiet(if back { "Nothing to undo" } else { "Nothing to redo" }));
        Vec::new()
    }

    /// Returns in words what a step did to the brief, which is not in view.
    fn brief_change(&self, before: &Brief) -> String {
        let only_in = |one: &[Entry], other: &[Entry]| -> Vec<Entry> {
            let other: HashSet<u32> = other.iter().map(Entry::id).collect();
            one.iter().filter(|entry| !other.contains(&entry.id())).cloned().collect()
        };
        let after = self.brief.entries();
        let (gone, come) = (only_in(&before.entries, after), only_in(after, &before.entries));
        let named = |entries: &[Entry]| match entries {
            [Entry::Card(_)] => "The card was".to_owned(),
            [Entry::Analytic(_)] => "The analytic was".to_owned(),
            [Entry::Heading(_)] => "The heading was".to_owned(),
            [Entry::Heading(_), ..] => "The block was".to_owned(),
            entries => format!("{} entries were", entries.len()),
        };
        match (gone.is_empty(), come.is_empty()) {
            (false, true) => format!("{} taken out of the brief again", named(&gone)),
            (true, false) => format!("{} put into the brief again", named(&come)),
            _ => format!("The brief “{}” was changed back", before.title),
        }
    }

    /// Returns whether the current screen has a change to undo, or with `back` unset to redo.
    pub(in crate::state) fn can_undo(&self, back: bool) -> bool {
        self.next_change(back).is_some()
    }

    /// Returns the id of the change that undo, or with `back` unset redo, acts on next on the current screen.
    pub(in crate::state) fn next_change(&self, back: bool) -> Option<u64> {
        self.undo_order.next(back, self.undoes_here()).map(|(id, _)| id)
    }

    /// Returns what undo, or with `back` unset redo, acts on next on the current screen, in words that follow its label;
    /// `None` if there is nothing.
    pub(in crate::state) fn next_change_words(&self, back: bool) -> Option<String> {
        Some(match self.undo_order.next(back, self.undoes_here())?.1 {
            UndoTarget::Layer => format!(": {}", self.annotations.next_change_words(back)?),
            UndoTarget::Brief | UndoTarget::Cut => " in the brief".to_owned(),
            UndoTarget::Round => " in the round".to_owned(),
            UndoTarget::Copy(_) => ": an answer about your copy".to_owned(),
        })
    }

    /// Returns which changes belong to the current screen.
    fn undoes_here(&self) -> impl Fn(UndoTarget) -> bool + Copy + use<> {
        let (in_round, in_brief) = (self.round.open, self.brief.open);
        // The review and the list of what was left out undo only their own answers.
        let copy = self.copy.open.as_ref().map(OwnCopy::undo_target);
        let in_review = matches!(self.dialog, Some(Dialog::Review | Dialog::LeftOut));
        move |target: UndoTarget| match target {
            target if in_review => Some(target) == copy,
            UndoTarget::Round => in_round,
            UndoTarget::Brief => in_brief && !in_round,
            UndoTarget::Cut => !in_round,
            UndoTarget::Layer => !in_brief && !in_round,
            UndoTarget::Copy(_) => Some(target) == copy && !in_brief && !in_round,
        }
    }
}
