//! The open round: its clocks, the reading list of each speech, and the flow.

mod action;
mod clocks;
mod delivery;
mod document;
mod flow;
mod send;
mod setup;
mod undo_step;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Timer;
use crate::model::round::{CellIndex, Columns, Delivery, Round, RoundFormat, Sheet, Side, Speech};

use super::export::{Export, FilePurpose, FlowExport};
use super::feature::{Outcome, Request, Shared};
use super::undo_order::UndoTarget;
use super::undo_stack::{UndoStack, UndoStep as _};
use super::{Dialog, Effect};
use crate::export::flow::FlowFormat;
use undo_step::RoundStep;

pub use action::RoundAction;

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
    /// Whether the cards of the speech fill the window.
    pub aloud: bool,
    /// Whether the next frame goes on (`true`) or back in the card that fills the window.
    pub turn: Option<bool>,
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
    /// The timer of the one-minute reading test.
    pub test: Timer,
    /// The reader's own formats.
    pub formats: Vec<RoundFormat>,
    /// The faults of the reader's formats that have been reported.
    reported_faults: Vec<String>,
    /// The names and titles of the saved rounds.
    pub others: Vec<(String, String)>,
    /// The name of the round that was open last, also in an earlier run.
    pub last_opened: Option<String>,
    /// The clocks of the speeches that were left, by their indices, which are restored on going back.
    left_speeches: BTreeMap<usize, Timer>,
    undo_stack: UndoStack<RoundStep>,
}

impl RoundEditor {
    /// Creates an editor without a round; `last_opened` is the name of the round that was open last, in an earlier run.
    pub fn new(last_opened: Option<String>) -> Self {
        Self { last_opened, ..Self::default() }
    }

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

    /// Returns whether there is something to read in the shown speech.
    pub fn has_readings(&self) -> bool {
        self.delivery().is_some_and(|delivery| !delivery.read.is_empty())
    }

    /// Returns whether the cards of the shown speech fill the window.
    pub fn is_aloud(&self) -> bool {
        self.aloud && self.view == RoundView::Speech && self.has_readings()
    }

