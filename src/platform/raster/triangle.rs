//! Painting triangles as graphics cards do: corners on a grid of 1/256 pixel, each pixel whose centre is inside exactly
//! once, and colours and texels interpolated between the corners.
//!
//! The rule for centres on an edge is that of OpenGL and Direct3D: the pixel belongs to the triangle whose left or top
//! edge it is, so triangles that share an edge neither overlap nor leave a gap.

use super::Area;
use super::band::Band;
use super::mesh::Corner;
use super::pixel::{multiply, paint_over, paint_row};
use super::texture::Texture;

/// The steps of the grid in a pixel.
const SUBPIXELS: i64 = 256;

/// Corners farther away than this are moved here, in pixels. Products of two distances fit into 64 bits.
const FARTHEST: f32 = 1_048_576.0;

/// Returns a place on the grid; `None` for what is not a number.
pub(super) fn subpixels(at: f32) -> Option<i64> {
    (!at.is_nan()).then(|| (at.clamp(-FARTHEST, FARTHEST) * SUBPIXELS as f32).round() as i64)
}

/// Returns the first pixel whose centre is at or after a place on the grid.
pub(super) fn first_center(at: i64) -> i64 {
    (at - SUBPIXELS / 2).div_euclid(SUBPIXELS) + i64::from((at - SUBPIXELS / 2).rem_euclid(SUBPIXELS) > 0)
}

/// A triangle whose corners go clockwise on the screen.
pub(super) struct Triangle {
    corners: [Corner; 3],
    /// The corners on the grid.
    grid: [[i64; 2]; 3],
    /// Twice the area in steps of the grid, more than 0.
    doubled: i64,
}

/// An edge of a triangle: the half of the plane on its inner side.
#[derive(Clone, Copy)]
struct Edge {
    /// The value at the centre of the first pixel of the row; it is 0 or more inside.
    value: i64,
    /// How much less it is in the next column.
    column: i64,
    /// How much more it is in the next row.
    row: i64,
    /// 1 / `column`.
    inverse: f64,
}

impl Edge {
    /// Returns the edge from a corner to the next one, at a row.
    fn new([ax, ay]: [i64; 2], [bx, by]: [i64; 2], row: i64) -> Self {
        let (dx, dy) = (bx - ax, by - ay);
        let is_left_or_top = dy < 0 || (dy == 0 && dx > 0);
        let (x, y) = (SUBPIXELS / 2, row * SUBPIXELS + SUBPIXELS / 2);
        let value = dx * (y - ay) - dy * (x - ax) - i64::from(!is_left_or_top);
        let column = dy * SUBPIXELS;
        Self { value, column, row: dx * SUBPIXELS, inverse: 1.0 / column as f64 }
    }

    /// Limits the columns from `left` to before `right` to those that are inside.
    #[inline]
    fn limit(&self, left: &mut i64, right: &mut i64) {
        if self.column == 0 {
            if self.value < 0 {
                *right = *left;
            }
            return;
        }
        // The quotient of the division, rounded down: that of the floats, mended by the remainder.
        let mut quotient = (self.value as f64 * self.inverse).floor() as i64;
        let remainder = self.value - quotient * self.column;
        if self.column > 0 {
            quotient += i64::from(remainder >= self.column) - i64::from(remainder < 0);
            *right = (*right).min(quotient + 1);
        } else {
            // Rounded up for a divisor less than 0.
            quotient += i64::from(remainder < 0) - i64::from(remainder >= -self.column);
            *left = (*left).max(quotient);
        }
    }
}

impl Triangle {
    /// Returns a triangle; `None` if it has no area or a corner is nowhere.
    pub(super) fn new(corners: [Corner; 3]) -> Option<Self> {
        let [a, b, c] = corners;
        let place = |corner: &Corner| Some([subpixels(corner.at[0])?, subpixels(corner.at[1])?]);
        let grid = [place(&a)?, place(&b)?, place(&c)?];
        let [[ax, ay], [bx, by], [cx, cy]] = grid;
        let doubled = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
        match doubled.signum() {
            0 => None,
            1 => Some(Self { corners, grid, doubled }),
            _ => {
                let [a_at, b_at, c_at] = grid;
                Some(Self { corners: [a, c, b], grid: [a_at, c_at, b_at], doubled: -doubled })
            }
        }
    }

    /// Paints what of it is in `clip`, which is in the area of the band.
    pub(super) fn paint(&self, band: &mut Band<'_>, clip: Area, texture: &Texture) {
        let [a, b, c] = self.grid;
        let columns = self.grid.map(|[x, _]| x);
        let rows = self.grid.map(|[_, y]| y);
        let first = |places: [i64; 3]| places.into_iter().min().map_or(0, first_center);
        let end = |places: [i64; 3]| places.into_iter().max().map_or(0, |at| first_center(at + 1));
        let (left, right) = (first(columns).max(clip.left.into()), end(columns).min(clip.right.into()));
        let (top, bottom) = (first(rows).max(clip.top.into()), end(rows).min(clip.bottom.into()));
        if left >= right || top >= bottom {
            return;
        }
        let mut edges = [Edge::new(a, b, top), Edge::new(b, c, top), Edge::new(c, a, top)];
        let paint = Paint::new(self, texture);
        for row in top..bottom {
            let (mut from, mut to) = (left, right);
            for edge in &mut edges {
                edge.limit(&mut from, &mut to);
                edge.value += edge.row;
            }
            if from < to {
                paint.paint(band.row(row as u32, from as u32, to as u32), from, row);
            }
        }
    }
}

