//! The part of a picture that is painted: rows of pixels and what of them may change.

use super::Area;

/// Whole rows of a picture, of which those pixels are painted that are in its area.
pub(super) struct Band<'a> {
    /// The rows, from `top` on.
    pixels: &'a mut [u32],
    /// The pixels of a row.
    width: usize,
    /// The first row.
    top: u32,
    /// What is painted.
    area: Area,
}

impl<'a> Band<'a> {
    /// Returns the band of rows of which the first is `top`. Of `area`, what is not in the rows is not painted.
    pub(super) fn new(pixels: &'a mut [u32], width: u32, top: u32, area: Area) -> Self {
        let rows = pixels.len().checked_div(width as usize).unwrap_or_default();
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let area = area.intersect(Area { left: 0, top, right: width, bottom: top.saturating_add(rows) });
        Self { pixels, width: width as usize, top, area }
    }

    /// Returns what is painted.
    pub(super) fn area(&self) -> Area {
        self.area
    }

    /// Returns the pixels of a row from `left` to before `right`, which are in the area; none if they are not.
    #[inline]
    pub(super) fn row(&mut self, row: u32, left: u32, right: u32) -> &mut [u32] {
        let Some(line) = row.checked_sub(self.top) else { return &mut [] };
        let start = line as usize * self.width;
        self.pixels.get_mut(start + left as usize..start + right as usize).unwrap_or_default()
    }
}
