//! Creating a new edition on the disk: its folder, and an edition.ron laid out for people to read and edit.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::ZonedDateTime;

use super::atomic_file::{SaveError, to_ron};
use super::folder::{EDITION, SOURCES};
use super::write_export::{is_taken, set_usual_permissions, temporary_in};
use crate::model::check::is_slug;
use crate::model::visible::is_hidden;
use crate::model::{
    Article, Author, Claim, ContestedNumber, ContestedTerm, Credit, Date, EditionHead, FORMAT, Mark, MarkKind,
    NumberUse, Paragraph, ParagraphKind, Perspective, Provenance, Source, TermUse,
};

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
    let file = temporary_in(folder, edition_text(head).as_bytes()).map_err(disk)?;
    set_usual_permissions(&file).map_err(disk)?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(path),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(CreateError::Exists { path: folder.to_owned() })
        }
        Err(error) => Err(disk(error.error)),
    }
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
    let invalid = |message: String| disk(io::Error::new(io::ErrorKind::InvalidData, message));
    if fs::symlink_metadata(folder.join(EDITION)).is_ok() {
        return Err(CreateError::Exists { path: folder.to_owned() });
    }
    if fs::symlink_metadata(folder).is_ok() {
        return Err(CreateError::Taken { path: folder.to_owned() });
    }
    let parent = folder.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(disk)?;
    let whole = tempfile::Builder::new().prefix(".new-").tempdir_in(parent).map_err(disk)?;
    let ron = |name: &str, text: Result<String, SaveError>| text.map_err(|error| invalid(format!("{name}: {error}")));
    let mut files = vec![(SOURCES.to_owned(), ron(SOURCES, to_ron(&sources))?)];
    for perspective in perspectives {
        let id = perspective.id.as_str();
        if !is_slug(id) {
            return Err(invalid(format!("expected lower-case letters, digits and hyphens, but the id is {id:?}")));
        }
        files.push((format!("{id}.ron"), format!("Perspective{}", ron(id, to_ron(perspective))?)));
    }
    files.push((EDITION.to_owned(), edition_text(head)));
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
pub fn edition_text(head: &EditionHead) -> String {
    let EditionHead { format, id, title, language, revision, related, article, perspectives, terms, numbers } = head;
    // What was new in a newer format was not read.
    let format = (*format).min(FORMAT);
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "Edition(\n    format: {format},\n    id: {},\n    title: {},", quote(id), quote(title));
    let _ = writeln!(out, "    language: {},\n    revision: \"{revision:?}\",", quote(language.as_str()));
    if !related.is_empty() {
        let _ = writeln!(out, "    related: {},", list(related.iter().map(|id| quote(id))));
    }
    out.push_str("    article: Article(\n");
    article_text(article, &mut out);
    let _ = writeln!(out, "    ),\n    perspectives: {},", list(perspectives.iter().map(|id| quote(id.as_str()))));
    records("    terms", terms.iter().map(term_text), &mut out);
    records("    numbers", numbers.iter().map(number_text), &mut out);
    out.push_str(")\n");
    out
}

/// Returns a list on one line.
fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// Writes a list of records, one on each line; nothing if there are none.
fn records(field: &str, records: impl Iterator<Item = String>, out: &mut String) {
    let mut records = records.peekable();
    if records.peek().is_none() {
        return;
    }
    let indent = " ".repeat(field.len() - field.trim_start().len());
    let _ = writeln!(out, "{field}: [");
    records.for_each(|record| {
        let _ = writeln!(out, "{indent}    ({record}),");
    });
    let _ = writeln!(out, "{indent}],");
}

fn term_text(term: &ContestedTerm) -> String {
    let ContestedTerm { id, term, said, remark } = term;
    let said = list(said.iter().map(|TermUse { by, wording, source }| {
        format!("(by: {}, as: {}, source: {})", quote(by.as_str()), quote(wording), quote(source.as_str()))
    }));
    let remark = optional("remark", remark.as_deref());
    format!("id: {}, term: {}, said: {said}{remark}", quote(id.as_str()), quote(term))
}

fn number_text(number: &ContestedNumber) -> String {
    let ContestedNumber { id, of, unit, said, remark } = number;
    let said = list(said.iter().map(|NumberUse { by, value, source }| {
        format!("(by: {}, value: {}, source: {})", quote(by.as_str()), quote(value), quote(source.as_str()))
    }));
    let (unit, remark) = (optional("unit", unit.as_deref()), optional("remark", remark.as_deref()));
    format!("id: {}, of: {}{unit}, said: {said}{remark}", quote(id.as_str()), quote(of))
}

