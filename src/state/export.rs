//! Exported files: the options of the handout, the jobs that write a file, and the purposes of file dialogs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::export::annotations::{self, AnnotationSpot};
use crate::export::brief::BriefFormat;
use crate::export::flow::FlowFormat;
use crate::export::handout::{HandoutFormat, HandoutKind, HandoutOptions, Paper};
use crate::export::title_stem;
use crate::model::round::Round;
use crate::model::rows::Rows;
use crate::model::{Brief, BriefPart, Edition, Grade, HAND_OVER_EXTENSION, Layer};

use super::annotations::AnnotationPlace;
use super::document_export::SpeechExport;
use super::{AppState, Command, Dialog, Effect, Notice, Subject};

/// The options of the handout dialog. They last until the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandoutChoice {
    /// The kind of handout.
    pub kind: HandoutKind,
    /// The paper size.
    pub paper: Paper,
    /// Whether it is in large print.
    pub large: bool,
    /// The format of the file.
    pub form: HandoutFormat,
    /// Whether it has only the perspectives that are shown, in the reader's order.
    pub shown_only: bool,
    /// Whether it has only the rows of the lesson's plan, with their questions, if there is a plan.
    pub planned: bool,
    /// Whether the full handout has every note whole.
    pub everything: bool,
    /// Whether the pupils' sheet has a box for what the group agrees on.
    pub own_words: bool,
}

impl HandoutChoice {
    /// Returns the default options: a PDF if this build can write one, HTML otherwise.
    pub fn new() -> Self {
        let form = if HandoutFormat::Pdf.is_available() { HandoutFormat::Pdf } else { HandoutFormat::Html };
        Self {
            kind: HandoutKind::default(),
            paper: Paper::default(),
            large: false,
            form,
            shown_only: false,
            planned: true,
            everything: false,
            own_words: false,
        }
    }
}

impl Default for HandoutChoice {
    fn default() -> Self {
        Self::new()
    }
}

/// A handout to be written.
#[derive(Clone, Debug)]
pub struct HandoutExport {
    /// The edition.
    pub edition: Arc<Edition>,
    /// The edition's rows.
    pub rows: Arc<Rows>,
    /// The content and the layout.
    pub options: HandoutOptions,
    /// The format of the file.
    pub form: HandoutFormat,
}

/// A brief to be written to a file of another format.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefExport {
    /// The name under which the brief is saved.
    pub key: String,
    /// The brief, or the part of it that is exported.
    pub brief: Arc<Brief>,
    /// Which part of the open brief it is.
    pub part: BriefPart,
    /// The name of the part; `None` for the whole brief.
    pub part_name: Option<String>,
    /// The format.
    pub form: BriefFormat,
    /// The paper size of a Word file or a PDF.
    pub paper: Paper,
}

impl BriefExport {
    /// Returns the proposed name of the file: that of the brief with that of the part.
    fn file_name(&self) -> String {
        let brief = title_stem(&self.brief.title).unwrap_or_else(|| self.key.clone());
        let part = self.part_name.as_ref().map(|name| title_stem(name).unwrap_or_else(|| "part".to_owned()));
        let part = part.map_or(String::new(), |part| format!("-{part}"));
        format!("{brief}{part}.{}", self.form.extension())
    }
}

/// A brief to be handed over.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOverExport {
    /// The name under which the brief is saved.
    pub key: String,
    /// The brief.
    pub brief: Arc<Brief>,
}

/// The flow of a round to be written to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowExport {
    /// The name under which the round is saved.
    pub key: String,
    /// The round.
    pub round: Arc<Round>,
    /// The format.
    pub form: FlowFormat,
}

/// The reader's annotations of an edition, to be written to a file.
#[derive(Clone, Debug)]
pub struct AnnotationExport {
    /// The edition, or the copy that is read beside its notes.
    pub edition: Arc<Edition>,
    /// The layer.
    pub layer: Arc<Layer>,
    /// Where the annotations stand in the text.
    pub spots: Vec<AnnotationSpot>,
}

/// What is written to a file: the document as it was when the reader asked for it.
#[derive(Clone, Debug)]
pub enum Export {
    /// A handout.
    Handout(Box<HandoutExport>),
    /// A brief.
    Brief(BriefExport),
    /// A brief for the team.
    HandOver(HandOverExport),
    /// What is read in a speech.
    Speech(SpeechExport),
    /// The flow of a round.
    Flow(FlowExport),
    /// The reader's annotations.
    Annotations(Box<AnnotationExport>),
}

