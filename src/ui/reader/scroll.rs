//! Scrolling through rows of unequal height: the position after a move, the reading place, and the scroll bar.

use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::state::{Action, Part, Place, Spot, Travel};
use crate::ui::heights::Heights;
use crate::ui::look::Look;

use super::page::Page;
use super::reply::{Kind, Purpose};
use super::row::Row;

/// Rows farther away than this many views are found by estimate, instead of laying out all rows between.
const NEAR: f32 = 3.0;

/// Lays out rows, records their heights and computes scroll positions.
pub struct Walker<'a, 'p> {
    /// The inputs of row layout.
    pub page: &'a Page<'p>,
    /// The heights of all rows.
    pub heights: &'a mut Heights,
    /// The height of the view.
    pub view: f32,
}

impl Walker<'_, '_> {
    /// Returns the laid-out height of a row.
    pub fn measure(&mut self, row: usize) -> f32 {
        self.lay(row).height
    }

    /// Lays out a row.
    pub fn lay(&mut self, row: usize) -> Row {
        let laid = Row::new(self.page, row);
        self.heights.set(row, laid.height);
        laid
    }

    fn last(&self) -> usize {
        self.heights.len().saturating_sub(1)
    }

    /// Returns the position after a layout change, with the same line at the same height, and the place to save unless
    /// the line could not be put there.
    pub fn restore(&mut self, place: Place, layout: u64) -> (Place, Option<Place>) {
        let row = place.spot.row.min(self.last());
        let line = self.line_top(row, place.spot.part, place.spot.character);
        let offset = line.unwrap_or(0.0) - place.spot.below_top;
        let top = self.hold(Place { row, offset, layout, ..place });
        let away = self.heights.top_of(top.row) + f64::from(top.offset) - self.heights.top_of(row) - f64::from(offset);
        (top, (line.is_some() && away.abs() < 1.0).then_some(top))
    }

    /// Returns the distance from the row's top to the line that contains a character of one of its texts.
    fn line_top(&mut self, row: usize, part: Part, character: usize) -> Option<f32> {
        let laid = self.lay(row);
        if let Some(text) = laid.texts.iter().find(|t| t.part == part) {
            return text.block.line_of(character).map(|line| text.at.y + line.top);
        }
        let Part::Note(entry) = part else { return None };
        let reply = |stack: &super::stack::Stack| {
            let found = stack.replies.iter().find(|r| r.kind == Kind::Note(entry))?;
            let piece = found.pieces.iter().find(|p| p.purpose == Purpose::Summary);
            let inside = piece.and_then(|p| p.block.line_of(character).map(|l| p.at.y + l.top)).unwrap_or(0.0);
            Some(laid.pad + stack.drop_by + found.top + inside)
        };
        laid.stacks.iter().find_map(reply)
    }

    /// Returns the place after a move.
    pub fn travel(&mut self, place: Place, travel: Travel) -> Place {
        let at = |row: usize, offset: f32| Place { row, offset, ..place };
        let line = self.page.look.article.line_height;
        let moved = match travel {
            Travel::By(distance) => at(place.row, place.offset + distance),
            Travel::Pages(pages) => at(place.row, place.offset + pages * (self.view - 1.5 * line).max(line)),
            Travel::ToRow(row) => at(row.min(self.last()), 0.0),
            Travel::Show(row) => return self.show(place, row.min(self.last())),
            Travel::ShowReplies(row) => return self.show_replies(place, row.min(self.last())),
            Travel::ToText { row, part, character } => {
                let row = row.min(self.last());
                let top = self.line_top(row, part, character).unwrap_or(0.0);
                at(row, top - self.view / 3.0)
            }
            Travel::Start => at(0, 0.0),
            Travel::End => at(self.last(), f32::MAX / 4.0),
        };
        self.hold(moved)
    }

    /// Scrolls replies that open under a paragraph and below the view's middle into view; others stay where they are.
    fn show_replies(&mut self, place: Place, row: usize) -> Place {
        let laid = self.lay(row);
        let Some(under) = laid.chips.filter(|_| !laid.stacks.is_empty()) else { return place };
        let away = self.heights.top_of(row) - self.heights.top_of(place.row) - f64::from(place.offset);
        if away + f64::from(under) < f64::from(self.view) * 0.6 {
            return place;
        }
        self.hold(Place { row, offset: under - self.view * 0.3, ..place })
    }

    /// Scrolls as little as needed to show a whole row, or its top if it is taller than the view.
    fn show(&mut self, place: Place, row: usize) -> Place {
        let tall = self.measure(row);
        let away = self.heights.top_of(row) - self.heights.top_of(place.row) - f64::from(place.offset);
        #[allow(clippy::cast_possible_truncation, reason = "only small distances are used")]
        let top = if away.abs() < f64::from(self.view) * 2.0 { Some(away as f32) } else { None };
        let room = self.view * 0.1;
        match top {
            Some(top) if top >= -1.0 && top + tall <= self.view => place,
            _ if tall <= self.view - room => self.hold(Place { row, offset: -room, ..place }),
            _ => self.hold(Place { row, offset: 0.0, ..place }),
        }
    }

