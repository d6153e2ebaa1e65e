//! The flow as rows of text, shared by all formats.

use crate::model::minutes_and_seconds;
use crate::model::round::{Cell, Columns, Round, Side, Standing, standing};

/// The largest number of columns outside the format that are added for cells in them; further ones are omitted.
const MAX_EXTRA_COLUMNS: usize = 50;

/// The flow of a round as text.
pub(super) struct FlowSheets<'a> {
    /// The column headers.
    pub heads: Vec<ColumnHead>,
    /// The sheets in the order of the flow.
    pub sheets: Vec<FlowSheet<'a>>,
}

pub(super) struct ColumnHead {
    /// The name of the column in the round's format: `1AC`.
    column: String,
    /// The text of the header, with the side: `1AC · Aff`.
    pub text: String,
    /// The side, or `None` if the format has no such column.
    pub side: Option<Side>,
}

pub(super) struct FlowSheet<'a> {
    /// The name of the sheet.
    pub name: &'a str,
    /// The arguments.
    pub lines: Vec<ArgumentRow>,
}

pub(super) struct ArgumentRow {
    /// The text for each column header; empty if nothing was said.
    pub cells: Vec<String>,
    /// The standing of the argument.
    pub standing: Standing,
    /// The standing in words.
    pub words: String,
    /// Whether the argument was kicked, that is, dropped deliberately.
    pub kicked: bool,
}

impl<'a> FlowSheets<'a> {
    /// Returns the flow at [`Round::at`].
    pub fn new(round: &'a Round) -> Self {
        let columns = round.columns();
        let heads = heads(round, &columns);
        let sheets = round.flow.sheets.iter().map(|sheet| {
            let lines = sheet.rows.iter().map(|row| {
                let standing = standing(&columns, row, round.at);
                let words = standing.describe(round, &columns);
                let words = match (row.kicked, words.is_empty()) {
                    (false, _) => words,
                    (true, true) => "Kicked".to_owned(),
                    (true, false) => format!("Kicked; {}", lowercase_first(&words)),
                };
                let cells = heads.iter().map(|head| row.cell(&head.column).map(text_of).unwrap_or_default()).collect();
                ArgumentRow { cells, standing, words, kicked: row.kicked }
            });
            FlowSheet { name: &sheet.name, lines: lines.collect() }
        });
        let sheets = sheets.collect();
        Self { heads, sheets }
    }
}

fn heads(round: &Round, columns: &Columns) -> Vec<ColumnHead> {
    let format_heads = columns.all().iter().map(|column| ColumnHead {
        column: column.name.clone(),
        text: format!("{} · {}", column.name, round.side_name(column.side)),
        side: Some(column.side),
    });
    let mut heads: Vec<ColumnHead> = format_heads.collect();
    let rows = round.flow.sheets.iter().flat_map(|sheet| &sheet.rows);
    for cell in rows.flat_map(|row| &row.cells).filter(|cell| cell.has_content()) {
        // A cell in a column of another format is kept too.
        if heads.len() < columns.all().len() + MAX_EXTRA_COLUMNS && heads.iter().all(|head| head.column != cell.column)
        {
            heads.push(ColumnHead { column: cell.column.clone(), text: cell.column.clone(), side: None });
        }
    }
    heads
}

/// Returns the text of a cell: its words, whether they are an extension, and where reading stopped.
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

fn lowercase_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
