//! A folder's files to an edition.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::thread;

use super::folder::{EDITION, Folder, SOURCES, folder_of};
use super::locate::in_folder;
use super::parse::parse;
use super::spans::position;
use super::{Fault, FileFault, LoadError, Located};
use crate::model::check::{LoadedParts, check_parts, is_slug};
use crate::model::parallel::parallel_map;
use crate::model::problem::{InFile, Location, PathStep};
use crate::model::{Edition, EditionHead, FORMAT, Perspective, PerspectiveId, Problem, Severity, Source};

/// An edition that was read whole, with what is wrong in it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The edition.
    pub edition: Edition,
    /// What the check found, by file and place; empty when it was left for later.
    pub problems: Vec<Located>,
    /// The files to watch; none for the edition inside the program.
    pub files: Vec<PathBuf>,
}

/// Reads and checks an edition: its folder, or the edition.ron in it.
///
/// # Errors
/// When a file cannot be read or parsed; every such file has its fault, and the others are checked all the same.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    load_path(path, true)
}

/// Reads an edition and leaves the check for later: the fast way to open one.
///
/// # Errors
/// As [`load`], but without looking for problems.
pub fn load_without_check(path: &Path) -> Result<Loaded, LoadError> {
    load_path(path, false)
}

/// Reads and checks an edition from texts in memory, each with its file's name.
///
/// # Errors
/// As [`load`].
pub fn load_texts(shown_as: &str, texts: &[(&str, &str)]) -> Result<Loaded, LoadError> {
    load_folder(Folder::Memory(shown_as, texts), true)
}

fn load_path(path: &Path, checked: bool) -> Result<Loaded, LoadError> {
    match folder_of(path) {
        Ok(folder) => load_folder(Folder::Disk(&folder), checked),
        Err(fault) => Err(LoadError { files: vec![fault.path.clone()], faults: vec![fault], problems: Vec::new() }),
    }
}

/// What was read of an edition, and what could not be.
struct Read {
    head: Result<EditionHead, FileFault>,
    sources: Result<Vec<Source>, FileFault>,
    /// Each listed perspective once, in the edition's order.
    perspectives: Vec<(PerspectiveId, Result<Perspective, FileFault>)>,
    unlisted: Vec<String>,
}

/// Reads an edition from wherever its texts are.
pub(super) fn load_folder(folder: Folder<'_>, checked: bool) -> Result<Loaded, LoadError> {
    let read = read(folder);
    let mut files = vec![folder.path_of(EDITION), folder.path_of(SOURCES)];
    let names = read.perspectives.iter().map(|(id, _)| id.as_str()).filter(|id| is_slug(id));
    files.extend(names.map(|id| folder.path_of(&format!("{id}.ron"))));
    if matches!(folder, Folder::Memory(..)) {
        files.clear();
    }
    let Read { head, sources, perspectives, unlisted } = read;
    let parts = LoadedParts {
        article: head.is_ok(),
        sources: sources.is_ok(),
        perspectives: perspectives.iter().all(|(_, p)| p.is_ok()),
        files: perspectives.iter().filter(|(_, p)| p.is_ok()).map(|(id, _)| id.clone()).collect(),
    };
    let mut faults = Vec::new();
    let head = head.map_err(|fault| faults.push(fault)).ok();
    let sources = sources.map_err(|fault| faults.push(fault)).unwrap_or_default();
    let perspectives =
        perspectives.into_iter().filter_map(|(_, p)| p.map_err(|fault| faults.push(fault)).ok()).collect();
    if faults.iter().any(|f| matches!(f.fault, Fault::Newer { .. })) {
        faults.retain(|f| matches!(f.fault, Fault::Newer { .. }));
        return Err(LoadError { faults, problems: Vec::new(), files });
    }
    let edition = Edition::new(head.unwrap_or_else(no_head), perspectives, sources);
    let problems = if checked { problems(folder, &edition, &parts, &unlisted) } else { Vec::new() };
    if faults.is_empty() { Ok(Loaded { edition, problems, files }) } else { Err(LoadError { faults, problems, files }) }
}

fn problems(folder: Folder<'_>, edition: &Edition, parts: &LoadedParts, unlisted: &[String]) -> Vec<Located> {
    let mut located = in_folder(folder, check_parts(edition, parts));
    located.extend(unlisted.iter().map(|name| not_listed(folder, name)));
    located
}

