//! The curator's compiler: every rule that an edition is held to, as one pure function.
//!
//! One file for each family of rules. A rule has a stable name (`dangling-id`); what cannot be true or cannot be traced
//! is an error, what a curator should look at is a warning. An empty cell is no problem: nobody has looked there yet.

mod absences;
mod carried;
mod dates;
mod ids;
mod languages;
mod layer;
mod marks;
mod notes;
mod people;
mod phrases;
mod quotations;
mod references;
mod repeats;
mod report;
mod sources;
mod texts;
mod words;

use std::collections::HashMap;

use super::problem::{Location, InFile, PathStep};
use super::parallel::parallel_map;
use super::{Edition, PerspectiveId, Problem};
pub use layer::check_layer;
pub use repeats::declare_repeats;
use report::Found;
pub use report::{is_slug, nearest};

/// Which files of an edition were read. What was not read is not missed.
#[derive(Clone, Debug)]
pub struct LoadedParts {
    /// edition.ron was read.
    pub article: bool,
    /// sources.ron was read.
    pub sources: bool,
    /// Every listed perspective was read.
    pub perspectives: bool,
    /// The name of the file of each perspective, in the order of `Edition::perspectives`.
    pub files: Vec<PerspectiveId>,
}

impl LoadedParts {
    /// An edition that was read whole.
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

/// Everything that is wrong in an edition, by file and place.
///
/// ```
/// # fn main() -> Result<(), parallax::library::LoadError> {
/// let shipped = parallax::library::shipped_without_check()?;
/// for problem in parallax::model::check::check(&shipped.edition) {
///     println!("{}: {}", problem.severity.word(), problem.message);
/// }
/// # Ok(())
/// # }
/// ```
pub fn check(edition: &Edition) -> Vec<Problem> {
    check_parts(edition, &LoadedParts::all(edition))
}

/// Everything that is wrong in the files of an edition that could be read.
pub fn check_parts(edition: &Edition, parts: &LoadedParts) -> Vec<Problem> {
    let context = Subject { edition, parts };
    let found = parallel_map(&FAMILIES, |family| {
        let mut found = Found::default();
        family(&context, &mut found);
        found.problems
    });
    let mut problems: Vec<Problem> = found.into_iter().flatten().collect();
    let ranks: HashMap<&PerspectiveId, usize> = parts.files.iter().enumerate().map(|(i, id)| (id, i + 2)).collect();
    problems.sort_by_cached_key(|problem| {
        let rank = match &problem.at.file {
            InFile::Edition => 0,
            InFile::Sources => 1,
            InFile::Layer => 2,
            InFile::Perspective(id) => ranks.get(id).copied().unwrap_or(usize::MAX),
        };
        (rank, problem.at.path.iter().map(|step| report::order(*step)).collect::<Vec<_>>())
    });
    problems
}

/// The families of rules, the two slowest first.
const FAMILIES: [fn(&Subject<'_>, &mut Found); 14] = [
    carried::check,
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
    people::check,
];

/// What a family of rules looks at.
struct Subject<'a> {
    edition: &'a Edition,
    parts: &'a LoadedParts,
}

impl Subject<'_> {
    /// A place in edition.ron.
    fn in_edition(&self, path: &[PathStep]) -> Location {
        Location { file: InFile::Edition, path: path.to_vec() }
    }

    /// A place in the article.
    fn in_article(&self, path: &[PathStep]) -> Location {
        Location { file: InFile::Edition, path: [&[PathStep::Field("article")], path].concat() }
    }

    /// A place in a source.
    fn in_source(&self, source: usize, path: &[PathStep]) -> Location {
        Location { file: InFile::Sources, path: [&[PathStep::Index(source)], path].concat() }
    }

    /// A place in the file of a perspective.
    fn in_perspective(&self, perspective: usize, path: &[PathStep]) -> Location {
        let id = self.parts.files.get(perspective).cloned();
        Location { file: InFile::Perspective(id.unwrap_or_else(|| "".into())), path: path.to_vec() }
    }

    /// A place in a note.
    fn in_note(&self, perspective: usize, note: usize, path: &[PathStep]) -> Location {
        self.in_perspective(perspective, &[&[PathStep::Field("notes"), PathStep::Index(note)], path].concat())
    }

    /// Every note with the places of its perspective and of itself.
    fn notes(&self) -> impl Iterator<Item = (usize, usize, &super::Note)> {
        self.edition
            .perspectives()
            .iter()
            .enumerate()
            .flat_map(|(p, perspective)| perspective.notes.iter().enumerate().map(move |(n, note)| (p, n, note)))
    }
}
