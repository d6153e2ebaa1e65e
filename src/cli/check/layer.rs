//! Checking the file of the user's annotation layer.

use std::path::Path;

use super::{Finding, Report, problem_finding, shown};
use crate::model::check::check_layer;
use crate::model::problem::PathStep;
use crate::model::visible::with_marks;
use crate::model::{LAYER_FORMAT, Layer, Severity};
use crate::storage::atomic_file::EXTENSIONS;
use crate::storage::spans::{Position, positions, value_at};
use crate::storage::{LocatedProblem, read_file};

/// The largest layer in bytes; a larger file is not checked as one.
const MAX_LAYER_BYTES: usize = 16 * 1024 * 1024;

/// Returns the text of a file that is a layer: it names the edition that it belongs to, but is not an edition, a plan
/// or a brief. Returns `None` for every other file.
pub(in crate::cli) fn text_of(path: &Path) -> Option<String> {
    let ron = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    if !ron || path.file_name().is_some_and(|name| name == "edition.ron") || path.is_dir() {
        return None;
    }
    let text = String::from_utf8(read_file(path, MAX_LAYER_BYTES).ok()?).ok()?;
    let has = |field| value_at(&text, &[PathStep::Field(field)]).is_some();
    (has("edition") && !["article", "steps", "entries", "perspectives"].into_iter().any(has)).then_some(text)
}

pub(super) fn report(path: &Path, text: &str) -> Report {
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    let fault = |line, column, rule, message: String, hint: &str| Finding {
        path: shown(path),
        line,
        column,
        severity: Severity::Error.word(),
        rule,
        message: with_marks(&message).replace(['\n', '\t'], " "),
        hint: Some(hint.to_owned()),
    };
    let format = value_at(text, &[PathStep::Field("format")]);
    let format = format.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    if let Some(found) = format.and_then(|digits| digits.parse::<u32>().ok()).filter(|found| *found > LAYER_FORMAT) {
        let message = format!("expected format {LAYER_FORMAT} or an older one, but found {found}");
        let fault = fault(1, 1, "newer-format", message, "open it with a newer Parallax");
        return Report::unreadable(path, vec![fault]);
    }
    let layer = match options.from_str::<Layer>(text) {
        Ok(layer) => layer,
        Err(error) => {
            let (at, message) = (error.span.start, format!("expected a layer, but {}", error.code));
            let hint = "mend the place, or bring the file back from its copy, which ends in .bak";
            return Report::unreadable(path, vec![fault(at.line, at.col, "syntax", message, hint)]);
        }
    };
    let problems = check_layer(&layer);
    let paths: Vec<&[PathStep]> = problems.iter().map(|problem| &*problem.at.path).collect();
    let places = positions(text, &paths);
    let mut findings: Vec<Finding> = problems
        .into_iter()
        .zip(places)
        .map(|(problem, Position { line, column })| LocatedProblem { problem, path: path.to_owned(), line, column })
        .map(|located| problem_finding(&located))
        .collect();
    findings.sort_by_key(|finding| (finding.line, finding.column));
    Report {
        readable: true,
        sources: Some(layer.sources.len()),
        quotations: Some(layer.quotations.len()),
        ..Report::unreadable(path, findings)
    }
}