/// Stands in for an edition.ron that could not be read, so that the other files can be checked.
fn no_head() -> EditionHead {
    use crate::model::{Article, Provenance};
    EditionHead {
        format: FORMAT,
        id: String::new(),
        title: String::new(),
        language: "en".into(),
        revision: crate::model::Date::EARLIEST,
        article: Article {
            byline: None,
            provenance: Provenance::Original { of: String::new() },
            written_before: None,
            paragraphs: Vec::new(),
            claims: Vec::new(),
        },
        perspectives: Vec::new(),
    }
}

fn read(folder: Folder<'_>) -> Read {
    let (head, sources) = thread::scope(|scope| {
        let sources = scope.spawn(|| parse::<Vec<Source>>(folder, SOURCES, "a list of sources"));
        (read_head(folder), sources.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let others = folder.other_files();
    let listed: Vec<PerspectiveId> = match &head {
        Ok(head) => {
            let mut seen = HashSet::new();
            head.perspectives.iter().filter(|id| seen.insert((*id).clone())).cloned().collect()
        }
        Err(fault) if matches!(fault.fault, Fault::Newer { .. }) => Vec::new(),
        Err(_) => others.iter().filter_map(|name| name.strip_suffix(".ron")).map(PerspectiveId::from).collect(),
    };
    let parsed = parallel_map(&listed, |id| read_perspective(folder, id, head.is_ok()));
    let unlisted = match &head {
        Ok(_) => others
            .into_iter()
            .filter(|name| !listed.iter().any(|id| name.strip_suffix(".ron") == Some(id.as_str())))
            .collect(),
        Err(_) => Vec::new(),
    };
    let sources = match sources {
        // An article that nobody answers yet needs no sources.
        Err(fault) if listed.is_empty() && matches!(fault.fault, Fault::Missing(_)) => Ok(Vec::new()),
        sources => sources,
    };
    Read { head, sources, perspectives: listed.into_iter().zip(parsed).collect(), unlisted }
}

fn read_head(folder: Folder<'_>) -> Result<EditionHead, FileFault> {
    let head: EditionHead = parse(folder, EDITION, "an edition")?;
    if head.format <= FORMAT {
        return Ok(head);
    }
    let (line, column) = place(folder, &[PathStep::Field("format")]);
    let fault = FileFault::whole(folder.path_of(EDITION), Fault::Newer { found: head.format.to_string() });
    Err(FileFault { line, column, ..fault })
}

fn read_perspective(folder: Folder<'_>, id: &PerspectiveId, listed: bool) -> Result<Perspective, FileFault> {
    let name = format!("{id}.ron");
    let fault = if !is_slug(id.as_str()) {
        Fault::BadName(id.to_string())
    } else if listed && !folder.has(&name) {
        Fault::MissingPerspective(id.to_string())
    } else {
        return parse(folder, &name, "a perspective");
    };
    let ids = parse::<EditionHead>(folder, EDITION, "an edition").map(|head| head.perspectives).unwrap_or_default();
    let index = ids.iter().position(|other| other == id).unwrap_or_default();
    let (line, column) = place(folder, &[PathStep::Field("perspectives"), PathStep::Index(index)]);
    Err(FileFault { line, column, ..FileFault::whole(folder.path_of(EDITION), fault) })
}

fn place(folder: Folder<'_>, path: &[PathStep]) -> (usize, usize) {
    let text = folder.read(EDITION).unwrap_or_default();
    let place = position(&text, path);
    (place.line, place.column)
}

fn not_listed(folder: Folder<'_>, name: &str) -> Located {
    let id = name.strip_suffix(".ron").unwrap_or(name);
    let problem = Problem {
        severity: Severity::Warning,
        rule: "unlisted-file",
        message: format!(
            "expected `{id}` in `perspectives` of edition.ron, since its file is here, but it is not listed"
        ),
        hint: Some(format!("add \"{id}\" to `perspectives`, or move the file out of the folder")),
        at: Location { file: InFile::Perspective(id.into()), path: Vec::new() },
    };
    Located { problem, path: folder.path_of(name), line: 1, column: 1 }
}
