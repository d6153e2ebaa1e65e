//! The state of the application: six features, each a folder with its state, its actions and its update, and the root that
//! holds them. No egui, no files, no clock.

mod action;
pub mod annotations;
pub mod brief;
mod codes;
mod command;
mod context;
pub mod copy;
mod document_export;
mod editions;
mod effect;
mod export;
mod feature;
mod guide;
mod handout_pages;
mod mode;
mod notice;
mod placement;
pub mod presentation;
pub mod reader;
pub mod round;
mod rows;
mod saved_state;
mod settings;
mod shown;
pub mod signs;
mod suggest;
mod undo_order;
mod undo_stack;
mod update;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::model::rows::{NoteRef, Rows};
use crate::model::{Date, Edition, Script, word_count};
use crate::storage::NamedEdition;

pub use action::{Action, HoveredPhrase, LitPhrase, Loaded, Opened, PresentationAction, ReadError, Setting};
pub use codes::CodeMark;
pub use command::{Command, CommandRow, KeyUse, MenuGroup, Scene, Scope, WorkingKeys};
pub use context::{ContextItem, ContextMenu, ContextTarget};
pub use copy::{
    COPY_FORMAT, CertainPlace, CopyAction, EditionMatch, MatchCounts, MatchRequest, Matched, OwnCopy, Preview,
    PreviousText, Question, Review, RowStatus, SavedCopy, Stage, TextRead, TextRequest, TextSource, percent,
};
pub use document_export::{DocumentChoice, ExportedDocument, SpeechExport};
pub use effect::Effect;
pub use export::{
    AnnotationExport, BriefExport, CARD_EXTENSIONS, CardTarget, Export, FilePurpose, FlowExport, HandOverExport,
    HandoutChoice, HandoutExport, OpenTarget, TextBase, is_hand_over,
};
pub use feature::{Outcome, Request, Shared};
pub use guide::GuidePage;
pub use handout_pages::HandoutPages;
pub use mode::Mode;
pub use notice::{Notice, Subject, Tone};
pub use placement::{DEFAULT_WINDOW, DesktopRect, FirstWindow, MIN_WINDOW, Placement, ScreenArea, fitted_to_screen};
pub use presentation::{LESSON_FORMAT, LessonSnapshot, PlanState, Presentation};
pub use reader::{
    Find, History, Hit, Place, Reader, ReaderAction, RowReplies, ScrollRequest, Selection, Spot, TextPoint,
};
pub use rows::{Item, Part, provenance, provenance_lines};
pub use saved_state::{OpenText, Recent, SAVED_STATE_FORMAT, SavedEdition, SavedState};
pub use settings::{Dial, Drawing, Face, INTERFACE_SIZES, Projector, SETTINGS_FORMAT, Settings, ThemeChoice};
pub use shown::Shown;
pub use suggest::Suggest;
pub use update::update;

/// The reading speed for the minutes left, in words per minute: a common figure for silent reading of non-fiction
/// (Brysbaert 2019, a review of 190 studies, gives 238).
const WORDS_PER_MINUTE: u64 = 238;

/// The number of replies of one column shown at first in an opened row, and added each time more are requested.
pub const REPLIES_AT_ONCE: usize = 40;

/// A dialog or panel that is open over the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The menu.
    Menu,
    /// The command palette.
    Palette,
    /// The list of shortcuts.
    Keys,
    /// A page of the guide.
    Help(GuidePage),
    /// A context menu.
    Context {
        /// What it was opened on.
        target: ContextTarget,
        /// Where it opens, in logical pixels; `None` for beside its target, if it was opened by a key.
        at: Option<[i32; 2]>,
    },
    /// The theme, the typeface, sizes and spacing.
    Appearance,
    /// The choice and the order of perspectives.
    Perspectives,
    /// The field for a code to go to, in a lesson and over the big clocks. Elsewhere it is the search field of the bar.
    GoTo,
    /// The field for a path to open.
    OpenPath,
    /// The sources of a note.
    Sources(NoteRef),
    /// The preview of an imported text.
    Preview,
    /// The review of doubtful places in the copy.
    Review,
    /// The notes that have no place in the copy.
    Tray,
    /// What was left out of the copy.
    LeftOut,
    /// The question whether to forget the open copy.
    Forget,
    /// The question how the copy becomes an edition.
    KeepCopy,
    /// The citation of the copy.
    Citation,
    /// The field for a statement, with the paragraphs that it may answer.
    Suggest,
    /// The room and its screens.
    Room,
    /// The plans of the lesson.
    Plan,
    /// The choice of rows for the plan, over it.
    PlanRows,
    /// A question about the lesson.
    Lesson(presentation::LessonQuestion),
    /// The options of a handout.
    HandOut,
    /// The choice of what is saved of the brief or the round, and how.
    SaveDocument,
    /// The annotation being written, by its id.
    Annotation(u32),
    /// The list of the reader's highlights, annotations and quotations.
    Annotations,
    /// The entries that can be cut from a row.
    Cut,
    /// The choice of the claim for an answer block.
    Block,
    /// Opening, naming and exporting briefs.
    Brief,
    /// The round's names, its format, the choice of another round, and its export.
    Round,
    /// The list of dropped arguments.
    Dropped,
    /// The question whether to leave the round while a clock runs.
    LeaveRound,
    /// The choice of an entry of the brief for the selected cell of the flow.
    TakeEntry,
    /// The one-minute reading test.
    ReadingTest,
    /// The form for a quotation on a note.
    Quote(NoteRef),
}

