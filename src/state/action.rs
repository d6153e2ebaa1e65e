//! Anything that can happen. Views push actions; one `update` carries them out.

use std::path::{Path, PathBuf};

use crate::align::suggest::Answer;
use crate::import::ReadOptions;
use crate::model::rows::NoteRef;
use crate::model::{Correction, Decision, Edition, Plan, Script};

use super::annotations::AnnotationAction;
use super::brief::BriefAction;
use super::export::FilePurpose;
use super::presentation::{Guess, LessonSnapshot, Output, Room, Screen};
use super::round::RoundAction;
use super::{
    Command, Dial, Face, HandOut, Matched, OwnCopy, Part, Place, Preview, Projector, Selection, TextPoint, ThemeChoice,
    Travel,
};

/// An edition as it comes from disk or from inside the program.
#[derive(Debug)]
pub struct Opened {
    /// The edition.
    pub edition: Edition,
    /// Its folder; none for the edition inside the program.
    pub path: Option<PathBuf>,
}

impl Opened {
    /// The first line of the message that an edition could not be opened: by it the message is found again.
    pub fn failed(path: Option<&Path>) -> String {
        match path {
            Some(path) => format!("Could not open {}", path.display()),
            None => "Could not open the edition that comes with Parallax".to_owned(),
        }
    }
}

/// What came of a wish to open something.
#[derive(Debug)]
pub enum Found {
    /// An edition.
    Edition(Box<Opened>),
    /// A text, to be looked at before anything is kept.
    Text(Preview),
    /// A text beside an edition, as it was kept or as it was asked for, with the two made one.
    Copy(Box<OwnCopy>, Box<Edition>),
    /// A statement, whose paragraph is looked for.
    Statement(String),
}

/// Something that happened: a click, a key, a file read.
#[derive(Debug)]
pub enum Action {
    /// The reader named a command.
    Command(Command),
    /// A perspective's chip was pressed.
    TogglePerspective(usize),
    /// A perspective is to stand one place earlier or later.
    ShiftPerspective {
        /// Its place in the edition's order.
        perspective: usize,
        /// Toward the front.
        earlier: bool,
    },
    /// Something scrolls the text.
    Travel(Travel),
    /// The text has been painted with this place at its top, and this row across the reading line.
    Settle {
        /// The reading place.
        place: Place,
        /// The row to make active, when the text was scrolled rather than walked.
        active: Option<usize>,
    },
    /// A row was pressed or focused.
    Activate(usize),
    /// A link inside the text was followed to a row.
    JumpTo(usize),
    /// A note's lines were opened or closed.
    ToggleNote(NoteRef),
    /// A perspective's further notes in a row were opened or closed.
    ToggleMore {
        /// The row.
        row: usize,
        /// The perspective's place in the edition's order.
        perspective: usize,
    },
    /// More of a row's many replies were asked for.
    ShowMore(usize),
    /// The pointer rests on words or a note that belong to this note's claim, or on none.
    Light(Option<Lit>),
    /// The details of a note's sources were asked for.
    ShowSources(NoteRef),
    /// A selection was begun or drawn on.
    Select(Option<Selection>),
    /// The end of the selection was moved.
    SelectTo(TextPoint),
    /// The search words changed.
    FindTyped(String),
    /// The code to go to was typed and sent.
    GoToTyped(String),
    /// The path of an edition was typed, dropped or picked.
    OpenPath(PathBuf),
    /// A file dialog was answered with a path.
    FilePicked(FilePurpose, PathBuf),
    /// A file dialog was closed without a choice.
    NothingPicked {
        /// What it was opened for.
        purpose: FilePurpose,
        /// It closed so soon that nobody can have seen it.
        at_once: bool,
    },
    /// What the reader asked for was read, or could not be: then [`Opened::failed`] and why.
    Loaded(Result<Box<Found>, String>),
    /// A text was pasted.
    Pasted(String),
    /// Another chapter or encoding was chosen in the preview.
    ReadAs(ReadOptions),
    /// The text of the preview is to be read with the notes of the edition beside it.
    ReadBeside,
    /// The text of the preview is to be an edition of its own, under this title.
    KeepAsEdition(String),
    /// A copy on the recent list is to be opened.
    OpenCopy {
        /// The folder of its edition; none for the one inside the program.
        edition: Option<PathBuf>,
        /// The name under which it is kept.
        key: String,
    },
    /// The notes were carried anew, for the wish of this number ([`super::OwnCopy::asked`]).
    Matched(u64, Box<Matched>),
    /// The carrying of this number took too long and is not waited for.
    MatchCancelled(u64),
    /// The open copy is to be forgotten; the reader was asked.
    ForgetCopy,
    /// The reader made or refused pairs.
    Correct(Vec<Correction>),
    /// The reader decided about phrases.
    Decide(Vec<Decision>),
    /// Another question of the review.
    ReviewAt(usize),
    /// The review, at the question about a row.
    ReviewRow(usize),
    /// The review, at the words that a note answers.
    ReviewNote(NoteRef),
    /// Another paragraph is tried in the review.
    ReviewTry(Option<usize>),
    /// A statement was typed whose paragraph is looked for.
    SuggestTyped(String),
    /// The answer to a statement, about the edition of this [`super::AppState::serial`].
    Suggested(u64, String, Answer),
    /// Another handout was chosen.
    HandOutAs(HandOut),
    /// The chosen handout is to be made; the reader is asked where it goes.
    HandOut,
    /// The chosen handout is to be made and written there.
    HandOutTo {
        /// The file.
        path: PathBuf,
        /// A file that is there may go: the dialog has asked.
        overwrite: bool,
    },
    /// A folder that is watched has changed.
    ChangedOnDisk(PathBuf),
    /// An edition was read again because its folder has changed.
    ReadAgain {
        /// The folder.
        path: PathBuf,
        /// As in [`Action::Loaded`].
        result: Result<Box<Found>, String>,
    },
    /// The open edition has been checked.
    Checked {
        /// For which edition, by [`super::AppState::serial`].
        serial: u64,
        /// How many problems were found.
        problems: usize,
    },
    /// Something about the lesson that is projected.
    Presentation(PresentationAction),
    /// Something about the reader's own layer.
    Annotations(AnnotationAction),
    /// Something about the brief.
    Brief(BriefAction),
    /// Something about the round.
    Round(RoundAction),
    /// An answer block is to be made for this claim of [`super::AppState::answered_claims`].
    TakeBlock(usize),
    /// The plan of an edition was read, or could not be.
    PlanLoaded {
        /// The name under which it is kept.
        key: String,
        /// The plan; none when there is none yet.
        plan: Result<Option<Box<Plan>>, String>,
        /// The lesson as it was left, if one was.
        lesson: Result<Option<Box<LessonSnapshot>>, String>,
    },
    /// The plan was changed in the window.
    PlanChanged(Box<Plan>),
    /// A setting was changed.
    Set(Setting),
    /// Put a text on the clipboard.
    CopyText(String),
    /// A link was pressed.
    OpenLink(String),
    /// A message was put away.
    Dismiss(usize),
    /// Something is to be said to the reader.
    Say(super::Notice),
    /// A text needs a script whose face is not loaded.
    NeedScript(Script),
    /// A face for a script has come.
    FaceLoaded(Script),
    /// The window shows what is over the text.
    Show(Option<super::Dialog>),
    /// The window's inner size, in logical pixels, for the next start.
    Resized([f32; 2]),
    /// A moment has passed: go on with the search.
    Tick,
    /// The window got the focus.
    WindowFocused,
    /// The time has come that [`Effect::ScheduleSave`](super::Effect::ScheduleSave) asked for.
    SaveDue,
}

