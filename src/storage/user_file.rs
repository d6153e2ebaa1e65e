//! Files that the reader may also write by hand: plans and briefs. Written anew by the program, they leave what a person
//! wrote beside them.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic_file::{self, EXTENSIONS, SaveError, Stored};
use super::read_file;
use super::write_export::{WriteExportError, write_export};

/// Versions by hand that are kept; then the last one is written over.
const MOST_BY_HAND: usize = 99;

/// A kind of file that a person may write too.
pub trait UserFile: Serialize + DeserializeOwned {
    /// What it is called in a sentence: `plan`.
    const NAME: &'static str;
    /// The version of its format.
    const FORMAT: u32;
    /// The most bytes it may have; more is damage.
    const LARGEST: u64 = 16 * 1024 * 1024;
}

/// The thing kept in a file; none when there is none yet.
///
/// # Errors
/// A sentence with the path, when there is one that cannot be read. A damaged one is set aside first.
pub fn read_user_file<T: UserFile>(path: &Path) -> Result<Option<T>, String> {
    let (name, shown) = (T::NAME, path.display());
    match atomic_file::read_within::<T>(path, T::FORMAT, T::LARGEST) {
        Stored::Missing => Ok(None),
        Stored::Intact(value) | Stored::FromBackup(value) => Ok(Some(value)),
        // An older one in its place would be used without a word.
        Stored::Damaged { value, aside, fault } => {
            let before = if value.is_some() { "; the version before it is beside it as .bak" } else { "" };
            Err(format!("The {name} could not be read: {fault}. It was set aside{before}: {}", aside.display()))
        }
        Stored::Newer(found) => Err(format!(
            "The {name} was written by a newer Parallax (format {found}, this one knows {}) and is left as it is: {shown}",
            T::FORMAT
        )),
        Stored::Locked { fault, .. } => Err(format!("The {name} could not be read ({fault}): {shown}")),
    }
}

/// Reads a file where it stands, whatever is in it, and never touches it.
///
/// # Errors
/// A sentence with the path, the line and the column, when it cannot be read or is none.
pub(super) fn open_user_file<T: UserFile>(path: &Path) -> Result<T, String> {
    let (name, shown) = (T::NAME, path.display());
    let most = usize::try_from(T::LARGEST).unwrap_or(usize::MAX);
    let text = read_file(path, most).map_err(|error| format!("The {name} could not be read ({error}): {shown}"))?;
    let text = String::from_utf8(text).map_err(|_| format!("expected a {name} as text in UTF-8: {shown}"))?;
    if let Some(found) = atomic_file::format_of(&text).filter(|found| *found > T::FORMAT) {
        let known = T::FORMAT;
        return Err(format!(
            "the {name} was written by a newer Parallax (format {found}, this one knows {known}): {shown}"
        ));
    }
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    options.from_str::<T>(&text).map_err(|error| {
        let at = error.span.start;
        format!("{shown}:{}:{}: error: {}; expected a {name}, as the window writes it", at.line, at.col, error.code)
    })
}

/// Writes a file. What a person wrote there by hand is kept beside it, comments and all.
///
/// # Errors
/// When the disk refuses, or a newer program wrote the file.
pub fn write_user_file<T: UserFile>(path: &Path, value: &T) -> Result<(), String> {
    let (name, shown) = (T::NAME, path.display());
    match atomic_file::read_within::<T>(path, T::FORMAT, T::LARGEST) {
        Stored::Newer(_) => {
            return Err(format!("A newer Parallax keeps this {name}; this one changes nothing in it: {shown}"));
        }
        Stored::Locked { fault, .. } => {
            return Err(format!("The {name} could not be read ({fault}), so it is not written over: {shown}"));
        }
        _ => {}
    }
    let told = |error: SaveError| format!("The {name} {error}");
    let text = text_of(value).map_err(told)?;
    if let Ok(old) = fs::read_to_string(path)
        && old != text
        && parse_user_file::<T>(&old)
    {
        let aside = free_name(path);
        if let Err(source) = fs::copy(path, &aside) {
            // Half a copy is none.
            let _ = fs::remove_file(&aside);
            return Err(told(SaveError::Disk { source, path: path.to_owned() }));
        }
    }
    atomic_file::write(path, &text).map_err(told)
}

