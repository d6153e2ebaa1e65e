//! What can happen to the round on the table.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::round::{CellIndex, Round, RoundFormat, Side, Speech};

/// What a flow is sent out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlowForm {
    /// A workbook, one worksheet for each sheet.
    Xlsx,
    /// One table for any program.
    Csv,
}

impl FlowForm {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    /// The name shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "Workbook (XLSX)",
            Self::Csv => "Table (CSV)",
        }
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// Something about the round.
#[derive(Clone, Debug, PartialEq)]
pub enum RoundAction {
    /// A round was read, or could not be.
    Loaded(String, Result<Option<Box<Round>>, String>),
    /// Another window wrote the round of this name too: what was to be written, and both together.
    Merged(String, Arc<Round>, Arc<Round>),
    /// The rounds that are kept: their names and titles.
    Listed(Vec<(String, String)>),
    /// The formats of the reader's own, and what is wrong with those that could not be read.
    Formats(Vec<RoundFormat>, Vec<String>),
    /// The speeches and times of this round are to be kept as a format.
    SaveFormat,
    /// Minutes of prep for each side.
    PrepTime(f32),
    /// The time: seconds of the window's clock, and of the wall's.
    Time {
        /// Since the window began.
        now: f64,
        /// Since 1970.
        wall: f64,
    },
    /// A new round in one of [`AppState::formats`](crate::state::AppState::formats).
    Begin(usize),
    /// Another round that is kept.
    Lay(String),
    /// A round that is kept, and not on the table, is put away.
    Remove(String),
    /// Its title is typed.
    Called(String),
    /// The name of a side is typed.
    Named(Side, String),
    /// Which side is ours.
    Ours(Option<Side>),
    /// Which team of ours, where several share a side.
    Team(Option<usize>),
    /// The other side speaks first.
    Flip,
    /// A speech is to be otherwise.
    ChangeSpeech(usize, Box<Speech>),
    /// A speech like this one comes after it.
    AddSpeech(usize),
    /// A speech goes.
    RemoveSpeech(usize),
    /// To a speech, or to the end of the round.
    GoTo(usize),
    /// The prep of a side starts or stops.
    Prep(Side),
    /// The preparation before the round starts or stops.
    Before,
    /// The clock of the speech stands at its beginning.
    Anew,
    /// The alert was read.
    Heard,
    /// This speech is prepared and shown.
    Prepare(usize),
    /// An entry of the speech is chosen, by its place.
    ChooseRead(usize),
    /// Reading stopped in the entry at this place, before this code point of its text.
    MarkAt(usize, usize),
    /// A sheet of the flow is shown.
    Sheet(usize),
    /// The field for the name of the sheet has the focus.
    Naming,
    /// The name of the sheet is typed.
    SheetNamed(String),
    /// The sheet goes, with all that stands on it.
    RemoveSheet,
    /// A cell is chosen.
    Cell(CellIndex),
    /// It is typed in, or not any more.
    Write(bool),
    /// What stands in the chosen cell is typed.
    Typed(String),
    /// Finished, and the next argument is typed below.
    TypedOn,
    /// The entry of the brief with this number is written in the chosen cell.
    Take(u32),
    /// What was to be brought into view is in view.
    Revealed,
    /// The flow is to be sent out.
    Export(FlowForm),
    /// The flow of the round of this name was written.
    Exported(String),
    /// The flow goes there.
    ExportTo {
        /// The form.
        form: FlowForm,
        /// The file.
        path: PathBuf,
        /// A file that is there may go.
        overwrite: bool,
    },
    /// The one-minute reading test comes on the screen.
    OpenTest,
    /// Its minute begins.
    BeginTest,
    /// So many words of its text were read.
    EndTest(usize),
}
