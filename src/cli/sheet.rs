//! `parallax sheet`: the answer sheet as a table or a list in words.

use std::io::Write;

use super::arguments::{SheetForm, SheetOptions};
use super::error::CommandError;
use super::output_file::OutputFile;
use super::{CLEAN, edition_at};
use crate::export::sheet::{SheetView, csv, text};
use crate::model::Edition;
use crate::model::rows::Rows;
use crate::model::visible::with_marks;

/// Prints the sheet of an edition, or writes it to a file and prints its path.
pub(super) fn run(options: &SheetOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let output = options.output.clone().map(|path| OutputFile::new(path, options.force)).transpose()?;
    let edition = edition_at(options.path.as_deref())?;
    let view = view(&options.view, &edition)?;
    let rows = Rows::new(&edition);
    let bytes = match options.to {
        SheetForm::Text => with_marks(&text(&edition, &rows, view)).into_owned().into_bytes(),
        SheetForm::Csv => csv(&edition, &rows, view),
    };
    match output {
        None => out.write_all(&bytes)?,
        Some(output) => writeln!(out, "{}", with_marks(&output.write(&bytes)?.to_string_lossy()))?,
    }
    Ok(CLEAN)
}

/// Reads `all`, `silent` or `compare:us,in`, with the codes or ids of two perspectives.
fn view(words: &str, edition: &Edition) -> Result<SheetView, CommandError> {
    let expected = |what: String| {
        let codes: Vec<&str> = edition.perspectives().iter().map(|by| by.code.as_str()).collect();
        CommandError::new(format!("{what}; expected all, silent or compare:A,B with two of {}", codes.join(", ")))
    };
    match (words, words.strip_prefix("compare:")) {
        ("all", _) => Ok(SheetView::All),
        ("silent", _) => Ok(SheetView::Silent),
        (_, Some(pair)) => {
            let Some((first, second)) = pair.split_once(',') else {
                return Err(expected(format!("`{pair}` is no pair")));
            };
            let find = |code: &str| {
                let is_named = |by: &crate::model::Perspective| by.code == code || by.id.as_str() == code;
                edition
                    .perspectives()
                    .iter()
                    .position(is_named)
                    .ok_or_else(|| expected(format!("there is no `{code}`")))
            };
            match (find(first.trim())?, find(second.trim())?) {
                (first, second) if first == second => {
                    Err(expected("a perspective is compared with another".to_owned()))
                }
                (first, second) => Ok(SheetView::Compare(first, second)),
            }
        }
        (_, None) => Err(expected(format!("there is no view `{words}`"))),
    }
}
