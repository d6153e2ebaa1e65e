//! The files of an edition: a folder on the disk, or texts in memory.

use std::borrow::Cow;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::read_file::io_reason;
use super::{Fault, FileFault, MAX_FILE_BYTES};

/// The name of the file with the article and the list of perspectives.
pub(super) const EDITION: &str = "edition.ron";
pub(super) const SOURCES: &str = "sources.ron";

/// The folder of one edition.
#[derive(Clone, Copy, Debug)]
pub(super) enum Folder<'a> {
    /// A folder on the disk.
    Disk(&'a Path),
    /// Texts in memory by file name, with the path of the folder that messages show.
    Memory(&'a str, &'a [(&'a str, &'a str)]),
}

/// Returns the folder of an edition, given the path of the folder or of the edition.ron in it.
pub(super) fn folder_of(path: &Path) -> Result<PathBuf, FileFault> {
    let fail = |fault| FileFault::whole(path.to_owned(), fault);
    let metadata = fs::metadata(path).map_err(|error| fail(io_fault(path, &error, "an edition's folder")))?;
    if metadata.is_dir() {
        return Ok(path.to_owned());
    }
    match path.file_name() {
        Some(name) if name == EDITION => Ok(path.parent().unwrap_or(Path::new("")).to_owned()),
        name => Err(fail(Fault::NotAnEdition(name.unwrap_or_default().to_string_lossy().into_owned()))),
    }
}

impl<'a> Folder<'a> {
    pub(super) fn path_of(self, name: &str) -> PathBuf {
        match self {
            Self::Disk(root) => root.join(name),
            Self::Memory(root, _) => Path::new(root).join(name),
        }
    }

    /// Whether the folder has an entry of this name, readable or not.
    pub(super) fn has(self, name: &str) -> bool {
        match self {
            Self::Disk(root) => fs::symlink_metadata(root.join(name)).is_ok(),
            Self::Memory(_, texts) => texts.iter().any(|(n, _)| *n == name),
        }
    }

    /// Reads the text of a file, without its byte order mark and with `\n` for `\r\n`.
    pub(super) fn read(self, name: &str) -> Result<Cow<'a, str>, Fault> {
        let text = match self {
            Self::Disk(root) => Cow::Owned(read_file(&root.join(name), name)?),
            Self::Memory(_, texts) => match texts.iter().find(|(n, _)| *n == name) {
                Some((_, text)) => Cow::Borrowed(*text),
                None => return Err(Fault::Missing(format!("`{name}`"))),
            },
        };
        Ok(normalized(text))
    }

    /// Returns the names of the `.ron` files beside edition.ron and sources.ron, sorted; hidden files are left out.
    pub(super) fn other_files(self) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Disk(root) => fs::read_dir(root)
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|entry| entry.file_name().into_string().ok())
                .collect(),
            Self::Memory(_, texts) => texts.iter().map(|(name, _)| (*name).to_owned()).collect(),
        };
        names.retain(|n| n.ends_with(".ron") && !n.starts_with('.') && n != EDITION && n != SOURCES);
        names.sort();
        names
    }
}

fn normalized(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Cow::Owned(text)
        }
    };
    if text.as_bytes().contains(&b'\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { text }
}

fn read_file(path: &Path, name: &str) -> Result<String, Fault> {
    let fail = |error: &std::io::Error| io_fault(path, error, &format!("`{name}`"));
    let metadata = fs::metadata(path).map_err(|e| fail(&e))?;
    if metadata.is_dir() {
        return Err(Fault::IsFolder);
    }
    if !metadata.is_file() {
        return Err(Fault::Special);
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(Fault::TooLarge(metadata.len().div_ceil(1024 * 1024)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // The file may have grown since its size was read.
    let file = fs::File::open(path).map_err(|e| fail(&e))?;
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(|e| fail(&e))?;
    if bytes.iter().take(8192).any(|b| *b == 0) {
        return Err(Fault::Binary);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|b| **b == b'\n').count() + 1;
        Fault::NotUtf8 { byte: at + 1, line }
    })
}

/// Converts an error of the system; a missing file is reported as missing `expected`.
fn io_fault(path: &Path, error: &std::io::Error, expected: &str) -> Fault {
    let link = fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink());
    match error.kind() {
        ErrorKind::NotFound if link => Fault::DanglingLink,
        ErrorKind::NotFound | ErrorKind::NotADirectory => Fault::Missing(expected.to_owned()),
        ErrorKind::PermissionDenied => Fault::Denied,
        _ if link => Fault::LinkLoop,
        _ => Fault::Unreadable(io_reason(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::io_fault;

    // The superuser, as whom tests may run, is denied nothing.
    #[test]
    fn an_error_of_the_system_is_reported_in_words() {
        let fault = |kind| io_fault(Path::new("/nowhere"), &Error::from(kind), "the article in `edition.ron`");
        for (kind, rule, message, hint) in [
            (
                ErrorKind::PermissionDenied,
                "unreadable",
                "its permissions forbid it",
                "give yourself the right to read it",
            ),
            (ErrorKind::NotFound, "missing-file", "the article in `edition.ron`", "look at the spelling of the path"),
            (
                ErrorKind::NotADirectory,
                "missing-file",
                "the article in `edition.ron`",
                "look at the spelling of the path",
            ),
            (ErrorKind::TimedOut, "unreadable", "timed out", "copy the file to another disk"),
        ] {
            let fault = fault(kind);
            assert_eq!(fault.rule(), rule, "{kind:?}");
            assert!(fault.to_string().contains(message), "{kind:?}: {fault}");
            assert!(fault.hint().is_some_and(|found| found.contains(hint)), "{kind:?}: {:?}", fault.hint());
        }
    }
}
