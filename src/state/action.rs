//! Everything that can happen. Views push actions, and [`update`](super::update) applies them to the state.

use std::fmt::Display;
use std::path::PathBuf;

use crate::align::suggest::Answer;
use crate::model::rows::NoteRef;
use crate::model::{Activity, Date, Edition, Plan, Script};

use crate::storage::{EditionLocation, NamedEdition};

use super::annotations::AnnotationAction;
use super::brief::BriefAction;
use super::copy::CopyAction;
use super::export::FilePurpose;
use super::presentation::{Guess, LessonQuestion, LessonSnapshot, Output, PlanAction, PlansRead, Room, Screen, View};
use super::reader::ReaderAction;
use super::round::RoundAction;
use super::{
    Command, ContextTarget, Dial, DocumentChoice, Drawing, ExportedDocument, Face, HandoutChoice, OwnCopy, Place,
    Placement, Preview, Projector, ThemeChoice,
};

/// An edition that was read from disk or from inside the program.
#[derive(Debug)]
pub struct Opened {
    /// The edition.
    pub edition: Edition,
    /// Its folder; `None` if it is a built-in one, which its id names.
    pub path: Option<PathBuf>,
}

impl Opened {
    /// Returns the first line of the message that an edition could not be opened, which also identifies the message.
    pub fn failed(location: &EditionLocation) -> String {
        match location {
            EditionLocation::Folder(path) => format!("Could not open {}", path.display()),
            EditionLocation::BuiltIn(id) => format!("Could not open “{id}” from inside Parallax"),
        }
    }
}

/// The result of opening a path, the clipboard or a saved copy.
#[derive(Debug)]
pub enum Loaded {
    /// An edition.
    Edition(Box<Opened>),
    /// A text, which is previewed before it is saved.
    Text(Preview),
    /// A copy, and the edition with the copy in place of its text.
    Copy(Box<OwnCopy>, Box<Edition>),
    /// A statement, for the suggestion dialog.
    Statement(String),
}

/// Why something could not be read, as the message that is shown.
///
/// The platform has typed errors for the causes. The state only shows them, so it takes their text, which can be
/// cloned and compared.
///
/// ```
/// use parallax::state::ReadError;
///
/// let error = ReadError::new(std::fmt::Error);
/// assert_eq!(error.to_string(), std::fmt::Error.to_string());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    message: String,
}

impl ReadError {
    /// Creates an error with the text of `cause`.
    pub fn new(cause: impl Display) -> Self {
        Self { message: cause.to_string() }
    }
}

