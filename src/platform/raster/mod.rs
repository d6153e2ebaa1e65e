//! A rasteriser: paints the meshes of egui with the processor.
//!
//! A frame's primitives come as a [`Picture`], and a [`WindowPainter`] paints of it what a window's buffer lacks. Colours are blended as egui's
//! painter for OpenGL does: in gamma space, with the colours multiplied by alpha; glyphs are copied, and everything else
//! is filled as graphics cards fill triangles, so that pictures of both are the same but for roundings.
//!
//! Nothing here knows windows. No value of a mesh can make it fail or write outside its picture: corners that are no
//! numbers leave out their triangle, those far away are moved nearer, and indices and places outside are ignored.
//!
//! `egui_software_backend`, which does the same with a window around it, is made for another version of egui.

mod area;
mod band;
mod damage;
mod mesh;
mod painter;
mod pixel;
mod quad;
mod texture;
mod triangle;

pub use area::Area;
pub use damage::Picture;
pub use painter::WindowPainter;
pub use texture::Textures;

use std::num::NonZero;
use std::sync::{Mutex, OnceLock, PoisonError};

use eframe::egui::epaint::Primitive;

use band::Band;
use mesh::paint_mesh;
use pixel::pixel;

/// An area with more pixels is painted in bands, each on a thread of its own. Starting one takes as long as painting about
/// 50,000 pixels.
const PARALLEL_PIXELS: u64 = 400_000;

/// More threads than this are not used: memory would be the limit.
const MAX_THREADS: usize = 8;

/// Paints an area of a picture. `pixels` are the rows of the picture from the top, each pixel `0x00RRGGBB`.
pub fn paint(pixels: &mut [u32], picture: &Picture, textures: &Textures, area: Area) {
    let area = area.intersect(Area::whole(picture.size));
    let threads = if area.pixels() < PARALLEL_PIXELS { 1 } else { threads() };
    paint_on(threads, pixels, picture, textures, area);
}

/// Paints an area of a picture in bands, on as many threads.
fn paint_on(threads: usize, pixels: &mut [u32], picture: &Picture, textures: &Textures, area: Area) {
    let [width, _] = picture.size;
    if area.is_empty() {
        return;
    }
    let rows = area.top as usize * width as usize..area.bottom as usize * width as usize;
    let Some(pixels) = pixels.get_mut(rows) else { return };
    if threads < 2 {
        paint_band(&mut Band::new(pixels, width, area.top, area), picture, textures);
        return;
    }
    // More bands than threads: some are painted faster than others.
    let height = (area.bottom - area.top).div_ceil(2 * threads as u32).max(1);
    let chunks = pixels.chunks_mut(height as usize * width as usize);
    let bands = Mutex::new((area.top..area.bottom).step_by(height as usize).zip(chunks));
    let paint_bands = || {
        // Not held while a band is painted.
        let next = || bands.lock().unwrap_or_else(PoisonError::into_inner).next();
        while let Some((top, rows)) = next() {
            paint_band(&mut Band::new(rows, width, top, area), picture, textures);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where the system gives no thread, this one paints all.
            let _ = std::thread::Builder::new().name("paint".to_owned()).spawn_scoped(scope, paint_bands);
        }
        paint_bands();
    });
}

/// Returns the number of threads that paint, which is asked once: the answer comes from the disk.
fn threads() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get).min(MAX_THREADS))
}

fn paint_band(band: &mut Band<'_>, picture: &Picture, textures: &Textures) {
    let area = band.area();
    let background = pixel(picture.background) & 0x00FF_FFFF;
    (area.top..area.bottom).for_each(|row| band.row(row, area.left, area.right).fill(background));
    for primitive in &picture.primitives {
        match &primitive.primitive {
            Primitive::Mesh(mesh) => {
                if let Some(texture) = textures.get(mesh.texture_id) {
                    let clip = Area::nearest(primitive.clip_rect * picture.pixels_per_point);
                    paint_mesh(band, clip, mesh, texture, picture.pixels_per_point);
                }
            }
            // It paints with OpenGL; nothing in Parallax asks for it.
            Primitive::Callback(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Picture, Textures, paint_on};
    use eframe::egui::epaint::textures::{TextureOptions, TexturesDelta};
    use eframe::egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive};
    use eframe::egui::{Color32, ColorImage, Rect, TextureId, pos2, vec2};

    #[test]
    fn a_picture_is_the_same_on_any_number_of_threads() {
        let mut textures = Textures::default();
        let mut delta = TexturesDelta::default();
        let white = ColorImage::new([1, 1], vec![Color32::WHITE]);
        delta.push(TextureId::default(), ImageDelta::full(white, TextureOptions::LINEAR));
        textures.set(&mut delta);
        let mut mesh = Mesh::default();
        for at in 0..60_u8 {
            let place = pos2(f32::from(at) * 3.3, f32::from(at % 13) * 7.7);
            let color = Color32::from_rgba_premultiplied(at, 60, 9, 120);
            mesh.add_colored_rect(Rect::from_min_size(place, vec2(40.5, 31.0)), color);
        }
        let primitives = vec![ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }];
        let picture = Picture { primitives, pixels_per_point: 1.0, size: [150, 101], background: Color32::BLACK };
        let area = Area { left: 3, top: 2, right: 140, bottom: 99 };
        let painted = |threads: usize| {
            let mut pixels = vec![7; 150 * 101];
            paint_on(threads, &mut pixels, &picture, &textures, area);
            pixels
        };
        let one = painted(1);
        assert!(one.iter().any(|pixel| *pixel > 7));
        for threads in [2, 3, 8, 200] {
            assert!(painted(threads) == one, "{threads} threads");
        }
    }
}
