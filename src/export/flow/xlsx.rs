//! Writes a workbook with a worksheet for each sheet, to print and to edit.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::FlowError;
use super::heights::height;
use super::sheets::{ArgumentRow, ColumnHead, FlowSheet, FlowSheets};
use super::worksheet_names::{beginning, worksheet_names};
use crate::model::Date;
use crate::model::round::{Dropped, Round, Side, Standing, dropped};

/// The longest cell text, in UTF-16 code units.
const MAX_TEXT_LEN: usize = 32_767;

/// The longest page header.
const MAX_HEADER_LEN: usize = 200;

/// The total width of the speech columns, in characters: what is readable on one landscape page.
const SPEECHES_WIDTH: f64 = 160.0;

/// The smallest and the largest width of a speech column.
const SPEECH_WIDTHS: (f64, f64) = (14.0, 40.0);

/// The width of the last column.
const STANDING_WIDTH: f64 = 20.0;

/// The font colours of the two sides, blue and red-brown, distinguishable with red-green colour blindness; the side is
/// named too.
const FONT_COLORS: [Color; 2] = [Color::RGB(0x0b_3d_91), Color::RGB(0x8c_2d_04)];

/// The fill colours of the two sides.
const FILL_COLORS: [Color; 2] = [Color::RGB(0xd6_e4_f7), Color::RGB(0xfb_e3_d3)];

/// The colour of cell borders.
const BORDER_COLOR: Color = Color::RGB(0xb0_b0_b0);

/// Returns the flow as a workbook of Excel 2007 and later, with a last worksheet of dropped arguments. The same round
/// and date give the same bytes; the date is in the file's properties.
///
/// # Errors
/// Returns an error if the workbook cannot be written. This does not happen to a flow within its limits.
pub fn xlsx(round: &Round, today: Option<Date>) -> Result<Vec<u8>, FlowError> {
    let flow = FlowSheets::new(round);
    let dropped = dropped(round);
    let last = if dropped.is_empty() { None } else { Some("Dropped") };
    let requested: Vec<&str> = flow.sheets.iter().map(|sheet| sheet.name).collect();
    // A workbook without worksheets cannot be opened.
    let requested = if requested.is_empty() { vec!["Flow"] } else { requested };
    let names = worksheet_names(requested.iter().copied().chain(last));
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(round, today)?);
    let empty = FlowSheet { name: "", lines: Vec::new() };
    for (at, name) in names.iter().take(requested.len()).enumerate() {
        let page = workbook.add_worksheet();
        set_up(page, round, name)?;
        write_sheet(page, &flow.heads, flow.sheets.get(at).unwrap_or(&empty))?;
    }
    if let Some(name) = names.get(requested.len()) {
        let page = workbook.add_worksheet();
        set_up(page, round, name)?;
        write_dropped(page, round, &dropped)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn properties(round: &Round, today: Option<Date>) -> Result<DocProperties, XlsxError> {
    // Without a date, the library writes the current time, and no two files would be equal.
    let (year, month, day) =
        today.map_or((2000, 1, 1), |date| (date.year().max(1900), date.month().unwrap_or(1), date.day().unwrap_or(1)));
    let created = ExcelDateTime::from_ymd(year, month, day)?;
    Ok(DocProperties::new().set_title(truncated(&round.title, MAX_HEADER_LEN)).set_creation_datetime(&created))
}

/// Sets up a worksheet: name, frozen header row, and landscape page.
fn set_up(page: &mut Worksheet, round: &Round, name: &str) -> Result<(), XlsxError> {
    page.set_name(name)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape().set_print_fit_to_pages(1, 0);
    page.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    // An ampersand starts a code in the header.
    let title = truncated(&round.title, MAX_HEADER_LEN / 2).replace('&', "&&").replace(['\n', '\r'], " ");
    page.set_header(format!("&L{title}&R&A")).set_footer("&CPage &P of &N");
    Ok(())
}

fn write_sheet(page: &mut Worksheet, heads: &[ColumnHead], sheet: &FlowSheet<'_>) -> Result<(), XlsxError> {
    let width = (SPEECHES_WIDTH / heads.len().max(1) as f64).round().clamp(SPEECH_WIDTHS.0, SPEECH_WIDTHS.1);
    for (at, head) in heads.iter().enumerate() {
        let column = column(at)?;
        page.set_column_width(column, width)?;
        page.write_string_with_format(0, column, &head.text, &head_format(head.side))?;
    }
    let last = column(heads.len())?;
    page.set_column_width(last, STANDING_WIDTH)?;
    page.write_string_with_format(0, last, "Standing", &head_format(None))?;
    for (line, row) in sheet.lines.iter().zip(1u32..) {
        for (at, (text, head)) in line.cells.iter().zip(heads).enumerate() {
            let format = cell_format(head.side, line.kicked);
            if text.is_empty() {
                page.write_blank(row, column(at)?, &format)?;
            } else {
                page.write_string_with_format(row, column(at)?, truncated(text, MAX_TEXT_LEN), &format)?;
            }
        }
        page.write_string_with_format(row, last, truncated(&line.words, MAX_TEXT_LEN), &standing_format(line))?;
        let cells = line.cells.iter().map(|text| (text.as_str(), width));
        if let Some(height) = height(cells.chain([(line.words.as_str(), STANDING_WIDTH)])) {
            page.set_row_height(row, height)?;
        }
    }
    Ok(())
}

fn write_dropped(page: &mut Worksheet, round: &Round, dropped: &[Dropped]) -> Result<(), XlsxError> {
    let heads = [("Sheet", 20.0), ("Row", 6.0), ("Argument", 40.0), ("Not answered", 40.0), ("By", 12.0), ("In", 12.0)];
    for (at, (head, width)) in heads.into_iter().enumerate() {
        page.set_column_width(column(at)?, width)?;
        page.write_string_with_format(0, column(at)?, head, &head_format(None))?;
    }
    for (argument, row) in dropped.iter().zip(1u32..) {
        let sheet = round.flow.sheets.get(argument.sheet).map_or("", |sheet| sheet.name.as_str());
        let number = (argument.at + 1).to_string();
        let texts = [sheet, &number, &argument.row, &argument.what, round.side_name(argument.by), &argument.column];
        for (at, text) in texts.into_iter().enumerate() {
            page.write_string_with_format(row, column(at)?, truncated(text, MAX_TEXT_LEN), &cell_format(None, false))?;
        }
        if let Some(height) = height(texts.into_iter().zip(heads.map(|(_, width)| width))) {
            page.set_row_height(row, height)?;
        }
    }
    Ok(())
}

fn column(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}

fn wrapped() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(BORDER_COLOR)
}

