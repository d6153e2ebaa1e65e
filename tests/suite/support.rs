//! The small edition in memory, which tests change, and running the program.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use parallax::storage::{FileFault, LoadError, LoadedEdition, LocatedProblem, load_texts};

/// The files of an edition as pairs of name and text.
#[derive(Clone, Debug)]
pub struct Texts(Vec<(String, String)>);

/// The edition in `tests/fixtures/small`: without problems, with one of every kind of entry.
pub fn small() -> Texts {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    Texts(vec![
        file("edition.ron", include_str!("../fixtures/small/edition.ron")),
        file("sources.ron", include_str!("../fixtures/small/sources.ron")),
        file("council.ron", include_str!("../fixtures/small/council.ron")),
        file("residents.ron", include_str!("../fixtures/small/residents.ron")),
    ])
}

/// The edition in `tests/fixtures/full`: without problems, with every field of the newest format.
pub fn full() -> Texts {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    Texts(vec![
        file("edition.ron", include_str!("../fixtures/full/edition.ron")),
        file("sources.ron", include_str!("../fixtures/full/sources.ron")),
        file("council.ron", include_str!("../fixtures/full/council.ron")),
        file("residents.ron", include_str!("../fixtures/full/residents.ron")),
    ])
}

impl Texts {
    /// Replaces a text that occurs once in a file.
    pub fn with(mut self, name: &str, old: &str, new: &str) -> Self {
        let (_, text) = self.0.iter_mut().find(|(n, _)| n == name).unwrap();
        assert_eq!(text.matches(old).count(), 1, "`{old}` must occur once in {name}");
        *text = text.replace(old, new);
        self
    }

    /// Replaces or adds a file.
    pub fn file(mut self, name: &str, text: &str) -> Self {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Removes a file.
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(n, _)| n != name);
        self
    }

    pub fn text(&self, name: &str) -> &str {
        &self.0.iter().find(|(n, _)| n == name).unwrap().1
    }

    pub fn load(&self) -> Result<LoadedEdition, LoadError> {
        let texts: Vec<(&str, &str)> = self.0.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        load_texts("small", &texts)
    }

    /// The faults and problems, as `parallax check` prints them but with their rules.
    pub fn lines(&self) -> String {
        match self.load() {
            Ok(loaded) => loaded.problems.iter().map(problem).collect::<Vec<_>>().join("\n"),
            Err(error) => lines_of(&error),
        }
    }

    /// Writes the files to a folder.
    pub fn write(&self, folder: &Path) {
        for (name, text) in &self.0 {
            fs::write(folder.join(name), text).unwrap();
        }
    }
}

/// The faults and then the problems of an error, as [`Texts::lines`] returns them.
pub fn lines_of(error: &LoadError) -> String {
    error.faults.iter().map(fault).chain(error.problems.iter().map(problem)).collect::<Vec<_>>().join("\n")
}

fn fault(fault: &FileFault) -> String {
    let FileFault { path, line, column, fault, hint } = fault;
    rendered(&format!("{}:{line}:{column}: error [{}]: {fault}", shown(path), fault.rule()), hint.as_deref())
}

fn problem(located: &LocatedProblem) -> String {
    let LocatedProblem { problem, path, line, column } = located;
    let severity = problem.severity.word();
    let line = format!("{}:{line}:{column}: {severity} [{}]: {}", shown(path), problem.rule, problem.message);
    rendered(&line, problem.hint.as_deref())
}

fn shown(path: &Path) -> String {
    path.strip_prefix("small").unwrap_or(path).display().to_string()
}

fn rendered(line: &str, hint: Option<&str>) -> String {
    hint.map_or_else(|| line.to_owned(), |hint| format!("{line}\n  hint: {hint}"))
}

/// Says on stderr, which the test harness does not capture, that a part of a test did not run and what it needs.
pub fn skipped(what: &str, needs: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "not run: {what}; it needs {needs}").unwrap();
}

/// The names of effects, in order.
pub fn names(effects: &[parallax::state::Effect]) -> Vec<&'static str> {
    effects.iter().map(Into::into).collect()
}

/// Runs the program.
pub fn parallax(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parallax")).args(arguments).output().unwrap()
}

/// Runs the program and returns its output: stdout, stderr if there is any, and the exit code.
pub fn output_of(arguments: &[&str]) -> String {
    let output = parallax(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let code = output.status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
    let err = if err.is_empty() { err } else { format!("stderr: {err}") };
    format!("{out}{err}exit {code}")
}
