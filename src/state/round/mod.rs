//! The open round: its clocks, the reading list of each speech, and the flow.

mod action;
mod clocks;
mod delivery;
mod document;
mod flow;
mod send;
mod setup;
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

/// A view of the round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoundView {
    /// The reading list of a speech.
    #[default]
    Speech,
    /// The flow: who answered which argument.
    Flow,
}

/// A text field of a round. Consecutive changes of one field are one undo step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Side(Side),
    /// The name, the short name or the rules of a speech, by its index.
    Speech(usize, SpeechField),
    /// The minutes of prep.
    Prep,
    /// The name of a sheet.
    Sheet(usize),
    Cell(CellIndex),
    /// The reading mark of an entry, by its id.
    Mark(u32),
}

/// A group of fields of a speech that are edited together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SpeechField {
    Name,
    ShortName,
    /// The time and everything else.
    Rules,
}

/// An alert that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownAlert {
    /// The text.
    pub text: String,
    /// The time of the alert, in seconds of the window's clock.
    pub at: f64,
}

/// The open round and the state of its editor.
#[derive(Debug, Default)]
pub struct RoundEditor {
    /// The name under which it is saved; empty until a round is requested.
    pub key: String,
    /// The round; `None` before one is begun or loaded, or if it cannot be read.
    pub document: Option<Arc<Round>>,
    /// Whether it is being loaded.
    pub loading: bool,
    /// The round as it was last known on disk, the base of a merge with another window. Its clocks are in seconds
    /// since 1970.
    pub base: Option<Arc<Round>>,
    /// Whether the round screen is shown in place of the article.
    pub open: bool,
    /// The view shown.
    pub view: RoundView,
    /// Whether the clocks fill the window.
    pub big_clocks: bool,
    /// The index of the speech that is prepared; `None` for our next one.
    pub prepared: Option<usize>,
    /// The index of the chosen entry of that speech.
    pub entry: usize,
    /// Whether text that is not read out is hidden.
    pub hide_unread: bool,
    /// The index of the sheet shown.
    pub sheet: usize,
    /// The chosen cell.
    pub cell: CellIndex,
    /// Whether text is being typed in the chosen cell.
    pub writing: bool,
    /// Whether the field for the name of the sheet gets the keyboard focus.
    pub naming: bool,
    /// Whether the next frame brings the chosen entry or cell into view.
    pub reveal: bool,
    /// Incremented with every change, so that views know when to lay out again.
    pub revision: u64,
    /// The time of the window's clock, in seconds.
    pub now: f64,
    /// The time since 1970, in seconds.
    pub wall: f64,
    /// The seconds by which the wall clock is ahead of the window's clock. Saved clocks are shifted by it.
    ///
    /// It stays constant while a clock of the round runs, unless the computer slept: otherwise an unchanged clock would
    /// be saved with another value each time.
    clock_offset: Option<f64>,
    /// The alert shown.
    pub alert: Option<ShownAlert>,
    /// The format for which a path is typed in the window, since the desktop has no file dialog.
    pub by_path: Option<FlowFormat>,
    /// The timer of the one-minute reading test.
    pub test: Timer,
    /// The reader's own formats.
    pub formats: Vec<RoundFormat>,
    /// The faults of the reader's formats that have been reported.
    reported_faults: Vec<String>,
    /// The names and titles of the saved rounds.
    pub others: Vec<(String, String)>,
    /// The index of the speech before the last step, and its clock, which is restored on going back.
    previous_speech: Option<(usize, Timer)>,
    undo_stack: UndoStack<RoundStep>,
}

impl RoundEditor {
    /// Returns the index of the speech that is prepared and shown: the chosen one, else our next one, else the current
    /// one.
    pub fn shown_speech(&self) -> usize {
        let Some(round) = &self.document else { return 0 };
        let last = round.rules.speeches.len().saturating_sub(1);
        self.prepared.or_else(|| our_next_speech(round)).unwrap_or(round.at).min(last)
    }

    /// Returns the reading list and the marks of the shown speech.
    pub fn delivery(&self) -> Option<&Delivery> {
        self.document.as_ref()?.speeches.get(self.shown_speech())
    }

    /// Returns the sheet that is shown.
    pub fn shown_sheet(&self) -> Option<&Sheet> {
        self.document.as_ref()?.flow.sheets.get(self.sheet)
    }

    fn speech_count(&self) -> usize {
        self.document.as_ref().map_or(0, |round| round.rules.speeches.len())
    }

