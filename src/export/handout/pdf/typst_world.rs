//! The typst world: the template, the handout as data, and the fonts. No files, no clock, no packages.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value, json};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::export::handout::page::Handout;
use crate::export::handout::{FIELDS, PrintError, StyledText, TICKS};
use crate::model::progress::{Cancelled, Progress};

use super::fonts::Fonts;

/// The files of a template.
#[derive(Clone, Copy, Debug)]
pub(in crate::export) struct Template {
    /// The name of the main file, which includes the others.
    pub(in crate::export) main: &'static str,
    /// The names and the texts of all files.
    pub(in crate::export) sources: &'static [(&'static str, &'static str)],
}

pub(super) const HANDOUT: Template = Template { main: "handout.typ", sources: &HANDOUT_SOURCES };

const HANDOUT_SOURCES: [(&str, &str); 4] = [
    ("handout.typ", include_str!("../../../../assets/handout/handout.typ")),
    ("words.typ", include_str!("../../../../assets/handout/words.typ")),
    ("rows.typ", include_str!("../../../../assets/handout/rows.typ")),
    ("lists.typ", include_str!("../../../../assets/handout/lists.typ")),
];

/// The largest number of data files for the rows: typst interns every file name it has seen, at most 65,535.
const MAX_FILES: usize = 1_000;

/// The share of the layout in the whole job, in thousandths; the rest is writing the PDF.
const LAYOUT_SHARE: usize = 850;

/// The number of characters of the title in the page footer.
const SHORT_TITLE_LEN: usize = 70;

/// The world in which the template is compiled.
pub(super) struct TypstWorld<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'a [Font],
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    /// The row files that typst has requested, for the progress.
    requested: Mutex<HashSet<FileId>>,
    progress: &'a Progress,
}

/// Returns the handout as the data that the template reads.
pub(super) fn data(handout: &Handout) -> Value {
    let mut data = match serde_json::to_value(handout) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    data.insert("short".into(), json!(short_title(&handout.title)));
    data.insert("name".into(), json!(handout.name()));
    data.insert("kind-name".into(), json!(handout.kind.name()));
    let labels: Vec<&str> = handout.rows.iter().map(|row| row.label.as_str()).collect();
    data.insert("labels".into(), json!(labels));
    data.insert("ticks".into(), json!(TICKS));
    data.insert("fields".into(), json!(FIELDS));
    Value::Object(data)
}

/// Returns a title as it stands in the footer.
pub(in crate::export) fn short_title(title: &StyledText) -> StyledText {
    let mut short = title.clone();
    let title = short.text();
    if let Some((end, _)) = title.char_indices().nth(SHORT_TITLE_LEN) {
        short.runs.truncate(1);
        short.runs.iter_mut().for_each(|run| run.text = format!("{}…", title.get(..end).unwrap_or_default()));
    }
    short
}

impl<'a> TypstWorld<'a> {
    /// Builds a world with the data in files: one for the head, and several for the rows.
    ///
    /// # Errors
    /// Returns an error if typst rejects the name of a file.
    pub(super) fn new(
        template: Template,
        mut data: Value,
        fonts: &'a Fonts,
        progress: &'a Progress,
    ) -> Result<Self, PrintError> {
        let rows = match data.get_mut("rows").map(Value::take) {
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        let mut files = HashMap::new();
        let rows_per_file = rows.len().div_ceil(MAX_FILES).max(1);
        for (n, rows) in rows.chunks(rows_per_file).enumerate() {
            files.insert(id(&format!("rows-{n}.json"))?, Bytes::from_string(Value::from(rows).to_string()));
        }
        let count = files.len();
        if let Value::Object(fields) = &mut data {
            fields.insert("files".into(), json!(count));
            fields.insert("faces".into(), fonts.families());
        }
        files.insert(id("handout.json")?, Bytes::from_string(data.to_string()));
        let mut sources = HashMap::new();
        for (name, text) in template.sources {
            let id = id(name)?;
            sources.insert(id, Source::new(id, (*text).to_owned()));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book()),
            fonts: &fonts.fonts,
            main: id(template.main)?,
            sources,
            files,
            requested: Mutex::default(),
            progress,
        })
    }

    /// Reports that the layout is done.
    ///
    /// # Errors
    /// Returns [`Cancelled`] if the job is cancelled.
    pub(super) fn report_layout_done(&self) -> Result<(), Cancelled> {
        self.progress.report(LAYOUT_SHARE, 1_000)
    }

    fn report_progress(&self, file: FileId) -> Result<(), Cancelled> {
        let mut requested = self.requested.lock().unwrap_or_else(PoisonError::into_inner);
        requested.insert(file);
        let all = self.files.len().max(1);
        self.progress.report(requested.len() * LAYOUT_SHARE / all, 1_000)
    }
}

/// Returns the id of a virtual file beside the template.
fn id(name: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(name).map_err(|_| PrintError::Layout(format!("no file can be called {name}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for TypstWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let bytes = self.files.get(&id).cloned().ok_or(FileError::AccessDenied)?;
        self.report_progress(id).map_err(|Cancelled| FileError::Other(Some("cancelled".into())))?;
        Ok(bytes)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