/// Returns a field after others; nothing if it has no value.
fn optional(field: &str, text: Option<&str>) -> String {
    text.map(|text| format!(", {field}: {}", quote(text))).unwrap_or_default()
}

fn provenance_text(provenance: &Provenance) -> String {
    match provenance {
        Provenance::Original { of } => format!("Original(of: {})", quote(of)),
        Provenance::OwnCopy { of } => format!("OwnCopy(of: {})", quote(of)),
        Provenance::Restated { of, own_copy, credit } => {
            let credit = credit.as_ref().map(|credit| format!(", credit: ({})", credit_text(credit)));
            let own_copy = optional("own_copy", own_copy.as_deref());
            format!("Restated(of: {}{own_copy}{})", quote(of), credit.unwrap_or_default())
        }
    }
}

fn credit_text(credit: &Credit) -> String {
    let Credit { authors, title, publisher, published, url } = credit;
    let author = |author: &Author| match author {
        Author::Organisation(name) => format!("Organisation({})", quote(name)),
        Author::Person { family, given, family_first } => {
            let first = if *family_first { ", family_first: true" } else { "" };
            format!("Person(family: {}{}{first})", quote(family), optional("given", given.as_deref()))
        }
    };
    let authors =
        if authors.is_empty() { String::new() } else { format!("authors: {}, ", list(authors.iter().map(author))) };
    let publisher = optional("publisher", publisher.as_deref());
    let published = published.map(|date| format!(", published: \"{date:?}\"")).unwrap_or_default();
    format!("{authors}title: {}{publisher}{published}{}", quote(title), optional("url", url.as_deref()))
}

fn article_text(article: &Article, out: &mut String) {
    let Article { byline, provenance, written_before, paragraphs, claims } = article;
    if let Some(byline) = byline {
        let _ = writeln!(out, "        byline: {},", quote(byline));
    }
    let _ = writeln!(out, "        provenance: {},", provenance_text(provenance));
    if let Some(day) = written_before {
        let _ = writeln!(out, "        written_before: \"{day:?}\",");
    }
    // Required, also without any paragraph.
    if paragraphs.is_empty() {
        out.push_str("        paragraphs: [],\n");
    }
    records("        paragraphs", paragraphs.iter().map(paragraph_text), out);
    let claim = |Claim { id, on, text, phrase }: &Claim| {
        let (id, on, text) = (quote(id.as_str()), quote(on.as_str()), quote(text));
        format!("id: {id}, on: {on}, text: {text}{}", optional("phrase", phrase.as_deref()))
    };
    records("        claims", claims.iter().map(claim), out);
}

fn paragraph_text(paragraph: &Paragraph) -> String {
    let Paragraph { id, kind, language, short, topics, text, marks, repeats } = paragraph;
    let mut fields = vec![format!("id: {}", quote(id.as_str()))];
    match kind {
        ParagraphKind::Text => {}
        ParagraphKind::Heading => fields.push("kind: Heading".into()),
        ParagraphKind::Quote => fields.push("kind: Quote".into()),
        ParagraphKind::ListItem { mark } => fields.push(format!("kind: ListItem(mark: {})", quote(mark))),
        ParagraphKind::PullQuote { of } => fields.push(format!("kind: PullQuote(of: {})", quote(of.as_str()))),
    }
    if let Some(language) = language {
        fields.push(format!("language: {}", quote(language.as_str())));
    }
    if let Some(short) = short {
        fields.push(format!("short: {}", quote(short)));
    }
    if !topics.is_empty() {
        fields.push(format!("topics: {}", list(topics.iter().map(|topic| quote(topic)))));
    }
    fields.push(format!("text: {}", quote(text)));
    if !marks.is_empty() {
        fields.push(format!("marks: {}", list(marks.iter().map(mark_text))));
    }
    if !repeats.is_empty() {
        fields.push(format!("repeats: {}", list(repeats.iter().map(|id| quote(id.as_str())))));
    }
    fields.join(", ")
}

fn mark_text(mark: &Mark) -> String {
    let Mark { words, nth, kind } = mark;
    let nth = if *nth == 1 { String::new() } else { format!(", nth: {nth}") };
    let kind = match kind {
        MarkKind::Emphasis => "Emphasis".to_owned(),
        MarkKind::Strong => "Strong".to_owned(),
        MarkKind::Link(address) => format!("Link({})", quote(address)),
    };
    format!("(words: {}{nth}, kind: {kind})", quote(words))
}

/// Returns a RON string literal as a person would write it: visible characters as they are, invisible ones as escapes.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Zero-width joiners are part of the spelling of words.
            '\u{200c}' | '\u{200d}' => out.push(c),
            c if is_hidden(c, None, None) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
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