/// Something that happened: a click, a key, the end of a read.
#[derive(Debug)]
pub enum Action {
    /// Runs a command.
    Command(Command),
    /// Runs a command on what a context menu was opened on.
    CommandOn(ContextTarget, Command),
    /// Shows or hides a perspective, by its index in the edition.
    TogglePerspective(usize),
    /// Shows one perspective and hides the others, by its index in the edition.
    ShowOnly(usize),
    /// Moves a perspective one place forward or back.
    ShiftPerspective {
        /// Its index in the edition.
        perspective: usize,
        /// Whether it moves toward the front.
        earlier: bool,
    },
    /// An action of the reader on the text.
    Reader(ReaderAction),
    /// Closes the dialog and goes to the silence of a perspective on a row, which is shown if it was hidden.
    ShowSilence {
        /// The row.
        row: usize,
        /// The index of the perspective in the edition.
        perspective: usize,
    },
    /// Shows the sources of a note.
    ShowSources(NoteRef),
    /// Replaces what is typed in a field that takes only codes.
    TypeCode(String),
    /// Shows the hidden perspectives in which the search has hits.
    ShowHiddenHits,
    /// Goes to a code such as `5us2`.
    GoToCode(String),
    /// Switches to a mode.
    ShowMode(super::Mode),
    /// Opens an edition that is named in the menu or under the head of the article.
    OpenEdition(EditionLocation),
    /// Opens a path that was typed or dropped.
    OpenPath(PathBuf),
    /// A path was typed in the dialog that asks for one.
    PathTyped(PathBuf),
    /// A file dialog was answered with a path.
    FilePicked(FilePurpose, PathBuf),
    /// A file dialog closed without a choice.
    NothingPicked {
        /// What it was opened for.
        purpose: FilePurpose,
        /// Whether it closed too soon to have been seen.
        at_once: bool,
    },
    /// What the reader opened was read, or could not be. The first line of the error is that of [`Opened::failed`] or
    /// [`TextSource::failed`](super::TextSource::failed).
    Loaded(Result<Box<Loaded>, ReadError>),
    /// Related editions of an edition in a folder were found in folders beside it. Comes before the edition itself.
    RelatedFound {
        /// The folder of the edition.
        path: PathBuf,
        /// The related ones.
        editions: Vec<NamedEdition>,
    },
    /// A text was pasted.
    Pasted(String),
    /// Makes an edition of the text of the preview, with this title.
    MakeEdition(String),
    /// Makes an edition of the open copy.
    KeepCopy {
        /// Its title.
        title: String,
        /// Whether it gets the notes that have a place in the copy, or is the text alone.
        with_notes: bool,
    },
    /// Removes an edition that the reader made from a text, by its folder.
    RemoveEdition(PathBuf),
    /// The folder of an edition that the reader made was moved to the removed ones, or could not be.
    EditionRemoved {
        /// Its folder.
        path: PathBuf,
        /// Where it is now.
        result: Result<PathBuf, ReadError>,
    },
    /// Opens a saved copy from the recent list.
    OpenCopy {
        /// Where its edition is.
        edition: EditionLocation,
        /// The name under which the copy is saved.
        key: String,
    },
    /// An action on the reader's copy, or on a text that may become one.
    Copy(CopyAction),
    /// Forgets the open copy, after the reader confirmed it.
    ForgetCopy,
    /// Sets the statement of the suggestion dialog.
    SetStatement(String),
    /// The paragraphs that a statement answers were found, in the edition of this
    /// [`AppState::serial`](super::AppState::serial).
    Suggested(u64, String, Answer),
    /// Sets the options of the handout.
    SetHandout(HandoutChoice),
    /// Opens the dialog that saves a part of the brief or a speech.
    OpenDocumentDialog(ExportedDocument),
    /// Sets the options of that dialog.
    SetDocument(DocumentChoice),
    /// Asks where to save what is chosen in it.
    SaveDocument,
    /// The pages of a handout or a document were counted, or could not be.
    PagesCounted {
        /// The number of the request.
        number: u64,
        /// The number of pages, or the reason as a sentence without a full stop.
        pages: Result<usize, String>,
    },
    /// Asks where to save the handout.
    SaveHandout,
    /// An export was written to its file; its proposed name.
    Exported(String),
    /// A watched folder has changed.
    ChangedOnDisk(PathBuf),
    /// An edition was read again because its folder changed.
    Reloaded {
        /// The folder.
        path: PathBuf,
        /// As in [`Action::Loaded`].
        result: Result<Box<Loaded>, ReadError>,
    },
    /// An edition was checked.
    Checked {
        /// Its [`AppState::serial`](super::AppState::serial).
        serial: u64,
        /// The number of problems.
        problems: usize,
    },
    /// An action on the lesson.
    Presentation(PresentationAction),
    /// An action on the reader's layer.
    Annotations(AnnotationAction),
    /// Goes to the words of an annotation, by id.
    GoToAnnotation(u32),
    /// Writes what was typed in the chosen entry of the brief or the chosen cell of the flow; elsewhere it does nothing.
    Write(String),
    /// An action on the brief.
    Brief(BriefAction),
    /// An action on the round.
    Round(RoundAction),
    /// Begins a round in a format, by its index in
    /// [`RoundEditor::formats`](super::round::RoundEditor::formats), with the open brief as its brief.
    BeginRound(usize),
    /// Writes an entry of the brief, by id, in the chosen cell of the flow.
    InsertEntry(u32),
    /// Adds an answer block for a claim, by its index in
    /// [`AppState::answered_claims`](super::AppState::answered_claims).
    AddAnswerBlock {
        /// The index.
        claim: usize,
        /// The side whose answers they are, as an index into the sides of the brief; `None` if it has no sides.
        side: Option<usize>,
    },
    /// The plans of a text were read, or could not be.
    PlansLoaded {
        /// The name under which they are saved.
        key: String,
        /// The plans.
        plans: PlansRead,
        /// The lesson that was left; `None` if there was none.
        lesson: Result<Option<Box<LessonSnapshot>>, ReadError>,
    },
    /// A question about the lesson was answered with yes.
    ConfirmLesson(LessonQuestion),
    /// The chosen plan was edited.
    PlanChanged(Box<Plan>),
    /// Starts the planned lesson at its first row, or resumes the one that was left.
    StartPlannedLesson,
    /// Changes a setting.
    Set(Setting),
    /// Puts a text on the clipboard.
    CopyText(String),
    /// Opens a link in the browser.
    OpenLink(String),
    /// Dismisses a notice, by id.
    Dismiss(u64),
    /// Shows a notice.
    Notify(super::Notice),
    /// A text needs the font of a script that is not loaded.
    NeedScript(Script),
    /// The font of a script was loaded.
    FaceLoaded(Script),
    /// Opens a dialog over the text, or closes it.
    ShowDialog(Option<super::Dialog>),
    /// Closes the card that names the parts of the page, for good.
    CloseLegend,
    /// The window stands there with this inner size, in logical pixels of the desktop; if it is maximized, that is where
    /// it returns to. It is saved for the next start.
    WindowPlaced([f32; 2], Placement),
    /// The time, at the beginning of a frame.
    Clock {
        /// The window's clock, in seconds.
        now: f64,
        /// The time since 1970, in seconds.
        wall: f64,
        /// The local date.
        today: Date,
    },
    /// The window got the focus.
    WindowFocused,
    /// It is time to do what [`Effect::ScheduleSave`](super::Effect::ScheduleSave) requested.
    SaveDue,
}

