//! Painting meshes: rectangles with glyphs, which are most of a page, and triangles.

use eframe::egui::epaint::{Mesh, Vertex};

use super::Area;
use super::band::Band;
use super::quad::Quad;
use super::texture::Texture;
use super::triangle::Triangle;

/// A vertex in pixels and texels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    /// Where it is, in pixels.
    pub(super) at: [f32; 2],
    /// Where it is in the texture, in texels.
    pub(super) texel: [f32; 2],
    /// Its colour, see [`super::pixel`].
    pub(super) color: u32,
}

/// How the vertices of a mesh become corners.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    /// The pixels of a point.
    pub(super) pixels_per_point: f32,
    /// The size of the texture in texels.
    pub(super) texels: [f32; 2],
}

impl Scale {
    fn corner(self, vertex: &Vertex) -> Corner {
        let [width, height] = self.texels;
        Corner {
            at: [vertex.pos.x * self.pixels_per_point, vertex.pos.y * self.pixels_per_point],
            texel: [vertex.uv.x * width, vertex.uv.y * height],
            color: super::pixel::pixel(vertex.color),
        }
    }
}

/// The area that is painted, for quick comparison with vertices.
#[derive(Clone, Copy)]
struct Bounds {
    min: [f32; 2],
    max: [f32; 2],
}

impl Bounds {
    /// Returns the bounds in points, a little too large: what is outside them is outside the area.
    fn new(area: Area, pixels_per_point: f32) -> Self {
        let point = |at: u32, by: f32| (at as f32 + by) / pixels_per_point;
        Self {
            min: [point(area.left, -1.0), point(area.top, -1.0)],
            max: [point(area.right, 1.0), point(area.bottom, 1.0)],
        }
    }

    /// Whether all these vertices are on the outer side of one edge.
    fn exclude<const N: usize>(&self, vertices: [&Vertex; N]) -> bool {
        let [left, top] = self.min;
        let [right, bottom] = self.max;
        vertices.iter().all(|vertex| vertex.pos.y < top)
            || vertices.iter().all(|vertex| vertex.pos.y > bottom)
            || vertices.iter().all(|vertex| vertex.pos.x < left)
            || vertices.iter().all(|vertex| vertex.pos.x > right)
    }
}

/// Paints what of a mesh is in the area of a band and in `clip`. A triangle whose vertices are missing or have no place
/// is left out.
pub(super) fn paint_mesh(band: &mut Band<'_>, clip: Area, mesh: &Mesh, texture: &Texture, pixels_per_point: f32) {
    let clip = clip.intersect(band.area());
    if clip.is_empty() {
        return;
    }
    let bounds = Bounds::new(clip, pixels_per_point);
    let scale = Scale { pixels_per_point, texels: texture.size() };
    let vertex = |index: u32| mesh.vertices.get(index as usize);
    let mut indices = mesh.indices.as_slice();
    while let Some((&[a, b, c], rest)) = indices.split_first_chunk() {
        // As epaint writes a rectangle: left top, right top, left bottom, and again, and right bottom.
        if let Some((&[again, between, d], after)) = rest.split_first_chunk()
            && (again, between) == (c, b)
            && let (Some(a), Some(b), Some(c), Some(d)) = (vertex(a), vertex(b), vertex(c), vertex(d))
            && Quad::is_one(a, b, c, d)
        {
            if !bounds.exclude([a, d]) {
                Quad::new(scale.corner(a), scale.corner(d)).paint(band, clip, texture);
            }
            indices = after;
            continue;
        }
        indices = rest;
        if let (Some(a), Some(b), Some(c)) = (vertex(a), vertex(b), vertex(c))
            && !bounds.exclude([a, b, c])
            && let Some(triangle) = Triangle::new([a, b, c].map(|vertex| scale.corner(vertex)))
        {
            triangle.paint(band, clip, texture);
        }
    }
}
