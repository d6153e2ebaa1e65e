//! Tables as CSV for spreadsheets.

use ::csv::{Terminator, Writer, WriterBuilder};

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes CSV (RFC 4180) in UTF-8 with a byte order mark, as spreadsheets expect.
pub(super) struct CsvTable(Writer<Vec<u8>>);

impl CsvTable {
    pub(super) fn new() -> Self {
        Self(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec()))
    }

    /// Appends a row. All rows must have the same number of cells.
    pub(super) fn push_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        // Writing to a Vec cannot fail.
        let _ = self.0.write_record(cells.into_iter().map(disarmed));
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
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
    use super::{CsvTable, disarmed};

    #[test]
    fn formulas_are_disarmed() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\n\t=1", "\tx", "\rx", "＝1", "\0x"] {
            assert_eq!(disarmed(text), format!("'{text}"));
        }
        for text in ["", "1AC · Aff", "a = b", "→ -1", "导弹", "\nx"] {
            assert_eq!(disarmed(text), text);
        }
    }

    #[test]
    fn cells_with_commas_quotation_marks_and_line_breaks_are_quoted() {
        let mut table = CsvTable::new();
        table.push_row(["plain", "a, b", "said \"no\"", "two\nlines", "=1", ""]);
        table.push_row(["导弹", "", "", "", "", ""]);
        let expected = "\u{feff}plain,\"a, b\",\"said \"\"no\"\"\",\"two\nlines\",'=1,\r\n导弹,,,,,\r\n";
        assert_eq!(String::from_utf8(table.into_bytes()).unwrap(), expected);
    }
}