/// Converts what an action is about into the action.
macro_rules! from_parts {
    ($($variant:ident($part:ty)),*) => {$(
        impl From<$part> for Action {
            fn from(part: $part) -> Self {
                Self::$variant(part)
            }
        }
    )*};
}

from_parts!(Reader(ReaderAction), Copy(CopyAction), Presentation(PresentationAction), Annotations(AnnotationAction));
from_parts!(Brief(BriefAction), Round(RoundAction), Command(Command), Set(Setting));

/// An action on the lesson and its plan.
#[derive(Clone, Debug, PartialEq)]
pub enum PresentationAction {
    /// Starts a lesson, or resumes the one that was left.
    Begin {
        /// The row at which it starts.
        row: usize,
        /// The name under which the plan of the open text is saved.
        key: String,
    },
    /// Covers what was revealed, and forgets the guesses.
    Restart,
    /// Reads the plans saved under a name, unless they are loaded.
    RequestPlan(String),
    /// Chooses, adds or removes a plan, or undoes such a change.
    Plan(PlanAction),
    /// Replaces the chosen plan with an edited one.
    SetPlan {
        /// The name under which it is saved.
        key: String,
        /// The plan.
        plan: Box<Plan>,
    },
    /// Reveals what comes next, or goes back one step. Queued if the slide has not been laid out yet.
    Press {
        /// Whether it reveals.
        forward: bool,
    },
    /// Goes one stop forward or back, whatever is revealed.
    StepStop {
        /// Whether forward.
        forward: bool,
    },
    /// Goes to the first stop, or the last.
    GoToEnd {
        /// Whether to the last.
        last: bool,
    },
    /// Goes to the stop of a row, or to the row off the plan.
    GoToRow(usize),
    /// Goes to the next claim of the row, or to the whole row after the last claim.
    NextClaim,
    /// Switches to an activity from this stop on, or if it is active back to revealing one reply at a time.
    ChooseActivity(Activity),
    /// Zooms to the next phrase of the row, or back to the whole slide after the last phrase.
    ZoomNext,
    /// Makes the class's screen black, or shows the slide again.
    ToggleBlack,
    /// Freezes or unfreezes the class's screen.
    ToggleFreeze,
    /// Shows the pointer in the middle of the slide, or hides it.
    TogglePointer,
    /// Shows or hides how the class guessed.
    ToggleResults,
    /// Shows or hides the explained terms.
    ToggleTerms,
    /// Starts or stops the clock of the controversy's phase, or else of the plan's step.
    ToggleTimer,
    /// Starts or stops the clock of the lesson.
    ToggleLessonTimer,
    /// Shows a view in this window.
    ShowView(View),
    /// Swaps the screens of the presenter and the audience.
    SwapScreens,
    /// The slide is laid out in another way, so that its pages are counted again.
    InvalidatePages,
    /// Appends a digit to the number of raised hands.
    TypeDigit(u8),
    /// Removes the last digit of the number.
    EraseDigit,
    /// Records the number of hands for a guess.
    CountHands(Guess),
    /// Covers the reply that was revealed last.
    CoverReply,
    /// A slide was divided into pages.
    Paged {
        /// The number of the slide.
        stamp: u64,
        /// The number of its pages.
        pages: usize,
        /// The page shown.
        page: usize,
    },
    /// Moves the pointer to these fractions of the slide's width and height; `None` off the slide.
    MovePointer(Option<[f32; 2]>),
    /// The time: the window's clock in seconds, and the hour and minute of the day.
    Time(f64, (u8, u8)),
    /// The list of screens changed.
    ScreensChanged(Vec<Screen>),
    /// The screen of the audience window was removed, although the desktop may still list it.
    ScreenRemoved,
    /// The slide of the audience has this size, in logical pixels.
    CanvasResized([f32; 2]),
    /// Chooses where the audience looks.
    SetOutput(Output),
    /// Replaces one of the two lists at the end of a controversy.
    SetList {
        /// Whether it is the list of what is agreed on.
        agree: bool,
        /// The whole text.
        text: String,
    },
}