    /// Returns the columns of the flow.
    pub fn columns(&self) -> Columns {
        self.document.as_deref().map(Round::columns).unwrap_or_default()
    }
}

/// Returns the index of our first speech that is not over.
fn our_next_speech(round: &Round) -> Option<usize> {
    let ours = |speech: &Speech| speech.side.is_some_and(|side| round.is_ours(side, speech.team));
    let mut remaining = round.rules.speeches.iter().enumerate().skip(round.at);
    remaining.find(|(_, speech)| ours(speech) && !speech.kind.is_questions()).map(|(at, _)| at)
}

impl AppState {
    /// Requests the round that was open last, if there was one and none is open.
    pub fn request_round(&mut self) -> Vec<Effect> {
        match &self.saved_state.round {
            Some(key) if self.round.key.is_empty() => {
                self.round.key.clone_from(key);
                self.round.loading = true;
                vec![Effect::LoadRound(key.clone())]
            }
            _ => Vec::new(),
        }
    }

    /// Shows the round in place of the brief, or goes back to the brief.
    pub(super) fn show_round(&mut self, open: bool) -> Vec<Effect> {
        self.clear_quiet_notices();
        self.dialog = None;
        self.finish_writing();
        self.round.open = open;
        self.round.reveal = open;
        if !open {
            return self.show_brief(true);
        }
        // The brief is what the round goes back to, also when it was opened from the article.
        self.brief.open = true;
        let mut effects = self.request_brief();
        effects.extend(self.request_round());
        // Saving merges what another window has written in the meantime.
        effects.extend(self.save_round());
        effects.push(Effect::ListRounds);
        effects
    }

    /// Hides the round, without showing another screen.
    pub(super) fn leave_round(&mut self) {
        self.finish_writing();
        self.typed.clear();
        self.round.open = false;
    }

    /// Handles Escape in the round: finishes the cell, else leaves the big clocks, else closes the screen.
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

    /// Switches between the clocks alone and the whole round.
    pub(super) fn toggle_big_clock(&mut self) {
        self.round.big_clocks = !self.round.big_clocks;
    }

    /// Switches between the speech and the flow.
    pub(super) fn switch_round_view(&mut self) {
        self.finish_writing();
        self.round.view = match self.round.view {
            RoundView::Speech => RoundView::Flow,
            RoundView::Flow => RoundView::Speech,
        };
        self.round.reveal = true;
    }

