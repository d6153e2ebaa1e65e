//! Formats of debate rounds: those inside the program, and those that a user writes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::model::round::{ROUND_FORMAT_FORMAT, RoundFormat};

use super::atomic_file::{self, EXTENSIONS, format_of};
use super::diagnose::{MAX_DEPTH, diagnose};
use super::spans;
use super::{Fault, FileFault, SaveError, WriteExportError, is_taken, read_file, write_export};

/// The largest file of a format in bytes: two hundred speeches and their comments.
const MAX_FORMAT_BYTES: usize = 1024 * 1024;

/// The number of the user's own formats that are read.
const MAX_FORMATS: usize = 100;

/// The files of the formats inside the program, in the order in which the window offers them.
const SHIPPED: [(&str, &str); 6] = [
    ("policy.ron", include_str!("../../assets/formats/policy.ron")),
    ("lincoln-douglas.ron", include_str!("../../assets/formats/lincoln-douglas.ron")),
    ("public-forum.ron", include_str!("../../assets/formats/public-forum.ron")),
    ("british-parliamentary.ron", include_str!("../../assets/formats/british-parliamentary.ron")),
    ("congress.ron", include_str!("../../assets/formats/congress.ron")),
    ("free.ron", include_str!("../../assets/formats/free.ron")),
];

/// Why [`create_round_format`] failed.
#[derive(Debug, thiserror::Error)]
pub enum CreateFormatError {
    /// The format cannot be written as RON.
    #[error(transparent)]
    Serialize(#[from] SaveError),
    /// The folder could not be created.
    #[error("{source}: {}", folder.display())]
    Folder {
        /// The error of the system.
        source: io::Error,
        /// The folder.
        folder: PathBuf,
    },
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteExportError),
}

/// Returns the formats inside the program, in the order in which the window offers them.
pub fn round_formats() -> &'static [RoundFormat] {
    static FORMATS: OnceLock<Vec<RoundFormat>> = OnceLock::new();
    FORMATS.get_or_init(|| {
        // A test parses every one of them, so none is left out here.
        SHIPPED.iter().filter_map(|(name, text)| parse_round_format(Path::new(name), text).ok()).collect()
    })
}

/// Reads a format that a user wrote.
///
/// # Errors
/// Returns every fault of the file, each with its line, its column and a hint.
pub fn open_round_format(path: &Path) -> Result<RoundFormat, Vec<FileFault>> {
    let fault = |fault| vec![FileFault::whole(path.to_owned(), fault)];
    let bytes = read_file(path, MAX_FORMAT_BYTES).map_err(|error| fault(Fault::Syntax(error.to_string())))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| fault(Fault::Syntax("expected a format as text in UTF-8; save it again so".to_owned())))?;
    parse_round_format(path, &text)
}

/// Reads the user's own formats in a folder, sorted by name. The strings are warnings: the first fault of each file
/// that is not a format, and that there are more than 100 files. A folder that does not exist has no formats.
pub fn round_formats_in(folder: &Path) -> (Vec<RoundFormat>, Vec<String>) {
    let (mut formats, mut faults) = (Vec::new(), Vec::new());
    let Ok(entries) = fs::read_dir(folder) else { return (formats, faults) };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "ron")).collect();
    paths.sort();
    if paths.len() > MAX_FORMATS {
        let all = paths.len();
        faults.push(format!("only the first {MAX_FORMATS} of {all} files by name were read: {}", folder.display()));
    }
    for path in paths.iter().take(MAX_FORMATS) {
        match open_round_format(path) {
            Ok(format) => formats.push(format),
            Err(wrong) => faults.extend(wrong.first().map(ToString::to_string)),
        }
    }
    formats.sort_by(|one, other| one.name.cmp(&other.name));
    (formats, faults)
}

