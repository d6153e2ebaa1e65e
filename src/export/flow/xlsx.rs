//! A workbook with a worksheet for each sheet, to print and to write on.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::FlowError;
use super::heights::height;
use super::names::worksheet_names;
use super::sheets::{Head, Line, SheetLines, Sheets};
use crate::model::Date;
use crate::model::round::{Dropped, Round, Side, Standing, dropped};

/// The most that a cell may hold, in units of UTF-16.
const LONGEST_TEXT: usize = 32_767;

/// The most that a line at the top of a printed page may hold.
const LONGEST_HEADER: usize = 200;

/// The width of all speeches' columns together, in characters: what is readable on one printed page across.
const SPEECHES_WIDTH: f64 = 160.0;

/// The least and the most that one of them has.
const SPEECH_WIDTHS: (f64, f64) = (14.0, 40.0);

/// The width of the last column.
const STANDING_WIDTH: f64 = 20.0;

/// The two pens of a flow, blue and red-brown, told apart by those who do not see red and green; the side is named too.
const INKS: [Color; 2] = [Color::RGB(0x0b_3d_91), Color::RGB(0x8c_2d_04)];

/// The same, as a ground.
const GROUNDS: [Color; 2] = [Color::RGB(0xd6_e4_f7), Color::RGB(0xfb_e3_d3)];

/// The lines between cells.
const GREY: Color = Color::RGB(0xb0_b0_b0);

/// The flow as a workbook of Excel 2007 and later, with a last worksheet of what was dropped. The same round makes the
/// same bytes; the day is written into the file's properties.
///
/// # Errors
/// When the workbook cannot be written; a flow within its bounds can be.
pub fn xlsx(round: &Round, today: Option<Date>) -> Result<Vec<u8>, FlowError> {
    let flow = Sheets::of(round);
    let dropped = dropped(round);
    let last = if dropped.is_empty() { None } else { Some("Dropped") };
    let wished: Vec<&str> = flow.sheets.iter().map(|sheet| sheet.name).collect();
    // A workbook without a worksheet cannot be opened.
    let wished = if wished.is_empty() { vec!["Flow"] } else { wished };
    let names = worksheet_names(wished.iter().copied().chain(last));
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(round, today)?);
    let nothing = SheetLines { name: "", lines: Vec::new() };
    for (at, name) in names.iter().take(wished.len()).enumerate() {
        let page = workbook.add_worksheet();
        set_up(page, round, name)?;
        write_sheet(page, &flow.heads, flow.sheets.get(at).unwrap_or(&nothing))?;
    }
    if let Some(name) = names.get(wished.len()) {
        let page = workbook.add_worksheet();
        set_up(page, round, name)?;
        write_dropped(page, round, &dropped)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn properties(round: &Round, today: Option<Date>) -> Result<DocProperties, XlsxError> {
    // Without a day the program's own clock would be written, and no two files were the same.
    let (year, month, day) =
        today.map_or((2000, 1, 1), |date| (date.year().max(1900), date.month().unwrap_or(1), date.day().unwrap_or(1)));
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    Ok(DocProperties::new().set_title(clipped(&round.title, LONGEST_HEADER)).set_creation_datetime(&made))
}

/// What every worksheet has: its name, a header that stays, and a page across.
fn set_up(page: &mut Worksheet, round: &Round, name: &str) -> Result<(), XlsxError> {
    page.set_name(name)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape().set_print_fit_to_pages(1, 0);
    page.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    // An ampersand begins a code in this line.
    let title = clipped(&round.title, LONGEST_HEADER / 2).replace('&', "&&").replace(['\n', '\r'], " ");
    page.set_header(format!("&L{title}&R&A")).set_footer("&CPage &P of &N");
    Ok(())
}

fn write_sheet(page: &mut Worksheet, heads: &[Head], sheet: &SheetLines<'_>) -> Result<(), XlsxError> {
    #[allow(clippy::cast_precision_loss, reason = "as many columns are in no flow")]
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
            let format = said_format(head.side, line.kicked);
            if text.is_empty() {
                page.write_blank(row, column(at)?, &format)?;
            } else {
                page.write_string_with_format(row, column(at)?, clipped(text, LONGEST_TEXT), &format)?;
            }
        }
        page.write_string_with_format(row, last, clipped(&line.words, LONGEST_TEXT), &standing_format(line))?;
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
    for (one, row) in dropped.iter().zip(1u32..) {
        let sheet = round.flow.sheets.get(one.sheet).map_or("", |sheet| sheet.name.as_str());
        let number = (one.at + 1).to_string();
        let texts = [sheet, &number, &one.row, &one.what, round.side_name(one.by), &one.column];
        for (at, text) in texts.into_iter().enumerate() {
            page.write_string_with_format(row, column(at)?, clipped(text, LONGEST_TEXT), &said_format(None, false))?;
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
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(GREY)
}

fn head_format(side: Option<Side>) -> Format {
    let format = wrapped().set_bold().set_border_bottom(FormatBorder::Medium);
    match side {
        Some(side) => format.set_font_color(*side.of(&INKS)).set_background_color(*side.of(&GROUNDS)),
        None => format.set_background_color(Color::RGB(0xe8_e8_e8)),
    }
}

fn said_format(side: Option<Side>, kicked: bool) -> Format {
    match (kicked, side) {
        (true, _) => wrapped().set_italic().set_font_color(Color::RGB(0x59_59_59)),
        (false, Some(side)) => wrapped().set_font_color(*side.of(&INKS)),
        (false, None) => wrapped(),
    }
}

/// The ground says again what the words say.
fn standing_format(line: &Line) -> Format {
    let ground = match line.standing {
        _ if line.kicked => 0xe8_e8_e8,
        Standing::Blank | Standing::New { .. } => return wrapped(),
        Standing::Due { .. } => 0xff_f2_cc,
        Standing::Answered { .. } => 0xdd_ee_dd,
        Standing::Dropped { .. } => 0xf4_c7_c3,
    };
    let format = wrapped().set_background_color(Color::RGB(ground));
    if matches!(line.standing, Standing::Dropped { .. }) && !line.kicked { format.set_bold() } else { format }
}

/// A text of at most so many units of UTF-16, with a sign at the end where some is left out.
fn clipped(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut left = most - 1;
    let fits = |c: &char| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.push('…');
    short
}
