//! The actions on the open round.

use std::sync::Arc;

use crate::export::flow::FlowFormat;
use crate::model::Entry;
use crate::model::round::{BriefLink, CellIndex, Round, RoundFormat, Side, Speech};
use crate::state::ReadError;

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
    /// Reads the round that was open last, if there was one and none is open.
    Request,
    /// Saves the round, which merges what another window wrote.
    Save,
    /// Begins a round in this format, with the open brief and the names of its sides if there is one.
    Begin(Box<RoundFormat>, Option<(BriefLink, Vec<String>)>),
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
    /// Goes to the next or previous speech.
    StepSpeech {
        /// Whether to the next one.
        forward: bool,
    },
    /// Starts or stops the clock of the speech.
    ToggleClock,
    /// Starts or stops our prep or theirs; where a format has none, the preparation before the round.
    ToggleTeamPrep {
        /// Whether ours.
        ours: bool,
    },
    /// Starts or stops the prep of a side.
    TogglePrep(Side),
    /// Starts or stops the preparation before the round.
    TogglePreparation,
    /// Resets the clock of the speech.
    ResetClock,
    /// Stops whatever clock runs.
    StopClocks,
    /// Shows the clocks alone, or the whole round again.
    ToggleBigClocks,
    /// Switches between the speech and the flow.
    SwitchView,
    /// Adds entries of the brief to the reading list of the speech that is prepared, or updates them there.
    SendToSpeech(Vec<Entry>),
    /// Writes a section of the brief on the sheet that is shown, each card and analytic as an argument.
    SendToFlow(Vec<Entry>),
    /// Shows a speech to prepare it, by index.
    Prepare(usize),
    /// Chooses an entry of the shown speech, by index.
    ChooseEntry(usize),
    /// Chooses the next or previous entry of the speech.
    StepReading {
        /// Whether the next one.
        forward: bool,
    },
    /// Goes on in the speech: where the cards fill the window, to the next part of a long card first, else to the next
    /// entry; or back.
    Turn {
        /// Whether forward.
        forward: bool,
    },
    /// A long card was scrolled to the next part.
    Turned,
    /// Shows the cards of the speech alone, large, or the whole round again.
    ToggleAloud,
    /// Moves the chosen entry one place within the speech.
    MoveReading {
        /// Whether to the end.
        later: bool,
    },
    /// Removes the chosen entry from the speech, but not from the brief.
    RemoveReading,
    /// Shows or hides text that is not read out.
    ToggleUnread,
    /// Marks the chosen entry as read to its end.
    MarkChosenRead,
    /// Moves the mark of the chosen entry by one word.
    ShiftMark {
        /// Whether toward the end.
        later: bool,
    },
    /// Marks that reading stopped in the entry at an index, before a code point of its text.
    MarkRead(usize, usize),
    /// Shows a sheet of the flow, by index.
    ShowSheet(usize),
    /// Shows the next or previous sheet.
    StepSheet {
        /// Whether the next one.
        forward: bool,
    },
    /// Adds a sheet, whose name gets the keyboard focus.
    NewSheet,
    /// The field for the name of the sheet has got the focus.
    SheetNameFocused,
    /// Sets the name of the sheet.
    SetSheetName(String),
    /// Removes the sheet with everything on it.
    RemoveSheet,
    /// Chooses a cell.
    ChooseCell(CellIndex),
    /// Moves the choice by numbers of rows and columns.
    StepCell {
        /// Rows, down if positive.
        rows: isize,
        /// Columns, to the right if positive.
        columns: isize,
    },
    /// Types in the chosen cell, or finishes it.
    ToggleWriting,
    /// Starts or stops typing in the chosen cell.
    SetWriting(bool),
    /// Writes what was typed at the end of the chosen cell, and goes on typing there.
    Write(String),
    /// Sets the text of the chosen cell.
    SetCellText(String),
    /// Finishes the chosen cell, inserts a row below it, and starts typing there.
    ContinueBelow,
    /// Starts a new argument at the end of the sheet, in the column of the current speech.
    NewArgument,
    /// Answers the chosen cell, or extends it.
    Reply {
        /// Whether it extends.
        extends: bool,
    },
    /// Marks the chosen argument as kicked, or removes that mark.
    Kick,
    /// Empties the chosen cell.
    ClearCell,
    /// Removes the row of the chosen argument.
    RemoveArgument,
    /// Moves the chosen argument one row.
    MoveArgument {
        /// Whether down.
        down: bool,
    },
    /// Writes an entry of the brief in the chosen cell, or in a new row below it if the cell has content.
    InsertEntry(Box<Entry>),
    /// The chosen entry or cell is in view.
    Revealed,
    /// Asks where to write the flow in a format.
    Export(FlowFormat),
    /// Opens the one-minute reading test.
    OpenTest,
    /// Starts the minute of the test.
    StartTest,
    /// Finishes the test after this number of words.
    FinishTest(usize),
}
