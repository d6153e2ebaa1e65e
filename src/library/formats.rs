//! Formats of rounds: those inside the program, and those that a person writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::model::round::{ROUND_FORMAT_FORMAT, RoundFormat};

use super::diagnose::{DEEPEST, diagnose};
use super::keep::{self, EXTENSIONS, format_of};
use super::spans;
use super::{Fault, FileFault, is_there, put, read_file};

/// The largest format, in bytes: two hundred speeches and their comments.
const LARGEST_FORMAT: usize = 1024 * 1024;

/// Formats of a person's own that are read.
const MOST_FORMATS: usize = 100;

/// The formats inside the program, in the order they are offered.
const SHIPPED: [(&str, &str); 6] = [
    ("policy.ron", include_str!("../../assets/formats/policy.ron")),
    ("lincoln-douglas.ron", include_str!("../../assets/formats/lincoln-douglas.ron")),
    ("public-forum.ron", include_str!("../../assets/formats/public-forum.ron")),
    ("british-parliamentary.ron", include_str!("../../assets/formats/british-parliamentary.ron")),
    ("congress.ron", include_str!("../../assets/formats/congress.ron")),
    ("free.ron", include_str!("../../assets/formats/free.ron")),
];

/// The formats inside the program.
pub fn round_formats() -> &'static [RoundFormat] {
    static FORMATS: OnceLock<Vec<RoundFormat>> = OnceLock::new();
    FORMATS.get_or_init(|| {
        // A test reads every one of them.
        SHIPPED.iter().filter_map(|(name, text)| round_format(Path::new(name), text).ok()).collect()
    })
}

/// Reads a format that a person wrote.
///
/// # Errors
/// Every fault with its line, column and mend.
pub fn open_round_format(path: &Path) -> Result<RoundFormat, Vec<FileFault>> {
    let fault = |fault| vec![FileFault::whole(path.to_owned(), fault)];
    let bytes = read_file(path, LARGEST_FORMAT).map_err(|error| fault(Fault::Syntax(error)))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| fault(Fault::Syntax("expected a format as text in UTF-8; save it again so".to_owned())))?;
    round_format(path, &text)
}

/// The formats in a folder that a person keeps their own in, by their names, and what is wrong with the others, a
/// sentence each. A folder that is not there has none.
pub fn round_formats_in(folder: &Path) -> (Vec<RoundFormat>, Vec<String>) {
    let (mut formats, mut faults) = (Vec::new(), Vec::new());
    let Ok(entries) = fs::read_dir(folder) else { return (formats, faults) };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "ron")).collect();
    paths.sort();
    if paths.len() > MOST_FORMATS {
        let all = paths.len();
        faults.push(format!("only the first {MOST_FORMATS} of {all} files by name were read: {}", folder.display()));
    }
    for path in paths.iter().take(MOST_FORMATS) {
        match open_round_format(path) {
            Ok(format) => formats.push(format),
            Err(wrong) => faults.extend(wrong.first().map(ToString::to_string)),
        }
    }
    formats.sort_by(|one, other| one.name.cmp(&other.name));
    (formats, faults)
}

/// Writes a format into a folder, as a file that a person can change; where.
///
/// # Errors
/// A sentence with the path, when the disk refuses.
pub fn create_round_format(folder: &Path, format: &RoundFormat) -> Result<PathBuf, String> {
    let first = "// A format of a round. Change any number here; Parallax reads it when a round is begun.\n";
    let text = format!("{first}{}", keep::to_ron(format).map_err(|error| error.to_string())?);
    let path = (1..)
        .map(|n| folder.join(if n == 1 { format!("{}.ron", format.id) } else { format!("{}-{n}.ron", format.id) }))
        .find(|path| !is_there(path))
        .unwrap_or_default();
    fs::create_dir_all(folder).map_err(|error| format!("{error}: {}", folder.display()))?;
    put(&path, text.as_bytes(), false).map_err(|error| error.to_string())?;
    Ok(path)
}

