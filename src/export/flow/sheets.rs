//! The flow as lines of text, the same for every form.

use crate::model::minutes_and_seconds;
use crate::model::round::{Cell, Columns, Round, Side, Standing, standing};

/// Columns that the format does not have but that something stands in; more are left out.
const MOST_STRAY: usize = 50;

/// The flow of a round, ready to be written.
pub(super) struct Sheets<'a> {
    /// One for each column.
    pub heads: Vec<Head>,
    /// In the order of the flow.
    pub sheets: Vec<SheetLines<'a>>,
}

/// The head of a column.
pub(super) struct Head {
    /// Its name among the format's columns: `1AC`.
    column: String,
    /// With whose it is: `1AC · Aff`.
    pub text: String,
    /// Whose it is; none when the format has no such column.
    pub side: Option<Side>,
}

/// One sheet.
pub(super) struct SheetLines<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its rows.
    pub lines: Vec<Line>,
}

/// One argument.
pub(super) struct Line {
    /// What was said, for each head; empty where nothing was.
    pub cells: Vec<String>,
    /// How it stands.
    pub standing: Standing,
    /// The same in words.
    pub words: String,
    /// Whether it was let go on purpose.
    pub kicked: bool,
}

impl<'a> Sheets<'a> {
    /// The flow as it stands at [`Round::at`].
    pub fn of(round: &'a Round) -> Self {
        let columns = round.columns();
        let heads = heads(round, &columns);
        let sheets = round.flow.sheets.iter().map(|sheet| {
            let lines = sheet.rows.iter().map(|row| {
                let standing = standing(&columns, row, round.at);
                let words = standing.describe(round, &columns);
                let words = match (row.kicked, words.is_empty()) {
                    (false, _) => words,
                    (true, true) => "Kicked".to_owned(),
                    (true, false) => format!("Kicked; {}", lowered(&words)),
                };
                let cells = heads.iter().map(|head| row.cell(&head.column).map(text_of).unwrap_or_default()).collect();
                Line { cells, standing, words, kicked: row.kicked }
            });
            SheetLines { name: &sheet.name, lines: lines.collect() }
        });
        let sheets = sheets.collect();
        Self { heads, sheets }
    }
}

fn heads(round: &Round, columns: &Columns) -> Vec<Head> {
    let own = columns.all().iter().map(|column| Head {
        column: column.name.clone(),
        text: format!("{} · {}", column.name, round.side_name(column.side)),
        side: Some(column.side),
    });
    let mut heads: Vec<Head> = own.collect();
    let rows = round.flow.sheets.iter().flat_map(|sheet| &sheet.rows);
    for cell in rows.flat_map(|row| &row.cells).filter(|cell| cell.has_content()) {
        // Nothing that was written is left out for standing in a column of another format.
        if heads.len() < columns.all().len() + MOST_STRAY && heads.iter().all(|head| head.column != cell.column) {
            heads.push(Head { column: cell.column.clone(), text: cell.column.clone(), side: None });
        }
    }
    heads
}

/// A cell as it is read: its words, whether they are an extension, and where reading stopped.
fn text_of(cell: &Cell) -> String {
    let words = cell.text.trim();
    let words = match (cell.extends, words.is_empty()) {
        (false, _) => words.to_owned(),
        (true, true) => "→ Extended".to_owned(),
        (true, false) => format!("→ {words}"),
    };
    match cell.marked {
        Some(seconds) => format!("{words}\n[Marked at {}]", minutes_and_seconds(seconds.floor())),
        None => words,
    }
}

fn lowered(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