/// A phrase of the article that is highlighted together with the notes that answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoveredPhrase {
    /// The row.
    pub row: usize,
    /// The words of the article.
    pub phrase: String,
}

/// A phrase that was pressed: the replies that speak of it are lit.
#[derive(Clone, Debug, PartialEq)]
pub struct LitPhrase {
    /// The phrase.
    pub phrase: HoveredPhrase,
    /// What the press opened, and the next one closes: all replies of a perspective in a row, by both.
    pub opened_cells: Vec<(usize, usize)>,
    /// The notes that the press opened.
    pub opened_notes: Vec<NoteRef>,
    /// The place before the press, to which the next one returns; `None` once the reader has scrolled.
    pub before: Option<Place>,
}

/// A change of one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// The theme.
    Theme(ThemeChoice),
    /// Whether the theme follows the system between light and dark.
    FollowSystem(bool),
    /// The typeface.
    Face(Face),
    /// A numeric setting.
    Dial(Dial, f32),
    /// Whether replies are under each paragraph.
    Interleaved(bool),
    /// Whether single letters are keys.
    LetterKeys(bool),
    /// The speaking rate in words per minute, clamped to 60 to 600.
    WordsPerMinute(f32),
    /// The room of the lesson.
    Room(Room),
    /// The colours of the projector.
    Projector(Projector),
    /// What paints the windows.
    Drawing(Drawing),
    /// The card that names the parts of the page was closed.
    LegendSeen,
    /// Resets everything except the keys.
    Reset,
}
