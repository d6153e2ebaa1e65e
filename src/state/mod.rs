//! What the reader is doing: the open edition, the place in it, what is shown and chosen. No egui.

mod action;
pub mod annotations;
pub mod brief;
mod command;
pub mod copy;
mod effect;
mod export;
mod find;
mod memory;
mod notice;
mod place;
pub mod presentation;
mod preview;
mod review;
pub mod round;
mod rows;
mod selection;
mod settings;
mod shown;
mod suggest;
mod undo_order;
mod undo_stack;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::model::rows::{NoteRef, Rows};
use crate::model::{Edition, Script, word_count};

pub use action::{Action, Found, Lit, Opened, PresentationAction, Setting};
pub use command::{Command, CommandRow, ContextMenu, KeyUse, MenuGroup, Scene, Scope};
pub use copy::{COPY_FORMAT, Earlier, MatchRequest, Matched, OwnCopy, SavedCopy, TextSource};
pub use effect::Effect;
pub use export::{BriefExport, FilePurpose, FlowExport, HandOut, HandoutJob, OpenTarget, TextBase};
pub use find::{Find, Hit};
pub use memory::{MEMORY_FORMAT, Recent, SavedEdition, SavedState};
pub use notice::{Notice, Tone};
pub use place::{History, Place, Spot, Travel};
pub use presentation::{LESSON_FORMAT, LessonSnapshot, PlanOf, Presentation};
pub use preview::{Beside, Fit, Preview, Stage, TextRead, TextRequest};
pub use review::{Question, Review, Standing, percent};
pub use rows::{Item, Part, provenance};
pub use selection::{Selection, TextPoint};
pub use settings::{Dial, Face, Projector, SETTINGS_FORMAT, Settings, ThemeChoice};
pub use shown::Shown;
pub use suggest::Suggest;
pub use update::update;

/// Words read in a minute, for the minutes left: a usual figure for silent reading of non-fiction
/// (Brysbaert 2019, a review of 190 studies, gives 238).
const WORDS_PER_MINUTE: u64 = 238;

/// Replies of one column drawn at first in an opened row, and added each time more are asked for.
pub const REPLIES_AT_ONCE: usize = 40;

/// What is open over the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The menu.
    Menu,
    /// All commands by name.
    Palette,
    /// The list of keys.
    Keys,
    /// Theme, faces, sizes and spacing.
    Appearance,
    /// Perspectives to choose and order.
    Perspectives,
    /// A field for a code.
    GoTo,
    /// A field for search words.
    Find,
    /// A field for a path.
    OpenPath,
    /// The sources of a note.
    Sources(NoteRef),
    /// A text that was read but not kept.
    Preview,
    /// Doubtful places of the copy, one after the other.
    Review,
    /// Notes that have no place in the copy.
    Tray,
    /// Whether the open copy is to be forgotten.
    Forget,
    /// A field for a statement, and the paragraphs it may answer.
    Suggest,
    /// The room and its screens.
    Room,
    /// The plan of the lesson.
    Plan,
    /// A handout to choose and to save.
    HandOut,
    /// An annotation to write, by its number.
    Annotation(u32),
    /// The reader's highlights, annotations and quotations.
    Annotations,
    /// What can be cut from a row.
    Cut,
    /// The claim that an answer block is for.
    Block,
    /// Briefs to open, to name and to send out.
    Brief,
    /// The round as a whole: names, format, other editor, the way out.
    Round,
    /// The arguments that were dropped.
    Dropped,
    /// An entry of the brief for the chosen cell of the flow.
    TakeEntry,
    /// The one-minute reading test.
    ReadingTest,
    /// Exact words to enter for a note.
    Quote(NoteRef),
}

impl Dialog {
    /// Whether it points into the edition by places, which another text does not have, or is done when one has come.
    fn is_by_place(&self) -> bool {
        matches!(
            self,
            Self::Sources(_) | Self::OpenPath | Self::Quote(_) | Self::Cut | Self::Block | Self::Annotation(_)
        )
    }
}

