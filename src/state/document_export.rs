//! What the dialog exports that saves a part of a brief or a speech.

use std::sync::Arc;

use crate::export::brief::BriefFormat;
use crate::export::handout::Paper;
use crate::export::title_stem;
use crate::model::round::Round;
use crate::model::{BriefPart, Source};

use super::export::Export;
use super::{AppState, Dialog, Effect, FilePurpose, Notice};

/// The document that is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportedDocument {
    /// A part of the open brief, or all of it.
    Brief(BriefPart),
    /// What is read in a speech of the open round, by its index.
    Speech(usize),
}

/// The options of the dialog. Form and paper last until the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentChoice {
    /// What is exported.
    pub what: ExportedDocument,
    /// The format of the file.
    pub form: BriefFormat,
    /// The paper size of a Word file or a PDF.
    pub paper: Paper,
}

impl Default for DocumentChoice {
    /// A Word file on letter paper, as debaters' templates have it.
    fn default() -> Self {
        Self { what: ExportedDocument::Brief(BriefPart::Whole), form: BriefFormat::default(), paper: Paper::Letter }
    }
}

/// What is read in a speech, to be written to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeechExport {
    /// The name under which the round is saved.
    pub key: String,
    /// The round.
    pub round: Arc<Round>,
    /// The sources of the brief that was read from.
    pub sources: Vec<Source>,
    /// The index of the speech.
    pub speech: usize,
    /// The format.
    pub form: BriefFormat,
    /// The paper size.
    pub paper: Paper,
}

impl SpeechExport {
    /// Returns the proposed name of the file: that of the round with that of the speech.
    pub(super) fn file_name(&self) -> String {
        let speech = self.round.rules.speeches.get(self.speech);
        let short = speech.map_or("speech", |speech| speech.short.as_str());
        let round = title_stem(&self.round.title).unwrap_or_else(|| self.key.clone());
        let round = if round.is_empty() { "round".to_owned() } else { round };
        let speech = title_stem(short).unwrap_or_else(|| format!("speech-{}", self.speech + 1));
        format!("{round}-{speech}.{}", self.form.extension())
    }
}

impl AppState {
    /// Returns the chosen document for an export; `None` if there is none: the brief is loading, the part was removed, or
    /// nothing is read in the speech.
    pub fn document_export(&self) -> Option<Export> {
        let DocumentChoice { what, form, paper } = self.document;
        match what {
            ExportedDocument::Brief(part) => self.brief.export_part(part, form, paper).map(Export::Brief),
            ExportedDocument::Speech(speech) => self.speech_export(speech, form, paper).map(Export::Speech),
        }
    }

    /// Returns what is read in a speech of the open round for an export; `None` if nothing is.
    pub(super) fn speech_export(&self, speech: usize, form: BriefFormat, paper: Paper) -> Option<SpeechExport> {
        let round = self.round.document.as_ref()?;
        round.speeches.get(speech).filter(|delivery| !delivery.read.is_empty())?;
        // Those of another brief could be other works under the same ids.
        let linked = round.brief.as_ref().and_then(|link| link.file.as_deref());
        let is_linked = linked.is_none_or(|file| file.strip_suffix(".ron") == Some(&self.brief.key));
        let brief = self.brief.document.as_ref().filter(|_| is_linked);
        let sources = brief.map_or_else(Vec::new, |brief| brief.sources.clone());
        let (key, round) = (self.round.key.clone(), Arc::clone(round));
        Some(SpeechExport { key, round, sources, speech, form, paper })
    }

    /// Opens the dialog that saves a document, or says why there is nothing to save.
    pub(in crate::state) fn open_document_dialog(&mut self, what: ExportedDocument) {
        let form = if self.document.form.is_available() { self.document.form } else { BriefFormat::default() };
        let chosen = DocumentChoice { what, form, ..self.document };
        if let Some(reason) = self.missing_document(what) {
            self.notify(Notice::quiet(reason));
            return;
        }
        self.document = chosen;
        self.dialog = Some(Dialog::SaveDocument);
    }

    /// Opens the dialog for the chosen section of the brief.
    pub(in crate::state) fn open_part_dialog(&mut self) {
        let part = match self.brief.place() {
            Some(_) => BriefPart::Section(self.brief.chosen),
            None => BriefPart::Whole,
        };
        self.open_document_dialog(ExportedDocument::Brief(part));
    }

    /// Opens the dialog for the speech that is shown.
    pub(in crate::state) fn open_speech_dialog(&mut self) {
        self.open_document_dialog(ExportedDocument::Speech(self.round.shown_speech()));
    }

    /// Returns why a document cannot be exported.
    fn missing_document(&self, what: ExportedDocument) -> Option<String> {
        match what {
            ExportedDocument::Brief(_) if self.brief.document.is_none() => {
                Some("The brief is not read yet, or cannot be".to_owned())
            }
            ExportedDocument::Brief(_) if self.brief.entries().is_empty() => Some("The brief is empty".to_owned()),
            ExportedDocument::Brief(_) => None,
            ExportedDocument::Speech(speech) => {
                let round = self.round.document.as_ref()?;
                let is_read = round.speeches.get(speech).is_some_and(|delivery| !delivery.read.is_empty());
                let name = round.rules.speeches.get(speech).map_or("this speech", |speech| speech.short.as_str());
                (!is_read).then(|| format!("Nothing is read in {name} yet: send a card there from the brief"))
            }
        }
    }

    /// Asks where the chosen document is saved.
    pub(in crate::state) fn save_document(&mut self) -> Vec<Effect> {
        match self.document_export() {
            Some(export) => vec![Effect::PickFile(FilePurpose::Save(export))],
            None => {
                self.notify(Notice::quiet("There is nothing to save: choose another part or speech"));
                Vec::new()
            }
        }
    }
}
