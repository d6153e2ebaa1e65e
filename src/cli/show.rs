//! `parallax show`: the rows of an edition as text in the terminal.

use std::io::{self, Write};

use super::arguments::ShowOptions;
use super::page::Page;
use super::wrap::wrap;
use super::{CLEAN, UNREADABLE};
use crate::model::Edition;
use crate::model::rows::Rows;
use crate::model::visible::with_marks;
use crate::storage::{load_without_check, shipped_without_check};

/// The width when there is no terminal to ask.
const WIDTH: u16 = 100;

/// Prints an edition and says how the program should end.
pub(super) fn run(options: &ShowOptions, out: &mut impl Write) -> io::Result<u8> {
    let loaded = match &options.path {
        Some(path) => load_without_check(path),
        None => shipped_without_check(),
    };
    let edition = match loaded {
        Ok(loaded) => loaded.edition,
        Err(error) => {
            for fault in &error.faults {
                eprintln!("parallax: {}", with_marks(&fault.to_string()));
            }
            return Ok(UNREADABLE);
        }
    };
    let shown = match chosen(&edition, &options.perspectives) {
        Ok(shown) => shown,
        Err(message) => {
            eprintln!("parallax: {}", with_marks(&message));
            return Ok(UNREADABLE);
        }
    };
    if edition.perspectives().is_empty() {
        return plain(&edition, options.width, out).map(|()| CLEAN);
    }
    let width = options.width.or_else(terminal_width).unwrap_or(WIDTH);
    let rows = Rows::new(&edition);
    let page = Page { edition: &edition, rows: &rows, shown, width: usize::from(width) };
    write_block(&page.head(), out)?;
    if page.has_whole() {
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

/// The places of the perspectives asked for, in the edition's order.
pub(super) fn chosen(edition: &Edition, codes: &[String]) -> Result<Vec<usize>, String> {
    let perspectives = edition.perspectives();
    for code in codes.iter().map(|code| code.trim()) {
        if !perspectives.iter().any(|p| p.code == code) {
            let known: Vec<String> = perspectives.iter().map(|p| format!("{} ({})", p.code, p.name)).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(format!("expected the codes of perspectives, of which there are {known}, but found `{code}`"));
        }
    }
    let wanted = |code: &str| codes.is_empty() || codes.iter().any(|wanted| wanted.trim() == code);
    Ok(perspectives.iter().enumerate().filter(|(_, p)| wanted(&p.code)).map(|(i, _)| i).collect())
}

/// An article that nobody answers: its words and nothing else, each paragraph on one line unless a width is asked for.
fn plain(edition: &Edition, width: Option<u16>, out: &mut impl Write) -> io::Result<()> {
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
