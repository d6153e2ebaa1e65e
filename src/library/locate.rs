//! Problems with the line and column of the value they are about.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::folder::{EDITION, Folder, SOURCES, folder_of};
use super::spans::{Position, positions};
use crate::model::Problem;
use crate::model::problem::{InFile, PathStep};

/// A problem with its place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// What is wrong.
    pub problem: Problem,
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Places what `model::check::check` found, for a window that runs the check apart from loading: give the path that the
/// edition was loaded from, or none for the edition inside the program.
pub fn locate(path: Option<&Path>, problems: Vec<Problem>) -> Vec<Located> {
    match path.map(folder_of) {
        None => super::shipped::with_folder(|folder| in_folder(folder, problems)),
        Some(Ok(folder)) => in_folder(Folder::Disk(&folder), problems),
        // The folder has gone since: the places are lost, the problems are not.
        Some(Err(_)) => in_folder(Folder::Memory("", &[]), problems),
    }
}

/// Places problems, sorted by file in the order they first come and then by place in it.
pub(super) fn in_folder(folder: Folder<'_>, problems: Vec<Problem>) -> Vec<Located> {
    let mut files: Vec<InFile> = Vec::new();
    let mut of_file: HashMap<InFile, Vec<Problem>> = HashMap::new();
    for problem in problems {
        let file = &problem.at.file;
        if !of_file.contains_key(file) {
            files.push(file.clone());
        }
        of_file.entry(file.clone()).or_default().push(problem);
    }
    let mut located = Vec::new();
    for file in files {
        let problems = of_file.remove(&file).unwrap_or_default();
        located.extend(in_file(folder, &file, problems));
    }
    located
}

fn in_file(folder: Folder<'_>, file: &InFile, problems: Vec<Problem>) -> Vec<Located> {
    let name = file_name(file);
    // The file was read a moment ago; if it has gone since, its start will do.
    let text = folder.read(&name).unwrap_or_default();
    let paths: Vec<&[PathStep]> = problems.iter().map(|p| &*p.at.path).collect();
    let places = positions(&text, &paths);
    let path = folder.path_of(&name);
    let mut located: Vec<Located> = problems
        .into_iter()
        .zip(places)
        .map(|(problem, Position { line, column })| Located { problem, path: path.clone(), line, column })
        .collect();
    located.sort_by_key(|l| (l.line, l.column));
    located
}

/// The name of a file in its edition's folder.
pub(super) fn file_name(file: &InFile) -> String {
    match file {
        InFile::Edition => EDITION.to_owned(),
        InFile::Sources => SOURCES.to_owned(),
        // A layer stands in no folder of an edition; who checks one knows its file.
        InFile::Layer => "layer.ron".to_owned(),
        InFile::Perspective(id) => format!("{id}.ron"),
    }
}
