//! How high a row must be for its words. Excel would find out by itself, but other programs set such rows one line high
//! and let their words run into each other.

use unicode_width::UnicodeWidthStr as _;

/// The height of one line in points, for the face and size of a new workbook.
const LINE: f64 = 15.0;

/// Letters in the width of a digit, which is what columns are measured in; a little less than there are in most texts.
const LETTERS: f64 = 1.1;

/// The highest row that Excel has, in points.
const HIGHEST: f64 = 409.0;

/// The height of a row of cells, each a text and the width of its column in characters; none when one line is enough,
/// so that the row still grows while somebody writes in it.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, f64)>) -> Option<f64> {
    let most = cells.map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    #[allow(clippy::cast_precision_loss, reason = "cut to the highest row")]
    let height = most as f64 * LINE;
    (most > 1).then(|| height.min(HIGHEST))
}

/// Lines of a text that breaks between words.
fn lines(text: &str, width: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns are some ten characters wide")]
    let room = (width * LETTERS).max(1.0) as usize;
    text.split('\n').map(|line| wrapped(line, room)).sum()
}

fn wrapped(line: &str, room: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in line.split(' ').map(|word| word.width()) {
        let blank = usize::from(used > 0);
        if used + blank + word <= room {
            used += blank + word;
            continue;
        }
        // A word that is too long for a line is broken where the line ends; so are scripts without blanks.
        let fresh = usize::from(used > 0);
        let whole = word.saturating_sub(1) / room;
        lines += fresh + whole;
        used = word - whole * room;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{height, lines};

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
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
