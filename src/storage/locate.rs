//! The line and column of the value that a problem is about.

use std::collections::HashMap;

use super::LocatedProblem;
use super::folder::{EDITION, Folder, SOURCES};
use super::spans::{Position, positions};
use crate::model::Problem;
use crate::model::problem::{InFile, PathStep};

/// Locates problems and sorts them: files in the order of their first problem, then by place in the file.
pub(super) fn in_folder(folder: Folder<'_>, problems: Vec<Problem>) -> Vec<LocatedProblem> {
    let mut files: Vec<InFile> = Vec::new();
    let mut by_file: HashMap<InFile, Vec<Problem>> = HashMap::new();
    for problem in problems {
        let file = &problem.at.file;
        if !by_file.contains_key(file) {
            files.push(file.clone());
        }
        by_file.entry(file.clone()).or_default().push(problem);
    }
    let mut located = Vec::new();
    for file in files {
        let problems = by_file.remove(&file).unwrap_or_default();
        located.extend(in_file(folder, &file, problems));
    }
    located
}

fn in_file(folder: Folder<'_>, file: &InFile, problems: Vec<Problem>) -> Vec<LocatedProblem> {
    let name = file_name(file);
    // The file was read a moment ago; if it cannot be read now, its problems are placed at its beginning.
    let text = folder.read(&name).unwrap_or_default();
    let paths: Vec<&[PathStep]> = problems.iter().map(|p| &*p.at.path).collect();
    let places = positions(&text, &paths);
    let path = folder.path_of(&name);
    let mut located: Vec<LocatedProblem> = problems
        .into_iter()
        .zip(places)
        .map(|(problem, Position { line, column })| LocatedProblem { problem, path: path.clone(), line, column })
        .collect();
    located.sort_by_key(|l| (l.line, l.column));
    located
}

/// Returns the name of a file in its edition's folder.
pub(super) fn file_name(file: &InFile) -> String {
    match file {
        InFile::Edition => EDITION.to_owned(),
        InFile::Sources => SOURCES.to_owned(),
        // A layer is not in an edition's folder; whoever checks one knows its path.
        InFile::Layer => "layer.ron".to_owned(),
        InFile::Perspective(id) => format!("{id}.ron"),
    }
}
