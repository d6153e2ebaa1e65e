//! What leaves the program as a file: the handout being chosen, and what a file dialog was opened for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::export::brief::BriefFormat;
use crate::export::handout::{HandoutFormat, HandoutKind, HandoutOptions, Paper};
use crate::model::round::Round;
use crate::model::rows::Rows;
use crate::model::{Brief, Edition};

use super::round::FlowForm;
use super::{AppState, Dialog, Effect, Notice};

/// What the reader has chosen of a handout, for as long as the program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandOut {
    /// Which handout.
    pub kind: HandoutKind,
    /// On what paper.
    pub paper: Paper,
    /// In large print.
    pub large: bool,
    /// The format of the file.
    pub form: HandoutFormat,
    /// Only the perspectives that are shown, in the reader's order.
    pub shown_only: bool,
    /// Only the rows of the lesson's plan, with its questions.
    pub planned: bool,
    /// The desktop has no file dialog, so the path is typed.
    pub by_path: bool,
}

impl HandOut {
    /// The default choice: a PDF where this build can write one.
    pub fn new() -> Self {
        let form = if HandoutFormat::Pdf.is_available() { HandoutFormat::Pdf } else { HandoutFormat::Html };
        Self { form, ..Self::default() }
    }
}

/// A handout of an edition, ready to be made.
#[derive(Clone, Debug)]
pub struct HandoutJob {
    /// The edition it is made of.
    pub edition: Arc<Edition>,
    /// The edition's rows.
    pub rows: Arc<Rows>,
    /// What is on it.
    pub options: HandoutOptions,
    /// The format of the file.
    pub form: HandoutFormat,
}

/// A brief on its way to a file of another format.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefExport {
    /// The name under which the brief is saved.
    pub key: String,
    /// The brief.
    pub brief: Arc<Brief>,
    /// The format.
    pub form: BriefFormat,
}

/// The flow of a round on its way to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowExport {
    /// The name under which the round is saved.
    pub key: String,
    /// The round.
    pub round: Arc<Round>,
    /// The format.
    pub form: FlowForm,
}

/// What a file dialog was opened for. It goes with the answer, which so means the same whatever was opened meanwhile.
#[derive(Clone, Debug)]
pub enum FilePurpose {
    /// Open an edition by its folder.
    OpenFolder,
    /// Open an article or an edition, or what the screen wanted when it was asked for.
    Open(OpenTarget),
    /// Add the entries of a file to the brief of this name.
    TakeCards {
        /// The name under which the brief is saved.
        brief: String,
    },
    /// Save a handout.
    SaveHandout(Box<HandoutJob>),
    /// Save a brief in another format.
    SaveBrief(BriefExport),
    /// Save the flow of a round.
    SaveFlow(FlowExport),
}

/// What a file that is opened, typed or dropped is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenTarget {
    /// It is read: an article or an edition.
    Reader,
    /// Files with cards go into the brief of this name; others are read.
    Brief(String),
    /// It is a statement whose paragraph is looked for.
    Statement,
}

impl HandoutJob {
    /// The file name that a dialog proposes.
    pub fn file_name(&self) -> String {
        self.options.file_name(self.edition.id(), self.form)
    }
}

impl BriefExport {
    /// The file name that a dialog proposes.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.key, self.form.extension())
    }
}

impl FlowExport {
    /// The file name that a dialog proposes.
    pub fn file_name(&self) -> String {
        let key = if self.key.is_empty() { "flow" } else { &self.key };
        format!("{key}.{}", self.form.extension())
    }
}

impl AppState {
    /// What is to be on the handout of the open edition.
    pub fn handout_options(&self) -> HandoutOptions {
        let HandOut { kind, paper, large, form: _, shown_only, planned, by_path: _ } = self.hand_out;
        let perspectives = shown_only.then(|| self.shown.visible().collect());
        let mut options = HandoutOptions { kind, paper, large, perspectives, ..HandoutOptions::default() };
        for step in self.plan.plan.steps.iter().filter(|_| planned) {
            let Some(index) = self.edition.paragraph_index(&step.on) else { continue };
            options.rows.get_or_insert_default().insert(index);
            options.questions.entry(index).or_default().extend(step.question.clone());
        }
        options
    }

    /// The chosen handout of the open edition.
    pub fn handout_job(&self) -> HandoutJob {
        let (edition, rows) = (Arc::clone(&self.edition), Arc::clone(&self.rows));
        HandoutJob { edition, rows, options: self.handout_options(), form: self.hand_out.form }
    }

    /// The open brief on its way to a format; `None` while it is being read.
    pub fn brief_export(&self, form: BriefFormat) -> Option<BriefExport> {
        let brief = self.brief.document.as_ref()?;
        Some(BriefExport { key: self.brief.key.clone(), brief: Arc::clone(brief), form })
    }

    /// The flow of the open round on its way to a format; `None` while there is no round.
    pub fn flow_export(&self, form: FlowForm) -> Option<FlowExport> {
        let round = self.round.document.as_ref()?;
        Some(FlowExport { key: self.round.key.clone(), round: Arc::new(round.clone()), form })
    }