/// Writes a new file; one that is there is left as it is.
///
/// # Errors
/// When there is one already, or the disk refuses.
pub fn create_user_file<T: UserFile>(path: &Path, value: &T) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| format!("The {} {error}", T::NAME);
    let text = text_of(value).map_err(|error| told(&error))?;
    write_export(path, text.as_bytes(), false).map_err(|error| match error {
        WriteExportError::Exists { .. } => error.to_string(),
        WriteExportError::Disk { .. } | WriteExportError::NoFolder { .. } => told(&error),
    })
}

/// A thing as this program writes it.
pub(super) fn text_of<T: UserFile>(value: &T) -> Result<String, SaveError> {
    let first = format!(
        "// Parallax writes this file anew when the {} is changed in the window. \
         A version that was written by hand is kept beside it as .by-hand-1, .by-hand-2 and so on.",
        T::NAME
    );
    Ok(format!("{first}\n{}", atomic_file::to_ron(value)?))
}

/// Whether a text is not what this program would write of the same thing.
pub(super) fn parse_user_file<T: UserFile>(text: &str) -> bool {
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    let again = options.from_str::<T>(text).ok().and_then(|value| text_of(&value).ok());
    again.as_deref() != Some(text)
}

/// A name beside a file that no version by hand has yet.
pub(super) fn free_name(path: &Path) -> PathBuf {
    let name = |number: usize| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".by-hand-{number}"));
        path.with_file_name(name)
    };
    (1..MOST_BY_HAND).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(MOST_BY_HAND))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{read_user_file, write_user_file};
    use crate::model::{Plan, Step};

    #[test]
    fn a_plan_comes_back_and_one_by_hand_is_kept_with_its_comments() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plans").join("lamps.ron");
        assert_eq!(read_user_file::<Plan>(&path), Ok(None));
        let mut plan = Plan { steps: vec![Step::on("p2".into())], ..Plan::empty("lamps") };
        write_user_file(&path, &plan).unwrap();
        assert_eq!(read_user_file(&path), Ok(Some(plan.clone())));
        assert!(fs::read_to_string(&path).unwrap().starts_with("// Parallax writes this file anew"));
        let hand = "(format: 1, edition: \"lamps\",\n  // The quick one first.\n  steps: [(on: \"p1\", minutes: 3)])";
        fs::write(&path, hand).unwrap();
        assert_eq!(read_user_file::<Plan>(&path).unwrap().unwrap().steps[0].minutes, Some(3.0));
        write_user_file(&path, &plan).unwrap();
        assert_eq!(fs::read_to_string(path.with_file_name("lamps.ron.by-hand-1")).unwrap(), hand);
        plan.steps.clear();
        write_user_file(&path, &plan).unwrap();
        assert!(!path.with_file_name("lamps.ron.by-hand-2").exists(), "what the program wrote is not kept as by hand");
    }

    #[test]
    fn a_damaged_plan_is_set_aside_and_told_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        fs::write(&path, "(format: 1, edition: \"e\",\n  stepz: [])").unwrap();
        let told = read_user_file::<Plan>(&path).unwrap_err();
        assert!(told.contains("2:") && told.contains("stepz") && told.contains("set aside"), "{told}");
        write_user_file(&path, &Plan::empty("e")).unwrap();
        write_user_file(&path, &Plan { steps: vec![Step::on("p1".into())], ..Plan::empty("e") }).unwrap();
        fs::write(&path, "(format: 1, edition: \"e\", steps: [(on: \"p1\", mode: Blind)])").unwrap();
        let told = read_user_file::<Plan>(&path).unwrap_err();
        assert!(told.contains("mode") && told.contains(".bak"), "an older plan is not taken without a word: {told}");
        fs::write(&path, "(format: 9, shape: Round)").unwrap();
        assert!(write_user_file(&path, &Plan::empty("e")).unwrap_err().contains("newer Parallax"));
    }
}
