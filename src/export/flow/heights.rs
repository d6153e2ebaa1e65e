//! Estimated row heights. Excel computes them itself, but other programs make such rows one line high and let the text
//! overlap.

use unicode_width::UnicodeWidthStr as _;

/// The height of a line in points, in the default font of a new workbook.
const LINE_HEIGHT: f64 = 15.0;

/// Letters per digit width, the unit of column widths. Slightly less than in most texts.
const LETTERS_PER_UNIT: f64 = 1.1;

/// The largest row height of Excel, in points.
const MAX_HEIGHT: f64 = 409.0;

/// Returns the height of a row in points, given the text and the column width (in characters) of each cell. Returns
/// `None` if one line is enough: without a fixed height, the row grows while the user types in it.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, f64)>) -> Option<f64> {
    let most = cells.map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    let height = most as f64 * LINE_HEIGHT;
    (most > 1).then(|| height.min(MAX_HEIGHT))
}

fn lines(text: &str, width: f64) -> usize {
    let capacity = (width * LETTERS_PER_UNIT).max(1.0) as usize;
    text.split('\n').map(|line| wrapped_lines(line, capacity)).sum()
}

fn wrapped_lines(line: &str, capacity: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in line.split(' ').map(|word| word.width()) {
        let blank = usize::from(used > 0);
        if used + blank + word <= capacity {
            used += blank + word;
            continue;
        }
        // Words longer than a line are broken at its end, as are scripts without spaces.
        let new_line = usize::from(used > 0);
        let full_lines = word.saturating_sub(1) / capacity;
        lines += new_line + full_lines;
        used = word - full_lines * capacity;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{height, lines};

    #[test]
    fn a_row_fits_its_longest_cell() {
        assert_eq!(lines("one two three", 7.0), 2);
        assert_eq!(lines("one\n\ntwo", 7.0), 3);
        assert_eq!(lines("incomprehensible", 7.0), 3);
        assert_eq!(lines("路灯午夜熄灭", 7.0), 2);
        assert_eq!(lines("", 8.0), 1);
        assert_eq!(height([("one", 7.0), ("one two three", 7.0)].into_iter()), Some(30.0));
        assert_eq!(height([("one", 8.0)].into_iter()), None);
        assert_eq!(height([("x\n".repeat(900).as_str(), 8.0)].into_iter()), Some(409.0));
    }
}
