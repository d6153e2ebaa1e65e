//! The round on the table: its clocks, what is read in each speech, and the flow.

mod action;
mod begin;
mod clocks;
mod flow;
mod read;
mod save;
mod send;
mod undo_step;

use std::sync::Arc;

use crate::model::Timer;
use crate::model::round::{CellIndex, Columns, Delivery, Round, RoundFormat, Sheet, Side, Speech};

use super::export::FilePurpose;
use super::undo_order::UndoTarget;
use super::undo_stack::UndoStack;
use super::{AppState, Dialog, Effect};
use undo_step::RoundStep;

pub use action::{FlowFormat, RoundAction};

/// What of a round is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoundView {
    /// What is read in a speech.
    #[default]
    Speech,
    /// Who said what on which argument.
    Flow,
}

/// A field of a round that is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Side(Side),
    /// A part of a speech, by its place.
    Speech(usize, u8),
    /// Minutes of prep.
    Prep,
    /// The name of a sheet.
    Sheet(usize),
    Cell(CellIndex),
    /// The mark of an entry that is read, by its number.
    Mark(u32),
}

/// An alert that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownAlert {
    /// In words.
    pub words: String,
    /// When, by the window's clock.
    pub at: f64,
}

/// The round and what is chosen in it.
#[derive(Debug, Default)]
pub struct RoundEditor {
    /// The name under which it is kept; empty while none is asked for.
    pub key: String,
    /// The round; none before one is begun, or when it cannot be read.
    pub document: Option<Round>,
    /// It is being read from the disk.
    pub coming: bool,
    /// The round as it is known to be on the disk, with its clocks by the wall's clock.
    pub base: Option<Arc<Round>>,
    /// The round stands in the reader's place.
    pub open: bool,
    /// What of it is shown.
    pub view: RoundView,
    /// The clocks have the whole window.
    pub big: bool,
    /// The speech that is prepared; none stands for our next one.
    pub prepared: Option<usize>,
    /// The chosen entry of that speech, by its place.
    pub reading: usize,
    /// What is not read out is not shown either.
    pub terse: bool,
    /// The sheet shown.
    pub sheet: usize,
    /// The chosen cell.
    pub cell: CellIndex,
    /// It is typed in.
    pub writing: bool,
    /// A new sheet wants its name.
    pub naming: bool,
    /// What is chosen is to be brought into view.
    pub reveal: bool,
    /// Counts changes, so that views know when to look again.
    pub revision: u64,
    /// Seconds of the window's clock.
    pub now: f64,
    /// Seconds since 1970.
    pub wall: f64,
    /// Seconds that the wall's clock is ahead of the window's, by which clocks are kept. While one runs it stays the same,
    /// so that what did not change is not written otherwise, but for when the computer slept.
    ahead: Option<f64>,
    /// The last alert.
    pub rung: Option<ShownAlert>,
    /// The desktop has no dialog: a path is typed for this form.
    pub by_path: Option<FlowFormat>,
    /// The one-minute reading test.
    pub test: Timer,
    /// Formats of the reader's own.
    pub formats: Vec<RoundFormat>,
    /// What was told of formats that could not be read.
    told: Vec<String>,
    /// Other rounds that are kept: their names and titles.
    pub others: Vec<(String, String)>,
    /// The speech that was left last with its clock, to go back to.
    left: Option<(usize, Timer)>,
    undo_stack: UndoStack<RoundStep>,
}

impl RoundEditor {
    /// The speech that is prepared and shown: the one chosen, else our next one, else the one that is given.
    pub fn shown_speech(&self) -> usize {
        let Some(round) = &self.document else { return 0 };
        let last = round.rules.speeches.len().saturating_sub(1);
        self.prepared.or_else(|| our_next(round)).unwrap_or(round.at).min(last)
    }

    /// What is read in it.
    pub fn delivery(&self) -> Option<&Delivery> {
        self.document.as_ref()?.speeches.get(self.shown_speech())
    }

    /// The sheet that is shown.
    pub fn shown_sheet(&self) -> Option<&Sheet> {
        self.document.as_ref()?.flow.sheets.get(self.sheet)
    }

    fn speech_count(&self) -> usize {
        self.document.as_ref().map_or(0, |round| round.rules.speeches.len())
    }

    /// The columns of the flow.
    pub fn columns(&self) -> Columns {
        self.document.as_ref().map(Round::columns).unwrap_or_default()
    }
}

/// The first speech of ours that is not over.
fn our_next(round: &Round) -> Option<usize> {
    let ours = |speech: &Speech| speech.side.is_some_and(|side| round.is_ours(side, speech.team));
    let mut coming = round.rules.speeches.iter().enumerate().skip(round.at);
    coming.find(|(_, speech)| ours(speech) && !speech.kind.is_questions()).map(|(at, _)| at)
}

impl AppState {
    /// Asks for the round that was on the table last, if there was one.
    pub fn request_round(&mut self) -> Vec<Effect> {
        match &self.memory.round {
            Some(key) if self.round.key.is_empty() => {
                self.round.key.clone_from(key);
                self.round.loading = true;
                vec![Effect::LoadRound(key.clone())]
            }
            _ => Vec::new(),
        }
    }

