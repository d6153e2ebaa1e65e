//! Type sizes and metrics of a slide, derived from the height of the screen and the distance of the last row.

use egui::{Rect, Vec2, pos2, vec2};

use crate::state::presentation::Room;
use crate::ui::faces::INTERFACE;
use crate::ui::theme::Theme;
use crate::ui::typeset::TextStyle;

/// The x-heights of Literata and of Atkinson Hyperlegible Next in ems (`sxHeight` of their OS/2 tables, and the height
/// of the glyph).
const LITERATA_X: f32 = 0.507;
/// See [`LITERATA_X`].
const ATKINSON_X: f32 = 0.496;

/// The longest line in ems, about 60 characters.
const MEASURE: f32 = 30.0;

/// The narrowest column beside another in ems, about 32 characters. Screens of 16:10 have room for two at the smallest
/// type, those of 4:3 do not.
const LEAST_COLUMN: f32 = 14.5;

/// The distance between two columns in ems.
const GUTTER: f32 = 1.2;

/// Styles and metrics of a slide. Lengths are in points of the canvas.
#[derive(Clone, Debug)]
pub struct SlideMetrics {
    /// The paragraph and the summaries.
    pub text: TextStyle,
    /// Names, marks, questions.
    pub label: TextStyle,
    /// The rectangle of the text; outside it is margin.
    pub body: Rect,
    /// The rectangle of the line above the text.
    pub head: Rect,
}

/// A column of text in the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The distance from the left edge of the body.
    pub left: f32,
    pub width: f32,
}

impl SlideMetrics {
    /// Computes the metrics for a screen of this size in a room. Nothing on a slide is smaller than these.
    pub fn new(canvas: Vec2, room: Room, theme: &Theme) -> Self {
        let x_height = room.x_height() * canvas.y;
        let text = TextStyle::new("literata", x_height / LITERATA_X, 1.32, theme.ink.0);
        let label = TextStyle::new(INTERFACE, x_height / ATKINSON_X, 1.28, theme.ink.0);
        // In a narrow window the margin shrinks before the text does.
        let side = (canvas.x * 0.06).min(text.size * 1.4);
        let width = (canvas.x - 2.0 * side).min(text.size * MEASURE);
        let left = (canvas.x - width) / 2.0;
        let edge = (canvas.y * 0.04).min(text.size * 0.8);
        let head = Rect::from_min_size(pos2(left, edge), vec2(width, label.line_height));
        let top = head.bottom() + text.size * 0.35;
        let body = Rect::from_min_max(pos2(left, top), pos2(left + width, (canvas.y - edge).max(top + 1.0)));
        Self { text, label, body, head }
    }

    /// Returns the metrics for a slide with the paragraph beside its replies, and the two columns; `None` if the screen is
    /// too narrow for them.
    pub fn side_by_side(&self, canvas: Vec2) -> Option<(Self, [Column; 2])> {
        let (em, middle) = (self.text.size, canvas.x / 2.0);
        let gutter = em * GUTTER;
        let width = ((canvas.x - em * 1.4 - gutter) / 2.0).min(em * MEASURE);
        if width < em * LEAST_COLUMN {
            return None;
        }
        let columns = [Column { left: 0.0, width }, Column { left: width + gutter, width }];
        let sides = middle - gutter / 2.0 - width..=middle + gutter / 2.0 + width;
        let widened = |rect: Rect| Rect::from_x_y_ranges(sides.clone(), rect.y_range());
        Some((Self { body: widened(self.body), head: widened(self.head), ..self.clone() }, columns))
    }

    /// Returns the column that fills the body.
    pub fn whole(&self) -> Column {
        Column { left: 0.0, width: self.body.width() }
    }

    /// Returns the side of the square around a stance's letter.
    pub fn mark_side(&self) -> f32 {
        (self.label.size * 1.15).round()
    }

    /// Returns the text's style, scaled.
    pub fn larger(&self, times: f32) -> TextStyle {
        let mut style = self.text.clone();
        style.size *= times;
        style.line_height = (style.line_height * times).round();
        style
    }
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::{ATKINSON_X, LITERATA_X, SlideMetrics};
    use crate::state::Projector;
    use crate::state::presentation::Room;
    use crate::ui::theme::Theme;

    #[test]
    fn no_type_on_a_slide_is_smaller_than_the_last_row_can_read() {
        let theme = Theme::projected(Projector::Light).unwrap();
        for (width, height) in [(800.0, 600.0), (1280.0, 720.0), (3840.0, 2160.0), (400.0, 900.0)] {
            for (screen_height, distance) in [(1.5, 4.0), (1.5, 12.0), (1.0, 20.0)] {
                let room = Room { screen_height, distance };
                let metrics = SlideMetrics::new(vec2(width, height), room, theme);
                let least = (metrics.text.size * LITERATA_X).min(metrics.label.size * ATKINSON_X);
                assert!(least >= 0.024 * height - 0.01, "{least} of {height}");
                assert!(least / height * screen_height >= 0.004 * distance - 0.0001, "{distance} m");
                assert!(
                    metrics.body.height() > metrics.text.line_height * 2.0,
                    "{width} × {height}: {:?}",
                    metrics.body
                );
            }
        }
    }
}
