//! The round from and to the disk, and its clocks in the wall's time meanwhile.

use std::sync::Arc;

use crate::model::round::{Clock, Round, Row, Sheet};
use crate::state::{AppState, Dialog, Effect, Notice};

use super::{RoundEditor, RoundView};

impl RoundEditor {
    /// The round as it is kept, with its clocks by the wall's clock, and how it is known to be on the disk.
    pub fn saved(&self) -> Option<(Round, Arc<Round>)> {
        let round = self.document.clone()?;
        let base = self.base.clone().unwrap_or_else(|| Arc::new(Round::new("", round.rules.clone())));
        Some((Round { clock: self.saved_clock(round.clock), ..round }, base))
    }

    /// Clocks by the wall's clock. To the millisecond, so that what did not change is not written otherwise.
    fn saved_clock(&self, clock: Clock) -> Clock {
        clock.shifted(self.ahead()).rounded_to_millis()
    }

    /// Seconds that the wall's clock is ahead of the window's.
    pub(super) fn ahead(&self) -> f64 {
        self.ahead.unwrap_or(self.wall - self.now)
    }

    /// The sheet and the row that are chosen, by what stands there.
    fn seen(&self) -> Option<(String, Option<Row>)> {
        let sheet = self.shown_sheet()?;
        Some((sheet.name.clone(), sheet.rows.get(self.cell.0).cloned()))
    }

    /// Chooses them again where they are now; says whether they are there.
    fn look_for(&mut self, seen: Option<(String, Option<Row>)>) -> bool {
        let Some((name, row)) = seen else { return true };
        let sheets = self.document.as_ref().map_or(&[][..], |round| &round.flow.sheets);
        let same = |sheet: &Sheet| sheet.name == name;
        let here = sheets.get(self.sheet).is_some_and(same);
        let at = if here { Some(self.sheet) } else { sheets.iter().position(same) };
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

    /// Forgets what was chosen in another round.
    pub(super) fn replace_document(&mut self, key: String, round: Option<Round>) {
        let Self { open, big, now, wall, ahead, revision, others, formats, told, .. } = std::mem::take(self);
        *self = Self {
            key,
            document: round,
            open,
            big,
            now,
            wall,
            ahead,
            revision: revision + 1,
            others,
            formats,
            told,
            reveal: true,
            view: RoundView::Speech,
            ..Self::default()
        };
    }
}

impl AppState {
    /// A round was read, or could not be.
    pub(super) fn on_round_loaded(&mut self, key: &str, round: Result<Option<Box<Round>>, ReadError>) {
        if key != self.round.key || self.round.document.is_some() {
            return;
        }
        self.round.loading = false;
        match round {
            Ok(Some(read)) => {
                let (mut round, told) = read.clone().sanitized();
                let now = self.round.now;
                round.clock = round.clock.resumed(now + self.round.ahead(), now);
                self.round.base = Some(Arc::new(*read));
                self.round.document = Some(round);
                if !told.is_empty() {
                    self.notify(Notice::fault(format!("In this round, {}", told.join("; "))));
                }
            }
            Ok(None) => self.round.key.clear(),
            Err(fault) => {
                // What is there is left alone: another round is begun under another name.
                self.round.key.clear();
                self.notify(Notice::fault(fault));
            }
        }
        self.round.revision += 1;
        self.round.reveal = true;
    }

    /// Another window's changes come in; what was done here since goes on the disk too.
    pub(super) fn on_round_merged(&mut self, key: &str, written: &Round, both: Arc<Round>) -> Vec<Effect> {
        if key != self.round.key {
            return Vec::new();
        }
        let Some((mut ours, _)) = self.round.saved() else { return Vec::new() };
        let clock = ours.clock;
        let seen = self.round.seen();
        ours.merge(written, &both);
        let more = ours != *both;
        let ahead = self.round.ahead();
        let RoundEditor { document: Some(round), undo_stack, .. } = &mut self.round else { return Vec::new() };
        let clock = if ours.clock == clock { round.clock } else { ours.clock.shifted(-ahead) };
        let other_speeches = round.rules.speeches != ours.rules.speeches;
        let before = std::mem::replace(round, Round { clock, ..ours });
        undo_stack.rebase(&before, round);
        let changed = before.flow != round.flow || before.speeches != round.speeches;
        if other_speeches {
            (self.round.prepared, self.round.previous_speech) = (None, None);
        }
        if !self.round.restore_chosen_row(chosen) {
            // Its row is not there any more: what is typed next must not go into another one.
            self.finish_writing();
        }
        self.round.base = Some(both);
        self.round.clamp_to_columns();
        self.round.revision += 1;
        if changed {
            self.notify(Notice::quiet("Another window changed this round too: both are together here"));
        }
        if more { self.save_round() } else { Vec::new() }
    }

    /// Another round that is kept comes on the table.
    pub(super) fn open_round(&mut self, key: String) -> Vec<Effect> {
        if key == self.round.key {
            return Vec::new();
        }
        self.dialog.take_if(|dialog| *dialog == Dialog::Round);
        self.round.replace_document(key.clone(), None);
        self.round.loading = true;
        self.memory.round = Some(key.clone());
        vec![Effect::LoadRound(key), Effect::ScheduleSave]
    }
}
