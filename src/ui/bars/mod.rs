//! The bars of the window: modes and search above, what is being read and who speaks below it, and status at the bottom.

mod chip_labels;
mod mode_bar;
mod reading_bar;
mod search_field;
mod status;

use egui::{Painter, Rect, vec2};

use super::controls::width_of;
use super::grid::{EDGE, is_low};

pub use mode_bar::show as mode_bar;
pub use reading_bar::ReadingBar;
pub use search_field::{SearchField, is_search_field};
pub use status::{help, show as status};

/// The size of text in the bars, in logical pixels.
const TEXT: f32 = 13.0;

/// The space at both sides of the text of a button in a status bar.
const STATUS_PAD: f32 = 8.0;

/// Returns the heights of the bar with the modes, a bar of one line below it, and the status bar.
pub fn heights(view: Rect) -> (f32, f32, f32) {
    if is_low(view) { (38.0, 36.0, 26.0) } else { (46.0, 50.0, 34.0) }
}

/// Returns a bar without the margins at its left and right.
pub fn inside(bar: Rect) -> Rect {
    bar.shrink2(vec2(EDGE, 0.0))
}

/// Returns a status bar without its margins: the text of [`help`] ends at the margin, its button reaches into it.
pub fn inside_status(bar: Rect) -> Rect {
    let inner = inside(bar);
    inner.with_max_x(inner.right() + STATUS_PAD)
}

pub fn help_width(painter: &Painter) -> f32 {
    width_of(painter, "Help", TEXT) + 2.0 * STATUS_PAD
}

/// Returns the first of the wordings of a text that is at most `room` wide, or else the last one.
pub fn fitting<'a>(painter: &Painter, wordings: &[&'a str], size: f32, room: f32) -> &'a str {
    let fits = |text: &&&str| width_of(painter, text, size) <= room;
    wordings.iter().find(fits).or(wordings.last()).copied().unwrap_or_default()
}