    /// A file dialog was answered: what it was opened for is done with the path, whatever is open now.
    pub(super) fn file_picked(&mut self, purpose: FilePurpose, path: PathBuf) -> Vec<Effect> {
        match purpose {
            FilePurpose::OpenFolder => self.open_path(path, &OpenTarget::Reader),
            FilePurpose::Open(target) => self.open_path(path, &target),
            FilePurpose::TakeCards { brief } => vec![Effect::TakeCards { path, brief }],
            FilePurpose::SaveHandout(job) => {
                self.dialog.take_if(|dialog| *dialog == Dialog::HandOut);
                // The dialog has asked whether an existing file may be replaced.
                vec![Effect::WriteHandout { job: *job, path, overwrite: true }]
            }
            FilePurpose::SaveBrief(export) => self.write_brief(export, path, true),
            FilePurpose::SaveFlow(export) => self.write_flow(export, path, true),
        }
    }

    /// Writes a brief; if it is still open, as it is now.
    pub(super) fn write_brief(&self, export: BriefExport, path: PathBuf, overwrite: bool) -> Vec<Effect> {
        let latest = self.brief_export(export.form).filter(|latest| latest.key == export.key);
        let export = latest.unwrap_or(export);
        // The extension is what tells other programs what it is.
        let path = if path.extension().is_some() { path } else { path.with_extension(export.form.extension()) };
        vec![Effect::WriteBrief { export, path, overwrite }]
    }

    /// Writes the flow of a round; if the round is still open, as it is now.
    pub(super) fn write_flow(&self, export: FlowExport, path: PathBuf, overwrite: bool) -> Vec<Effect> {
        let latest = self.flow_export(export.form).filter(|latest| latest.key == export.key);
        let export = latest.unwrap_or(export);
        let path = if path.extension().is_some() { path } else { path.with_extension(export.form.extension()) };
        vec![Effect::WriteFlow { export, path, overwrite }]
    }

    /// A file dialog closed without an answer. One that closed at once was never seen, since no portal shows it: then the
    /// path is typed in the window, if the dialog that wants it is still open on the same document.
    pub(super) fn nothing_picked(&mut self, purpose: &FilePurpose, at_once: bool) {
        if !at_once {
            return;
        }
        let asks_where = match purpose {
            FilePurpose::OpenFolder | FilePurpose::Open(_) | FilePurpose::TakeCards { .. } => {
                self.dialog = Some(Dialog::OpenPath);
                self.say(Notice::quiet(
                    "The desktop gave no file dialog. Type the path and press Enter, or drop the file on this window.",
                ));
                return;
            }
            FilePurpose::SaveHandout(_) => {
                self.hand_out.by_path = true;
                self.dialog == Some(Dialog::HandOut)
            }
            FilePurpose::SaveBrief(export) => {
                let same = self.dialog == Some(Dialog::Brief) && self.brief.key == export.key;
                self.brief.by_path = if same { Some(export.form) } else { self.brief.by_path };
                same
            }
            FilePurpose::SaveFlow(export) => {
                let same = self.dialog == Some(Dialog::Round) && self.round.key == export.key;
                self.round.by_path = if same { Some(export.form) } else { self.round.by_path };
                same
            }
        };
        let text = if asks_where {
            "The desktop gave no file dialog. Type where the file goes and press Enter."
        } else {
            "The desktop gave no file dialog, and nothing was saved."
        };
        self.say(Notice::quiet(text));
    }

    /// What a file is for that is opened now: while the brief fills the window, files with cards are added to it; while a
    /// statement is asked for, the file is read as one.
    pub(super) fn open_target(&self) -> OpenTarget {
        if self.brief.open && !self.round.open {
            OpenTarget::Brief(self.brief.key.clone())
        } else if self.dialog == Some(Dialog::Suggest) {
            OpenTarget::Statement
        } else {
            OpenTarget::Reader
        }
    }

    /// Opens a file for what it was meant.
    pub(super) fn open_path(&mut self, path: PathBuf, target: &OpenTarget) -> Vec<Effect> {
        match target {
            OpenTarget::Brief(brief) if holds_cards(&path) => vec![Effect::TakeCards { path, brief: brief.clone() }],
            OpenTarget::Statement => vec![Effect::ReadStatement(path)],
            OpenTarget::Brief(_) | OpenTarget::Reader if self.presentation.is_some() => {
                self.leave_lesson_first();
                Vec::new()
            }
            OpenTarget::Brief(_) | OpenTarget::Reader => vec![Effect::Load { path, base: self.text_base() }],
        }
    }

    /// Says why nothing else is opened before a class.
    pub(super) fn leave_lesson_first(&mut self) {
        self.say(Notice::quiet("Leave the lesson first (Esc): then another text can be opened"));
    }
}

/// The edition that a text is read beside.
#[derive(Clone, Debug)]
pub struct TextBase {
    /// The edition.
    pub edition: Arc<Edition>,
    /// Its folder; `None` for the one inside the program.
    pub path: Option<PathBuf>,
}

impl AppState {
    /// The edition that a text is read beside now.
    pub fn text_base(&self) -> TextBase {
        TextBase { edition: Arc::clone(self.newest_base()), path: self.path.clone() }
    }
}

/// Whether a file may hold cards or sources for a brief, by its extension; an edition does not.
fn holds_cards(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let edition = path.file_name().is_some_and(|name| name == "edition.ron");
    !edition
        && extension.is_some_and(|extension| ["docx", "ron", "bib", "json"].iter().any(|known| extension == *known))
}
