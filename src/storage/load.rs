//! Loading an edition from its folder, from texts in memory, or from inside the program.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;
use std::thread;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::built_in::{EditionLocation, FIRST_EDITION, with_built_in_folder};
use super::diagnose::{MAX_DEPTH, diagnose};
use super::folder::{EDITION, Folder, SOURCES, folder_of};
use super::locate::in_folder;
use super::newer::{UnknownField, parse_known};
use super::spans::{position, value_at};
use super::{Fault, FileFault, LoadError, LocatedProblem};
use crate::model::check::{LoadedParts, check_parts, is_slug};
use crate::model::parallel::parallel_map;
use crate::model::problem::{InFile, Location, PathStep};
use crate::model::{Edition, EditionHead, FORMAT, Perspective, PerspectiveId, Problem, Severity, Source};

/// An edition of which every file was read, with the problems that the check found.
#[derive(Clone, Debug)]
pub struct LoadedEdition {
    /// The edition.
    pub edition: Edition,
    /// The problems by file and place; empty when the edition was loaded without a check.
    pub problems: Vec<LocatedProblem>,
}

/// Loads and checks the edition at a path: its folder, or the edition.ron in it.
///
/// ```
/// use std::path::Path;
/// use parallax::storage;
///
/// let loaded = storage::load(Path::new("perspectives/pakistan-missile-sanctions"))?;
/// assert_eq!(loaded.edition.id(), "pakistan-missile-sanctions");
///
/// let error = storage::load(Path::new("no/such/edition")).unwrap_err();
/// assert_eq!(error.faults[0].fault.rule(), "missing-file");
/// # Ok::<(), storage::LoadError>(())
/// ```
///
/// # Errors
/// Returns an error when a file cannot be read or parsed. It has a fault for each such file, and the problems of the
/// files that could be read.
pub fn load(path: &Path) -> Result<LoadedEdition, LoadError> {
    load_path(path, true)
}

/// Loads an edition as [`load`] does, but does not check it, which is faster.
///
/// # Errors
/// As [`load`], without problems.
pub fn load_without_check(path: &Path) -> Result<LoadedEdition, LoadError> {
    load_path(path, false)
}

/// Loads and checks an edition from texts in memory, given as pairs of file name and text. Messages show the files in a
/// folder `shown_as`.
///
/// ```
/// use parallax::storage;
///
/// let error = storage::load_texts("lamps", &[("edition.ron", "Edition(format: 1, id: lamps)")]).unwrap_err();
/// assert_eq!(
///     error.to_string().lines().next(),
///     Some("expected a text in straight double quotes, but found `lamps` \
///           (put the text in quotation marks: \"...\"), lamps/edition.ron:1:24"),
/// );
/// ```
///
/// # Errors
/// As [`load`].
pub fn load_texts(shown_as: &str, texts: &[(&str, &str)]) -> Result<LoadedEdition, LoadError> {
    load_folder(Folder::Memory(shown_as, texts), true)
}

/// Loads and checks an edition inside the program by its id, without touching the disk.
///
/// ```
/// use parallax::storage;
///
/// for id in storage::built_in_ids() {
///     assert_eq!(storage::load_built_in(id)?.edition.id(), *id);
/// }
/// # Ok::<(), storage::LoadError>(())
/// ```
///
/// # Errors
/// Returns an error when there is none of this id, or when it was broken when the program was built.
pub fn load_built_in(id: &str) -> Result<LoadedEdition, LoadError> {
    with_built_in_folder(id, |folder| load_folder(folder, true))
}

/// Loads and checks the first edition inside the program.
///
/// # Errors
/// As [`load_built_in`].
pub fn shipped() -> Result<LoadedEdition, LoadError> {
    load_built_in(FIRST_EDITION)
}

/// Loads the first edition inside the program without checking it, which is faster.
///
/// # Errors
/// As [`load_built_in`].
pub fn shipped_without_check() -> Result<LoadedEdition, LoadError> {
    load_at(&EditionLocation::default())
}

/// Loads the edition at a location without checking it.
///
/// # Errors
/// As [`load_built_in`] and [`load_without_check`].
pub fn load_at(location: &EditionLocation) -> Result<LoadedEdition, LoadError> {
    match location {
        EditionLocation::BuiltIn(id) => with_built_in_folder(id, |folder| load_folder(folder, false)),
        EditionLocation::Folder(path) => load_without_check(path),
    }
}

/// Loads the edition that an argument of the command line names, without checking it: a path, the id of an edition
/// inside the program, or the first of those if there is no argument.
///
/// # Errors
/// As [`load_at`].
pub fn load_argument(path: Option<&Path>) -> Result<LoadedEdition, LoadError> {
    load_at(&path.map_or_else(EditionLocation::default, EditionLocation::of_argument))
}

fn load_path(path: &Path, with_check: bool) -> Result<LoadedEdition, LoadError> {
    match folder_of(path) {
        Ok(folder) => load_folder(Folder::Disk(&folder), with_check),
        Err(fault) => Err(LoadError { faults: vec![fault], problems: Vec::new() }),
    }
}

