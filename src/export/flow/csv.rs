//! All sheets in one file of comma-separated values.

use ::csv::{Terminator, WriterBuilder};

use super::sheets::Sheets;
use crate::model::round::Round;

/// By which a spreadsheet knows that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The flow as CSV of RFC 4180 in UTF-8 with a byte order mark, as spreadsheets want it: sheet, row, what was said in each
/// speech, and how the argument stands.
pub fn csv(round: &Round) -> Vec<u8> {
    let flow = Sheets::of(round);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    // A list of bytes refuses nothing, and every record has as many fields.
    let mut write = |fields: Vec<&str>| drop(writer.write_record(fields.into_iter().map(harmless)));
    let heads = flow.heads.iter().map(|head| head.text.as_str());
    write(["Sheet", "Row"].into_iter().chain(heads).chain(["Standing"]).collect());
    for sheet in &flow.sheets {
        for (number, line) in sheet.lines.iter().enumerate() {
            let number = (number + 1).to_string();
            let cells = line.cells.iter().map(String::as_str);
            write([sheet.name, &number].into_iter().chain(cells).chain([line.words.as_str()]).collect());
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// A text that no spreadsheet takes for a formula: with an apostrophe before it where it would, which is what OWASP
/// advises. Blanks before the sign are no help to whoever opens the file, so they do not count.
fn harmless(text: &str) -> String {
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).chars().next();
    let formula = begins.is_some_and(|c| "=+-@＝＋－＠".contains(c));
    if formula || text.starts_with(['\t', '\r', '\0']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_would_be_a_formula_is_not_one_any_more() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\n\t=1", "\tx", "\rx", "＝1", "\0x"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "1AC · Aff", "a = b", "→ -1", "导弹", "\nx"] {
            assert_eq!(harmless(text), text);
        }
    }
}