    #[allow(clippy::too_many_lines, reason = "a table: one arm for each action")]
    pub(super) fn round_action(&mut self, action: RoundAction) -> Vec<Effect> {
        match action {
            RoundAction::Loaded(key, round) => self.on_round_loaded(&key, round),
            RoundAction::Merged(key, written, both) => return self.on_round_merged(&key, &written, both),
            RoundAction::Listed(others) => self.round.others = others,
            RoundAction::Time { now, wall } => self.advance_clocks(now, wall),
            RoundAction::GoTo(speech) => return self.go_to_speech(speech),
            RoundAction::TogglePrep(side) => return self.toggle_prep(side),
            RoundAction::TogglePreparation => return self.toggle_preparation(),
            RoundAction::ResetClock => return self.reset_clock(),
            RoundAction::DismissAlert => self.round.alert = None,
            RoundAction::Prepare(speech) => {
                self.round.prepared = Some(speech);
                self.round.entry = 0;
            }
            RoundAction::ChooseEntry(at) => self.round.entry = at,
            RoundAction::MarkRead(entry, at) => return self.mark_read(entry, at),
            RoundAction::InsertEntry(entry) => return self.insert_entry(entry),
            RoundAction::Revealed => self.round.reveal = false,
            RoundAction::Export(form) => {
                let export = self.flow_export(form);
                return export.map(|export| Effect::PickFile(FilePurpose::SaveFlow(export))).into_iter().collect();
            }
            RoundAction::ExportTo { form, path, overwrite } => {
                return self.flow_export(form).map_or_else(Vec::new, |export| self.write_flow(export, path, overwrite));
            }
            RoundAction::Exported(key) if key != self.round.key => {}
            RoundAction::Exported(_) => {
                self.round.by_path = None;
                self.dialog.take_if(|dialog| *dialog == Dialog::Round);
            }
            RoundAction::OpenTest => {
                self.round.test = Timer::new(Some(60.0));
                self.dialog = Some(Dialog::ReadingTest);
            }
            RoundAction::StartTest => {
                let now = self.round.now;
                self.round.test.reset();
                self.round.test.start(now);
            }
            RoundAction::FinishTest(words) => return self.finish_test(words),
            RoundAction::Begin(format) => return self.begin_round(format),
            RoundAction::Open(key) => return self.open_round(key),
            RoundAction::Remove(key) => return self.remove_round(key),
            RoundAction::SetTitle(title) => return self.change_round(Some(Field::Title), |round| round.title = title),
            RoundAction::SetSideName(side, name) => {
                return self.change_round(Some(Field::Side(side)), |round| *side.of_mut(&mut round.sides) = name);
            }
            RoundAction::SetOurSide(ours) => return self.set_our_side(ours),
            RoundAction::SetOurTeam(team) => return self.set_our_team(team),
            RoundAction::FlipSides => return self.flip_round(),
            RoundAction::FormatsLoaded(formats, faults) => self.on_formats_loaded(formats, faults),
            RoundAction::SaveFormat => return self.save_format(),
            RoundAction::SetPrepMinutes(minutes) => return self.set_prep_minutes(minutes),
            RoundAction::ChangeSpeech(at, speech) => return self.change_speech(at, *speech),
            RoundAction::AddSpeech(at) => return self.add_speech(at),
            RoundAction::RemoveSpeech(at) => return self.remove_speech(at),
            RoundAction::ShowSheet(at) => self.show_sheet(at),
            RoundAction::SheetNameFocused => self.round.naming = false,
            RoundAction::SetSheetName(name) => return self.set_sheet_name(&name),
            RoundAction::RemoveSheet => return self.remove_sheet(),
            RoundAction::ChooseCell(cell) => self.show_cell(cell),
            RoundAction::SetWriting(true) => self.round.writing = true,
            RoundAction::SetWriting(false) => self.finish_writing(),
            RoundAction::SetCellText(text) => return self.set_cell_text(&text),
            RoundAction::ContinueBelow => return self.continue_below(),
        }
        Vec::new()
    }

    /// Changes the round, and saves it. Consecutive changes of the field `typing` are one undo step.
    fn change_round(&mut self, typing: Option<Field>, change: impl FnOnce(&mut Round)) -> Vec<Effect> {
        let RoundEditor { document: Some(round), undo_stack, .. } = &mut self.round else { return Vec::new() };
        // The undo stack compares with the round as it was, so this one is copied.
        let before = Arc::clone(round);
        change(Arc::make_mut(round));
        if undo_stack.push_change(&before, round, typing) {
            self.undo_order.push(UndoTarget::Round);
        }
        self.round.clamp_to_columns();
        self.on_round_changed()
    }

    /// Undoes (`back`) or redoes a change of the round. Returns `false` if there is none.
    pub(super) fn step_round(&mut self, back: bool) -> bool {
        self.finish_writing();
        let RoundEditor { document: Some(round), undo_stack, .. } = &mut self.round else { return false };
        let round = Arc::make_mut(round);
        let Some(place) = undo_stack.step(round, back).map(|step| step.place()) else { return false };
        let sheets = round.flow.sheets.len();
        self.round.view = place.view.unwrap_or(self.round.view);
        if place.speech.is_some() {
            self.round.prepared = place.speech;
        }
        self.round.prepared = self.round.prepared.filter(|at| *at < self.round.speech_count());
        self.round.previous_speech = self.round.previous_speech.filter(|_| place.view.is_some());
        self.round.sheet = place.cell.map_or(self.round.sheet, |(sheet, _)| sheet).min(sheets.saturating_sub(1));
        let row = place.cell.map_or(self.round.cell.0, |(_, row)| row);
        self.round.choose_cell((row, self.round.cell.1));
        self.round.revision += 1;
        true
    }

    /// Notes a change of the round, and returns the effect that saves it.
    fn on_round_changed(&mut self) -> Vec<Effect> {
        self.round.revision += 1;
        self.save_round()
    }

    /// Returns the effect that saves the open round, if there is one.
    pub(super) fn save_round(&self) -> Vec<Effect> {
        let RoundEditor { key, document: Some(round), .. } = &self.round else { return Vec::new() };
        let (clock, base) = (self.round.saved_clock(round.clock), self.round.base_or_empty(round));
        vec![Effect::SaveRound { key: key.clone(), round: Arc::clone(round), clock, base }]
    }
}