struct ReadFiles {
    head: Result<EditionHead, FileFault>,
    sources: Result<Vec<Source>, FileFault>,
    /// The listed perspectives in the edition's order, each once.
    perspectives: Vec<(PerspectiveId, Result<Perspective, FileFault>)>,
    /// The names of `.ron` files that edition.ron does not list.
    unlisted: Vec<String>,
    /// The fields that were left out, with the names of their files. Only an edition in a newer format has any.
    unknown: Vec<(String, UnknownField)>,
}

fn load_folder(folder: Folder<'_>, with_check: bool) -> Result<LoadedEdition, LoadError> {
    let read = read_files(folder);
    let ReadFiles { head, sources, perspectives, unlisted, unknown } = read;
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
        return Err(LoadError { faults, problems: Vec::new() });
    }
    let edition = Edition::new(head.unwrap_or_else(placeholder_head), perspectives, sources);
    let mut problems = if with_check { find_problems(folder, &edition, &parts, &unlisted) } else { Vec::new() };
    if with_check {
        problems.extend(unknown.iter().map(|(name, field)| unknown_field(folder, name, field)));
    }
    if faults.is_empty() { Ok(LoadedEdition { edition, problems }) } else { Err(LoadError { faults, problems }) }
}

fn find_problems(
    folder: Folder<'_>,
    edition: &Edition,
    parts: &LoadedParts,
    unlisted: &[String],
) -> Vec<LocatedProblem> {
    let mut located = in_folder(folder, check_parts(edition, parts));
    located.extend(unlisted.iter().map(|name| unlisted_file(folder, name)));
    located
}

/// Returns an empty head in place of an edition.ron that could not be read, so that the other files can be checked.
fn placeholder_head() -> EditionHead {
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
        related: Vec::new(),
        perspectives: Vec::new(),
        terms: Vec::new(),
        numbers: Vec::new(),
    }
}

