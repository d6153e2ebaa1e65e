//! The effects that an action can have on the outside world. The platform performs them in one exhaustive match.
//!
//! An effect carries its payload, shared if it is large, or the key of the document it is for. The platform does not
//! read the state to perform it, since another document may be open by then.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::import::Imported;
use crate::model::round::{Clock, Round, RoundFormat};
use crate::model::{Brief, Edition, Layer, Plan, Script};
use crate::storage::EditionLocation;

use super::export::{CardTarget, Export, FilePurpose};
use super::{LessonSnapshot, MatchRequest, SavedCopy, SavedState, Settings, TextBase, TextRequest};

/// A request to the outside world.
#[derive(Clone, Debug, strum::IntoStaticStr)]
pub enum Effect {
    /// Asks for a path with the desktop's dialog; the answer is [`Action::FilePicked`](super::Action::FilePicked) or
    /// [`Action::NothingPicked`](super::Action::NothingPicked) with the same purpose.
    PickFile(FilePurpose),
    /// Reads an edition or a text from disk, and aligns a text with `base`.
    Load {
        /// The file or folder.
        path: PathBuf,
        /// The edition beside which a text is read.
        base: TextBase,
    },
    /// Reads a text from the clipboard, or a file with other options, and aligns it with `base`.
    ReadText {
        /// The text, and how it is read.
        request: TextRequest,
        /// The edition beside which it is read.
        base: TextBase,
    },
    /// Reads a saved copy and its edition.
    LoadCopy {
        /// Where the edition is.
        edition: EditionLocation,
        /// The name under which the copy is saved.
        key: String,
    },
    /// Matches a copy with its edition and carries the notes onto it. The answer is
    /// [`CopyAction::Matched`](super::CopyAction::Matched) with the same number.
    Match {
        /// The copy, the edition and the corrections.
        request: Box<MatchRequest>,
        /// The number of the request ([`OwnCopy::generation`](super::OwnCopy::generation)).
        generation: u64,
    },
    /// Looks for the paragraphs that a statement answers.
    Suggest {
        /// The edition to look in.
        edition: Arc<Edition>,
        /// Its [`AppState::serial`](super::AppState::serial).
        serial: u64,
        /// The statement.
        statement: String,
    },
    /// Reads a statement from a file.
    ReadStatement(PathBuf),
    /// Saves a copy and the corrections made in it.
    SaveCopy {
        /// The name under which it is saved.
        key: String,
        /// The copy.
        copy: Box<SavedCopy>,
    },
    /// Deletes the copies saved under these names, and the lessons given on them.
    ForgetCopy(Vec<String>),
    /// Creates an edition from a text, and opens it.
    MakeEdition {
        /// Its title.
        title: String,
        /// The text.
        text: Box<Imported>,
        /// The ids that it does not get, since places or answers are kept under them.
        known: BTreeSet<String>,
    },
    /// Creates an edition from an open copy with its notes, and opens it.
    KeepEdition {
        /// Its title.
        title: String,
        /// The copy with the notes.
        edition: Arc<Edition>,
        /// The ids that it does not get, since places or answers are kept under them.
        known: BTreeSet<String>,
    },
    /// Moves the folder of an edition that the reader made to the folder of removed ones.
    RemoveEdition(PathBuf),
    /// Counts the pages of a handout or a document. The answer is [`Action::PagesCounted`](super::Action::PagesCounted) with the same
    /// number; a later request replaces an earlier one.
    CountPages {
        /// What is counted.
        export: Box<Export>,
        /// The number of the request.
        number: u64,
    },
    /// Writes an export to a file.
    Export {
        /// What is written.
        export: Box<Export>,
        /// The file.
        path: PathBuf,
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Reads an edition again, because its folder has changed.
    Reload(PathBuf),
    /// Reads the built-in edition of an id.
    LoadBuiltIn(String),
    /// Reads the plans of a text, and the lesson that was left on it.
    LoadPlans {
        /// The name under which they are saved.
        key: String,
        /// The id of the edition whose plans are read too, if the text is a reader's copy of its article.
        edition: Option<String>,
    },
    /// Saves a plan under the name of its file.
    SavePlan(String, Box<Plan>),
    /// Moves the file of a plan, by its name, to a folder beside the others.
    RemovePlan(String),
    /// Saves a lesson under a name.
    SaveLesson(String, Box<LessonSnapshot>),
    /// Reads the reader's layer on the edition of an id.
    LoadLayer(String),
    /// Saves a layer, merged with what another window wrote.
    SaveLayer {
        /// The id of the edition, under which the layer is saved.
        edition: String,
        /// The layer.
        layer: Arc<Layer>,
        /// The layer as it was last known to be on disk.
        base: Arc<Layer>,
    },
    /// Reads the brief saved under a name, and lists all of them.
    LoadBrief(String),
    /// Saves a brief, merged with what another window wrote. One that has not changed is only merged.
    SaveBrief {
        /// The name under which it is saved.
        key: String,
        /// The brief.
        brief: Arc<Brief>,
        /// The brief as it was last known to be on disk.
        base: Arc<Brief>,
    },
    /// Moves the brief of a name to the folder of removed ones, and lists the remaining ones.
    RemoveBrief(String),
    /// Reads a Word file or a brief, to add its entries to the brief of a name.
    TakeCards {
        /// The file.
        path: PathBuf,
        /// The brief that gets the cards, and the edition whose layer gets the sources.
        target: CardTarget,
    },
    /// Puts entries of a brief on the clipboard as rich text.
    CopyRich(Box<Brief>),
    /// Reads the round saved under a name, and lists all of them.
    LoadRound(String),
    /// Lists the saved rounds.
    ListRounds,
    /// Moves the round of a name to the folder of removed ones, and lists the remaining ones.
    RemoveRound(String),
    /// Saves a format in the reader's folder of formats.
    SaveFormat(Box<RoundFormat>),
    /// Saves a round, merged with what another window wrote. One that has not changed is only merged.
    SaveRound {
        /// The name under which it is saved.
        key: String,
        /// The round, its clocks in seconds of the window's clock.
        round: Arc<Round>,
        /// The clocks to save in their place, in seconds since 1970.
        clock: Clock,
        /// The round as it was last known to be on disk.
        base: Arc<Round>,
    },
    /// Checks an edition for problems, off the frame.
    Check {
        /// The edition.
        edition: Arc<Edition>,
        /// Its [`AppState::serial`](super::AppState::serial).
        serial: u64,
    },
    /// Puts a text on the clipboard.
    Copy(String),
    /// Requests the text on the clipboard.
    Paste,
    /// Opens a link in the browser.
    OpenLink(String),
    /// Finds and loads a system font for a script.
    LoadFace(Script),
    /// Saves the settings.
    SaveSettings(Box<Settings>),
    /// Sends [`Action::SaveDue`](super::Action::SaveDue) in less than half a second. Repeated requests are combined.
    ScheduleSave,
    /// Saves the reading places and the other state saved between runs, merged with what another window wrote.
    SaveState(Box<SavedState>),
    /// Closes the window.
    Quit,
}
