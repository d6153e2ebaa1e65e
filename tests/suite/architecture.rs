//! The architecture rules: which modules may use which, which crates each may name, and how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// The maximum length of a file in lines.
const MAX_LINES: usize = 600;

/// The top-level modules that each one may use beside itself.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("model", &[]),
    ("align", &["model"]),
    ("search", &["model"]),
    ("storage", &["model"]),
    ("import", &["model"]),
    ("export", &["model"]),
    ("cli", &["model", "align", "search", "storage", "import", "export"]),
    ("state", &["model", "align", "search", "storage", "import", "export"]),
    ("ui", &["model", "align", "search", "storage", "import", "export", "state"]),
    ("platform", &["model", "align", "search", "storage", "import", "export", "state", "ui"]),
    ("main", &["model", "align", "search", "storage", "import", "export", "state", "ui", "platform", "cli"]),
];

/// What stands at the top of the repository beside files and folders whose names begin with a dot.
const TOP_LEVEL: [&str; 7] = ["Cargo.lock", "Cargo.toml", "README.md", "assets", "perspectives", "src", "tests"];

/// Names that only some modules may use.
const RESTRICTED: [(&[&str], &[&str]); 3] = [
    (&["egui::", "eframe::"], &["ui", "platform", "main"]),
    (&["rfd::"], &["platform"]),
    (&["std::fs", "fs::", "File::open", "File::create"], &["storage", "platform", "cli"]),
];

/// The features of the state, each a folder. One changes only itself, so it names neither another nor the whole state.
const FEATURES: [&str; 6] = ["annotations", "brief", "copy", "presentation", "reader", "round"];

/// Ways to read a clock. Where they are not allowed, the time comes in with an action.
const CLOCKS: [&str; 4] = ["SystemTime", "Instant::now", "jiff::", "storage::today"];

/// The modules that read no clock.
const WITHOUT_CLOCK: [&str; 2] = ["state", "ui"];

/// Returns the violations in one file, given its path in `src`.
fn violations(path: &str, text: &str) -> Vec<String> {
    let module = module_of(path);
    let mut violations = Vec::new();
    let lines = text.lines().count();
    if lines > MAX_LINES {
        violations.push(format!("{path} has {lines} lines, more than {MAX_LINES}"));
    }
    // Comments are cut off, but lines stay, so that line numbers are right.
    let code: Vec<String> = text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned()).collect();
    let code = code.join("\n");
    let line_of = |at: usize| code[..at].matches('\n').count() + 1;
    let may_use = MAY_USE.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, may)| may);
    for (at, used) in used_modules(&code, depth_of(path)) {
        if used != module && !may_use.contains(&used) && module != "lib" {
            violations.push(format!("{path}:{}: {module} uses {used}", line_of(at)));
        }
    }
    for (names, modules) in RESTRICTED {
        if let Some((at, name)) = names.iter().find_map(|name| Some((find_name(&code, name)?, name)))
            && !modules.contains(&module)
        {
            violations.push(format!("{path}:{}: {module} names {name}", line_of(at)));
        }
    }
    if WITHOUT_CLOCK.contains(&module)
        && let Some((at, name)) = CLOCKS.iter().find_map(|name| Some((find_name(&code, name)?, name)))
    {
        violations.push(format!("{path}:{}: {module} reads a clock: {name}", line_of(at)));
    }
    violations.extend(feature_violations(path, &code).into_iter().map(|(at, what)| {
        let line = line_of(at);
        format!("{path}:{line}: {what}")
    }));
    violations
}

/// Returns where a feature of the state names another one or the whole state.
fn feature_violations(path: &str, code: &str) -> Vec<(usize, String)> {
    let Some(feature) = path.strip_prefix("state/").and_then(|rest| rest.split('/').next()) else { return Vec::new() };
    if !FEATURES.contains(&feature) {
        return Vec::new();
    }
    let mut found: Vec<(usize, String)> =
        find_name(code, "AppState").into_iter().map(|at| (at, format!("{feature} names the whole state"))).collect();
    let supers = "super::".repeat(depth_of(path) - 1);
    for start in ["crate::state::", supers.as_str()] {
        for (at, _) in code.match_indices(start).filter(|(at, _)| !code[..*at].ends_with("super::")) {
            let words = first_words(&code[at + start.len()..]);
            let others = words.into_iter().filter(|word| *word != feature && FEATURES.contains(word));
            found.extend(others.map(|other| (at, format!("{feature} names {other}"))));
        }
    }
    found
}