/// What a file dialog was opened for.
///
/// It comes back with the answer, which is therefore not affected by what was opened in the meantime.
#[derive(Clone, Debug)]
pub enum FilePurpose {
    /// To open the folder of an edition.
    OpenFolder,
    /// To open a file for the target that was current when the dialog opened.
    Open(OpenTarget),
    /// To add the entries of a file to a brief.
    TakeCards(CardTarget),
    /// To save an export.
    Save(Export),
}

/// The documents that a file with cards or sources is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardTarget {
    /// The key of the brief that gets the cards.
    pub brief: String,
    /// The id of the edition whose layer gets the sources of a BibLaTeX or CSL-JSON file.
    pub edition: String,
}

/// What a file is opened for, whether it was chosen in a dialog, typed or dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenTarget {
    /// It is read, as an article or an edition.
    Reader,
    /// A file with cards is added to the brief of this name; any other file is read.
    Brief(CardTarget),
    /// It is the statement of the suggestion dialog.
    Statement,
}

impl Export {
    /// Returns what the dialog is called that asks where it is saved.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Handout(_) => "Save the handout",
            Self::Brief(_) => "Save the brief",
            Self::HandOver(_) => "Save the hand-over",
            Self::Speech(_) => "Save the speech",
            Self::Flow(_) => "Save the flow",
            Self::Annotations(_) => "Save your annotations",
        }
    }

    /// Returns the subject and the verb of a sentence about it: `handout was`.
    pub fn name_and_verb(&self) -> &'static str {
        match self {
            Self::Handout(_) => "handout was",
            Self::Brief(_) => "brief was",
            Self::HandOver(_) => "hand-over was",
            Self::Speech(_) => "speech was",
            Self::Flow(_) => "flow was",
            Self::Annotations(_) => "annotations were",
        }
    }

    /// Returns the file name that is proposed.
    pub fn file_name(&self) -> String {
        match self {
            Self::Handout(export) => export.options.file_name(export.edition.id(), export.form),
            Self::Brief(export) => export.file_name(),
            Self::Speech(export) => export.file_name(),
            Self::HandOver(export) => {
                let name = title_stem(&export.brief.title).unwrap_or_else(|| export.key.clone());
                format!("{name}.{HAND_OVER_EXTENSION}")
            }
            Self::Flow(export) if export.key.is_empty() => format!("flow.{}", export.form.extension()),
            Self::Flow(export) => format!("{}.{}", export.key, export.form.extension()),
            Self::Annotations(export) => format!("{}-annotations.{}", export.edition.id(), annotations::EXTENSION),
        }
    }

    /// Returns the extension of its format.
    fn extension(&self) -> &'static str {
        match self {
            Self::Handout(export) => export.form.extension(),
            Self::Brief(export) => export.form.extension(),
            Self::HandOver(_) => HAND_OVER_EXTENSION,
            Self::Speech(export) => export.form.extension(),
            Self::Flow(export) => export.form.extension(),
            Self::Annotations(_) => annotations::EXTENSION,
        }
    }
}

impl AppState {
    /// Returns the reader's annotations for an export; `None` while they are loading.
    pub fn annotation_export(&self) -> Option<AnnotationExport> {
        let layer = self.annotations.layer.as_ref()?;
        let spot = |place: &AnnotationPlace| AnnotationSpot {
            row: place.row.filter(|_| place.grade != Grade::Lost),
            start: place.marks.first().map_or(0, |(_, range)| range.start),
            index: place.index,
        };
        let spots = self.annotations.places.iter().map(spot).collect();
        Some(AnnotationExport { edition: Arc::clone(&self.edition), layer: Arc::clone(layer), spots })
    }

    /// Asks where the reader's annotations are to be written.
    pub(super) fn export_annotations(&mut self) -> Vec<Effect> {
        match self.annotation_export() {
            Some(export) if !export.layer.annotations.is_empty() => {
                vec![Effect::PickFile(FilePurpose::Save(Export::Annotations(Box::new(export))))]
            }
            Some(_) => {
                self.notify(Notice::quiet("There are no highlights or annotations to export"));
                Vec::new()
            }
            None => {
                self.notify(Notice::quiet("Your highlights and annotations are not read yet, or cannot be"));
                Vec::new()
            }
        }
    }

