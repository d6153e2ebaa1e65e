//! Scrolling through rows of unequal height: the position after a move, the reading place, and the scroll bar.

use std::collections::BTreeMap;
use std::rc::Rc;

use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::state::{Action, Dialog, Part, Place, ReaderAction, ScrollRequest, Spot};
use crate::ui::heights::Heights;
use crate::ui::styles::Styles;

use super::page::Page;
use super::reply::{ReplyKind, TextRole};
use super::row::RowLayout;
use super::sticky_head;

/// Rows farther away than this many views are found by estimate, instead of laying out all rows between.
const NEAR_VIEWS: f32 = 3.0;

/// Lays out rows, records their heights and computes scroll positions.
pub struct Scroller<'a, 'p> {
    pub page: &'a Page<'p>,
    pub heights: &'a mut Heights,
    pub view_height: f32,
    /// What is painted over the text, from the top left of the view: the panel of the search, dialogs and notices.
    pub covers: &'a [Rect],
    /// The rows of the last frame, each with the distance of its top from the top of the view.
    pub before: &'a [(f32, Rc<RowLayout>)],
    /// The rows laid out in this frame: finding the place looks at a row several times before it is painted.
    pub rows: BTreeMap<usize, Rc<RowLayout>>,
}

impl Scroller<'_, '_> {
    /// Returns the laid-out height of a row.
    pub fn row_height(&mut self, row: usize) -> f32 {
        self.layout_row(row).height
    }

    pub fn layout_row(&mut self, row: usize) -> Rc<RowLayout> {
        let page = self.page;
        let row_layout = self.rows.entry(row).or_insert_with(|| Rc::new(RowLayout::new(page, row)));
        self.heights.set(row, row_layout.height);
        Rc::clone(row_layout)
    }

    pub(super) fn last(&self) -> usize {
        self.heights.len().saturating_sub(1)
    }

    /// Returns the position after a layout change, with the same line at the same height, and the place to save unless
    /// the line could not be put there.
    pub fn restore(&mut self, place: Place, layout: u64) -> (Place, Option<Place>) {
        let row = place.spot.row.min(self.last());
        let row_layout = self.layout_row(row);
        let line = self.line_top(&row_layout, place.spot.part, place.spot.character);
        let below_top = place.spot.below_top;
        let offset = match place.spot.part {
            Part::Row => line.unwrap_or(0.0) - below_top,
            // A reply that is not in the row now, but beside it in the panel, leads to the top of the row.
            Part::Note(_) => line.map_or(0.0, |line| line - below_top),
            Part::Title | Part::Provenance | Part::Article => {
                let preferred = if place.row == row { place.offset } else { 0.0 };
                row_layout.offset_for_line(line.unwrap_or(0.0), below_top, self.view_height, preferred)
            }
        };
        let top = self.clamp_place(Place { row, offset, layout, ..place });
        let away = self.heights.top_of(top.row) + f64::from(top.offset) - self.heights.top_of(row) - f64::from(offset);
        (top, (line.is_some() && away.abs() < 1.0).then_some(top))
    }

    /// Returns the distance from the row's top to the line that contains a character of one of its texts, where nothing
    /// is shifted.
    pub(super) fn line_top(&self, row_layout: &RowLayout, part: Part, character: usize) -> Option<f32> {
        if let Some(text) = row_layout.texts.iter().find(|t| t.part == part) {
            return text.layout.line_containing(character).map(|line| text.at.y + line.top);
        }
        let Part::Note(entry) = part else { return None };
        let reply = |reply_column: &super::reply_column::ReplyColumn| {
            let found = reply_column.replies.iter().find(|r| r.kind == ReplyKind::Note(entry))?;
            Some(row_layout.pad + reply_column.offset_y + found.top + found.line_top(character))
        };
        row_layout.reply_columns.iter().find_map(reply)
    }

