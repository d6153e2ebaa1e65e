//! The icons of the interface, drawn as lines: no icon font is needed and they scale to any size.

use egui::{Painter, Rect, Stroke, pos2, vec2};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Three lines: the menu.
    Menu,
    /// A magnifying glass: search.
    Search,
    /// A cross: close.
    Close,
    /// An arrow up: earlier.
    Up,
    /// An arrow down: later.
    Down,
}

impl Icon {
    /// Paints the icon centred in a rectangle.
    pub fn paint(self, painter: &Painter, rect: Rect, stroke: Stroke) {
        let c = rect.center();
        let line = |a: egui::Vec2, b: egui::Vec2| painter.line_segment([c + a, c + b], stroke);
        match self {
            Self::Menu => {
                for y in [-4.0, 0.0, 4.0] {
                    line(vec2(-6.0, y), vec2(6.0, y));
                }
            }
            Self::Search => {
                painter.circle_stroke(pos2(c.x - 1.5, c.y - 1.5), 4.5, stroke);
                line(vec2(2.0, 2.0), vec2(6.0, 6.0));
            }
            Self::Close => {
                line(vec2(-4.0, -4.0), vec2(4.0, 4.0));
                line(vec2(-4.0, 4.0), vec2(4.0, -4.0));
            }
            Self::Up | Self::Down => {
                let s = if self == Self::Up { 1.0 } else { -1.0 };
                line(vec2(-4.0, 2.0 * s), vec2(0.0, -2.0 * s));
                line(vec2(0.0, -2.0 * s), vec2(4.0, 2.0 * s));
            }
        }
    }
}