    /// Returns the content and the layout of the handout of the open edition.
    pub fn handout_options(&self) -> HandoutOptions {
        let HandoutChoice { kind, paper, large, form: _, shown_only, planned, everything, own_words } = self.hand_out;
        let perspectives = shown_only.then(|| self.shown.visible().collect());
        let mut options = HandoutOptions {
            kind,
            paper,
            large,
            perspectives,
            everything,
            own_words,
            rows: None,
            questions: BTreeMap::new(),
        };
        if planned {
            options.choose_plan(&self.edition, &self.lesson.plan.plan);
        }
        options
    }

    /// Returns the handout of the open edition with the chosen options.
    pub fn handout_export(&self) -> HandoutExport {
        let (edition, rows) = (Arc::clone(&self.edition), Arc::clone(&self.rows));
        HandoutExport { edition, rows, options: self.handout_options(), form: self.hand_out.form }
    }

    /// Returns the export for which a path is typed in the window, if it is typed for one.
    pub fn proposed_export(&self) -> Option<&Export> {
        match &self.path_purpose {
            Some(FilePurpose::Save(export)) => Some(export),
            Some(FilePurpose::OpenFolder | FilePurpose::Open(_) | FilePurpose::TakeCards(_)) | None => None,
        }
    }

    /// Uses the path of a file dialog for the purpose the dialog was opened for.
    pub(super) fn on_file_picked(&mut self, purpose: FilePurpose, path: PathBuf) -> Vec<Effect> {
        match purpose {
            FilePurpose::OpenFolder => self.open_path(path, &OpenTarget::Reader),
            FilePurpose::Open(target) => self.open_path(path, &target),
            FilePurpose::TakeCards(target) => vec![Effect::TakeCards { path, target }],
            // The dialog has asked whether an existing file may be replaced.
            FilePurpose::Save(export) => self.write_export(export, path, true),
        }
    }

    /// Writes an export, in its present state if its document is still open, and closes the dialog that asked for it.
    fn write_export(&mut self, export: Export, path: PathBuf, overwrite: bool) -> Vec<Effect> {
        let (dialogs, latest): (&[Dialog], _) = match &export {
            Export::Handout(handout) if handout.edition.id() == self.edition.id() => (&[Dialog::HandOut], None),
            Export::Brief(BriefExport { key, brief: _, part, part_name: _, form, paper }) if self.brief.key == *key => {
                let latest = self.brief.export_part(*part, *form, *paper);
                (&[Dialog::Brief, Dialog::SaveDocument], latest.map(Export::Brief))
            }
            Export::Speech(SpeechExport { key, round: _, sources: _, speech, form, paper })
                if self.round.key == *key =>
            {
                let latest = self.speech_export(*speech, *form, *paper);
                (&[Dialog::Round, Dialog::SaveDocument], latest.map(Export::Speech))
            }
            Export::HandOver(HandOverExport { key, brief: _ }) if self.brief.key == *key => {
                (&[Dialog::Brief], self.brief.hand_over().map(Export::HandOver))
            }
            Export::Flow(FlowExport { key, round: _, form }) => {
                let latest = self.round.export(*form).filter(|latest| latest.key == *key);
                (if latest.is_some() { &[Dialog::Round] } else { &[] }, latest.map(Export::Flow))
            }
            Export::Handout(_)
            | Export::Brief(_)
            | Export::HandOver(_)
            | Export::Speech(_)
            | Export::Annotations(_) => (&[], None),
        };
        self.dialog.take_if(|open| dialogs.contains(open));
        let export = Box::new(latest.unwrap_or(export));
        let (path, overwrite) = with_extension(path, export.extension(), overwrite);
        vec![Effect::Export { export, path, overwrite }]
    }

    /// Handles a file dialog that closed without an answer.
    ///
    /// A dialog that closed at once was never visible, because no portal can show it. The path is then typed in the
    /// window.
    pub(super) fn on_nothing_picked(&mut self, purpose: FilePurpose, at_once: bool) {
        if !at_once {
            return;
        }
        // Once: the field for the path, which is there each time, says the rest.
        if !std::mem::replace(&mut self.knows_no_file_dialog, true) {
            let instead = match &purpose {
                FilePurpose::OpenFolder | FilePurpose::Open(_) | FilePurpose::TakeCards(_) => {
                    "Type or paste the path, or drop the file on this window."
                }
                FilePurpose::Save(_) => "Type where the file goes and press Save.",
            };
            let text = format!("The desktop gave no file dialog. {instead}");
            self.notify(Notice::quiet(text).about(Subject::Dialog));
        }
        self.dialog = Some(Dialog::OpenPath);
        self.path_purpose = Some(purpose);
    }