/// Writes a format to a new file in a folder, named after its id, and returns the path.
///
/// # Errors
/// Returns an error when the format cannot be serialized, or when the system refuses to write the folder or the file.
pub fn create_round_format(folder: &Path, format: &RoundFormat) -> Result<PathBuf, CreateFormatError> {
    let comment = "// A format of a round. Change any number here; Parallax reads it when a round is begun.\n";
    let text = format!("{comment}{}", atomic_file::to_ron(format)?);
    let path = (1..)
        .map(|n| folder.join(if n == 1 { format!("{}.ron", format.id) } else { format!("{}-{n}.ron", format.id) }))
        .find(|path| !is_taken(path))
        .unwrap_or_default();
    fs::create_dir_all(folder).map_err(|source| CreateFormatError::Folder { source, folder: folder.to_owned() })?;
    write_export(&path, text.as_bytes(), false)?;
    Ok(path)
}

/// Parses a format; the path is only used in messages.
///
/// # Errors
/// As [`open_round_format`].
fn parse_round_format(path: &Path, text: &str) -> Result<RoundFormat, Vec<FileFault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = |fault| vec![FileFault::whole(path.to_owned(), fault)];
    if text.trim().is_empty() {
        return Err(whole(Fault::Empty("the format of a round")));
    }
    if let Some(found) = format_of(text).filter(|found| *found > ROUND_FORMAT_FORMAT) {
        return Err(whole(Fault::Newer { found: found.to_string() }));
    }
    let options = ron::Options::default().with_default_extension(EXTENSIONS).with_recursion_limit(MAX_DEPTH);
    let format: RoundFormat = options.from_str(text).map_err(|error| vec![diagnose(path.to_owned(), text, &error)])?;
    let faults: Vec<FileFault> = format
        .faults()
        .into_iter()
        .map(|fault| {
            let place = spans::position(text, &fault.at);
            FileFault::at(path.to_owned(), place, Fault::Syntax(fault.message))
        })
        .collect();
    if faults.is_empty() { Ok(format) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{SHIPPED, open_round_format, parse_round_format, round_formats};
    use crate::model::round::{Columns, Side};

    fn free_format() -> &'static str {
        SHIPPED.iter().find(|(name, _)| *name == "free.ron").unwrap().1
    }

    fn messages(text: &str) -> Vec<String> {
        parse_round_format(Path::new("mine.ron"), text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_format_inside_the_program_is_valid() {
        for (name, text) in SHIPPED {
            let format = parse_round_format(Path::new(name), text).map_err(|faults| faults[0].to_string()).unwrap();
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
    fn every_mistake_in_a_format_is_reported_with_its_place() {
        let one = |speech: &str| {
            format!("(format: 1, id: \"mine\", name: \"Mine\", sides: [(\"A\", \"B\")],\n speeches: [\n  {speech}\n ])")
        };
        for (speech, expected) in [
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
            let messages = messages(&one(speech));
            assert_eq!(messages.len(), 1, "{messages:?}");
            assert!(messages[0].starts_with(expected), "{}", messages[0]);
        }
        assert!(messages("(format: 9, id: 3)")[0].contains("newer Parallax"));
        assert!(messages("  ")[0].contains("the file is empty"));
        let both = r#"(short: "X", name: "One", side: First, minutes: 4, kind: Speech),
  (short: "X", name: "Two", side: Second, minutes: 0, kind: Speech)"#;
        let messages = messages(&one(both));
        assert_eq!(messages.len(), 2, "every fault is reported: {messages:?}");
        assert!(messages[1].contains("`X` is one of the other side"), "{}", messages[1]);
        assert!(messages[1].ends_with("mine.ron:4:3"), "{}", messages[1]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_reported_with_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let faults = open_round_format(&dir.path().join("none.ron")).unwrap_err();
        assert!(faults[0].to_string().contains("none.ron:1:1"), "{}", faults[0]);
        let path = dir.path().join("mine.ron");
        std::fs::write(&path, free_format()).unwrap();
        assert_eq!(open_round_format(&path).unwrap().id, "free");
    }

    #[test]
    fn more_formats_than_the_maximum_are_reported() {
        let dir = tempfile::tempdir().unwrap();
        for number in 0..=super::MAX_FORMATS {
            let text = free_format();
            std::fs::write(dir.path().join(format!("{number:03}.ron")), text).unwrap();
        }
        let (formats, faults) = super::round_formats_in(dir.path());
        assert_eq!(formats.len(), super::MAX_FORMATS);
        assert!(faults[0].starts_with("only the first 100 of 101 files"), "{faults:?}");
    }
}
