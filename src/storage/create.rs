//! Creating a new edition on the disk: its folder, and an edition.ron laid out for people to read and edit.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::ZonedDateTime;
use ron::ser::PrettyConfig;
use serde::Serialize;

use super::atomic_file::{EXTENSIONS, SaveError, plain_strings, to_ron};
use super::folder::{EDITION, SOURCES};
use super::write_export::{is_taken, set_usual_permissions, temporary_in};
use crate::model::check::is_slug;
use crate::model::{Article, Date, EditionHead, FORMAT, Perspective, Source};

/// Why [`create`] failed. Existing files are unchanged.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The folder already has an edition.ron.
    #[error("expected a new folder, but there is an edition in it already; choose another one: {path}", path = path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// The folder is not empty, or the path is not a folder.
    #[error("expected a new or empty folder, but something else is there; choose another one: {path}", path = path.display())]
    Taken {
        /// The path.
        path: PathBuf,
    },
    /// The system refused to write the folder or the file.
    #[error("could not be written ({source}): {path}", path = path.display())]
    Disk {
        /// The error of the system.
        source: io::Error,
        /// The file or folder.
        path: PathBuf,
    },
}

/// Creates the folder of a new edition, writes its edition.ron, and returns the path of that file.
///
/// # Errors
/// Returns a [`CreateError`] when the folder exists and is not empty, or when the system refuses to write.
pub fn create(folder: &Path, head: &EditionHead) -> Result<PathBuf, CreateError> {
    let path = folder.join(EDITION);
    let disk = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => CreateError::Taken { path: folder.to_owned() },
        _ => CreateError::Disk { source, path: path.clone() },
    };
    if fs::symlink_metadata(&path).is_ok() {
        return Err(CreateError::Exists { path: folder.to_owned() });
    }
    fs::create_dir_all(folder).map_err(disk)?;
    if fs::read_dir(folder).map_err(disk)?.next().is_some() {
        return Err(CreateError::Taken { path: folder.to_owned() });
    }
    let text = edition_text(head).map_err(|error| disk(invalid(error)))?;
    let file = temporary_in(folder, text.as_bytes()).map_err(disk)?;
    set_usual_permissions(&file).map_err(disk)?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(path),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(CreateError::Exists { path: folder.to_owned() })
        }
        Err(error) => Err(disk(error.error)),
    }
}

fn invalid(message: impl ToString) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.to_string())
}

/// Creates the folder of a new edition with all its files, and returns the path of its edition.ron. The folder appears
/// complete or not at all.
///
/// # Errors
/// Returns a [`CreateError`] when the folder exists and is not empty, when a perspective's id is no file name, or when
/// the system refuses to write.
pub fn create_edition(
    folder: &Path,
    head: &EditionHead,
    perspectives: &[Perspective],
    sources: &[Source],
) -> Result<PathBuf, CreateError> {
    if perspectives.is_empty() && sources.is_empty() {
        return create(folder, head);
    }
    let disk = |source: io::Error| CreateError::Disk { source, path: folder.to_owned() };
    if fs::symlink_metadata(folder.join(EDITION)).is_ok() {
        return Err(CreateError::Exists { path: folder.to_owned() });
    }
    if fs::symlink_metadata(folder).is_ok() {
        return Err(CreateError::Taken { path: folder.to_owned() });
    }
    let parent = folder.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(disk)?;
    let whole = tempfile::Builder::new().prefix(".new-").tempdir_in(parent).map_err(disk)?;
    let ron =
        |name: &str, text: Result<String, SaveError>| text.map_err(|error| disk(invalid(format!("{name}: {error}"))));
    let mut files = vec![(SOURCES.to_owned(), ron(SOURCES, to_ron(&sources))?)];
    for perspective in perspectives {
        let id = perspective.id.as_str();
        if !is_slug(id) {
            let message = format!("expected lower-case letters, digits and hyphens, but the id is {id:?}");
            return Err(disk(invalid(message)));
        }
        files.push((format!("{id}.ron"), format!("Perspective{}", ron(id, to_ron(perspective))?)));
    }
    files.push((EDITION.to_owned(), ron(EDITION, edition_text(head))?));
    for (name, text) in files {
        let file = temporary_in(whole.path(), text.as_bytes()).map_err(disk)?;
        set_usual_permissions(&file).map_err(disk)?;
        file.persist_noclobber(whole.path().join(name)).map_err(|error| disk(error.error))?;
    }
    set_usual_folder_permissions(whole.path()).map_err(disk)?;
    // Only an empty folder could be in the way, which the rename replaces.
    fs::rename(whole.path(), folder).map_err(disk)?;
    // What it named is not there any more.
    let _ = whole.keep();
    Ok(folder.join(EDITION))
}

/// The name of the folder of removed editions. It is no id, so no edition has it; earlier programs used `removed`, which
/// is one.
pub const REMOVED_EDITIONS: &str = "removed editions";