/// Returns the number of `super::` that lead from a file to the root of the crate.
fn depth_of(path: &str) -> usize {
    path.split('/').filter(|name| *name != "mod.rs").count()
}

fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// Returns the top-level modules that a file names, with their offsets: `crate::ui`, `parallax::ui`, `crate::{model, ui}`
/// over any number of lines, and `super::super::ui` when that leads to the root.
fn used_modules(code: &str, depth: usize) -> Vec<(usize, &'static str)> {
    let supers = "super::".repeat(depth);
    let mut used = Vec::new();
    for start in ["crate::", "parallax::", &supers] {
        for (at, _) in code.match_indices(start) {
            for word in first_words(&code[at + start.len()..]) {
                used.extend(MAY_USE.iter().filter(|(name, _)| *name == word).map(|(name, _)| (at, *name)));
            }
        }
    }
    used
}

/// Returns the first segment of a path, or of every path in its braces.
fn first_words(rest: &str) -> Vec<&str> {
    let word = |text: &'_ str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let Some(list) = rest.strip_prefix('{') else { return vec![&rest[..word(rest)]] };
    let (mut words, mut depth, mut fresh) = (Vec::new(), 0, true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                words.push(&list[at..at + word(&list[at..])]);
                fresh = false;
            }
            _ => {}
        }
    }
    words
}

