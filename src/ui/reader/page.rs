//! What laying out and painting a row needs, and the pieces rows are made of.

use egui::{Painter, Vec2};

use crate::model::Script;
use crate::state::{AppState, Part};
use crate::ui::grid::{Grid, Span};
use crate::ui::laid::Laid;
use crate::ui::look::Look;
use crate::ui::typeset::TextStyle;

/// What laying out a row reads.
pub struct Page<'a> {
    /// What the reader is doing.
    pub state: &'a AppState,
    /// The text styles.
    pub look: &'a Look,
    /// The columns.
    pub grid: &'a Grid,
    /// Lays text out.
    pub painter: &'a Painter,
}

/// A text of a row that can be selected, in its place from the row's top and the view's left.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Which text.
    pub part: Part,
    /// The text laid out.
    pub block: Laid,
    /// From the left of the view and the top of the row.
    pub at: Vec2,
}

impl Page<'_> {
    /// Lays a text out in the script of its language.
    pub fn set(&self, text: &str, style: &TextStyle, script: Script, width: f32, rows: usize) -> Laid {
        Laid::new(self.painter, text, style, script, width, rows)
    }

    /// Lays out a label of the interface on one line.
    pub fn label(&self, text: &str, style: &TextStyle) -> Laid {
        self.set(text, style, Script::Latin, f32::INFINITY, 1)
    }

    /// The column a perspective's replies stand in: the first ones have their own, the last takes the rest.
    pub fn column_of(&self, place: usize) -> usize {
        place.min(self.grid.replies.len().saturating_sub(1))
    }

    /// The room of a column of replies.
    pub fn column(&self, column: usize) -> Span {
        self.grid.replies.get(column).copied().unwrap_or(self.grid.article)
    }
}