    /// Returns the place after a move.
    pub fn apply_travel(&mut self, place: Place, travel: ScrollRequest) -> Place {
        let at = |row: usize, offset: f32| Place { row, offset, ..place };
        let last = self.last();
        let moved = match travel {
            ScrollRequest::By(distance) => at(place.row, place.offset + distance),
            ScrollRequest::Pages(pages) => return self.turn_pages(place, pages),
            ScrollRequest::ToRow(row) => at(row.min(last), 0.0),
            ScrollRequest::Show(row) => return self.scroll_into_view(place, row.min(last)),
            ScrollRequest::InPlaceOf { row, before } => return self.put_in_place_of(place, row.min(last), before),
            ScrollRequest::KeepInView(row) => return self.keep_in_view(place, row.min(last)),
            ScrollRequest::KeepReplies { row, replies } => return self.keep_replies(place, row.min(last), replies),
            ScrollRequest::ShowReplies { row, replies } => {
                let place = self.keep_in_view(place, row.min(last));
                return self.bring_into_view(place, row.min(last), |reply| reply.is_one_of(replies));
            }
            ScrollRequest::ShowLitReply(row) => return self.show_lit_reply(place, row.min(last)),
            ScrollRequest::ShowHit { row, part, character } => {
                return self.show_hit(place, row.min(last), part, character);
            }
            ScrollRequest::ToText { row, part, character } => {
                let row = row.min(last);
                let row_layout = self.layout_row(row);
                let top = self.line_top(&row_layout, part, character).unwrap_or(0.0);
                at(row, top - self.view_height / 3.0)
            }
            ScrollRequest::Start => at(0, 0.0),
            ScrollRequest::End => at(last, f32::MAX / 4.0),
        };
        self.clamp_place(moved)
    }

    /// Moves by views that overlap by one and a half lines. What was at the bottom is read at the top, under the line that
    /// names the paragraph above: it overlaps by the height of that too.
    fn turn_pages(&mut self, place: Place, pages: f32) -> Place {
        let line = self.page.styles.article.line_height;
        let page = self.view_height - 1.5 * line;
        let moved = |page: f32| Place { offset: place.offset + pages * page.max(line), ..place };
        let whole = self.clamp_place(moved(page));
        let covered = self.covered(whole);
        if covered > 0.0 { self.clamp_place(moved(page - covered)) } else { whole }
    }

    /// Returns the height of the line that names the paragraph above, as it covers the top of the view at a place.
    pub(super) fn covered(&mut self, place: Place) -> f32 {
        let row = self.layout_row(place.row);
        sticky_head::covered(self.page, &row, -place.offset)
    }

    /// Leaves the view where it is if the first line of a row is in it, and otherwise brings the row to its top.
    pub(super) fn keep_in_view(&mut self, place: Place, row: usize) -> Place {
        let place = self.clamp_place(place);
        let row_layout = self.layout_row(row);
        let away = self.heights.top_of(row) - self.heights.top_of(place.row) - f64::from(place.offset);
        let view = f64::from(self.view_height);
        if away > -f64::from(row_layout.height) && away < view {
            let y = away as f32;
            let first = y + row_layout.pad + row_layout.article_shift(y, self.view_height);
            let line = row_layout.first_line_height().min(self.view_height);
            if first >= -1.0 && first + line <= self.view_height + 1.0 {
                return place;
            }
            if y > 0.0 {
                // Its first line is below the view: as little as needed.
                return self.scroll_into_view(place, row);
            }
        }
        self.clamp_place(Place { row, offset: 0.0, ..place })
    }

    /// Brings the first line of a row to where that of a row of the text painted before was. A line of its paragraph stays
    /// in view, however short it is beside the other.
    fn put_in_place_of(&mut self, place: Place, row: usize, before: usize) -> Place {
        let old = self.before.iter().find(|(_, old)| old.number == before);
        let Some((y, old)) = old else { return self.clamp_place(Place { row, offset: 0.0, ..place }) };
        let first = y + old.pad + old.article_shift(*y, self.view_height);
        let row_layout = self.layout_row(row);
        let wanted = first.max(row_layout.first_line_height() - row_layout.article_height);
        let offset = row_layout.offset_for_line(row_layout.pad, wanted, self.view_height, -y);
        self.clamp_place(Place { row, offset, ..place })
    }

