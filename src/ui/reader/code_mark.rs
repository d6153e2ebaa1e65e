//! The mark of the paragraph or reply that a code led to.

use egui::{Rect, Stroke, StrokeKind};

use crate::model::rows::NoteRef;

use super::paint::RowPainter;

impl RowPainter<'_, '_> {
    /// Paints the mark behind a note, or with `None` behind the paragraph of a row, while it lasts.
    pub(super) fn paint_code_mark(&self, row: usize, note: Option<NoteRef>, rect: Rect) {
        if self.page.state.is_marked(row, note) {
            self.paint_mark(rect);
        }
    }

    /// Paints the mark behind what a jump led to.
    pub(super) fn paint_mark(&self, rect: Rect) {
        let theme = &self.page.styles.theme;
        // A line as well as a tint, because a tint alone is weak in some themes.
        let edge = Stroke::new(2.0, theme.accent.0);
        self.painter().rect(rect.expand(7.0), 5.0, theme.lit.0.gamma_multiply(0.6), edge, StrokeKind::Inside);
    }
}
