//! The layout of the window: the grid, the article with a panel, or a single column; and its edge and its height.

use egui::{Rect, Vec2, vec2};

use crate::state::{AppState, Settings};

/// A column, in logical pixels from the left of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub left: f32,
    pub width: f32,
}

impl Column {
    pub fn right(self) -> f32 {
        self.left + self.width
    }
}

/// How article and replies are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Article and up to three columns of replies in rows.
    Rows,
    /// The article, and a panel with the replies to the active paragraph.
    Panel,
    /// One column: replies under each paragraph.
    Interleaved,
}

/// The columns for a width.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// How they are arranged.
    pub arrangement: Arrangement,
    /// The right edge of paragraph numbers.
    pub numbers: f32,
    pub article: Column,
    /// Replies: one to three columns, or the panel, or the column under the article.
    pub replies: Vec<Column>,
}

/// The space between a bar's contents and the edge of the window, on every screen.
pub const EDGE: f32 = 20.0;

/// Windows lower than this have smaller bars in as few lines as possible, and dialogs from edge to edge in which what must be
/// answered comes first; in logical pixels.
pub const LOW: f32 = 480.0;

/// The least room that views are laid out in, in logical pixels. The program asks for larger windows, but a desktop may
/// make one smaller: it then shows a part of this room, in which views would have rectangles without any.
const LEAST_ROOM: Vec2 = vec2(280.0, 200.0);

/// Returns a rectangle with at least the least room of views.
pub fn at_least_room(rect: Rect) -> Rect {
    Rect::from_min_size(rect.min, rect.size().max(LEAST_ROOM))
}

/// Returns whether a window is lower than [`LOW`].
pub fn is_low(view: Rect) -> bool {
    view.height() < LOW
}

/// Minimum content widths of the grid with three, two and one columns of replies.
const COLUMNS_FROM: [(f32, usize); 3] = [(1900.0, 3), (1400.0, 2), (1100.0, 1)];
/// Minimum content width of the article with a panel.
const PANEL_FROM: f32 = 700.0;
/// Least width of a column beside another, in characters.
const FEWEST_CHARACTERS: f32 = 38.0;
/// Greatest width of a column of replies, in characters.
const MOST_CHARACTERS: f32 = 68.0;
/// Left of the article: the paragraph numbers and the active row's mark.
const GUTTER: f32 = 84.0;
/// Between article and replies, where the brackets are.
const BETWEEN: f32 = 34.0;
/// Between two columns of replies.
const BETWEEN_REPLIES: f32 = 30.0;
/// Right of the replies: the scroll bar.
const MARGIN: f32 = 28.0;

impl Grid {
    /// Computes the columns for a view of `width`. An article without perspectives gets the whole page.
    pub fn for_state(state: &AppState, (article_char, summary_char): (f32, f32), width: f32) -> Self {
        if state.edition.perspectives().is_empty() {
            return Self::interleaved(width, (state.settings.measure * article_char).round());
        }
        Self::new(width, article_char, summary_char, &state.settings)
    }

    /// Computes the columns for a view of `width` from the average character widths of the article and of summaries.
    pub fn new(width: f32, article_char: f32, summary_char: f32, settings: &Settings) -> Self {
        let measure = (settings.measure * article_char).round();
        if !settings.interleaved {
            for (_, columns) in COLUMNS_FROM.into_iter().filter(|(from, _)| width >= *from) {
                if let Some(grid) = Self::rows(width, measure, article_char, summary_char, columns) {
                    return grid;
                }
            }
            if width >= PANEL_FROM
                && let Some(grid) = Self::panel(width, measure, article_char, summary_char)
            {
                return grid;
            }
        }
        Self::interleaved(width, measure)
    }

