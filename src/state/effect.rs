//! What the outside world must do. The platform performs every effect in one exhaustive dispatch.
//!
//! An effect carries its payload, shared where it is large, or the key of the document it is for. It never asks the
//! platform to look into the state: what is open when an effect is performed, or when a dialog is answered, may be another
//! document than the one that was meant.

use std::path::PathBuf;
use std::sync::Arc;

use crate::import::Imported;
use crate::model::round::{Round, RoundFormat};
use crate::model::{Brief, Edition, Layer, Plan, Script};

use super::export::{BriefExport, FilePurpose, FlowExport, HandoutJob};
use super::{LessonSnapshot, MatchRequest, SavedCopy, SavedState, Settings, TextBase, TextRequest};

/// A request to the outside world.
#[derive(Clone, Debug, strum::IntoStaticStr)]
pub enum Effect {
    /// Ask for a path with the desktop's dialog; the answer is [`Action::FilePicked`](super::Action::FilePicked) or
    /// [`Action::NothingPicked`](super::Action::NothingPicked) with the same purpose.
    PickFile(FilePurpose),
    /// Read an edition or a text from disk; a text is aligned with `base`.
    Load {
        /// The file or folder.
        path: PathBuf,
        /// The edition beside which a text is read.
        base: TextBase,
    },
    /// Read a text, with a choice made or from the clipboard, and align it with `base`.
    ReadText {
        /// The text, and how it is read.
        request: TextRequest,
        /// The edition beside which it is read.
        base: TextBase,
    },
    /// Read a saved copy and its edition.
    LoadCopy {
        /// The folder of the edition; `None` for the one inside the program.
        edition: Option<PathBuf>,
        /// The name under which the copy is saved.
        key: String,
    },
    /// Carry the notes onto a copy; answered by [`Action::Matched`](super::Action::Matched) with the same number.
    Match {
        /// The copy, the edition and the corrections.
        request: Box<MatchRequest>,
        /// The number of the request ([`OwnCopy::asked`](super::OwnCopy::asked)).
        asked: u64,
    },
    /// Look for the paragraphs that a statement answers.
    Suggest {
        /// The edition to look in.
        edition: Arc<Edition>,
        /// Its [`AppState::serial`](super::AppState::serial).
        serial: u64,
        /// The statement.
        statement: String,
    },
    /// Read a statement from a file.
    ReadStatement(PathBuf),
    /// Save a copy and the corrections made in it.
    SaveCopy {
        /// The name under which it is saved.
        key: String,
        /// The copy.
        copy: Box<SavedCopy>,
    },
    /// Delete the copies saved under these names, with the lessons given on them.
    ForgetCopy(Vec<String>),
    /// Make an edition of a text, and open it.
    MakeEdition {
        /// Its title.
        title: String,
        /// The text.
        text: Box<Imported>,
    },
    /// Make a handout and write it.
    WriteHandout {
        /// The handout.
        job: HandoutJob,
        /// Where it goes.
        path: PathBuf,
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Read an edition again, since its folder has changed.
    ReadAgain(PathBuf),
    /// Read the edition inside the program.
    LoadShipped,
    /// Read the plan saved under a name, and the lesson that was left.
    LoadPlan(String),
    /// Save a plan under a name.
    SavePlan(String, Box<Plan>),
    /// Save a lesson under a name.
    SaveLesson(String, Box<LessonSnapshot>),
    /// Read the reader's layer on the edition of an id.
    LoadLayer(String),
    /// Save a layer, merged with what another window wrote.
    SaveLayer {
        /// The layer.
        layer: Arc<Layer>,
        /// The layer as it was last known to be on disk.
        base: Arc<Layer>,
    },
    /// Read the brief saved under a name, and list the others.
    LoadBrief(String),
    /// Save a brief, merged with what another window wrote. One that has not changed is only merged.
    SaveBrief {
        /// The name under which it is saved.
        key: String,
        /// The brief.
        brief: Arc<Brief>,
        /// The brief as it was last known to be on disk.
        base: Arc<Brief>,
    },
    /// Move the brief of a name to the folder of removed ones, and list the others.
    RemoveBrief(String),
    /// Read a Word file or a brief, to add its entries to the brief of a name.
    TakeCards {
        /// The file.
        path: PathBuf,
        /// The name of the brief they are for.
        brief: String,
    },
    /// Write a brief to a file of another format.
    WriteBrief {
        /// The brief and the format.
        export: BriefExport,
        /// The file.
        path: PathBuf,
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Put entries of a brief on the clipboard as rich text.
    CopyRich(Box<Brief>),
    /// Read the round saved under a name, and list the others.
    LoadRound(String),
    /// List the saved rounds.
    ListRounds,
    /// Move the round of a name to the folder of removed ones, and list the others.
    RemoveRound(String),
    /// Save a format among the reader's own.
    SaveFormat(Box<RoundFormat>),
    /// Save a round, merged with what another window wrote. One that has not changed is only merged.
    SaveRound {
        /// The name under which it is saved.
        key: String,
        /// The round, its clocks in seconds since 1970.
        round: Arc<Round>,
        /// The round as it was last known to be on disk.
        base: Arc<Round>,
    },
    /// Write the flow of a round to a file.
    WriteFlow {
        /// The round and the format.
        export: FlowExport,
        /// The file.
        path: PathBuf,
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Check an edition for problems, off the frame.
    Check {
        /// The edition.
        edition: Arc<Edition>,
        /// Its [`AppState::serial`](super::AppState::serial).
        serial: u64,
    },
    /// Put a text on the clipboard.
    Copy(String),
    /// Ask the desktop for the text on the clipboard.
    Paste,
    /// Open a link in the browser.
    OpenLink(String),
    /// Find a font of the system for a script.
    LoadFace(Script),
    /// Save the settings.
    SaveSettings(Box<Settings>),
    /// Send [`Action::SaveDue`](super::Action::SaveDue) in less than half a second, once however often it is asked for.
    ScheduleSave,
    /// Save the reading places and what else is remembered between runs, merged with what another window wrote.
    SaveState(Box<SavedState>),
    /// Close the window.
    Quit,
}