/// Moves the folder of an edition into the folder [`REMOVED_EDITIONS`] beside it, from where the user can restore it, and
/// returns its new path.
///
/// # Errors
/// Returns [`SaveError::Removal`] when the system refuses. The folder is then still at its path.
pub fn remove_edition(folder: &Path) -> Result<PathBuf, SaveError> {
    let disk = |source| SaveError::Removal { source, path: folder.to_owned() };
    let removed = folder.parent().unwrap_or(Path::new(".")).join(REMOVED_EDITIONS);
    fs::create_dir_all(&removed).map_err(disk)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let path = |n: usize| removed.join(if n == 1 { name.to_string() } else { format!("{name}-{n}") });
    let to = (1..).map(path).find(|to| !is_taken(to)).unwrap_or_else(|| path(1));
    fs::rename(folder, &to).map_err(disk)?;
    Ok(to)
}

/// Makes a temporary folder, which only its owner may enter, readable by everyone, as folders usually are.
fn set_usual_folder_permissions(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Returns today's date by the local time.
pub fn today() -> Date {
    day_of(&ZonedDateTime::now())
}

fn day_of(time: &ZonedDateTime) -> Date {
    // jiff writes dates in ISO 8601.
    time.date().to_string().parse().unwrap_or(Date::EARLIEST)
}

/// Returns the text of an edition.ron: one paragraph a line, fields in the order of `perspectives/README.md`, fields
/// with default values left out.
///
/// # Errors
/// Returns [`SaveError::Ron`] when serde cannot serialize a value.
pub fn edition_text(head: &EditionHead) -> Result<String, SaveError> {
    let EditionHead { format, id, title, language, revision, related, article, perspectives, terms, numbers } = head;
    let Article { byline, provenance, written_before, paragraphs, claims } = article;
    let mut out = Layout("Edition(\n".to_owned());
    // What was new in a newer format was not read.
    out.field("    format", (*format).min(FORMAT))?;
    out.field("    id", id)?;
    out.field("    title", title)?;
    out.field("    language", language)?;
    out.field("    revision", revision)?;
    if !related.is_empty() {
        out.field("    related", related)?;
    }
    out.0.push_str("    article: Article(\n");
    if let Some(byline) = byline {
        out.field("        byline", byline)?;
    }
    out.field("        provenance", provenance)?;
    if let Some(day) = written_before {
        out.field("        written_before", day)?;
    }
    // Required, also without any paragraph.
    if paragraphs.is_empty() {
        out.field("        paragraphs", paragraphs)?;
    }
    out.records("        paragraphs", paragraphs)?;
    out.records("        claims", claims)?;
    out.0.push_str("    ),\n");
    out.field("    perspectives", perspectives)?;
    out.records("    terms", terms)?;
    out.records("    numbers", numbers)?;
    Ok(out.0 + ")\n")
}

/// The text of an edition.ron while it is laid out.
struct Layout(String);

impl Layout {
    /// Writes a field on a line.
    fn field(&mut self, field: &str, value: impl Serialize) -> Result<(), SaveError> {
        self.0.extend([field, ": ", &one_line(&value)?, ",\n"]);
        Ok(())
    }

    /// Writes a list of records, one on each line; nothing if there are none.
    fn records<T: Serialize>(&mut self, field: &str, records: &[T]) -> Result<(), SaveError> {
        if records.is_empty() {
            return Ok(());
        }
        let indent = " ".repeat(field.len() - field.trim_start().len());
        self.0.extend([field, ": [\n"]);
        for record in records {
            self.0.extend([&*indent, "    ", &one_line(record)?, ",\n"]);
        }
        self.0.extend([&*indent, "],\n"]);
        Ok(())
    }
}

fn one_line(value: &impl Serialize) -> Result<String, SaveError> {
    let options = ron::Options::default().with_default_extension(EXTENSIONS);
    Ok(plain_strings(&options.to_string_pretty(value, PrettyConfig::new().depth_limit(0))?))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::day_of;

    #[test]
    fn today_is_the_day_where_the_reader_is() {
        let zone = |name: &str| TimeZone::posix(name).unwrap();
        // Half past eight in the evening of 31 December 2025 in Greenwich.
        let time = jiff::Timestamp::from_second(1_767_213_000).unwrap();
        for (name, day) in
            [("UTC0", "2025-12-31"), ("IST-5:30", "2026-01-01"), ("CST-8", "2026-01-01"), ("EST5", "2025-12-31")]
        {
            assert_eq!(day_of(&time.to_zoned_datetime(zone(name))), day.parse().unwrap(), "{name}");
        }
        let leap = jiff::Timestamp::from_second(951_782_400).unwrap();
        assert_eq!(day_of(&leap.to_zoned_datetime(zone("UTC0"))), "2000-02-29".parse().unwrap());
    }
}