impl Dialog {
    /// Returns whether the dialog closes when another text is opened: it refers to places in the edition, or its
    /// purpose is fulfilled.
    fn is_by_place(&self) -> bool {
        matches!(
            self,
            Self::Sources(_)
                | Self::OpenPath
                | Self::Quote(_)
                | Self::Cut
                | Self::Block
                | Self::Annotation(_)
                | Self::Lesson(_)
                | Self::PlanRows
                | Self::Context { .. }
        )
    }

    /// Returns the dialog from which this one was opened, and which comes back when it closes.
    fn underneath(&self) -> Option<Self> {
        (*self == Self::PlanRows).then_some(Self::Plan)
    }
}

/// Everything that the views read.
#[derive(Debug)]
pub struct AppState {
    /// The open edition.
    pub edition: Arc<Edition>,
    /// The notes of the edition by paragraph.
    pub rows: Arc<Rows>,
    /// The folder of the edition; `None` if it is a built-in one, which its id names.
    pub path: Option<PathBuf>,
    /// The related editions in folders beside an edition's folder, and that folder. It may not be open any more.
    related_folders: Option<(PathBuf, Vec<NamedEdition>)>,
    /// The reader's copy. If one is open it replaces the edition's text, and [`AppState::edition`] is made of both.
    pub copy: copy::CopyState,
    /// The statement of the suggestion dialog, and its answer.
    pub suggest: Suggest,
    /// The options of the handout dialog.
    pub hand_out: HandoutChoice,
    /// The options of the dialog that saves a part of the brief or a speech.
    pub document: DocumentChoice,
    /// The number of pages of what the open dialog exports.
    page_count: handout_pages::PageCount,
    /// The reader's highlights, annotations and quotations.
    pub annotations: annotations::Annotations,
    /// The open brief.
    pub brief: brief::BriefEditor,
    /// The open round.
    pub round: round::RoundEditor,
    /// The order of changes across the undo stacks.
    undo_order: undo_order::UndoOrder,
    /// Incremented when an edition is opened or reloaded, so that views drop cached heights.
    pub serial: u64,
    /// The perspectives shown.
    pub shown: Shown,
    /// The reading of the open text.
    pub reader: Reader,
    /// What is typed where the field takes only codes, in a round.
    pub typed: String,
    /// Where the steps of the size began, since the last start.
    size_steps: Option<update::SizeSteps>,
    /// Incremented when a command asks for the search field, which then takes the focus.
    pub search_requests: u64,
    /// The dialog that is open over the text.
    pub dialog: Option<Dialog>,
    /// Whether the card that names the parts of the page is shown under the text.
    pub legend: bool,
    /// What the running command acts on, if it was chosen in a context menu.
    target: Option<ContextTarget>,
    /// What the path typed in [`Dialog::OpenPath`] is for; `None` until that dialog was opened.
    path_purpose: Option<FilePurpose>,
    /// Whether a notice has said that the desktop has no file dialog.
    knows_no_file_dialog: bool,
    /// The folder of the editions that the reader made from texts; `None` if nothing is stored. The platform sets it.
    pub own_editions: Option<PathBuf>,
    /// The lesson and its plan.
    pub lesson: presentation::Lesson,
    /// The active row and the scroll that was not painted yet when the lesson was entered, while it runs. A lesson does not
    /// move the reading place.
    read_before_lesson: Option<(usize, Option<ScrollRequest>)>,
    /// The reading place and the active row before the review scrolled the text behind it.
    read_before_review: Option<(Place, usize)>,
    /// The settings.
    pub settings: Settings,
    /// The keys that run each command.
    pub keys: WorkingKeys,
    /// The state saved between runs.
    pub saved_state: SavedState,
    /// The text of the last run that is being opened again.
    pub reopening: Option<OpenText>,
    /// The texts that were open before in this run, the latest last.
    earlier_texts: Vec<OpenText>,
    /// Whether the open edition was removed, until another text is opened in its place.
    is_removed: bool,
    /// The time since 1970 in seconds, as the platform last said.
    wall: f64,
    /// The local date, as the platform last said.
    pub today: Date,
    /// The notices shown.
    pub notices: Vec<Notice>,
    /// The id of the last notice shown.
    last_notice: u64,
    /// The scripts whose fonts have been requested.
    pub scripts: BTreeSet<Script>,
    /// The scripts whose fonts are loaded.
    pub faces: BTreeSet<Script>,
    /// The number of words before each row, for the minutes left.
    words_before: Vec<u32>,
}

