//! Moving through rows of unequal height: where the view's top stands after a move, and which line comes first.

use crate::state::{Part, Place, ScrollRequest, Spot};
use crate::ui::heights::Heights;

use super::page::Page;
use super::reply::{Kind, Purpose};
use super::row::Row;

/// Rows further away than this many views are found by estimate, not by laying out all between.
const NEAR: f32 = 3.0;

/// Lays rows out and keeps their heights.
pub struct Walker<'a, 'p> {
    /// What laying out needs.
    pub page: &'a Page<'p>,
    /// All heights.
    pub heights: &'a mut Heights,
    /// The height of the view.
    pub view: f32,
}

impl Walker<'_, '_> {
    /// The real height of a row.
    pub fn measure(&mut self, row: usize) -> f32 {
        self.lay(row).height
    }

    /// A row laid out.
    pub fn lay(&mut self, row: usize) -> Row {
        let laid = Row::new(self.page, row);
        self.heights.set(row, laid.height);
        laid
    }

    fn last(&self) -> usize {
        self.heights.len().saturating_sub(1)
    }

    /// The view's top after a layout change, with the same line at the same height; and the place to keep, unless
    /// the line could not be put there.
    pub fn restore(&mut self, place: Place, layout: u64) -> (Place, Option<Place>) {
        let row = place.spot.row.min(self.last());
        let line = self.line_top(row, place.spot.part, place.spot.character);
        let offset = line.unwrap_or(0.0) - place.spot.below_top;
        let top = self.hold(Place { row, offset, layout, ..place });
        let away = self.heights.top_of(top.row) + f64::from(top.offset) - self.heights.top_of(row) - f64::from(offset);
        (top, (line.is_some() && away.abs() < 1.0).then_some(top))
    }

    /// From the row's top to the line that holds a character of one of its texts.
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

    /// The place after a move.
    pub fn travel(&mut self, place: Place, travel: ScrollRequest) -> Place {
        let at = |row: usize, offset: f32| Place { row, offset, ..place };
        let line = self.page.look.article.line_height;
        let moved = match travel {
            ScrollRequest::By(distance) => at(place.row, place.offset + distance),
            ScrollRequest::Pages(pages) => at(place.row, place.offset + pages * (self.view - 1.5 * line).max(line)),
            ScrollRequest::ToRow(row) => at(row.min(self.last()), 0.0),
            ScrollRequest::Show(row) => return self.show(place, row.min(self.last())),
            ScrollRequest::ShowReplies(row) => return self.show_replies(place, row.min(self.last())),
            ScrollRequest::ToText { row, part, character } => {
                let row = row.min(self.last());
                let top = self.line_top(row, part, character).unwrap_or(0.0);
                at(row, top - self.view / 3.0)
            }
            ScrollRequest::Start => at(0, 0.0),
            ScrollRequest::End => at(self.last(), f32::MAX / 4.0),
        };
        self.hold(moved)
    }

    /// Replies that open under a paragraph and below the view's middle are brought up; others stay where they are.
    fn show_replies(&mut self, place: Place, row: usize) -> Place {
        let laid = self.lay(row);
        let Some(under) = laid.chips.filter(|_| !laid.stacks.is_empty()) else { return place };
        let away = self.heights.top_of(row) - self.heights.top_of(place.row) - f64::from(place.offset);
        if away + f64::from(under) < f64::from(self.view) * 0.6 {
            return place;
        }
        self.hold(Place { row, offset: under - self.view * 0.3, ..place })
    }

    /// As little as needed to have a row wholly in view, or its top when it is taller.
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

    /// The same place said by the row at the view's top, held between the beginning and half a view past the end.
    pub fn hold(&mut self, place: Place) -> Place {
        if self.heights.is_empty() {
            return place;
        }
        let mut place = self.normal(place);
        let after = |w: &Self, p: &Place| w.heights.total() - w.heights.top_of(p.row) - f64::from(p.offset);
        // Rows near the end are laid out first, or an estimate would decide where the end is.
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

    /// Walks to the row that crosses the view's top.
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

    /// The place with its first visible line, for keeping.
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

    /// The row across the reading line: a third down the view, sliding to its top at the beginning
    /// and to its foot at the end, so that the first and the last row can be reached.
    pub fn row_on_line(&self, top: Place, painted: &[(f32, Row)]) -> Option<usize> {
        let before = self.heights.top_of(top.row) + f64::from(top.offset);
        let after = self.heights.total() - before - f64::from(self.view) / 2.0;
        let view = f64::from(self.view);
        let third = view / 3.0;
        let line = if before < third { before.max(1.0) } else { third.max(view * 0.5 - after.max(0.0)) };
        painted.iter().find(|(y, row)| f64::from(y + row.height) > line).map(|(_, row)| row.number)
    }
}