/// What a triangle is painted with.
enum Paint<'a> {
    /// One pixel.
    Plain(u32),
    /// Colours between those of the corners, and one texel.
    Colors(Planes<4>, u32),
    /// Colours and texels between those of the corners.
    Texels { colors: Planes<4>, texels: Planes<2>, texture: &'a Texture, linear: bool },
}

impl<'a> Paint<'a> {
    fn new(triangle: &Triangle, texture: &'a Texture) -> Self {
        let [a, b, c] = &triangle.corners;
        let has_one_color = a.color == b.color && a.color == c.color;
        let has_one_texel = a.texel == b.texel && a.texel == c.texel;
        let colors = || triangle.planes([a, b, c].map(|corner| corner.color.to_be_bytes().map(f32::from)));
        if has_one_texel {
            let texel = texture.sample(a.texel, texture.is_linear(0.0));
            return if has_one_color { Self::Plain(multiply(a.color, texel)) } else { Self::Colors(colors(), texel) };
        }
        let texels = triangle.planes([a.texel, b.texel, c.texel]);
        let steepest = texels.across.iter().chain(&texels.down).fold(0.0_f32, |most, step| most.max(step.abs()));
        Self::Texels { colors: colors(), texels, texture, linear: texture.is_linear(steepest) }
    }

    /// Paints pixels of a row, of which the first is in this column.
    fn paint(&self, pixels: &mut [u32], column: i64, row: i64) {
        match self {
            Self::Plain(source) => paint_row(pixels, *source),
            Self::Colors(colors, texel) => {
                let is_white = *texel == u32::MAX;
                colors.walk(pixels, column, row, |below, color, _| {
                    let color = blended(color);
                    paint_over(below, if is_white { color } else { multiply(color, *texel) });
                });
            }
            Self::Texels { colors, texels, texture, linear } => {
                let start = texels.at(column, row);
                colors.walk(pixels, column, row, |below, color, index| {
                    let texel = texture.sample(texels.moved(start, index), *linear);
                    if texel != 0 {
                        paint_over(below, multiply(blended(color), texel));
                    }
                });
            }
        }
    }
}

/// Returns interpolated channels as a pixel.
#[inline]
fn blended(channels: [f32; 4]) -> u32 {
    // A cast to a small integer saturates.
    u32::from_be_bytes(channels.map(|channel| (channel + 0.5) as u8))
}

/// Values that change evenly over a triangle.
struct Planes<const N: usize> {
    /// The values at the centre of the pixel in column and row 0, as far as that can be computed: at the corner `from`.
    values: [f32; N],
    /// Where the values are taken.
    from: [f32; 2],
    /// How much they change in the next column.
    across: [f32; N],
    /// How much they change in the next row.
    down: [f32; N],
}

impl Triangle {
    /// Returns planes through values at the three corners.
    fn planes<const N: usize>(&self, [a, b, c]: [[f32; N]; 3]) -> Planes<N> {
        let [from, ..] = self.grid;
        let [[bx, by], [cx, cy]] = {
            let [_, b, c] = self.grid;
            [b, c].map(|[x, y]| [(x - from[0]) as f32, (y - from[1]) as f32])
        };
        let by_area = SUBPIXELS as f32 / self.doubled as f32;
        let (mut across, mut down) = ([0.0; N], [0.0; N]);
        for ((((across, down), a), b), c) in across.iter_mut().zip(&mut down).zip(a).zip(b).zip(c) {
            let (b, c) = (b - a, c - a);
            *across = (b * cy - c * by) * by_area;
            *down = (c * bx - b * cx) * by_area;
        }
        Planes { values: a, from: from.map(|at| at as f32 / SUBPIXELS as f32), across, down }
    }
}

impl<const N: usize> Planes<N> {
    /// Returns the values at the centre of a pixel.
    fn at(&self, column: i64, row: i64) -> [f32; N] {
        let (x, y) = (column as f32 + 0.5 - self.from[0], row as f32 + 0.5 - self.from[1]);
        let mut values = self.values;
        for ((value, across), down) in values.iter_mut().zip(&self.across).zip(&self.down) {
            *value += across * x + down * y;
        }
        values
    }

    /// Returns values moved by a number of columns.
    #[inline]
    fn moved(&self, mut values: [f32; N], columns: usize) -> [f32; N] {
        for (value, across) in values.iter_mut().zip(&self.across) {
            *value += across * columns as f32;
        }
        values
    }

    /// Calls a function for each pixel of a row with the values at its centre and its index.
    #[inline]
    fn walk(&self, pixels: &mut [u32], column: i64, row: i64, mut paint: impl FnMut(&mut u32, [f32; N], usize)) {
        let start = self.at(column, row);
        for (index, below) in pixels.iter_mut().enumerate() {
            paint(below, self.moved(start, index), index);
        }
    }
}
