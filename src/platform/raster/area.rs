//! Rectangles of whole pixels.

use eframe::egui::Rect;

/// A rectangle of whole pixels. The right and the bottom edge are outside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The first column.
    pub left: u32,
    /// The first row.
    pub top: u32,
    /// The column after the last.
    pub right: u32,
    /// The row after the last.
    pub bottom: u32,
}

impl Area {
    /// Returns the area of a whole picture, whose size is its width and height.
    pub fn whole([right, bottom]: [u32; 2]) -> Self {
        Self { left: 0, top: 0, right, bottom }
    }

    /// Returns the pixels that a rectangle in pixels touches.
    pub fn around(rect: Rect) -> Self {
        // A cast from a float saturates, and turns what is no number into 0.
        let [left, top] = [rect.min.x, rect.min.y].map(|at| at.floor() as u32);
        let [right, bottom] = [rect.max.x, rect.max.y].map(|at| at.ceil() as u32);
        Self { left, top, right, bottom }
    }

    /// Returns a rectangle in pixels with its edges moved to the nearest pixels, as egui's other painters clip.
    pub fn nearest(rect: Rect) -> Self {
        let [left, top, right, bottom] = [rect.min.x, rect.min.y, rect.max.x, rect.max.y].map(|at| at.round() as u32);
        Self { left, top, right, bottom }
    }

    /// Returns whether it has no pixels.
    pub fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// Returns the number of pixels.
    pub fn pixels(self) -> u64 {
        if self.is_empty() { 0 } else { u64::from(self.right - self.left) * u64::from(self.bottom - self.top) }
    }

    /// Returns what is in both.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Returns the smallest area with both in it. An empty one adds nothing.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Adds an area to a list of areas that do not overlap. It is merged with those that it overlaps.
pub(super) fn add(areas: &mut Vec<Area>, mut area: Area) {
    if area.is_empty() {
        return;
    }
    // A merged area may overlap others.
    while let Some(at) = areas.iter().position(|other| !other.intersect(area).is_empty()) {
        area = areas.swap_remove(at).union(area);
    }
    areas.push(area);
}

#[cfg(test)]
mod tests {
    use super::{Area, add};
    use eframe::egui::{Rect, pos2};

    fn area(left: u32, top: u32, right: u32, bottom: u32) -> Area {
        Area { left, top, right, bottom }
    }

    #[test]
    fn a_rectangle_of_no_numbers_or_far_away_is_an_area_without_surprises() {
        for far in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -1e30, 1e30] {
            for rect in
                [Rect::from_min_max(pos2(far, 0.0), pos2(5.0, 5.0)), Rect::from_min_max(pos2(0.0, 0.0), pos2(5.0, far))]
            {
                for area in [Area::around(rect), Area::nearest(rect)] {
                    assert!(area.intersect(Area::whole([10, 10])).pixels() <= 100);
                }
            }
        }
        assert_eq!(Area::around(Rect::from_min_max(pos2(0.4, -3.0), pos2(1.2, 2.0))), area(0, 0, 2, 2));
        assert_eq!(Area::nearest(Rect::from_min_max(pos2(0.4, -3.0), pos2(1.6, 2.4))), area(0, 0, 2, 2));
    }

    #[test]
    fn areas_that_overlap_are_merged_until_none_does() {
        let mut areas = Vec::new();
        add(&mut areas, area(0, 0, 2, 2));
        add(&mut areas, area(4, 0, 6, 2));
        add(&mut areas, area(2, 0, 4, 2));
        assert_eq!(areas.len(), 3, "edges that touch do not overlap");
        add(&mut areas, area(1, 0, 5, 1));
        assert_eq!(areas, [area(0, 0, 6, 2)]);
        add(&mut areas, area(3, 3, 3, 9));
        assert_eq!(areas.len(), 1, "an empty area adds nothing");
    }
}