/// Reads all files: edition.ron and sources.ron on two threads, then the perspectives on as many as there are cores.
fn read_files(folder: Folder<'_>) -> ReadFiles {
    let (head, sources) = thread::scope(|scope| {
        let sources = scope.spawn(|| parse::<Vec<Source>>(folder, SOURCES, "a list of sources", Fields::All));
        (read_head(folder), sources.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let others = folder.other_files();
    let listed: Vec<PerspectiveId> = match &head {
        Ok((head, _)) => {
            let mut seen = HashSet::new();
            head.perspectives.iter().filter(|id| seen.insert((*id).clone())).cloned().collect()
        }
        Err(fault) if matches!(fault.fault, Fault::Newer { .. }) => Vec::new(),
        Err(_) => others.iter().filter_map(|name| name.strip_suffix(".ron")).map(PerspectiveId::from).collect(),
    };
    let newer = head.as_ref().ok().filter(|(head, _)| head.format > FORMAT).map(|(head, _)| head.format);
    let fields = if newer.is_some() { Fields::Known } else { Fields::All };
    let parsed = parallel_map(&listed, |id| {
        let read = read_perspective(folder, id, head.is_ok(), fields);
        read.map_err(|fault| blame_format(folder, newer, fault))
    });
    let unlisted = match &head {
        Ok(_) => others
            .into_iter()
            .filter(|name| !listed.iter().any(|id| name.strip_suffix(".ron") == Some(id.as_str())))
            .collect(),
        Err(_) => Vec::new(),
    };
    let sources = match sources {
        // An article that nobody answers yet needs no sources.
        Err(fault) if listed.is_empty() && matches!(fault.fault, Fault::Missing(_)) => Ok((Vec::new(), Vec::new())),
        Err(_) if newer.is_some() => {
            parse(folder, SOURCES, "a list of sources", fields).map_err(|fault| blame_format(folder, newer, fault))
        }
        sources => sources,
    };
    let mut unknown = Vec::new();
    let head = head.map(|head| set_aside(EDITION, head, &mut unknown));
    let sources = sources.map(|sources| set_aside(SOURCES, sources, &mut unknown));
    let perspectives = listed.into_iter().zip(parsed).map(|(id, read)| {
        let read = read.map(|read| set_aside(&format!("{id}.ron"), read, &mut unknown));
        (id, read)
    });
    let perspectives = perspectives.collect();
    ReadFiles { head, sources, perspectives, unlisted, unknown }
}

/// Adds the fields of a file that were left out to those of others, and returns what was read.
fn set_aside<T>(name: &str, (value, fields): (T, Vec<UnknownField>), unknown: &mut Vec<(String, UnknownField)>) -> T {
    unknown.extend(fields.into_iter().map(|field| (name.to_owned(), field)));
    value
}

/// Returns the fault of a file that could not be parsed; in an edition of a newer format, that format is to blame.
fn blame_format(folder: Folder<'_>, newer: Option<u32>, fault: FileFault) -> FileFault {
    match newer {
        Some(format) if matches!(fault.fault, Fault::Syntax(_)) => newer_fault(folder, format.to_string()),
        _ => fault,
    }
}

fn newer_fault(folder: Folder<'_>, found: String) -> FileFault {
    edition_fault(folder, &[PathStep::Field("format")], Fault::Newer { found })
}

#[cfg(all(test, feature = "window"))]
thread_local! {
    /// The number of edition.ron files that this thread has parsed.
    pub(crate) static HEADS_PARSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Reads edition.ron. One in a newer format is read without the fields that are new in it.
fn read_head(folder: Folder<'_>) -> Result<(EditionHead, Vec<UnknownField>), FileFault> {
    #[cfg(all(test, feature = "window"))]
    HEADS_PARSED.set(HEADS_PARSED.get() + 1);
    match parse::<EditionHead>(folder, EDITION, "an edition", Fields::All) {
        Err(fault) if matches!(fault.fault, Fault::Newer { .. }) => {
            parse(folder, EDITION, "an edition", Fields::Known).map_err(|_| fault)
        }
        read => read,
    }
}

/// Reads the file of a perspective. `listed` says that its id comes from edition.ron, where a missing file is then
/// reported.
fn read_perspective(
    folder: Folder<'_>,
    id: &PerspectiveId,
    listed: bool,
    fields: Fields,
) -> Result<(Perspective, Vec<UnknownField>), FileFault> {
    let name = format!("{id}.ron");
    let fault = if !is_slug(id.as_str()) {
        Fault::BadName(id.to_string())
    } else if listed && !folder.has(&name) {
        Fault::MissingPerspective(id.to_string())
    } else {
        return parse(folder, &name, "a perspective", fields);
    };
    let ids = read_head(folder).map(|(head, _)| head.perspectives).unwrap_or_default();
    let index = ids.iter().position(|other| other == id).unwrap_or_default();
    Err(edition_fault(folder, &[PathStep::Field("perspectives"), PathStep::Index(index)], fault))
}

/// Returns a fault placed at a value of edition.ron.
fn edition_fault(folder: Folder<'_>, path: &[PathStep], fault: Fault) -> FileFault {
    let text = folder.read(EDITION).unwrap_or_default();
    FileFault::at(folder.path_of(EDITION), position(&text, path), fault)
}

/// Which fields a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fields {
    /// Those of its types; another is an error.
    All,
    /// Any; those that its types do not have are left out.
    Known,
}

/// Reads and parses one file; `what` names its content in the message that it is empty. Returns it with the fields that
/// were left out.
fn parse<T: DeserializeOwned>(
    folder: Folder<'_>,
    name: &str,
    what: &'static str,
    fields: Fields,
) -> Result<(T, Vec<UnknownField>), FileFault> {
    let whole = |fault| FileFault::whole(folder.path_of(name), fault);
    let text: Cow<'_, str> = folder.read(name).map_err(whole)?;
    if text.trim().is_empty() {
        return Err(whole(Fault::Empty(what)));
    }
    let options =
        ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(MAX_DEPTH);
    let parsed = match fields {
        Fields::All => options.from_str(&text).map(|value| (value, Vec::new())),
        Fields::Known => parse_known(&text, |text| options.from_str(text)),
    };
    parsed.map_err(|error| {
        newer_format(folder, name, &text).unwrap_or_else(|| diagnose(folder.path_of(name), &text, &error))
    })
}

/// Returns a fault when the `format:` of a file that could not be parsed is newer than this program, which explains
/// whatever else is unknown in it.
fn newer_format(folder: Folder<'_>, name: &str, text: &str) -> Option<FileFault> {
    let path = [PathStep::Field("format")];
    let digits: String = value_at(text, &path)?.chars().take_while(char::is_ascii_digit).collect();
    let is_newer = match digits.parse::<u32>() {
        Ok(number) => number > FORMAT,
        // More digits than a u32 holds.
        Err(_) => !digits.is_empty(),
    };
    is_newer.then(|| FileFault::at(folder.path_of(name), position(text, &path), Fault::Newer { found: digits }))
}

/// Returns the warning that a field was left out.
fn unknown_field(
    folder: Folder<'_>,
    name: &str,
    UnknownField { name: field, owner, at }: &UnknownField,
) -> LocatedProblem {
    let owner = owner.as_deref().unwrap_or("this value");
    let file = match name {
        EDITION => InFile::Edition,
        SOURCES => InFile::Sources,
        name => InFile::Perspective(name.strip_suffix(".ron").unwrap_or(name).into()),
    };
    let problem = Problem {
        severity: Severity::Warning,
        rule: "newer-field",
        message: format!("expected a known field of {owner}, but found `{field}`, which a newer Parallax wrote"),
        hint: Some("it is left out here and stays in the file; open the edition with a newer Parallax".to_owned()),
        at: Location { file, path: Vec::new() },
    };
    LocatedProblem { problem, path: folder.path_of(name), line: at.line, column: at.column }
}

/// Returns the warning that edition.ron does not list a file.
fn unlisted_file(folder: Folder<'_>, name: &str) -> LocatedProblem {
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
    LocatedProblem { problem, path: folder.path_of(name), line: 1, column: 1 }
}
