//! What changed between two pictures, found from their primitives.
//!
//! egui joins all shapes of a layer with the same clip rectangle and texture in one mesh, so a mesh that differs says
//! little. But shapes are written one after another: of two meshes, the triangles that are the same at the beginning and
//! at the end are left out, and what is around the others has changed. A blinking caret is found to be two triangles of
//! thousands. Rejected: comparing a hash of each tile of the window, which costs as much for a caret as for a scroll.

use std::ops::Range;

use eframe::egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, Rect};

use super::Area;
use super::area::add;

/// A list of areas longer than this is one area: each one walks over the meshes again.
const MAX_AREAS: usize = 12;

/// A picture of a window: the primitives of a frame, and what they are painted on.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The primitives, from the lowest.
    pub primitives: Vec<ClippedPrimitive>,
    /// The pixels of a point.
    pub pixels_per_point: f32,
    /// The width and height in pixels.
    pub size: [u32; 2],
    /// The colour below the primitives.
    pub background: Color32,
}

impl Picture {
    /// Returns the areas that differ from the picture before, in which the textures were the same. They do not overlap.
    pub(super) fn changed_since(&self, before: &Self) -> Vec<Area> {
        let whole = Area::whole(self.size);
        if self.size != before.size
            || self.background != before.background
            || self.pixels_per_point != before.pixels_per_point
        {
            return vec![whole];
        }
        let (old, new) = unequal(&before.primitives, &self.primitives, is_same);
        let old = before.primitives.get(old).unwrap_or_default();
        let new = self.primitives.get(new).unwrap_or_default();
        let mut areas = Vec::new();
        let mut changed = |primitive: &ClippedPrimitive, rect: Rect| {
            let scale = self.pixels_per_point;
            let clip = Area::nearest(primitive.clip_rect * scale);
            add(&mut areas, Area::around(rect * scale).intersect(clip).intersect(whole));
        };
        if old.len() == new.len() {
            for (old, new) in old.iter().zip(new) {
                match (mesh(old), mesh(new)) {
                    (Some(old_mesh), Some(new_mesh)) if has_same_place(old, new) => {
                        let (was, is) = unequal_triangles(old_mesh, new_mesh);
                        changed(old, around(old_mesh, was));
                        changed(new, around(new_mesh, is));
                    }
                    (old_mesh, new_mesh) => {
                        old_mesh.into_iter().for_each(|mesh| changed(old, around(mesh, &mesh.indices)));
                        new_mesh.into_iter().for_each(|mesh| changed(new, around(mesh, &mesh.indices)));
                    }
                }
            }
        } else {
            for primitive in old.iter().chain(new) {
                if let Some(mesh) = mesh(primitive) {
                    changed(primitive, around(mesh, &mesh.indices));
                }
            }
        }
        joined(areas)
    }
}

/// Returns the areas, or one around them if they are too many.
pub(super) fn joined(areas: Vec<Area>) -> Vec<Area> {
    if areas.len() <= MAX_AREAS {
        return areas;
    }
    vec![areas.into_iter().fold(Area::default(), Area::union)]
}

fn mesh(primitive: &ClippedPrimitive) -> Option<&Mesh> {
    match &primitive.primitive {
        Primitive::Mesh(mesh) => Some(mesh),
        // It paints with OpenGL; nothing in Parallax asks for it.
        Primitive::Callback(_) => None,
    }
}

/// Whether two meshes are clipped in the same way and have the same texture.
fn has_same_place(old: &ClippedPrimitive, new: &ClippedPrimitive) -> bool {
    let bits = |rect: Rect| [rect.min.x, rect.min.y, rect.max.x, rect.max.y].map(f32::to_bits);
    bits(old.clip_rect) == bits(new.clip_rect)
        && mesh(old).map(|mesh| mesh.texture_id) == mesh(new).map(|mesh| mesh.texture_id)
}

/// Whether two vertices are the same. Their numbers are compared as bits, so that one that is not a number is the same as
/// itself.
fn is_same_vertex(old: &Vertex, new: &Vertex) -> bool {
    let bits = |vertex: &Vertex| [vertex.pos.x, vertex.pos.y, vertex.uv.x, vertex.uv.y].map(f32::to_bits);
    bits(old) == bits(new) && old.color == new.color
}

fn is_same(old: &ClippedPrimitive, new: &ClippedPrimitive) -> bool {
    has_same_place(old, new)
        && mesh(old).zip(mesh(new)).is_none_or(|(old, new)| {
            old.indices == new.indices
                && old.vertices.len() == new.vertices.len()
                && old.vertices.iter().zip(&new.vertices).all(|(old, new)| is_same_vertex(old, new))
        })
}

/// Returns the ranges of two lists without the items that are the same at the beginning and at the end.
fn unequal<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> (Range<usize>, Range<usize>) {
    let first = old.iter().zip(new).take_while(|(old, new)| is_same(old, new)).count();
    let (old_rest, new_rest) = (old.iter().skip(first).rev(), new.iter().skip(first).rev());
    let last = old_rest.zip(new_rest).take_while(|(old, new)| is_same(old, new)).count();
    (first..old.len() - last, first..new.len() - last)
}

/// Returns the indices of the triangles of two meshes without those that are the same at the beginning and at the end.
fn unequal_triangles<'a>(old: &'a Mesh, new: &'a Mesh) -> (&'a [u32], &'a [u32]) {
    let (was, is) = unequal(&old.vertices, &new.vertices, is_same_vertex);
    // The vertices before the first are the same.
    let (first, old_end, new_end) = (was.start, was.end, is.end);
    let triangles = |mesh: &'a Mesh| mesh.indices.as_chunks::<3>().0;
    let (old_triangles, new_triangles) = (triangles(old), triangles(new));
    let same_before = old_triangles
        .iter()
        .zip(new_triangles)
        .take_while(|(old, new)| old == new && old.iter().all(|index| (*index as usize) < first))
        .count();
    let rest = |triangles: &'a [[u32; 3]]| triangles.get(same_before..).unwrap_or_default();
    let (old_triangles, new_triangles) = (rest(old_triangles), rest(new_triangles));
    // The vertices after the different ones are the same, with other indices.
    let is_same_index = |old: &u32, new: &u32| {
        let (old, new) = (*old as usize, *new as usize);
        old >= old_end && new >= new_end && old - old_end == new - new_end
    };
    let same_after = old_triangles
        .iter()
        .rev()
        .zip(new_triangles.iter().rev())
        .take_while(|(old, new)| old.iter().zip(*new).all(|(old, new)| is_same_index(old, new)))
        .count();
    let middle =
        |triangles: &'a [[u32; 3]]| triangles.get(..triangles.len() - same_after).unwrap_or_default().as_flattened();
    (middle(old_triangles), middle(new_triangles))
}

/// Returns the rectangle around the vertices with these indices, in points; an empty one without any.
fn around(mesh: &Mesh, indices: &[u32]) -> Rect {
    let vertices = indices.iter().filter_map(|index| mesh.vertices.get(*index as usize));
    vertices.fold(Rect::NOTHING, |mut rect, vertex| {
        rect.extend_with(vertex.pos);
        rect
    })
}
