//! Inline marks of the article, its links, and the correspondence of a copy's paragraph to the edition.

use egui::{CursorIcon, Id, Pos2, Rect, Role, Sense, Stroke};

use crate::model::MarkKind;
use crate::state::{Action, CopyAction};
use crate::ui::controls::{Control as _, tooltip};
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::paint::RowPainter;
use super::related;
use super::row::{RowLayout, mark_ranges};

/// Links of a paragraph that can be clicked; further ones are only painted.
const MOST_LINKS: usize = 200;

impl RowPainter<'_, '_> {
    /// Shows the line that says how a paragraph of a copy corresponds to the edition; a click opens the review of the
    /// two.
    pub(super) fn status_line(&mut self, row: &RowLayout, at: Pos2) {
        let Some((layout, offset)) = &row.status else { return };
        let Some(standing) = self.page.state.copy.row_status(row.number) else { return };
        let rect = Rect::from_min_size(at + *offset, layout.size()).intersect(self.view);
        layout.paint(self.painter(), at + *offset);
        let id = self.ui.scope_id().with(("standing", row.number));
        let response = self.ui.interact(rect, id, Sense::click()).named(Role::Button, &standing.text);
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        crate::ui::controls::focus_ring(self.ui, self.page.styles, rect, &response);
        tooltip(response, "Look at the two side by side, and correct it")
            .on_click(self.out, CopyAction::ReviewRow(row.number));
    }

    /// Shows the links of a paragraph whose text is painted at a point.
    pub(super) fn links(&mut self, row: usize, layout: &TextLayout, at: Pos2) {
        let state = self.page.state;
        let Some(paragraph) = state.paragraph_of(row).filter(|p| !p.marks.is_empty()) else { return };
        let links = mark_ranges(paragraph).into_iter().filter_map(|(range, kind)| match kind {
            MarkKind::Link(to) => Some((range, to)),
            _ => None,
        });
        for (number, (range, to)) in links.take(MOST_LINKS).enumerate() {
            let words = paragraph.text.get(range.clone()).unwrap_or_default();
            let first = paragraph.text.get(..range.start).map_or(0, |before| before.chars().count());
            let rects = layout.rects(first..first + words.chars().count());
            let rects: Vec<Rect> = rects.iter().map(|b| b.translate(at.to_vec2())).collect();
            let id = self.ui.scope_id().with(("link", row, number));
            if self.link(id, &rects, &self.page.styles.article, (words, to)) {
                self.out.push(Action::OpenLink(to.clone()));
            }
        }
    }

    /// Shows words in these places as a link, with a name and a tip: underlines them and adds a node for them. Returns
    /// whether it was pressed.
    pub(super) fn link(&self, id: Id, rects: &[Rect], style: &TextStyle, (name, tip): (&str, &str)) -> bool {
        let colour = self.page.styles.marks.link;
        let below = (style.line_height - style.size) * 0.28;
        for b in rects {
            self.painter().hline(b.x_range(), b.bottom() - below, Stroke::new(1.0, colour));
        }
        let rects: Vec<Rect> = rects.iter().map(|b| b.intersect(self.view)).collect();
        let Some(place) = rects.iter().find(|b| b.is_positive()) else { return false };
        // One node per link; a click on a further line of it counts as one on the first.
        let response = self.ui.interact(*place, id, Sense::click()).named(Role::Link, name);
        crate::ui::controls::focus_ring(self.ui, self.page.styles, *place, &response);
        let over = rects.iter().any(|b| self.ui.rect_contains_pointer(*b));
        let pressed = over && self.ui.input(|input| input.pointer.primary_clicked());
        if over {
            self.ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        let clicked = response.clicked();
        tooltip(response, tip);
        clicked || pressed
    }

    /// Shows the line at a point. A press on a title opens its edition.
    pub(super) fn related_links(&mut self, line: &related::RelatedLine, at: Pos2) {
        line.layout.paint(self.painter(), at);
        for (number, (range, title, location)) in line.links.iter().enumerate() {
            let rects: Vec<Rect> = line.layout.rects(range.clone()).iter().map(|b| b.translate(at.to_vec2())).collect();
            let id = self.ui.scope_id().with(("related", number));
            let name = format!("{}{title}", related::LABEL);
            if self.link(id, &rects, &self.page.styles.small, (&name, "Open this edition")) {
                self.out.push(Action::OpenEdition(location.clone()));
            }
        }
    }
}
