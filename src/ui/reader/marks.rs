//! Inline marks of the article, its links, and the correspondence of a copy's paragraph to the edition.

use std::ops::Range;

use egui::{CursorIcon, Pos2, Rect, Role, Sense, Stroke, WidgetInfo};

use crate::model::{MarkKind, Paragraph};
use crate::state::Action;
use crate::ui::controls::tip;
use crate::ui::laid::Laid;

use super::paint::Canvas;
use super::row::Row;

/// Links of a paragraph that can be clicked; further ones are only painted.
const MOST_LINKS: usize = 200;

/// Returns the byte ranges of a paragraph's inline marks. Marks whose words are not in the text are skipped; `check`
/// reports them.
pub fn places(paragraph: &Paragraph) -> Vec<(Range<usize>, &MarkKind)> {
    paragraph.marks.iter().filter_map(|mark| Some((mark.place(&paragraph.text)?, &mark.kind))).collect()
}

impl Canvas<'_, '_> {
    /// Shows the line that says how a paragraph of a copy corresponds to the edition; a click opens the review of the
    /// two.
    pub(super) fn standing(&mut self, row: &Row, at: Pos2) {
        let Some((block, offset)) = &row.standing else { return };
        let Some(standing) = self.page.state.standing_of(row.number) else { return };
        let rect = Rect::from_min_size(at + *offset, block.size()).intersect(self.view);
        block.paint(self.painter(), at + *offset);
        let id = self.ui.scope_id().with(("standing", row.number));
        let response = self.ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &standing.text));
        crate::ui::controls::focus_ring(self.ui, self.page.look, rect, &response);
        if response.hovered() {
            self.ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        if tip(response, "Look at the two side by side, and correct it").clicked() {
            self.out.push(Action::ReviewRow(row.number));
        }
    }

    /// Shows the links of a paragraph whose text is painted at a point.
    pub(super) fn links(&mut self, row: usize, block: &Laid, at: Pos2) {
        let state = self.page.state;
        let Some(paragraph) = state.paragraph_of(row).filter(|p| !p.marks.is_empty()) else { return };
        let links = places(paragraph).into_iter().filter_map(|(range, kind)| match kind {
            MarkKind::Link(to) => Some((range, to)),
            _ => None,
        });
        for (number, (range, to)) in links.take(MOST_LINKS).enumerate() {
            let words = paragraph.text.get(range.clone()).unwrap_or_default();
            let first = paragraph.text.get(..range.start).map_or(0, |before| before.chars().count());
            let boxes = block.boxes(first..first + words.chars().count());
            let colour = self.page.look.marks.link;
            let below = (self.page.look.article.line_height - self.page.look.article.size) * 0.28;
            for b in &boxes {
                let b = b.translate(at.to_vec2());
                self.painter().hline(b.x_range(), b.bottom() - below, Stroke::new(1.0, colour));
            }
            let boxes: Vec<Rect> = boxes.iter().map(|b| b.translate(at.to_vec2()).intersect(self.view)).collect();
            let Some(place) = boxes.iter().find(|b| b.is_positive()) else { continue };
            // One node per link; a click on a further line of it counts as one on the first.
            let response = self.ui.interact(*place, self.ui.scope_id().with(("link", row, number)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
            crate::ui::controls::focus_ring(self.ui, self.page.look, *place, &response);
            let over = boxes.iter().any(|b| self.ui.rect_contains_pointer(*b));
            let pressed = over && self.ui.input(|input| input.pointer.primary_clicked());
            if over {
                self.ui.set_cursor_icon(CursorIcon::PointingHand);
            }
            if response.clicked() || pressed {
                self.out.push(Action::OpenLink(to.clone()));
            }
            tip(response, to);
        }
    }
}
