//! Going to a hit of the search: nothing moves where it is in view.

use egui::{Order, Rect, Ui, pos2, vec2};

use crate::state::{Part, Place};
use crate::ui::grid::Arrangement;

use super::keep_replies::MARGIN;
use super::reply::{ReplyKind, TextRole};
use super::row::RowLayout;
use super::scroll::Scroller;

/// Returns what is painted over the text, from the top left of the view: the panel of the search, dialogs and notices.
pub(super) fn covers(ui: &Ui, view: Rect) -> Vec<Rect> {
    let is_over = |order: Order| matches!(order, Order::Middle | Order::Foreground);
    let over = ui.memory(|memory| {
        let layers = memory.areas().visible_layer_ids().into_iter().filter(|layer| is_over(layer.order));
        layers.filter_map(|layer| memory.area_rect(layer.id)).collect::<Vec<_>>()
    });
    over.into_iter().filter(|rect| rect.intersects(view)).map(|rect| rect.translate(-view.min.to_vec2())).collect()
}

impl Scroller<'_, '_> {
    /// Brings a hit of the search to a third of the view's height, or below what covers that, unless it is in view and
    /// nothing covers it.
    pub(super) fn show_hit(&mut self, place: Place, row: usize, part: Part, character: usize) -> Place {
        let place = self.clamp_place(place);
        let row_layout = self.layout_row(row);
        let is_seen = match self.hit(&row_layout, place, part, character) {
            Some(hit) => {
                let free = self.covered(place) - 1.0..=self.view_height + 1.0;
                free.contains(&hit.top()) && free.contains(&hit.bottom()) && self.cover_of(hit).is_none()
            }
            // The panel shows the reply, beside a paragraph in view.
            None => {
                let y = self.distance_to(place, row);
                let is_in_panel = self.page.grid.arrangement == Arrangement::Panel && matches!(part, Part::Note(_));
                is_in_panel && y > -row_layout.height && y < self.view_height
            }
        };
        if is_seen {
            return place;
        }
        let top = self.line_top(&row_layout, part, character).unwrap_or(0.0);
        let moved = self.clamp_place(Place { row, offset: top - self.view_height / 3.0, ..place });
        let Some(hit) = self.hit(&row_layout, moved, part, character) else { return moved };
        let Some(cover) = self.cover_of(hit) else { return moved };
        let down = cover.bottom() + MARGIN - hit.top();
        if hit.bottom() + down > self.view_height {
            return moved;
        }
        self.clamp_place(Place { offset: moved.offset - down, ..moved })
    }

    /// Returns what covers a hit, down to the lowest.
    fn cover_of(&self, hit: Rect) -> Option<Rect> {
        let over = self.covers.iter().copied().filter(|cover| cover.intersects(hit));
        over.max_by(|one, other| one.bottom().total_cmp(&other.bottom()))
    }

    /// Returns where the first line of a hit is at a place, from the top left of the view.
    fn hit(&self, row: &RowLayout, place: Place, part: Part, character: usize) -> Option<Rect> {
        let length = self.page.state.reader.find.query.trim().chars().count().max(1);
        let range = character..character + length;
        let y = self.distance_to(place, row.number);
        if let Some(text) = row.texts.iter().find(|text| text.part == part) {
            let rect = text.layout.rects(range).first().copied()?;
            return Some(rect.translate(text.at + vec2(0.0, y + row.article_shift(y, self.view_height))));
        }
        let Part::Note(entry) = part else { return None };
        let is_it = |kind: &ReplyKind| *kind == ReplyKind::Note(entry);
        row.reply_columns.iter().find_map(|column| {
            let reply = column.replies.iter().find(|reply| is_it(&reply.kind))?;
            let across = self.page.column(column.column);
            let at = pos2(across.left, row.column_top(column, y, self.view_height) + reply.top);
            let summary = reply.texts.iter().find(|text| text.role == TextRole::Summary);
            let words = summary.filter(|_| character > 0).and_then(|summary| {
                Some(summary.layout.rects(range.clone()).first()?.translate(at.to_vec2() + summary.at))
            });
            // The first character leads to the reply itself, whose header stands over it.
            let head = || Rect::from_min_size(at, vec2(across.width, self.page.styles.label.line_height));
            Some(words.unwrap_or_else(head))
        })
    }
}
