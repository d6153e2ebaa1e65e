//! Writes all sheets as one CSV file.

use ::csv::{Terminator, WriterBuilder};

use super::sheets::FlowSheets;
use crate::model::round::Round;

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Returns the flow as CSV (RFC 4180) in UTF-8 with a byte order mark, as spreadsheets expect. The columns are sheet,
/// row, one per speech, and the standing of the argument.
pub fn csv(round: &Round) -> Vec<u8> {
    let flow = FlowSheets::new(round);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    // Writing to a Vec cannot fail, and all records have the same number of fields.
    let mut write = |fields: Vec<&str>| drop(writer.write_record(fields.into_iter().map(disarmed)));
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

/// Prevents a spreadsheet from interpreting a text as a formula: prefixes an apostrophe where it would, as OWASP
/// advises. White space before the sign does not prevent the interpretation, so it is skipped.
fn disarmed(text: &str) -> String {
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).chars().next();
    let is_formula = first.is_some_and(|c| "=+-@＝＋－＠".contains(c));
    if is_formula || text.starts_with(['\t', '\r', '\0']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::disarmed;

    #[test]
    fn formulas_are_disarmed() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\n\t=1", "\tx", "\rx", "＝1", "\0x"] {
            assert_eq!(disarmed(text), format!("'{text}"));
        }
        for text in ["", "1AC · Aff", "a = b", "→ -1", "导弹", "\nx"] {
            assert_eq!(disarmed(text), text);
        }
    }
}
