//! `parallax cite`: the works that an edition or a brief cites, as a list or as data.

use std::io::Write;
use std::path::Path;

use super::arguments::{CiteForm, CiteOptions, CiteStyle};
use super::error::CommandError;
use super::output_file::OutputFile;
use super::{CLEAN, edition_at};
use crate::export::citation::{CitationStyle, Work, biblatex, csl_json, works_cited, works_of_brief, works_of_edition};
use crate::model::visible::with_marks;
use crate::storage::open_brief;

/// Prints the works cited, or writes them to a file and prints its path.
pub(super) fn run(options: &CiteOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let output = options.output.clone().map(|path| OutputFile::new(path, options.force)).transpose()?;
    let (text, remarks) = list_works(options)?;
    remarks.iter().for_each(|remark| eprintln!("note: {}", with_marks(remark)));
    match output {
        None => out.write_all(text.as_bytes())?,
        Some(output) => writeln!(out, "{}", with_marks(&output.write(text.as_bytes())?.to_string_lossy()))?,
    }
    Ok(CLEAN)
}

/// Returns the list as text, with the warnings of opening a brief.
fn list_works(options: &CiteOptions) -> Result<(String, Vec<String>), CommandError> {
    if let Some(path) = options.path.as_deref().filter(|path| may_be_brief(path)) {
        let (brief, remarks) = open_brief(path)?;
        return Ok((format_works(options, &works_of_brief(&brief), &brief.title), remarks));
    }
    let edition = edition_at(options.path.as_deref())?;
    Ok((format_works(options, &works_of_edition(&edition), edition.title()), Vec::new()))
}

/// Whether a path is a RON file other than an edition.ron.
fn may_be_brief(path: &Path) -> bool {
    let is_ron = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    is_ron && path.file_name().is_some_and(|name| name != "edition.ron") && !path.is_dir()
}

fn format_works(options: &CiteOptions, works: &[Work<'_>], title: &str) -> String {
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
