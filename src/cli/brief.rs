//! Briefs on the command line: `parallax export BRIEF.ron` and `parallax import FILE.docx --cards`.

use std::path::{Path, PathBuf};

use super::arguments::{ExportOptions, ImportOptions, To};
use super::choices;
use super::export::not_over;
use crate::export::brief::{BriefFormat, write};
use crate::export::handout::Printed;
use crate::import::{LARGEST_FILE, cards};
use crate::model::{Brief, Entry};
use crate::storage::{create_user_file, is_there, looks_like_a_brief, open_brief, read_file, write_export};

/// What a brief cannot become.
const NO_PDF: &str =
    "expected --to docx, md or html for a brief, but found pdf; choose html and print it from a browser";

/// What only a round can become.
const NO_FLOW: &str = "expected --to docx, md or html for a brief, but found a form of flows; a round has one";

/// What is asked of handouts alone.
const NOT_OF_BRIEFS: &str =
    "expected an edition for --handout, --paper, --large and --perspectives, but found a brief; leave them out";

/// Whether a path is the file of a brief, by what is in it.
pub(super) fn is_one(path: &Path) -> bool {
    path.is_file() && looks_like_a_brief(path)
}

/// Writes a brief as a file, and says where it is.
///
/// # Errors
/// The lines of what is wrong.
pub(super) fn export(path: &Path, options: &ExportOptions) -> Result<(Printed, PathBuf), Vec<String>> {
    let one = |message: String| vec![message];
    let form = match options.to {
        None | Some(To::Docx) => BriefFormat::Docx,
        Some(To::Md) => BriefFormat::Markdown,
        Some(To::Html) => BriefFormat::Html,
        Some(To::Pdf) => return Err(one(NO_PDF.to_owned())),
        Some(To::Xlsx | To::Csv) => return Err(one(NO_FLOW.to_owned())),
    };
    let of_handouts = options.handout.is_some() || options.paper.is_some() || options.large;
    if of_handouts || !options.perspectives.is_empty() {
        return Err(one(NOT_OF_BRIEFS.to_owned()));
    }
    let output = options.output.clone().unwrap_or_else(|| here(path, form.extension()));
    not_over(&output, options.force).map_err(one)?;
    let (brief, warnings) = open_brief(path).map_err(one)?;
    let bytes = write(&brief, form).map_err(|error| one(error.to_string()))?;
    write_export(&output, &bytes, options.force).map_err(|error| one(error.to_string()))?;
    Ok((Printed { bytes, pages: None, warnings }, output))
}

/// Reads a debater's Word file into a new brief; the lines to print, and the file.
///
/// # Errors
/// The lines of what is wrong.
pub(super) fn import(options: &ImportOptions) -> Result<(Vec<String>, PathBuf), Vec<String>> {
    let file = &options.file;
    let output = options.output.clone().unwrap_or_else(|| here(file, "ron"));
    if is_there(&output) {
        let there = "expected a new file, but there is one already, which is left as it is";
        return Err(vec![format!("{there}: {}", output.display())]);
    }
    let at = |message: String| vec![format!("{message}: {}", file.display())];
    let bytes = read_file(file, LARGEST_FILE).map_err(at)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (brief, warnings) = cards(&name, &bytes).map_err(|error| choices::lines(&error, file))?;
    create_user_file(&output, &brief).map_err(|error| vec![error])?;
    let mut lines = vec![summary(&brief)];
    lines.extend(warnings);
    Ok((lines, output))
}

/// A file here, named after another.
pub(super) fn here(file: &Path, extension: &str) -> PathBuf {
    let name = file.file_stem().unwrap_or("brief".as_ref());
    let mut name = name.to_os_string();
    name.push(".");
    name.push(extension);
    Path::new(".").join(name)
}

/// How much is in a brief, on one line.
fn summary(brief: &Brief) -> String {
    let count = |of: fn(&Entry) -> bool, one: &str, more: &str| {
        let count = brief.entries.iter().filter(|entry| of(entry)).count();
        if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
    };
    let headings = count(|entry| matches!(entry, Entry::Heading(_)), "heading", "headings");
    let cards = count(|entry| matches!(entry, Entry::Card(_)), "card", "cards");
    let analytics = count(|entry| matches!(entry, Entry::Analytic(_)), "analytic", "analytics");
    format!("{}: {headings}, {cards}, {analytics}", brief.title)
}