    /// Scrolls as little as needed to show a whole row, or its top if it is taller than the view.
    fn scroll_into_view(&mut self, place: Place, row: usize) -> Place {
        let tall = self.row_height(row);
        let away = self.heights.top_of(row) - self.heights.top_of(place.row) - f64::from(place.offset);
        let top = if away.abs() < f64::from(self.view_height) * 2.0 { Some(away as f32) } else { None };
        let room = self.view_height * 0.1;
        match top {
            Some(top) if top >= -1.0 && top + tall <= self.view_height => place,
            _ if tall <= self.view_height - room => self.clamp_place(Place { row, offset: -room, ..place }),
            _ => self.clamp_place(Place { row, offset: 0.0, ..place }),
        }
    }

    /// Normalizes a place and clamps it between the start and half a view past the end.
    pub fn clamp_place(&mut self, place: Place) -> Place {
        if self.heights.is_empty() {
            return place;
        }
        let mut place = self.normalize(place);
        let after = |w: &Self, p: &Place| w.heights.total() - w.heights.top_of(p.row) - f64::from(p.offset);
        // Rows near the end are laid out first; otherwise an estimate would decide where the end is.
        if after(self, &place) < f64::from(self.view_height * NEAR_VIEWS) {
            let mut row = self.last();
            let mut below = self.row_height(row);
            while row > 0 && below < self.view_height {
                row -= 1;
                below += self.row_height(row);
            }
        }
        let missing = (f64::from(self.view_height * self.least_in_view()) - after(self, &place)) as f32;
        if missing > 0.0 {
            place = self.normalize(Place { offset: place.offset - missing, ..place });
        }
        if (place.row == 0 && place.offset < 0.0)
            || (self.heights.total() <= f64::from(self.view_height) && !self.is_under_review())
        {
            place.row = 0;
            place.offset = 0.0;
        }
        let scale = self.page.painter.pixels_per_point();
        place.offset = (place.offset * scale).round() / scale;
        place
    }

    /// Returns whether the review covers the lower part of the view.
    fn is_under_review(&self) -> bool {
        self.page.state.dialog == Some(Dialog::Review)
    }

    /// Returns the share of the view that the end of the text keeps filled: half of it, or less under the review, so that
    /// the last paragraph can be seen above it.
    fn least_in_view(&self) -> f32 {
        if self.is_under_review() { 0.25 } else { 0.5 }
    }

    /// Expresses a place relative to the row that crosses the top of the view.
    fn normalize(&mut self, mut place: Place) -> Place {
        if place.offset.abs() > self.view_height * NEAR_VIEWS {
            let distance = self.heights.top_of(place.row) + f64::from(place.offset.clamp(-1e9, 1e9));
            (place.row, place.offset) = self.heights.row_at(distance);
        }
        while place.offset < 0.0 && place.row > 0 {
            place.row -= 1;
            place.offset += self.row_height(place.row);
        }
        loop {
            let tall = self.row_height(place.row);
            if place.offset < tall || place.row >= self.last() {
                return place;
            }
            place.offset -= tall;
            place.row += 1;
        }
    }

