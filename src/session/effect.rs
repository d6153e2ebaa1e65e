//! What the outside world must do; performed by `desktop.rs`.

use std::path::PathBuf;

use crate::export::brief::BriefFormat;
use crate::import::Imported;
use crate::model::round::RoundFormat;
use crate::model::{Brief, Layer, Plan, Script};

use super::rounds::FlowForm;
use super::{KeptLesson, TextWish};

/// A wish to the outside world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask for an edition's folder with the desktop's dialog.
    PickEdition,
    /// Ask for a text or an edition.ron with the desktop's dialog.
    PickFile,
    /// Read an edition or a text from disk.
    Load(PathBuf),
    /// Read a text, with a choice made or from the clipboard.
    ReadText(TextWish),
    /// Read a copy that was kept, and its edition.
    LoadCopy {
        /// The folder of the edition; none for the one inside the program.
        edition: Option<PathBuf>,
        /// The name under which the copy is kept.
        key: String,
    },
    /// Carry the notes onto the open copy anew.
    Match,
    /// Look for the paragraph that the statement typed last answers.
    Suggest,
    /// Read a statement from a file.
    ReadStatement(PathBuf),
    /// Keep what the reader said about the open copy.
    SaveCopy,
    /// Take the copies that are kept under these names off the disk, with the lessons held on them.
    ForgetCopy(Vec<String>),
    /// Make an edition of a text, and open it.
    MakeEdition {
        /// Its title.
        title: String,
        /// The text.
        text: Box<Imported>,
    },
    /// Ask with the desktop's dialog where the chosen handout goes.
    PickHandOut,
    /// Make the chosen handout of the open edition.
    HandOut {
        /// Where it goes.
        path: PathBuf,
        /// A file that is there may go.
        over: bool,
    },
    /// Read the open edition again, since its folder has changed.
    ReadAgain(PathBuf),
    /// Read the edition inside the program.
    LoadShipped,
    /// Read the plan that is kept under this name.
    LoadPlan(String),
    /// Keep a plan under this name.
    SavePlan(String, Box<Plan>),
    /// Keep a lesson under this name.
    SaveLesson(String, Box<KeptLesson>),
    /// Read the reader's layer on the edition of this id.
    LoadLayer(String),
    /// Keep the layer; the second is what is known to be on the disk.
    SaveLayer(Box<Layer>, Box<Layer>),
    /// Read the brief that is kept under this name, and tell which others are kept.
    LoadBrief(String),
    /// Read the brief on the desk again, if another window has changed it.
    ReadBriefAgain,
    /// Keep the brief on the desk.
    SaveBrief,
    /// Put the brief of this name away, and tell which are kept.
    PutBriefAway(String),
    /// Ask with the desktop's dialog where the brief goes.
    PickBrief(BriefFormat),
    /// Ask for a Word file or a brief to take entries from.
    PickCards,
    /// Read a Word file or a brief, to take its entries.
    TakeCards(PathBuf),
    /// Write the brief on the desk to a file.
    WriteBrief {
        /// The form.
        form: BriefFormat,
        /// The file.
        path: PathBuf,
        /// A file that is there may go.
        over: bool,
    },
    /// Put entries of the brief on the clipboard, with their look.
    CopyRich(Box<Brief>),
    /// Read the round that is kept under this name, and tell which others are kept.
    LoadRound(String),
    /// Tell which rounds are kept.
    ListRounds,
    /// Put the round of this name away, and tell which are kept.
    PutRoundAway(String),
    /// Keep this format among the reader's own.
    KeepFormat(Box<RoundFormat>),
    /// Keep the round on the table.
    SaveRound,
    /// Ask with the desktop's dialog where the flow goes.
    PickFlow(FlowForm),
    /// Write the flow of the round on the table to a file.
    WriteFlow {
        /// The form.
        form: FlowForm,
        /// The file.
        path: PathBuf,
        /// A file that is there may go.
        over: bool,
    },
    /// Check the open edition for problems, off the frame.
    Check,
    /// Put a text on the clipboard.
    Copy(String),
    /// Ask the desktop for the text on the clipboard.
    Paste,
    /// Open a link in the browser.
    OpenLink(String),
    /// Find a face of the system for a script.
    LoadFace(Script),
    /// The settings have changed.
    SaveSettings,
    /// Place, perspectives or recent editions have changed.
    SaveMemory,
    /// Close the window.
    Quit,
}
