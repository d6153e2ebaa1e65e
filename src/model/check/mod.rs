//! The rules that an edition must follow, as a pure function.
//!
//! There is one file for each family of rules. A rule has a stable name, such as `dangling-id`. What cannot be true or
//! cannot be traced is an error, and what a curator should look at is a warning. An empty cell is not a problem: nobody
//! has searched there yet.

mod absences;
mod cells;
mod dates;
mod findings;
mod formats;
mod gists;
mod ids;
mod languages;
mod layer;
mod links;
mod marks;
mod notes;
mod phrases;
mod quotations;
mod references;
mod repeats;
mod sources;
mod summaries;
mod texts;
mod tokens;
mod wordings;

use std::collections::HashMap;

use super::parallel::parallel_map;
use super::problem::{InFile, Location, PathStep};
use super::{Edition, PerspectiveId, Problem};
use findings::Findings;
pub use findings::{is_slug, nearest};
pub use layer::check_layer;
pub use repeats::declare_repeats;
pub use sources::used_sources;

/// Which files of an edition were loaded. The checks do not report what may be in a missing file.
#[derive(Clone, Debug)]
pub struct LoadedParts {
    /// Whether `edition.ron` was loaded.
    pub article: bool,
    /// Whether `sources.ron` was loaded.
    pub sources: bool,
    /// Whether every listed perspective was loaded.
    pub perspectives: bool,
    /// The file of each perspective, in the order of [`Edition::perspectives`].
    pub files: Vec<PerspectiveId>,
}

impl LoadedParts {
    /// Creates the parts of a completely loaded edition.
    fn all(edition: &Edition) -> Self {
        let mut files: Vec<PerspectiveId> = Vec::new();
        for id in &edition.head().perspectives {
            if !files.contains(id) {
                files.push(id.clone());
            }
        }
        if files.len() != edition.perspectives().len() {
            files = edition.perspectives().iter().map(|p| p.id.clone()).collect();
        }
        Self { article: true, sources: true, perspectives: true, files }
    }
}

/// Returns all problems of an edition, by file and location.
///
/// ```
/// # fn main() -> Result<(), parallax::storage::LoadError> {
/// let shipped = parallax::storage::shipped_without_check()?;
/// for problem in parallax::model::check::check(&shipped.edition) {
///     println!("{}: {}", problem.severity.word(), problem.message);
/// }
/// # Ok(())
/// # }
/// ```
pub fn check(edition: &Edition) -> Vec<Problem> {
    check_parts(edition, &LoadedParts::all(edition))
}

/// Returns all problems of an edition of which only some files could be loaded.
pub fn check_parts(edition: &Edition, parts: &LoadedParts) -> Vec<Problem> {
    let input = CheckInput { edition, parts };
    let findings = parallel_map(&FAMILIES, |family| {
        let mut findings = Findings::default();
        family(&input, &mut findings);
        findings.problems
    });
    let mut problems: Vec<Problem> = findings.into_iter().flatten().collect();
    let ranks: HashMap<&PerspectiveId, usize> = parts.files.iter().enumerate().map(|(i, id)| (id, i + 2)).collect();
    problems.sort_by_cached_key(|problem| {
        let rank = match &problem.at.file {
            InFile::Edition => 0,
            InFile::Sources => 1,
            InFile::Layer => 2,
            InFile::Perspective(id) => ranks.get(id).copied().unwrap_or(usize::MAX),
        };
        (rank, problem.at.path.iter().map(|step| findings::sort_key(*step)).collect::<Vec<_>>())
    });
    problems
}

/// The families of rules, the two slowest first.
const FAMILIES: [fn(&CheckInput<'_>, &mut Findings); 19] = [
    summaries::check,
    repeats::check,
    notes::check,
    ids::check,
    references::check,
    texts::check,
    languages::check,
    marks::check,
    absences::check,
    phrases::check,
    dates::check,
    sources::check,
    quotations::check,
    notes::check_people,
    gists::check,
    cells::check,
    links::check,
    formats::check,
    wordings::check,
];

struct CheckInput<'a> {
    edition: &'a Edition,
    parts: &'a LoadedParts,
}

impl CheckInput<'_> {
    fn in_edition(&self, path: &[PathStep]) -> Location {
        Location { file: InFile::Edition, path: path.to_vec() }
    }

    fn in_article(&self, path: &[PathStep]) -> Location {
        Location { file: InFile::Edition, path: [&[PathStep::Field("article")], path].concat() }
    }

    fn in_credit(&self, path: &[PathStep]) -> Location {
        self.in_article(&[&[PathStep::Field("provenance"), PathStep::Field("credit")], path].concat())
    }

    fn in_source(&self, source: usize, path: &[PathStep]) -> Location {
        Location { file: InFile::Sources, path: [&[PathStep::Index(source)], path].concat() }
    }

    fn in_perspective(&self, perspective: usize, path: &[PathStep]) -> Location {
        let id = self.parts.files.get(perspective).cloned();
        Location { file: InFile::Perspective(id.unwrap_or_else(|| "".into())), path: path.to_vec() }
    }

    fn in_note(&self, perspective: usize, note: usize, path: &[PathStep]) -> Location {
        self.in_perspective(perspective, &[&[PathStep::Field("notes"), PathStep::Index(note)], path].concat())
    }

    fn notes(&self) -> impl Iterator<Item = (usize, usize, &super::Note)> {
        self.edition
            .perspectives()
            .iter()
            .enumerate()
            .flat_map(|(p, perspective)| perspective.notes.iter().enumerate().map(move |(n, note)| (p, n, note)))
    }
}