impl AppState {
    /// Creates the state for an edition, and restores the place saved by an earlier run. The time is 1970 until
    /// [`Action::Clock`] says it; see [`AppState::new_at`].
    pub fn new(opened: Opened, settings: Settings, saved_state: SavedState) -> Self {
        Self::new_at(0.0, opened, settings, saved_state)
    }

    /// Creates the state as [`AppState::new`] does, at `wall` seconds since 1970: when a text was last open is saved.
    pub fn new_at(wall: f64, opened: Opened, settings: Settings, saved_state: SavedState) -> Self {
        let rows = Rows::new(&opened.edition);
        let mut state = Self {
            words_before: words_before(&opened.edition),
            shown: Shown::of(&opened.edition),
            edition: Arc::new(opened.edition),
            rows: Arc::new(rows),
            path: opened.path,
            related_folders: None,
            copy: copy::CopyState::default(),
            suggest: Suggest::default(),
            hand_out: HandoutChoice::new(),
            document: DocumentChoice::default(),
            page_count: handout_pages::PageCount::default(),
            annotations: annotations::Annotations::default(),
            brief: brief::BriefEditor::new(saved_state.brief.clone()),
            round: round::RoundEditor::new(saved_state.round.clone()),
            undo_order: undo_order::UndoOrder::default(),
            serial: 0,
            reader: Reader::default(),
            typed: String::new(),
            size_steps: None,
            search_requests: 0,
            dialog: None,
            legend: false,
            target: None,
            path_purpose: None,
            knows_no_file_dialog: false,
            own_editions: None,
            lesson: presentation::Lesson::default(),
            read_before_lesson: None,
            read_before_review: None,
            settings: settings.clamped(),
            keys: WorkingKeys::default(),
            saved_state,
            reopening: None,
            earlier_texts: Vec::new(),
            is_removed: false,
            wall,
            today: Date::EARLIEST,
            notices: Vec::new(),
            last_notice: 0,
            scripts: BTreeSet::new(),
            faces: BTreeSet::new(),
        };
        state.recall();
        state.put_on_recent_list();
        state
    }

    /// Returns the reading time from the active row to the end in minutes, rounded up.
    pub fn minutes_left(&self) -> u64 {
        let total = u64::from(self.words_before.last().copied().unwrap_or(0));
        let read = u64::from(self.words_before.get(self.reader.active).copied().unwrap_or(0));
        total.saturating_sub(read).div_ceil(WORDS_PER_MINUTE)
    }

    /// Returns the edition in its original form, whether or not a copy replaces its text.
    pub fn base(&self) -> &Arc<Edition> {
        self.copy.base(&self.edition)
    }

    /// Returns whether the text can still be scrolled: no dialog is open, or only one in the corner.
    pub fn dialog_is_light(&self) -> bool {
        matches!(self.dialog, None | Some(Dialog::Appearance | Dialog::Sources(_)))
    }
}

/// Returns the number of words in all paragraphs before each row; the last element is the total.
fn words_before(edition: &Edition) -> Vec<u32> {
    let mut sum = 0u32;
    let mut out = Vec::with_capacity(edition.paragraphs().len() + 2);
    out.extend([0, 0]);
    for paragraph in edition.paragraphs() {
        let script = edition.language_of_paragraph(paragraph).script();
        let words = word_count(&paragraph.text, script);
        sum = sum.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
        out.push(sum);
    }
    out
}