/// Reads a format from its text; the path is only named.
///
/// # Errors
/// Every fault with its line, column and mend.
pub fn round_format(path: &Path, text: &str) -> Result<RoundFormat, Vec<FileFault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = |fault| vec![FileFault::whole(path.to_owned(), fault)];
    if text.trim().is_empty() {
        return Err(whole(Fault::Empty("the format of a round")));
    }
    if let Some(found) = format_of(text).filter(|found| *found > ROUND_FORMAT_FORMAT) {
        return Err(whole(Fault::Newer { found: found.to_string() }));
    }
    let options = ron::Options::default().with_default_extension(EXTENSIONS).with_recursion_limit(DEEPEST);
    let format: RoundFormat = options.from_str(text).map_err(|error| vec![diagnose(path.to_owned(), text, &error)])?;
    let faults: Vec<FileFault> = format
        .faults()
        .into_iter()
        .map(|fault| {
            let at = spans::position(text, &fault.at);
            let whole = FileFault::whole(path.to_owned(), Fault::Syntax(fault.message));
            FileFault { line: at.line, column: at.column, ..whole }
        })
        .collect();
    if faults.is_empty() { Ok(format) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{SHIPPED, open_round_format, round_format, round_formats};
    use crate::model::round::{Columns, Side};

    /// The text of the free format.
    fn free() -> &'static str {
        SHIPPED.iter().find(|(name, _)| *name == "free.ron").unwrap().1
    }

    fn told(text: &str) -> Vec<String> {
        round_format(Path::new("mine.ron"), text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_format_inside_the_program_is_whole() {
        for (name, text) in SHIPPED {
            let format = round_format(Path::new(name), text).map_err(|faults| faults[0].to_string()).unwrap();
            assert_eq!(name.strip_suffix(".ron"), Some(format.id.as_str()), "{name} is named by its id");
            assert!(text.starts_with("// "), "{name} says where its times come from");
            let columns = Columns::new(&format);
            for side in Side::ALL {
                assert!(columns.all().iter().any(|column| column.side == side), "{name}");
            }
        }
        assert_eq!(round_formats().len(), SHIPPED.len());
    }

    #[test]
    fn the_usual_times_are_those_of_the_rule_books() {
        let minutes = |id: &str| -> Vec<f32> {
            let format = round_formats().iter().find(|format| format.id == id).unwrap();
            format.speeches.iter().map(|speech| speech.minutes).collect()
        };
        assert_eq!(minutes("policy"), [8., 3., 8., 3., 8., 3., 8., 3., 5., 5., 5., 5.]);
        assert_eq!(minutes("lincoln-douglas"), [6., 3., 7., 3., 4., 6., 3.]);
        assert_eq!(minutes("public-forum"), [4., 4., 3., 4., 4., 3., 3., 3., 3., 2., 2.]);
        assert_eq!(minutes("british-parliamentary"), [7.0; 8]);
        let prep: Vec<Option<f32>> = round_formats().iter().map(|format| format.prep).collect();
        assert_eq!(prep, [Some(8.0), Some(4.0), Some(3.0), None, None, Some(2.0)]);
    }

    #[test]
    fn a_format_by_hand_with_mistakes_is_told_where_and_what() {
        let one = |speech: &str| {
            format!("(format: 1, id: \"mine\", name: \"Mine\", sides: [(\"A\", \"B\")],\n speeches: [\n  {speech}\n ])")
        };
        for (speech, told_of) in [
            (
                r#"(short: "A1", name: "Case", side: First, minutes: 4, kind: Constructiv)"#,
                "expected a kind of speech, one of `Constructive`, `Rebuttal`, `CrossExamination`, `Speech` or `Questioning`, \
                 but found `Constructiv` (did you mean `Constructive`?), mine.ron:3:",
            ),
            (
                r#"(short: "A1", name: "Case", side: First, minutes: 400, kind: Speech)"#,
                "expected 0.1 to 120 minutes, but found 400, mine.ron:3:53",
            ),
            (
                r#"(short: "", name: "Case", side: First, minutes: 4, kind: Speech, column: "A")"#,
                "expected `short`, but it is empty, mine.ron:3:11",
            ),
            (
                r#"(short: "A1", name: "Case", minutes: 4, kind: Speech)"#,
                "expected `side`, because A1 is a column of the flow; or write column: \"\", mine.ron:3:3",
            ),
            (
                r#"(short: "A1", name: "Case", side: First, team: 2, minutes: 4, kind: Speech)"#,
                "expected the place of one of 0 teams, counted from 0, but found 2, mine.ron:3:50",
            ),
        ] {
            let told = told(&one(speech));
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].starts_with(told_of), "{}", told[0]);
        }
        assert!(told("(format: 9, id: 3)")[0].contains("newer Parallax"));
        assert!(told("  ")[0].contains("the file is empty"));
        let both = r#"(short: "X", name: "One", side: First, minutes: 4, kind: Speech),
  (short: "X", name: "Two", side: Second, minutes: 0, kind: Speech)"#;
        let told = told(&one(both));
        assert_eq!(told.len(), 2, "every fault is told: {told:?}");
        assert!(told[1].contains("`X` is one of the other side") && told[1].ends_with("mine.ron:4:3"), "{}", told[1]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_with_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let told = open_round_format(&dir.path().join("none.ron")).unwrap_err();
        assert!(told[0].to_string().contains("none.ron:1:1"), "{}", told[0]);
        let path = dir.path().join("mine.ron");
        std::fs::write(&path, free()).unwrap();
        assert_eq!(open_round_format(&path).unwrap().id, "free");
    }

    #[test]
    fn more_formats_than_are_read_are_told() {
        let dir = tempfile::tempdir().unwrap();
        for number in 0..=super::MOST_FORMATS {
            let text = free();
            std::fs::write(dir.path().join(format!("{number:03}.ron")), text).unwrap();
        }
        let (formats, faults) = super::round_formats_in(dir.path());
        assert_eq!(formats.len(), super::MOST_FORMATS);
        assert!(faults[0].starts_with("only the first 100 of 101 files"), "{faults:?}");
    }
}
