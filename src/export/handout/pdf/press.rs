//! All that typst can see: the template, the handout as data, and the faces. No disk, no clock, no packages.

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
use crate::export::handout::{FIELDS, PrintError, TICKS};
use crate::model::progress::{Cancelled, Progress};

use super::letters::Letters;

/// The file of the template that takes in the others.
const MAIN: &str = "handout.typ";

/// The template.
const TEMPLATE: [(&str, &str); 4] = [
    (MAIN, include_str!("../../../../assets/handout/handout.typ")),
    ("words.typ", include_str!("../../../../assets/handout/words.typ")),
    ("rows.typ", include_str!("../../../../assets/handout/rows.typ")),
    ("lists.typ", include_str!("../../../../assets/handout/lists.typ")),
];

/// Files that the rows are spread over at most: typst keeps the name of every file it has seen, and counts to 65,535.
const MOST_FILES: usize = 1_000;

/// Of the whole work, the share that setting the rows takes in thousandths; the rest is writing.
const SETTING: usize = 850;

/// Letters of the title at the foot of the page.
const SHORT: usize = 70;

/// The world that the template is set in.
pub(super) struct Press<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'a [Font],
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    /// Files of rows that have been asked for.
    seen: Mutex<HashSet<FileId>>,
    progress: &'a Progress,
}

/// The handout as the template reads it.
pub(super) fn data(handout: &Handout) -> Value {
    let mut data = match serde_json::to_value(handout) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let mut short = handout.title.clone();
    let title = short.text();
    if let Some((end, _)) = title.char_indices().nth(SHORT) {
        short.runs.truncate(1);
        short.runs.iter_mut().for_each(|run| run.text = format!("{}…", title.get(..end).unwrap_or_default()));
    }
    data.insert("short".into(), json!(short));
    data.insert("name".into(), json!(handout.name()));
    data.insert("kind-name".into(), json!(handout.kind.name()));
    let labels: Vec<&str> = handout.rows.iter().map(|row| row.label.as_str()).collect();
    data.insert("labels".into(), json!(labels));
    data.insert("ticks".into(), json!(TICKS));
    data.insert("fields".into(), json!(FIELDS));
    Value::Object(data)
}

impl<'a> Press<'a> {
    /// A world with the data in files: one for the head, and some for the rows.
    ///
    /// # Errors
    /// When typst refuses the name of a file.
    pub(super) fn new(mut data: Value, letters: &'a Letters, progress: &'a Progress) -> Result<Self, PrintError> {
        let rows = match data.get_mut("rows").map(Value::take) {
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        let mut files = HashMap::new();
        let at_once = rows.len().div_ceil(MOST_FILES).max(1);
        for (n, rows) in rows.chunks(at_once).enumerate() {
            files.insert(id(&format!("rows-{n}.json"))?, Bytes::from_string(Value::from(rows).to_string()));
        }
        let count = files.len();
        if let Value::Object(fields) = &mut data {
            fields.insert("files".into(), json!(count));
            fields.insert("faces".into(), letters.families());
        }
        files.insert(id("handout.json")?, Bytes::from_string(data.to_string()));
        let mut sources = HashMap::new();
        for (name, text) in TEMPLATE {
            let id = id(name)?;
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(letters.book()),
            fonts: &letters.fonts,
            main: id(MAIN)?,
            sources,
            files,
            seen: Mutex::default(),
            progress,
        })
    }

    /// Says that the pages are set.
    ///
    /// # Errors
    /// When the work is not wanted any more.
    pub(super) fn is_set(&self) -> Result<(), Cancelled> {
        self.progress.report(SETTING, 1_000)
    }

    fn reach(&self, file: FileId) -> Result<(), Cancelled> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(file);
        let all = self.files.len().max(1);
        self.progress.report(seen.len() * SETTING / all, 1_000)
    }
}

/// The id of a file beside the template.
fn id(name: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(name).map_err(|_| PrintError::Setting(format!("no file can be called {name}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Press<'_> {
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
        self.reach(id).map_err(|Cancelled| FileError::Other(Some("cancelled".into())))?;
        Ok(bytes)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