    fn rows(width: f32, measure: f32, article_char: f32, summary_char: f32, columns: usize) -> Option<Self> {
        let n = columns as f32;
        let room = width - GUTTER - BETWEEN - MARGIN - (n - 1.0) * BETWEEN_REPLIES;
        let least = FEWEST_CHARACTERS * summary_char;
        // The article shrinks for the replies, but not below its own minimum.
        let article = measure.min(room - n * least).floor();
        if article < FEWEST_CHARACTERS.max(45.0) * article_char {
            return None;
        }
        let reply = ((room - article) / n).min(MOST_CHARACTERS * summary_char).floor();
        let spare = ((room - article - n * reply) / 2.0).max(0.0).floor();
        let left = GUTTER + spare;
        let mut replies = Vec::with_capacity(columns);
        let mut at = left + article + BETWEEN;
        for _ in 0..columns {
            replies.push(Column { left: at, width: reply });
            at += reply + BETWEEN_REPLIES;
        }
        let article = Column { left, width: article };
        Some(Self { arrangement: Arrangement::Rows, numbers: left - 20.0, article, replies })
    }

    fn panel(width: f32, measure: f32, article_char: f32, summary_char: f32) -> Option<Self> {
        let gutter = 56.0;
        let room = width - gutter - BETWEEN - MARGIN;
        let least = FEWEST_CHARACTERS * summary_char;
        let article = measure.min(room - least).min((room * 0.56).max(FEWEST_CHARACTERS * article_char)).floor();
        if article < FEWEST_CHARACTERS * article_char {
            return None;
        }
        let reply = (room - article).min(MOST_CHARACTERS * summary_char).floor();
        let replies = vec![Column { left: gutter + article + BETWEEN, width: reply }];
        let article = Column { left: gutter, width: article };
        Some(Self { arrangement: Arrangement::Panel, numbers: gutter - 14.0, article, replies })
    }

    fn interleaved(width: f32, measure: f32) -> Self {
        let gutter = if width < 480.0 { 46.0 } else { 64.0 };
        let text = measure.min(width - gutter - MARGIN).max(120.0).floor();
        let left = gutter + ((width - gutter - MARGIN - text) / 2.0).max(0.0).floor();
        let column = Column { left, width: text };
        Self { arrangement: Arrangement::Interleaved, numbers: left - 14.0, article: column, replies: vec![column] }
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrangement, Grid};
    use crate::state::Settings;

    fn grid(width: f32, type_size: f32) -> Grid {
        Grid::new(width, type_size * 0.49, type_size * 0.49 * 0.84, &Settings { type_size, ..Settings::default() })
    }

    #[test]
    fn the_width_decides_the_columns() {
        for (width, arrangement, columns) in [
            (2560.0, Arrangement::Rows, 3),
            (1920.0, Arrangement::Rows, 3),
            (1500.0, Arrangement::Rows, 2),
            (1280.0, Arrangement::Rows, 1),
            (800.0, Arrangement::Panel, 1),
            (640.0, Arrangement::Interleaved, 1),
            (320.0, Arrangement::Interleaved, 1),
        ] {
            let grid = grid(width, 19.0);
            assert_eq!((grid.arrangement, grid.replies.len()), (arrangement, columns), "{width}");
            assert!(grid.replies.iter().all(|r| r.right() <= width), "{width}");
        }
    }

    #[test]
    fn wide_windows_get_wider_margins_and_never_longer_lines() {
        let (usual, wide) = (grid(1920.0, 19.0), grid(3840.0, 19.0));
        assert_eq!(usual.article.width, wide.article.width);
        assert!(wide.replies[0].width <= 68.0 * 19.0 * 0.49 * 0.84);
        assert!(wide.article.left > usual.article.left + 400.0);
    }

    #[test]
    fn large_type_never_makes_two_columns_under_38_characters() {
        for size in 12..=48u8 {
            for width in (320..2600u16).step_by(20) {
                let size = f32::from(size);
                let grid = grid(f32::from(width), size);
                if grid.arrangement != Arrangement::Interleaved {
                    assert!(grid.article.width >= 38.0 * size * 0.49 - 1.0, "{width} {size}");
                    assert!(grid.replies[0].width >= 38.0 * size * 0.49 * 0.84 - 1.0, "{width} {size}");
                }
            }
        }
    }
}
