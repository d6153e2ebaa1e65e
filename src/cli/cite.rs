//! `parallax cite`: the works that an edition or a brief cites, as a list or as data.

use std::io::{self, Write};
use std::path::Path;

use super::arguments::{CiteForm, CiteOptions, CiteStyle};
use super::{CLEAN, UNREADABLE};
use crate::export::citation::{CitationStyle, Work, biblatex, csl_json, works_cited, works_of_brief, works_of_edition};
use crate::model::visible::with_marks;
use crate::storage::{self, load_without_check, open_brief, shipped_without_check, write_export};

/// Prints the works cited, or writes them to a file and says where it is.
pub(super) fn run(options: &CiteOptions, out: &mut impl Write) -> io::Result<u8> {
    let (text, remarks) = match cited(options) {
        Ok(cited) => cited,
        Err(lines) => {
            lines.iter().for_each(|line| eprintln!("parallax: {}", with_marks(line)));
            return Ok(UNREADABLE);
        }
    };
    remarks.iter().for_each(|remark| eprintln!("note: {}", with_marks(remark)));
    let Some(path) = &options.output else {
        out.write_all(text.as_bytes())?;
        return Ok(CLEAN);
    };
    match write_export(path, text.as_bytes(), options.force) {
        Ok(()) => {
            writeln!(out, "{}", with_marks(&path.to_string_lossy()))?;
            Ok(CLEAN)
        }
        Err(error) => {
            eprintln!("parallax: {}", with_marks(&error.to_string()));
            Ok(UNREADABLE)
        }
    }
}

/// The text, and what had to be changed in a brief.
fn cited(options: &CiteOptions) -> Result<(String, Vec<String>), Vec<String>> {
    // Before the work, not after it.
    if let Some(path) = options.output.as_deref().filter(|path| !options.force && storage::is_there(path)) {
        let there = "expected a new file, but there is one already; choose another name, or --force";
        return Err(vec![format!("{there}: {}", path.display())]);
    }
    if let Some(path) = options.path.as_deref().filter(|path| is_brief(path)) {
        let (brief, remarks) = open_brief(path).map_err(|error| vec![error])?;
        return Ok((written(options, &works_of_brief(&brief), &brief.title), remarks));
    }
    let loaded = options.path.as_deref().map_or_else(shipped_without_check, load_without_check);
    let loaded = loaded.map_err(|error| error.faults.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    Ok((written(options, &works_of_edition(&loaded.edition), loaded.edition.title()), Vec::new()))
}

/// A brief is a file of any name but that of an edition.
fn is_brief(path: &Path) -> bool {
    let ron = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    ron && path.file_name().is_some_and(|name| name != "edition.ron") && !path.is_dir()
}

fn written(options: &CiteOptions, works: &[Work<'_>], title: &str) -> String {
    let style = match options.style {
        CiteStyle::Mla => CitationStyle::Mla9,
        CiteStyle::Apa => CitationStyle::Apa7,
        CiteStyle::Chicago => CitationStyle::ChicagoNotes,
        CiteStyle::Line => CitationStyle::CardCite,
    };
    match options.to {
        CiteForm::Text => works_cited(works, style).text(),
        CiteForm::Html => works_cited(works, style).html(title),
        CiteForm::Md => works_cited(works, style).markdown(),
        CiteForm::CslJson => csl_json(works),
        CiteForm::Biblatex => biblatex(works),
    }
}