    /// The round comes in the reader's place, or goes back to the brief.
    pub(super) fn show_round(&mut self, open: bool) -> Vec<Effect> {
        self.clear_quiet_notices();
        self.dialog = None;
        self.finish_writing();
        self.round.open = open;
        self.round.reveal = open;
        if !open {
            return self.show_brief(true);
        }
        let mut effects = self.request_brief();
        effects.extend(self.request_round());
        // What another window did to it comes in.
        effects.extend(self.save_round());
        effects.push(Effect::ListRounds);
        effects
    }

    /// The round goes, and what stands in its place is somebody else's matter.
    pub(super) fn leave_round(&mut self) {
        self.finish_writing();
        self.round.open = false;
    }

    /// Escape in the round: first the cell that is typed in, then the big clocks, then the screen itself.
    pub(super) fn close_round(&mut self) -> Vec<Effect> {
        if self.round.writing {
            self.finish_writing();
            return Vec::new();
        }
        if std::mem::take(&mut self.round.big_clocks) {
            return Vec::new();
        }
        self.show_round(false)
    }

    /// Shows the clocks alone, or everything.
    pub(super) fn toggle_big_clock(&mut self) {
        self.round.big_clocks = !self.round.big_clocks;
    }

    /// Changes between what is read and the flow.
    pub(super) fn switch_round_view(&mut self) {
        self.finish_writing();
        self.round.view = match self.round.view {
            RoundView::Speech => RoundView::Flow,
            RoundView::Flow => RoundView::Speech,
        };
        self.round.reveal = true;
    }

    pub(super) fn round_action(&mut self, action: RoundAction) -> Vec<Effect> {
        use RoundAction as A;
        match action {
            A::Loaded(key, round) => self.on_round_loaded(&key, round),
            A::Merged(key, written, both) => return self.on_round_merged(&key, &written, both),
            A::Listed(others) => self.round.others = others,
            A::Time { now, wall } => self.advance_clocks(now, wall),
            A::GoTo(speech) => return self.go_to_speech(speech),
            A::Prep(side) => return self.toggle_prep(side),
            A::Before => return self.toggle_preparation(),
            A::Anew => return self.reset_clock(),
            A::Heard => self.round.alert = None,
            A::Prepare(speech) => {
                self.round.prepared = Some(speech);
                self.round.entry = 0;
            }
            A::ChooseRead(at) => self.round.entry = at,
            A::MarkAt(entry, at) => return self.mark_read(entry, at),
            A::Take(entry) => return self.insert_entry(entry),
            A::Revealed => self.round.reveal = false,
            A::Export(form) => {
                let export = self.flow_export(form);
                return export.map(|export| Effect::PickFile(FilePurpose::SaveFlow(export))).into_iter().collect();
            }
            A::ExportTo { form, path, overwrite } => {
                return self.flow_export(form).map_or_else(Vec::new, |export| self.write_flow(export, path, overwrite));
            }
            A::Exported(key) if key != self.round.key => {}
            A::Exported(_) => {
                self.round.by_path = None;
                self.dialog.take_if(|dialog| *dialog == Dialog::Round);
            }
            A::OpenTest => {
                self.round.test = Timer::new(Some(60.0));
                self.dialog = Some(Dialog::ReadingTest);
            }
            A::BeginTest => {
                let now = self.round.now;
                self.round.test.reset();
                self.round.test.start(now);
            }
            A::EndTest(words) => return self.finish_test(words),
            other => return self.setup_action(other),
        }
        Vec::new()
    }

    /// Changes the round; it is kept, and can be undone. While one field is typed in, that is one change.
    fn change_round(&mut self, typing: Option<Field>, change: impl FnOnce(&mut Round)) -> Vec<Effect> {
        let RoundEditor { document: Some(round), undo_stack, .. } = &mut self.round else { return Vec::new() };
        let before = round.clone();
        change(round);
        if undo_stack.push_change(&before, round, typing) {
            self.undo_order.push(UndoTarget::Round);
        }
        self.round.clamp_to_columns();
        self.on_round_changed()
    }

    /// Undoes or redoes the last change of the round; false when there was none.
    pub(super) fn step_round(&mut self, back: bool) -> bool {
        self.finish_writing();
        let RoundEditor { document: Some(round), undo_stack, .. } = &mut self.round else { return false };
        let Some(turned) = undo_stack.step(round, back).map(|step| step.place()) else { return false };
        let sheets = round.flow.sheets.len();
        self.round.view = turned.view.unwrap_or(self.round.view);
        if turned.speech.is_some() {
            self.round.prepared = turned.speech;
        }
        self.round.prepared = self.round.prepared.filter(|at| *at < self.round.speech_count());
        self.round.previous_speech = self.round.previous_speech.filter(|_| turned.view.is_some());
        self.round.sheet = turned.cell.map_or(self.round.sheet, |(sheet, _)| sheet).min(sheets.saturating_sub(1));
        let row = turned.cell.map_or(self.round.cell.0, |(_, row)| row);
        self.round.choose_cell((row, self.round.cell.1));
        self.round.revision += 1;
        true
    }

    /// What is to be done after a change of the round.
    fn on_round_changed(&mut self) -> Vec<Effect> {
        self.round.revision += 1;
        self.save_round()
    }

    /// Saves the open round, if there is one.
    pub(super) fn save_round(&self) -> Vec<Effect> {
        let Some((round, base)) = self.round.saved() else { return Vec::new() };
        vec![Effect::SaveRound { key: self.round.key.clone(), round: Arc::new(round), base }]
    }
}
