//! Painting rectangles of one colour with a piece of a texture: glyphs.

use eframe::egui::epaint::Vertex;

use super::Area;
use super::band::Band;
use super::mesh::Corner;
use super::pixel::{multiply, paint_over, paint_row, scale};
use super::texture::{TexelRow, Texture};
use super::triangle::{first_center, subpixels};

/// How far the centres of pixels may be from the centres of texels, in texels, for the texels to be copied. Sampled
/// linearly they would differ by at most 2 of 255.
const ALIGNED: f32 = 1.0 / 128.0;

/// A rectangle with upright edges, of one colour.
pub(super) struct Quad {
    /// The left top and the right bottom corner.
    from: Corner,
    to: Corner,
}

impl Quad {
    /// Whether four vertices, the left ones first in each row, are such a rectangle.
    pub(super) fn is_one(a: &Vertex, b: &Vertex, c: &Vertex, d: &Vertex) -> bool {
        let is_rectangle = |[a, b, c, d]: [(f32, f32); 4]| a.0 == c.0 && b.0 == d.0 && a.1 == b.1 && c.1 == d.1;
        a.color == b.color
            && a.color == c.color
            && a.color == d.color
            && is_rectangle([a, b, c, d].map(|vertex| (vertex.pos.x, vertex.pos.y)))
            && is_rectangle([a, b, c, d].map(|vertex| (vertex.uv.x, vertex.uv.y)))
            && a.pos.x <= d.pos.x
            && a.pos.y <= d.pos.y
    }

    pub(super) fn new(from: Corner, to: Corner) -> Self {
        Self { from, to }
    }

    /// Paints what of it is in `clip`, which is in the area of the band.
    pub(super) fn paint(&self, band: &mut Band<'_>, clip: Area, texture: &Texture) {
        let Some(area) = area(&self.from, &self.to).map(|area| area.intersect(clip)) else { return };
        if area.is_empty() {
            return;
        }
        let color = self.from.color;
        if self.from.texel == self.to.texel {
            let source = multiply(color, texture.sample(self.from.texel, texture.is_linear(0.0)));
            (area.top..area.bottom).for_each(|row| paint_row(band.row(row, area.left, area.right), source));
            return;
        }
        // The texels of a pixel.
        let across = (self.to.texel[0] - self.from.texel[0]) / (self.to.at[0] - self.from.at[0]);
        let down = (self.to.texel[1] - self.from.texel[1]) / (self.to.at[1] - self.from.at[1]);
        // The texels at the centre of the first pixel.
        let first = [
            self.from.texel[0] + (area.left as f32 + 0.5 - self.from.at[0]) * across,
            self.from.texel[1] + (area.top as f32 + 0.5 - self.from.at[1]) * down,
        ];
        let [width, height] = texture.size();
        let fits = first[0] + ((area.right - area.left) as f32) < width + 1.0
            && first[1] + ((area.bottom - area.top) as f32) < height + 1.0;
        if fits && copies(first[0], across, area.right - area.left) && copies(first[1], down, area.bottom - area.top) {
            let [left, top] = first.map(|texel| texel as usize);
            for (line, row) in (area.top..area.bottom).enumerate() {
                let count = (area.right - area.left) as usize;
                let Some(texels) = texture.row(left, top + line, count) else { continue };
                paint_texels(band.row(row, area.left, area.right), texels, color);
            }
            return;
        }
        let linear = texture.is_linear(across.abs().max(down.abs()));
        for (line, row) in (area.top..area.bottom).enumerate() {
            let y = first[1] + line as f32 * down;
            for (column, below) in band.row(row, area.left, area.right).iter_mut().enumerate() {
                let texel = texture.sample([first[0] + column as f32 * across, y], linear);
                if texel != 0 {
                    paint_over(below, multiply(color, texel));
                }
            }
        }
    }
}

/// Returns the pixels of a rectangle: those whose centres are inside or on the left or top edge. `None` for one that is
/// nowhere.
fn area(from: &Corner, to: &Corner) -> Option<Area> {
    let pixel = |at: f32| Some(u32::try_from(first_center(subpixels(at)?).max(0)).unwrap_or(u32::MAX));
    let ([left, top], [right, bottom]) = (from.at, to.at);
    Some(Area { left: pixel(left)?, top: pixel(top)?, right: pixel(right)?, bottom: pixel(bottom)? })
}

/// Whether texels can be copied: one for each pixel, and their centres on the pixels' centres.
fn copies(first: f32, step: f32, count: u32) -> bool {
    let last = first + step * count.saturating_sub(1) as f32;
    let is_center = |texel: f32| (texel - texel.floor() - 0.5).abs() <= ALIGNED;
    first >= 0.0
        && (step - 1.0).abs() <= 0.5
        && is_center(first)
        && is_center(last)
        && (last - first - count.saturating_sub(1) as f32).abs() <= 0.5
}

/// Paints texels of one colour over pixels.
fn paint_texels(row: &mut [u32], texels: TexelRow<'_>, color: u32) {
    match texels {
        TexelRow::Coverage(texels) => {
            for (below, coverage) in row.iter_mut().zip(texels) {
                if *coverage != 0 {
                    paint_over(below, scale(color, u32::from(*coverage)));
                }
            }
        }
        TexelRow::Color(texels) => {
            for (below, texel) in row.iter_mut().zip(texels) {
                if *texel != 0 {
                    paint_over(below, multiply(color, *texel));
                }
            }
        }
    }
}
