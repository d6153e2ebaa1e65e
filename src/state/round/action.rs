//! The actions on the open round.

use std::path::PathBuf;
use std::sync::Arc;

use strum::EnumCount;

use crate::model::round::{CellIndex, Round, RoundFormat, Side, Speech};
use crate::state::ReadError;

/// A file format of an exported flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount)]
pub enum FlowFormat {
    /// A workbook with one worksheet for each sheet.
    Xlsx,
    /// One table of comma-separated values.
    Csv,
}

impl FlowFormat {
    /// All formats, in the order shown.
    pub const ALL: [Self; Self::COUNT] = [Self::Xlsx, Self::Csv];

    /// Returns the displayed name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "Workbook (XLSX)",
            Self::Csv => "Table (CSV)",
        }
    }

    /// Returns the file extension without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// An action on the open round.
#[derive(Clone, Debug, PartialEq)]
pub enum RoundAction {
    /// The round of a name was read, or could not be; `None` if none is saved.
    Loaded(String, Result<Option<Box<Round>>, ReadError>),
    /// Another window had changed the round of this name: the round that was to be saved, and the merged round.
    Merged(String, Arc<Round>, Arc<Round>),
    /// The names and titles of the saved rounds.
    Listed(Vec<(String, String)>),
    /// The reader's own formats, and the faults of those that could not be read.
    FormatsLoaded(Vec<RoundFormat>, Vec<String>),
    /// Saves the speeches and times of the round as a format.
    SaveFormat,
    /// Sets the prep time of each side in minutes; 0 for none.
    SetPrepMinutes(f32),
    /// The time, in seconds.
    Time {
        /// The window's clock.
        now: f64,
        /// The time since 1970.
        wall: f64,
    },
    /// Begins a round in a format, by its index in [`AppState::formats`](crate::state::AppState::formats).
    Begin(usize),
    /// Opens the round saved under a name.
    Open(String),
    /// Removes the round saved under a name, unless it is open.
    Remove(String),
    /// Sets the title of the round.
    SetTitle(String),
    /// Sets the name of a side.
    SetSideName(Side, String),
    /// Sets our side; `None` if neither is ours.
    SetOurSide(Option<Side>),
    /// Sets our team, where several teams share a side.
    SetOurTeam(Option<usize>),
    /// Makes the other side speak first.
    FlipSides,
    /// Replaces a speech, by index.
    ChangeSpeech(usize, Box<Speech>),
    /// Adds a speech like the one at an index after it.
    AddSpeech(usize),
    /// Removes a speech, by index.
    RemoveSpeech(usize),
    /// Goes to a speech, by index; to the end of the round if the index is the number of speeches.
    GoTo(usize),
    /// Starts or stops the prep of a side.
    TogglePrep(Side),
    /// Starts or stops the preparation before the round.
    TogglePreparation,
    /// Resets the clock of the speech.
    ResetClock,
    /// Dismisses the alert.
    DismissAlert,
    /// Shows a speech to prepare it, by index.
    Prepare(usize),
    /// Chooses an entry of the shown speech, by index.
    ChooseEntry(usize),
    /// Marks that reading stopped in the entry at an index, before a code point of its text.
    MarkRead(usize, usize),
    /// Shows a sheet of the flow, by index.
    ShowSheet(usize),
    /// The field for the name of the sheet has got the focus.
    SheetNameFocused,
    /// Sets the name of the sheet.
    SetSheetName(String),
    /// Removes the sheet with everything on it.
    RemoveSheet,
    /// Chooses a cell.
    ChooseCell(CellIndex),
    /// Starts or stops typing in the chosen cell.
    SetWriting(bool),
    /// Sets the text of the chosen cell.
    SetCellText(String),
    /// Finishes the chosen cell, inserts a row below it, and starts typing there.
    ContinueBelow,
    /// Writes an entry of the brief in the chosen cell, by id.
    InsertEntry(u32),
    /// The chosen entry or cell is in view.
    Revealed,
    /// Asks where to write the flow in a format.
    Export(FlowFormat),
    /// The flow of the round of this name was written to a file.
    Exported(String),
    /// Writes the flow to a file.
    ExportTo {
        /// The format.
        form: FlowFormat,
        /// The file.
        path: PathBuf,
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Opens the one-minute reading test.
    OpenTest,
    /// Starts the minute of the test.
    StartTest,
    /// Finishes the test after this number of words.
    FinishTest(usize),
}