fn head_format(side: Option<Side>) -> Format {
    let format = wrapped().set_bold().set_border_bottom(FormatBorder::Medium);
    match side {
        Some(side) => format.set_font_color(*side.of(&FONT_COLORS)).set_background_color(*side.of(&FILL_COLORS)),
        None => format.set_background_color(Color::RGB(0xe8_e8_e8)),
    }
}

fn cell_format(side: Option<Side>, kicked: bool) -> Format {
    match (kicked, side) {
        (true, _) => wrapped().set_italic().set_font_color(Color::RGB(0x59_59_59)),
        (false, Some(side)) => wrapped().set_font_color(*side.of(&FONT_COLORS)),
        (false, None) => wrapped(),
    }
}

/// Returns the format of a standing, whose fill repeats what the text says.
fn standing_format(line: &ArgumentRow) -> Format {
    let fill = match line.standing {
        _ if line.kicked => 0xe8_e8_e8,
        Standing::Blank | Standing::New { .. } => return wrapped(),
        Standing::Due { .. } => 0xff_f2_cc,
        Standing::Answered { .. } => 0xdd_ee_dd,
        Standing::Dropped { .. } => 0xf4_c7_c3,
    };
    let format = wrapped().set_background_color(Color::RGB(fill));
    if matches!(line.standing, Standing::Dropped { .. }) && !line.kicked { format.set_bold() } else { format }
}

/// Truncates a text to `most` UTF-16 code units, with an ellipsis if anything is cut off.
fn truncated(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    beginning(text, most - 1) + "…"
}