    /// Returns the place with its first visible line, for saving.
    pub fn reading_place(&self, top: Place, painted_rows: &[(f32, Rc<RowLayout>)], layout: u64) -> Place {
        let seen = |y: f32| y >= -1.0 && y < self.view_height;
        let spot = |row: usize, part: Part, character: usize, below_top: f32| Spot { row, part, character, below_top };
        let in_article = painted_rows.iter().find_map(|(y, row)| {
            let shift = row.article_shift(*y, self.view_height);
            row.texts.iter().find_map(|text| {
                let from = y + shift + text.at.y;
                let line = text.layout.lines().into_iter().find(|line| seen(from + line.top))?;
                Some(spot(row.number, text.part, line.first, from + line.top))
            })
        });
        let in_reply = || {
            let (y, row) = painted_rows.first()?;
            let covered = sticky_head::covered(self.page, row, *y);
            let seen = |y: f32| y >= covered - 1.0 && seen(y);
            row.reply_columns.iter().flat_map(|s| s.replies.iter().map(move |r| (s, r))).find_map(
                |(reply_column, reply)| {
                    let ReplyKind::Note(entry) = reply.kind else { return None };
                    let top = y + row.pad + reply_column.offset_y + reply.top;
                    if seen(top) {
                        return Some(spot(row.number, Part::Note(entry), 0, top));
                    }
                    let summary = reply.texts.iter().find(|p| p.role == TextRole::Summary)?;
                    let from = top + summary.at.y;
                    let line = summary.layout.lines().into_iter().find(|line| seen(from + line.top))?;
                    Some(spot(row.number, Part::Note(entry), line.first, from + line.top))
                },
            )
        };
        let nothing = || spot(top.row, Part::Row, 0, -top.offset);
        Place { spot: in_article.or_else(in_reply).unwrap_or_else(nothing), layout, ..top }
    }

    /// Returns the row at the reading line: a third down the view, moving to its top at the start and to its bottom at
    /// the end, so that the first and the last row can be reached.
    pub fn row_at_reading_line(&self, top: Place, painted_rows: &[(f32, Rc<RowLayout>)]) -> Option<usize> {
        let before = self.heights.top_of(top.row) + f64::from(top.offset);
        let after = self.heights.total() - before - f64::from(self.view_height) / 2.0;
        let view = f64::from(self.view_height);
        let third = view / 3.0;
        let line = if before < third { before.max(1.0) } else { third.max(view * 0.5 - after.max(0.0)) };
        painted_rows.iter().find(|(y, row)| f64::from(y + row.height) > line).map(|(_, row)| row.number)
    }
}

/// Shows the scroll bar at the right of the view; a press or a drag scrolls the text.
pub fn scroll_bar(ui: &Ui, styles: &Styles, heights: &Heights, top: Place, view: Rect, out: &mut Vec<Action>) {
    let total = heights.total();
    let tall = f64::from(view.height());
    if total <= tall {
        return;
    }
    let track = Rect::from_min_max(pos2(view.right() - 12.0, view.top() + 4.0), view.right_bottom() - vec2(4.0, 4.0));
    let before = heights.top_of(top.row) + f64::from(top.offset);
    // The last row can be scrolled up to the middle of the view.
    let whole = total + tall / 2.0;
    let (at, share) = ((before / whole) as f32, (tall / whole) as f32);
    // In this order: in the lowest windows the track is shorter than the least thumb.
    let thumb_tall = (track.height() * share).max(28.0).min(track.height().max(0.0));
    let y = track.top() + (track.height() - thumb_tall) * (at / (1.0 - share)).clamp(0.0, 1.0);
    let thumb = Rect::from_min_size(pos2(track.left() + 1.0, y), vec2(track.width() - 2.0, thumb_tall));
    let response = ui.interact(track, ui.scope_id().with("scroll bar"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::slider(true, before / total * 100.0, "Place in the article, in percent"));
    let colour = if response.hovered() || response.dragged() { styles.theme.faint } else { styles.theme.rule };
    ui.painter().rect_filled(thumb, 3.0, colour.0);
    let pressed = response.dragged() || response.clicked();
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| pressed) {
        let room = (track.height() - thumb_tall).max(1.0);
        let share = f64::from(((pointer.y - track.top() - thumb_tall / 2.0) / room).clamp(0.0, 1.0));
        let wanted = share * (whole - tall);
        out.push(Action::Reader(ReaderAction::Scroll(ScrollRequest::By((wanted - before) as f32))));
    }
}
