//! The round as a document: loading, saving and merging it, with its clocks in wall-clock time on disk.

use std::sync::Arc;

use crate::model::round::{Clock, Round, Row, Sheet};
use crate::state::feature::{Outcome, Request};
use crate::state::undo_order::UndoTarget;
use crate::state::{Dialog, Effect, Notice, ReadError};

use super::RoundEditor;

impl RoundEditor {
    /// Returns the round as it is saved, with its clocks in seconds since 1970, and the round last known on disk.
    pub fn saved(&self) -> Option<(Round, Arc<Round>)> {
        let round = self.document.as_deref()?;
        Some((Round { clock: self.saved_clock(round.clock), ..round.clone() }, self.base_or_empty(round)))
    }

    /// Returns the round last known on disk, or an empty one of the same format.
    pub(super) fn base_or_empty(&self, round: &Round) -> Arc<Round> {
        self.base.clone().unwrap_or_else(|| Arc::new(Round::new("", round.rules.clone())))
    }

    /// Returns a clock in seconds since 1970. It is rounded to milliseconds, so that an unchanged clock stays equal.
    pub(super) fn saved_clock(&self, clock: Clock) -> Clock {
        clock.shifted(self.clock_offset()).rounded_to_millis()
    }

    /// Returns the seconds by which the wall clock is ahead of the window's clock.
    pub(super) fn clock_offset(&self) -> f64 {
        self.clock_offset.unwrap_or(self.wall - self.now)
    }

    /// Chooses a row again where it is after a merge. Returns `false` if it does not exist any more.
    fn restore_chosen_row(&mut self, chosen: Option<(String, Option<Row>)>) -> bool {
        let Some((name, row)) = chosen else { return true };
        let sheets = self.document.as_ref().map_or(&[][..], |round| &round.flow.sheets);
        let is_chosen = |sheet: &Sheet| sheet.name == name;
        let stayed = sheets.get(self.sheet).is_some_and(is_chosen);
        let at = if stayed { Some(self.sheet) } else { sheets.iter().position(is_chosen) };
        let Some(at) = at else {
            self.sheet = self.sheet.min(sheets.len().saturating_sub(1));
            return false;
        };
        let rows = sheets.get(at).map_or(&[][..], |sheet| &sheet.rows);
        self.sheet = at;
        let place = match &row {
            Some(row) if rows.get(self.cell.0) != Some(row) => rows.iter().position(|other| other == row),
            _ => Some(self.cell.0),
        };
        self.cell.0 = place.unwrap_or(self.cell.0).min(rows.len());
        place.is_some()
    }

    /// Replaces the round, and resets everything that was chosen in the previous one.
    pub(super) fn replace_document(&mut self, key: String, round: Option<Round>, out: &mut Outcome) {
        out.ask(Request::ForgetSteps(UndoTarget::Round));
        *self = Self {
            last_opened: Some(key.clone()),
            key,
            document: round.map(Arc::new),
            open: self.open,
            big_clocks: self.big_clocks,
            now: self.now,
            wall: self.wall,
            clock_offset: self.clock_offset,
            revision: self.revision + 1,
            others: std::mem::take(&mut self.others),
            formats: std::mem::take(&mut self.formats),
            reported_faults: std::mem::take(&mut self.reported_faults),
            reveal: true,
            ..Self::default()
        };
    }
}

impl RoundEditor {
    /// Handles the round that was loaded, or the error that it could not be.
    pub(super) fn on_loaded(&mut self, key: &str, round: Result<Option<Box<Round>>, ReadError>, out: &mut Outcome) {
        if key != self.key || self.document.is_some() {
            return;
        }
        self.loading = false;
        match round {
            Ok(Some(read)) => {
                let (mut round, warnings) = read.clone().sanitized();
                let now = self.now;
                round.clock = round.clock.resumed(now + self.clock_offset(), now);
                self.base = Some(Arc::new(*read));
                self.document = Some(Arc::new(round));
                if !warnings.is_empty() {
                    out.notify(Notice::fault(format!("In this round, {}", warnings.join("; "))));
                }
            }
            Ok(None) => self.key.clear(),
            Err(error) => {
                // The file is left alone: a new round gets another name.
                self.key.clear();
                out.notify(Notice::fault(error.to_string()));
            }
        }
        self.revision += 1;
        self.reveal = true;
    }

    /// Merges the changes of another window, and saves the changes made here since.
    pub(super) fn on_merged(&mut self, key: &str, written: &Round, both: Arc<Round>, out: &mut Outcome) {
        if key != self.key {
            return;
        }
        let Some((mut ours, _)) = self.saved() else { return };
        let clock = ours.clock;
        let chosen = self.shown_sheet().map(|sheet| (sheet.name.clone(), sheet.rows.get(self.cell.0).cloned()));
        ours.merge(written, &both);
        let more = ours != *both;
        let offset = self.clock_offset();
        let Self { document: Some(round), undo_stack, .. } = self else { return };
        let clock = if ours.clock == clock { round.clock } else { ours.clock.shifted(-offset) };
        let has_other_speeches = round.rules.speeches != ours.rules.speeches;
        let before = std::mem::replace(round, Arc::new(Round { clock, ..ours }));
        undo_stack.rebase(&before, round);
        let changed = before.flow != round.flow || before.speeches != round.speeches;
        if has_other_speeches {
            self.prepared = None;
            self.left_speeches.clear();
        }
        if !self.restore_chosen_row(chosen) {
            // The chosen row was removed: text typed next must not go into another one.
            self.finish_writing();
        }
        self.base = Some(both);
        self.clamp_to_columns();
        self.revision += 1;
        if changed {
            out.notify(Notice::quiet("Another window changed this round too: both are together here"));
        }
        if more {
            self.save(out);
        }
    }

    pub(super) fn open_round(&mut self, key: String, out: &mut Outcome) {
        if key == self.key {
            return;
        }
        out.ask(Request::CloseDialog(Dialog::Round));
        self.replace_document(key.clone(), None, out);
        self.loading = true;
        out.perform(Effect::LoadRound(key));
        out.perform(Effect::ScheduleSave);
    }
}
