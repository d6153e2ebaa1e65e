//! `parallax show`: the rows of an edition as text in the terminal.

use std::io::{self, Write};

use super::arguments::ShowOptions;
use super::error::CommandError;
use super::page::Page;
use super::wrap::wrap;
use super::{CLEAN, edition_at};
use crate::model::Edition;
use crate::model::rows::Rows;
use crate::model::visible::with_marks;

/// The width in cells when stdout is not a terminal.
const DEFAULT_WIDTH: u16 = 100;

/// Prints an edition.
pub(super) fn run(options: &ShowOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let edition = edition_at(options.path.as_deref())?;
    let shown = selected_perspectives(&edition, &options.perspectives)?;
    if edition.perspectives().is_empty() {
        write_article(&edition, options.width, out)?;
        return Ok(CLEAN);
    }
    let width = options.width.or_else(terminal_width).unwrap_or(DEFAULT_WIDTH);
    let rows = Rows::new(&edition);
    let page = Page { edition: &edition, rows: &rows, shown, gists: options.gists, width: usize::from(width) };
    write_block(&page.head(), out)?;
    if page.has_article_notes() {
        write_block(&page.row(None), out)?;
    }
    for index in 0..edition.paragraphs().len() {
        write_block(&page.row(Some(index)), out)?;
    }
    Ok(CLEAN)
}

fn terminal_width() -> Option<u16> {
    terminal_size::terminal_size().map(|(width, _)| width.0.max(20))
}

/// Returns the indexes of the perspectives with these codes, in the edition's order; of all perspectives when there are
/// no codes.
pub(super) fn selected_perspectives(edition: &Edition, codes: &[String]) -> Result<Vec<usize>, CommandError> {
    let perspectives = edition.perspectives();
    for code in codes.iter().map(|code| code.trim()) {
        if !perspectives.iter().any(|p| p.code == code) {
            let known: Vec<String> = perspectives.iter().map(|p| format!("{} ({})", p.code, p.name)).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            let message = format!("expected the codes of perspectives, of which there are {known}, but found `{code}`");
            return Err(CommandError::new(message));
        }
    }
    let is_selected = |code: &str| codes.is_empty() || codes.iter().any(|selected| selected.trim() == code);
    Ok(perspectives.iter().enumerate().filter(|(_, p)| is_selected(&p.code)).map(|(i, _)| i).collect())
}

/// Writes the text of an edition without perspectives, each paragraph on one line unless a width was given.
fn write_article(edition: &Edition, width: Option<u16>, out: &mut impl Write) -> io::Result<()> {
    for (i, paragraph) in edition.paragraphs().iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let text = with_marks(&paragraph.text);
        match width {
            Some(width) => wrap(&text, usize::from(width)).iter().try_for_each(|line| writeln!(out, "{line}"))?,
            None => writeln!(out, "{text}")?,
        }
    }
    Ok(())
}

fn write_block(lines: &[String], out: &mut impl Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))?;
    writeln!(out)
}