/// Returns the offset of the first occurrence of a name that is not the end of a longer name.
fn find_name(code: &str, name: &str) -> Option<usize> {
    let is_whole = |at: &usize| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices(name).map(|(at, _)| at).find(is_whole)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_file_follows_the_rules() {
    let mut found = Vec::new();
    for file in rust_files(Path::new("src")) {
        let path = file.strip_prefix("src").unwrap().to_str().unwrap().replace('\\', "/");
        found.extend(violations(&path, &fs::read_to_string(&file).unwrap()));
    }
    for file in rust_files(Path::new("tests")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        if lines > MAX_LINES {
            found.push(format!("{} has {lines} lines, more than {MAX_LINES}", file.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_else_stands_at_the_top_of_the_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ignored = fs::read_to_string(root.join(".gitignore")).unwrap();
    let ignored: Vec<&str> = ignored.lines().filter_map(|line| line.strip_prefix('/')).collect();
    let names = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let others: Vec<String> = names
        .filter(|name| !name.starts_with('.'))
        .filter(|name| !TOP_LEVEL.contains(&name.as_str()) && !ignored.contains(&name.as_str()))
        .collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn every_top_level_module_has_a_rule() {
    for entry in fs::read_dir("src").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = module_of(&name);
        assert!(module == "lib" || MAY_USE.iter().any(|(known, _)| *known == module), "{module} has no row in MAY_USE");
    }
}

#[test]
fn violations_are_found() {
    for (path, text, violation) in [
        ("model/rows.rs", "use crate::state::AppState;", "model/rows.rs:1: model uses state"),
        ("storage/load.rs", "\nuse crate::search::Needle;", "storage/load.rs:2: storage uses search"),
        ("state/mod.rs", "fn f(ui: &crate::ui::Look) {}", "state/mod.rs:1: state uses ui"),
        ("ui/mod.rs", "use crate::{model::Edition, platform::App};", "ui/mod.rs:1: ui uses platform"),
        ("cli/mod.rs", "use crate::state::AppState;", "cli/mod.rs:1: cli uses state"),
        ("ui/a.rs", "use crate::{\n    model::{Edition, Note},\n    platform::App,\n};", "ui/a.rs:1: ui uses platform"),
        ("model/mod.rs", "use super::state;", "model/mod.rs:1: model uses state"),
        ("model/check/ids.rs", "use super::super::super::ui;", "model/check/ids.rs:1: model uses ui"),
        ("state/rows.rs", "fn f(ui: &mut egui::Ui) {}", "state/rows.rs:1: state names egui::"),
        ("ui/mod.rs", "let file = rfd::FileDialog::new();", "ui/mod.rs:1: ui names rfd::"),
        ("model/mod.rs", "use std::fs;", "model/mod.rs:1: model names std::fs"),
        ("ui/mod.rs", "let t = Instant::now();", "ui/mod.rs:1: ui reads a clock: Instant::now"),
        ("state/a.rs", "use std::time::SystemTime;", "state/a.rs:1: state reads a clock: SystemTime"),
        ("state/brief/mod.rs", "use super::{AppState, Effect};", "state/brief/mod.rs:1: brief names the whole state"),
        ("state/brief/mod.rs", "use super::round::Field;", "state/brief/mod.rs:1: brief names round"),
        (
            "state/round/send.rs",
            "\nuse crate::state::{brief::Candidate, Effect};",
            "state/round/send.rs:2: round names brief",
        ),
        (
            "state/copy/review.rs",
            "use super::super::{AppState, Notice};",
            "state/copy/review.rs:1: copy names the whole state",
        ),
        ("state/round/send.rs", "use super::super::annotations;", "state/round/send.rs:1: round names annotations"),
    ] {
        assert_eq!(violations(path, text), [violation], "{text}");
    }
    assert_eq!(violations("model/a.rs", &"\n".repeat(601)), ["model/a.rs has 601 lines, more than 600"]);
}

#[test]
fn code_that_follows_the_rules_has_no_violations() {
    for (path, text) in [
        ("storage/load.rs", "use std::fs;\nuse crate::model::Edition;"),
        ("ui/mod.rs", "use crate::state::AppState;\nuse egui::Ui;"),
        ("main.rs", "use parallax::cli::{self, Outcome};"),
        ("model/mod.rs", "// See crate::ui and std::fs."),
        ("state/mod.rs", "use crate::model_of_something;"),
        ("lib.rs", "pub mod ui;"),
        ("state/mod.rs", "use super::model::Edition;"),
        ("ui/mod.rs", "use crate::{model::Edition, state::{AppState, platform}};"),
        ("state/brief/mod.rs", "use super::{Effect, feature::Outcome};\nuse crate::state::brief::BriefAction;"),
        ("state/brief/mod.rs", "use crate::export::brief::BriefFormat;\nuse crate::model::round::Round;"),
        ("state/update/round_screen.rs", "use crate::state::{AppState, brief, round};"),
        ("platform/app.rs", "let now = Instant::now();"),
    ] {
        assert_eq!(violations(path, text), Vec::<String>::new(), "{text}");
    }
}

/// Files in which every variant is decided by name: a new effect or command does not compile until it is.
const WITHOUT_WILDCARD: [&str; 4] = [
    "src/platform/perform.rs",
    "src/platform/exports.rs",
    "src/platform/file_dialogs.rs",
    "src/state/command/table.rs",
];

#[test]
fn effects_commands_and_dialogs_are_decided_one_by_one() {
    for path in WITHOUT_WILDCARD {
        let text = fs::read_to_string(path).unwrap();
        assert!(!text.contains("_ =>"), "{path} has a wildcard arm");
    }
}

#[test]
fn effects_are_performed_without_reading_the_state() {
    let text = fs::read_to_string("src/platform/perform.rs").unwrap();
    assert!(
        !text.contains("self.state"),
        "an effect carries what it needs; what is open may be another document by now"
    );
}

/// See `.cargo/build.rs`.
#[cfg(all(target_os = "linux", target_env = "gnu", not(target_feature = "crt-static")))]
#[test]
fn the_program_is_linked_at_a_fixed_address() {
    use std::io::Read as _;

    let mut header = [0; 18];
    std::fs::File::open(env!("CARGO_BIN_EXE_parallax")).unwrap().read_exact(&mut header).unwrap();
    let kind = u16::from_ne_bytes([header[16], header[17]]);
    assert_eq!(kind, 2, "the type in the ELF header is not ET_EXEC");
}