    /// Normalizes a place and clamps it between the start and half a view past the end.
    pub fn hold(&mut self, place: Place) -> Place {
        if self.heights.is_empty() {
            return place;
        }
        let mut place = self.normal(place);
        let after = |w: &Self, p: &Place| w.heights.total() - w.heights.top_of(p.row) - f64::from(p.offset);
        // Rows near the end are laid out first; otherwise an estimate would decide where the end is.
        if after(self, &place) < f64::from(self.view * NEAR) {
            let mut row = self.last();
            let mut below = self.measure(row);
            while row > 0 && below < self.view {
                row -= 1;
                below += self.measure(row);
            }
        }
        #[allow(clippy::cast_possible_truncation, reason = "less than half a view")]
        let missing = (f64::from(self.view) / 2.0 - after(self, &place)) as f32;
        if missing > 0.0 {
            place = self.normal(Place { offset: place.offset - missing, ..place });
        }
        if (place.row == 0 && place.offset < 0.0) || self.heights.total() <= f64::from(self.view) {
            place.row = 0;
            place.offset = 0.0;
        }
        let scale = self.page.painter.pixels_per_point();
        place.offset = (place.offset * scale).round() / scale;
        place
    }

    /// Expresses a place relative to the row that crosses the top of the view.
    fn normal(&mut self, mut place: Place) -> Place {
        if place.offset.abs() > self.view * NEAR {
            let distance = self.heights.top_of(place.row) + f64::from(place.offset.clamp(-1e9, 1e9));
            (place.row, place.offset) = self.heights.row_at(distance);
        }
        while place.offset < 0.0 && place.row > 0 {
            place.row -= 1;
            place.offset += self.measure(place.row);
        }
        loop {
            let tall = self.measure(place.row);
            if place.offset < tall || place.row >= self.last() {
                return place;
            }
            place.offset -= tall;
            place.row += 1;
        }
    }

    /// Returns the place with its first visible line, for saving.
    pub fn spot(&self, top: Place, painted: &[(f32, Row)], layout: u64) -> Place {
        let seen = |y: f32| y >= -1.0 && y < self.view;
        let spot = |row: usize, part: Part, character: usize, below_top: f32| Spot { row, part, character, below_top };
        let in_article = painted.iter().find_map(|(y, row)| {
            row.texts.iter().find_map(|text| {
                let from = y + text.at.y;
                let line = text.block.lines().into_iter().find(|line| seen(from + line.top))?;
                Some(spot(row.number, text.part, line.first, from + line.top))
            })
        });
        let in_reply = || {
            let (y, row) = painted.first()?;
            row.stacks.iter().flat_map(|s| s.replies.iter().map(move |r| (s, r))).find_map(|(stack, reply)| {
                let Kind::Note(entry) = reply.kind else { return None };
                let piece = reply.pieces.iter().find(|p| p.purpose == Purpose::Summary)?;
                let from = y + row.pad + stack.drop_by + reply.top + piece.at.y;
                let line = piece.block.lines().into_iter().find(|line| seen(from + line.top))?;
                Some(spot(row.number, Part::Note(entry), line.first, from + line.top))
            })
        };
        let nothing = || spot(top.row, Part::Row, 0, -top.offset);
        Place { spot: in_article.or_else(in_reply).unwrap_or_else(nothing), layout, ..top }
    }

    /// Returns the row at the reading line: a third down the view, moving to its top at the start and to its bottom at
    /// the end, so that the first and the last row can be reached.
    pub fn row_on_line(&self, top: Place, painted: &[(f32, Row)]) -> Option<usize> {
        let before = self.heights.top_of(top.row) + f64::from(top.offset);
        let after = self.heights.total() - before - f64::from(self.view) / 2.0;
        let view = f64::from(self.view);
        let third = view / 3.0;
        let line = if before < third { before.max(1.0) } else { third.max(view * 0.5 - after.max(0.0)) };
        painted.iter().find(|(y, row)| f64::from(y + row.height) > line).map(|(_, row)| row.number)
    }
}

/// Shows the scroll bar at the right of the view; a press or a drag scrolls the text.
pub fn scroll_bar(ui: &Ui, look: &Look, heights: &Heights, top: Place, view: Rect, out: &mut Vec<Action>) {
    let total = heights.total();
    let tall = f64::from(view.height());
    if total <= tall {
        return;
    }
    let track = Rect::from_min_max(pos2(view.right() - 12.0, view.top() + 4.0), view.right_bottom() - vec2(4.0, 4.0));
    let before = heights.top_of(top.row) + f64::from(top.offset);
    // The last row can be scrolled up to the middle of the view.
    let whole = total + tall / 2.0;
    #[allow(clippy::cast_possible_truncation, reason = "a share of one")]
    let (at, share) = ((before / whole) as f32, (tall / whole) as f32);
    let thumb_tall = (track.height() * share).clamp(28.0, track.height());
    let y = track.top() + (track.height() - thumb_tall) * (at / (1.0 - share)).clamp(0.0, 1.0);
    let thumb = Rect::from_min_size(pos2(track.left() + 1.0, y), vec2(track.width() - 2.0, thumb_tall));
    let response = ui.interact(track, ui.scope_id().with("scroll bar"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::slider(true, before / total * 100.0, "Place in the article, in percent"));
    let colour = if response.hovered() || response.dragged() { look.theme.faint } else { look.theme.rule };
    ui.painter().rect_filled(thumb, 3.0, colour.0);
    let pressed = response.dragged() || response.clicked();
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| pressed) {
        let room = (track.height() - thumb_tall).max(1.0);
        let share = f64::from(((pointer.y - track.top() - thumb_tall / 2.0) / room).clamp(0.0, 1.0));
        let wanted = share * (whole - tall);
        #[allow(clippy::cast_possible_truncation, reason = "clamped to the length of the article")]
        out.push(Action::Travel(Travel::By((wanted - before) as f32)));
    }
}