    /// Returns the sheet that is shown.
    pub fn shown_sheet(&self) -> Option<&Sheet> {
        self.document.as_ref()?.flow.sheets.get(self.sheet)
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

impl RoundEditor {
    /// Applies an action.
    #[allow(clippy::too_many_lines, reason = "a table: one arm for each action")]
    pub fn update(&mut self, shared: &Shared<'_>, action: RoundAction, out: &mut Outcome) {
        match action {
            RoundAction::Request => self.request(out),
            RoundAction::Save => self.save(out),
            RoundAction::Loaded(key, round) => self.on_loaded(&key, round, out),
            RoundAction::Merged(key, written, both) => self.on_merged(&key, &written, both, out),
            RoundAction::Listed(others) => self.others = others,
            RoundAction::Time { now, wall } => self.advance_clocks(now, wall, out),
            RoundAction::GoTo(speech) => self.go_to_speech(speech, out),
            RoundAction::StepSpeech { forward } => {
                let Some(round) = &self.document else { return };
                self.go_to_speech(if forward { round.at + 1 } else { round.at.saturating_sub(1) }, out);
            }
            RoundAction::ToggleClock => self.toggle_clock(out),
            RoundAction::TogglePrep(side) => self.toggle_prep(side, out),
            RoundAction::ToggleTeamPrep { ours } => self.toggle_team_prep(ours, out),
            RoundAction::TogglePreparation => self.toggle_preparation(out),
            RoundAction::ResetClock => self.reset_clock(out),
            RoundAction::StopClocks => self.stop_clocks(out),
            RoundAction::ToggleBigClocks => self.big_clocks = !self.big_clocks,
            RoundAction::SwitchView => self.switch_view(),
            RoundAction::Prepare(speech) => {
                self.prepared = Some(speech);
                self.entry = 0;
            }
            RoundAction::SendToSpeech(section) => self.send_to_speech(shared, &section, out),
            RoundAction::SendToFlow(section) => self.send_to_flow(section, out),
            RoundAction::ChooseEntry(at) => self.entry = at,
            RoundAction::Turn { forward } if self.is_aloud() => self.turn = Some(forward),
            RoundAction::Turned => self.turn = None,
            RoundAction::ToggleAloud => self.toggle_aloud(out),
            RoundAction::StepReading { forward } | RoundAction::Turn { forward } => self.step_reading(forward, out),
            RoundAction::MoveReading { later } => self.move_reading(later, out),
            RoundAction::RemoveReading => self.remove_reading(out),
            RoundAction::ToggleUnread => (self.hide_unread, self.reveal) = (!self.hide_unread, true),
            RoundAction::MarkRead(entry, at) => self.mark_read(entry, at, out),
            RoundAction::MarkChosenRead => {
                if let Some((chosen, _)) = self.chosen_entry(out) {
                    self.mark_read(chosen, usize::MAX, out);
                }
            }
            RoundAction::ShiftMark { later } => self.shift_mark(later, out),
            RoundAction::InsertEntry(entry) => self.insert_entry(&entry, out),
            RoundAction::Revealed => self.reveal = false,
            RoundAction::Export(form) => {
                if let Some(export) = self.export(form) {
                    out.perform(Effect::PickFile(FilePurpose::Save(Export::Flow(export))));
                }
            }
            RoundAction::OpenTest => {
                self.test = Timer::new(Some(60.0));
                out.open_dialog(Dialog::ReadingTest);
            }
            RoundAction::StartTest => {
                self.test.reset();
                self.test.start(self.now);
            }
            RoundAction::FinishTest(words) => self.finish_test(words, out),
            RoundAction::Begin(rules, brief) => self.begin(shared, *rules, brief, out),
            RoundAction::Open(key) => self.open_round(key, out),
            RoundAction::Remove(key) if key != self.key => out.perform(Effect::RemoveRound(key)),
            RoundAction::Remove(_) => {}
            RoundAction::SetTitle(title) => self.change(out, Some(Field::Title), |round| round.title = title),
            RoundAction::SetSideName(side, name) => {
                self.change(out, Some(Field::Side(side)), |round| *side.of_mut(&mut round.sides) = name);
            }
            RoundAction::SetOurSide(ours) => {
                self.prepared = None;
                self.change(out, None, |round| (round.ours, round.team) = (ours, None));
            }
            RoundAction::SetOurTeam(team) => {
                self.prepared = None;
                self.change(out, None, |round| round.team = team);
            }
            RoundAction::FlipSides => self.flip(out),
            RoundAction::FormatsLoaded(formats, faults) => self.on_formats_loaded(formats, faults, out),
            RoundAction::SaveFormat => self.save_format(out),
            RoundAction::SetPrepMinutes(minutes) => self.change(out, Some(Field::Prep), |round| {
                let prep = (minutes > 0.0).then_some(minutes);
                round.change_rules(RoundFormat { prep, ..round.rules.clone() });
            }),
            RoundAction::ChangeSpeech(at, speech) => self.change_speech(at, *speech, out),
            RoundAction::AddSpeech(at) => self.add_speech(at, out),
            RoundAction::RemoveSpeech(at) => self.remove_speech(at, out),
            RoundAction::ShowSheet(at) => self.show_sheet(at),
            RoundAction::StepSheet { forward: true } => self.show_sheet(self.sheet + 1),
            RoundAction::StepSheet { forward: false } => self.show_sheet(self.sheet.saturating_sub(1)),
            RoundAction::NewSheet => {
                self.naming = true;
                self.new_sheet("Sheet", out);
            }
            RoundAction::SheetNameFocused => self.naming = false,
            RoundAction::SetSheetName(name) => self.set_sheet_name(&name, out),
            RoundAction::RemoveSheet => self.remove_sheet(out),
            RoundAction::ChooseCell(cell) => {
                self.finish_writing();
                self.view = RoundView::Flow;
                self.choose_cell(cell);
            }
            RoundAction::StepCell { rows, columns } => {
                let (row, column) = self.cell;
                self.choose_cell((row.saturating_add_signed(rows), column.saturating_add_signed(columns)));
            }
            RoundAction::ToggleWriting => self.toggle_writing(),
            RoundAction::SetWriting(true) => self.writing = true,
            RoundAction::SetWriting(false) => self.finish_writing(),
            RoundAction::Write(text) => self.write(&text, out),
            RoundAction::SetCellText(text) => self.set_cell_text(&text, out),
            RoundAction::ContinueBelow => self.continue_below(out),
            RoundAction::NewArgument => self.new_argument(),
            RoundAction::Reply { extends } => self.reply_to_cell(extends, out),
            RoundAction::Kick => self.change_argument(out, |sheet, _, (row, _)| {
                let row = sheet.rows.get_mut(row)?;
                row.kicked = !row.kicked;
                None
            }),
            RoundAction::ClearCell => self.change_argument(out, |sheet, columns, cell| {
                sheet.remove_cell(columns, cell);
                None
            }),
            RoundAction::RemoveArgument => self.change_argument(out, |sheet, _, cell| {
                sheet.remove_row(cell.0);
                Some(cell)
            }),
            RoundAction::MoveArgument { down } => self.move_argument(down, out),
        }
    }

    fn request(&mut self, out: &mut Outcome) {
        if let Some(key) = self.last_opened.as_ref().filter(|_| self.key.is_empty()) {
            self.key.clone_from(key);
            self.loading = true;
            out.perform(Effect::LoadRound(key.clone()));
        }
    }

    /// Returns the flow for an export; `None` if no round is open.
    pub fn export(&self, form: FlowFormat) -> Option<FlowExport> {
        let round = self.document.as_ref()?;
        Some(FlowExport { key: self.key.clone(), round: Arc::clone(round), form })
    }

    /// Shows or hides the round screen.
    pub(super) fn show(&mut self, open: bool) {
        self.finish_writing();
        (self.aloud, self.turn) = (false, None);
        self.open = open;
        self.reveal = open;
    }

    /// Finishes the cell that is written in, else leaves the big clocks. Returns `false` if there was neither.
    pub(super) fn close_topmost(&mut self) -> bool {
        if self.writing {
            self.finish_writing();
            return true;
        }
        std::mem::take(&mut self.big_clocks)
    }

    fn switch_view(&mut self) {
        self.finish_writing();
        self.aloud = false;
        self.view = match self.view {
            RoundView::Speech => RoundView::Flow,
            RoundView::Flow => RoundView::Speech,
        };
        self.reveal = true;
    }

    /// Changes the round, and saves it. Consecutive changes of the field `typing` are one undo step.
    fn change(&mut self, out: &mut Outcome, typing: Option<Field>, change: impl FnOnce(&mut Round)) {
        let Self { document: Some(round), undo_stack, .. } = self else { return };
        // The undo stack compares with the round as it was, so this one is copied.
        let before = Arc::clone(round);
        change(Arc::make_mut(round));
        if undo_stack.push(RoundStep::between(round, &before), typing) {
            out.ask(Request::RecordStep(UndoTarget::Round));
        }
        self.clamp_to_columns();
        self.on_changed(out);
    }

    /// Undoes (`back`) or redoes a change of the round, and saves it. Returns `false` if there is none.
    pub(super) fn step(&mut self, back: bool, out: &mut Outcome) -> bool {
        self.finish_writing();
        let Self { document: Some(round), undo_stack, .. } = self else { return false };
        let round = Arc::make_mut(round);
        let Some((view, speech, cell)) = undo_stack.step(round, back).map(|step| step.place()) else { return false };
        let (speeches, sheets) = (round.rules.speeches.len(), round.flow.sheets.len());
        self.view = view.unwrap_or(self.view);
        self.prepared = speech.or(self.prepared).filter(|at| *at < speeches);
        if view.is_none() {
            self.left_speeches.clear();
        }
        self.sheet = cell.map_or(self.sheet, |(sheet, _)| sheet).min(sheets.saturating_sub(1));
        let row = cell.map_or(self.cell.0, |(_, row)| row);
        self.choose_cell((row, self.cell.1));
        self.on_changed(out);
        true
    }

    /// Notes a change of the round, and saves it.
    fn on_changed(&mut self, out: &mut Outcome) {
        self.revision += 1;
        self.save(out);
    }

    /// Saves the open round, if there is one.
    fn save(&self, out: &mut Outcome) {
        let Self { key, document: Some(round), .. } = self else { return };
        let (clock, base) = (self.saved_clock(round.clock), self.base_or_empty(round));
        out.perform(Effect::SaveRound { key: key.clone(), round: Arc::clone(round), clock, base });
    }
}