/// All that the views read.
#[derive(Debug)]
pub struct AppState {
    /// The open edition.
    pub edition: Arc<Edition>,
    /// Its notes by paragraph.
    pub rows: Arc<Rows>,
    /// The folder it was read from; none for the edition inside the program.
    pub path: Option<PathBuf>,
    /// The reader's own copy whose text stands in place of the edition's, if one is open; then [`AppState::edition`] is
    /// made of both.
    pub copy: Option<OwnCopy>,
    /// What is to be looked at in it.
    pub review: Review,
    /// A text that was read but not kept.
    pub preview: Option<Box<Preview>>,
    /// The statement whose paragraph is looked for, and what was found.
    pub suggest: Suggest,
    /// The handout being chosen.
    pub hand_out: HandOut,
    /// The reader's highlights, annotations and quotations.
    pub annotations: annotations::Annotations,
    /// The brief that cards go to.
    pub brief: brief::BriefEditor,
    /// The round on the table.
    pub round: round::RoundEditor,
    /// What was done, to be undone in order.
    undo_order: undo_order::UndoOrder,
    /// Counts editions opened or reloaded, so that views know when to forget heights.
    pub serial: u64,
    /// Perspectives shown.
    pub shown: Shown,
    /// The reading place.
    pub place: Place,
    /// A move for the next frame.
    pub travel: Option<Travel>,
    /// The row the keys work on.
    pub active: usize,
    /// Places left by jumps.
    pub history: History,
    /// Rows whose replies are all open.
    pub opened_rows: BTreeSet<usize>,
    /// Notes opened one by one.
    pub opened_notes: BTreeSet<NoteRef>,
    /// Perspectives all of whose notes are drawn in a row, by row and place in the edition's order.
    pub opened_more: BTreeSet<(usize, usize)>,
    /// Replies drawn in rows that have very many.
    pub more: BTreeMap<usize, usize>,
    /// The claim under the pointer.
    pub lit: Option<Lit>,
    /// The selection.
    pub selection: Option<Selection>,
    /// The search.
    pub find: Find,
    /// What is open over the text.
    pub dialog: Option<Dialog>,
    /// The lesson under way, while the window projects.
    pub presentation: Option<Box<Presentation>>,
    /// The lesson that was left, to go on with.
    pub left_lesson: Option<Box<Presentation>>,
    /// The plan of the open edition.
    pub plan: PlanOf,
    /// What the reader has set.
    pub settings: Settings,
    /// What is kept between runs.
    pub memory: SavedState,
    /// Messages.
    pub notices: Vec<Notice>,
    /// Scripts whose faces have been asked for.
    pub scripts: BTreeSet<Script>,
    /// Scripts whose faces have come.
    pub faces: BTreeSet<Script>,
    /// Words in the paragraphs before each row, for the minutes left.
    words_before: Vec<u32>,
}

impl AppState {
    /// A state on an edition, with settings and memory of earlier runs.
    pub fn new(opened: Opened, settings: Settings, memory: SavedState) -> Self {
        let rows = Rows::new(&opened.edition);
        let mut state = Self {
            words_before: words_before(&opened.edition),
            shown: Shown::of(&opened.edition),
            edition: Arc::new(opened.edition),
            rows: Arc::new(rows),
            path: opened.path,
            copy: None,
            review: Review::default(),
            preview: None,
            suggest: Suggest::default(),
            hand_out: HandOut::new(),
            annotations: annotations::Annotations::default(),
            brief: brief::BriefEditor::default(),
            round: round::RoundEditor::default(),
            undo_order: undo_order::UndoOrder::default(),
            serial: 0,
            place: Place::default(),
            travel: None,
            active: 0,
            history: History::default(),
            opened_rows: BTreeSet::new(),
            opened_notes: BTreeSet::new(),
            opened_more: BTreeSet::new(),
            more: BTreeMap::new(),
            lit: None,
            selection: None,
            find: Find::default(),
            dialog: None,
            presentation: None,
            left_lesson: None,
            plan: PlanOf::default(),
            settings: settings.held_to_range(),
            memory,
            notices: Vec::new(),
            scripts: BTreeSet::new(),
            faces: BTreeSet::new(),
        };
        state.recall();
        state.put_on_recent_list();
        state
    }

    /// Minutes left from the active paragraph to the end, rounded up.
    pub fn minutes_left(&self) -> u64 {
        let total = u64::from(self.words_before.last().copied().unwrap_or(0));
        let read = u64::from(self.words_before.get(self.active).copied().unwrap_or(0));
        total.saturating_sub(read).div_ceil(WORDS_PER_MINUTE)
    }

    /// The edition as its curators made it, whether or not a copy stands in place of its text.
    pub fn base(&self) -> &Arc<Edition> {
        self.copy.as_ref().map_or(&self.edition, |copy| &copy.wish.base)
    }

    /// The edition that a text is set beside: the newest, also while the open copy's notes are still being carried.
    pub fn newest_base(&self) -> &Arc<Edition> {
        self.copy.as_ref().map_or(&self.edition, |copy| &copy.latest().base)
    }

    /// Whether the text can still be scrolled: nothing is open over it, or only something in the corner.
    pub fn dialog_is_light(&self) -> bool {
        matches!(self.dialog, None | Some(Dialog::Find | Dialog::Appearance | Dialog::Sources(_)))
    }
}

/// Words in all paragraphs before each row; the last is the total.
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
