//! `parallax check`: every fault and problem with its place, for people or as JSON.
//!
//! The JSON is one object: `{"editions": [{"path", "readable", "errors", "warnings", "paragraphs", "notes", "sources",
//! "problems": [{"path", "line", "column", "severity", "rule", "message", "hint"}]}]}`. The three counts are `null`
//! when the edition cannot be read; `hint` is `null` when there is none. The file of an annotation layer is reported in
//! the same list: it has `quotations` and `sources`, but neither paragraphs nor notes.

mod layer;

pub(super) use layer::text_of as layer_text;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::arguments::Format;
use super::{CLEAN, PROBLEMS, UNREADABLE};
use crate::model::visible::with_marks;
use crate::model::{Edition, Severity, counted};
use crate::storage::{EditionLocation, FileFault, LocatedProblem, load, load_built_in};

/// The whole output as JSON.
#[derive(Serialize)]
struct CheckOutput {
    editions: Vec<Report>,
}

/// The result for one edition or layer.
#[derive(Serialize)]
struct Report {
    path: String,
    readable: bool,
    errors: usize,
    warnings: usize,
    paragraphs: Option<usize>,
    notes: Option<usize>,
    sources: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotations: Option<usize>,
    problems: Vec<Finding>,
}

/// One fault or problem.
#[derive(Serialize)]
struct Finding {
    path: String,
    line: usize,
    column: usize,
    severity: &'static str,
    rule: &'static str,
    message: String,
    hint: Option<String>,
}

/// Checks the editions and layers at these paths, prints what was found, and returns the exit code.
pub(super) fn run(paths: &[PathBuf], format: Format, out: &mut impl Write) -> io::Result<u8> {
    let mut reports = Vec::new();
    let mut code = CLEAN;
    for path in paths {
        let report = report(path);
        code = code.max(match report {
            Report { readable: false, .. } => UNREADABLE,
            Report { problems: ref p, .. } if p.is_empty() => CLEAN,
            _ => PROBLEMS,
        });
        if format == Format::Human {
            write_text(&report, paths.len() > 1, out)?;
        } else {
            reports.push(report);
        }
    }
    if format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &CheckOutput { editions: reports })?;
        writeln!(out)?;
    }
    Ok(code)
}

fn report(path: &Path) -> Report {
    if let Some(text) = layer::text_of(path) {
        return layer::report(path, &text);
    }
    let loaded = match EditionLocation::of_argument(path) {
        EditionLocation::BuiltIn(id) => load_built_in(&id),
        EditionLocation::Folder(path) => load(&path),
    };
    let (edition, faults, located) = match loaded {
        Ok(loaded) => (Some(loaded.edition), Vec::new(), loaded.problems),
        Err(error) => (None, error.faults, error.problems),
    };
    let problems: Vec<Finding> = faults.iter().map(fault_finding).chain(located.iter().map(problem_finding)).collect();
    let edition_count = |count: fn(&Edition) -> usize| edition.as_ref().map(count);
    Report {
        readable: edition.is_some(),
        paragraphs: edition_count(|e| e.paragraphs().len()),
        notes: edition_count(|e| e.perspectives().iter().map(|p| p.notes.len()).sum()),
        sources: edition_count(|e| e.sources().len()),
        ..Report::unreadable(path, problems)
    }
}

impl Report {
    /// Creates the report on what cannot be read, and has no counts.
    fn unreadable(path: &Path, problems: Vec<Finding>) -> Self {
        let count = |severity: Severity| problems.iter().filter(|finding| finding.severity == severity.word()).count();
        Self {
            path: shown(path),
            readable: false,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            paragraphs: None,
            notes: None,
            sources: None,
            quotations: None,
            problems,
        }
    }
}

/// Returns a path for printing, in which no character can move the cursor or change the direction of the text.
fn shown(path: &Path) -> String {
    with_marks(&path.to_string_lossy()).replace('\n', "[U+000A]")
}

fn fault_finding(fault: &FileFault) -> Finding {
    Finding {
        path: shown(&fault.path),
        line: fault.line,
        column: fault.column,
        severity: Severity::Error.word(),
        rule: fault.fault.rule(),
        message: with_marks(&fault.fault.to_string()).into_owned(),
        hint: fault.hint.clone(),
    }
}

fn problem_finding(located: &LocatedProblem) -> Finding {
    let problem = &located.problem;
    Finding {
        path: shown(&located.path),
        line: located.line,
        column: located.column,
        severity: problem.severity.word(),
        rule: problem.rule,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
    }
}

/// Writes a report for people; `named` puts the path before the summary.
fn write_text(report: &Report, named: bool, out: &mut impl Write) -> io::Result<()> {
    for Finding { path, line, column, severity, rule: _, message, hint } in &report.problems {
        writeln!(out, "{path}:{line}:{column}: {severity}: {message}")?;
        if let Some(hint) = hint {
            writeln!(out, "  hint: {hint}")?;
        }
    }
    if named {
        write!(out, "{}: ", report.path)?;
    }
    writeln!(out, "{}", summary(report))
}

fn summary(report: &Report) -> String {
    let Report { errors, warnings, paragraphs, notes, sources, quotations, .. } = report;
    if *errors + *warnings > 0 {
        let mut parts = Vec::new();
        for (count, word) in [(*errors, "error"), (*warnings, "warning")] {
            if count > 0 {
                parts.push(counted(count, word));
            }
        }
        return parts.join(", ");
    }
    let count = |count: &Option<usize>, word| counted(count.unwrap_or_default(), word);
    if quotations.is_some() {
        return format!("clean: {}, {}", count(quotations, "quotation"), count(sources, "source"));
    }
    format!("clean: {}, {}, {}", count(paragraphs, "paragraph"), count(notes, "note"), count(sources, "source"))
}