/// Something that happened while a lesson is projected.
#[derive(Clone, Debug, PartialEq)]
pub enum PresentationAction {
    /// A digit of a number of hands was typed.
    Digit(u8),
    /// The last digit was taken back.
    Erase,
    /// The hands typed are for this answer.
    Guess(Guess),
    /// The slide with this stamp was laid out in so many pages, and this one is shown.
    Paged {
        /// The slide's number.
        stamp: u64,
        /// How many pages it has.
        pages: usize,
        /// Which is shown.
        page: usize,
    },
    /// The pointer is at these shares of the slide's width and height, or off it.
    Point(Option<[f32; 2]>),
    /// The time: seconds of the window's clock, and hours and minutes of the day.
    Time(f64, (u8, u8)),
    /// The desktop has these screens.
    Screens(Vec<Screen>),
    /// The screen that a window was put on has gone, though the desktop may still tell of it.
    ScreenGone,
    /// What the class looks at has this inner size, in its own points.
    Canvas([f32; 2]),
    /// Where the class is to look.
    Output(Output),
    /// A list at the end of a controversy was typed: what is agreed on, or what is not.
    Typed {
        /// What is agreed on.
        agree: bool,
        /// All of it.
        text: String,
    },
}

/// A claim lit in both panes: by its row and the note or words it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lit {
    /// The row.
    pub row: usize,
    /// The words of the article.
    pub phrase: String,
}

/// A change of one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Another theme.
    Theme(ThemeChoice),
    /// Follow the system between light and dark.
    FollowSystem(bool),
    /// Another face.
    Face(Face),
    /// A number.
    Dial(Dial, f32),
    /// Replies under each paragraph.
    Interleaved(bool),
    /// Single letters are keys.
    LetterKeys(bool),
    /// Words that the reader says aloud in a minute.
    WordsPerMinute(f32),
    /// The room that is projected to.
    Room(Room),
    /// The colours that are projected.
    Projector(Projector),
    /// The line of help was put away.
    HelpSeen,
    /// Everything as at first.
    Reset,
}

/// Where a hit or a code points, as a move.
pub(super) fn travel_to(row: usize, part: Part, character: usize) -> Travel {
    match part {
        Part::Row => Travel::ToRow(row),
        _ => Travel::ToText { row, part, character },
    }
}