    /// Uses a path typed in the window for the purpose of the dialog that the desktop did not show.
    pub(super) fn on_path_typed(&mut self, path: PathBuf) -> Vec<Effect> {
        match self.path_purpose.clone() {
            // Nobody has asked whether an existing file may be replaced.
            Some(FilePurpose::Save(export)) => self.write_export(export, path, false),
            Some(purpose) => self.on_file_picked(purpose, path),
            None => {
                let target = self.open_target();
                self.open_path(path, &target)
            }
        }
    }

    /// Returns the documents that the cards or sources of a file are added to now.
    pub(super) fn card_target(&self) -> CardTarget {
        CardTarget { brief: self.brief.key.clone(), edition: self.base().id().to_owned() }
    }

    /// Returns what a file opened now is for: the brief while its screen is open, the statement while the suggestion
    /// dialog is open, and the reader otherwise.
    pub(super) fn open_target(&self) -> OpenTarget {
        if self.accepts_cards() {
            OpenTarget::Brief(self.card_target())
        } else if self.dialog == Some(Dialog::Suggest) {
            OpenTarget::Statement
        } else {
            OpenTarget::Reader
        }
    }

    /// Opens a file for a target.
    pub(super) fn open_path(&mut self, path: PathBuf, target: &OpenTarget) -> Vec<Effect> {
        match target {
            OpenTarget::Brief(target) if holds_cards(&path) => vec![Effect::TakeCards { path, target: target.clone() }],
            OpenTarget::Statement => vec![Effect::ReadStatement(path)],
            OpenTarget::Brief(_) | OpenTarget::Reader if self.lesson.running.is_some() => {
                self.notify_lesson_is_running();
                Vec::new()
            }
            OpenTarget::Brief(_) | OpenTarget::Reader if is_hand_over(&path) => {
                // The name of the brief that it goes into is known from here on. A round whose clocks may run stays.
                let mut effects = if self.round.open { self.request_brief() } else { self.show_brief(true) };
                effects.push(Effect::TakeCards { path, target: self.card_target() });
                effects
            }
            OpenTarget::Brief(_) | OpenTarget::Reader => vec![Effect::Load { path, base: self.text_base() }],
        }
    }

    /// Tells the reader that nothing else can be opened during a lesson.
    pub(super) fn notify_lesson_is_running(&mut self) {
        let text = "Another text can be opened when the lesson has been left";
        self.notify(Notice::quiet(text).offering(Command::LeaveProject, "Leave the lesson"));
    }
}

/// The edition beside which a text is read.
#[derive(Clone, Debug)]
pub struct TextBase {
    /// The edition.
    pub edition: Arc<Edition>,
    /// Its folder; `None` if it is a built-in one, which its id names.
    pub path: Option<PathBuf>,
}

impl AppState {
    /// Returns the edition beside which a text is read now.
    pub fn text_base(&self) -> TextBase {
        TextBase { edition: Arc::clone(self.copy.newest_base(&self.edition)), path: self.path.clone() }
    }
}

/// Returns whether a file may contain cards or sources for a brief, by its extension. `edition.ron` does not.
fn holds_cards(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let edition = path.file_name().is_some_and(|name| name == "edition.ron");
    !edition && extension.is_some_and(|extension| CARD_EXTENSIONS.iter().any(|known| extension == *known))
}

/// The extensions of the files that may contain cards or sources for a brief.
pub const CARD_EXTENSIONS: [&str; 5] = ["docx", "ron", "bib", "json", HAND_OVER_EXTENSION];

/// Returns whether a file is a hand-over, by its extension.
pub fn is_hand_over(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(HAND_OVER_EXTENSION))
}

/// Appends the extension of a format to a path that has not got it: its last dot may be part of the name (`lamps v1.2`,
/// `report.final`). The file dialog has asked about the path as it was picked only, so a changed path never replaces a
/// file.
fn with_extension(path: PathBuf, extension: &str, overwrite: bool) -> (PathBuf, bool) {
    let found = path.extension().map(|found| found.to_ascii_lowercase());
    let known = match extension {
        "html" => &["html", "htm"][..],
        "md" => &["md", "markdown"],
        _ => &[extension],
    };
    if found.is_some_and(|found| known.iter().any(|known| found == *known)) {
        return (path, overwrite);
    }
    let mut name: OsString = match path.to_str() {
        Some(text) => text.trim_end_matches('.').into(),
        None => path.into_os_string(),
    };
    name.push(".");
    name.push(extension);
    (name.into(), false)
}
